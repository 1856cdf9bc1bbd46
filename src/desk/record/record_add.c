/* record_add.c - see record_add.h. */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "desk/record/record_add.h"

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/macros.h"
#include "base/mem.h"
#include "desk/guard.h"
#include "desk/record/record_search.h"
#include "desk/record/record_sql.h"
#include "desk/record/record_write.h"
#include "store/audit.h"
#include "store/rows.h"

static struct record_change
change_of(const struct record_addition *a, int index)
{
	return (struct record_change){
		.desk = a->desk,
		.tx = a->tx,
		.after = a->records[index],
		.reason = a->reason,
	};
}

typedef bool (*each_fn)(const struct record_change *c, struct err *e);

static bool
for_each(const struct record_addition *a, each_fn fn, struct err *e)
{
	for (int i = 0; i < a->count; i++) {
		const struct record_change c = change_of(a, i);
		if (!fn(&c, e))
			return false;
	}
	return true;
}

static bool
insert_records(const struct record_addition *a, struct err *e)
{
	return record_insert(a->desk, a->records, a->count, e) ||
	       guard_explain(a->desk, a->records[0]->form, e);
}

/* The codes of one field of all records. */
struct links {
	struct arena arena;
	struct link {
		int64_t id;
		const char *code;
		int position;
	} * items;
	int count, room;
};

static void
links_done(struct links *l)
{
	arena_done(&l->arena);
	free(l->items);
}

static void
add_codes(struct links *l, int64_t id, const char *codes)
{
	for (int position = 1; codes && *codes; position++) {
		size_t len = strcspn(codes, ",");
		if (l->count == l->room) {
			l->room = l->room * 2 + 64;
			l->items = mem_resize(l->items, (size_t)l->room, sizeof(*l->items));
		}
		l->items[l->count++] = (struct link){
			.id = id,
			.code = arena_strndup(&l->arena, codes, len),
			.position = position,
		};
		codes += len + (codes[len] == ',');
	}
}

static struct cell
link_cell(const void *ctx, int row, int column)
{
	const struct links *l = ctx;
	const struct link *link = &l->items[row];
	return column == 0   ? cell_int(link->id)
	       : column == 1 ? cell_text(link->code)
			     : cell_int(link->position);
}

static bool
insert_links_of(const struct record_addition *a, int field, struct err *e)
{
	const struct form *form = a->records[0]->form;
	AUTO(links_done) struct links l = { .items = NULL };
	AUTO_STR into = STR_INIT;
	for (int i = 0; i < a->count; i++)
		add_codes(&l, a->records[i]->id, a->records[i]->values[field]);
	if (l.count == 0)
		return true;
	str_addf(&into, "INSERT INTO \"%s\" (record_id, code, position)", form->fields[field].link);
	const struct rows rows = {
		.into = str_text(&into),
		.columns = 3,
		.count = l.count,
		.cell = link_cell,
		.ctx = &l,
	};
	return rows_insert(a->desk->store, &rows, e) || guard_explain(a->desk, form, e);
}

static bool
insert_links(const struct record_addition *a, struct err *e)
{
	const struct form *form = a->records[0]->form;
	for (int i = 0; i < form->field_count; i++)
		if (!record_sql_has_column(&form->fields[i]) && !insert_links_of(a, i, e))
			return false;
	return true;
}

static bool
write_audit(const struct record_addition *a, struct err *e)
{
	AUTO_FREE struct audit_entry *entries = mem_alloc(sizeof(*entries) * (size_t)a->count);
	AUTO_FREE struct str *details = mem_alloc(sizeof(*details) * (size_t)a->count);
	for (int i = 0; i < a->count; i++) {
		const struct record_change c = change_of(a, i);
		record_write_detail(&c, &details[i]);
		entries[i] = (struct audit_entry){
			.action = AUDIT_ADD,
			.object_type = c.after->form->table,
			.object_id = c.after->id,
			.reason = a->reason ? a->reason : "",
			.detail = str_text(&details[i]),
		};
	}
	bool ok = audit_write_all(a->tx, entries, a->count, e);
	for (int i = 0; i < a->count; i++)
		str_done(&details[i]);
	return ok;
}

bool
record_add_all(const struct record_addition *a, struct err *e)
{
	return for_each(a, record_save_check, e) && insert_records(a, e) && insert_links(a, e) &&
	       for_each(a, record_search_write, e) && write_audit(a, e) &&
	       for_each(a, record_check_after, e);
}
