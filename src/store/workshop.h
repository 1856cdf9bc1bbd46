/*
 * workshop.h - a database made aside, in a folder of the home that nobody opens, and put in its
 * place by one rename: whatever fails or is killed before leaves what was there, or nothing.
 */
/* SPDX-License-Identifier: MIT */
#ifndef STORE_WORKSHOP_H
#define STORE_WORKSHOP_H

#include <stdbool.h>

#include "base/err.h"
#include "store/queue.h"

struct workshop {
	struct queue *alone; /* while it is held, no desk opens */
	char *home, *live;   /* the folder and its database */
	char *folder, *copy; /* the workshop and the database in it */
};

/*
 * Shuts the home to all others (ERR_BUSY while a desk is open) and opens its log. A new one is
 * made if its folder is missing, and ERR_REFUSED if it has a desk. What a killed process left in
 * the workshop is removed. workshop_close() even after false.
 */
bool workshop_open(struct workshop *w, const char *home, bool is_new, struct err *e);
/* Is all of the copy in its one file? ERR_FULL: there was no room to move its log there. */
bool workshop_is_whole(const struct workshop *w, struct err *e);
/* The copy, which is whole and closed, becomes the database. */
bool workshop_put_in_place(const struct workshop *w, struct err *e);
/* Removes what is still in the workshop, and lets the others in again. */
void workshop_close(struct workshop *w);

/* Is there something in the file beside a database that has this ending ("-wal", "" = itself)? */
bool workshop_is_filled(const char *database, const char *ending);

#endif
