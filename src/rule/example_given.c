/*
 * example_given.c - what a worked example gives: facts by their names, and beside
 * them what the desk and its database would know (holidays, closures, what was
 * counted already, what was paid, when a cancellation came in).
 */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "rule/example_part.h"

#include <assert.h>
#include <string.h>

#include "base/i18n.h"
#include "base/macros.h"
#include "base/money.h"
#include "rule/holiday_read.h"

/* --- values --- */

static bool
read_day(const char *word, const char *value, day_num *out, struct err *e)
{
	*out = date_from_iso(value);
	return *out != DAY_NONE ||
	       err_set_field(e, ERR_INVALID, word,
			     _("%s: \"%s\" is no day; write it like 2026-12-01."), word, value);
}

static bool
read_minutes(const char *word, const char *value, int *out, struct err *e)
{
	int64_t minutes;

	if (!int_parse(value, &minutes, NULL) || minutes < 0 || minutes > 24 * 60)
		return err_set_field(e, ERR_INVALID, word,
			_("%s: \"%s\" is no number of minutes from 0 to 1440."), word, value);
	*out = (int)minutes;
	return true;
}

static bool
read_clock(const char *word, const char *value, int *out, struct err *e)
{
	if (time_parse(value, out, NULL))
		return true;
	return err_set_field(e, ERR_INVALID, word,
		_("%s: \"%s\" is no time of day; write it like 18:30."), word, value);
}

static bool
read_yen(const char *word, const char *value, int64_t *out, struct err *e)
{
	if (yen_parse(value, out, NULL))
		return true;
	return err_set_field(e, ERR_INVALID, word, _("%s: \"%s\" is no amount of yen."), word,
		value);
}

static bool
read_yes(const char *word, const char *value, bool *out, struct err *e)
{
	*out = str_equal(value, "yes");
	return *out || str_equal(value, "no") ||
	       err_set_field(e, ERR_INVALID, word, _("%s: say yes or no, not \"%s\"."), word,
			     value);
}

/* The next word that blanks divide, in place; NULL at the end. */
static char *
next_word(char **p)
{
	char *word = *p + strspn(*p, " ");

	if (*word == '\0')
		return NULL;
	*p = word + strcspn(word, " ");
	if (**p != '\0')
		*(*p)++ = '\0';
	return word;
}

/* --- what lies around --- */

/* "2026-11-23 substitute 振替休日": of a day named twice the example's own counts. */
static bool
add_holiday(struct asked *q, const char *value, struct err *e)
{
	char *rest = arena_strdup(&q->arena, value);
	char *day = next_word(&rest), *kind = next_word(&rest);
	struct rule_day h = { .kind = RULE_HOLIDAY_NAMED, .name = "" };
	int at = 0;

	if (!read_day("holidays", day != NULL ? day : "", &h.day, e))
		return false;
	if (kind != NULL && rule_holiday_from_code(kind) != RULE_HOLIDAY_NONE)
		h.kind = rule_holiday_from_code(kind);
	else if (kind != NULL)
		h.name = kind;
	if (rest[strspn(rest, " ")] != '\0')
		h.name = rest + strspn(rest, " ");
	while (at < q->around.holiday_count && q->holidays[at].day < h.day)
		at++;
	if (at == q->around.holiday_count || q->holidays[at].day != h.day) {
		memmove(&q->holidays[at + 1], &q->holidays[at],
			(size_t)(q->around.holiday_count - at) * sizeof *q->holidays);
		q->around.holiday_count++;
	}
	q->holidays[at] = h;
	return true;
}

/* "2026-11-03..2026-11-05" or one day. */
static bool
read_days(char *value, struct day_span *out, struct err *e)
{
	char *dots = strstr(value, "..");

	if (dots == NULL)
		return read_day("closures", value, &out->from, e) &&
		       read_day("closures", value, &out->to, e);
	*dots = '\0';
	return read_day("closures", value, &out->from, e) &&
	       read_day("closures", dots + 2, &out->to, e);
}

/* "2026-11-03..2026-11-05 hall 09:00-12:00 選挙": all but the days may be left out. */
static bool
add_closure(struct asked *q, const char *value, struct err *e)
{
	char *rest = arena_strdup(&q->arena, value);
	char *word = next_word(&rest);
	struct closure c = { .rule = { .section = RULE_CLOSURES, .code = "", .by_law = "" } };

	if (!read_days(word != NULL ? word : arena_strdup(&q->arena, ""), &c.days, e))
		return false;
	c.rule.name = _("closed");
	c.rule.note = "";
	c.rule.valid = (struct validity){ DAY_NONE, DAY_NONE, DAY_NONE, DAY_NONE };
	c.reason = NONE;
	while ((word = next_word(&rest)) != NULL) {
		int room = fact_choice(&q->book->facts[FACT_ROOM], word);

		if (room != NONE)
			choice_set_add(&c.rooms, room);
		else if (str_equal(word, "counter"))
			c.counter_only = true;
		else if (!time_parse_span(word, &c.part.from, &c.part.to))
			c.rule.name = word;
	}
	q->closures[q->around.closure_count++] = c;
	return true;
}

/* --- counts: "a_month:3,no_shows:1" --- */

static const char *const kinds[] = {
	[LIMIT_BOOKINGS] = "bookings",
	[LIMIT_BANDS] = "bands",
	[LIMIT_MINUTES] = "minutes",
	[LIMIT_DAYS] = "days",
	[LIMIT_DAYS_RUNNING] = "days_running",
	[LIMIT_ROOMS_AT_ONCE] = "rooms_at_once",
	[LIMIT_CANCELLATIONS] = "cancellations",
	[LIMIT_NO_SHOWS] = "no_shows",
	[LIMIT_POINTS] = "points",
	[LIMIT_PIECES] = "pieces",
};
static_assert(ARRAY_LEN(kinds) == LIMIT_COUNT_COUNT, "a name for each count");

static bool
find_counted(const struct book *b, const char *word, struct other_count *out, struct err *e)
{
	out->limit = NONE;
	for (int i = 0; i < b->limit_count; i++)
		if (str_equal(b->limits[i].rule.code, word))
			out->limit = i;
	for (size_t i = 0; i < ARRAY_LEN(kinds); i++) {
		if (out->limit != NONE || !str_equal(kinds[i], word))
			continue;
		out->kind = (enum limit_count)i;
		return true;
	}
	return out->limit != NONE ||
	       err_set_field(e, ERR_INVALID, "counts",
			     _("counts: \"%s\" is neither a limit nor what limits count."), word);
}

static bool
add_counts(struct asked *q, const char *value, struct err *e)
{
	char *rest = arena_strdup(&q->arena, value);

	for (char *item = strsep(&rest, ","); item != NULL; item = strsep(&rest, ",")) {
		struct other_count *count = &q->counts[q->count_count];
		char *colon = strchr(item, ':');

		if (colon == NULL || q->count_count == EXAMPLE_COUNTS)
			return err_set_field(e, ERR_INVALID, "counts",
				_("counts: write it like {bookings: 3}."));
		*colon = '\0';
		if (!find_counted(q->book, item + strspn(item, " "), count, e))
			return false;
		if (!int_parse(colon + 1, &count->count, NULL))
			return err_set_field(e, ERR_INVALID, "counts",
				_("%s: \"%s\" is no whole number."), "counts", colon + 1);
		q->count_count++;
	}
	return true;
}

/* --- wishes --- */

static bool
read_deadline_of(const char *value, enum deadline_of *out, struct err *e)
{
	static const char *const names[] = {
		[DEADLINE_HOLD] = "hold",     [DEADLINE_PAYMENT] = "payment",
		[DEADLINE_APPLICATION] = "application", [DEADLINE_CHANGE] = "change",
		[DEADLINE_CANCEL] = "cancel", [DEADLINE_REPORT] = "report",
		[DEADLINE_EXTENSION] = "extension", [DEADLINE_RETURN] = "return",
		[DEADLINE_DRAW] = "draw",     [DEADLINE_REGISTRATION] = "registration",
	};

	static_assert(ARRAY_LEN(names) == DEADLINE_COUNT, "a name for each deadline");
	for (size_t i = 0; i < ARRAY_LEN(names); i++) {
		if (!str_equal(names[i], value))
			continue;
		*out = (enum deadline_of)i;
		return true;
	}
	return err_set_field(e, ERR_INVALID, "of", _("of: there is no deadline \"%s\"."), value);
}

/* Words that go with a refund; false with *known when it is none of them. */
static bool
give_refund(struct asked *q, const char *word, const char *value, bool *known, struct err *e)
{
	struct refund_wish *w = &q->refund;

	if (str_equal(word, "said") || str_equal(word, "cancelled"))
		return read_day(word, value, &w->said, e);
	if (str_equal(word, "said_at"))
		return read_clock(word, value, &w->said_at, e);
	if (str_equal(word, "had_one"))
		return read_yes(word, value, &w->had_one, e);
	if (str_equal(word, "change"))
		return read_yes(word, value, &w->change, e);
	if (str_equal(word, "paid_extras"))
		return read_yen(word, value, &w->paid_extras, e);
	if (str_equal(word, "paid") || str_equal(word, "paid_room")) {
		q->paid_given = true;
		return read_yen(word, value, &w->paid_room, e);
	}
	if (str_equal(word, "new_price")) {
		w->change = true;
		return read_yen(word, value, &w->new_price, e);
	}
	*known = false;
	return false;
}

static bool
give_other(struct asked *q, const char *word, const char *value, bool *known, struct err *e)
{
	if (str_equal(word, "before"))
		return read_minutes(word, value, &q->extension.before, e);
	if (str_equal(word, "after"))
		return read_minutes(word, value, &q->extension.after, e);
	if (str_equal(word, "asked"))
		return read_day(word, value, &q->extension.asked, e);
	if (str_equal(word, "next_free"))
		return read_yes(word, value, &q->extension.next_free, e);
	if (str_equal(word, "of"))
		return read_deadline_of(value, &q->of, e);
	if (str_equal(word, "since"))
		return read_day(word, value, &q->since, e);
	if (str_equal(word, "lifted"))
		return str_equal(value, "none") || read_clock(word, value, &q->lifted, e);
	if (str_equal(word, "first"))
		return read_day(word, value, &q->days.from, e);
	if (str_equal(word, "last"))
		return read_day(word, value, &q->days.to, e);
	*known = false;
	return false;
}

/* A map "day:2026-11-03,bands:am+pm" says the same as "day=2026-11-03 bands=am,pm". */
static bool
add_other(struct asked *q, const char *value, struct err *e)
{
	AUTO_STR plain = STR_INIT;
	bool of_word = true;

	for (const char *p = value; *p != '\0'; p++) {
		char c = *p;

		if (strchr(value, '=') == NULL && c == ':' && of_word)
			c = '=';
		else if (strchr(value, '=') == NULL && (c == ',' || c == '+'))
			c = c == ',' ? ' ' : ',';
		of_word = c == ' ' || (of_word && c != '=');
		str_add_char(&plain, c);
	}
	return facts_set(&q->facts, "other", str_text(&plain), e);
}

static bool
give_around(struct asked *q, const char *word, const char *value, bool *known, struct err *e)
{
	if (str_equal(word, "holidays"))
		return add_holiday(q, value, e);
	if (str_equal(word, "closures"))
		return add_closure(q, value, e);
	if (str_equal(word, "counts"))
		return add_counts(q, value, e);
	if (str_equal(word, "other") || str_equal(word, "others"))
		return add_other(q, value, e);
	*known = false;
	return false;
}

/* Words of the same name were the items of one list: a set of choices takes them all. */
static bool
give_fact(struct asked *q, const struct example *x, int at, struct err *e)
{
	const char *word = x->given[at].word;
	AUTO_STR all = STR_INIT;

	for (int i = 0; i < x->given_count; i++) {
		if (!str_equal(x->given[i].word, word))
			continue;
		if (i < at)
			return true;
		str_add(&all, all.len > 0 ? "," : "");
		str_add(&all, x->given[i].value);
	}
	return facts_set(&q->facts, word, str_text(&all), e);
}

static bool
give(struct asked *q, const struct example *x, int at, struct err *e)
{
	static bool (*const ways[])(struct asked *, const char *, const char *, bool *,
		struct err *) = { give_around, give_refund, give_other };
	const struct example_word *w = &x->given[at];

	for (size_t i = 0; i < ARRAY_LEN(ways) && book_fact(q->book, w->word) == NONE; i++) {
		bool known = true;
		bool read = ways[i](q, w->word, w->value, &known, e);

		if (known)
			return read;
	}
	return give_fact(q, x, at, e);
}

/* Room for those of the run and for one more with each word. */
static void
prepare_around(struct asked *q, const struct surroundings *around, int words)
{
	static const struct surroundings nothing;
	size_t holidays, closures;

	if (around == NULL)
		around = &nothing;
	holidays = (size_t)(around->holiday_count + words);
	closures = (size_t)(around->closure_count + words);
	q->holidays = arena_alloc(&q->arena, holidays * sizeof *q->holidays + 1);
	q->closures = arena_alloc(&q->arena, closures * sizeof *q->closures + 1);
	if (around->holiday_count > 0)
		memcpy(q->holidays, around->holidays,
			(size_t)around->holiday_count * sizeof *q->holidays);
	if (around->closure_count > 0)
		memcpy(q->closures, around->closures,
			(size_t)around->closure_count * sizeof *q->closures);
	q->around = (struct surroundings){
		.holiday_count = around->holiday_count, .holidays = q->holidays,
		.closure_count = around->closure_count, .closures = q->closures,
	};
}

bool
asked_init(struct asked *q, const struct book *b, const struct surroundings *around,
	const struct example *example, struct err *e)
{
	*q = (struct asked){
		.book = b, .since = DAY_NONE, .lifted = NONE, .of = DEADLINE_COUNT,
		.days = { DAY_NONE, DAY_NONE },
		.refund = { .said = DAY_NONE },
		.extension = { .asked = DAY_NONE, .next_free = true },
	};
	prepare_around(q, around, example->given_count);
	facts_init(&q->facts, b, &q->around);
	q->facts.counts = q->counts;
	for (int i = 0; i < example->given_count; i++) {
		if (give(q, example, i, e))
			continue;
		q->unread = &example->given[i];
		return false;
	}
	q->facts.count_count = q->count_count;
	return facts_complete(&q->facts, e);
}

void
asked_done(struct asked *q)
{
	facts_done(&q->facts);
	arena_done(&q->arena);
	*q = (struct asked){ 0 };
}
