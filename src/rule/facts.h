/*
 * facts.h - what a question is about: the room, the day, who, what for. Facts are
 * given by name (a form, a command line, an example) or by number (the desk);
 * what follows from others (weekday, season, class, share) is filled by the
 * engine. A fact that a rule needs and that nobody gave is asked for, never
 * guessed.
 */
/* SPDX-License-Identifier: MIT */
#ifndef RULE_FACTS_H
#define RULE_FACTS_H

#include "base/err.h"
#include "rule/book.h"

/* A holiday that the caller knows: the government's list, sorted by day. */
struct rule_day {
	day_num day;
	enum rule_holiday kind;
	const char *name;
};

/* What lies outside the book: holidays, closures of the database. Borrowed. */
struct surroundings {
	int holiday_count;
	const struct rule_day *holidays; /* sorted by day */
	int closure_count;
	const struct closure *closures;
};

enum use_state { USE_STANDS, USE_CANCELLED, USE_NO_SHOW };

/* A use that the same party has, or had, beside the one that is asked about. */
struct other_use {
	day_num day, apply;      /* apply: DAY_NONE when it is not known */
	int room;
	int from, to;            /* minutes; NONE: out of the bands, else the whole day */
	struct choice_set bands;
	enum use_state state;
	day_num said;            /* when it was cancelled; 0 or DAY_NONE: on the day of use */
	int first_piece, piece_count; /* of facts.pieces; facts_add_other_pieces() fills them */
};

struct other_pieces {            /* of equipment, with another use */
	int extra, count;
};

/* What a limit has counted already, where the uses themselves are not known. */
struct other_count {
	int limit;               /* of book->limits, or NONE: every limit that counts `kind` */
	enum limit_count kind;
	int64_t count;
};

struct facts {
	const struct book *book;
	const struct surroundings *around;
	day_num day, apply;      /* of use, of application; DAY_NONE: not given */
	day_num until;           /* the last day of a use of several; DAY_NONE: the same day */
	int apply_at;            /* minutes; NONE: any time of that day */
	int64_t *values;         /* a choice's position or a number, book->fact_count of them */
	bool *known;
	bool *given;             /* by the caller; the others follow from them */
	struct choice_set bands, extras, companions; /* as they count for rules */
	struct choice_set given_bands, given_companions;
	int extra_pieces[RULE_CHOICES_MAX]; /* how many of each extra; 1 unless given */
	int other_count, other_room;
	struct other_use *others; /* owned */
	int piece_count, piece_room;
	struct other_pieces *pieces; /* owned: of all the others */
	int count_count;
	const struct other_count *counts; /* borrowed; added to what the others come to */
	/* filled when a needed fact was not known; the engine then refuses */
	int lacking;             /* a fact, or NONE */
	int class_lacks, slot_lacks; /* what had to be known for these two, or NONE */
};

/* All unknown but what has a default. Values live until facts_done. */
void facts_init(struct facts *f, const struct book *b, const struct surroundings *around);
void facts_done(struct facts *f);

/*
 * key=value as on a command line and in examples: room=a day=2026-12-01
 * bands=morning,night from=18:00 to=20:00 class=general heads=20
 * extras=piano,chair:12 companions=b until=2026-12-03 apply=2026-10-01 apply_at=9:00, and
 * every fact of the book. A name given again replaces what was given, but for `other`,
 * which adds a use of the same party: other="day=2026-12-02 room=a bands=morning
 * apply=2026-10-01 extras=piano state=cancelled" (or from=, to=; state stands unless it is
 * cancelled or no_show). ERR_INVALID names the fact, what was given and what can be.
 */
bool facts_set(struct facts *f, const char *name, const char *value, struct err *e);
/* Has the name no sign in it that parts names in a list? Else its code has to be typed. */
bool facts_can_type(const char *name);
/* "市内の団体=いいえ" as "in_city=no", which facts_set() takes. Appends; false: no such fact. */
bool facts_code(const struct book *b, const char *name, const char *value, struct str *out);
/* The reverse, in the clerk's language; what facts_code() could not read back stays a code. */
bool facts_say(const struct book *b, const char *code, const char *value, struct str *out);
/* By number: choices by position, for FACT_BANDS, FACT_EXTRAS, FACT_COMPANIONS one more. */
void facts_set_number(struct facts *f, int fact, int64_t value);
void facts_add_other(struct facts *f, const struct other_use *other);
/* Equipment of the use that was added last. */
void facts_add_other_pieces(struct facts *f, int extra, int count);
/* The same as people write it: "piano,chair:12". ERR_INVALID: the book has no such extra. */
bool facts_add_other_extras(struct facts *f, const char *value, struct err *e);

/*
 * Fills what follows: weekday, day_kind, holiday_kind, season, month, date,
 * ahead, days and months (to `until`), minutes, from/to out of bands and bands out
 * of from/to (the slot set decides), share, class when it was not given,
 * rooms_at_once and run_day out of the other uses. Call it after the last change and
 * before a question; again after another day or room was set. ERR_INVALID when what
 * was given cannot be: a time outside all bands or off the grid, a use too short or
 * too long for the slot set, a band that it does not sell, a weekday that the day is
 * not, a last day before the first.
 *   bands      holds the simple bands and every band that covers booked ones only
 *   days       from `day` to `until`, both counted; 1 when there is no `until`
 *   months     the months of the calendar that these days touch; 1 likewise
 *   minutes    to - from where times were given, else the sum of the simple bands
 */
bool facts_complete(struct facts *f, struct err *e);
/* Only what follows from the day: for walking through a calendar. */
void facts_set_day(struct facts *f, day_num day);

/* The bands that are made of no others, among those of `bands`. */
void bands_simple(const struct book *b, const struct choice_set *bands, struct choice_set *out);
struct choice_set band_simple(const struct book *b, int band); /* of one band */
/* The slot set, or NONE: a book that has none lets every room by all of its bands. */
int facts_slot(const struct facts *f);
/* The bands that the slot set sells and that are not made of others of its bands. */
void slot_simple_bands(const struct book *b, int slot, struct choice_set *out);

/*
 * Does the rule apply: in force on these days, `when` holds, `unless` does not.
 * A fact that nobody gave and on which it hangs is left in `lacking`.
 */
bool rule_applies(struct facts *f, const struct rule *r);
bool condition_holds(struct facts *f, const struct condition *c);

/* ERR_INVALID with the fact that was lacking: "Say admission (entrance fee)." */
bool facts_lacking(const struct facts *f, struct err *e);
/* What such a sentence asks for, without the word of a file: "entrance fee". NULL: no such one. */
const char *facts_lacking_name(const struct facts *f, const struct err *e);
/* Is the day of use given; when not, that is left in `lacking` and said as by facts_lacking(). */
bool facts_need_day(struct facts *f, struct err *e);

#endif
