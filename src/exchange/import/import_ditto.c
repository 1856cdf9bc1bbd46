/* import_ditto.c - see import_ditto.h. */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "exchange/import/import_ditto.h"

#include <stdlib.h>

#include "base/mem.h"
#include "exchange/import/import_cell.h"
#include "exchange/import/import_row.h"
#include "exchange/sheet/csv.h"

struct import_ditto {
	const struct import_map *map;
	int names;         /* their column, or -1 */
	struct str *above; /* by column: what the last row says there */
	struct str raw;
};

struct import_ditto *
import_ditto_new(const struct import_map *map)
{
	if (!map->fills_signs)
		return NULL;
	struct import_ditto *d = mem_alloc(sizeof(*d));
	d->map = map;
	int title = form_field_index(map->form, map->form->title);
	d->names = title < 0 ? -1 : import_map_column(map, title);
	d->above = mem_alloc(sizeof(*d->above) * (size_t)(map->count + 1));
	return d;
}

void
import_ditto_free(struct import_ditto *d)
{
	if (!d)
		return;
	for (int i = 0; i < d->map->count; i++)
		str_done(&d->above[i]);
	str_done(&d->raw);
	free(d->above);
	free(d);
}

void
import_ditto_begin(struct import_ditto *d)
{
	for (int i = 0; d && i < d->map->count; i++)
		str_clear(&d->above[i]);
}

static void
write_out(struct import_ditto *d, const struct csv_reader *reader, struct csv_row *row)
{
	str_clear(&d->raw);
	for (int i = 0; i < row->count; i++) {
		AUTO_STR cell = STR_INIT;
		csv_add_field(&cell, row->fields[i]);
		if (i > 0)
			str_add_char(&d->raw, csv_reader_delimiter(reader));
		decoder_write(csv_reader_decoder(reader), str_text(&cell), &d->raw);
	}
	row->raw = str_text(&d->raw);
	row->raw_len = d->raw.len;
}

/* Of a sum nothing is repeated, and nothing beyond it. */
static bool
is_aside(const struct import_ditto *d, const struct csv_row *row)
{
	return d->names >= 0 && d->names < row->count &&
	       import_row_aside(row, row->fields[d->names]) != ASIDE_NONE;
}

void
import_ditto_fill(struct import_ditto *d, const struct csv_reader *reader, struct csv_row *row)
{
	bool is_filled = false;
	if (d && is_aside(d, row)) {
		import_ditto_begin(d);
		return;
	}
	for (int i = 0; d && i < d->map->count && i < row->count; i++) {
		if (d->map->fields[i] < 0)
			continue;
		if (!import_cell_is_sign(row->fields[i])) {
			str_set(&d->above[i], row->fields[i]);
		} else if (d->above[i].len > 0) {
			row->fields[i] = str_text(&d->above[i]);
			is_filled = true;
		}
	}
	if (is_filled)
		write_out(d, reader, row);
}
