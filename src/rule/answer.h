/*
 * answer.h - what the engine says: the result and the list of lines that led to
 * it, each with its rule, the sentence of the by-law and its figures. The lines
 * of a price add up to its total: each has the amount that it adds, and the
 * amount so far.
 */
/* SPDX-License-Identifier: MIT */
#ifndef RULE_ANSWER_H
#define RULE_ANSWER_H

#include "base/json.h"
#include "base/str.h"
#include "rule/book.h"

enum line_kind {
	LINE_NOTE,    /* what was found: a class, a season, a slot set, a window */
	LINE_BASE,    /* a price of a table */
	LINE_ADJUST,  /* a surcharge or reduction */
	LINE_EXTRA,
	LINE_ROUND,
	LINE_TAX,
	LINE_REFUSAL, /* why not */
	LINE_DAY,     /* a day that was reckoned, or moved */
	LINE_TOTAL
};

struct line {
	enum line_kind kind;
	const struct rule *rule;  /* NULL: of the program itself */
	char *text;               /* the figures in words: "午前 800円 x 1"; in the arena */
	bool has_yen;
	int64_t num, den;         /* the exact yen that the line adds; den > 0 */
	day_num day;              /* LINE_DAY; DAY_NONE otherwise */
};

struct answer {
	struct arena arena;
	int count, room_for;
	struct line *lines;
	bool yes;                 /* open, allowed, within the window and limits */
	int64_t yen;              /* the total, the refund */
	int64_t extras_yen;       /* of a price: what of it is for equipment, in whole yen */
	day_num first, last;      /* a window, a deadline (last) */
	int first_at, last_at;    /* minutes or NONE */
	const struct rule *by;    /* the rule that decided, or NULL */
};

void answer_init(struct answer *a);
void answer_done(struct answer *a);
void answer_clear(struct answer *a); /* keeps the memory where it can */

struct line *answer_add(struct answer *a, enum line_kind kind, const struct rule *rule,
	const char *fmt, ...) PRINTF_LIKE(4, 5);
/* The same with yen. */
struct line *answer_add_yen(struct answer *a, enum line_kind kind, const struct rule *rule,
	struct share yen, const char *fmt, ...) PRINTF_LIKE(5, 6);

/*
 * As text, a line each: "+ 1,200円  市外加算 150% (条例第8条: ...)"; as JSON for
 * --json: [{rule, by_law, text, yen, ...}].
 */
void answer_write(const struct answer *a, struct str *out);
void answer_write_json(const struct answer *a, struct json *out);

#endif
