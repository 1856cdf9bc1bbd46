/* import_doubt.c - see import_doubt.h. */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "exchange/import/import_doubt.h"

#include <stdlib.h>

#include "exchange/import/import_cell.h"
#include "exchange/import/import_heading.h"
#include "exchange/import/import_row.h"
#include "form/type.h"

static const char *
cell_at(const struct csv_row *row, int column)
{
	return column >= 0 && column < row->count ? row->fields[column] : "";
}

/* A name that stands for its reading was written by this program, for want of one. */
static bool
lacks_reading(struct desk *d, const struct import_map *m, const struct csv_row *row)
{
	int field = import_map_reading(m);
	if (field < 0)
		return false;
	const struct form_field *f = &m->form->fields[field];
	int names = import_map_column(m, form_field_index(m->form, f->kana_of));
	const char *name = cell_at(row, names);
	const char *reading = cell_at(row, import_map_column(m, field));
	AUTO_FREE char *read = NULL;
	return *name && (!*reading || str_equal(reading, name)) &&
	       import_row_aside(row, name) == ASIDE_NONE &&
	       !field_parse(f, &d->lookup, name, &read, NULL);
}

static bool
has_sign(const struct import_map *m, const struct csv_row *row)
{
	for (int i = 0; i < m->count && i < row->count; i++)
		if (m->fields[i] >= 0 && import_cell_is_sign(row->fields[i]))
			return true;
	return false;
}

bool
import_doubt_find(struct desk *d, const struct import_map *map, const struct form_key *key,
		  const struct import_source *from, struct import_doubt *out, struct err *e)
{
	struct csv_row row;
	AUTO_STR headings = STR_INIT;
	struct csv_reader *r = csv_reader_new(from->file, from->encoding, 0, e);
	*out = (struct import_doubt){ 0 };
	bool ok = r && import_heading_pass(map, r, &headings, e);
	while (ok && import_heading_next_row(map, r, &row, e)) {
		out->unread += key->count == 0 && lacks_reading(d, map, &row);
		if (has_sign(map, &row) && out->signs++ == 0)
			out->signs_line = row.line;
	}
	ok = ok && !csv_reader_failed(r);
	csv_reader_free(r);
	return ok;
}
