/*
 * reader.c - bytes to keys. Known sequences of this terminal first, then the
 * general grammar of control sequences, so that a sequence nobody has heard of
 * is swallowed whole and never becomes text in a field.
 */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "ui/reader.h"

#include <stdlib.h>
#include <string.h>

#include "base/macros.h"
#include "base/mem.h"
#include "base/str.h"
#include "base/utf8.h"

enum {
	ESC = 0x1b,
	ESC_MS = 25,     /* a lone Esc is one after this long */
	PASTE_MS = 1000, /* a paste that stops coming is over after this long */
	PARAM_MAX = 3,
	SHIFT = 2, /* the second parameter when Shift was held */
};

struct definition {
	char *bytes;
	size_t len;
	enum key_code code;
};

struct key_reader {
	struct str in;
	size_t at;       /* bytes of `in` that are used up */
	size_t searched; /* in a paste: no end mark before this */
	bool is_pasting;
	struct str text; /* of the last key */
	struct definition *definitions;
	int definition_count;
	bool report_expected;
	int report_col; /* 0: none */
};

/* clang-format off */
static const struct {
	char final;
	enum key_code code;
} letters[] = {
	{ 'A', K_UP }, { 'B', K_DOWN }, { 'C', K_RIGHT }, { 'D', K_LEFT },
	{ 'H', K_HOME }, { 'F', K_END }, { 'Z', K_BACKTAB }, { 'M', K_ENTER },
	{ 'P', K_F1 }, { 'Q', K_F2 }, { 'R', K_F3 }, { 'S', K_F4 },
};

/* ESC [ number ~ */
static const enum key_code numbers[] = {
	[1] = K_HOME, [2] = K_INSERT, [3] = K_DELETE, [4] = K_END,
	[5] = K_PAGE_UP, [6] = K_PAGE_DOWN, [7] = K_HOME, [8] = K_END,
	[11] = K_F1, [12] = K_F2, [13] = K_F3, [14] = K_F4, [15] = K_F5,
	[17] = K_F6, [18] = K_F7, [19] = K_F8, [20] = K_F9, [21] = K_F10,
	[23] = K_F11, [24] = K_F12,
};

static const enum key_code controls[ESC] = {
	[0x01] = K_CTRL_A, [0x02] = K_CTRL_B, [0x03] = K_CTRL_C, [0x04] = K_CTRL_D,
	[0x05] = K_CTRL_E, [0x06] = K_CTRL_F, [0x07] = K_CTRL_G, [0x08] = K_BACKSPACE,
	[0x09] = K_TAB, [0x0a] = K_CTRL_J, [0x0b] = K_CTRL_K, [0x0c] = K_CTRL_L,
	[0x0d] = K_ENTER, [0x0e] = K_CTRL_N, [0x0f] = K_CTRL_O, [0x10] = K_CTRL_P,
	[0x11] = K_CTRL_Q, [0x12] = K_CTRL_R, [0x13] = K_CTRL_S, [0x14] = K_CTRL_T,
	[0x15] = K_CTRL_U, [0x16] = K_CTRL_V, [0x17] = K_CTRL_W, [0x18] = K_CTRL_X,
	[0x19] = K_CTRL_Y, [0x1a] = K_CTRL_Z,
};
/* clang-format on */

struct key_reader *
key_reader_new(void)
{
	return mem_alloc(sizeof(struct key_reader));
}

void
key_reader_free(struct key_reader *r)
{
	if (r == NULL)
		return;
	for (int i = 0; i < r->definition_count; i++)
		free(r->definitions[i].bytes);
	free(r->definitions);
	str_done(&r->in);
	str_done(&r->text);
	free(r);
}

void
key_reader_define(struct key_reader *r, const char *bytes, enum key_code code)
{
	if (str_is_empty(bytes) || bytes[0] != ESC)
		return; /* what is one byte means the same on every terminal */
	r->definitions = mem_resize(r->definitions, (size_t)r->definition_count + 1,
				    sizeof *r->definitions);
	r->definitions[r->definition_count++] = (struct definition){
		.bytes = mem_strdup(bytes),
		.len = strlen(bytes),
		.code = code,
	};
}

void
key_reader_feed(struct key_reader *r, const char *bytes, size_t len)
{
	if (r->at > 0) {
		str_remove(&r->in, 0, r->at);
		r->searched -= r->searched < r->at ? r->searched : r->at;
		r->at = 0;
	}
	str_add_len(&r->in, bytes, len);
}

bool
key_reader_is_empty(const struct key_reader *r)
{
	return r->at == r->in.len;
}

int
key_reader_patience(const struct key_reader *r)
{
	if (r->is_pasting)
		return PASTE_MS;
	return key_reader_is_empty(r) ? 0 : ESC_MS;
}

void
key_reader_expect_report(struct key_reader *r, bool expected)
{
	r->report_expected = expected;
}

bool
key_reader_take_report(struct key_reader *r, int *col)
{
	*col = r->report_col;
	r->report_col = 0;
	return *col > 0;
}

/* A control sequence: what it means, and its bytes (0: it is not complete). */
struct sequence {
	enum key_code code; /* K_NONE: swallowed */
	size_t len;
};

/* A sequence that terminfo names; len SIZE_MAX when the bytes could become one. */
static struct sequence
defined(const struct key_reader *r, const char *s, size_t n)
{
	struct sequence found = { K_NONE, 0 };

	for (int i = 0; i < r->definition_count; i++) {
		const struct definition *d = &r->definitions[i];
		size_t common = d->len < n ? d->len : n;

		if (memcmp(d->bytes, s, common) != 0)
			continue;
		if (d->len <= n)
			return (struct sequence){ d->code, d->len };
		found.len = SIZE_MAX;
	}
	return found;
}

static enum key_code
letter_key(char final)
{
	for (size_t i = 0; i < ARRAY_LEN(letters); i++)
		if (letters[i].final == final)
			return letters[i].code;
	return K_NONE;
}

static enum key_code
number_key(struct key_reader *r, const int *params)
{
	enum { PASTE_BEGIN = 200, F9 = 20 };

	if (params[0] == PASTE_BEGIN) {
		r->is_pasting = true;
		r->searched = 0;
		return K_NONE;
	}
	if (params[0] == F9 && params[1] == SHIFT)
		return K_SHIFT_F9;
	return params[0] < (int)ARRAY_LEN(numbers) ? numbers[params[0]] : K_NONE;
}

static enum key_code
control_sequence_key(struct key_reader *r, const int *params, char final)
{
	if (final == '~')
		return number_key(r, params);
	if (final == 'R' && r->report_expected) {
		r->report_expected = false;
		r->report_col = params[1];
		return K_NONE;
	}
	return letter_key(final);
}

static bool
is_parameter(char c)
{
	return c >= 0x20 && c <= 0x3f;
}

/* The Linux console: ESC [ [ A is F1, … E is F5. */
static struct sequence
console_sequence(const char *s, size_t n)
{
	struct sequence found = { K_NONE, n < 4 ? 0 : 4 };

	if (n >= 4 && s[3] >= 'A' && s[3] <= 'E')
		found.code = (enum key_code)(K_F1 + (s[3] - 'A'));
	return found;
}

/* ESC [ parameters final */
static struct sequence
control_sequence(struct key_reader *r, const char *s, size_t n)
{
	int params[PARAM_MAX] = { 0 };
	size_t i = 2, param = 0;

	for (; i < n && is_parameter(s[i]); i++) {
		if (s[i] == ';')
			param++;
		else if (s[i] >= '0' && s[i] <= '9' && param < PARAM_MAX && params[param] < 10000)
			params[param] = params[param] * 10 + (s[i] - '0');
	}
	if (i == n)
		return (struct sequence){ K_NONE, 0 };
	if (i == 2 && s[i] == '[')
		return console_sequence(s, n);
	if (s[i] < 0x40 || s[i] > 0x7e) /* no sequence after all */
		return (struct sequence){ K_ESC, 1 };
	return (struct sequence){ control_sequence_key(r, params, s[i]), i + 1 };
}

static struct sequence
escape(struct key_reader *r, bool quiet)
{
	const char *s = r->in.s + r->at;
	size_t n = r->in.len - r->at;
	struct sequence found = defined(r, s, n);

	if (found.len > 0 && found.len != SIZE_MAX)
		return found;
	bool could_be_more = found.len == SIZE_MAX;

	found.len = 0;
	if (n > 2 && s[1] == '[')
		found = control_sequence(r, s, n);
	else if (n > 2 && s[1] == 'O')
		found = (struct sequence){ letter_key(s[2]), 3 };
	else if (n > 1 && s[1] != '[' && s[1] != 'O' && !could_be_more)
		return (struct sequence){ K_ESC, 1 };
	if (found.len == 0 && quiet)
		found = n > 2 ? (struct sequence){ K_NONE, n } : (struct sequence){ K_ESC, 1 };
	return found;
}

/* Appends bytes from outside as valid UTF-8 without NUL. */
static void
add_valid(struct str *b, const char *s, size_t len)
{
	const char *p = s, *end = s + len;

	while (p < end) {
		const char *from = p;
		uint32_t cp = utf8_next(&p, end);

		if (cp == UTF8_BAD)
			utf8_add(b, 0xfffd);
		else if (cp != 0)
			str_add_len(b, from, (size_t)(p - from));
	}
}

/* The paste as one key once its end is there, or nothing more comes. */
static bool
paste(struct key_reader *r, bool quiet, struct key *k)
{
	static const char end_mark[] = "\033[201~";
	const size_t mark = sizeof end_mark - 1;
	const char *s = r->in.s + r->at;
	size_t n = r->in.len - r->at;
	size_t from = r->searched > r->at ? r->searched - r->at : 0;
	const char *end = n == 0 ? NULL : memmem(s + from, n - from, end_mark, mark);

	if (end == NULL && !quiet) {
		r->searched = r->in.len > mark ? r->in.len - mark : 0;
		return false;
	}
	str_clear(&r->text);
	if (n > 0)
		add_valid(&r->text, s, end == NULL ? n : (size_t)(end - s));
	r->at += end == NULL ? n : (size_t)(end - s) + mark;
	r->is_pasting = false;
	*k = (struct key){ K_PASTE, str_text(&r->text) };
	return true;
}

/* Bytes that the character at `s` should have, by its first one. */
static size_t
expected_bytes(unsigned char first)
{
	return first >= 0xf0 ? 4 : first >= 0xe0 ? 3 : first >= 0xc2 ? 2 : 1;
}

static bool
text(struct key_reader *r, bool quiet, struct key *k)
{
	const char *s = r->in.s + r->at;
	size_t n = r->in.len - r->at, have = 1;
	size_t want = expected_bytes((unsigned char)*s);

	while (have < want && have < n && ((unsigned char)s[have] & 0xc0) == 0x80)
		have++;
	if (have < want && have == n && !quiet)
		return false;
	/* What an input method sends as one character comes as one, where it came at once. */
	size_t len = want > 1 ? utf8_cluster(s, s + n) : 1;

	str_clear(&r->text);
	add_valid(&r->text, s, len);
	r->at += len;
	*k = (struct key){ K_TEXT, str_text(&r->text) };
	return true;
}

/* One step: a key, or K_NONE for bytes that mean nothing; false when more is needed. */
static bool
step(struct key_reader *r, bool quiet, struct key *k)
{
	if (r->is_pasting)
		return paste(r, quiet, k);
	if (key_reader_is_empty(r))
		return false;
	unsigned char c = (unsigned char)r->in.s[r->at];

	*k = (struct key){ K_NONE, NULL };
	if (c == ESC) {
		struct sequence found = escape(r, quiet);

		k->code = found.code;
		r->at += found.len;
		return found.len > 0;
	}
	if (c >= ' ' && c != 0x7f)
		return text(r, quiet, k);
	k->code = c == 0x7f ? K_BACKSPACE : c < ESC ? controls[c] : K_NONE;
	r->at++;
	return true;
}

bool
key_reader_next(struct key_reader *r, bool quiet, struct key *k)
{
	while (step(r, quiet, k))
		if (k->code != K_NONE)
			return true;
	return false;
}
