/*
 * read_moment.c - a day reckoned from another: {months: 3, day: 1}.
 */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "rule/read/reader.h"

#define IN_MOMENT(member) offsetof(struct moment, member)

static const char *const weekday_names[] = {
	"sun", "mon", "tue", "wed", "thu", "fri", "sat", NULL
};
static const char *const nth_names[] = { "", "1", "2", "3", "4", "5", "last", NULL };
static const char *const missing_names[] = { "last_day", "next_day", NULL };
static const char *const shift_names[] = { "stays", "next_open", "previous_open", "next_counter",
	"previous_counter", "next_weekday", "previous_weekday", NULL };
static const char *const first_day_names[] = { "left_out", "counts", NULL };

static void read_instead(struct rule_reader *r, const struct yaml_node *node, void *entry);
static void read_months(struct rule_reader *r, const struct yaml_node *node, void *entry);
static void read_weeks(struct rule_reader *r, const struct yaml_node *node, void *entry);
static void read_days(struct rule_reader *r, const struct yaml_node *node, void *entry);
static void read_open_days(struct rule_reader *r, const struct yaml_node *node, void *entry);
static void read_working(struct rule_reader *r, const struct yaml_node *node, void *entry);
static void read_counter(struct rule_reader *r, const struct yaml_node *node, void *entry);

static const struct rule_word instead_table[] = {
	{ "in", TAKES_NUMBER, .at = offsetof(struct month_day, in), .low = 1, .high = 12 },
	{ "month", TAKES_NUMBER, .at = offsetof(struct month_day, month), .needed = true,
		.low = 1, .high = 12 },
	{ "day", TAKES_MONTH_DAY, .at = offsetof(struct month_day, day), .needed = true },
};
const struct rule_words rule_words_instead = RULE_WORDS(instead_table);

/* clang-format off */
static const struct rule_word moment_table[] = {
	{ "months",       TAKES_OTHER, .read = read_months },
	{ "weeks",        TAKES_OTHER, .read = read_weeks },
	{ "days",         TAKES_OTHER, .read = read_days },
	{ "open_days",    TAKES_OTHER, .read = read_open_days },
	{ "working_days", TAKES_OTHER, .read = read_working },
	{ "counter_days", TAKES_OTHER, .read = read_counter },
	{ "block",        TAKES_NUMBER, .at = IN_MOMENT(block), .low = 2, .high = 12 },
	{ "starts",       TAKES_NUMBER, .at = IN_MOMENT(block_starts), .low = 1, .high = 12 },
	{ "day",          TAKES_MONTH_DAY, .at = IN_MOMENT(day) },
	{ "nth",          TAKES_ONE, .at = IN_MOMENT(nth), .names = nth_names },
	{ "weekday",      TAKES_ONE, .at = IN_MOMENT(weekday), .names = weekday_names },
	{ "instead",      TAKES_OTHER, .inner = &rule_words_instead, .read = read_instead,
		.shape = SHAPE_LIST },
	{ "missing",      TAKES_ONE, .at = IN_MOMENT(missing), .names = missing_names },
	{ "if_closed",    TAKES_ONE, .at = IN_MOMENT(shift), .names = shift_names },
	{ "later",        TAKES_NUMBER, .at = IN_MOMENT(later), .low = 1, .high = 31 },
	{ "first_day",    TAKES_EITHER, .at = IN_MOMENT(first_day_counts),
		.names = first_day_names },
	{ "at",           TAKES_TIME, .at = IN_MOMENT(at) },
};
/* clang-format on */
const struct rule_words rule_words_moment = RULE_WORDS(moment_table);

static void
read_amount(struct rule_reader *r, const char *name, const struct yaml_node *node,
	struct moment *m)
{
	const struct rule_word number = { .name = name, .low = 0, .high = 1000 };
	int64_t amount;

	if (rule_number(r, &number, node, &amount))
		m->amount = (int)amount;
}

static void
read_unit(struct rule_reader *r, const struct yaml_node *node, struct moment *m,
	enum moment_unit unit)
{
	static const char *const names[] = {
		[MOMENT_DAYS] = "days", [MOMENT_OPEN_DAYS] = "open_days",
		[MOMENT_WORKING_DAYS] = "working_days", [MOMENT_WEEKS] = "weeks",
		[MOMENT_MONTHS] = "months", [MOMENT_COUNTER_DAYS] = "counter_days",
	};

	if (m->unit != MOMENT_NONE)
		FAULT(r, node, _("a moment has one of months, weeks, days, open_days, "
				 "working_days and counter_days, not two"));
	m->unit = unit;
	read_amount(r, names[unit], node, m);
}

static void
read_months(struct rule_reader *r, const struct yaml_node *node, void *entry)
{
	read_unit(r, node, entry, MOMENT_MONTHS);
}

static void
read_weeks(struct rule_reader *r, const struct yaml_node *node, void *entry)
{
	read_unit(r, node, entry, MOMENT_WEEKS);
}

static void
read_days(struct rule_reader *r, const struct yaml_node *node, void *entry)
{
	read_unit(r, node, entry, MOMENT_DAYS);
}

static void
read_open_days(struct rule_reader *r, const struct yaml_node *node, void *entry)
{
	read_unit(r, node, entry, MOMENT_OPEN_DAYS);
}

static void
read_working(struct rule_reader *r, const struct yaml_node *node, void *entry)
{
	read_unit(r, node, entry, MOMENT_WORKING_DAYS);
}

static void
read_counter(struct rule_reader *r, const struct yaml_node *node, void *entry)
{
	read_unit(r, node, entry, MOMENT_COUNTER_DAYS);
}

const struct month_day *
rule_instead(struct rule_reader *r, const struct yaml_node *node, int *count)
{
	struct month_day *days;

	*count = 0;
	if (!rule_is_list(r, "instead", node))
		return NULL;
	days = NEW_ARRAY(r, struct month_day, node->count);
	for (int i = 0; i < node->count; i++) {
		const struct rule_group group = { &rule_words_instead, NULL, "instead",
			node->items[i] };

		if (!rule_is_map(r, "instead", node->items[i]))
			continue;
		rule_words_read(r, &group, &days[*count]);
		(*count)++;
	}
	return days;
}

static void
read_instead(struct rule_reader *r, const struct yaml_node *node, void *entry)
{
	struct moment *m = entry;

	m->instead = rule_instead(r, node, &m->instead_count);
}

/* `day`, `nth` and `block` say which day of the month that is so many months away. */
static void
settle_months(struct rule_reader *r, const struct yaml_node *map, struct moment *m)
{
	bool day = yaml_get(map, "day") != NULL, nth = yaml_get(map, "nth") != NULL;
	bool block = yaml_get(map, "block") != NULL;

	if (nth != (yaml_get(map, "weekday") != NULL))
		FAULT(r, map, _("\"nth\" and \"weekday\" stand together: {months: 1, nth: 2, "
				"weekday: sat}"));
	if (day && nth)
		FAULT(r, map, _("a moment has either \"day\" or \"nth\", not both"));
	if (block && !day && !nth)
		FAULT(r, map, _("\"block\" needs \"day\" or \"nth\""));
	if (block != (yaml_get(map, "starts") != NULL))
		FAULT(r, map, _("\"block\" and \"starts\" stand together: {block: 3, starts: 4, "
				"months: 1, day: 1}"));
	if (block && m->block > 0 && 12 % m->block != 0)
		FAULT(r, yaml_get(map, "block"),
			_("\"block\" must divide a year: 2, 3, 4, 6 or 12 months"));
	if (block)
		m->unit = MOMENT_BLOCK;
	else if (nth)
		m->unit = MOMENT_MONTH_NTH;
	else if (day)
		m->unit = MOMENT_MONTH_DAY;
}

/* Only days that are counted have a first one. */
static void
check_first_day(struct rule_reader *r, const struct yaml_node *map, const char *beside)
{
	const struct yaml_node *at = yaml_get(map, "first_day");

	if (at != NULL && yaml_get(map, beside) != NULL)
		SAYS_NOTHING(r, at, _("\"%s\" does not stand with \"%s\""), "first_day", beside);
}

bool
rule_moment(struct rule_reader *r, const char *word, const struct yaml_node *node,
	struct moment *out)
{
	const struct rule_group group = { &rule_words_moment, NULL, word, node };
	int before = r->faults->count;

	if (node->kind != YAML_MAP || node->count == 0) {
		FAULT(r, node, _("\"%s\" takes a moment, such as {months: 3, day: 1} or {days: 7}"),
			word);
		return false;
	}
	*out = (struct moment){ .at = NONE, .line = node->line, .column = node->column };
	rule_words_read(r, &group, out);
	if (r->faults->count > before)
		return false;
	if (out->unit == MOMENT_NONE)
		FAULT(r, node, _("\"%s\" needs one of months, weeks, days, open_days, working_days "
				 "and counter_days"), word);
	else if (out->unit == MOMENT_MONTHS)
		settle_months(r, node, out);
	else if (yaml_get(node, "day") || yaml_get(node, "nth") || yaml_get(node, "block"))
		FAULT(r, node, _("\"day\", \"nth\" and \"block\" stand with months only"));
	else if (yaml_get(node, "missing") || yaml_get(node, "instead"))
		SAYS_NOTHING(r, node, _("\"missing\" and \"instead\" stand with months only"));
	else if (out->unit == MOMENT_WEEKS && yaml_get(node, "weekday"))
		out->unit = MOMENT_WEEK_DAY;
	else if (yaml_get(node, "weekday"))
		SAYS_NOTHING(r, yaml_get(node, "weekday"),
			_("\"weekday\" stands with months and \"nth\", or with weeks"));
	check_first_day(r, node, "day");
	check_first_day(r, node, "weekday");
	return r->faults->count == before;
}
