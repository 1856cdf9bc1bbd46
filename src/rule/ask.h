/*
 * ask.h - the questions that a rule book answers. Each takes complete facts
 * (facts_complete) and fills an answer that was initialised or cleared. They
 * return false with a sentence only when the question cannot be answered (a fact
 * is lacking, an amount would overflow, a row is missing); "no" is an answer.
 * Nothing here reads a clock, a file or a database.
 */
/* SPDX-License-Identifier: MIT */
#ifndef RULE_ASK_H
#define RULE_ASK_H

#include "base/err.h"
#include "rule/answer.h"
#include "rule/facts.h"

/* --- calendar.c: when is the house open --- */

struct day_hours {
	day_num day;
	bool open, counter_open;
	int span_count;            /* what is left of the day after partial closings */
	struct time_span spans[8]; /* a ninth piece would count as closed */
	struct time_span counter;  /* from its first minute to its last */
	enum day_kind kind;
	enum rule_holiday holiday;
	const char *holiday_name;  /* "" */
	const struct rule *reason; /* of the closing, wholly or in part; NULL: open */
	const struct rule *counter_reason; /* why the counter alone is closed, or NULL */
	day_num moved_from;        /* the holiday whose closing the reason is, or DAY_NONE */
	const struct rule *hours;  /* where the hours stand */
};

/* "9:00-12:00, 13:00-21:30" */
void day_hours_add(const struct day_hours *d, struct str *b);

/* One day of one room (NONE: the house). Pure: the same question, the same answer. */
void calendar_day(const struct book *b, const struct surroundings *around, int room, day_num day,
	struct day_hours *out);
/* `count` days from `first`, quicker than one by one. */
void calendar_range(const struct book *b, const struct surroundings *around, int room,
	struct day_span days, struct day_hours *out);
/* The same for the asked room, with whatever else is known: hours may hang on the class. */
void calendar_asked(const struct facts *f, struct day_span days, struct day_hours *out);
/* The kind of holiday that a day is, with the book's local days. */
enum rule_holiday calendar_holiday(const struct book *b, const struct surroundings *around,
	day_num day, const char **name);
/* Is the house open at the asked day and time; lines say why not. */
bool ask_open(struct facts *f, struct answer *a, struct err *e);
/* The same for these times of the day instead of those of the use. */
bool ask_open_times(struct facts *f, struct time_span times, struct answer *a, struct err *e);
/* The rest of a storm day: a warning was lifted at `lifted` (NONE: not at all). */
bool ask_storm(struct facts *f, int lifted, struct answer *a, struct err *e);

/* --- moment.c, window.c --- */

enum moment_way { MOMENT_BACK, MOMENT_ON };
/* The day that a moment names, from `day`; lines for each move. DAY_NONE past the calendar. */
day_num moment_day(struct facts *f, const struct moment *m, day_num day, enum moment_way way,
	struct answer *a);
/*
 * First and last day (and time) on which the use may be applied for; yes: `apply` is within.
 * Each way of applying (counter, phone, web) has its own window, the first that holds and is
 * for it; the lines say all. The answer's days are those of the window that takes the
 * application, or of the first in the book when none does.
 */
bool ask_window(struct facts *f, struct answer *a, struct err *e);
/* The last day for `of`, counted from `since` (the hold, the permit); last, last_at. */
bool ask_deadline(struct facts *f, enum deadline_of of, day_num since, struct answer *a,
	struct err *e);

/* --- allow.c, limit.c --- */

/* Every refusal of `allow`, and more people than the room holds; yes when there is none. */
bool ask_allowed(struct facts *f, struct answer *a, struct err *e);
/* Every limit that the use would break, with the others counted; yes when none. */
bool ask_limits(struct facts *f, struct answer *a, struct err *e);
/* Is one limit kept, refusing or not; when not, a note says so. What lacks is in f->lacking. */
bool limit_is_kept(struct facts *f, int limit, struct answer *a);
/* Open, window, allowed and limits in one: what a booking asks first. */
bool ask_all(struct facts *f, struct answer *a, struct err *e);

/* --- quote.c, extend.c, refund.c --- */

/*
 * What the use costs. ERR_NOT_FOUND: no price applies; ERR_DAMAGED: two do;
 * ERR_REFUSED: the room is not let so, equipment cannot be had there; ERR_INVALID:
 * a fact lacks, or the amount does not fit.
 */
bool ask_quote(struct facts *f, struct answer *a, struct err *e);

struct extension_wish {
	int before, after;      /* minutes beyond the booked time, on each side */
	day_num asked;          /* when it was asked for; DAY_NONE: on the day */
	bool next_free;         /* the room is free for the time */
};
bool ask_extension(struct facts *f, const struct extension_wish *w, struct answer *a,
	struct err *e);

struct refund_wish {
	day_num said;           /* when the cancellation came in */
	int said_at;            /* minutes; 0: at whatever time */
	int64_t paid_room, paid_extras;
	bool of_fee;            /* they are what was charged, whether it was taken or not */
	bool had_one;           /* a refund or change was made before */
	bool change;            /* moved instead of cancelled: */
	int64_t new_price;      /* what the new date or room costs */
};
/* yen: what goes back; negative: what is still to pay (a change). */
bool ask_refund(struct facts *f, const struct refund_wish *w, struct answer *a, struct err *e);

#endif
