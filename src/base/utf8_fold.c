/*
 * utf8_fold.c - the changes of form: composing what a door takes in, keys for
 * searching, narrow text for commands, katakana for readings.
 */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "base/utf8.h"

#include <assert.h>
#include <string.h>
#include <utf8proc.h>

#include "base/kanji.h"
#include "base/mem.h"

enum {
	KE = 0x3051,
	SMALL_KE = 0x3096,
	DAKUTEN = 0x3099,
	HANDAKUTEN = 0x309A,
	MIDDLE_DOT = 0x30FB,
	LONG_MARK = 0x30FC,
};

/* One kana with its mark, or 0 when Unicode has no such character. */
static uint32_t
kana_with_mark(uint32_t kana, uint32_t mark)
{
	uint32_t block = kana >= 0x30A1 ? 0x60 : 0; /* katakana follow the hiragana's order */
	uint32_t k = kana - block;
	bool is_ha = k >= 0x306F && k <= 0x307B && (k - 0x306F) % 3 == 0;
	if (mark == HANDAKUTEN)
		return is_ha ? kana + 2 : 0;
	/* か…ぢ stand at odd, つ て と at even places, since small っ lies between. */
	bool is_ka_to_chi = k >= 0x304B && k <= 0x3061 && k % 2 == 1;
	bool is_tsu_to_to = k >= 0x3064 && k <= 0x3068 && k % 2 == 0;
	if (is_ha || is_ka_to_chi || is_tsu_to_to || k == 0x309D)
		return kana + 1;
	if (k == 0x3046)
		return 0x3094 + block;
	if (block != 0 && k >= 0x308F && k <= 0x3092)
		return kana + 8; /* ヷ ヸ ヹ ヺ */
	return 0;
}

static bool
is_latin(uint32_t cp)
{
	if ((cp | 0x20) >= 'a' && (cp | 0x20) <= 'z')
		return true;
	if (cp == 0xD7 || cp == 0xF7)
		return false;
	return (cp >= 0xC0 && cp <= 0x24F) || (cp >= 0x1E00 && cp <= 0x1EFF);
}

static bool
is_latin_mark(uint32_t cp)
{
	return cp >= 0x0300 && cp <= 0x036F && cp != 0x034F;
}

/* utf8proc_map; the only failure left for valid text is memory. */
static char *
map(const char *s, unsigned options)
{
	utf8proc_uint8_t *out = NULL;
	utf8proc_ssize_t n = utf8proc_map((const utf8proc_uint8_t *)s, 0, &out,
					  UTF8PROC_NULLTERM | UTF8PROC_STABLE | options);
	if (n < 0)
		mem_fail();
	return (char *)out;
}

/*
 * Appends the Latin letter at `s` and the marks behind it, composed if Unicode
 * has a composed form for at least one of them, else as they are.
 */
static void
add_latin(struct str *b, const char *s, size_t len)
{
	AUTO_FREE char *run = mem_strndup(s, len);
	AUTO_FREE char *composed = map(run, UTF8PROC_COMPOSE);
	if (utf8_count(composed) < utf8_count(run))
		str_add(b, composed);
	else
		str_add_len(b, s, len);
}

/* There may be something to compose: a lead byte of U+0300-U+036F, or U+3099/A. */
static bool
has_marks(const char *s)
{
	for (const char *p = s; *p != '\0'; p++) {
		if (*p == '\xCC' || *p == '\xCD')
			return true;
		if (*p == '\xE3' && p[1] == '\x82' && (p[2] == '\x99' || p[2] == '\x9A'))
			return true;
	}
	return false;
}

/* Appends the character at *p, composed with its marks where it can be, and moves past it. */
static void
compose_next(struct str *b, const char **p, const char *end)
{
	const char *at = *p;
	uint32_t cp = utf8_next(p, end);
	const char *after = *p;
	uint32_t mark = after < end ? utf8_next(&after, end) : UTF8_BAD;
	if (mark == DAKUTEN || mark == HANDAKUTEN) {
		uint32_t kana = kana_with_mark(cp, mark);
		if (kana != 0) {
			utf8_add(b, kana);
			*p = after;
			return;
		}
	}
	if (!is_latin(cp) || !is_latin_mark(mark)) {
		str_add_len(b, at, (size_t)(*p - at));
		return;
	}
	while (is_latin_mark(mark)) {
		*p = after;
		mark = after < end ? utf8_next(&after, end) : UTF8_BAD;
	}
	add_latin(b, at, (size_t)(*p - at));
}

char *
utf8_compose(const char *s)
{
	if (!has_marks(s))
		return mem_strdup(s);
	struct str b = STR_INIT;
	const char *p = s, *end = s + strlen(s);
	while (p < end)
		compose_next(&b, &p, end);
	return str_take(&b);
}

/* Blanks, long marks, middle dots, hyphens and dashes: what spellings differ by. */
static bool
is_dropped(uint32_t cp)
{
	return cp <= ' ' || cp == 0x7F || cp == '-' || cp == '~' || cp == 0xB7 || cp == 0x1680 ||
	       (cp >= 0x2010 && cp <= 0x2015) || cp == 0x2022 || cp == 0x2028 || cp == 0x2029 ||
	       cp == 0x2212 || cp == 0x301C || cp == MIDDLE_DOT || cp == LONG_MARK;
}

/* Valid UTF-8 for utf8proc. A dakuten standing alone is taken as one that joins. */
static void
add_sound(struct str *b, const char *s, size_t len)
{
	const char *p = s, *end = s + len;
	while (p < end) {
		uint32_t cp = utf8_next(&p, end);
		if (cp == 0x309B || cp == 0x309C)
			cp -= 2;
		utf8_add(b, cp == UTF8_BAD ? 0xFFFD : cp);
	}
}

/* 緑ヶ丘 is written 緑ケ丘 too. */
static uint32_t
hiragana_of(uint32_t cp)
{
	bool has_hiragana = (cp >= 0x30A1 && cp <= 0x30F6) || cp == 0x30FD || cp == 0x30FE;
	uint32_t kana = has_hiragana ? cp - 0x60 : cp;
	return kana == SMALL_KE ? KE : kana;
}

/* Whether a key tells 髙 from 高. */
enum forms { FORMS_ALIKE, FORMS_APART };

static uint32_t
form_of(uint32_t cp, enum forms forms)
{
	return forms == FORMS_ALIKE ? kanji_usual(cp) : cp;
}

/*
 * What the character is in a key when neither it nor another of its kind joins
 * with what stands beside it: ASCII, kana without a mark of their own, kanji, and
 * full-width ASCII. 0 for all others.
 */
static uint32_t
plain_key(uint32_t cp, enum forms forms)
{
	if (cp >= 0xFF01 && cp <= 0xFF5E)
		cp = cp - 0xFF01 + '!';
	if (cp < 0x80)
		return cp >= 'A' && cp <= 'Z' ? cp | 0x20 : cp;
	bool is_kana = (cp >= 0x3041 && cp <= 0x3096) || (cp >= 0x30A1 && cp <= 0x30F6) ||
		       cp == MIDDLE_DOT || cp == LONG_MARK;
	bool is_kanji = (cp >= KANJI_FIRST && cp <= KANJI_LAST) || cp == 0x3005;
	bool is_stop = cp >= 0x3000 && cp <= 0x3002;
	if (is_kanji)
		return form_of(cp, forms);
	if (!is_kana && !is_stop)
		return 0;
	return cp == 0x3000 ? ' ' : hiragana_of(cp);
}

/* The key of a text of plain characters only, as nearly every one is; else NULL. */
static char *
make_plain_key(const char *s, size_t len, enum forms forms)
{
	AUTO_STR b = STR_INIT;
	const char *p = s, *end = s + len;
	while (p < end) {
		uint32_t key = plain_key(utf8_next(&p, end), forms);
		if (key == 0)
			return NULL;
		if (!is_dropped(key))
			utf8_add(&b, key);
	}
	return str_take(&b);
}

static void
add_folded(struct str *b, const char *s, enum forms forms)
{
	const char *p = s, *end = s + strlen(s);
	while (p < end) {
		uint32_t cp = utf8_next(&p, end);
		if (is_dropped(cp))
			continue;
		bool is_va = cp >= 0x30F7 && cp <= 0x30FA; /* ヷ ヸ ヹ ヺ: わ ゐ ゑ を and a mark */
		cp = hiragana_of(is_va ? cp - 8 : cp);
		utf8_add(b, form_of(cp, forms));
		if (is_va)
			utf8_add(b, DAKUTEN);
	}
}

static char *
make_key(const char *s, enum forms forms)
{
	size_t len = strlen(s);
	char *key = make_plain_key(s, len, forms);
	if (key)
		return key;
	AUTO_STR sound = STR_INIT;
	add_sound(&sound, s, len);
	enum { KEY = UTF8PROC_COMPOSE | UTF8PROC_COMPAT | UTF8PROC_CASEFOLD | UTF8PROC_IGNORE };
	/* Marks in their order first: folding makes a letter of one of them (U+0345). */
	AUTO_FREE char *ordered = map(sound.s, UTF8PROC_DECOMPOSE);
	AUTO_FREE char *plain = map(ordered, KEY);
	AUTO_STR folded = STR_INIT;
	add_folded(&folded, plain, forms);
	/* What was dropped may have stood between a letter and its mark. */
	return map(str_text(&folded), UTF8PROC_COMPOSE);
}

char *
utf8_search_key(const char *s)
{
	return make_key(s, FORMS_ALIKE);
}

char *
utf8_spelling_key(const char *s)
{
	return make_key(s, FORMS_APART);
}

char *
utf8_narrow(const char *s)
{
	struct str b = STR_INIT;
	const char *p = s, *end = s + strlen(s);
	while (p < end) {
		const char *at = p;
		while (p < end && (unsigned char)*p < 0x80)
			p++;
		str_add_len(&b, at, (size_t)(p - at));
		if (p == end)
			break;
		at = p;
		uint32_t cp = utf8_next(&p, end);
		if (cp >= 0xFF01 && cp <= 0xFF5E)
			str_add_char(&b, (char)(cp - 0xFF01 + '!'));
		else if (cp == 0x3000)
			str_add_char(&b, ' ');
		else
			str_add_len(&b, at, (size_t)(p - at));
	}
	return str_take(&b);
}

/* Full-width katakana for the half-width ones U+FF65 to U+FF9D. */
static uint32_t
wide_kana(uint32_t cp)
{
	static const uint16_t wide[] = {
		0x30FB, 0x30F2, 0x30A1, 0x30A3, 0x30A5, 0x30A7, 0x30A9, 0x30E3, 0x30E5, 0x30E7,
		0x30C3, 0x30FC, 0x30A2, 0x30A4, 0x30A6, 0x30A8, 0x30AA, 0x30AB, 0x30AD, 0x30AF,
		0x30B1, 0x30B3, 0x30B5, 0x30B7, 0x30B9, 0x30BB, 0x30BD, 0x30BF, 0x30C1, 0x30C4,
		0x30C6, 0x30C8, 0x30CA, 0x30CB, 0x30CC, 0x30CD, 0x30CE, 0x30CF, 0x30D2, 0x30D5,
		0x30D8, 0x30DB, 0x30DE, 0x30DF, 0x30E0, 0x30E1, 0x30E2, 0x30E4, 0x30E6, 0x30E8,
		0x30E9, 0x30EA, 0x30EB, 0x30EC, 0x30ED, 0x30EF, 0x30F3,
	};
	static_assert(ARRAY_LEN(wide) == 0xFF9D - 0xFF65 + 1, "all half-width kana");
	return cp >= 0xFF65 && cp <= 0xFF9D ? wide[cp - 0xFF65] : 0;
}

/* The katakana for any kana without its mark, or 0. */
static uint32_t
katakana_of(uint32_t cp)
{
	if ((cp >= 0x3041 && cp <= 0x3096) || cp == 0x309D || cp == 0x309E)
		return cp + 0x60;
	bool is_katakana = (cp >= 0x30A1 && cp <= 0x30FE) || (cp >= 0x31F0 && cp <= 0x31FF);
	return is_katakana ? cp : wide_kana(cp);
}

static bool
may_stand_in_reading(uint32_t cp)
{
	if (cp >= 0xFF01 && cp <= 0xFF5E)
		cp = cp - 0xFF01 + '!';
	return cp == ' ' || cp == 0x3000 || (cp >= '0' && cp <= '9') ||
	       (cp < 0x80 && (cp | 0x20) >= 'a' && (cp | 0x20) <= 'z');
}

/* The joining mark that a code point stands for, or 0. */
static uint32_t
sound_mark(uint32_t cp)
{
	if (cp == DAKUTEN || cp == 0x309B || cp == 0xFF9E)
		return DAKUTEN;
	return cp == HANDAKUTEN || cp == 0x309C || cp == 0xFF9F ? HANDAKUTEN : 0;
}

/* Puts the mark at *p, if there is one, onto `kana`; 0 when it cannot carry it. */
static uint32_t
take_mark(uint32_t kana, const char **p, const char *end)
{
	const char *after = *p;
	uint32_t mark = after < end ? sound_mark(utf8_next(&after, end)) : 0;
	if (mark == 0)
		return kana;
	*p = after;
	return kana_with_mark(kana, mark);
}

bool
utf8_to_katakana(const char *s, struct str *out)
{
	AUTO_STR b = STR_INIT;
	const char *p = s, *end = s + strlen(s);
	while (p < end) {
		uint32_t cp = utf8_next(&p, end);
		uint32_t kana = katakana_of(cp);
		if (kana != 0)
			cp = take_mark(kana, &p, end);
		else if (!may_stand_in_reading(cp))
			return false;
		if (cp == 0)
			return false;
		utf8_add(&b, cp);
	}
	str_add_len(out, str_text(&b), b.len);
	return true;
}
