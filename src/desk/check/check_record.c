/*
 * check_record.c - every record beside the audit: what its last audited rows
 * say it holds must be what it holds. A value that was changed around the
 * program, a row that was slipped in or taken out, has no row there.
 */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "desk/check/check_part.h"

#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "desk/record/record.h"
#include "store/stmt.h"

/* A field that the program itself counts on, without an audit row of its own. */
static const struct {
	const char *table, *field;
} counted[] = {
	{ "number_series", "next" },
};

static bool
is_counted(const struct form *form, const char *field)
{
	for (size_t i = 0; i < ARRAY_LEN(counted); i++)
		if (str_equal(counted[i].table, form->table) &&
		    (!field || str_equal(counted[i].field, field)))
			return true;
	return false;
}

/* One record as the audit tells it. */
struct told {
	int64_t id;
	int64_t version;
	bool is_removed;
	bool is_purged; /* a detail is gone: nothing can be said */
	bool is_whole;  /* it was added under audit: every field is told of */
	char **values;  /* by field, NULL for nothing */
	bool *is_told;  /* by field */
};

static void
told_forget(struct told *t, const struct form *form)
{
	for (int i = 0; i < form->field_count; i++) {
		free(t->values[i]);
		t->values[i] = NULL;
		t->is_told[i] = false;
	}
}

static void
told_start(struct told *t, const struct form *form, int64_t id)
{
	told_forget(t, form);
	t->id = id;
	t->version = 1;
	t->is_removed = t->is_purged = t->is_whole = false;
}

static void
compare_values(struct check *c, const struct told *t, const struct record *r)
{
	if (r->version != t->version)
		check_found(c, _("%s %lld: the version is %lld, but the audit knows of %lld."),
			    form_label(r->form), (long long)t->id, (long long)r->version,
			    (long long)t->version);
	for (int i = 0; i < r->form->field_count; i++) {
		const struct form_field *f = &r->form->fields[i];
		if (f->kept || (!t->is_whole && !t->is_told[i]))
			continue; /* as it came with the schema, or as that keeps it */
		if (!str_equal(r->values[i], t->values[i]) && !is_counted(r->form, f->name))
			check_found(c, _("%s %lld: “%s” is not what the audit says."),
				    form_label(r->form), (long long)t->id, field_label(f));
	}
}

/* Compares what was told with the record that is there. */
static bool
told_end(struct check *c, const struct form *form, const struct told *t, struct err *e)
{
	struct err why = { 0 };
	if (t->id == 0 || t->is_purged)
		return true;
	struct record *r = record_read(c->desk, form, t->id, &why);
	if (!r && why.code != ERR_NOT_FOUND) {
		*e = why;
		return false;
	}
	if (r && t->is_removed)
		check_found(c, _("%s %lld: it is there, but the audit says that it was removed."),
			    form_label(form), (long long)t->id);
	else if (!r && !t->is_removed)
		check_found(c, _("%s %lld: it is gone, and the audit does not say why."),
			    form_label(form), (long long)t->id);
	else if (r)
		compare_values(c, t, r);
	record_free(r);
	return true;
}

/* Columns: record, action, version, whether the detail is gone, field, value. */
static void
told_add(struct told *t, const struct form *form, struct stmt *q)
{
	int field = stmt_is_null(q, 4) ? -1 : form_field_index(form, stmt_text(q, 4));
	t->is_removed = str_equal(stmt_text(q, 1), "remove");
	if (str_equal(stmt_text(q, 1), "add"))
		t->is_whole = true;
	if (t->is_removed)
		told_forget(t, form); /* undo may add it again */
	if (!stmt_is_null(q, 2))
		t->version = stmt_int(q, 2);
	if (stmt_int(q, 3))
		t->is_purged = true;
	if (field < 0)
		return;
	free(t->values[field]);
	t->values[field] = mem_strdup(stmt_text(q, 5));
	t->is_told[field] = true;
}

static bool
check_told(struct check *c, const struct form *form, struct told *t, struct err *e)
{
	AUTO_STMT q = STMT_INIT;
	if (!stmt_open(&q, c->desk->store,
		       "SELECT a.object_id, a.action, json_extract(a.sound, '$.version'),"
		       " a.sound IS NULL, j.key, j.value FROM (SELECT seq, object_id, action,"
		       " CASE WHEN json_valid(detail) THEN detail END AS sound FROM audit"
		       " WHERE object_type = ?1 AND action IN ('add', 'change', 'remove')"
		       " AND object_id > 0) AS a LEFT JOIN json_each(a.sound, '$.after') AS j"
		       " ORDER BY a.object_id, a.seq",
		       e))
		return false;
	stmt_bind_text(&q, 1, form->table);
	while (stmt_row(&q, e)) {
		if (stmt_int(&q, 0) != t->id) {
			if (!told_end(c, form, t, e))
				return false;
			told_start(t, form, stmt_int(&q, 0));
		}
		told_add(t, form, &q);
	}
	return !stmt_failed(&q) && told_end(c, form, t, e);
}

/*
 * Rows that no audit row added: only those that came with the schema may be,
 * and they lie below the first that was added.
 */
static bool
check_untold(struct check *c, const struct form *form, struct err *e)
{
	AUTO_STR sql = STR_INIT;
	AUTO_STMT q = STMT_INIT;
	str_addf(&sql,
		 "SELECT t.id FROM \"%s\" AS t WHERE t.id > (SELECT min(object_id) FROM audit"
		 " WHERE object_type = ?1 AND action = 'add') AND NOT EXISTS (SELECT 1 FROM audit"
		 " WHERE object_type = ?1 AND object_id = t.id AND action = 'add')",
		 form->table);
	if (is_counted(form, NULL))
		return true;
	if (!stmt_open(&q, c->desk->store, str_text(&sql), e))
		return false;
	stmt_bind_text(&q, 1, form->table);
	while (stmt_row(&q, e))
		check_found(c, _("%s %lld: the audit does not know who added it."),
			    form_label(form), (long long)stmt_int(&q, 0));
	return !stmt_failed(&q);
}

bool
check_records(struct check *c, struct err *e)
{
	bool ok = true;
	for (int i = 0; ok && i < c->desk->forms->count; i++) {
		const struct form *form = c->desk->forms->forms[i];
		struct told t = { 0 };
		t.values = mem_alloc(sizeof(*t.values) * (size_t)(form->field_count + 1));
		t.is_told = mem_alloc(sizeof(*t.is_told) * (size_t)(form->field_count + 1));
		ok = check_told(c, form, &t, e) && check_untold(c, form, e);
		told_start(&t, form, 0);
		free(t.values);
		free(t.is_told);
	}
	return ok;
}
