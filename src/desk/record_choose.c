/*
 * record_choose.c - which records can fit a list's question, when they are few.
 */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "desk/record_page.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/utf8.h"
#include "desk/record_search.h"
#include "desk/record_sql.h"

/*
 * Fewer than FEW fitting records are sorted by us (about 2 ms); with more of
 * 100,000, walking the table fills a page in about as long. A table of fewer than
 * SMALL records is always sorted by us, by all the fields of its order.
 */
enum { FEW = 2000, SMALL = 1000 };

void
chosen_done(struct chosen *c)
{
	free(c->ids);
}

static bool
asks_something(const struct record_list *l)
{
	return l->word_count > 0 || l->query.count > 0;
}

void
record_list_add_tests(const struct record_list *l, bool walks, struct clause *c)
{
	if (!l->all && walks)
		record_sql_alive_row(&c->sql, l->form);
	else if (!l->all)
		record_sql_alive(&c->sql, l->form);
	if (l->parent_field >= 0) {
		clause_add(c, " AND t.\"%s\" = ", l->form->fields[l->parent_field].name);
		clause_add_int(c, l->parent_id);
	}
	record_query_add(&l->query, l->desk, c);
	bool by_parent = record_sql_withheld_parent(l->desk->forms, l->form) != NULL;
	if (!l->may_reveal && (by_parent || (asks_something(l) && l->form->withheld != NULL))) {
		clause_add(c, " AND +");
		record_sql_withheld(&c->sql, l->desk->forms, l->form);
		clause_add(c, " = 0");
	}
}

bool
record_list_is_under_withheld(const struct record_list *l)
{
	if (l->parent_field < 0)
		return false;
	const struct form *parent = form_find(l->desk->forms, l->form->fields[l->parent_field].ref);
	if (parent == NULL || parent->withheld == NULL || record_may_reveal(l->desk, parent))
		return false;
	AUTO_STR sql = STR_INIT;
	str_addf(&sql, "SELECT t.\"%s\" FROM \"%s\" AS t WHERE t.id = ?1", parent->withheld,
		 parent->table);
	return store_get_int(l->desk->store, str_text(&sql), l->parent_id, 1) != 0;
}

static bool
choose_by_words(const struct record_list *l, const char *text, struct chosen *c, struct err *e)
{
	c->ids = mem_resize(NULL, FEW, sizeof(*c->ids));
	c->count = record_search_find(l->desk, l->form, text, c->ids, FEW, e);
	c->is_all = c->count < FEW;
	return c->count >= 0;
}

/* By the conditions alone, in no order; without any the whole table, if it is small. */
static bool
choose_by_tests(const struct record_list *l, struct chosen *c, struct err *e)
{
	AUTO_CLAUSE q = CLAUSE_INIT;
	AUTO_STMT s = STMT_INIT;
	int most = l->query.count > 0 || l->parent_field >= 0 ? FEW : SMALL;
	c->ids = mem_resize(NULL, (size_t)most, sizeof(*c->ids));
	clause_add(&q, "SELECT t.id FROM \"%s\" AS t WHERE 1", l->form->table);
	if (most == FEW)
		record_list_add_tests(l, false, &q);
	clause_add(&q, " LIMIT %d", most);
	if (!clause_open(&q, &s, l->desk->store, e))
		return false;
	while (c->count < most && stmt_row(&s, e))
		c->ids[c->count++] = stmt_int(&s, 0);
	c->is_all = c->count < most;
	return !stmt_failed(&s);
}

static bool
is_small(const struct record_list *l)
{
	AUTO_STR sql = STR_INIT;
	str_addf(&sql, "SELECT count(*) FROM (SELECT 1 FROM \"%s\" LIMIT ?1)", l->form->table);
	return store_get_int(l->desk->store, str_text(&sql), SMALL, SMALL) < SMALL;
}

bool
record_choose(const struct record_list *l, struct chosen *c, struct err *e)
{
	const char *needle = l->word_count > 0 ? l->filter : record_query_needle(&l->query);
	/* A walk goes by one field only; so that all pages agree, so does every page of a large
	 * table. */
	c->keys = l->order.key_count > 1 && is_small(l) ? l->order.key_count : 1;
	if (needle != NULL && record_search_is_on(l->form))
		return choose_by_words(l, needle, c, e);
	return choose_by_tests(l, c, e);
}

/* A form without an index of words is searched by what its rows show. */
static bool
row_holds(const struct record_list *l, int64_t id, const char *word)
{
	AUTO_ARENA a = ARENA_INIT;
	struct record_row row;
	if (!record_list_row(l, &a, id, &row))
		return false;
	for (int i = 0; i < l->column_count; i++) {
		AUTO_FREE char *key = utf8_search_key(row.cells[i]);
		if (strstr(key, word) != NULL)
			return true;
	}
	return false;
}

bool
record_list_fits(const struct record_list *l, int64_t id, bool words_are_found)
{
	bool has_index = record_search_is_on(l->form);
	for (int i = 0; i < l->word_count && !words_are_found; i++) {
		const char *word = l->words[i];
		if (has_index ? !record_search_matches(l->desk, l->form, id, word)
			      : !row_holds(l, id, word))
			return false;
	}
	return record_query_fits(&l->query, l->desk, l->form, id);
}
