/*
 * read_value.c - numbers, shares, times and days as they stand in a rule book.
 * Everything is exact: a share is kept as the fraction that was written.
 */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include <inttypes.h>
#include <string.h>

#include "base/money.h"
#include "base/utf8.h"
#include "rule/read/reader.h"

#define SHARE_LIMIT INT64_C(2147483647)
#define MINUTES_A_DAY 1440
#define LEAP_YEAR 2024 /* any: 29 February is a day of the year */

/* Figures and signs that an input method left in full width: told as such. */
static bool
is_wide(struct rule_reader *r, const char *word, const struct yaml_node *node)
{
	const char *p = node->text;
	const char *end = p + strlen(p);

	while (p < end) {
		uint32_t c = utf8_next(&p, end);

		if ((c < 0xFF01 || c > 0xFF5E) && c != 0x301C && c != 0x3000)
			continue;
		FAULT(r, node, _("\"%s\": \"%s\" has full-width characters; type figures and "
				 "signs in half width"), word, node->text);
		return true;
	}
	return false;
}

/* Digits up to `end`; false when there is none, or another sign, or more than YEN_MAX. */
static bool
digits(const char **p, int64_t *out)
{
	const char *start = *p;

	*out = 0;
	while (**p >= '0' && **p <= '9' && *out <= YEN_MAX) {
		*out = *out * 10 + (**p - '0');
		(*p)++;
	}
	return *p > start && *out <= YEN_MAX;
}

bool
rule_number(struct rule_reader *r, const struct rule_word *w, const struct yaml_node *node,
	int64_t *out)
{
	if (!rule_is_text(r, w->name, node))
		return false;
	const char *p = node->text;

	if (digits(&p, out) && *p == '\0' && *out >= w->low && *out <= w->high)
		return true;
	if (is_wide(r, w->name, node))
		return false;
	FAULT(r, node, _("\"%s\" takes a whole number from %" PRId64 " to %" PRId64
			 ", not \"%s\""), w->name, w->low, w->high, node->text);
	return false;
}

static int64_t
greatest_divisor(int64_t a, int64_t b)
{
	while (b != 0) {
		int64_t rest = a % b;

		a = b;
		b = rest;
	}
	return a;
}

static bool
percent(const char *p, struct share *out)
{
	int64_t den = 100, num;

	if (!digits(&p, &num))
		return false;
	if (*p == '.') {
		const char *point = ++p;
		int64_t part;

		if (!digits(&p, &part) || p - point > 6)
			return false;
		for (; point < p; point++) {
			num *= 10;
			den *= 10;
		}
		num += part;
	}
	*out = (struct share){ num, den };
	return strcmp(p, "%") == 0;
}

static bool
fraction(const char *p, struct share *out)
{
	return digits(&p, &out->num) && *p++ == '/' && digits(&p, &out->den) && *p == '\0' &&
	       out->den > 0;
}

bool
rule_share(struct rule_reader *r, const char *word, const struct yaml_node *node,
	struct share *out)
{
	struct share share;

	if (!rule_is_text(r, word, node))
		return false;
	if (!percent(node->text, &share) && !fraction(node->text, &share)) {
		if (is_wide(r, word, node))
			return false;
		FAULT(r, node, _("\"%s\" takes a share such as 150%% or 2/3, not \"%s\""), word,
			node->text);
		return false;
	}
	int64_t divisor = greatest_divisor(share.num, share.den);

	share = (struct share){ share.num / divisor, share.den / divisor };
	if (share.num > SHARE_LIMIT || share.den > SHARE_LIMIT) {
		FAULT(r, node, _("the share \"%s\" is too large or too fine"), node->text);
		return false;
	}
	*out = share;
	return true;
}

/* "9:30", "09:30", up to 24:00. */
static bool
time_of(const char **p, int *out)
{
	const char *start = *p;
	int64_t hours, minutes;

	if (!digits(p, &hours) || *p - start > 2 || **p != ':')
		return false;
	start = ++*p;
	if (!digits(p, &minutes) || *p - start != 2 || minutes > 59)
		return false;
	*out = (int)(hours * 60 + minutes);
	return *out <= MINUTES_A_DAY;
}

bool
rule_time(struct rule_reader *r, const char *word, const struct yaml_node *node, int *out)
{
	int minutes;

	if (!rule_is_text(r, word, node))
		return false;
	const char *p = node->text;

	if (time_of(&p, &minutes) && *p == '\0') {
		*out = minutes;
		return true;
	}
	if (is_wide(r, word, node))
		return false;
	FAULT(r, node, _("\"%s\" takes a time of day such as 09:30, up to 24:00, not \"%s\""), word,
		node->text);
	return false;
}

static bool
span_text(struct rule_reader *r, const char *word, const struct yaml_node *node,
	struct time_span *out)
{
	if (!rule_is_text(r, word, node))
		return false;
	const char *p = node->text;

	if (time_of(&p, &out->from) && *p++ == '-' && time_of(&p, &out->to) && *p == '\0')
		return true;
	if (is_wide(r, word, node))
		return false;
	FAULT(r, node, _("\"%s\" takes two times of day such as 09:00-21:30, not \"%s\""), word,
		node->text);
	return false;
}

static bool
span_map(struct rule_reader *r, const char *word, const struct yaml_node *node,
	struct time_span *out)
{
	static const struct rule_word table[] = {
		{ "from", TAKES_TIME, .at = offsetof(struct time_span, from), .needed = true },
		{ "to", TAKES_TIME, .at = offsetof(struct time_span, to), .needed = true },
	};
	static const struct rule_words words = RULE_WORDS(table);
	const struct rule_group group = { &words, NULL, word, node };
	int before = r->faults->count;

	rule_words_read(r, &group, out);
	return r->faults->count == before;
}

bool
rule_span(struct rule_reader *r, const char *word, const struct yaml_node *node,
	struct time_span *out)
{
	struct time_span span = { 0, 0 };
	bool good = node->kind == YAML_MAP ? span_map(r, word, node, &span)
					   : span_text(r, word, node, &span);

	if (!good)
		return false;
	if (span.from >= span.to) {
		FAULT(r, node, _("\"%s\" ends before it begins"), word);
		return false;
	}
	*out = span;
	return true;
}

bool
rule_day(struct rule_reader *r, const char *word, const struct yaml_node *node, day_num *out)
{
	if (!rule_is_text(r, word, node))
		return false;
	day_num day = date_from_iso(node->text);

	if (day == DAY_NONE) {
		if (is_wide(r, word, node))
			return false;
		FAULT(r, node, _("\"%s\" takes a day such as 2026-04-01, not \"%s\""), word,
			node->text);
		return false;
	}
	*out = day;
	return true;
}

bool
rule_month_day(struct rule_reader *r, const char *word, const struct yaml_node *node, int *out)
{
	int64_t day;

	if (!rule_is_text(r, word, node))
		return false;
	const char *p = node->text;

	if (strcmp(p, "last") == 0) {
		*out = DAY_LAST;
		return true;
	}
	if (digits(&p, &day) && *p == '\0' && day >= 1 && day <= 31) {
		*out = (int)day;
		return true;
	}
	if (is_wide(r, word, node))
		return false;
	FAULT(r, node, _("\"%s\" takes a day of the month, 1 to 31 or last, not \"%s\""), word,
		node->text);
	return false;
}

/* "06-01" as 601. */
static bool
year_day(const char **p, int *out)
{
	const char *start = *p;
	int64_t month, day;

	if (!digits(p, &month) || *p - start != 2 || *(*p)++ != '-')
		return false;
	start = *p;
	if (!digits(p, &day) || *p - start != 2)
		return false;
	*out = (int)(month * 100 + day);
	return date_is_valid(LEAP_YEAR, (int)month, (int)day);
}

bool
rule_year_span(struct rule_reader *r, const char *word, const struct yaml_node *node,
	struct year_span *out)
{
	struct year_span span;

	if (!rule_is_text(r, word, node))
		return false;
	const char *p = node->text;
	bool good = year_day(&p, &span.from);

	span.to = span.from;
	if (good && strncmp(p, "..", 2) == 0) {
		p += 2;
		good = year_day(&p, &span.to);
	}
	if (!good || *p != '\0') {
		if (is_wide(r, word, node))
			return false;
		FAULT(r, node, _("\"%s\" takes days of the year such as 12-28..01-04, or one such "
				 "as 10-01, not \"%s\""), word, node->text);
		return false;
	}
	*out = span;
	return true;
}

/* Those with a number stand for any number; `hour` is 60 minutes. */
const char *const rule_per_names[] = { "use", "band", "day", "open_day", "month", "head", "piece",
	"hour", "30 minutes", "2 days", "6 open_days", "3 months", "10 heads", "10 pieces", NULL };
const char *const rule_part_names[] = { "started", "free", "from 30 minutes", NULL };

int
rule_amount_of(const char *text, const char *unit)
{
	int64_t amount;

	if (!digits(&text, &amount) || amount < 1 || amount > 10000 || *text++ != ' ')
		return NONE;
	return strcmp(text, unit) == 0 ? (int)amount : NONE;
}

/* "10 pieces": so many are charged together. */
static bool
is_per_several(const struct yaml_node *node, struct per_unit *out)
{
	static const struct several {
		const char *unit;
		enum price_per per;
	} several[] = { { "days", PER_DAY }, { "open_days", PER_OPEN_DAY },
			{ "months", PER_MONTH }, { "heads", PER_HEAD }, { "pieces", PER_PIECE } };

	for (size_t i = 0; i < ARRAY_LEN(several) && node->kind == YAML_TEXT; i++) {
		int each = rule_amount_of(node->text, several[i].unit);

		if (each == NONE)
			continue;
		out->per = several[i].per;
		out->each = each;
		return true;
	}
	return false;
}

bool
rule_per(struct rule_reader *r, const char *word, const struct yaml_node *node,
	struct per_unit *out)
{
	if (is_per_several(node, out))
		return true;
	int minutes = node->kind == YAML_TEXT ? rule_amount_of(node->text, "minutes") : NONE;

	if (minutes == NONE) {
		int at = rule_one_of(r, word, node, rule_per_names);

		if (at == NONE)
			return false;
		out->per = (enum price_per)at;
		if (at != PER_MINUTES)
			return true;
		minutes = 60;
	}
	out->per = PER_MINUTES;
	out->minutes = minutes;
	return true;
}

bool
rule_part(struct rule_reader *r, const char *word, const struct yaml_node *node,
	struct per_unit *out)
{
	int at, minutes = NONE;

	if (node->kind == YAML_TEXT && strncmp(node->text, "from ", 5) == 0)
		minutes = rule_amount_of(node->text + 5, "minutes");
	if (minutes != NONE) {
		out->part = PART_FROM;
		out->part_from = minutes;
		return true;
	}
	at = rule_one_of(r, word, node, rule_part_names);
	if (at != NONE)
		out->part = (enum part_unit)at;
	return at != NONE;
}

void
rule_check_unit(struct rule_reader *r, const struct yaml_node *entry, const struct per_unit *unit)
{
	const char *word = unit->beyond > 0 ? "beyond" : "up_to";

	if (unit->per != PER_MINUTES && unit->each == 0 && yaml_get(entry, "part") != NULL)
		SAYS_NOTHING(r, yaml_get(entry, "part"),
			_("\"%s\" stands with per: \"60 minutes\" only"), "part");
	if (unit->beyond == 0 && unit->up_to == 0)
		return;
	if (unit->per == PER_USE || unit->per == PER_BAND)
		FAULT(r, yaml_get(entry, word), _("\"%s\" stands with \"per\" minutes, heads, "
						  "days, months or pieces only"), word);
	else if (unit->up_to > 0 && unit->up_to <= unit->beyond)
		FAULT(r, yaml_get(entry, "up_to"), _("\"up_to\" must be more than \"beyond\""));
}
