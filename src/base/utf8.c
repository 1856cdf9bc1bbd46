/*
 * utf8.c - code points, clusters and columns. Lists draw thousands of short
 * strings, nearly all of them ASCII, kana and kanji, so these have short ways
 * before the tables of utf8proc and of the C library are asked.
 */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "base/utf8.h"

#include <assert.h>
#include <string.h>
#include <utf8proc.h>
#include <wchar.h>

static bool ambiguous_wide;

/* Decodes a sequence of 2 to 4 bytes; 0 bytes when it is broken. */
static size_t
decode(const unsigned char *s, size_t len, uint32_t *cp)
{
	size_t n = s[0] >= 0xF0 ? 4 : s[0] >= 0xE0 ? 3 : 2;
	if (s[0] < 0xC2 || s[0] > 0xF4 || len < n)
		return 0;
	uint32_t value = s[0] & (0x7Fu >> n);
	for (size_t i = 1; i < n; i++) {
		if ((s[i] & 0xC0) != 0x80)
			return 0;
		value = value << 6 | (s[i] & 0x3Fu);
	}
	bool overlong = value < (n == 4 ? 0x10000u : n == 3 ? 0x800u : 0x80u);
	if (overlong || value > 0x10FFFF || (value >= 0xD800 && value <= 0xDFFF))
		return 0;
	*cp = value;
	return n;
}

uint32_t
utf8_next_any(const char **p, const char *end)
{
	const unsigned char *s = (const unsigned char *)*p;
	assert(*p < end);
	if (s[0] < 0x80) {
		(*p)++;
		return s[0];
	}
	uint32_t cp = UTF8_BAD;
	size_t n = decode(s, (size_t)(end - *p), &cp);
	*p += n > 0 ? n : 1;
	return cp;
}

size_t
utf8_encode(uint32_t cp, char bytes[UTF8_MAX])
{
	assert(cp <= 0x10FFFF && !(cp >= 0xD800 && cp <= 0xDFFF));
	if (cp < 0x80) {
		bytes[0] = (char)cp;
		return 1;
	}
	if (cp >= 0x800 && cp < 0x10000) { /* nearly all of a Japanese text */
		bytes[0] = (char)(0xE0 | cp >> 12);
		bytes[1] = (char)(0x80 | (cp >> 6 & 0x3F));
		bytes[2] = (char)(0x80 | (cp & 0x3F));
		return 3;
	}
	return (size_t)utf8proc_encode_char((utf8proc_int32_t)cp, (utf8proc_uint8_t *)bytes);
}

void
utf8_add(struct str *b, uint32_t cp)
{
	char bytes[UTF8_MAX];
	str_add_len(b, bytes, utf8_encode(cp, bytes));
}

bool
utf8_is_valid(const char *s, size_t len)
{
	const char *p = s, *end = s + len;
	while (p < end)
		if (utf8_next(&p, end) == UTF8_BAD)
			return false;
	return true;
}

size_t
utf8_count(const char *s)
{
	const char *p = s, *end = s + strlen(s);
	size_t count = 0;
	for (; p < end; count++)
		(void)utf8_next(&p, end);
	return count;
}

/*
 * Characters that are one cluster wherever two of them meet: printable ASCII,
 * Japanese punctuation, kana, kanji and the full-width forms. None extends the
 * one before it.
 */
static bool
stands_alone(uint32_t cp)
{
	return (cp >= 0x20 && cp < 0x7F) || (cp >= 0x3000 && cp <= 0x3029) ||
	       (cp >= 0x3041 && cp <= 0x3096) || (cp >= 0x30A0 && cp <= 0x30FF) ||
	       (cp >= 0x3400 && cp <= 0x9FFF) || (cp >= 0xFF01 && cp <= 0xFF9F);
}

bool
utf8_is_plain(const char *s)
{
	const char *p = s, *end = s + strlen(s);
	while (p < end) {
		if (*p >= ' ' && *p < 0x7F)
			p++;
		else if (!stands_alone(utf8_next(&p, end)))
			return false;
	}
	return true;
}

/* UTF8_BAD and stray values break everywhere, as a control character does. */
static utf8proc_int32_t
for_breaking(uint32_t cp)
{
	return cp == UTF8_BAD ? '\0' : (utf8proc_int32_t)cp;
}

size_t
utf8_cluster(const char *s, const char *end)
{
	if (s >= end)
		return 0;
	if (*s >= ' ' && *s < 0x7F && (s + 1 == end || (unsigned char)s[1] < 0x80))
		return 1;
	const char *p = s;
	uint32_t cp = utf8_next(&p, end);
	utf8proc_int32_t state = 0;
	while (p < end) {
		const char *next_start = p;
		uint32_t next = utf8_next(&p, end);
		/* utf8proc would join ﾊ and ﾞ, which are two cells and two steps here. */
		if (stands_alone(next) && (stands_alone(cp) || next >= 0xFF9E))
			return (size_t)(next_start - s);
		if (utf8proc_grapheme_break_stateful(for_breaking(cp), for_breaking(next), &state))
			return (size_t)(next_start - s);
		cp = next;
	}
	return (size_t)(p - s);
}

/*
 * The C library's width. wcswidth() and not wcwidth(): the terminal floor puts
 * its own wcwidth() in front of the library's, and that one asks here.
 */
static int
library_width(uint32_t cp)
{
	wchar_t text[2] = { (wchar_t)cp, L'\0' };
	int width = wcswidth(text, 1);
	return width >= 0 ? width : 1; /* unassigned: drawn as some replacement */
}

int
utf8_cp_width(uint32_t cp)
{
	if (cp < 0x80)
		return cp >= 0x20 && cp < 0x7F;
	if ((cp >= 0x3000 && cp <= 0x3029) || (cp >= 0x3041 && cp <= 0x3096) ||
	    (cp >= 0x30A0 && cp <= 0x30FF) || (cp >= 0x3400 && cp <= 0x4DBF) ||
	    (cp >= 0x4E00 && cp <= 0x9FFF) || (cp >= 0xFF01 && cp <= 0xFF60))
		return 2;
	if (cp == UTF8_BAD)
		cp = 0xFFFD;
	if (cp < 0xA0)
		return 0;
	int width = library_width(cp);
	return width == 1 && ambiguous_wide && utf8_is_ambiguous(cp) ? 2 : width;
}

/* A sum, also for joined emoji: ncurses gives each of them its own cells. */
int
utf8_cluster_width(const char *s, size_t len)
{
	const char *p = s, *end = s + len;
	int width = 0;
	for (; p < end && *p >= ' ' && *p < 0x7F; p++)
		width++;
	while (p < end)
		width += utf8_cp_width(utf8_next(&p, end));
	return width;
}

int
utf8_width(const char *s)
{
	return utf8_cluster_width(s, strlen(s));
}

size_t
utf8_fit(const char *s, int cols)
{
	const char *p = s, *end = s + strlen(s);
	while (p < end) {
		size_t len = utf8_cluster(p, end);
		cols -= utf8_cluster_width(p, len);
		if (cols < 0)
			break;
		p += len;
	}
	return (size_t)(p - s);
}

static void
add_blanks(struct str *b, int count)
{
	for (int i = 0; i < count; i++)
		str_add_char(b, ' ');
}

static void
add_cut(struct str *b, const char *s, int cols)
{
	static const char mark[] = "..";
	int mark_cols = cols > (int)strlen(mark) ? (int)strlen(mark) : 0;
	size_t len = utf8_fit(s, cols - mark_cols);
	str_add_len(b, s, len);
	str_add_len(b, mark, (size_t)mark_cols);
	add_blanks(b, cols - mark_cols - utf8_cluster_width(s, len));
}

void
utf8_add_padded(struct str *b, const char *s, int cols)
{
	if (cols <= 0)
		return;
	AUTO_STR shown = STR_INIT;
	utf8_add_visible(&shown, s);
	const char *text = str_text(&shown);
	int width = utf8_width(text);
	if (width > cols) {
		add_cut(b, text, cols);
		return;
	}
	str_add_len(b, text, shown.len);
	add_blanks(b, cols - width);
}

void
utf8_set_ambiguous_wide(bool wide)
{
	ambiguous_wide = wide;
}

/*
 * East_Asian_Width=A of Unicode 14, without the combining marks and
 * variation selectors among it, which take no column.
 */
/* clang-format off */
static const struct range {
	uint32_t first, last;
} ambiguous[] = {
	{ 0x00A1, 0x00A1 }, { 0x00A4, 0x00A4 }, { 0x00A7, 0x00A8 }, { 0x00AA, 0x00AA },
	{ 0x00AD, 0x00AE }, { 0x00B0, 0x00B4 }, { 0x00B6, 0x00BA }, { 0x00BC, 0x00BF },
	{ 0x00C6, 0x00C6 }, { 0x00D0, 0x00D0 }, { 0x00D7, 0x00D8 }, { 0x00DE, 0x00E1 },
	{ 0x00E6, 0x00E6 }, { 0x00E8, 0x00EA }, { 0x00EC, 0x00ED }, { 0x00F0, 0x00F0 },
	{ 0x00F2, 0x00F3 }, { 0x00F7, 0x00FA }, { 0x00FC, 0x00FC }, { 0x00FE, 0x00FE },
	{ 0x0101, 0x0101 }, { 0x0111, 0x0111 }, { 0x0113, 0x0113 }, { 0x011B, 0x011B },
	{ 0x0126, 0x0127 }, { 0x012B, 0x012B }, { 0x0131, 0x0133 }, { 0x0138, 0x0138 },
	{ 0x013F, 0x0142 }, { 0x0144, 0x0144 }, { 0x0148, 0x014B }, { 0x014D, 0x014D },
	{ 0x0152, 0x0153 }, { 0x0166, 0x0167 }, { 0x016B, 0x016B }, { 0x01CE, 0x01CE },
	{ 0x01D0, 0x01D0 }, { 0x01D2, 0x01D2 }, { 0x01D4, 0x01D4 }, { 0x01D6, 0x01D6 },
	{ 0x01D8, 0x01D8 }, { 0x01DA, 0x01DA }, { 0x01DC, 0x01DC }, { 0x0251, 0x0251 },
	{ 0x0261, 0x0261 }, { 0x02C4, 0x02C4 }, { 0x02C7, 0x02C7 }, { 0x02C9, 0x02CB },
	{ 0x02CD, 0x02CD }, { 0x02D0, 0x02D0 }, { 0x02D8, 0x02DB }, { 0x02DD, 0x02DD },
	{ 0x02DF, 0x02DF }, { 0x0391, 0x03A1 }, { 0x03A3, 0x03A9 }, { 0x03B1, 0x03C1 },
	{ 0x03C3, 0x03C9 }, { 0x0401, 0x0401 }, { 0x0410, 0x044F }, { 0x0451, 0x0451 },
	{ 0x2010, 0x2010 }, { 0x2013, 0x2016 }, { 0x2018, 0x2019 }, { 0x201C, 0x201D },
	{ 0x2020, 0x2022 }, { 0x2024, 0x2027 }, { 0x2030, 0x2030 }, { 0x2032, 0x2033 },
	{ 0x2035, 0x2035 }, { 0x203B, 0x203B }, { 0x203E, 0x203E }, { 0x2074, 0x2074 },
	{ 0x207F, 0x207F }, { 0x2081, 0x2084 }, { 0x20AC, 0x20AC }, { 0x2103, 0x2103 },
	{ 0x2105, 0x2105 }, { 0x2109, 0x2109 }, { 0x2113, 0x2113 }, { 0x2116, 0x2116 },
	{ 0x2121, 0x2122 }, { 0x2126, 0x2126 }, { 0x212B, 0x212B }, { 0x2153, 0x2154 },
	{ 0x215B, 0x215E }, { 0x2160, 0x216B }, { 0x2170, 0x2179 }, { 0x2189, 0x2189 },
	{ 0x2190, 0x2199 }, { 0x21B8, 0x21B9 }, { 0x21D2, 0x21D2 }, { 0x21D4, 0x21D4 },
	{ 0x21E7, 0x21E7 }, { 0x2200, 0x2200 }, { 0x2202, 0x2203 }, { 0x2207, 0x2208 },
	{ 0x220B, 0x220B }, { 0x220F, 0x220F }, { 0x2211, 0x2211 }, { 0x2215, 0x2215 },
	{ 0x221A, 0x221A }, { 0x221D, 0x2220 }, { 0x2223, 0x2223 }, { 0x2225, 0x2225 },
	{ 0x2227, 0x222C }, { 0x222E, 0x222E }, { 0x2234, 0x2237 }, { 0x223C, 0x223D },
	{ 0x2248, 0x2248 }, { 0x224C, 0x224C }, { 0x2252, 0x2252 }, { 0x2260, 0x2261 },
	{ 0x2264, 0x2267 }, { 0x226A, 0x226B }, { 0x226E, 0x226F }, { 0x2282, 0x2283 },
	{ 0x2286, 0x2287 }, { 0x2295, 0x2295 }, { 0x2299, 0x2299 }, { 0x22A5, 0x22A5 },
	{ 0x22BF, 0x22BF }, { 0x2312, 0x2312 }, { 0x2460, 0x24E9 }, { 0x24EB, 0x254B },
	{ 0x2550, 0x2573 }, { 0x2580, 0x258F }, { 0x2592, 0x2595 }, { 0x25A0, 0x25A1 },
	{ 0x25A3, 0x25A9 }, { 0x25B2, 0x25B3 }, { 0x25B6, 0x25B7 }, { 0x25BC, 0x25BD },
	{ 0x25C0, 0x25C1 }, { 0x25C6, 0x25C8 }, { 0x25CB, 0x25CB }, { 0x25CE, 0x25D1 },
	{ 0x25E2, 0x25E5 }, { 0x25EF, 0x25EF }, { 0x2605, 0x2606 }, { 0x2609, 0x2609 },
	{ 0x260E, 0x260F }, { 0x261C, 0x261C }, { 0x261E, 0x261E }, { 0x2640, 0x2640 },
	{ 0x2642, 0x2642 }, { 0x2660, 0x2661 }, { 0x2663, 0x2665 }, { 0x2667, 0x266A },
	{ 0x266C, 0x266D }, { 0x266F, 0x266F }, { 0x269E, 0x269F }, { 0x26BF, 0x26BF },
	{ 0x26C6, 0x26CD }, { 0x26CF, 0x26D3 }, { 0x26D5, 0x26E1 }, { 0x26E3, 0x26E3 },
	{ 0x26E8, 0x26E9 }, { 0x26EB, 0x26F1 }, { 0x26F4, 0x26F4 }, { 0x26F6, 0x26F9 },
	{ 0x26FB, 0x26FC }, { 0x26FE, 0x26FF }, { 0x273D, 0x273D }, { 0x2776, 0x277F },
	{ 0x2B56, 0x2B59 }, { 0x3248, 0x324F }, { 0xE000, 0xF8FF }, { 0xFFFD, 0xFFFD },
	{ 0x1F100, 0x1F10A }, { 0x1F110, 0x1F12D }, { 0x1F130, 0x1F169 }, { 0x1F170, 0x1F18D },
	{ 0x1F18F, 0x1F190 }, { 0x1F19B, 0x1F1AC }, { 0xF0000, 0xFFFFD }, { 0x100000, 0x10FFFD },
};
/* clang-format on */

bool
utf8_is_ambiguous(uint32_t cp)
{
	size_t low = 0, high = ARRAY_LEN(ambiguous);
	while (low < high) {
		size_t mid = low + (high - low) / 2;
		if (cp > ambiguous[mid].last)
			low = mid + 1;
		else
			high = mid;
	}
	return low < ARRAY_LEN(ambiguous) && cp >= ambiguous[low].first;
}
