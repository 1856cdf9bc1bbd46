/*
 * question.h - which records, in which columns and order: the words that
 * `list` and `export` share.
 */
/* SPDX-License-Identifier: MIT */
#ifndef COMMAND_QUESTION_H
#define COMMAND_QUESTION_H

#include <stdbool.h>

#include "base/err.h"
#include "command/options.h"
#include "desk/record/record_list.h"

struct question {
	const char *find, *columns, *sort;
	struct option_values where;
	bool descending, all;
};

/* The rows of the table of options that fill `q`. */
#define QUESTION_OPTIONS(q)                                                                   \
	{ .name = "find", .value = &(q)->find }, { .name = "columns", .value = &(q)->columns }, \
	{ .name = "sort", .value = &(q)->sort }, { .name = "where", .values = &(q)->where },    \
	{ .name = "desc", .flag = &(q)->descending }, { .name = "all", .flag = &(q)->all }

/* Puts the question to the list. `--columns all` means every field of the form. */
bool question_ask(struct record_list *l, const struct question *q, struct err *e);

#endif
