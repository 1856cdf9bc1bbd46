/* record_add.c - see record_add.h. */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "desk/record_add.h"

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/macros.h"
#include "base/mem.h"
#include "desk/guard.h"
#include "desk/record_search.h"
#include "desk/record_sql.h"
#include "desk/record_write.h"
#include "store/audit.h"
#include "store/stmt.h"

/* A statement may have so many parameters (SQLITE_MAX_VARIABLE_NUMBER is 32766). */
#define PARAMETERS_MAX 32000

/* Few lengths of statement only, since each is prepared and kept. */
static int
part_of(int left, int columns)
{
	static const int lengths[] = { 256, 32 };
	for (size_t i = 0; i < ARRAY_LEN(lengths); i++)
		if (left >= lengths[i] && (columns + 2) * lengths[i] <= PARAMETERS_MAX)
			return lengths[i];
	return 1;
}

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

/* Rows of one statement get ids that follow each other, in their order. */
static bool
insert_rows(struct desk *d, struct record **records, int count, struct err *e)
{
	const struct form *form = records[0]->form;
	AUTO_STR sql = STR_INIT;
	AUTO_STMT q = STMT_INIT;
	record_sql_insert(&sql, form, count);
	if (!stmt_open(&q, d->store, str_text(&sql), e))
		return false;
	for (int i = 0, param = 1; i < count; i++) {
		stmt_bind_null(&q, param++);
		stmt_bind_int(&q, param++, ++records[i]->version);
		param = record_sql_bind(&q, param, form, records[i]->values);
	}
	if (!stmt_run(&q, e))
		return guard_explain(d, form, e);
	int64_t last = store_last_id(d->store);
	for (int i = 0; i < count; i++)
		records[i]->id = last - (count - 1) + i;
	return true;
}

static bool
insert_records(const struct record_addition *a, struct err *e)
{
	int columns = a->records[0]->form->field_count;
	for (int done = 0; done < a->count;) {
		int count = part_of(a->count - done, columns);
		if (!insert_rows(a->desk, a->records + done, count, e))
			return false;
		done += count;
	}
	return true;
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

static bool
insert_some_links(struct desk *d, const struct form_field *f, const struct link *items, int count,
		  struct err *e)
{
	AUTO_STR sql = STR_INIT;
	AUTO_STMT q = STMT_INIT;
	str_addf(&sql, "INSERT INTO \"%s\" (record_id, code, position) VALUES ", f->link);
	for (int i = 0; i < count; i++)
		str_add(&sql, i == 0 ? "(?, ?, ?)" : ", (?, ?, ?)");
	if (!stmt_open(&q, d->store, str_text(&sql), e))
		return false;
	for (int i = 0; i < count; i++) {
		stmt_bind_int(&q, 3 * i + 1, items[i].id);
		stmt_bind_text(&q, 3 * i + 2, items[i].code);
		stmt_bind_int(&q, 3 * i + 3, items[i].position);
	}
	return stmt_run(&q, e);
}

static bool
insert_links_of(const struct record_addition *a, int field, struct err *e)
{
	const struct form *form = a->records[0]->form;
	AUTO(links_done) struct links l = { .items = NULL };
	for (int i = 0; i < a->count; i++)
		add_codes(&l, a->records[i]->id, a->records[i]->values[field]);
	for (int done = 0; done < l.count;) {
		int count = part_of(l.count - done, 3);
		if (!insert_some_links(a->desk, &form->fields[field], l.items + done, count, e))
			return guard_explain(a->desk, form, e);
		done += count;
	}
	return true;
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
