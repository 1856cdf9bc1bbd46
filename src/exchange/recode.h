/*
 * recode.h - a file whose bytes cannot be cut into rows as they are, since a comma or a
 * quote may be half a character: the "Unicode text" of Excel (UTF-16) and what comes by
 * mail (ISO-2022-JP). Private to csv_read.c.
 */
/* SPDX-License-Identifier: MIT */
#ifndef EXCHANGE_RECODE_H
#define EXCHANGE_RECODE_H

#include <stdio.h>

#include "base/err.h"

enum recode_from { RECODE_NONE, RECODE_UTF16LE, RECODE_UTF16BE, RECODE_MAIL, RECODE_COUNT };

/* By the file's first bytes: a byte order mark, or an escape to kanji among plain ASCII. */
enum recode_from recode_needed(FILE *f);

/* The whole file as UTF-8 in a file without a name, behind a byte order mark; the caller closes. */
FILE *recode_file(FILE *f, enum recode_from from, struct err *e);

#endif
