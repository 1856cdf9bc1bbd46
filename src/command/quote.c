/*
 * quote.c - `quote`: what a use costs, and whether it may be booked at all. The
 * price is told either way: who asks for a closed day wants to know both.
 */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "base/i18n.h"
#include "base/money.h"
#include "command/asker_job.h"
#include "command/output.h"
#include "rule/ask.h"

static void
add_refusals(struct str *out, const struct answer *booking)
{
	for (int i = 0; i < booking->count; i++) {
		const struct line *l = &booking->lines[i];

		if (l->kind != LINE_REFUSAL)
			continue;
		str_addf(out, _("May not be booked: %s"), l->text);
		if (l->rule != NULL && l->rule->by_law[0] != '\0')
			str_addf(out, _("  (%s)"), l->rule->by_law);
		str_add_char(out, '\n');
	}
}

/* What a booking asks first; that it cannot be told is said, and no reason to hide a price. */
static void
add_booking(struct asker *k, struct str *out)
{
	struct answer booking;
	struct err e = { 0 };

	if (k->facts.day == DAY_NONE)
		return;
	answer_init(&booking);
	if (ask_all(&k->facts, &booking, &e))
		add_refusals(out, &booking);
	else
		str_addf(out, _("Whether it may be booked cannot be told. %s\n"), e.msg);
	answer_done(&booking);
}

static void
print_quote(struct asker *k, bool explain)
{
	AUTO_STR b = STR_INIT;

	if (explain) {
		answer_write(&k->answer, &b);
	} else {
		yen_add_unit(&b, k->answer.yen);
		str_add_char(&b, '\n');
	}
	add_booking(k, &b);
	output_text(str_text(&b));
}

/* The price, then what stands against the booking: "yes" and the lines are of both. */
static int
print_json(struct asker *k)
{
	struct err e = { 0 };
	int64_t yen = k->answer.yen;

	k->answer.yes = true;
	if (k->facts.day != DAY_NONE && !ask_all(&k->facts, &k->answer, &e))
		return asker_fail(k, &e);
	k->answer.yen = yen;
	asker_job_json(k, true);
	return COMMAND_DONE;
}

static int
quote(struct asker *k, const struct asker_words *w, void *ctx)
{
	struct err e = { 0 };

	(void)ctx;
	if (!ask_quote(&k->facts, &k->answer, &e))
		return asker_fail(k, &e);
	if (w->json)
		return print_json(k);
	print_quote(k, w->explain);
	return COMMAND_DONE;
}

int
command_quote(struct command_context *c, struct desk *d, int argc, char **argv)
{
	const struct asker_job job = { .command = "quote", .ask = quote };

	return asker_job_run(&job, c, d, argc, argv);
}
