/*
 * clause.h - the text of a statement together with the values it is asked with:
 * what is typed is bound, never written into the text. Parts of a question add
 * their text and values in any order; clause_open() prepares and binds all.
 */
/* SPDX-License-Identifier: MIT */
#ifndef DESK_RECORD_CLAUSE_H
#define DESK_RECORD_CLAUSE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/auto.h"
#include "base/str.h"
#include "form/form.h"
#include "store/stmt.h"

struct clause_value;

struct clause {
	struct str sql;
	struct clause_value *values;
	int count;
};

#define CLAUSE_INIT               \
	{                         \
		STR_INIT, NULL, 0 \
	}
#define AUTO_CLAUSE AUTO(clause_done) struct clause

void clause_done(struct clause *c);
void clause_add(struct clause *c, const char *fmt, ...) PRINTF_LIKE(2, 3);
/* Each appends the parameter ("?3") that stands for the value. Text is copied. */
void clause_add_int(struct clause *c, int64_t value);
void clause_add_text(struct clause *c, const char *value);
/* As the field's column wants the stored value. */
void clause_add_stored(struct clause *c, const struct form_field *f, const char *stored);

bool clause_open(const struct clause *c, struct stmt *q, struct store *s, struct err *e);

#endif
