/*
 * err.h - the one way a function says that it failed: a code for the program,
 * the field where the cursor goes, and a finished sentence for the clerk.
 */
/* SPDX-License-Identifier: MIT */
#ifndef BASE_ERR_H
#define BASE_ERR_H

#include <stdbool.h>

#include "base/macros.h"

enum err_code {
	ERR_NONE,
	ERR_INVALID,   /* a value is missing or cannot be read */
	ERR_REFUSED,   /* a rule, a guard or a role says no */
	ERR_STALE,     /* somebody changed the record since it was read */
	ERR_NOT_FOUND, /* no such record, file, type or field */
	ERR_BUSY,      /* another desk holds what is needed; try again */
	ERR_DAMAGED,   /* the database or a file is not what it should be */
	ERR_FULL,      /* no room on the disk */
	ERR_IO,        /* reading or writing failed otherwise */
	ERR_USAGE,     /* the command line is wrong */
	ERR_CANCELLED  /* the clerk said stop */
};

struct err {
	enum err_code code;
	char field[80]; /* the form field or the fact concerned, or "" */
	char msg[1024]; /* one sentence, in the clerk's language, no newline */
};

/*
 * Fills `e` (which may be NULL) with a sentence and returns false, so that a
 * function can fail with `return err_set(e, ERR_REFUSED, _("…"), …);`.
 * `field` starts out empty. A sentence that does not fit is cut at a character.
 */
bool err_set(struct err *e, enum err_code code, const char *fmt, ...) PRINTF_LIKE(3, 4);

/* The same with the field where the cursor should go; what is too long to be one is left out. */
bool err_set_field(struct err *e, enum err_code code, const char *field, const char *fmt, ...)
	PRINTF_LIKE(4, 5);

/*
 * Says a further fault behind the sentences that `e` holds, or as the first; its field and
 * code stay those of the first. One for which there is no room is left out.
 */
void err_also(struct err *e, const struct err *further);

void err_clear(struct err *e);

#endif
