/* output.c - see output.h. */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "command/output.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/utf8.h"
#include "form/type.h"

void
output_text(const char *text)
{
	output_text_to(stdout, text);
}

void
output_text_to(FILE *out, const char *text)
{
	AUTO_STR b = STR_INIT;
	for (const char *p = text; *p;) {
		size_t len = strcspn(p, "\n");
		AUTO_FREE char *line = mem_strndup(p, len);
		utf8_add_visible(&b, line);
		p += len;
		if (*p == '\n') {
			str_add_char(&b, '\n');
			p++;
		}
	}
	fwrite(str_text(&b), 1, b.len, out);
}

void
output_json_value(struct json *j, const struct form_field *field, const char *stored)
{
	char *end;
	long long number = stored ? strtoll(stored, &end, 10) : 0;
	bool is_number =
		stored && *stored && *end == '\0' && strcmp(field->type->column, "INTEGER") == 0;
	if (!stored)
		json_text(j, NULL);
	else if (is_number && field->type->kind == FIELD_BOOL)
		json_bool(j, number != 0);
	else if (is_number)
		json_int(j, number);
	else
		json_text(j, stored);
}
