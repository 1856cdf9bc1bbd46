/* test_free.c - the next free time over rooms and joins, and the words it is asked in. */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "rooms_home.h"

#include "desk/booking/free.h"

/* "12/05 18:00-21:00 a1 600|..." of what is found. */
static const char *
found(struct desk_home *h, struct arena *a, const struct free_wish *w)
{
	struct free_times times;
	AUTO_STR b = STR_INIT;

	if (!free_next(h->desk, w, a, &times, &h->e))
		fail_msg("%s", h->e.msg);
	for (int i = 0; i < times.count; i++) {
		const struct free_time *t = &times.rows[i];
		struct ymd day = date_to_ymd(t->day);

		str_addf(&b, "%s%d/%d ", i > 0 ? "|" : "", day.month, day.day);
		time_add(&b, t->from);
		str_add_char(&b, '-');
		time_add(&b, t->to);
		str_addf(&b, " %s %lld", t->room, (long long)t->yen);
	}
	return times.count > 0 ? arena_strdup(a, str_text(&b)) : times.why;
}

static const char *
found_by_words(struct desk_home *h, struct arena *a, const char *words, int limit)
{
	struct free_wish w;

	if (!free_wish_read(h->desk, words, a, &w, &h->e))
		fail_msg("%s: %s", words, h->e.msg);
	w.limit = limit;
	return found(h, a, &w);
}

static void
take(struct desk *d, const char *room, const char *day, int from, int to)
{
	const struct plain_use u = { room_id_of(d, room), day, NULL, from, to, 0, 0 };

	assert_true(try_use(d, &u));
}

static void
soonest_first_then_the_best_fit_then_the_cheaper(void **state)
{
	struct desk_home *h = *state;
	AUTO_ARENA a = ARENA_INIT;

	/* 2026-11-20 is a Friday; the by-law takes applications until the day before. */
	assert_string_equal(found_by_words(h, &a, "n e 12p", 5),
			    "11/21 18:00-21:00 会議室A-1 600|11/21 18:00-21:00 会議室A-2 600|"
			    "11/21 18:00-21:00 会議室A 1100|11/21 18:00-21:00 ホール 5000|"
			    "11/22 18:00-21:00 会議室A-1 600");
}

static void
part_that_is_taken_takes_the_join_from_the_answers(void **state)
{
	struct desk_home *h = *state;
	AUTO_ARENA a = ARENA_INIT;

	take(h->desk, "a1", "2026-11-21", 1080, 1260);
	assert_string_equal(found_by_words(h, &a, "n e 12p", 2),
			    "11/21 18:00-21:00 会議室A-2 600|11/21 18:00-21:00 ホール 5000");
	assert_string_equal(found_by_words(h, &a, "n e 30p", 2),
			    "11/21 18:00-21:00 ホール 5000|11/22 18:00-21:00 会議室A 1100");
}

static void
closed_days_and_others_than_wanted_are_passed_over(void **state)
{
	struct desk_home *h = *state;
	AUTO_ARENA a = ARENA_INIT;

	/* The 23rd is a Monday, closed. */
	assert_string_equal(found_by_words(h, &a, "n 月 夜間", 2),
			    "11/23 Mon is closed: 月曜日.");
	assert_string_equal(found_by_words(h, &a, "n 金曜 夜間 会議室A", 2),
			    "11/27 18:00-21:00 会議室A 1100|12/4 18:00-21:00 会議室A 1100");
}

static void
longer_than_a_band_takes_several(void **state)
{
	struct desk_home *h = *state;
	AUTO_ARENA a = ARENA_INIT;

	assert_string_equal(found_by_words(h, &a, "n 6h a1", 1),
			    "11/21 9:00-17:00 会議室A-1 1200");
	take(h->desk, "a1", "2026-11-21", 540, 720);
	assert_string_equal(found_by_words(h, &a, "n 6h a1", 1),
			    "11/21 13:00-21:00 会議室A-1 1300");
	assert_string_equal(found_by_words(h, &a, "n 全日 a1", 1),
			    "11/22 9:00-21:00 会議室A-1 1600");
	assert_string_equal(found_by_words(h, &a, "n 14:00-16:00 a1", 1),
			    "11/21 13:00-17:00 会議室A-1 700");
}

static void
room_by_the_half_hour_is_found_from_its_grid(void **state)
{
	struct desk_home *h = *state;
	AUTO_ARENA a = ARENA_INIT;

	take(h->desk, "studio", "2026-11-21", 1020, 1110);
	assert_string_equal(found_by_words(h, &a, "n e 2h studio", 1),
			    "11/21 18:30-20:30 スタジオ 800");
	assert_string_equal(found_by_words(h, &a, "n 10:10-11:00 スタジオ", 1),
			    "11/21 10:00-11:00 スタジオ 400");
	/* The last two hours of the evening are too short for three. */
	assert_string_equal(found_by_words(h, &a, "n e 3h studio", 1),
			    "11/22 17:00-20:00 スタジオ 1200");
}

static void
what_the_rules_refuse_is_not_offered_and_said(void **state)
{
	struct desk_home *h = *state;
	AUTO_ARENA a = ARENA_INIT;
	const char *why = found_by_words(h, &a, "n today e a1", 1);

	assert_non_null(strstr(why, "19 November 2026"));
}

static void
what_the_house_is_closed_for_or_too_small_is_said(void **state)
{
	struct desk_home *h = *state;
	AUTO_ARENA a = ARENA_INIT;

	assert_string_equal(found_by_words(h, &a, "11/23 e", 3), "11/23 Mon is closed: 月曜日.");
	assert_string_equal(found_by_words(h, &a, "11/24 e 999p", 3), "No room holds 999 people.");
	assert_string_equal(found_by_words(h, &a, "n e 30p a1", 3),
			    "The rooms that were looked at hold at most 18 people.");
	take(h->desk, "a1", "2026-11-24", 1080, 1260);
	assert_string_equal(found_by_words(h, &a, "11/24 e a1", 3), "");
	desk_add(h->desk, "closure", "from_day", "2026-11-25", "from_minute", "1080", "reason",
		 "避難訓練");
	assert_string_equal(found_by_words(h, &a, "11/25 e a1", 3),
			    "A part of 11/25 Wed is closed: 避難訓練.");
}

static void
where_no_day_is_wanted_no_room_is_too_small(void **state)
{
	struct desk_home *h = *state;
	AUTO_ARENA a = ARENA_INIT;
	struct free_wish w = FREE_WISH_INIT;
	struct free_times times;

	w.first = date_from_iso("2026-11-24");
	w.days = 1;
	w.weekdays = 1u << date_weekday(w.first + 1);
	assert_true(free_next(h->desk, &w, &a, &times, &h->e));
	assert_int_equal(times.count, 0);
	assert_string_equal(times.why, "");
}

/* "11/24 morning a1|11/24 afternoon a1|11/25 night a1" */
static const char *
nearest(struct desk_home *h, struct arena *a, const char *words)
{
	struct free_wish w;
	struct free_times times;
	AUTO_STR b = STR_INIT;

	assert_true(free_wish_read(h->desk, words, a, &w, &h->e));
	assert_true(free_nearest(h->desk, &w, a, &times, &h->e));
	for (int i = 0; i < times.count; i++) {
		struct ymd day = date_to_ymd(times.rows[i].day);

		str_addf(&b, "%s%d/%d %s %s", i > 0 ? "|" : "", day.month, day.day,
			 times.rows[i].bands, times.rows[i].code);
	}
	return arena_strdup(a, str_text(&b));
}

static void
nearest_are_other_bands_of_the_day_then_the_band_on_later_days(void **state)
{
	struct desk_home *h = *state;
	AUTO_ARENA a = ARENA_INIT;

	take(h->desk, "a1", "2026-11-24", 1080, 1260);
	assert_string_equal(nearest(h, &a, "11/24 e a1"),
			    "11/24 morning a1|11/24 afternoon a1|"
			    "11/25 night a1|11/26 night a1|11/27 night a1");
	/* A day that is closed leaves only the later ones, and they are open. */
	assert_string_equal(nearest(h, &a, "11/23 e a1"),
			    "11/25 night a1|11/26 night a1|11/27 night a1");
}

static void
a_wish_is_read_as_callers_say_it(void **state)
{
	static const char *const said[] = {
		"金曜の夜、20人空いてますか？", "金曜の夜は、20人で空いていますか",
		"金曜　夜に、20人で",           "fri evening, 20p?",
		"is it free on fri evening for 20p",
	};
	struct desk_home *h = *state;
	AUTO_ARENA a = ARENA_INIT;
	struct free_wish w;

	for (size_t i = 0; i < ARRAY_LEN(said); i++) {
		if (!free_wish_read(h->desk, said[i], &a, &w, &h->e))
			fail_msg("%s: %s", said[i], h->e.msg);
		assert_int_equal(w.weekdays, 1 << 5);
		assert_int_equal(w.parts, FREE_EVENING);
		assert_int_equal(w.heads, 20);
	}
	assert_false(free_wish_read(h->desk, "金曜の朝市", &a, &w, &h->e));
}

static void
weeks_and_months_are_understood_as_people_say_them(void **state)
{
	struct desk_home *h = *state;
	AUTO_ARENA a = ARENA_INIT;
	struct free_wish w;

	assert_true(free_wish_read(h->desk, "来週金曜の夜 20人", &a, &w, &h->e));
	assert_int_equal(w.first, date_from_iso("2026-11-23"));
	assert_int_equal(w.days, 7);
	assert_int_equal(w.weekdays, 1 << 5);
	assert_int_equal(w.parts, FREE_EVENING);
	assert_true(free_wish_read(h->desk, "今週", &a, &w, &h->e));
	assert_int_equal(w.first, date_from_iso("2026-11-20"));
	assert_int_equal(w.days, 3);
	assert_true(free_wish_read(h->desk, "再来週の土日", &a, &w, &h->e));
	assert_int_equal(w.first, date_from_iso("2026-11-30"));
	assert_true(free_wish_read(h->desk, "12月 日", &a, &w, &h->e));
	assert_int_equal(w.first, date_from_iso("2026-12-01"));
	assert_int_equal(w.days, 31);
	assert_true(free_wish_read(h->desk, "2月", &a, &w, &h->e));
	assert_int_equal(w.first, date_from_iso("2027-02-01"));
	assert_int_equal(w.days, 28);
	assert_true(free_wish_read(h->desk, "12/1 日", &a, &w, &h->e));
	assert_int_equal(w.days, 0);
	assert_false(free_wish_read(h->desk, "来週ほげ", &a, &w, &h->e));
	assert_false(free_wish_read(h->desk, "13月", &a, &w, &h->e));
}

static void
words_may_stand_in_any_order_and_width(void **state)
{
	struct desk_home *h = *state;
	AUTO_ARENA a = ARENA_INIT;
	struct free_wish w;

	assert_true(free_wish_read(h->desk, "ｎ　２０人　2時間 夜 土日", &a, &w, &h->e));
	assert_int_equal(w.heads, 20);
	assert_int_equal(w.minutes, 120);
	assert_int_equal(w.parts, FREE_EVENING);
	assert_int_equal(w.weekdays, 1 << 6 | 1);
	assert_true(free_wish_read(h->desk, "12/5 1.5h n 90p hall m", &a, &w, &h->e));
	assert_int_equal(w.first, date_from_iso("2026-12-05"));
	assert_int_equal(w.days, 1);
	assert_int_equal(w.minutes, 90);
	assert_int_equal(w.room_id, room_id_of(h->desk, "hall"));
	assert_int_equal(w.parts, FREE_MORNING);
	assert_true(free_wish_read(h->desk, "18時〜20時", &a, &w, &h->e));
	assert_int_equal(w.from, 1080);
	assert_int_equal(w.to, 1200);
	assert_false(free_wish_read(h->desk, "n e ほげ", &a, &w, &h->e));
	assert_non_null(strstr(h->e.msg, "ほげ"));
	assert_true(free_is_wish("n e 2h"));
	assert_true(free_is_wish("次　夜"));
	assert_false(free_is_wish("n"));
	assert_false(free_is_wish("nakamura e"));
}

/* "11/27 夜 20" once became the 20th: today, on the road of a clerk who left out 人. */
static void
bare_number_counts_people_and_never_moves_the_day(void **state)
{
	static const char *const said[] = { "11/27 夜 20", "20 11/27 夜", "金 夜 ２０",
					    "来週の金 夜 20", "夜 11/27 for 20" };
	struct desk_home *h = *state;
	AUTO_ARENA a = ARENA_INIT;
	struct free_wish w;

	for (size_t i = 0; i < ARRAY_LEN(said); i++) {
		if (!free_wish_read(h->desk, said[i], &a, &w, &h->e))
			fail_msg("%s: %s", said[i], h->e.msg);
		assert_int_equal(w.heads, 20);
		assert_true(w.days != 1 || w.first == date_from_iso("2026-11-27"));
	}
	assert_true(free_wish_read(h->desk, "夜 45", &a, &w, &h->e));
	assert_int_equal(w.heads, 45);
	assert_true(free_wish_read(h->desk, "夜 12人 25", &a, &w, &h->e));
	assert_int_equal(w.first, date_from_iso("2026-11-25"));
	assert_int_equal(w.heads, 12);
}

static void
number_that_may_be_a_day_or_people_is_asked_about(void **state)
{
	static const char *const said[] = { "夜 20", "12月 20", "11/27 10人 20" };
	struct desk_home *h = *state;
	AUTO_ARENA a = ARENA_INIT;
	struct free_wish w;

	for (size_t i = 0; i < ARRAY_LEN(said); i++) {
		err_clear(&h->e);
		assert_false(free_wish_read(h->desk, said[i], &a, &w, &h->e));
		assert_non_null(strstr(h->e.msg, "Is 20 a day or a number of people?"));
	}
}

static void
what_is_said_twice_is_refused_with_both(void **state)
{
	static const struct {
		const char *said, *refusal;
	} rows[] = {
		{ "11/27 夜 12/1", "Is it \"11/27\" or \"12/1\"?" },
		{ "来週 12月", "Is it \"来週\" or \"12月\"?" },
		{ "金 10人 20人", "Is it \"10人\" or \"20人\"?" },
		{ "金 hall studio", "Is it \"hall\" or \"studio\"?" },
		{ "夜 20 30", "Is it \"20\" or \"30\"?" },
	};
	struct desk_home *h = *state;
	AUTO_ARENA a = ARENA_INIT;
	struct free_wish w;

	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		err_clear(&h->e);
		assert_false(free_wish_read(h->desk, rows[i].said, &a, &w, &h->e));
		if (!strstr(h->e.msg, rows[i].refusal))
			fail_msg("%s: %s", rows[i].said, h->e.msg);
	}
}

/* How the words were read, in the words of the title. */
static void
rooms_bands_and_people_are_understood_in_the_words_of_the_screen(void **state)
{
	static const struct {
		const char *said, *read;
	} rows[] = {
		{ "next friday evening 20 people", "Fri evening 20 people" },
		{ "sat morning 30 persons", "Sat 午前 30 people" },
		{ "fri for 20", "Fri 20 people" },
		{ "fri for 2 hours for 20 pax", "Fri 2 hours 20 people" },
		{ "fri evening room a1", "Fri evening 会議室A-1" },
		{ "fri evening meeting room", "Fri evening 会議室A-1, 会議室A-2, 会議室A" },
		{ "sun meeting room a-2", "Sun 会議室A-2" },
		{ "sun 会議室 A", "Sun 会議室A" },
		{ "11/27 よる", "11/27 Fri evening" },
		{ "11/27 あさ 20 人", "11/27 Fri morning 20 people" },
		{ "11/27 18:00 - 20:00 any room", "11/27 Fri 18:00-20:00" },
		{ "来週 夜間 90分", "11/23 Mon-11/29 Sun 夜間 90 minutes" },
		{ "12/1 日", "12/1 Tue- Sun" },
	};
	struct desk_home *h = *state;
	AUTO_ARENA a = ARENA_INIT;
	struct free_wish w;

	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		AUTO_STR read = STR_INIT;

		if (!free_wish_read(h->desk, rows[i].said, &a, &w, &h->e))
			fail_msg("%s: %s", rows[i].said, h->e.msg);
		free_wish_add_words(&read, h->desk, &w);
		assert_string_equal(str_text(&read), rows[i].read);
	}
	assert_string_equal(found_by_words(h, &a, "11/27 meeting room 30 people evening", 9),
			    "11/27 18:00-21:00 会議室A 1100");
}

static void
word_that_is_none_is_named_and_a_day_that_is_none_too(void **state)
{
	struct desk_home *h = *state;
	AUTO_ARENA a = ARENA_INIT;
	struct free_wish w;

	assert_false(free_wish_read(h->desk, "folk 土 夜 dance", &a, &w, &h->e));
	assert_non_null(strstr(h->e.msg, "\"folk\""));
	assert_true(free_wish_says_when(&w));
	assert_false(free_wish_read(h->desk, "11/31 夜", &a, &w, &h->e));
	assert_non_null(strstr(h->e.msg, "There is no day 11/31"));
	assert_false(free_wish_read(h->desk, "11月31日 夜", &a, &w, &h->e));
	assert_non_null(strstr(h->e.msg, "There is no day 11/31"));
	assert_false(free_wish_read(h->desk, "tea friends", &a, &w, &h->e));
	assert_false(free_wish_says_when(&w));
}

static void
band_or_time_that_cannot_be_is_refused(void **state)
{
	struct desk_home *h = *state;
	AUTO_ARENA a = ARENA_INIT;
	struct free_times times;
	struct free_wish w = FREE_WISH_INIT;

	w.band = "dawn";
	assert_false(free_next(h->desk, &w, &a, &times, &h->e));
	assert_non_null(strstr(h->e.msg, "dawn"));
	w = (struct free_wish)FREE_WISH_INIT;
	w.from = 600;
	assert_false(free_next(h->desk, &w, &a, &times, &h->e));
	w.to = 600;
	assert_false(free_next(h->desk, &w, &a, &times, &h->e));
	assert_int_equal(h->e.code, ERR_INVALID);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		IN_ROOMS(soonest_first_then_the_best_fit_then_the_cheaper),
		IN_ROOMS(part_that_is_taken_takes_the_join_from_the_answers),
		IN_ROOMS(closed_days_and_others_than_wanted_are_passed_over),
		IN_ROOMS(longer_than_a_band_takes_several),
		IN_ROOMS(room_by_the_half_hour_is_found_from_its_grid),
		IN_ROOMS(what_the_rules_refuse_is_not_offered_and_said),
		IN_ROOMS(what_the_house_is_closed_for_or_too_small_is_said),
		IN_ROOMS(where_no_day_is_wanted_no_room_is_too_small),
		IN_ROOMS(nearest_are_other_bands_of_the_day_then_the_band_on_later_days),
		IN_ROOMS(words_may_stand_in_any_order_and_width),
		IN_ROOMS(a_wish_is_read_as_callers_say_it),
		IN_ROOMS(weeks_and_months_are_understood_as_people_say_them),
		IN_ROOMS(bare_number_counts_people_and_never_moves_the_day),
		IN_ROOMS(number_that_may_be_a_day_or_people_is_asked_about),
		IN_ROOMS(what_is_said_twice_is_refused_with_both),
		IN_ROOMS(rooms_bands_and_people_are_understood_in_the_words_of_the_screen),
		IN_ROOMS(word_that_is_none_is_named_and_a_day_that_is_none_too),
		IN_ROOMS(band_or_time_that_cannot_be_is_refused),
	};
	return cmocka_run_group_tests_name("free", tests, NULL, NULL);
}
