/*
 * test_rule_calendar_slow.c - a thousand random books, sixteen years each, day by
 * day against a calendar that walks forwards and paints half hours.
 */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "rule_oracle.h"

#define BOOKS 1000

static uint64_t
painted(const struct day_hours *d)
{
	uint64_t bits = 0;

	for (int i = 0; i < d->span_count; i++)
		bits |= half_hours(d->spans[i]);
	return bits;
}

/* The counter is told from its first minute to its last. */
static bool
counter_agrees(const struct day_hours *d, uint64_t want)
{
	if (want == 0)
		return !d->counter_open;
	return d->counter_open && d->counter.from == __builtin_ctzll(want) * 30 &&
	       d->counter.to == (64 - __builtin_clzll(want)) * 30;
}

static void
compare(const struct oracle *o, unsigned number, const struct day_hours *d, int i)
{
	const struct oracle_day *want = &o->days[i];

	if (painted(d) == want->open && d->open == (want->open != 0) &&
	    d->kind == plain_kind(want) && d->holiday == want->holiday &&
	    counter_agrees(d, want->counter))
		return;
	fail_msg("book %u, room %d, %d-%02d-%02d: open %llx, counter %d-%d; slowly %llx, %llx",
		number, o->room, want->year, want->month, want->day,
		(unsigned long long)painted(d), d->counter.from, d->counter.to,
		(unsigned long long)want->open, (unsigned long long)want->counter);
}

TEST(a_thousand_books_agree_with_a_day_by_day_walk)
{
	struct oracle *o = malloc(sizeof *o);
	struct day_hours *days = malloc(ORACLE_DAYS * sizeof *days);
	const struct day_span all = { ORACLE_FIRST + ORACLE_EDGE,
		ORACLE_FIRST + ORACLE_DAYS - ORACLE_EDGE - 1 };
	long closed = 0;

	for (unsigned number = 0; number < BOOKS; number++) {
		oracle_make(o, number);
		calendar_range(&o->kit.book, &o->kit.around, o->room, all, days);
		for (int i = ORACLE_EDGE; i < ORACLE_DAYS - ORACLE_EDGE; i++) {
			compare(o, number, &days[i - ORACLE_EDGE], i);
			closed += !days[i - ORACLE_EDGE].open;
		}
	}
	/* The books do close something, and not everything. */
	assert_true(closed > BOOKS * 100 && closed < BOOKS * 4000);
	free(days);
	free(o);
}

TEST(the_slow_calendar_knows_what_day_it_is)
{
	struct oracle *o = malloc(sizeof *o);

	oracle_count_days(o);
	for (int i = 0; i < ORACLE_DAYS; i++) {
		struct ymd d = date_to_ymd(ORACLE_FIRST + i);

		assert_int_equal(d.year * 10000 + d.month * 100 + d.day,
			o->days[i].year * 10000 + o->days[i].month * 100 + o->days[i].day);
		assert_int_equal(date_weekday(ORACLE_FIRST + i), o->days[i].weekday);
	}
	free(o);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_slow_calendar_knows_what_day_it_is),
		cmocka_unit_test(a_thousand_books_agree_with_a_day_by_day_walk),
	};
	return cmocka_run_group_tests_name("rule_calendar_slow", tests, NULL, NULL);
}
