/* record_merge.c - see record_merge.h. */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "desk/record/record_merge.h"

#include <stdlib.h>

#include "base/auto.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "store/stmt.h"

/*
 * Per field, what it was at the version this desk read: the "before" of the
 * first change after it. Fields that nobody changed since stand as they are.
 */
static bool
read_bases(const struct record_change *c, struct arena *a, const char **bases, struct err *e)
{
	AUTO_STMT q = STMT_INIT;
	if (!stmt_open(&q, c->desk->store,
		       "SELECT j.key, j.value FROM audit AS a, json_each(a.detail, '$.before') AS j"
		       " WHERE a.object_type = ?1 AND a.object_id = ?2 AND a.action = 'change'"
		       " AND json_extract(a.detail, '$.version') > ?3 ORDER BY a.seq DESC",
		       e))
		return false;
	stmt_bind_text(&q, 1, c->after->form->table);
	stmt_bind_int(&q, 2, c->after->id);
	stmt_bind_int(&q, 3, c->after->version);
	for (int i = 0; i < c->after->form->field_count; i++)
		bases[i] = c->before->values[i];
	while (stmt_row(&q, e)) {
		int i = form_field_index(c->after->form, stmt_text(&q, 0));
		if (i >= 0)
			bases[i] = arena_strdup(a, stmt_text(&q, 1));
	}
	return !stmt_failed(&q);
}

static void
add_clash(const struct record_change *c, struct record_conflict *conflict, int field,
	  const char *base)
{
	struct record_clash *clash = &conflict->clashes[conflict->count++];
	clash->field = field;
	clash->was = arena_strdup(&conflict->arena, base);
	clash->theirs = arena_strdup(&conflict->arena, c->before->values[field]);
	clash->mine = arena_strdup(&conflict->arena, c->after->values[field]);
	AUTO_STR who = STR_INIT;
	record_add_last_change(c->desk, c->before, field, &who);
	clash->who = arena_strdup(&conflict->arena, str_text(&who));
}

static void
begin_conflict(const struct record_change *c, struct record_conflict *conflict)
{
	record_conflict_done(conflict);
	conflict->version = c->before->version;
	conflict->clashes =
		arena_alloc(&conflict->arena,
			    sizeof(*conflict->clashes) * (size_t)(c->after->form->field_count + 1));
}

static void
take_theirs(const struct record_change *c, int field)
{
	free(c->after->values[field]);
	c->after->values[field] = mem_strdup(c->before->values[field]);
}

bool
record_merge(const struct record_change *c, struct record_conflict *conflict, struct err *e)
{
	if (c->after->version == c->before->version)
		return true;
	AUTO_ARENA a = ARENA_INIT;
	struct record_conflict unseen = { 0 };
	struct record_conflict *found = conflict ? conflict : &unseen;
	size_t count = (size_t)c->after->form->field_count + 1;
	const char **bases = arena_alloc(&a, sizeof(*bases) * count);
	if (!read_bases(c, &a, bases, e))
		return false;
	begin_conflict(c, found);
	for (int i = 0; i < c->after->form->field_count; i++) {
		const char *mine = c->after->values[i], *theirs = c->before->values[i];
		if (str_equal(theirs, bases[i]))
			continue;
		if (str_equal(mine, bases[i]))
			take_theirs(c, i);
		else if (!str_equal(mine, theirs))
			add_clash(c, found, i, bases[i]);
	}
	bool ok = found->count == 0 ||
		  err_set_field(e, ERR_STALE,
				c->after->form->fields[found->clashes[0].field].name,
				_("Another desk has changed the same field. Compare and choose."));
	record_conflict_done(&unseen);
	return ok;
}
