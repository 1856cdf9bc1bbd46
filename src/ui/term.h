/*
 * term.h - the terminal: the only file of the project that includes curses.
 */
/* SPDX-License-Identifier: MIT */
#ifndef UI_TERM_H
#define UI_TERM_H

#include <stdbool.h>

#include "base/err.h"
#include "ui/canvas.h"
#include "ui/key.h"

struct term;

/*
 * Takes the terminal over: raw keys, bracketed paste, visible cursor. An
 * unknown TERM is treated as vt100. Asks the terminal once whether characters
 * of ambiguous width take two columns (utf8_set_ambiguous_wide).
 */
struct term *term_open(struct err *e);
/* Gives the terminal back as it was, on every way out; NULL is fine. */
void term_close(struct term *t);

void term_size(const struct term *t, int *rows, int *cols);
/* Sends the cells that differ from what is on the screen, then the cursor. */
void term_draw(struct term *t, const struct canvas *c);
/*
 * The next key, waiting at most `timeout_ms` (-1: for ever). `stop` is polled:
 * when it is non-zero (a signal came), K_GONE.
 */
struct key term_key(struct term *t, int timeout_ms, const volatile int *stop);
/* True when a key is already waiting: drawing can then be put off (type-ahead, paste). */
bool term_has_key(struct term *t);
/* Something else has written on the screen: the next term_draw sends everything. */
void term_forget(struct term *t);

#endif
