/*
 * xlsx_library.h - libxlsxwriter, loaded when a workbook is written: it brings
 * libcrypto along, whose loading would cost every start of the desk a millisecond
 * and half a megabyte.
 */
/* SPDX-License-Identifier: MIT */
#ifndef EXCHANGE_SHEET_XLSX_LIBRARY_H
#define EXCHANGE_SHEET_XLSX_LIBRARY_H

#include <stdbool.h>
#include <xlsxwriter.h>

#include "base/err.h"

/* What we call of it. */
/* clang-format off */
#define XLSX_FUNCTIONS(X) \
	X(format_set_bold) \
	X(format_set_num_format) \
	X(lxw_format_get_xf_index) \
	X(lxw_strerror) \
	X(lxw_workbook_free) \
	X(lxw_worksheet_write_single_row) \
	X(workbook_add_format) \
	X(workbook_add_worksheet) \
	X(workbook_close) \
	X(workbook_new_opt) \
	X(worksheet_autofilter) \
	X(worksheet_freeze_panes) \
	X(worksheet_set_column) \
	X(worksheet_write_string)
/* clang-format on */

/* Its functions, by their own names. All zero: not loaded. */
struct xlsx_library {
	void *handle;
#define XLSX_POINTER(name) __typeof__(name) *name;
	XLSX_FUNCTIONS(XLSX_POINTER)
#undef XLSX_POINTER
};

/* Loads the library of the name `soname`; ERR_REFUSED when it or a part of it is missing. */
bool xlsx_library_open(struct xlsx_library *l, const char *soname, struct err *e);
void xlsx_library_close(struct xlsx_library *l); /* also one that is not loaded */

#endif
