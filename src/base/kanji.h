/*
 * kanji.h - kanji that are written in several forms: 髙 for 高, 澤 for 沢, 邊 and 邉 for
 * 辺. Who looks for a name seldom knows which of them its register has.
 */
/* SPDX-License-Identifier: MIT */
#ifndef BASE_KANJI_H
#define BASE_KANJI_H

#include <stdint.h>

/* The block in which nearly all kanji lie. */
#define KANJI_FIRST 0x4E00
#define KANJI_LAST  0x9FFF

/* For kanji_usual(): the usual form of each kanji of the block, 0 for most, which are it. */
extern const uint16_t kanji_usual_forms[KANJI_LAST - KANJI_FIRST + 1];
uint32_t kanji_usual_of_other(uint32_t cp);

/*
 * The form in which a search key has the character: mostly itself. A usual form is never
 * folded again. What it answers is part of every key in the databases that are there: whoever
 * changes it adds a migration as db/0013-search-forms.sql.
 */
static inline uint32_t
kanji_usual(uint32_t cp)
{
	if (cp < KANJI_FIRST || cp > KANJI_LAST)
		return kanji_usual_of_other(cp);
	uint16_t usual = kanji_usual_forms[cp - KANJI_FIRST];
	return usual != 0 ? usual : cp;
}

#endif
