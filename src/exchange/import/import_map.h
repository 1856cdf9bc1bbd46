/*
 * import_map.h - which field each column of a file goes to: guessed from the
 * headings, corrected by the clerk, kept under a name. A kept mapping is itself
 * a CSV file of two columns, "heading" and "field", in UTF-8; no field means that
 * the column is not taken.
 */
/* SPDX-License-Identifier: MIT */
#ifndef EXCHANGE_IMPORT_IMPORT_MAP_H
#define EXCHANGE_IMPORT_IMPORT_MAP_H

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>

#include "base/arena.h"
#include "base/err.h"
#include "base/str.h"
#include "form/form.h"

#define IMPORT_NOT_TAKEN (-1)
/* Before a field's name in a mapping: joined to what another column gives it. */
#define IMPORT_JOINS '+'
/* The heading of the first part of a telephone number. */
#define IMPORT_AREA_CODE "市外局番"

struct import_vocabulary; /* import_guess.h */

struct import_map {
	const struct form *form;
	const char **headings; /* of the file's columns, trimmed */
	int *fields;           /* index of the form's field, or IMPORT_NOT_TAKEN */
	int count;
	int64_t line;          /* where the headings stand … */
	int rows;              /* … in one row, or in two, joined by a blank */
	struct arena arena;
	/* Decided by a person, never guessed: */
	bool reads_later;      /* a name stands for the reading that it needs and lacks */
	bool fills_signs;      /* a sign for the cell above is what that cell says */
};

/*
 * Guesses by the field's name, its labels in both languages, the headings that its
 * form names and the published ones of known files; import_guess.h says how. The
 * headings are taken to stand in one row, the first. `words` are those of the form.
 */
void import_map_init(struct import_map *m, const struct form *form,
		     const struct import_vocabulary *words, const char *const *headings, int count);
void import_map_done(struct import_map *m);

/* The first column that goes to the field, or -1. */
int import_map_column(const struct import_map *m, int field);
/* Does a column go to the field? */
bool import_map_is_taken(const struct import_map *m, int field);
/* The field for the reading that each new record needs, if the file has the name; or -1. */
int import_map_reading(const struct import_map *m);

/* The field whose own name the word is, or that a published file calls so; or IMPORT_NOT_TAKEN. */
int import_map_known(const struct form *form, const char *word);
/* The field of the form that a word names (its name, a label or a heading), or IMPORT_NOT_TAKEN. */
int import_map_field(const struct form *form, const char *word);

/* Are the headings those of a list that is published whole (the Cabinet Office's holidays)? */
bool import_map_is_published(const struct import_map *m);

/* May several columns be parts of the field: texts, choices, and the names of others. */
bool import_map_may_join(const struct import_map *m, int field);

/* Does a column before it go to the same field? */
bool import_map_is_later_part(const struct import_map *m, int column);

/* Must a new record be given the field, since nothing else fills it? */
bool import_map_needs(const struct import_map *m, int field);

/* Are these the words that stand over the column, in one of their rows? */
bool import_map_is_heading(const struct import_map *m, int column, const char *words);

/*
 * Gives the column (each, if several have the heading) to a field or to none, and
 * takes the field from any other column; with `joins` that keeps its part of it. False
 * when the file has no such heading.
 */
bool import_map_set(struct import_map *m, const char *heading, int field, bool joins);

/*
 * Lays a kept mapping over the guess. Headings that the file does not have are
 * left aside; a field that the form does not have is refused with its line.
 */
bool import_map_read(struct import_map *m, FILE *f, struct err *e);
/* The mapping as such a file. */
void import_map_write(const struct import_map *m, struct str *out);

/*
 * The fields by which rows of this form change records, unless another key is asked for;
 * empty, so that all rows are added, when no column goes to any of them.
 */
struct form_key import_map_key(const struct import_map *m);

/*
 * No field twice but in parts, at least one, what `key` needs among them (a part that may be
 * empty may be missing too) and, when all are added, every required field that
 * nothing else fills; but readings if they are typed later.
 */
bool import_map_check(const struct import_map *m, const struct form_key *key, struct err *e);

#endif
