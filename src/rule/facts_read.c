/*
 * facts_read.c - facts by name, with their values as people write them; see
 * facts.h. What is not understood is said with what could have been meant.
 */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include <ctype.h>
#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "base/money.h"
#include "base/str.h"
#include "form/nearest.h"
#include "rule/facts.h"

#define PIECES_MAX 100000

/* What a caller may say beside the facts of the book. */
static const char *const own_names[] = { "day", "until", "apply", "apply_at", "other" };

/* Appends ", " and a word, or the word alone when it is the first. */
static void
list_word(struct str *list, const char *word)
{
	str_addf(list, "%s%s", list->len > 0 ? ", " : "", word);
}

static bool
no_such_fact(const struct book *b, const char *name, struct err *e)
{
	struct nearest near = { .typed = name };

	for (size_t i = 0; i < ARRAY_LEN(own_names); i++)
		nearest_offer(&near, own_names[i]);
	for (int i = 0; i < b->fact_count; i++)
		nearest_offer(&near, b->facts[i].code);
	if (near.best != NULL)
		return err_set_field(e, ERR_INVALID, name,
				     _("There is no fact \"%s\"; did you mean \"%s\"?"), name,
				     near.best);
	AUTO_STR known = STR_INIT;

	for (int i = 0; i < b->fact_count; i++)
		list_word(&known, b->facts[i].code);
	return err_set_field(
		e, ERR_INVALID, name,
		_("There is no fact \"%s\"; the facts are: day, until, apply, apply_at, other, "
		  "%s."),
		name, str_text(&known));
}

static bool
no_such_choice(const struct fact_def *d, const char *code, struct err *e)
{
	struct nearest near = { .typed = code };
	AUTO_STR known = STR_INIT;

	for (int i = 0; i < d->choice_count; i++) {
		nearest_offer(&near, d->choices[i].code);
		list_word(&known, d->choices[i].code);
	}
	if (near.best != NULL)
		return err_set_field(e, ERR_INVALID, d->code,
				     _("%s: there is no \"%s\"; did you mean \"%s\"?"), d->code,
				     code, near.best);
	if (d->choice_count == 0)
		return err_set_field(e, ERR_INVALID, d->code,
				     _("%s: the rule book has none, so \"%s\" cannot be one."),
				     d->code, code);
	return err_set_field(e, ERR_INVALID, d->code, _("%s: there is no \"%s\"; it can be: %s."),
			     d->code, code, str_text(&known));
}

/* The position of a code; a name that only one choice has will do as well. */
static int
choice_meant(const struct fact_def *d, const char *code)
{
	int found = fact_choice(d, code);

	if (found != NONE)
		return found;
	for (int i = 0; i < d->choice_count; i++) {
		if (!str_equal(d->choices[i].name, code))
			continue;
		if (found != NONE)
			return NONE;
		found = i;
	}
	return found;
}

static bool
read_day(const char *name, const char *value, day_num *out, struct err *e)
{
	day_num day = date_from_iso(value);

	if (day == DAY_NONE)
		return err_set_field(e, ERR_INVALID, name,
				     _("%s: \"%s\" is no day; write it like 2026-12-01."), name,
				     value);
	*out = day;
	return true;
}

static bool
read_time(const char *name, const char *value, int *out, struct err *e)
{
	int minutes;

	if (!time_parse(value, &minutes, NULL))
		return err_set_field(e, ERR_INVALID, name,
				     _("%s: \"%s\" is no time of day; write it like 18:30."), name,
				     value);
	*out = minutes;
	return true;
}

static bool
read_yes(const struct fact_def *d, const char *value, int64_t *out, struct err *e)
{
	if (!str_equal(value, "yes") && !str_equal(value, "no"))
		return err_set_field(e, ERR_INVALID, d->code,
				     _("%s: \"%s\" is neither yes nor no."), d->code, value);
	*out = value[0] == 'y';
	return true;
}

static bool
read_month_day(const struct fact_def *d, const char *value, int64_t *out, struct err *e)
{
	AUTO_STR day = STR_INIT;

	str_addf(&day, "2024-%s", value); /* a leap year: every date there can be */
	day_num found = date_from_iso(str_text(&day));

	if (found == DAY_NONE)
		return err_set_field(e, ERR_INVALID, d->code,
				     _("%s: \"%s\" is no date of the year; write it like 12-01."),
				     d->code, value);
	struct ymd ymd = date_to_ymd(found);

	*out = ymd.month * 100 + ymd.day;
	return true;
}

/* What is counted has a least number; other numbers may be below zero. */
static int64_t
least_number(const struct fact_def *d)
{
	static const struct least {
		const char *code;
		int64_t least;
	} counts[] = { { "heads", 0 }, { "minutes", 0 }, { "days", 1 }, { "months", 1 } };

	for (size_t i = 0; i < ARRAY_LEN(counts); i++)
		if (str_equal(d->code, counts[i].code))
			return counts[i].least;
	return d->kind == FACT_NUMBER ? -YEN_MAX : 0;
}

static bool
read_number(const struct fact_def *d, const char *value, int64_t *out, struct err *e)
{
	int64_t most = d->kind == FACT_PERCENT ? 100 : YEN_MAX;
	AUTO_STR text = STR_INIT;

	str_add(&text, value);
	if (d->kind == FACT_PERCENT && str_ends(value, "%"))
		str_remove(&text, text.len - 1, 1);
	bool read = d->kind == FACT_YEN ? yen_parse(str_text(&text), out, NULL)
					: int_parse(str_text(&text), out, NULL);

	if (!read)
		return err_set_field(e, ERR_INVALID, d->code, _("%s: \"%s\" is no whole number."),
				     d->code, value);
	if (*out > most || *out < least_number(d))
		return err_set_field(e, ERR_INVALID, d->code, _("%s: %s cannot be."), d->code,
				     value);
	return true;
}

static bool
read_value(const struct fact_def *d, const char *value, int64_t *out, struct err *e)
{
	int number = 0;

	switch (d->kind) {
	case FACT_CHOICE:
	case FACT_SET:
		number = choice_meant(d, value);
		*out = number;
		return number != NONE || no_such_choice(d, value, e);
	case FACT_YES:
		return read_yes(d, value, out, e);
	case FACT_TIME:
		if (!read_time(d->code, value, &number, e))
			return false;
		*out = number;
		return true;
	case FACT_MONTH_DAY:
		return read_month_day(d, value, out, e);
	case FACT_NUMBER:
	case FACT_YEN:
	case FACT_PERCENT:
		break;
	}
	return read_number(d, value, out, e);
}

/* One of a list: "chair:12". */
static bool
read_item(const struct fact_def *d, char *item, int *choice, int *pieces, struct err *e)
{
	char *colon = strrchr(item, ':');
	int64_t count = 1, found;

	if (colon != NULL)
		*colon = '\0';
	if (!read_value(d, item, &found, e))
		return false;
	if (colon != NULL &&
	    (!int_parse(colon + 1, &count, NULL) || count < 0 || count > PIECES_MAX))
		return err_set_field(e, ERR_INVALID, d->code,
				     _("%s: \"%s\" is no number of pieces."), d->code, colon + 1);
	*choice = (int)found;
	*pieces = (int)count;
	return true;
}

/* The next word of a list that commas or blanks divide; NULL at its end. */
static char *
next_word(char **p)
{
	char *word = *p + strspn(*p, ", ");

	if (*word == '\0')
		return NULL;
	*p = word + strcspn(word, ", ");
	if (**p != '\0')
		*(*p)++ = '\0';
	return word;
}

static bool
read_set(const struct fact_def *d, const char *value, struct choice_set *out, int *pieces,
	 struct err *e)
{
	AUTO_FREE char *text = mem_strdup(value);
	struct choice_set found = { { 0 } };
	char *p = text;

	for (char *word = next_word(&p); word != NULL; word = next_word(&p)) {
		int choice, count;

		if (!read_item(d, word, &choice, &count, e))
			return false;
		if (pieces != NULL)
			pieces[choice] = count;
		if (count > 0)
			choice_set_add(&found, choice);
	}
	*out = found;
	return true;
}

static bool
set_the_set(struct facts *f, int fact, const char *value, struct err *e)
{
	const struct fact_def *d = &f->book->facts[fact];

	if (fact == FACT_BANDS)
		return read_set(d, value, &f->given_bands, NULL, e);
	if (fact == FACT_COMPANIONS)
		return read_set(d, value, &f->given_companions, NULL, e);
	memset(f->extra_pieces, 0, sizeof f->extra_pieces);
	return read_set(d, value, &f->extras, f->extra_pieces, e);
}

/* --- another use of the same party --- */

static bool
other_state(const char *value, enum use_state *out, struct err *e)
{
	static const char *const names[] = {
		[USE_STANDS] = "stands",
		[USE_CANCELLED] = "cancelled",
		[USE_NO_SHOW] = "no_show",
	};

	for (size_t i = 0; i < ARRAY_LEN(names); i++) {
		if (str_equal(value, names[i])) {
			*out = (enum use_state)i;
			return true;
		}
	}
	return err_set_field(e, ERR_INVALID, "other",
			     _("other: the state is stands, cancelled or no_show, not \"%s\"."),
			     value);
}

static bool
set_other(const struct book *b, struct other_use *o, const char *name, const char *value,
	  struct err *e)
{
	int64_t room;

	if (str_equal(name, "day"))
		return read_day(name, value, &o->day, e);
	if (str_equal(name, "apply"))
		return read_day(name, value, &o->apply, e);
	if (str_equal(name, "from"))
		return read_time(name, value, &o->from, e);
	if (str_equal(name, "to"))
		return read_time(name, value, &o->to, e);
	if (str_equal(name, "said"))
		return read_day(name, value, &o->said, e);
	if (str_equal(name, "bands"))
		return read_set(&b->facts[FACT_BANDS], value, &o->bands, NULL, e);
	if (str_equal(name, "state"))
		return other_state(value, &o->state, e);
	if (!str_equal(name, "room"))
		return err_set_field(e, ERR_INVALID, "other",
				     _("other: it takes day, apply, room, from, to, bands, "
				       "extras, state and said, not \"%s\"."),
				     name);
	if (!read_value(&b->facts[FACT_ROOM], value, &room, e))
		return false;
	o->room = (int)room;
	return true;
}

bool
facts_add_other_extras(struct facts *f, const char *value, struct err *e)
{
	int pieces[RULE_CHOICES_MAX] = { 0 };
	struct choice_set extras;

	if (!read_set(&f->book->facts[FACT_EXTRAS], value, &extras, pieces, e))
		return false;
	for (int i = 0; i < f->book->extra_count; i++)
		if (choice_set_has(&extras, i))
			facts_add_other_pieces(f, i, pieces[i]);
	return true;
}

/* "day=2026-12-02 room=a bands=morning,night"; a blank ends a value. */
static bool
read_other(struct facts *f, const char *value, struct err *e)
{
	AUTO_FREE char *text = mem_strdup(value);
	struct other_use o = {
		.day = DAY_NONE, .apply = DAY_NONE, .room = NONE, .from = NONE, .to = NONE
	};
	const char *extras = "";
	char *p = text;

	while (*(p += strspn(p, " ")) != '\0') {
		char *word = p;

		p += strcspn(p, " ");
		if (*p != '\0')
			*p++ = '\0';
		char *equals = strchr(word, '=');

		if (equals == NULL)
			return err_set_field(
				e, ERR_INVALID, "other",
				_("other: \"%s\" has no value; write it like room=%s."), word,
				word);
		*equals = '\0';
		if (str_equal(word, "extras"))
			extras = equals + 1;
		else if (!set_other(f->book, &o, word, equals + 1, e))
			return false;
	}
	if (o.day == DAY_NONE || o.room == NONE)
		return err_set_field(e, ERR_INVALID, "other",
				     _("other: say its day and its room."));
	if ((o.from == NONE) != (o.to == NONE) || (o.from != NONE && o.from >= o.to))
		return err_set_field(e, ERR_INVALID, "other",
				     _("other: say both times, the earlier one first."));
	facts_add_other(f, &o);
	return facts_add_other_extras(f, extras, e);
}

bool
facts_set(struct facts *f, const char *name, const char *value, struct err *e)
{
	int64_t number;

	if (str_equal(name, "day"))
		return read_day(name, value, &f->day, e);
	if (str_equal(name, "until"))
		return read_day(name, value, &f->until, e);
	if (str_equal(name, "apply"))
		return read_day(name, value, &f->apply, e);
	if (str_equal(name, "apply_at"))
		return read_time(name, value, &f->apply_at, e);
	if (str_equal(name, "other"))
		return read_other(f, value, e);
	int fact = book_fact(f->book, name);

	if (fact == NONE)
		return no_such_fact(f->book, name, e);
	if (fact == FACT_BANDS || fact == FACT_EXTRAS || fact == FACT_COMPANIONS)
		return set_the_set(f, fact, value, e);
	if (!read_value(&f->book->facts[fact], value, &number, e))
		return false;
	facts_set_number(f, fact, number);
	return true;
}
