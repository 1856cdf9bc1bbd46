/* record_sql.c - statements from the names in form files. */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "desk/record/record_sql.h"

#include <stdlib.h>

#include "base/macros.h"

/*
 * How a table says that a record is no longer dealt with: by a field of this
 * name. Lists leave such records out until they are asked for.
 */
static const struct {
	const char *field, *alive;
} hidden_by[] = {
	{ "merged_into", "IS NULL" },
	{ "dissolved_on", "IS NULL" },
	{ "retired", "= 0" },
};

bool
record_sql_is_ending(const struct form_field *f)
{
	for (size_t i = 0; i < ARRAY_LEN(hidden_by); i++)
		if (str_equal(f->name, hidden_by[i].field))
			return true;
	return false;
}

bool
record_sql_has_column(const struct form_field *f)
{
	return f->type->kind != FIELD_CHOICES;
}

/* Not what the schema's triggers keep. */
static bool
is_written(const struct form_field *f)
{
	return record_sql_has_column(f) && !f->kept;
}

void
record_sql_value(struct str *sql, const struct form_field *f)
{
	if (record_sql_has_column(f)) {
		str_add(sql, "t.\"");
		str_add(sql, f->name);
		str_add_char(sql, '"');
		return;
	}
	str_addf(sql,
		 "(SELECT group_concat(code, ',') FROM (SELECT l.code FROM \"%s\" AS l "
		 "WHERE l.record_id = t.id ORDER BY l.position))",
		 f->link);
}

void
record_sql_in_codes(struct str *sql, const struct form_field *f)
{
	str_addf(sql, "instr(',' || replace(t.\"%s\", ':', ',') || ',', ", f->name);
}

void
record_sql_alive(struct str *sql, const struct form *form)
{
	for (size_t i = 0; i < ARRAY_LEN(hidden_by); i++) {
		if (form_field_index(form, hidden_by[i].field) >= 0)
			str_addf(sql, " AND t.\"%s\" %s", hidden_by[i].field, hidden_by[i].alive);
	}
}

void
record_sql_alive_row(struct str *sql, const struct form *form)
{
	for (size_t i = 0; i < ARRAY_LEN(hidden_by); i++) {
		if (form_field_index(form, hidden_by[i].field) >= 0)
			str_addf(sql, " AND +t.\"%s\" %s", hidden_by[i].field, hidden_by[i].alive);
	}
}

const struct form *
record_sql_withheld_parent(const struct form_set *set, const struct form *form)
{
	if (form->withheld != NULL || form->parent == NULL)
		return NULL;
	const struct form *parent = form_find(set, form_field_find(form, form->parent)->ref);
	return parent != NULL && parent->withheld != NULL ? parent : NULL;
}

void
record_sql_withheld(struct str *sql, const struct form_set *set, const struct form *form)
{
	const struct form *parent = record_sql_withheld_parent(set, form);
	if (form->withheld != NULL)
		str_addf(sql, "t.\"%s\"", form->withheld);
	else if (parent != NULL)
		str_addf(sql,
			 "coalesce((SELECT p.\"%s\" FROM \"%s\" AS p WHERE p.id = t.\"%s\"), 0)",
			 parent->withheld, parent->table, form->parent);
	else
		str_add_char(sql, '0');
}

void
record_sql_read(struct str *sql, const struct form_set *set, const struct form *form)
{
	str_add(sql, "SELECT t.version, ");
	record_sql_withheld(sql, set, form);
	for (int i = 0; i < form->field_count; i++) {
		str_add(sql, ", ");
		record_sql_value(sql, &form->fields[i]);
	}
	str_addf(sql, " FROM \"%s\" AS t WHERE t.id = ?1", form->table);
}

int
record_sql_insert(struct str *sql, const struct form *form, int *fields)
{
	str_addf(sql, "INSERT INTO \"%s\" (id, version", form->table);
	int count = 0;
	for (int i = 0; i < form->field_count; i++) {
		if (!is_written(&form->fields[i]))
			continue;
		str_add(sql, ", \"");
		str_add(sql, form->fields[i].name);
		str_add_char(sql, '"');
		fields[count++] = i;
	}
	str_add_char(sql, ')');
	return count;
}

int
record_sql_update(struct str *sql, const struct form *form)
{
	str_addf(sql, "UPDATE \"%s\" SET version = ?2", form->table);
	int param = 3;
	for (int i = 0; i < form->field_count; i++) {
		if (is_written(&form->fields[i]))
			str_addf(sql, ", \"%s\" = ?%d", form->fields[i].name, param++);
	}
	str_addf(sql, " WHERE id = ?1 AND version = ?%d", param);
	return param;
}

void
record_sql_delete(struct str *sql, const struct form *form)
{
	str_addf(sql, "DELETE FROM \"%s\" WHERE id = ?1", form->table);
}

void
record_sql_same(struct str *sql, const struct form *form, const struct form_field *f)
{
	str_add(sql, "SELECT t.id FROM \"");
	str_add(sql, form->table);
	str_add(sql, "\" AS t WHERE t.\"");
	str_add(sql, f->name);
	str_add(sql, "\" = ?2 AND t.id <> ?1 LIMIT 1");
}

void
record_sql_with(struct str *sql, const struct form *form, const struct form_field *f)
{
	str_addf(sql, "SELECT t.id, 1");
	record_sql_alive(sql, form);
	str_addf(sql, " AS alive FROM \"%s\" AS t WHERE t.\"%s\" = ?1", form->table, f->name);
	str_add(sql, " ORDER BY alive DESC, t.id LIMIT ?2");
}

void
record_sql_by_key(struct str *sql, const struct form *form, const struct form_key *key)
{
	str_addf(sql, "SELECT t.id, 1");
	record_sql_alive(sql, form);
	str_addf(sql, " AS alive FROM \"%s\" AS t WHERE ", form->table);
	for (int i = 0; i < key->count; i++)
		str_addf(sql, "%st.\"%s\" IS ?%d", i ? " AND " : "",
			 form->fields[key->fields[i]].name, i + 1);
	str_add(sql, " ORDER BY alive DESC, t.id LIMIT 2");
}

struct cell
record_sql_cell(const struct form_field *f, const char *stored)
{
	if (stored != NULL && str_equal(f->type->column, "INTEGER"))
		return cell_int(strtoll(stored, NULL, 10));
	return cell_text(stored);
}

void
record_sql_bind_value(struct stmt *q, int param, const struct form_field *f, const char *stored)
{
	struct cell cell = record_sql_cell(f, stored);
	cell_bind(&cell, q, param);
}

int
record_sql_bind(struct stmt *q, int param, const struct form *form, char *const *values)
{
	for (int i = 0; i < form->field_count; i++) {
		if (is_written(&form->fields[i]))
			record_sql_bind_value(q, param++, &form->fields[i], values[i]);
	}
	return param;
}
