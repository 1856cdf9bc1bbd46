/*
 * limit_count.c - what the uses of a party come to under one limit. What it counts
 * is cut into pieces (a use, or each simple band of it); pieces that count as one
 * are put together before anything is added up.
 */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "rule/limit_count.h"

#include <stdlib.h>

#include "base/mem.h"
#include "rule/walk.h"

/* --- periods --- */

static struct day_span
months_around(struct ymd first, int months)
{
	day_num from = date_from_ymd(first.year, first.month, 1);
	day_num next = date_add_months(from, months);

	return (struct day_span){ from, next == DAY_NONE ? INT32_MAX : next - 1 };
}

/* The period of the limit that holds the day; "30 days" are those that end with it. */
static struct day_span
period_of(const struct limit *l, day_num day)
{
	struct ymd d = date_to_ymd(day);

	switch (l->per) {
	case LIMIT_PER_DAY:
		return (struct day_span){ day, day };
	case LIMIT_PER_WEEK:
		day -= (date_weekday(day) + 6) % 7;
		return (struct day_span){ day, day + 6 };
	case LIMIT_PER_MONTH:
		return months_around(d, 1);
	case LIMIT_PER_FISCAL_YEAR:
		d.year = date_fiscal_year(day);
		d.month = 4;
		return months_around(d, 12);
	case LIMIT_PER_YEAR:
		d.month = 1;
		return months_around(d, 12);
	case LIMIT_PER_DAYS:
		return (struct day_span){ day - l->per_many + 1, day };
	case LIMIT_PER_MONTHS:
		day = date_add_months(date_from_ymd(d.year, d.month, 1),
				      -((d.month + 8) % 12 % l->per_many));
		return months_around(date_to_ymd(day), l->per_many);
	case LIMIT_EVER:
		break;
	}
	return (struct day_span){ DAY_NONE, DAY_NONE };
}

static bool
span_holds(struct day_span s, day_num day)
{
	return s.from == DAY_NONE || (day >= s.from && day <= s.to);
}

/* --- pieces --- */

struct piece {
	day_num key;    /* the day by which it belongs to a period */
	day_num day;
	int room, from, to;
	int64_t minutes, extras; /* of the limit's kinds, so many */
	const struct counted_use *use;
};

struct pieces {
	int count;
	struct piece *items;
};

static bool
counts_together(const struct counted *c, int limit, int use)
{
	const struct counted_use *asked = &c->uses[c->use_count - 1];

	return c->looked_at[limit * c->use_count + use] &&
	       (!c->f->book->limits[limit].each_room || c->uses[use].room == asked->room);
}

/* Of an unknown day of application nobody can say in which period it lies. */
static bool
counts_as_piece(const struct counted *c, int limit, int use)
{
	return counts_together(c, limit, use) &&
	       (!c->f->book->limits[limit].by_apply || c->uses[use].apply != DAY_NONE);
}

static int64_t
extras_of(const struct book *b, const struct limit *l, const struct counted_use *u)
{
	int64_t count = 0;

	for (int i = 0; i < b->extra_count && l->count == LIMIT_PIECES; i++)
		count += choice_set_allows(&l->extras, i) ? u->extras[i] : 0;
	return count;
}

/* The simple bands of a use that the limit counts. */
static void
counted_bands(const struct book *b, const struct limit *l, const struct counted_use *u,
	struct choice_set *out)
{
	struct choice_set only;

	bands_simple(b, &l->bands, &only);
	*out = (struct choice_set){ { 0 } };
	for (int i = 0; i < b->band_count; i++)
		if (choice_set_has(&u->simple, i) && choice_set_allows(&only, i))
			choice_set_add(out, i);
}

bool
limit_meets(const struct counted *c, int limit)
{
	const struct limit *l = &c->f->book->limits[limit];
	const struct counted_use *asked = &c->uses[c->use_count - 1];
	struct choice_set bands;

	if (l->count == LIMIT_PIECES)
		return extras_of(c->f->book, l, asked) > 0;
	if (l->count != LIMIT_BANDS || choice_set_is_empty(&l->bands))
		return true;
	counted_bands(c->f->book, l, asked, &bands);
	return !choice_set_is_empty(&bands);
}

static void
add_pieces(const struct book *b, const struct limit *l, const struct counted_use *u,
	struct pieces *out)
{
	struct piece whole = {
		.key = l->by_apply ? u->apply : u->day, .day = u->day, .room = u->room,
		.from = u->from, .to = u->to, .minutes = u->minutes, .use = u,
	};
	struct choice_set bands;

	if (l->count != LIMIT_BANDS || choice_set_is_empty(&u->simple)) {
		day_num until = l->count == LIMIT_DAYS ? u->until : u->day;

		whole.extras = extras_of(b, l, u);
		for (; whole.day <= until; whole.day++) {
			if (!l->by_apply)
				whole.key = whole.day;
			out->items[out->count++] = whole;
		}
		return;
	}
	counted_bands(b, l, u, &bands);
	for (int i = 0; i < b->band_count; i++) {
		if (!choice_set_has(&bands, i))
			continue;
		whole.from = b->bands[i].from;
		whole.to = b->bands[i].to;
		whole.minutes = whole.to - whole.from;
		out->items[out->count++] = whole;
	}
}

static int
by_room_and_time(const void *left, const void *right)
{
	const struct piece *a = left, *b = right;

	if (a->day != b->day)
		return a->day < b->day ? -1 : 1;
	if (a->room != b->room)
		return a->room < b->room ? -1 : 1;
	return (a->from > b->from) - (a->from < b->from);
}

static void
pieces_of(const struct counted *c, int limit, struct pieces *out)
{
	const struct book *b = c->f->book;
	size_t most = (size_t)c->use_count * (size_t)(b->band_count + 1);

	for (int i = 0; i < c->use_count; i++)
		most += (size_t)(c->uses[i].until - c->uses[i].day);
	out->count = 0;
	out->items = mem_alloc(most * sizeof *out->items);
	for (int i = 0; i < c->use_count; i++)
		if (counts_as_piece(c, limit, i))
			add_pieces(b, &b->limits[limit], &c->uses[i], out);
	qsort(out->items, (size_t)out->count, sizeof *out->items, by_room_and_time);
}

/* Does a band lie in the time between two pieces? Then they are not one after the other. */
static bool
band_between(const struct book *b, const struct piece *first, const struct piece *second)
{
	struct choice_set simple = { { 0 } };

	if (second->use->slot != NONE || b->slot_count == 0)
		slot_simple_bands(b, second->use->slot, &simple);
	for (int i = 0; i < b->band_count; i++)
		if (choice_set_has(&simple, i) && b->bands[i].from >= first->to &&
		    b->bands[i].to <= second->from)
			return true;
	return false;
}

static bool
follows(const struct book *b, const struct piece *first, const struct piece *second)
{
	if (first->day != second->day || first->room != second->room)
		return false;
	if (second->from <= first->to)
		return true;
	return !choice_set_is_empty(&second->use->simple) && !band_between(b, first, second);
}

/* Those that follow one another become one, as long as all of them. */
static void
join_running(const struct book *b, struct pieces *p)
{
	int kept = 0;

	for (int i = 0; i < p->count; i++) {
		struct piece *last = kept > 0 ? &p->items[kept - 1] : NULL;

		if (last == NULL || !follows(b, last, &p->items[i])) {
			p->items[kept++] = p->items[i];
			continue;
		}
		last->minutes += p->items[i].minutes;
		if (p->items[i].to > last->to)
			last->to = p->items[i].to;
	}
	p->count = kept;
}

static int64_t
weight_of(const struct limit *l, const struct piece *p)
{
	int64_t weight = 1;
	int over = -1;

	for (int i = 0; i < l->weight_count; i++) {
		if (p->minutes <= l->weights[i].over || l->weights[i].over <= over)
			continue;
		over = l->weights[i].over;
		weight = l->weights[i].counts;
	}
	return weight;
}

/* What the pieces of one day come to. They stand together: items[from..to). */
static int64_t
day_comes_to(const struct limit *l, const struct pieces *p, int from, int to)
{
	int64_t sum = 0, most = 0;

	if (l->count == LIMIT_DAYS)
		return 1;
	for (int i = from; i < to; i++) {
		int64_t one = l->count == LIMIT_MINUTES  ? p->items[i].minutes
			      : l->count == LIMIT_PIECES ? p->items[i].extras
							 : weight_of(l, &p->items[i]);

		sum += one;
		most = one > most ? one : most;
	}
	return l->same_day_once ? most : sum;
}

/* Pieces of one day may belong to several periods (of application): those first, then the rest. */
static int64_t
comes_to(const struct book *b, const struct limit *l, const struct pieces *all,
	struct day_span period)
{
	struct pieces in = { 0, mem_alloc((size_t)all->count * sizeof *in.items + 1) };
	int64_t sum = 0;

	for (int i = 0; i < all->count; i++)
		if (span_holds(period, all->items[i].key))
			in.items[in.count++] = all->items[i];
	if (l->running_once)
		join_running(b, &in);
	for (int from = 0, to; from < in.count; from = to) {
		for (to = from + 1; to < in.count && in.items[to].day == in.items[from].day;)
			to++;
		sum += day_comes_to(l, &in, from, to);
	}
	free(in.items);
	return sum;
}

/* --- the counts --- */

static void
note_use(struct tally *t, const struct counted_use *u)
{
	for (int i = 0; i < t->use_count; i++)
		if (t->uses[i] == u)
			return;
	t->uses[t->use_count++] = u;
}

/* Of all runs of `per_many` days that hold the day, the one that comes to most. */
static void
count_rolling(const struct book *b, const struct limit *l, const struct pieces *p, day_num day,
	struct tally *t)
{
	t->count = -1;
	for (day_num last = day; last < day + l->per_many; last++) {
		struct day_span days = { last - l->per_many + 1, last };
		int64_t count = comes_to(b, l, p, days);

		if (count <= t->count)
			continue;
		t->count = count;
		t->days = days;
	}
}

static void
count_uses(const struct counted *c, int limit, struct tally *t)
{
	const struct limit *l = &c->f->book->limits[limit];
	const struct counted_use *asked = &c->uses[c->use_count - 1];
	day_num key = l->by_apply ? asked->apply : asked->day;
	struct pieces p;

	pieces_of(c, limit, &p);
	if (l->per == LIMIT_PER_DAYS) {
		count_rolling(c->f->book, l, &p, key, t);
	} else {
		t->days = period_of(l, key);
		t->count = comes_to(c->f->book, l, &p, t->days);
	}
	for (int i = 0; i < c->use_count - 1; i++) {
		const struct counted_use *u = &c->uses[i];

		if (counts_as_piece(c, limit, i) &&
		    span_holds(t->days, l->by_apply ? u->apply : u->day))
			note_use(t, u);
	}
	free(p.items);
}

/* --- days one after the other --- */

static bool
used_on(const struct counted *c, int limit, day_num day, struct tally *t)
{
	bool used = false;

	for (int i = 0; i < c->use_count - 1; i++) {
		if (!counts_together(c, limit, i) || c->uses[i].day != day)
			continue;
		note_use(t, &c->uses[i]);
		used = true;
	}
	return used;
}

static bool
is_closed(struct walk *w, day_num day)
{
	struct day_hours d;

	walk_day(w, day, &d);
	return !d.open;
}

/* The last day of the run on one side of `from`; closed days may lie between two of use. */
static day_num
run_to(const struct counted *c, int limit, struct walk *w, day_num from, int step,
	struct tally *t)
{
	bool over = c->f->book->limits[limit].closed_between != CLOSED_ENDS;
	day_num last = from;

	for (day_num day = from + step; (day - last) * step < WALK_FAR; day += step) {
		if (used_on(c, limit, day, t))
			last = day;
		else if (!over || !is_closed(w, day))
			break;
	}
	return last;
}

static void
count_days_running(const struct counted *c, int limit, struct tally *t)
{
	const struct counted_use *asked = &c->uses[c->use_count - 1];
	bool skips = c->f->book->limits[limit].closed_between == CLOSED_SKIPPED;
	struct walk w;

	walk_of(&w, c->f, asked->room);
	t->days.from = run_to(c, limit, &w, asked->day, -1, t);
	t->days.to = run_to(c, limit, &w, asked->until, 1, t);
	for (day_num day = t->days.from; day <= t->days.to; day++)
		t->count += !skips || used_on(c, limit, day, t) || !is_closed(&w, day);
	walk_done(&w);
}

/* --- rooms at once --- */

static bool
is_in_use(const struct counted_use *u, day_num day, int at)
{
	return u->day == day && u->from <= at && at < u->to;
}

/* Rooms in use at one minute of the asked use; that minute is where some use begins. */
static int64_t
rooms_in_use(const struct counted *c, int limit, int at)
{
	struct choice_set rooms = c->f->given_companions;
	int64_t count = 0;

	for (int i = 0; i < c->use_count; i++)
		if (c->looked_at[limit * c->use_count + i] && c->uses[i].room != NONE &&
		    is_in_use(&c->uses[i], c->f->day, at))
			choice_set_add(&rooms, c->uses[i].room);
	for (int i = 0; i < c->f->book->room_count; i++)
		count += choice_set_has(&rooms, i);
	return count;
}

static void
count_rooms(const struct counted *c, int limit, struct tally *t)
{
	const struct counted_use *asked = &c->uses[c->use_count - 1];

	t->days = (struct day_span){ asked->day, asked->day };
	t->count = rooms_in_use(c, limit, asked->from);
	for (int i = 0; i < c->use_count - 1; i++) {
		const struct counted_use *u = &c->uses[i];
		bool meets = u->day == asked->day && u->from < asked->to && asked->from < u->to;
		int64_t count;

		if (!meets || !c->looked_at[limit * c->use_count + i])
			continue;
		note_use(t, u);
		count = u->from > asked->from ? rooms_in_use(c, limit, u->from) : 0;
		t->count = count > t->count ? count : t->count;
	}
	if (c->f->given[FACT_ROOMS_AT_ONCE] && c->f->values[FACT_ROOMS_AT_ONCE] > t->count)
		t->count = c->f->values[FACT_ROOMS_AT_ONCE];
}

/* --- cancellations and no-shows: seen from the day of application --- */

static int64_t
points_of(const struct limit *l, const struct counted_use *u)
{
	if (l->count != LIMIT_POINTS)
		return 1;
	return u->state == USE_NO_SHOW ? l->points.no_show : l->points.cancelled;
}

/* Those of the period, but none after `last`. */
static int64_t
events_in(const struct counted *c, int limit, struct day_span period, day_num last)
{
	const struct limit *l = &c->f->book->limits[limit];
	int64_t count = 0;

	for (int i = 0; i < c->use_count; i++)
		if (counts_together(c, limit, i) && span_holds(period, c->uses[i].said) &&
		    (last == DAY_NONE || c->uses[i].said <= last))
			count += points_of(l, &c->uses[i]);
	return count;
}

/* What goes over the limit bars the party from the day after, for the time of `blocks`. */
static void
find_block(const struct counted *c, int limit, day_num anchor, struct tally *t)
{
	const struct limit *l = &c->f->book->limits[limit];
	struct answer lines;

	answer_init(&lines);
	for (int i = 0; i < c->use_count; i++) {
		day_num said = c->uses[i].said, until;
		int64_t count;

		if (!counts_together(c, limit, i) || said >= anchor)
			continue;
		count = events_in(c, limit, period_of(l, said), said);
		until = moment_day(c->f, &l->blocks, said, MOMENT_ON, &lines);
		if (count <= l->most || until < anchor || until <= t->blocked_until)
			continue;
		t->blocked_until = until;
		t->count = count;
		t->days = period_of(l, said);
	}
	answer_done(&lines);
}

static void
count_events(const struct counted *c, int limit, struct tally *t)
{
	const struct limit *l = &c->f->book->limits[limit];
	day_num anchor = c->f->apply != DAY_NONE ? c->f->apply : c->f->day;

	t->days = period_of(l, anchor);
	t->count = events_in(c, limit, t->days, DAY_NONE);
	if (l->blocks.unit != MOMENT_NONE)
		find_block(c, limit, anchor, t);
	for (int i = 0; i < c->use_count; i++)
		if (counts_together(c, limit, i) && span_holds(t->days, c->uses[i].said))
			note_use(t, &c->uses[i]);
}

static int64_t
given_count(const struct facts *f, int limit)
{
	int64_t count = 0;

	for (int i = 0; i < f->count_count; i++) {
		const struct other_count *given = &f->counts[i];

		if (given->limit == limit ||
		    (given->limit == NONE && given->kind == f->book->limits[limit].count))
			count += given->count;
	}
	return count;
}

void
tally_limit(const struct counted *c, int limit, struct tally *out)
{
	*out = (struct tally){
		.days = { DAY_NONE, DAY_NONE },
		.blocked_until = DAY_NONE,
		.asked = c->f->apply != DAY_NONE ? c->f->apply : c->f->day,
	};
	out->uses = mem_alloc((size_t)c->use_count * sizeof *out->uses);
	switch (c->f->book->limits[limit].count) {
	case LIMIT_BOOKINGS:
	case LIMIT_BANDS:
	case LIMIT_MINUTES:
	case LIMIT_DAYS:
	case LIMIT_PIECES:
		count_uses(c, limit, out);
		break;
	case LIMIT_DAYS_RUNNING:
		count_days_running(c, limit, out);
		break;
	case LIMIT_ROOMS_AT_ONCE:
		count_rooms(c, limit, out);
		break;
	case LIMIT_CANCELLATIONS:
	case LIMIT_NO_SHOWS:
	case LIMIT_POINTS:
		count_events(c, limit, out);
		break;
	case LIMIT_COUNT_COUNT:
		break;
	}
	out->count += given_count(c->f, limit);
}

void
tally_done(struct tally *t)
{
	free(t->uses);
	*t = (struct tally){ 0 };
}
