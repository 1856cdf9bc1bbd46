/*
 * type.c - the closed set of field types. Everything that differs between types
 * is in one row; nobody else asks which type a field has in order to decide how
 * its value is read or shown.
 */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "form/type.h"

#include <assert.h>
#include <string.h>

#include "form/type_row.h"

#define TEXT    .column = "TEXT"
#define INTEGER .column = "INTEGER"

/* clang-format off */
static const struct field_type types[] = {
	[FIELD_TEXT] = { FIELD_TEXT, "text", TEXT, .width = 30, .max = 100,
		.parse = type_parse_text, .format = type_format_text, .edit = type_edit_text },
	[FIELD_KANA] = { FIELD_KANA, "kana", TEXT, .width = 30, .max = 100,
		.parse = type_parse_kana, .format = type_format_text },
	[FIELD_NOTE] = { FIELD_NOTE, "note", TEXT, .width = 60, .max = 2000, .multi_line = true,
		.parse = type_parse_text, .format = type_format_text },
	[FIELD_INT] = { FIELD_INT, "int", INTEGER, .width = 8, .max = 16, .align_right = true,
		.parse = type_parse_int, .format = type_format_text },
	[FIELD_MONEY] = { FIELD_MONEY, "money", INTEGER, .width = 12, .max = 20,
		.align_right = true,
		.parse = type_parse_money, .format = type_format_money },
	[FIELD_DATE] = { FIELD_DATE, "date", TEXT, .width = 14, .max = 20,
		.parse = type_parse_date, .format = type_format_date },
	[FIELD_TIME] = { FIELD_TIME, "time", INTEGER, .width = 6, .max = 12,
		.parse = type_parse_time, .format = type_format_time, .edit = type_edit_time },
	[FIELD_DATETIME] = { FIELD_DATETIME, "datetime", TEXT, .width = 20, .max = 40,
		.parse = type_parse_datetime, .format = type_format_datetime,
		.edit = type_edit_datetime },
	[FIELD_BOOL] = { FIELD_BOOL, "bool", INTEGER, .width = 6, .max = 6, .has_candidates = true,
		.parse = type_parse_bool, .format = type_format_bool, .edit = type_format_bool },
	[FIELD_CHOICE] = { FIELD_CHOICE, "choice", TEXT, .width = 16, .max = 60,
		.has_candidates = true,
		.parse = type_parse_choice, .format = type_format_choice,
		.edit = type_edit_choice },
	[FIELD_CHOICES] = { FIELD_CHOICES, "choices", NULL, .width = 40, .max = 1000,
		.has_candidates = true,
		.parse = type_parse_choices, .format = type_format_choices,
		.edit = type_edit_choices },
	[FIELD_REF] = { FIELD_REF, "ref", INTEGER, .width = 24, .max = 100, .has_candidates = true,
		.parse = type_parse_ref, .format = type_format_ref, .edit = type_edit_ref },
	[FIELD_PHONE] = { FIELD_PHONE, "phone", TEXT, .width = 16, .max = 30,
		.parse = type_parse_phone, .format = type_format_text },
	[FIELD_POSTAL] = { FIELD_POSTAL, "postal", TEXT, .width = 10, .max = 8,
		.parse = type_parse_postal, .format = type_format_text },
	[FIELD_EMAIL] = { FIELD_EMAIL, "email", TEXT, .width = 30, .max = 254,
		.parse = type_parse_email, .format = type_format_text },
	[FIELD_URL] = { FIELD_URL, "url", TEXT, .width = 40, .max = 500,
		.parse = type_parse_url, .format = type_format_text },
};
/* clang-format on */
static_assert(ARRAY_LEN(types) == FIELD_KIND_COUNT, "every type has a row");

const struct field_type *
field_type_of(enum field_kind kind)
{
	assert(kind < FIELD_KIND_COUNT);
	return &types[kind];
}

const struct field_type *
field_type_find(const char *name)
{
	for (size_t i = 0; i < ARRAY_LEN(types); i++) {
		if (strcmp(types[i].name, name) == 0)
			return &types[i];
	}
	return NULL;
}
