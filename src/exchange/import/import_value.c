/*
 * import_value.c - Excel counts days from 1900 and takes 1900 for a leap year, so
 * that its numbers are right from March 1900 on; a time is a fraction of a day.
 */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "exchange/import/import_value.h"

#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "base/typed.h"
#include "base/utf8.h"
#include "desk/record/disclose.h"
#include "exchange/import/import_cell.h"
#include "exchange/sheet/formula.h"

#define EXCEL_EPOCH 25569 /* the number of 1970-01-01 */
#define EXCEL_LEAST 10000 /* 1927; smaller ones are no dates that a ledger holds */
#define EXCEL_MOST  99999 /* 2173 */
#define DAY_MINUTES 1440
#define ANOTHER_DAY (-36525) /* a date that is another one from there has no whole year */

/* "45748", "45748.75", "0.75": the day's number (0 without one) and the minutes. */
static bool
read_serial(const char *text, int *day, int *minutes)
{
	const char *p = text;
	int digits = typed_number(&p, day);
	double part = 0, place = 0.1;
	if (digits == 0 || digits > 5)
		return false;
	if (*p == '.')
		for (p++; *p >= '0' && *p <= '9'; p++, place /= 10)
			part += (*p - '0') * place;
	*minutes = (int)(part * DAY_MINUTES + 0.5);
	return *p == '\0';
}

static bool
is_serial_day(int day)
{
	return day >= EXCEL_LEAST && day <= EXCEL_MOST;
}

static void
add_serial_day(struct str *b, int day)
{
	char iso[DATE_TEXT_SIZE];
	date_to_iso(day - EXCEL_EPOCH, iso);
	str_add(b, iso);
}

/* The number as a text that the field's type reads; false if it is none. */
static bool
serial_text(enum field_kind kind, const char *text, struct str *out)
{
	int day, minutes;
	if (!read_serial(text, &day, &minutes))
		return false;
	bool has_point = strchr(text, '.') != NULL;
	if (kind == FIELD_TIME && has_point && day == 0 && minutes <= DAY_MINUTES) {
		time_add(out, minutes);
		return true;
	}
	if (!is_serial_day(day) || minutes >= DAY_MINUTES || (kind == FIELD_DATE && minutes != 0) ||
	    kind == FIELD_TIME)
		return false;
	add_serial_day(out, day);
	if (kind == FIELD_DATETIME) {
		str_add_char(out, ' ');
		time_add(out, minutes);
	}
	return true;
}

/* " 0:00" and " 0:00:00", which Excel writes behind a day. */
static void
drop_midnight(struct str *text)
{
	static const char *const midnights[] = { " 0:00:00", " 00:00:00", " 0:00", " 00:00" };
	for (size_t i = 0; i < ARRAY_LEN(midnights); i++)
		if (str_ends(str_text(text), midnights[i])) {
			size_t len = strlen(midnights[i]);
			str_remove(text, text->len - len, len);
			return;
		}
}

/* Is it the same when read as if today were another day? One that is whole is. */
static bool
is_whole(const struct form_field *field, const struct field_lookup *lookup, const char *text,
	 const char *stored)
{
	struct field_lookup another = *lookup;
	AUTO_FREE char *again = NULL;
	another.today += ANOTHER_DAY;
	another.now = 0;
	return field_parse(field, &another, text, &again, NULL) && str_equal(again, stored);
}

static bool
refuse_day(const struct form_field *field, const char *text, struct err *e)
{
	AUTO_STR shown = STR_INIT;
	typed_add_shown(&shown, text);
	return err_set_field(e, ERR_INVALID, field->name,
			     _("%s: \"%s\" is no whole date, or no day of the calendar. Write "
			       "the year with its era or in four digits, the month and the day, "
			       "like 2026/11/20 or R8.11.20."),
			     field_label(field), str_text(&shown));
}

static bool
read_day(const struct form_field *field, const struct field_lookup *lookup, struct str *text,
	 char **stored, struct err *e)
{
	AUTO_FREE char *narrow = utf8_narrow(str_text(text));
	AUTO_STR day = STR_INIT;
	str_set(&day, narrow);
	str_trim(&day);
	AUTO_STR serial = STR_INIT;
	if (serial_text(field->type->kind, str_text(&day), &serial))
		return field_parse(field, lookup, str_text(&serial), stored, e);
	if (field->type->kind == FIELD_TIME)
		return field_parse(field, lookup, str_text(text), stored, e);
	if (field->type->kind == FIELD_DATE)
		drop_midnight(&day);
	if (field_parse(field, lookup, str_text(&day), stored, NULL) &&
	    (!*stored || is_whole(field, lookup, str_text(&day), *stored)))
		return true;
	auto_free(stored);
	*stored = NULL;
	return refuse_day(field, str_text(text), e);
}

/* A name that was hidden when the file was written is nobody's name. */
static bool
check_is_disclosed(const struct form_field *field, const char *cell, struct err *e)
{
	if (cell[0] == '(' && disclose_is_withheld_word(cell))
		return err_set_field(e, ERR_INVALID, field->name,
				     _("%s was withheld when the file was written. Enter this "
				       "record by hand."),
				     field_label(field));
	if (field->is_private && strstr(cell, FIELD_MASK))
		return err_set_field(e, ERR_INVALID, field->name,
				     _("%s was masked when the file was written. Whoever may "
				       "export personal data must write the file."),
				     field_label(field));
	return true;
}

static bool
read_text(const struct form_field *field, const struct field_lookup *lookup, struct str *text,
	  char **stored, struct err *e)
{
	enum field_kind kind = field->type->kind;
	if (kind == FIELD_DATE || kind == FIELD_DATETIME || kind == FIELD_TIME)
		return read_day(field, lookup, text, stored, e);
	return field_parse(field, lookup, str_text(text), stored, e);
}

/* Long ones are read as they are, as most cells of the largest ledgers may be. */
static bool
is_plain_text(const struct form_field *field, const char *cell)
{
	enum field_kind kind = field->type->kind;
	return (kind == FIELD_TEXT || kind == FIELD_NOTE || kind == FIELD_KANA) &&
	       cell[0] != '\'' && cell[0] != '=' && strlen(cell) > IMPORT_SIGN_MOST &&
	       !strpbrk(cell, "\r\n -\xEF");
}

bool
import_value(const struct form_field *field, const struct field_lookup *lookup, const char *cell,
	     char **stored, struct err *e)
{
	AUTO_STR plain = STR_INIT;
	AUTO_STR text = STR_INIT;
	struct err why = { 0 };
	*stored = NULL;
	if (cell[0] == '\0')
		return true;
	if (!check_is_disclosed(field, cell, e))
		return false;
	if (is_plain_text(field, cell))
		return field_parse(field, lookup, cell, stored, e);
	formula_unguard(&plain, cell);
	if (cell[0] == '\'' && plain.len < strlen(cell)) /* it is meant as it stands */
		return read_text(field, lookup, &plain, stored, e);
	if (!import_cell_read(field, str_text(&plain), &text, e))
		return false;
	if (text.len == 0 || read_text(field, lookup, &text, stored, &why))
		return true;
	if (import_cell_is_nothing(str_text(&text)))
		return true;
	if (e)
		*e = why;
	return false;
}
