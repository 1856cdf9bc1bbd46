/*
 * encoding.h - which character set a file is in, and its bytes as UTF-8. Shift_JIS
 * means CP932 and EUC-JP means eucJP-ms, as Windows and old ledgers have them.
 * Nothing is dropped or replaced: a byte that has no character is a fault.
 */
/* SPDX-License-Identifier: MIT */
#ifndef EXCHANGE_ENCODING_H
#define EXCHANGE_ENCODING_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/err.h"
#include "base/str.h"

enum encoding { ENCODING_AUTO, ENCODING_UTF8, ENCODING_CP932, ENCODING_EUC, ENCODING_COUNT };

/* "auto", "utf-8", "cp932", "euc-jp". */
const char *encoding_name(enum encoding encoding);
/* What a clerk knows it by: "Shift_JIS (Windows)". */
const char *encoding_label(enum encoding encoding);
/* The names above and the usual others ("sjis", "Shift_JIS", "UTF8"), in any case. */
bool encoding_find(const char *name, enum encoding *out);

/* How a two-byte character set reads what was seen so far. */
struct encoding_pairs {
	int state;      /* bytes of the present character that are still to come */
	unsigned lead;
	int64_t pairs;  /* characters of two bytes and more */
	int64_t faults;
};

/* A guess grows with the bytes that it is shown; begin with zeros. */
struct encoding_guess {
	struct encoding_pairs utf8, cp932, euc;
	unsigned utf8_low, utf8_high; /* what the next byte of a character may be */
	int64_t euc_kana;    /* hiragana and katakana if it is EUC-JP */
	int64_t half_marks;  /* half-width ﾞ and ﾟ if it is CP932 … */
	int64_t half_odd;    /* … and those behind what cannot carry them */
	unsigned char last;
};

void encoding_guess_add(struct encoding_guess *g, const char *bytes, size_t len);
/* Never ENCODING_AUTO. Plain ASCII is UTF-8. */
enum encoding encoding_guess_end(const struct encoding_guess *g);

struct decoder;

/* ERR_NOT_FOUND when the C library cannot convert: the sentence names the missing package. */
struct decoder *decoder_new(enum encoding encoding, struct err *e);
void decoder_free(struct decoder *d); /* NULL is fine */

/*
 * Appends `len` bytes as UTF-8. False at a byte that is no character or a
 * character cut off; *bad is then its offset, and *out holds what came before.
 */
bool decoder_text(struct decoder *d, const char *bytes, size_t len, struct str *out, size_t *bad);

/*
 * Appends UTF-8 text in the encoding. What it does not hold becomes 〓: for the
 * program's own words beside a file's bytes, never for records.
 */
void decoder_write(struct decoder *d, const char *text, struct str *out);

#endif
