/*
 * rule_kit.h - a small rule book made in C, for tests that ask about days: rules
 * are added one by one, holidays are those that come with the program.
 */
/* SPDX-License-Identifier: MIT */
#ifndef TEST_RULE_KIT_H
#define TEST_RULE_KIT_H

#include "test.h"

#include <stdlib.h>
#include <string.h>

#include "base/macros.h"
#include "embed.h"
#include "rule/ask.h"
#include "rule/holiday_read.h"

#define KIT_MANY 16

struct kit {
	struct book book;
	struct surroundings around;
	struct fact_def facts[FACT_BUILT_IN];
	struct choice choices[KIT_MANY];
	struct hours hours[KIT_MANY];
	struct closing closings[KIT_MANY];
	struct opening openings[KIT_MANY];
	struct local_day local_days[KIT_MANY];
	struct closure closures[KIT_MANY], around_closures[KIT_MANY];
	struct room rooms[KIT_MANY];
	struct storm storms[KIT_MANY];
	struct window windows[KIT_MANY];
	struct deadline deadlines[KIT_MANY];
	struct arena arena;
};

#define ALWAYS_VALID { DAY_NONE, DAY_NONE, DAY_NONE, DAY_NONE }
/* A rule without conditions. */
#define RULE(text) \
	{ .code = (text), .name = (text), .by_law = "", .note = "", .valid = ALWAYS_VALID }
#define ON(iso) date_from_iso(iso)
#define AT(hour, minute) ((hour) * 60 + (minute))
#define KINDS(kind) (1u << (kind))

/* One test of one fact, as a condition. */
static inline struct condition
kit_test(struct kit *k, struct test test)
{
	struct test *t = arena_alloc(&k->arena, sizeof *t);
	struct test_all *all = arena_alloc(&k->arena, sizeof *all);

	*t = test;
	*all = (struct test_all){ 1, t };
	return (struct condition){ 1, all };
}

static inline struct condition
kit_is(struct kit *k, int fact, unsigned choices)
{
	return kit_test(k, (struct test){ .fact = fact, .any = { { choices } } });
}

static inline enum fact_kind
kit_kind(int fact)
{
	if (fact <= FACT_WAY || fact == FACT_BAND || fact == FACT_EXTRA)
		return FACT_CHOICE;
	if (fact <= FACT_COMPANIONS)
		return FACT_SET;
	if (fact == FACT_FROM || fact == FACT_TO)
		return FACT_TIME;
	return fact == FACT_DATE || fact == FACT_APPLY_DATE ? FACT_MONTH_DAY : FACT_NUMBER;
}

/* Open 9:00 to 21:00, every day; two rooms and the two joined. */
static inline void
kit_init(struct kit *k)
{
	static const struct choice ways[] = {
		{ "counter", "at the counter" }, { "phone", "by telephone" },
		{ "web", "on the web" }, { "mail", "by post" }, { "fax", "by fax" },
	};
	struct faults f = FAULTS_INIT("holidays.yaml");
	struct book *b = &k->book;

	memset(k, 0, sizeof *k);
	for (int i = 0; i < FACT_BUILT_IN; i++)
		k->facts[i] = (struct fact_def){ .code = "fact", .name = "fact",
						 .kind = kit_kind(i), .choice_count = KIT_MANY,
						 .choices = k->choices };
	k->facts[FACT_CLASS].code = "class";
	k->facts[FACT_WAY].choices = ways;
	k->facts[FACT_WAY].choice_count = BY_WAY_COUNT;
	for (int i = 0; i < KIT_MANY; i++)
		k->choices[i] = (struct choice){ "choice", "choice" };
	*b = (struct book){ .fact_count = FACT_BUILT_IN, .facts = k->facts, .hours = k->hours,
		.closings = k->closings, .openings = k->openings, .local_days = k->local_days,
		.closures = k->closures, .rooms = k->rooms, .storms = k->storms,
		.windows = k->windows, .deadlines = k->deadlines };
	for (int i = 0; i < 3; i++)
		k->rooms[i] = (struct room){ .rule = RULE("room"), .group = "",
			.units = { { (uint64_t)i + 1 } } };
	b->room_count = 3;
	k->hours[0] = (struct hours){ .rule = RULE("hours"), .open = { AT(9, 0), AT(21, 0) },
				      .counter = { AT(9, 0), AT(17, 0) } };
	b->hours_count = 1;
	k->around.holidays = holidays_read(&k->arena, embed_holidays, embed_holidays_len,
		&k->around.holiday_count, &f);
	assert_non_null(k->around.holidays);
	k->around.closures = k->around_closures;
}

#define KIT_ADD(k, section, ...) \
	((k)->section[(k)->book.KIT_COUNT_##section++] = (__VA_ARGS__))
#define KIT_COUNT_hours hours_count
#define KIT_COUNT_closings closing_count
#define KIT_COUNT_openings opening_count
#define KIT_COUNT_local_days local_day_count
#define KIT_COUNT_closures closure_count
#define KIT_COUNT_storms storm_count
#define KIT_COUNT_windows window_count
#define KIT_COUNT_deadlines deadline_count

/* No limit by itself: MOMENT(.unit = MOMENT_DAYS, .amount = 3). */
#define MOMENT(...) (struct moment){ .at = NONE, __VA_ARGS__ }

/* The house is closed on these days. */
static inline void
kit_close(struct kit *k, const char *from, const char *to)
{
	KIT_ADD(k, closures, (struct closure){ .rule = RULE("closed"), .days = { ON(from), ON(to) },
		.reason = NONE });
}

static inline int
kit_set_up(void **state)
{
	struct kit *k = malloc(sizeof *k);

	kit_init(k);
	*state = k;
	return 0;
}

static inline int
kit_tear_down(void **state)
{
	struct kit *k = *state;

	arena_done(&k->arena);
	free(k);
	return 0;
}

#define IN_KIT(test) cmocka_unit_test_setup_teardown(test, kit_set_up, kit_tear_down)

#endif
