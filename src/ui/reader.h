/*
 * reader.h - the bytes that a terminal sends, as keys. ncurses' own decoding is
 * not used: it takes one read per byte of a paste, and knows no answer of the
 * terminal about its cursor. Free of curses and of the terminal: tests feed it.
 */
/* SPDX-License-Identifier: MIT */
#ifndef UI_READER_H
#define UI_READER_H

#include <stdbool.h>
#include <stddef.h>

#include "ui/key.h"

struct key_reader;

struct key_reader *key_reader_new(void);
void key_reader_free(struct key_reader *r);

/*
 * This terminal sends `bytes` for a key. Comes before the sequences of xterm,
 * rxvt, PuTTY and the Linux console, which are always known. NULL is ignored.
 */
void key_reader_define(struct key_reader *r, const char *bytes, enum key_code code);

void key_reader_feed(struct key_reader *r, const char *bytes, size_t len);
/*
 * The next key that the bytes make. With `quiet`, nothing has come for
 * key_reader_patience() milliseconds: what is incomplete is taken as it stands
 * (a lone Esc). False when there is none. Broken bytes become U+FFFD.
 */
bool key_reader_next(struct key_reader *r, bool quiet, struct key *k);
/* How long to wait for the rest of what has begun; 0 when nothing has. */
int key_reader_patience(const struct key_reader *r);
bool key_reader_is_empty(const struct key_reader *r);

/* The terminal was asked for its cursor: an answer ESC [ row ; col R is no key. */
void key_reader_expect_report(struct key_reader *r, bool expected);
/* Takes the answer, columns from 1; false when none has come. */
bool key_reader_take_report(struct key_reader *r, int *col);

#endif
