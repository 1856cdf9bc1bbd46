/*
 * form_layout.c - in which section and at which place a field stands. The file
 * says it in lists of names apart from the fields themselves, so that a centre
 * can change the order without repeating what a field is.
 */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "form/form_read.h"

#include <string.h>

#include "base/i18n.h"

#define NOWHERE (-1)

/* Fields by their index, before they are moved. */
struct layout {
	int *section; /* of each field, NOWHERE while no list has named it */
	int *named;   /* the fields in the order in which lists named them */
	int named_count;
	int *order; /* the result: which field comes at each place */
	int count;
};

static const struct word section_words[] = {
	{ "label", WORD_BOTH, offsetof(struct form_section, label), .needed = true, .site = true },
	{ "fields", WORD_BELOW, .needed = true, .site = true },
};

static void
layout_init(struct form_reader *r, struct layout *l)
{
	size_t room = (size_t)r->form->field_count + 1;
	*l = (struct layout){
		.section = arena_alloc(r->a, room * sizeof(int)),
		.named = arena_alloc(r->a, room * sizeof(int)),
		.order = arena_alloc(r->a, room * sizeof(int)),
	};
	for (int i = 0; i < r->form->field_count; i++)
		l->section[i] = NOWHERE;
}

static void
place_field(struct form_reader *r, struct layout *l, const struct yaml_node *node, int section)
{
	if (!word_is_text(r, "fields", node))
		return;
	int index = form_field_index(r->form, node->text);
	if (index < 0) {
		fault_no_field(r, r->form, node);
	} else if (l->section[index] != NOWHERE) {
		faults_add(r->faults, node->line, node->column,
			   _("\"%s\" stands in a section already"), node->text);
	} else {
		l->section[index] = section;
		l->named[l->named_count++] = index;
	}
}

static void
read_section(struct form_reader *r, struct layout *l, const struct yaml_node *key,
	     const struct yaml_node *node, int section)
{
	if (!word_is_map(r, key->text, node))
		return;
	const struct word_group group = { section_words, ARRAY_LEN(section_words),
					  key->text,     key,
					  node,          0 };
	words_read(r, &group, &r->form->sections[section]);
	const struct yaml_node *fields = yaml_get(node, "fields");
	if (!fields || !word_is_list(r, "fields", fields))
		return;
	for (int i = 0; i < fields->count; i++)
		place_field(r, l, fields->items[i], section);
}

/* Puts the fields in l->order; columns and sort follow their fields. */
static void
apply(struct form_reader *r, const struct layout *l)
{
	struct form *form = r->form;
	size_t room = (size_t)form->field_count + 1;
	struct form_field *fields = arena_alloc(r->a, room * sizeof(*fields));
	int *place = arena_alloc(r->a, room * sizeof(*place));
	for (int i = 0; i < l->count; i++) {
		fields[i] = form->fields[l->order[i]];
		fields[i].section = l->section[l->order[i]];
		place[l->order[i]] = i;
	}
	form->fields = fields;
	for (int i = 0; i < form->column_count; i++)
		form->columns[i] = place[form->columns[i]];
	for (int i = 0; i < form->sort_count; i++)
		form->sort[i] = place[form->sort[i]];
	for (int i = 0; i < form->key.count; i++)
		form->key.fields[i] = place[form->key.fields[i]];
}

static void
one_section(struct form_reader *r)
{
	r->form->sections = arena_alloc(r->a, sizeof(*r->form->sections));
	r->form->sections[0] = (struct form_section){ "main", r->form->label };
	r->form->section_count = 1;
}

/* A field that no section lists would be on no screen. */
static void
place_rest(struct form_reader *r, struct layout *l)
{
	for (int i = 0; i < r->form->field_count; i++) {
		const struct form_field *field = &r->form->fields[i];
		if (l->section[i] != NOWHERE)
			continue;
		faults_add(r->faults, field->line, field->column,
			   _("the field \"%s\" stands in no section"), field->name);
		l->section[i] = 0;
		l->named[l->named_count++] = i;
	}
}

static void
read_sections(struct form_reader *r, const struct yaml_node *map)
{
	struct layout l;
	layout_init(r, &l);
	r->form->section_count = map->count;
	r->form->sections = arena_alloc(r->a, (size_t)map->count * sizeof(*r->form->sections));
	for (int i = 0; i < map->count; i++) {
		r->form->sections[i].name = map->keys[i]->text;
		word_identifier(r, map->keys[i]);
		read_section(r, &l, map->keys[i], map->items[i], i);
	}
	place_rest(r, &l);
	l.order = l.named;
	l.count = l.named_count;
	apply(r, &l);
}

void
form_layout(struct form_reader *r)
{
	const struct yaml_node *map = yaml_get(r->root, "sections");
	if (map && word_is_map(r, "sections", map)) {
		if (map->count > 0) {
			read_sections(r, map);
			return;
		}
		faults_add(r->faults, map->line, map->column, _("\"%s\" is empty"), "sections");
	}
	one_section(r);
}

static int
find_section(struct form_reader *r, const struct yaml_node *key)
{
	struct nearest n = { .typed = key->text };
	for (int i = 0; i < r->form->section_count; i++) {
		if (strcmp(r->form->sections[i].name, key->text) == 0)
			return i;
		nearest_offer(&n, r->form->sections[i].name);
	}
	if (n.best)
		faults_add(r->faults, key->line, key->column,
			   _("there is no section \"%s\"; did you mean \"%s\"?"), key->text,
			   n.best);
	else
		faults_add(r->faults, key->line, key->column, _("there is no section \"%s\""),
			   key->text);
	return NOWHERE;
}

/* A section holds first what the centre lists for it, then what it held and nobody moved. */
static void
order_section(const struct form *form, struct layout *l, int section, const bool *moved)
{
	for (int i = 0; i < l->named_count; i++) {
		if (l->section[l->named[i]] == section)
			l->order[l->count++] = l->named[i];
	}
	for (int i = 0; i < form->field_count; i++) {
		if (!moved[i] && form->fields[i].section == section)
			l->order[l->count++] = i;
	}
}

void
form_layout_change(struct form_reader *r)
{
	const struct yaml_node *map = yaml_get(r->root, "sections");
	if (!map || !word_is_map(r, "sections", map))
		return;
	struct layout l;
	layout_init(r, &l);
	for (int i = 0; i < map->count; i++) {
		int section = find_section(r, map->keys[i]);
		if (section != NOWHERE)
			read_section(r, &l, map->keys[i], map->items[i], section);
	}
	bool *moved = arena_alloc(r->a, (size_t)r->form->field_count + 1);
	for (int i = 0; i < r->form->field_count; i++) {
		moved[i] = l.section[i] != NOWHERE;
	}
	for (int i = 0; i < r->form->section_count; i++)
		order_section(r->form, &l, i, moved);
	for (int i = 0; i < r->form->field_count; i++) {
		if (!moved[i])
			l.section[i] = r->form->fields[i].section;
	}
	apply(r, &l);
}
