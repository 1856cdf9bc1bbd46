/*
 * grid_choice.c - what can stand in a field by itself: texts of the vocabulary by their
 * labels, codes by the names of their entries, choices of facts.
 */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include <string.h>

#include "base/utf8.h"
#include "rule/grid/grid_part.h"
#include "rule/label.h"

struct choices {
	struct arena *a;
	struct choice *items;
	int count, cap;
};

static bool
is_name_taken(const struct choices *c, const char *name)
{
	for (int i = 0; i < c->count; i++)
		if (strcmp(c->items[i].name, name) == 0)
			return true;
	return false;
}

static void
add(struct choices *c, const char *code, const char *name)
{
	if (code[0] == '\0')
		return;
	if (is_name_taken(c, name))
		name = arena_printf(c->a, "%s (%s)", name, code);
	if (c->count == c->cap) {
		c->cap = c->cap > 0 ? c->cap * 2 : 16;
		struct choice *more = arena_alloc(c->a, (size_t)c->cap * sizeof(*more));

		if (c->count > 0)
			memcpy(more, c->items, (size_t)c->count * sizeof(*more));
		c->items = more;
	}
	c->items[c->count++] = (struct choice){ code, name };
}

static void
add_names(struct choices *c, const struct grid_field *f)
{
	const char *const *names = f->row != NULL ? rule_word_names(f->row) : NULL;

	for (int i = 0; names != NULL && names[i] != NULL; i++) {
		AUTO_STR label = STR_INIT;

		if (!rule_value_label(f->owner, f->word, names[i], &label))
			str_add(&label, names[i]);
		add(c, names[i], arena_strdup(c->a, str_text(&label)));
	}
}

static const char *
text_of(const struct yaml_node *map, const char *word, const char *otherwise)
{
	const struct yaml_node *node = map->kind == YAML_MAP ? yaml_get(map, word) : NULL;

	return node != NULL && node->kind == YAML_TEXT ? node->text : otherwise;
}

static void
add_codes(struct choices *c, const struct yaml_node *list)
{
	for (int i = 0; list != NULL && list->kind == YAML_LIST && i < list->count; i++) {
		const char *code = text_of(list->items[i], "code", "");

		add(c, code, text_of(list->items[i], "name", code));
	}
}

static void
add_section(struct choices *c, const struct grid *s, enum rule_section section)
{
	const struct rule_section_row *row = rule_section_row(section);

	for (int i = 0; section == RULE_FACTS && i < s->facts->fact_count; i++)
		add(c, s->facts->facts[i].code, s->facts->facts[i].name);
	if (section != RULE_FACTS)
		add_codes(c, yaml_get(s->root, row->name));
}

static bool
has(const struct choices *c, const char *code)
{
	for (int i = 0; i < c->count; i++)
		if (strcmp(c->items[i].code, code) == 0)
			return true;
	return false;
}

/* A group stands for its rooms wherever rooms can stand. */
static void
add_groups(struct choices *c, const struct grid *s)
{
	const struct yaml_node *rooms = yaml_get(s->root, "rooms");

	for (int i = 0; rooms != NULL && rooms->kind == YAML_LIST && i < rooms->count; i++) {
		const char *group = text_of(rooms->items[i], "group", "");

		if (!has(c, group))
			add(c, group, group);
	}
}

static void
add_fact(struct choices *c, const struct grid *s, int fact)
{
	const struct fact_def *d = &s->facts->facts[fact];

	for (int i = 0; i < d->choice_count; i++)
		add(c, d->choices[i].code, d->choices[i].name);
	if (fact == FACT_ROOM || fact == FACT_COMPANIONS)
		add_groups(c, s);
}

/* The choices of every fact that a row names with the word beside. */
static void
add_facts_beside(struct choices *c, const struct grid *s, const char *word)
{
	for (int row = 0; row < s->row_count; row++) {
		int fact = book_fact(s->facts, grid_text(s, row, word));
		struct choices of_row = { .a = c->a };

		if (fact != NONE)
			add_fact(&of_row, s, fact);
		for (int i = 0; i < of_row.count; i++)
			if (!has(c, of_row.items[i].code))
				add(c, of_row.items[i].code, of_row.items[i].name);
	}
}

void
grid_word_choices(const struct grid *s, struct grid_field *f)
{
	const struct rule_word *w = f->row;
	struct choices c = { .a = s->arena };

	add_names(&c, f);
	if (w->takes == TAKES_CHOICES)
		add_fact(&c, s, w->fact);
	if (w->codes != RULE_BOOK && w->shape != SHAPE_FACTS)
		add_section(&c, s, w->codes);
	if (w->siblings)
		add_codes(&c, tree_at(s->root, &s->path));
	if (w->codes_by != NULL)
		add_facts_beside(&c, s, w->codes_by);
	f->choices = c.items;
	f->choice_count = c.count;
}

void
grid_fact_choices(const struct grid *s, struct grid_field *f, int fact)
{
	struct choices c = { .a = s->arena };

	f->fact = fact;
	if (fact != NONE)
		add_fact(&c, s, fact);
	f->choices = c.items;
	f->choice_count = c.count;
}

/* --- a text and what it is called --- */

void
grid_add_called(const struct grid_field *f, const char *text, struct str *out)
{
	for (int i = 0; i < f->choice_count; i++) {
		if (strcmp(f->choices[i].code, text) != 0)
			continue;
		str_add(out, f->choices[i].name);
		return;
	}
	for (int i = 0; i < f->choice_count; i++)
		if (rule_with_number(f->choices[i].code, text, f->choices[i].name, out))
			return;
	str_add(out, text);
}

void
grid_add_meant(const struct grid_field *f, const char *typed, struct str *out)
{
	AUTO_FREE char *narrow = utf8_narrow(typed);

	for (int i = 0; i < f->choice_count; i++) {
		const struct choice *c = &f->choices[i];

		if (strcmp(c->name, typed) != 0 && strcmp(c->code, narrow) != 0)
			continue;
		str_add(out, c->code);
		return;
	}
	for (int i = 0; i < f->choice_count; i++)
		if (rule_with_number(f->choices[i].name, narrow, f->choices[i].code, out))
			return;
	str_add(out, typed);
}
