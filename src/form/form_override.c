/*
 * form_override.c - a centre's own file over a shipped form: the same words,
 * those of them that the tables in form_read.c mark as the centre's to change.
 */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "form/form_read.h"

static void
change_fields(struct form_reader *r)
{
	const struct yaml_node *map = yaml_get(r->root, "fields");
	if (!map || !word_is_map(r, "fields", map))
		return;
	for (int i = 0; i < map->count; i++) {
		int index = form_field_index(r->form, map->keys[i]->text);
		if (index < 0)
			fault_no_field(r, r->form, map->keys[i]);
		else
			form_read_field(r, map->keys[i], map->items[i], &r->form->fields[index]);
	}
}

void
form_override(struct form_reader *r, const char *stem)
{
	form_read_words(r, stem);
	change_fields(r);
	form_layout_change(r);
	form_read_list(r);
}
