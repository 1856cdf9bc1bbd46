/*
 * import_alike.c - records that are there are asked of the desk, as while typing;
 * the rows of the file are compared by the hashes of their search keys. Whoever has
 * given two rows of one file numbers of their own has told them apart already, unless the
 * numbers but count the rows; those of an old ledger say nothing of what the desk has under
 * its own.
 */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "exchange/import/import_alike.h"

#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "base/utf8.h"
#include "desk/record/bulk.h"
#include "desk/record/find.h"

struct seen {
	uint64_t hash; /* 0: a free place */
	int64_t line;
	uint64_t number; /* the hash of the row's number; 0: it has none */
};

struct import_alike {
	struct desk *desk;
	const struct form *form;
	int number;          /* the field with the public number, or -1 */
	bool has_records;    /* the register is not empty */
	struct seen *places; /* a power of two of them, at most half in use */
	size_t size, used;
};

struct import_alike *
import_alike_new(struct desk *d, const struct form *form)
{
	struct import_alike *a = mem_alloc(sizeof(*a));
	a->desk = d;
	a->form = form;
	a->number = form->number ? form_field_index(form, form->number) : -1;
	a->has_records = bulk_has_records(d, form);
	a->size = 1024;
	a->places = mem_alloc(sizeof(*a->places) * a->size);
	return a;
}

void
import_alike_free(struct import_alike *a)
{
	if (!a)
		return;
	free(a->places);
	free(a);
}

static struct seen *
place_of(const struct import_alike *a, uint64_t hash)
{
	size_t i = (size_t)hash & (a->size - 1);
	while (a->places[i].hash != 0 && a->places[i].hash != hash)
		i = (i + 1) & (a->size - 1);
	return &a->places[i];
}

static void
grow(struct import_alike *a)
{
	struct seen *old = a->places;
	size_t count = a->size;
	a->size *= 2;
	a->places = mem_alloc(sizeof(*a->places) * a->size);
	for (size_t i = 0; i < count; i++)
		if (old[i].hash != 0)
			*place_of(a, old[i].hash) = old[i];
	free(old);
}

/* Of the field and the key; never 0. */
static uint64_t
hash_of(int field, const char *key)
{
	uint64_t hash = str_hash(key) + (uint64_t)field;
	return hash ? hash : 1;
}

/* "12": it may as well count the rows of the ledger. */
static bool
is_running(const char *number)
{
	return number[strspn(number, "0123456789")] == '\0';
}

/* The hash of a number that tells the row from others, or 0. */
static uint64_t
number_of(const struct import_alike *a, const char *const *values)
{
	const char *number = a->number >= 0 ? values[a->number] : NULL;
	return number && !is_running(number) ? hash_of(a->number, number) : 0;
}

/*
 * The line of the row in the place when it may be the same as `row`, or 0. A row without
 * a number takes the place: it may be the same as any that follows.
 */
static int64_t
meet(struct seen *place, const struct seen *row)
{
	int64_t line = place->line;
	bool differ = place->number != 0 && row->number != 0 && place->number != row->number;
	if (row->number == 0 && place->number != 0)
		*place = *row;
	return differ ? 0 : line;
}

/* The line of an earlier row with the same text in the field, or 0; this one is kept then. */
static int64_t
line_before(struct import_alike *a, int field, const char *value, struct seen row)
{
	AUTO_FREE char *key = utf8_search_key(value);
	if (utf8_count(key) < 2)
		return 0;
	row.hash = hash_of(field, key);
	struct seen *place = place_of(a, row.hash);
	if (place->hash != 0)
		return meet(place, &row);
	*place = row;
	if (++a->used * 2 > a->size)
		grow(a);
	return 0;
}

static bool
is_compared(const struct form_field *f)
{
	return f->search && (f->type->kind == FIELD_TEXT || f->type->kind == FIELD_KANA ||
			     f->type->kind == FIELD_PHONE);
}

static bool
is_like_row(struct import_alike *a, const char *const *values, int64_t line, struct str *why)
{
	const struct seen row = { .line = line, .number = number_of(a, values) };
	int64_t other = 0;
	int like = 0;
	for (int i = 0; i < a->form->field_count; i++) {
		if (!is_compared(&a->form->fields[i]) || !values[i])
			continue;
		int64_t before = line_before(a, i, values[i], row);
		if (before != 0 && other == 0) {
			other = before;
			like = i;
		}
	}
	if (other == 0)
		return false;
	str_addf(why, _("It may be the same as line %lld (%s)."), (long long)other,
		 field_label(&a->form->fields[like]));
	return true;
}

static bool
is_like_record(struct import_alike *a, const char *const *values, struct str *why)
{
	AUTO_ARENA arena = ARENA_INIT;
	struct find_hit *hits;
	const char **compared =
		arena_alloc(&arena, sizeof(*compared) * (size_t)(a->form->field_count + 1));
	for (int i = 0; i < a->form->field_count; i++)
		compared[i] = is_compared(&a->form->fields[i]) ? values[i] : NULL;
	if (!a->has_records ||
	    find_duplicates(a->desk, &arena, a->form, 0, compared, 1, &hits, NULL) < 1)
		return false;
	str_addf(why, _("It may be the same as \"%s\" (%s)."), hits[0].title, hits[0].why);
	return true;
}

bool
import_alike_row(struct import_alike *a, const char *const *values, int64_t line, struct str *why)
{
	return is_like_row(a, values, line, why) || is_like_record(a, values, why);
}
