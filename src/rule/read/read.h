/*
 * read.h - a rule book's file: read with every fault at its place, and written
 * back. What was written reads back the same, byte for byte.
 */
/* SPDX-License-Identifier: MIT */
#ifndef RULE_READ_READ_H
#define RULE_READ_READ_H

#include <stddef.h>

#include "form/faults.h"
#include "form/yaml.h"
#include "rule/book.h"

/*
 * The book; NULL after adding at least one fault. All faults of a file are
 * named at once: unknown words (with the nearest known one), codes that refer to
 * nothing, values out of range. Whether the rules cover everything is
 * book_check() (check.h). At most 1 MiB.
 */
struct book *book_read(const char *file, const char *bytes, size_t len, struct faults *f);
/*
 * The same of an edition that was kept: it was whole when it was loaded, and a word that
 * says nothing where it stands, which a later version of the program no longer takes,
 * must not shut it.
 */
struct book *book_read_kept(const char *file, const char *bytes, size_t len, struct faults *f);

/*
 * A book that has nothing but the facts that a file declares and those of every book,
 * with their choices; never NULL, whatever else is wrong in the tree. It borrows from it.
 */
struct book *book_facts_read(const struct yaml_node *root);

/*
 * One entry of a section as canonical YAML (its words in the vocabulary's order),
 * and the file as a whole made of entries. The store keeps entries as this text.
 */
struct book_entry {
	enum rule_section section;
	const char *code;    /* "" when it has none */
	const char *text;    /* "- code: ...\n  name: ...\n", as it stands in the file */
};
/* The entries of a file, in its order; NULL after a fault. In `a`. */
struct book_entry *book_entries(struct arena *a, const char *bytes, size_t len, int *count,
	struct faults *f);
/* The same out of a tree (form/yaml.h). */
struct book_entry *book_tree_entries(struct arena *a, const struct yaml_node *root, int *count,
	struct faults *f);
/* A value as it stands on one line: "{from: 5, to: 9}". */
void book_value_write(const struct yaml_node *node, struct str *out);
/* The canonical file of these entries. */
void book_write(const struct book_entry *entries, int count, struct str *out);

const char *rule_section_name(enum rule_section s); /* "closings" */
/*
 * Does calendar_day() (rule/ask.h) ask the section, or name what it holds? A file of these
 * sections alone reads, and answers for every day as the whole one does.
 */
bool rule_section_is_of_calendar(enum rule_section s);

#endif
