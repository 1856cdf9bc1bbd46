/*
 * booking.h - bookings (予約): what every save of one asks and completes, whichever
 * way it comes: screen, command, import, series. The record is a form's, so that
 * record_save() with the form "booking" is how a booking is made or changed:
 *
 *   before  number, application, times out of bands and bands out of times, buffers
 *           and rule book are filled in; the rule book is asked whether it may be
 *           (ask_all, with the party's other bookings), unless a manager's
 *           `override` says why it may all the same; nothing new comes into a room that
 *           is out of use; and who is in the way is named
 *   write   the triggers make the occupation, and refuse an overlap
 *   after   the quote, or what it differs by, is added to the charges
 *
 * Only what those hang on is asked again: a note can be changed at any time. The steps
 * of a booking's life are desk/booking/booking_act.h.
 */
/* SPDX-License-Identifier: MIT */
#ifndef DESK_BOOKING_BOOKING_H
#define DESK_BOOKING_BOOKING_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/err.h"
#include "desk/desk.h"
#include "desk/record/record.h"
#include "desk/record/record_check.h"
#include "rule/answer.h"
#include "rule/facts.h"

enum booking_state {
	BOOKING_HOLD,      /* 仮予約: kept until hold_until */
	BOOKING_WAITING,   /* 空き待ち: occupies nothing */
	BOOKING_APPLIED,   /* 申請済 */
	BOOKING_PERMITTED, /* 許可 */
	BOOKING_IN_USE,    /* 利用中: the key is out */
	BOOKING_DONE,      /* 利用済 */
	BOOKING_REFUSED,   /* 不許可 */
	BOOKING_CANCELLED, /* 取消 */
	BOOKING_EXPIRED,   /* 期限切れ: a hold that nobody took up */
	BOOKING_NO_SHOW,   /* 無断不使用 */
	BOOKING_STATE_COUNT
};

const char *booking_state_code(enum booking_state s); /* as stored */
enum booking_state booking_state_from(const char *code);
enum booking_state booking_state_of(const struct record *r);
/* Does a booking in this state take its room's time? As the triggers of db/0008 say. */
bool booking_state_occupies(enum booking_state s);
/* SQL behind a state: it takes the time, and the use is not over. */
#define BOOKING_IS_AHEAD " IN ('hold', 'applied', 'permitted', 'in_use')"

/*
 * What the rule book says of a booking as it stands in the record, saved or not.
 * `party` fields may still be empty. booking_ask_done() in either case.
 */
struct booking_ask {
	struct arena arena;      /* of what is around */
	struct surroundings around;
	const struct book *book; /* of the day of application; the desk's */
	int64_t rule_book_id;
	struct facts facts;      /* complete; booking_ask_open() asks nothing yet */
	bool has_facts;
};

/* Reads book, facts, the party's other bookings. False: a sentence says what lacks or is wrong. */
bool booking_ask_open(struct desk *d, const struct record *r, struct booking_ask *out,
		      struct err *e);
void booking_ask_done(struct booking_ask *k);
/* Are the party's other bookings those that were read then? */
bool booking_others_stand(struct desk *d, const struct record *r, const struct booking_ask *k);
/* The same by a book that is not kept yet, as if the booking were applied for under it. */
bool booking_ask_by(struct desk *d, const struct record *r, const struct book *b,
		    struct booking_ask *out, struct err *e);

/* The same, with the times, bands and buffers filled in that a save would fill in. */
bool booking_try(struct desk *d, struct record *r, struct booking_ask *out, struct err *e);

/*
 * Makes a booking of a new record in its first state: hold, waiting or applied, which
 * record_save() does not let anybody type. The same key (or NULL) again does nothing.
 */
bool booking_add(struct desk *d, struct record *r, enum booking_state state, const char *once_key,
		 struct err *e);

/* What was typed by the names of the rule book (use, extras, facts) becomes its codes. */
void booking_put_codes(struct record *r, const struct book *b);
/* What the book made of the time: who books by bands has them whole, and what is between. */
void booking_put_times(struct record *r, const struct booking_ask *k);
/* "in_city=no" as "市内の団体=いいえ", as far as a book of today names it. Appends. */
bool booking_facts_say(struct desk *d, const char *facts, struct str *out);

/* "予約 Y26-0412 合唱団ひばり 18:00-21:00": who has what is in the way; false: nobody. */
bool booking_in_the_way(struct desk *d, const struct record *r, struct str *who);

/* Does a stored booking come to another room, day or time by this save? */
bool booking_is_moved(const struct record_change *c);
/* Is its room out of use (使わない部屋)? Then what to do is appended to `why`. */
bool booking_out_of_use(struct desk *d, const struct record *r, struct str *why);

/* When the use begins and ends, with its extensions: minutes of the day. */
int booking_begins(const struct record *r);
int booking_ends(const struct record *r);
void booking_add_times(const struct record *r, struct str *b); /* "18:00-21:30". Appends. */

/* The name of the party, disclosed: group, else person, else caller. Appends. */
void booking_add_party(struct desk *d, const struct record *r, struct str *b);
/* "Y26-0412 11/20(金) 18:00-21:00 会議室A 合唱団ひばり". Appends. */
void booking_add_line(struct desk *d, const struct record *r, struct str *b);

/* The form's checks (record_check.h). */
bool booking_rules_ahead(const struct record_change *c, struct err *e);
bool booking_rules_before(const struct record_change *c, struct err *e);
bool booking_rules_after(const struct record_change *c, struct err *e);

#endif
