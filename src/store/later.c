/*
 * later.c - see later.h. Levels only rise along the list, since a transaction
 * that ends lowers the last entries to the level around it. What was written
 * inside a savepoint that is rolled back has to be written once more. Whatever
 * was said of one id, the index needs at most to lose one key and to get one.
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
#include "store/search_backlog.h"
#include "store/stmt.h"

#define LATER_BYTES (4 << 20) /* that are kept at most */
#define RUN_LEAST   256       /* keys in a row; fewer are written sooner than searched one by one */

struct later_entry {
	int64_t id;
	char *taken; /* the key that was taken out; NULL: one was put in */
	int level;   /* of the transaction in which it was said */
	int written; /* the level in which it was written, 0 = not yet */
};

static size_t
size_of(const struct later_entry *entry)
{
	return sizeof(*entry) + (entry->taken == NULL ? 0 : strlen(entry->taken));
}

static void
forget_from(struct later *l, int from)
{
	while (l->count > from) {
		struct later_entry *last = &l->entries[--l->count];
		l->bytes -= size_of(last);
		free(last->taken);
	}
}

static void
add(struct store *s, int64_t id, char *taken)
{
	struct later *l = &s->later;

	if (l->count == l->room) {
		l->room = l->room * 2 + 64;
		l->entries = mem_resize(l->entries, (size_t)l->room, sizeof(*l->entries));
	}
	struct later_entry *entry = &l->entries[l->count++];
	*entry = (struct later_entry){ .id = id, .taken = taken, .level = s->level };
	l->bytes += size_of(entry);
	l->waits = true;
}

/* Never 0. */
static uint64_t
hash_of(const char *text)
{
	uint64_t hash = str_hash(text);

	return hash == 0 ? 1 : hash;
}

/* Where the text's hash is in the set or would be. */
static uint64_t *
text_place(const struct later *l, uint64_t hash)
{
	size_t mask = (size_t)l->text_room - 1, i = (size_t)hash & mask;

	while (l->texts[i] != 0 && l->texts[i] != hash)
		i = (i + 1) & mask;
	return &l->texts[i];
}

static void
grow_texts(struct later *l)
{
	struct later old = *l;

	l->text_room = old.text_room == 0 ? 1024 : old.text_room * 2;
	l->texts = mem_alloc(sizeof(*l->texts) * (size_t)l->text_room);
	for (int i = 0; i < old.text_room; i++)
		if (old.texts[i] != 0)
			*text_place(l, old.texts[i]) = old.texts[i];
	free(old.texts);
}

/* Each text of the key; of what is rolled back they stay, which only makes a read write first. */
static void
add_texts(struct later *l, const char *key)
{
	for (const char *p = key, *end; *p != '\0'; p = *end == '\0' ? end : end + 1) {
		end = p + strcspn(p, "\n");
		AUTO_FREE char *text = mem_strndup(p, (size_t)(end - p));
		if (l->text_count * 2 >= l->text_room)
			grow_texts(l);
		uint64_t *place = text_place(l, hash_of(text));
		l->text_count += *place == 0;
		*place = hash_of(text);
	}
}

static void
forget_texts(struct later *l)
{
	free(l->texts);
	l->texts = NULL;
	l->text_count = l->text_room = 0;
}

void
later_put_in(struct store *s, int64_t id, const char *key)
{
	add(s, id, NULL);
	if (s->later.puts_off)
		add_texts(&s->later, key);
}

void
later_take_out(struct store *s, int64_t id, const char *key)
{
	add(s, id, mem_strdup(key));
}

/* What the index is told of `id`: the tokens of the key by one of the two statements. */
static bool
tell_index(struct store *s, const char *sql, int64_t id, const char *key, struct err *e)
{
	AUTO_STMT q = STMT_INIT;
	AUTO_STR tokens = STR_INIT;

	if (!stmt_open(&q, s, sql, e))
		return false;
	grams_add_tokens(&tokens, key);
	stmt_bind_int(&q, 1, id);
	stmt_bind_text(&q, 2, str_text(&tokens));
	return stmt_run(&q, e);
}

bool
later_put_now(struct store *s, int64_t id, const char *key, struct err *e)
{
	return tell_index(s, "INSERT INTO search_index (rowid, grams) VALUES (?1, ?2)", id, key, e);
}

static bool
take_out_now(struct store *s, int64_t id, const char *key, struct err *e)
{
	return tell_index(s,
			  "INSERT INTO search_index (search_index, rowid, grams) "
			  "VALUES ('delete', ?1, ?2)",
			  id, key, e);
}

/* What is to be done for one id, after all that was said of it. */
struct errand {
	int64_t id;
	const char *taken; /* what the index still has; NULL: nothing */
	bool is_put_in;
};

struct errands {
	struct errand *items; /* in the order of their ids, as FTS5 likes it best */
	int count;
};

static void
errands_done(struct errands *all)
{
	free(all->items);
}

/* Entries of one id stay in the order in which they were said. */
static int
compare_entries(const void *a, const void *b)
{
	const struct later_entry *x = *(struct later_entry *const *)a;
	const struct later_entry *y = *(struct later_entry *const *)b;

	if (x->id != y->id)
		return x->id < y->id ? -1 : 1;
	return x < y ? -1 : x > y;
}

static void
join_errand(struct errands *all, const struct later_entry *entry)
{
	struct errand *last = all->count == 0 ? NULL : &all->items[all->count - 1];

	if (last == NULL || last->id != entry->id) {
		last = &all->items[all->count++];
		*last = (struct errand){ .id = entry->id, .taken = entry->taken };
	}
	last->is_put_in = entry->taken == NULL;
}

/* Of what is not written yet; without that whose key is in the backlog anyhow. */
static bool
make_errands(struct errands *all, struct store *s, struct err *e)
{
	AUTO(search_backlog_done) struct search_backlog backlog = { .count = 0 };
	const struct later *l = &s->later;
	AUTO_FREE struct later_entry **sorted = mem_alloc(sizeof(*sorted) * (size_t)l->count);
	int count = 0;

	if (!search_backlog_read(&backlog, s, e))
		return false;
	for (int i = 0; i < l->count; i++)
		if (l->entries[i].written == 0 && !search_backlog_has(&backlog, l->entries[i].id))
			sorted[count++] = &l->entries[i];
	qsort(sorted, (size_t)count, sizeof(*sorted), compare_entries);
	all->items = mem_alloc(sizeof(*all->items) * (size_t)count);
	for (int i = 0; i < count; i++)
		join_errand(all, sorted[i]);
	return true;
}

static bool
put_key(struct store *s, int64_t id, struct err *e)
{
	AUTO_STMT q = STMT_INIT;

	if (!stmt_open(&q, s, "SELECT key FROM search_key WHERE id = ?1", e))
		return false;
	stmt_bind_int(&q, 1, id);
	return stmt_row(&q, e) ? later_put_now(s, id, stmt_text(&q, 0), e) : !stmt_failed(&q);
}

/* How many from the first on are put in with ids that follow each other. */
static int
run_of(const struct errand *errands, int count)
{
	int n = 0;

	while (n < count && errands[n].is_put_in && errands[n].id == errands[0].id + n)
		n++;
	return n;
}

/* The index loses what it still has of them; what they are now waits in the backlog. */
static bool
put_off(struct store *s, const struct errand *errands, int count, struct err *e)
{
	const struct search_range range = { errands[0].id, errands[count - 1].id };

	for (int i = 0; i < count; i++)
		if (errands[i].taken != NULL &&
		    !take_out_now(s, errands[i].id, errands[i].taken, e))
			return false;
	return search_backlog_add(s, range, e);
}

static bool
do_now(struct store *s, const struct errand *errand, struct err *e)
{
	return (errand->taken == NULL || take_out_now(s, errand->id, errand->taken, e)) &&
	       (!errand->is_put_in || put_key(s, errand->id, e));
}

static bool
write_waiting(struct store *s, struct err *e)
{
	AUTO(errands_done) struct errands all = { .count = 0 };
	bool ok = make_errands(&all, s, e);

	for (int i = 0, done; ok && i < all.count; i += done) {
		done = s->later.puts_off ? run_of(&all.items[i], all.count - i) : 1;
		if (done >= RUN_LEAST) {
			ok = put_off(s, &all.items[i], done, e);
		} else {
			ok = do_now(s, &all.items[i], e);
			done = 1;
		}
	}
	return ok;
}

/* What was done halfway must not be done again. */
static bool
write_or_spoil(struct store *s, struct err *e)
{
	struct err why = { 0 };

	if (write_waiting(s, &why))
		return true;
	tx_spoil(s, s->level, &why);
	if (e != NULL)
		*e = why;
	return false;
}

bool
later_write(struct store *s, struct err *e)
{
	struct later *l = &s->later;

	if (l->waits && !write_or_spoil(s, e))
		return false;
	for (int i = 0; l->waits && i < l->count; i++)
		if (l->entries[i].written == 0)
			l->entries[i].written = s->level;
	l->has_written = l->has_written || l->waits;
	l->waits = false;
	if (s->level == 1) {
		forget_from(l, 0);
		l->has_written = false;
	}
	return true;
}

bool
later_write_to_read(struct store *s, struct err *e)
{
	s->later.puts_off = false;
	return later_write(s, e);
}

bool
later_write_to_find(struct store *s, const char *text, struct err *e)
{
	const struct later *l = &s->later;
	bool is_sure = l->puts_off && (l->text_count == 0 || *text_place(l, hash_of(text)) == 0);

	return is_sure || later_write_to_read(s, e);
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
	if (level == 1) {
		l->puts_off = false;
		forget_texts(l);
	}
	if (l->count == 0)
		l->waits = l->has_written = false;
}

bool
later_relieve(struct store *s, struct err *e)
{
	return s->level != 1 || s->later.puts_off || s->later.bytes < LATER_BYTES ||
	       later_write(s, e);
}

void
later_done(struct store *s)
{
	forget_from(&s->later, 0);
	forget_texts(&s->later);
	free(s->later.entries);
	s->later.entries = NULL;
	s->later.room = 0;
}
