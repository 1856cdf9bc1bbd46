/*
 * rule_random.h - rule books and uses at random, for the tests that compare the
 * engine with the slow evaluator (rule_slow.h).
 */
/* SPDX-License-Identifier: MIT */
#ifndef UNIT_RULE_RANDOM_H
#define UNIT_RULE_RANDOM_H

#include "base/rand.h"
#include "rule/ask.h"
#include "rule_slow.h"
#include "rule_trial.h"

enum { PROFIT = FACT_BUILT_IN, OUTSIDE, RESIDENTS };

static inline bool
one_in(struct rand *r, int n)
{
	return rand_below(r, n) == 0;
}

static inline int
pick(struct rand *r, const int *of, int count)
{
	return of[rand_below(r, count)];
}

#define PICK(r, ...)                            \
	pick((r), (const int[]){ __VA_ARGS__ }, \
	     (int)(sizeof((const int[]){ __VA_ARGS__ }) / sizeof(int)))

/* --- random conditions --- */

static inline struct test
random_choice(struct rand *r, int fact, int choices)
{
	struct test t = trial_is(fact, rand_below(r, choices));

	if (one_in(r, 2))
		choice_set_add(&t.any, rand_below(r, choices));
	return t;
}

static inline struct test
random_test(struct rand *r, const struct book *b, bool with_band)
{
	int least = rand_below(r, 30);

	switch (rand_below(r, with_band ? 15 : 14)) {
	case 0:
		return random_choice(r, FACT_ROOM, b->room_count);
	case 1:
		return random_choice(r, FACT_SEASON, b->season_count + 1);
	case 2:
		return random_choice(r, FACT_DAY_KIND, DAY_KIND_COUNT);
	case 3:
		return random_choice(r, FACT_BANDS, b->band_count);
	case 4:
		return random_choice(r, FACT_COMPANIONS, b->room_count);
	case 5:
		return trial_between(FACT_MINUTES, least * 10, 600);
	case 6:
		return trial_between(FACT_HEADS, least, least + 20);
	case 7:
		return trial_between(FACT_DATE, 1001, one_in(r, 2) ? 331 : 1231);
	case 8:
		return trial_between(FACT_ROOMS_AT_ONCE, 2, 9);
	case 9:
		return trial_between(RESIDENTS, least, 100);
	case 10:
		return trial_between(OUTSIDE, 1, 1);
	case 11:
		return trial_between(FACT_FROM, least * 30, 1440);
	case 12:
		return random_choice(r, FACT_WEEKDAY, 7);
	case 13:
		return one_in(r, 2) ? trial_between(PROFIT, 1, 1)
				    : trial_between(FACT_NTH, 1 + least % 5, 5);
	default:
		return random_choice(r, FACT_BAND, b->band_count);
	}
}

/* One or two ways of one or two tests; `unless` now and then. */
static inline void
random_rule(struct rand *r, struct book *b, struct rule *rule, bool with_band)
{
	for (int ways = rand_below(r, 3); ways > 0; ways--) {
		struct test tests[2] = { random_test(r, b, with_band),
					 random_test(r, b, with_band) };

		trial_way(b, &rule->when, tests, 1 + rand_below(r, 2));
	}
	if (one_in(r, 5))
		trial_unless(b, rule, random_test(r, b, with_band));
	if (one_in(r, 8))
		rule->valid.use_from = date_from_iso("2026-06-01") + rand_below(r, 300);
	if (one_in(r, 8))
		rule->valid.use_to = date_from_iso("2026-10-01") + rand_below(r, 300);
}

/* --- random books --- */

static inline void
random_bands(struct rand *r, struct book *b)
{
	int simple = 2 + rand_below(r, 4), from = 540;

	for (int i = 0; i < simple; i++) {
		int to = from + PICK(r, 120, 180, 210);

		trial_band(b, "band", from, to);
		from = to + PICK(r, 0, 30, 60);
	}
	for (int i = 0; i + 1 < simple; i++) {
		if (!one_in(r, 2))
			continue;
		int pair = trial_band(b, "pair", b->bands[i].from, b->bands[i + 1].to);

		trial_covers(b, pair, i);
		trial_covers(b, pair, i + 1);
	}
	if (one_in(r, 3))
		return;
	int whole = trial_band(b, "whole", 540, b->bands[simple - 1].to);

	for (int i = 0; i < simple; i++)
		trial_covers(b, whole, i);
}

static inline struct per_unit
random_unit(struct rand *r)
{
	return (struct per_unit){
		.per = (enum price_per)PICK(r, PER_USE, PER_BAND, PER_BAND, PER_MINUTES, PER_DAY,
					    PER_MONTH, PER_HEAD, PER_MINUTES, PER_PIECE),
		.each = PICK(r, 0, 0, 0, 2, 3, 10),
		.minutes = PICK(r, 30, 60, 180, 50),
		.part = (enum part_unit)rand_below(r, 3),
		.part_from = 20,
	};
}

/* Only what goes beyond, or no more than so many. */
static inline void
random_bounds(struct rand *r, struct per_unit *u)
{
	if (one_in(r, 3))
		u->beyond = PICK(r, 1, 2, 60, 100);
	if (one_in(r, 3))
		u->up_to = u->beyond + PICK(r, 1, 3, 120, 240);
}

static inline int
choices_of(const struct book *b, int fact)
{
	switch (fact) {
	case FACT_ROOM:
		return b->room_count;
	case FACT_BAND:
		return b->band_count;
	case FACT_CLASS:
		return b->class_count;
	case FACT_SEASON:
		return b->season_count + 1;
	case FACT_EXTRA:
		return b->extra_count;
	default:
		return DAY_KIND_COUNT;
	}
}

static inline struct price_table *
random_table(struct rand *r, struct book *b, int rows_by, int columns_by)
{
	struct trial_table is = { "table", rows_by, choices_of(b, rows_by), columns_by, 1 };
	int64_t cells[SLOW_MOST * 8];

	if (columns_by != NONE)
		is.columns = choices_of(b, columns_by);
	for (int i = 0; i < is.rows * is.columns; i++)
		cells[i] = one_in(r, 40) ? NOT_SOLD : rand_below(r, 400) * PICK(r, 1, 5, 10);
	struct price_table *t = trial_prices(b, is, cells);

	t->unit = random_unit(r);
	if (one_in(r, 5))
		t->least = PICK(r, 60, 120, 200);
	if (one_in(r, 4))
		t->times = (enum price_times)rand_below(r, 3);
	t->combine = (enum combine_bands)rand_below(r, 3);
	t->has_rounding = one_in(r, 4);
	t->rounding = (struct rounding){
		.rule = trial_rule(RULE_ROUNDING, "", ""),
		.by = (enum round_by)rand_below(r, 4),
		.how = (enum round_how)rand_below(r, 3),
		.to = PICK(r, 1, 10, 100),
		.after_tax = one_in(r, 2),
	};
	return t;
}

/* One table, or two that share the uses by a fact, or now and then two at once. */
static inline void
random_prices(struct rand *r, struct book *b)
{
	int by = PICK(r, FACT_BAND, FACT_BAND, FACT_BAND, FACT_CLASS, FACT_SEASON, FACT_DAY_KIND,
		      NONE);
	bool turned = by == FACT_BAND && one_in(r, 4);
	struct price_table *t =
		random_table(r, b, turned ? by : FACT_ROOM, turned ? FACT_ROOM : by);

	if (one_in(r, 2))
		return;
	trial_when(b, &t->rule, trial_between(OUTSIDE, 0, 0));
	t = random_table(r, b, FACT_ROOM, one_in(r, 6) ? NONE : by);
	if (!one_in(r, 10))
		trial_unless(b, &t->rule, trial_between(OUTSIDE, 0, 0));
	if (one_in(r, 10))
		trial_when(b, &t->rule, trial_is(FACT_BAND, 0));
}

static inline void
random_extras(struct rand *r, struct book *b)
{
	for (int count = rand_below(r, 4); count > 0; count--) {
		struct extra *x = trial_extra(b, "extra", rand_below(r, 900), PER_USE);
		struct extra_units *units = arena_alloc(&b->arena, 2 * sizeof *units);

		x->unit = random_unit(r);
		if (one_in(r, 3))
			x->unit.per = PER_PIECE;
		random_bounds(r, &x->unit);
		x->always = one_in(r, 3);
		if (x->always)
			random_rule(r, b, &x->rule, false);
		if (one_in(r, 4))
			choice_set_add(&x->with_rooms, rand_below(r, b->room_count));
		for (x->unit_count = rand_below(r, 3); x->unit_count > 2;)
			x->unit_count--;
		for (int i = 0; i < x->unit_count; i++)
			units[i] = (struct extra_units){ rand_below(r, b->band_count),
							 1 + rand_below(r, 3) };
		x->units = units;
		if (one_in(r, 4))
			x->price = NOT_SOLD;
	}
	if (b->extra_count > 0)
		random_table(r, b, FACT_EXTRA, PICK(r, NONE, NONE, FACT_CLASS, FACT_BAND))->list =
			"extra";
}

static inline void
random_effect(struct rand *r, struct adjust_rule *rule)
{
	rule->share = one_in(r, 3) ? (struct share){ 1 + rand_below(r, 9), PICK(r, 2, 3, 7) }
				   : (struct share){ 10 * (1 + rand_below(r, 25)), 100 };
	rule->yen = PICK(r, 0, 50, 300, 1234);
	rule->effect = (enum adjust_effect)PICK(r, EFFECT_RATE, EFFECT_RATE, EFFECT_ADD, EFFECT_ADD,
						EFFECT_OFF, EFFECT_OFF, EFFECT_YEN, EFFECT_YEN_OFF,
						EFFECT_BECOMES, EFFECT_AT_MOST, EFFECT_AT_MOST,
						EFFECT_AT_LEAST);
	rule->unit = random_unit(r);
	random_bounds(r, &rule->unit);
	if (rule->effect < EFFECT_YEN && one_in(r, 6)) {
		rule->of = FACT_ADMISSION;
		rule->unit.beyond = rule->unit.up_to = 0;
	}
}

static inline void
random_group(struct rand *r, struct book *b)
{
	int number = b->adjust_count;
	struct adjust_group *g = trial_group(b, "group", (enum adjust_combine)rand_below(r, 4));

	g->on = PICK(r, ON_SO_FAR, ON_SO_FAR, ON_BASE,
		     number > 0 ? rand_below(r, number) : ON_BASE);
	g->of_room = !one_in(r, 5);
	g->of_extras = one_in(r, 2);
	g->together = g->of_extras && one_in(r, 3);
	g->has_rounding = one_in(r, 4);
	g->rounding = (struct rounding){
		.rule = trial_rule(RULE_ROUNDING, "", ""),
		.by = (enum round_by)rand_below(r, 4),
		.how = (enum round_how)rand_below(r, 3),
		.to = PICK(r, 1, 10, 100),
	};
	if (one_in(r, 4))
		random_rule(r, b, &g->rule, false);
	for (int count = 1 + rand_below(r, 4); count > 0; count--) {
		struct adjust_rule *rule =
			trial_adjust(g, "rule", EFFECT_RATE, (struct share){ 1, 1 });

		random_effect(r, rule);
		bool by_band = b->prices[0].columns_by == FACT_BAND;

		random_rule(r, b, &rule->rule, by_band && one_in(r, 3));
		if (by_band && one_in(r, 6)) {
			trial_when(b, &rule->rule, random_choice(r, FACT_BAND, b->band_count));
			rule->unit.per = PER_MINUTES;
		}
		if (g->rule_count > 1 && one_in(r, 4))
			rule->instead_of = UINT64_C(1) << rand_below(r, g->rule_count - 1);
		if (b->extra_count > 0 && one_in(r, 5))
			choice_set_add(&rule->extras, rand_below(r, b->extra_count));
	}
}

static inline void
random_end(struct rand *r, struct book *b)
{
	b->rounding.by = (enum round_by)rand_below(r, 4);
	b->rounding.how = (enum round_how)rand_below(r, 3);
	b->rounding.to = PICK(r, 1, 10, 50, 100);
	b->rounding.after_tax = one_in(r, 2);
	b->has_tax = one_in(r, 2);
	b->tax.included = one_in(r, 2);
	b->tax.rate = (struct share){ 10, 100 };
}

static inline struct book *
random_book(struct rand *r)
{
	struct book *b = trial_book();

	for (int rooms = 1 + rand_below(r, 3); rooms > 0; rooms--)
		trial_room(b, "room", PICK(r, 10, 33, 45));
	random_bands(r, b);
	if (one_in(r, 2))
		trial_season(b, "summer", 601, 930);
	if (one_in(r, 2))
		trial_season(b, "winter", 1115, 315);
	trial_fact(b, "profit", FACT_YES);
	trial_fact(b, "outside", FACT_YES);
	trial_fact(b, "residents", FACT_PERCENT);
	for (int classes = rand_below(r, 3); classes > 0; classes--)
		random_rule(r, b, &b->classes[trial_class(b, "class")].rule, false);
	trial_class(b, "other");
	if (one_in(r, 3))
		trial_when(b, &b->slots[trial_slot(b, "times", 30)].rule, trial_is(FACT_ROOM, 0));
	trial_slot(b, "bands", 0);
	random_prices(r, b);
	random_extras(r, b);
	for (int groups = rand_below(r, 5); groups > 0; groups--)
		random_group(r, b);
	random_end(r, b);
	trial_ready(b);
	return b;
}

/* --- random uses --- */

static inline void
say(struct slow_use *u, int fact, int64_t value)
{
	u->knows[fact] = true;
	u->is[fact] = value;
}

static inline void
random_times(struct rand *r, const struct book *b, struct slow_use *u)
{
	bool by_times = b->slots[0].grid > 0 && u->is[FACT_ROOM] == 0;

	if (by_times || one_in(r, 5)) {
		int from = 540 + 30 * rand_below(r, 12);

		say(u, FACT_FROM, from);
		say(u, FACT_TO, from + PICK(r, 30, 60, 95, 150, 240));
	}
	for (int count = 1 + rand_below(r, 3); !by_times && !u->knows[FACT_FROM] && count > 0;
	     count--)
		u->bands[rand_below(r, b->band_count)] = true;
}

static inline struct slow_use
random_use(struct rand *r, const struct book *b)
{
	struct slow_use u = { .day = date_from_iso("2026-04-01") + rand_below(r, 365) };

	u.holiday = one_in(r, 5) ? u.day : u.day + 1;
	say(&u, FACT_ROOM, rand_below(r, b->room_count));
	random_times(r, b, &u);
	say(&u, PROFIT, rand_below(r, 2));
	say(&u, OUTSIDE, rand_below(r, 2));
	if (!one_in(r, 40))
		say(&u, RESIDENTS, rand_below(r, 101));
	if (!one_in(r, 40))
		say(&u, FACT_HEADS, rand_below(r, 60));
	say(&u, FACT_ADMISSION, PICK(r, 0, 500, 3333));
	if (one_in(r, 6))
		say(&u, FACT_DAYS, 1 + rand_below(r, 7));
	if (one_in(r, 6))
		say(&u, FACT_MONTHS, 1 + rand_below(r, 12));
	if (one_in(r, 4))
		say(&u, FACT_CLASS, rand_below(r, b->class_count));
	for (int i = 0; i < b->room_count; i++)
		u.companions[i] = i != u.is[FACT_ROOM] && one_in(r, 5);
	for (int i = 0; i < b->extra_count; i++) {
		u.extras[i] = one_in(r, 3);
		u.pieces[i] = u.extras[i] ? 1 + rand_below(r, 5) : 1;
	}
	return u;
}

static inline void
tell(struct facts *f, const struct slow_use *u)
{
	f->day = u->day;
	for (int i = 0; i < f->book->fact_count; i++)
		if (u->knows[i])
			facts_set_number(f, i, u->is[i]);
	for (int i = 0; i < SLOW_MOST; i++) {
		if (u->bands[i])
			facts_set_number(f, FACT_BANDS, i);
		if (u->companions[i])
			facts_set_number(f, FACT_COMPANIONS, i);
		if (!u->extras[i])
			continue;
		facts_set_number(f, FACT_EXTRAS, i);
		f->extra_pieces[i] = u->pieces[i];
	}
}

/* --- the lines --- */

static inline void
lines_add_up(const struct answer *a)
{
	struct slow_sum sum = { 0, 1 };

	for (int i = 0; i < a->count; i++)
		if (a->lines[i].has_yen && a->lines[i].kind != LINE_TOTAL)
			sum = slow_add(sum, slow_make(a->lines[i].num, a->lines[i].den));
	assert_true(sum.d == 1 && sum.n == a->yen);
}

#endif
