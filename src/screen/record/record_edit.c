/*
 * record_edit.c - what stands by while a record is typed: the draft, which has
 * every character before it is on the screen; candidates; what was entered
 * last; the kana; and the records that may be the same.
 */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "screen/record/record.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "base/utf8.h"
#include "desk/code.h"
#include "desk/record/find.h"
#include "form/form.h"
#include "form/type.h"
#include "ui/dialog.h"

enum { ALIKE_SHOWN = 3, CANDIDATES = 100 };

static bool
may_edit(void *ctx, int field)
{
	struct record_screen *s = ctx;
	const struct form_field *f = &s->form->fields[field];

	return !f->read_only && !(f->fixed && s->record->id) &&
	       !(s->parent_id && field == s->parent_field);
}

bool
record_edit_begin(struct record_screen *s, int field, const char *text, struct err *e)
{
	int caret = (int)utf8_count(text);

	if (!may_edit(s, field) || !record_draft_put(s, field, text, caret, e))
		return false;
	editor_begin(s->editor, field, text);
	return true;
}

static int
code_candidates(struct record_screen *s, const struct form_field *f, struct arena *a,
		struct candidate **out)
{
	struct code_word *words;
	int count = code_words(s->app->desk, a, f->list, &words);
	int kept = 0;

	*out = arena_alloc(a, (size_t)(count + 1) * sizeof(**out));
	for (int i = 0; i < count; i++)
		if (record_advice_offers(s, f, words[i].code))
			(*out)[kept++] = (struct candidate){ words[i].word, words[i].word };
	return kept;
}

/* What stands in the field for a chosen record: its title if that means it alone, else its id. */
static const char *
ref_value(struct record_screen *s, const struct form *form, int64_t id, struct arena *a)
{
	const struct field_lookup *lookup = &s->app->desk->lookup;
	const char *title = arena_strdup(a, lookup->ref_title(lookup->ctx, form->name, id));

	if (title && lookup->ref_find(lookup->ctx, form->name, title) == id)
		return title;
	return arena_printf(a, "%" PRId64, id);
}

/* Records that hold the text, as their list shows them. */
static int
ref_candidates(struct record_screen *s, const char *name, const char *text, struct arena *a,
	       struct candidate **out)
{
	const struct form *form = form_find(s->app->desk->forms, name);
	struct record_list *list = form ? record_list_new(s->app->desk, form, NULL) : NULL;
	struct record_row *rows = arena_alloc(a, CANDIDATES * sizeof(*rows));
	int columns, count = 0;

	if (list && record_list_filter(list, text, NULL))
		count = record_list_fetch(list, a, NULL, false, CANDIDATES, rows, NULL);
	if (count <= 0) {
		record_list_free(list);
		return 0;
	}
	columns = record_list_column_fields(list, &(const int *){ NULL });
	*out = arena_alloc(a, (size_t)count * sizeof(**out));
	for (int i = 0; i < count; i++) {
		AUTO_STR line = STR_INIT;

		for (int j = 0; j < columns && j < 4; j++)
			if (!str_is_empty(rows[i].cells[j]))
				str_addf(&line, "%s%s", line.len ? "  " : "", rows[i].cells[j]);
		(*out)[i].text = arena_strdup(a, str_text(&line));
		(*out)[i].value = ref_value(s, form, rows[i].id, a);
	}
	record_list_free(list);
	return count;
}

static int
candidates(void *ctx, int field, const char *text, struct arena *a, struct candidate **out)
{
	struct record_screen *s = ctx;
	const struct form_field *f = &s->form->fields[field];

	if (f->list)
		return code_candidates(s, f, a, out);
	if (f->offered)
		return record_advice_candidates(s, field, text, a, out);
	if (f->ref)
		return ref_candidates(s, f->ref, text, a, out);
	return 0;
}

static const char *
last(void *ctx, int field, struct arena *a)
{
	struct record_screen *s = ctx;

	return arena_strdup(a, app_last(s->app, s->form, field));
}

void
record_edit_forget_alike(struct record_screen *s)
{
	arena_done(&s->alike_arena);
	s->alike = NULL;
	s->alike_count = 0;
}

void
record_edit_look_for_alike(struct record_screen *s)
{
	AUTO_FREE const char **values = mem_alloc((size_t)s->form->field_count * sizeof(*values));
	AUTO_STR hint = STR_INIT;

	record_edit_forget_alike(s);
	for (int i = 0; i < s->form->field_count; i++) {
		const char *text = editor_text(s->editor, i);

		values[i] = str_is_empty(text) ? NULL : text;
	}
	if (!record_advice_is_given(s))
		s->alike_count = find_duplicates(s->app->desk, &s->alike_arena, s->form,
						 s->record->id, values, ALIKE_SHOWN,
						 &s->alike, NULL);
	for (int i = 0; i < s->alike_count; i++) {
		if (i == 0)
			str_add(&hint, _("! May be registered already (F11 opens it):"));
		str_addf(&hint, "\n  %s  %s", s->alike[i].title, s->alike[i].why);
	}
	record_advice_add(s, &hint);
	editor_set_hint(s->editor, str_text(&hint));
}

static void
left(void *ctx, int field)
{
	struct record_screen *s = ctx;

	record_fill_address(s, field);
	record_edit_look_for_alike(s);
}

/* Not while it is typed: who types the reading as well would have it twice. */
void
record_edit_fill_kana(struct record_screen *s)
{
	for (int i = 0; i < s->form->field_count; i++) {
		const char *of = s->form->fields[i].kana_of;
		AUTO_FREE char *kana = NULL;
		struct err e;

		if (!of || !str_is_empty(editor_text(s->editor, i)))
			continue;
		const char *name = editor_text(s->editor, form_field_index(s->form, of));
		if (field_parse(&s->form->fields[i], NULL, name, &kana, &e) && kana)
			editor_put(s->editor, i, kana, 0);
	}
}

static void
alike_chosen(void *ctx, int index)
{
	struct record_screen *s = ctx;

	if (index >= 0 && index < s->alike_count)
		screen_record(s->app, s->alike[index].form, s->alike[index].id, NULL);
}

void
record_edit_show_alike(struct record_screen *s)
{
	AUTO_ARENA a = ARENA_INIT;
	const char **items = arena_alloc(&a, (size_t)(s->alike_count + 1) * sizeof(*items));

	for (int i = 0; i < s->alike_count; i++)
		items[i] = arena_printf(&a, "%s  %s", s->alike[i].title, s->alike[i].why);
	dialog_pick(s->app->stack, _("May be registered already"), items, s->alike_count,
		    alike_chosen, s);
}

void
record_edit_ops(struct record_screen *s, struct editor_ops *ops)
{
	*ops = (struct editor_ops){
		.ctx = s,
		.lookup = &s->app->desk->lookup,
		.typed = record_draft_typed,
		.candidates = candidates,
		.last = last,
		.left = left,
		.may_edit = may_edit,
	};
}
