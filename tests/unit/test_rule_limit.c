/*
 * test_rule_limit.c - limits: what they count, when they are lifted, what they say;
 * and against a slow count, day by day, of random uses.
 */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "rule_book_text.h"
#include "rule_slow_limit.h"

#include <inttypes.h>

#include "base/macros.h"

#define HOUSE                                                                                 \
	TITLE                                                                                 \
	"facts: [{code: member, name: 会員, type: yes_no}]\n"                                \
	"rooms: [{code: a, name: A室}, {code: b, name: B室}, {code: c, name: C室}]\n"       \
	"bands:\n"                                                                           \
	"  - {code: am, name: 午前, from: \"09:00\", to: \"12:00\"}\n"                       \
	"  - {code: pm, name: 午後, from: \"13:00\", to: \"17:00\"}\n"                       \
	"  - {code: night, name: 夜間, from: \"18:00\", to: \"21:00\"}\n"                    \
	"  - {code: day, name: 全日, covers: [am, pm, night]}\n"                             \
	"slots: [{code: usual, bands: [am, pm, night, day]}]\n"                              \
	"extras: [{code: piano, price: 0}, {code: chair, price: 0}]\n"                       \
	"limits:\n"

/* "yes", or the first refusal; a sentence when it cannot be told. */
static void
ask(const char *limits, const char *facts, struct str *out)
{
	AUTO_STR text = STR_INIT;
	struct book *b;
	struct facts f;
	struct answer a;
	struct err e = { 0 };

	str_addf(&text, "%s%s", HOUSE, limits);
	b = book_of(str_text(&text));
	facts_init(&f, b, NULL);
	answer_init(&a);
	give_facts(&f, facts);
	if (!ask_limits(&f, &a, &e))
		str_add(out, e.msg);
	else if (a.yes)
		str_add(out, "yes");
	for (int i = 0; i < a.count && !a.yes; i++)
		if (a.lines[i].kind == LINE_REFUSAL && out->len == 0)
			str_add(out, a.lines[i].text);
	answer_done(&a);
	facts_done(&f);
	book_free(b);
}

static void
assert_limit(const char *limits, const char *facts, const char *expected)
{
	AUTO_STR got = STR_INIT;

	ask(limits, facts, &got);
	assert_string_equal(str_text(&got), expected);
}

#define TWO_A_MONTH "  - {name: 月2回, count: bookings, per: month, most: 2}\n"
#define OTHER(day, rest) "; other=day=" day " room=a bands=am " rest

TEST(third_booking_of_a_month_is_refused_with_its_figures)
{
	assert_limit(TWO_A_MONTH,
		"room=a; day=2026-11-20; bands=am" OTHER("2026-11-01", ""), "yes");
	assert_limit(TWO_A_MONTH,
		"room=a; day=2026-11-20; bands=am" OTHER("2026-11-01", "") OTHER("2026-11-30", ""),
		"月2回 (2026-11: booking 3 of at most 2)");
	assert_limit(TWO_A_MONTH,
		"room=a; day=2026-11-20; bands=am" OTHER("2026-10-31", "") OTHER("2026-12-01", ""),
		"yes");
}

TEST(cancelled_uses_do_not_count_as_bookings)
{
	assert_limit(TWO_A_MONTH,
		"room=a; day=2026-11-20; bands=am" OTHER("2026-11-01", "state=cancelled")
		OTHER("2026-11-02", "state=no_show") OTHER("2026-11-03", ""), "yes");
}

TEST(week_begins_on_monday)
{
	static const char limit[] = "  - {name: 週1回, count: bookings, per: week, most: 1}\n";

	/* 2026-11-15 is a Sunday, 11-16 a Monday. */
	assert_limit(limit, "room=a; day=2026-11-16; bands=am" OTHER("2026-11-15", ""), "yes");
	assert_limit(limit, "room=a; day=2026-11-16; bands=am" OTHER("2026-11-22", ""),
		"週1回 (11/16 Mon to 11/22 Sun: booking 2 of at most 1)");
}

TEST(fiscal_year_runs_from_april)
{
	static const char limit[] =
		"  - {name: 年1回, count: bookings, per: fiscal_year, most: 1}\n";

	assert_limit(limit, "room=a; day=2027-03-31; bands=am" OTHER("2026-04-01", ""),
		"年1回 (FY2026: booking 2 of at most 1)");
	assert_limit(limit, "room=a; day=2027-04-01; bands=am" OTHER("2027-03-31", ""), "yes");
}

TEST(long_booking_counts_twice)
{
	static const char limit[] = "  - {name: 月2回, count: bookings, per: month, most: 2, "
				    "weight: [{over: 240, counts: 2}]}\n";

	assert_limit(limit, "room=a; day=2026-11-20; bands=am" OTHER("2026-11-01", ""), "yes");
	assert_limit(limit, "room=a; day=2026-11-20; bands=am,pm" OTHER("2026-11-01", ""),
		"月2回 (2026-11: booking 3 of at most 2)");
}

TEST(near_the_day_more_is_allowed_and_then_all)
{
	static const char limit[] =
		"  - {name: 月1回, count: bookings, per: month, most: 1, lifted: {days: 7}, "
		"more: [{from: {days: 14}, most: 2}]}\n";
	static const char two[] = "room=a; day=2026-11-20; bands=am; apply=2026-11-%s"
				  OTHER("2026-11-01", "") "%s";
	static const struct {
		const char *apply, *third, *expected;
	} cases[] = {
		{ "05", "", "月1回 (2026-11: booking 2 of at most 1)" },
		{ "06", "", "yes" },
		{ "12", OTHER("2026-11-02", ""), "月1回 (2026-11: booking 3 of at most 2)" },
		{ "13", OTHER("2026-11-02", ""), "yes" },
	};

	for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
		AUTO_FREE char *facts = mem_printf(two, cases[i].apply, cases[i].third);

		assert_limit(limit, facts, cases[i].expected);
	}
	assert_limit(limit, "room=a; day=2026-11-20; bands=am" OTHER("2026-11-01", ""),
		"Say apply (the day of application).");
}

TEST(use_that_was_free_of_the_limit_is_not_counted)
{
	static const char limit[] =
		"  - {name: 月1回, count: bookings, per: month, most: 1, lifted: {days: 7}}\n";

	assert_limit(limit, "room=a; day=2026-11-20; bands=am; apply=2026-11-01"
		OTHER("2026-11-10", "apply=2026-11-03"), "yes");
	assert_limit(limit, "room=a; day=2026-11-20; bands=am; apply=2026-11-01"
		OTHER("2026-11-10", "apply=2026-11-02"),
		"月1回 (2026-11: booking 2 of at most 1)");
}

TEST(limit_counts_only_uses_to_which_it_applies)
{
	static const char limit[] = "  - {name: Bは月1回, count: bookings, per: month, most: 1, "
				    "when: {room: b, weekday: [sat, sun]}}\n";

	/* 2026-11-07 is a Saturday, 11-09 a Monday. */
	assert_limit(limit, "room=b; day=2026-11-07; bands=am; other=day=2026-11-08 room=a bands=am"
		"; other=day=2026-11-09 room=b bands=am", "yes");
	assert_limit(limit,
		"room=b; day=2026-11-07; bands=am; other=day=2026-11-08 room=b bands=am",
		"Bは月1回 (2026-11: booking 2 of at most 1)");
}

TEST(days_running_of_one_room)
{
	static const char limit[] = "  - {name: 連続3日, count: days_running, most: 3, "
				    "each_room: yes, refuse: 3日を超えて続けては使えません}\n";
	static const char three[] = "room=a; day=2026-11-20; bands=am" OTHER("2026-11-19", "")
		OTHER("2026-11-21", "") "; other=day=2026-11-22 room=b bands=am";

	assert_limit(limit, three, "yes");
	AUTO_FREE char *four = mem_printf("%s%s", three, OTHER("2026-11-18", ""));
	assert_limit(limit, four, "3日を超えて続けては使えません (11/18 Wed to 11/21 Sat: "
		"4 days running, at most 3)");
}

TEST(use_of_several_days_counts_each_of_them)
{
	static const char run[] = "  - {name: 連続3日, count: days_running, most: 3}\n";
	static const char days[] = "  - {name: 月4日, count: days, per: month, most: 4}\n";

	assert_limit(run, "room=a; day=2026-11-20; until=2026-11-22", "yes");
	assert_limit(run, "room=a; day=2026-11-20; until=2026-11-22" OTHER("2026-11-23", ""),
		"連続3日 (11/20 Fri to 11/23 Mon: 4 days running, at most 3)");
	assert_limit(days, "room=a; day=2026-11-28; until=2026-12-05" OTHER("2026-11-02", ""),
		"yes");
	assert_limit(days, "room=a; day=2026-11-27; until=2026-11-30" OTHER("2026-11-02", ""),
		"月4日 (2026-11: day 5 of at most 4)");
}

TEST(rooms_at_once_are_those_in_use_at_one_time)
{
	static const char limit[] = "  - {name: 同時2室, count: rooms_at_once, most: 2}\n";
	static const char apart[] =
		"room=a; day=2026-11-20; bands=day; other=day=2026-11-20 room=b bands=am"
		"; other=day=2026-11-20 room=c bands=pm";

	assert_limit(limit, apart, "yes");
	assert_limit(limit, "room=a; day=2026-11-20; bands=day; other=day=2026-11-20 room=b "
		"bands=am; other=day=2026-11-20 room=c bands=am",
		"同時2室 (11/20 Fri: 3 rooms at once, at most 2)");
	assert_limit(limit, "room=a; day=2026-11-20; bands=am; companions=b,c",
		"同時2室 (11/20 Fri: 3 rooms at once, at most 2)");
}

TEST(no_show_bars_for_a_month_and_late_cancellations_count)
{
	static const char barred[] = "  - {name: 無断, count: no_shows, per: \"90 days\", most: 0, "
				     "blocks: {months: 1}}\n";
	static const char late[] = "  - {name: 直前の取消し, count: cancellations, per: month, "
				   "most: 0, late: {days: 7}}\n";

	assert_limit(barred, "room=a; day=2026-12-20; bands=am; apply=2026-12-12"
		OTHER("2026-11-12", "state=no_show"),
		"無断 (8/15 Sat to 11/12 Thu: 1 uses without appearing, at most 0; "
		"no booking until 12/12 Sat)");
	assert_limit(barred, "room=a; day=2026-12-20; bands=am; apply=2026-12-13"
		OTHER("2026-11-12", "state=no_show"), "yes");
	assert_limit(late, "room=a; day=2026-12-20; bands=am; apply=2026-11-15"
		OTHER("2026-11-14", "state=cancelled said=2026-11-07"), "yes");
	assert_limit(late, "room=a; day=2026-12-20; bands=am; apply=2026-11-15"
		OTHER("2026-11-14", "state=cancelled said=2026-11-08"),
		"直前の取消し (2026-11: 1 cancellations, at most 0)");
}

#define NIGHT(day) "; other=day=" day " room=b bands=day"

TEST(limit_on_a_band_counts_that_band_only)
{
	static const char nights[] =
		"  - {name: 夜間, count: bands, bands: night, per: month, most: 2}\n";

	assert_limit(nights, "room=a; day=2026-11-20; bands=night" NIGHT("2026-11-02"), "yes");
	assert_limit(nights,
		"room=a; day=2026-11-20; bands=pm,night" NIGHT("2026-11-02") NIGHT("2026-11-03"),
		"夜間 (2026-11: 3 bands with this use, at most 2)");
	assert_limit(nights, "room=a; day=2026-11-20; bands=am,pm" NIGHT("2026-11-02")
		NIGHT("2026-11-03") NIGHT("2026-11-04"), "yes");
}

TEST(pieces_of_equipment_are_counted_over_a_year)
{
	static const char pianos[] =
		"  - {name: ピアノ, count: pieces, extras: piano, per: fiscal_year, most: 3}\n";

	assert_limit(pianos, "room=a; day=2027-03-20; bands=am; extras=piano:2,chair:9"
		OTHER("2026-04-01", "extras=piano:1,chair:5"), "yes");
	assert_limit(pianos, "room=a; day=2027-03-20; bands=am; extras=piano:2"
		OTHER("2026-04-01", "extras=piano:2"),
		"ピアノ (FY2026: 4 pieces with this use, at most 3)");
	assert_limit(pianos, "room=a; day=2027-03-20; bands=am; extras=chair:2"
		OTHER("2026-04-01", "extras=piano:4"), "yes");
	assert_limit("  - {name: 備品, count: pieces, per: day, most: 3}\n",
		"room=a; day=2027-03-20; bands=am; extras=chair:2"
		OTHER("2027-03-20", "extras=piano,chair"),
		"備品 (3/20 Sat: 4 pieces with this use, at most 3)");
}

/* A limit that asks for equipment looks at the others that had it. */
TEST(uses_with_a_piece_are_told_from_those_without)
{
	static const char twice[] = "  - {name: ピアノ, when: {extras: piano}, count: bookings, "
				    "per: month, most: 1}\n";

	assert_limit(twice, "room=a; day=2026-11-20; bands=am; extras=piano"
		OTHER("2026-11-01", ""), "yes");
	assert_limit(twice, "room=a; day=2026-11-20; bands=am; extras=piano"
		OTHER("2026-11-01", "extras=piano"), "ピアノ (2026-11: booking 2 of at most 1)");
}

TEST(quarters_are_counted_from_april)
{
	static const char limit[] =
		"  - {name: 四半期, count: days, per: \"3 months\", most: 1}\n";

	assert_limit(limit, "room=a; day=2026-06-30; bands=am" OTHER("2026-04-01", ""),
		"四半期 (4/1 Wed to 6/30 Tue: day 2 of at most 1)");
	assert_limit(limit, "room=a; day=2026-07-01; bands=am" OTHER("2026-06-30", ""), "yes");
	assert_limit(limit, "room=a; day=2027-01-01; bands=am" OTHER("2027-03-31", ""),
		"四半期 (1/1 Fri to 3/31 Wed: day 2 of at most 1)");
}

/* Two points in the year bar for half of it. */
TEST(points_bar_for_their_time_and_no_longer)
{
	static const char points[] = "  - {name: 点, count: points, per: fiscal_year, most: 1, "
				     "blocks: {months: 6}}\n";

	assert_limit(points, "room=a; day=2026-12-20; bands=am; apply=2026-10-03"
		OTHER("2026-04-02", "state=no_show") OTHER("2026-04-03", "state=no_show"),
		"点 (FY2026: 2 points, at most 1; no booking until 10/3 Sat)");
	assert_limit(points, "room=a; day=2026-12-20; bands=am; apply=2026-10-04"
		OTHER("2026-04-02", "state=no_show") OTHER("2026-04-03", "state=no_show"), "yes");
}

/* --- against a slow count --- */

#define TRIALS 10000

static const char *const counts[] = { "bookings", "bands", "minutes", "days" };
static const char *const periods[] = { "day", "week", "month", "fiscal_year", "year", "days",
	"months", "ever" };
static const char *const band_codes[] = { "am", "pm", "night" };

static uint32_t
next(uint32_t *state)
{
	*state = *state * 1664525u + 1013904223u;
	return *state >> 8;
}

static int
pick(uint32_t *state, int count)
{
	return (int)(next(state) % (uint32_t)count);
}

static struct rules
random_rules(uint32_t *state)
{
	static const int months[] = { 2, 3, 4, 6 };
	struct rules r = {
		.count = pick(state, 4), .per = pick(state, 8), .days = 2 + pick(state, 40),
		.months = months[pick(state, 4)],
		.of = pick(state, 2), .same_day = pick(state, 3) == 0, .running = pick(state, 2),
		.each = pick(state, 3) == 0, .weight = pick(state, 2),
	};

	r.only = r.count == 1 ? pick(state, 7) : 0;
	r.same_day &= r.count < 2;
	r.running &= r.count < 2;
	return r;
}

static void
write_limit(const struct rules *r, int64_t most, struct str *out)
{
	str_addf(out, "  - {code: l, count: %s, most: %" PRId64 ", of: %s", counts[r->count], most,
		r->of ? "apply" : "use");
	if (r->per == 5)
		str_addf(out, ", per: \"%d days\"", r->days);
	else if (r->per == 6)
		str_addf(out, ", per: \"%d months\"", r->months);
	else
		str_addf(out, ", per: %s", periods[r->per]);
	if (r->same_day)
		str_add(out, ", same_day: once");
	if (r->running)
		str_add(out, ", running: once");
	if (r->each)
		str_add(out, ", each_room: yes");
	if (r->weight && r->count == 0)
		str_add(out, ", weight: [{over: 240, counts: 2}]");
	str_add(out, r->only ? ", bands: [" : "");
	for (int i = 0; i < 3; i++)
		if (r->only >> i & 1)
			str_addf(out, "%s, ", band_codes[i]);
	str_add(out, r->only ? "]}\n" : "}\n");
}

/* No band of a room twice: the party cannot hold it twice. Morning with night is no use. */
static int
random_uses(uint32_t *state, struct slow_use *out)
{
	int wanted = 1 + pick(state, USES_MOST), count = 0;

	for (int i = 0; i < wanted || count == 0; i++) {
		struct slow_use u = { .day = pick(state, pick(state, 2) ? SPAN : 6),
			.room = pick(state, 3), .bands = 1 + pick(state, 7) };

		u.apply = u.day > 30 ? u.day - pick(state, 30) : pick(state, u.day + 1);
		for (int j = 0; j < count; j++)
			if (out[j].day == u.day && out[j].room == u.room)
				u.bands &= ~out[j].bands;
		if (u.bands != 0 && u.bands != 5)
			out[count++] = u;
	}
	return count;
}

static void
give_use(struct facts *f, const struct slow_use *u, day_num first, bool asked)
{
	struct other_use o = { .day = first + u->day, .apply = first + u->apply, .room = u->room,
		.from = NONE, .to = NONE };

	for (int i = 0; i < 3; i++)
		if (u->bands >> i & 1)
			choice_set_add(&o.bands, i);
	if (!asked) {
		facts_add_other(f, &o);
		return;
	}
	f->day = o.day;
	f->apply = o.apply;
	facts_set_number(f, FACT_ROOM, o.room);
	for (int i = 0; i < 3; i++)
		if (u->bands >> i & 1)
			facts_set_number(f, FACT_BANDS, i);
}

static bool
is_allowed(const struct book *b, const struct slow_use *uses, int count, day_num first)
{
	struct facts f;
	struct answer a;
	struct err e = { 0 };
	bool yes;

	facts_init(&f, b, NULL);
	answer_init(&a);
	for (int i = 0; i < count; i++)
		give_use(&f, &uses[i], first, i == count - 1);
	if (!facts_complete(&f, &e) || !ask_limits(&f, &a, &e))
		fail_msg("%s", e.msg);
	yes = a.yes;
	answer_done(&a);
	facts_done(&f);
	return yes;
}

#define FREE_WITHIN                                                                           \
	"prices: [{code: p, rows_by: room, per: use, rows: {a: 100, b: 100, c: 100}}]\n"     \
	"adjust: [{code: g, rules: [{becomes: 0, within: l}]}]\n"

/* What costs nothing within the limit is free exactly as long as it is allowed. */
static bool
is_free(const struct book *b, const struct slow_use *uses, int count, day_num first)
{
	struct facts f;
	struct answer a;
	struct err e = { 0 };
	int64_t yen;

	facts_init(&f, b, NULL);
	answer_init(&a);
	for (int i = 0; i < count; i++)
		give_use(&f, &uses[i], first, i == count - 1);
	if (!facts_complete(&f, &e) || !ask_quote(&f, &a, &e))
		fail_msg("%s", e.msg);
	yen = a.yen;
	answer_done(&a);
	facts_done(&f);
	return yen == 0;
}

/* A limit of exactly what was counted is kept, one less is broken. */
static void
try_limit(const struct rules *r, const struct slow_use *uses, int count, day_num first)
{
	bool meets = !r->only || (uses[count - 1].bands & r->only);
	int expected = slow_count(r, uses, count, first);

	for (int less = 0; less < 2 && less <= expected; less++) {
		AUTO_STR text = STR_INIT;
		AUTO_STR limit = STR_INIT;
		struct book *b;
		bool yes;

		write_limit(r, expected - less, &limit);
		str_addf(&text, "%s%s" FREE_WITHIN, HOUSE, str_text(&limit));
		b = book_of(str_text(&text));
		yes = is_allowed(b, uses, count, first);
		assert_int_equal(is_free(b, uses, count, first), yes);
		book_free(b);
		if (yes != (less == 0 || !meets))
			fail_msg("slow count %d, but it is %s: %s", expected,
				yes ? "allowed" : "refused", str_text(&limit));
	}
}

TEST(random_uses_come_to_what_a_slow_count_says)
{
	uint32_t seed = 20261121;

	for (int i = 0; i < TRIALS; i++) {
		struct rules r = random_rules(&seed);
		struct slow_use uses[USES_MOST + 1];
		int count = random_uses(&seed, uses);
		day_num first = date_from_ymd(2026, 1, 1) + pick(&seed, 700);

		try_limit(&r, uses, count, first);
	}
}

#define RUN 28 /* days in which there are uses */

static const char *const between[] = { "ends", "skipped", "counts" };

/* Closed on the weekdays of `closed`, used now and then, even then; the asked day always. */
static void
random_days(uint32_t *state, day_num first, int closed, int asked, char days[RUN + 1])
{
	for (int i = 0; i < RUN; i++) {
		bool shut = closed >> date_weekday(first + i) & 1;

		days[i] = shut ? 'c' : '.';
		if (i == asked || (shut ? pick(state, 12) == 0 : pick(state, 4) > 0))
			days[i] = 'u';
	}
	days[RUN] = '\0';
}

static void
write_run(int how, int closed, int most, struct str *out)
{
	static const char *const names[] = { "sun", "mon", "tue", "wed", "thu", "fri", "sat" };

	str_addf(out, "%s  - {name: L, count: days_running, closed_between: %s, most: %d}\n", HOUSE,
		between[how], most);
	str_add(out, "hours: [{open: \"09:00-21:00\"}]\nclosings: [{weekday: [");
	for (int i = 0; i < 7; i++)
		if (closed >> i & 1)
			str_addf(out, "%s, ", names[i]);
	str_add(out, "]}]\n");
}

TEST(random_runs_over_closed_days_are_as_long_as_a_slow_count_says)
{
	uint32_t seed = 20260704;

	for (int i = 0; i < TRIALS / 10; i++) {
		day_num first = date_from_ymd(2026, 1, 1) + pick(&seed, 700);
		int how = pick(&seed, 3), closed = 1 + pick(&seed, 126), asked = pick(&seed, RUN);
		struct slow_use uses[RUN];
		char days[RUN + 1];
		int count = 0;

		while (closed >> date_weekday(first + asked) & 1)
			asked = pick(&seed, RUN);
		random_days(&seed, first, closed, asked, days);
		for (int day = 0; day < RUN; day++)
			if (days[day] == 'u' && day != asked)
				uses[count++] = (struct slow_use){ .day = day, .bands = 1 };
		uses[count++] = (struct slow_use){ .day = asked, .bands = 1 };
		int expected = slow_run(days, asked, how);

		for (int less = 0; less < 2; less++) {
			AUTO_STR text = STR_INIT;

			write_run(how, closed, expected - less, &text);
			struct book *b = book_of(str_text(&text));
			bool yes = is_allowed(b, uses, count, first);

			book_free(b);
			if (yes != (less == 0))
				fail_msg("%s, asked %d, %s: slowly %d, %s", days, asked,
					between[how], expected, yes ? "allowed" : "refused");
		}
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(third_booking_of_a_month_is_refused_with_its_figures),
		cmocka_unit_test(cancelled_uses_do_not_count_as_bookings),
		cmocka_unit_test(week_begins_on_monday),
		cmocka_unit_test(fiscal_year_runs_from_april),
		cmocka_unit_test(long_booking_counts_twice),
		cmocka_unit_test(near_the_day_more_is_allowed_and_then_all),
		cmocka_unit_test(use_that_was_free_of_the_limit_is_not_counted),
		cmocka_unit_test(limit_counts_only_uses_to_which_it_applies),
		cmocka_unit_test(days_running_of_one_room),
		cmocka_unit_test(rooms_at_once_are_those_in_use_at_one_time),
		cmocka_unit_test(no_show_bars_for_a_month_and_late_cancellations_count),
		cmocka_unit_test(limit_on_a_band_counts_that_band_only),
		cmocka_unit_test(pieces_of_equipment_are_counted_over_a_year),
		cmocka_unit_test(uses_with_a_piece_are_told_from_those_without),
		cmocka_unit_test(quarters_are_counted_from_april),
		cmocka_unit_test(points_bar_for_their_time_and_no_longer),
		cmocka_unit_test(use_of_several_days_counts_each_of_them),
		cmocka_unit_test(random_uses_come_to_what_a_slow_count_says),
		cmocka_unit_test(random_runs_over_closed_days_are_as_long_as_a_slow_count_says),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
