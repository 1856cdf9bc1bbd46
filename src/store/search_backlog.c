/* search_backlog.c - see search_backlog.h. */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "store/search_backlog.h"

#include <stdlib.h>

#include "base/auto.h"
#include "base/date.h"
#include "base/mem.h"
#include "store/inside.h"
#include "store/later.h"
#include "store/search.h"
#include "store/stmt.h"
#include "store/tx.h"

/* Of one piece: others who write wait for the end of it. */
enum {
	PIECE_KEYS = 1000,
	PIECE_MS = 15, /* before what it takes to commit */
};

static void
add_range(struct search_backlog *b, struct search_range range)
{
	if (b->count == b->room) {
		b->room = b->room * 2 + 8;
		b->ranges = mem_resize(b->ranges, (size_t)b->room, sizeof(*b->ranges));
	}
	b->ranges[b->count++] = range;
}

bool
search_backlog_read(struct search_backlog *b, struct store *s, struct err *e)
{
	AUTO_STMT q = STMT_INIT;

	*b = (struct search_backlog){ .count = 0 };
	if (!stmt_open(&q, s, "SELECT first, last FROM search_backlog ORDER BY first", e))
		return false;
	while (stmt_row(&q, e))
		add_range(b, (struct search_range){ stmt_int(&q, 0), stmt_int(&q, 1) });
	return !stmt_failed(&q);
}

void
search_backlog_done(struct search_backlog *b)
{
	free(b->ranges);
}

static int
compare_with_range(const void *id, const void *range)
{
	int64_t wanted = *(const int64_t *)id;
	const struct search_range *r = range;

	return (wanted > r->last) - (wanted < r->first);
}

bool
search_backlog_has(const struct search_backlog *b, int64_t id)
{
	return b->count > 0 && bsearch(&id, b->ranges, (size_t)b->count, sizeof(*b->ranges),
				       compare_with_range) != NULL;
}

bool
search_backlog_add(struct store *s, struct search_range range, struct err *e)
{
	AUTO_STMT q = STMT_INIT;

	if (!stmt_open(&q, s, "INSERT INTO search_backlog (first, last) VALUES (?1, ?2)", e))
		return false;
	stmt_bind_int(&q, 1, range.first);
	stmt_bind_int(&q, 2, range.last);
	return stmt_run(&q, e);
}

int64_t
search_behind(struct store *s)
{
	return store_get_int(s, "SELECT sum(last - first + 1) FROM search_backlog WHERE ?1", 1, 0);
}

/* The first keys of the range into the index; range->first moves behind them. */
static bool
work_off(struct store *s, struct search_range *range, struct err *e)
{
	AUTO_STMT q = STMT_INIT;
	int64_t began = clock_steady_ms();

	if (!stmt_open(&q, s,
		       "SELECT id, key FROM search_key WHERE id BETWEEN ?1 AND ?2 ORDER BY id", e))
		return false;
	stmt_bind_int(&q, 1, range->first);
	stmt_bind_int(&q, 2, range->last);
	int count = 0;
	do {
		if (!stmt_row(&q, e)) {
			range->first = range->last + 1;
			break;
		}
		if (!later_put_now(s, stmt_int(&q, 0), stmt_text(&q, 1), e))
			return false;
		range->first = stmt_int(&q, 0) + 1;
	} while (++count < PIECE_KEYS && clock_steady_ms() - began < PIECE_MS);
	return !stmt_failed(&q);
}

/* What is left of the range that began at `first`. */
static bool
note_rest(struct store *s, int64_t first, struct search_range rest, struct err *e)
{
	AUTO_STMT q = STMT_INIT;
	bool is_left = rest.first <= rest.last;

	if (!stmt_open(&q, s,
		       is_left ? "UPDATE search_backlog SET first = ?2 WHERE first = ?1"
			       : "DELETE FROM search_backlog WHERE first = ?1",
		       e))
		return false;
	stmt_bind_int(&q, 1, first);
	if (is_left)
		stmt_bind_int(&q, 2, rest.first);
	return stmt_run(&q, e);
}

bool
search_catch_up(struct store *s, struct err *e)
{
	AUTO(search_backlog_done) struct search_backlog b = { .count = 0 };
	AUTO_TX tx = TX_INIT;

	if (!tx_begin(&tx, s, e) || !search_backlog_read(&b, s, e))
		return false;
	if (b.count == 0)
		return true;
	struct search_range rest = b.ranges[0];
	return work_off(s, &rest, e) && note_rest(s, b.ranges[0].first, rest, e) &&
	       tx_commit(&tx, e);
}

bool
search_rest(struct store *s)
{
	if (s->level > 0 || search_behind(s) == 0 || !queue_enter(s->queue, REST_WAIT_MS, NULL))
		return false;
	bool ok = search_catch_up(s, NULL);
	queue_leave(s->queue);
	return ok && search_behind(s) > 0;
}
