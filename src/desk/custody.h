/*
 * custody.h - what an administrator does to keep the records trustworthy:
 * verify the audit chain against a printed code, copy the database.
 */
/* SPDX-License-Identifier: MIT */
#ifndef DESK_CUSTODY_H
#define DESK_CUSTODY_H

#include <stdbool.h>
#include <stdint.h>

#include "base/err.h"
#include "base/str.h"
#include "desk/desk.h"

/* One thing noticed in the chain; a note (the clock ran backwards) is no fault. */
typedef void (*custody_report_fn)(void *ctx, int64_t seq, bool is_fault, const char *finding);

/*
 * Reads the whole chain; `anchor` (a code printed earlier) must be found in it,
 * NULL asks for none. Appends today's code to `code`. False when it could not
 * be read; faults are reported, not returned.
 */
bool custody_verify(struct desk *d, const char *anchor, custody_report_fn report, void *ctx,
		    struct str *code, struct err *e);

/*
 * Brings a backup back in the place of the database; see store/restore.h. The path of the
 * former database (caller frees; "" for none), or NULL and nothing was changed.
 */
char *custody_restore(const struct desk_options *options, const char *file,
		      struct err *e) MUST_CHECK;

/* A verified copy of the database in <home>/backup/: its path (caller frees), or NULL. */
char *custody_backup(struct desk *d, struct err *e) MUST_CHECK;

#endif
