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

#define PLANE 65536

struct cp932 {
	uint16_t code[PLANE]; /* by code point; 0 = not held */
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
	if (cp == 0 || t->code[cp] != 0)
		return;
	unsigned back = encode(c, cp);
	if (back != 0 && decode(c, back) == cp)
		t->code[cp] = (uint16_t)back;
}

struct cp932 *
cp932_new(struct err *e)
{
	struct converter c;
	if (!converter_open(&c, e))
		return NULL;
	struct cp932 *t = mem_alloc(sizeof(*t));
	for (unsigned code = 1; code < 0x80; code++)
		t->code[code] = (uint16_t)code;
	for (unsigned code = 0xA1; code <= 0xDF; code++)
		learn(t, &c, code);
	for (unsigned lead = 0x81; lead <= 0xFC; lead++) {
		if (lead >= 0xA0 && lead <= 0xDF)
			continue;
		for (unsigned trail = 0x40; trail <= 0xFC; trail++)
			learn(t, &c, lead << 8 | trail);
	}
	for (size_t i = 0; i < ARRAY_LEN(one_meaning); i++)
		t->code[one_meaning[i].from] = t->code[one_meaning[i].to];
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
	return cp < PLANE ? t->code[cp] : 0;
}

/* Kana and kanji are three bytes; the code point, or 0 when these are not three such. */
static inline uint32_t
three_bytes(const unsigned char *p)
{
	unsigned wrong =
		((p[0] & 0xF0u) ^ 0xE0u) | ((p[1] & 0xC0u) ^ 0x80u) | ((p[2] & 0xC0u) ^ 0x80u);
	uint32_t cp = (p[0] & 0x0Fu) << 12 | (p[1] & 0x3Fu) << 6 | (p[2] & 0x3Fu);
	return wrong || cp < 0x800 ? 0 : cp;
}

static inline bool
is_quoted(unsigned char c)
{
	return c < ' ' || c == ',' || c == '"';
}

/* Copies ASCII, eight bytes at a time while it lasts. False at what a field must quote. */
static inline bool
copy_ascii(const unsigned char **p, const unsigned char *end, unsigned char **out, bool is_field)
{
	uint64_t word;
	while (!is_field && end - *p >= 8) {
		memcpy(&word, *p, 8);
		if (word & UINT64_C(0x8080808080808080))
			break;
		memcpy(*out, &word, 8);
		*p += 8;
		*out += 8;
	}
	for (; *p < end && **p < 0x80; (*p)++) {
		if (is_field && is_quoted(**p))
			return false;
		*(*out)++ = **p;
	}
	return true;
}

/* What is neither ASCII nor a well-formed three bytes. */
static uint32_t
other_bytes(const unsigned char **p, const unsigned char *end)
{
	const char *next = (const char *)*p;
	uint32_t cp = utf8_next(&next, (const char *)end);
	*p = (const unsigned char *)next;
	return cp == UTF8_BAD ? PLANE : cp;
}

static inline size_t
encode_text(const struct cp932 *t, const char *s, size_t len, char *out, size_t *used,
	    bool is_field)
{
	const unsigned char *p = (const unsigned char *)s;
	const unsigned char *end = p + len;
	unsigned char *o = (unsigned char *)out;
	while (p < end) {
		if (*p < 0x80) {
			if (!copy_ascii(&p, end, &o, is_field))
				break;
			continue;
		}
		const unsigned char *next = p + 3;
		uint32_t cp = end - p >= 3 ? three_bytes(p) : 0;
		if (cp == 0) {
			next = p;
			cp = other_bytes(&next, end);
		}
		unsigned code = cp932_code(t, cp);
		if (code == 0)
			break;
		if (code > 0xFF)
			*o++ = (unsigned char)(code >> 8);
		*o++ = (unsigned char)code;
		p = next;
	}
	*used = (size_t)(p - (const unsigned char *)s);
	return (size_t)(o - (unsigned char *)out);
}

size_t
cp932_encode(const struct cp932 *t, const char *s, size_t len, char *out, size_t *used)
{
	return encode_text(t, s, len, out, used, false);
}

size_t
cp932_encode_field(const struct cp932 *t, const char *s, size_t len, char *out, size_t *used)
{
	return encode_text(t, s, len, out, used, true);
}
