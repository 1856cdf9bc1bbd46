/*
 * check_number.c - the numbers that the program gave: each below the next of
 * its series is that of a record, or was, or was passed over by somebody who
 * set the series ahead. A hole means that a record vanished around the program.
 */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "desk/check/check_part.h"

#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "desk/number.h"
#include "store/stmt.h"

/* Texts in an arena, in order, so that each is found quickly. */
struct words {
	const char **items;
	int count, room;
};

static void
words_add(struct words *w, struct arena *a, const char *text)
{
	if (w->count == w->room) {
		w->room = w->room * 2 + 64;
		w->items = mem_resize(w->items, (size_t)w->room, sizeof(*w->items));
	}
	w->items[w->count++] = arena_strdup(a, text);
}

static int
by_text(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static void
words_sort(struct words *w)
{
	if (w->count > 0)
		qsort(w->items, (size_t)w->count, sizeof(*w->items), by_text);
}

static bool
words_have(const struct words *w, const char *text)
{
	return w->count > 0 &&
	       bsearch(&text, w->items, (size_t)w->count, sizeof(*w->items), by_text) != NULL;
}

struct series {
	struct check *check;
	struct arena arena;
	const struct form *form;
	int64_t id, next;
	int first_year, last_year; /* that a number may name */
	struct words patterns;     /* the present one and those before */
	struct words known;        /* every number that a record has or had */
};

static void
series_done(struct series *s)
{
	arena_done(&s->arena);
	free(s->patterns.items);
	free(s->known.items);
}

/* Adds the first column of a query of two parameters. */
static bool
add_words(struct series *s, struct words *w, const char *sql, const char *one, int64_t two,
	  struct err *e)
{
	AUTO_STMT q = STMT_INIT;
	if (!stmt_open(&q, s->check->desk->store, sql, e))
		return false;
	stmt_bind_text(&q, 1, one);
	stmt_bind_int(&q, 2, two);
	while (stmt_row(&q, e))
		words_add(w, &s->arena, stmt_text(&q, 0));
	return !stmt_failed(&q);
}

/* The numbers of the records, those of the history of their names, and what the audit saw replaced
 * or removed. */
static bool
read_known(struct series *s, struct err *e)
{
	AUTO_STR sql = STR_INIT;
	AUTO_STR name = STR_INIT;
	str_addf(&name, "%s_history", s->form->name);
	const struct form *history = form_find(s->check->desk->forms, str_text(&name));
	str_addf(&sql,
		 "SELECT t.\"%s\" FROM \"%s\" AS t WHERE t.\"%s\" IS NOT NULL AND ?1 <> ''"
		 " AND ?2 <> 0",
		 s->form->number, s->form->table, s->form->number);
	if (!add_words(s, &s->known, str_text(&sql), "number", 1, e))
		return false;
	str_clear(&sql);
	if (history)
		str_addf(&sql, "SELECT value FROM \"%s\" WHERE field = ?1 AND ?2 <> 0",
			 history->table);
	if (history && !add_words(s, &s->known, str_text(&sql), "number", 1, e))
		return false;
	str_clear(&sql);
	str_addf(&sql,
		 "SELECT json_extract(detail, '$.before.%s') FROM audit WHERE object_type = ?1"
		 " AND action IN ('change', 'remove') AND ?2 <> 0 AND json_valid(detail)"
		 " AND json_extract(detail, '$.before.%s') IS NOT NULL",
		 s->form->number, s->form->number);
	if (!add_words(s, &s->known, str_text(&sql), s->form->table, 1, e))
		return false;
	words_sort(&s->known);
	return true;
}

static bool
read_patterns(struct series *s, const char *pattern, struct err *e)
{
	words_add(&s->patterns, &s->arena, pattern);
	return add_words(s, &s->patterns,
			 "SELECT DISTINCT json_extract(detail, '$.before.pattern') FROM audit"
			 " WHERE object_type = ?1 AND object_id = ?2 AND json_valid(detail)"
			 " AND json_extract(detail, '$.before.pattern') IS NOT NULL",
			 "number_series", s->id, e);
}

/* Somebody set the series ahead over this number: nobody was given it. */
static bool
was_passed_over(struct series *s, int64_t n)
{
	AUTO_STMT q = STMT_INIT;
	if (!stmt_open(&q, s->check->desk->store,
		       "SELECT 1 FROM audit WHERE object_type = 'number_series' AND object_id = ?1"
		       " AND json_valid(detail) AND ?2 < CAST(json_extract(detail, '$.after.next')"
		       " AS INTEGER) AND ?2 >= coalesce(CAST(json_extract(detail, '$.before.next')"
		       " AS INTEGER), 1)",
		       NULL))
		return false;
	stmt_bind_int(&q, 1, s->id);
	stmt_bind_int(&q, 2, n);
	return stmt_row(&q, NULL);
}

static bool
is_known(const struct series *s, int64_t n)
{
	AUTO_STR number = STR_INIT;
	for (int i = 0; i < s->patterns.count; i++)
		for (int year = s->first_year; year <= s->last_year; year++) {
			str_clear(&number);
			number_format(s->patterns.items[i], n, year, &number);
			if (words_have(&s->known, str_text(&number)))
				return true;
		}
	return false;
}

static void
look_for_holes(struct series *s)
{
	for (int64_t n = 1; n < s->next; n++) {
		if (is_known(s, n) || was_passed_over(s, n))
			continue;
		AUTO_STR number = STR_INIT;
		number_format(s->patterns.items[0], n, s->last_year, &number);
		check_found(s->check, _("%s: the number %s was given, but nothing has it."),
			    form_label(s->form), str_text(&number));
	}
}

/* A series that runs on may name the year in its pattern: any since the home was made. */
static void
set_years(struct series *s, int fiscal_year)
{
	AUTO_STMT q = STMT_INIT;
	s->first_year = s->last_year = fiscal_year;
	if (fiscal_year != 0)
		return;
	s->first_year = s->last_year = date_fiscal_year(desk_today(s->check->desk));
	if (!strstr(s->patterns.items[0], "{fy") && !strstr(s->patterns.items[0], "{era"))
		return;
	if (stmt_open(&q, s->check->desk->store, "SELECT min(business_date) FROM audit", NULL) &&
	    stmt_row(&q, NULL) && !stmt_is_null(&q, 0))
		s->first_year = date_fiscal_year(date_from_iso(stmt_text(&q, 0)));
}

static const struct form *
form_of_series(const struct form_set *set, const char *series)
{
	for (int i = 0; i < set->count; i++)
		if (set->forms[i]->number && str_equal(set->forms[i]->series, series))
			return set->forms[i];
	return NULL;
}

static bool
check_series(struct check *c, struct stmt *row, struct err *e)
{
	AUTO(series_done)
	struct series s = {
		.check = c,
		.form = form_of_series(c->desk->forms, stmt_text(row, 1)),
		.id = stmt_int(row, 0),
		.next = stmt_int(row, 3),
	};
	if (!s.form)
		return true; /* nothing is numbered by it */
	if (!read_patterns(&s, stmt_text(row, 4), e) || !read_known(&s, e))
		return false;
	set_years(&s, (int)stmt_int(row, 2));
	look_for_holes(&s);
	return true;
}

bool
check_numbers(struct check *c, struct err *e)
{
	AUTO_STMT q = STMT_INIT;
	if (!stmt_open(&q, c->desk->store,
		       "SELECT id, series, fiscal_year, next, pattern FROM number_series"
		       " ORDER BY series, fiscal_year",
		       e))
		return false;
	while (stmt_row(&q, e))
		if (!check_series(c, &q, e))
			return false;
	return !stmt_failed(&q);
}
