/*
 * xlsx_row.h - a row of a worksheet as XML, as libxlsxwriter writes it in
 * constant memory, in a third of its time: it copies and allocates each cell.
 */
/* SPDX-License-Identifier: MIT */
#ifndef EXCHANGE_SHEET_XLSX_ROW_H
#define EXCHANGE_SHEET_XLSX_ROW_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/str.h"

#define XLSX_TEXT_MAX 32767 /* characters that a cell holds */

struct xlsx_row {
	struct str *xml; /* where it is appended */
	char digits[12]; /* of the row's number, which each cell repeats */
	size_t digit_count;
};

/* Rows count from 1. Cells that are empty are left out. */
void xlsx_row_begin(struct xlsx_row *r, struct str *xml, uint32_t number);
void xlsx_row_end(struct xlsx_row *r);

/* `column` counts from 0. False, and nothing is written, when the text is too long for a cell. */
bool xlsx_row_text(struct xlsx_row *r, int column, const char *text, size_t len);
/* `digits` is a number as it stands in XML; `style` is 0 for none. */
void xlsx_row_number(struct xlsx_row *r, int column, const char *digits, int style);

#endif
