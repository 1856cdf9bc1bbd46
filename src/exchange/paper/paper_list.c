/*
 * paper_list.c - the papers that are lists: the board of a day, which everybody reads and
 * which names no person; the week of a room and whom to phone, for the staff.
 */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "exchange/paper/paper_part.h"

#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/macros.h"
#include "desk/booking/booking.h"
#include "desk/record/disclose.h"
#include "desk/staff.h"
#include "desk/today/day_sheet.h"
#include "form/form.h"
#include "form/type.h"

static void
set_columns(struct paper *p, const int *widths, int count)
{
	memcpy(p->widths, widths, sizeof(*widths) * (size_t)count);
	p->columns = count;
}

static void
add_shown(struct desk *d, const struct record *r, const char *field, struct str *b)
{
	disclose_add(d, DISCLOSE_EXPORT, r, form_field_index(r->form, field), b);
}

static void
add_room(struct desk *d, const struct record *booking, struct str *b)
{
	const char *room = d->lookup.ref_title(d->lookup.ctx, "room",
					       record_get_id(booking, "room_id"));
	str_add(b, room ? room : "");
}

/* The record that a reference of `r` points to, or NULL. */
static struct record *
referred(struct desk *d, const struct record *r, const char *field)
{
	const char *form = form_field_find(r->form, field)->ref;
	int64_t id = record_get_id(r, field);
	return id ? record_read(d, form_find(d->forms, form), id, NULL) : NULL;
}

/* Who it is for the staff; a name that is on no register is private. */
static void
add_party(struct desk *d, const struct record *booking, struct str *b)
{
	bool is_registered =
		record_get(booking, "group_id") || record_get(booking, "person_id");
	if (is_registered)
		booking_add_party(d, booking, b);
	else
		add_shown(d, booking, "caller", b);
}

/* One line of a list from a record; `texts` has a place for each column. */
typedef void (*line_fn)(struct paper_work *w, const struct record *r, struct str *texts);

struct lines {
	const char *form;
	const int64_t *ids;
	int count;
	line_fn line;
};

static bool
add_lines(struct paper_work *w, const struct lines *l, struct err *e)
{
	for (int i = 0; i < l->count; i++) {
		struct str texts[PAPER_COLUMNS_MAX] = { STR_INIT };
		const char *plain[PAPER_COLUMNS_MAX];
		struct record *r =
			record_read(w->desk, form_find(w->desk->forms, l->form), l->ids[i], e);
		if (!r)
			return false;
		l->line(w, r, texts);
		record_free(r);
		for (int k = 0; k < w->paper->columns; k++)
			plain[k] = str_text(&texts[k]);
		paper_add_row(w->paper, PAPER_ROW, plain);
		for (int k = 0; k < w->paper->columns; k++)
			str_done(&texts[k]);
	}
	if (l->count == 0)
		paper_add(w->paper, PAPER_LEFT, _("Nothing."));
	return true;
}

/* --- the board of a day --- */

static void
line_of_board(struct paper_work *w, const struct record *r, struct str *texts)
{
	booking_add_times(r, &texts[0]);
	add_room(w->desk, r, &texts[1]);
	if (!record_get(r, "group_id")) {
		str_add(&texts[2], _("(private use)"));
		return;
	}
	booking_add_party(w->desk, r, &texts[2]);
	add_shown(w->desk, r, "purpose", &texts[3]);
}

bool
paper_of_board(struct paper_work *w, struct err *e)
{
	static const int widths[] = { 13, 20, 24, 19 };
	struct printed row = { "board", "booking", 0, false };
	struct lines l = { .form = "booking", .line = line_of_board };
	struct paper *p = w->paper;
	int64_t *ids;
	if (!staff_require(w->desk, "booking.view", e))
		return false;
	w->site_id = w->desk->site_id;
	l.count = day_sheet_board(w->desk, &p->arena, w->day, &ids, e);
	if (l.count < 0 || !paper_log(w, &row, 1, e))
		return false;
	l.ids = ids;
	const char *const heads[] = { _("Time"), _("Room"), _("Group"), _("Purpose") };
	set_columns(p, widths, ARRAY_LEN(widths));
	paper_add(p, PAPER_TITLE, _("Board of the day"));
	if (w->site_id != 0)
		paper_add(p, PAPER_RIGHT, w->office);
	paper_add_day(p, PAPER_SUM, w->day);
	paper_gap(p);
	paper_add_row(p, PAPER_HEAD, heads);
	return add_lines(w, &l, e);
}

/* --- the week of a room --- */

static void
line_of_week(struct paper_work *w, const struct record *r, struct str *texts)
{
	date_add_short(&texts[0], record_get_day(r, "day"), w->day);
	booking_add_times(r, &texts[1]);
	add_party(w->desk, r, &texts[2]);
	add_shown(w->desk, r, "purpose", &texts[3]);
	add_shown(w->desk, r, "heads", &texts[4]);
	add_shown(w->desk, r, "state", &texts[5]);
}

bool
paper_of_week(struct paper_work *w, struct err *e)
{
	static const int widths[] = { 10, 13, 20, 17, 6, 10 };
	const char *const heads[] = { _("Day"),	    _("Time"),	 _("Party"),
				      _("Purpose"), _("People"), _("State") };
	struct desk *d = w->desk;
	struct paper *p = w->paper;
	struct printed row = { "week", "room", w->request->id, false };
	struct lines l = { .form = "booking", .line = line_of_week };
	AUTO_STR name = STR_INIT;
	int64_t *ids;
	if (!staff_require(d, "booking.view", e))
		return false;
	struct record *room = record_read(d, form_find(d->forms, "room"), w->request->id, e);
	if (!room)
		return false;
	record_add_title(d, room, &name);
	w->site_id = record_get_id(room, "site_id");
	record_free(room);
	l.count = day_sheet_week(d, &p->arena, row.id, w->day, &ids, e);
	if (l.count < 0 || !paper_log(w, &row, 1, e))
		return false;
	l.ids = ids;
	set_columns(p, widths, ARRAY_LEN(widths));
	paper_add(p, PAPER_TITLE, str_text(&name));
	paper_add_day(p, PAPER_RIGHT, w->day);
	paper_add_row(p, PAPER_HEAD, heads);
	return add_lines(w, &l, e);
}

/* --- whom to phone --- */

/* A booking's own number, else its group's, else its person's; none of a withheld person. */
static void
add_phone(struct desk *d, const struct record *booking, struct str *b)
{
	struct record *group = referred(d, booking, "group_id");
	struct record *person = referred(d, booking, "person_id");
	bool is_withheld = person && record_is_withheld(person);
	if (!is_withheld && record_get(booking, "phone"))
		add_shown(d, booking, "phone", b);
	else if (!is_withheld && group)
		add_shown(d, group, "phone", b);
	else if (!is_withheld && person)
		add_shown(d, person, "phone", b);
	record_free(group);
	record_free(person);
}

static void
line_of_calls(struct paper_work *w, const struct record *r, struct str *texts)
{
	struct record *booking = referred(w->desk, r, "booking_id");
	date_add_short(&texts[0], record_get_day(r, "due_on"), w->day);
	add_shown(w->desk, r, "about", &texts[1]);
	if (booking) {
		add_party(w->desk, booking, &texts[2]);
		add_phone(w->desk, booking, &texts[3]);
		date_add_short(&texts[4], record_get_day(booking, "day"), w->day);
		str_add_char(&texts[4], ' ');
		booking_add_times(booking, &texts[4]);
	}
	record_free(booking);
}

bool
paper_of_calls(struct paper_work *w, struct err *e)
{
	static const int widths[] = { 10, 13, 17, 14, 22 };
	const char *const heads[] = { _("By"), _("About"), _("Party"), _("Phone"),
				      _("Booking") };
	struct paper *p = w->paper;
	struct printed row = { "calls", "call", 0, false };
	struct lines l = { .form = "call", .line = line_of_calls };
	int64_t *ids;
	if (!staff_require(w->desk, "booking.export", e))
		return false;
	w->site_id = w->desk->site_id;
	l.count = day_sheet_calls(w->desk, &p->arena, w->day, &ids, e);
	if (l.count < 0 || !paper_log(w, &row, 1, e))
		return false;
	l.ids = ids;
	set_columns(p, widths, ARRAY_LEN(widths));
	paper_add(p, PAPER_TITLE, _("Whom to phone"));
	paper_add_day(p, PAPER_RIGHT, w->day);
	paper_add_row(p, PAPER_HEAD, heads);
	return add_lines(w, &l, e);
}
