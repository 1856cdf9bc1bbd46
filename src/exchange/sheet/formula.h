/*
 * formula.h - text that a spreadsheet would run or change, and how a file keeps
 * it from doing so in a way that an import takes back exactly.
 *
 * Formulas: a text that begins, after any number of apostrophes, with one of
 *	= + - @ TAB CR LF   ＝ ＋ － ＠ −
 * gets one apostrophe in front: =1 is written '=1, and '=1 is written ''=1. An
 * import takes one leading apostrophe away where such a sign follows the
 * apostrophes, and nowhere else: 'abc stays as it is, both ways.
 *
 * Numbers as text (only when asked for): a text of digits, signs of numbers and
 * dates with at least one digit is written ="0297", which keeps its zeros in a
 * spreadsheet. Only columns of text are guarded, never numbers of our own.
 */
/* SPDX-License-Identifier: MIT */
#ifndef EXCHANGE_SHEET_FORMULA_H
#define EXCHANGE_SHEET_FORMULA_H

#include <stdbool.h>

#include "base/str.h"

/* A spreadsheet would take this text for a number or a date: "0297", "1-2", "１２". */
bool formula_is_number(const char *text);

/* Appends the text as it is written; `as_text`: also ="…" for what looks like a number. */
void formula_guard(struct str *b, const char *text, bool as_text);
/* Appends the text that formula_guard() was given, with or without `as_text`. */
void formula_unguard(struct str *b, const char *written);

#endif
