/*
 * find.c - what a typed word can mean: the exact number of a record first, then
 * names that begin with it, then every record whose searched fields hold it.
 */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "desk/record/find.h"

#include <stdlib.h>
#include <string.h>

#include "base/auto.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "base/utf8.h"
#include "desk/record/clause.h"
#include "desk/record/find_hits.h"
#include "desk/record/record_search.h"
#include "desk/record/record_sql.h"
#include "desk/staff.h"
#include "store/stmt.h"

enum { CANDIDATES = 64 }; /* records of one type that are looked at */

/* What is asked of each type of record. */
struct question {
	const char *typed; /* without blanks at its ends */
	char *narrow;      /* numbers are compared so */
	char *key;         /* words are compared so */
};

static void
question_done(struct question *q)
{
	free(q->narrow);
	free(q->key);
}

/* A number typed in other letters ("g12" for G-12) is exact too. */
static bool
is_number_of(const struct record *r, const char *key)
{
	const char *number = r->form->number ? record_get(r, r->form->number) : NULL;
	AUTO_FREE char *other = utf8_search_key(number ? number : "");
	return number && strcmp(other, key) == 0;
}

static bool
add_record(struct find_hits *hits, const struct form *form, int64_t id, const struct question *ask,
	   struct err *e)
{
	struct record *r = record_read(hits->desk, form, id, e);
	if (!r)
		return false;
	find_hits_add(hits, r, find_hits_why(hits, r, ask->key), is_number_of(r, ask->key));
	record_free(r);
	return true;
}

/* Each id that `q` answers, until there are enough. */
static bool
add_answers(struct find_hits *hits, const struct form *form, struct stmt *q,
	    const struct question *ask, struct err *e)
{
	while (!find_hits_full(hits) && stmt_row(q, e))
		if (!add_record(hits, form, stmt_int(q, 0), ask, e))
			return false;
	return !stmt_failed(q);
}

static bool
add_by_number(struct find_hits *hits, const struct form *form, const struct question *ask,
	      struct err *e)
{
	AUTO_STR sql = STR_INIT;
	AUTO_STMT q = STMT_INIT;
	const struct form_field *f = form->number ? form_field_find(form, form->number) : NULL;
	if (!f)
		return true;
	record_sql_with(&sql, form, f);
	if (!stmt_open(&q, hits->desk->store, str_text(&sql), e))
		return false;
	stmt_bind_text(&q, 1, ask->narrow);
	stmt_bind_int(&q, 2, 1);
	if (!stmt_row(&q, e))
		return !stmt_failed(&q);
	struct record *r = record_read(hits->desk, form, stmt_int(&q, 0), e);
	if (r)
		find_hits_add(hits, r,
			      arena_printf(hits->arena, "%s %s", field_label(f), ask->narrow),
			      true);
	record_free(r);
	return r != NULL;
}

/* A number that a record once had: papers still name it. */
static bool
add_by_old_number(struct find_hits *hits, const struct form *form, const struct question *ask,
		  struct err *e)
{
	AUTO_FREE char *name = mem_printf("%s_history", form->name);
	const struct form *past = form_find(hits->desk->forms, name);
	AUTO_CLAUSE c = CLAUSE_INIT;
	AUTO_STMT q = STMT_INIT;
	if (!past || !past->parent || !form->number)
		return true;
	clause_add(&c, "SELECT t.\"%s\" FROM \"%s\" AS t WHERE t.field = 'number' AND t.value = ",
		   past->parent, past->table);
	clause_add_text(&c, ask->narrow);
	if (!clause_open(&c, &q, hits->desk->store, e))
		return false;
	const char *why = arena_printf(hits->arena, _("formerly %s"), ask->narrow);
	while (stmt_row(&q, e)) {
		struct record *r = record_read(hits->desk, form, stmt_int(&q, 0), e);
		if (!r)
			return false;
		find_hits_add(hits, r, why, false);
		record_free(r);
	}
	return !stmt_failed(&q);
}

/* What a name or reading that begins as typed begins with; false if none can. */
static bool
beginning_of(const struct form_field *f, const char *typed, struct str *out)
{
	if (f->type->kind == FIELD_KANA)
		return utf8_to_katakana(typed, out);
	str_add(out, typed);
	return true;
}

/* Living records whose name or reading begins with the text, by the column's index. */
static bool
add_by_beginning(struct find_hits *hits, const struct form *form, const struct form_field *f,
		 const struct question *ask, struct err *e)
{
	bool names = str_equal(f->name, form->title) || str_equal(f->kana_of, form->title);
	AUTO_STR text = STR_INIT;
	AUTO_CLAUSE c = CLAUSE_INIT;
	AUTO_STMT q = STMT_INIT;
	if (!names || !f->search || !record_sql_has_column(f) ||
	    !beginning_of(f, ask->typed, &text))
		return true;
	clause_add(&c, "SELECT t.id FROM \"%s\" AS t WHERE t.\"%s\" >= ", form->table, f->name);
	clause_add_text(&c, str_text(&text));
	clause_add(&c, " AND t.\"%s\" < ", f->name);
	utf8_add(&text, 0x10FFFF);
	clause_add_text(&c, str_text(&text));
	record_sql_alive_row(&c.sql, form);
	clause_add(&c, " ORDER BY t.\"%s\", t.id", f->name);
	return clause_open(&c, &q, hits->desk->store, e) && add_answers(hits, form, &q, ask, e);
}

static bool
add_by_beginnings(struct find_hits *hits, const struct form *form, const struct question *ask,
		  struct err *e)
{
	for (int i = 0; i < form->field_count; i++)
		if (!add_by_beginning(hits, form, &form->fields[i], ask, e))
			return false;
	return true;
}

/* Any part of any searched field. */
static bool
add_by_words(struct find_hits *hits, const struct form *form, const struct question *ask,
	     struct err *e)
{
	int64_t ids[CANDIDATES];
	int found = str_is_empty(ask->key)
			    ? 0
			    : record_search_find(hits->desk, form, ask->typed, ids, CANDIDATES, e);
	for (int i = 0; i < found && !find_hits_full(hits); i++)
		if (!add_record(hits, form, ids[i], ask, e))
			return false;
	return found >= 0;
}

typedef bool (*way_fn)(struct find_hits *hits, const struct form *form, const struct question *ask,
		       struct err *e);

/* What belongs to another record is found by its number only: its words are the other's. */
static bool
answers_to(const struct form *form, way_fn way)
{
	return way == add_by_number || (!form->parent && record_search_is_on(form));
}

/* One way of looking, at every type of a menu that the clerk may see. */
static bool
look(struct find_hits *hits, way_fn way, const struct question *ask, struct err *e)
{
	const struct form_set *set = hits->desk->forms;
	for (int i = 0; i < set->count; i++) {
		const struct form *form = set->forms[i];
		bool is_asked = form->menu && staff_may_on(hits->desk, form, "view");
		if (is_asked && answers_to(form, way) && !way(hits, form, ask, e))
			return false;
	}
	return true;
}

int
find_anything(struct desk *d, struct arena *a, const char *typed, int limit, struct find_hit **out,
	      struct err *e)
{
	static const way_fn ways[] = { add_by_number, add_by_beginnings, add_by_words,
				       add_by_old_number };
	struct find_hits hits = find_hits_new(d, a, limit);
	AUTO_STR text = STR_INIT;
	str_add(&text, typed);
	str_trim(&text);
	*out = hits.items;
	if (text.len == 0)
		return 0;
	AUTO(question_done)
	struct question ask = {
		.typed = str_text(&text),
		.narrow = utf8_narrow(str_text(&text)),
		.key = utf8_search_key(str_text(&text)),
	};
	for (size_t i = 0; i < ARRAY_LEN(ways) && !find_hits_full(&hits); i++)
		if (!look(&hits, ways[i], &ask, e))
			return -1;
	return hits.count;
}
