/*
 * scenario.h - the acts of a clerk and of fate, a line each, that terminal
 * tests are made of. Empty lines and lines that begin with # say nothing; \e is
 * the escape character, \xHH any byte.
 *
 *   size 24 80              of the terminals opened from here on
 *   lang ja|en              of the programs started from here on
 *   terminal vt100          their TERM
 *   home demo|init|none     a fresh data folder (see world.h); a path copies that one
 *   put tests/data/x.csv imports   copies a file of the source into a folder of the data folder
 *   folder exports holds 0         so many files, whatever they are called
 *   now 2027-04-01T09:00    their clock; `now real` leaves it alone
 *   desk B                  from here on, act at this desk (the first one is A)
 *   run [ARGUMENTS]         start the program there; without arguments the desk opens
 *   type TEXT               one key a character
 *   paste [N times] TEXT    in one piece
 *   press <F10> <Down>*3 2  keys, by name or character
 *   wait for TEXT           until the screen shows it; `wait for no TEXT` until it is gone.
 *                           A blank in TEXT stands for as many as the screen has
 *   expect TEXT             the same as `wait for`, for what is claimed
 *   expect not TEXT         once the program waits for the next key
 *   expect line N TEXT      row N, counted from 1; N may be `last`
 *   cursor on TEXT          the cursor is visible in a row that shows TEXT
 *   resize 5 20
 *   count keys              from here; then `keys <= 13` holds the presses to a number
 *   never sent BYTES        in all that the program wrote
 *   ends with N             the program ends by itself with this status
 *   kill, hangup, terminate: then the program must be gone (WORLD_GONE_MS)
 *   show                    prints the screen
 */
/* SPDX-License-Identifier: MIT */
#ifndef TESTS_TTY_SCENARIO_H
#define TESTS_TTY_SCENARIO_H

#include <stdbool.h>
#include <stdio.h>

#include "terminal.h"
#include "world.h"

#define SCENARIO_DESKS 4

struct scenario {
	struct world world;
	const char *file; /* for messages */
	int line;
	struct terminal *desks[SCENARIO_DESKS];
	int desk;
	int keys; /* pressed since `count keys` */
};

/* The keys of a line that begins with `type` or `press`, one after the other. */
struct scenario_keys {
	const char *rest; /* at first: what stands behind the word */
	bool is_press;    /* "<Down>*3 <Enter>"; else each character is a key */
	const char *key;
	size_t len;
	long again;       /* how often the same key still comes */
};
bool scenario_next_key(struct scenario_keys *k); /* false: there is none any more */

void scenario_init(struct scenario *s, const char *file);
/* Presses a key, or types a character; false: there is no such key. */
bool scenario_press(struct scenario *s, const char *key, size_t len);
/*
 * Does one line (which is changed). False, with file, line and reason on
 * standard error, when it cannot be done or what it claims is not so.
 */
bool scenario_do(struct scenario *s, char *line);
/* The same for all lines of an open file. */
bool scenario_do_file(struct scenario *s, FILE *f);
struct terminal *scenario_here(const struct scenario *s); /* NULL: nothing runs at this desk */
/*
 * Loses the line at each desk that is open, which the program must leave in
 * order; after a failure shows the screens instead. False when anything failed.
 */
bool scenario_done(struct scenario *s, bool ok);

#endif
