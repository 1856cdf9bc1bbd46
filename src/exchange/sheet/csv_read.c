/*
 * csv_read.c - rows are found and cut in the file's own bytes and only then
 * decoded: no byte of a character of these encodings looks like a comma, a tab,
 * a quote or a line end, and so each row is also there as it was written.
 */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "exchange/sheet/csv_read.h"

#include <assert.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/log.h"
#include "base/mem.h"
#include "exchange/recode.h"

#define PIECE           65536
#define BOM             "\xEF\xBB\xBF"
#define DELIMITER_LINES 20   /* for guessing it */
#define DOS_END         0x1A /* ^Z, with which files of DOS end */

enum place { AT_FIELD, IN_PLAIN, IN_QUOTES, AFTER_QUOTE };

struct csv_reader {
	FILE *file;
	FILE *recoded; /* NULL, or `file`, which is the caller's file as UTF-8 */
	enum encoding encoding;
	struct decoder *decoder;
	char delimiter;
	bool has_bom, failed, at_end;
	size_t start; /* of the text: behind what some programs write before it */
	int64_t size;

	struct str bytes; /* what has been read of the file */
	size_t from;      /* where the present row begins in it */
	size_t seen;      /* how far the row has been looked through */
	enum place place; /* what `seen` stands in */
	int64_t offset;   /* of `from` in the file */
	int64_t line;     /* of `from` */

	struct str plain; /* the row's fields, unquoted, each with a NUL behind it */
	struct str text;  /* the same as UTF-8 */
	const char **fields;
	int room;
};

static bool
fail_at(struct csv_reader *r, int64_t line, int column, const char *why, struct err *e)
{
	r->failed = true;
	return err_set(e, ERR_INVALID, _("Line %lld, column %d: %s"), (long long)line, column, why);
}

static bool
read_more(struct csv_reader *r, struct err *e)
{
	if (r->from > 0) {
		str_remove(&r->bytes, 0, r->from);
		r->seen -= r->from;
		r->from = 0;
	}
	char piece[PIECE];
	size_t got = fread(piece, 1, sizeof(piece), r->file);
	str_add_len(&r->bytes, piece, got);
	r->at_end = got < sizeof(piece);
	if (!ferror(r->file))
		return true;
	log_write("csv: read: errno %d", errno);
	r->failed = true;
	return err_set(e, ERR_IO, _("The file cannot be read any further."));
}

/* What a byte does to the place; true at a line end outside quotes. */
static bool
step(struct csv_reader *r, char c)
{
	if (r->place == IN_QUOTES) {
		if (c == '"')
			r->place = AFTER_QUOTE;
		return false;
	}
	if (c == '\n' || c == '\r')
		return true;
	if (c == r->delimiter)
		r->place = AT_FIELD;
	else if (c == '"' && r->place != IN_PLAIN)
		r->place = IN_QUOTES;
	else
		r->place = IN_PLAIN;
	return false;
}

/* The end of a row without quotes, as most are; NULL when it has some or is not all there. */
static const char *
plain_end(const struct csv_reader *r)
{
	const char *p = r->bytes.s + r->from;
	const char *end = memchr(p, '\n', r->bytes.len - r->from);
	if (!end || memchr(p, '"', (size_t)(end - p)))
		return NULL;
	const char *before = memchr(p, '\r', (size_t)(end - p));
	return before ? before : end;
}

/* The length of the row that begins at `from`; false when all bytes belong to it. */
static bool
find_end(struct csv_reader *r, size_t *len)
{
	for (; r->seen < r->bytes.len; r->seen++)
		if (step(r, r->bytes.s[r->seen])) {
			*len = r->seen - r->from;
			return true;
		}
	return false;
}

static bool
find_row(struct csv_reader *r, size_t *len, struct err *e)
{
	const char *end = plain_end(r);
	r->seen = end ? (size_t)(end - r->bytes.s) : r->from;
	r->place = AT_FIELD;
	while (!find_end(r, len)) {
		if (r->seen - r->from > CSV_ROW_LIMIT)
			return fail_at(
				r, r->line, 1,
				_("the row is longer than 16 MB. A closing quote (\") may be "
				  "missing."),
				e);
		if (r->at_end) {
			*len = r->bytes.len - r->from;
			return true;
		}
		if (!read_more(r, e))
			return false;
	}
	/* The \n of \r\n may not have been read yet. */
	if (r->bytes.s[r->seen] == '\r' && r->seen + 1 == r->bytes.len && !r->at_end)
		return read_more(r, e);
	return true;
}

static int64_t
count_lines(const char *bytes, size_t len)
{
	int64_t lines = 0;
	const char *end = bytes + len;
	for (const char *p = bytes; (p = memchr(p, '\n', (size_t)(end - p))); p++)
		lines++;
	for (const char *p = bytes; (p = memchr(p, '\r', (size_t)(end - p))); p++)
		lines += p[1] != '\n';
	return lines;
}

/* Moves behind the row and its line end. The bytes stay until more are read. */
static void
pass_row(struct csv_reader *r, size_t len)
{
	size_t end = r->from + len;
	if (end < r->bytes.len)
		end += r->bytes.s[end] == '\r' && r->bytes.s[end + 1] == '\n' ? 2 : 1;
	r->line += count_lines(r->bytes.s + r->from, end - r->from);
	r->offset += (int64_t)(end - r->from);
	r->from = end;
}

/*
 * Appends the quoted field behind the quote at `p`; where it ends, or NULL when
 * the closing quote is missing.
 */
static const char *
unquote(struct csv_reader *r, const char *p, const char *end)
{
	for (p++; p < end;) {
		const char *quote = memchr(p, '"', (size_t)(end - p));
		if (!quote)
			return NULL;
		str_add_len(&r->plain, p, (size_t)(quote - p));
		p = quote + 1;
		if (p == end || *p != '"')
			return p;
		str_add_char(&r->plain, '"');
		p++;
	}
	return NULL;
}

static bool
fail_quote(struct csv_reader *r, const struct csv_row *row, const char *at, bool open,
	   struct err *e)
{
	int64_t line = row->line + count_lines(row->raw, (size_t)(at - row->raw));
	return fail_at(r, line, row->count + 1,
		       open ? _("the quote (\") that opens here is never closed.")
			    : _("a quoted field must end at its closing quote (\"). A quote inside "
				"is written twice."),
		       e);
}

/* Cuts the row into fields. */
static bool
cut_row(struct csv_reader *r, struct csv_row *row, struct err *e)
{
	const char *p = row->raw, *end = row->raw + row->raw_len;
	str_clear(&r->plain);
	for (row->count = 0;; p++) {
		const char *next = p;
		if (p < end && *p == '"') {
			next = unquote(r, p, end);
			if (!next || (next < end && *next != r->delimiter))
				return fail_quote(r, row, next ? next : p, !next, e);
		} else {
			const char *stop = memchr(p, r->delimiter, (size_t)(end - p));
			next = stop ? stop : end;
			str_add_len(&r->plain, p, (size_t)(next - p));
		}
		str_add_char(&r->plain, '\0');
		row->count++;
		if (next == end)
			return true;
		p = next;
	}
}

static bool
fail_byte(struct csv_reader *r, const struct csv_row *row, size_t at, struct err *e)
{
	int column = 1;
	int64_t line = row->line;
	for (size_t i = 0; i < at; i++) {
		column += r->plain.s[i] == '\0';
		line += r->plain.s[i] == '\n';
	}
	AUTO_FREE char *why = mem_printf(
		_("the byte 0x%02X is no character of %s. The file may be damaged, or in another "
		  "encoding."),
		(unsigned char)r->plain.s[at], encoding_name(r->encoding));
	return fail_at(r, line, column, why, e);
}

static bool
check_nul(struct csv_reader *r, const struct csv_row *row, struct err *e)
{
	const char *nul = memchr(row->raw, '\0', row->raw_len);
	if (!nul)
		return true;
	int column = 1;
	bool quoted = false;
	for (const char *p = row->raw; p < nul; p++) {
		quoted ^= *p == '"';
		column += !quoted && *p == r->delimiter;
	}
	return fail_at(r, row->line + count_lines(row->raw, (size_t)(nul - row->raw)), column,
		       _("a NUL byte, which no text file holds."), e);
}

static void
grow_fields(struct csv_reader *r, int count)
{
	if (count <= r->room)
		return;
	r->room = count + count / 2 + 8;
	r->fields = mem_resize(r->fields, (size_t)r->room, sizeof(*r->fields));
}

static bool
decode_row(struct csv_reader *r, struct csv_row *row, struct err *e)
{
	size_t bad = 0;
	if (!check_nul(r, row, e) || !cut_row(r, row, e))
		return false;
	str_clear(&r->text);
	if (!decoder_text(r->decoder, r->plain.s, r->plain.len, &r->text, &bad))
		return fail_byte(r, row, bad, e);
	grow_fields(r, row->count);
	const char *p = r->text.s;
	for (int i = 0; i < row->count; i++, p += strlen(p) + 1)
		r->fields[i] = p;
	row->fields = r->fields;
	return true;
}

static bool
is_nothing(const struct csv_reader *r, const char *raw, size_t len)
{
	bool is_last = r->at_end && r->from >= r->bytes.len;
	return len == 0 || (len == 1 && raw[0] == DOS_END && is_last);
}

bool
csv_reader_row(struct csv_reader *r, struct csv_row *row, struct err *e)
{
	size_t len = 0;
	if (r->failed)
		return false;
	do {
		if (r->from >= r->bytes.len && r->at_end)
			return false;
		row->line = r->line;
		if (!find_row(r, &len, e))
			return false;
		size_t from = r->from;
		pass_row(r, len);
		row->raw = r->bytes.s + from;
		row->raw_len = len;
	} while (is_nothing(r, row->raw, len));
	return decode_row(r, row, e);
}

/* What a file begins with that is no text. */
static const struct {
	const char *bytes;
	size_t len;
	const char *why;
} no_text[] = {
	{ "PK\x03\x04", 4,
	  N_("This is an Excel workbook (XLSX). Save it in Excel as \"CSV UTF-8\" and choose that "
	     "file.") },
	{ "\xD0\xCF\x11\xE0", 4,
	  N_("This is an old Excel workbook (XLS). Save it in Excel as \"CSV UTF-8\" and choose "
	     "that file.") },
};

static bool
check_is_text(const struct csv_reader *r, struct err *e)
{
	for (size_t i = 0; i < ARRAY_LEN(no_text); i++)
		if (r->bytes.len >= no_text[i].len &&
		    memcmp(r->bytes.s, no_text[i].bytes, no_text[i].len) == 0)
			return err_set(e, ERR_INVALID, "%s", _(no_text[i].why));
	return true;
}

static enum encoding
guess(struct csv_reader *r)
{
	struct encoding_guess g = { .last = 0 };
	char piece[PIECE];
	size_t got;
	encoding_guess_add(&g, str_text(&r->bytes) + r->from, r->bytes.len - r->from);
	while ((got = fread(piece, 1, sizeof(piece), r->file)) > 0)
		encoding_guess_add(&g, piece, got);
	fseek(r->file, (long)r->bytes.len, SEEK_SET);
	return encoding_guess_end(&g);
}

/* Whatever parts more of the first lines, since a title above the table has neither. */
static char
guess_delimiter(const struct csv_reader *r)
{
	int tabs = 0, commas = 0, tab_lines = 0, comma_lines = 0, lines = 0;
	bool quoted = false;
	for (size_t i = r->from; i < r->bytes.len && lines < DELIMITER_LINES; i++) {
		char c = r->bytes.s[i];
		quoted ^= c == '"';
		tabs += !quoted && c == '\t';
		commas += !quoted && c == ',';
		if (quoted || (c != '\n' && c != '\r' && i + 1 < r->bytes.len))
			continue;
		tab_lines += tabs > commas;
		comma_lines += commas > tabs;
		lines += tabs + commas > 0;
		tabs = commas = 0;
	}
	return tab_lines > comma_lines ? '\t' : ',';
}

/* What cannot be cut in its own bytes is read as the UTF-8 that it becomes. */
static bool
recode(struct csv_reader *r, struct err *e)
{
	enum recode_from from = recode_needed(r->file);
	if (from == RECODE_NONE)
		return true;
	r->recoded = recode_file(r->file, from, e);
	r->file = r->recoded;
	r->encoding = ENCODING_UTF8;
	return r->recoded != NULL;
}

static bool
begin(struct csv_reader *r, char delimiter, struct err *e)
{
	if (!recode(r, e))
		return false;
	if (fseek(r->file, 0, SEEK_END) != 0)
		return err_set(e, ERR_IO, _("The file cannot be read."));
	r->size = ftell(r->file);
	rewind(r->file);
	if (!read_more(r, e) || !check_is_text(r, e))
		return false;
	r->has_bom = r->bytes.len >= 3 && memcmp(r->bytes.s, BOM, 3) == 0;
	r->from = r->start = r->has_bom ? 3 : 0; /* some programs write it before Shift_JIS */
	if (r->encoding == ENCODING_AUTO)
		r->encoding = guess(r);
	r->has_bom = r->has_bom && r->encoding == ENCODING_UTF8;
	r->offset = (int64_t)r->from;
	r->delimiter = delimiter ? delimiter : guess_delimiter(r);
	r->decoder = decoder_new(r->encoding, e);
	return r->decoder != NULL;
}

struct csv_reader *
csv_reader_new(FILE *f, enum encoding encoding, char delimiter, struct err *e)
{
	struct csv_reader *r = mem_alloc(sizeof(*r));
	r->file = f;
	r->encoding = encoding;
	r->line = 1;
	if (begin(r, delimiter, e))
		return r;
	csv_reader_free(r);
	return NULL;
}

bool
csv_reader_again(struct csv_reader *r, struct err *e)
{
	rewind(r->file);
	str_clear(&r->bytes);
	r->from = 0;
	r->line = 1;
	r->failed = r->at_end = false;
	if (!read_more(r, e))
		return false;
	r->from = r->start;
	r->offset = (int64_t)r->start;
	return true;
}

void
csv_reader_free(struct csv_reader *r)
{
	if (!r)
		return;
	decoder_free(r->decoder);
	if (r->recoded)
		fclose(r->recoded);
	str_done(&r->bytes);
	str_done(&r->plain);
	str_done(&r->text);
	free(r->fields);
	free(r);
}

bool
csv_reader_failed(const struct csv_reader *r)
{
	return r->failed;
}

enum encoding
csv_reader_encoding(const struct csv_reader *r)
{
	return r->encoding;
}

char
csv_reader_delimiter(const struct csv_reader *r)
{
	return r->delimiter;
}

bool
csv_reader_has_bom(const struct csv_reader *r)
{
	return r->has_bom;
}

struct decoder *
csv_reader_decoder(const struct csv_reader *r)
{
	return r->decoder;
}

int64_t
csv_reader_offset(const struct csv_reader *r)
{
	return r->offset;
}

int64_t
csv_reader_size(const struct csv_reader *r)
{
	return r->size;
}
