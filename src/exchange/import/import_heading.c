/*
 * import_heading.c - each of the first rows is tried as headings, alone and with the row
 * below it; the one that names most fields is them, the uppermost of equals.
 */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "exchange/import/import_heading.h"

#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "base/utf8.h"
#include "exchange/import/import_guess.h"

enum { COLUMNS_TRIED = 200 };

struct row {
	int64_t line;
	int count, filled;
	const char **cells; /* trimmed */
};

struct top {
	const struct form *form;
	struct import_vocabulary *words;
	struct arena arena;
	struct row rows[HEADING_ROWS_MOST];
	int count;
};

static void
top_done(struct top *t)
{
	import_vocabulary_free(t->words);
	arena_done(&t->arena);
}

static bool
is_blank(const char *cell)
{
	AUTO_STR text = STR_INIT;
	if (cell[0] == '\0')
		return true;
	if (cell[0] != ' ' && cell[0] != '\t' && cell[0] != '\n' && cell[0] != '\xE3')
		return false;
	str_set(&text, cell);
	str_trim(&text);
	return text.len == 0;
}

static bool
is_blank_row(const struct csv_row *row)
{
	for (int i = 0; i < row->count; i++)
		if (!is_blank(row->fields[i]))
			return false;
	return true;
}

static void
keep_row(struct top *t, const struct csv_row *row)
{
	struct row *kept = &t->rows[t->count++];
	*kept = (struct row){ .line = row->line, .count = row->count };
	kept->cells = arena_alloc(&t->arena, sizeof(*kept->cells) * (size_t)row->count);
	for (int i = 0; i < row->count; i++) {
		AUTO_STR cell = STR_INIT;
		str_set(&cell, row->fields[i]);
		str_trim(&cell);
		kept->cells[i] = arena_strdup(&t->arena, str_text(&cell));
		kept->filled += cell.len > 0;
	}
}

/* The rows that hold anything, from the line on. */
static bool
read_top(struct top *t, struct csv_reader *r, int64_t line, struct err *e)
{
	struct csv_row row;
	int64_t last = 0;
	while (t->count < HEADING_ROWS_MOST && csv_reader_row(r, &row, e)) {
		last = row.line;
		if (row.line >= line && !is_blank_row(&row))
			keep_row(t, &row);
	}
	if (csv_reader_failed(r))
		return false;
	if (t->count > 0)
		return true;
	return line > last && last > 0
		       ? err_set(e, ERR_INVALID, _("The file has no line %lld."), (long long)line)
		       : err_set(e, ERR_INVALID, _("The file is empty."));
}

/* What stands over a column in two rows: "連絡先 電話"; the upper word goes on to the right. */
static const char **
join_rows(struct arena *a, const struct row *upper, const struct row *lower)
{
	const char **joined = arena_alloc(a, sizeof(*joined) * (size_t)upper->count);
	const char *over = "";
	for (int i = 0; i < upper->count; i++) {
		const char *below = i < lower->count ? lower->cells[i] : "";
		if (*upper->cells[i])
			over = upper->cells[i];
		AUTO_FREE char *both = mem_printf("%s%s%s", over, *over ? " " : "", below);
		joined[i] = *below ? arena_strdup(a, both) : upper->cells[i];
	}
	return joined;
}

static int
count_fields(const struct top *t, const char *const *cells, int count)
{
	AUTO(import_map_done) struct import_map m = { 0 };
	int fields = 0;
	import_map_init(&m, t->form, t->words, cells,
			count < COLUMNS_TRIED ? count : COLUMNS_TRIED);
	for (int i = 0; i < m.count; i++)
		fields += m.fields[i] >= 0;
	return fields;
}

/* The first that has half as many cells as the fullest: a title has but one or two. */
static int
first_full(const struct top *t)
{
	int most = 0, i = 0;
	for (int k = 0; k < t->count; k++)
		most = t->rows[k].filled > most ? t->rows[k].filled : most;
	while (t->rows[i].filled * 2 < most)
		i++;
	return i;
}

struct choice {
	int index, rows, fields;
};

static struct choice
choose(struct top *t, bool is_told)
{
	struct choice best = { .index = 0, .rows = 1 };
	int before = 0; /* fields in the row above by itself */
	for (int i = 0; i < (is_told ? 2 : t->count) && i < t->count; i++) {
		const struct row *row = &t->rows[i];
		int fields = count_fields(t, row->cells, row->count);
		const struct row *upper = i > 0 ? &t->rows[i - 1] : NULL;
		const char **joined = upper ? join_rows(&t->arena, upper, row) : NULL;
		int both = joined ? count_fields(t, joined, upper->count) : 0;
		if (both > best.fields && both > fields && both > before)
			best = (struct choice){ i - 1, 2, both };
		if (fields > best.fields && !(is_told && i > 0))
			best = (struct choice){ i, 1, fields };
		before = fields;
	}
	if (best.fields < 2 && !is_told)
		best = (struct choice){ first_full(t), 1, 0 };
	return best;
}

bool
import_heading_find(struct import_map *m, const struct form *form, struct csv_reader *r,
		    int64_t line, struct err *e)
{
	AUTO(top_done) struct top t = { .form = form, .arena = ARENA_INIT };
	if (!read_top(&t, r, line, e))
		return false;
	t.words = import_vocabulary_new(form);
	struct choice c = choose(&t, line > 0);
	const struct row *row = &t.rows[c.index];
	const char **cells = c.rows == 2 ? join_rows(&t.arena, row, row + 1) : row->cells;
	import_map_init(m, form, t.words, cells, row->count);
	m->line = row->line;
	m->rows = c.rows;
	return true;
}

bool
import_heading_pass(const struct import_map *m, struct csv_reader *r, struct str *raw,
		    struct err *e)
{
	struct csv_row row;
	for (int rows = 0; rows < m->rows;) {
		if (!csv_reader_row(r, &row, e))
			return !csv_reader_failed(r) &&
			       err_set(e, ERR_INVALID, _("The file is empty."));
		if (row.line < m->line || (rows > 0 && is_blank_row(&row)))
			continue;
		if (rows++ > 0) {
			str_add(raw, "\r\n");
			str_add_char(raw, csv_reader_delimiter(r));
		}
		str_add_len(raw, row.raw, row.raw_len);
	}
	return true;
}

/* Sheets that were put one below the other bring their headings along. */
static bool
is_heading_again(const struct import_map *m, const struct csv_row *row)
{
	bool any = false;
	for (int i = 0; i < m->count; i++) {
		if (m->fields[i] < 0)
			continue;
		if (i >= row->count || !import_map_is_heading(m, i, row->fields[i]))
			return false;
		any = true;
	}
	return any;
}

bool
import_heading_next_row(const struct import_map *m, struct csv_reader *r, struct csv_row *row,
			struct err *e)
{
	do {
		if (!csv_reader_row(r, row, e))
			return false;
	} while (is_blank_row(row) || is_heading_again(m, row));
	return true;
}
