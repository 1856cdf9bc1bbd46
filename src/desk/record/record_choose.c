/*
 * record_choose.c - which records can fit a list's question, when they are few.
 */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "desk/record/record_page.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/utf8.h"
#include "desk/record/record_search.h"
#include "desk/record/record_sql.h"
#include "store/search.h"

void
chosen_done(struct chosen *c)
{
	free(c->ids);
}

bool
record_list_asks_database(const struct record_list *l)
{
	return l->query.count > 0 || l->said_count > 0 || l->parent_field >= 0;
}

static bool
asks_something(const struct record_list *l)
{
	return l->word_count > 0 || l->said_count > 0 || l->query.count > 0;
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
	record_words_add(l, c);
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

/* A text that everything in the answer holds in the index of words, or NULL. */
static const char *
needle_of(const struct record_list *l)
{
	if (!record_search_is_on(l->form))
		return NULL;
	return l->word_count > 0 ? str_text(&l->needle) : record_query_needle(&l->query);
}

/* By the conditions alone, in no order; without any the whole table, if it is small. */
static bool
choose_by_tests(const struct record_list *l, struct chosen *c, struct err *e)
{
	AUTO_CLAUSE q = CLAUSE_INIT;
	AUTO_STMT s = STMT_INIT;
	bool asks = record_list_asks_database(l);
	int most = asks ? l->limits.few : l->limits.small;
	c->ids = mem_resize(NULL, (size_t)most, sizeof(*c->ids));
	clause_add(&q, "SELECT t.id FROM \"%s\" AS t WHERE 1", l->form->table);
	if (asks)
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
	return store_get_int(l->desk->store, str_text(&sql), l->limits.small, l->limits.small) <
	       l->limits.small;
}

/*
 * A walk goes by one field only. So that all pages agree, every page of a large
 * table does.
 */
static int
keys_of(const struct record_list *l)
{
	return l->order.key_count > 1 && is_small(l) ? l->order.key_count : 1;
}

bool
record_choose(struct record_list *l, struct chosen *c, struct err *e)
{
	record_words_refresh(l);
	const char *needle = needle_of(l);
	c->keys = keys_of(l);
	if (needle == NULL)
		return choose_by_tests(l, c, e);
	c->ids = mem_resize(NULL, l->limits.few, sizeof(*c->ids));
	c->count = record_search_find(l->desk, l->form, needle, c->ids, l->limits.few, e);
	c->is_all = c->count < l->limits.few;
	c->words_are_found = true;
	return c->count >= 0;
}

static int
compare_ids(const void *a, const void *b)
{
	const int64_t *x = a, *y = b;
	return (*x > *y) - (*x < *y);
}

/*
 * Are there likely to be more than `most`? The sample holds the lowest ids: if the
 * rest stand as close to each other as these. A mistake costs time only.
 */
static bool
is_common(const struct record_list *l, const struct chosen *sample, int most)
{
	AUTO_STR sql = STR_INIT;
	str_addf(&sql, "SELECT max(id) FROM \"%s\" WHERE ?1", l->form->table);
	int64_t highest = store_get_int(l->desk->store, str_text(&sql), 1, 0);
	return sample->count * highest / sample->ids[sample->count - 1] > most;
}

/* At most `most` of them; not all when there are as many. */
static bool
read_guesses(const struct record_list *l, const char *needle, int most, struct chosen *c,
	     struct err *e)
{
	c->ids = mem_resize(c->ids, (size_t)most, sizeof(*c->ids));
	c->count = record_search_candidates(l->desk, l->form, needle, c->ids, most, e);
	c->is_all = c->count < most;
	return c->count >= 0;
}

/* By the index of words, in the order of ids; the withheld ones were asked for last. */
static bool
guess_by_words(const struct record_list *l, const char *needle, int most, struct chosen *c,
	       struct err *e)
{
	int sample = l->limits.sample;
	bool samples = sample > 0 && sample < most;
	c->is_guessed = true;
	c->words_are_found = search_is_exact(needle);
	if (!read_guesses(l, needle, samples ? sample : most, c, e))
		return false;
	if (samples && !c->is_all && !is_common(l, c, most) && !read_guesses(l, needle, most, c, e))
		return false;
	c->ids = mem_resize(c->ids, (size_t)c->count + 1, sizeof(*c->ids));
	for (int i = 1; i < c->count; i++) {
		if (c->ids[i - 1] < c->ids[i])
			continue;
		qsort(c->ids, (size_t)c->count, sizeof(*c->ids), compare_ids);
		break;
	}
	return true;
}

static void
forget_known(struct record_list *l)
{
	chosen_done(&l->known.chosen);
	l->known = (struct known){ .count = -1 };
}

static void
earlier_drop(struct record_list *l, int at)
{
	free(l->earlier[at].filter);
	chosen_done(&l->earlier[at].known.chosen);
	l->earlier_count--;
	memmove(&l->earlier[at], &l->earlier[at + 1],
		(size_t)(l->earlier_count - at) * sizeof(*l->earlier));
}

void
record_forget(struct record_list *l)
{
	forget_known(l);
	while (l->earlier_count > 0)
		earlier_drop(l, l->earlier_count - 1);
}

/* Not what took much room: a whole register of ids. */
static void
keep_known(struct record_list *l)
{
	if (l->known.most == 0 || l->known.chosen.count > l->limits.guesses)
		return;
	if (l->earlier_count == RECORD_EARLIER_MAX)
		earlier_drop(l, 0);
	l->earlier[l->earlier_count++] = (struct earlier){ TAKE(l->filter), l->known };
	l->known = (struct known){ .count = -1 };
}

void
record_set_filter(struct record_list *l, const char *text)
{
	keep_known(l);
	free(l->filter);
	l->filter = mem_strdup(text);
	forget_known(l);
	for (int i = 0; i < l->earlier_count; i++) {
		struct earlier *was = &l->earlier[i];
		if (strcmp(was->filter, text) != 0)
			continue;
		l->known = was->known;
		was->known.chosen = (struct chosen){ .ids = NULL };
		earlier_drop(l, i);
		return;
	}
}

/* The right is asked for each time: another clerk may have signed in at this desk. */
static bool
is_still_known(const struct record_list *l, int most, int64_t moment)
{
	const struct known *k = &l->known;
	return k->most >= most && k->moment == moment &&
	       k->may_reveal == record_may_reveal(l->desk, l->form);
}

const struct chosen *
record_guess(struct record_list *l, int most, struct err *e)
{
	struct known *k = &l->known;
	int64_t moment = store_moment(l->desk->store);
	if (is_still_known(l, most, moment))
		return &k->chosen;
	forget_known(l);
	record_words_refresh(l);
	k->moment = moment;
	k->may_reveal = record_may_reveal(l->desk, l->form);
	const char *needle = needle_of(l);
	k->chosen.keys = keys_of(l);
	bool ok = needle == NULL ? choose_by_tests(l, &k->chosen, e)
				 : guess_by_words(l, needle, most, &k->chosen, e);
	if (!ok) {
		forget_known(l);
		return NULL;
	}
	k->most = most;
	return &k->chosen;
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
record_list_holds(const struct record_list *l, int64_t id)
{
	bool has_index = record_search_is_on(l->form);
	for (int i = 0; i < l->word_count; i++) {
		const char *word = l->words[i];
		if (has_index ? !record_search_matches(l->desk, l->form, id, word)
			      : !row_holds(l, id, word))
			return false;
	}
	return true;
}

bool
record_list_fits(const struct record_list *l, int64_t id, bool words_are_found)
{
	return (words_are_found || record_list_holds(l, id)) &&
	       record_query_fits(&l->query, l->desk, l->form, id);
}
