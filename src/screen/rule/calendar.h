/*
 * calendar.h - the calendar screen's parts: days as they were reckoned
 * (calendar.c), the months (calendar_draw.c), the words on one day
 * (calendar_words.c), the book that answers and the room that is shown
 * (calendar_room.c), a day's closures (calendar_closures.c), and the list of
 * closed days (closings.c). Rules are borrowed from the book in force, which
 * another screen may replace: what is drawn is copied when it is reckoned.
 */
/* SPDX-License-Identifier: MIT */
#ifndef SCREEN_RULE_CALENDAR_H
#define SCREEN_RULE_CALENDAR_H

#include "desk/rule/rule_store.h"
#include "rule/ask.h"
#include "screen/app.h"
#include "ui/dialog.h"

/* How a day stands out; each has its letter (calendar_letters) and a word in the legend. */
enum calendar_mark {
	MARK_NONE, MARK_CLOSED, MARK_PART, MARK_COUNTER, MARK_HOLIDAY, MARK_COUNT
};

extern const char calendar_letters[MARK_COUNT];
enum calendar_mark calendar_mark_of(const struct day_hours *d);

/* --- calendar_words.c --- */

enum { DAY_LINES_MOST = 13 };

struct day_line {
	const char *label, *text;
	enum style style;
};

struct day_words {
	struct arena arena;
	const char *title; /* "令和8年11月20日(金)" */
	struct day_line lines[DAY_LINES_MOST];
	int count;
};

/* Copies all that is said of the day. Done with day_words_done. */
void day_words_make(struct day_words *w, const struct day_hours *d, day_num today);
/* One line more, when there is room: `text` is copied. */
void day_words_add(struct day_words *w, enum style style, const char *label, const char *text);
void day_words_done(struct day_words *w);

/* "9:00-21:30", "closed", "9:00-17:00, counter closed": the hours in one line. */
void calendar_add_hours(struct str *b, const struct day_hours *d);
/* The rule's name, and the holiday from which it was moved. */
void calendar_add_reason(struct str *b, const struct rule *r, day_num moved_from, day_num today);

/* --- calendar_room.c --- */

/* The book in force with what lies around it, and which of its rooms is shown. */
struct calendar_book {
	const struct book *book; /* borrowed; NULL: none */
	struct err none;         /* why there is none */
	struct rule_edition edition;
	struct arena arena;      /* of the surroundings */
	struct surroundings around;
	int room;                /* NONE: the whole house */
	struct str room_code;    /* of the room, while the book is read again; "" */
};
void calendar_book_load(struct calendar_book *b, struct desk *d, day_num today);
void calendar_book_done(struct calendar_book *b);
/* 0: the whole house, n: the n-th room. */
void calendar_book_show(struct calendar_book *b, int index);
/* `done` is called with what calendar_book_show takes, or -1. */
void calendar_choose_room(struct app *app, const struct book *b, dialog_pick_fn done, void *ctx);
/* The room's bands within the hours of the day, which edition answers, what is not known. */
void calendar_say_more(struct day_words *w, const struct calendar_book *b,
		       const struct day_hours *d);

/* --- calendar_draw.c --- */

struct calendar_months {
	struct day_span days;              /* all that are known */
	const enum calendar_mark *marks;   /* of each */
	day_num cursor, today;
	int first; /* the first month shown, counted from year 0; drawing moves it to the cursor */
};

/* The cursor on today; on a wide terminal the months that come, not those that are over. */
void calendar_begin_months(struct calendar_months *m, day_num today);
/* Draws as many months as fit; the rows used, 0 when there is no room for one. */
int calendar_draw_months(struct calendar_months *m, struct canvas *c, struct rect area);
void calendar_draw_legend(struct canvas *c, struct rect at);
/* Title and lines, the long ones wrapped. */
void calendar_draw_words(const struct day_words *w, struct canvas *c, struct rect area);

/* --- calendar_closures.c, closings.c --- */

/* The closures (form "closure") of a day to choose from, or a new one for it. */
void calendar_open_closures(struct app *app, day_num day);

typedef void (*screen_closings_fn)(void *ctx, day_num day);
/* The days on which something is closed; Enter goes back and calls `done`. Days are read now. */
void screen_closings(struct app *app, const struct day_hours *days, int count,
		     screen_closings_fn done, void *ctx);

#endif
