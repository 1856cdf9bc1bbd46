/*
 * record_list.h - records of one type in an order, page by page, without
 * reading them all: a filter text, conditions per field (query by example), a
 * parent. Values come disclosed and in shown form.
 */
/* SPDX-License-Identifier: MIT */
#ifndef DESK_RECORD_RECORD_LIST_H
#define DESK_RECORD_RECORD_LIST_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/err.h"
#include "desk/desk.h"

struct record_list; /* a question and its prepared statements */

struct record_row {
	int64_t id;
	const char *anchor;
	const char **cells;  /* shown forms of the list's columns; private ones masked */
	const char **stored; /* stored values of the columns, for CSV; disclosed */
};

struct record_list *record_list_new(struct desk *d, const struct form *form, struct err *e);
void record_list_free(struct record_list *l);

/* Columns: field indexes. The form's own at first. */
bool record_list_columns(struct record_list *l, const int *fields, int count, struct err *e);
int record_list_column_fields(const struct record_list *l, const int **fields);
/*
 * Those of a file: the form's own columns with the fields that its list shows in the place
 * of an empty one (`otherwise`); of chosen columns, those that were chosen.
 */
int record_list_file_fields(const struct record_list *l, const int **fields);
bool record_list_filter(struct record_list *l, const char *text, struct err *e); /* "" = none */
/* Conditions by field as typed in query by example: "abc" part, "=x", ">x", "<x", "a..b", "!x", "-"
 * empty. NULL = none. */
bool record_list_query(struct record_list *l, const char *const *conditions, struct err *e);
/*
 * Only those whose ref field `field` points to `parent_id`: a paper is under its group and under
 * its registration. That field is no column then.
 */
bool record_list_parent(struct record_list *l, int field, int64_t parent_id, struct err *e);
bool record_list_sort(struct record_list *l, int field, bool descending,
		      struct err *e); /* -1: the form's */
/* Can records of the form be merged away, dissolved or retired at all? */
bool record_list_has_ended(const struct form *form);
/* Include records that were merged away, dissolved or retired. */
bool record_list_all(struct record_list *l, bool all, struct err *e);

/* See struct list_source in ui/list.h, which this serves. */
int record_list_fetch(struct record_list *l, struct arena *a, const char *anchor, bool backward,
		      int n, struct record_row *out, struct err *e);
int64_t record_list_count(struct record_list *l, bool *at_least);
/* Writes the SEARCH row for what is about to be shown, when the form holds private fields. */
bool record_list_audit(struct record_list *l, const char *reason, struct err *e);

const struct form *record_list_form(const struct record_list *l);
/* What was asked for, as members of the open object: for the audit. */
struct json;
void record_list_add_question(const struct record_list *l, struct json *j);

#endif
