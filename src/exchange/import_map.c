/* import_map.c - see import_map.h. */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "exchange/import_map.h"

#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "base/utf8.h"
#include "exchange/csv.h"
#include "exchange/csv_read.h"

/* Headings of files that are published with words of their own. */
static const struct {
	const char *form, *heading, *field;
} published[] = {
	{ "holiday", "国民の祝日・休日月日", "day" },
	{ "holiday", "国民の祝日・休日名称", "name" },
	{ "holiday", "国民の祝日月日", "day" },
	{ "holiday", "国民の祝日名称", "name" },
};

static bool
is_same(const char *key, const char *word)
{
	AUTO_FREE char *other = word ? utf8_search_key(word) : NULL;
	return other && *other && strcmp(key, other) == 0;
}

/* Is the field called that: by its label in either language, or in the lists of others? */
static bool
is_called(const struct form_field *f, const char *key)
{
	bool is = is_same(key, f->label.ja) || is_same(key, f->label.en);
	for (int i = 0; i < f->headings.count && !is; i++)
		is = is_same(key, f->headings.items[i]);
	return is;
}

/* The only field that is called so; two of them name neither. */
static int
find_called(const struct form *form, const char *key)
{
	int found = IMPORT_NOT_TAKEN;
	for (int i = 0; i < form->field_count; i++) {
		if (!is_called(&form->fields[i], key))
			continue;
		if (found != IMPORT_NOT_TAKEN)
			return IMPORT_NOT_TAKEN;
		found = i;
	}
	return found;
}

int
import_map_field(const struct form *form, const char *word)
{
	AUTO_FREE char *narrow = utf8_narrow(word);
	int field = form_field_index(form, narrow);
	if (field >= 0)
		return field;
	for (size_t i = 0; i < ARRAY_LEN(published); i++)
		if (strcmp(published[i].form, form->name) == 0 &&
		    strcmp(published[i].heading, word) == 0)
			return form_field_index(form, published[i].field);
	AUTO_FREE char *key = utf8_search_key(word);
	return *key ? find_called(form, key) : IMPORT_NOT_TAKEN;
}

bool
import_map_is_published(const struct import_map *m)
{
	int found = 0;
	for (int i = 0; i < m->count; i++)
		for (size_t k = 0; k < ARRAY_LEN(published); k++)
			found += m->fields[i] >= 0 && str_equal(published[k].form, m->form->name) &&
				 str_equal(published[k].heading, m->headings[i]);
	return found == 2;
}

static bool
is_taken(const struct import_map *m, int field)
{
	for (int i = 0; i < m->count; i++)
		if (m->fields[i] == field)
			return true;
	return false;
}

void
import_map_init(struct import_map *m, const struct form *form, const char *const *headings,
		int count)
{
	*m = (struct import_map){ .form = form, .arena = ARENA_INIT };
	m->headings = arena_alloc(&m->arena, sizeof(*m->headings) * (size_t)(count + 1));
	m->fields = arena_alloc(&m->arena, sizeof(*m->fields) * (size_t)(count + 1));
	for (int i = 0; i < count; i++) {
		AUTO_STR heading = STR_INIT;
		str_set(&heading, headings[i]);
		str_trim(&heading);
		m->headings[i] = arena_strdup(&m->arena, str_text(&heading));
		int field = import_map_field(form, m->headings[i]);
		m->fields[i] = field >= 0 && !is_taken(m, field) ? field : IMPORT_NOT_TAKEN;
		m->count++;
	}
}

void
import_map_done(struct import_map *m)
{
	arena_done(&m->arena);
	m->count = 0;
}

bool
import_map_set(struct import_map *m, const char *heading, int field)
{
	bool is_there = false;
	for (int i = 0; i < m->count; i++)
		is_there |= strcmp(m->headings[i], heading) == 0;
	for (int i = 0; is_there && i < m->count; i++) {
		if (strcmp(m->headings[i], heading) == 0)
			m->fields[i] = field;
		else if (field >= 0 && m->fields[i] == field)
			m->fields[i] = IMPORT_NOT_TAKEN;
	}
	return is_there;
}

static bool
read_row(struct import_map *m, const struct csv_row *row, struct err *e)
{
	const char *word = row->count > 1 ? row->fields[1] : "";
	int field = import_map_field(m->form, word);
	if (field == IMPORT_NOT_TAKEN && *word)
		return err_set(e, ERR_INVALID,
			       _("The mapping's line %lld names the field \"%s\", which %s does "
				 "not have."),
			       (long long)row->line, word, form_label(m->form));
	import_map_set(m, row->fields[0], field);
	return true;
}

bool
import_map_read(struct import_map *m, FILE *f, struct err *e)
{
	struct csv_row row;
	struct csv_reader *r = csv_reader_new(f, ENCODING_AUTO, ',', e);
	bool ok = r != NULL;
	bool is_first = true;
	while (ok && csv_reader_row(r, &row, e)) {
		bool is_heading = is_first && strcmp(row.fields[0], "heading") == 0;
		ok = is_heading || read_row(m, &row, e);
		is_first = false;
	}
	ok = ok && !csv_reader_failed(r);
	csv_reader_free(r);
	return ok;
}

void
import_map_write(const struct import_map *m, struct str *out)
{
	const char *const first[] = { "heading", "field" };
	str_add(out, "\xEF\xBB\xBF");
	csv_add_record(out, first, 2, "\r\n");
	for (int i = 0; i < m->count; i++) {
		int field = m->fields[i];
		const char *const row[] = { m->headings[i],
					    field < 0 ? "" : m->form->fields[field].name };
		if (*m->headings[i])
			csv_add_record(out, row, 2, "\r\n");
	}
}

static bool
check_once(const struct import_map *m, struct err *e)
{
	AUTO_FREE int *column = mem_alloc(sizeof(*column) * (size_t)(m->form->field_count + 1));
	for (int i = 0; i < m->count; i++) {
		int field = m->fields[i];
		if (field < 0)
			continue;
		if (column[field] > 0)
			return err_set(e, ERR_INVALID,
				       _("The columns \"%s\" and \"%s\" both go to %s. "
					 "Only one can."),
				       m->headings[column[field] - 1], m->headings[i],
				       field_label(&m->form->fields[field]));
		column[field] = i + 1;
	}
	return true;
}

/* A required field that the program itself does not fill in. */
static bool
must_be_given(const struct form *form, const struct form_field *f)
{
	bool is_numbered = form->series && form->number && strcmp(form->number, f->name) == 0;
	return f->required && !f->filled && !f->dflt && !is_numbered;
}

/* The part of the key that no column goes to and that cannot be empty; NULL: all is there. */
static const struct form_field *
missing_part(const struct import_map *m, const struct form_key *key)
{
	bool any = false;
	for (int i = 0; i < key->count; i++) {
		const struct form_field *f = &m->form->fields[key->fields[i]];
		bool is_there = is_taken(m, key->fields[i]);
		if (!is_there && f->required)
			return f;
		any |= is_there;
	}
	return any || key->count == 0 ? NULL : &m->form->fields[key->fields[0]];
}

bool
import_map_check(const struct import_map *m, const struct form_key *key, struct err *e)
{
	if (!check_once(m, e))
		return false;
	bool takes_any = false;
	for (int i = 0; i < m->count; i++)
		takes_any |= m->fields[i] >= 0;
	if (!takes_any)
		return err_set(e, ERR_INVALID,
			       _("No heading of the file is a field of %s. Say which columns go "
				 "where."),
			       form_label(m->form));
	const struct form_field *missing = missing_part(m, key);
	if (missing)
		return err_set(e, ERR_INVALID,
			       _("No column goes to %s, by which the records to change are found."),
			       field_label(missing));
	for (int i = 0; key->count == 0 && i < m->form->field_count; i++)
		if (must_be_given(m->form, &m->form->fields[i]) && !is_taken(m, i))
			return err_set(e, ERR_INVALID, _("No column goes to %s, which is needed."),
				       field_label(&m->form->fields[i]));
	return true;
}
