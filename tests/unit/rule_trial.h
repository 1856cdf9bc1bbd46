/*
 * rule_trial.h - small rule books made in C, for tests of the engine that are not
 * about the file. Each trial_* adds an entry and returns its position; texts are
 * borrowed. trial_ready() at the end gives every fact its choices.
 */
/* SPDX-License-Identifier: MIT */
#ifndef UNIT_RULE_TRIAL_H
#define UNIT_RULE_TRIAL_H

#include <stdlib.h>
#include <string.h>

#include "base/macros.h"
#include "base/mem.h"
#include "rule/book.h"
#include "rule/facts.h"

#define TRIAL_MOST 256 /* entries of a section */

static inline struct rule
trial_rule(enum rule_section section, const char *code, const char *by_law)
{
	return (struct rule){
		.section = section, .code = code, .name = code, .by_law = by_law, .note = "",
		.valid = { DAY_NONE, DAY_NONE, DAY_NONE, DAY_NONE },
	};
}

#define TRIAL_ROOM_FOR(book, section) \
	((book)->section = arena_alloc(&(book)->arena, TRIAL_MOST * sizeof *(book)->section))

static inline struct book *
trial_book(void)
{
	static const struct fact_def built_in[FACT_BUILT_IN] = {
		[FACT_ROOM] = { "room", "room", FACT_CHOICE, 0, NULL, false, 0 },
		[FACT_CLASS] = { "class", "class", FACT_CHOICE, 0, NULL, false, 0 },
		[FACT_SEASON] = { "season", "season", FACT_CHOICE, 0, NULL, false, 0 },
		[FACT_DAY_KIND] = { "day_kind", "kind of day", FACT_CHOICE, 0, NULL, false, 0 },
		[FACT_WEEKDAY] = { "weekday", "weekday", FACT_CHOICE, 0, NULL, false, 0 },
		[FACT_HOLIDAY_KIND] = { "holiday_kind", "holiday", FACT_CHOICE, 0, NULL, false, 0 },
		[FACT_USE] = { "use", "use", FACT_CHOICE, 0, NULL, false, 0 },
		[FACT_REASON] = { "reason", "reason", FACT_CHOICE, 0, NULL, false, 0 },
		[FACT_SLOT] = { "slot", "slot set", FACT_CHOICE, 0, NULL, false, 0 },
		[FACT_WAY] = { "way", "way of applying", FACT_CHOICE, 0, NULL, false, 0 },
		[FACT_BANDS] = { "bands", "bands", FACT_SET, 0, NULL, false, 0 },
		[FACT_EXTRAS] = { "extras", "equipment", FACT_SET, 0, NULL, false, 0 },
		[FACT_COMPANIONS] = { "companions", "other rooms", FACT_SET, 0, NULL, false, 0 },
		[FACT_BAND] = { "band", "band", FACT_CHOICE, 0, NULL, false, 0 },
		[FACT_EXTRA] = { "extra", "equipment", FACT_CHOICE, 0, NULL, false, 0 },
		[FACT_HEADS] = { "heads", "people", FACT_NUMBER, 0, NULL, false, 0 },
		[FACT_MINUTES] = { "minutes", "length", FACT_NUMBER, 0, NULL, false, 0 },
		[FACT_FROM] = { "from", "beginning", FACT_TIME, 0, NULL, false, 0 },
		[FACT_TO] = { "to", "end", FACT_TIME, 0, NULL, false, 0 },
		[FACT_MONTH] = { "month", "month", FACT_NUMBER, 0, NULL, false, 0 },
		[FACT_NTH] = { "nth", "nth", FACT_NUMBER, 0, NULL, false, 0 },
		[FACT_DATE] = { "date", "date", FACT_MONTH_DAY, 0, NULL, false, 0 },
		[FACT_APPLY_DATE] = { "apply_date", "applied", FACT_MONTH_DAY, 0, NULL, false, 0 },
		[FACT_AHEAD] = { "ahead", "days ahead", FACT_NUMBER, 0, NULL, false, 0 },
		[FACT_RUN_DAY] = { "run_day", "day of a run", FACT_NUMBER, 0, NULL, false, 0 },
		[FACT_DAYS] = { "days", "days", FACT_NUMBER, 0, NULL, false, 0 },
		[FACT_MONTHS] = { "months", "months", FACT_NUMBER, 0, NULL, false, 0 },
		[FACT_ROOMS_AT_ONCE] = { "rooms_at_once", "rooms", FACT_NUMBER, 0, NULL, false, 0 },
		[FACT_SHARE] = { "share", "share", FACT_PERCENT, 0, NULL, false, 0 },
		[FACT_ADMISSION] = { "admission", "entrance fee", FACT_YEN, 0, NULL, false, 0 },
	};
	struct book *b = mem_alloc(sizeof *b);

	b->file = "trial";
	TRIAL_ROOM_FOR(b, facts);
	memcpy(b->facts, built_in, sizeof built_in);
	b->fact_count = FACT_BUILT_IN;
	TRIAL_ROOM_FOR(b, seasons);
	TRIAL_ROOM_FOR(b, rooms);
	TRIAL_ROOM_FOR(b, bands);
	TRIAL_ROOM_FOR(b, slots);
	TRIAL_ROOM_FOR(b, local_days);
	TRIAL_ROOM_FOR(b, classes);
	TRIAL_ROOM_FOR(b, prices);
	TRIAL_ROOM_FOR(b, adjust);
	TRIAL_ROOM_FOR(b, extras);
	TRIAL_ROOM_FOR(b, extensions);
	b->rounding.rule = trial_rule(RULE_ROUNDING, "", "");
	b->rounding.by = ROUND_NONE;
	b->rounding.to = 1;
	b->tax.rule = trial_rule(RULE_TAX, "", "");
	return b;
}

static inline int
trial_fact(struct book *b, const char *code, enum fact_kind kind)
{
	b->facts[b->fact_count] = (struct fact_def){ .code = code, .name = code, .kind = kind };
	return b->fact_count++;
}

static inline int
trial_room(struct book *b, const char *code, int share)
{
	b->rooms[b->room_count] = (struct room){
		.rule = trial_rule(RULE_ROOMS, code, ""), .share = share, .group = "",
	};
	return b->room_count++;
}

static inline int
trial_band(struct book *b, const char *code, int from, int to)
{
	b->bands[b->band_count] = (struct band){
		.rule = trial_rule(RULE_BANDS, code, ""), .from = from, .to = to,
	};
	return b->band_count++;
}

static inline void
trial_covers(struct book *b, int band, int covered)
{
	choice_set_add(&b->bands[band].covers, covered);
}

static inline int
trial_class(struct book *b, const char *code)
{
	b->classes[b->class_count].rule = trial_rule(RULE_CLASSES, code, "");
	return b->class_count++;
}

static inline int
trial_season(struct book *b, const char *code, int from, int to)
{
	struct year_span *span = arena_alloc(&b->arena, sizeof *span);

	*span = (struct year_span){ from, to };
	b->seasons[b->season_count] = (struct season){
		.rule = trial_rule(RULE_SEASONS, code, ""), .span_count = 1, .spans = span,
	};
	return b->season_count++;
}

enum { MORNING, AFTERNOON, NIGHT, DAYTIME, WHOLE };

/* 9-12, 13-17, 18-21:30, the first two together and all three; a summer and a winter. */
static inline void
trial_day_of_bands(struct book *b)
{
	trial_band(b, "morning", 540, 720);
	trial_band(b, "afternoon", 780, 1020);
	trial_band(b, "night", 1080, 1290);
	int daytime = trial_band(b, "daytime", 540, 1020);
	int whole = trial_band(b, "whole", 540, 1290);

	trial_covers(b, daytime, MORNING);
	trial_covers(b, daytime, AFTERNOON);
	trial_covers(b, whole, DAYTIME);
	trial_covers(b, whole, NIGHT);
	trial_season(b, "summer", 601, 930);
	trial_season(b, "winter", 1115, 315);
}

/* Of all bands there are by now; none: by minutes. */
static inline int
trial_slot(struct book *b, const char *code, int grid)
{
	struct slot_set *s = &b->slots[b->slot_count];
	int *bands = arena_alloc(&b->arena, (size_t)(b->band_count + 1) * sizeof *bands);

	*s = (struct slot_set){ .rule = trial_rule(RULE_SLOTS, code, ""), .grid = grid,
				.bands = bands };
	for (int i = 0; i < b->band_count && grid == 0; i++) {
		bands[s->band_count++] = i;
		choice_set_add(&s->band_set, i);
	}
	return b->slot_count++;
}

static inline struct choice *
trial_choices(struct book *b, int fact, int count)
{
	struct choice *c = arena_alloc(&b->arena, (size_t)(count + 1) * sizeof *c);

	b->facts[fact].choices = c;
	b->facts[fact].choice_count = count;
	return c;
}

#define TRIAL_CHOICES(b, fact, entries, count)                                    \
	do {                                                                      \
		struct choice *c_ = trial_choices((b), (fact), (count));          \
		for (int i_ = 0; i_ < (count); i_++)                              \
			c_[i_] = (struct choice){ (entries)[i_].rule.code,        \
						  (entries)[i_].rule.name };      \
	} while (0)

static inline void
trial_fixed(struct book *b, int fact, const char *const *codes, int count)
{
	struct choice *c = trial_choices(b, fact, count);

	for (int i = 0; i < count; i++)
		c[i] = (struct choice){ codes[i], codes[i] };
}

static inline void
trial_ready(struct book *b)
{
	static const char *const kinds[] = { "weekday", "saturday", "sunday", "holiday" };
	static const char *const days[] = { "sun", "mon", "tue", "wed", "thu", "fri", "sat" };
	static const char *const holidays[] = { "none", "named", "substitute", "between", "local" };

	TRIAL_CHOICES(b, FACT_ROOM, b->rooms, b->room_count);
	TRIAL_CHOICES(b, FACT_COMPANIONS, b->rooms, b->room_count);
	TRIAL_CHOICES(b, FACT_CLASS, b->classes, b->class_count);
	TRIAL_CHOICES(b, FACT_SLOT, b->slots, b->slot_count);
	TRIAL_CHOICES(b, FACT_BANDS, b->bands, b->band_count);
	TRIAL_CHOICES(b, FACT_BAND, b->bands, b->band_count);
	TRIAL_CHOICES(b, FACT_EXTRAS, b->extras, b->extra_count);
	TRIAL_CHOICES(b, FACT_EXTRA, b->extras, b->extra_count);
	trial_fixed(b, FACT_DAY_KIND, kinds, 4);
	trial_fixed(b, FACT_WEEKDAY, days, 7);
	trial_fixed(b, FACT_HOLIDAY_KIND, holidays, 5);
	struct choice *seasons = trial_choices(b, FACT_SEASON, b->season_count + 1);

	seasons[0] = (struct choice){ "none", "none" };
	for (int i = 0; i < b->season_count; i++) {
		const char *code = b->seasons[i].rule.code;

		seasons[i + 1] = (struct choice){ code, code };
	}
}

/* --- prices --- */

struct trial_table {
	const char *code;
	int rows_by, rows;
	int columns_by, columns; /* NONE, 1: one column */
};

/* Row and column n are the choice n of their facts. */
static inline struct price_table *
trial_prices(struct book *b, struct trial_table is, const int64_t *cells)
{
	struct price_table *t = &b->prices[b->price_count++];
	size_t rows = (size_t)is.rows, columns = (size_t)is.columns;
	struct choice_set *sets = arena_alloc(&b->arena, rows * sizeof *sets);
	int *choices = arena_alloc(&b->arena, columns * sizeof *choices);
	int *lines = arena_alloc(&b->arena, rows * sizeof *lines);
	const char **codes = arena_alloc(&b->arena, rows * sizeof *codes);
	int64_t *own = arena_alloc(&b->arena, rows * columns * sizeof *own);

	memcpy(own, cells, rows * columns * sizeof *own);
	for (int i = 0; i < is.rows; i++) {
		choice_set_add(&sets[i], i);
		codes[i] = "row";
		lines[i] = b->price_count * 10 + i;
	}
	for (int i = 0; i < is.columns; i++)
		choices[i] = i;
	*t = (struct price_table){
		.rule = trial_rule(RULE_PRICES, is.code, ""), .list = "room",
		.rows_by = is.rows_by, .row_count = is.rows, .columns_by = is.columns_by,
		.column_count = is.columns, .rows = sets, .columns = choices,
		.row_codes = codes, .cells = own, .lines = lines, .unit = { .per = PER_BAND },
	};
	return t;
}

static inline struct adjust_group *
trial_group(struct book *b, const char *code, enum adjust_combine combine)
{
	struct adjust_group *g = &b->adjust[b->adjust_count++];

	*g = (struct adjust_group){
		.rule = trial_rule(RULE_ADJUST, code, ""), .combine = combine, .on = ON_SO_FAR,
		.of_room = true, .rules = arena_alloc(&b->arena, 64 * sizeof *g->rules),
	};
	return g;
}

static inline struct adjust_rule *
trial_adjust(struct adjust_group *g, const char *code, enum adjust_effect effect,
	struct share share)
{
	struct adjust_rule *r = (struct adjust_rule *)(uintptr_t)&g->rules[g->rule_count++];

	*r = (struct adjust_rule){
		.rule = trial_rule(RULE_ADJUST, code, ""), .effect = effect, .share = share,
		.yen = share.num, .of = NONE, .within = NONE,
	};
	return r;
}

static inline struct extra *
trial_extra(struct book *b, const char *code, int64_t price, enum price_per per)
{
	struct extra *x = &b->extras[b->extra_count++];

	*x = (struct extra){
		.rule = trial_rule(RULE_EXTRAS, code, ""), .price = price, .unit = { .per = per },
	};
	return x;
}

/* --- conditions --- */

static inline struct test
trial_is(int fact, int choice)
{
	struct test t = { .fact = fact };

	choice_set_add(&t.any, choice);
	return t;
}

static inline struct test
trial_between(int fact, int64_t least, int64_t most)
{
	return (struct test){ .fact = fact, .least = least, .most = most };
}

/* One more way for `c` to hold: all of these tests. */
static inline void
trial_way(struct book *b, struct condition *c, const struct test *tests, int count)
{
	struct test_all *ways = arena_alloc(&b->arena, (size_t)(c->count + 1) * sizeof *ways);
	struct test *own = arena_alloc(&b->arena, (size_t)count * sizeof *own);

	for (int i = 0; i < c->count; i++)
		ways[i] = c->ways[i];
	memcpy(own, tests, (size_t)count * sizeof *own);
	ways[c->count] = (struct test_all){ count, own };
	c->ways = ways;
	c->count++;
}

static inline void
trial_when(struct book *b, struct rule *r, struct test t)
{
	trial_way(b, &r->when, &t, 1);
}

static inline void
trial_unless(struct book *b, struct rule *r, struct test t)
{
	r->has_unless = true;
	trial_way(b, &r->unless, &t, 1);
}

#endif
