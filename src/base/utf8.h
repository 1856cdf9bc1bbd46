/*
 * utf8.h - text as bytes, code points, grapheme clusters and columns. "length"
 * is bytes, "count" is code points, "width" is terminal columns; a cluster is
 * what a reader calls one character (か + dakuten, 葛 + variation selector;
 * half-width ﾞ and ﾟ have cells of their own and are clusters of their own).
 * Widths are wcwidth()'s, as ncurses uses it; characters of ambiguous width
 * count 2 after utf8_set_ambiguous_wide(true).
 */
/* SPDX-License-Identifier: MIT */
#ifndef BASE_UTF8_H
#define BASE_UTF8_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/err.h"
#include "base/str.h"

#define UTF8_BAD 0xFFFFFFFFu

/*
 * Reads one code point at *p (which is before `end`) and moves *p past it.
 * Broken, overlong or surrogate bytes give UTF8_BAD and move by one byte.
 */
uint32_t utf8_next_any(const char **p, const char *end);

/* The same; ASCII, kana and kanji, of which texts are made, without a call. */
static inline uint32_t
utf8_next(const char **p, const char *end)
{
	const unsigned char *s = (const unsigned char *)*p;
	if (s[0] < 0x80) {
		(*p)++;
		return s[0];
	}
	if (end - *p < 3 || (s[0] & 0xF0) != 0xE0 || (s[1] & 0xC0) != 0x80 || (s[2] & 0xC0) != 0x80)
		return utf8_next_any(p, end);
	uint32_t cp = (s[0] & 0x0Fu) << 12 | (s[1] & 0x3Fu) << 6 | (s[2] & 0x3Fu);
	if (cp < 0x800 || (cp & 0xF800) == 0xD800)
		return utf8_next_any(p, end);
	*p += 3;
	return cp;
}

#define UTF8_MAX 4 /* bytes of a code point */

/* Writes `cp` (a scalar value); how many bytes it takes. */
size_t utf8_encode(uint32_t cp, char bytes[UTF8_MAX]);
/* Appends `cp` (a scalar value) to `b`. */
void utf8_add(struct str *b, uint32_t cp);

bool utf8_is_valid(const char *s, size_t len);
size_t utf8_count(const char *s);

/* Byte length of the grapheme cluster that starts at `s`; 0 at its end. */
size_t utf8_cluster(const char *s, const char *end);

/*
 * Nothing but printable ASCII, kana, kanji and full-width forms, as nearly all text is:
 * each code point is a cluster of its own, and may be shown as it is.
 */
bool utf8_is_plain(const char *s);

/* Columns of one code point (0, 1, 2), of one cluster, of a whole string. */
int utf8_cp_width(uint32_t cp);
int utf8_cluster_width(const char *s, size_t len);
int utf8_width(const char *s);

/* Longest prefix of `s`, ending at a cluster, that fits `cols` columns: bytes. */
size_t utf8_fit(const char *s, int cols);

/*
 * Appends `s`, made visible, in exactly `cols` columns: padded with blanks, or
 * cut, with ".." at its end from three columns on.
 */
void utf8_add_padded(struct str *b, const char *s, int cols);

/* The terminal shows characters of ambiguous width (①※○─) in two columns. */
void utf8_set_ambiguous_wide(bool wide);
bool utf8_is_ambiguous(uint32_t cp);

/*
 * What a door lets in. No control character, but '\n' where `multi_line`; no
 * line or paragraph separator. Never: bidi controls, invisible characters other
 * than variation selectors after a base and ZWJ between two, surrogates,
 * noncharacters, broken UTF-8. Private use
 * (外字) is let in; utf8_has_private() tells. ERR_INVALID names the character
 * and its position counted in characters.
 */
bool utf8_check_text(const char *s, bool multi_line, struct err *e);
bool utf8_has_private(const char *s);

/*
 * Control, bidi, invisible and noncharacters, line and paragraph separators:
 * what no text may carry to a terminal. Not ZWJ and variation selectors, which
 * are harmless after a base.
 */
bool utf8_is_unsafe(uint32_t cp);
/* A blank, a line end, or any of the characters that look like a blank: no-break, thin, em, .. */
bool utf8_is_blank(uint32_t cp);

/*
 * The text as a door stores it: decomposed kana and Latin letters with
 * combining marks composed, and no other change (full NFC would alter 1,002
 * compatibility kanji that occur in names). Caller frees.
 */
char *utf8_compose(const char *s) MUST_CHECK;

/*
 * The text as it may be shown: control, bidi and zero-width characters and
 * broken bytes appear as visible marks, so that stored text cannot drive a
 * terminal. Every output to a terminal, a log or a message goes through here.
 */
void utf8_add_visible(struct str *b, const char *s);

/*
 * The key that searching compares: NFKC, case folded, katakana to hiragana, the
 * usual form of each kanji (kanji.h); spaces, long marks, middle dots, hyphens and
 * variation selectors dropped. For equal reading, not for showing. Caller frees.
 */
char *utf8_search_key(const char *s) MUST_CHECK;

/* The same, but 髙 is not 高: for what names one record and not another. */
char *utf8_spelling_key(const char *s) MUST_CHECK;

/*
 * Full-width ASCII to ASCII, ideographic space to space (commands typed with
 * the input method on). Caller frees.
 */
char *utf8_narrow(const char *s) MUST_CHECK;

/*
 * Appends `s` with hiragana and half-width kana as full-width katakana. False,
 * and nothing appended, for anything but kana, ー, ・, blanks, digits and Latin
 * letters, which stay as they are.
 */
bool utf8_to_katakana(const char *s, struct str *out);

#endif
