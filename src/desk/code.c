/*
 * code.c - the code lists in memory: some hundred rows, read once with one
 * query and found by bisection, since every cell of a list asks for its word.
 */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "desk/code.h"

#include <stdlib.h>
#include <string.h>

#include "base/auto.h"
#include "base/lang.h"
#include "base/mem.h"
#include "base/utf8.h"
#include "desk/alias.h"
#include "desk/code_cache.h"
#include "store/stmt.h"

struct row {
	const char *list, *code, *ja, *en;
	/* Search keys of the words, when somebody typed one: an import asks for thousands. */
	const char *ja_key, *en_key;
	bool retired;
	int64_t position, id; /* its place in the list */
};

struct code_cache {
	struct arena arena;
	struct row *rows; /* by list, then code */
	int count;
};

static int
compare(const void *a, const void *b)
{
	const struct row *x = a, *y = b;
	int order = strcmp(x->list, y->list);
	return order ? order : strcmp(x->code, y->code);
}

void
code_forget(struct desk *d)
{
	if (!d->codes)
		return;
	arena_done(&d->codes->arena);
	free(d->codes);
	d->codes = NULL;
}

/* A list that cannot be read is empty; whatever asked will meet the fault itself. */
static void
read_codes(struct desk *d)
{
	struct code_cache *c = mem_alloc(sizeof(*c));
	AUTO_STMT q = STMT_INIT;
	int64_t total = store_get_int(d->store, "SELECT count(*) FROM code WHERE ?1", 1, 0);
	d->codes = c;
	c->rows = arena_alloc(&c->arena, sizeof(*c->rows) * (size_t)(total + 1));
	if (!stmt_open(&q, d->store,
		       "SELECT list, code, label, label_en, retired, position, id FROM code"
		       " ORDER BY list, code",
		       NULL))
		return;
	while (c->count < total && stmt_row(&q, NULL)) {
		struct row *row = &c->rows[c->count++];
		row->list = arena_strdup(&c->arena, stmt_text(&q, 0));
		row->code = arena_strdup(&c->arena, stmt_text(&q, 1));
		row->ja = arena_strdup(&c->arena, stmt_text(&q, 2));
		row->en = arena_strdup(&c->arena, stmt_text(&q, 3));
		row->retired = stmt_int(&q, 4) != 0;
		row->position = stmt_int(&q, 5);
		row->id = stmt_int(&q, 6);
	}
}

static const struct code_cache *
codes_of(struct desk *d)
{
	if (!d->codes)
		read_codes(d);
	return d->codes;
}

/* The first row of the list; *count is how many follow, itself included. */
static struct row *
rows_of(struct desk *d, const char *list, int *count)
{
	const struct code_cache *c = codes_of(d);
	int low = 0, high = c->count;
	while (low < high) {
		int middle = (low + high) / 2;
		if (strcmp(c->rows[middle].list, list) < 0)
			low = middle + 1;
		else
			high = middle;
	}
	*count = 0;
	while (low + *count < c->count && strcmp(c->rows[low + *count].list, list) == 0)
		(*count)++;
	return &c->rows[low];
}

static const char *
word(const struct row *row)
{
	return lang_pick(row->ja, row->en);
}

static const struct row *
find_code(struct desk *d, const char *list, const char *code)
{
	const struct code_cache *c = codes_of(d);
	const struct row key = { .list = list, .code = code };
	return bsearch(&key, c->rows, (size_t)c->count, sizeof(*c->rows), compare);
}

const char *
code_word(void *ctx, const char *list, const char *code)
{
	const struct row *row = find_code(ctx, list, code);
	return row ? word(row) : NULL;
}

static const char *
key_of(struct arena *a, const char *word)
{
	AUTO_FREE char *key = word ? utf8_search_key(word) : NULL;
	return arena_strdup(a, key);
}

/* The rows of a list, as rows_of() has them, with the keys of their words. */
static const struct row *
rows_with_keys(struct desk *d, const char *list, int *count)
{
	struct row *rows = rows_of(d, list, count);
	for (int i = 0; i < *count && !rows[i].ja_key; i++) {
		rows[i].ja_key = key_of(&d->codes->arena, rows[i].ja);
		rows[i].en_key = key_of(&d->codes->arena, rows[i].en);
	}
	return rows;
}

static bool
is_same_text(const char *key, const char *text_key)
{
	return strcmp(key, text_key) == 0;
}

static bool
begins_with(const char *key, const char *text_key)
{
	return str_starts(text_key, key);
}

/* People name a field by one of its words: 福祉 for 保健・医療・福祉. */
static bool
is_within(const char *key, const char *text_key)
{
	return utf8_count(key) >= 2 && strstr(text_key, key);
}

typedef bool (*match_fn)(const char *key, const char *text);

/* The one row whose word, in either language, matches; NULL for none or several. */
static const char *
only_match(const struct row *rows, int count, const char *key, match_fn matches)
{
	const char *found = NULL;
	for (int i = 0; i < count; i++) {
		if (rows[i].retired || (!matches(key, rows[i].ja_key) &&
					!(rows[i].en_key && matches(key, rows[i].en_key))))
			continue;
		if (found)
			return NULL;
		found = rows[i].code;
	}
	return found;
}

/* By another word for the same. */
static const char *
match_alias(const struct row *rows, int count, const char *key)
{
	AUTO_ARENA a = ARENA_INIT;
	const char *keys[ALIAS_MOST], *found = NULL;
	int total = alias_keys(&a, key, keys);
	for (int i = 1; i < total && !found; i++)
		found = only_match(rows, count, keys[i], is_same_text);
	return found;
}

const char *
code_find(void *ctx, const char *list, const char *typed)
{
	AUTO_FREE char *narrow = utf8_narrow(typed);
	const struct row *exact = find_code(ctx, list, narrow);
	if (exact)
		return exact->code;
	AUTO_FREE char *key = utf8_search_key(typed);
	int count;
	const struct row *rows = rows_with_keys(ctx, list, &count);
	if (str_is_empty(key))
		return NULL;
	static const match_fn ways[] = { is_same_text, begins_with, is_within };
	const char *found = NULL;
	for (size_t i = 0; i < ARRAY_LEN(ways) && !found; i++)
		found = only_match(rows, count, key, ways[i]);
	return found ? found : match_alias(rows, count, key);
}

static int
by_position(const void *a, const void *b)
{
	const struct row *x = *(const struct row *const *)a, *y = *(const struct row *const *)b;
	if (x->position != y->position)
		return x->position < y->position ? -1 : 1;
	return x->id < y->id ? -1 : 1;
}

int
code_words(struct desk *d, struct arena *a, const char *list, struct code_word **out)
{
	int count, chosen = 0;
	const struct row *rows = rows_of(d, list, &count);
	const struct row **order = arena_alloc(a, sizeof(*order) * (size_t)(count + 1));
	for (int i = 0; i < count; i++)
		if (!rows[i].retired)
			order[chosen++] = &rows[i];
	qsort(order, (size_t)chosen, sizeof(*order), by_position);
	*out = arena_alloc(a, sizeof(**out) * (size_t)(chosen + 1));
	for (int i = 0; i < chosen; i++) {
		(*out)[i].code = arena_strdup(a, order[i]->code);
		(*out)[i].word = arena_strdup(a, word(order[i]));
	}
	return chosen;
}
