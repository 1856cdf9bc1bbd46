/*
 * audit_log.h - reading the audit: who saw this person, what did this clerk
 * do, what happened on that day. Newest first, page by page. Reading it needs
 * the right "audit.view" and is itself an audited view.
 */
/* SPDX-License-Identifier: MIT */
#ifndef DESK_AUDIT_LOG_H
#define DESK_AUDIT_LOG_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/err.h"
#include "desk/desk.h"
#include "store/audit.h"

/* "viewed", "changed": what an action is called, in the clerk's language. */
const char *audit_action_label(enum audit_action action);
/* The reason as stored; one that the program gave by itself, in the clerk's language. */
const char *audit_reason_label(const char *reason);

/* What is asked. Zero and NULL mean: any. */
struct audit_question {
	int64_t staff_id;        /* what did this clerk do */
	const struct form *form; /* what happened to records of this type … */
	int64_t record_id;       /* … or to this record: who saw and who changed it */
	bool views;              /* only views, searches, prints and exports */
	bool changes;            /* only what changed something */
	const char
		*text; /* a part of the clerk's name, the reason or the record's title; "" = any */
};

struct audit_line {
	int64_t seq;        /* the row's number in the chain */
	int64_t at;         /* instant */
	const char *who;    /* the staff record's name, or the OS account if nobody had signed in */
	const char *action; /* in the clerk's language */
	const struct form *form; /* NULL for rows that concern no record */
	int64_t record_id;
	const char *what; /* "団体 合唱団ひばり", disclosed; "Backup" for what is no record */
	const char *reason;
	const char *terminal;
};

/* Up to `n` lines older than `before` (0 = from the newest), or newer than -before when it is
 * negative; newest first. */
int audit_log_lines(struct desk *d, struct arena *a, const struct audit_question *q, int64_t before,
		    int n, struct audit_line **out, struct err *e);
/* Writes the VIEW row of reading the audit; to be called once before the lines of a question are
 * shown. */
bool audit_log_open(struct desk *d, const struct audit_question *q, struct err *e);

#endif
