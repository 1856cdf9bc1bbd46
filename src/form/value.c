/*
 * value.c - the door of a field: everything that becomes a stored value, from the
 * keyboard, the command line or an import, passes field_parse.
 */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "base/utf8.h"
#include "form/type.h"

#define IDEOGRAPHIC 0x3000 /* the blank of Japanese text, which stays */
#define CITY_REACH 12 /* characters in which the name of a city ends */

static const struct field_lookup no_lookup;

/* Line ends of other systems, tabs and blanks of web pages, which people paste and nobody sees. */
static void
plain_blanks(struct str *text)
{
	const char *p = text->s, *end = p + text->len;
	size_t to = 0;
	while (p < end) {
		const char *at = p;
		uint32_t cp = utf8_next(&p, end);
		if (cp == '\r' && *p == '\n')
			continue;
		size_t len = (size_t)(p - at);
		if (cp == '\r') {
			text->s[to++] = '\n';
		} else if (cp == '\t' || (len > 1 && cp != IDEOGRAPHIC && utf8_is_blank(cp))) {
			text->s[to++] = ' ';
		} else {
			memmove(text->s + to, at, len);
			to += len;
		}
	}
	text->s[to] = '\0';
	text->len = to;
}

static bool
is_clean(const struct form_field *field, const struct str *text, struct err *e)
{
	struct err why;
	if (utf8_check_text(str_text(text), field->type->multi_line, &why))
		return true;
	return err_set_field(e, why.code, field->name, "%s: %s", field_label(field), why.msg);
}

static bool
is_short_enough(const struct form_field *field, const struct str *stored, struct err *e)
{
	int max = field->max > 0 ? field->max : field->type->max;
	if (stored->len <= (size_t)max) /* bytes, of which there are never fewer */
		return true;
	int count = (int)utf8_count(str_text(stored));
	if (count <= max)
		return true;
	return err_set_field(e, ERR_INVALID, field->name,
			     _("%s: at most %d characters can be kept here, and these are %d. "
			       "Please shorten the text."),
			     field_label(field), max, count);
}

/* What plain text never needs: checked, and brought to the one way in which it is stored. */
static bool
settle(const struct form_field *field, struct str *text, struct err *e)
{
	plain_blanks(text);
	if (!is_clean(field, text, e))
		return false;
	AUTO_FREE char *composed = utf8_compose(str_text(text));
	str_set(text, composed);
	return true;
}

bool
field_parse(const struct form_field *field, const struct field_lookup *lookup, const char *typed,
	    char **stored, struct err *e)
{
	AUTO_STR text = STR_INIT;
	AUTO_STR value = STR_INIT;
	*stored = NULL;
	if (str_is_empty(typed))
		return true;
	str_add(&text, typed);
	if (!utf8_is_plain(typed) && !settle(field, &text, e))
		return false;
	str_trim(&text);
	if (text.len == 0)
		return true;
	if (!field->type->parse(field, lookup ? lookup : &no_lookup, text.s, &value, e) ||
	    !is_short_enough(field, &value, e))
		return false;
	*stored = str_take(&value);
	return true;
}

void
field_format(const struct form_field *field, const struct field_lookup *lookup, const char *stored,
	     struct str *shown)
{
	if (stored)
		field->type->format(field, lookup ? lookup : &no_lookup, stored, shown);
}

void
field_edit_text(const struct form_field *field, const struct field_lookup *lookup,
		const char *stored, struct str *text)
{
	if (!stored)
		return;
	if (field->type->edit)
		field->type->edit(field, lookup ? lookup : &no_lookup, stored, text);
	else
		str_add(text, stored);
}

/* Byte length up to the end of the city's name ("ひばり市", "四日市市", "港区"), or 0. */
static size_t
city_length(const char *address)
{
	const char *p = address, *end = address + strlen(address);
	size_t town = 0;
	for (int i = 0; i < CITY_REACH && p < end; i++) {
		uint32_t cp = utf8_next(&p, end);
		size_t len = (size_t)(p - address);
		if (i == 0)
			continue;
		if (cp == 0x5E02) /* 市 */
			return str_starts(p, "市") ? len + strlen("市") : len;
		if (cp == 0x533A) /* 区 */
			return len;
		if (town == 0 && (cp == 0x753A || cp == 0x6751)) /* 町 村 */
			town = len;
	}
	return town;
}

void
field_mask(const struct form_field *field, const char *stored, struct str *shown)
{
	if (!stored)
		return;
	if (field->type->kind == FIELD_PHONE) {
		size_t number = strcspn(stored, " ");
		str_add(shown, FIELD_MASK);
		if (number > 2)
			str_add_len(shown, stored + number - 2, 2);
		return;
	}
	if (field->type->kind == FIELD_TEXT && str_ends(field->name, "address"))
		str_add_len(shown, stored, city_length(stored));
	str_add(shown, FIELD_MASK);
}
