/*
 * cp932.c - see cp932.h. The table is built from the bytes' side: every code is
 * decoded, what came out is encoded again, and only where both agree is it kept.
 */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "exchange/cp932.h"

#include <errno.h>
#include <iconv.h>
#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/macros.h"
#include "base/mem.h"
#include "base/utf8.h"
#include "exchange/eight.h"
#include "exchange/sheet/csv.h"

#define PLANE 65536

struct cp932 {
	uint16_t written[PLANE]; /* by code point: the first byte low, then the second; 0 = none */
	bool is_quoted[128];     /* ASCII that a field of CSV must quote */
};

/* clang-format off */
static const struct {
	uint16_t from, to;
} one_meaning[] = {
	{ 0x301C, 0xFF5E }, /* 〜 wave dash, as other systems write ～ */
	{ 0x2212, 0xFF0D }, /* − minus sign */
	{ 0x2014, 0x2015 }, /* — em dash */
	{ 0x2016, 0x2225 }, /* ‖ double line */
	{ 0x00A2, 0xFFE0 }, { 0x00A3, 0xFFE1 }, { 0x00AC, 0xFFE2 }, { 0x00A6, 0xFFE4 },
	{ 0x00A5, 0xFFE5 }, /* ¥: iconv would write a backslash */
	{ 0x00A0, 0x0020 }, /* the blank at which a line does not break */
	{ 0x203E, 0xFFE3 }, /* ‾: iconv would write a tilde */
};
/* clang-format on */

struct converter {
	iconv_t to_utf16, from_utf16;
};

static void
converter_close(struct converter *c)
{
	if (c->to_utf16 != (iconv_t)-1)
		iconv_close(c->to_utf16);
	if (c->from_utf16 != (iconv_t)-1)
		iconv_close(c->from_utf16);
}

static bool
converter_open(struct converter *c, struct err *e)
{
	c->to_utf16 = iconv_open("UTF-16BE", "CP932");
	c->from_utf16 = iconv_open("CP932", "UTF-16BE");
	if (c->to_utf16 != (iconv_t)-1 && c->from_utf16 != (iconv_t)-1)
		return true;
	converter_close(c);
	return err_set(e, ERR_NOT_FOUND,
		       _("This system cannot write Shift_JIS (CP932). Install the package "
			 "libc-gconv-modules-extra, or choose UTF-8."));
}

/* Converts one character; the bytes written, or 0 when it has no other side. */
static size_t
convert(iconv_t cd, const char *in, size_t len, unsigned char *out, size_t room)
{
	char copy[4] = { 0 };
	for (size_t i = 0; i < len; i++)
		copy[i] = in[i];
	ICONV_CONST char *from = copy;
	char *to = (char *)out;
	size_t left = room;
	if (iconv(cd, &from, &len, &to, &left) != 0 || len != 0) {
		iconv(cd, NULL, NULL, NULL, NULL);
		return 0;
	}
	return room - left;
}

/* The code point that one or two bytes mean, or 0. */
static unsigned
decode(const struct converter *c, unsigned code)
{
	const char bytes[2] = { (char)(code > 0xFF ? code >> 8 : code), (char)(code & 0xFF) };
	unsigned char wide[8];
	if (convert(c->to_utf16, bytes, code > 0xFF ? 2 : 1, wide, sizeof(wide)) != 2)
		return 0;
	return (unsigned)wide[0] << 8 | wide[1];
}

/* The bytes that a code point is written as, or 0. */
static unsigned
encode(const struct converter *c, unsigned cp)
{
	const char wide[2] = { (char)(cp >> 8), (char)(cp & 0xFF) };
	unsigned char bytes[4];
	size_t len = convert(c->from_utf16, wide, 2, bytes, sizeof(bytes));
	if (len == 1)
		return bytes[0];
	return len == 2 ? (unsigned)bytes[0] << 8 | bytes[1] : 0;
}

static void
learn(struct cp932 *t, const struct converter *c, unsigned code)
{
	unsigned cp = decode(c, code);
	if (cp == 0 || t->written[cp] != 0)
		return;
	unsigned back = encode(c, cp);
	if (back != 0 && decode(c, back) == cp)
		t->written[cp] = (uint16_t)(back > 0xFF ? back >> 8 | (back & 0xFF) << 8 : back);
}

struct cp932 *
cp932_new(struct err *e)
{
	struct converter c;
	if (!converter_open(&c, e))
		return NULL;
	struct cp932 *t = mem_alloc(sizeof(*t));
	for (unsigned code = 0; code < 0x80; code++) {
		t->written[code] = (uint16_t)code;
		t->is_quoted[code] = csv_quoted_bytes(code) & 0x80;
	}
	for (unsigned code = 0xA1; code <= 0xDF; code++)
		learn(t, &c, code);
	for (unsigned lead = 0x81; lead <= 0xFC; lead++) {
		if (lead >= 0xA0 && lead <= 0xDF)
			continue;
		for (unsigned trail = 0x40; trail <= 0xFC; trail++)
			learn(t, &c, lead << 8 | trail);
	}
	for (size_t i = 0; i < ARRAY_LEN(one_meaning); i++)
		t->written[one_meaning[i].from] = t->written[one_meaning[i].to];
	converter_close(&c);
	return t;
}

void
cp932_free(struct cp932 *t)
{
	free(t);
}

unsigned
cp932_code(const struct cp932 *t, uint32_t cp)
{
	unsigned written = cp < PLANE ? t->written[cp] : 0;
	return written > 0xFF ? (written & 0xFF) << 8 | written >> 8 : written;
}

/* Writes the bytes of a character that is held; what is behind one byte is overwritten. */
static inline char *
put_written(char *out, uint16_t written)
{
	uint16_t bytes = htole16(written);
	memcpy(out, &bytes, sizeof(bytes));
	return out + (written > 0xFF ? 2 : 1);
}

size_t
cp932_encode(const struct cp932 *t, const char *s, size_t len, char *out, size_t *used)
{
	const char *p = s, *end = s + len;
	char *to = out;
	while (p < end) {
		const char *next = p;
		uint32_t cp = utf8_next(&next, end);
		if (cp != 0 && cp932_code(t, cp) == 0)
			break;
		to = put_written(to, t->written[cp]);
		p = next;
	}
	*used = (size_t)(p - s);
	return (size_t)(to - out);
}

/* The code point of a well-formed three bytes, which kana and kanji are; else 0. */
static inline uint32_t
three_bytes(uint32_t word)
{
	uint32_t cp = (word & 0x0F) << 12 | (word & 0x3F00) >> 2 | (word & 0x3F0000) >> 16;
	return (word & 0xC0C0F0) == 0x8080E0 && cp >= 0x800 ? cp : 0;
}

/* Another character that is not ASCII; NULL when it is not held. */
static char *
put_other(const struct cp932 *t, const char **from, const char *end, char *out)
{
	uint32_t cp = utf8_next(from, end);
	return cp932_code(t, cp) == 0 ? NULL : put_written(out, t->written[cp]);
}

/* Characters that are not ASCII, while they last; NULL when one of them is not held. */
static inline char *
put_wide(const struct cp932 *t, const char **from, const char *end, char *out)
{
	const char *p = *from;
	do {
		/* With a fourth byte, at the most the NUL, which is not looked at. */
		uint32_t cp = end - p >= 3 ? three_bytes((uint32_t)eight_load_four(p)) : 0;
		if (cp == 0) {
			out = put_other(t, &p, end, out);
			if (!out)
				return NULL;
			continue;
		}
		if (t->written[cp] == 0)
			return NULL;
		out = put_written(out, t->written[cp]);
		p += 3;
	} while (*p & 0x80 && p < end);
	*from = p;
	return out;
}

char *
cp932_put_field(const struct cp932 *t, const char *s, size_t len, char *out)
{
	const char *p = s, *end = s + len;
	uint64_t quoted = 0, word;
	while (p < end) {
		if (end - p >= 8 && !((word = eight_load(p)) & EIGHT_HIGH)) {
			eight_store(out, word);
			quoted |= csv_quoted_bytes(word);
			p += 8;
			out += 8;
			continue;
		}
		for (; !(*p & 0x80) && p < end; p++) {
			quoted |= t->is_quoted[(unsigned char)*p];
			*out++ = *p;
		}
		if (p < end && !(out = put_wide(t, &p, end, out)))
			return NULL;
	}
	return quoted ? NULL : out;
}
