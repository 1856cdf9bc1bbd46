/*
 * utf8_text.c - what text may come in, and how text that is there already may
 * go out. One walk serves both: it judges each code point by itself and by the
 * one before it, since ZWJ and variation selectors are right after a base only.
 */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "base/utf8.h"

#include <string.h>
#include <utf8proc.h>

#include "base/i18n.h"

enum { ZWJ = 0x200D, REPLACEMENT = 0xFFFD, DOTTED_CIRCLE = 0x25CC };

/* Kana, kanji, Hangul syllables, full-width forms: nothing in them is unsafe. */
static bool
is_plainly_safe(uint32_t cp)
{
	return (cp >= 0x20 && cp < 0x7F) || (cp >= 0x3000 && cp < 0x3100) ||
	       (cp >= 0x3400 && cp < 0xD7A4) || (cp >= 0xF900 && cp < 0xFB00) ||
	       (cp >= 0xFF01 && cp < 0xFFA0) || (cp >= 0x20000 && cp < 0x2FFFE);
}

static bool
is_noncharacter(uint32_t cp)
{
	return (cp & 0xFFFE) == 0xFFFE || (cp >= 0xFDD0 && cp <= 0xFDEF);
}

static bool
is_selector(uint32_t cp)
{
	return (cp >= 0xFE00 && cp <= 0xFE0F) || (cp >= 0xE0100 && cp <= 0xE01EF);
}

/* Default_Ignorable_Code_Point, as far as it is not of category Cf. */
static bool
is_ignorable(uint32_t cp)
{
	return cp == 0x034F || cp == 0x115F || cp == 0x1160 || cp == 0x17B4 || cp == 0x17B5 ||
	       (cp >= 0x180B && cp <= 0x180F) || cp == 0x2065 || cp == 0x3164 || cp == 0xFFA0 ||
	       (cp >= 0xFFF0 && cp <= 0xFFF8) || (cp >= 0xE0000 && cp <= 0xE0FFF);
}

static bool
is_private(uint32_t cp)
{
	return (cp >= 0xE000 && cp <= 0xF8FF) || (cp >= 0xF0000 && !is_noncharacter(cp));
}

static utf8proc_category_t
category(uint32_t cp)
{
	return utf8proc_category((utf8proc_int32_t)cp);
}

bool
utf8_is_unsafe(uint32_t cp)
{
	if (is_plainly_safe(cp))
		return false;
	if (cp < 0xA0 || cp > 0x10FFFF || is_noncharacter(cp))
		return true;
	if (cp == ZWJ || is_selector(cp))
		return false;
	if (is_ignorable(cp))
		return true;
	utf8proc_category_t c = category(cp);
	return c == UTF8PROC_CATEGORY_CF || c == UTF8PROC_CATEGORY_CS ||
	       c == UTF8PROC_CATEGORY_ZL || c == UTF8PROC_CATEGORY_ZP;
}

/* What came before a code point in its text. */
enum before { BEFORE_NOTHING, BEFORE_BASE, BEFORE_SELECTOR, BEFORE_ZWJ };

bool
utf8_is_blank(uint32_t cp)
{
	return cp == ' ' || cp == '\n' || cp == 0xA0 || cp == 0x3000 ||
	       (cp >= 0x2000 && cp <= 0x200A) || cp == 0x202F || cp == 0x205F || cp == 0x1680 ||
	       cp == 0x2800;
}

/* The code point at *p is harmless where it stands. Moves *p past it. */
static bool
is_harmless(const char **p, const char *end, enum before *before, uint32_t *cp)
{
	enum before was = *before;
	*cp = utf8_next(p, end);
	*before = BEFORE_NOTHING;
	if (*cp == UTF8_BAD || utf8_is_unsafe(*cp))
		return false;
	if (*cp == ZWJ) {
		*before = BEFORE_ZWJ;
		const char *after = *p;
		uint32_t next = after < end ? utf8_next(&after, end) : UTF8_BAD;
		return (was == BEFORE_BASE || was == BEFORE_SELECTOR) && next != ZWJ &&
		       next != UTF8_BAD && !is_selector(next) && !utf8_is_blank(next) &&
		       !utf8_is_unsafe(next);
	}
	if (is_selector(*cp)) {
		*before = BEFORE_SELECTOR;
		return was == BEFORE_BASE;
	}
	*before = utf8_is_blank(*cp) ? BEFORE_NOTHING : BEFORE_BASE;
	return true;
}

/*
 * Moves *p past the printable ASCII there, which is harmless; false if there is
 * none. Most text is nothing else.
 */
static bool
skip_ascii(const char **p, const char *end, enum before *before)
{
	const char *start = *p;
	while (*p < end && **p >= ' ' && **p < 0x7F)
		(*p)++;
	if (*p > start)
		*before = (*p)[-1] == ' ' ? BEFORE_NOTHING : BEFORE_BASE;
	return *p > start;
}

/* The sentence about the code point at `at`, which is not let in. */
static bool
refuse(const char *s, const char *at, uint32_t cp, struct err *e)
{
	int position = 1;
	for (const char *p = s; p < at; position++)
		p += utf8_cluster(p, at);
	if (cp == UTF8_BAD)
		/* L10N: %d is the position of the character, %02X the broken byte */
		return err_set(e, ERR_INVALID, _("Character %d is not valid UTF-8 (byte %02X)."),
			       position, (unsigned)(unsigned char)*at);
	if (cp < 0xA0)
		return err_set(e, ERR_INVALID,
			       _("Character %d is a control character (U+%04X). Please remove it."),
			       position, (unsigned)cp);
	return err_set(e, ERR_INVALID,
		       _("Character %d cannot be seen or is none (U+%04X). Please remove it."),
		       position, (unsigned)cp);
}

bool
utf8_check_text(const char *s, bool multi_line, struct err *e)
{
	const char *p = s, *end = s + strlen(s);
	enum before before = BEFORE_NOTHING;
	while (p < end) {
		if (skip_ascii(&p, end, &before))
			continue;
		const char *at = p;
		uint32_t cp;
		bool harmless = is_harmless(&p, end, &before, &cp);
		if (!harmless && !(multi_line && cp == '\n'))
			return refuse(s, at, cp, e);
	}
	return true;
}

bool
utf8_has_private(const char *s)
{
	const char *p = s, *end = s + strlen(s);
	while (p < end) {
		uint32_t cp = utf8_next(&p, end);
		if (cp != UTF8_BAD && is_private(cp))
			return true;
	}
	return false;
}

/* The visible mark for what must not be shown: ␛ for ESC, ␡ for DEL, else �. */
static uint32_t
mark_for(uint32_t cp)
{
	if (cp < 0x20)
		return 0x2400 + cp;
	return cp == 0x7F ? 0x2421 : REPLACEMENT;
}

static bool
is_mark(uint32_t cp)
{
	if (is_plainly_safe(cp) && cp != 0x3099 && cp != 0x309A)
		return false;
	utf8proc_category_t c = category(cp);
	return c == UTF8PROC_CATEGORY_MN || c == UTF8PROC_CATEGORY_ME;
}

void
utf8_add_visible(struct str *b, const char *s)
{
	const char *p = s, *end = s + strlen(s);
	enum before before = BEFORE_NOTHING;
	bool at_start = true; /* a mark here would go onto whatever is left of the text */
	while (p < end) {
		const char *at = p;
		uint32_t cp;
		if (skip_ascii(&p, end, &before)) {
			str_add_len(b, at, (size_t)(p - at));
		} else if (!is_harmless(&p, end, &before, &cp)) {
			utf8_add(b, mark_for(cp));
		} else {
			if (at_start && is_mark(cp))
				utf8_add(b, DOTTED_CIRCLE);
			str_add_len(b, at, (size_t)(p - at));
		}
		at_start = false;
	}
}
