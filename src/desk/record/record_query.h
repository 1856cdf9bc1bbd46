/*
 * record_query.h - query by example: a condition per field, as typed ("abc" a
 * part, "=x", ">x", "<x", "a..b", "!x", "-" empty), made into SQL where the
 * database can decide, and into a test of the folded text where it cannot.
 */
/* SPDX-License-Identifier: MIT */
#ifndef DESK_RECORD_RECORD_QUERY_H
#define DESK_RECORD_RECORD_QUERY_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/json.h"
#include "desk/desk.h"
#include "desk/record/clause.h"

struct condition;

struct record_query {
	struct arena arena;
	struct condition *conditions;
	int count;
};

/* ERR_INVALID with the field when a condition cannot be read; `q` is then empty. */
bool record_query_read(struct record_query *q, struct desk *d, const struct form *form,
		       const char *const *typed, struct err *e);
void record_query_done(struct record_query *q);

/* Appends " AND …" on the row `t` for what the database decides. */
void record_query_add(const struct record_query *q, struct desk *d, struct clause *c);
/* Is anything left that only record_query_fits() can decide? */
bool record_query_has_parts(const struct record_query *q);
/* Does the record pass the tests of folded text? */
bool record_query_fits(const struct record_query *q, struct desk *d, const struct form *form,
		       int64_t id);
/* A text that every fitting record holds in its search index, or NULL. */
const char *record_query_needle(const struct record_query *q);

/* Writes each condition as typed, under the field's name, into an open object. */
void record_query_add_json(const struct record_query *q, struct json *j);

#endif
