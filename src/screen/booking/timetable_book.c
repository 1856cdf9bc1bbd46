/*
 * timetable_book.c - what the timetable does with the piece at the cursor: begins a
 * booking in what is free, opens what is taken, tells the fee.
 */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "screen/booking/timetable_act.h"

#include "base/i18n.h"
#include "base/money.h"
#include "desk/booking/charge.h"
#include "desk/booking/free.h"
#include "form/form.h"
#include "screen/act.h"
#include "ui/dialog.h"

static const struct piece *
piece_at(const struct timetable_screen *s)
{
	return &timetable_line(s)->pieces[s->cursor.piece];
}

bool
timetable_on_free(const void *state)
{
	const struct timetable_screen *s = state;
	return timetable_has_cursor(s) && piece_at(s)->kind == PIECE_FREE;
}

bool
timetable_on_taken(const void *state)
{
	const struct timetable_screen *s = state;
	return timetable_has_cursor(s) && piece_at(s)->kind == PIECE_TAKEN;
}

void
timetable_mark(struct timetable_screen *s)
{
	if (!timetable_has_cursor(s) || piece_at(s)->kind != PIECE_FREE)
		stack_say(s->app->stack, _("Only what is free can be marked."));
	else
		s->cursor.marked = s->cursor.marked >= 0 ? -1 : s->cursor.piece;
}

/* The marked stretch as the beginning of a booking; false when something lies in it. */
static bool
stretch(const struct timetable_screen *s, struct booking_start *out, struct str *bands)
{
	const struct page_line *l = timetable_line(s);
	int other = s->cursor.marked >= 0 ? s->cursor.marked : s->cursor.piece;
	int low = other < s->cursor.piece ? other : s->cursor.piece;
	int high = other > s->cursor.piece ? other : s->cursor.piece;
	const struct room_slots *slots = l->cell->slots;
	for (int i = low; i <= high; i++) {
		const struct piece *p = &l->pieces[i];
		if (p->kind == PIECE_TAKEN || p->kind == PIECE_CLOSED)
			return false;
		if (p->band)
			str_addf(bands, "%s%s", bands->len ? "," : "", p->band->code);
	}
	*out = (struct booking_start){
		.room_id = l->cell->room->id, .day = l->cell->day,
		.from = l->pieces[low].from, .to = l->pieces[high].to,
	};
	if (out->to - out->from < slots->least)
		out->to = out->from + slots->least;
	out->bands = bands->len ? str_text(bands) : NULL;
	return true;
}

static void
begin_booking(struct timetable_screen *s)
{
	struct booking_start start;
	AUTO_STR bands = STR_INIT;
	if (!app_may(s->app, form_find(s->app->desk->forms, "booking"), "add"))
		stack_say(s->app->stack, _("Your role may not add bookings."));
	else if (!stretch(s, &start, &bands))
		stack_say(s->app->stack, _("Something is taken in between."));
	else
		screen_booking_new(s->app, &start);
}

static void
open_booking(struct app *app, int64_t id)
{
	screen_record(app, form_find(app->desk->forms, "booking"), id, NULL);
}

struct choice_of_bookings {
	struct app *app;
	int64_t *ids;
};

static void
open_chosen(void *ctx, int index)
{
	struct choice_of_bookings *c = ctx;
	if (index >= 0)
		open_booking(c->app, c->ids[index]);
}

/* A joined room whose parts are taken by several. */
static void
choose_booking(struct timetable_screen *s, const struct piece *p)
{
	struct arena *a = &s->app->held;
	struct choice_of_bookings *c = arena_alloc(a, sizeof(*c));
	const char **items = arena_alloc(a, (size_t)p->taken_count * sizeof(*items));
	*c = (struct choice_of_bookings){
		s->app, arena_alloc(a, (size_t)p->taken_count * sizeof(*c->ids))
	};
	for (int i = 0; i < p->taken_count; i++) {
		const struct taken *t = piece_taken(timetable_line(s), p, i);
		c->ids[i] = t->booking_id;
		items[i] = arena_printf(a, "%d:%02d-%d:%02d %s %s", t->use_from / 60,
					t->use_from % 60, t->use_to / 60, t->use_to % 60,
					t->number, t->party);
	}
	dialog_pick(s->app->stack, _("Which booking?"), items, p->taken_count, open_chosen, c);
}

void
timetable_open(void *state)
{
	struct timetable_screen *s = state;
	const struct piece *p = piece_at(s);
	if (s->cursor.marked >= 0) {
		begin_booking(s);
		return;
	}
	switch (p->kind) {
	case PIECE_FREE:
		begin_booking(s);
		return;
	case PIECE_TAKEN:
		if (p->taken_count > 1)
			choose_booking(s, p);
		else
			open_booking(s->app, piece_taken(timetable_line(s), p, 0)->booking_id);
		return;
	case PIECE_CLOSED:
	case PIECE_REST:
		break;
	}
	stack_say(s->app->stack, _("The room is not let at this time."));
}

static bool
add_fee(struct timetable_screen *s, const struct taken *t, struct str *b, struct err *e)
{
	struct charge_sum sum;
	AUTO_STR yen = STR_INIT;
	if (!charge_sum(s->app->desk, t->booking_id, &sum, e))
		return false;
	str_addf(b, "%s%s%s%s ", b->len ? "  " : "", t->number, t->number[0] ? " " : "",
		 t->party);
	if (sum.yen == 0) {
		str_add(b, _("no fee was charged"));
		return true;
	}
	yen_add_unit(&yen, sum.yen);
	str_addf(b, _("fee %s"), str_text(&yen));
	if (t->open_yen > 0) {
		AUTO_STR unpaid = STR_INIT;
		yen_add_unit(&unpaid, t->open_yen);
		str_addf(b, _("  unpaid %s"), str_text(&unpaid));
	}
	return true;
}

/* What the bookings there were charged; the rule book is not asked again. */
static void
tell_charged(struct timetable_screen *s, const struct piece *p)
{
	AUTO_STR b = STR_INIT;
	struct err e;
	for (int i = 0; i < p->taken_count; i++)
		if (!add_fee(s, piece_taken(timetable_line(s), p, i), &b, &e)) {
			stack_say_err(s->app->stack, &e);
			return;
		}
	stack_say(s->app->stack, "%s", str_text(&b));
}

/* What the rule book says to the stretch at the cursor: the price, or why not. */
static void
tell_price(struct timetable_screen *s)
{
	struct booking_start at;
	AUTO_STR bands = STR_INIT;
	AUTO_ARENA a = ARENA_INIT;
	AUTO_STR yen = STR_INIT;
	struct free_times times;
	struct err e = { 0 };
	if (!stretch(s, &at, &bands)) {
		stack_say(s->app->stack, _("Something is taken in between."));
		return;
	}
	const struct free_wish w = {
		.first = at.day, .days = 1, .room_id = at.room_id, .from = at.from, .to = at.to,
	};
	if (!free_next(s->app->desk, &w, &a, &times, &e))
		stack_say_err(s->app->stack, &e);
	else if (times.count == 0)
		stack_say(s->app->stack, _("Not now: %s"), times.why);
	else if (times.rows[0].yen < 0)
		stack_say(s->app->stack, _("The price hangs on what the use is for."));
	else {
		yen_add_unit(&yen, times.rows[0].yen);
		stack_say(s->app->stack, _("%s %s: %s, for whoever has no reduction."),
			  times.rows[0].room, times.rows[0].words, str_text(&yen));
	}
}

void
timetable_tell_fee(void *state)
{
	struct timetable_screen *s = state;
	const struct piece *p = piece_at(s);
	if (s->cursor.marked < 0 && p->kind == PIECE_TAKEN)
		tell_charged(s, p);
	else if (s->cursor.marked < 0 && p->kind != PIECE_FREE)
		stack_say(s->app->stack, _("The room is not let at this time."));
	else
		tell_price(s);
}

void
timetable_show_acts(void *state)
{
	struct timetable_screen *s = state;
	int64_t id = piece_taken(timetable_line(s), piece_at(s), 0)->booking_id;
	const struct subject on = { form_find(s->app->desk->forms, "booking"), &id, 1 };
	act_menu(s->app, &on, 1);
}
