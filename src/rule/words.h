/*
 * words.h - the vocabulary of a rule book as rows: the sections, the words that
 * the entries of each may hold, what kind of value a word takes and where in the
 * struct it goes. The reader, the canonical writer, the test of docs/rules.md and
 * the screens all go by these rows; a new word is a row and a member of book.h.
 */
/* SPDX-License-Identifier: MIT */
#ifndef RULE_WORDS_H
#define RULE_WORDS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "rule/book.h"

struct rule_reader;
struct yaml_node;

enum takes {
	TAKES_CODE,      /* const char *: [a-z_][a-z0-9_]* */
	TAKES_TEXT,      /* const char * */
	TAKES_YES,       /* bool */
	TAKES_EITHER,    /* bool: the second of two names */
	TAKES_ONE,       /* an enum: the position in names */
	TAKES_FLAGS,     /* unsigned: a bit for each of the names that a list has */
	TAKES_NUMBER,    /* int, from low to high */
	TAKES_YEN,       /* int64_t, from low to high */
	TAKES_SHARE,     /* struct share: 150%, 2/3 */
	TAKES_TIME,      /* int: minutes of the day */
	TAKES_SPAN,      /* struct time_span: 09:00-12:00 */
	TAKES_DAY,       /* day_num: 2026-04-01 */
	TAKES_MONTH_DAY, /* int: 1 to 31 or last */
	TAKES_CHOICES,   /* struct choice_set of `fact` */
	TAKES_PER,       /* struct per_unit: band, "30 minutes" */
	TAKES_PART,      /* struct per_unit: started, free, "from 30 minutes" */
	TAKES_MOMENT,    /* struct moment */
	TAKES_CONDITION, /* struct condition */
	TAKES_GROUP,     /* a struct in the struct: the words in `inner` */
	TAKES_OTHER      /* what `read` makes of it; `at` is not used */
};

/* How a word that TAKES_OTHER is written, for who shows it and changes it. */
enum rule_shape {
	SHAPE_TEXT,      /* one text */
	SHAPE_TEXTS,     /* a text, or a list of them */
	SHAPE_CONDITION, /* as `when` */
	SHAPE_LIST,      /* a list of groups with the words in `inner`, or one of them */
	SHAPE_PRICES,    /* a row of cells for each choice */
	SHAPE_NUMBERS,   /* a number for each choice */
	SHAPE_FACTS      /* facts, and the words in `names` */
};

/* Reads the value of a word into `entry`, the struct that the words fill; adds every fault. */
typedef void rule_read_fn(struct rule_reader *r, const struct yaml_node *node, void *entry);

struct rule_word {
	const char *name;
	enum takes takes;
	size_t at;                /* offset in the struct */
	bool needed;
	bool block;               /* written one item to a line */
	bool entries;             /* its items have the words of every entry too */
	int64_t low, high;
	const char *const *names; /* until NULL; "" stands for what has no name */
	int fact;
	const struct rule_words *inner; /* words of the group, or of each item of a list */
	rule_read_fn *read;
	enum rule_shape shape;
	enum rule_section codes; /* its texts are codes of this section, RULE_FACTS: facts of
	                            every book too; RULE_BOOK: of none */
	const char *codes_by;    /* they are choices of the fact that this word beside it names */
	bool siblings;           /* they are codes of rows of the same list */
	bool open;               /* texts other than `names` and codes can stand there too */
	bool prose;              /* a sentence */
};

struct rule_words {
	const struct rule_word *words;
	int count;
};

#define RULE_WORDS(table) { (table), (int)ARRAY_LEN(table) }

struct rule_section_row {
	const char *name;
	struct rule_words own;   /* beside those of every entry */
	bool single;             /* one map, not a list of entries */
	bool needs_code;
	size_t size;             /* of an entry */
	size_t at, count_at;     /* in struct book: the array and its count; the struct itself */
	rule_read_fn *begin;     /* what holds when the book does not say; may be NULL */
	rule_read_fn *end;       /* what words say together; NULL. `node`: the entry */
};

const struct rule_section_row *rule_section_row(enum rule_section s);
/* code, name, by_law, note, valid, when, unless. */
const struct rule_words *rule_common_words(void);
/* The words of a moment ("months", "if_closed"). */
const struct rule_words *rule_moment_words(void);
/* The row of a word, or NULL. */
const struct rule_word *rule_word_find(const struct rule_words *words, const char *name);
/*
 * The texts that can stand there by themselves, until NULL; NULL when it has none. One
 * with a number ("30 minutes") stands for any number.
 */
const char *const *rule_word_names(const struct rule_word *w);
/* The section of that name, or RULE_SECTION_COUNT. */
enum rule_section rule_section_find(const char *name);

#endif
