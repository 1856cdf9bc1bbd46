/* recode.c - see recode.h. The pieces are cut anywhere; what is left of one begins the next. */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "exchange/recode.h"

#include <assert.h>
#include <errno.h>
#include <iconv.h>
#include <string.h>

#include "base/i18n.h"
#include "base/macros.h"

#define PIECE  65536
#define ESCAPE 0x1B

static const struct {
	const char *name, *label;
} kinds[] = {
	[RECODE_NONE] = { "", "" },
	[RECODE_UTF16LE] = { "UTF-16LE", "UTF-16" },
	[RECODE_UTF16BE] = { "UTF-16BE", "UTF-16" },
	[RECODE_MAIL] = { "ISO-2022-JP-3", "ISO-2022-JP" },
};
static_assert(ARRAY_LEN(kinds) == RECODE_COUNT, "a row for each");

/* Seven bits throughout, and ESC $ before the first kanji. */
static bool
is_mail(const char *bytes, size_t len)
{
	bool has_kanji = false;
	for (size_t i = 0; i < len; i++) {
		if ((unsigned char)bytes[i] >= 0x80)
			return false;
		has_kanji |= bytes[i] == ESCAPE && i + 1 < len && bytes[i + 1] == '$';
	}
	return has_kanji;
}

enum recode_from
recode_needed(FILE *f)
{
	char bytes[PIECE];
	rewind(f);
	size_t len = fread(bytes, 1, sizeof(bytes), f);
	rewind(f);
	if (len >= 2 && memcmp(bytes, "\xFF\xFE", 2) == 0)
		return RECODE_UTF16LE;
	if (len >= 2 && memcmp(bytes, "\xFE\xFF", 2) == 0)
		return RECODE_UTF16BE;
	return is_mail(bytes, len) ? RECODE_MAIL : RECODE_NONE;
}

struct recoder {
	iconv_t cd;
	FILE *from, *to;
	char in[PIECE];
	size_t kept; /* bytes of `in` that wait for the rest of their character */
};

/* Converts what there is; false at bytes that are no character. */
static bool
convert(struct recoder *r, size_t len)
{
	char out[PIECE];
	char *in = r->in;
	size_t left = len, said;
	do {
		char *at = out;
		size_t room = sizeof(out);
		said = iconv(r->cd, &in, &left, &at, &room);
		int why = errno;
		if (fwrite(out, 1, sizeof(out) - room, r->to) != sizeof(out) - room)
			return false;
		errno = why;
	} while (said == (size_t)-1 && errno == E2BIG);
	memmove(r->in, in, left);
	r->kept = left;
	return said != (size_t)-1 || errno == EINVAL;
}

static bool
convert_all(struct recoder *r)
{
	size_t got;
	while ((got = fread(r->in + r->kept, 1, sizeof(r->in) - r->kept, r->from)) > 0)
		if (!convert(r, r->kept + got))
			return false;
	return !ferror(r->from) && r->kept == 0 && fflush(r->to) == 0;
}

FILE *
recode_file(FILE *f, enum recode_from from, struct err *e)
{
	struct recoder r = { .from = f, .cd = iconv_open("UTF-8", kinds[from].name) };
	r.to = tmpfile();
	rewind(f);
	bool ok = r.to && r.cd != (iconv_t)-1;
	if (ok && from == RECODE_MAIL)
		fputs("\xEF\xBB\xBF", r.to); /* UTF-16 brings its own */
	ok = ok && convert_all(&r);
	if (r.cd != (iconv_t)-1)
		iconv_close(r.cd);
	if (ok)
		return r.to;
	if (r.to)
		fclose(r.to);
	err_set(e, ERR_INVALID,
		_("The file looks like %s but cannot be read as such. Save it in Excel as \"CSV "
		  "UTF-8\" and choose that file."),
		kinds[from].label);
	return NULL;
}
