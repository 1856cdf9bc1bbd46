/* call_outcome.c - what came of a call: on the phone list, and as an act of its record. */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "screen/booking/calls.h"

#include "base/i18n.h"
#include "base/mem.h"
#include "desk/booking/booking_act.h"
#include "desk/booking/call.h"
#include "screen/booking/booking.h"
#include "ui/dialog.h"

static const char *const outcomes[] = { "reached",  "no_answer",     "message", "moved",
					"refunded", "refunded_part", "declined" };

/* A menu of what can come of a call: outcomes, and behind them a step of its booking. */
struct outcome {
	struct app *app;
	int64_t call_id, booking_id;
	const char *offered[ARRAY_LEN(outcomes)];
	int count;
	const char *chosen, *note;
};

static void
note_it(struct outcome *o)
{
	AUTO_STR said = STR_INIT;
	struct err e = { 0 };

	if (!call_done(o->app->desk, o->call_id, o->chosen, o->note, &said, &e)) {
		stack_say_err(o->app->stack, &e);
		return;
	}
	str_trim(&said);
	stack_say(o->app->stack, "%s", str_text(&said));
}

static void
confirmed(void *ctx, bool yes)
{
	if (yes)
		note_it(ctx);
}

/* An outcome that ends the booking shows what it comes to before it does. */
static void
note_given(void *ctx, const char *note)
{
	struct outcome *o = ctx;
	AUTO_STR text = STR_INIT;
	struct err e = { 0 };

	if (!note)
		return;
	o->note = arena_strdup(&o->app->held, note);
	int act = call_ends(o->app->desk, o->call_id, o->chosen);

	if (act == NONE)
		note_it(o);
	else if (!call_preview_say(o->app->desk, o->call_id, o->chosen, &text, &e))
		stack_say_err(o->app->stack, &e);
	else
		dialog_confirm(o->app->stack, booking_act_label((enum booking_act)act),
			       str_text(&text),
			       act == BOOKING_CANCEL ? _("Cancel it") : _("Break it off"),
			       confirmed, o);
}

/* The word of the list, and with it that the booking ends. */
static const char *
outcome_label(struct app *app, int64_t call_id, const char *outcome)
{
	const struct field_lookup *lookup = &app->desk->lookup;
	const char *word = lookup->code_word(lookup->ctx, "call_outcome", outcome);
	int act = call_ends(app->desk, call_id, outcome);
	AUTO_STR label = STR_INIT;

	word = word ? word : outcome;
	if (act == BOOKING_CANCEL) /* L10N: what came of a call, an item of a menu: "Refunded". */
		str_addf(&label, _("%s (cancels the booking)"), word);
	else if (act != NONE)
		str_addf(&label, _("%s (breaks the use off)"), word);
	else if (call_goes_on(app->desk, call_id, outcome))
		/* L10N: what came of a call, an item of a menu: "Reached". */
		str_addf(&label, _("%s (stays on the list until it is settled)"), word);
	else
		str_add(&label, word);
	return arena_strdup(&app->held, str_text(&label));
}

static struct subject
booking_of(struct app *app, const int64_t *booking_id)
{
	return (struct subject){ form_find(app->desk->forms, "booking"), booking_id, 1 };
}

/* Who is on hold or waits may say yes at once: then the call is settled by that. */
static void
apply(struct app *app, int64_t booking_id)
{
	const struct subject on = booking_of(app, &booking_id);

	booking_step(app, &on, BOOKING_APPLY);
}

static bool
can_apply(struct app *app, int64_t booking_id)
{
	const struct subject on = booking_of(app, &booking_id);

	return booking_step_fits(app, &on, BOOKING_APPLY);
}

static void
outcome_chosen(void *ctx, int index)
{
	struct outcome *o = ctx;

	if (index < 0)
		return;
	if (index == o->count) {
		apply(o->app, o->booking_id);
		return;
	}
	o->chosen = o->offered[index];
	dialog_text(o->app->stack, _("What came of the call"), _("A note, or nothing"), "", false,
		    note_given, o);
}

static int64_t
booking_of_call(struct app *app, int64_t call_id)
{
	struct record *call =
		record_read(app->desk, form_find(app->desk->forms, "call"), call_id, NULL);
	int64_t id = call ? record_get_id(call, "booking_id") : 0;

	record_free(call);
	return id;
}

void
calls_outcome(struct app *app, const struct subject *on)
{
	int64_t call_id = on->ids[0];
	struct outcome *o = arena_alloc(&app->held, sizeof(*o));
	const char *words[ARRAY_LEN(outcomes) + 1];

	*o = (struct outcome){ .app = app,
			       .call_id = call_id,
			       .booking_id = booking_of_call(app, call_id) };
	for (size_t i = 0; i < ARRAY_LEN(outcomes); i++) {
		if (!call_offers(app->desk, call_id, outcomes[i]))
			continue;
		words[o->count] = outcome_label(app, call_id, outcomes[i]);
		o->offered[o->count++] = outcomes[i];
	}
	int count = o->count;

	if (can_apply(app, o->booking_id))
		words[count++] = booking_act_label(BOOKING_APPLY);
	dialog_pick(app->stack, _("What came of the call"), words, count, outcome_chosen, o);
}
