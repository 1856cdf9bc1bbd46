/*
 * rule_oracle.h - a second calendar, slow and plain, to hold the first against: it
 * knows every day of 2019 to 2036 by counting on from the one before, goes through
 * the closings forwards, and paints what is open in half hours. Random books with
 * random holidays come from here too.
 */
/* SPDX-License-Identifier: MIT */
#ifndef TEST_RULE_ORACLE_H
#define TEST_RULE_ORACLE_H

#include "rule_kit.h"

#define ORACLE_FIRST 17897 /* 2019-01-01, a Tuesday */
#define ORACLE_DAYS 6575   /* to 2036-12-31 */
#define ORACLE_CLOSINGS 6
#define ORACLE_EDGE 366    /* days at either end that are not compared */

/* A condition in the oracle's own words: days that have one of some weekdays, kinds, months. */
struct plain_test {
	enum { PLAIN_NONE, PLAIN_WEEKDAY, PLAIN_KIND, PLAIN_MONTHS } what;
	unsigned mask;
	int from, to; /* months */
};

struct oracle_day {
	int year, month, day, weekday;
	int nth;
	bool is_last_nth, is_last_day;
	enum rule_holiday holiday;
	uint64_t open, counter; /* half hours of the day */
};

struct oracle {
	struct kit kit;
	uint64_t seed;
	int room;
	struct oracle_day days[ORACLE_DAYS];
	struct rule_day holidays[1200];
	struct plain_test when[ORACLE_CLOSINGS], unless[ORACLE_CLOSINGS];
	bool named[ORACLE_CLOSINGS][ORACLE_DAYS], closed[ORACLE_CLOSINGS][ORACLE_DAYS];
	struct test tests[2 * ORACLE_CLOSINGS];
	struct test_all alls[2 * ORACLE_CLOSINGS];
	int month_days[ORACLE_CLOSINGS][2];
	struct month_day instead[ORACLE_CLOSINGS][1];
	struct year_span spans[ORACLE_CLOSINGS][2], local_span[1];
	day_num dates[ORACLE_CLOSINGS][8], opening_dates[8];
};

/* xorshift64*: the same books on every machine. */
static inline unsigned
oracle_random(struct oracle *o, unsigned below)
{
	o->seed ^= o->seed >> 12;
	o->seed ^= o->seed << 25;
	o->seed ^= o->seed >> 27;
	return (unsigned)((o->seed * UINT64_C(2685821657736338717)) >> 33) % below;
}

static inline bool
oracle_one_in(struct oracle *o, unsigned n)
{
	return oracle_random(o, n) == 0;
}

static inline int
plain_month_length(int year, int month)
{
	static const int lengths[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };

	return lengths[month - 1] + (month == 2 && year % 4 == 0);
}

/* Days by counting on; 2019 to 2036 has no century. */
static inline void
oracle_count_days(struct oracle *o)
{
	int year = 2019, month = 1, day = 1;

	for (int i = 0; i < ORACLE_DAYS; i++) {
		int length = plain_month_length(year, month);

		o->days[i] = (struct oracle_day){ year, month, day, (i + 2) % 7, (day + 6) / 7,
			day + 7 > length, day == length, RULE_HOLIDAY_NONE, 0, 0 };
		if (++day > length) {
			day = 1;
			if (++month > 12) {
				month = 1;
				year++;
			}
		}
	}
}

/* About one day in twenty, in runs of one to four. */
static inline void
oracle_make_holidays(struct oracle *o)
{
	int count = 0;

	for (int i = 0; i < ORACLE_DAYS; i++) {
		if (!oracle_one_in(o, 40))
			continue;
		for (unsigned run = 1 + oracle_random(o, 4); run > 0 && i < ORACLE_DAYS; run--) {
			enum rule_holiday kind = RULE_HOLIDAY_NAMED + oracle_random(o, 3);

			if (count == (int)ARRAY_LEN(o->holidays))
				break;
			o->holidays[count++] = (struct rule_day){ ORACLE_FIRST + i, kind, "h" };
			o->days[i++].holiday = kind;
		}
	}
	o->kit.around.holidays = o->holidays;
	o->kit.around.holiday_count = count;
}

static inline enum day_kind
plain_kind(const struct oracle_day *d)
{
	if (d->holiday != RULE_HOLIDAY_NONE)
		return DAY_HOLIDAY;
	return d->weekday == 0 ? DAY_SUNDAY : d->weekday == 6 ? DAY_SATURDAY : DAY_WEEKDAY;
}

static inline bool
plain_holds(const struct plain_test *t, const struct oracle_day *d)
{
	switch (t->what) {
	case PLAIN_NONE:
		return true;
	case PLAIN_WEEKDAY:
		return (t->mask >> d->weekday & 1) != 0;
	case PLAIN_KIND:
		return (t->mask >> plain_kind(d) & 1) != 0;
	case PLAIN_MONTHS:
		return d->month >= t->from && d->month <= t->to;
	}
	return false;
}

static inline struct plain_test
oracle_random_test(struct oracle *o)
{
	int from = 1 + (int)oracle_random(o, 12);

	switch (oracle_random(o, 4)) {
	case 0:
		return (struct plain_test){ PLAIN_WEEKDAY, 1 + oracle_random(o, 126), 0, 0 };
	case 1:
		return (struct plain_test){ PLAIN_KIND, 1 + oracle_random(o, 14), 0, 0 };
	default:
		return (struct plain_test){ PLAIN_MONTHS, 0, from,
			from + (int)oracle_random(o, (unsigned)(13 - from)) };
	}
}

/* The same as a rule has it. */
static inline struct condition
oracle_condition(struct oracle *o, int slot, const struct plain_test *t)
{
	static const int facts[] = { NONE, FACT_WEEKDAY, FACT_DAY_KIND, FACT_MONTH };

	o->tests[slot] = (struct test){ .fact = facts[t->what], .any = { { t->mask } },
		.least = t->from, .most = t->to };
	o->alls[slot] = (struct test_all){ 1, &o->tests[slot] };
	return (struct condition){ 1, &o->alls[slot] };
}

static inline struct rule
oracle_rule(struct oracle *o, int i)
{
	struct rule r = RULE("r");

	o->when[i] = o->unless[i] = (struct plain_test){ PLAIN_NONE, 0, 0, 0 };
	if (oracle_one_in(o, 4)) {
		o->when[i] = oracle_random_test(o);
		r.when = oracle_condition(o, 2 * i, &o->when[i]);
	}
	if (oracle_one_in(o, 4)) {
		o->unless[i] = oracle_random_test(o);
		r.unless = oracle_condition(o, 2 * i + 1, &o->unless[i]);
		r.has_unless = true;
	}
	if (oracle_one_in(o, 5))
		r.valid.use_from = ORACLE_FIRST + (day_num)oracle_random(o, ORACLE_DAYS);
	if (oracle_one_in(o, 5))
		r.valid.use_to = ORACLE_FIRST + (day_num)oracle_random(o, ORACLE_DAYS);
	return r;
}

static inline struct year_span
oracle_span(struct oracle *o)
{
	int from = 1 + (int)oracle_random(o, 12), to = oracle_one_in(o, 2) ? from : from % 12 + 1;

	return (struct year_span){ from * 100 + 1 + (int)oracle_random(o, 31),
		to * 100 + 1 + (int)oracle_random(o, 31) };
}

static inline struct time_span
oracle_part(struct oracle *o)
{
	int from = 14 + (int)oracle_random(o, 28);

	return (struct time_span){ from * 30, (from + 1 + (int)oracle_random(o, 16)) * 30 };
}

static inline struct closing
oracle_closing(struct oracle *o, int i)
{
	struct closing c = { .rule = oracle_rule(o, i),
		.kind = (enum closing_kind)oracle_random(o, CLOSING_AFTER_HOLIDAY + 1),
		.weekdays = 1 + oracle_random(o, 127), .month_days = o->month_days[i],
		.month_day_count = 2, .instead = o->instead[i], .spans = o->spans[i],
		.span_count = 2, .dates = o->dates[i], .date_count = 8,
		.if_holiday = (enum if_holiday)oracle_random(o, HOLIDAY_CLOSES_BOTH + 1),
		.to = (enum closing_to)oracle_random(o, TO_NEXT_OPEN + 1) };

	if (oracle_one_in(o, 2)) /* one weekday alone, some of its turns */
		c.weekdays = 1u << oracle_random(o, 7);
	if (oracle_one_in(o, 2))
		c.nths = 2 * (1 + oracle_random(o, 63));
	if (oracle_one_in(o, 3))
		c.holiday_kinds = 2 * (1 + oracle_random(o, 15));
	o->month_days[i][0] = 1 + (int)oracle_random(o, 31);
	o->month_days[i][1] = oracle_one_in(o, 2) ? DAY_LAST : 15;
	c.instead_count = oracle_one_in(o, 2);
	o->instead[i][0] = (struct month_day){ 1 + (int)oracle_random(o, 12),
		1 + (int)oracle_random(o, 32), 0 };
	o->spans[i][0] = oracle_span(o);
	o->spans[i][1] = (struct year_span){ 1228, 104 };
	for (int k = 0; k < 8; k++)
		o->dates[i][k] = ORACLE_FIRST + (day_num)oracle_random(o, ORACLE_DAYS);
	if (oracle_one_in(o, 3))
		c.part = oracle_part(o);
	c.counter_only = oracle_one_in(o, 6);
	if (oracle_one_in(o, 4))
		c.like_holidays = 1 + oracle_random(o, 126);
	c.later = oracle_one_in(o, 4) ? 1 + (int)oracle_random(o, 31) : 0;
	c.lasts = oracle_one_in(o, 4) ? 2 + (int)oracle_random(o, 30) : 0;
	return c;
}

/* --- the slow way --- */

static inline bool
oracle_names(const struct oracle *o, const struct closing *c, int i)
{
	const struct oracle_day *d = &o->days[i];
	int date = d->month * 100 + d->day;

	switch (c->kind) {
	case CLOSING_WEEKDAY: {
		unsigned nth = 1u << d->nth | (d->is_last_nth ? 1u << NTH_LAST : 0);

		return (c->weekdays >> d->weekday & 1) != 0 && (c->nths == 0 || (c->nths & nth));
	}
	case CLOSING_MONTH_DAY:
		for (int k = 0; k < 2; k++) {
			bool other = c->instead_count > 0 && c->instead[0].month == d->month;
			int want = other ? c->instead[0].day : c->month_days[k];

			if (want == DAY_LAST ? d->is_last_day : want == d->day)
				return true;
		}
		return false;
	case CLOSING_YEAR_DAYS:
		for (int k = 0; k < c->span_count; k++) {
			struct year_span s = c->spans[k];
			bool over = s.from > s.to;

			if ((!over && date >= s.from && date <= s.to) ||
			    (over && (date >= s.from || date <= s.to)))
				return true;
		}
		return false;
	case CLOSING_DATES:
		for (int k = 0; k < c->date_count; k++)
			if (c->dates[k] == ORACLE_FIRST + i)
				return true;
		return false;
	case CLOSING_AFTER_HOLIDAY:
		return i > 0 && o->days[i - 1].holiday != RULE_HOLIDAY_NONE &&
		       (c->holiday_kinds == 0 || (c->holiday_kinds >> o->days[i - 1].holiday & 1));
	}
	return false;
}

static inline bool
oracle_counts(const struct oracle *o, const struct closing *c, int i)
{
	if ((c->like_holidays >> o->days[i].weekday & 1) != 0)
		return true;
	return o->days[i].holiday != RULE_HOLIDAY_NONE &&
	       (c->holiday_kinds == 0 || (c->holiday_kinds >> o->days[i].holiday & 1));
}

static inline bool
oracle_excepted(const struct oracle *o, int c, int i)
{
	return o->kit.closings[c].rule.has_unless && plain_holds(&o->unless[c], &o->days[i]);
}

/* Could the closing go to that day. */
static inline bool
oracle_takes(const struct oracle *o, const struct closing *c, int i)
{
	if (i < 0 || i >= ORACLE_DAYS || oracle_counts(o, c, i))
		return false;
	if (c->to == TO_NEXT_NOT_HOLIDAY)
		return true;
	if (c->to != TO_NEXT_OPEN)
		return o->days[i].weekday != 0 && o->days[i].weekday != 6;
	for (int k = 0; k < o->kit.book.closing_count; k++) {
		const struct closing *other = &o->kit.closings[k];

		if (other == c && c->kind == CLOSING_AFTER_HOLIDAY)
			continue;
		if (other->part.to == 0 && !other->counter_only && o->named[k][i] &&
		    !oracle_excepted(o, k, i))
			return false;
	}
	return true;
}

/* NONE past the ends. */
static inline int
oracle_goes_to(const struct oracle *o, const struct closing *c, int i)
{
	if (c->to == TO_NEXT_DAY || c->to == TO_NEXT_NEXT_DAY)
		return i + (c->to == TO_NEXT_DAY ? 1 : 2);
	for (int far = 1; far < 400; far++) {
		if (c->to != TO_PREVIOUS_WEEKDAY && oracle_takes(o, c, i + far))
			return i + far;
		if ((c->to == TO_PREVIOUS_WEEKDAY || c->to == TO_NEAREST_WEEKDAY) &&
		    oracle_takes(o, c, i - far))
			return i - far;
	}
	return NONE;
}

static inline void
oracle_close_for(struct oracle *o, int c)
{
	const struct closing *closing = &o->kit.closings[c];
	enum if_holiday then = closing->if_holiday;

	for (int i = 0; i < ORACLE_DAYS; i++) {
		if (!o->named[c][i])
			continue;
		bool holiday = oracle_counts(o, closing, i);

		if (!holiday || then == HOLIDAY_STAYS_CLOSED || then == HOLIDAY_CLOSES_BOTH)
			o->closed[c][i] |= !oracle_excepted(o, c, i);
		if (!holiday || (then != HOLIDAY_MOVES && then != HOLIDAY_CLOSES_BOTH))
			continue;
		int to = oracle_goes_to(o, closing, i);

		if (to >= 0 && to < ORACLE_DAYS)
			o->closed[c][to] |= !oracle_excepted(o, c, to);
	}
}

static inline uint64_t
half_hours(struct time_span s)
{
	uint64_t bits = 0;

	for (int half = 0; half < 48; half++)
		if (half * 30 >= s.from && half * 30 < s.to)
			bits |= UINT64_C(1) << half;
	return bits;
}

static inline uint64_t
oracle_part_bits(struct time_span part)
{
	return part.to == 0 ? ~UINT64_C(0) : half_hours(part);
}

/* Takes closings away, then closures, which stand above the openings. */
static inline void
oracle_paint(struct oracle *o, int i)
{
	struct kit *k = &o->kit;
	struct oracle_day *d = &o->days[i];
	const struct opening *opening = NULL;

	d->open = half_hours(k->hours[0].open);
	for (int n = 0; n < k->book.opening_count && opening == NULL; n++)
		for (int x = 0; x < k->openings[n].date_count; x++)
			if (k->openings[n].dates[x] == ORACLE_FIRST + i)
				opening = &k->openings[n];
	if (opening != NULL && opening->open.to > 0)
		d->open = half_hours(opening->open);
	uint64_t desk = d->open & half_hours(k->hours[0].counter);

	for (int c = 0; c < k->book.closing_count && opening == NULL; c++) {
		uint64_t bits = oracle_part_bits(k->closings[c].part);

		if (!o->closed[c][i])
			continue;
		desk &= ~bits;
		if (!k->closings[c].counter_only)
			d->open &= ~bits;
	}
	for (int c = 0; c < k->book.closure_count; c++) {
		const struct closure *x = &k->closures[c];
		bool ours = choice_set_is_empty(&x->rooms) ||
			    (o->room != NONE && ((x->rooms.bits[0] >> o->room & 1) ||
				(x->rooms.bits[0] >> 2 & 1) || o->room == 2));

		if (ORACLE_FIRST + i < x->days.from || ORACLE_FIRST + i > x->days.to || !ours)
			continue;
		desk &= ~oracle_part_bits(x->part);
		if (!x->counter_only)
			d->open &= ~oracle_part_bits(x->part);
	}
	d->counter = desk & d->open;
}

/* The days that follow from one that has the pattern. */
static inline void
oracle_name_run(struct oracle *o, int c, int from)
{
	int lasts = o->kit.closings[c].lasts;

	do {
		if (from < ORACLE_DAYS)
			o->named[c][from] = true;
		from++;
	} while (--lasts > 0);
}

static inline void
oracle_walk(struct oracle *o)
{
	struct book *b = &o->kit.book;

	memset(o->named, 0, sizeof o->named);
	memset(o->closed, 0, sizeof o->closed);
	for (int c = 0; c < b->closing_count; c++) {
		const struct closing *closing = &o->kit.closings[c];
		const struct rule *r = &closing->rule;

		for (int i = 0; i < ORACLE_DAYS; i++)
			if (oracle_names(o, closing, i) && plain_holds(&o->when[c], &o->days[i]) &&
			    (r->valid.use_from == DAY_NONE ||
			     ORACLE_FIRST + i >= r->valid.use_from) &&
			    (r->valid.use_to == DAY_NONE ||
			     ORACLE_FIRST + i <= r->valid.use_to))
				oracle_name_run(o, c, i + closing->later);
	}
	for (int c = 0; c < b->closing_count; c++)
		oracle_close_for(o, c);
	for (int i = 0; i < ORACLE_DAYS; i++)
		oracle_paint(o, i);
}

/* --- a book --- */

static inline void
oracle_local_day(struct oracle *o)
{
	struct local_day l = { .rule = RULE("local"), .spans = o->local_span, .span_count = 1 };
	int date = 100 * (1 + (int)oracle_random(o, 12)) + 1 + (int)oracle_random(o, 28);

	o->local_span[0] = (struct year_span){ date, date };
	KIT_ADD(&o->kit, local_days, l);
	for (int i = 0; i < ORACLE_DAYS; i++)
		if (o->days[i].month * 100 + o->days[i].day == date &&
		    o->days[i].holiday == RULE_HOLIDAY_NONE)
			o->days[i].holiday = RULE_HOLIDAY_LOCAL;
}

static inline void
oracle_openings(struct oracle *o)
{
	struct opening open = { .rule = RULE("opening"), .dates = o->opening_dates,
		.date_count = 8 };

	for (int k = 0; k < 8; k++)
		o->opening_dates[k] = ORACLE_FIRST + (day_num)oracle_random(o, ORACLE_DAYS);
	if (oracle_one_in(o, 2))
		open.open = (struct time_span){ AT(10, 0), AT(15, 0) };
	KIT_ADD(&o->kit, openings, open);
}

static inline void
oracle_closure(struct oracle *o)
{
	day_num from = ORACLE_FIRST + (day_num)oracle_random(o, ORACLE_DAYS);
	struct closure c = { .rule = RULE("closure"), .reason = NONE,
		.days = { from, from + (day_num)oracle_random(o, 20) },
		.rooms = { { oracle_random(o, 8) } }, .counter_only = oracle_one_in(o, 4) };

	if (oracle_one_in(o, 2))
		c.part = oracle_part(o);
	KIT_ADD(&o->kit, closures, c);
}

/* Another book and what the slow calendar says of each of its days. */
static inline void
oracle_make(struct oracle *o, unsigned number)
{
	struct kit *k = &o->kit;

	kit_init(k);
	arena_done(&k->arena);
	o->seed = UINT64_C(0x9E3779B97F4A7C15) * (number + 1);
	o->room = (int)oracle_random(o, 4) - 1;
	oracle_count_days(o);
	oracle_make_holidays(o);
	for (int i = 0; i < 3; i++) /* the third is the two others joined */
		k->rooms[i].units.bits[0] = i == 2 ? 3 : 1u << i;
	if (oracle_one_in(o, 2))
		oracle_local_day(o);
	if (oracle_one_in(o, 2))
		oracle_openings(o);
	for (unsigned n = oracle_random(o, 4); n > 0; n--)
		oracle_closure(o);
	for (int n = 1 + (int)oracle_random(o, ORACLE_CLOSINGS); n > 0; n--) {
		int at = k->book.closing_count;

		KIT_ADD(k, closings, oracle_closing(o, at));
	}
	oracle_walk(o);
}

#endif
