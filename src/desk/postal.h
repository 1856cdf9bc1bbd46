/*
 * postal.h - postal codes (郵便番号): seven digits to the beginning of an
 * address. Japan Post's list is replaced as a whole; it holds nothing personal
 * and is no record of the desk's own, so that one audit row tells of it.
 */
/* SPDX-License-Identifier: MIT */
#ifndef DESK_POSTAL_H
#define DESK_POSTAL_H

#include <stdbool.h>
#include <stdint.h>

#include "base/err.h"
#include "base/str.h"
#include "desk/desk.h"

/*
 * Appends the address that belongs to a postal code, with or without its hyphen,
 * as far as all its places agree: "茨城県取手市白山", "茨城県取手市". False and
 * nothing when the list does not have it.
 */
bool postal_address(struct desk *d, const char *code, struct str *out);

/* How many places the list has; 0 before the first import. */
int64_t postal_count(struct desk *d);

struct postal_place {
	const char *code;       /* seven digits */
	const char *prefecture, *city;
	const char *town;       /* "" for the rest of a city */
	const char *kana;       /* full-width katakana of the whole */
};

struct postal_load;

/* Takes the turn to write and empties the list. Needs the rights code.add and code.change. */
struct postal_load *postal_load_begin(struct desk *d, struct err *e);
/* Gives up what was not committed: the old list stays. NULL is fine. */
void postal_load_end(struct postal_load *l);
/* A place that is there already is left out. */
bool postal_load_add(struct postal_load *l, const struct postal_place *place, struct err *e);
/* `reason` is for the audit. */
bool postal_load_commit(struct postal_load *l, const char *reason, int64_t *places, struct err *e);

#endif
