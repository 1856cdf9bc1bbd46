/*
 * booking_fill.c - what the steps of a booking's life write into its record, and
 * when they cannot be taken (booking_act_part.h).
 */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "desk/booking/booking_act_part.h"

#include "base/i18n.h"
#include "base/money.h"
#include "desk/booking/booking_price.h"
#include "desk/setting.h"
#include "rule/ask.h"

int
acting_at(const struct acting *a)
{
	int at = a->wish->at;
	return at != NONE ? at : instant_minutes(clock_now(&a->desk->clock));
}

bool
booking_fill_permit(struct acting *a, struct err *e)
{
	(void)e;
	record_put_day(a->r, "permitted_on", desk_today(a->desk));
	return true;
}

bool
booking_fill_end(struct acting *a, struct err *e)
{
	day_num said = a->wish->said;
	if (!booking_ground_is_known(a->desk, a->r, a->wish->ended_why, e))
		return false;
	record_put_day(a->r, "ended_on", said != DAY_NONE ? said : desk_today(a->desk));
	record_put(a->r, "ended_why", a->wish->ended_why);
	record_put(a->r, "reason", a->wish->reason);
	return true;
}

static bool
check_day_of_use(struct acting *a, struct err *e)
{
	AUTO_STR day = STR_INIT;
	if (record_get_day(a->r, "day") == desk_today(a->desk))
		return true;
	date_add_short(&day, record_get_day(a->r, "day"), desk_today(a->desk));
	return err_set_field(e, ERR_REFUSED, "day",
			     _("This booking is for %s, not for today. Who comes today"
			       " instead is moved to today first."),
			     str_text(&day));
}

/* Long before the use a key goes out for a reason that is on record, never by mistake. */
static bool
check_not_early(struct acting *a, struct err *e)
{
	int begins = booking_begins(a->r), at = acting_at(a);
	AUTO_STR who = STR_INIT, time = STR_INIT;
	if (begins - at <= setting_int(a->desk, "booking.key_minutes") ||
	    !str_is_empty(a->wish->reason))
		return true;
	struct record *until_then = record_copy(a->r);
	record_put_int(until_then, "from_minute", at);
	record_put_int(until_then, "to_minute", begins);
	bool taken = booking_in_the_way(a->desk, until_then, &who);
	record_free(until_then);
	time_add(&time, begins);
	if (taken)
		return err_set_field(e, ERR_REFUSED, "reason",
				     _("The use begins only at %s, and the room is taken before:"
				       " %s. Say why the key goes out now."),
				     str_text(&time), str_text(&who));
	return err_set_field(e, ERR_REFUSED, "reason",
			     _("The use begins only at %s. Say why the key goes out now."),
			     str_text(&time));
}

/* The last day for paying by the booking's edition; DAY_NONE: it names none for this use. */
static day_num
last_day_to_pay(struct acting *a)
{
	struct booking_ask k;
	struct answer answer;
	struct err silent = { 0 };
	answer_init(&answer);
	bool named = booking_ask_open(a->desk, a->r, &k, &silent) &&
		     ask_deadline(&k.facts, DEADLINE_PAYMENT, record_get_day(a->r, "permitted_on"),
				  &answer, &silent);
	day_num last = named ? answer.last : DAY_NONE;
	booking_ask_done(&k);
	answer_done(&answer);
	return last;
}

/* Where the by-law wants the money before the use, an unpaid key is a manager's matter. */
static bool
check_paid(struct acting *a, struct err *e)
{
	int64_t open = a->due - record_get_number(a->r, "taken");
	AUTO_STR yen = STR_INIT;
	if (open <= 0 || a->wish->override)
		return true;
	day_num last = last_day_to_pay(a);
	if (last == DAY_NONE || last >= desk_today(a->desk))
		return true;
	yen_add_unit(&yen, open);
	return err_set_field(e, ERR_REFUSED, "override",
			     _("%s is unpaid, and the rules want it before the use. Take it first;"
			       " a manager can give the key out with a reason."),
			     str_text(&yen));
}

bool
booking_fill_check_in(struct acting *a, struct err *e)
{
	if (!check_day_of_use(a, e) || !check_paid(a, e) || !check_not_early(a, e))
		return false;
	record_put_int(a->r, "key_out", acting_at(a));
	record_put(a->r, "key_number", a->wish->key_number);
	return true;
}

bool
booking_fill_check_out(struct acting *a, struct err *e)
{
	(void)e;
	record_put_int(a->r, "key_back", acting_at(a));
	if (a->wish->heads != NONE)
		record_put_int(a->r, "heads_actual", a->wish->heads);
	else
		record_put(a->r, "heads_actual", record_get(a->r, "heads"));
	record_put(a->r, "out_of_order", a->wish->out_of_order ? "1" : "0");
	if (a->wish->reason)
		record_put(a->r, "reason", a->wish->reason);
	return true;
}

/* The house closes over a use: the key comes back, and the ground stays on record. */
bool
booking_fill_break_off(struct acting *a, struct err *e)
{
	return booking_fill_end(a, e) && booking_fill_check_out(a, e);
}

bool
booking_fill_expire(struct acting *a, struct err *e)
{
	if (record_get_day(a->r, "hold_until") >= desk_today(a->desk))
		return err_set_field(e, ERR_REFUSED, "hold_until",
				     _("The hold has not run out yet; cancel it instead."));
	return booking_fill_end(a, e);
}

bool
booking_fill_miss(struct acting *a, struct err *e)
{
	day_num day = record_get_day(a->r, "day"), today = desk_today(a->desk);
	if (day > today || (day == today && record_get_int(a->r, "from_minute") > acting_at(a)))
		return err_set_field(e, ERR_REFUSED, "day", _("The use has not begun yet."));
	return booking_fill_end(a, e);
}

bool
booking_fill_move(struct acting *a, struct err *e)
{
	const struct booking_wish *w = a->wish;
	struct record *r = a->r;
	(void)e;
	if (w->room_id)
		record_put_id(r, "room_id", w->room_id);
	if (w->day != DAY_NONE)
		record_put_day(r, "day", w->day);
	if (w->bands)
		record_put(r, "bands", w->bands);
	if (w->from != NONE)
		record_put_int(r, "from_minute", w->from);
	if (w->to != NONE)
		record_put_int(r, "to_minute", w->to);
	if (w->override)
		record_put(r, "override", w->override);
	record_put_int(r, "extended_before", 0);
	record_put_int(r, "extended_after", 0);
	return true;
}

bool
booking_fill_extend(struct acting *a, struct err *e)
{
	int before = record_get_int(a->r, "extended_before") + a->wish->before;
	int after = record_get_int(a->r, "extended_after") + a->wish->after;
	AUTO_STR who = STR_INIT;
	if (a->wish->before < 0 || a->wish->after < 0 || a->wish->before + a->wish->after == 0)
		return err_set_field(e, ERR_INVALID, "to_minute",
				     _("Say by how many minutes it is extended."));
	record_put_int(a->r, "extended_before", before);
	record_put_int(a->r, "extended_after", after);
	if (booking_in_the_way(a->desk, a->r, &who))
		return err_set_field(e, ERR_REFUSED, "to_minute", _("The room is taken: %s."),
				     str_text(&who));
	return true;
}
