/*
 * form_word.h - the vocabulary of form files as rows: a word, what kind of value
 * it takes, where in the struct the value goes. One function reads any group of
 * words by its rows and names what is wrong; nothing else in this floor compares
 * words of a file. Private to src/form/.
 */
/* SPDX-License-Identifier: MIT */
#ifndef FORM_FORM_WORD_H
#define FORM_FORM_WORD_H

#include <stdbool.h>
#include <stddef.h>

#include "form/form.h"
#include "form/nearest.h"
#include "form/yaml.h"

enum word_kind {
	WORD_NAME,   /* const char *: [a-z_][a-z0-9_]* */
	WORD_TEXT,   /* const char *: any text */
	WORD_BOTH,   /* struct form_text: a text in both languages */
	WORD_YES,    /* bool */
	WORD_NUMBER, /* int, from low to high */
	WORD_LIMIT,  /* struct form_limit */
	WORD_TEXTS,  /* struct form_texts: a list of texts */
	WORD_BELOW,  /* a list or a group that the caller reads */
};

struct word {
	const char *name;
	enum word_kind kind;
	size_t at;      /* offset in the struct that is filled; WORD_BELOW: not used */
	bool needed;
	bool site;      /* a centre's own file may hold it */
	bool may_be_empty; /* WORD_TEXT: "" is a value too */
	unsigned types; /* of a field: the types for which it has a meaning, a bit each; 0 = all */
	int low, high;
};

/* A file that is being read, and the form that it fills. */
struct form_reader {
	struct arena *a;
	struct faults *faults;
	const struct yaml_node *root;
	struct form *form;
	bool site; /* a centre's own file over a form that is there already */
};

/* A group of words in the file: who it belongs to, for the sentences. */
struct word_group {
	const struct word *words;
	int word_count;
	const char *owner;             /* "phone", "list"; NULL for the file itself */
	const struct yaml_node *where; /* faults of the whole are shown here */
	const struct yaml_node *map;
	unsigned type;                 /* bit of the field's type, 0 if it is not a field */
};

/* Reads the words of `group` into `target`; every fault is added. */
void words_read(struct form_reader *r, const struct word_group *group, void *target);

/* Each adds a fault, naming `word`, and returns false when `node` is no such thing. */
bool word_is_text(struct form_reader *r, const char *word, const struct yaml_node *node);
bool word_is_list(struct form_reader *r, const char *word, const struct yaml_node *node);
bool word_is_map(struct form_reader *r, const char *word, const struct yaml_node *node);
/* The name; NULL after a fault. */
const char *word_identifier(struct form_reader *r, const struct yaml_node *node);

/* Where there is no field `node->text` in `form`. */
void fault_no_field(struct form_reader *r, const struct form *form, const struct yaml_node *node);

#endif
