/*
 * record.h - one record of any type, by its form: read, shown, added, changed.
 * The same validation, guards and audit for the screen, the command line and
 * the import. Nothing is overwritten: every record has a version, every change
 * its audit row with before and after, in one transaction.
 */
/* SPDX-License-Identifier: MIT */
#ifndef DESK_RECORD_RECORD_H
#define DESK_RECORD_RECORD_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/err.h"
#include "base/str.h"
#include "desk/desk.h"

/* Stored values by field index of the form; NULL = nothing. Owned. */
struct record {
	const struct form *form;
	int64_t id;      /* 0 = not yet added */
	int64_t version; /* as it was read */
	char **values;
	bool hidden;      /* withheld: the values were replaced by disclose() */
	bool of_withheld; /* a detail of a withheld record, and as hidden */
};

/* A record that is not added yet, with the form's defaults. Caller frees with record_free. */
struct record *record_new(const struct desk *d, const struct form *form);
struct record *record_blank(const struct form *form); /* the same with nothing in it */
struct record *record_copy(const struct record *r);
void record_swap(struct record *a, struct record *b); /* of one form */
void record_free(struct record *r);                   /* NULL is fine */
/* The stored value of a field, which must exist; lives until it is changed. NULL = nothing. */
const char *record_get(const struct record *r, const char *field);
void record_put(struct record *r, const char *field, const char *stored); /* copies */
/* The same for references (0 = nothing) and for days (DAY_NONE = nothing). */
int64_t record_get_id(const struct record *r, const char *field);
void record_put_id(struct record *r, const char *field, int64_t id);
day_num record_get_day(const struct record *r, const char *field);
void record_put_day(struct record *r, const char *field, day_num day);

/*
 * For whole numbers: 0 when there is nothing; 0 is put as a number. Yen and serials take
 * record_get_number(), minutes and people record_get_int().
 */
int64_t record_get_number(const struct record *r, const char *field);
int record_get_int(const struct record *r, const char *field);
void record_put_int(struct record *r, const char *field, int64_t n);

/* Reads for the program's own use; never shown. NULL: ERR_NOT_FOUND. Caller frees. */
struct record *record_read(struct desk *d, const struct form *form, int64_t id, struct err *e);
/*
 * Reads in order to show: checks the right "<area>.view", passes disclose(),
 * and writes the VIEW row first when the form holds private fields.
 */
struct record *record_open(struct desk *d, const struct form *form, int64_t id, const char *reason,
			   struct err *e);

/*
 * The same for a withheld record, which record_open() hides from everybody:
 * needs the right "<area>.reveal" and a reason, which the audit keeps.
 */
struct record *record_reveal(struct desk *d, const struct form *form, int64_t id,
			     const char *reason, struct err *e);

/* Both values of one field of a record that two desks changed. */
struct record_clash {
	int field;
	const char *was, *theirs, *mine; /* stored values */
	const char *who;                 /* changed it to theirs, and when; or "" */
};
struct record_conflict {
	struct arena arena;
	int64_t version; /* theirs: save against this one after the clerk has chosen */
	struct record_clash *clashes;
	int count;
};
void record_conflict_done(struct record_conflict *c);

struct record_save {
	const char *reason;               /* may be NULL */
	const char *once_key;             /* idempotency key, or NULL */
	struct record_conflict *conflict; /* filled when the answer is ERR_STALE; may be NULL */
};

/*
 * Adds (id 0) or changes. Runs: right, required, unique, the form's checks, the
 * schema's guards, audit, search index. On success the record is as it was
 * written, with its id and new version; on failure nothing was written,
 * `e->field` is where the cursor goes, and the record is as it was typed.
 *
 * Another desk's changes since the record was read are taken into it; where
 * both changed the same field, the answer is ERR_STALE and the record keeps its
 * own value. Put what the clerk chose, set the version to the conflict's, and
 * save again.
 */
bool record_save(struct desk *d, struct record *r, const struct record_save *how, struct err *e);

/* The record is hidden everywhere (非開示), by its own flag or its parent's. */
bool record_is_withheld(const struct record *r);
/*
 * May the signed-in clerk turn `before` into `after` (NULL: nothing left), as
 * far as hiding goes? Who may not see a record cannot change it, and only who
 * has the right "<area>.approve" shows a withheld one again.
 */
bool record_require_reveal(struct desk *d, const struct record *before,
			   const struct record *after, struct err *e);

/* What it allows to be published, for disclose(); NULL = nothing. */
const char *record_public_fields(const struct record *r);

/* The record's name on screen ("合唱団ひばり"), disclosed; "" if it has none. Appends. */
void record_add_title(struct desk *d, const struct record *r, struct str *b);

/*
 * What ended the record and when ("解散日 2026/11/21(土)", "統合先 合唱団ひばり"): a clerk who
 * deals with it must see that first. Appends nothing for a living one.
 */
void record_add_ending(struct desk *d, const struct record *r, struct str *b);
bool record_has_ended(const struct record *r);
/* Is the field such a sign (merged into, dissolved on, retired)? */
bool record_is_ending_field(const struct form_field *f);

/* Everything that happened to a record, newest first, in `a`; the count, or -1. */
struct record_event {
	int64_t seq;     /* audit row */
	int64_t change;  /* what `undo` takes */
	int64_t at;      /* instant */
	const char *who; /* the staff record's name */
	const char *action; /* in the clerk's language */
	const char *reason;
	const char *text;   /* "代表者: 田中 → 鈴木", disclosed */
};
int record_history(struct desk *d, struct arena *a, const struct form *form, int64_t id,
		   struct record_event **out, struct err *e);
/* Who changed a field of it last, and when: "田中, 11/20(金) 14:32". Appends. */
void record_add_last_change(struct desk *d, const struct record *r, int field, struct str *b);

#endif
