/*
 * export.h - the records of a list as a file: what the screen and the command
 * line share. It goes in steps, so that progress can be shown and Esc can stop
 * it; until export_finish() there is no file, whatever happens.
 */
/* SPDX-License-Identifier: MIT */
#ifndef EXCHANGE_EXPORT_H
#define EXCHANGE_EXPORT_H

#include <stdbool.h>
#include <stdint.h>

#include "base/err.h"
#include "desk/desk.h"
#include "desk/record/record_list.h"
#include "exchange/sheet/sheet.h"

struct export_options {
	struct record_list *list; /* the question; borrowed, must not change meanwhile */
	enum sheet_format format;
	enum unmapped_policy unmapped;
	const char *purpose; /* "" where none is needed */
	const char *folder;  /* NULL: the data folder's exports/ */
	const char *name;    /* the file's whole name; NULL: made of type and time, and free */
};

struct export;

/*
 * Checks purpose and rights, writes the audit row, opens the file. The settings
 * export.excel_dates and export.numbers_as_text hold.
 */
struct export *export_new(struct desk *d, const struct export_options *options, struct err *e);
/* Without export_finish() or export_print(): nothing is left. NULL is fine. */
void export_free(struct export *x);

/* Writes up to `rows` records; false on failure. */
bool export_step(struct export *x, int rows, struct err *e);
bool export_is_over(const struct export *x); /* all records were written */
int64_t export_rows(const struct export *x);
/* What the encoding lacks, and the label of the column where it stands (NULL: in a heading). */
const struct unmapped *export_unmapped(const struct export *x);
const char *export_column_label(const struct export *x, int column);

/*
 * When it is over: audits the outcome, gives the file its name, adds it to
 * exports/manifest.tsv. The path, which lives as long as `x`; NULL on failure.
 * ERR_REFUSED when the policy is to refuse and something was lacking.
 */
const char *export_finish(struct export *x, struct err *e);
/* The same to a descriptor instead of a named file. */
bool export_print(struct export *x, int fd, struct err *e);

/* All steps and export_finish(). */
const char *export_run(struct export *x, struct err *e);

#endif
