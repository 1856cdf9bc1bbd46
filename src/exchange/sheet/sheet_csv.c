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
#include "exchange/sheet/csv.h"
#include "exchange/sheet/formula.h"
#include "exchange/sheet/sheet_kinds.h"

#define LINE_END "\r\n"

/* How a column's cells go into the file. */
enum way {
	WAY_TEXT,   /* as they are, unless they need quotes, a guard or another character */
	WAY_NUMBER, /* the same, and in another shape when they are a number */
	WAY_DIGITS, /* as they are */
	WAY_LONG,   /* in another shape */
};

struct csv_state {
	struct cp932 *table; /* NULL: UTF-8 */
	struct str text, field;
	size_t *lens;   /* of a row's cells */
	enum way *ways; /* by column */
	enum way text_way;
	bool begins_special[256]; /* a cell that begins with this byte may need care */
};

/* The field's bytes as they are, in the file's encoding: nothing is left that it does not hold. */
static bool
write_encoded(struct sheet *s, struct csv_state *c, struct err *e)
{
	const struct str *field = &c->field;
	if (!c->table)
		return outfile_write(s->out, str_text(field), field->len, e);
	size_t used = 0;
	AUTO_FREE char *room = mem_resize(NULL, CP932_ROOM(field->len), 1);
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

/* Digits, nearly always few. */
static inline char *
put_as_is(const char *text, size_t len, char *to)
{
	if (len < 8)
		eight_store(to, eight_load_few(text, len));
	else
		memcpy(to, text, len);
	return to + len;
}

/* The same for UTF-8 that needs no quotes; else NULL. */
static inline char *
put_unquoted(const char *text, size_t len, char *to)
{
	uint64_t quoted = 0;
	size_t at = 0;
	for (; at + 8 <= len; at += 8) {
		uint64_t word = eight_load(text + at);
		eight_store(to + at, word);
		quoted |= csv_quoted_bytes(word);
	}
	if (at < len) {
		uint64_t word = eight_load_few(text + at, len - at);
		eight_store(to + at, word);
		quoted |= csv_quoted_bytes(word | EIGHT_HIGH << (8 * (len - at)));
	}
	return quoted ? NULL : to + len;
}

/* The short way, for what needs neither a guard nor another shape: the end, or NULL. */
static inline char *
put_short(const struct csv_state *c, const char *text, size_t len, enum way way, char *to)
{
	if (way == WAY_DIGITS)
		return put_as_is(text, len, to);
	if (way == WAY_LONG || c->begins_special[(unsigned char)text[0]] || text[len - 1] == ' ' ||
	    (way == WAY_NUMBER && formula_is_number(text)))
		return NULL;
	return c->table ? cp932_put_field(c->table, text, len, to) : put_unquoted(text, len, to);
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
	size_t room = CP932_ROOM((size_t)s->count + strlen(LINE_END));
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

/*
 * The cells from *at on, each with a comma behind it; the end. Stops before one that
 * needs care. What stays the same is in variables: a byte written could be any of it.
 */
static char *
put_cells(const struct sheet *s, const struct sheet_cells *cells, const size_t *lens, int *at,
	  char *to)
{
	const struct csv_state *c = s->state;
	const enum way *ways = c->ways;
	const char *const *texts = cells->texts;
	const bool *replaced = cells->stands_in;
	int i = *at, count = s->count;
	for (; i < count; i++) {
		enum way way = replaced && replaced[i] ? c->text_way : ways[i];
		if (lens[i] > 0) {
			char *end = put_short(c, texts[i], lens[i], way, to);
			if (!end)
				break;
			to = end;
		}
		*to++ = ',';
	}
	*at = i;
	return to;
}

static bool
row(struct sheet *s, int64_t record, const struct sheet_cells *cells, struct err *e)
{
	const size_t *lens = lens_of(s, cells);
	size_t need = room_for(s, lens);
	if (need > OUTFILE_ROOM || s->count == 0)
		return long_row(s, record, cells, e);
	char *room = outfile_room(s->out, need, e);
	char *to = room;
	for (int i = 0; room && i < s->count; i++) {
		to = put_cells(s, cells, lens, &i, to);
		if (i == s->count)
			break;
		const struct unmapped_place where = { .record = record, .column = i };
		outfile_used(s->out, (size_t)(to - room));
		if (!put_long(s, cells->texts[i], kind_of(s, cells, i), &where, e))
			return false;
		to = room = outfile_room(s->out, need, e);
		if (room)
			*to++ = ',';
	}
	if (!room)
		return false;
	to[-1] = '\r'; /* in place of the last comma */
	*to++ = '\n';
	outfile_used(s->out, (size_t)(to - room));
	return true;
}

static enum way
way_of(const struct sheet *s, enum sheet_kind kind)
{
	switch (kind) {
	case SHEET_TEXT:
		return s->options.numbers_as_text ? WAY_NUMBER : WAY_TEXT;
	case SHEET_DATE:
		return s->options.excel_dates ? WAY_LONG : WAY_TEXT;
	case SHEET_NUMBER:
	case SHEET_MONEY: /* columns of whole numbers hold digits and nothing else */
		return WAY_DIGITS;
	case SHEET_TIME:
	case SHEET_INSTANT:
		break;
	}
	return WAY_LONG;
}

static struct csv_state *
state_new(const struct sheet *s)
{
	struct csv_state *c = mem_alloc(sizeof(*c));
	size_t count = (size_t)s->count + 1;
	c->lens = mem_alloc(sizeof(*c->lens) * count);
	c->ways = mem_alloc(sizeof(*c->ways) * count);
	c->text_way = way_of(s, SHEET_TEXT);
	for (int i = 0; i < s->count; i++)
		c->ways[i] = way_of(s, s->columns[i].kind);
	/* A blank, and the signs of formula.h by their first byte. */
	for (const char *p = " '=+-@\t\r\n\xEF\xE2"; *p; p++)
		c->begins_special[(unsigned char)*p] = true;
	return c;
}

static bool
begin(struct sheet *s, struct err *e)
{
	const struct unmapped_place heading = { .column = -1 };
	struct csv_state *c = state_new(s);
	s->state = c;
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
	free(c->ways);
	free(c);
}

const struct sheet_kind_ops sheet_csv = { begin, row, end, done };
