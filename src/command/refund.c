/*
 * refund.c - `refund`: what comes back of a cancelled booking, or what is still to
 * pay for one that is moved. Without --paid it is the price of the same use.
 */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "base/i18n.h"
#include "base/macros.h"
#include "base/money.h"
#include "command/asker_job.h"
#include "rule/ask.h"

struct refund_words {
	const char *said, *paid, *paid_extras, *new_price;
	bool had_one;
};

static bool
read_yen(const char *typed, int64_t *out, struct err *e)
{
	return typed == NULL || yen_parse(typed, out, e);
}

static bool
price_is_paid(struct asker *k, struct refund_wish *wish, struct err *e)
{
	if (!choice_set_is_empty(&k->facts.extras))
		return err_set(e, ERR_USAGE, _("Say --paid and --paid-extras."));
	if (!ask_quote(&k->facts, &k->answer, e))
		return false;
	wish->paid_room = k->answer.yen;
	answer_clear(&k->answer);
	return true;
}

static bool
read_wish(struct asker *k, const struct refund_words *w, struct refund_wish *out, struct err *e)
{
	*out = (struct refund_wish){
		.said = k->today, .had_one = w->had_one, .change = w->new_price != NULL,
	};
	return asker_job_day(k, w->said, &out->said, e) && read_yen(w->paid, &out->paid_room, e) &&
	       read_yen(w->paid_extras, &out->paid_extras, e) &&
	       read_yen(w->new_price, &out->new_price, e) &&
	       (w->paid != NULL || w->paid_extras != NULL || price_is_paid(k, out, e));
}

static int
refund(struct asker *k, const struct asker_words *w, void *ctx)
{
	struct refund_wish wish;
	struct err e = { 0 };

	if (!read_wish(k, ctx, &wish, &e) || !ask_refund(&k->facts, &wish, &k->answer, &e))
		return asker_fail(k, &e);
	if (w->json)
		asker_job_json(k, true);
	else
		asker_print(k);
	return wish.change && !k->answer.yes ? COMMAND_REFUSED : COMMAND_DONE;
}

int
command_refund(struct command_context *c, struct desk *d, int argc, char **argv)
{
	struct refund_words w = { 0 };
	const struct option_row rows[] = {
		{ .name = "said", .value = &w.said },
		{ .name = "paid", .value = &w.paid },
		{ .name = "paid-extras", .value = &w.paid_extras },
		{ .name = "new-price", .value = &w.new_price },
		{ .name = "had-one", .flag = &w.had_one },
	};
	const struct asker_job job = { "refund", rows, (int)ARRAY_LEN(rows), refund, &w };

	return asker_job_run(&job, c, d, argc, argv);
}
