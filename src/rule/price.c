/*
 * price.c - a cell of the price tables: the one that applies, and what it comes to.
 * A table is by band when its rows, its columns or its condition name the band;
 * every band of a use is then looked for by itself (price_rows.c).
 */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include <string.h>

#include "base/i18n.h"
#include "base/money.h"
#include "rule/quote_part.h"

static bool
is_by_band(const struct price_table *t)
{
	return t->rows_by == FACT_BAND || t->columns_by == FACT_BAND ||
	       rule_tests(&t->rule, FACT_BAND);
}

/* The choice that a table looks for, or NONE when it is not known. */
static int
choice_of(const struct facts *f, int fact)
{
	return f->known[fact] ? (int)f->values[fact] : NONE;
}

static int
column_of(const struct facts *f, const struct price_table *t)
{
	if (t->columns_by == NONE)
		return 0;
	int choice = choice_of(f, t->columns_by);

	for (int i = 0; i < t->column_count; i++)
		if (t->columns[i] == choice)
			return i;
	return NONE;
}

static int
line_of(const struct cell *c)
{
	const struct price_table *t = c->table;

	return t->lines != NULL ? t->lines[c->row] : t->rule.line;
}

enum found
price_twice(struct quote *q, const struct cell *a, const struct cell *b)
{
	const char *file = q->f->book->file;

	err_set(q->e, ERR_DAMAGED,
		_("Two prices apply at once: %s, row %s (%s:%d), and %s, row %s (%s:%d)."),
		a->table->rule.name, a->table->row_codes[a->row], file, line_of(a),
		b->table->rule.name, b->table->row_codes[b->row], file, line_of(b));
	return FOUND_FAULT;
}

/* The rows of one table; `out` holds the cell of an earlier one when *found says so. */
static enum found
search_table(struct quote *q, const struct price_table *t, enum found found, struct cell *out)
{
	int choice = choice_of(q->f, t->rows_by), column = column_of(q->f, t);

	for (int row = 0; row < t->row_count && choice != NONE && column != NONE; row++) {
		if (!choice_set_has(&t->rows[row], choice))
			continue;
		struct cell c = { t, row, t->cells[row * t->column_count + column] };

		if (found == FOUND_ONE)
			return price_twice(q, out, &c);
		*out = c;
		found = FOUND_ONE;
	}
	return found;
}

/* A table whose choice is not known could hold the cell: it has to be said first. */
static bool
lacks_choice(struct quote *q, int fact)
{
	if (fact == NONE || fact == FACT_BAND || fact == FACT_EXTRA || q->f->known[fact])
		return false;
	if (q->f->lacking == NONE)
		q->f->lacking = fact;
	return true;
}

/* The cell for the facts as they are, among the tables by band or among the others. */
static enum found
find(struct quote *q, const char *list, bool by_band, struct cell *out)
{
	const struct book *b = q->f->book;
	enum found found = FOUND_NONE;

	for (int i = 0; i < b->price_count && found != FOUND_FAULT; i++) {
		struct price_table *t = &b->prices[i];

		if (strcmp(t->list, list) != 0 || is_by_band(t) != by_band ||
		    !rule_applies(q->f, &t->rule))
			continue;
		if (lacks_choice(q, t->rows_by) || lacks_choice(q, t->columns_by))
			break;
		found = search_table(q, t, found, out);
	}
	if (found != FOUND_FAULT && quote_lacks(q)) {
		facts_lacking(q->f, q->e);
		return FOUND_FAULT;
	}
	return found;
}

static void
set_band(struct quote *q, int band)
{
	q->f->known[FACT_BAND] = band != NONE;
	q->f->values[FACT_BAND] = band;
}

enum found
price_band(struct quote *q, const char *list, int band, struct cell *out)
{
	set_band(q, band);
	enum found found = find(q, list, true, out);

	set_band(q, NONE);
	return found;
}

enum found
price_whole(struct quote *q, const char *list, struct cell *out)
{
	return find(q, list, false, out);
}

enum found
price_nearest(struct quote *q, const char *list, int band, struct cell *out)
{
	enum found found = band != NONE ? price_band(q, list, band, out) : FOUND_NONE;

	return found == FOUND_NONE ? price_whole(q, list, out) : found;
}

/* --- a cell's amount --- */

static bool
times_of(struct quote *q, const struct price_table *t, struct share *times)
{
	const struct facts *f = q->f;
	int fact = t->times == TIMES_HEADS ? FACT_HEADS : FACT_SHARE;

	*times = fraction_of(1);
	if (t->times == TIMES_ONE)
		return true;
	if (!f->known[fact]) {
		q->f->lacking = fact;
		return facts_lacking(f, q->e);
	}
	if (t->times == TIMES_HEADS) {
		*times = fraction_of(f->values[fact]);
		return true;
	}
	return fraction_multiply(fraction_of(f->values[fact]), (struct share){ 1, 100 }, times) ||
	       quote_too_large(q);
}

bool
price_amount(struct quote *q, const struct cell *c, struct measure m, struct share *out)
{
	const struct price_table *t = c->table;
	struct share times, amount;
	int64_t units;

	if (!quote_units(q, &t->unit, m, &units) || !times_of(q, t, &times))
		return false;
	if (!fraction_multiply(fraction_of(c->yen), fraction_of(units), &amount) ||
	    !fraction_multiply(amount, times, out))
		return quote_too_large(q);
	return true;
}

void
price_words(struct quote *q, const struct cell *c, struct measure m, struct str *out)
{
	const struct price_table *t = c->table;
	int64_t units = 1;

	quote_units(q, &t->unit, m, &units);
	yen_add_unit(out, c->yen);
	quote_units_words(&t->unit, m, units, out);
	if (t->times == TIMES_HEADS)
		str_addf(out, _(" x %d people"), (int)q->f->values[FACT_HEADS]);
	else if (t->times == TIMES_SHARE)
		str_addf(out, _(" x %d%%"), (int)q->f->values[FACT_SHARE]);
}
