/*
 * draft.c - drafts.db: a connection like the desk's own, but with
 * synchronous=NORMAL. A write is in the kernel's hands when draft_put() returns,
 * which outlives the process; only a power cut can take the last strokes.
 */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "store/draft.h"

#include <sodium.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/auto.h"
#include "base/date.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "base/str.h"
#include "store/inside.h"
#include "store/place.h"

#define DRAFT_FILE           "drafts.db"
#define DRAFT_APPLICATION_ID 0x4D444744 /* "MDGD" */
#define DRAFT_SCHEMA         1
#define CREATE_WAIT_MS       10000
#define DAY_MS               (INT64_C(24) * 60 * 60 * 1000)

struct draft_store {
	struct store store;
};

static const char schema_sql[] =
	"CREATE TABLE draft ("
	"	id INTEGER PRIMARY KEY AUTOINCREMENT,"
	"	staff_id INTEGER NOT NULL,"
	"	type TEXT NOT NULL,"
	"	record_id INTEGER NOT NULL,"
	"	record_version INTEGER NOT NULL,"
	"	title TEXT NOT NULL,"
	"	at INTEGER NOT NULL,"
	"	last_field TEXT NOT NULL DEFAULT '',"
	"	once_key TEXT NOT NULL"
	") STRICT;"
	"CREATE INDEX draft_staff ON draft (staff_id, at);"
	"CREATE TABLE draft_field ("
	"	draft_id INTEGER NOT NULL REFERENCES draft (id) ON DELETE CASCADE,"
	"	name TEXT NOT NULL,"
	"	text TEXT NOT NULL,"
	"	cursor INTEGER NOT NULL,"
	"	PRIMARY KEY (draft_id, name)"
	") STRICT, WITHOUT ROWID;"
	"PRAGMA application_id = 1296320324;"
	"PRAGMA user_version = 1;";

static bool
create_tables(struct store *s, struct err *e)
{
	AUTO_TX tx = TX_INIT;

	if (!tx_begin(&tx, s, e))
		return false;
	int rc = sqlite3_exec(s->db, schema_sql, NULL, NULL, NULL);
	return rc == SQLITE_OK ? tx_commit(&tx, e) : fault_set(s, rc, "drafts.db", e);
}

/* Another desk may be making the file at the same moment. */
static bool
create_or_wait(struct store *s, struct err *e)
{
	if (!queue_enter(s->queue, CREATE_WAIT_MS, e))
		return false;
	bool ok = store_read_pragma(s, "PRAGMA user_version", &s->schema, e) &&
		  (s->schema == DRAFT_SCHEMA || create_tables(s, e)) &&
		  store_read_pragma(s, "PRAGMA user_version", &s->schema, e);
	queue_leave(s->queue);
	return ok;
}

struct draft_store *
draft_store_open(const char *home, const struct clock *clock, struct err *e)
{
	struct draft_store *d = mem_alloc(sizeof(*d));
	AUTO_FREE char *path = NULL;

	umask(077);
	d->store.clock = clock;
	d->store.home = place_home(home, false, e);
	if (d->store.home == NULL || sodium_init() < 0)
		goto fail;
	path = place_path(d->store.home, DRAFT_FILE);
	const struct connect_options options = {
		.path = path,
		.application_id = DRAFT_APPLICATION_ID,
		.newest_schema = DRAFT_SCHEMA,
		.create = true,
		.is_lasting = false,
	};
	if (!connect_open(&d->store, &options, e))
		goto fail;
	if (d->store.schema != DRAFT_SCHEMA && !create_or_wait(&d->store, e))
		goto fail;
	connect_seal(&d->store);
	return d;
fail:
	draft_store_close(d);
	return NULL;
}

void
draft_store_close(struct draft_store *d)
{
	if (d == NULL)
		return;
	connect_close(&d->store);
	free(d->store.home);
	free(d);
}

bool
draft_store_rest(struct draft_store *d)
{
	return store_rest(&d->store);
}

static int64_t
insert_draft(struct draft_store *d, const struct draft *draft, struct err *e)
{
	AUTO_STMT q = STMT_INIT;
	char key[ONCE_KEY_SIZE];

	if (!stmt_open(&q, &d->store,
		       "INSERT INTO draft (staff_id, type, record_id, record_version, title, at, "
		       "once_key) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
		       e))
		return 0;
	once_new_key(key);
	stmt_bind_int(&q, 1, draft->staff_id);
	stmt_bind_text(&q, 2, draft->type);
	stmt_bind_int(&q, 3, draft->record_id);
	stmt_bind_int(&q, 4, draft->record_version);
	stmt_bind_text(&q, 5, draft->title == NULL ? "" : draft->title);
	stmt_bind_int(&q, 6, clock_now(d->store.clock));
	stmt_bind_text(&q, 7, draft->once_key[0] == '\0' ? key : draft->once_key);
	return stmt_run(&q, e) ? store_last_id(&d->store) : 0;
}

int64_t
draft_begin(struct draft_store *d, const struct draft *draft, struct err *e)
{
	AUTO_TX tx = TX_INIT;

	if (!tx_begin(&tx, &d->store, e))
		return 0;
	int64_t id = insert_draft(d, draft, e);
	return id != 0 && tx_commit(&tx, e) ? id : 0;
}

/* Also tells whether the draft is still there: it may have expired or been discarded elsewhere. */
static bool
touch(struct draft_store *d, int64_t draft_id, const char *field, struct err *e)
{
	AUTO_STMT q = STMT_INIT;

	if (!stmt_open(&q, &d->store, "UPDATE draft SET at = ?2, last_field = ?3 WHERE id = ?1", e))
		return false;
	stmt_bind_int(&q, 1, draft_id);
	stmt_bind_int(&q, 2, clock_now(d->store.clock));
	stmt_bind_text(&q, 3, field);
	if (!stmt_run(&q, e))
		return false;
	return store_rows_changed(&d->store) == 1 ||
	       err_set(e, ERR_NOT_FOUND, _("This draft is no longer there."));
}

static bool
put_field(struct draft_store *d, int64_t draft_id, const struct draft_field *field, struct err *e)
{
	AUTO_STMT q = STMT_INIT;

	if (!stmt_open(&q, &d->store,
		       "INSERT INTO draft_field (draft_id, name, text, cursor) "
		       "VALUES (?1, ?2, ?3, ?4) "
		       "ON CONFLICT (draft_id, name) DO UPDATE "
		       "SET text = excluded.text, cursor = excluded.cursor",
		       e))
		return false;
	stmt_bind_int(&q, 1, draft_id);
	stmt_bind_text(&q, 2, field->name);
	stmt_bind_text(&q, 3, field->text);
	stmt_bind_int(&q, 4, field->cursor);
	return stmt_run(&q, e);
}

bool
draft_put(struct draft_store *d, int64_t draft_id, const struct draft_field *field, struct err *e)
{
	AUTO_TX tx = TX_INIT;

	return tx_begin(&tx, &d->store, e) && touch(d, draft_id, field->name, e) &&
	       put_field(d, draft_id, field, e) && tx_commit(&tx, e);
}

static bool
run_with_id(struct draft_store *d, const char *sql, int64_t id, const char *text, struct err *e)
{
	AUTO_TX tx = TX_INIT;
	AUTO_STMT q = STMT_INIT;

	if (!tx_begin(&tx, &d->store, e) || !stmt_open(&q, &d->store, sql, e))
		return false;
	stmt_bind_int(&q, 1, id);
	if (text != NULL)
		stmt_bind_text(&q, 2, text);
	return stmt_run(&q, e) && tx_commit(&tx, e);
}

bool
draft_set_title(struct draft_store *d, int64_t draft_id, const char *title, struct err *e)
{
	return run_with_id(d, "UPDATE draft SET title = ?2 WHERE id = ?1", draft_id, title, e);
}

bool
draft_discard(struct draft_store *d, int64_t draft_id, struct err *e)
{
	return run_with_id(d, "DELETE FROM draft WHERE id = ?1", draft_id, NULL, e);
}

bool
draft_expire(struct draft_store *d, int days, struct err *e)
{
	int64_t limit = clock_now(d->store.clock) - days * DAY_MS;

	return run_with_id(d, "DELETE FROM draft WHERE at < ?1", limit, NULL, e);
}

static void
read_draft(struct stmt *q, struct arena *a, struct draft *draft)
{
	*draft = (struct draft){
		.id = stmt_int(q, 0),
		.staff_id = stmt_int(q, 1),
		.type = arena_strdup(a, stmt_text(q, 2)),
		.record_id = stmt_int(q, 3),
		.record_version = stmt_int(q, 4),
		.title = arena_strdup(a, stmt_text(q, 5)),
		.at = stmt_int(q, 6),
	};
	strncat(draft->once_key, stmt_text(q, 7), sizeof(draft->once_key) - 1);
}

/*
 * Room for one more of `count` things of `size` bytes in the arena: doubles when
 * a power of two is full.
 */
static void *
grow(struct arena *a, void *old, int count, size_t size)
{
	if (count != 0 && (count & (count - 1)) != 0)
		return old;
	void *items = arena_alloc(a, size * (count == 0 ? 1 : (size_t)count * 2));
	if (count != 0)
		memcpy(items, old, (size_t)count * size);
	return items;
}

int
draft_list(struct draft_store *d, struct arena *a, int64_t staff_id, struct draft **out,
	   struct err *e)
{
	AUTO_STMT q = STMT_INIT;
	struct draft *drafts = NULL;
	int count = 0;

	*out = NULL;
	if (!stmt_open(&q, &d->store,
		       "SELECT id, staff_id, type, record_id, record_version, title, at, once_key "
		       "FROM draft AS d WHERE (?1 = 0 OR staff_id = ?1) AND EXISTS "
		       "(SELECT 1 FROM draft_field AS f WHERE f.draft_id = d.id) "
		       "ORDER BY at DESC, id DESC",
		       e))
		return -1;
	stmt_bind_int(&q, 1, staff_id);
	while (stmt_row(&q, e)) {
		drafts = grow(a, drafts, count, sizeof(*drafts));
		read_draft(&q, a, &drafts[count++]);
	}
	*out = drafts;
	return stmt_failed(&q) ? -1 : count;
}

int
draft_fields(struct draft_store *d, struct arena *a, int64_t draft_id, struct draft_field **out,
	     struct err *e)
{
	AUTO_STMT q = STMT_INIT;
	struct draft_field *fields = NULL;
	int count = 0;

	*out = NULL;
	if (!stmt_open(&q, &d->store,
		       "SELECT f.name, f.text, f.cursor FROM draft_field AS f "
		       "JOIN draft AS d ON d.id = f.draft_id WHERE f.draft_id = ?1 "
		       "ORDER BY f.name = d.last_field, f.name",
		       e))
		return -1;
	stmt_bind_int(&q, 1, draft_id);
	while (stmt_row(&q, e)) {
		fields = grow(a, fields, count, sizeof(*fields));
		fields[count++] = (struct draft_field){
			.name = arena_strdup(a, stmt_text(&q, 0)),
			.text = arena_strdup(a, stmt_text(&q, 1)),
			.cursor = (int)stmt_int(&q, 2),
		};
	}
	*out = fields;
	return stmt_failed(&q) ? -1 : count;
}
