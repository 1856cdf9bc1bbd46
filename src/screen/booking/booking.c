/*
 * booking.c - the steps of a booking. What costs money is shown before it is done; what
 * costs nothing is done at once and can be taken back.
 */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "screen/booking/booking.h"

#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "base/money.h"
#include "base/utf8.h"
#include "desk/booking/booking_advice.h"
#include "desk/staff.h"
#include "form/form.h"
#include "ui/dialog.h"

/* A step on its way through its questions; in the app's arena. */
struct step {
	struct app *app;
	int64_t id;
	enum booking_act act;
	struct booking_wish wish;
	const char **why; /* which of its reasons is asked for */
	struct booking_choice *grounds;
	int ground_count;
};

static struct record *
read_booking(struct app *app, int64_t id)
{
	return record_read(app->desk, form_find(app->desk->forms, "booking"), id, NULL);
}

bool
booking_step_fits(struct app *app, const struct subject *on, enum booking_act act)
{
	struct record *r = read_booking(app, on->ids[0]);
	day_num day = r ? record_get_day(r, "day") : DAY_NONE, today = desk_today(app->desk);
	bool fits = r && booking_act_fits(act, booking_state_of(r)) &&
		    (act != BOOKING_CHECK_IN || day == today) &&
		    (act != BOOKING_MISS || day <= today) &&
		    (act != BOOKING_EXPIRE || record_get_day(r, "hold_until") < today);

	record_free(r);
	return fits;
}

static bool ask_why(struct step *s, const struct err *e);

/* What is owed to the party is still in the till. */
static void
add_way_to_give_back(const struct step *s, struct str *said)
{
	struct record *r = read_booking(s->app, s->id);

	if (r && record_get_number(r, "taken") > record_get_number(r, "due") &&
	    staff_may(s->app->desk, "cash.add"))
		str_add(said, _(" (F11: Give money back)"));
	record_free(r);
}

static void
do_it(struct step *s)
{
	struct err e;
	AUTO_STR said = STR_INIT;

	if (!booking_act(s->app->desk, s->id, s->act, &s->wish, &said, &e)) {
		if (!ask_why(s, &e))
			stack_say_err(s->app->stack, &e);
		return;
	}
	desk_refresh(s->app->desk);
	add_way_to_give_back(s, &said);
	stack_say(s->app->stack, "%s", str_text(&said));
}

static void
confirmed(void *ctx, bool yes)
{
	if (yes)
		do_it(ctx);
}

/* What it comes to, with its lines, and the act by its name. */
static void
show_and_ask(struct step *s, const char *yes)
{
	struct err e;
	AUTO_STR text = STR_INIT;

	if (booking_act_preview_say(s->app->desk, s->id, s->act, &s->wish, &text, &e))
		dialog_confirm(s->app->stack, booking_act_label(s->act), str_text(&text), yes,
			       confirmed, s);
	else
		stack_say_err(s->app->stack, &e);
}

/* --- the questions --- */

static void
reason_given(void *ctx, const char *text)
{
	struct step *s = ctx;

	if (!text)
		return;
	*s->why = str_is_empty(text) ? NULL : arena_strdup(&s->app->held, text);
	do_it(s);
}

/* A key that is not to go out yet does with a reason, from whoever may give one. */
static bool
ask_why(struct step *s, const struct err *e)
{
	bool by_manager = str_equal(e->field, "override");

	if (s->act != BOOKING_CHECK_IN || e->code != ERR_REFUSED ||
	    !(by_manager ? staff_may(s->app->desk, "booking.approve")
			 : str_equal(e->field, "reason")))
		return false;
	s->why = by_manager ? &s->wish.override : &s->wish.reason;
	dialog_text(s->app->stack, _("The key goes out"), e->msg, "", false, reason_given, s);
	return true;
}

static void
key_given(void *ctx, const char *text)
{
	struct step *s = ctx;

	if (!text)
		return;
	s->wish.key_number = *text ? arena_strdup(&s->app->held, text) : NULL;
	do_it(s);
}

static void
order_told(void *ctx, int index)
{
	struct step *s = ctx;

	if (index < 0)
		return;
	s->wish.out_of_order = index == 1;
	do_it(s);
}

static void
heads_given(void *ctx, const char *text)
{
	struct step *s = ctx;
	const char *items[] = { _("In order"), _("Something is to be put right") };
	AUTO_FREE char *number = utf8_narrow(text ? text : "");

	if (!text)
		return;
	s->wish.heads = *number ? (int)strtol(number, NULL, 10) : NONE;
	dialog_pick(s->app->stack, _("The room"), items, 2, order_told, s);
}

static void
part_picked(void *ctx, int index)
{
	struct step *s = ctx;

	if (index < 0)
		return;
	s->wish.only_unused = index == 1;
	show_and_ask(s, _("Break it off"));
}

/* Of a use that has begun, how much of it the money is for is asked too. */
static void
ground_known(struct step *s)
{
	const char *parts[] = { _("For the whole use"), _("For the time not used") };

	if (s->act == BOOKING_BREAK_OFF)
		dialog_pick(s->app->stack, _("What is given back?"), parts, 2, part_picked, s);
	else
		show_and_ask(s, _("Cancel it"));
}

static void
ground_picked(void *ctx, int index)
{
	struct step *s = ctx;

	if (index < 0)
		return;
	s->wish.ended_why = s->grounds[index].value;
	ground_known(s);
}

static void
ask_ground(struct step *s)
{
	AUTO_ARENA a = ARENA_INIT;
	struct record *r = read_booking(s->app, s->id);

	if (r)
		s->ground_count = booking_choices(s->app->desk, r, "ended_why", &s->app->held,
						  &s->grounds);
	record_free(r);
	if (s->ground_count == 0) {
		ground_known(s);
		return;
	}
	const char **items = arena_alloc(&a, (size_t)s->ground_count * sizeof(*items));

	for (int i = 0; i < s->ground_count; i++)
		items[i] = s->grounds[i].words;
	dialog_pick(s->app->stack,
		    s->act == BOOKING_CANCEL ? _("Why is it cancelled?")
					     : _("Why is it broken off?"),
		    items, s->ground_count, ground_picked, s);
}

static void
minutes_given(void *ctx, const char *text)
{
	struct step *s = ctx;
	AUTO_FREE char *number = utf8_narrow(text ? text : "");

	if (!text)
		return;
	s->wish.after = (int)strtol(number, NULL, 10);
	show_and_ask(s, _("Extend it"));
}

static void
ask_reason(struct step *s, const char *title)
{
	dialog_text(s->app->stack, title, _("Why? (for the record)"), "", false, reason_given, s);
}

static void
yen_given(void *ctx, const char *text)
{
	struct step *s = ctx;
	struct err e;

	if (!text)
		return;
	if (!yen_parse(text, &s->wish.yen, &e))
		stack_say_err(s->app->stack, &e);
	else
		ask_reason(s, s->act == BOOKING_WAIVE ? _("Waive") : _("Correct the price"));
}

/* As many people as were planned, unless somebody counted. */
static void
ask_heads(struct step *s)
{
	struct record *r = read_booking(s->app, s->id);
	const char *planned = r ? record_get(r, "heads") : NULL;

	dialog_text(s->app->stack, _("The key comes back"), _("How many people came?"),
		    planned ? planned : "", false, heads_given, s);
	record_free(r);
}

/* What is unpaid is said before the key is out of hand. */
static void
ask_key(struct step *s)
{
	AUTO_STR prompt = STR_INIT;
	struct record *r = read_booking(s->app, s->id);
	int64_t open = r ? record_get_number(r, "due") - record_get_number(r, "taken") : 0;

	if (open > 0) {
		str_addf(&prompt, "! %s ", _("Unpaid:"));
		yen_add_unit(&prompt, open);
		str_add_char(&prompt, '\n');
	}
	str_add(&prompt, _("Key or card (may stay empty)"));
	dialog_text(s->app->stack, _("The key goes out"), str_text(&prompt), "", false, key_given,
		    s);
	record_free(r);
}

static void
ask(struct step *s)
{
	struct stack *stack = s->app->stack;

	switch (s->act) {
	case BOOKING_APPLY:
	case BOOKING_PERMIT:
	case BOOKING_EXPIRE:
		do_it(s);
		break;
	case BOOKING_CHECK_IN:
		ask_key(s);
		break;
	case BOOKING_CHECK_OUT:
		ask_heads(s);
		break;
	case BOOKING_BREAK_OFF:
	case BOOKING_CANCEL:
		ask_ground(s);
		break;
	case BOOKING_EXTEND:
		dialog_text(stack, _("Extend the use"), _("By how many minutes?"), "30", false,
			    minutes_given, s);
		break;
	case BOOKING_REFUSE:
		ask_reason(s, _("Refuse the booking"));
		break;
	case BOOKING_MISS:
		dialog_confirm(stack, _("End it as a no-show"),
			       _("The use is ended as a no-show; the fee stays owed."),
			       _("End it as a no-show"), confirmed, s);
		break;
	case BOOKING_WAIVE:
		dialog_text(stack, _("Waive"), _("How many yen less?"), "", false, yen_given, s);
		break;
	case BOOKING_CORRECT:
		dialog_text(stack, _("Correct the price"),
			    _("How many yen was it too high? (too low: with a minus)"), "", false,
			    yen_given, s);
		break;
	case BOOKING_MOVE: /* by changing the record's own fields */
		screen_record_change(s->app, form_find(s->app->desk->forms, "booking"), s->id,
				     "day");
		break;
	case BOOKING_ACT_COUNT:
		break;
	}
}

void
booking_step(struct app *app, const struct subject *on, enum booking_act act)
{
	struct step *s = arena_alloc(&app->held, sizeof(*s));

	*s = (struct step){ .app = app, .id = on->ids[0], .act = act,
			    .wish = BOOKING_WISH_INIT };
	s->why = &s->wish.reason;
	ask(s);
}
