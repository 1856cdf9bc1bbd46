/* rule_form.c - see rule_form.h. */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "screen/rule_form.h"

#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "base/money.h"

enum section { SECTION_USE, SECTION_EXTRAS, SECTION_CANCELLATION };

/* What a field can be beside a fact of the book. */
enum { FIELD_OF_DAY = -2, FIELD_OF_APPLY = -3, FIELD_OF_SAID = -4, FIELD_OF_ROOM_PAID = -5,
       FIELD_OF_EXTRAS_PAID = -6, FIELD_OF_EXTRA = -7 };

struct rule_form_row {
	int fact;  /* of the book, or one of the above */
	int extra; /* FIELD_OF_EXTRA */
};

/* --- the words of choices: a list's name is the fact's code --- */

static const struct fact_def *
fact_named(const struct rule_form *rf, const char *list)
{
	int fact = book_fact(rf->book, list);

	return fact == NONE ? NULL : &rf->book->facts[fact];
}

static const char *
code_word(void *ctx, const char *list, const char *code)
{
	const struct fact_def *d = fact_named(ctx, list);
	int found = d != NULL ? fact_choice(d, code) : NONE;

	return found == NONE ? NULL : d->choices[found].name;
}

/* A code, a name, or the beginning of a name that only one choice has. */
static const char *
code_find(void *ctx, const char *list, const char *typed)
{
	const struct fact_def *d = fact_named(ctx, list);
	const char *begins = NULL;
	int count = 0;

	for (int i = 0; d != NULL && i < d->choice_count; i++) {
		const struct choice *c = &d->choices[i];

		if (str_equal(c->code, typed) || str_equal(c->name, typed))
			return c->code;
		if (str_starts(c->name, typed)) {
			begins = c->code;
			count++;
		}
	}
	return count == 1 ? begins : NULL;
}

int
rule_form_words(const struct rule_form *rf, int field, struct arena *a, struct candidate **out)
{
	const char *list = rf->form.fields[field].list;
	const struct fact_def *d = list != NULL ? fact_named(rf, list) : NULL;

	if (d == NULL || d->choice_count == 0)
		return 0;
	*out = arena_alloc(a, (size_t)d->choice_count * sizeof(**out));
	for (int i = 0; i < d->choice_count; i++)
		(*out)[i] = (struct candidate){ d->choices[i].name, d->choices[i].name };
	return d->choice_count;
}

/* --- the fields --- */

static enum field_kind
field_kind_of(enum fact_kind kind)
{
	switch (kind) {
	case FACT_CHOICE:
		return FIELD_CHOICE;
	case FACT_SET:
		return FIELD_CHOICES;
	case FACT_YES:
		return FIELD_BOOL;
	case FACT_YEN:
		return FIELD_MONEY;
	case FACT_TIME:
		return FIELD_TIME;
	case FACT_MONTH_DAY:
		return FIELD_TEXT;
	case FACT_NUMBER:
	case FACT_PERCENT:
		break;
	}
	return FIELD_INT;
}

static struct form_field *
add_field(struct rule_form *rf, enum section section, int fact, const char *label,
	  enum field_kind kind)
{
	int at = rf->form.field_count++;
	struct form_field *f = &rf->form.fields[at];

	rf->rows[at].fact = fact;
	f->name = arena_printf(&rf->arena, "f%d", at);
	f->label = (struct form_text){ label, label };
	f->help = (struct form_text){ "", "" };
	f->type = field_type_of(kind);
	f->width = f->type->width;
	f->max = f->type->max;
	f->rows = 1;
	f->section = (int)section;
	return f;
}

static void
add_fact(struct rule_form *rf, enum section section, int fact)
{
	const struct fact_def *d = &rf->book->facts[fact];
	bool listed = d->kind == FACT_CHOICE || d->kind == FACT_SET;

	if (listed && d->choice_count == 0)
		return;
	struct form_field *f = add_field(rf, section, fact, d->name, field_kind_of(d->kind));

	if (listed)
		f->list = d->code;
	if (fact == FACT_CLASS)
		f->help.ja = f->help.en = _("Empty: the book finds it from the other facts.");
	else if (d->has_default)
		f->help.ja = f->help.en = _("Empty: as the book says.");
}

static void
add_use(struct rule_form *rf)
{
	static const int facts[] = { FACT_BANDS, FACT_FROM, FACT_TO, FACT_CLASS, FACT_USE,
				     FACT_HEADS };

	add_fact(rf, SECTION_USE, FACT_ROOM);
	add_field(rf, SECTION_USE, FIELD_OF_DAY, _("Day of use"), FIELD_DATE);
	for (size_t i = 0; i < ARRAY_LEN(facts); i++)
		add_fact(rf, SECTION_USE, facts[i]);
	for (int i = FACT_BUILT_IN; i < rf->book->fact_count; i++)
		add_fact(rf, SECTION_USE, i);
	add_fact(rf, SECTION_USE, FACT_ADMISSION);
	add_fact(rf, SECTION_USE, FACT_COMPANIONS);
	rf->apply = rf->form.field_count;
	add_field(rf, SECTION_USE, FIELD_OF_APPLY, _("Day of application"), FIELD_DATE);
}

static void
add_extras(struct rule_form *rf)
{
	for (int i = 0; i < rf->book->extra_count; i++) {
		struct form_field *f = add_field(rf, SECTION_EXTRAS, FIELD_OF_EXTRA,
						 rf->book->extras[i].rule.name, FIELD_INT);

		f->width = 6;
		f->help.ja = f->help.en = _("How many of it.");
		rf->rows[rf->form.field_count - 1].extra = i;
	}
}

static void
add_cancellation(struct rule_form *rf)
{
	struct form_field *said = add_field(rf, SECTION_CANCELLATION, FIELD_OF_SAID,
					    _("Cancelled on"), FIELD_DATE);

	said->help.ja = said->help.en = _("Given: what comes back is reckoned too.");
	add_fact(rf, SECTION_CANCELLATION, FACT_REASON);
	add_field(rf, SECTION_CANCELLATION, FIELD_OF_ROOM_PAID, _("Paid for the room"),
		  FIELD_MONEY);
	add_field(rf, SECTION_CANCELLATION, FIELD_OF_EXTRAS_PAID, _("Paid for equipment"),
		  FIELD_MONEY);
}

void
rule_form_init(struct rule_form *rf, const struct book *book, day_num today)
{
	static const char *const labels[] = { N_("Use"), N_("Equipment"), N_("Cancellation") };
	size_t most = (size_t)book->fact_count + (size_t)book->extra_count + 5;

	memset(rf, 0, sizeof(*rf));
	rf->book = book;
	rf->lookup = (struct field_lookup){ .ctx = rf, .today = today, .code_word = code_word,
					    .code_find = code_find };
	for (size_t i = 0; i < ARRAY_LEN(labels); i++)
		rf->sections[i].label = (struct form_text){ _(labels[i]), _(labels[i]) };
	rf->form.name = "rule_try";
	rf->form.area = "rule";
	rf->form.sections = rf->sections;
	rf->form.section_count = (int)ARRAY_LEN(labels);
	rf->form.fields = arena_alloc(&rf->arena, most * sizeof(*rf->form.fields));
	rf->rows = arena_alloc(&rf->arena, most * sizeof(*rf->rows));
	add_use(rf);
	add_extras(rf);
	add_cancellation(rf);
}

void
rule_form_done(struct rule_form *rf)
{
	arena_done(&rf->arena);
}

/* --- what is in them --- */

static bool
set_fact(const struct rule_form *rf, int fact, const char *stored, struct rule_wish *w,
	 struct err *e)
{
	const struct fact_def *d = &rf->book->facts[fact];
	int64_t number;

	if ((d->kind == FACT_YES || d->kind == FACT_TIME) && int_parse(stored, &number, NULL)) {
		facts_set_number(&w->facts, fact, number);
		return true;
	}
	return facts_set(&w->facts, d->code, stored, e);
}

static void
set_extra(const struct rule_form_row *row, const char *stored, struct rule_wish *w)
{
	int64_t pieces = 0;

	if (int_parse(stored, &pieces, NULL) && pieces > 0 && pieces < INT32_MAX) {
		facts_set_number(&w->facts, FACT_EXTRAS, row->extra);
		w->facts.extra_pieces[row->extra] = (int)pieces;
	}
}

static bool
set_field(const struct rule_form *rf, const struct rule_form_row *row, const char *stored,
	  struct rule_wish *w, struct err *e)
{
	switch (row->fact) {
	case FIELD_OF_DAY:
		w->facts.day = date_from_iso(stored);
		return true;
	case FIELD_OF_APPLY:
		w->facts.apply = date_from_iso(stored);
		return true;
	case FIELD_OF_SAID:
		w->refund.said = date_from_iso(stored);
		return true;
	case FIELD_OF_ROOM_PAID:
		return int_parse(stored, &w->refund.paid_room, e);
	case FIELD_OF_EXTRAS_PAID:
		return int_parse(stored, &w->refund.paid_extras, e);
	case FIELD_OF_EXTRA:
		set_extra(row, stored, w);
		return true;
	default:
		return set_fact(rf, row->fact, stored, w, e);
	}
}

bool
rule_form_read(const struct rule_form *rf, const struct editor *ed, struct rule_wish *w,
	       struct err *e)
{
	w->refund = (struct refund_wish){ .said = DAY_NONE };
	for (int i = 0; i < rf->form.field_count; i++) {
		AUTO_FREE char *stored = NULL;

		if (!field_parse(&rf->form.fields[i], &rf->lookup, editor_text(ed, i), &stored, e))
			return false;
		if (stored != NULL && !set_field(rf, &rf->rows[i], stored, w, e))
			return false;
	}
	return facts_complete(&w->facts, e);
}
