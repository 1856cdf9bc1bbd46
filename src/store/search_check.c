/*
 * search_check.c - for `madoguchi check`: the index holds every token of every
 * key under its record's id, and no other; and each key is of today's form. Both
 * sides are read once, each token as a number; of a record's tokens the sums must agree.
 */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "base/auto.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "base/str.h"
#include "store/grams.h"
#include "store/inside.h"
#include "store/search.h"
#include "store/search_backlog.h"
#include "store/search_fold.h"

/* One record's key: what its different tokens add up to, less what the index holds. */
struct keyed {
	int64_t id;
	uint64_t sum;
};

struct keyed_list {
	struct keyed *items; /* in the order of their ids */
	int count, room;
};

static void
keyed_done(struct keyed_list *l)
{
	free(l->items);
}

/* FNV-1a, mixed at the end so that sums of tokens do not cancel out. */
static uint64_t
number_of(const char *token)
{
	uint64_t h = UINT64_C(14695981039346656037);

	for (const char *p = token; *p != '\0'; p++)
		h = (h ^ (unsigned char)*p) * UINT64_C(1099511628211);
	h = (h ^ (h >> 33)) * UINT64_C(0xff51afd7ed558ccd);
	return h ^ (h >> 29);
}

static int
compare_numbers(const void *a, const void *b)
{
	uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;

	return (x > y) - (x < y);
}

/* The sum of a key's different tokens; `text` is cut into them. */
static uint64_t
sum_of(char *text)
{
	size_t room = strlen(text) / 2 + 1, count = 0;
	uint64_t sum = 0;
	AUTO_FREE uint64_t *numbers = mem_resize(NULL, room, sizeof(*numbers));

	for (char *p = text, *end; *p != '\0'; p = end + 1) {
		end = p + strcspn(p, " ");
		*end = '\0';
		numbers[count++] = number_of(p);
	}
	qsort(numbers, count, sizeof(*numbers), compare_numbers);
	for (size_t i = 0; i < count; i++)
		if (i == 0 || numbers[i] != numbers[i - 1])
			sum += numbers[i];
	return sum;
}

/* What is checked, and who is told. */
struct search_checked {
	struct store *store;
	store_report_fn report;
	void *ctx;
};

/* The name of the type whose record the key belongs to. */
static bool
read_type(const struct search_checked *c, int64_t id, struct str *type, struct err *e)
{
	AUTO_STMT q = STMT_INIT;

	if (!stmt_open(&q, c->store, "SELECT name FROM search_type WHERE id = ?1 >> 40", e))
		return false;
	stmt_bind_int(&q, 1, id);
	str_set(type, stmt_row(&q, e) ? stmt_text(&q, 0) : "?");
	return !stmt_failed(&q);
}

/* A search asks for words of today's form only: `is_old` ones it does not find. */
static bool
say(const struct search_checked *c, int64_t id, bool is_old, struct err *e)
{
	AUTO_STR type = STR_INIT;

	if (!read_type(c, id, &type, e))
		return false;
	AUTO_FREE char *finding = mem_printf(
		is_old ? _("The words of the record %lld of %s are kept in a form by which no "
			   "search finds them; they are put right when the record is changed.")
		       : _("The search index does not agree with the words of the record %lld of "
			   "%s."),
		(long long)(id & SEARCH_RECORD_MASK), str_text(&type));
	c->report(c->ctx, finding);
	return true;
}

/* Of keys that are still in the backlog the index holds nothing. */
static bool
read_keys(const struct search_checked *c, struct keyed_list *l, struct err *e)
{
	struct store *s = c->store;
	AUTO(search_backlog_done) struct search_backlog backlog = { .count = 0 };
	AUTO_STMT q = STMT_INIT;

	if (!search_backlog_read(&backlog, s, e) ||
	    !stmt_open(&q, s, "SELECT id, key FROM search_key ORDER BY id", e))
		return false;
	while (stmt_row(&q, e)) {
		AUTO_STR text = STR_INIT;
		str_init(&text);
		if (!search_fold_is_new(stmt_text(&q, 1)) && !say(c, stmt_int(&q, 0), true, e))
			return false;
		if (!search_backlog_has(&backlog, stmt_int(&q, 0)))
			grams_add_tokens(&text, stmt_text(&q, 1));
		if (l->count == l->room) {
			l->room = l->room * 2 + 1024;
			l->items = mem_resize(l->items, (size_t)l->room, sizeof(*l->items));
		}
		l->items[l->count++] = (struct keyed){ stmt_int(&q, 0), sum_of(text.s) };
	}
	return !stmt_failed(&q);
}

static int
compare_ids(const void *a, const void *b)
{
	int64_t x = ((const struct keyed *)a)->id, y = ((const struct keyed *)b)->id;

	return (x > y) - (x < y);
}

/* Takes what the index holds from the sums; how much of it belongs to no key, or -1. */
static int64_t
take_indexed(struct store *s, struct keyed_list *l, struct err *e)
{
	AUTO_STMT q = STMT_INIT;
	int64_t strays = 0;

	if (!store_exec(s,
			"CREATE VIRTUAL TABLE IF NOT EXISTS temp.search_terms "
			"USING fts5vocab (main, search_index, instance)",
			e) ||
	    !stmt_open(&q, s, "SELECT term, doc FROM temp.search_terms", e))
		return -1;
	while (stmt_row(&q, e)) {
		const struct keyed wanted = { .id = stmt_int(&q, 1) };
		struct keyed *found = l->count == 0 ? NULL
						    : bsearch(&wanted, l->items, (size_t)l->count,
							      sizeof(wanted), compare_ids);
		if (found != NULL)
			found->sum -= number_of(stmt_text(&q, 0));
		else
			strays++;
	}
	return stmt_failed(&q) ? -1 : strays;
}

static bool
check_tokens(const struct search_checked *c, struct err *e)
{
	AUTO(keyed_done) struct keyed_list l = { NULL, 0, 0 };

	if (!read_keys(c, &l, e))
		return false;
	int64_t strays = take_indexed(c->store, &l, e);
	if (strays < 0)
		return false;
	for (int i = 0; i < l.count; i++)
		if (l.items[i].sum != 0 && !say(c, l.items[i].id, false, e))
			return false;
	if (strays > 0)
		c->report(c->ctx, _("The search index holds entries that belong to no record."));
	return true;
}

static bool
check_structure(const struct search_checked *c, struct err *e)
{
	struct err why;
	AUTO_TX tx = TX_INIT; /* the command looks like a write */

	if (!tx_begin(&tx, c->store, e))
		return false;
	if (!store_exec(c->store,
			"INSERT INTO search_index (search_index) VALUES ('integrity-check')",
			&why))
		c->report(c->ctx, _("The search index is damaged."));
	return true;
}

bool
search_check(struct store *s, store_report_fn report, void *ctx, struct err *e)
{
	const struct search_checked c = { s, report, ctx };

	return check_structure(&c, e) && check_tokens(&c, e);
}
