/* xlsx_row.c - see xlsx_row.h. */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "exchange/sheet/xlsx_row.h"

#include <stdio.h>
#include <string.h>

#include "base/utf8.h"

#define LETTERS 26

/* Control characters, which XML does not hold, are written by their code: _x001B_. */
static bool
is_control(unsigned char c)
{
	return c < ' ' && c != '\t' && c != '\n';
}

static bool
is_special(unsigned char c)
{
	return c == '&' || c == '<' || c == '>' || is_control(c);
}

static void
add_special(struct str *xml, unsigned char c)
{
	switch (c) {
	case '&':
		str_add(xml, "&amp;");
		break;
	case '<':
		str_add(xml, "&lt;");
		break;
	case '>':
		str_add(xml, "&gt;");
		break;
	default:
		str_addf(xml, "_x%04X_", c);
		break;
	}
}

static void
add_escaped(struct str *xml, const char *text, size_t len)
{
	size_t from = 0;
	for (size_t i = 0; i < len; i++) {
		if (!is_special((unsigned char)text[i]))
			continue;
		str_add_len(xml, text + from, i - from);
		add_special(xml, (unsigned char)text[i]);
		from = i + 1;
	}
	str_add_len(xml, text + from, len - from);
}

/* <c r="AB12 */
static void
add_place(const struct xlsx_row *r, int column)
{
	char place[32] = "<c r=\"";
	char letters[4];
	size_t len = strlen(place), count = 0;
	for (int left = column + 1; left > 0; left = (left - 1) / LETTERS)
		letters[count++] = (char)('A' + (left - 1) % LETTERS);
	while (count > 0)
		place[len++] = letters[--count];
	memcpy(place + len, r->digits, r->digit_count);
	str_add_len(r->xml, place, len + r->digit_count);
}

void
xlsx_row_begin(struct xlsx_row *r, struct str *xml, uint32_t number)
{
	*r = (struct xlsx_row){ .xml = xml };
	int count = snprintf(r->digits, sizeof(r->digits), "%u", (unsigned)number);
	r->digit_count = (size_t)count;
	str_addf(xml, "<row r=\"%s\">", r->digits);
}

void
xlsx_row_end(struct xlsx_row *r)
{
	str_add(r->xml, "</row>");
}

/* What XML may drop at the ends of a text. */
static bool
is_blank(char c)
{
	return c == ' ' || (c >= '\t' && c <= '\r');
}

bool
xlsx_row_text(struct xlsx_row *r, int column, const char *text, size_t len)
{
	if (len > XLSX_TEXT_MAX && utf8_count(text) > XLSX_TEXT_MAX)
		return false;
	bool is_open = len > 0 && (is_blank(text[0]) || is_blank(text[len - 1]));
	add_place(r, column);
	str_add(r->xml, "\" t=\"inlineStr\"><is>");
	str_add(r->xml, is_open ? "<t xml:space=\"preserve\">" : "<t>");
	add_escaped(r->xml, text, len);
	str_add(r->xml, "</t></is></c>");
	return true;
}

void
xlsx_row_number(struct xlsx_row *r, int column, const char *digits, int style)
{
	add_place(r, column);
	if (style != 0)
		str_addf(r->xml, "\" s=\"%d", style);
	str_add(r->xml, "\"><v>");
	str_add(r->xml, digits);
	str_add(r->xml, "</v></c>");
}
