/*
 * sheet.h - a table on its way into a file: CSV or XLSX. Cells come as stored
 * (dates ISO, times in minutes, instants in UTC) and are written as a
 * spreadsheet wants them; text is guarded (formula.h) and brought into the file's
 * encoding (unmapped.h).
 */
/* SPDX-License-Identifier: MIT */
#ifndef EXCHANGE_SHEET_SHEET_H
#define EXCHANGE_SHEET_SHEET_H

#include <stdbool.h>
#include <stdint.h>

#include "base/err.h"
#include "exchange/outfile.h"
#include "exchange/unmapped.h"

enum sheet_format {
	SHEET_CSV_CP932,
	SHEET_CSV_UTF8,
	SHEET_CSV_UTF8_BOM, /* what a double click in Excel opens as UTF-8 */
	SHEET_XLSX,
	SHEET_FORMAT_COUNT
};

/* "cp932", "utf-8", "utf-8-bom", "xlsx"; back: SHEET_FORMAT_COUNT if unknown. */
const char *sheet_format_word(enum sheet_format format);
enum sheet_format sheet_format_from_word(const char *word);
const char *sheet_format_ending(enum sheet_format format); /* ".csv", ".xlsx" */
bool sheet_format_is_built(enum sheet_format format); /* XLSX needs libxlsxwriter */

enum sheet_kind {
	SHEET_TEXT,
	SHEET_NUMBER,
	SHEET_MONEY,
	SHEET_DATE,    /* "2026-11-20" */
	SHEET_TIME,    /* minutes of the day */
	SHEET_INSTANT, /* "2026-11-20T05:32:00.000Z"; written in the desk's time, to the minute */
};

struct sheet_column {
	const char *label;
	enum sheet_kind kind;
	int width; /* terminal columns */
};

struct sheet_options {
	enum sheet_format format;
	bool excel_dates;       /* CSV: 2026/11/20 instead of 2026-11-20 */
	bool numbers_as_text;   /* CSV: ="0297" */
	enum unmapped_policy unmapped;
	unmapped_suggest_fn suggest; /* may be NULL */
	void *ctx;
};

/* The cells of a record, by column. */
struct sheet_cells {
	const char *const *texts; /* NULL = nothing */
	const size_t *lens;       /* in bytes; NULL: not known */
	const bool *stands_in;    /* it is a word or a mask, text whatever its column is; or NULL */
};

struct sheet;

/*
 * Writes the heading. `out` and `columns` are borrowed for the sheet's life.
 * ERR_NOT_FOUND when the system or the build lacks the format.
 */
struct sheet *sheet_new(struct outfile *out, const struct sheet_options *options,
			const struct sheet_column *columns, int count, struct err *e);
void sheet_free(struct sheet *s); /* NULL is fine */

bool sheet_row(struct sheet *s, int64_t record, const struct sheet_cells *cells, struct err *e);

/*
 * Ends the file and finishes `out`. ERR_REFUSED when the policy is to refuse and
 * characters were met that the encoding does not hold.
 */
bool sheet_end(struct sheet *s, struct err *e);

/* What the encoding did not hold, so far; lives as long as the sheet. */
const struct unmapped *sheet_unmapped(const struct sheet *s);

#endif
