/*
 * type.h - the closed set of field types: text, kana, note, int, money, date,
 * time, datetime, bool, choice, choices, ref, phone, postal, email, url. Each
 * is one row of a table. A value has two forms: *stored* (canonical text, as in
 * the database; NULL = nothing) and *shown* (what a clerk reads). What a clerk
 * typed becomes a stored value through `parse`, or a sentence.
 */
/* SPDX-License-Identifier: MIT */
#ifndef FORM_TYPE_H
#define FORM_TYPE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/date.h"
#include "base/err.h"
#include "base/str.h"
#include "form/form.h"

enum field_kind {
	FIELD_TEXT,
	FIELD_KANA,
	FIELD_NOTE,
	FIELD_INT,
	FIELD_MONEY,
	FIELD_DATE,
	FIELD_TIME,
	FIELD_DATETIME,
	FIELD_BOOL,
	FIELD_CHOICE,
	FIELD_CHOICES,
	FIELD_REF,
	FIELD_PHONE,
	FIELD_POSTAL,
	FIELD_EMAIL,
	FIELD_URL,
	FIELD_KIND_COUNT
};

/*
 * What a type needs from outside: the words of code lists and of referred
 * records, which the desk supplies. Strings that are returned live until the
 * next call.
 */
struct field_lookup {
	void *ctx;
	day_num today;
	int64_t now; /* the instant that "now" means; 0 = not known */
	/* A code's word, or NULL if the list has no such code. */
	const char *(*code_word)(void *ctx, const char *list, const char *code);
	/* The code that a typed code, word, or unambiguous part of a word means, or NULL. */
	const char *(*code_find)(void *ctx, const char *list, const char *typed);
	/* Appends the words for a code of a section (`named_in`); false if none. May be NULL. */
	bool (*add_rule_name)(void *ctx, const char *section, const char *code, struct str *out);
	/* A referred record's title, hidden if it is withheld; NULL if there is no such id. */
	const char *(*ref_title)(void *ctx, const char *form, int64_t id);
	/* The id that a typed id, number or exact title means; 0 if none, -1 if several. */
	int64_t (*ref_find)(void *ctx, const char *form, const char *typed);
};

/*
 * The stored value of a ref field with `create` whose typed name was not found:
 * this sign and the name ("+田中一郎"). Saving makes the record and puts its id.
 */
#define REF_NEW '+'

struct field_type {
	enum field_kind kind;
	const char *name;      /* in form files */
	const char *column;    /* "TEXT" or "INTEGER"; NULL for choices, which has a table */
	int width;             /* columns by default */
	int max;               /* characters by default */
	bool align_right;
	bool multi_line;
	bool has_candidates;   /* F4 offers a list */
	/* Typed text (never empty, trimmed, composed) to the stored value; false and a sentence. */
	bool (*parse)(const struct form_field *field, const struct field_lookup *lookup,
		      const char *typed, struct str *stored, struct err *e);
	/* The stored value (never NULL) as shown in forms, lists and papers. */
	void (*format)(const struct form_field *field, const struct field_lookup *lookup,
		       const char *stored, struct str *shown);
	/* The stored value as typed: parse gives it back. NULL: it is the stored text itself. */
	void (*edit)(const struct form_field *field, const struct field_lookup *lookup,
		     const char *stored, struct str *text);
};

const struct field_type *field_type_find(const char *name); /* NULL if the set has no such type */
const struct field_type *field_type_of(enum field_kind kind);

/*
 * Stored forms: bool "0" "1"; int and money digits; date 'YYYY-MM-DD'; time
 * minutes of the day; datetime an instant; choice a code; choices codes with
 * commas, the main one first; ref an id; all others the text.
 *
 * The door of a field: trims, composes, checks the characters and the length,
 * then parses. Empty text gives NULL in *stored. `e->field` is the field's name
 * and the sentence names its label. `required` is not asked here. Caller frees.
 */
bool field_parse(const struct form_field *field, const struct field_lookup *lookup,
		 const char *typed, char **stored, struct err *e);

/* Appends the shown form; nothing for NULL. */
void field_format(const struct form_field *field, const struct field_lookup *lookup,
		  const char *stored, struct str *shown);

/* What the editor starts with when a stored value is changed ("2400", "2026-11-20" as typed). */
void field_edit_text(const struct form_field *field, const struct field_lookup *lookup,
		     const char *stored, struct str *text);

/* What stands where a private value was. */
#define FIELD_MASK "＊＊"

/*
 * A private value in a list: the last two digits of a phone, the city of a text
 * whose field is named ...address, else "＊＊" (two columns each in every terminal).
 */
void field_mask(const struct form_field *field, const char *stored, struct str *shown);

#endif
