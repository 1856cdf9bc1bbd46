/* test_list.c - a million rows of which only windows are read, and what keys do. */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "test.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/i18n.h"
#include "screen_text.h"
#include "ui/list.h"

/*
 * Rows 1 to `total`, in their order or backwards; a filter keeps those whose
 * number contains it. Row n is gone when n is in `gone`.
 */
struct source {
	int64_t total, gone;
	char filter[32];
	int fetches, rows_read, largest;
	bool fails, counts_at_least;
};

static bool
is_there(const struct source *s, int64_t n)
{
	char text[32];

	snprintf(text, sizeof text, "%" PRId64, n);
	return n >= 1 && n <= s->total && n != s->gone && strstr(text, s->filter) != NULL;
}

static void
fill(struct arena *a, int64_t n, struct list_row *row)
{
	const char **cells = arena_alloc(a, 4 * sizeof *cells);

	cells[0] = arena_printf(a, "%" PRId64, n);
	cells[1] = arena_printf(a, "団体%" PRId64, n);
	cells[2] = "03-0000-0000";
	cells[3] = "市民活動団体";
	*row = (struct list_row){ n, arena_printf(a, "%" PRId64, n), cells, STYLE_NORMAL };
}

static int
fetch(void *ctx, struct arena *a, const struct list_row *from, bool backward, int n,
      struct list_row *out, struct err *e)
{
	struct source *s = ctx;
	int step = backward ? -1 : 1;
	int64_t at = step > 0 ? 0 : s->total + 1;
	int count = 0;

	s->fetches++;
	if (s->fails) {
		err_set(e, ERR_IO, "The disk is gone.");
		return -1;
	}
	if (from != NULL)
		at = strtoll(from->anchor, NULL, 10);
	for (at += step; at >= 1 && at <= s->total && count < n; at += step)
		if (is_there(s, at))
			fill(a, at, &out[count++]);
	for (int i = 0; backward && i < count / 2; i++) {
		struct list_row swap = out[i];

		out[i] = out[count - 1 - i];
		out[count - 1 - i] = swap;
	}
	s->rows_read += count;
	s->largest = count > s->largest ? count : s->largest;
	return count;
}

static int64_t
count_rows(void *ctx, bool *at_least)
{
	struct source *s = ctx;
	int64_t count = 0;

	*at_least = s->counts_at_least;
	if (s->filter[0] == '\0')
		return s->total - (s->gone > 0);
	for (int64_t n = 1; n <= s->total; n++)
		count += is_there(s, n);
	return count;
}

static bool
set_filter(void *ctx, const char *text, struct err *e)
{
	struct source *s = ctx;

	if (strchr(text, '!') != NULL)
		return err_set(e, ERR_INVALID, "No.");
	snprintf(s->filter, sizeof s->filter, "%s", text);
	return true;
}

static const struct list_column columns[] = {
	{ .label = "番号", .width = 8, .align_right = true },
	{ .label = "名称", .width = 20, .stretch = true },
	{ .label = "電話", .width = 13 },
	{ .label = "種別", .width = 14 },
};

struct fixture {
	struct source source;
	struct list *list;
	struct canvas canvas;
	struct err err;
};

static void
setup(struct fixture *f, int64_t total, int rows, int cols)
{
	memset(f, 0, sizeof *f);
	f->source.total = total;
	struct list_source source = { &f->source, fetch, count_rows, set_filter };

	f->list = list_new(&source, columns, ARRAY_LEN(columns));
	canvas_init(&f->canvas, rows, cols);
}

static void
teardown(struct fixture *f)
{
	list_free(f->list);
	canvas_done(&f->canvas);
}

#define FIXTURE(f, total, rows, cols)                                                           \
	__attribute__((cleanup(teardown))) struct fixture f;                                    \
	setup(&f, total, rows, cols)

static void
draw(struct fixture *f)
{
	canvas_clear(&f->canvas);
	list_draw(f->list, &f->canvas, (struct rect){ 0, 0, f->canvas.rows, f->canvas.cols });
	assert_canvas_sound(&f->canvas);
}

static void
play_one(void *ctx, const struct key *k)
{
	struct fixture *f = ctx;

	list_key(f->list, k, &f->err);
	draw(f);
}

static void
play(struct fixture *f, const char *keys)
{
	err_clear(&f->err);
	draw(f);
	play_keys(keys, play_one, f);
}

TEST(million_rows_are_read_by_windows)
{
	FIXTURE(f, 1000000, 24, 80);
	play(&f, "");
	assert_int_equal(list_current(f.list), 1);
	assert_true(f.source.rows_read < 200);
	for (int i = 0; i < 3000; i++)
		play(&f, "<Down>");
	assert_int_equal(list_current(f.list), 3001);
	assert_true(f.source.rows_read < 4000);
	assert_true(f.source.largest <= 200);
	play(&f, "<End>");
	assert_int_equal(list_current(f.list), 1000000);
	assert_true(canvas_has(&f.canvas, "1,000,000 / 1,000,000"));
	for (int i = 0; i < 600; i++)
		play(&f, "<Up>");
	assert_int_equal(list_current(f.list), 999400);
	assert_true(canvas_has(&f.canvas, "999,400 / 1,000,000"));
	play(&f, "<Home>");
	assert_int_equal(list_current(f.list), 1);
	assert_true(canvas_has(&f.canvas, "1 / 1,000,000"));
}

/* Everything that can be read ahead now; how many pieces that took. */
static int
read_ahead(struct fixture *f)
{
	int pieces = 0;

	while (list_ahead(f->list))
		assert_true(++pieces < 100);
	return pieces;
}

/* Draws and reads ahead as the loop does after each key, and sees that no key fetches. */
static void
play_without_fetching(struct fixture *f, const char *keys, int times)
{
	for (int i = 0; i < times; i++) {
		draw(f);
		read_ahead(f);
		int fetches = f->source.fetches;

		play(f, keys);
		assert_int_equal(f->source.fetches, fetches);
	}
}

TEST(keys_find_their_rows_read_ahead)
{
	FIXTURE(f, 1000000, 24, 80);
	play_without_fetching(&f, "<Down>", 700);
	play_without_fetching(&f, "<PgDn>", 60);
	assert_int_equal(list_current(f.list), 701 + 60 * 21);
	play_without_fetching(&f, "<PgUp>", 60);
	play_without_fetching(&f, "<Up>", 700);
	assert_int_equal(list_current(f.list), 1);
	assert_true(f.source.rows_read < 8000);
	play(&f, "<End>");
	play_without_fetching(&f, "<Up>", 100);
	play_without_fetching(&f, "<PgUp>", 20);
	assert_int_equal(list_current(f.list), 1000000 - 100 - 20 * 21);
}

TEST(reading_ahead_is_done_in_short_pieces_and_does_not_show)
{
	FIXTURE(f, 1000000, 24, 80);
	AUTO_STR before = STR_INIT, after = STR_INIT;

	play(&f, "<End><PgUp>");
	canvas_text(&f.canvas, &before);
	f.source.largest = 0;
	assert_true(read_ahead(&f) >= 3);
	assert_true(f.source.largest <= 16);
	draw(&f);
	canvas_text(&f.canvas, &after);
	assert_string_equal(str_text(&after), str_text(&before));
	int rows_read = f.source.rows_read;

	assert_int_equal(read_ahead(&f), 0);
	assert_int_equal(f.source.rows_read, rows_read);
}

TEST(typing_in_the_filter_reads_no_more_than_a_screenful)
{
	FIXTURE(f, 1000000, 24, 80);
	draw(&f);
	read_ahead(&f);
	int rows_read = f.source.rows_read;

	play(&f, "1");
	assert_int_equal(list_current(f.list), 1);
	assert_true(f.source.rows_read - rows_read <= f.canvas.rows);
}

TEST(pages_go_down_and_come_back)
{
	FIXTURE(f, 5000, 24, 80);
	for (int i = 0; i < 100; i++)
		play(&f, "<PgDn>");
	int64_t at = list_current(f.list);

	assert_int_equal(at, 1 + 100 * 21);
	for (int i = 0; i < 100; i++)
		play(&f, "<PgUp>");
	assert_int_equal(list_current(f.list), 1);
	for (int i = 0; i < 400; i++)
		play(&f, "<PgDn>");
	assert_int_equal(list_current(f.list), 5000);
}

TEST(random_moves_agree_with_plain_arithmetic)
{
	static const char *const keys[] = { "<Up>", "<Down>", "<PgUp>", "<PgDn>", "<Down>",
					    "<PgDn>" };
	static const int steps[] = { -1, 1, -21, 21, 1, 21 };
	FIXTURE(f, 3000, 24, 80);
	unsigned seed = 9;
	int64_t at = 1;

	for (int i = 0; i < 5000; i++) {
		unsigned n = next_random(&seed) % 60;

		if (n < 6) {
			play(&f, keys[n]);
			at += steps[n];
		} else if (n == 6) {
			play(&f, "<End>");
			at = 3000;
		} else if (n == 7) {
			play(&f, "<Home>");
			at = 1;
		} else {
			n = seed % 2;
			play(&f, n ? "<PgDn>" : "<PgUp>");
			at += n ? 21 : -21;
		}
		at = at < 1 ? 1 : at > 3000 ? 3000 : at;
		assert_int_equal(list_current(f.list), at);
		AUTO_STR where = STR_INIT;

		str_addf(&where, at < 1000 ? "%d / 3,000" : "%d,%03d / 3,000",
			 (int)(at < 1000 ? at : at / 1000), (int)(at % 1000));
		assert_true(canvas_has(&f.canvas, str_text(&where)));
	}
}

TEST(typing_filters_and_escape_clears)
{
	FIXTURE(f, 2000, 24, 80);
	play(&f, "199");
	assert_string_equal(list_filter(f.list), "199");
	assert_int_equal(list_current(f.list), 199);
	assert_true(canvas_has(&f.canvas, "1 / 12"));
	assert_int_equal(f.canvas.cursor_row, 0);
	play(&f, "<BS>");
	assert_string_equal(list_filter(f.list), "19");
	play(&f, "x");
	assert_int_equal(list_current(f.list), 0);
	assert_null(list_current_row(f.list));
	assert_true(canvas_has(&f.canvas, "Nothing matches \"19x\". Esc clears the filter."));
	assert_true(list_key(f.list, &(struct key){ K_ESC, NULL }, &f.err));
	assert_string_equal(list_filter(f.list), "");
	assert_int_equal(list_current(f.list), 1);
	assert_false(list_key(f.list, &(struct key){ K_ESC, NULL }, &f.err));
	play(&f, "7<C-u>");
	assert_string_equal(list_filter(f.list), "");
}

TEST(refused_filter_says_why_and_shows_nothing)
{
	FIXTURE(f, 100, 24, 80);
	play(&f, "!");
	assert_int_equal(f.err.code, ERR_INVALID);
	assert_int_equal(list_current(f.list), 0);
	play(&f, "<BS>");
	assert_int_equal(list_current(f.list), 1);
}

TEST(reload_keeps_the_cursor_on_its_record)
{
	FIXTURE(f, 1000, 24, 80);
	for (int i = 0; i < 499; i++)
		play(&f, "<Down>");
	AUTO_STR before = STR_INIT, after = STR_INIT;

	canvas_text(&f.canvas, &before);
	assert_true(list_reload(f.list, &f.err));
	assert_int_equal(list_current(f.list), 500);
	draw(&f);
	canvas_text(&f.canvas, &after);
	assert_string_equal(str_text(&after), str_text(&before));
	/* The record goes: the one that takes its place has the cursor. */
	f.source.gone = 500;
	assert_true(list_reload(f.list, &f.err));
	assert_int_equal(list_current(f.list), 501);
	f.source.gone = 1000;
	play(&f, "<End>");
	assert_int_equal(list_current(f.list), 999);
	f.source.gone = 999;
	assert_true(list_reload(f.list, &f.err));
	assert_int_equal(list_current(f.list), 1000);
	f.source.total = 0;
	assert_true(list_reload(f.list, &f.err));
	assert_int_equal(list_current(f.list), 0);
	f.source.total = 3;
	assert_true(list_reload(f.list, &f.err));
	assert_int_equal(list_current(f.list), 1);
}

TEST(failing_source_is_told_and_harmless)
{
	FIXTURE(f, 1000, 24, 80);
	play(&f, "<Down>");
	f.source.fails = true;
	assert_false(list_reload(f.list, &f.err));
	assert_int_equal(f.err.code, ERR_IO);
	play(&f, "<Down><End><PgUp><Home>");
	assert_int_equal(f.err.code, ERR_IO);
	assert_int_equal(list_current(f.list), 0);
	assert_false(list_ahead(f.list));
	f.source.fails = false;
	assert_true(list_reload(f.list, &f.err));
	f.source.fails = true;
	assert_false(list_ahead(f.list));
	assert_int_equal(list_current(f.list), 1);
	f.source.fails = false;
	assert_true(list_reload(f.list, &f.err));
	assert_int_equal(list_current(f.list), 1);
}

TEST(list_goes_to_a_row_that_is_near)
{
	FIXTURE(f, 100000, 24, 80);
	draw(&f);
	assert_true(list_go(f.list, 40, &f.err));
	assert_int_equal(list_current(f.list), 40);
	assert_true(list_go(f.list, 900, &f.err));
	assert_int_equal(list_current(f.list), 900);
	assert_false(list_go(f.list, 90000, &f.err));
	assert_int_equal(f.err.code, ERR_NOT_FOUND);
	assert_true(f.source.rows_read < 5000);
}

TEST(space_marks_only_while_there_is_no_filter)
{
	FIXTURE(f, 100, 24, 80);
	const int64_t *ids;

	play(&f, " <Down> <Ins>");
	assert_int_equal(list_marked(f.list, &ids), 3);
	assert_int_equal(ids[0], 1);
	assert_int_equal(ids[1], 3);
	assert_int_equal(ids[2], 4);
	assert_true(canvas_has(&f.canvas, "3"));
	play(&f, "<Home> ");
	assert_int_equal(list_marked(f.list, &ids), 2);
	play(&f, "1 ");
	assert_string_equal(list_filter(f.list), "1 ");
	assert_int_equal(list_marked(f.list, &ids), 2);
	play(&f, "<BS><C-t>");
	assert_int_equal(list_marked(f.list, &ids), 3);
	list_clear_marks(f.list);
	assert_int_equal(list_marked(f.list, &ids), 0);
}

TEST(narrow_terminal_brings_columns_into_view_by_arrows)
{
	FIXTURE(f, 100, 5, 20);
	play(&f, "");
	assert_false(canvas_has(&f.canvas, "03-0000"));
	play(&f, "<Right><Right>");
	assert_false(canvas_has(&f.canvas, "団体1"));
	play(&f, "<Right><Right><Right>");
	assert_true(canvas_has(&f.canvas, "<"));
	play(&f, "<Left><Left><Left>");
	FIXTURE(wide, 100, 24, 80);
	draw(&wide);
	assert_false(list_key(wide.list, &(struct key){ K_RIGHT, NULL }, &wide.err));
}

TEST(every_size_shows_the_current_row)
{
	static const struct {
		int rows, cols;
	} sizes[] = { { 24, 80 }, { 40, 140 }, { 5, 20 }, { 2, 20 }, { 1, 10 }, { 100, 300 } };

	for (size_t i = 0; i < ARRAY_LEN(sizes); i++) {
		FIXTURE(f, 500, sizes[i].rows, sizes[i].cols);
		int focused = 0;

		for (int n = 0; n < 299; n++)
			play(&f, "<Down>");
		assert_int_equal(list_current(f.list), 300);
		for (int row = 0; row < f.canvas.rows; row++)
			focused += f.canvas.cells[row * f.canvas.cols].style == STYLE_FOCUS;
		assert_int_equal(focused, 1);
		assert_true(canvas_has(&f.canvas, "300"));
	}
}

TEST(count_that_is_not_known_is_not_claimed)
{
	FIXTURE(f, 1000, 24, 80);
	struct list_source source = { &f.source, fetch, NULL, NULL };

	list_free(f.list);
	f.list = list_new(&source, columns, ARRAY_LEN(columns));
	play(&f, "<Down>");
	assert_true(canvas_has(&f.canvas, "2 / "));
	assert_true(canvas_has(&f.canvas, "+"));
	play(&f, "<End><Up>");
	assert_int_equal(list_current(f.list), 999);
	assert_false(list_key(f.list, &(struct key){ K_TEXT, "x" }, &f.err));
}

TEST(columns_can_be_changed)
{
	FIXTURE(f, 100, 24, 80);
	play(&f, "<Down>");
	list_set_columns(f.list, columns, 2);
	play(&f, "<Down>");
	assert_int_equal(list_current(f.list), 3);
	assert_false(canvas_has(&f.canvas, "03-0000"));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(million_rows_are_read_by_windows),
		cmocka_unit_test(keys_find_their_rows_read_ahead),
		cmocka_unit_test(reading_ahead_is_done_in_short_pieces_and_does_not_show),
		cmocka_unit_test(typing_in_the_filter_reads_no_more_than_a_screenful),
		cmocka_unit_test(pages_go_down_and_come_back),
		cmocka_unit_test(random_moves_agree_with_plain_arithmetic),
		cmocka_unit_test(typing_filters_and_escape_clears),
		cmocka_unit_test(refused_filter_says_why_and_shows_nothing),
		cmocka_unit_test(reload_keeps_the_cursor_on_its_record),
		cmocka_unit_test(failing_source_is_told_and_harmless),
		cmocka_unit_test(list_goes_to_a_row_that_is_near),
		cmocka_unit_test(space_marks_only_while_there_is_no_filter),
		cmocka_unit_test(narrow_terminal_brings_columns_into_view_by_arrows),
		cmocka_unit_test(every_size_shows_the_current_row),
		cmocka_unit_test(count_that_is_not_known_is_not_claimed),
		cmocka_unit_test(columns_can_be_changed),
	};
	return cmocka_run_group_tests(tests, use_utf8_locale, NULL);
}
