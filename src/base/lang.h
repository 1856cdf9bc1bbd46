/*
 * lang.h - the language of a run, chosen once from the environment: the first
 * word of LANGUAGE, else LC_ALL, LC_MESSAGES, LANG. "ja…", "C", "POSIX",
 * "C.UTF-8" or nothing at all mean Japanese; anything else means English.
 * The character set is always UTF-8, whatever the locale says.
 */
/* SPDX-License-Identifier: MIT */
#ifndef BASE_LANG_H
#define BASE_LANG_H

#include <stdbool.h>

/*
 * Sets the locale (C.UTF-8; where the system has none, the environment's),
 * LANGUAGE, and the catalogue of the program. `localedir` holds
 * ja/LC_MESSAGES/madoguchi.mo. Call once, from main.
 */
void lang_init(const char *localedir);

/* True when the language of the run is Japanese; false before lang_init(). */
bool lang_is_ja(void);

/*
 * Speaks the other language for a while, as a paper does that is not for the clerk; what was
 * said before stays as it is. Give back what lang_is_ja() was.
 */
void lang_use(bool ja);

/* `ja` or `en`, by the language of the run; the other one when that is NULL. */
const char *lang_pick(const char *ja, const char *en);

#endif
