/*
 * read_party.c - who may, when to apply, how often, by when, and what comes back.
 */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include <string.h>

#include "base/money.h"
#include "rule/read/reader.h"

/* --- allow --- */

static void
begin_allow(struct rule_reader *r __attribute__((unused)),
	const struct yaml_node *node __attribute__((unused)), void *entry)
{
	((struct allow *)entry)->refuse = "";
}

static void
read_needs(struct rule_reader *r, const struct yaml_node *node, void *entry)
{
	struct allow *a = entry;

	a->has_needs = true;
	rule_condition(r, "needs", node, &a->needs);
}

static const struct rule_word allow_table[] = {
	{ "needs", TAKES_OTHER, .read = read_needs, .shape = SHAPE_CONDITION },
	{ "refuse", TAKES_TEXT, .at = IN(allow, refuse), .needed = true, .prose = true },
};

const struct rule_section_row rule_row_allow = {
	.name = "allow", .own = RULE_WORDS(allow_table), .size = sizeof(struct allow),
	IN_BOOK(allows, allow_count), .begin = begin_allow,
};

/* --- windows --- */

static const char *const way_names[] = {
	[BY_COUNTER] = "counter", [BY_PHONE] = "phone", [BY_WEB] = "web", [BY_MAIL] = "mail",
	[BY_FAX] = "fax", [BY_WAY_COUNT] = NULL
};

static const struct rule_word window_table[] = {
	{ "opens", TAKES_MOMENT, .at = IN(window, opens) },
	{ "closes", TAKES_MOMENT, .at = IN(window, closes) },
	{ "by", TAKES_FLAGS, .at = IN(window, by), .names = way_names },
	{ "again", TAKES_YES, .at = IN(window, again) },
};

/* Without a day from which it opens, a further period would swallow the one above. */
static void
end_window(struct rule_reader *r, const struct yaml_node *node, void *entry)
{
	const struct window *w = entry;

	if (!w->again)
		return;
	if (r->book->window_count == 0)
		FAULT(r, yaml_get(node, "again"),
			_("\"again: yes\" needs a window above, from which it goes on"));
	if (yaml_get(node, "opens") == NULL)
		FAULT(r, yaml_get(node, "again"), _("\"%s\" stands with \"%s\" only"), "again",
			"opens");
}

const struct rule_section_row rule_row_windows = {
	.name = "windows", .own = RULE_WORDS(window_table), .size = sizeof(struct window),
	IN_BOOK(windows, window_count), .end = end_window,
};

/* --- limits --- */

static const char *const count_names[] = {
	[LIMIT_BOOKINGS] = "bookings", [LIMIT_BANDS] = "bands", [LIMIT_MINUTES] = "minutes",
	[LIMIT_DAYS] = "days", [LIMIT_PIECES] = "pieces", [LIMIT_DAYS_RUNNING] = "days_running",
	[LIMIT_ROOMS_AT_ONCE] = "rooms_at_once", [LIMIT_CANCELLATIONS] = "cancellations",
	[LIMIT_NO_SHOWS] = "no_shows", [LIMIT_POINTS] = "points", [LIMIT_COUNT_COUNT] = NULL
};
static const char *const per_names[] = { "day", "week", "month", "fiscal_year", "year", "30 days",
	"3 months", "ever", NULL };
static const char *const whose_names[] = { "use", "apply", NULL };
static const char *const between_names[] = { "ends", "skipped", "counts", NULL };
static const char *const once_names[] = { "each", "once", NULL };

static void
begin_limit(struct rule_reader *r __attribute__((unused)),
	const struct yaml_node *node __attribute__((unused)), void *entry)
{
	struct limit *l = entry;

	l->refuse = "";
	l->per = LIMIT_EVER;
	l->points = (struct limit_points){ 1, 1 };
}

static void
read_limit_per(struct rule_reader *r, const struct yaml_node *node, void *entry)
{
	struct limit *l = entry;
	int days = node->kind == YAML_TEXT ? rule_amount_of(node->text, "days") : NONE;
	int months = node->kind == YAML_TEXT ? rule_amount_of(node->text, "months") : NONE;

	if (months != NONE && (months < 2 || months > 6 || 12 % months != 0))
		FAULT(r, node, _("\"per\": the months of a limit divide the year: 2, 3, 4 or 6"));
	if (days != NONE || months != NONE) {
		l->per = days != NONE ? LIMIT_PER_DAYS : LIMIT_PER_MONTHS;
		l->per_many = days != NONE ? days : months;
		return;
	}
	int at = rule_one_of(r, "per", node, per_names);

	if (at != NONE)
		l->per = (enum limit_per)at;
}

static const struct rule_word weight_table[] = {
	{ "over", TAKES_NUMBER, .at = IN(limit_weight, over), .needed = true, .low = 0,
		.high = 1440 },
	{ "counts", TAKES_NUMBER, .at = IN(limit_weight, counts), .needed = true, .low = 0,
		.high = 100 },
};
static const struct rule_words weight_words = RULE_WORDS(weight_table);

static const struct rule_word more_table[] = {
	{ "from", TAKES_MOMENT, .at = IN(limit_more, from), .needed = true },
	{ "most", TAKES_YEN, .at = IN(limit_more, most), .needed = true, .low = 0,
		.high = COUNT_MOST },
};
static const struct rule_words more_words = RULE_WORDS(more_table);

/* Reads one map of a list into an item. */
static void
read_item(struct rule_reader *r, const char *word, const struct rule_words *words,
	const struct yaml_node *node, void *item)
{
	const struct rule_group group = { words, NULL, word, node };

	if (rule_is_map(r, word, node))
		rule_words_read(r, &group, item);
}

static void
read_weight(struct rule_reader *r, const struct yaml_node *node, void *entry)
{
	struct limit *l = entry;

	if (!rule_is_list(r, "weight", node))
		return;
	struct limit_weight *weights = NEW_ARRAY(r, struct limit_weight, node->count);

	for (int i = 0; i < node->count; i++) {
		read_item(r, "weight", &weight_words, node->items[i], &weights[i]);
		if (i > 0 && weights[i].over <= weights[i - 1].over)
			FAULT(r, node->items[i], _("\"weight\" stands in the order of \"over\""));
	}
	l->weights = weights;
	l->weight_count = node->count;
}

static void
read_more(struct rule_reader *r, const struct yaml_node *node, void *entry)
{
	struct limit *l = entry;

	if (!rule_is_list(r, "more", node))
		return;
	struct limit_more *more = NEW_ARRAY(r, struct limit_more, node->count);

	for (int i = 0; i < node->count; i++)
		read_item(r, "more", &more_words, node->items[i], &more[i]);
	l->more = more;
	l->more_count = node->count;
}

static const struct rule_word points_table[] = {
	{ "no_show", TAKES_NUMBER, .at = IN(limit_points, no_show), .low = 0, .high = 100 },
	{ "cancelled", TAKES_NUMBER, .at = IN(limit_points, cancelled), .low = 0, .high = 100 },
};
static const struct rule_words points_words = RULE_WORDS(points_table);

#define COUNT(name) (1u << LIMIT_##name)

enum {
	COUNT_USES = COUNT(BOOKINGS) | COUNT(BANDS) | COUNT(MINUTES) | COUNT(DAYS) | COUNT(PIECES),
	COUNT_EVENTS = COUNT(CANCELLATIONS) | COUNT(NO_SHOWS) | COUNT(POINTS)
};

/* Words that say something about some counts, and would be passed over with the others. */
static const struct limit_stands {
	const char *word;
	unsigned with; /* a bit each: enum limit_count */
} limit_stands[] = {
	{ "per", COUNT_USES | COUNT_EVENTS },
	{ "of", COUNT_USES },
	{ "same_day", COUNT(BOOKINGS) | COUNT(BANDS) },
	{ "running", COUNT(BOOKINGS) | COUNT(BANDS) },
	{ "each_room", COUNT_USES | COUNT_EVENTS | COUNT(DAYS_RUNNING) },
	{ "closed_between", COUNT(DAYS_RUNNING) },
	{ "bands", COUNT(BANDS) },
	{ "extras", COUNT(PIECES) },
	{ "late", COUNT(CANCELLATIONS) | COUNT(POINTS) },
	{ "weight", COUNT(BOOKINGS) },
	{ "points", COUNT(POINTS) },
	{ "blocks", COUNT_EVENTS },
};

static void
check_stands(struct rule_reader *r, const struct yaml_node *node, const struct limit *l)
{
	for (size_t i = 0; i < ARRAY_LEN(limit_stands); i++) {
		const struct limit_stands *s = &limit_stands[i];
		const struct yaml_node *at = yaml_get(node, s->word);
		AUTO_STR counts = STR_INIT;

		if (at == NULL || (s->with >> l->count & 1u) != 0)
			continue;
		for (int c = 0; c < LIMIT_COUNT_COUNT; c++)
			if ((s->with >> c & 1u) != 0)
				str_addf(&counts, "%s%s", counts.len > 0 ? ", " : "",
					 count_names[c]);
		SAYS_NOTHING(r, at, _("\"%s\" stands with these counts only: %s"), s->word,
			str_text(&counts));
	}
}

static void
end_limit(struct rule_reader *r, const struct yaml_node *node, void *entry)
{
	const struct limit *l = entry;
	bool periodic = l->count < LIMIT_DAYS_RUNNING || l->count > LIMIT_ROOMS_AT_ONCE;

	if (yaml_get(node, "count") == NULL)
		return;
	if (periodic && yaml_get(node, "per") == NULL)
		FAULT(r, node, _("a limit needs \"per\": in which time they are counted"));
	check_stands(r, node, l);
	for (int i = 0; i < l->more_count; i++)
		if (l->more[i].most <= l->most)
			SAYS_NOTHING(r, yaml_get(node, "more"),
				_("\"more\" loosens: its \"most\" is more than that of the "
				  "limit"));
}

static const struct rule_word limit_table[] = {
	{ "count", TAKES_ONE, .at = IN(limit, count), .needed = true, .names = count_names },
	{ "per", TAKES_OTHER, .read = read_limit_per, .names = per_names, .open = true },
	{ "of", TAKES_EITHER, .at = IN(limit, by_apply), .names = whose_names },
	{ "most", TAKES_YEN, .at = IN(limit, most), .needed = true, .low = 0, .high = COUNT_MOST },
	{ "same_day", TAKES_EITHER, .at = IN(limit, same_day_once), .names = once_names },
	{ "running", TAKES_EITHER, .at = IN(limit, running_once), .names = once_names },
	{ "each_room", TAKES_YES, .at = IN(limit, each_room) },
	{ "only_counts", TAKES_YES, .at = IN(limit, only_counts) },
	{ "closed_between", TAKES_ONE, .at = IN(limit, closed_between), .names = between_names },
	{ "bands", TAKES_CHOICES, .at = IN(limit, bands), .fact = FACT_BAND },
	{ "extras", TAKES_CHOICES, .at = IN(limit, extras), .fact = FACT_EXTRA },
	{ "late", TAKES_MOMENT, .at = IN(limit, late) },
	{ "weight", TAKES_OTHER, .inner = &weight_words, .read = read_weight,
		.shape = SHAPE_LIST },
	{ "lifted", TAKES_MOMENT, .at = IN(limit, lifted) },
	{ "more", TAKES_OTHER, .inner = &more_words, .read = read_more,
		.shape = SHAPE_LIST },
	{ "points", TAKES_GROUP, .at = IN(limit, points), .inner = &points_words },
	{ "blocks", TAKES_MOMENT, .at = IN(limit, blocks) },
	{ "refuse", TAKES_TEXT, .at = IN(limit, refuse), .prose = true },
};

const struct rule_section_row rule_row_limits = {
	.name = "limits", .own = RULE_WORDS(limit_table), .size = sizeof(struct limit),
	IN_BOOK(limits, limit_count), .begin = begin_limit, .end = end_limit,
};

/* --- deadlines --- */

static const char *const deadline_names[] = { "hold", "payment", "application", "change",
	"cancel", "report", "extension", "return", "draw", "registration", NULL };
static const char *const from_names[] = {
	[FROM_HOLD] = "hold", [FROM_APPLY] = "apply", [FROM_PERMIT] = "permit",
	[FROM_NOTICE] = "notice", [FROM_USE] = "use", NULL
};

static void
begin_deadline(struct rule_reader *r __attribute__((unused)),
	const struct yaml_node *node __attribute__((unused)), void *entry)
{
	((struct deadline *)entry)->from = FROM_APPLY;
}

static void
end_deadline(struct rule_reader *r, const struct yaml_node *node, void *entry)
{
	struct deadline *d = entry;
	bool after = yaml_get(node, "after") != NULL, from = yaml_get(node, "from") != NULL;

	if (!after && yaml_get(node, "before") == NULL)
		FAULT(r, node, _("a deadline needs \"before\" (back from the day of use), "
				 "\"after\" (on from another day), or both"));
	if (from && !after)
		FAULT(r, yaml_get(node, "from"), _("\"%s\" stands with \"%s\" only"), "from",
			"after");
	if (!from && d->of == DEADLINE_HOLD)
		d->from = FROM_HOLD;
}

static const struct rule_word deadline_table[] = {
	{ "of", TAKES_ONE, .at = IN(deadline, of), .needed = true, .names = deadline_names },
	{ "before", TAKES_MOMENT, .at = IN(deadline, before) },
	{ "after", TAKES_MOMENT, .at = IN(deadline, after) },
	{ "from", TAKES_ONE, .at = IN(deadline, from), .names = from_names },
};

const struct rule_section_row rule_row_deadlines = {
	.name = "deadlines", .own = RULE_WORDS(deadline_table), .size = sizeof(struct deadline),
	IN_BOOK(deadlines, deadline_count), .begin = begin_deadline, .end = end_deadline,
};

/* --- refunds --- */

static const char *const kind_names[] = { "cancel", "change", NULL };
static const char *const part_names[] = { "all", "room", "extras", NULL };
static const char *const up_names[] = { "none", "pay", NULL };
static const char *const down_names[] = { "kept", "refund", NULL };
static const char *const how_names[] = { "down", "up", "half_up", NULL };

static const struct rule_word difference_table[] = {
	{ "up", TAKES_EITHER, .at = IN(refund, difference_up), .names = up_names },
	{ "down", TAKES_EITHER, .at = IN(refund, difference_down), .names = down_names },
};
static const struct rule_words difference_words = RULE_WORDS(difference_table);

static const struct rule_word refund_rounding_table[] = {
	{ "to", TAKES_YEN, .at = IN(refund, round_to), .needed = true, .low = 1, .high = 1000000 },
	{ "how", TAKES_ONE, .at = IN(refund, round_how), .names = how_names },
};
static const struct rule_words refund_rounding_words = RULE_WORDS(refund_rounding_table);

static void
begin_refund(struct rule_reader *r __attribute__((unused)),
	const struct yaml_node *node __attribute__((unused)), void *entry)
{
	struct refund *refund = entry;

	refund->fee = (struct share){ 0, 1 };
	refund->back = (struct share){ 1, 1 };
}

static void
end_refund(struct rule_reader *r, const struct yaml_node *node, void *entry)
{
	const struct refund *refund = entry;
	bool back = yaml_get(node, "back") != NULL, fee = yaml_get(node, "fee") != NULL;
	bool yen = yaml_get(node, "fee_yen") != NULL;

	if (!refund->of_change && back + fee + yen == 0)
		FAULT(r, node, _("a refund needs one of back, fee and fee_yen"));
	if (refund->of_change && back)
		FAULT(r, yaml_get(node, "back"), _("\"%s\" stands with \"%s\" only"), "back",
			"kind: cancel");
	if (!refund->of_change && yaml_get(node, "difference") != NULL)
		FAULT(r, yaml_get(node, "difference"), _("\"%s\" stands with \"%s\" only"),
			"difference", "kind: change");
	if (refund->back.num > refund->back.den || refund->fee.num > refund->fee.den)
		FAULT(r, node, _("a refund cannot be of more than 100%%"));
}

static const struct rule_word refund_table[] = {
	{ "kind", TAKES_EITHER, .at = IN(refund, of_change), .names = kind_names },
	{ "part", TAKES_ONE, .at = IN(refund, part), .names = part_names },
	{ "until", TAKES_MOMENT, .at = IN(refund, until) },
	{ "back", TAKES_SHARE, .at = IN(refund, back) },
	{ "fee", TAKES_SHARE, .at = IN(refund, fee) },
	{ "fee_yen", TAKES_YEN, .at = IN(refund, fee_yen), .low = 0, .high = YEN_MAX },
	{ "once", TAKES_YES, .at = IN(refund, once) },
	{ "difference", TAKES_GROUP, .inner = &difference_words },
	{ "rounding", TAKES_GROUP, .inner = &refund_rounding_words },
};

const struct rule_section_row rule_row_refunds = {
	.name = "refunds", .own = RULE_WORDS(refund_table), .size = sizeof(struct refund),
	IN_BOOK(refunds, refund_count), .begin = begin_refund, .end = end_refund,
};
