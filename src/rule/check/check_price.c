/*
 * check_price.c - is there one price, and only one, for whatever can be booked:
 * every room with each band that its slot set sells (or by the clock), whoever
 * uses it, on whatever day; and for every piece of equipment that a table prices.
 * What the tables do not tell apart is named together.
 */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "rule/check/check_part.h"

#include <stdlib.h>

#include "base/i18n.h"
#include "base/mem.h"

#define GAPS_MOST 400 /* of one list, before what is alike is put together */

struct gap {
	struct choice_set rooms, bands;
	int extra;      /* or NONE */
	bool by_clock;  /* not a matter of bands */
	const struct rule *place; /* where the row should be */
	char *words;    /* owned */
};

struct clash { /* two rows that both apply */
	const struct price_table *a, *b;
	int row_a, row_b;
};

struct pricing {
	struct checking *c;
	const char *list;
	int table_count;
	const struct price_table **tables;
	bool **used;            /* rows of each table that were the price of something */
	bool needs_price;       /* a gap is a fault here */
	int extra;              /* the extra whose price it is, or NONE */
	int room, band;         /* what is looked at; NONE: none in particular */
	int gap_count, clash_count, clash_room;
	struct gap *gaps;
	struct clash *clashes;
	bool more_gaps;
};

/* --- what was found --- */

static bool
has_room(const struct price_table *t, int room)
{
	for (int i = 0; t->rows_by == FACT_ROOM && i < t->row_count; i++)
		if (choice_set_has(&t->rows[i], room))
			return true;
	return false;
}

/* Where the row should be: in a table that applies, best one that has the room, else the last. */
static const struct rule *
place_of(struct pricing *p)
{
	const struct price_table *best = p->tables[p->table_count - 1];
	int best_of = -1;

	for (int i = p->table_count - 1; i >= 0; i--) {
		int lacks, fits = has_room(p->tables[i], p->room);

		if (space_rule(&p->c->space, &p->tables[i]->rule, &lacks) == HOLDS_YES)
			fits += 2;
		if (fits <= best_of)
			continue;
		best_of = fits;
		best = p->tables[i];
	}
	return &best->rule;
}

static void
add_gap(struct pricing *p)
{
	AUTO_STR words = STR_INIT;
	struct gap *g;

	if (p->gap_count == GAPS_MOST) {
		p->more_gaps = true;
		return;
	}
	if (!space_has_day(&p->c->space, DAY_OPEN))
		return;
	space_words(&p->c->space, &words);
	for (int i = 0; i < p->gap_count; i++) {
		g = &p->gaps[i];
		if (p->band == NONE || g->by_clock || !choice_set_has(&g->rooms, p->room) ||
		    !str_equal(g->words, str_text(&words)))
			continue;
		choice_set_add(&g->bands, p->band);
		return;
	}
	g = &p->gaps[p->gap_count++];
	*g = (struct gap){
		.extra = p->extra, .by_clock = p->band == NONE, .place = place_of(p),
		.words = str_take(&words),
	};
	if (p->room != NONE)
		choice_set_add(&g->rooms, p->room);
	if (p->band != NONE)
		choice_set_add(&g->bands, p->band);
}

static int
line_of(const struct price_table *t, int row)
{
	return t->lines != NULL ? t->lines[row] : t->rule.line;
}

static bool
clash_is_known(const struct pricing *p, const struct clash *c)
{
	for (int i = 0; i < p->clash_count; i++)
		if (p->clashes[i].a == c->a && p->clashes[i].b == c->b &&
		    p->clashes[i].row_a == c->row_a && p->clashes[i].row_b == c->row_b)
			return true;
	return false;
}

static void
add_where(const struct pricing *p, struct str *out)
{
	const struct book *b = p->c->book;

	if (p->extra != NONE)
		str_addf(out, "%s", b->extras[p->extra].rule.name);
	if (p->room != NONE)
		str_addf(out, "%s%s", out->len > 0 ? ", " : "", b->rooms[p->room].rule.name);
	if (p->band != NONE)
		str_addf(out, "%s%s", out->len > 0 ? ", " : "", b->bands[p->band].rule.name);
}

/* Named once for two rows, with the first combination in which they meet. */
static void
add_clash(struct pricing *p, const struct clash *found)
{
	AUTO_STR words = STR_INIT;
	AUTO_STR where = STR_INIT;
	const struct clash *c = found;

	if (clash_is_known(p, c) || !space_has_day(&p->c->space, DAY_OPEN))
		return;
	if (p->clash_count == p->clash_room) {
		p->clash_room = p->clash_room == 0 ? 16 : p->clash_room * 2;
		p->clashes = mem_resize(p->clashes, (size_t)p->clash_room, sizeof *p->clashes);
	}
	p->clashes[p->clash_count++] = *c;
	add_where(p, &where);
	space_words(&p->c->space, &words);
	if (words.len > 0)
		str_addf(&where, "%s%s", where.len > 0 ? "; " : "", str_text(&words));
	faults_add(p->c->faults, line_of(c->b, c->row_b), c->b->rule.column,
		_("Two prices apply (%s): %s, row %s, and %s, row %s in line %d."),
		str_text(&where), rule_shown(&c->b->rule), c->b->row_codes[c->row_b],
		rule_shown(&c->a->rule), c->a->row_codes[c->row_a], line_of(c->a, c->row_a));
}

/* --- one state --- */

struct found { /* in a state: the rows that apply */
	int count;
	struct clash rows; /* the first two */
	int lacks;         /* a fact on which a table hangs, or NONE */
	bool maybe;        /* a table by band, where no band is looked at */
};

/* A table's facts that are neither known nor what is looked at. */
static int
lacks_choice(const struct pricing *p, int fact)
{
	return fact == NONE || p->c->space.f.known[fact] ? NONE : fact;
}

static int
column_of(const struct pricing *p, const struct price_table *t)
{
	if (t->columns_by == NONE)
		return 0;
	for (int i = 0; i < t->column_count; i++)
		if (t->columns[i] == p->c->space.f.values[t->columns_by])
			return i;
	return NONE;
}

static void
add_row(struct found *f, const struct price_table *t, int row)
{
	if (f->count == 0) {
		f->rows.a = t;
		f->rows.row_a = row;
	} else if (f->count == 1) {
		f->rows.b = t;
		f->rows.row_b = row;
	}
	f->count++;
}

/* Has the table a row for what is known, whatever the rest? Else nothing hangs on it. */
static bool
can_hold(const struct pricing *p, const struct price_table *t)
{
	const struct facts *f = &p->c->space.f;

	if (!f->known[t->rows_by])
		return true;
	for (int i = 0; i < t->row_count; i++)
		if (choice_set_has(&t->rows[i], (int)f->values[t->rows_by]))
			return true;
	return false;
}

static void
search_table(struct pricing *p, const struct price_table *t, struct found *f)
{
	int lacks, column;
	enum holds holds;

	if (!can_hold(p, t))
		return;
	holds = space_rule(&p->c->space, &t->rule, &lacks);
	if (holds == HOLDS_NO)
		return;
	if (lacks == NONE)
		lacks = lacks_choice(p, t->rows_by);
	if (lacks == NONE)
		lacks = lacks_choice(p, t->columns_by);
	if (lacks == FACT_BAND)
		f->maybe = true;
	else if (lacks != NONE && f->lacks == NONE)
		f->lacks = lacks;
	if (lacks != NONE)
		return;
	column = column_of(p, t);
	for (int i = 0; column != NONE && i < t->row_count; i++)
		if (choice_set_has(&t->rows[i], (int)p->c->space.f.values[t->rows_by]))
			add_row(f, t, i);
}

static void
mark_used(struct pricing *p, const struct found *f)
{
	for (int i = 0; i < p->table_count && f->count > 0; i++) {
		if (p->tables[i] == f->rows.a)
			p->used[i][f->rows.row_a] = true;
		if (p->tables[i] == f->rows.b)
			p->used[i][f->rows.row_b] = true;
	}
}

static int
settle_price(struct space *s, void *ctx)
{
	struct pricing *p = ctx;
	struct found f = { .lacks = NONE };

	(void)s;
	for (int i = 0; i < p->table_count; i++)
		search_table(p, p->tables[i], &f);
	if (f.count >= 2) {
		mark_used(p, &f);
		add_clash(p, &f.rows);
		return NONE;
	}
	if (f.lacks != NONE)
		return f.lacks;
	mark_used(p, &f);
	if (f.count == 0 && !f.maybe && p->needs_price)
		add_gap(p);
	return NONE;
}

/* --- what is looked at --- */

/* A band that others make up needs no price of its own; its parts do. */
static void
look_at_band(struct pricing *p, int band, bool simple)
{
	struct space *s = &p->c->space;
	bool needed = p->needs_price;

	p->band = band;
	p->needs_price = needed && simple;
	if (band != NONE)
		space_set(s, FACT_BAND, band);
	space_explore(s, settle_price, p);
	if (band != NONE)
		space_unset(s, FACT_BAND);
	p->band = NONE;
	p->needs_price = needed;
}

/* Where times are booked, bands are zones of the day: their rows are only held together. */
static void
look_at_clock(struct pricing *p)
{
	bool needed = p->needs_price;

	look_at_band(p, NONE, true);
	p->needs_price = false;
	for (int i = 0; i < p->c->book->band_count; i++)
		look_at_band(p, i, false);
	p->needs_price = needed;
}

static void
look_at_slot(struct pricing *p, int slot)
{
	const struct slot_set *set = &p->c->book->slots[slot];
	struct choice_set simple;

	if (set->band_count == 0) {
		look_at_clock(p);
		return;
	}
	slot_simple_bands(p->c->book, slot, &simple);
	for (int i = 0; i < set->band_count; i++)
		look_at_band(p, set->bands[i], choice_set_has(&simple, set->bands[i]));
}

/* The slot set of the state, then the prices of what it sells. No slot set: check_orders. */
static int
settle_slot(struct space *s, void *ctx)
{
	int slot, lacks = space_slot(s, &slot);

	if (s->book->slot_count == 0)
		look_at_clock(ctx);
	if (slot == NONE)
		return lacks;
	space_set(s, FACT_SLOT, slot);
	if (space_possible(s))
		look_at_slot(ctx, slot);
	space_unset(s, FACT_SLOT);
	return NONE;
}

static void
look_at_rooms(struct pricing *p)
{
	for (int i = 0; i < p->c->book->room_count && !p->c->space.given_up; i++) {
		p->room = i;
		space_set(&p->c->space, FACT_ROOM, i);
		space_explore_times(&p->c->space, settle_slot, p);
		space_unset(&p->c->space, FACT_ROOM);
	}
	p->room = NONE;
}

static int
settle_extra(struct space *s, void *ctx)
{
	(void)s;
	look_at_clock(ctx);
	return NONE;
}

/* Of an extra the tables tell rooms apart only where they name them. */
static void
look_at_extras(struct pricing *p)
{
	const struct book *b = p->c->book;
	struct space *s = &p->c->space;

	for (int i = 0; i < b->extra_count; i++) {
		if (b->extras[i].price != NOT_SOLD)
			continue;
		p->extra = i;
		space_filter(s, &b->extras[i].rule, &b->extras[i].with_rooms);
		space_set(s, FACT_EXTRA, i);
		space_explore_times(s, settle_extra, p);
		space_unset(s, FACT_EXTRA);
	}
	space_filter(s, NULL, NULL);
	p->extra = NONE;
}

/* --- telling --- */

static bool
same_bands(const struct gap *a, const struct gap *b)
{
	return a->by_clock == b->by_clock && choice_set_holds(&a->bands, &b->bands) &&
	       choice_set_holds(&b->bands, &a->bands) && a->extra == b->extra &&
	       str_equal(a->words, b->words);
}

/* Rooms that lack the same are named together. */
static void
join_rooms(struct pricing *p)
{
	int kept = 0;

	for (int i = 0; i < p->gap_count; i++) {
		int at = 0;

		while (at < kept && !same_bands(&p->gaps[at], &p->gaps[i]))
			at++;
		if (at == kept) {
			p->gaps[kept++] = p->gaps[i];
			continue;
		}
		for (int word = 0; word < RULE_CHOICES_MAX / 64; word++)
			p->gaps[at].rooms.bits[word] |= p->gaps[i].rooms.bits[word];
		free(p->gaps[i].words);
	}
	p->gap_count = kept;
}

static void
tell_gap(struct pricing *p, const struct gap *g)
{
	const struct book *b = p->c->book;
	AUTO_STR what = STR_INIT;

	if (g->extra != NONE)
		str_add(&what, b->extras[g->extra].rule.name);
	if (!choice_set_is_empty(&g->rooms))
		choices_words(&b->facts[FACT_ROOM], &g->rooms, &what);
	if (!g->by_clock) {
		str_add(&what, ", ");
		choices_words(&b->facts[FACT_BAND], &g->bands, &what);
	}
	if (g->words[0] != '\0')
		str_addf(&what, "; %s", g->words);
	faults_add(p->c->faults, g->place->line, g->place->column, _("No price applies: %s."),
		str_text(&what));
}

static void
tell_unused(struct pricing *p)
{
	for (int i = 0; i < p->table_count; i++) {
		const struct price_table *t = p->tables[i];
		int used = 0;

		for (int row = 0; row < t->row_count; row++)
			used += p->used[i][row];
		if (used == 0)
			faults_add(p->c->faults, t->rule.line, t->rule.column,
				_("The price table %s can never apply."), rule_shown(&t->rule));
		for (int row = 0; used > 0 && row < t->row_count; row++)
			if (!p->used[i][row])
				faults_add(p->c->faults, line_of(t, row), t->rule.column,
					_("%s: the row %s can never apply."),
					rule_shown(&t->rule), t->row_codes[row]);
	}
}

static void
tell(struct pricing *p)
{
	join_rooms(p);
	for (int i = 0; i < p->gap_count; i++)
		tell_gap(p, &p->gaps[i]);
	if (p->more_gaps)
		faults_add(p->c->faults, p->tables[0]->rule.line, p->tables[0]->rule.column,
			_("More prices of this list lack; mend these first."));
	if (p->c->space.given_up)
		check_given_up(p->c, "prices");
	else if (p->gap_count == 0 && p->clash_count == 0)
		tell_unused(p);
}

/* --- the lists --- */

static void
pricing_begin(struct pricing *p, struct checking *c, const char *list)
{
	const struct book *b = c->book;

	*p = (struct pricing){ .c = c, .list = list, .extra = NONE, .room = NONE, .band = NONE };
	p->tables = mem_alloc((size_t)(b->price_count + 1) * sizeof *p->tables);
	p->used = mem_alloc((size_t)(b->price_count + 1) * sizeof *p->used);
	p->gaps = mem_alloc(GAPS_MOST * sizeof *p->gaps);
	for (int i = 0; i < b->price_count; i++) {
		if (!str_equal(b->prices[i].list, list))
			continue;
		p->used[p->table_count] = mem_alloc((size_t)b->prices[i].row_count + 1);
		p->tables[p->table_count++] = &b->prices[i];
	}
	space_begin(&c->space, 0, NULL);
	space_add_tables(&c->space, p->table_count, p->tables);
}

static void
pricing_end(struct pricing *p)
{
	for (int i = 0; i < p->gap_count; i++)
		free(p->gaps[i].words);
	for (int i = 0; i < p->table_count; i++)
		free(p->used[i]);
	free(p->used);
	free(p->gaps);
	free(p->clashes);
	free(p->tables);
}

/* The list of an extension: only when that extension applies, and never without a price. */
static bool
look_at_extensions(struct pricing *p)
{
	const struct book *b = p->c->book;
	bool asked = false;

	for (int i = 0; i < b->extension_count; i++) {
		const struct extension *x = &b->extensions[i];

		if (x->price != EXTEND_LIST || !str_equal(x->list, p->list))
			continue;
		asked = true;
		space_filter(&p->c->space, &x->rule, NULL);
		look_at_rooms(p);
		space_filter(&p->c->space, NULL, NULL);
	}
	return asked;
}

static void
check_list(struct checking *c, const char *list)
{
	struct pricing p;

	pricing_begin(&p, c, list);
	if (p.table_count > 0 && str_equal(list, "room")) {
		p.needs_price = true;
		look_at_rooms(&p);
		tell(&p);
	} else if (p.table_count > 0 && str_equal(list, "extra")) {
		p.needs_price = true;
		look_at_extras(&p);
		tell(&p);
	} else if (p.table_count > 0 && look_at_extensions(&p)) {
		tell(&p);
	} else if (p.table_count > 0) {
		faults_add(c->faults, p.tables[0]->rule.line, p.tables[0]->rule.column,
			_("No rule uses the price list %s."), list);
	}
	pricing_end(&p);
}

void
check_prices(struct checking *c)
{
	const struct book *b = c->book;

	for (int i = 0; i < b->price_count; i++) {
		bool seen = false;

		for (int j = 0; j < i; j++)
			seen = seen || str_equal(b->prices[i].list, b->prices[j].list);
		if (!seen)
			check_list(c, b->prices[i].list);
	}
}
