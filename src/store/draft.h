/*
 * draft.h - unsaved work, in <home>/drafts.db, so that a killed process or a
 * lost line costs nothing that was on the screen: a character is here before it
 * is painted. WAL with synchronous=NORMAL: a keystroke costs about 0.02 ms.
 */
/* SPDX-License-Identifier: MIT */
#ifndef STORE_DRAFT_H
#define STORE_DRAFT_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/err.h"
#include "store/once.h"

struct draft_store;

struct draft_store *draft_store_open(const char *home, const struct clock *clock, struct err *e);
void draft_store_close(struct draft_store *d);
bool draft_store_rest(struct draft_store *d); /* as store_rest() */

/* One unfinished form. */
struct draft {
	int64_t id;
	int64_t staff_id;
	const char *type;             /* the form's name */
	int64_t record_id;            /* 0 = a new record */
	int64_t record_version;       /* the version that was being changed */
	const char *title;            /* what the clerk sees in "drafts left behind" */
	int64_t at;                   /* instant of the last keystroke */
	char once_key[ONCE_KEY_SIZE]; /* the save's idempotency key, fixed when the draft begins */
};

struct draft_field {
	const char *name;
	const char *text; /* as typed, not yet validated */
	int cursor;       /* in clusters */
};

/* Begins a draft; its id, or 0. It is listed only once it holds a field. */
int64_t draft_begin(struct draft_store *d, const struct draft *draft, struct err *e);
/* Stores one field's text; returns when it will survive kill -9. */
bool
draft_put(struct draft_store *d, int64_t draft_id, const struct draft_field *field, struct err *e);
bool draft_set_title(struct draft_store *d, int64_t draft_id, const char *title, struct err *e);
bool draft_discard(struct draft_store *d, int64_t draft_id, struct err *e);

/* The drafts of a clerk (0 = everybody's), newest first; the count, or -1. */
int draft_list(struct draft_store *d, struct arena *a, int64_t staff_id, struct draft **out,
	       struct err *e);
/* The fields of one draft, the one typed last at the end; the count, or -1. */
int draft_fields(struct draft_store *d, struct arena *a, int64_t draft_id, struct draft_field **out,
		 struct err *e);
/* Removes drafts not touched for `days` days. */
bool draft_expire(struct draft_store *d, int days, struct err *e);

#endif
