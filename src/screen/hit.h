/*
 * hit.h - a found record in words that tell it apart from another of its name: on the
 * command line, and wherever one of several is chosen.
 */
/* SPDX-License-Identifier: MIT */
#ifndef SCREEN_HIT_H
#define SCREEN_HIT_H

#include "base/arena.h"
#include "desk/record/find.h"
#include "screen/app.h"

/* "団体 G-0109 おもちゃ病院こだま", in `a`. `r` is the record, or NULL: then without its number. */
const char *hit_words(struct arena *a, const struct find_hit *hit, const struct record *r);

/*
 * "林美咲  …31": what the list of the type shows beside number and name, masked as there, in
 * `a`. What matched stands first, unless it is among that, or the name itself.
 */
const char *hit_details(struct app *app, struct arena *a, const struct find_hit *hit,
			const struct record *r);

#endif
