/*
 * search_check.c - for `madoguchi check`: every key's tokens are in the index
 * under its id, the index holds no others, and its own structure is sound.
 */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "base/auto.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "base/str.h"
#include "store/inside.h"
#include "store/grams.h"
#include "store/search.h"

/* The different tokens of one key, found by sorting them. */
struct tokens {
	char **items;
	int count;
};

static int
compare_tokens(const void *a, const void *b)
{
	return strcmp(*(char *const *)a, *(char *const *)b);
}

static void
tokens_split(struct tokens *t, char *text)
{
	int capacity = 0;

	*t = (struct tokens){ NULL, 0 };
	for (char *p = text; *p != '\0'; p += strcspn(p, " ") + 1) {
		if (t->count == capacity) {
			capacity = capacity * 2 + 16;
			t->items = mem_resize(t->items, (size_t)capacity, sizeof(*t->items));
		}
		t->items[t->count++] = p;
	}
	for (int i = 0; i < t->count; i++)
		t->items[i][strcspn(t->items[i], " ")] = '\0';
	if (t->count == 0)
		return;
	qsort(t->items, (size_t)t->count, sizeof(*t->items), compare_tokens);
	int kept = 1;
	for (int i = 1; i < t->count; i++) {
		if (strcmp(t->items[i], t->items[kept - 1]) != 0)
			t->items[kept++] = t->items[i];
	}
	t->count = kept;
}

/* 1 when the index has all tokens of the key under `id`, 0 when not, -1 after a fault. */
static int
is_indexed(struct store *s, int64_t id, const struct tokens *t, struct err *e)
{
	AUTO_STMT q = STMT_INIT;
	AUTO_STR match = STR_INIT;

	if (!stmt_open(&q, s,
		       "SELECT 1 FROM search_index WHERE search_index MATCH ?1 AND rowid = ?2", e))
		return -1;
	for (int i = 0; i < t->count; i++)
		str_addf(&match, "%s\"%s\"", i > 0 ? " AND " : "", t->items[i]);
	stmt_bind_text(&q, 1, str_text(&match));
	stmt_bind_int(&q, 2, id);
	bool found = stmt_row(&q, e);
	return stmt_failed(&q) ? -1 : found;
}

static bool
check_keys(struct store *s, int64_t *expected, store_report_fn report, void *ctx, struct err *e)
{
	AUTO_STMT q = STMT_INIT;

	if (!stmt_open(&q, s,
		       "SELECT k.id, k.key, t.name, k.id & 0xFFFFFFFFFF FROM search_key AS k "
		       "LEFT JOIN search_type AS t ON t.id = k.id >> 40",
		       e))
		return false;
	while (stmt_row(&q, e)) {
		AUTO_STR text = STR_INIT;
		struct tokens t;
		str_init(&text);
		grams_add_tokens(&text, stmt_text(&q, 1));
		tokens_split(&t, text.s);
		*expected += t.count;
		/* An empty key, which a guard forbids, has nothing to be indexed. */
		int found = t.count == 0 ? 1 : is_indexed(s, stmt_int(&q, 0), &t, e);
		free(t.items);
		if (found < 0)
			return false;
		if (found == 1)
			continue;
		AUTO_FREE char *finding = mem_printf(
			_("The search index misses the record %lld of %s."),
			(long long)stmt_int(&q, 3), stmt_is_null(&q, 2) ? "?" : stmt_text(&q, 2));
		report(ctx, finding);
	}
	return !stmt_failed(&q);
}

/* How many (token, row) pairs the index holds. */
static bool
count_indexed(struct store *s, int64_t *count, struct err *e)
{
	AUTO_STMT q = STMT_INIT;

	if (!store_exec(s,
			"CREATE VIRTUAL TABLE IF NOT EXISTS temp.search_terms "
			"USING fts5vocab (main, search_index, row)",
			e) ||
	    !stmt_open(&q, s, "SELECT coalesce(sum(doc), 0) FROM temp.search_terms", e))
		return false;
	if (stmt_row(&q, e))
		*count = stmt_int(&q, 0);
	return !stmt_failed(&q);
}

static bool
check_structure(struct store *s, store_report_fn report, void *ctx, struct err *e)
{
	struct err why;
	AUTO_TX tx = TX_INIT; /* the command looks like a write */

	if (!tx_begin(&tx, s, e))
		return false;
	if (!store_exec(s, "INSERT INTO search_index (search_index) VALUES ('integrity-check')",
			&why))
		report(ctx, _("The search index is damaged."));
	return true;
}

bool
search_check(struct store *s, store_report_fn report, void *ctx, struct err *e)
{
	int64_t expected = 0, found = 0;

	if (!check_structure(s, report, ctx, e) || !check_keys(s, &expected, report, ctx, e) ||
	    !count_indexed(s, &found, e))
		return false;
	if (found > expected)
		report(ctx, _("The search index holds entries that belong to no record."));
	return true;
}
