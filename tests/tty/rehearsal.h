/*
 * rehearsal.h - a scenario played once, undisturbed, so that a test that breaks it off
 * knows what each keystroke should have left: in the data folder, and as drafts. Where
 * the desk opens, the data folder is kept, to begin from there again.
 */
/* SPDX-License-Identifier: MIT */
#ifndef TESTS_TTY_REHEARSAL_H
#define TESTS_TTY_REHEARSAL_H

#include <stdbool.h>
#include <stdint.h>

#include "scenario.h"

/* What stands in a data folder. */
enum { PICTURE_COUNTS = 8 };
struct picture {
	uint64_t stamp; /* of the files of the register */
	uint64_t hash;  /* of all its rows, but for when and by whom */
	int64_t counts[PICTURE_COUNTS]; /* for people: as picture_say() names them */
	int drafts;
};
/*
 * False: it cannot be read, or its money and numbers do not agree, which is said. `last`
 * (or NULL) is not read again where the files are those that it was taken of.
 */
bool picture_take(const struct world *w, const struct picture *last, struct picture *out);
bool picture_equals(const struct picture *a, const struct picture *b);
void picture_say(const char *which, const struct picture *p); /* on standard error */

struct keystroke {
	int line;  /* of the scenario, from 0 */
	int run;   /* the line that opened the desk */
	char *key; /* "<F10>" or a character */
	int draft; /* the keystroke that began the draft which is open here; -1: none */
	struct picture before, after;
};

struct rehearsal {
	const char *file;
	char **lines;
	int line_count;
	struct keystroke *keys;
	int key_count;
	struct scenario stage; /* holds the data folders until rehearsal_done() */
};

/* Plays the file; false when it fails. */
bool rehearsal_play(struct rehearsal *r, const char *file);
/* In either case; `ok` is false when it failed, which shows the screens. */
void rehearsal_done(struct rehearsal *r, bool ok);

/* Opens the desk anew as it was opened before the keystroke, up to that one. */
bool rehearsal_go_to(const struct rehearsal *r, struct scenario *s, int keystroke);
/* The same from the keystroke `from`, which is to be pressed next, on. */
bool rehearsal_go_on(const struct rehearsal *r, struct scenario *s, int from, int keystroke);
/* The desk is opened once more in the folder as it is, at the same hour. */
bool rehearsal_open_again(const struct rehearsal *r, struct scenario *s, int keystroke);

#endif
