/*
 * timetable_wait.c - who waits for what is at the cursor (空き待ち): the list that Ins
 * opens, and one more in it.
 */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "screen/booking/timetable_act.h"

#include "base/i18n.h"
#include "form/form.h"
#include "ui/dialog.h"

int
page_waiting(const struct page *p, const struct page_line *l, const struct piece *at,
	     const struct waiting *out[WAITING_MOST])
{
	bool is_taken = at->kind == PIECE_TAKEN;
	const struct time_span time = { is_taken ? at->use_from : at->from,
					is_taken ? at->use_to : at->to };
	return waiting_for(&p->table.waiting, l->cell->room, l->cell->day, &time, out);
}

static const struct piece *
piece_at(const struct timetable_screen *s)
{
	return &timetable_line(s)->pieces[s->cursor.piece];
}

static int
waiting_here(const struct timetable_screen *s, const struct waiting *out[WAITING_MOST])
{
	return page_waiting(s->page, timetable_line(s), piece_at(s), out);
}

bool
timetable_can_wait(const void *state)
{
	const struct timetable_screen *s = state;
	const struct waiting *here[WAITING_MOST];
	return timetable_has_cursor(s) &&
	       (piece_at(s)->kind == PIECE_TAKEN || waiting_here(s, here) > 0);
}

/* The bands that the use takes a part of; of a room by the hour its times. */
static void
begin_waiting(struct timetable_screen *s)
{
	const struct page_line *l = timetable_line(s);
	const struct piece *p = piece_at(s);
	const struct room_slots *slots = l->cell->slots;
	AUTO_STR bands = STR_INIT;
	struct booking_start start = { .room_id = l->cell->room->id, .day = l->cell->day,
				       .from = p->use_from, .to = p->use_to, .waits = true };
	for (int i = 0; i < slots->band_count; i++) {
		const struct band_time *b = &slots->bands[i];
		if (b->from < p->use_to && p->use_from < b->to)
			str_addf(&bands, "%s%s", bands.len ? "," : "", b->code);
	}
	start.bands = bands.len ? str_text(&bands) : NULL;
	if (!app_may(s->app, form_find(s->app->desk->forms, "booking"), "add"))
		stack_say(s->app->stack, _("Your role may not add bookings."));
	else
		screen_booking_new(s->app, &start);
}

struct choice_of_waiting {
	struct timetable_screen *screen;
	int count;
	int64_t ids[WAITING_MOST];
};

static void
chosen(void *ctx, int index)
{
	struct choice_of_waiting *c = ctx;
	struct app *app = c->screen->app;
	if (index == c->count)
		begin_waiting(c->screen);
	else if (index >= 0)
		screen_record(app, form_find(app->desk->forms, "booking"), c->ids[index], NULL);
}

void
timetable_show_waiting(void *state)
{
	struct timetable_screen *s = state;
	struct choice_of_waiting *c = arena_alloc(&s->app->held, sizeof(*c));
	const struct waiting *here[WAITING_MOST];
	const char *items[WAITING_MOST + 1];
	bool is_taken = piece_at(s)->kind == PIECE_TAKEN;
	*c = (struct choice_of_waiting){ .screen = s, .count = waiting_here(s, here) };
	if (c->count == 0) {
		begin_waiting(s);
		return;
	}
	for (int i = 0; i < c->count; i++) {
		c->ids[i] = here[i]->booking_id;
		items[i] = here[i]->line;
	}
	items[c->count] = _("One more who waits");
	dialog_pick(s->app->stack, _("Waiting for this time"), items, c->count + is_taken, chosen,
		    c);
}
