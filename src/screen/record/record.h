/*
 * record.h - the record screen's parts: what is on screen (record.c), the
 * draft and the help while typing (record_edit.c), saving (record_save.c), and
 * the details beneath (record_tabs.c).
 */
/* SPDX-License-Identifier: MIT */
#ifndef SCREEN_RECORD_RECORD_H
#define SCREEN_RECORD_RECORD_H

#include "desk/record/find.h"
#include "desk/record/record.h"
#include "screen/app.h"
#include "screen/record/rows.h"
#include "ui/editor.h"

/* One list of details under the record. */
struct record_tab {
	const struct form_detail *detail;
	const struct form *form;
	int field; /* the child's ref field that points here */
	struct rows *rows;
	int64_t count; /* as of the last reading */
};

struct record_screen {
	struct app *app;
	const struct form *form;
	struct record *record; /* as it was read; of a new one the defaults */
	struct editor *editor;
	struct rows *from; /* the list it was chosen in: F7/F8; NULL = none */
	int64_t parent_id; /* of a new detail; 0 = none */
	int parent_field;  /* the ref field that points to it */
	bool is_begun;     /* it began with values that nobody typed; the draft keeps them too */
	int64_t draft_id;  /* 0 until something is typed */
	char once_key[ONCE_KEY_SIZE];
	struct record_conflict conflict;
	struct str title; /* "団体 合唱団ひばり" */
	struct arena alike_arena;
	struct find_hit *alike; /* records that may be the same as the one being typed */
	int alike_count;
	bool is_sure; /* the clerk was asked whether to save it, and said so */
	struct record_tab *tabs;
	int tab_count;
	int tab;         /* the one on screen */
	bool on_tabs;    /* keys go to the details, not to the fields */
	int64_t current, current_detail; /* for subjects of one record */
};

/* record.c */
/* Reads and pushes it; NULL after saying why not. `parent_id` is that of a new detail, or 0. */
struct record_screen *record_screen_open(struct app *app, const struct form *form, int64_t id,
					 int parent_field, int64_t parent_id);
bool record_screen_load(struct record_screen *s, int64_t id,
			struct err *e);           /* reads it again, shows it */
void record_screen_edit(struct record_screen *s); /* from reading to changing, if the clerk may */
bool record_screen_is_editing(const struct record_screen *s);

/* record_act.c */
enum { RECORD_ACTION_COUNT = 14 };
extern const struct action record_actions[RECORD_ACTION_COUNT];

/* record_draft.c */
/* A field's text into the draft, which begins with it. */
bool record_draft_put(struct record_screen *s, int field, const char *text, int caret,
		      struct err *e);
bool record_draft_typed(void *screen, int field, const char *text, int caret, struct err *e);
/* Puts a draft's fields into the editor; the caret goes where it was. */
bool record_draft_restore(struct record_screen *s, int64_t draft_id, struct err *e);
void record_draft_discard(struct record_screen *s); /* the draft is done with */

/* record_edit.c */
void record_edit_ops(struct record_screen *s, struct editor_ops *ops);
/* A name written in kana only is its own reading: fills in what was left empty. */
void record_edit_fill_kana(struct record_screen *s);
/* Looks for records that may be the same as what stands in the fields, and hints at them. */
void record_edit_look_for_alike(struct record_screen *s);
void record_edit_forget_alike(struct record_screen *s);
/* Begins a field's text, the caret behind it: in the draft first. */
bool record_edit_begin(struct record_screen *s, int field, const char *text, struct err *e);
/* Offers the records that may be the same; opens the one chosen. */
void record_edit_show_alike(struct record_screen *s);

/* record_advice.c: what the desk says of a record of this type while it is typed */
bool record_advice_is_given(const struct record_screen *s);
/* Of a new record of such a type: the caret on what the clerk has to say. */
void record_advice_open(struct record_screen *s);
/* What a save came to, for the caller at the telephone: " 料金 800円". Appends. */
void record_advice_said(struct record_screen *s, struct str *said);
/* Of a record that begins with values: the caret where the clerk goes on, and the advice. */
void record_advice_begin(struct record_screen *s);
/* Is it to be asked about before it is saved? Then `text` has the sentence. */
bool record_advice_doubts(struct record_screen *s, struct str *text);
void record_advice_add(struct record_screen *s, struct str *hint);
/* Is the code offered? A new record may not begin with every one of its list. */
bool record_advice_offers(const struct record_screen *s, const struct form_field *f,
			  const char *code);
/* The words for a text field that the desk offers (`offered: yes`). */
int record_advice_candidates(struct record_screen *s, int field, const char *text, struct arena *a,
			     struct candidate **out);

/* record_postal.c */
/* After a postal code was left: begins the address beside it if that is empty. */
void record_fill_address(struct record_screen *s, int field);

/* record_save.c */
void record_screen_save(struct record_screen *s);

/* record_tabs.c */
bool record_tabs_open(struct record_screen *s, struct err *e);
void record_tabs_close(struct record_screen *s);
void record_tabs_reload(struct record_screen *s);
bool record_tabs_key(struct record_screen *s, const struct key *k);
bool record_tabs_ahead(struct record_screen *s); /* as list_ahead(), of the one on screen */
void record_tabs_draw(struct record_screen *s, struct canvas *c, struct rect area);
struct record_tab *record_tabs_current(struct record_screen *s); /* NULL if there are no details */
/* To the next place: the fields, then each list of details, then the fields. */
void record_tabs_next(struct record_screen *s, bool forward);

#endif
