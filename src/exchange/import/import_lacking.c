/* import_lacking.c - see import_lacking.h. The days of the file, and the years they lie in. */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "exchange/import/import_lacking.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

enum { YEARS = 10000, YEAR_DIGITS = 4 };

struct import_lacking {
	int field; /* of the day */
	char (*days)[DATE_TEXT_SIZE];
	int count, room;
	bool years[YEARS]; /* that the file has a day of */
};

struct import_lacking *
import_lacking_new(const struct import_map *map)
{
	if (!import_map_is_published(map))
		return NULL;
	struct import_lacking *l = mem_alloc(sizeof(*l));
	l->field = form_field_index(map->form, "day");
	return l;
}

void
import_lacking_free(struct import_lacking *l)
{
	if (!l)
		return;
	free(l->days);
	free(l);
}

static int
year_of(const char *day)
{
	AUTO_FREE char *year = mem_strndup(day, YEAR_DIGITS);
	return atoi(year) % YEARS;
}

void
import_lacking_note(struct import_lacking *l, const char *const *values)
{
	const char *day = l ? values[l->field] : NULL;
	if (!day)
		return;
	if (l->count == l->room) {
		l->room = l->room * 2 + 64;
		l->days = mem_resize(l->days, (size_t)l->room, sizeof(*l->days));
	}
	snprintf(l->days[l->count++], DATE_TEXT_SIZE, "%s", day);
	l->years[year_of(day)] = true;
}

static int
compare(const void *a, const void *b)
{
	return strcmp(a, b);
}

int
import_lacking_find(struct import_lacking *l, struct desk *d, struct arena *a, struct holiday **out,
		    struct err *e)
{
	int lacking = 0;
	if (!l || l->count == 0)
		return 0;
	int count = holiday_all(d, a, out, e);
	qsort(l->days, (size_t)l->count, sizeof(*l->days), compare);
	for (int i = 0; i < count; i++) {
		const char *day = (*out)[i].day;
		if (l->years[year_of(day)] && !bsearch(day, l->days, (size_t)l->count,
						       sizeof(*l->days), compare))
			(*out)[lacking++] = (*out)[i];
	}
	return count < 0 ? -1 : lacking;
}
