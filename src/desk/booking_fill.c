/*
 * booking_fill.c - what the steps of a booking's life write into its record, and
 * when they cannot be taken (booking_act_part.h).
 */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "desk/booking_act_part.h"

#include "base/i18n.h"
#include "desk/booking_price.h"

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
	return err_set_field(e, ERR_REFUSED, "day", _("This booking is for %s, not for today."),
			     str_text(&day));
}

bool
booking_fill_check_in(struct acting *a, struct err *e)
{
	if (!check_day_of_use(a, e))
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
