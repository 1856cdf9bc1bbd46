/*
 * json.c - writing JSON. Whatever utf8_is_unsafe() names is written as a \u escape:
 * the reader gets the character back, a terminal never sees it raw.
 */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "base/json.h"

#include <assert.h>
#include <inttypes.h>
#include <string.h>

#include "base/macros.h"
#include "base/utf8.h"

void
json_init(struct json *j, struct str *out)
{
	*j = (struct json){ .out = out };
}

/* Before an item: the comma after the item before it. */
static void
item(struct json *j)
{
	if (j->has_item[j->depth])
		str_add_char(j->out, ',');
	j->has_item[j->depth] = true;
}

static void
open_level(struct json *j, char bracket)
{
	item(j);
	str_add_char(j->out, bracket);
	j->depth++;
	assert((size_t)j->depth < ARRAY_LEN(j->has_item));
	j->has_item[j->depth] = false;
}

static void
close_level(struct json *j, char bracket)
{
	assert(j->depth > 0);
	j->depth--;
	str_add_char(j->out, bracket);
}

void
json_object(struct json *j)
{
	open_level(j, '{');
}

void
json_end_object(struct json *j)
{
	close_level(j, '}');
}

void
json_array(struct json *j)
{
	open_level(j, '[');
}

void
json_end_array(struct json *j)
{
	close_level(j, ']');
}

static void
add_escape(struct str *out, uint32_t unit)
{
	str_addf(out, "\\u%04" PRIx32, unit);
}

static void
add_char(struct str *out, uint32_t cp)
{
	static const char shorts[] = "\"\\\b\f\n\r\t", letters[] = "\"\\bfnrt";
	const char *found = cp > 0 && cp < 0x80 ? strchr(shorts, (int)cp) : NULL;
	if (found != NULL) {
		str_add_char(out, '\\');
		str_add_char(out, letters[found - shorts]);
	} else if (!utf8_is_unsafe(cp)) {
		utf8_add(out, cp);
	} else if (cp < 0x10000) {
		add_escape(out, cp);
	} else {
		add_escape(out, 0xD800 + ((cp - 0x10000) >> 10));
		add_escape(out, 0xDC00 + ((cp - 0x10000) & 0x3FF));
	}
}

/* Stands in a string as it is, as nearly every character does. */
static bool
is_plain(uint32_t cp)
{
	if (cp >= 0x80)
		return cp != UTF8_BAD && !utf8_is_unsafe(cp);
	return cp >= ' ' && cp < 0x7F && cp != '"' && cp != '\\';
}

static void
add_string(struct str *out, const char *text)
{
	const char *p = text, *end = text + strlen(text), *plain = text;
	str_add_char(out, '"');
	while (p < end) {
		const char *at = p;
		uint32_t cp = utf8_next(&p, end);
		if (is_plain(cp))
			continue;
		str_add_len(out, plain, (size_t)(at - plain));
		add_char(out, cp == UTF8_BAD ? 0xFFFD : cp);
		plain = p;
	}
	str_add_len(out, plain, (size_t)(end - plain));
	str_add_char(out, '"');
}

void
json_key(struct json *j, const char *key)
{
	item(j);
	add_string(j->out, key);
	str_add_char(j->out, ':');
	j->has_item[j->depth] = false; /* no comma between the key and its value */
}

void
json_text(struct json *j, const char *value)
{
	item(j);
	if (value == NULL)
		str_add(j->out, "null");
	else
		add_string(j->out, value);
}

void
json_int(struct json *j, int64_t value)
{
	item(j);
	str_addf(j->out, "%" PRId64, value);
}

void
json_bool(struct json *j, bool value)
{
	item(j);
	str_add(j->out, value ? "true" : "false");
}
