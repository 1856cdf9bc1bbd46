/*
 * connect.c - one SQLite connection, set up so that neither a hostile file nor a
 * careless statement can make it do more than it should. A file is first only
 * read: what is damaged, foreign or newer is refused before anything is written.
 */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/auto.h"
#include "base/i18n.h"
#include "base/log.h"
#include "base/macros.h"
#include "base/mem.h"
#include "base/str.h"
#include "store/inside.h"
#include "store/later.h"
#include "store/place.h"

#define FOREIGN_BUSY_MS 5000 /* for tools that know nothing of our queue */
#define QUEUE_WAIT_MS   10000

static bool
set_up(struct store *s, struct err *e)
{
	static const struct {
		int option, value;
	} switches[] = {
		{ SQLITE_DBCONFIG_DEFENSIVE, 1 },
		{ SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0 },
		{ SQLITE_DBCONFIG_ENABLE_FKEY, 1 },
		{ SQLITE_DBCONFIG_ENABLE_LOAD_EXTENSION, 0 },
		{ SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1 },
		{ SQLITE_DBCONFIG_DQS_DML, 0 },
		{ SQLITE_DBCONFIG_DQS_DDL, 0 },
	};

	for (size_t i = 0; i < ARRAY_LEN(switches); i++) {
		int now = -1;
		int rc = sqlite3_db_config(s->db, switches[i].option, switches[i].value, &now);
		if (rc != SQLITE_OK || now != switches[i].value)
			return fault_set(s, rc, "sqlite3_db_config", e);
	}
	sqlite3_busy_timeout(s->db, FOREIGN_BUSY_MS);
	sqlite3_limit(s->db, SQLITE_LIMIT_ATTACHED, 0);
	sqlite3_limit(s->db, SQLITE_LIMIT_LENGTH, 64 << 20);
	sqlite3_limit(s->db, SQLITE_LIMIT_SQL_LENGTH, 256 << 10);
	return rows_set_up(s, e) && store_exec(s, "PRAGMA cell_size_check = ON", e) &&
	       store_exec(s, "PRAGMA mmap_size = 0", e) &&
	       store_exec(s, "PRAGMA temp_store = MEMORY", e) &&
	       store_exec(s, CACHE_OF_A_DESK, e) &&
	       store_exec(s, "PRAGMA secure_delete = ON", e) &&
	       store_exec(s, "PRAGMA journal_size_limit = 67108864", e);
}

bool
store_read_pragma(struct store *s, const char *sql, int *value, struct err *e)
{
	AUTO_STMT q = STMT_INIT;

	if (!stmt_open(&q, s, sql, e))
		return false;
	if (stmt_row(&q, e))
		*value = (int)stmt_int(&q, 0);
	return !stmt_failed(&q);
}

static bool
refuse_unknown(struct store *s, struct err *e)
{
	return err_set(e, ERR_DAMAGED, _("%s is not a database of madoguchi. Nothing was changed."),
		       s->path);
}

/* As they were at one moment: another desk may be making the file. */
static bool
read_head(struct store *s, int *application, int *objects, struct err *e)
{
	if (!store_exec(s, "BEGIN", e))
		return false;
	bool ok = store_read_pragma(s, "PRAGMA application_id", application, e) &&
		  store_read_pragma(s, "PRAGMA user_version", &s->schema, e) &&
		  store_read_pragma(s, "SELECT count(*) FROM sqlite_schema", objects, e);
	return store_exec(s, "COMMIT", ok ? e : NULL) && ok;
}

/* Reads the head of the file and the whole schema, which finds cut and scrambled files. */
static bool
check_file(struct store *s, const struct connect_options *options, struct err *e)
{
	int application = 0, objects = 0;

	if (!read_head(s, &application, &objects, e))
		return false;
	if (application == 0 && s->schema == 0 && objects == 0 && options->create)
		return true;
	if (application != options->application_id || s->schema <= 0)
		return refuse_unknown(s, e);
	if (s->schema <= options->newest_schema)
		return true;
	return err_set(e, ERR_REFUSED,
		       _("%s was made by a newer madoguchi (schema %d, this one knows %d). "
			 "Nothing was changed; use the newer program."),
		       s->path, s->schema, options->newest_schema);
}

static bool
is_write_ahead(struct store *s)
{
	AUTO_STMT q = STMT_INIT;

	/* stepped by hand: SQLite takes this question for a write */
	return stmt_open(&q, s, "PRAGMA journal_mode", NULL) &&
	       sqlite3_step(stmt_raw(&q)) == SQLITE_ROW && str_equal(stmt_text(&q, 0), "wal");
}

/* A new file, or one brought back from a backup, does not have the mode yet. */
static bool
set_write_ahead(struct store *s, struct err *e)
{
	if (is_write_ahead(s))
		return true;
	if (!queue_enter(s->queue, QUEUE_WAIT_MS, e))
		return false;
	bool ok = store_exec(s, "PRAGMA journal_mode = WAL", e);
	queue_leave(s->queue);
	if (!ok || is_write_ahead(s))
		return ok;
	return err_set(e, ERR_IO, _("The file %s cannot be written."), s->path);
}

static bool
check_files(const char *path, struct err *e)
{
	static const char *const endings[] = { "", "-wal", "-shm", ".lock" };

	for (size_t i = 0; i < ARRAY_LEN(endings); i++) {
		AUTO_FREE char *file = mem_printf("%s%s", path, endings[i]);
		if (!place_file(file, false, e))
			return false;
	}
	return true;
}

/*
 * Once in a process, before the first connection; later calls are refused and change
 * nothing. There is one thread, and nobody asks for the use of memory: the locks
 * around every allocation would cost a tenth of a large change.
 */
static void
set_up_library(void)
{
	sqlite3_config(SQLITE_CONFIG_SINGLETHREAD);
	sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
}

bool
connect_open(struct store *s, const struct connect_options *options, struct err *e)
{
	AUTO_FREE char *lock = mem_printf("%s.lock", options->path);
	int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_NOFOLLOW |
		    SQLITE_OPEN_EXRESCODE | (options->create ? SQLITE_OPEN_CREATE : 0);

	set_up_library();
	s->path = mem_strdup(options->path);
	if (!check_files(options->path, e))
		return false;
	s->queue = queue_open(lock, e);
	if (s->queue == NULL)
		return false;
	int rc = sqlite3_open_v2(options->path, &s->db, flags, NULL);
	if (rc != SQLITE_OK)
		return fault_set(s, rc, "open", e);
	checkpoint_init(s, options->is_lasting);
	return set_up(s, e) && check_file(s, options, e) && set_write_ahead(s, e) &&
	       store_exec(s,
			  options->is_lasting ? "PRAGMA synchronous = FULL"
					      : "PRAGMA synchronous = NORMAL",
			  e) &&
	       check_files(options->path, e) &&
	       store_read_pragma(s, "PRAGMA data_version", &s->data_version, e);
}

void
connect_close(struct store *s)
{
	later_done(s);
	stmt_cache_clear(s);
	checkpoint_close(s);
	if (s->db != NULL && sqlite3_close(s->db) != SQLITE_OK)
		log_write("close: %s", sqlite3_errmsg(s->db));
	s->db = NULL;
	queue_close(s->queue);
	s->queue = NULL;
	free(s->path);
	free(s->guard);
}

/* Of the pragmas with a value only those that ask, and the size of the cache. */
static int
authorize_pragma(const char *name, const char *value)
{
	static const char *const harmless[] = {
		"cache_size", "foreign_key_check", "foreign_key_list", "index_info",
		"index_list", "index_xinfo",       "integrity_check",  "quick_check",
		"table_info", "table_list",        "table_xinfo",      "wal_checkpoint",
	};

	if (value == NULL)
		return SQLITE_OK;
	for (size_t i = 0; i < ARRAY_LEN(harmless); i++) {
		if (strcmp(name, harmless[i]) == 0)
			return SQLITE_OK;
	}
	return SQLITE_DENY;
}

static int
authorize(void *ctx, int action, const char *first, const char *second, const char *database,
	  const char *trigger)
{
	(void)ctx;
	(void)trigger;
	switch (action) {
	case SQLITE_ALTER_TABLE:
	case SQLITE_ATTACH:
	case SQLITE_DETACH:
	case SQLITE_CREATE_INDEX:
	case SQLITE_CREATE_TABLE:
	case SQLITE_CREATE_TRIGGER:
	case SQLITE_CREATE_VIEW:
	case SQLITE_DROP_INDEX:
	case SQLITE_DROP_TABLE:
	case SQLITE_DROP_TRIGGER:
	case SQLITE_DROP_VIEW:
	case SQLITE_DROP_VTABLE:
		return SQLITE_DENY;
	case SQLITE_CREATE_VTABLE: /* search_check() makes one for itself */
		return str_equal(database, "temp") ? SQLITE_OK : SQLITE_DENY;
	case SQLITE_UPDATE:
	case SQLITE_DELETE:
		return str_equal(first, "audit") ? SQLITE_DENY : SQLITE_OK;
	case SQLITE_PRAGMA:
		return authorize_pragma(first, second);
	default:
		return SQLITE_OK;
	}
}

void
connect_seal(struct store *s)
{
	sqlite3_set_authorizer(s->db, authorize, NULL);
	s->is_sealed = true;
}
