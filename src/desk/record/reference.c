/* reference.c - see reference.h. */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "desk/record/reference.h"

#include <stdlib.h>
#include <string.h>

#include "base/auto.h"
#include "base/mem.h"
#include "base/utf8.h"
#include "desk/record/disclose.h"
#include "desk/record/record.h"
#include "desk/record/record_search.h"
#include "desk/record/record_sql.h"
#include "store/stmt.h"

struct references {
	struct str title;
};

void
reference_forget(struct desk *d)
{
	if (!d->references)
		return;
	str_done(&d->references->title);
	free(d->references);
	d->references = NULL;
}

/* "SELECT title, withheld FROM …" of one id. */
static void
title_sql(struct str *sql, const struct form_set *set, const struct form *form)
{
	str_addf(sql, "SELECT t.\"%s\", ", form->title);
	record_sql_withheld(sql, set, form);
	str_addf(sql, " FROM \"%s\" AS t WHERE t.id = ?1", form->table);
}

const char *
reference_title(void *ctx, const char *name, int64_t id)
{
	struct desk *d = ctx;
	const struct form *form = form_find(d->forms, name);
	AUTO_STR sql = STR_INIT;
	AUTO_STMT q = STMT_INIT;
	if (!form)
		return NULL;
	title_sql(&sql, d->forms, form);
	if (!stmt_open(&q, d->store, str_text(&sql), NULL))
		return NULL;
	stmt_bind_int(&q, 1, id);
	if (!stmt_row(&q, NULL))
		return NULL;
	AUTO_ARENA a = ARENA_INIT;
	AUTO_STR shown = STR_INIT;
	int title = form_field_index(form, form->title);
	const char *stored = stmt_text(&q, 0);
	const char *seen =
		disclose(d, &a, DISCLOSE_LIST, form, title, stored, stmt_int(&q, 1) != 0, NULL);
	if (seen == stored) /* a title may itself be a code or name another record */
		field_format(&form->fields[title], &d->lookup, stored, &shown);
	else
		str_add(&shown, seen);
	if (!d->references)
		d->references = mem_alloc(sizeof(*d->references));
	str_set(&d->references->title, str_text(&shown));
	return str_text(&d->references->title);
}

/* Up to two ids whose field is exactly the text: none, one or several. */
static int64_t
find_by(struct desk *d, const struct form *form, const char *field, const char *text)
{
	AUTO_STR sql = STR_INIT;
	AUTO_STMT q = STMT_INIT;
	bool by_name = str_equal(field, form->title);
	str_addf(&sql, "SELECT t.id FROM \"%s\" AS t WHERE t.\"%s\" = ?1", form->table, field);
	if (by_name && form->withheld && !record_may_reveal(d, form))
		str_addf(&sql, " AND t.\"%s\" = 0", form->withheld);
	if (by_name) /* a group that was merged away has the name of the living one */
		record_sql_alive(&sql, form);
	str_add(&sql, " LIMIT 2");
	if (!stmt_open(&q, d->store, str_text(&sql), NULL))
		return 0;
	stmt_bind_text(&q, 1, text);
	if (!stmt_row(&q, NULL))
		return 0;
	int64_t id = stmt_int(&q, 0);
	return stmt_row(&q, NULL) ? -1 : id;
}

/* What people call the record; titles of other types are ids and codes. */
static bool
is_a_name(const struct form *form)
{
	const struct form_field *f = form_field_find(form, form->title);
	return str_equal(f->type->column, "TEXT") && f->type->kind != FIELD_CHOICE;
}

static int64_t
find_by_id(struct desk *d, const struct form *form, const char *text)
{
	if (strspn(text, "0123456789") != strlen(text) || strlen(text) > 18)
		return 0;
	AUTO_STR sql = STR_INIT;
	str_addf(&sql, "SELECT t.id FROM \"%s\" AS t WHERE t.id = ?1", form->table);
	return store_get_int(d->store, str_text(&sql), strtoll(text, NULL, 10), 0);
}

/*
 * The one record whose title is the text but for blanks, width and kana; -1 for several.
 * 斉藤 and 斎藤 are mostly two people: who is meant, somebody has to say.
 */
static int64_t
find_folded(struct desk *d, const struct form *form, const char *typed)
{
	enum { CANDIDATES = 64 };
	int64_t ids[CANDIDATES], found = 0;
	AUTO_FREE char *key = utf8_spelling_key(typed);
	int count = str_is_empty(key) || !record_search_is_on(form)
			    ? 0
			    : record_search_find_whole(d, form, typed, ids, CANDIDATES, NULL);
	for (int i = 0; i < count; i++) {
		struct record *r = record_read(d, form, ids[i], NULL);
		AUTO_FREE char *title = utf8_spelling_key(r ? record_get(r, form->title) : "");
		record_free(r);
		if (strcmp(title, key) != 0)
			continue;
		if (found != 0)
			return -1;
		found = ids[i];
	}
	return found;
}

/* "B" for room b, "g-0001" for G-0001: numbers and codes have letters of one case. */
static int64_t
find_in_other_case(struct desk *d, const struct form *form, const char *narrow)
{
	AUTO_FREE char *small = mem_strdup(narrow);
	AUTO_FREE char *large = mem_strdup(narrow);
	for (size_t i = 0; narrow[i] != '\0'; i++) {
		if (narrow[i] >= 'A' && narrow[i] <= 'Z')
			small[i] = (char)(narrow[i] - 'A' + 'a');
		if (narrow[i] >= 'a' && narrow[i] <= 'z')
			large[i] = (char)(narrow[i] - 'a' + 'A');
	}
	int64_t id = strcmp(small, narrow) == 0 ? 0 : find_by(d, form, form->number, small);
	if (id != 0 || strcmp(large, narrow) == 0)
		return id;
	return find_by(d, form, form->number, large);
}

static int64_t
find_plain(struct desk *d, const struct form *form, const char *typed)
{
	AUTO_FREE char *narrow = utf8_narrow(typed);
	int64_t id = form->number ? find_by(d, form, form->number, narrow) : 0;
	if (id == 0)
		id = find_by_id(d, form, narrow);
	if (id == 0 && is_a_name(form))
		id = find_by(d, form, form->title, typed);
	if (id == 0 && is_a_name(form))
		id = find_folded(d, form, typed);
	return id == 0 && form->number ? find_in_other_case(d, form, narrow) : id;
}

/* Is the record's title the text, but for blanks, width, kana and the forms of its kanji? */
static bool
has_title(struct desk *d, const struct form *form, int64_t id, const char *text)
{
	struct record *r = record_read(d, form, id, NULL);
	AUTO_FREE char *title = utf8_search_key(r ? record_get(r, form->title) : NULL);
	AUTO_FREE char *key = utf8_search_key(text);
	bool hides = r && record_is_withheld(r) && !record_may_reveal(d, form);
	record_free(r);
	return *key && !hides && strcmp(title, key) == 0;
}

/* "佐藤 恵子 (P-00012)": the number finds the record, the name must agree. */
static int64_t
find_exact(struct desk *d, const struct form *form, const char *typed)
{
	AUTO_FREE char *narrow = utf8_narrow(typed);
	size_t len = strlen(narrow);
	char *open = strrchr(narrow, '(');
	if (!form->number || !open || open == narrow || narrow[len - 1] != ')')
		return 0;
	narrow[len - 1] = *open = '\0';
	int64_t id = find_by(d, form, form->number, open + 1);
	return id > 0 && has_title(d, form, id, narrow) ? id : 0;
}

int64_t
reference_find(void *ctx, const char *name, const char *typed)
{
	struct desk *d = ctx;
	const struct form *form = form_find(d->forms, name);
	if (!form || str_is_empty(typed))
		return 0;
	int64_t id = find_plain(d, form, typed);
	return id != 0 ? id : find_exact(d, form, typed);
}

void
reference_add_exact(struct desk *d, const char *name, int64_t id, struct str *b)
{
	const struct form *form = form_find(d->forms, name);
	const char *title = reference_title(d, name, id);
	if (!title) {
		str_addf(b, "#%lld", (long long)id);
		return;
	}
	AUTO_FREE char *kept = mem_strdup(title);
	str_add(b, kept);
	if (!form->number || str_equal(form->number, form->title) ||
	    disclose_is_withheld_word(kept) || find_plain(d, form, kept) == id)
		return;
	struct record *r = record_read(d, form, id, NULL);
	const char *number = r ? record_get(r, form->number) : NULL;
	if (number)
		str_addf(b, " (%s)", number);
	record_free(r);
}
