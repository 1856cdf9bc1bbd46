/*
 * checkpoint.c - when what was committed moves from the log into the database.
 * It costs two waits for the disk, and SQLite's own way is to let every
 * thousandth page of the log pay for it: some saves then take ten times as long
 * as the others. So the log may grow further, and is emptied when nobody types.
 * Always by whoever has the queue, for a checkpoint beside a write makes that
 * write slow.
 */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "store/inside.h"

/*
 * In pages. A commit that finds so many moves them all. Of drafts fewer: the log
 * of a desk that was killed while somebody typed is read before the next one starts.
 */
enum {
	LOG_MOST = 4000,
	LOG_MOST_DRAFTS = 1000,
	LOG_RESTING = 100, /* fewer are not worth the disk's time */
};

enum { CLOSE_WAIT_MS = 200 };

static void
move_log(struct store *s)
{
	if (sqlite3_wal_checkpoint_v2(s->db, NULL, SQLITE_CHECKPOINT_PASSIVE, NULL, NULL) ==
	    SQLITE_OK)
		s->log_pages = 0;
}

/* After each commit of this process, which still has the queue. */
static int
note_commit(void *ctx, sqlite3 *db, const char *name, int pages)
{
	struct store *s = ctx;

	(void)db;
	(void)name;
	s->log_pages = pages;
	if (pages >= s->log_most)
		move_log(s);
	return SQLITE_OK;
}

void
checkpoint_init(struct store *s, bool is_lasting)
{
	s->log_most = is_lasting ? LOG_MOST : LOG_MOST_DRAFTS;
	sqlite3_wal_hook(s->db, note_commit, s);
}

bool
store_rest(struct store *s)
{
	if (s->level > 0 || s->log_pages < LOG_RESTING ||
	    !queue_enter(s->queue, REST_WAIT_MS, NULL))
		return false;
	move_log(s);
	queue_leave(s->queue);
	return s->log_pages == 0;
}

/*
 * When nobody else is at work the log is emptied: an old one would be played into
 * a backup that somebody copies over the database. SQLite's own way of doing this
 * on closing is off, for it does not wait in the queue.
 */
void
checkpoint_close(struct store *s)
{
	if (!s->is_sealed || !queue_enter(s->queue, CLOSE_WAIT_MS, NULL))
		return;
	sqlite3_busy_timeout(s->db, 0);
	sqlite3_wal_checkpoint_v2(s->db, NULL, SQLITE_CHECKPOINT_TRUNCATE, NULL, NULL);
	queue_leave(s->queue);
}
