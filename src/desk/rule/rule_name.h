/*
 * rule_name.h - what the rule books call a code that a record holds: 夜間 for night.
 * For desk->lookup; it asks the rows and leaves the book that was asked for last alone.
 */
/* SPDX-License-Identifier: MIT */
#ifndef DESK_RULE_RULE_NAME_H
#define DESK_RULE_RULE_NAME_H

#include <stdbool.h>

#include "base/arena.h"
#include "base/str.h"
#include "desk/desk.h"

/*
 * Appends the name of `code` in `section` ("bands"), as the latest edition that has it
 * and is in force tells it. False, and nothing, where none has it, where it has no name,
 * and where the books of several sites call it differently. `ctx` is the desk.
 */
bool rule_name_add(void *ctx, const char *section, const char *code, struct str *out);

/*
 * The codes of a section that any edition calls so: `key` (utf8_search_key) is a part of the
 * name, or `whole` all of it. In `a`; how many.
 */
int rule_name_codes(struct desk *d, const char *section, const char *key, bool whole,
		    struct arena *a, const char ***out);

#endif
