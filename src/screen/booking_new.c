/* booking_new.c - a new booking whose room and time are known already. */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "screen/app.h"

#include "base/mem.h"
#include "form/form.h"

static void
put_number(struct record *r, const char *field, int number)
{
	AUTO_FREE char *text = mem_printf("%d", number);
	record_put(r, field, text);
}

void
screen_booking_new(struct app *app, const struct booking_start *start)
{
	struct record *r = record_blank(form_find(app->desk->forms, "booking"));
	record_put_id(r, "room_id", start->room_id);
	record_put_day(r, "day", start->day);
	record_put(r, "bands", start->bands);
	put_number(r, "from_minute", start->from);
	put_number(r, "to_minute", start->to);
	if (start->heads > 0)
		put_number(r, "heads", start->heads);
	screen_record_with(app, r);
	record_free(r);
}
