/*
 * editor.h - a record on screen: sections, fields laid out for the width at
 * hand (two columns when wide), scrolling, help for the field, its error
 * beside it, candidates, dates, kana. It edits text; what the text means is
 * the form's and the desk's matter, asked for through editor_ops.
 *
 * Keys: Enter and Tab go to the next field, Shift-Tab to the one before, Up and
 * Down to the one above or below, PgUp and PgDn a screen further. F4 opens the
 * candidates, F9 puts in what was entered last, Shift-F9 does so in every empty
 * field. In a choice a digit chooses, Left, Right and Space go through the
 * words. What is not handled (Enter in the last field, Esc) is the screen's.
 */
/* SPDX-License-Identifier: MIT */
#ifndef UI_EDITOR_H
#define UI_EDITOR_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/err.h"
#include "form/form.h"
#include "form/type.h"
#include "ui/canvas.h"
#include "ui/key.h"

struct candidate {
	const char *value; /* what is put into the field, as if typed */
	const char *text;  /* what the clerk reads */
};

struct editor_ops {
	void *ctx;
	const struct field_lookup *lookup;
	/*
	 * A field's text has changed: must be durable when this returns, for it
	 * is drawn next. The caret in clusters. May be NULL.
	 */
	bool (*typed)(void *ctx, int field, const char *text, int caret, struct err *e);
	/*
	 * Candidates in `a`; may be NULL. For choice and choices: the whole code
	 * list. For others those that fit `text`: on F4, and for ref fields also
	 * while the clerk types.
	 */
	int (*candidates)(void *ctx, int field, const char *text, struct arena *a,
			  struct candidate **out);
	/* What this clerk entered here last (F9), in `a`, or NULL. */
	const char *(*last)(void *ctx, int field, struct arena *a);
	/* A field was left after a change: the place for live hints (likely duplicates). */
	void (*left)(void *ctx, int field);
	/* False makes a field look like text. May be NULL (all but read_only can be edited). */
	bool (*may_edit)(void *ctx, int field);
};

enum editor_mode {
	EDITOR_SHOW,  /* read only, until a key edits */
	EDITOR_EDIT,
	EDITOR_QUERY, /* query by example: every field takes a condition, nothing is required */
};

struct editor;

/* `form`, and what `ops` points to, must outlive the editor; `ops` itself is copied. */
struct editor *editor_new(const struct form *form, const struct editor_ops *ops,
			  enum editor_mode mode);
void editor_free(struct editor *ed);

/* Stored values by field index (NULL = empty); what they were before editing. */
void editor_load(struct editor *ed, const char *const *stored);
/* Puts text into a field as if typed (a draft, a candidate, a default); marks it changed. */
void editor_put(struct editor *ed, int field, const char *text, int caret);
/* Begins a text for the clerk, who goes on behind it: typing there does not replace it. */
void editor_begin(struct editor *ed, int field, const char *text);
/* As typed, or the stored value's edit text. */
const char *editor_text(const struct editor *ed, int field);
bool editor_is_changed(const struct editor *ed, int field);

/*
 * Parses every changed field and asks for what is required: one stored value a
 * field (NULL = nothing; the caller frees each), or false with the first error
 * and the cursor there; all errors are shown with their fields.
 */
bool editor_values(struct editor *ed, char **stored, struct err *e);
void editor_set_error(struct editor *ed, const struct err *e); /* beside e->field, cursor there */
/* Lines under the form (likely duplicates); NULL or "" for none. */
void editor_set_hint(struct editor *ed, const char *text);
/* Of a new record the fields that nobody fills in (read_only, kept) are left out. */
void editor_set_new(struct editor *ed, bool is_new);
void editor_set_mode(struct editor *ed, enum editor_mode mode);
enum editor_mode editor_mode(const struct editor *ed);
int editor_focus(const struct editor *ed);          /* the field with the cursor, -1 if none */
void editor_set_focus(struct editor *ed, int field);
/* The focused field is the last one: Enter there means "done". */
bool editor_at_end(const struct editor *ed);
/* F4 has something to offer in this field; F9 may. For the screen's action table. */
bool editor_offers_candidates(const struct editor *ed);
bool editor_offers_last(const struct editor *ed);

bool editor_key(struct editor *ed, const struct key *k, struct err *e); /* true: handled */
void editor_draw(struct editor *ed, struct canvas *c, struct rect area);
/* Rows the form needs at this width, for screens that put details beneath. */
int editor_height(struct editor *ed, int cols);

#endif
