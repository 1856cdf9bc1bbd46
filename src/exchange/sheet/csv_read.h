/*
 * csv_read.h - reading CSV and TSV row by row: any line end, a byte order mark,
 * quotes with line ends inside. Rows come as UTF-8 and as the bytes they are in
 * the file. What cannot be read is refused with its line and column; nothing is
 * guessed or left out.
 */
/* SPDX-License-Identifier: MIT */
#ifndef EXCHANGE_SHEET_CSV_READ_H
#define EXCHANGE_SHEET_CSV_READ_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include "base/err.h"
#include "exchange/encoding.h"

/* A row longer than this means that a closing quote is missing. */
#define CSV_ROW_LIMIT (16 << 20)

struct csv_row {
	int64_t line;        /* where it begins, from 1 */
	int count;           /* at least 1 */
	const char **fields; /* UTF-8, never NULL */
	const char *raw;     /* its bytes, without the line end */
	size_t raw_len;
};

struct csv_reader;

/*
 * Reads `f` from its beginning; it must be seekable and stay open. ENCODING_AUTO
 * reads it once to guess; `delimiter` 0 takes tab or comma, whichever parts more
 * of the first lines. Refuses a workbook with a sentence. recode.h says
 * what is read as UTF-8, also in `raw`.
 */
struct csv_reader *csv_reader_new(FILE *f, enum encoding encoding, char delimiter, struct err *e);
void csv_reader_free(struct csv_reader *r); /* NULL is fine */
/* From the beginning once more, by what was found out: nothing is guessed or recoded again. */
bool csv_reader_again(struct csv_reader *r, struct err *e);

/*
 * The next row that is not an empty line, valid until the next call. False at
 * the end, or with a sentence when csv_reader_failed().
 */
bool csv_reader_row(struct csv_reader *r, struct csv_row *row, struct err *e);
bool csv_reader_failed(const struct csv_reader *r);

enum encoding csv_reader_encoding(const struct csv_reader *r);
char csv_reader_delimiter(const struct csv_reader *r);
bool csv_reader_has_bom(const struct csv_reader *r);
/* For words of the program's own in the file's encoding. */
struct decoder *csv_reader_decoder(const struct csv_reader *r);
/* Bytes of rows handed out so far, and of the whole file. */
int64_t csv_reader_offset(const struct csv_reader *r);
int64_t csv_reader_size(const struct csv_reader *r);

#endif
