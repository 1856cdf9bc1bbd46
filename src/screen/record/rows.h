/*
 * rows.h - the records of a form as a list on screen: record_list (desk) as
 * the source of ui's list. The list screen shows one, a record's details show
 * one each, and a record opened from one can step to its neighbours.
 */
/* SPDX-License-Identifier: MIT */
#ifndef SCREEN_RECORD_ROWS_H
#define SCREEN_RECORD_ROWS_H

#include "desk/record/record_list.h"
#include "screen/app.h"
#include "ui/list.h"

struct rows {
	struct app *app;
	const struct form *form;
	struct record_list *source;
	struct list *view;           /* draw it, play keys to it */
	struct list_column *columns; /* of the view; owned */
	int column_count;
	bool marks_are_used; /* an act was offered for the marked rows */
	int64_t change_then; /* and this was the last change to undo */
};

/*
 * The form's records, which is put on record first, for what is counted before is counted
 * again; or only those whose ref field `field` points to `parent_id`. NULL and a sentence on
 * failure.
 */
struct rows *rows_new(struct app *app, const struct form *form, struct err *e);
struct rows *rows_new_under(struct app *app, const struct form *form, int field, int64_t parent_id,
			    struct err *e);
void rows_free(struct rows *r); /* NULL is fine */

/* The fields to show, in order. */
bool rows_set_columns(struct rows *r, const int *fields, int count, struct err *e);
/* With or without the fields that tell what ended a record, beside its title. */
bool rows_show_endings(struct rows *r, bool show, struct err *e);
/* An act begins with the marked rows: once it has changed something, their marks are dropped. */
void rows_use_marks(struct rows *r);
void rows_drop_used_marks(struct rows *r);
/* Moves the cursor by one row; the record there, or 0 at the end of the list. */
int64_t rows_step(struct rows *r, bool forward);

#endif
