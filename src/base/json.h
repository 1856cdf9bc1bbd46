/*
 * json.h - writing JSON, for the audit's details and for --json. Reading is
 * SQLite's (json_each), or a test's.
 */
/* SPDX-License-Identifier: MIT */
#ifndef BASE_JSON_H
#define BASE_JSON_H

#include <stdbool.h>
#include <stdint.h>

#include "base/str.h"

/* Keeps the commas right; nest at most 32 deep. Strings are UTF-8, escaped as RFC 8259 asks. */
struct json {
	struct str *out;
	int depth;
	bool has_item[32];
};

void json_init(struct json *j, struct str *out);
void json_object(struct json *j);
void json_end_object(struct json *j);
void json_array(struct json *j);
void json_end_array(struct json *j);
void json_key(struct json *j, const char *key);
void json_text(struct json *j, const char *value); /* NULL gives null */
void json_int(struct json *j, int64_t value);
void json_bool(struct json *j, bool value);

#endif
