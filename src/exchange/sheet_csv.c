/*
 * sheet_csv.c - a sheet as CSV (RFC 4180, CRLF). Nearly every cell takes the
 * short way, straight into the file's buffer; one that has to be quoted, guarded
 * or replaced in takes the long way through put_with_care().
 */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "base/date.h"
#include "base/mem.h"
#include "exchange/csv.h"
#include "exchange/formula.h"
#include "exchange/sheet_kinds.h"

#define LINE_END "\r\n"

struct csv_state {
	struct cp932 *table; /* NULL: UTF-8 */
	struct str text, field;
	size_t *lens;           /* of a row's cells */
	bool begins_guard[256]; /* a cell that begins with this byte may need a guard */
};

/* Eight bytes at a time: the top bit of a byte of the result is set if that byte is 0. */
static uint64_t
zero_bytes(uint64_t word)
{
	return (word - UINT64_C(0x0101010101010101)) & ~word & UINT64_C(0x8080808080808080);
}

/* The same for bytes that ask for quotes; what is above such a byte may be marked in vain. */
static uint64_t
marked_bytes(uint64_t word)
{
	const uint64_t ones = UINT64_C(0x0101010101010101);
	uint64_t below_blank = (word - ones * ' ') & ~word & ones * 0x80;
	return below_blank | zero_bytes(word ^ ones * ',') | zero_bytes(word ^ ones * '"');
}

enum { MAY_NEED_QUOTES = 1, IS_WIDE = 2 };

/*
 * Copies the text and looks at it on the way. `len` > 0. MAY_NEED_QUOTES if there is a
 * comma, a quote or a line end, or a blank at an end (now and then in vain); IS_WIDE if
 * not all is ASCII.
 */
static inline unsigned
copy_looking(char *to, const char *text, size_t len)
{
	const uint64_t high = UINT64_C(0x8080808080808080);
	uint64_t marks = text[0] == ' ' || text[len - 1] == ' ';
	uint64_t wide = 0, word;
	if (len < sizeof(word)) {
		for (size_t i = 0; i < len; i++) {
			unsigned char c = (unsigned char)text[i];
			to[i] = text[i];
			marks |= c < ' ' || c == ',' || c == '"';
			wide |= c >= 0x80 ? high : 0;
		}
	} else {
		for (size_t at = 0; at + sizeof(word) <= len; at += sizeof(word)) {
			memcpy(&word, text + at, sizeof(word));
			memcpy(to + at, &word, sizeof(word));
			marks |= marked_bytes(word);
			wide |= word;
		}
		memcpy(&word, text + len - sizeof(word), sizeof(word)); /* overlaps */
		memcpy(to + len - sizeof(word), &word, sizeof(word));
		marks |= marked_bytes(word);
		wide |= word;
	}
	return (marks ? MAY_NEED_QUOTES : 0u) | ((wide & high) ? IS_WIDE : 0u);
}

/* The field's bytes as they are, in the file's encoding: nothing is left that it does not hold. */
static bool
write_encoded(struct sheet *s, struct csv_state *c, struct err *e)
{
	const struct str *field = &c->field;
	if (!c->table)
		return outfile_write(s->out, str_text(field), field->len, e);
	size_t used = 0;
	AUTO_FREE char *room = mem_resize(NULL, field->len + 1, 1);
	size_t len = cp932_encode(c->table, str_text(field), field->len, room, &used);
	return outfile_write(s->out, room, len, e);
}

static bool
put_with_care(struct sheet *s, const char *text, const struct unmapped_place *where, struct err *e)
{
	struct csv_state *c = s->state;
	AUTO_STR guarded = STR_INIT;
	str_clear(&c->text);
	str_clear(&c->field);
	if (c->table)
		unmapped_replace(&s->unmapped, c->table, s->options.unmapped, text, where,
				 &c->text);
	else
		str_add(&c->text, text);
	formula_guard(&guarded, str_text(&c->text), s->options.numbers_as_text);
	csv_add_field(&c->field, str_text(&guarded));
	return write_encoded(s, c, e);
}

/* Text in the file's encoding at `to`, where there is room: its end; NULL when it needs care. */
static inline char *
put_plain(const struct cp932 *table, const char *text, size_t len, char *to)
{
	/* What begins with kanji is mostly kanji: its few ASCII is looked at on the way. */
	bool is_mixed = table && (unsigned char)text[0] >= 0x80;
	unsigned look = is_mixed ? (text[len - 1] == ' ' ? MAY_NEED_QUOTES : IS_WIDE)
				 : copy_looking(to, text, len);
	if (look & MAY_NEED_QUOTES)
		return NULL;
	if (!table || !(look & IS_WIDE))
		return to + len;
	size_t used;
	to += cp932_encode_field(table, text, len, to, &used);
	return used == len ? to : NULL;
}

/* The short way, for what needs neither a guard nor another shape: the end, or NULL. */
static inline char *
put_short(const struct sheet *s, const char *text, size_t len, enum sheet_kind kind, char *to)
{
	const struct csv_state *c = s->state;
	switch (kind) {
	case SHEET_TEXT:
		if (c->begins_guard[(unsigned char)*text] ||
		    (s->options.numbers_as_text && formula_is_number(text)))
			return NULL;
		break;
	case SHEET_DATE:
		if (s->options.excel_dates)
			return NULL;
		break;
	case SHEET_TIME:
	case SHEET_INSTANT:
		return NULL;
	case SHEET_NUMBER:
	case SHEET_MONEY: /* columns of whole numbers hold digits and nothing else */
		for (size_t i = 0; i < len; i++)
			to[i] = text[i];
		return to + len;
	}
	return put_plain(c->table, text, len, to);
}

static void
add_date(const struct sheet *s, const char *iso, struct str *b)
{
	size_t at = b->len;
	str_add_len(b, iso, strnlen(iso, DATE_TEXT_SIZE - 1));
	for (; s->options.excel_dates && at < b->len; at++)
		if (b->s[at] == '-')
			b->s[at] = '/';
}

static void
add_instant(const struct sheet *s, const char *stored, struct str *b)
{
	char iso[DATE_TEXT_SIZE];
	int64_t ms;
	if (!instant_from_text(stored, &ms)) {
		str_add(b, stored);
		return;
	}
	date_to_iso(instant_day(ms), iso);
	add_date(s, iso, b);
	str_add_char(b, ' ');
	time_add(b, instant_minutes(ms));
}

/* The long way. */
static bool
put_long(struct sheet *s, const char *cell, enum sheet_kind kind,
	 const struct unmapped_place *where, struct err *e)
{
	AUTO_STR b = STR_INIT;
	switch (kind) {
	case SHEET_TEXT:
		return put_with_care(s, cell, where, e);
	case SHEET_NUMBER:
	case SHEET_MONEY:
		str_add(&b, cell);
		break;
	case SHEET_DATE:
		if (date_from_iso(cell) == DAY_NONE)
			return put_with_care(s, cell, where, e);
		add_date(s, cell, &b);
		break;
	case SHEET_TIME:
		time_add(&b, atoi(cell));
		break;
	case SHEET_INSTANT:
		add_instant(s, cell, &b);
		break;
	}
	return outfile_write(s->out, str_text(&b), b.len, e);
}

/* The lengths of the cells, which are measured if need be. */
static const size_t *
lens_of(const struct sheet *s, const struct sheet_cells *cells)
{
	const struct csv_state *c = s->state;
	for (int i = 0; !cells->lens && i < s->count; i++)
		c->lens[i] = cells->texts[i] ? strlen(cells->texts[i]) : 0;
	return cells->lens ? cells->lens : c->lens;
}

/* Bytes that a row can take at the most by the short way. */
static size_t
room_for(const struct sheet *s, const size_t *lens)
{
	size_t room = (size_t)s->count + strlen(LINE_END);
	for (int i = 0; i < s->count; i++)
		room += lens[i];
	return room;
}

static enum sheet_kind
kind_of(const struct sheet *s, const struct sheet_cells *cells, int i)
{
	return cells->stands_in && cells->stands_in[i] ? SHEET_TEXT : s->columns[i].kind;
}

/* A row that does not fit the buffer as a whole. */
static bool
long_row(struct sheet *s, int64_t record, const struct sheet_cells *cells, struct err *e)
{
	struct unmapped_place where = { .record = record };
	for (int i = 0; i < s->count; i++) {
		const char *text = cells->texts[i];
		where.column = i;
		if (i > 0 && !outfile_write(s->out, ",", 1, e))
			return false;
		if (text && *text && !put_long(s, text, kind_of(s, cells, i), &where, e))
			return false;
	}
	return outfile_write(s->out, LINE_END, strlen(LINE_END), e);
}

static bool
row(struct sheet *s, int64_t record, const struct sheet_cells *cells, struct err *e)
{
	const size_t *lens = lens_of(s, cells);
	size_t need = room_for(s, lens);
	if (need > OUTFILE_ROOM)
		return long_row(s, record, cells, e);
	char *room = outfile_room(s->out, need, e);
	char *to = room;
	for (int i = 0; room && i < s->count; i++) {
		enum sheet_kind kind = kind_of(s, cells, i);
		if (i > 0)
			*to++ = ',';
		char *end = lens[i] ? put_short(s, cells->texts[i], lens[i], kind, to) : to;
		if (end) {
			to = end;
			continue;
		}
		const struct unmapped_place where = { .record = record, .column = i };
		outfile_used(s->out, (size_t)(to - room));
		if (!put_long(s, cells->texts[i], kind, &where, e))
			return false;
		to = room = outfile_room(s->out, need, e);
	}
	if (!room)
		return false;
	*to++ = '\r';
	*to++ = '\n';
	outfile_used(s->out, (size_t)(to - room));
	return true;
}

static bool
begin(struct sheet *s, struct err *e)
{
	const struct unmapped_place heading = { .column = -1 };
	struct csv_state *c = mem_alloc(sizeof(*c));
	s->state = c;
	c->lens = mem_alloc(sizeof(*c->lens) * (size_t)(s->count + 1));
	/* The signs of formula.h by their first byte. */
	for (const char *p = "'=+-@\t\r\n\xEF\xE2"; *p; p++)
		c->begins_guard[(unsigned char)*p] = true;
	if (s->options.format == SHEET_CSV_CP932) {
		c->table = cp932_new(e);
		if (!c->table)
			return false;
	}
	if (s->options.format == SHEET_CSV_UTF8_BOM && !outfile_write(s->out, "\xEF\xBB\xBF", 3, e))
		return false;
	for (int i = 0; i < s->count; i++) {
		if ((i > 0 && !outfile_write(s->out, ",", 1, e)) ||
		    !put_with_care(s, s->columns[i].label, &heading, e))
			return false;
	}
	return outfile_write(s->out, LINE_END, strlen(LINE_END), e);
}

static bool
end(struct sheet *s, struct err *e)
{
	(void)s;
	(void)e;
	return true;
}

static void
done(struct sheet *s)
{
	struct csv_state *c = s->state;
	if (!c)
		return;
	cp932_free(c->table);
	str_done(&c->text);
	str_done(&c->field);
	free(c->lens);
	free(c);
}

const struct sheet_kind_ops sheet_csv = { begin, row, end, done };
