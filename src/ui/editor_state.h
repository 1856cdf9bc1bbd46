/*
 * editor_state.h - what the record editor holds; shared by the editor_*.c files
 * and by nobody else.
 */
/* SPDX-License-Identifier: MIT */
#ifndef UI_EDITOR_STATE_H
#define UI_EDITOR_STATE_H

#include "ui/edit.h"
#include "ui/editor.h"

struct editor_field {
	const struct form_field *form;
	struct edit edit;
	char *stored;     /* what was loaded; NULL = nothing */
	char *before;     /* the edit text of `stored` */
	bool is_changed;  /* the text is not `before` */
	bool is_begun;    /* the program began the text: entering it, the clerk goes on behind */
	struct str shown; /* what is read when the field does not have the cursor */
	struct str note;  /* how the text was understood, when that reads otherwise */
	struct str error;
};

/* Where a field stands, in rows from the form's first and columns from its left edge. */
struct editor_place {
	int label_row, label_col, label_cols;
	int row, col, cols, rows;
	int note_col, note_cols; /* right of the field; 0 columns when there is no room */
	int error_row, error_rows;
};

struct editor_layout {
	int cols; /* the width it was made for; 0 = none yet */
	struct editor_place *places; /* by field */
	int *heading_rows;           /* by section; -1: it has no fields */
	int rows;
};

/* The candidates, over the form. */
struct editor_pop {
	bool is_open;
	bool is_check;    /* several can be chosen */
	struct arena arena;
	struct candidate *items; /* all there are */
	int count;
	int *shown;       /* the items that fit what is typed */
	int shown_count;
	struct str filter; /* check: what was typed to narrow the list down */
	char **codes;     /* check: the stored value of each */
	int *checked;     /* check: the items chosen, in the order in which they were */
	int checked_count;
	int current;      /* in `shown`; -1: none, the clerk types on */
	int first, rows;  /* on screen when last drawn */
};

struct editor {
	const struct form *form;
	struct editor_ops ops;
	enum editor_mode mode;
	struct editor_field *fields;
	int *order; /* field indexes as they stand on the screen */
	int focus;  /* field index, -1 = none */
	int top;    /* rows scrolled out */
	int height; /* rows of the form on screen when last drawn */
	bool is_new; /* what is never typed is left out */
	bool was_touched; /* the field with the cursor has changed since it was entered */
	struct str hint;
	struct arena options_arena;
	struct candidate *options; /* of the choice that has the cursor */
	int option_count;
	struct editor_layout layout;
	struct editor_pop pop;
};

struct editor_field *editor_focused(const struct editor *ed);
enum field_kind editor_kind(const struct editor *ed); /* of the field in focus */
bool editor_can_focus(const struct editor *ed, int field);

/* editor_field.c: the texts of one field. */
void editor_field_load(struct editor *ed, int field, const char *stored);
void editor_field_refresh(struct editor *ed, int field); /* shown and note follow the text */
void editor_field_set_error(struct editor *ed, int field, const char *sentence);
/* The text has changed: what follows from it, then the draft. */
void editor_field_changed(struct editor *ed, int field, struct err *e);
/* Replaces the text as one change. */
void editor_field_replace(struct editor *ed, int field, const char *text, struct err *e);
void editor_field_enter(struct editor *ed);
void editor_field_leave(struct editor *ed);
/* The next word of a choice. */
bool editor_field_cycle(struct editor *ed, int step, struct err *e);
/* The option that a digit means, as NULL or the text to put in. */
const char *editor_field_option(const struct editor *ed, const struct key *k);

/* editor_layout.c */
void editor_lay_out(struct editor *ed, int cols);
void editor_layout_stale(struct editor *ed);

/* editor_pop.c: `candidates` is the desk's list for the field. */
enum pop_reason {
	POP_ASKED_FOR, /* F4: what the field holds is where the list begins */
	POP_OFFERED,   /* beside what is typed, without a cursor */
	POP_NARROWED,  /* it has the cursor, and something was typed */
};
bool editor_pop_open(struct editor *ed, enum pop_reason why, struct err *e);
void editor_pop_close(struct editor *ed);
bool editor_pop_key(struct editor *ed, const struct key *k, struct err *e);
bool editor_pop_takes_enter(const struct editor *ed); /* it chooses, or comes to choose */
void editor_pop_draw(struct editor *ed, struct canvas *c, struct rect area);

/* Moves on to the next field in order; false when there is none. */
bool editor_next(struct editor *ed, int step);

#endif
