/*
 * read_calendar.c - seasons, hours, closings, local days, openings, closures and
 * the storm table.
 */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include <string.h>

#include "rule/read/reader.h"

#define DATES_MAX 1000
#define RANGE_MAX 366
#define RUN_MAX 31 /* days of a closing that follow from one day */
#define ALL_HOLIDAYS ((1u << RULE_HOLIDAY_COUNT) - 2)
#define MIDNIGHT 1440

static const struct year_span *
read_spans(struct rule_reader *r, const struct yaml_node *given, int *count)
{
	const struct yaml_node *node = yaml_get(given, "days");
	int items_count;
	const struct yaml_node *const *items = rule_items(&node, &items_count);
	struct year_span *spans = NEW_ARRAY(r, struct year_span, items_count);

	if (items_count == 0)
		FAULT(r, node, _("\"%s\" is empty"), "days");
	*count = 0;
	for (int i = 0; i < items_count; i++) {
		if (rule_year_span(r, "days", items[i], &spans[*count]))
			(*count)++;
	}
	return spans;
}

/* "2026-08-13", "2026-08-13..2026-08-15" */
static bool
read_range(struct rule_reader *r, const struct yaml_node *node, struct day_span *out)
{
	struct yaml_node end = *node;
	const char *dots;

	if (!rule_is_text(r, "dates", node))
		return false;
	dots = strstr(node->text, "..");
	if (dots == NULL) {
		bool good = rule_day(r, "dates", node, &out->from);

		out->to = out->from;
		return good;
	}
	end.text = arena_strndup(r->a, node->text, (size_t)(dots - node->text));
	if (!rule_day(r, "dates", &end, &out->from))
		return false;
	end.text = dots + 2;
	if (!rule_day(r, "dates", &end, &out->to))
		return false;
	if (out->from <= out->to && out->to - out->from < RANGE_MAX)
		return true;
	FAULT(r, node, _("\"%s\" ends before it begins, or is longer than a year"), node->text);
	return false;
}

struct dates {
	int count;
	day_num *days;
};

static void
read_dates(struct rule_reader *r, const struct yaml_node *given, struct dates *out)
{
	const struct yaml_node *node = yaml_get(given, "dates");
	int count;
	const struct yaml_node *const *items = rule_items(&node, &count);

	if (count == 0)
		FAULT(r, node, _("\"%s\" is empty"), "dates");
	out->days = NEW_ARRAY(r, day_num, DATES_MAX);
	for (int i = 0; i < count; i++) {
		struct day_span span;

		if (!read_range(r, items[i], &span))
			continue;
		if (out->count + (span.to - span.from) >= DATES_MAX) {
			FAULT(r, items[i], _("\"%s\" has more than %d days"), "dates", DATES_MAX);
			return;
		}
		for (day_num day = span.from; day <= span.to; day++)
			out->days[out->count++] = day;
	}
}

/* Read in `end`, where the whole entry is at hand. */
static void
later(struct rule_reader *r __attribute__((unused)),
	const struct yaml_node *node __attribute__((unused)),
	void *entry __attribute__((unused)))
{
}

/* --- seasons, hours --- */

static void
end_season(struct rule_reader *r, const struct yaml_node *node, void *entry)
{
	struct season *season = entry;

	if (yaml_get(node, "days") != NULL)
		season->spans = read_spans(r, node, &season->span_count);
	if (strcmp(season->rule.code, "none") == 0)
		FAULT(r, node, _("\"none\" means no season and cannot be the code of one"));
}

static const struct rule_word season_table[] = {
	{ "days", TAKES_OTHER, .needed = true, .read = later, .shape = SHAPE_TEXTS },
};

const struct rule_section_row rule_row_seasons = {
	.name = "seasons", .own = RULE_WORDS(season_table), .needs_code = true,
	.size = sizeof(struct season), IN_BOOK(seasons, season_count), .end = end_season,
};

static void
end_hours(struct rule_reader *r __attribute__((unused)), const struct yaml_node *node,
	void *entry)
{
	struct hours *hours = entry;

	if (yaml_get(node, "counter") == NULL)
		hours->counter = hours->open;
}

static const struct rule_word hours_table[] = {
	{ "open", TAKES_SPAN, .at = IN(hours, open), .needed = true },
	{ "counter", TAKES_SPAN, .at = IN(hours, counter) },
};

const struct rule_section_row rule_row_hours = {
	.name = "hours", .own = RULE_WORDS(hours_table), .size = sizeof(struct hours),
	IN_BOOK(hours, hours_count), .end = end_hours,
};

/* --- closings --- */

static const char *const weekday_names[] = {
	"sun", "mon", "tue", "wed", "thu", "fri", "sat", NULL
};
static const char *const nth_names[] = { "", "1", "2", "3", "4", "5", "last", NULL };
static const char *const month_day_names[] = { "last", NULL };
static const char *const after_names[] = { "yes", NULL };
static const char *const if_holiday_names[] = { "closed", "open", "moved", "also", NULL };
static const char *const holiday_names[] = {
	"", "named", "substitute", "between", "local", NULL
};
static const char *const to_names[] = { "next_day", "next_next_day", "next_weekday",
	"next_not_holiday", "previous_weekday", "nearest_weekday", "next_open", NULL };

static const struct {
	const char *word;
	enum closing_kind kind;
} closing_words[] = {
	{ "weekday", CLOSING_WEEKDAY },
	{ "day_of_month", CLOSING_MONTH_DAY },
	{ "days", CLOSING_YEAR_DAYS },
	{ "dates", CLOSING_DATES },
	{ "after_holiday", CLOSING_AFTER_HOLIDAY },
};

static void
read_month_days(struct rule_reader *r, const struct yaml_node *given, struct closing *c)
{
	const struct yaml_node *node = yaml_get(given, "day_of_month");
	int count;
	const struct yaml_node *const *items = rule_items(&node, &count);
	int *days = NEW_ARRAY(r, int, count);

	if (count == 0)
		FAULT(r, node, _("\"%s\" is empty"), "day_of_month");
	for (int i = 0; i < count; i++) {
		if (rule_month_day(r, "day_of_month", items[i], &days[c->month_day_count]))
			c->month_day_count++;
	}
	c->month_days = days;
}

static void
begin_closing(struct rule_reader *r __attribute__((unused)),
	const struct yaml_node *node __attribute__((unused)), void *entry)
{
	struct closing *c = entry;

	c->holiday_kinds = 0;
}

/* The one word that says which days; the others belong to it. */
static void
find_kind(struct rule_reader *r, const struct yaml_node *node, struct closing *c)
{
	int found = 0;

	for (size_t i = 0; i < ARRAY_LEN(closing_words); i++) {
		if (yaml_get(node, closing_words[i].word) == NULL)
			continue;
		c->kind = closing_words[i].kind;
		found++;
	}
	if (found != 1)
		FAULT(r, node, _("a closing needs one of weekday, day_of_month, days, dates and "
				 "after_holiday"));
}

/* Days that are written out say themselves from when and for how long. */
static void
check_run(struct rule_reader *r, const struct yaml_node *node, const struct closing *c)
{
	static const char *const words[] = { "later", "lasts" };
	bool written_out = c->kind == CLOSING_YEAR_DAYS || c->kind == CLOSING_DATES;

	for (size_t i = 0; i < ARRAY_LEN(words); i++)
		if (written_out && yaml_get(node, words[i]) != NULL)
			FAULT(r, yaml_get(node, words[i]), _("\"%s\" stands with \"%s\" only"),
				words[i], "weekday, day_of_month, after_holiday");
}

static void
check_closing(struct rule_reader *r, const struct yaml_node *node, const struct closing *c)
{
	bool moves = c->if_holiday == HOLIDAY_MOVES || c->if_holiday == HOLIDAY_CLOSES_BOTH;
	const struct yaml_node *to = yaml_get(node, "to");

	if (c->kind != CLOSING_WEEKDAY && yaml_get(node, "nth") != NULL)
		FAULT(r, yaml_get(node, "nth"), _("\"%s\" stands with \"%s\" only"), "nth",
			"weekday");
	if (c->kind != CLOSING_MONTH_DAY && yaml_get(node, "instead") != NULL)
		FAULT(r, yaml_get(node, "instead"), _("\"%s\" stands with \"%s\" only"), "instead",
			"day_of_month");
	if (moves && to == NULL)
		FAULT(r, yaml_get(node, "if_holiday"),
			_("a closing that moves needs the word \"to\": to: next_weekday"));
	check_run(r, node, c);
	if (c->if_holiday == HOLIDAY_STAYS_CLOSED && c->like_holidays != 0)
		SAYS_NOTHING(r, yaml_get(node, "like_holidays"),
			_("\"%s\" stands with \"%s\" only"), "like_holidays",
			"if_holiday: open, moved or also");
	if (c->if_holiday == HOLIDAY_STAYS_CLOSED && c->kind != CLOSING_AFTER_HOLIDAY &&
	    yaml_get(node, "holiday_kinds") != NULL)
		SAYS_NOTHING(r, yaml_get(node, "holiday_kinds"),
			_("\"%s\" stands with \"%s\" only"), "holiday_kinds",
			"if_holiday: open, moved or also");
	if (!moves && to != NULL && c->kind != CLOSING_AFTER_HOLIDAY)
		FAULT(r, to, _("\"to\" stands with if_holiday: moved or also, or with "
			       "after_holiday"));
}

static void
end_closing(struct rule_reader *r, const struct yaml_node *node, void *entry)
{
	struct closing *c = entry;
	const struct yaml_node *instead = yaml_get(node, "instead");

	find_kind(r, node, c);
	if (yaml_get(node, "day_of_month") != NULL)
		read_month_days(r, node, c);
	if (yaml_get(node, "days") != NULL)
		c->spans = read_spans(r, node, &c->span_count);
	if (yaml_get(node, "dates") != NULL) {
		struct dates dates = { 0, NULL };

		read_dates(r, node, &dates);
		c->dates = dates.days;
		c->date_count = dates.count;
	}
	if (instead != NULL)
		c->instead = rule_instead(r, instead, &c->instead_count);
	if (c->holiday_kinds == 0)
		c->holiday_kinds = ALL_HOLIDAYS;
	check_closing(r, node, c);
}

static void
read_after(struct rule_reader *r, const struct yaml_node *node,
	void *entry __attribute__((unused)))
{
	rule_one_of(r, "after_holiday", node, after_names);
}

static const struct rule_word closing_table[] = {
	{ "weekday", TAKES_FLAGS, .at = IN(closing, weekdays), .names = weekday_names },
	{ "nth", TAKES_FLAGS, .at = IN(closing, nths), .names = nth_names },
	{ "later", TAKES_NUMBER, .at = IN(closing, later), .low = 1, .high = RUN_MAX },
	{ "lasts", TAKES_NUMBER, .at = IN(closing, lasts), .low = 2, .high = RUN_MAX },
	{ "day_of_month", TAKES_OTHER, .read = later, .shape = SHAPE_TEXTS,
		.names = month_day_names, .open = true },
	{ "instead", TAKES_OTHER, .inner = &rule_words_instead, .read = later,
		.shape = SHAPE_LIST },
	{ "days", TAKES_OTHER, .read = later, .shape = SHAPE_TEXTS },
	{ "dates", TAKES_OTHER, .read = later, .shape = SHAPE_TEXTS },
	{ "after_holiday", TAKES_OTHER, .read = read_after, .names = after_names },
	{ "if_holiday", TAKES_ONE, .at = IN(closing, if_holiday), .names = if_holiday_names },
	{ "holiday_kinds", TAKES_FLAGS, .at = IN(closing, holiday_kinds), .names = holiday_names },
	{ "like_holidays", TAKES_FLAGS, .at = IN(closing, like_holidays), .names = weekday_names },
	{ "to", TAKES_ONE, .at = IN(closing, to), .names = to_names },
	{ "part", TAKES_SPAN, .at = IN(closing, part) },
	{ "counter_only", TAKES_YES, .at = IN(closing, counter_only) },
};

const struct rule_section_row rule_row_closings = {
	.name = "closings", .own = RULE_WORDS(closing_table), .size = sizeof(struct closing),
	IN_BOOK(closings, closing_count), .begin = begin_closing, .end = end_closing,
};

/* --- local days, openings, closures --- */

static void
end_local_day(struct rule_reader *r, const struct yaml_node *node, void *entry)
{
	struct local_day *l = entry;
	bool days = yaml_get(node, "days") != NULL;

	if (days == (yaml_get(node, "dates") != NULL)) {
		FAULT(r, node, _("\"%s\" needs either \"days\" or \"dates\""), "local_days");
	} else if (days) {
		l->spans = read_spans(r, node, &l->span_count);
	} else {
		struct dates dates = { 0, NULL };

		read_dates(r, node, &dates);
		l->dates = dates.days;
		l->date_count = dates.count;
	}
}

static const struct rule_word local_day_table[] = {
	{ "days", TAKES_OTHER, .read = later, .shape = SHAPE_TEXTS },
	{ "dates", TAKES_OTHER, .read = later, .shape = SHAPE_TEXTS },
	{ "closed", TAKES_YES, .at = IN(local_day, closed) },
};

const struct rule_section_row rule_row_local_days = {
	.name = "local_days", .own = RULE_WORDS(local_day_table),
	.size = sizeof(struct local_day), IN_BOOK(local_days, local_day_count),
	.end = end_local_day,
};

static void
end_opening(struct rule_reader *r, const struct yaml_node *node, void *entry)
{
	struct opening *o = entry;
	struct dates dates = { 0, NULL };

	if (yaml_get(node, "dates") == NULL)
		return;
	read_dates(r, node, &dates);
	o->dates = dates.days;
	o->date_count = dates.count;
}

static const struct rule_word opening_table[] = {
	{ "dates", TAKES_OTHER, .needed = true, .read = later, .shape = SHAPE_TEXTS },
	{ "open", TAKES_SPAN, .at = IN(opening, open) },
};

const struct rule_section_row rule_row_openings = {
	.name = "openings", .own = RULE_WORDS(opening_table), .size = sizeof(struct opening),
	IN_BOOK(openings, opening_count), .end = end_opening,
};

static void
begin_closure(struct rule_reader *r __attribute__((unused)),
	const struct yaml_node *node __attribute__((unused)), void *entry)
{
	struct closure *c = entry;

	c->days = (struct day_span){ DAY_NONE, DAY_NONE };
	c->reason = NONE;
}

static void
read_reason(struct rule_reader *r, const struct yaml_node *node, void *entry)
{
	struct closure *c = entry;

	c->reason = rule_choice(r, "reason", FACT_REASON, node);
}

static void
end_closure(struct rule_reader *r, const struct yaml_node *node, void *entry)
{
	struct closure *c = entry;

	if (yaml_get(node, "to") == NULL)
		c->days.to = c->days.from;
	else if (c->days.from != DAY_NONE && c->days.to < c->days.from)
		FAULT(r, node, _("\"%s\" ends before it begins"), "closures");
}

static const struct rule_word closure_table[] = {
	{ "from", TAKES_DAY, .at = offsetof(struct closure, days.from), .needed = true },
	{ "to", TAKES_DAY, .at = offsetof(struct closure, days.to) },
	{ "rooms", TAKES_CHOICES, .at = IN(closure, rooms), .fact = FACT_ROOM },
	{ "part", TAKES_SPAN, .at = IN(closure, part) },
	{ "reason", TAKES_OTHER, .read = read_reason, .codes = RULE_REASONS },
	{ "counter_only", TAKES_YES, .at = IN(closure, counter_only) },
};

const struct rule_section_row rule_row_closures = {
	.name = "closures", .own = RULE_WORDS(closure_table), .size = sizeof(struct closure),
	IN_BOOK(closures, closure_count), .begin = begin_closure, .end = end_closure,
};

/* --- storm --- */

static void
begin_storm(struct rule_reader *r __attribute__((unused)),
	const struct yaml_node *node __attribute__((unused)), void *entry)
{
	struct storm *s = entry;

	s->lifted_by = MIDNIGHT;
	s->opens = NONE;
}

static void
read_opens(struct rule_reader *r, const struct yaml_node *node, void *entry)
{
	struct storm *s = entry;

	if (node->kind == YAML_TEXT && strcmp(node->text, "normal") == 0)
		s->then = STORM_NORMAL;
	else if (node->kind == YAML_TEXT && strcmp(node->text, "closed") == 0)
		s->then = STORM_CLOSED;
	else if (rule_time(r, "opens", node, &s->opens))
		s->then = STORM_OPENS_AT;
}

/* In the order of time, so that the first that holds is the right one. */
static void
end_storm(struct rule_reader *r, const struct yaml_node *node, void *entry)
{
	const struct storm *s = entry;
	const struct book *b = r->book;

	if (b->storm_count > 0 && b->storms[b->storm_count - 1].lifted_by >= s->lifted_by)
		FAULT(r, node, _("the rows of \"storm\" stand in the order of \"lifted_by\"; the "
				 "one without it is the last"));
	if (s->then == STORM_OPENS_AT && s->lifted_by != MIDNIGHT && s->opens < s->lifted_by)
		FAULT(r, node, _("\"opens\" is before \"lifted_by\""));
}

static const char *const opens_names[] = { "normal", "closed", NULL };

static const struct rule_word storm_table[] = {
	{ "lifted_by", TAKES_TIME, .at = IN(storm, lifted_by) },
	{ "opens", TAKES_OTHER, .needed = true, .read = read_opens, .names = opens_names,
		.open = true },
};

const struct rule_section_row rule_row_storm = {
	.name = "storm", .own = RULE_WORDS(storm_table), .size = sizeof(struct storm),
	IN_BOOK(storms, storm_count), .begin = begin_storm, .end = end_storm,
};
