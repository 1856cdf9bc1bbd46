/*
 * record_sql.h - statements for a form's table, built only from the names in
 * form files, which the reader has checked to be [a-z_][a-z0-9_]*. Every column
 * is written t."name": so qualified, a name that the table does not have is an
 * error, where a bare "name" would silently be a string.
 */
/* SPDX-License-Identifier: MIT */
#ifndef DESK_RECORD_RECORD_SQL_H
#define DESK_RECORD_RECORD_SQL_H

#include <stdbool.h>
#include <stdint.h>

#include "base/str.h"
#include "form/form.h"
#include "form/type.h"
#include "store/cell.h"
#include "store/stmt.h"

/* True when the field has a column of its own; choices live in their link table. */
bool record_sql_has_column(const struct form_field *f);

/* Appends the value of a field of the row `t`: its column, or the codes with commas. */
void record_sql_value(struct str *sql, const struct form_field *f);
/*
 * Appends "instr(…, " over a field of codes with commas between, some with a number behind
 * ("chair:12"): ",chair,") > 0 finds one.
 */
void record_sql_in_codes(struct str *sql, const struct form_field *f);
/* Appends " AND …" for each sign that hides a record: merged, dissolved, retired. */
void record_sql_alive(struct str *sql, const struct form *form);
/* Is the field such a sign? */
bool record_sql_is_ending(const struct form_field *f);
/* The same as a test of single rows, for a scan in some order: never by an index on these signs. */
void record_sql_alive_row(struct str *sql, const struct form *form);
/*
 * Appends an expression that is 1 for a record to be hidden everywhere: by its
 * own flag, or, for a detail without one, by its parent's ("0" when neither can be).
 */
void record_sql_withheld(struct str *sql, const struct form_set *set, const struct form *form);
/* The form whose flag a record of `form` inherits from its parent, or NULL. */
const struct form *record_sql_withheld_parent(const struct form_set *set, const struct form *form);

/* SELECT of version, whether it is withheld, and every field in the form's order, by id (?1). */
void record_sql_read(struct str *sql, const struct form_set *set, const struct form *form);
/*
 * The beginning of an INSERT into id, version and every column that is written
 * (store/rows.h). `fields` has room for the form's; the number of those that have
 * a column is returned, and which they are stands in it.
 */
int record_sql_insert(struct str *sql, const struct form *form, int *fields);
/*
 * UPDATE of every column. ?1 is the id, ?2 the version to write, then the columns
 * as record_sql_bind() numbers them; the last parameter, which is returned, is the
 * version that must be there.
 */
int record_sql_update(struct str *sql, const struct form *form);
/* DELETE by id (?1). */
void record_sql_delete(struct str *sql, const struct form *form);
/* The id of another record (not ?1) with the same value (?2) in the field. */
void record_sql_same(struct str *sql, const struct form *form, const struct form_field *f);
/* Ids of at most ?2 records whose field is ?1, living ones first. */
void record_sql_with(struct str *sql, const struct form *form, const struct form_field *f);
/* Ids of at most two records whose fields of the key are ?1, ?2 …, living ones first. */
void record_sql_by_key(struct str *sql, const struct form *form, const struct form_key *key);

/* Binds the values of every column from the parameter on; the one behind them. */
int record_sql_bind(struct stmt *q, int param, const struct form *form, char *const *values);
/* One stored value as the field's column wants it. */
struct cell record_sql_cell(const struct form_field *f, const char *stored);
void
record_sql_bind_value(struct stmt *q, int param, const struct form_field *f, const char *stored);

#endif
