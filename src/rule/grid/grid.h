/*
 * grid.h - a part of a rule book as a table: the entries of a section, the rules of a
 * group, the cells of a price table, the ways of a condition, what an example is given.
 * Rows, fields and what can stand in them follow from the vocabulary (words.h) alone, so
 * that a new word needs nothing here and nothing on a screen.
 */
/* SPDX-License-Identifier: MIT */
#ifndef RULE_GRID_GRID_H
#define RULE_GRID_GRID_H

#include "base/err.h"
#include "rule/tree.h"
#include "rule/words.h"

enum grid_kind {
	GRID_ROWS,   /* a list of groups of words */
	GRID_SINGLE, /* one group of words */
	GRID_WAYS,   /* a condition: facts, and a row for each way in which it holds */
	GRID_PRICES, /* a row of cells for each choice */
	GRID_PAIRS   /* facts or numbers, one row */
};

enum cell_kind {
	CELL_TEXT,
	CELL_PROSE,   /* a sentence */
	CELL_YES,
	CELL_ONE,     /* one of the choices */
	CELL_SEVERAL, /* any number of them */
	CELL_OPEN,    /* a text, or what one of the choices is called */
	CELL_TEXTS,   /* several such, with commas */
	CELL_RANGE,   /* numbers of a condition: "5", "5, 6", "10..19", ">10 <20" */
	CELL_GRID    /* a table of its own; as a text its YAML */
};

struct grid_field {
	const char *group;       /* the word in whose group it stands, or NULL */
	const char *word;        /* of the row, or of that group */
	const char *group_label; /* "" */
	const char *label;
	const char *owner;       /* for rule_value_label() */
	const struct rule_word *row; /* NULL: a fact, a price, a word that nobody knows */
	int fact;                /* whose choices stand there, or NONE */
	int cell;                /* GRID_PRICES: the position in the row, -1 its name; else -1 */
	enum cell_kind kind;
	int choice_count;        /* texts that can stand there by themselves, with their names */
	const struct choice *choices;
};

struct grid {
	struct arena *arena;
	const struct yaml_node *root;
	const struct book *facts; /* of book_facts_read(): those of `root` */
	enum rule_section section;
	struct tree_path path;
	enum grid_kind kind;
	const struct rule_words *words; /* of a row; NULL: none */
	bool entries;                   /* and those of every entry */
	const char *owner;
	const struct yaml_node *above;  /* the entry that it belongs to; NULL for a section */
	int row_count;
	int field_count;
	struct grid_field *fields;
};

/*
 * The table at a place of the file. What it points to lives in `a`, the tree and
 * `facts`. False where nothing in the vocabulary is a table, or its row is not there.
 */
bool grid_open(struct arena *a, const struct yaml_node *root, const struct book *facts,
	const struct tree_path *path, struct grid *out);

/* What stands in a field; NULL: nothing. */
const struct yaml_node *grid_cell(const struct grid *s, int row, const struct grid_field *f);
/* A word of the row, as `by_law`; "" when it has none. */
const char *grid_text(const struct grid *s, int row, const char *word);
/* Where the table of a CELL_GRID is. */
struct tree_path grid_below(const struct grid *s, int row, const struct grid_field *f);

/* --- as people read it --- */

/* What a row is called: its name, its code, its first words; "" for an empty one. */
void grid_add_name(const struct grid *s, int row, struct str *out);
void grid_add_words(const struct grid *s, int row, const struct grid_field *f,
	struct str *out);
/* The whole group in which a field stands. */
void grid_add_group(const struct grid *s, int row, const struct grid_field *f,
	struct str *out);
/* The sentence of the by-law that a row stands for: its own, else that of its entry; "". */
const char *grid_by_law(const struct grid *s, int row);

/* --- as it is changed --- */

/*
 * A field as it is stored by a form: of CELL_YES "1" or "0", of CELL_ONE a code, of
 * CELL_SEVERAL codes with commas, else what a clerk would type. Appends.
 */
void grid_add_stored(const struct grid *s, int row, const struct grid_field *f,
	struct str *out);
/* The other way round, NULL or "" being nothing; false with the sentence. */
bool grid_read(const struct grid *s, const struct grid_field *f, const char *stored,
	const struct yaml_node **out, struct err *e);

/*
 * Each answers with a new tree; `s` stays the table of the old one. A field that is
 * put as it was changes nothing. Rows: a new one before `at`, a copy of `row` behind it
 * (its code left out, for no two are the same), without `row`, `row` one up or down.
 */
const struct yaml_node *grid_put(const struct grid *s, int row, const struct grid_field *f,
	const struct yaml_node *value);
const struct yaml_node *grid_add_row(const struct grid *s, int at);
const struct yaml_node *grid_copy_row(const struct grid *s, int row);
const struct yaml_node *grid_take_row(const struct grid *s, int row);
const struct yaml_node *grid_move_row(const struct grid *s, int row, int step);
/* Has it rows to add and to take out at all. */
bool grid_has_rows(const struct grid *s);

#endif
