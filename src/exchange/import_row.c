/* import_row.c - see import_row.h. */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "exchange/import_row.h"

#include <stdlib.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "exchange/import_value.h"

void
import_row_init(struct import_row *r, struct desk *d, const struct import_map *map)
{
	size_t fields = (size_t)map->form->field_count + 1;
	*r = (struct import_row){ .desk = d, .map = map };
	r->values = mem_alloc(sizeof(*r->values) * fields);
	r->given = mem_alloc(sizeof(*r->given) * fields);
	for (int i = 0; i < map->count; i++)
		if (map->fields[i] >= 0)
			r->given[map->fields[i]] = true;
}

static void
forget(struct import_row *r)
{
	for (int i = 0; i < r->map->form->field_count; i++) {
		free(r->values[i]);
		r->values[i] = NULL;
	}
}

void
import_row_done(struct import_row *r)
{
	if (!r->values)
		return;
	forget(r);
	free(r->values);
	free(r->given);
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

bool
import_row_read(struct import_row *r, const struct csv_row *row, struct err *e)
{
	const struct form *form = r->map->form;
	forget(r);
	if (!check_width(r, row, e))
		return false;
	for (int i = 0; i < r->map->count; i++) {
		int field = r->map->fields[i];
		if (field >= 0 && !import_value(&form->fields[field], &r->desk->lookup,
						row->fields[i], &r->values[field], e))
			return false;
	}
	return true;
}
