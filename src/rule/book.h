/*
 * book.h - a centre's by-law as it stands in one rule book: what docs/rules.md
 * describes, read, resolved and ready to be asked. A book is never changed after
 * it was read; everything in it lives in its arena.
 *
 * A rule is an entry of a section. What all entries share stands in struct rule,
 * the first member of each. Codes that refer to other entries are resolved to
 * indexes (NONE where there is none), choices to their position, so that asking
 * compares numbers only.
 */
/* SPDX-License-Identifier: MIT */
#ifndef RULE_BOOK_H
#define RULE_BOOK_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "rule/rule.h"

/*
 * A fact that the book declares: a row of book->facts after the built-in ones. Of a
 * built-in one that callers say (way, heads, admission, use, reason) it gives the
 * default, and perhaps another name.
 */
struct own_fact {
	struct rule rule;
	enum fact_kind kind;
	int choice_count;
	struct choice *choices;
	const char *dflt; /* as written; NULL: none */
};

struct use { /* what a room is used for */
	struct rule rule;
};

enum reason_fault { FAULT_NOBODY, FAULT_OURS, FAULT_THEIRS };

struct reason { /* of a cancellation, of a closure */
	struct rule rule;
	enum reason_fault fault;
};

struct season {
	struct rule rule;
	int span_count;
	const struct year_span *spans;
};

struct room {
	struct rule rule;
	struct choice_set units; /* pieces of floor, by position in book.units */
	struct choice_set parts; /* the other rooms whose units are among its own */
	int capacity;            /* people; 0 unknown */
	int share;               /* percent of the house; 0 unknown */
	const char *group;       /* "" or a word that stands for all rooms that have it */
	int set_up, clear_up;    /* minutes blocked before and after, never charged */
};

struct band {
	struct rule rule;
	int from, to; /* minutes of the day */
	struct choice_set covers; /* the bands that it is made of; empty for a simple one */
};

struct slot_set {
	struct rule rule;
	int band_count;       /* 0: by minutes */
	const int *bands;     /* in the order of the book */
	struct choice_set band_set;
	int grid, least, most; /* minutes; most 0: no limit */
	int clear;             /* minutes cleared at a band's end */
};

struct hours {
	struct rule rule;
	struct time_span open, counter; /* counter: as open when the book does not say */
};

enum closing_kind {
	CLOSING_WEEKDAY, CLOSING_MONTH_DAY, CLOSING_YEAR_DAYS, CLOSING_DATES,
	CLOSING_AFTER_HOLIDAY
};

enum if_holiday { HOLIDAY_STAYS_CLOSED, HOLIDAY_OPENS, HOLIDAY_MOVES, HOLIDAY_CLOSES_BOTH };

enum closing_to {
	TO_NEXT_DAY, TO_NEXT_NEXT_DAY, TO_NEXT_WEEKDAY, TO_NEXT_NOT_HOLIDAY, TO_PREVIOUS_WEEKDAY,
	TO_NEAREST_WEEKDAY, /* of two as near the later */
	TO_NEXT_OPEN        /* no holiday, and closed by no other entry that was not moved */
};

/*
 * `when` and `valid` are asked of the day that the entry's pattern has, `unless` of the
 * day that it closes; the two differ where a closing comes later, lasts or was moved.
 */
struct closing {
	struct rule rule;
	enum closing_kind kind;
	unsigned weekdays;     /* a bit each, Sunday the lowest */
	unsigned nths;         /* bits 1 to 5 and NTH_LAST; 0: every */
	int month_day_count;
	const int *month_days; /* 1 to 31 or DAY_LAST */
	int instead_count;
	const struct month_day *instead;
	int span_count;
	const struct year_span *spans;
	int date_count;
	const day_num *dates;
	enum if_holiday if_holiday;
	unsigned holiday_kinds; /* a bit each: enum rule_holiday */
	unsigned like_holidays; /* weekdays that count as holidays here, a bit each */
	enum closing_to to;
	int later, lasts;       /* begins so many days after that day; goes on for so many */
	struct time_span part;  /* 0-0: the whole day */
	bool counter_only;
};

struct local_day {
	struct rule rule;
	bool closed;
	int span_count;
	const struct year_span *spans;
	int date_count;
	const day_num *dates;
};

struct opening { /* open against the closings */
	struct rule rule;
	int date_count;
	const day_num *dates;
	struct time_span open; /* 0-0: at the hours of that day */
};

struct closure { /* of the book, or supplied by the database */
	struct rule rule; /* name: the reason in words */
	struct day_span days;
	struct choice_set rooms; /* empty: all */
	struct time_span part;   /* 0-0: whole days */
	int reason;              /* a choice of FACT_REASON or NONE */
	bool counter_only;
};

enum storm_then { STORM_NORMAL, STORM_OPENS_AT, STORM_CLOSED };

struct storm {
	struct rule rule;
	int lifted_by; /* minutes; 1440: otherwise */
	enum storm_then then;
	int opens;
};

struct user_class {
	struct rule rule;
};

enum round_by { ROUND_NONE, ROUND_TOTAL, ROUND_STEP, ROUND_ROW };
enum round_how { ROUND_DOWN, ROUND_UP, ROUND_HALF_UP };

struct rounding {
	struct rule rule;
	enum round_by by;
	int64_t to;            /* yen: 1, 10, 50, 100 ... */
	enum round_how how;
	bool after_tax;
};

enum price_per {
	PER_USE, PER_BAND, PER_DAY, PER_OPEN_DAY, /* on which the room is open */
	PER_MONTH, PER_HEAD, PER_PIECE, PER_MINUTES
};
enum part_unit { PART_STARTED, PART_FREE, PART_FROM };

struct per_unit {
	enum price_per per;
	int minutes;          /* PER_MINUTES */
	enum part_unit part;  /* a unit that is not used up: */
	int part_from;        /* PART_FROM: counts from so many minutes */
	int each;             /* of days, months, people, pieces: so many together; 0: one */
	int beyond;           /* of minutes, days, months, people, pieces: only those beyond; */
	int up_to;            /* no more than so many are counted at all; 0: all of them */
};

enum combine_bands { BANDS_ROW, BANDS_SUM, BANDS_CHEAPEST };
enum price_times { TIMES_ONE, TIMES_HEADS, TIMES_SHARE };

#define NOT_SOLD INT64_MIN

struct price_table {
	struct rule rule;
	const char *list;  /* "room", "extra" or a word of the book */
	int rows_by, columns_by; /* facts; columns_by NONE: one column */
	int row_count, column_count;
	const struct choice_set *rows;    /* of the fact's choices: a group of rooms is several */
	const int *columns;               /* choices of columns_by */
	const char *const *row_codes;     /* as written */
	const int64_t *cells;             /* row_count x column_count, yen or NOT_SOLD */
	const int *lines;                 /* of each row, in the file */
	struct per_unit unit;
	int least;                        /* minutes charged at least */
	enum price_times times;
	enum combine_bands combine;
	bool has_rounding;                /* its rows have their own, instead of the book's */
	struct rounding rounding;
};

enum adjust_combine { ADJUST_MULTIPLY, ADJUST_ADD, ADJUST_ONCE, ADJUST_FIRST };
enum adjust_effect {
	EFFECT_RATE, EFFECT_ADD, EFFECT_OFF, EFFECT_YEN, EFFECT_YEN_OFF, EFFECT_BECOMES,
	EFFECT_AT_MOST,  /* what the rows come to together; */
	EFFECT_AT_LEAST  /* what costs nothing stays free */
};

#define ON_SO_FAR (-1)
#define ON_BASE   (-2)

struct adjust_rule {
	struct rule rule;
	enum adjust_effect effect;
	struct share share;    /* RATE, ADD, OFF */
	int of;                /* the fact in yen that it is a share of; NONE: the amount */
	int64_t yen;           /* YEN and what follows it */
	/* Of yen; PER_USE when the book does not say. Of a share `beyond` and `up_to` only. */
	struct per_unit unit;
	uint64_t instead_of;   /* rules of the same group, a bit each (at most 64 in a group) */
	struct choice_set extras; /* only these; empty: whatever the group applies to */
	int within;            /* a limit: only as long as the use keeps it; NONE */
};

struct adjust_group {
	struct rule rule;
	enum adjust_combine combine;
	int on;              /* ON_SO_FAR, ON_BASE or an earlier group: what shares are of */
	bool of_room, of_extras;
	bool together;       /* the room and all equipment are reckoned as one */
	bool has_rounding;   /* of the room, and of each piece, after the group */
	struct rounding rounding;
	int rule_count;
	const struct adjust_rule *rules;
};

struct extra {
	struct rule rule;
	int64_t price;         /* yen; NOT_SOLD: a table of list "extra" says it */
	struct per_unit unit;
	int unit_count;
	const struct extra_units { int band, units; } *units; /* uses that a band counts */
	bool always;           /* charged without being asked for, when the rule holds */
	struct choice_set with_rooms; /* only these; empty: all */
};

struct tax {
	struct rule rule;
	struct share rate;
	bool included;         /* in the prices of the book */
};

enum extension_side { SIDE_BEFORE = 1, SIDE_AFTER = 2, SIDE_BOTH = 3 };
enum extension_price {
	EXTEND_SAME_BAND, EXTEND_NEXT_BAND, EXTEND_WHOLE_DAY, EXTEND_DIFFERENCE, EXTEND_LIST,
	EXTEND_YEN
};

struct extension {
	struct rule rule;
	enum extension_side side;
	int most;              /* minutes; 0: no limit */
	struct moment asked;   /* at the latest; MOMENT_NONE: any time */
	bool needs_next_free;
	enum extension_price price;
	const char *list;      /* EXTEND_LIST */
	int64_t yen;           /* EXTEND_YEN, per unit */
	/* EXTEND_DIFFERENCE: what the longer use costs more than the booked one, per use */
	struct share share;    /* of that price for one unit; 0/1: unit / its length (of yen
	                          and of a price per use: the whole) */
	struct per_unit unit;
	int turns_into_band_over; /* minutes beyond which it becomes the next band; 0: never */
	bool gap_free;         /* the time between two bands costs nothing */
	struct share rate;     /* 1/1 */
	uint64_t follows;      /* adjust groups that apply to it, a bit each */
	bool with_extras;      /* a share of the equipment's bands, and its further hours */
	bool has_rounding;     /* its own, instead of the book's */
	struct rounding rounding;
};

struct allow {
	struct rule rule;
	struct condition needs;  /* refused when the rule applies and this does not hold; */
	bool has_needs;          /* without it: refused when the rule applies */
	const char *refuse;      /* the sentence */
};

struct window {
	struct rule rule;
	struct moment opens, closes; /* back from the day of use; MOMENT_NONE: no limit */
	unsigned by;                 /* ways to apply, a bit each: enum apply_way; 0: all */
	bool again;                  /* one more period for those of the entry above */
};

enum limit_count {
	LIMIT_BOOKINGS, LIMIT_BANDS, LIMIT_MINUTES, LIMIT_DAYS, LIMIT_PIECES, /* of equipment */
	LIMIT_DAYS_RUNNING, LIMIT_ROOMS_AT_ONCE,
	/* of what did not take place; points: of both together */
	LIMIT_CANCELLATIONS, LIMIT_NO_SHOWS, LIMIT_POINTS, LIMIT_COUNT_COUNT
};
enum limit_per {
	LIMIT_PER_DAY, LIMIT_PER_WEEK, LIMIT_PER_MONTH, LIMIT_PER_FISCAL_YEAR, LIMIT_PER_YEAR,
	LIMIT_PER_DAYS, LIMIT_PER_MONTHS, LIMIT_EVER
};

/* A closed day between two days of use: ends the run, or lies within it, counted or not. */
enum closed_between { CLOSED_ENDS, CLOSED_SKIPPED, CLOSED_COUNTS };

struct limit {
	struct rule rule;
	enum limit_count count;
	enum limit_per per;
	int per_many;          /* LIMIT_PER_DAYS; LIMIT_PER_MONTHS: 2, 3, 4 or 6, from April */
	bool by_apply;         /* the period holds the day of application, not of use */
	int64_t most;
	bool same_day_once;    /* all of a day counts one */
	bool running_once;     /* bands one after the other in one room count one */
	bool each_room;        /* only uses of the same room count together */
	bool only_counts;      /* refuses nothing: for `within` of an adjust rule */
	enum closed_between closed_between; /* LIMIT_DAYS_RUNNING */
	struct choice_set bands;  /* LIMIT_BANDS: only these; empty: all */
	struct choice_set extras; /* LIMIT_PIECES: only of these; empty: of all */
	struct moment late;    /* only cancellations said after it (back from the day of use) */
	int weight_count;
	const struct limit_weight { int over, counts; } *weights; /* minutes: counts so many */
	struct moment lifted;  /* no longer holds from then on */
	int more_count;
	const struct limit_more { struct moment from; int64_t most; } *more;
	struct moment blocks;  /* how long after the last of them nothing may be booked */
	struct limit_points { int no_show, cancelled; } points; /* LIMIT_POINTS: for each */
	const char *refuse;    /* the sentence, "" for the built-in one */
};

enum deadline_of {
	DEADLINE_HOLD, DEADLINE_PAYMENT, DEADLINE_APPLICATION, DEADLINE_CHANGE, DEADLINE_CANCEL,
	DEADLINE_REPORT, DEADLINE_EXTENSION, DEADLINE_RETURN, /* of equipment */
	DEADLINE_DRAW,         /* the day on which lots are drawn */
	DEADLINE_REGISTRATION, /* until when a group's registration holds */
	DEADLINE_COUNT
};

enum deadline_from { FROM_HOLD, FROM_APPLY, FROM_PERMIT, FROM_NOTICE, FROM_USE };

struct deadline {
	struct rule rule;
	enum deadline_of of;
	struct moment before;  /* back from the day of use */
	struct moment after;   /* on from the day that `from` names; with both: the earlier */
	enum deadline_from from;
};

enum refund_part { REFUND_ALL, REFUND_ROOM, REFUND_EXTRAS };

struct refund {
	struct rule rule;
	bool of_change;        /* moving a booking, not cancelling it */
	enum refund_part part;
	struct moment until;   /* said at the latest then; MOMENT_NONE: whenever */
	struct share back;     /* of what was paid */
	struct share fee;      /* kept, of what was paid (a change: of the old price) */
	int64_t fee_yen;
	int64_t round_to;      /* yen; 0: to the yen */
	enum round_how round_how; /* what comes of the share; down when the book does not say */
	bool once;             /* only for a booking that had none before */
	bool difference_up;    /* a change: the higher price is paid */
	bool difference_down;  /* a change: the lower price gives the rest back */
};

enum ask {
	ASK_QUOTE, ASK_OPEN, ASK_DAYS, ASK_WINDOW, ASK_ALLOWED, ASK_LIMITS, ASK_EXTENSION,
	ASK_REFUND, ASK_DEADLINE, ASK_STORM, ASK_BOOK, ASK_COUNT
};

/*
 * A map is written "piano:2,chair:12"; each item of a list is a word of its own with
 * the same name, a map in a list "day=2026-12-02 room=a bands=morning,night".
 */
struct example_word {
	const char *word, *value;
	int line, column;
};

struct example {
	struct rule rule;
	enum ask ask;
	int given_count, expect_count;
	const struct example_word *given, *expect;
};

struct book_title {
	struct rule rule;
	const char *name, *law, *language;
};

struct book {
	struct arena arena;
	const char *file;      /* the name shown in faults */
	struct book_title title;
	int fact_count;        /* FACT_BUILT_IN and those declared */
	struct fact_def *facts;
	int unit_count;
	const char **units;
	/* The sections, each in the order of the file. */
	int own_fact_count, use_count, reason_count;
	int season_count, room_count, band_count, slot_count, hours_count, closing_count;
	int local_day_count, opening_count, closure_count, storm_count, class_count;
	int price_count, adjust_count, extra_count, extension_count, allow_count, window_count;
	int limit_count, deadline_count, refund_count, example_count;
	struct own_fact *own_facts;
	struct use *uses;
	struct reason *reasons;
	struct season *seasons;
	struct room *rooms;
	struct band *bands;
	struct slot_set *slots;
	struct hours *hours;
	struct closing *closings;
	struct local_day *local_days;
	struct opening *openings;
	struct closure *closures;
	struct storm *storms;
	struct user_class *classes;
	struct price_table *prices;
	struct adjust_group *adjust;
	struct extra *extras;
	struct rounding rounding;
	struct tax tax;
	bool has_tax;
	struct extension *extensions;
	struct allow *allows;
	struct window *windows;
	struct limit *limits;
	struct deadline *deadlines;
	struct refund *refunds;
	struct example *examples;
};

/* The position of a code, or NONE. */
int book_fact(const struct book *b, const char *code);
int fact_choice(const struct fact_def *f, const char *code);
/* The i-th entry of a section that is a list of them, or NULL. */
const struct rule *book_rule(const struct book *b, enum rule_section section, int i);
bool rule_tests(const struct rule *r, int fact); /* does `when` or `unless` name the fact? */
/* Does a rule, a price or a window hang on the fact: is it worth asking for? */
bool book_asks(const struct book *b, int fact);
void book_free(struct book *b); /* NULL is allowed */

#endif
