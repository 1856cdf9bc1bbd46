/* timetable_words.c - what the piece at the cursor is, in full sentences beneath the grid. */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "screen/booking/timetable.h"

#include "base/i18n.h"
#include "base/money.h"

const char *
timetable_letter(enum booking_state s)
{
	switch (s) {
	case BOOKING_HOLD:
		/* L10N: one character for "on hold" in the timetable. */
		return _("H");
	case BOOKING_APPLIED:
		/* L10N: one character for "applied" in the timetable. */
		return _("A");
	case BOOKING_IN_USE:
		/* L10N: one character for "in use" in the timetable. */
		return _("U");
	case BOOKING_DONE:
		/* L10N: one character for "done" in the timetable. */
		return _("D");
	case BOOKING_PERMITTED:
	case BOOKING_WAITING:
	case BOOKING_REFUSED:
	case BOOKING_CANCELLED:
	case BOOKING_EXPIRED:
	case BOOKING_NO_SHOW:
	case BOOKING_STATE_COUNT:
		break;
	}
	return "";
}

static const char *
state_words(enum booking_state s)
{
	switch (s) {
	case BOOKING_HOLD:
		return _("on hold");
	case BOOKING_APPLIED:
		return _("applied");
	case BOOKING_IN_USE:
		return _("in use");
	case BOOKING_DONE:
		return _("done");
	case BOOKING_PERMITTED:
	case BOOKING_WAITING:
	case BOOKING_REFUSED:
	case BOOKING_CANCELLED:
	case BOOKING_EXPIRED:
	case BOOKING_NO_SHOW:
	case BOOKING_STATE_COUNT:
		break;
	}
	return _("permitted");
}

static void
add_heading(struct str *b, const struct page_line *l, const struct piece *p, day_num today)
{
	const struct room_day *c = l->cell;
	date_add_short(b, c->day, today);
	str_addf(b, "%s%s  %s", c->holiday[0] ? " " : "", c->holiday, c->room->name);
	if (c->room->capacity > 0) {
		str_add(b, "  ");
		str_addf(b, _("for %d people"), c->room->capacity);
	}
	str_add(b, "  ");
	time_add_span(b, p->kind == PIECE_TAKEN ? p->use_from : p->from,
		  p->kind == PIECE_TAKEN ? p->use_to : p->to);
	if (p->band)
		str_addf(b, " %s", p->band->name);
}

/* "  空き待ち2: よさこい連、山田" */
static void
add_waiting(struct str *b, const struct page *p, const struct page_line *l, const struct piece *at)
{
	const struct waiting *who[WAITING_MOST];
	int count = page_waiting(p, l, at, who);
	if (count > 0)
		str_addf(b, _("  waiting %d: "), count);
	for (int i = 0; i < count; i++)
		str_addf(b, "%s%s", i ? _(", ") : "", who[i]->party);
}

/* "仮予約 R8-0412 合唱団ひばり 20人 コーラス  未払 2,400円" */
static void
add_booking(struct str *b, const struct taken *t)
{
	str_addf(b, "%s%s%s %s", state_words(t->state), t->number[0] ? " " : "", t->number,
		 t->party);
	if (t->heads > 0) {
		str_add_char(b, ' ');
		str_addf(b, _("%d people"), t->heads);
	}
	str_addf(b, "%s%s", t->purpose[0] ? "  " : "", t->purpose);
	if (t->open_yen > 0) {
		AUTO_STR yen = STR_INIT;
		yen_add_unit(&yen, t->open_yen);
		str_addf(b, _("  unpaid %s"), str_text(&yen));
	}
}

/* What else there is to know of a booking: another room that was booked, what is kept free. */
static void
add_around(struct str *b, const struct page *p, const struct page_line *l, const struct taken *t)
{
	const struct room_row *room = room_list_find(&p->table.rooms, t->room_id);
	AUTO_STR kept = STR_INIT;
	if (t->room_id != l->cell->room->id)
		str_addf(b, _("booked as %s  "), room ? room->name : _("a joined room"));
	if (t->from == t->use_from && t->to == t->use_to)
		return;
	time_add_span(&kept, t->from, t->to);
	str_addf(b, _("with set-up and clearing %s"), str_text(&kept));
}

static int
draw_bookings(const struct page *p, const struct page_line *l, const struct piece *at,
	      struct canvas *c, struct rect area)
{
	int used = 0;
	for (int i = 0; i < at->taken_count && used < area.rows; i++) {
		const struct taken *t = piece_taken(l, at, i);
		AUTO_STR line = STR_INIT;
		AUTO_STR around = STR_INIT;
		add_booking(&line, t);
		add_around(&around, p, l, t);
		canvas_put(c, area.row + used++, area.col, area.cols, STYLE_NORMAL,
			   str_text(&line));
		if (around.len > 0 && used < area.rows)
			canvas_put(c, area.row + used++, area.col, area.cols, STYLE_HINT,
				   str_text(&around));
	}
	return used;
}

static void
add_how_let(struct str *b, const struct room_slots *s)
{
	str_add(b, _("free"));
	if (s->band_count > 0)
		return;
	str_add(b, "  ");
	str_addf(b, _("by %d minutes"), s->grid);
	if (s->least > s->grid)
		str_addf(b, _(", %d at least"), s->least);
}

void
timetable_draw_words(const struct page *p, const struct page_cursor *at, struct canvas *c,
		     struct rect area)
{
	const struct page_line *l = &p->lines[at->line];
	AUTO_STR heading = STR_INIT;
	AUTO_STR rest = STR_INIT;
	if (at->piece < 0 || area.rows < 1)
		return;
	const struct piece *piece = &l->pieces[at->piece];
	add_heading(&heading, l, piece, at->today);
	add_waiting(&heading, p, l, piece);
	canvas_put(c, area.row++, area.col, area.cols, STYLE_TITLE, str_text(&heading));
	area.rows--;
	if (piece->kind == PIECE_TAKEN) {
		draw_bookings(p, l, piece, c, area);
		return;
	}
	if (piece->kind == PIECE_FREE)
		add_how_let(&rest, l->cell->slots);
	else
		str_add(&rest, piece->kind == PIECE_CLOSED ? _("closed") : _("not let"));
	if (l->cell->why[0])
		str_addf(&rest, "  (%s)", l->cell->why);
	if (area.rows > 0)
		canvas_put(c, area.row, area.col, area.cols, STYLE_NORMAL, str_text(&rest));
}
