/*
 * export_log.h - what leaves the desk as a file (書き出し): may it, what for,
 * and the audit, written before the first byte and again with what became of
 * it. A file that could not be audited is not named.
 */
/* SPDX-License-Identifier: MIT */
#ifndef DESK_EXPORT_LOG_H
#define DESK_EXPORT_LOG_H

#include <stdbool.h>
#include <stdint.h>

#include "base/err.h"
#include "desk/desk.h"
#include "desk/record/record_list.h"

/* The list's columns hold personal data or name persons: a purpose is needed. */
bool export_is_personal(struct desk *d, const struct record_list *l);

struct export_plan {
	const struct record_list *list;
	const char *purpose;  /* "" where none is needed */
	const char *format;   /* "cp932" */
	const char *unmapped; /* what shall be done: "refuse", "replace", "geta" */
};

/*
 * Writes the EXPORT row: the question, the columns, the purpose. ERR_INVALID in
 * the field "purpose" when one is needed and missing.
 */
bool export_log_begin(struct desk *d, const struct export_plan *plan, struct err *e);

struct export_outcome {
	const char *file;   /* its name, or "-" for standard output */
	const char *sha256;
	int64_t rows, bytes;
	int64_t replaced;   /* characters that the encoding lacks */
};
bool export_log_end(struct desk *d, const struct export_plan *plan,
		    const struct export_outcome *outcome, struct err *e);

/* <home>/exports, made with mode 0700 if it is missing; the caller frees. NULL on failure. */
char *export_folder(struct desk *d, struct err *e);

#endif
