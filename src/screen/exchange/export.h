/*
 * export.h - what is on a list's screen becomes a file: the format and the
 * purpose are asked for, and what shall be done about characters that Shift_JIS
 * lacks. For screen/exchange/export*.c.
 */
/* SPDX-License-Identifier: MIT */
#ifndef SCREEN_EXCHANGE_EXPORT_H
#define SCREEN_EXCHANGE_EXPORT_H

#include "exchange/export.h"
#include "screen/app.h"
#include "screen/record/rows.h"

/* Lives in app->held. */
struct export_ask {
	struct app *app;
	struct rows *rows; /* of the list beneath: its filter, order and columns */
	const char *purpose;
	enum sheet_format format;
	enum unmapped_policy unmapped;
};

/* export.c: writes the file and says where it is. */
void export_ask_run(struct export_ask *ask);

/* export_lacking.c: lists what is lacking and asks what to do. Copies what it needs of `x`. */
void export_ask_lacking(struct export_ask *ask, const struct export *x);

#endif
