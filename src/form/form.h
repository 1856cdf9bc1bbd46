/*
 * form.h - a record type as data: what forms/<name>.yaml says about one table.
 * From it come the entry screen, the list, query by example, CSV, the audit's
 * field names and the search index. docs/forms.md is the reference of the file.
 */
/* SPDX-License-Identifier: MIT */
#ifndef FORM_FORM_H
#define FORM_FORM_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/str.h"

struct field_type;   /* type.h */
struct field_lookup; /* type.h */

/* A text in both languages; lang_pick chooses. */
struct form_text {
	const char *ja;
	const char *en;
};

struct form_texts {
	const char **items;
	int count;
};

/* A bound of a number's value. */
struct form_limit {
	bool set;
	int64_t value;
};

struct form_field {
	const char *name; /* the column, also the name in commands and CSV mappings */
	struct form_text label;
	struct form_text help;  /* one or two sentences for F1 and the message line */
	const struct field_type *type;
	int width;              /* columns shown; the reader fills in the type's own */
	int max;                /* characters at most; the reader fills in the type's own */
	int rows;               /* lines shown: 1, of a note 4 unless the file says other */
	struct form_limit least; /* int, money: the file's min and max */
	struct form_limit most;
	bool required;
	bool unique;
	bool is_private;        /* personal data: masked in lists, views are audited */
	bool is_public_choice;  /* published only where the record's `public_fields` names it */
	bool search;            /* in the search index */
	bool read_only;         /* shown, never typed (numbers the program gives) */
	bool fixed;             /* typed for a new record only */
	bool filled;            /* left empty, one of the form's checks fills it in */
	bool kept;              /* the schema's triggers keep it (a sum): read, never written or
	                           audited; the reader makes it read_only and filled too */
	bool offered;           /* text: F4 offers words that the desk knows */
	const char *named_in;   /* text: the section of the rule book that names its codes */
	bool create;            /* ref: a name not found becomes a new record, see REF_NEW */
	const char *dflt;       /* as a clerk would type it ("today", "+1"), or NULL */
	const char *list;       /* choice, choices: the code list */
	const char *ref;        /* ref: the form that it points to */
	const char *link;       /* choices: the table (record_id, code, position) of them */
	const char *otherwise;  /* the field that a list shows where this one is empty, or NULL */
	const char *kana_of;    /* kana: the field whose reading this is */
	struct form_texts headings; /* what the lists of others call it, besides its label */
	int section;            /* index into sections; fields are in the order of the sections */
	int line, column;       /* where the file defines it */
};

struct form_section {
	const char *name;
	struct form_text label;
};

/* The fields that together tell a record from all others of its type. */
#define FORM_KEY_MOST 4
struct form_key {
	int fields[FORM_KEY_MOST]; /* indexes of fields */
	int count;                 /* 0: there is no such key */
};

/* A child form shown under the record, with the child's field that points back. */
struct form_detail {
	const char *form;
	const char *parent_field;
	struct form_text label;
};

struct form {
	const char *name;  /* "group" */
	const char *table; /* "civic_group" */
	struct form_text label;  /* "団体", "Group" */
	struct form_text plural; /* "団体一覧", "Groups" */
	const char *area;  /* whose matter it is: rights are "<area>.<act>" */
	const char *menu;  /* the menu that lists it ("main", "register", "settings"), or NULL */
	int menu_order;
	const char *title;   /* the field that names a record on screen ("name") */
	const char *number;  /* the field with its public number ("number"), or NULL */
	const char *series;  /* the number series that fills an empty `number`, or NULL */
	const char *public_fields; /* the choices field whose codes name what may be published */
	const char *withheld; /* the bool field that hides the record everywhere, or NULL */
	const char *parent;  /* for a detail: the field that points to its parent, or NULL */
	struct form_key key; /* by which the row of a file means a record that is there */

	struct form_section *sections; /* at least one; without sections in the file: "main" */
	int section_count;
	struct form_field *fields;
	int field_count;
	int *columns; /* indexes of the fields that a list shows, in order */
	int column_count;
	int *sort;    /* indexes of the fields that a list is sorted by at first */
	int sort_count;
	bool sort_descending;
	struct form_detail *details;
	int detail_count;
	const char **checks; /* names of checks that C provides (desk/record/record_check.c) */
	int check_count;
};

/* All record types of a run. */
struct form_set {
	struct arena arena;
	struct form **forms;
	int count;
};

/* One file's bytes, as compiled in (forms/ of the source) or read from <home>/forms/. */
struct form_file {
	const char *name; /* "group.yaml", shown in faults */
	const char *bytes;
	size_t len;
	const struct yaml_node *root; /* the same, read already; NULL: read the bytes */
};

/*
 * Reads all `files`; then lays a centre's own `overrides` over them (labels,
 * order, help, defaults, required, width, columns; a changed table, type or
 * check is a fault). NULL when there was a fault; `faults` then holds every one
 * of every file, a line each. Caller frees with form_set_free.
 */
struct form_set *form_set_read(const struct form_file *files, int count,
			       const struct form_file *overrides, int override_count,
			       struct str *faults);
void form_set_free(struct form_set *set);

/* NULL if there is none. */
const struct form *form_find(const struct form_set *set, const char *name);
const struct form *form_find_table(const struct form_set *set, const char *table);
int form_field_index(const struct form *form, const char *name); /* -1 if there is none */
const struct form_field *form_field_find(const struct form *form, const char *name);

/* Has it a field that a clerk fills in? A receipt has none: an act makes it. */
bool form_is_typed(const struct form *form);

const char *form_label(const struct form *form);
const char *form_plural(const struct form *form);
const char *field_label(const struct form_field *field);
/* The index of the field that a list shows where this one is empty, or -1. */
int form_otherwise(const struct form *form, int field);
/* What a list's column of the field is headed by: its section, where another may stand in. */
const char *field_heading(const struct form *form, const struct form_field *field);
const char *field_help(const struct form_field *field); /* never NULL */

/* A column of a table as the schema has it. */
struct form_column {
	const char *name;
	const char *type; /* "TEXT", "INTEGER" */
	bool not_null;
	bool primary_key;
	bool has_default;
	const char *references; /* the table of the foreign key, or NULL */
};

/* Compares a form with its table. Adds to `findings`, one a line. */
void form_check(const struct form *form, const struct form_set *set,
		const struct form_column *columns, int count, struct str *findings);

/*
 * Defaults that need the desk's words (a code, a record) and cannot be read with
 * them. The reader has read all others.
 */
void form_check_defaults(const struct form *form, const struct field_lookup *lookup,
			 struct str *findings);

/* A starting form file; it reads back without a fault beside the forms it refers to. */
void form_scaffold(const char *table, const struct form_column *columns, int count,
		   struct str *out);

#endif
