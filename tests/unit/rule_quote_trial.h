/*
 * rule_quote_trial.h - for tests of prices: a book of three rooms and three bands,
 * quotes asked with facts in one text, and their lines added up.
 */
/* SPDX-License-Identifier: MIT */
#ifndef UNIT_RULE_QUOTE_TRIAL_H
#define UNIT_RULE_QUOTE_TRIAL_H

#include "rule/ask.h"
#include "rule/fraction.h"
#include "rule_trial.h"
#include "test.h"

enum { ROOM_A, ROOM_B, ROOM_AB };
enum { PROFIT = FACT_BUILT_IN, OUTSIDE, REHEARSAL };

#define PERCENT(n) ((struct share){ (n), 100 })
#define YEN(n)     ((struct share){ (n), 1 })

struct trial {
	struct book *book;
	struct facts f;
	struct answer a;
	struct err e;
	bool has_facts;
};

static const int64_t by_band[3][5] = {
	{ 900, 1200, 1200, 2100, 3000 },
	{ 700, 1000, 1000, 1700, NOT_SOLD },
	{ 1250, 1950, 1950, 3200, 5450 },
};

static inline void
make_book(struct book *b)
{
	trial_room(b, "a", 40);
	trial_room(b, "b", 25);
	trial_room(b, "ab", 65);
	trial_day_of_bands(b);
	trial_fact(b, "profit", FACT_YES);
	trial_fact(b, "outside", FACT_YES);
	trial_fact(b, "rehearsal", FACT_YES);
	trial_slot(b, "by_bands", 0);
}

static inline int
set_up(void **state)
{
	struct trial *t = mem_alloc(sizeof *t);

	t->book = trial_book();
	make_book(t->book);
	answer_init(&t->a);
	*state = t;
	return 0;
}

static inline int
tear_down(void **state)
{
	struct trial *t = *state;

	if (t->has_facts)
		facts_done(&t->f);
	answer_done(&t->a);
	book_free(t->book);
	free(t);
	return 0;
}

#define CLAIM(name)      static void name(void **state)
#define BY_ROOM_AND_BAND ((struct trial_table){ "list", FACT_ROOM, 3, FACT_BAND, 5 })
#define BY_ROOM          ((struct trial_table){ "list", FACT_ROOM, 3, NONE, 1 })

static inline void
give_all(struct trial *t, const char *text)
{
	AUTO_FREE char *words = mem_strdup(text);
	char *rest = words;

	for (char *word = strtok_r(words, " ", &rest); word; word = strtok_r(NULL, " ", &rest)) {
		char *equals = strchr(word, '=');

		*equals = '\0';
		if (!facts_set(&t->f, word, equals + 1, &t->e))
			fail_msg("%s", t->e.msg);
	}
}

static inline void
adds_up(const struct answer *a)
{
	struct share sum = { 0, 1 };

	for (int i = 0; i < a->count; i++) {
		const struct line *l = &a->lines[i];

		assert_true(l->den > 0);
		if (l->has_yen && l->kind != LINE_TOTAL)
			assert_true(fraction_add(sum, (struct share){ l->num, l->den }, &sum));
	}
	assert_int_equal(sum.den, 1);
	assert_int_equal(sum.num, a->yen);
}

/* Anew, with the facts of `text` only. */
static inline bool
prepare_facts(struct trial *t, const char *text)
{
	if (t->has_facts)
		facts_done(&t->f);
	t->has_facts = true;
	trial_ready(t->book);
	facts_init(&t->f, t->book, NULL);
	give_all(t, text);
	answer_clear(&t->a);
	return facts_complete(&t->f, &t->e);
}

static inline bool
ask(struct trial *t, const char *text)
{
	return prepare_facts(t, text) && ask_quote(&t->f, &t->a, &t->e);
}

static inline void
costs(struct trial *t, const char *text, int64_t yen)
{
	if (!ask(t, text))
		fail_msg("%s: %s", text, t->e.msg);
	if (t->a.yen != yen) {
		AUTO_STR lines = STR_INIT;

		answer_write(&t->a, &lines);
		fail_msg("%s: %d yen, not %d\n%s", text, (int)t->a.yen, (int)yen, str_text(&lines));
	}
	adds_up(&t->a);
}

static inline void
refuses(struct trial *t, const char *text, const char *sentence)
{
	if (ask(t, text))
		fail_msg("%s: not refused", text);
	assert_string_equal(t->e.msg, sentence);
}

/* profit +100%, outside x1.5, both when both. */
static inline struct adjust_group *
two_surcharges(struct trial *t, enum adjust_combine combine)
{
	struct adjust_group *g = trial_group(t->book, "surcharge", combine);
	struct adjust_rule *profit = trial_adjust(g, "profit", EFFECT_ADD, PERCENT(100));
	struct adjust_rule *outside = trial_adjust(g, "outside", EFFECT_RATE, PERCENT(150));

	trial_prices(t->book, BY_ROOM_AND_BAND, by_band[0]);
	trial_when(t->book, &profit->rule, trial_between(PROFIT, 1, 1));
	trial_when(t->book, &outside->rule, trial_between(OUTSIDE, 1, 1));
	return g;
}

#define BOTH "room=a day=2026-12-01 bands=morning profit=yes outside=yes"

#define TEST_ROW(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

#endif
