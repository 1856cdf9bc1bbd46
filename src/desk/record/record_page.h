/*
 * record_page.h - how a list's pages are made. Private to record_list.c,
 * record_page.c, record_choose.c and record_words.c.
 */
/* SPDX-License-Identifier: MIT */
#ifndef DESK_RECORD_RECORD_PAGE_H
#define DESK_RECORD_RECORD_PAGE_H

#include "desk/record/record_list.h"
#include "desk/record/record_order.h"
#include "desk/record/record_query.h"

enum { RECORD_WORDS_MAX = 8, RECORD_EARLIER_MAX = 6 };

/* Which of the three ways a page is made in; the same rows come out of each. */
struct page_limits {
	int small;   /* a table of fewer records is always sorted, by all fields of its order */
	int few;     /* fewer records that fit the conditions are sorted */
	int sorted;  /* fewer records that may hold the words are sorted */
	int guesses; /* among fewer of them, the order's index is gone along; else the table walked
		      */
	int counted; /* records that may hold the words are counted so far */
	int walk;    /* records that a walk passes over before the index is gone along after all */
	int sample;  /* so many tell whether there are more than `guesses`; enough to count
			`counted` among them; 0: none do */
	int found;   /* fewer records that a word of the filter finds are told one by one */
};

/* The records that can fit the question. */
struct chosen {
	int64_t *ids;
	int count;
	bool is_all;          /* false: more than were read; the table has to be walked */
	bool is_guessed;      /* by the index of words, in the order of ids */
	bool words_are_found; /* false: the words are still to be looked for in each of them */
	int keys;             /* by how many fields the order goes */
};

/* What a list knows of its answer until the question or the data change. */
struct known {
	int64_t moment;  /* of the data */
	bool may_reveal; /* as it was then */
	int most;        /* how many ids were asked for; 0: nothing is known */
	struct chosen chosen;
	int64_t count; /* -1: not counted */
	bool at_least;
};

/* The same of a filter that was typed before this one: Backspace goes back to it. */
struct earlier {
	char *filter;
	struct known known;
};

/* How many there are when nothing is asked, which is what most questions go back to. */
struct whole {
	int64_t moment;
	int64_t count;
	bool all;
	bool is_known;
};

/* A word of the filter that a column shows as a choice's word or as another record's name. */
struct said {
	struct said_term {
		const char *before, *value, *after; /* "t.state = ", bound, "" */
	} *terms; /* one of them holds */
	int count, room;
	struct arena *arena; /* theirs: the list's */
};

struct record_list {
	struct desk *desk;
	const struct form *form;
	int *columns;
	int column_count;
	int *file_columns; /* record_list_file_fields() */
	int file_column_count;
	char *filter;
	char *words[RECORD_WORDS_MAX]; /* of the filter, folded: looked for in the index of words */
	int word_count;
	struct str needle; /* these words, a blank between them */
	struct said said[RECORD_WORDS_MAX]; /* the others: what a row shows of other records, too */
	int said_count;
	struct arena said_arena;
	int64_t said_moment; /* of the data when they were looked up */
	struct record_query query;
	int parent_field; /* -1: none */
	int64_t parent_id;
	bool all;
	bool may_reveal;
	struct record_order order;
	struct page_limits limits;
	struct known known;
	struct earlier earlier[RECORD_EARLIER_MAX]; /* the last one is the newest */
	int earlier_count;
	struct whole whole;
};

/* record_words.c: the words of the filter, and what each is to be looked for in. */
void record_words_read(struct record_list *l);
void record_words_forget(struct record_list *l);
/* Reads them again when the data have changed since. */
void record_words_refresh(struct record_list *l);
/* Appends " AND …" for those that the database decides. */
void record_words_add(const struct record_list *l, struct clause *c);

/* Is there a test that the database decides, besides the words of the index? */
bool record_list_asks_database(const struct record_list *l);

void chosen_done(struct chosen *c);
bool record_choose(struct record_list *l, struct chosen *c, struct err *e);
/*
 * The same for a page or a count, for which only few need to be looked at: guessed,
 * at least `most` of them if there are so many. The list's own, until the question
 * or the data change; NULL on failure.
 */
const struct chosen *record_guess(struct record_list *l, int most, struct err *e);
/* To be called by whatever changes the question, but for its filter. */
void record_forget(struct record_list *l);
/* The filter becomes a copy of `text`; what is known of those before it is kept for a while. */
void record_set_filter(struct record_list *l, const char *text);

/*
 * Appends " AND …": the tests on the row `t` that the database decides. Who may
 * not see withheld records cannot find them by asking, and never sees the
 * details of one. `walks`: the index belongs to the order.
 */
void record_list_add_tests(const struct record_list *l, bool walks, struct clause *c);
/* Does the record hold every word of the filter? */
bool record_list_holds(const struct record_list *l, int64_t id);
/* The tests that it cannot decide. */
bool record_list_fits(const struct record_list *l, int64_t id, bool words_are_found);
/* The list stands under a withheld record that the clerk may not see: it is empty. */
bool record_list_is_under_withheld(const struct record_list *l);

/* Rows of the order, in `arena`. */
struct rows {
	struct arena *arena;
	struct order_row *items;
	int count, room;
};

/*
 * How many of the chosen fit; no more than `most` are counted. Sets `*at_least`
 * when it did not look at all of them.
 */
int64_t record_count_chosen(const struct record_list *l, const struct chosen *c, int most,
			    bool *at_least);

/* A page: where it starts, which way it goes, how long it may be. */
struct page {
	const struct order_row *from; /* NULL: the first row, or the last */
	bool backward;
	int n;
	int budget;       /* rows that a walk may look at; 0 = any number */
	bool is_given_up; /* it was spent before the page was full */
	struct rows rows; /* in the list's order */
};
bool
record_page(const struct record_list *l, const struct chosen *c, struct page *p, struct err *e);

/* One record as a row of the list, disclosed; false when it is not there (any more). */
bool
record_list_row(const struct record_list *l, struct arena *a, int64_t id, struct record_row *out);

#endif
