/*
 * record_words.c - the words of a list's filter. The index of words has the texts of a
 * record itself; but a clerk types what the rows show: 許可, the name of the group that
 * booked, 11/20, 1,410, ○. A word that a column can show, or that another record is found
 * by, becomes a test of those columns beside the index; the others are left to the index.
 */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "desk/record/record_page.h"

#include <stdlib.h>
#include <string.h>

#include "base/json.h"
#include "base/mem.h"
#include "base/utf8.h"
#include "desk/alias.h"
#include "desk/code.h"
#include "desk/record/record_search.h"
#include "desk/record/record_sql.h"
#include "desk/rule/rule_name.h"
#include "desk/staff.h"
#include "store/store.h"

void
record_words_forget(struct record_list *l)
{
	for (int i = 0; i < l->word_count; i++)
		free(l->words[i]);
	l->word_count = 0;
	l->said_count = 0;
	str_done(&l->needle);
	arena_done(&l->said_arena);
}

static void
add_term(struct said *s, const char *before, const char *value, const char *after)
{
	if (s->count == s->room) {
		int room = s->room == 0 ? 16 : s->room * 2;
		struct said_term *more = arena_alloc(s->arena, sizeof(*more) * (size_t)room);
		if (s->count > 0)
			memcpy(more, s->terms, sizeof(*more) * (size_t)s->count);
		s->terms = more;
		s->room = room;
	}
	s->terms[s->count++] = (struct said_term){ before, value, after };
}

/* The ids as a JSON array; NULL when there are none, or as many as are read. */
static const char *
found(struct record_list *l, const struct form *form, const char *word, int *count)
{
	int most = l->limits.found;
	AUTO_FREE int64_t *ids = mem_alloc((size_t)most * sizeof(*ids));
	AUTO_STR text = STR_INIT;
	struct json j;
	*count = record_search_find(l->desk, form, word, ids, most, NULL);
	if (*count <= 0 || *count == most)
		return NULL;
	json_init(&j, &text);
	json_array(&j);
	for (int i = 0; i < *count; i++)
		json_int(&j, ids[i]);
	json_end_array(&j);
	return arena_strdup(&l->said_arena, str_text(&text));
}

/* A word of a filter, and the keys of it and of what else means the same. */
struct filter_word {
	const char *typed;
	const char *keys[ALIAS_MOST];
	int key_count;
};

static bool
is_called(const struct filter_word *w, const char *key)
{
	for (int i = 0; i < w->key_count; i++)
		if (strcmp(key, w->keys[i]) == 0)
			return true;
	return false;
}

/* A choice is called as its list calls it, or by another word for the same. */
static void
say_choice(struct record_list *l, const struct form_field *f, const struct filter_word *w,
	   struct said *s)
{
	AUTO_ARENA a = ARENA_INIT;
	struct code_word *words;
	int count = code_words(l->desk, &a, f->list, &words);
	bool is_one = record_sql_has_column(f);
	const char *before =
		is_one ? arena_printf(&l->said_arena, "t.\"%s\" = ", f->name)
		       : arena_printf(&l->said_arena, "t.id IN (SELECT record_id FROM \"%s\""
						      " WHERE code = ", f->link);
	for (int i = 0; i < count; i++) {
		AUTO_FREE char *key = utf8_search_key(words[i].word);
		if (is_called(w, key))
			add_term(s, before, arena_strdup(&l->said_arena, words[i].code),
				 is_one ? "" : ")");
	}
}

static void
say_reference(struct record_list *l, const struct form_field *f, const char *word, struct said *s)
{
	const struct form *to = form_find(l->desk->forms, f->ref);
	struct arena *a = &l->said_arena;
	int count;
	if (!record_search_is_on(to) || !staff_may_on(l->desk, to, "view"))
		return;
	const char *ids = found(l, to, word, &count);
	if (ids)
		add_term(s, arena_printf(a, "t.\"%s\" IN (SELECT value FROM json_each(", f->name),
			 ids, "))");
	else if (count == l->limits.found)
		add_term(s, arena_printf(a, "t.\"%s\" IN (SELECT o.id FROM \"%s\" AS o WHERE"
					    " instr(o.\"%s\", ", f->name, to->table, to->title),
			 arena_strdup(a, word),
			 to->withheld && !record_may_reveal(l->desk, to)
				 ? arena_printf(a, ") > 0 AND o.\"%s\" = 0)", to->withheld)
				 : ") > 0)");
}

/* Codes of the rule book, by what it calls them. */
static void
say_named(struct record_list *l, const struct form_field *f, const char *key, struct said *s)
{
	struct arena *a = &l->said_arena;
	const char **codes;
	int count = rule_name_codes(l->desk, f->named_in, key, false, a, &codes);
	AUTO_STR before = STR_INIT;
	record_sql_in_codes(&before, f);
	for (int i = 0; i < count; i++)
		add_term(s, arena_strdup(a, str_text(&before)),
			 arena_printf(a, ",%s,", codes[i]), ") > 0");
}

/* A text without a place in the index, as it is spelled. */
static void
say_text(struct record_list *l, const struct form_field *f, const struct filter_word *w,
	 struct said *s)
{
	if (f->named_in)
		say_named(l, f, w->keys[0], s);
	else
		add_term(s, arena_printf(&l->said_arena, "instr(t.\"%s\", ", f->name),
			 arena_strdup(&l->said_arena, w->typed), ") > 0");
}

/* Does the word stand for a value where this type is shown, and not only where it is typed? */
static bool
looks_like(enum field_kind kind, const char *narrow)
{
	if (kind == FIELD_DATE)
		return strpbrk(narrow, "/-") || strstr(narrow, "月");
	if (kind == FIELD_TIME)
		return strchr(narrow, ':') != NULL;
	if (kind == FIELD_BOOL)
		return (unsigned char)narrow[0] >= 0x80;
	return kind == FIELD_INT || kind == FIELD_MONEY;
}

static bool
has_year(const char *narrow)
{
	const char *sign = strpbrk(narrow, "/-");
	if (sign)
		return strpbrk(sign + 1, "/-") != NULL;
	return !strstr(narrow, "月") || strstr(narrow, "年");
}

/* A day without its year is that day of any, as a row of another year shows it, too. */
static void
say_value(struct record_list *l, const struct form_field *f, const char *word, struct said *s)
{
	AUTO_FREE char *narrow = utf8_narrow(word);
	AUTO_FREE char *stored = NULL;
	struct arena *a = &l->said_arena;
	if (!looks_like(f->type->kind, narrow) ||
	    !field_parse(f, &l->desk->lookup, word, &stored, NULL))
		return;
	const char *value = arena_strdup(a, stored);
	if (f->type->kind == FIELD_DATE && !has_year(narrow))
		add_term(s, arena_printf(a, "substr(t.\"%s\", 6) = ", f->name),
			 value + strlen("2026-"), "");
	else
		add_term(s, arena_printf(a, "t.\"%s\" = ", f->name), value, "");
}

/* Nothing where the index has the field already, nor where it is not shown. */
static void
say_field(struct record_list *l, const struct form_field *f, const struct filter_word *w,
	  struct said *s)
{
	if (record_search_has(l->form, f) || f->is_private)
		return;
	switch (f->type->kind) {
	case FIELD_CHOICE:
	case FIELD_CHOICES:
		say_choice(l, f, w, s);
		break;
	case FIELD_REF:
		say_reference(l, f, w->typed, s);
		break;
	case FIELD_TEXT:
	case FIELD_KANA:
	case FIELD_NOTE:
	case FIELD_PHONE:
	case FIELD_POSTAL:
	case FIELD_EMAIL:
	case FIELD_URL:
		say_text(l, f, w, s);
		break;
	case FIELD_INT:
	case FIELD_MONEY:
	case FIELD_DATE:
	case FIELD_TIME:
	case FIELD_BOOL:
		say_value(l, f, w->typed, s);
		break;
	case FIELD_DATETIME: /* shown in no list of the forms */
	case FIELD_KIND_COUNT:
		break;
	}
}

/* What the columns show of the word. One of which the index has too much is its alone. */
static void
say(struct record_list *l, const char *word, const char *key, struct said *s)
{
	const struct form *form = l->form;
	AUTO_ARENA a = ARENA_INIT;
	struct filter_word w = { .typed = word };
	int count = 0;
	w.key_count = alias_keys(&a, key, w.keys);
	for (int i = 0; i < l->column_count; i++)
		for (int f = l->columns[i]; f >= 0; f = form_otherwise(form, f))
			say_field(l, &form->fields[f], &w, s);
	if (s->count == 0 || !record_search_is_on(form))
		return;
	const char *own = found(l, form, word, &count);
	if (own)
		add_term(s, "t.id IN (SELECT value FROM json_each(", own, "))");
	else if (count == l->limits.found)
		s->count = 0;
}

static void
read_word(struct record_list *l, const char *word)
{
	AUTO_FREE char *key = utf8_search_key(word);
	struct said s = { .arena = &l->said_arena };
	if (str_is_empty(key))
		return;
	say(l, word, key, &s);
	if (s.count > 0) {
		l->said[l->said_count++] = s;
		return;
	}
	str_addf(&l->needle, "%s%s", l->needle.len > 0 ? " " : "", word);
	l->words[l->word_count++] = TAKE(key);
}

/* Blanks, also ideographic ones, between the words of a filter. */
void
record_words_read(struct record_list *l)
{
	AUTO_STR text = STR_INIT;
	record_words_forget(l);
	l->said_moment = store_moment(l->desk->store);
	for (const char *p = l->filter, *end = p + strlen(p); p < end;) {
		uint32_t cp = utf8_next(&p, end);
		utf8_add(&text, cp == 0x3000 || cp == '\t' ? ' ' : cp);
	}
	int count = 0;
	for (const char *p = str_text(&text); *p != '\0' && count < RECORD_WORDS_MAX; count++) {
		size_t len = strcspn(p, " ");
		AUTO_FREE char *word = mem_strndup(p, len);
		read_word(l, word);
		p += len + (p[len] == ' ');
	}
}

void
record_words_refresh(struct record_list *l)
{
	if (l->filter[0] != '\0' && l->said_moment != store_moment(l->desk->store))
		record_words_read(l);
}

void
record_words_add(const struct record_list *l, struct clause *c)
{
	for (int i = 0; i < l->said_count; i++) {
		const struct said *s = &l->said[i];
		for (int k = 0; k < s->count; k++) {
			clause_add(c, "%s%s", k ? " OR " : " AND (", s->terms[k].before);
			clause_add_text(c, s->terms[k].value);
			clause_add(c, "%s", s->terms[k].after);
		}
		clause_add(c, ")");
	}
}
