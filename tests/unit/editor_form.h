/*
 * editor_form.h - for tests of the record editor: a form of every kind of field,
 * two code lists, a register of three persons, and a record editor over them.
 */
/* SPDX-License-Identifier: MIT */
#ifndef UNIT_EDITOR_FORM_H
#define UNIT_EDITOR_FORM_H

#include <stdlib.h>

#include "base/lang.h"
#include "base/mem.h"
#include "screen_text.h"
#include "ui/editor.h"

enum { NUMBER, NAME, KANA, KIND, SINCE, FEE, OPEN, AREAS, LEADER, NOTE, COUNT };

static struct form_field fields[COUNT];
static struct form_section sections[] = { { "base", { "基本", "Basics" } },
					  { "more", { "活動", "Activity" } } };
static struct form form = {
	.name = "group",
	.number = "number",
	.series = "group",
	.sections = sections,
	.section_count = 2,
	.fields = fields,
	.field_count = COUNT,
};

static inline void
define(int at, const char *name, const char *label, enum field_kind kind, int section)
{
	fields[at] = (struct form_field){
		.name = name,
		.label = { label, name },
		.help = { "説明文です。", "Some help." },
		.type = field_type_of(kind),
		.section = section,
	};
}

static inline int
make_form(void **state)
{
	define(NUMBER, "number", "登録番号", FIELD_TEXT, 0);
	define(NAME, "name", "名称", FIELD_TEXT, 0);
	define(KANA, "kana", "フリガナ", FIELD_KANA, 0);
	define(KIND, "kind", "種別", FIELD_CHOICE, 0);
	define(SINCE, "since", "設立日", FIELD_DATE, 1);
	define(FEE, "fee", "会費", FIELD_MONEY, 1);
	define(OPEN, "open", "公開", FIELD_BOOL, 1);
	define(AREAS, "areas", "分野", FIELD_CHOICES, 1);
	define(LEADER, "leader", "代表者", FIELD_REF, 1);
	define(NOTE, "note", "備考", FIELD_NOTE, 1);
	fields[FEE].required = fields[FEE].filled = true;
	fields[NUMBER].width = 12;
	fields[NUMBER].required = fields[NAME].required = true;
	fields[NAME].max = 40;
	fields[KIND].list = "kind";
	fields[AREAS].list = "area";
	fields[LEADER].ref = "person";
	setenv("LANGUAGE", "ja", 1);
	lang_init("/nonexistent");
	return use_utf8_locale(state);
}

/* Two code lists and a register of three persons. */
struct word {
	const char *list, *code, *word;
};

static const struct word words[] = {
	{ "kind", "npo", "市民活動団体" }, { "kind", "area", "自治会" },
	{ "kind", "firm", "事業者" },	  { "area", "welfare", "保健" },
	{ "area", "music", "音楽" },	  { "area", "kids", "子ども" },
};

static const char *const people[] = { "田中花子", "田中太郎", "鈴木一" };

static inline const char *
code_word(void *ctx, const char *list, const char *code)
{
	(void)ctx;
	for (size_t i = 0; i < ARRAY_LEN(words); i++)
		if (str_equal(words[i].list, list) && str_equal(words[i].code, code))
			return words[i].word;
	return NULL;
}

static inline const char *
code_find(void *ctx, const char *list, const char *typed)
{
	(void)ctx;
	for (size_t i = 0; i < ARRAY_LEN(words); i++)
		if (str_equal(words[i].list, list) &&
		    (str_equal(words[i].code, typed) || str_starts(words[i].word, typed)))
			return words[i].code;
	return NULL;
}

static inline const char *
ref_title(void *ctx, const char *ref, int64_t id)
{
	(void)ctx;
	(void)ref;
	return id >= 1 && id <= 3 ? people[id - 1] : NULL;
}

static inline int64_t
ref_find(void *ctx, const char *ref, const char *typed)
{
	(void)ctx;
	(void)ref;
	for (int i = 0; i < 3; i++)
		if (str_equal(people[i], typed))
			return i + 1;
	return 0;
}

static const struct field_lookup lookup = {
	.today = 20777, /* 2026-11-20 */
	.code_word = code_word,
	.code_find = code_find,
	.ref_title = ref_title,
	.ref_find = ref_find,
};

struct fixture {
	struct editor *editor;
	struct canvas canvas;
	struct err err;
	struct str draft; /* what `typed` was told last: "field=text@caret" */
	struct str left;  /* the fields that were left after a change */
	bool draft_fails, was_drawn_before_draft;
	int may_not;      /* a field that may not be edited, or -1 */
};

static inline bool
typed(void *ctx, int field, const char *text, int caret, struct err *e)
{
	struct fixture *f = ctx;

	str_clear(&f->draft);
	str_addf(&f->draft, "%s=%s@%d", fields[field].name, text, caret);
	/* The text is in the editor already, and not yet on the canvas. */
	assert_string_equal(editor_text(f->editor, field), text);
	if (text[0] != '\0' && canvas_has(&f->canvas, "窓口メモ"))
		f->was_drawn_before_draft = true;
	return !f->draft_fails || err_set(e, ERR_FULL, "The disk is full.");
}

static inline int
candidates(void *ctx, int field, const char *text, struct arena *a, struct candidate **out)
{
	int count = 0;

	(void)ctx;
	*out = arena_alloc(a, 10 * sizeof **out);
	for (size_t i = 0; i < ARRAY_LEN(words); i++)
		if (str_equal(words[i].list, fields[field].list))
			(*out)[count++] = (struct candidate){ words[i].word, words[i].word };
	for (int i = 0; field == LEADER && i < 3; i++)
		if (strstr(people[i], text) != NULL)
			(*out)[count++] = (struct candidate){ people[i], people[i] };
	return count;
}

static inline const char *
last(void *ctx, int field, struct arena *a)
{
	(void)ctx;
	return field == NAME ? arena_strdup(a, "合唱団ひばり") : field == FEE ? "2400" : NULL;
}

static inline void
left(void *ctx, int field)
{
	struct fixture *f = ctx;

	str_addf(&f->left, "%s ", fields[field].name);
}

static inline bool
may_edit(void *ctx, int field)
{
	return ((struct fixture *)ctx)->may_not != field;
}

static inline void
setup(struct fixture *f, enum editor_mode mode, int rows, int cols)
{
	memset(f, 0, sizeof *f);
	const struct editor_ops ops = {
		.ctx = f,
		.lookup = &lookup,
		.typed = typed,
		.candidates = candidates,
		.last = last,
		.left = left,
		.may_edit = may_edit,
	};

	f->may_not = -1;
	canvas_init(&f->canvas, rows, cols);
	f->editor = editor_new(&form, &ops, mode);
}

static inline void
teardown(struct fixture *f)
{
	editor_free(f->editor);
	canvas_done(&f->canvas);
	str_done(&f->draft);
	str_done(&f->left);
}

#define FIXTURE(f, mode, rows, cols)                                                            \
	__attribute__((cleanup(teardown))) struct fixture f;                                    \
	setup(&f, mode, rows, cols)

static inline void
draw(struct fixture *f)
{
	canvas_clear(&f->canvas);
	editor_draw(f->editor, &f->canvas, (struct rect){ 0, 0, f->canvas.rows, f->canvas.cols });
	assert_canvas_sound(&f->canvas);
	assert_true(f->canvas.cursor_row >= 0);
}

static inline void
play_one(void *ctx, const struct key *k)
{
	struct fixture *f = ctx;

	editor_key(f->editor, k, &f->err);
	draw(f);
}

static inline void
play(struct fixture *f, const char *keys)
{
	err_clear(&f->err);
	draw(f);
	play_keys(keys, play_one, f);
}

static inline void
load_record(struct fixture *f)
{
	static const char *const stored[COUNT] = {
		[NUMBER] = "R8-001", [NAME] = "合唱団ひばり", [KIND] = "npo",
		[SINCE] = "2019-05-01", [FEE] = "2400", [OPEN] = "1",
		[AREAS] = "music,kids", [LEADER] = "1", [NOTE] = "一行目\n二行目",
	};

	editor_load(f->editor, stored);
}

/* The stored value that saving would write, or "(nothing)". */
static inline void
assert_value(struct fixture *f, int field, const char *expected)
{
	char *stored[COUNT] = { NULL };

	assert_true(editor_values(f->editor, stored, &f->err));
	assert_string_equal(stored[field] == NULL ? "(nothing)" : stored[field], expected);
	for (int i = 0; i < COUNT; i++)
		free(stored[i]);
}

#endif
