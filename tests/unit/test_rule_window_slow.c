/*
 * test_rule_window_slow.c - windows and deadlines of a thousand random books,
 * against someone who walks along the calendar a day at a time and counts.
 */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "rule_oracle.h"

#define BOOKS 1000
#define DAYS_OF_A_BOOK 12
#define FIRST_ASKED 900 /* far enough from the ends for two years of months and closings */
#define LAST_ASKED (ORACLE_DAYS - 900)
#define IDLE 300 /* days without one that counts: further on nothing is compared */

static bool
is_workday(const struct oracle *o, int i)
{
	return plain_kind(&o->days[i]) == DAY_WEEKDAY;
}

/* --- reckoned by walking --- */

static bool
counts(const struct oracle *o, enum moment_unit unit, int i)
{
	switch (unit) {
	case MOMENT_OPEN_DAYS:
		return o->days[i].open != 0;
	case MOMENT_COUNTER_DAYS:
		return o->days[i].counter != 0;
	case MOMENT_WORKING_DAYS:
		return is_workday(o, i);
	case MOMENT_NONE:
	case MOMENT_DAYS:
	case MOMENT_WEEKS:
	case MOMENT_MONTHS:
	case MOMENT_MONTH_DAY:
	case MOMENT_MONTH_NTH:
	case MOMENT_BLOCK:
	case MOMENT_WEEK_DAY:
		break;
	}
	return true;
}

static bool
is_known(int at)
{
	return at >= ORACLE_EDGE && at < ORACLE_DAYS - ORACLE_EDGE;
}

/* NONE where the table does not reach. */
static int
walk_counted(const struct oracle *o, const struct moment *m, int at, int step)
{
	int left = m->amount * (m->unit == MOMENT_WEEKS ? 7 : 1), idle = 0;

	if (left == 0)
		return at;
	if (m->first_day_counts && counts(o, m->unit, at))
		left--;
	while (left > 0) {
		at += step;
		if (!is_known(at) || ++idle > IDLE)
			return NONE;
		if (counts(o, m->unit, at)) {
			left--;
			idle = 0;
		}
	}
	return at;
}

/* Back to the Monday, over so many Mondays, and on to the weekday. */
static int
walk_weeks(const struct oracle *o, const struct moment *m, int at, int step)
{
	for (int left = m->amount; left > 0; left--)
		at += 7 * step;
	if (!is_known(at))
		return NONE;
	while (o->days[at].weekday != 1)
		at--;
	while (o->days[at].weekday != m->weekday)
		at++;
	return at;
}

/* The first day of the month that lies so many month ends away. */
static int
cross_months(const struct oracle *o, int at, int months, int step)
{
	while (o->days[at].day != 1)
		at--;
	for (; months > 0; months--)
		do
			at += step;
		while (o->days[at].day != 1);
	return at;
}

static int
find_day(const struct oracle *o, const struct moment *m, int first, int wanted)
{
	int at = first;

	for (; !o->days[at].is_last_day; at++)
		if (o->days[at].day == wanted)
			return at;
	if (o->days[at].day == wanted || wanted == DAY_LAST)
		return at;
	return m->missing == MISSING_NEXT_DAY ? at + 1 : at;
}

static int
find_nth(const struct oracle *o, const struct moment *m, int first)
{
	int last = NONE;

	for (int at = first; at == first || o->days[at].day != 1; at++)
		if (o->days[at].weekday == m->weekday) {
			last = at;
			if (o->days[at].nth == m->nth)
				return at;
		}
	if (m->nth == NTH_LAST || m->missing == MISSING_LAST_DAY)
		return last;
	return last + 7;
}

static int
find_in_month(const struct oracle *o, const struct moment *m, int first, int day)
{
	for (int i = 0; i < m->instead_count; i++) {
		int in = m->instead[i].in, at = first;

		if (m->instead[i].month != o->days[first].month)
			continue;
		/* The other month lies the fewer months away, ahead when both are six. */
		for (int far = 0; in != 0 && far <= 6; far++) {
			at = cross_months(o, first, far, 1);
			if (o->days[at].month == in)
				break;
			at = cross_months(o, first, far, -1);
			if (o->days[at].month == in)
				break;
		}
		return find_day(o, m, at, m->instead[i].day);
	}
	if (m->unit != MOMENT_MONTHS && m->nth != 0)
		return find_nth(o, m, first);
	return find_day(o, m, first, day);
}

static int
walk_months(const struct oracle *o, const struct moment *m, int at, int step)
{
	int first = cross_months(o, at, 0, 1);

	while (m->unit == MOMENT_BLOCK &&
	       (o->days[first].month + 12 - m->block_starts) % m->block != 0)
		first = cross_months(o, first, 1, -1);
	int found = find_in_month(o, m, cross_months(o, first, m->amount, step), o->days[at].day);
	if (m->unit != MOMENT_MONTHS)
		found = find_in_month(o, m, cross_months(o, first, m->amount, step), m->day);
	else if (m->first_day_counts && m->amount > 0)
		found -= step;
	return found;
}

static bool
stays(const struct oracle *o, enum moment_shift shift, int i)
{
	switch (shift) {
	case SHIFT_STAYS:
		return true;
	case SHIFT_NEXT_OPEN:
	case SHIFT_PREVIOUS_OPEN:
		return o->days[i].open != 0;
	case SHIFT_NEXT_COUNTER:
	case SHIFT_PREVIOUS_COUNTER:
		return o->days[i].counter != 0;
	case SHIFT_NEXT_WEEKDAY:
	case SHIFT_PREVIOUS_WEEKDAY:
		return o->days[i].open != 0 && is_workday(o, i);
	}
	return false;
}

static int
walk_shift(const struct oracle *o, const struct moment *m, int at)
{
	bool back = m->shift == SHIFT_PREVIOUS_OPEN || m->shift == SHIFT_PREVIOUS_COUNTER ||
		    m->shift == SHIFT_PREVIOUS_WEEKDAY;

	for (int far = 0; at != NONE && !stays(o, m->shift, at); far++) {
		at += back ? -1 : 1;
		if (!is_known(at) || far > IDLE)
			return NONE;
	}
	return at;
}

static int
walk_moment(const struct oracle *o, const struct moment *m, int at, int step)
{
	bool months = m->unit >= MOMENT_MONTHS && m->unit <= MOMENT_BLOCK;

	at = months ? walk_months(o, m, at, step)
	     : m->unit == MOMENT_WEEK_DAY ? walk_weeks(o, m, at, step)
					  : walk_counted(o, m, at, step);
	at = walk_shift(o, m, at);
	for (int day = 0; at != NONE && day < m->later; day++)
		at = is_known(at + 1) ? at + 1 : NONE;
	return m->later > 0 ? walk_shift(o, m, at) : at;
}

/* --- random questions --- */

static struct moment
random_moment(struct oracle *o, struct month_day *instead)
{
	static const int blocks[] = { 2, 3, 6, 12 };
	struct moment m = { .unit = (enum moment_unit)(1 + oracle_random(o, MOMENT_WEEK_DAY)),
		.amount = (int)oracle_random(o, 13), .at = NONE,
		.day = oracle_one_in(o, 5) ? DAY_LAST : 1 + (int)oracle_random(o, 31),
		.weekday = (int)oracle_random(o, 7), .block = blocks[oracle_random(o, 4)],
		.block_starts = 1 + (int)oracle_random(o, 12), .instead = instead,
		.instead_count = oracle_one_in(o, 2),
		.missing = (enum moment_missing)oracle_random(o, 2),
		.shift = (enum moment_shift)oracle_random(o, SHIFT_PREVIOUS_WEEKDAY + 1),
		.later = oracle_one_in(o, 4) ? 1 + (int)oracle_random(o, 5) : 0,
		.first_day_counts = oracle_one_in(o, 3) };

	*instead = (struct month_day){ 1 + (int)oracle_random(o, 12),
		1 + (int)oracle_random(o, 31),
		oracle_one_in(o, 2) ? 1 + (int)oracle_random(o, 12) : 0 };
	if (m.unit == MOMENT_MONTH_NTH || (m.unit == MOMENT_BLOCK && oracle_one_in(o, 2)))
		m.nth = 1 + (int)oracle_random(o, NTH_LAST);
	if (oracle_one_in(o, 3))
		m.at = 30 * (int)oracle_random(o, 48);
	return m;
}

static int
at_or(int at, int otherwise)
{
	return at == NONE ? otherwise : at;
}

/* Minutes since the table began. */
static long
minute_of(int day, int at)
{
	return day * 1440L + at;
}

static day_num
day_of(int i)
{
	return i == NONE ? DAY_NONE : ORACLE_FIRST + i;
}

static void
set_asked(struct oracle *o, struct facts *f, int use, int apply, int apply_at)
{
	facts_init(f, &o->kit.book, &o->kit.around);
	f->day = ORACLE_FIRST + use;
	f->apply = ORACLE_FIRST + apply;
	f->apply_at = apply_at;
	facts_set_day(f, f->day);
}

struct walked { /* one window of the book, reckoned by walking */
	int first, last;
	long opens, closes; /* minutes, both included */
};

static bool
walk_window(const struct oracle *o, int number, int use, struct walked *out)
{
	const struct window *w = &o->kit.windows[number];

	out->first = walk_moment(o, &w->opens, use, -1);
	out->last = walk_moment(o, &w->closes, use, -1);
	if (out->first == NONE || out->last == NONE)
		return false;
	out->opens = minute_of(out->first, at_or(w->opens.at, 0));
	out->closes = minute_of(out->last, at_or(w->closes.at, 1439));
	return true;
}

/* The first that takes it, else the next to open, else the first of all. */
static const struct walked *
told(const struct walked *windows, int count, long asked, bool *yes)
{
	const struct walked *next = NULL;

	*yes = true;
	for (int i = 0; i < count; i++)
		if (asked >= windows[i].opens && asked <= windows[i].closes)
			return &windows[i];
	*yes = false;
	for (int i = 0; i < count; i++)
		if (asked < windows[i].opens && (next == NULL || windows[i].opens < next->opens))
			next = &windows[i];
	return next != NULL ? next : &windows[0];
}

static bool
check_window(struct oracle *o, unsigned number, int use)
{
	struct walked windows[2] = { { 0 } };
	int count = o->kit.book.window_count;
	bool known = true, yes = false;

	for (int i = 0; i < count; i++)
		known = walk_window(o, i, use, &windows[i]) && known;
	int apply = use - (int)oracle_random(o, 60), at = 30 * (int)oracle_random(o, 48);

	if (oracle_one_in(o, 2) && known) /* the edges more often than chance would */
		apply = windows[oracle_random(o, (unsigned)count)].first;
	struct facts f;
	struct answer a;

	set_asked(o, &f, use, apply, at);
	answer_init(&a);
	bool answered = ask_window(&f, &a, NULL);

	if (known) {
		const struct walked *want = told(windows, count, minute_of(apply, at), &yes);

		if (!answered || a.yes != yes || a.first != day_of(want->first) ||
		    a.last != day_of(want->last))
			fail_msg("book %u, use %d: %d %d..%d, slowly %d %d..%d", number, use,
				a.yes, a.first - ORACLE_FIRST, a.last - ORACLE_FIRST, yes,
				want->first, want->last);
	}
	answer_done(&a);
	facts_done(&f);
	return yes;
}

static void
check_deadline(struct oracle *o, unsigned number, int use)
{
	const struct deadline *d = &o->kit.deadlines[0];
	int since = use - (int)oracle_random(o, 90);
	int before = walk_moment(o, &d->before, use, -1);
	int after = walk_moment(o, &d->after, since, 1);
	struct facts f;
	struct answer a;

	set_asked(o, &f, use, since, NONE);
	answer_init(&a);
	bool answered = ask_deadline(&f, DEADLINE_HOLD, day_of(since), &a, NULL);

	if (before != NONE && after != NONE) {
		assert_true(answered);
		long ends[2] = { minute_of(before, at_or(d->before.at, 1440)),
				 minute_of(after, at_or(d->after.at, 1440)) };
		long want = ends[0] < ends[1] ? ends[0] : ends[1];
		long got = minute_of(a.last - ORACLE_FIRST, at_or(a.last_at, 1440));

		if (got != want)
			fail_msg("book %u, use %d: ends at %ld, slowly %ld", number, use, got,
				want);
	}
	answer_done(&a);
	facts_done(&f);
}

static void
make_questions(struct oracle *o, unsigned number, struct month_day instead[6])
{
	struct kit *k = &o->kit;

	oracle_make(o, number);
	o->room = NONE; /* days are counted by the house */
	oracle_walk(o);
	KIT_ADD(k, windows, (struct window){ .rule = RULE("w"),
		.opens = random_moment(o, &instead[0]), .closes = random_moment(o, &instead[1]) });
	if (oracle_one_in(o, 2))
		KIT_ADD(k, windows, (struct window){ .rule = RULE("again"), .again = true,
			.opens = random_moment(o, &instead[4]),
			.closes = random_moment(o, &instead[5]) });
	KIT_ADD(k, deadlines, (struct deadline){ .rule = RULE("d"), .of = DEADLINE_HOLD,
		.before = random_moment(o, &instead[2]), .after = random_moment(o, &instead[3]) });
}

static void
check_use(struct oracle *o, unsigned number, long *yes)
{
	int use = FIRST_ASKED + (int)oracle_random(o, LAST_ASKED - FIRST_ASKED);

	*yes += check_window(o, number, use);
	check_deadline(o, number, use);
}

TEST(a_thousand_books_agree_with_counting_on_the_calendar)
{
	struct oracle *o = malloc(sizeof *o);
	struct month_day instead[6];
	long yes = 0;

	for (unsigned number = 0; number < BOOKS; number++) {
		make_questions(o, number, instead);
		for (int n = 0; n < DAYS_OF_A_BOOK; n++)
			check_use(o, number, &yes);
	}
	assert_true(yes > BOOKS && yes < BOOKS * (DAYS_OF_A_BOOK - 1));
	free(o);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_thousand_books_agree_with_counting_on_the_calendar),
	};
	return cmocka_run_group_tests_name("rule_window_slow", tests, NULL, NULL);
}
