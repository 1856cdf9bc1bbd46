/*
 * rule_answer.h - what the rule book says to a question, as lines to be drawn: is
 * it open, when may it be applied for, is it allowed, what does it cost, what
 * comes back; each with the figures and the sentence of the by-law.
 */
/* SPDX-License-Identifier: MIT */
#ifndef SCREEN_RULE_RULE_ANSWER_H
#define SCREEN_RULE_RULE_ANSWER_H

#include "base/arena.h"
#include "screen/rule/rule_form.h"
#include "ui/canvas.h"

struct answer_line {
	enum style style;
	int indent;
	const char *text;
	const char *yen; /* at the right edge, "" */
};

struct rule_answer {
	struct arena arena;
	struct answer_line *lines;
	int count, room_for;
	int first; /* lines scrolled out */
	int shown; /* lines that the last frame had room for */
};

void rule_answer_done(struct rule_answer *r);
void rule_answer_clear(struct rule_answer *r);
void rule_answer_warn(struct rule_answer *r, const char *text);
/* Asks everything about the wish; its facts are complete. */
void rule_answer_ask(struct rule_answer *r, struct rule_wish *w);
void rule_answer_draw(struct rule_answer *r, struct canvas *c, struct rect area);
void rule_answer_page(struct rule_answer *r, int step); /* -1 back, 1 on */

#endif
