/*
 * timetable.h - the timetable's parts: a page of lines in memory (timetable_page.c),
 * the grid of a day or a week (timetable_draw.c), the month of free bands
 * (timetable_month.c), the words on one piece (timetable_words.c), and the screen
 * that moves through them (timetable.c).
 */
/* SPDX-License-Identifier: MIT */
#ifndef SCREEN_BOOKING_TIMETABLE_H
#define SCREEN_BOOKING_TIMETABLE_H

#include "desk/booking/timetable.h"
#include "screen/app.h"
#include "ui/canvas.h"

enum timetable_view {
	VIEW_DAY,   /* all rooms on a day */
	VIEW_WEEK,  /* one room, seven days */
	VIEW_MONTH, /* one room, its free bands day by day */
	VIEW_COUNT
};

enum piece_kind {
	PIECE_FREE,   /* can be booked as it is */
	PIECE_TAKEN,  /* one booking, or several of a joined room's parts */
	PIECE_CLOSED,
	PIECE_REST    /* between bands, or what is left of a band that is taken in part */
};

struct piece {
	enum piece_kind kind;
	int from, to;                 /* minutes */
	int use_from, use_to;         /* PIECE_TAKEN: without what is kept free around */
	const struct band_time *band; /* PIECE_FREE of a band; else NULL */
	int taken_first, taken_count; /* PIECE_TAKEN: of the room_day's list */
};

struct page_line {
	const struct room_day *cell;
	int count;
	struct piece *pieces;         /* by time, without a hole from opening to closing */
};

/* What a page shows; two pages of the same key show the same. */
struct page_key {
	enum timetable_view view;
	day_num first;                /* its first day */
	int64_t room_id;              /* of week and month */
	int64_t site_id;              /* 0: all */
};

struct page {
	struct page_key key;
	bool is_loaded;
	struct err fault;             /* why there is nothing */
	struct timetable table;
	int count;
	struct page_line *lines;      /* rooms of a day, or days of a room */
	struct time_span axis;        /* from the first to the last full hour of all lines */
};

/* --- timetable_page.c --- */

/* The key of the page that shows `day`. */
struct page_key page_key_of(enum timetable_view view, day_num day, int64_t room_id,
			    int64_t site_id);
day_num page_last_day(const struct page_key *k);
bool page_key_equal(const struct page_key *a, const struct page_key *b);
/* Reads it; when that fails the page says why. page_done() before it is loaded again. */
void page_load(struct page *p, struct desk *d, const struct page_key *k);
void page_done(struct page *p);
/* The piece at a time of day that the cursor can stand on, the nearest if there is none; -1 */
int page_piece_at(const struct page_line *l, int minute);
/* The next such piece in a direction, or -1. */
int page_piece_next(const struct page_line *l, int piece, int step);
const struct taken *piece_taken(const struct page_line *l, const struct piece *p, int i);

/* --- timetable_wait.c --- */

/* Those who wait for the time of the piece, the first first; how many. */
int page_waiting(const struct page *p, const struct page_line *l, const struct piece *at,
		 const struct waiting *out[WAITING_MOST]);

/* --- timetable_draw.c, timetable_month.c --- */

struct page_cursor {
	int line, piece;
	int marked; /* the other end of a stretch of free pieces in the line, or -1 */
	int first_line; /* scrolled; moved by drawing */
	day_num today;
};

void timetable_draw_grid(const struct page *p, struct page_cursor *at, struct canvas *c,
			 struct rect area);
void timetable_draw_month(const struct page *p, const struct page_cursor *at, struct canvas *c,
			  struct rect area);
void timetable_draw_legend(const struct page *p, struct canvas *c, struct rect at);

/* --- timetable_words.c --- */

/* "仮", "H": the letter of a state that is no permit; "" for a permit. */
const char *timetable_letter(enum booking_state s);
/* Draws what the piece at the cursor is, in full; at most area.rows lines. */
void timetable_draw_words(const struct page *p, const struct page_cursor *at, struct canvas *c,
			  struct rect area);

#endif
