/*
 * fuzz_screen.c - any keys at a desk of a demo centre, in a terminal of any size: the
 * desk goes on, and nothing raw is drawn. Each input begins at the same data folder.
 *
 * A byte below WORDS presses a key that the top screen has a row for, one from there on
 * types a word (where orders are taken, Enter follows), one from KEYS on is a key of every
 * screen. RESIZE: the next byte chooses the size; PASTE: the next word comes many times.
 */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/lang.h"
#include "base/utf8.h"
#include "desk/demo/demo.h"
#include "screen/app.h"
#include "home.h"
#include "shown.h"

enum { WORDS = 96, KEYS = 200, RESIZE = 254, PASTE = 255, PASTE_TIMES = 50 };

static const struct {
	int rows, cols;
} sizes[] = {
	{ 24, 80 }, { 40, 140 }, { 5, 20 },  { 3, 10 },
	{ 1, 1 },   { 60, 200 }, { 2, 300 }, { 12, 33 },
};

/* What a clerk types, some of it by mistake. */
/* clang-format off */
static const char *const words[] = {
	"0", "1", "2", "3", "4", "5", "6", "7", "8", "9", "a", "?", "'", "%", "-", "/", ":",
	"か\xe3\x82\x99", "𠮷", "髙", "👩\u200d👩\u200d👧", "e\u0301\u0301\u0301", "ガッショウ",
	"2026-11-20", "R8.11.20", "11/27", "明日", "来週", "次 夜 20人", "13:00", "9-12",
	"夜間", "午前", "ひばり", "Y26-0010", "Y26-0091", "S-0001", "G-0001", "0297-00-0001",
	"1000", "99999999999", "毎週", "火", "3か月",
	"予約表", "予約", "団体", "個人", "料金を受け取る", "印刷",
	"予約の取消", "延長", "繰り返す", "定期予約", "電話する",
	"規則簿", "料金表", "開館カレンダー", "設定", "職員",
	"取り込み", "書き出し", "年度更新", "統合", "解散", "鍵",
	"減免", "返金", "臨時休館", "履歴", "監査", "郵便番号", "相談",
	"部屋", "備品", "今日", "未納",
};
/* clang-format on */

struct player {
	struct app app;
	struct canvas canvas;
	bool is_paste;
};

static void
press(struct player *p, enum key_code code, const char *text)
{
	const struct key k = { code, text };

	if (stack_depth(p->app.stack) > 0)
		stack_key(p->app.stack, &k);
}

static void
paste(struct player *p, const char *word)
{
	AUTO_STR all = STR_INIT;

	for (int i = 0; i < PASTE_TIMES; i++)
		str_add(&all, word);
	press(p, K_PASTE, str_text(&all));
	p->is_paste = false;
}

static void
type(struct player *p, const char *word)
{
	if (p->is_paste)
		paste(p, word);
	else
		press(p, word[1] == '\0' ? K_TEXT : K_PASTE, word);
}

/* A key of a row of the top screen's table, or Enter. */
static void
press_action(struct player *p, uint8_t byte)
{
	const struct screen_ops *top = stack_ops(p->app.stack, 0);
	const struct action *a =
		top->action_count > 0 ? &top->actions[byte % top->action_count] : NULL;

	press(p, a && a->key != K_NONE ? a->key : K_ENTER, NULL);
}

static void
play(struct player *p, uint8_t byte)
{
	static const enum key_code keys[] = {
		K_ENTER,  K_ENTER,  K_ENTER,  K_DOWN,    K_DOWN,    K_UP,        K_LEFT,
		K_RIGHT,  K_TAB,    K_TAB,    K_BACKTAB, K_ESC,     K_ESC,       K_BACKSPACE,
		K_DELETE, K_INSERT, K_HOME,   K_END,     K_PAGE_UP, K_PAGE_DOWN, K_F1,
		K_F2,     K_F3,     K_F4,     K_F5,      K_F6,      K_F7,        K_F8,
		K_F9,     K_F10,    K_F10,    K_F10,     K_F11,     K_F11,       K_SHIFT_F9,
		K_CTRL_Z, K_CTRL_Y, K_CTRL_U, K_CTRL_J,  K_CTRL_S,
	};

	if (byte == PASTE) {
		p->is_paste = true;
	} else if (byte < WORDS) {
		press_action(p, byte);
	} else if (byte < KEYS) {
		const char *top = stack_ops(p->app.stack, 0)->name;
		bool is_order = str_equal(top, "home") || str_equal(top, "command");

		type(p, words[(byte - WORDS) % (int)ARRAY_LEN(words)]);
		if (is_order)
			press(p, K_ENTER, NULL);
	} else {
		press(p, keys[(byte - KEYS) % (int)ARRAY_LEN(keys)], NULL);
	}
}

/* --- the data folder, as it was --- */

static const char *const kept_names[] = { "madoguchi.db", "drafts.db" };
static struct str kept[ARRAY_LEN(kept_names)];

static void
keep(void)
{
	for (size_t i = 0; i < ARRAY_LEN(kept_names); i++) {
		AUTO_FREE char *path = mem_printf("%s/%s", fuzz_home, kept_names[i]);
		FILE *f = fopen(path, "rb");
		char chunk[65536];
		size_t n;

		must(f != NULL);
		while ((n = fread(chunk, 1, sizeof chunk, f)) > 0)
			str_add_len(&kept[i], chunk, n);
		fclose(f);
	}
}

static void
bring_back(void)
{
	static const char *const ends[] = { "", "-wal", "-shm" };

	for (size_t i = 0; i < ARRAY_LEN(kept_names); i++) {
		for (size_t e = 0; e < ARRAY_LEN(ends); e++) {
			AUTO_FREE char *path =
				mem_printf("%s/%s%s", fuzz_home, kept_names[i], ends[e]);

			remove(path);
		}
		AUTO_FREE char *path = mem_printf("%s/%s", fuzz_home, kept_names[i]);
		FILE *f = fopen(path, "wb");

		must(f != NULL && fwrite(kept[i].s, 1, kept[i].len, f) == kept[i].len);
		fclose(f);
	}
}

static void
make_home(void)
{
	struct demo_options demo = { .groups = 12, .years = 1, .seed = 1, .bookings = 120 };
	struct err e;

	setenv("LANGUAGE", "ja", 1);
	lang_init("locale");
	setlocale(LC_ALL, "C.UTF-8");
	fuzz_home_name();
	fuzz_desk = fuzz_desk_open(true);
	for (int i = 0; i < embed_book_count; i++)
		if (strcmp(embed_books[i].name, "paid") == 0)
			demo.rules = &embed_books[i];
	must(demo_fill(fuzz_desk, &demo, &e));
	desk_close(fuzz_desk);
	fuzz_desk = NULL;
	keep();
	must(atexit(fuzz_home_remove) == 0);
}

/* False: nobody sits at the desk any more. */
static bool
sits(const struct player *p)
{
	const struct screen_ops *top = stack_ops(p->app.stack, 0);

	return top && !str_equal(top->name, "lock") && !str_equal(top->name, "sign-in");
}

static void
play_all(struct player *p, const uint8_t *data, size_t size)
{
	for (size_t i = 0; i < size && sits(p); i++) {
		if (data[i] == RESIZE && i + 1 < size) {
			size_t at = data[++i] % ARRAY_LEN(sizes);

			canvas_resize(&p->canvas, sizes[at].rows, sizes[at].cols);
		} else {
			play(p, data[i]);
		}
		if (i % 4 == 0 && sits(p))
			must_show_safely(p->app.stack, &p->canvas);
		for (int n = 0; n < 4 && stack_ahead(p->app.stack); n++)
			;
	}
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct player p = { 0 };

	if (size > 400)
		return 0;
	if (kept[0].len == 0)
		make_home();
	bring_back();
	fuzz_desk = fuzz_desk_open(false);
	app_init(&p.app, fuzz_desk, NULL);
	canvas_init(&p.canvas, sizes[0].rows, sizes[0].cols);
	play_all(&p, data, size);
	app_done(&p.app);
	canvas_done(&p.canvas);
	desk_close(fuzz_desk);
	fuzz_desk = NULL;
	return 0;
}
