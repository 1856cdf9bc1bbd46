/* shape.h - every screen at every size, in the language of the run. */
/* SPDX-License-Identifier: MIT */
#ifndef SCREEN_SHAPE_H
#define SCREEN_SHAPE_H

#include "seat.h"

struct shape_path {
	const char *keys;
	const char *shows[2]; /* at 80 × 24: Japanese, English */
};

/* clang-format off */
static const struct shape_path shape_paths[] = {
	{ "",                              { "年度更新", "Renewals" } },
	{ "4<Enter>",                           { "合唱団ひばり", "合唱団ひばり" } },
	{ "4<Enter>ひま",                       { "こども食堂ひまわり", "こども食堂ひまわり" } },
	{ "4<Enter><F5>",                       { "団体一覧: 条件", "Groups: which?" } },
	{ "4<Enter><F6>",                       { "並び順と列", "Order and columns" } },
	{ "4<Enter><Enter>",                    { "団体 合唱団ひばり", "Group 合唱団ひばり" } },
	{ "4<Enter><Enter><Tab>",               { "[連絡担当者", "[Contacts" } },
	{ "4<Enter><Enter><F11>",               { "履歴・取消", "History and taking back" } },
	{ "4<Enter><C-n>",                      { "団体の新規登録", "New Group" } },
	{ "4<Enter><C-n>あ<Esc>",               { "まだ保存していません", "Not saved yet" } },
	{ "<F2>ひ",                        { "合唱団ひばり", "合唱団ひばり" } },
	{ "9<Enter>",                           { "センターの設定", "Settings of the centre" } },
	{ "<F2>settings<Enter>",           { "センターの設定", "Settings of the centre" } },
	{ "<F2>audit<Enter>",              { "監査記録", "Audit" } },
	{ "<F2>staff<Enter>",              { "管理者", "Administrator" } },
	{ "<F2>code<Enter>",               { "コード表", "Code lists" } },
	{ "<F2>renewal<Enter>",            { "末の更新", "Renewals at the end of" } },
	{ "<F2>calendar<Enter>",           { "madoguchi rules", "madoguchi rules" } },
	{ "<F1>",                          { "F12", "F12" } },
	{ "<F12>",                         { "離席中", "Locked" } },
};
/* clang-format on */

static const struct {
	int rows, cols;
} shape_sizes[] = { { 24, 80 }, { 40, 140 }, { 5, 20 }, { 3, 10 }, { 50, 240 }, { 24, 79 } };

static inline void
shape_check_lines(struct seat *s, const char *path)
{
	AUTO_FREE char *text = strdup(seat_text(s));
	char *rest = text, *line;
	int rows = 0;

	while ((line = strsep(&rest, "\n")) && (rest || *line)) {
		if (utf8_width(line) > s->canvas.cols)
			fail_msg("%s at %d x %d: a line is too wide:\n%s", path, s->canvas.rows,
				 s->canvas.cols, text);
		rows++;
	}
	assert_true(rows <= s->canvas.rows);
	assert_true(s->canvas.cursor_row < s->canvas.rows && s->canvas.cursor_col < s->canvas.cols);
}

/* One path after another on one desk; a screen opens at 80 × 24 and is then drawn at every size. */
static inline void
every_screen_keeps_to_every_size(void **state)
{
	struct seat *s = *state;

	for (size_t i = 0; i < ARRAY_LEN(shape_paths); i++) {
		const struct shape_path *path = &shape_paths[i];

		seat_size(s, 24, 80);
		seat_press(s, path->keys);
		assert_shown(s, path->shows[lang_is_ja() ? 0 : 1]);
		for (size_t j = 0; j < ARRAY_LEN(shape_sizes); j++) {
			seat_size(s, shape_sizes[j].rows, shape_sizes[j].cols);
			shape_check_lines(s, path->keys);
		}
		app_signed_in(&s->app);
		s->app.is_locked = false;
	}
}

#endif
