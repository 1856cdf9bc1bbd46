/*
 * import_keep.c - a row is its fields that hold something, each as its index in
 * two bytes and its text, and an index that no field has. Rows lie in the order
 * of their lines.
 */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "exchange/import/import_keep.h"

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/mem.h"
#include "base/str.h"
#include "form/type.h"

#define KEEP_BYTES ((size_t)64 << 20)
#define NO_FIELD   UINT16_MAX

struct kept {
	int64_t line;
	const char *fields;
};

struct import_keep {
	const struct form *form;
	struct arena arena;
	struct str packed; /* of the row at hand */
	struct kept *rows;
	int count, room, next;
	size_t bytes;
};

struct import_keep *
import_keep_new(const struct form *form)
{
	struct import_keep *k = mem_alloc(sizeof(*k));
	k->form = form;
	return k;
}

void
import_keep_free(struct import_keep *k)
{
	if (!k)
		return;
	arena_done(&k->arena);
	str_done(&k->packed);
	free(k->rows);
	free(k);
}

static void
add_index(struct str *b, uint16_t field)
{
	char bytes[sizeof(field)];
	memcpy(bytes, &field, sizeof(field));
	str_add_len(b, bytes, sizeof(bytes));
}

/* False for a row with a reference. */
static bool
pack(struct import_keep *k, char *const *values)
{
	str_clear(&k->packed);
	for (int i = 0; i < k->form->field_count; i++) {
		if (!values[i])
			continue;
		if (k->form->fields[i].type->kind == FIELD_REF)
			return false;
		add_index(&k->packed, (uint16_t)i);
		str_add_len(&k->packed, values[i], strlen(values[i]) + 1);
	}
	add_index(&k->packed, NO_FIELD);
	return true;
}

void
import_keep_add(struct import_keep *k, int64_t line, char *const *values)
{
	if (k->form->field_count >= NO_FIELD || !pack(k, values) ||
	    k->bytes + k->packed.len + sizeof(*k->rows) > KEEP_BYTES)
		return;
	if (k->count == k->room) {
		k->room = k->room * 2 + 64;
		k->rows = mem_resize(k->rows, (size_t)k->room, sizeof(*k->rows));
	}
	const char *fields = arena_strndup(&k->arena, k->packed.s, k->packed.len);
	k->rows[k->count++] = (struct kept){ line, fields };
	k->bytes += k->packed.len + sizeof(*k->rows);
}

static void
unpack(const struct import_keep *k, const char *p, const char **values)
{
	uint16_t field;
	memset(values, 0, sizeof(*values) * (size_t)k->form->field_count);
	for (memcpy(&field, p, sizeof(field)); field != NO_FIELD;
	     memcpy(&field, p, sizeof(field))) {
		p += sizeof(field);
		values[field] = p;
		p += strlen(p) + 1;
	}
}

bool
import_keep_take(struct import_keep *k, int64_t line, const char **values)
{
	while (k->next < k->count && k->rows[k->next].line < line)
		k->next++;
	if (k->next == k->count || k->rows[k->next].line != line)
		return false;
	unpack(k, k->rows[k->next].fields, values);
	return true;
}
