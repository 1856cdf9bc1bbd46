/*
 * type_row.h - what the rows of the table in type.c are made of: the parsers and
 * formatters of type_*.c, and what they share. Private to src/form/.
 */
/* SPDX-License-Identifier: MIT */
#ifndef FORM_TYPE_ROW_H
#define FORM_TYPE_ROW_H

#include "form/type.h"

#define PARSE(name) \
	bool type_parse_##name(const struct form_field *field, const struct field_lookup *lookup, \
			       const char *typed, struct str *stored, struct err *e)
#define FORMAT(name) \
	void type_format_##name(const struct form_field *field, const struct field_lookup *lookup, \
				const char *stored, struct str *shown)
#define EDIT(name) \
	void type_edit_##name(const struct form_field *field, const struct field_lookup *lookup, \
			      const char *stored, struct str *text)

PARSE(text);
PARSE(kana);
PARSE(phone);
PARSE(postal);
PARSE(email);
PARSE(url);
PARSE(int);
PARSE(money);
PARSE(bool);
PARSE(date);
PARSE(time);
PARSE(datetime);
PARSE(choice);
PARSE(choices);
PARSE(ref);

FORMAT(text);
FORMAT(money);
FORMAT(bool);
FORMAT(date);
FORMAT(time);
FORMAT(datetime);
FORMAT(choice);
FORMAT(choices);
FORMAT(ref);

EDIT(text);
EDIT(time);
EDIT(datetime);
EDIT(choice);
EDIT(choices);
EDIT(ref);

/* What was typed, for a sentence: safe to show, cut when it is long. Lives as long as `b`. */
const char *type_quote(struct str *b, const char *typed);
/* A number that is stored as digits; false if it is not one. */
bool type_stored_number(const char *stored, int64_t *value);

#endif
