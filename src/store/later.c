/*
 * later.c - see later.h. Levels only rise along the list, since a transaction
 * that ends lowers the last entries to the level around it. What was written
 * inside a savepoint that is rolled back has to be written once more.
 */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "store/later.h"

#include <stdlib.h>
#include <string.h>

#include "base/auto.h"
#include "base/mem.h"
#include "base/str.h"
#include "store/grams.h"
#include "store/inside.h"
#include "store/stmt.h"

#define LATER_BYTES (4 << 20) /* of keys that are kept at most */

struct later_entry {
	enum later_act act;
	int level;   /* of the transaction in which it was said */
	int written; /* the level in which it was written, 0 = not yet */
	int64_t id;
	char *key;
};

static void
forget_from(struct later *l, int from)
{
	while (l->count > from) {
		struct later_entry *last = &l->entries[--l->count];
		l->bytes -= strlen(last->key);
		free(last->key);
	}
}

void
later_add(struct store *s, enum later_act act, int64_t id, const char *key)
{
	struct later *l = &s->later;

	if (l->count == l->room) {
		l->room = l->room * 2 + 64;
		l->entries = mem_resize(l->entries, (size_t)l->room, sizeof(*l->entries));
	}
	l->entries[l->count++] = (struct later_entry){
		.act = act,
		.level = s->level,
		.id = id,
		.key = mem_strdup(key),
	};
	l->bytes += strlen(key);
	l->waits = true;
}

static bool
write_one(struct store *s, const struct later_entry *entry, struct err *e)
{
	static const char *const acts[] = {
		[LATER_PUT_IN] = "INSERT INTO search_index (rowid, grams) VALUES (?1, ?2)",
		[LATER_TAKE_OUT] = "INSERT INTO search_index (search_index, rowid, grams) "
				   "VALUES ('delete', ?1, ?2)",
	};
	AUTO_STMT q = STMT_INIT;
	AUTO_STR tokens = STR_INIT;

	if (!stmt_open(&q, s, acts[entry->act], e))
		return false;
	grams_add_tokens(&tokens, entry->key);
	stmt_bind_int(&q, 1, entry->id);
	stmt_bind_text(&q, 2, str_text(&tokens));
	return stmt_run(&q, e);
}

bool
later_write(struct store *s, struct err *e)
{
	struct later *l = &s->later;

	for (int i = 0; l->waits && i < l->count; i++) {
		if (l->entries[i].written != 0)
			continue;
		if (!write_one(s, &l->entries[i], e))
			return false;
		l->entries[i].written = s->level;
		l->has_written = true;
	}
	l->waits = false;
	if (s->level == 1) {
		forget_from(l, 0);
		l->has_written = false;
	}
	return true;
}

/* Reads inside a transaction are rare: only then is the whole list gone through. */
static void
end_written(struct later *l, int level, bool is_committed)
{
	for (int i = 0; l->has_written && i < l->count; i++) {
		if (l->entries[i].written < level)
			continue;
		l->entries[i].written = is_committed ? level - 1 : 0;
		l->waits = l->waits || !is_committed;
	}
}

void
later_end_level(struct store *s, int level, bool is_committed)
{
	struct later *l = &s->later;
	int from = l->count;

	while (from > 0 && l->entries[from - 1].level >= level) {
		from--;
		l->entries[from].level = level - 1;
	}
	if (level == 1 || !is_committed)
		forget_from(l, level == 1 ? 0 : from);
	end_written(l, level, is_committed);
	if (l->count == 0)
		l->waits = l->has_written = false;
}

bool
later_relieve(struct store *s, struct err *e)
{
	return s->level != 1 || s->later.bytes < LATER_BYTES || later_write(s, e);
}

void
later_done(struct store *s)
{
	forget_from(&s->later, 0);
	free(s->later.entries);
	s->later.entries = NULL;
	s->later.room = 0;
}
