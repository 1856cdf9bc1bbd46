/*
 * registration.c - the steps of a registration: received, papers checked,
 * approved or refused. Several marked registrations can be moved at once; what
 * is offered is possible for at least one of them.
 */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "screen/record/registration.h"

#include <string.h>

#include "base/i18n.h"
#include "desk/register/registration.h"
#include "form/form.h"
#include "ui/dialog.h"

struct step {
	struct app *app;
	int64_t *ids;
	int count;
	enum registration_state offered[REGISTRATION_STATE_COUNT];
	bool needs_reason[REGISTRATION_STATE_COUNT]; /* by state */
	enum registration_state to;
};

/* The steps that a clerk takes; most lapse by the calendar. */
static const struct {
	enum registration_state to;
	const char *label;
} steps[] = {
	{ REGISTRATION_CHECKED, N_("Papers are checked") },
	{ REGISTRATION_APPROVED, N_("Approve") },
	{ REGISTRATION_REFUSED, N_("Refuse, with reason") },
	{ REGISTRATION_RECEIVED, N_("Back to received") },
	{ REGISTRATION_LAPSED, N_("End it before its time, with reason") },
};

static void
say_moved(const struct step *s)
{
	const struct field_lookup *lookup = &s->app->desk->lookup;
	const char *state = lookup->code_word(lookup->ctx, "registration_state",
					      registration_state_code(s->to));

	if (s->count == 1) /* L10N: the registration's new state ("approved") */
		stack_say(s->app->stack, _("The registration is now: %s. (Undo: ^Z)"), state);
	else /* L10N: how many registrations, and their new state ("approved") */
		stack_say(s->app->stack, _("%d registrations are now: %s."), s->count, state);
}

/* Each is a change of its own: one that lacks its papers does not hold up those before it. */
static void
move(struct step *s, const char *reason)
{
	struct err e;

	for (int i = 0; i < s->count; i++)
		if (!registration_move(s->app->desk, s->ids[i], s->to, reason, &e)) {
			stack_say_err(s->app->stack, &e);
			return;
		}
	say_moved(s);
}

static void ask_reason(struct step *s);

static void
reason_given(void *ctx, const char *reason)
{
	struct step *s = ctx;

	if (reason && *reason == '\0') {
		ask_reason(s);
		stack_say(s->app->stack, _("Type the reason; Esc leaves it as it was."));
	} else if (reason) {
		move(s, reason);
	}
}

static void
ask_reason(struct step *s)
{
	if (s->to == REGISTRATION_REFUSED)
		dialog_text(s->app->stack, _("Refuse"), _("Why? The group is told this reason."),
			    "", false, reason_given, s);
	else
		dialog_text(s->app->stack, _("Next step"), _("Why? The record keeps this reason."),
			    "", false, reason_given, s);
}

static void
picked(void *ctx, int index)
{
	struct step *s = ctx;

	if (index < 0)
		return;
	s->to = s->offered[index];
	if (s->needs_reason[s->to])
		ask_reason(s);
	else
		move(s, NULL);
}

/* Does the order lead from what one of them is to `to`? */
static bool
is_possible(struct step *s, enum registration_state to)
{
	struct desk *d = s->app->desk;
	bool is_one = false;

	for (int i = 0; i < s->count; i++) {
		struct record *r = record_read(d, form_find(d->forms, "registration"),
					       s->ids[i], NULL);
		bool needs_reason = false;

		if (r && registration_leads(record_get(r, "state"), to, &needs_reason))
			is_one = true;
		s->needs_reason[to] = s->needs_reason[to] || needs_reason;
		record_free(r);
	}
	return is_one;
}

void
registration_step(struct app *app, const struct subject *on)
{
	struct step *s = arena_alloc(&app->held, sizeof(*s));
	const char *items[ARRAY_LEN(steps)];
	int offered = 0;

	s->app = app;
	s->count = on->count;
	s->ids = arena_alloc(&app->held, (size_t)on->count * sizeof(*s->ids));
	memcpy(s->ids, on->ids, (size_t)on->count * sizeof(*s->ids));
	for (size_t i = 0; i < ARRAY_LEN(steps); i++)
		if (is_possible(s, steps[i].to)) {
			s->offered[offered] = steps[i].to;
			items[offered++] = _(steps[i].label);
		}
	if (offered > 0)
		dialog_pick(app->stack, _("Next step"), items, offered, picked, s);
	else
		stack_say(app->stack, _("There is no step after this one; it can be taken back "
					"from the history."));
}
