/*
 * allowed.c - `allowed`: may the use be booked? Opening hours, window, who may, and
 * the limits, all reasons at once. Exit status 1 when it may not.
 */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "base/i18n.h"
#include "command/asker_job.h"
#include "command/output.h"
#include "rule/ask.h"

static int
allowed(struct asker *k, const struct asker_words *w, void *ctx)
{
	struct err e = { 0 };

	(void)ctx;
	if (!ask_all(&k->facts, &k->answer, &e))
		return asker_fail(k, &e);
	if (w->json) {
		asker_job_json(k, false);
	} else {
		asker_print(k);
		output_text(k->answer.yes ? _("It may be booked.") : _("It may not be booked."));
		output_text("\n");
	}
	return k->answer.yes ? COMMAND_DONE : COMMAND_REFUSED;
}

int
command_allowed(struct command_context *c, struct desk *d, int argc, char **argv)
{
	const struct asker_job job = { .command = "allowed", .ask = allowed };

	return asker_job_run(&job, c, d, argc, argv);
}
