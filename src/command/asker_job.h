/*
 * asker_job.h - a command that asks a rule book one question: its options, the book,
 * the facts, then the question itself. Saves every such command the same steps.
 */
/* SPDX-License-Identifier: MIT */
#ifndef COMMAND_ASKER_JOB_H
#define COMMAND_ASKER_JOB_H

#include "command/asker.h"

struct asker_job {
	const char *command;            /* its name in the table */
	const struct option_row *rows;  /* options of its own, beside those of a use */
	int row_count;
	/* Facts are complete; prints. The exit status. */
	int (*ask)(struct asker *k, const struct asker_words *w, void *ctx);
	void *ctx;
};

int asker_job_run(const struct asker_job *job, struct command_context *c, struct desk *d,
	int argc, char **argv);

/* Prints {"day":…, "room":…, "yen":… (when it has any), the answer's keys}. */
void asker_job_json(const struct asker *k, bool has_yen);
/* A day as people type it; false with a sentence. `typed` NULL leaves *out. */
bool asker_job_day(const struct asker *k, const char *typed, day_num *out, struct err *e);

#endif
