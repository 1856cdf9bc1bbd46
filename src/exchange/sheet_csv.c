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
#define LONG     (OUTFILE_ROOM / 2) /* bytes of a cell that always takes the long way */

struct csv_state {
	struct cp932 *table; /* NULL: UTF-8 */
	struct str text, field;
	bool begins_guard[256]; /* a cell that begins with this byte may need a guard */
};

/* Eight bytes at a time: the top bit of a byte of the result is set if that byte is 0. */
static uint64_t
zero_bytes(uint64_t word)
{
	return (word - UINT64_C(0x0101010101010101)) & ~word & UINT64_C(0x8080808080808080);
}

/* True if there is a comma, a quote or a line end, or a blank at an end. May say so in vain. */
static bool
may_need_quotes(const char *text, size_t len)
{
	const uint64_t ones = UINT64_C(0x0101010101010101);
	bool found = len > 0 && (text[0] == ' ' || text[len - 1] == ' ');
	uint64_t bits = 0, word;
	for (; len >= sizeof(word); len -= sizeof(word), text += sizeof(word)) {
		memcpy(&word, text, sizeof(word));
		bits |= (word - ones * ' ') & ~word & ones * 0x80; /* below a blank */
		bits |= zero_bytes(word ^ ones * ',') | zero_bytes(word ^ ones * '"');
	}
	for (; len > 0; len--, text++)
		found |= (unsigned char)*text < ' ' || *text == ',' || *text == '"';
	return found || bits != 0;
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

/* Text that needs no guard; the short way. */
static bool
put_plain(struct sheet *s, const char *text, const struct unmapped_place *where, struct err *e)
{
	struct csv_state *c = s->state;
	size_t len = strlen(text);
	if (len > LONG || may_need_quotes(text, len))
		return put_with_care(s, text, where, e);
	char *room = outfile_room(s->out, len, e);
	if (!room)
		return false;
	if (!c->table) {
		memcpy(room, text, len);
		outfile_used(s->out, len);
		return true;
	}
	size_t used;
	size_t written = cp932_encode(c->table, text, len, room, &used);
	if (used < len)
		return put_with_care(s, text, where, e);
	outfile_used(s->out, written);
	return true;
}

static bool
put_text(struct sheet *s, const char *text, const struct unmapped_place *where, struct err *e)
{
	const struct csv_state *c = s->state;
	bool may_be_number = s->options.numbers_as_text && formula_is_number(text);
	if (c->begins_guard[(unsigned char)*text] || may_be_number)
		return put_with_care(s, text, where, e);
	return put_plain(s, text, where, e);
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

static bool
put_cell(struct sheet *s, const char *cell, enum sheet_kind kind,
	 const struct unmapped_place *where, struct err *e)
{
	AUTO_STR b = STR_INIT;
	switch (kind) {
	case SHEET_TEXT:
		return put_text(s, cell, where, e);
	case SHEET_NUMBER:
	case SHEET_MONEY:
		return put_plain(s, cell, where, e);
	case SHEET_DATE:
		if (!s->options.excel_dates)
			return put_plain(s, cell, where, e);
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

static bool
row(struct sheet *s, int64_t record, const char *const *cells, const bool *stands_in, struct err *e)
{
	struct unmapped_place where = { .record = record };
	for (int i = 0; i < s->count; i++) {
		bool is_text = stands_in && stands_in[i];
		where.column = i;
		if (i > 0 && !outfile_write(s->out, ",", 1, e))
			return false;
		if (cells[i] && *cells[i] &&
		    !put_cell(s, cells[i], is_text ? SHEET_TEXT : s->columns[i].kind, &where, e))
			return false;
	}
	return outfile_write(s->out, LINE_END, strlen(LINE_END), e);
}

static bool
begin(struct sheet *s, struct err *e)
{
	const struct unmapped_place heading = { .column = -1 };
	struct csv_state *c = mem_alloc(sizeof(*c));
	s->state = c;
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
		    !put_text(s, s->columns[i].label, &heading, e))
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
	free(c);
}

const struct sheet_kind_ops sheet_csv = { begin, row, end, done };
