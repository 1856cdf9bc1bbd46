/* window.c - `window`: from when until when a use may be applied for. */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "command/asker_job.h"
#include "rule/ask.h"

static int
window(struct asker *k, const struct asker_words *w, void *ctx)
{
	struct err e = { 0 };

	(void)ctx;
	if (!ask_window(&k->facts, &k->answer, &e))
		return asker_fail(k, &e);
	if (w->json)
		asker_print_json(k);
	else
		asker_print(k);
	return COMMAND_DONE;
}

int
command_window(struct command_context *c, struct desk *d, int argc, char **argv)
{
	const struct asker_job job = { .command = "window", .ask = window };

	return asker_job_run(&job, c, d, argc, argv);
}
