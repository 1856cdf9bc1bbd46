/* rule_form.c - see rule_form.h. */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "screen/rule/rule_form_part.h"

#include <assert.h>
#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"

enum section { SECTION_USE, SECTION_EXTRAS, SECTION_CANCELLATION, SECTION_LONGER, SECTION_STORM,
	       SECTION_COUNT };

/* clang-format off */
static const struct field_row {
	enum section section;
	enum field_kind kind;
	const char *label, *help;
} own_fields[] = {
	[OWN_DAY]         = { SECTION_USE, FIELD_DATE, N_("Day of use"), NULL },
	[OWN_UNTIL]       = { SECTION_USE, FIELD_DATE, N_("Last day of use"),
		N_("Empty: a use of one day.") },
	[OWN_APPLY]       = { SECTION_USE, FIELD_DATE, N_("Day of application"), NULL },
	[OWN_SAID]        = { SECTION_CANCELLATION, FIELD_DATE, N_("Cancelled on"),
		N_("Given: what comes back is reckoned too.") },
	[OWN_ROOM_PAID]   = { SECTION_CANCELLATION, FIELD_MONEY, N_("Paid for the room"),
		N_("Empty: what such a use costs.") },
	[OWN_EXTRAS_PAID] = { SECTION_CANCELLATION, FIELD_MONEY, N_("Paid for equipment"), NULL },
	[OWN_NEW_PRICE]   = { SECTION_CANCELLATION, FIELD_MONEY, N_("New price when moved"),
		N_("Given: moved to another day or room instead of cancelled.") },
	[OWN_HAD_ONE]     = { SECTION_CANCELLATION, FIELD_BOOL, N_("Changed before"), NULL },
	[OWN_BEFORE]      = { SECTION_LONGER, FIELD_INT, N_("Minutes earlier"),
		N_("Given: what the longer use costs is reckoned too.") },
	[OWN_AFTER]       = { SECTION_LONGER, FIELD_INT, N_("Minutes later"),
		N_("Given: what the longer use costs is reckoned too.") },
	[OWN_ASKED]       = { SECTION_LONGER, FIELD_DATE, N_("Asked for on"),
		N_("Empty: on the day of use.") },
	[OWN_NEXT_TAKEN]  = { SECTION_LONGER, FIELD_BOOL, N_("Room taken then"), NULL },
	[OWN_STORM]       = { SECTION_STORM, FIELD_BOOL, N_("Storm warning"),
		N_("Yes: what is left of the day is said too.") },
	[OWN_LIFTED]      = { SECTION_STORM, FIELD_TIME, N_("Lifted at"),
		N_("Empty: not lifted at all.") },
};
/* clang-format on */
static_assert(ARRAY_LEN(own_fields) == OWN_COUNT, "a row for each field");

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

const char *
rule_form_label(struct arena *a, const char *name)
{
	char *label = arena_strdup(a, name);

	if (label[0] >= 'a' && label[0] <= 'z')
		label[0] = (char)(label[0] - 'a' + 'A');
	return label;
}

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
	const char *label = rule_form_label(&rf->arena, d->name);
	struct form_field *f = add_field(rf, section, fact, label, field_kind_of(d->kind));

	if (listed)
		f->list = d->code;
	if (fact == FACT_CLASS)
		f->help.ja = f->help.en = _("Empty: the book finds it from the other facts.");
	else if (d->has_default)
		f->help.ja = f->help.en = _("Empty: as the book says.");
}

static void
add_own(struct rule_form *rf, enum own own)
{
	const struct field_row *row = &own_fields[own];
	struct form_field *f =
		add_field(rf, row->section, FIELD_OF_OWN, _(row->label), row->kind);

	rf->rows[rf->form.field_count - 1].own = own;
	if (row->help != NULL)
		f->help.ja = f->help.en = _(row->help);
}

/* A fact that no rule hangs on is not asked for. */
static void
add_if_asked(struct rule_form *rf, int fact)
{
	if (book_asks(rf->book, fact))
		add_fact(rf, SECTION_USE, fact);
}

static void
add_use(struct rule_form *rf)
{
	static const int facts[] = { FACT_BANDS, FACT_FROM, FACT_TO, FACT_CLASS, FACT_USE,
				     FACT_HEADS };

	add_fact(rf, SECTION_USE, FACT_ROOM);
	add_own(rf, OWN_DAY);
	if (book_asks(rf->book, FACT_DAYS) || book_asks(rf->book, FACT_MONTHS))
		add_own(rf, OWN_UNTIL);
	for (size_t i = 0; i < ARRAY_LEN(facts); i++)
		add_fact(rf, SECTION_USE, facts[i]);
	for (int i = FACT_BUILT_IN; i < rf->book->fact_count; i++)
		add_fact(rf, SECTION_USE, i);
	add_if_asked(rf, FACT_ADMISSION);
	add_if_asked(rf, FACT_COMPANIONS);
	rf->apply = rf->form.field_count;
	add_own(rf, OWN_APPLY);
	add_if_asked(rf, FACT_WAY);
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
	add_own(rf, OWN_SAID);
	add_fact(rf, SECTION_CANCELLATION, FACT_REASON);
	for (enum own i = OWN_ROOM_PAID; i <= OWN_HAD_ONE; i++)
		add_own(rf, i);
}

static void
add_longer_and_storm(struct rule_form *rf)
{
	for (enum own i = OWN_BEFORE; i <= OWN_NEXT_TAKEN && rf->book->extension_count > 0; i++)
		add_own(rf, i);
	for (enum own i = OWN_STORM; i <= OWN_LIFTED && rf->book->storm_count > 0; i++)
		add_own(rf, i);
}

void
rule_form_init(struct rule_form *rf, const struct book *book, day_num today)
{
	static const char *const labels[SECTION_COUNT] = {
		N_("Use"), N_("Equipment"), N_("Cancellation"), N_("Longer use"), N_("Storm"),
	};
	size_t most = (size_t)book->fact_count + (size_t)book->extra_count + OWN_COUNT;

	memset(rf, 0, sizeof(*rf));
	rf->book = book;
	rf->lookup = (struct field_lookup){ .ctx = rf, .today = today, .code_word = code_word,
					    .code_find = code_find };
	for (size_t i = 0; i < ARRAY_LEN(labels); i++)
		rf->sections[i].label = (struct form_text){ _(labels[i]), _(labels[i]) };
	rf->form.name = "rule_try";
	rf->form.area = "rule";
	rf->form.sections = rf->sections;
	rf->form.section_count = SECTION_COUNT;
	rf->form.fields = arena_alloc(&rf->arena, most * sizeof(*rf->form.fields));
	rf->rows = arena_alloc(&rf->arena, most * sizeof(*rf->rows));
	add_use(rf);
	add_extras(rf);
	add_cancellation(rf);
	add_longer_and_storm(rf);
}

void
rule_form_done(struct rule_form *rf)
{
	arena_done(&rf->arena);
}
