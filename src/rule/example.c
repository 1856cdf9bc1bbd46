/*
 * example.c - a worked example is asked, and every word that it expects is held
 * against the answer. What did not come out is said beside what was expected,
 * with the explanation that led to it.
 */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "rule/check/check.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/macros.h"
#include "base/mem.h"
#include "base/money.h"
#include "rule/example_part.h"

#define DAYS_MOST 4000 /* of a calendar that an example lists */

/* What came out, as far as it can be compared. */
struct outcome {
	struct asked *q;
	enum ask ask;
	struct answer answer;
	bool answered;
	struct err refused;       /* why it was not answered */
	struct day_hours hours;   /* ASK_OPEN, ASK_BOOK */
	int day_count;
	struct day_hours *days;   /* ASK_DAYS; malloc'd */
	struct str explanation;
};

/* --- asking --- */

static void
look_at_day(struct outcome *o)
{
	struct facts *f = &o->q->facts;
	int room = f->known[FACT_ROOM] ? (int)f->values[FACT_ROOM] : NONE;

	if (f->day != DAY_NONE)
		calendar_day(o->q->book, &o->q->around, room, f->day, &o->hours);
}

static bool
ask_days(struct outcome *o, struct err *e)
{
	struct facts *f = &o->q->facts;
	struct day_span days = o->q->days;
	int room = f->known[FACT_ROOM] ? (int)f->values[FACT_ROOM] : NONE;

	if (days.from == DAY_NONE || days.to == DAY_NONE || days.to < days.from ||
	    days.to - days.from >= DAYS_MOST)
		return err_set(e, ERR_INVALID,
			_("Say first and last (days, at most ten years apart)."));
	o->day_count = days.to - days.from + 1;
	o->days = mem_alloc((size_t)o->day_count * sizeof *o->days);
	calendar_range(o->q->book, &o->q->around, room, days, o->days);
	return true;
}

/* A refund without a word on what was paid is of the price itself, where that is one sum. */
static bool
price_is_paid(struct outcome *o, struct err *e)
{
	struct answer quote;
	bool asked;

	if (o->q->paid_given || o->q->refund.paid_extras != 0)
		return true;
	if (!choice_set_is_empty(&o->q->facts.extras))
		return err_set(e, ERR_INVALID, _("Say paid_room and paid_extras."));
	answer_init(&quote);
	asked = ask_quote(&o->q->facts, &quote, e);
	o->q->refund.paid_room = quote.yen;
	answer_done(&quote);
	return asked;
}

static bool
put_question(struct outcome *o, struct err *e)
{
	struct asked *q = o->q;
	struct facts *f = &q->facts;
	struct answer *a = &o->answer;

	switch (o->ask) {
	case ASK_QUOTE:
		return ask_quote(f, a, e);
	case ASK_OPEN:
		look_at_day(o);
		return facts_need_day(f, e) && ask_open(f, a, e);
	case ASK_DAYS:
		return ask_days(o, e);
	case ASK_WINDOW:
		return ask_window(f, a, e);
	case ASK_ALLOWED:
		return ask_allowed(f, a, e);
	case ASK_LIMITS:
		return ask_limits(f, a, e);
	case ASK_EXTENSION:
		return ask_extension(f, &q->extension, a, e);
	case ASK_REFUND:
		return price_is_paid(o, e) && ask_refund(f, &q->refund, a, e);
	case ASK_DEADLINE:
		if (q->of == DEADLINE_COUNT)
			return err_set(e, ERR_INVALID, _("Say of (hold, payment, cancel ...)."));
		return ask_deadline(f, q->of, q->since, a, e);
	case ASK_STORM:
		return ask_storm(f, q->lifted, a, e);
	case ASK_BOOK:
		look_at_day(o);
		return facts_need_day(f, e) && ask_all(f, a, e);
	case ASK_COUNT:
		break;
	}
	return err_set(e, ERR_INVALID, _("The example does not say what it asks."));
}

/* --- comparing: each writes what came out and says whether that was expected --- */

typedef bool (*compare_fn)(const struct outcome *o, const char *value, struct str *got);

static bool
same_yen(const struct outcome *o, const char *value, struct str *got)
{
	int64_t yen;

	str_addf(got, "%" PRId64, o->answer.yen);
	return yen_parse(value, &yen, NULL) && yen == o->answer.yen;
}

static void
add_row(struct str *out, const struct line *l)
{
	str_add(out, out->len > 0 ? "," : "");
	if (l->num % l->den == 0)
		str_addf(out, "%" PRId64, l->num / l->den);
	else
		str_addf(out, "%" PRId64 "/%" PRId64, l->num, l->den);
}

/* Lists are compared without the blanks that people set. */
static bool
same_list(const char *value, const struct str *got)
{
	AUTO_STR bare = STR_INIT;

	for (const char *p = value; *p != '\0'; p++)
		if (*p != ' ')
			str_add_char(&bare, *p);
	return str_equal(str_text(&bare), str_text(got));
}

static bool
same_rows(const struct outcome *o, const char *value, struct str *got)
{
	for (int i = 0; i < o->answer.count; i++)
		if (o->answer.lines[i].has_yen && o->answer.lines[i].kind != LINE_TOTAL)
			add_row(got, &o->answer.lines[i]);
	return same_list(value, got);
}

static bool
same_yes(bool yes, const char *value, struct str *got)
{
	str_add(got, yes ? "yes" : "no");
	return str_equal(value, yes ? "yes" : "no");
}

static void
add_span(struct str *out, int from, int to)
{
	str_add(out, out->len > 0 ? "," : "");
	str_addf(out, "%02d:%02d-%02d:%02d", from / 60, from % 60, to / 60, to % 60);
}

/* "9:00-12:00, 13:00-21:30" as it is written here. */
static void
tidy_spans(const char *value, struct str *out)
{
	AUTO_FREE char *text = mem_strdup(value);
	char *rest = text;

	for (char *item = strsep(&rest, ","); item != NULL; item = strsep(&rest, ",")) {
		int from, to;

		if (time_parse_span(item, &from, &to))
			add_span(out, from, to);
	}
}

static bool
same_open(const struct outcome *o, const char *value, struct str *got)
{
	bool open = o->ask == ASK_STORM ? o->answer.yes : o->hours.open;
	AUTO_STR expected = STR_INIT;

	if (!open || str_equal(value, "yes") || str_equal(value, "no"))
		return same_yes(open, value, got);
	/* Hours may hang on more than the day: in one piece they are those of the answer. */
	if (o->answer.first_at != NONE && o->hours.span_count < 2)
		add_span(got, o->answer.first_at, o->answer.last_at);
	else
		for (int i = 0; i < o->hours.span_count; i++)
			add_span(got, o->hours.spans[i].from, o->hours.spans[i].to);
	tidy_spans(value, &expected);
	return str_equal(str_text(&expected), str_text(got));
}

static bool
same_counter(const struct outcome *o, const char *value, struct str *got)
{
	AUTO_STR expected = STR_INIT;

	if (!o->hours.counter_open || str_equal(value, "yes") || str_equal(value, "no"))
		return same_yes(o->hours.counter_open, value, got);
	add_span(got, o->hours.counter.from, o->hours.counter.to);
	tidy_spans(value, &expected);
	return str_equal(str_text(&expected), str_text(got));
}

static bool
is_named(const struct rule *r, const char *word)
{
	return r != NULL && (str_equal(r->code, word) || str_equal(r->name, word));
}

static void
add_rule(struct str *out, const struct rule *r)
{
	if (r != NULL)
		str_add(out, r->code[0] != '\0' ? r->code : r->name);
	else
		str_add(out, _("no rule"));
}

static bool
same_day(day_num day, const char *value, struct str *got)
{
	char text[DATE_TEXT_SIZE] = "none";

	if (day != DAY_NONE)
		date_to_iso(day, text);
	str_add(got, text);
	return str_equal(value, text);
}

static bool
same_first(const struct outcome *o, const char *value, struct str *got)
{
	return same_day(o->answer.first, value, got);
}

static bool
same_last(const struct outcome *o, const char *value, struct str *got)
{
	return same_day(o->answer.last, value, got);
}

static bool
same_time(int at, const char *value, struct str *got)
{
	int expected = NONE;

	if (at == NONE)
		str_add(got, "none");
	else
		time_add(got, at);
	if (str_equal(value, "none"))
		return at == NONE;
	return time_parse(value, &expected, NULL) && expected == at;
}

static bool
same_first_at(const struct outcome *o, const char *value, struct str *got)
{
	return same_time(o->answer.first_at, value, got);
}

static bool
same_last_at(const struct outcome *o, const char *value, struct str *got)
{
	return same_time(o->answer.last_at, value, got);
}

static bool
same_allowed(const struct outcome *o, const char *value, struct str *got)
{
	return same_yes(o->answer.yes, value, got);
}

/* The rule that decided, or one of those that refused. */
static bool
is_by(const struct outcome *o, const struct rule *by, const char *value, struct str *got)
{
	add_rule(got, by);
	if (is_named(by, value))
		return true;
	for (int i = 0; i < o->answer.count; i++) {
		const struct line *l = &o->answer.lines[i];

		if (l->kind != LINE_REFUSAL || l->rule == NULL || l->rule == by)
			continue;
		str_add(got, ", ");
		add_rule(got, l->rule);
		if (is_named(l->rule, value))
			return true;
	}
	return false;
}

static bool
same_by(const struct outcome *o, const char *value, struct str *got)
{
	return is_by(o, o->answer.by, value, got);
}

static bool
same_closed(const struct outcome *o, const char *value, struct str *got)
{
	bool open = o->ask == ASK_STORM ? o->answer.yes : o->hours.open;

	if (open || str_equal(value, "yes") || str_equal(value, "no"))
		return same_yes(!open, value, got);
	return is_by(o, o->ask == ASK_STORM ? o->answer.by : o->hours.reason, value, got);
}

static bool
same_choice(const struct outcome *o, int fact, const char *value, struct str *got)
{
	const struct facts *f = &o->q->facts;
	const struct fact_def *d = &o->q->book->facts[fact];

	str_add(got, f->known[fact] ? d->choices[f->values[fact]].code : "none");
	return str_equal(value, str_text(got));
}

static bool
same_class(const struct outcome *o, const char *value, struct str *got)
{
	return same_choice(o, FACT_CLASS, value, got);
}

static bool
same_season(const struct outcome *o, const char *value, struct str *got)
{
	return same_choice(o, FACT_SEASON, value, got);
}

static bool
same_slot(const struct outcome *o, const char *value, struct str *got)
{
	return same_choice(o, FACT_SLOT, value, got);
}

static bool
same_days(const struct outcome *o, bool open, const char *value, struct str *got)
{
	for (int i = 0; i < o->day_count; i++) {
		char text[DATE_TEXT_SIZE];

		if (o->days[i].open != open)
			continue;
		date_to_iso(o->days[i].day, text);
		str_add(got, got->len > 0 ? "," : "");
		str_add(got, text);
	}
	return same_list(value, got);
}

static bool
same_open_days(const struct outcome *o, const char *value, struct str *got)
{
	return same_days(o, true, value, got);
}

static bool
same_closed_days(const struct outcome *o, const char *value, struct str *got)
{
	return same_days(o, false, value, got);
}

static bool
same_says(const struct outcome *o, const char *value, struct str *got)
{
	str_add(got, _("not in the explanation"));
	return strstr(str_text(&o->explanation), value) != NULL;
}

static const struct comparison {
	const char *word;
	compare_fn compare;
	bool list;         /* words of this name are the items of one list */
} comparisons[] = {
	{ "yen", same_yen, false },
	{ "refund", same_yen, false },
	{ "rows", same_rows, true },
	{ "open", same_open, true },
	{ "counter", same_counter, false },
	{ "closed", same_closed, false },
	{ "first", same_first, false },
	{ "last", same_last, false },
	{ "first_at", same_first_at, false },
	{ "last_at", same_last_at, false },
	{ "allowed", same_allowed, false },
	{ "by", same_by, false },
	{ "class", same_class, false },
	{ "season", same_season, false },
	{ "slot", same_slot, false },
	{ "days", same_open_days, true },
	{ "closed_days", same_closed_days, true },
	{ "says", same_says, false },
};

/* --- judging --- */

struct verdict {
	bool right;
	const struct example_word *word; /* the first that did not come out, or NULL */
	struct str expected, got; /* of the words that did not come out */
};

static const char *
or_nothing(const char *text)
{
	return text[0] != '\0' ? text : _("nothing");
}

static void
differs(struct verdict *v, const struct example_word *w, const char *expected, const char *got)
{
	if (v->right)
		v->word = w;
	v->right = false;
	str_addf(&v->expected, "%s%s %s", v->expected.len > 0 ? "; " : "", w->word,
		or_nothing(expected));
	str_addf(&v->got, "%s%s %s", v->got.len > 0 ? "; " : "", w->word, or_nothing(got));
}

/* The values of all words of this name; false when one before `at` has collected them. */
static bool
collect(const struct example *x, int at, struct str *all)
{
	for (int i = 0; i < x->expect_count; i++) {
		if (!str_equal(x->expect[i].word, x->expect[at].word))
			continue;
		if (i < at)
			return false;
		str_add(all, all->len > 0 ? "," : "");
		str_add(all, x->expect[i].value);
	}
	return true;
}

static void
judge_word(const struct outcome *o, const struct example *x, int at, struct verdict *v)
{
	const struct example_word *w = &x->expect[at];
	AUTO_STR got = STR_INIT;
	AUTO_STR all = STR_INIT;

	for (size_t i = 0; i < ARRAY_LEN(comparisons); i++) {
		const struct comparison *c = &comparisons[i];

		if (!str_equal(c->word, w->word))
			continue;
		if (!c->list)
			str_add(&all, w->value);
		else if (!collect(x, at, &all))
			return;
		if (!c->compare(o, str_text(&all), &got))
			differs(v, w, str_text(&all), str_text(&got));
		return;
	}
	differs(v, w, w->value, _("a word that no example can expect"));
}

/* The question could not be answered: what was expected, and why it did not come. */
static void
not_answered(struct verdict *v, const struct example *x, const char *why)
{
	v->right = false;
	for (int i = 0; i < x->expect_count; i++)
		str_addf(&v->expected, "%s%s %s", i > 0 ? "; " : "", x->expect[i].word,
			or_nothing(x->expect[i].value));
	str_addf(&v->got, _("no answer: %s"), why);
}

static void
nothing_expected(struct verdict *v)
{
	v->right = false;
	str_add(&v->expected, _("nothing"));
	str_add(&v->got, _("an answer, but the example has nothing to compare it with"));
}

static const struct example_word *
expected_error(const struct example *x)
{
	for (int i = 0; i < x->expect_count; i++)
		if (str_equal(x->expect[i].word, "error"))
			return &x->expect[i];
	return NULL;
}

static void
judge(const struct outcome *o, const struct example *x, struct verdict *v)
{
	const struct example_word *error = expected_error(x);

	if (x->expect_count == 0) {
		nothing_expected(v);
	} else if (!o->answered) {
		if (error == NULL)
			not_answered(v, x, o->refused.msg);
		else if (strstr(o->refused.msg, error->value) == NULL)
			differs(v, error, error->value, o->refused.msg);
	} else if (error != NULL) {
		differs(v, error, error->value, _("an answer"));
	} else {
		for (int i = 0; i < x->expect_count; i++)
			judge_word(o, x, i, v);
	}
}

bool
example_run(const struct book *b, const struct surroundings *around, int example,
	struct example_result *out)
{
	const struct example *x = &b->examples[example];
	struct verdict v = { .right = true };
	struct asked q;
	struct outcome o = { .q = &q, .ask = x->ask };

	answer_init(&o.answer);
	o.answered = asked_init(&q, b, around, x, &o.refused) && put_question(&o, &o.refused);
	answer_write(&o.answer, &o.explanation);
	judge(&o, x, &v);
	if (v.word == NULL)
		v.word = q.unread;
	*out = (struct example_result){
		.example = &x->rule, .right = v.right,
		.line = v.word != NULL ? v.word->line : x->rule.line,
		.column = v.word != NULL ? v.word->column : x->rule.column,
		.expected = str_take(&v.expected), .got = str_take(&v.got),
		.explanation = str_take(&o.explanation),
	};
	answer_done(&o.answer);
	free(o.days);
	asked_done(&q);
	return out->right;
}

void
example_done(struct example_result *r)
{
	free(r->expected);
	free(r->got);
	free(r->explanation);
	*r = (struct example_result){ 0 };
}
