/*
 * encoding.c - guessing by three small machines that read every byte: a text of
 * any length in one encoding is hardly ever whole in another. Where both CP932
 * and EUC-JP fit, the text is half-width kana in the one or kanji in the other.
 */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "exchange/encoding.h"

#include <assert.h>
#include <errno.h>
#include <iconv.h>
#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "base/utf8.h"

#define GETA "\xE3\x80\x93" /* 〓 */

/* clang-format off */
static const struct {
	const char *name, *label;
	const char *converters[2]; /* as iconv calls it; the second where the first is not known */
} encodings[] = {
	[ENCODING_AUTO]  = { "auto",   N_("Guessed"),               { NULL, NULL } },
	[ENCODING_UTF8]  = { "utf-8",  N_("UTF-8"),                 { NULL, NULL } },
	[ENCODING_CP932] = { "cp932",  N_("Shift_JIS (Windows)"),   { "CP932", "WINDOWS-31J" } },
	[ENCODING_EUC]   = { "euc-jp", N_("EUC-JP (old systems)"),  { "EUC-JP-MS", "EUC-JP" } },
};

static const struct {
	const char *name;
	enum encoding encoding;
} other_names[] = {
	{ "utf8", ENCODING_UTF8 },        { "utf-8-bom", ENCODING_UTF8 },
	{ "sjis", ENCODING_CP932 },       { "shift_jis", ENCODING_CP932 },
	{ "shift-jis", ENCODING_CP932 },  { "windows-31j", ENCODING_CP932 },
	{ "ms932", ENCODING_CP932 },      { "eucjp", ENCODING_EUC },
	{ "euc", ENCODING_EUC },          { "euc-jp-ms", ENCODING_EUC },
};
/* clang-format on */
static_assert(ARRAY_LEN(encodings) == ENCODING_COUNT, "a row for each encoding");

const char *
encoding_name(enum encoding encoding)
{
	return encodings[encoding].name;
}

const char *
encoding_label(enum encoding encoding)
{
	return _(encodings[encoding].label);
}

bool
encoding_find(const char *name, enum encoding *out)
{
	AUTO_FREE char *plain = utf8_narrow(name);
	for (char *p = plain; *p; p++)
		if (*p >= 'A' && *p <= 'Z')
			*p = (char)(*p | 0x20);
	for (int i = 0; i < ENCODING_COUNT; i++)
		if (strcmp(plain, encodings[i].name) == 0) {
			*out = (enum encoding)i;
			return true;
		}
	for (size_t i = 0; i < ARRAY_LEN(other_names); i++)
		if (strcmp(plain, other_names[i].name) == 0) {
			*out = other_names[i].encoding;
			return true;
		}
	return false;
}

static bool
is_within(unsigned byte, unsigned low, unsigned high)
{
	return byte >= low && byte <= high;
}

static void
begin_utf8(struct encoding_guess *g, unsigned byte)
{
	struct encoding_pairs *p = &g->utf8;
	g->utf8_low = 0x80;
	g->utf8_high = 0xBF;
	if (byte < 0x80)
		return;
	p->state = is_within(byte, 0xC2, 0xDF)   ? 1
		   : is_within(byte, 0xE0, 0xEF) ? 2
		   : is_within(byte, 0xF0, 0xF4) ? 3
						 : 0;
	if (p->state == 0)
		p->faults++;
	if (byte == 0xE0)
		g->utf8_low = 0xA0;
	else if (byte == 0xF0)
		g->utf8_low = 0x90;
	else if (byte == 0xED)
		g->utf8_high = 0x9F;
	else if (byte == 0xF4)
		g->utf8_high = 0x8F;
}

static void
see_utf8(struct encoding_guess *g, unsigned byte)
{
	struct encoding_pairs *p = &g->utf8;
	if (p->state == 0) {
		begin_utf8(g, byte);
		return;
	}
	if (!is_within(byte, g->utf8_low, g->utf8_high)) {
		p->faults++;
		p->state = 0;
		begin_utf8(g, byte);
		return;
	}
	g->utf8_low = 0x80;
	g->utf8_high = 0xBF;
	if (--p->state == 0)
		p->pairs++;
}

/* May the half-width kana carry the mark: ﾞ on ｶ-ﾄ, ﾊ-ﾎ, ｳ and ﾜ, ﾟ on ﾊ-ﾎ. */
static bool
takes_mark(unsigned kana, unsigned mark)
{
	if (is_within(kana, 0xCA, 0xCE))
		return true;
	return mark == 0xDE && (is_within(kana, 0xB6, 0xC4) || kana == 0xB3 || kana == 0xDC);
}

static void
see_cp932(struct encoding_guess *g, unsigned byte)
{
	struct encoding_pairs *p = &g->cp932;
	if (p->state == 1) {
		p->state = 0;
		if (is_within(byte, 0x40, 0x7E) || is_within(byte, 0x80, 0xFC))
			p->pairs++;
		else
			p->faults++;
		return;
	}
	if (is_within(byte, 0x81, 0x9F) || is_within(byte, 0xE0, 0xFC))
		p->state = 1;
	else if (byte == 0x80 || byte == 0xA0 || byte > 0xFC)
		p->faults++;
	if (byte != 0xDE && byte != 0xDF)
		return;
	g->half_marks++;
	g->half_odd += !takes_mark(g->last, byte);
}

static void
see_euc(struct encoding_guess *g, unsigned byte)
{
	struct encoding_pairs *p = &g->euc;
	if (p->state > 0) {
		if (!is_within(byte, 0xA1, 0xFE)) {
			p->faults++;
			p->state = 0;
			return;
		}
		if (--p->state == 0) {
			p->pairs++;
			g->euc_kana += p->lead == 0xA4 || p->lead == 0xA5;
		}
		return;
	}
	p->lead = byte;
	if (is_within(byte, 0xA1, 0xFE) || byte == 0x8E)
		p->state = 1;
	else if (byte == 0x8F)
		p->state = 2;
	else if (byte >= 0x80)
		p->faults++;
}

static bool
is_between(const struct encoding_guess *g)
{
	return g->utf8.state + g->cp932.state + g->euc.state == 0;
}

/* UTF-8 so far and surely neither of the others: to go on with those tells nothing more. */
static bool
is_settled(const struct encoding_guess *g)
{
	return g->utf8.faults == 0 && g->cp932.faults > 0 && g->euc.faults > 0;
}

/* The bytes that say something about UTF-8 alone; how many they are. */
static size_t
see_settled(struct encoding_guess *g, const char *bytes, size_t len)
{
	size_t i = 0;
	g->cp932.state = g->euc.state = 0;
	for (; i < len && g->utf8.faults == 0; i++)
		if (g->utf8.state > 0 || bytes[i] & 0x80)
			see_utf8(g, (unsigned char)bytes[i]);
	return i;
}

void
encoding_guess_add(struct encoding_guess *g, const char *bytes, size_t len)
{
	for (size_t i = 0; i < len; i++) {
		if (is_settled(g)) {
			i += see_settled(g, bytes + i, len - i);
			if (i == len)
				return;
		}
		unsigned char byte = (unsigned char)bytes[i];
		if (byte >= 0x80 || !is_between(g)) { /* ASCII by itself says nothing */
			see_utf8(g, byte);
			see_cp932(g, byte);
			see_euc(g, byte);
		}
		g->last = byte;
	}
}

static bool
fits(const struct encoding_pairs *p)
{
	return p->faults == 0 && p->state == 0;
}

/*
 * Both fit: kanji of EUC-JP, or half-width kana, of which words have odd lengths
 * and marks that sit right, and beside which no kanji has such bytes.
 */
static enum encoding
euc_or_half_width(const struct encoding_guess *g)
{
	bool is_euc = g->half_odd > 0 || g->cp932.pairs > 0 || g->half_marks == 0 ||
		      g->euc_kana * 4 > g->euc.pairs;
	return is_euc ? ENCODING_EUC : ENCODING_CP932;
}

enum encoding
encoding_guess_end(const struct encoding_guess *g)
{
	if (fits(&g->utf8))
		return ENCODING_UTF8;
	if (fits(&g->cp932) && fits(&g->euc))
		return euc_or_half_width(g);
	if (fits(&g->cp932))
		return ENCODING_CP932;
	if (fits(&g->euc))
		return ENCODING_EUC;
	if (g->utf8.pairs > 10 * g->utf8.faults)
		return ENCODING_UTF8;
	bool is_nearly_euc = g->euc.pairs > 10 * g->euc.faults && g->cp932.faults > g->euc.faults;
	return is_nearly_euc ? ENCODING_EUC : ENCODING_CP932;
}

struct decoder {
	enum encoding encoding;
	iconv_t in, out; /* not used for UTF-8 */
};

static iconv_t
converter(const char *to, const char *from)
{
	return to && from ? iconv_open(to, from) : (iconv_t)-1;
}

static void
open_converters(struct decoder *d)
{
	for (int i = 0; i < 2 && d->in == (iconv_t)-1; i++) {
		const char *name = encodings[d->encoding].converters[i];
		d->in = converter("UTF-8", name);
		if (d->in != (iconv_t)-1)
			d->out = converter(name, "UTF-8");
	}
}

struct decoder *
decoder_new(enum encoding encoding, struct err *e)
{
	assert(encoding != ENCODING_AUTO);
	struct decoder *d = mem_alloc(sizeof(*d));
	d->encoding = encoding;
	d->in = d->out = (iconv_t)-1;
	if (encoding == ENCODING_UTF8)
		return d;
	open_converters(d);
	if (d->in != (iconv_t)-1 && d->out != (iconv_t)-1)
		return d;
	decoder_free(d);
	err_set(e, ERR_NOT_FOUND,
		_("This system cannot convert %s. Ask the administrator to install the package "
		  "libc-gconv-modules-extra (or libc-bin)."),
		encodings[encoding].converters[0]);
	return NULL;
}

void
decoder_free(struct decoder *d)
{
	if (!d)
		return;
	if (d->in != (iconv_t)-1)
		iconv_close(d->in);
	if (d->out != (iconv_t)-1)
		iconv_close(d->out);
	free(d);
}

static bool
is_ascii(const char *bytes, size_t len)
{
	for (size_t i = 0; i < len; i++)
		if ((unsigned char)bytes[i] >= 0x80)
			return false;
	return true;
}

static bool
take_utf8(const char *bytes, size_t len, struct str *out, size_t *bad)
{
	const char *p = bytes, *end = bytes + len;
	if (utf8_is_valid(bytes, len)) {
		str_add_len(out, bytes, len);
		return true;
	}
	for (const char *at = p; p < end; at = p)
		if (utf8_next(&p, end) == UTF8_BAD) {
			str_add_len(out, bytes, (size_t)(at - bytes));
			*bad = (size_t)(at - bytes);
			return false;
		}
	return true;
}

/* Runs the converter until all is read or a character cannot be; what iconv() said. */
static size_t
convert(iconv_t cd, char **in, size_t *left, struct str *out)
{
	char piece[4096];
	size_t said;
	do {
		char *to = piece;
		size_t room = sizeof(piece);
		said = iconv(cd, in, left, &to, &room);
		int why = errno;
		str_add_len(out, piece, sizeof(piece) - room);
		errno = why;
	} while (said == (size_t)-1 && errno == E2BIG);
	return said;
}

bool
decoder_text(struct decoder *d, const char *bytes, size_t len, struct str *out, size_t *bad)
{
	if (is_ascii(bytes, len)) {
		str_add_len(out, bytes, len);
		return true;
	}
	if (d->encoding == ENCODING_UTF8)
		return take_utf8(bytes, len, out, bad);
	/* iconv() takes what it reads as char *, and leaves it alone. */
	union {
		const char *given;
		char *taken;
	} in = { .given = bytes };
	size_t left = len;
	bool ok = convert(d->in, &in.taken, &left, out) != (size_t)-1;
	if (!ok) {
		*bad = len - left;
		iconv(d->in, NULL, NULL, NULL, NULL);
	}
	return ok;
}

void
decoder_write(struct decoder *d, const char *text, struct str *out)
{
	if (d->encoding == ENCODING_UTF8) {
		str_add(out, text);
		return;
	}
	for (const char *p = text, *end = text + strlen(text); p < end;) {
		const char *next = p;
		utf8_next(&next, end);
		AUTO_FREE char *one = mem_strndup(p, (size_t)(next - p));
		char *in = one;
		size_t left = (size_t)(next - p);
		if (convert(d->out, &in, &left, out) == (size_t)-1) {
			char geta[] = GETA;
			in = geta;
			left = strlen(geta);
			iconv(d->out, NULL, NULL, NULL, NULL);
			convert(d->out, &in, &left, out);
		}
		p = next;
	}
}
