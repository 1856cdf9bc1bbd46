/*
 * fault.c - what SQLite says, as a sentence for the clerk and a line for the
 * log. A trigger's RAISE text and a constraint's name become the guard's name,
 * which the desk turns into a better sentence than the general one made here.
 */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "base/auto.h"
#include "base/i18n.h"
#include "base/log.h"
#include "base/mem.h"
#include "base/str.h"
#include "store/inside.h"

static void
guard_set(struct store *s, const char *name)
{
	free(s->guard);
	s->guard = mem_strdup(name);
}

/* What follows "failed: " in SQLite's message: a constraint's name or a list of columns. */
static const char *
failed_part(const char *message)
{
	static const char mark[] = "failed: ";
	const char *at = strstr(message, mark);

	return at == NULL ? message : at + strlen(mark);
}

/* "staff.code, staff.site" gives "code", the field for the cursor. */
static char *
first_column(const char *columns)
{
	const char *dot = strchr(columns, '.');

	if (dot == NULL || str_starts(columns, "index "))
		return mem_strdup("");
	return mem_strndup(dot + 1, strcspn(dot + 1, ","));
}

/* True when the index `name` of `table` covers exactly `columns` ("t.a, t.b"). */
static bool
index_covers(sqlite3 *db, const char *name, const char *table, const char *columns)
{
	AUTO_STR found = STR_INIT;
	sqlite3_stmt *q = NULL;

	sqlite3_prepare_v2(db, "SELECT name FROM pragma_index_info(?1) ORDER BY seqno", -1, &q,
			   NULL);
	sqlite3_bind_text(q, 1, name, -1, SQLITE_STATIC);
	while (sqlite3_step(q) == SQLITE_ROW) {
		const char *column = (const char *)sqlite3_column_text(q, 0);
		str_addf(&found, "%s%s.%s", found.len > 0 ? ", " : "", table, column ? column : "");
	}
	sqlite3_finalize(q);
	return str_equal(str_text(&found), columns);
}

/*
 * The name of the unique index that refused, so that a rule has one name
 * whether an index or a trigger keeps it. The message tells only the columns,
 * except for indexes on expressions. NULL for a table's own UNIQUE or key.
 */
static char *
unique_index(sqlite3 *db, const char *columns)
{
	if (str_starts(columns, "index '"))
		return mem_strndup(columns + 7, strcspn(columns + 7, "'"));

	AUTO_FREE char *table = mem_strndup(columns, strcspn(columns, "."));
	char *name = NULL;
	sqlite3_stmt *q = NULL;
	sqlite3_prepare_v2(
		db, "SELECT name FROM pragma_index_list(?1) WHERE \"unique\" AND origin = 'c'", -1,
		&q, NULL);
	sqlite3_bind_text(q, 1, table, -1, SQLITE_STATIC);
	while (name == NULL && sqlite3_step(q) == SQLITE_ROW) {
		const char *index = (const char *)sqlite3_column_text(q, 0);
		if (index != NULL && index_covers(db, index, table, columns))
			name = mem_strdup(index);
	}
	sqlite3_finalize(q);
	return name;
}

static bool
fault_unique(struct store *s, const char *columns, struct err *e)
{
	AUTO_FREE char *index = unique_index(s->db, columns);
	AUTO_FREE char *field = first_column(columns);

	guard_set(s, index != NULL ? index : columns);
	return err_set_field(e, ERR_REFUSED, field,
			     _("This value is already used by another record."));
}

static bool
fault_constraint(struct store *s, int rc, const char *message, struct err *e)
{
	const char *part = failed_part(message);
	AUTO_FREE char *field = NULL;

	switch (rc) {
	case SQLITE_CONSTRAINT_TRIGGER:
		guard_set(s, message);
		return err_set(e, ERR_REFUSED, _("A rule of the desk does not allow this (%s)."),
			       message);
	case SQLITE_CONSTRAINT_CHECK:
		guard_set(s, part);
		return err_set(e, ERR_REFUSED, _("A rule of the desk does not allow this (%s)."),
			       part);
	case SQLITE_CONSTRAINT_UNIQUE:
	case SQLITE_CONSTRAINT_PRIMARYKEY:
	case SQLITE_CONSTRAINT_ROWID:
		return fault_unique(s, part, e);
	case SQLITE_CONSTRAINT_NOTNULL:
		guard_set(s, part);
		field = first_column(part);
		return err_set_field(e, ERR_REFUSED, field, _("This must not be empty."));
	case SQLITE_CONSTRAINT_FOREIGNKEY:
		guard_set(s, "foreign_key");
		return err_set(e, ERR_REFUSED,
			       _("Another record depends on this one, or one that it names is not "
				 "there."));
	default:
		guard_set(s, part);
		return err_set(e, ERR_REFUSED, _("The database does not take this value (%s)."),
			       part);
	}
}

/* SQLite says SQLITE_FULL for ENOSPC alone, and keeps no errno of a COMMIT that fails. */
static bool
is_disk_full(struct store *s, int rc, int os)
{
	int kept = sqlite3_system_errno(s->db);

	if ((rc & 0xFF) != SQLITE_IOERR)
		return (rc & 0xFF) == SQLITE_FULL;
	return os == ENOSPC || os == EDQUOT || os == EFBIG || kept == ENOSPC || kept == EDQUOT ||
	       kept == EFBIG;
}

bool
store_met_damage(const struct store *s, struct err *e)
{
	if (s->is_damaged && !str_ends(s->path, "/" STORE_FILE)) /* no backup has the drafts */
		err_set(e, ERR_DAMAGED,
			_("The drafts in %s are damaged; the records are not. Close every desk and "
			  "move this file elsewhere: the next start makes a new one."),
			s->path);
	else if (s->is_damaged)
		err_set(e, ERR_DAMAGED,
			_("The file %s is damaged. Nothing was changed. Close every desk and bring "
			  "back the last good copy in backup/: madoguchi restore FILE"),
			s->path);
	return s->is_damaged;
}

static bool
fault_sentence(struct store *s, int rc, const char *message, struct err *e)
{
	switch (rc & 0xFF) {
	case SQLITE_FULL:
		return err_set(e, ERR_FULL,
			       _("The disk is full. Nothing was saved; make room and try again."));
	case SQLITE_CONSTRAINT:
		return fault_constraint(s, rc, message, e);
	case SQLITE_BUSY:
	case SQLITE_LOCKED:
	case SQLITE_PROTOCOL: /* others came first to its locks, for ten seconds */
		return err_set(e, ERR_BUSY,
			       _("Another program holds the database. Try again in a moment."));
	case SQLITE_CORRUPT:
	case SQLITE_NOTADB:
		s->is_damaged = true;
		store_met_damage(s, e);
		return false;
	case SQLITE_TOOBIG:
		return err_set(e, ERR_INVALID, _("The text is too long."));
	case SQLITE_MISMATCH:
		return err_set(e, ERR_INVALID, _("The database does not take this value (%s)."),
			       message);
	case SQLITE_CANTOPEN:
	case SQLITE_PERM:
	case SQLITE_AUTH:
	case SQLITE_READONLY:
		return err_set(e, ERR_IO, _("The file %s cannot be written."), s->path);
	case SQLITE_IOERR:
		return err_set(e, ERR_IO, _("The disk failed while %s was used."), s->path);
	default:
		return err_set(e, ERR_IO,
			       _("The program made a mistake with the database. The log has the "
				 "details."));
	}
}

/* SQLite ends a transaction by itself when the disk or the memory fails in its middle. */
static bool
is_transaction_lost(const struct store *s)
{
	return s->level > 0 && sqlite3_get_autocommit(s->db) != 0;
}

bool
fault_set(struct store *s, int rc, const char *sql, struct err *e)
{
	int os = errno;
	AUTO_FREE char *message = mem_strdup(sqlite3_errmsg(s->db));
	struct err why;

	guard_set(s, "");
	err_clear(&why);
	fault_sentence(s, is_disk_full(s, rc, os) ? SQLITE_FULL : rc, message, &why);
	log_write("sqlite %d, errno %d: %s: %s", rc, os, message, sql);
	if (is_transaction_lost(s))
		tx_spoil(s, 1, &why);
	if (e != NULL)
		*e = why;
	return false;
}

const char *
store_last_guard(const struct store *s)
{
	return s->guard == NULL ? "" : s->guard;
}
