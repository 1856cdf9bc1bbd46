/* csv.c - see csv.h. */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "exchange/sheet/csv.h"

#include <string.h>

void
csv_add_field(struct str *b, const char *text)
{
	if (!text)
		return;
	size_t len = strlen(text);
	bool quoted =
		strpbrk(text, "\",\r\n") || (len > 0 && (text[0] == ' ' || text[len - 1] == ' '));
	if (!quoted) {
		str_add_len(b, text, len);
		return;
	}
	str_add_char(b, '"');
	for (const char *p = text; *p; p++) {
		if (*p == '"')
			str_add_char(b, '"');
		str_add_char(b, *p);
	}
	str_add_char(b, '"');
}

void
csv_add_record(struct str *b, const char *const *fields, int count, const char *end)
{
	for (int i = 0; i < count; i++) {
		if (i > 0)
			str_add_char(b, ',');
		csv_add_field(b, fields[i]);
	}
	str_add(b, end);
}
