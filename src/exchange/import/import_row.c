/* import_row.c - see import_row.h. */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "exchange/import/import_row.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "base/typed.h"
#include "base/utf8.h"
#include "exchange/import/import_value.h"
#include "form/type.h"

/* The field of the name whose reading the field is, if the file has it; or -1. */
static int
name_of(const struct import_row *r, int field)
{
	const struct form *form = r->map->form;
	const char *name = form->fields[field].kana_of;
	int of = name ? form_field_index(form, name) : -1;
	return of >= 0 && r->given[of] ? of : -1;
}

void
import_row_init(struct import_row *r, struct desk *d, const struct import_map *map, bool adds)
{
	size_t fields = (size_t)map->form->field_count + 1;
	*r = (struct import_row){ .desk = d, .map = map, .adds = adds };
	r->words = import_vocabulary_new(map->form);
	r->values = mem_alloc(sizeof(*r->values) * fields);
	r->given = mem_alloc(sizeof(*r->given) * fields);
	r->failed = mem_alloc(sizeof(*r->failed) * fields);
	r->parts = mem_alloc(sizeof(*r->parts) * (size_t)(map->count + 1));
	r->title = form_field_index(map->form, map->form->title);
	for (int i = 0; i < map->count; i++) {
		int first = 0;
		if (map->fields[i] < 0)
			continue;
		r->given[map->fields[i]] = true;
		while (map->fields[first] != map->fields[i])
			first++;
		r->parts[i] = first == i ? PART_ALONE : PART_LATER;
		if (first != i)
			r->parts[first] = PART_FIRST;
	}
	r->reading = map->reads_later && adds ? import_map_reading(map) : -1;
	for (int i = 0; i < map->form->field_count; i++)
		r->given[i] |= adds && name_of(r, i) >= 0;
}

static void
forget(struct import_row *r)
{
	for (int i = 0; i < r->map->form->field_count; i++) {
		free(r->values[i]);
		r->values[i] = NULL;
		r->failed[i] = false;
	}
}

void
import_row_done(struct import_row *r)
{
	if (!r->values)
		return;
	forget(r);
	str_done(&r->joined);
	import_vocabulary_free(r->words);
	free(r->values);
	free(r->given);
	free(r->failed);
	free(r->parts);
}

/* Spreadsheets write empty cells behind the last heading; anything else there is a fault. */
static bool
check_width(const struct import_row *r, const struct csv_row *row, struct err *e)
{
	bool fits = row->count >= r->map->count;
	for (int i = r->map->count; fits && i < row->count; i++)
		fits = row->fields[i][0] == '\0';
	return fits ||
	       err_set(e, ERR_INVALID, _("The row has %d columns, but there are %d headings."),
		       row->count, r->map->count);
}

void
import_row_begin(struct import_row *r)
{
	r->astray = 0;
}

/* Its first two cells are headings, and not those of their columns. */
static bool
is_another_table(const struct import_row *r, const struct csv_row *row)
{
	int headings = 0;
	for (int i = 0; i < r->map->count; i++) {
		if (r->map->fields[i] < 0 || row->fields[i][0] == '\0')
			continue;
		if (!import_vocabulary_has(r->words, row->fields[i]))
			return false;
		if (++headings == 2)
			return true;
	}
	return false;
}

static bool
check_table(struct import_row *r, const struct csv_row *row, struct err *e)
{
	if (r->astray == 0 && is_another_table(r, row))
		r->astray = row->line;
	return r->astray == 0 ||
	       err_set(e, ERR_INVALID,
		       _("Line %lld holds other headings. Put it and the rows below it into a file "
			 "of their own."),
		       (long long)r->astray);
}

static bool
is_sum(const char *cell)
{
	static const char *const sums[] = { "合計", "総計", "小計", "計", "総合計", "平均" };
	AUTO_STR text = STR_INIT;
	str_set(&text, cell);
	str_trim(&text);
	return str_is_one_of(str_text(&text), sums, ARRAY_LEN(sums));
}

/* "※ as of April", "(注) …", "以上": they begin so and stand alone in their row. */
static bool
is_note(const char *text, const struct csv_row *row)
{
	static const char *const signs[] = { "※",   "＊",   "*",    "(注", "（注",
					     "注)", "注）", "注：", "注:" };
	bool is_marked = strcmp(text, "以上") == 0;
	int filled = 0;
	for (size_t i = 0; i < ARRAY_LEN(signs); i++)
		is_marked |= str_starts(text, signs[i]);
	for (int i = 0; is_marked && i < row->count; i++)
		filled += row->fields[i][0] != '\0';
	return is_marked && filled == 1;
}

enum import_aside
import_row_aside(const struct csv_row *row, const char *name)
{
	bool is_first = true;
	for (int i = 0; i < row->count; i++) {
		if (row->fields[i][0] == '\0')
			continue;
		if ((is_first || !*name) && is_sum(row->fields[i]))
			return ASIDE_SUM;
		is_first = false;
	}
	if (is_sum(name))
		return ASIDE_SUM;
	return is_note(name, row) ? ASIDE_NOTE : ASIDE_NONE;
}

/* Where the file has no names, or a row needs none to change a record, none is missed. */
static bool
check_is_record(const struct import_row *r, const struct csv_row *row, struct err *e)
{
	const char *name = r->title < 0 ? NULL : r->values[r->title];
	bool needs_name = r->adds && r->title >= 0 && r->given[r->title];
	if (!name && !needs_name)
		return true;
	switch (import_row_aside(row, name ? name : "")) {
	case ASIDE_NONE:
		return true;
	case ASIDE_SUM:
		return err_set(e, ERR_INVALID, _("The row is a sum, not a record."));
	case ASIDE_NOTE:
		break;
	}
	return err_set(e, ERR_INVALID, _("The row is a note (%s), not a record."), name);
}

/* A name in kana is its own reading; any other stands for it when that was decided. */
static void
fill_kana(struct import_row *r)
{
	const struct form *form = r->map->form;
	for (int i = 0; r->adds && i < form->field_count; i++) {
		int name = name_of(r, i);
		if (name < 0 || r->values[i] || r->failed[i] || !r->values[name])
			continue;
		if (!field_parse(&form->fields[i], &r->desk->lookup, r->values[name], &r->values[i],
				 NULL) &&
		    i == r->reading)
			r->values[i] = mem_strdup(r->values[name]);
	}
}

/* Does the cell hold the name that stands for its reading, as this program writes it? */
static bool
is_name_again(const struct import_row *r, const struct csv_row *row, int column)
{
	int field = r->map->fields[column];
	return field == r->reading &&
	       str_equal(row->fields[column],
			 row->fields[import_map_column(r->map, name_of(r, field))]);
}

/* An area code whose first 0 a spreadsheet took for nothing; (0297) and ０２９７ have theirs. */
static bool
lacks_zero(const struct import_row *r, int column, const char *cell)
{
	AUTO_FREE char *plain = typed_plain(cell);
	return r->parts[column] == PART_FIRST && plain[0] >= '1' && plain[0] <= '9';
}

/* Of a note each part has its line and heading; between others is what parts their words. */
static void
add_part(const struct import_row *r, int column, const char *cell, struct str *out)
{
	enum field_kind kind = r->map->form->fields[r->map->fields[column]].type->kind;
	const char *between = kind == FIELD_CHOICES ? "、" : kind == FIELD_PHONE ? "-" : " ";
	const char *lost = kind == FIELD_PHONE && lacks_zero(r, column, cell) ? "0" : "";
	if (*cell == '\0')
		return;
	if (kind == FIELD_NOTE)
		str_addf(out, "%s%s: %s", out->len ? "\n" : "", r->map->headings[column], cell);
	else
		str_addf(out, "%s%s", out->len ? between : lost, cell);
}

/* The cells of all columns that are parts of this one's field. */
static const char *
join_cells(struct import_row *r, int column, const struct csv_row *row)
{
	if (r->parts[column] == PART_ALONE)
		return row->fields[column];
	str_clear(&r->joined);
	for (int i = column; i < r->map->count; i++)
		if (r->map->fields[i] == r->map->fields[column])
			add_part(r, i, row->fields[i], &r->joined);
	return str_text(&r->joined);
}

static void
add_fault(struct import_row *r, int field, const struct err *why, struct err *faults)
{
	const struct form *form = r->map->form;
	r->failed[field] = true;
	err_also(faults, why);
	if (str_equal(form->fields[field].ref, form->name))
		snprintf(faults->field, sizeof(faults->field), "%s", why->field);
}

/* What the desk would refuse the row for, once its cells are right. */
static void
add_missing(const struct import_row *r, struct err *faults)
{
	for (int i = 0; r->adds && i < r->map->form->field_count; i++) {
		const struct form_field *f = &r->map->form->fields[i];
		struct err why;
		if (!f->required || r->values[i] || r->failed[i] || !import_map_needs(r->map, i))
			continue;
		err_set_field(&why, ERR_INVALID, f->name, _("%s is needed."), field_label(f));
		err_also(faults, &why);
	}
}

bool
import_row_read(struct import_row *r, const struct csv_row *row, struct err *e)
{
	const struct form *form = r->map->form;
	struct err faults = { 0 };
	forget(r);
	if (!check_width(r, row, e) || !check_table(r, row, e))
		return false;
	for (int i = 0; i < r->map->count; i++) {
		int field = r->map->fields[i];
		struct err why;
		if (r->parts[i] == PART_NONE || r->parts[i] == PART_LATER ||
		    is_name_again(r, row, i))
			continue;
		if (!import_value(&form->fields[field], &r->desk->lookup, join_cells(r, i, row),
				  &r->values[field], &why))
			add_fault(r, field, &why, &faults);
	}
	fill_kana(r);
	if (!check_is_record(r, row, e))
		return false;
	add_missing(r, &faults);
	if (faults.code != ERR_NONE && e)
		*e = faults;
	return faults.code == ERR_NONE;
}

bool
import_row_has_gaiji(const struct import_row *r)
{
	for (int i = 0; i < r->map->form->field_count; i++)
		if (r->values[i] && utf8_has_private(r->values[i]))
			return true;
	return false;
}
