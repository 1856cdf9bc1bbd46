/*
 * record_write.h - a record's rows as they are written: its own, its links, the
 * words by which it is found, and the audit row that tells of it. No right is
 * asked and no check of the form is run: record_save() has done so, and undo
 * only brings back what once stood there.
 */
/* SPDX-License-Identifier: MIT */
#ifndef DESK_RECORD_RECORD_WRITE_H
#define DESK_RECORD_RECORD_WRITE_H

#include <stdbool.h>

#include "desk/record/record_check.h"

/*
 * Writes c->after over c->before, or adds it (under its own id, if it has one)
 * when there is no c->before. It then has its id and its new version. A guard's
 * refusal is explained in `e`; the transaction is then to be rolled back.
 */
bool record_write(const struct record_change *c, struct err *e);
/*
 * The first of it, for records of one form at once, which have either all an id
 * or none: their rows alone. A refusal is the store's.
 */
bool record_insert(struct desk *d, struct record *const *records, int count, struct err *e);
/* Appends the JSON by which the audit tells of the change. */
void record_write_detail(const struct record_change *c, struct str *detail);
/* Removes c->before; there is no c->after. */
bool record_erase(const struct record_change *c, struct err *e);

#endif
