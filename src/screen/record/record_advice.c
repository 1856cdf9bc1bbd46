/*
 * record_advice.c - what the desk says while a record of a certain type is typed, and
 * the words that it offers for a text field. A type is a row of the table.
 */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "screen/record/record.h"

#include <stdlib.h>
#include <string.h>

#include "base/macros.h"
#include "base/mem.h"
#include "base/utf8.h"
#include "desk/booking/booking_advice.h"
#include "desk/booking/closure.h"
#include "desk/booking/room.h"
#include "form/form.h"
#include "form/type.h"

static const struct adviser {
	const char *form;
	/* What a message about it adds; the others are NULL where nothing is to be said. */
	void (*said)(struct desk *d, const struct record *r, struct str *out);
	void (*advise)(struct desk *d, const struct record *r, struct str *out);
	int (*offer)(struct desk *d, const struct record *r, const char *field, struct arena *a,
		     struct booking_choice **out);
	bool (*begins)(const char *field, const char *code);
	bool (*doubts)(struct desk *d, const struct record *r, struct str *out);
} advisers[] = {
	{ "booking", booking_said, booking_advice, booking_choices,
	  booking_offers_code, NULL },
	{ "closure", closure_said, NULL, NULL, NULL, closure_doubt },
	{ "room", room_said, NULL, NULL, NULL, NULL },
};

static const struct adviser *
adviser_of(const struct form *form)
{
	for (size_t i = 0; i < ARRAY_LEN(advisers); i++)
		if (str_equal(advisers[i].form, form->name))
			return &advisers[i];
	return NULL;
}

bool
record_advice_is_given(const struct record_screen *s)
{
	const struct adviser *adviser = adviser_of(s->form);

	return adviser && adviser->advise;
}

void
record_advice_said(struct record_screen *s, struct str *said)
{
	const struct adviser *adviser = adviser_of(s->form);

	if (adviser)
		adviser->said(s->app->desk, s->record, said);
}

/* The record as far as it can be read from the fields. */
static struct record *
record_typed(struct record_screen *s)
{
	struct record *r = record_copy(s->record);

	for (int i = 0; i < s->form->field_count; i++) {
		AUTO_FREE char *stored = NULL;

		if (editor_is_changed(s->editor, i) &&
		    field_parse(&s->form->fields[i], &s->app->desk->lookup,
				editor_text(s->editor, i), &stored, NULL))
			record_put(r, s->form->fields[i].name, stored);
	}
	return r;
}

bool
record_advice_doubts(struct record_screen *s, struct str *text)
{
	const struct adviser *adviser = adviser_of(s->form);

	if (!adviser || !adviser->doubts)
		return false;
	struct record *r = record_typed(s);
	bool doubts = adviser->doubts(s->app->desk, r, text);

	record_free(r);
	return doubts;
}

void
record_advice_add(struct record_screen *s, struct str *hint)
{
	const struct adviser *adviser = adviser_of(s->form);
	AUTO_STR lines = STR_INIT;

	if (!adviser || !adviser->advise || !record_screen_is_editing(s))
		return;
	struct record *r = record_typed(s);

	adviser->advise(s->app->desk, r, &lines);
	record_free(r);
	str_trim(&lines);
	if (lines.len > 0)
		str_addf(hint, "%s%s", hint->len > 0 ? "\n" : "", str_text(&lines));
}

bool
record_advice_offers(const struct record_screen *s, const struct form_field *f, const char *code)
{
	const struct adviser *adviser = adviser_of(s->form);

	/* The editor asks once before it has a record. */
	if (!adviser || !adviser->begins || !s->record || s->record->id)
		return true;
	return adviser->begins(f->name, code);
}

/* Where the last of several words begins: behind a comma or a blank. */
static size_t
last_word(const char *text)
{
	size_t at = 0;

	for (size_t i = 0; text[i] != '\0'; i++)
		if (text[i] == ',' || text[i] == ' ')
			at = i + 1;
	return at;
}

int
record_advice_candidates(struct record_screen *s, int field, const char *text, struct arena *a,
			 struct candidate **out)
{
	const struct adviser *adviser = adviser_of(s->form);
	size_t at = last_word(text);
	AUTO_FREE char *key = utf8_search_key(text + at);
	struct booking_choice *offered;
	int kept = 0;

	if (!adviser || !adviser->offer)
		return 0;
	struct record *r = record_typed(s);
	int count = adviser->offer(s->app->desk, r, s->form->fields[field].name, a, &offered);

	record_free(r);
	*out = arena_alloc(a, (size_t)(count + 1) * sizeof(**out));
	for (int i = 0; i < count; i++) {
		AUTO_FREE char *words = utf8_search_key(offered[i].words);

		if (strstr(words, key) == NULL)
			continue;
		(*out)[kept].text = offered[i].words;
		(*out)[kept++].value =
			arena_printf(a, "%.*s%s", (int)at, text, offered[i].value);
	}
	return kept;
}

static void
focus_on_first_empty(struct record_screen *s)
{
	for (int i = 0; i < s->form->field_count; i++)
		if (!s->form->fields[i].read_only && !s->form->fields[i].kept &&
		    !s->record->values[i]) {
			editor_set_focus(s->editor, i);
			return;
		}
}

void
record_advice_open(struct record_screen *s)
{
	if (record_advice_is_given(s))
		focus_on_first_empty(s);
}

void
record_advice_begin(struct record_screen *s)
{
	focus_on_first_empty(s);
	record_edit_look_for_alike(s);
}
