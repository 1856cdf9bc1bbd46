/* rule_words.c - see rule_words.h. */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "screen/rule_words.h"

#include <assert.h>
#include <string.h>

#include "base/date.h"
#include "base/i18n.h"
#include "base/money.h"
#include "rule/space.h"
#include "rule/words.h"

static const char *const labels[] = {
	[RULE_BOOK] = N_("The book"),
	[RULE_FACTS] = N_("Facts that are asked"),
	[RULE_USES] = N_("Uses"),
	[RULE_REASONS] = N_("Reasons"),
	[RULE_SEASONS] = N_("Seasons"),
	[RULE_ROOMS] = N_("Rooms"),
	[RULE_BANDS] = N_("Bands"),
	[RULE_SLOTS] = N_("Sets of bands"),
	[RULE_HOURS] = N_("Opening hours"),
	[RULE_CLOSINGS] = N_("Closing days"),
	[RULE_LOCAL_DAYS] = N_("Local holidays"),
	[RULE_OPENINGS] = N_("Extra openings"),
	[RULE_CLOSURES] = N_("Closures"),
	[RULE_STORM] = N_("Storm table"),
	[RULE_CLASSES] = N_("Classes"),
	[RULE_PRICES] = N_("Price tables"),
	[RULE_ADJUST] = N_("Surcharges and reductions"),
	[RULE_EXTRAS] = N_("Equipment"),
	[RULE_ROUNDING] = N_("Rounding"),
	[RULE_TAX] = N_("Tax"),
	[RULE_EXTENSION] = N_("Extensions"),
	[RULE_ALLOW] = N_("Conditions of use"),
	[RULE_WINDOWS] = N_("Windows"),
	[RULE_LIMITS] = N_("Limits"),
	[RULE_DEADLINES] = N_("Deadlines"),
	[RULE_REFUNDS] = N_("Refunds and changes"),
	[RULE_EXAMPLES] = N_("Worked examples"),
};
static_assert(ARRAY_LEN(labels) == RULE_SECTION_COUNT, "a label for each section");

const char *
rule_section_label(enum rule_section s)
{
	return _(labels[s]);
}

/* --- the entries, by the rows of the vocabulary --- */

int
rule_entry_count(const struct book *b, enum rule_section s)
{
	const struct rule_section_row *row = rule_section_row(s);
	int count;

	if (row->single)
		return s != RULE_TAX || b->has_tax ? 1 : 0;
	memcpy(&count, (const char *)b + row->count_at, sizeof(count));
	return count;
}

const struct rule *
rule_entry_at(const struct book *b, enum rule_section s, int index)
{
	const struct rule_section_row *row = rule_section_row(s);
	const char *entries;

	if (index < 0 || index >= rule_entry_count(b, s))
		return NULL;
	if (row->single)
		return (const struct rule *)((const char *)b + row->at);
	memcpy(&entries, (const char *)b + row->at, sizeof(entries));
	return (const struct rule *)(entries + (size_t)index * row->size);
}

/* --- when --- */

static void
add_value(const struct fact_def *d, int64_t value, struct str *out)
{
	switch (d->kind) {
	case FACT_TIME:
		time_add(out, (int)value);
		return;
	case FACT_MONTH_DAY:
		str_addf(out, "%02d-%02d", (int)(value / 100), (int)(value % 100));
		return;
	case FACT_YEN:
		yen_add_unit(out, value);
		return;
	case FACT_PERCENT:
		str_addf(out, "%d%%", (int)value);
		return;
	case FACT_CHOICE:
	case FACT_SET:
	case FACT_YES:
	case FACT_NUMBER:
		break;
	}
	yen_add(out, value);
}

static void
add_range(const struct fact_def *d, const struct test *t, struct str *out)
{
	AUTO_STR least = STR_INIT;
	AUTO_STR most = STR_INIT;

	add_value(d, t->least, &least);
	add_value(d, t->most, &most);
	if (t->least == t->most)
		str_addf(out, "%s %s", d->name, str_text(&least));
	else if (t->most >= YEN_MAX)
		str_addf(out, _("%s %s or more"), d->name, str_text(&least));
	else if (t->least <= -YEN_MAX)
		/* L10N: a fact's name, then the highest value at which a rule applies. */
		str_addf(out, _("%s %s at most"), d->name, str_text(&most));
	else
		str_addf(out, _("%s %s to %s"), d->name, str_text(&least), str_text(&most));
}

static void
add_test(const struct book *b, const struct test *t, struct str *out)
{
	const struct fact_def *d = &b->facts[t->fact];

	if (d->kind == FACT_CHOICE || d->kind == FACT_SET) {
		str_addf(out, "%s ", d->name);
		choices_words(d, &t->any, out);
	} else if (d->kind == FACT_YES) {
		/* L10N: a fact that is answered by yes or no. */
		str_addf(out, t->least == 1 ? "%s" : _("not %s"), d->name);
	} else {
		add_range(d, t, out);
	}
}

static void
add_condition(const struct book *b, const struct condition *c, struct str *out)
{
	for (int i = 0; i < c->count; i++) {
		if (i > 0)
			str_add(out, _(" or "));
		for (int k = 0; k < c->ways[i].count; k++) {
			if (k > 0)
				str_add(out, _(", "));
			add_test(b, &c->ways[i].tests[k], out);
		}
	}
}

/* Days on which it is in force; an open end is left empty. */
static void
add_days(bool of_use, day_num from, day_num to, struct str *out)
{
	char first[DATE_TEXT_SIZE] = "", last[DATE_TEXT_SIZE] = "";

	if (from == DAY_NONE && to == DAY_NONE)
		return;
	if (from != DAY_NONE)
		date_to_iso(from, first);
	if (to != DAY_NONE)
		date_to_iso(to, last);
	str_add(out, out->len > 0 ? "  " : "");
	str_addf(out, of_use ? _("day of use %s to %s") : _("application %s to %s"), first, last);
}

void
rule_when_words(const struct book *b, const struct rule *r, struct str *out)
{
	const struct validity *v = &r->valid;

	add_condition(b, &r->when, out);
	if (r->has_unless) {
		str_add(out, out->len > 0 ? "  " : "");
		str_add(out, _("except: "));
		add_condition(b, &r->unless, out);
	}
	add_days(true, v->use_from, v->use_to, out);
	add_days(false, v->apply_from, v->apply_to, out);
}

/* --- the rest --- */

static bool
is_shown_elsewhere(const char *word, size_t len)
{
	static const char *const names[] = { "code", "name", "by_law", "note", "valid", "when",
					     "unless" };

	for (size_t i = 0; i < ARRAY_LEN(names); i++)
		if (strlen(names[i]) == len && strncmp(word, names[i], len) == 0)
			return true;
	return false;
}

/* A word begins two columns in, behind "- " in the first line; what stands deeper is its value. */
void
rule_other_words(const char *text, struct str *out)
{
	bool skip = false;

	while (*text != '\0') {
		size_t len = strcspn(text, "\n"), blanks = strspn(text, " -");
		const char *word = text + blanks;

		if (blanks <= 2)
			skip = is_shown_elsewhere(word, strcspn(word, ":\n"));
		if (!skip && len > blanks) {
			str_add(out, out->len > 0 ? "  " : "");
			str_add_len(out, word, len - blanks);
		}
		text += len + (text[len] == '\n');
	}
}
