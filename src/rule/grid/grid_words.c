/*
 * grid_words.c - rows and fields as people read them: codes by their names, a moment as
 * "3か月前の月の1日", a condition as what must hold.
 */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include <string.h>

#include "base/i18n.h"
#include "rule/grid/grid_part.h"
#include "rule/label.h"
#include "rule/read/read.h"

static void
divide(struct str *out, size_t begun, const char *by)
{
	if (out->len > begun)
		str_add(out, by);
}

/* --- numbers of a condition --- */

static const char *
limit_at(const struct yaml_node *map, const char *word)
{
	const struct yaml_node *node = yaml_get(map, word);

	return node != NULL ? node->text : NULL;
}

static void
add_limits(const struct yaml_node *map, struct str *out)
{
	const char *from = limit_at(map, "from"), *over = limit_at(map, "over");
	const char *to = limit_at(map, "to"), *under = limit_at(map, "under");
	size_t begun = out->len;

	/* L10N: a number, a time or a day of the year. */
	if (from != NULL)
		str_addf(out, _("%s or more"), from);
	if (over != NULL)
		str_addf(out, _("over %s"), over);
	divide(out, begun, to != NULL || under != NULL ? " " : "");
	if (to != NULL)
		str_addf(out, _("%s at most"), to);
	if (under != NULL)
		str_addf(out, _("under %s"), under);
}

/* --- one value --- */

static void
add_item(const struct grid_field *f, const struct yaml_node *node, struct str *out)
{
	if (node->kind == YAML_MAP && f->kind == CELL_RANGE)
		add_limits(node, out);
	else if (node->kind != YAML_TEXT)
		book_value_write(node, out);
	else if (f->kind == CELL_TEXT || f->kind == CELL_PROSE)
		str_add(out, node->text);
	else
		grid_add_called(f, node->text, out);
}

static void
add_value(const struct grid_field *f, const struct yaml_node *node, struct str *out)
{
	size_t begun = out->len;

	if (f->kind == CELL_YES)
		str_add(out, node->text[0] == 'y' || node->text[0] == 't' ? _("yes") : _("no"));
	else if (node->kind != YAML_LIST || f->kind == CELL_TEXT)
		add_item(f, node, out);
	for (int i = 0; f->kind != CELL_YES && f->kind != CELL_TEXT && node->kind == YAML_LIST &&
			i < node->count; i++) {
		divide(out, begun, _(", "));
		add_item(f, node->items[i], out);
	}
}

/* "Class residents"; a yes says no more than its name. */
static void
add_labelled(const struct grid *s, int row, const struct grid_field *f, struct str *out)
{
	const struct yaml_node *node = grid_cell(s, row, f);

	if (f->kind == CELL_YES) {
		str_addf(out, node->text[0] == 'n' || node->text[0] == 'f' ? _("not %s") : "%s",
			f->label);
		return;
	}
	if (s->kind != GRID_PRICES || f->cell >= 0)
		str_addf(out, "%s ", f->label);
	grid_add_words(s, row, f, out);
}

static void
add_row(const struct grid *s, int row, struct str *out)
{
	size_t begun = out->len;

	for (int i = 0; i < s->field_count; i++) {
		if (s->fields[i].kind == CELL_PROSE || grid_cell(s, row, &s->fields[i]) == NULL)
			continue;
		divide(out, begun, _(", "));
		add_labelled(s, row, &s->fields[i], out);
	}
}

/* --- groups and tables below --- */

static void
add_below(const struct grid *s, int row, const struct grid_field *f, struct str *out)
{
	struct tree_path path = grid_below(s, row, f);
	size_t begun = out->len;
	struct grid below;

	if (!grid_open(s->arena, s->root, s->facts, &path, &below))
		return;
	for (int i = 0; i < below.row_count; i++) {
		divide(out, begun, below.kind == GRID_WAYS ? _(" or ") : _(", "));
		if (below.kind == GRID_WAYS || below.kind == GRID_PAIRS)
			add_row(&below, i, out);
		else
			grid_add_name(&below, i, out);
	}
}

void
grid_add_words(const struct grid *s, int row, const struct grid_field *f, struct str *out)
{
	const struct yaml_node *node = grid_cell(s, row, f);

	if (node != NULL && f->kind == CELL_GRID)
		add_below(s, row, f, out);
	else if (node != NULL)
		add_value(f, node, out);
}

/* A word that has a phrase of its own reads so: "3か月前 1日". */
static void
add_in_group(const struct grid *s, int row, const struct grid_field *f, struct str *out)
{
	const struct yaml_node *node = grid_cell(s, row, f);
	const char *text = node->kind == YAML_TEXT ? node->text : "";

	if (rule_phrase(f->group, f->owner, f->word, text, out))
		return;
	str_addf(out, "%s ", f->label);
	grid_add_words(s, row, f, out);
}

void
grid_add_group(const struct grid *s, int row, const struct grid_field *f, struct str *out)
{
	size_t begun = out->len;

	for (int i = 0; i < s->field_count; i++) {
		const struct grid_field *other = &s->fields[i];

		if (other->group == NULL || strcmp(other->group, f->group) != 0 ||
			grid_cell(s, row, other) == NULL)
			continue;
		divide(out, begun, " ");
		add_in_group(s, row, other, out);
	}
}

void
grid_add_name(const struct grid *s, int row, struct str *out)
{
	const char *name = grid_text(s, row, "name");

	if (s->kind == GRID_PRICES)
		grid_add_words(s, row, &s->fields[0], out);
	else if (name[0] == '\0')
		name = grid_text(s, row, "code");
	str_add(out, name);
	if (s->kind != GRID_PRICES && name[0] == '\0')
		add_row(s, row, out);
}
