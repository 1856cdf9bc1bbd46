/* import_map.c - see import_map.h. */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "exchange/import/import_map.h"

#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "base/utf8.h"
#include "exchange/import/import_guess.h"
#include "exchange/sheet/csv.h"
#include "exchange/sheet/csv_read.h"
#include "form/type.h"

/* Headings of files that are published with words of their own. */
static const struct {
	const char *form, *heading, *field;
} published[] = {
	{ "holiday", "国民の祝日・休日月日", "day" },
	{ "holiday", "国民の祝日・休日名称", "name" },
	{ "holiday", "国民の祝日月日", "day" },
	{ "holiday", "国民の祝日名称", "name" },
};

int
import_map_known(const struct form *form, const char *word)
{
	AUTO_FREE char *narrow = utf8_narrow(word);
	int field = form_field_index(form, narrow);
	if (field >= 0)
		return field;
	for (size_t i = 0; i < ARRAY_LEN(published); i++)
		if (strcmp(published[i].form, form->name) == 0 &&
		    strcmp(published[i].heading, word) == 0)
			return form_field_index(form, published[i].field);
	return IMPORT_NOT_TAKEN;
}

int
import_map_field(const struct form *form, const char *word)
{
	int field = import_map_known(form, word);
	return field >= 0 ? field : import_guess_called(form, word);
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

int
import_map_column(const struct import_map *m, int field)
{
	for (int i = 0; i < m->count; i++)
		if (m->fields[i] == field)
			return i;
	return -1;
}

bool
import_map_is_taken(const struct import_map *m, int field)
{
	return import_map_column(m, field) >= 0;
}

int
import_map_reading(const struct import_map *m)
{
	for (int i = 0; i < m->form->field_count; i++) {
		const struct form_field *f = &m->form->fields[i];
		if (f->kana_of && import_map_needs(m, i) &&
		    import_map_is_taken(m, form_field_index(m->form, f->kana_of)))
			return i;
	}
	return -1;
}

void
import_map_init(struct import_map *m, const struct form *form,
		const struct import_vocabulary *words, const char *const *headings, int count)
{
	*m = (struct import_map){ .form = form, .line = 1, .rows = 1, .arena = ARENA_INIT };
	m->headings = arena_alloc(&m->arena, sizeof(*m->headings) * (size_t)(count + 1));
	m->fields = arena_alloc(&m->arena, sizeof(*m->fields) * (size_t)(count + 1));
	for (int i = 0; i < count; i++) {
		AUTO_STR heading = STR_INIT;
		str_set(&heading, headings[i]);
		str_trim(&heading);
		m->headings[i] = arena_strdup(&m->arena, str_text(&heading));
		m->fields[i] = IMPORT_NOT_TAKEN;
		m->count++;
	}
	import_guess(m, words);
}

void
import_map_done(struct import_map *m)
{
	arena_done(&m->arena);
	m->count = 0;
}

bool
import_map_may_join(const struct import_map *m, int field)
{
	enum field_kind kind = m->form->fields[field].type->kind;
	return kind == FIELD_TEXT || kind == FIELD_NOTE || kind == FIELD_KANA ||
	       kind == FIELD_CHOICES || (kind == FIELD_REF && m->form->fields[field].create);
}

bool
import_map_is_later_part(const struct import_map *m, int column)
{
	for (int i = 0; i < column; i++)
		if (m->fields[i] == m->fields[column])
			return true;
	return false;
}

bool
import_map_is_heading(const struct import_map *m, int column, const char *words)
{
	AUTO_STR text = STR_INIT;
	str_set(&text, words);
	str_trim(&text);
	const char *heading = m->headings[column], *part = str_text(&text);
	if (m->rows == 1 || strcmp(heading, part) == 0)
		return strcmp(heading, part) == 0;
	size_t whole = strlen(heading);
	if (text.len >= whole)
		return false;
	return text.len == 0 || (str_starts(heading, part) && heading[text.len] == ' ') ||
	       (str_ends(heading, part) && heading[whole - text.len - 1] == ' ');
}

bool
import_map_set(struct import_map *m, const char *heading, int field, bool joins)
{
	bool is_there = false;
	for (int i = 0; i < m->count; i++)
		is_there |= strcmp(m->headings[i], heading) == 0;
	for (int i = 0; is_there && i < m->count; i++) {
		if (strcmp(m->headings[i], heading) == 0)
			m->fields[i] = field;
		else if (field >= 0 && m->fields[i] == field && !joins)
			m->fields[i] = IMPORT_NOT_TAKEN;
	}
	return is_there;
}

static bool
read_row(struct import_map *m, const struct csv_row *row, struct err *e)
{
	const char *word = row->count > 1 ? row->fields[1] : "";
	bool joins = word[0] == IMPORT_JOINS;
	word += joins;
	int field = import_map_field(m->form, word);
	if (field == IMPORT_NOT_TAKEN && *word)
		return err_set(e, ERR_INVALID,
			       _("The mapping's line %lld names the field \"%s\", which %s does "
				 "not have."),
			       (long long)row->line, word, form_label(m->form));
	import_map_set(m, row->fields[0], field, joins);
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
		AUTO_STR word = STR_INIT;
		if (field >= 0 && import_map_is_later_part(m, i))
			str_add_char(&word, IMPORT_JOINS);
		str_add(&word, field < 0 ? "" : m->form->fields[field].name);
		const char *const row[] = { m->headings[i], str_text(&word) };
		if (*m->headings[i])
			csv_add_record(out, row, 2, "\r\n");
	}
}

/*
 * Two columns of one heading are the same thing twice, not two parts. Of telephones only
 * those behind an area code are parts of one.
 */
static bool
are_parts(const struct import_map *m, int first, int other)
{
	return strcmp(m->headings[first], m->headings[other]) != 0 &&
	       (import_map_may_join(m, m->fields[first]) ||
		str_equal(m->headings[first], IMPORT_AREA_CODE));
}

static bool
check_once(const struct import_map *m, struct err *e)
{
	AUTO_FREE int *column = mem_alloc(sizeof(*column) * (size_t)(m->form->field_count + 1));
	for (int i = 0; i < m->count; i++) {
		int field = m->fields[i];
		if (field < 0)
			continue;
		if (column[field] > 0 && !are_parts(m, column[field] - 1, i))
			return err_set(e, ERR_INVALID,
				       _("The columns \"%s\" and \"%s\" both go to %s. "
					 "Only one can."),
				       m->headings[column[field] - 1], m->headings[i],
				       field_label(&m->form->fields[field]));
		if (column[field] == 0)
			column[field] = i + 1;
	}
	return true;
}

/* Today is no day of old papers. */
bool
import_map_needs(const struct import_map *m, int field)
{
	const struct form_field *f = &m->form->fields[field];
	bool is_numbered = m->form->series && str_equal(m->form->number, f->name);
	bool has_default = f->dflt && f->type->kind != FIELD_DATE;
	return f->required && !f->filled && !has_default && !is_numbered;
}

struct form_key
import_map_key(const struct import_map *m)
{
	for (int i = 0; i < m->form->key.count; i++)
		if (import_map_is_taken(m, m->form->key.fields[i]))
			return m->form->key;
	return (struct form_key){ .count = 0 };
}

/* The part of the key that no column goes to and that cannot be empty; NULL: all is there. */
static const struct form_field *
missing_part(const struct import_map *m, const struct form_key *key)
{
	bool any = false;
	for (int i = 0; i < key->count; i++) {
		const struct form_field *f = &m->form->fields[key->fields[i]];
		bool is_there = import_map_is_taken(m, key->fields[i]);
		if (!is_there && f->required)
			return f;
		any |= is_there;
	}
	return any || key->count == 0 ? NULL : &m->form->fields[key->fields[0]];
}

static bool
refuse_missing(const struct form_field *f, struct err *e)
{
	if (f->kana_of)
		return err_set(e, ERR_INVALID,
			       _("No column goes to %s, which is needed. In Excel, =PHONETIC() of "
				 "the name's cell gives the reading as it was typed. It can also "
				 "be typed after the import."),
			       field_label(f));
	return err_set_field(e, ERR_INVALID, "column", _("No column goes to %s, which is needed."),
			     field_label(f));
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
		return err_set_field(e, ERR_INVALID, "column",
				     _("No heading of the file is a field of %s. Say which "
				       "columns go where."),
				     form_label(m->form));
	const struct form_field *missing = missing_part(m, key);
	if (missing)
		return err_set_field(e, ERR_INVALID, "column",
				     _("No column goes to %s, by which the records to change are "
				       "found."),
				     field_label(missing));
	int later = m->reads_later ? import_map_reading(m) : -1;
	for (int i = 0; key->count == 0 && i < m->form->field_count; i++)
		if (i != later && import_map_needs(m, i) && !import_map_is_taken(m, i))
			return refuse_missing(&m->form->fields[i], e);
	return true;
}
