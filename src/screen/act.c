/* act.c - the table of acts, and which of them fit. */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "screen/act.h"

#include <string.h>

#include "base/i18n.h"
#include "desk/staff.h"
#include "form/form.h"
#include "screen/booking/booking.h"
#include "screen/booking/calls.h"
#include "screen/booking/pay.h"
#include "screen/booking/series.h"
#include "screen/exchange/print.h"
#include "screen/record/registration.h"

static void
history(struct app *app, const struct subject *on)
{
	screen_history(app, on->form, on->ids[0]);
}

static void
who_saw(struct app *app, const struct subject *on)
{
	const struct audit_question question = { .form = on->form, .record_id = on->ids[0] };

	screen_audit(app, &question);
}

static void
what_clerk_did(struct app *app, const struct subject *on)
{
	const struct audit_question question = { .staff_id = on->ids[0] };

	screen_audit(app, &question);
}

static void
register_group(struct app *app, const struct subject *on)
{
	const struct form *form = form_find(app->desk->forms, "registration");

	screen_record_child(app, form, form_field_index(form, form->parent), on->ids[0]);
}

static void
renewal(struct app *app, const struct subject *on)
{
	(void)on;
	screen_renewal(app);
}

static void
merge(struct app *app, const struct subject *on)
{
	screen_merge(app, on->ids[0], on->count > 1 ? on->ids[1] : 0);
}

static void
dissolve(struct app *app, const struct subject *on)
{
	screen_dissolve(app, on->ids[0]);
}

static void
reveal(struct app *app, const struct subject *on)
{
	screen_reveal(app, on->form, on->ids[0]);
}

static void
lift_withholding(struct app *app, const struct subject *on)
{
	screen_lift_withholding(app, on->form, on->ids[0]);
}

static void
set_pin(struct app *app, const struct subject *on)
{
	screen_staff_pin(app, on->ids[0]);
}

static void
disable(struct app *app, const struct subject *on)
{
	screen_staff_disable(app, on->ids[0]);
}

static void
step_run(struct app *app, const struct subject *on, int which)
{
	booking_step(app, on, (enum booking_act)which);
}

static bool
step_fits(struct app *app, const struct subject *on, int which)
{
	return booking_step_fits(app, on, (enum booking_act)which);
}

/* clang-format off */
#define PLAIN       { NULL, NULL, 0 }
#define MONEY(what) { NULL, pay_fits, what }
#define STEP(which) { step_run, step_fits, which }
static const struct act acts[] = {
	{ "booking", '1', "checkin", NULL,
	  N_("Notes the time, and the key or card."),
	  "change", 1, 1, NULL, false, STEP(BOOKING_CHECK_IN) },
	{ "booking", '2', "checkout", NULL,
	  N_("Notes the time, the people who came, and the room's order."),
	  "change", 1, 1, NULL, false, STEP(BOOKING_CHECK_OUT) },
	{ "booking", '3', "apply", NULL,
	  N_("The hold, or the waiting, becomes an application."),
	  "change", 1, 1, NULL, false, STEP(BOOKING_APPLY) },
	{ "booking", '4', "permit", NULL,
	  N_("Permits the use."),
	  "change", 1, 1, NULL, false, STEP(BOOKING_PERMIT) },
	{ "booking", '5', "pay", N_("Take money"),
	  N_("Takes what is open, or a part of it, and writes the receipt."),
	  "cash.add", 1, 1, pay_take, false, MONEY(PAY_TAKE) },
	{ "booking", '6', "give_back", N_("Give money back"),
	  N_("Gives back what was paid too much, as a receipt of its own."),
	  "cash.add", 1, 1, pay_give_back, false, MONEY(PAY_GIVE_BACK) },
	{ "booking", '7', "print", N_("Print"),
	  N_("Prints the application, the permit or a receipt of the booking."),
	  "view", 1, 1, print_booking, false, PLAIN },
	{ "booking", 'm', "move", NULL,
	  N_("Opens the booking for change; saving it notes what the fee differs by."),
	  "change", 1, 1, NULL, false, STEP(BOOKING_MOVE) },
	{ "booking", '8', "extend", NULL,
	  N_("Longer, at the price of the rules, if nobody follows."),
	  "change", 1, 1, NULL, false, STEP(BOOKING_EXTEND) },
	{ "booking", '9', "cancel", NULL,
	  N_("Shows what the rules give back, then cancels."),
	  "change", 1, 1, NULL, false, STEP(BOOKING_CANCEL) },
	{ "booking", 'c', "breakoff", NULL,
	  N_("The house closes over a use: the key comes back, and money with it."),
	  "change", 1, 1, NULL, false, STEP(BOOKING_BREAK_OFF) },
	{ "booking", 'r', "refuse", NULL,
	  N_("Refuses the application, with the reason."),
	  "change", 1, 1, NULL, false, STEP(BOOKING_REFUSE) },
	{ "booking", 'n', "noshow", NULL,
	  N_("Ends a permitted use that nobody came to."),
	  "change", 1, 1, NULL, false, STEP(BOOKING_MISS) },
	{ "booking", 'w', "waive", NULL,
	  N_("The party owes less, by a decision."),
	  "approve", 1, 1, NULL, false, STEP(BOOKING_WAIVE) },
	{ "booking", 'p', "correct", NULL,
	  N_("Puts a mistake in the price right, with the reason."),
	  "approve", 1, 1, NULL, false, STEP(BOOKING_CORRECT) },
	{ "booking", 's', "repeat", N_("Repeat it (series)"),
	  N_("Books the same on further days; the list is shown first."),
	  "add", 1, 1, series_repeat, false, PLAIN },
	{ "booking", 'b', "board", N_("Print the board of a day"),
	  N_("Prints the bookings of a day, to be put up; persons are not named."),
	  "view", 0, 1000, print_board, false, PLAIN },
	{ "booking_series", '1', "dates", N_("Dates, as they stand"),
	  N_("Lists every date with its booking, or the reason why there is none."),
	  "view", 1, 1, series_dates, false, PLAIN },
	{ "booking_series", '2', "again", N_("Book the dates still open"),
	  N_("Books the dates that can be had by now; the list is shown first."),
	  "add", 1, 1, series_again, false, PLAIN },
	{ "booking_series", '3', "change", N_("Another room or time"),
	  N_("Moves one date, the following or all; the list is shown first."),
	  "change", 1, 1, series_move, false, PLAIN },
	{ "booking_series", '4', "end", N_("End it"),
	  N_("Cancels one date, the following or all; the list is shown first."),
	  "change", 1, 1, series_stop, false, PLAIN },
	{ "call", '1', "outcome", N_("What came of it"),
	  N_("Notes what came of the call; the booking follows."),
	  "change", 1, 1, calls_outcome, false, PLAIN },
	{ "call", '2', "calls", N_("Phone list"),
	  N_("Whom to phone, with the numbers; completed with the holds that lapse."),
	  "view", 0, 1000, calls_list, false, PLAIN },
	{ "call", '3', "print_calls", N_("Print whom to phone"),
	  N_("Prints the calls that are still to be made, with their numbers."),
	  "booking.export", 0, 1000, print_calls, false, PLAIN },
	{ "closure", '1', "calls", N_("Phone list"),
	  N_("Whom to phone about this closure, with the numbers."),
	  "booking.view", 1, 1, calls_of_closure, false, PLAIN },
	{ "receipt", '1', "print", N_("Print"),
	  N_("Prints the receipt or the refund slip; again it is marked as a reprint."),
	  "view", 1, 1, print_receipt, false, MONEY(PAY_VOID) },
	{ "receipt", '2', "void", N_("Void the receipt"),
	  N_("Voids a spoilt receipt, with the reason; it keeps its number."),
	  "cash.change", 1, 1, pay_void, false, MONEY(PAY_VOID) },
	{ "room", '1', "week", N_("Print the week of the room"),
	  N_("Prints the bookings of a room for seven days."),
	  "booking.view", 1, 1, print_week, false, PLAIN },
	{ "registration", '1', "step", N_("Next step (papers checked, approve, refuse)"),
	  N_("Moves the registration, or all the marked ones, to the next step."),
	  "change", 1, 1000,
	  registration_step, false, PLAIN },
	{ "group", '1', "register", N_("Receive a registration"),
	  N_("Begins a new registration of the group."), "add", 1, 1, register_group, true, PLAIN },
	{ "group", '2', "merge", N_("Merge with another"),
	  N_("Joins two records of one group; mark both in the list, or name the other."),
	  "change", 1, 2,
	  merge, true, PLAIN },
	{ "group", '3', "dissolve", N_("Dissolve"),
	  N_("Lists what is still open and dissolves the group."), "change", 1, 1, dissolve,
	  true, PLAIN },
	{ "group", '4', "renewal", N_("Renewals at the fiscal year's end"),
	  N_("Renews registrations in bulk, with last year's data."), "change", 0, 1000,
	  renewal, false, PLAIN },
	{ "person", '1', "reveal", N_("Show what is withheld"),
	  N_("Shows a withheld person's data once, with a reason."), "reveal", 1, 1,
	  reveal, false, PLAIN },
	{ "person", '2', "lift", N_("End the withholding"),
	  N_("Lets the person appear again, with a reason."), "approve", 1, 1,
	  lift_withholding, false, PLAIN },
	{ "staff", '1', "pin", N_("Set the PIN"),
	  N_("Sets or removes the PIN of this clerk."), "change", 1, 1, set_pin, false, PLAIN },
	{ "staff", '2', "disable", N_("Disable the account"),
	  N_("This clerk can no longer sign in; what they did stays."), "change", 1, 1,
	  disable, false, PLAIN },
	{ "staff", '3', "did", N_("What this clerk did"),
	  N_("Shows the audit of this clerk."), "audit.view", 1, 1, what_clerk_did, false, PLAIN },
	{ NULL, 'h', "history", N_("History and taking back"),
	  N_("Shows everything that happened to the record; any change can be taken back."),
	  "view", 1, 1,
	  history, false, PLAIN },
	{ NULL, 'v', "seen", N_("Who saw and changed this"),
	  N_("Shows who looked at the record, printed, exported or changed it."),
	  "audit.view", 1, 1,
	  who_saw, false, PLAIN },
};
/* clang-format on */

const struct act *
act_table(int *count)
{
	*count = (int)ARRAY_LEN(acts);
	return acts;
}

static bool
is_permitted(const struct app *app, const struct act *act, const struct form *form)
{
	if (!act->right)
		return true;
	return strchr(act->right, '.') ? staff_may(app->desk, act->right)
				       : app_may(app, form, act->right);
}

static bool
are_living(const struct app *app, const struct subject *on)
{
	bool all = true;

	for (int i = 0; i < on->count && all; i++) {
		struct record *r = record_read(app->desk, on->form, on->ids[i], NULL);

		all = r && !record_has_ended(r);
		record_free(r);
	}
	return all;
}

const char *
act_label(const struct act *act)
{
	return act->label ? _(act->label) : booking_act_label((enum booking_act)act->step.which);
}

bool
act_fits(struct app *app, const struct act *act, const struct subject *on)
{
	if (act->form && !str_equal(act->form, on->form->name))
		return false;
	return on->count >= act->least && on->count <= act->most &&
	       is_permitted(app, act, on->form) && (!act->of_living || are_living(app, on)) &&
	       (!act->step.fits || act->step.fits(app, on, act->step.which));
}

void
act_run(struct app *app, const struct act *act, const struct subject *on)
{
	if (act->run)
		act->run(app, on);
	else
		act->step.run(app, on, act->step.which);
}

int
act_subjects_of(const struct screen_ops *ops, void *state, struct subject on[SUBJECTS_MOST])
{
	static const struct {
		const char *screen;
		int (*subjects)(void *state, struct subject on[SUBJECTS_MOST]);
	} screens[] = {
		{ "list", list_screen_subjects },
		{ "record", record_screen_subjects },
		{ "home", home_screen_subjects },
		{ "today", today_screen_subjects },
	};

	for (size_t i = 0; ops && i < ARRAY_LEN(screens); i++)
		if (str_equal(ops->name, screens[i].screen))
			return screens[i].subjects(state, on);
	return 0;
}
