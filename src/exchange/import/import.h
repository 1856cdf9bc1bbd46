/*
 * import.h - a file of rows into the records of one type: read, checked and saved
 * as if each had been typed, as one change that `undo` takes back. What is refused
 * goes into a file of its own; what is likely to be there already is refused
 * until somebody has decided.
 */
/* SPDX-License-Identifier: MIT */
#ifndef EXCHANGE_IMPORT_IMPORT_H
#define EXCHANGE_IMPORT_IMPORT_H

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>

#include "base/err.h"
#include "desk/desk.h"
#include "exchange/encoding.h"
#include "exchange/import/import_map.h"

struct import_reject {
	int64_t line;
	const char *reason;
	bool is_alike; /* refused only because it may be there already */
};

struct import_options {
	const struct form *form;
	FILE *file;
	const char *name;             /* the file's name, for the audit */
	enum encoding encoding;
	const struct import_map *map; /* of exactly this file's headings */
	struct form_key key;          /* by which records are changed; empty: all are added */
	bool clears;                  /* an empty cell empties the field of such a record */
	bool add_alike;               /* rows that may be there already are added too … */
	const int64_t *decided;       /* … or only those of these lines, in rising order */
	int decided_count;
	bool all_or_none;             /* one refused row: nothing is imported */
	bool dry_run;                 /* everything but the end: nothing is kept */
	const char *reason;           /* why, for the audit; NULL: the file's name */
	/* May be NULL. Called now and then with parts of a thousand; false cancels. */
	bool (*progress)(void *ctx, int done);
	/*
	 * May be NULL. Called for each refused row, in the file's order; those that name
	 * another record of their type, which the file never brought, come at the end.
	 */
	void (*rejected)(void *ctx, const struct import_reject *reject);
	/*
	 * May be NULL. Called for each record that a list which is published whole (the
	 * holidays) no longer has, of the years that it speaks of: "2026-10-12 スポーツの日".
	 */
	void (*lacking)(void *ctx, int64_t record, const char *name);
	bool remove_lacking; /* … and they are removed; else they stay */
	void *ctx;
};

struct import_result {
	int64_t rows, added, changed, same, refused;
	int64_t alike;     /* of the refused */
	int64_t lacking;   /* records that a published list no longer has … */
	int64_t removed;   /* … and that were removed */
	int64_t gaiji;     /* rows that hold 外字, characters of one computer's own … */
	int64_t gaiji_line; /* … the first of them */
	int64_t change;    /* what undo takes; 0 when nothing was kept */
	char rejects[256]; /* the file of the refused rows in imports/, or "" */
};

/*
 * False when the file cannot be read, when a refused row was to stop all, or when
 * the database or the disk fails: then nothing was imported. `result` counts as
 * far as it came.
 */
bool import_run(struct desk *d, const struct import_options *options, struct import_result *result,
		struct err *e);

/* <home>/imports, made if it is missing; the caller frees. NULL on failure. */
char *import_folder(struct desk *d, struct err *e);

/* A regular file to read, never through a planted link; NULL and a sentence otherwise. */
FILE *import_open(const char *path, struct err *e);

struct import_source {
	FILE *file;
	enum encoding encoding;
	int64_t line; /* of the headings; 0: where they are found */
};

/* The headings of the file as a map. */
bool import_headings(struct import_map *m, const struct form *form,
		     const struct import_source *from, struct err *e);

#endif
