/* extension.c - `extension`: what it costs to begin earlier or to stay longer, and whether. */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "base/i18n.h"
#include "base/macros.h"
#include "command/asker_job.h"
#include "rule/ask.h"

#define DAY_MINUTES (24 * 60)

struct extension_words {
	const char *before, *after, *asked;
	bool next_taken;
};

static bool
read_minutes(const char *name, const char *typed, int *out, struct err *e)
{
	long minutes;

	if (typed == NULL)
		return true;
	if (!option_int(typed, 0, DAY_MINUTES, &minutes))
		return err_set(e, ERR_USAGE, _("--%s takes minutes, not \"%s\"."), name, typed);
	*out = (int)minutes;
	return true;
}

static bool
read_wish(const struct asker *k, const struct extension_words *w, struct extension_wish *out,
	struct err *e)
{
	*out = (struct extension_wish){ .asked = DAY_NONE, .next_free = !w->next_taken };
	if (!read_minutes("before", w->before, &out->before, e) ||
	    !read_minutes("after", w->after, &out->after, e) ||
	    !asker_job_day(k, w->asked, &out->asked, e))
		return false;
	return out->before + out->after > 0 ||
	       err_set(e, ERR_USAGE, _("Say --before or --after, in minutes."));
}

/* The minutes that are added; of both sides, all from the earlier to the later end. */
static struct time_span
added_times(const struct facts *f, const struct extension_wish *w)
{
	int from = (int)f->values[FACT_FROM], to = (int)f->values[FACT_TO];

	return (struct time_span){ w->before > 0 ? from - w->before : to,
				   w->after > 0 ? to + w->after : from };
}

/* The price stands either way; that nobody is let in at that time stands beside it. */
static bool
add_closed(struct asker *k, const struct extension_wish *w, struct err *e)
{
	struct time_span added = added_times(&k->facts, w);
	struct answer open;

	if (k->facts.day == DAY_NONE || added.from < 0 || added.to > DAY_MINUTES)
		return true;
	answer_init(&open);
	bool ok = ask_open_times(&k->facts, added, &open, e);

	for (int i = 0; ok && i < open.count; i++)
		if (open.lines[i].kind == LINE_REFUSAL)
			answer_add(&k->answer, LINE_REFUSAL, open.lines[i].rule,
				_("The house is closed: %s"), open.lines[i].text);
	k->answer.yes = k->answer.yes && (!ok || open.yes);
	answer_done(&open);
	return ok;
}

static int
extension(struct asker *k, const struct asker_words *w, void *ctx)
{
	struct extension_wish wish;
	struct err e = { 0 };

	if (!read_wish(k, ctx, &wish, &e) || !ask_extension(&k->facts, &wish, &k->answer, &e) ||
	    !add_closed(k, &wish, &e))
		return asker_fail(k, &e);
	if (w->json)
		asker_job_json(k, true);
	else
		asker_print(k);
	return k->answer.yes ? COMMAND_DONE : COMMAND_REFUSED;
}

int
command_extension(struct command_context *c, struct desk *d, int argc, char **argv)
{
	struct extension_words w = { 0 };
	const struct option_row rows[] = {
		{ .name = "before", .value = &w.before },
		{ .name = "after", .value = &w.after },
		{ .name = "asked", .value = &w.asked },
		{ .name = "next-taken", .flag = &w.next_taken },
	};
	const struct asker_job job = { "extension", rows, (int)ARRAY_LEN(rows), extension, &w };

	return asker_job_run(&job, c, d, argc, argv);
}
