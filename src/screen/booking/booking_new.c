/* booking_new.c - a new booking whose room and time are known already. */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "screen/app.h"

#include "desk/booking/booking.h"
#include "form/form.h"

void
screen_booking_new(struct app *app, const struct booking_start *start)
{
	struct record *r = record_blank(form_find(app->desk->forms, "booking"));
	record_put_id(r, "room_id", start->room_id);
	record_put_day(r, "day", start->day);
	record_put(r, "bands", start->bands);
	record_put_int(r, "from_minute", start->from);
	record_put_int(r, "to_minute", start->to);
	if (start->heads > 0)
		record_put_int(r, "heads", start->heads);
	if (start->waits)
		record_put(r, "state", booking_state_code(BOOKING_WAITING));
	screen_record_with(app, r);
	record_free(r);
}
