/* timetable_act.h - what the keys of the timetable do, and what it remembers for them. */
/* SPDX-License-Identifier: MIT */
#ifndef SCREEN_BOOKING_TIMETABLE_ACT_H
#define SCREEN_BOOKING_TIMETABLE_ACT_H

#include "screen/booking/timetable.h"
#include "ui/edit.h"

enum { PAGES = 4 }; /* that on screen, its neighbours, and one to come from */

struct timetable_screen {
	struct app *app;
	enum timetable_view view;
	day_num day;
	int64_t room_id, site_id;
	bool has_sites;           /* there are several to choose from */
	int minute;               /* the time of day that the cursor keeps to */
	struct page pages[PAGES];
	struct page *page;        /* of these; on screen */
	struct page_cursor cursor;
	struct edit typed;        /* a date to go to */
};

/* timetable.c: the page of the view, day and room, with the cursor on it. */
void timetable_show(struct timetable_screen *s);

/* timetable_act.c */
enum { TIMETABLE_ACTION_COUNT = 21 };
extern const struct action timetable_actions[TIMETABLE_ACTION_COUNT];
bool timetable_is_typing(const void *state);
bool timetable_has_cursor(const void *state); /* there is a line, and a piece in it */
const struct page_line *timetable_line(const struct timetable_screen *s); /* at the cursor */

/* timetable_site.c: several sites, and which of them is shown */
bool timetable_has_sites(const void *state);
void timetable_choose_site(void *state);

/* timetable_wait.c: taken, or waited for; who waits, and one more */
bool timetable_can_wait(const void *state);
void timetable_show_waiting(void *state);

/* timetable_book.c: what is at the cursor */
bool timetable_on_free(const void *state);
bool timetable_on_taken(const void *state);
void timetable_open(void *state);      /* a new booking, or the one that is there */
void timetable_tell_fee(void *state);  /* of what is free or there; or why none */
void timetable_show_acts(void *state); /* the steps of the booking that is there */
/* The other end of a stretch of free bands is where the cursor is now. */
void timetable_mark(struct timetable_screen *s);

#endif
