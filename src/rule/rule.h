/*
 * rule.h - what all entries of a rule book share: the facts that they may ask for, their
 * conditions and validity, and how days, times and moments are written. The sections
 * themselves are in book.h.
 */
/* SPDX-License-Identifier: MIT */
#ifndef RULE_RULE_H
#define RULE_RULE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/date.h"
#include "rule/choice.h"

#define NONE (-1)

/* An exact share: 150% is 3/2. den > 0; both below 2^31 as written in a book. */
struct share {
	int64_t num, den;
};

/* What can be asked of a fact, and how its values are written. */
enum fact_kind {
	FACT_CHOICE,  /* one of the fact's choices */
	FACT_SET,     /* several of them */
	FACT_YES,     /* 0 or 1 */
	FACT_NUMBER,
	FACT_YEN,
	FACT_PERCENT, /* 0 to 100 */
	FACT_TIME,    /* minutes of the day */
	FACT_MONTH_DAY /* month * 100 + day */
};

/*
 * The facts that every book knows; those that a book declares follow them. A fact
 * that names entries has a choice for each, in their order: room and companions,
 * class, use, reason, slot, bands and band, extras and extra. The first choice of
 * season is "none", and the n-th season is choice n. A group of rooms is no choice:
 * a test that names one holds all of its rooms.
 */
enum fact_id {
	/* choices */
	FACT_ROOM, FACT_CLASS, FACT_SEASON, FACT_DAY_KIND, FACT_WEEKDAY, FACT_HOLIDAY_KIND,
	FACT_USE, FACT_REASON, FACT_SLOT, FACT_WAY,
	/* sets */
	FACT_BANDS, FACT_EXTRAS, FACT_COMPANIONS,
	/* a row of a price table */
	FACT_BAND, FACT_EXTRA,
	/* numbers */
	FACT_HEADS, FACT_MINUTES, FACT_FROM, FACT_TO, FACT_MONTH, FACT_NTH, FACT_DATE,
	FACT_APPLY_DATE, FACT_AHEAD, FACT_RUN_DAY, FACT_DAYS, FACT_MONTHS, FACT_ROOMS_AT_ONCE,
	FACT_SHARE, FACT_ADMISSION,
	FACT_BUILT_IN
};

enum day_kind { DAY_WEEKDAY, DAY_SATURDAY, DAY_SUNDAY, DAY_HOLIDAY, DAY_KIND_COUNT };

enum rule_holiday {
	RULE_HOLIDAY_NONE, RULE_HOLIDAY_NAMED, RULE_HOLIDAY_SUBSTITUTE, RULE_HOLIDAY_BETWEEN,
	RULE_HOLIDAY_LOCAL, RULE_HOLIDAY_COUNT
};

/* How it is applied for: the choices of FACT_WAY. */
enum apply_way { BY_COUNTER, BY_PHONE, BY_WEB, BY_MAIL, BY_FAX, BY_WAY_COUNT };

struct choice {
	const char *code, *name;
};

struct fact_def {
	const char *code, *name;
	enum fact_kind kind;
	int choice_count;
	const struct choice *choices; /* FACT_CHOICE, FACT_SET */
	bool has_default;
	int64_t dflt;
};

/* One test of one fact. */
struct test {
	int fact;
	struct choice_set any;    /* choices and sets: one of them */
	int64_t least, most;      /* numbers, yes/no: both ends included; days of the year
	                             go over the new year when least > most */
};

struct test_all { /* every one holds */
	int count;
	struct test *tests;
};

struct condition { /* one of them holds; none at all: always */
	int count;
	struct test_all *ways;
};

/* Days on which an entry is in force, both ends included; DAY_NONE is open. */
struct validity {
	day_num use_from, use_to, apply_from, apply_to;
};

enum rule_section {
	RULE_BOOK, RULE_FACTS, RULE_USES, RULE_REASONS, RULE_SEASONS, RULE_ROOMS, RULE_BANDS,
	RULE_SLOTS, RULE_HOURS, RULE_CLOSINGS, RULE_LOCAL_DAYS, RULE_OPENINGS, RULE_CLOSURES,
	RULE_STORM, RULE_CLASSES, RULE_PRICES, RULE_ADJUST, RULE_EXTRAS, RULE_ROUNDING, RULE_TAX,
	RULE_EXTENSION, RULE_ALLOW, RULE_WINDOWS, RULE_LIMITS, RULE_DEADLINES, RULE_REFUNDS,
	RULE_EXAMPLES, RULE_SECTION_COUNT
};

/* What every entry has; the first member of each. */
struct rule {
	enum rule_section section;
	int line, column;   /* in the file, for faults and explanations; 0 when not from a file */
	const char *code;   /* "" when it has none */
	const char *name;   /* never empty where it is shown: the code stands in */
	const char *by_law; /* the sentence that it stands for, "" */
	const char *note;
	struct validity valid;
	struct condition when, unless; /* applies when `when` holds and `unless` does not; */
	bool has_unless;               /* an absent `unless` never holds */
};

/* --- days and times --- */

struct time_span { /* minutes of the day, half open */
	int from, to;
};

/* From one day of the year to another, over the new year when from > to. */
struct year_span {
	int from, to; /* month * 100 + day */
};

static inline bool
year_span_has(const struct year_span *y, int date)
{
	if (y->from <= y->to)
		return date >= y->from && date <= y->to;
	return date >= y->from || date <= y->to;
}

struct day_span { /* both ends included */
	day_num from, to;
};

enum moment_unit {
	MOMENT_NONE, MOMENT_DAYS, MOMENT_OPEN_DAYS, MOMENT_WORKING_DAYS, MOMENT_WEEKS,
	MOMENT_MONTHS, /* the same date */
	MOMENT_MONTH_DAY, /* a day of the month so many months away */
	MOMENT_MONTH_NTH, /* an n-th weekday of that month */
	MOMENT_BLOCK,     /* the same, away from the first month of the block of months */
	MOMENT_COUNTER_DAYS, /* open days on which the counter is open too */
	MOMENT_WEEK_DAY   /* a weekday of the week, from Monday, that is so many weeks away */
};

enum moment_shift {
	SHIFT_STAYS, SHIFT_NEXT_OPEN, SHIFT_PREVIOUS_OPEN, SHIFT_NEXT_COUNTER,
	SHIFT_PREVIOUS_COUNTER, SHIFT_NEXT_WEEKDAY, SHIFT_PREVIOUS_WEEKDAY
};

enum moment_missing { MISSING_LAST_DAY, MISSING_NEXT_DAY };

#define DAY_LAST 32 /* the last day of a month */
#define NTH_LAST 6  /* the last such weekday of a month */

struct month_day { /* when the day falls in `month`, it is `day` */
	int month, day;
	int in; /* a moment: of the month nearest to it that is this one; 0: the same */
};

/* A day reckoned from another: "from the 1st of the month three months before". */
struct moment {
	enum moment_unit unit;
	int amount;          /* of the unit; months for the month units */
	int day;             /* 1 to 31 or DAY_LAST */
	int nth, weekday;    /* 1 to 5 or NTH_LAST; 0 Sunday */
	int block, block_starts; /* months in a block; the first month of one */
	int instead_count;
	const struct month_day *instead;
	enum moment_missing missing;
	enum moment_shift shift;
	int later;           /* days on from the day found and moved; then it is moved again */
	bool first_day_counts; /* the day itself is the first of the days */
	int at;                /* minutes of the day; NONE: the whole day */
	int line, column;
};

#endif
