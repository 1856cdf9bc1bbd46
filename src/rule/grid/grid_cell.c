/*
 * grid_cell.c - a field of a grid as a form stores it, back into the tree, and rows
 * put in, copied, taken out and moved.
 */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include <assert.h>
#include <string.h>

#include "base/i18n.h"
#include "base/macros.h"
#include "base/utf8.h"
#include "rule/grid/grid_part.h"
#include "rule/read/read.h"

/* --- numbers of a condition --- */

static const struct {
	const char *word, *sign;
} limits[] = { { "from", ">=" }, { "to", "<=" }, { "over", ">" }, { "under", "<" } };

static const char *
sign_of(const char *word)
{
	for (size_t i = 0; i < ARRAY_LEN(limits); i++)
		if (strcmp(limits[i].word, word) == 0)
			return limits[i].sign;
	return word;
}

static void
add_limits(const struct yaml_node *map, struct str *out)
{
	const struct yaml_node *from = yaml_get(map, "from"), *to = yaml_get(map, "to");

	if (map->count == 2 && from != NULL && to != NULL) {
		str_addf(out, "%s..%s", from->text, to->text);
		return;
	}
	for (int i = 0; i < map->count; i++)
		str_addf(out, "%s%s%s", i > 0 ? " " : "", sign_of(map->keys[i]->text),
			map->items[i]->text);
}

/* The limit that a sign begins, the longer signs first; *value: what stands behind it. */
static const char *
limit_of(const char *text, const char **value)
{
	for (size_t i = 0; i < ARRAY_LEN(limits); i++) {
		size_t len = strlen(limits[i].sign);

		if (strncmp(text, limits[i].sign, len) != 0)
			continue;
		*value = text + len;
		return limits[i].word;
	}
	return NULL;
}

static const struct yaml_node *
with_limit(struct arena *a, const struct yaml_node *map, const char *word, const char *value)
{
	return tree_with(a, map, map->count, tree_text(a, word), tree_text(a, value));
}

/* ">10 <20"; NULL: it begins with no sign. */
static const struct yaml_node *
read_signs(struct arena *a, const char *text)
{
	const struct yaml_node *map = tree_map(a, NULL, NULL, 0);
	const char *value;

	while (*text != '\0') {
		const char *word = limit_of(text, &value);

		if (word == NULL)
			return NULL;
		value += strspn(value, " ");
		size_t len = strcspn(value, " ");

		map = with_limit(a, map, word, arena_strndup(a, value, len));
		text = value + len + strspn(value + len, " ");
	}
	return map;
}

/* "10..19"; days of the year are written so in the file. */
static const struct yaml_node *
read_range(const struct grid *s, const struct grid_field *f, const char *text)
{
	const char *dots = strstr(text, "..");
	const struct yaml_node *map = read_signs(s->arena, text);

	if (map != NULL)
		return map;
	if (dots == NULL || s->facts->facts[f->fact].kind == FACT_MONTH_DAY)
		return tree_text(s->arena, text);
	map = tree_map(s->arena, NULL, NULL, 0);
	if (dots > text)
		map = with_limit(s->arena, map, "from",
			arena_strndup(s->arena, text, (size_t)(dots - text)));
	return dots[2] != '\0' ? with_limit(s->arena, map, "to", dots + 2) : map;
}

/* --- stored --- */

static void
add_item(const struct grid_field *f, const struct yaml_node *node, struct str *out)
{
	if (f->kind == CELL_RANGE && node->kind == YAML_MAP)
		add_limits(node, out);
	else if (f->kind == CELL_OPEN || f->kind == CELL_TEXTS)
		grid_add_called(f, node->text, out);
	else
		str_add(out, node->text);
}

void
grid_add_stored(const struct grid *s, int row, const struct grid_field *f, struct str *out)
{
	const struct yaml_node *node = grid_cell(s, row, f);

	if (node == NULL)
		return;
	if (f->kind == CELL_YES)
		str_add(out, node->text[0] == 'y' || node->text[0] == 't' ? "1" : "0");
	else if (f->kind == CELL_GRID || (f->kind == CELL_TEXT && node->kind != YAML_TEXT))
		book_value_write(node, out);
	else if (node->kind != YAML_LIST)
		add_item(f, node, out);
	for (int i = 0; f->kind != CELL_GRID && f->kind != CELL_TEXT &&
			node->kind == YAML_LIST && i < node->count; i++) {
		str_add(out, i == 0 ? "" : f->kind == CELL_SEVERAL ? "," : ", ");
		add_item(f, node->items[i], out);
	}
}

/* --- and back --- */

/* Commas as a Japanese keyboard gives them divide too. */
static const char *
find_comma(const char *text, size_t *len)
{
	static const char *const commas[] = { ",", "、", "，" };
	const char *first = NULL;

	for (size_t i = 0; i < ARRAY_LEN(commas); i++) {
		const char *at = strstr(text, commas[i]);

		if (at == NULL || (first != NULL && at > first))
			continue;
		first = at;
		*len = strlen(commas[i]);
	}
	return first;
}

static const struct yaml_node *
read_item(const struct grid *s, const struct grid_field *f, const char *text)
{
	AUTO_STR meant = STR_INIT;

	if (f->kind == CELL_RANGE)
		return read_range(s, f, text);
	if (f->kind == CELL_SEVERAL)
		return tree_text(s->arena, text);
	grid_add_meant(f, text, &meant);
	return tree_text(s->arena, str_text(&meant));
}

/* One item is a text, several are a list. */
static const struct yaml_node *
read_items(const struct grid *s, const struct grid_field *f, const char *text)
{
	const struct yaml_node *list = tree_list(s->arena, NULL, 0);

	while (text != NULL) {
		size_t len = 0;
		const char *comma = find_comma(text, &len);
		AUTO_STR item = STR_INIT;

		str_add_len(&item, text, comma != NULL ? (size_t)(comma - text) : strlen(text));
		str_trim(&item);
		if (item.len > 0)
			list = tree_with(s->arena, list, list->count, NULL,
				read_item(s, f, str_text(&item)));
		text = comma != NULL ? comma + len : NULL;
	}
	return list->count == 0 ? NULL : list->count == 1 ? list->items[0] : list;
}

/* What begins like YAML's lists and groups is such, but for sentences and names. */
static bool
is_yaml(const struct grid_field *f, const char *text)
{
	return (text[0] == '{' || text[0] == '[') &&
	       (f->row == NULL || f->row->takes != TAKES_TEXT);
}

static bool
read_yaml(const struct grid *s, const struct grid_field *f, const char *text,
	const struct yaml_node **out, struct err *e)
{
	struct faults faults = FAULTS_INIT("");

	*out = yaml_read(s->arena, text, strlen(text), &faults);
	if (faults.count > 0)
		err_set_field(e, ERR_INVALID, f->word, "%s", faults.items[0].sentence);
	bool good = faults.count == 0 && *out != NULL;

	faults_done(&faults);
	return good;
}

bool
grid_read(const struct grid *s, const struct grid_field *f, const char *stored,
	const struct yaml_node **out, struct err *e)
{
	*out = NULL;
	if (str_is_empty(stored))
		return true;
	switch (f->kind) {
	case CELL_YES:
		*out = tree_text(s->arena, stored[0] == '1' ? "yes" : "no");
		return true;
	case CELL_TEXT:
	case CELL_GRID:
		if (is_yaml(f, stored))
			return read_yaml(s, f, stored, out, e);
		*out = tree_text(s->arena, stored);
		return true;
	case CELL_PROSE:
	case CELL_ONE:
		*out = tree_text(s->arena, stored);
		return true;
	case CELL_OPEN:
		*out = read_item(s, f, stored);
		return true;
	case CELL_SEVERAL:
	case CELL_TEXTS:
	case CELL_RANGE:
		*out = read_items(s, f, stored);
		return true;
	}
	return true;
}

/* --- changing the tree --- */

static const struct yaml_node *
put_node(const struct grid *s, const struct yaml_node *node)
{
	return tree_put(s->arena, s->root, &s->path, node);
}

/* A row of prices: as many cells as the table has columns, "-" where nothing was said. */
static const struct yaml_node *
put_price(const struct grid *s, int row, const struct grid_field *f,
	const struct yaml_node *value)
{
	const struct yaml_node *map = tree_at(s->root, &s->path), *list;
	const struct yaml_node *key = map->keys[row], *cells;

	if (f->cell < 0) {
		cells = map->items[row];
		map = tree_without(s->arena, map, row);
		return put_node(s, tree_with(s->arena, map, row,
					  value != NULL ? value : tree_text(s->arena, ""), cells));
	}
	list = tree_list(s->arena, NULL, 0);
	for (int i = 1; i < s->field_count; i++) {
		const struct yaml_node *old = grid_cell(s, row, &s->fields[i]);
		const struct yaml_node *cell = &s->fields[i] == f ? value : old;

		if (cell == NULL)
			cell = tree_text(s->arena, "-");
		list = tree_with(s->arena, list, i - 1, NULL, cell);
	}
	cells = list->count == 1 && map->items[row]->kind == YAML_TEXT ? list->items[0] : list;
	map = tree_without(s->arena, map, row);
	return put_node(s, tree_with(s->arena, map, row, key, cells));
}

/* Where the code stood among the columns; -1. */
static int
column_of(const struct yaml_node *columns, const struct yaml_node *code)
{
	for (int i = 0; columns != NULL && columns->kind == YAML_LIST && i < columns->count; i++)
		if (tree_same(columns->items[i], code))
			return i;
	return -1;
}

static const struct yaml_node *
realigned(struct arena *a, const struct yaml_node *cells, const struct yaml_node *old,
	const struct yaml_node *columns)
{
	const struct yaml_node *list = tree_list(a, NULL, 0);

	for (int i = 0; i < columns->count; i++) {
		int was = column_of(old, columns->items[i]);
		const struct yaml_node *cell = NULL;

		if (was >= 0 && cells->kind == YAML_LIST && was < cells->count)
			cell = cells->items[was];
		list = tree_with(a, list, i, NULL, cell != NULL ? cell : tree_text(a, "-"));
	}
	return list;
}

static const struct rule_word *
prices_word(const struct grid *s)
{
	for (int i = 0; s->words != NULL && i < s->words->count; i++)
		if (s->words->words[i].takes == TAKES_OTHER &&
			s->words->words[i].shape == SHAPE_PRICES)
			return &s->words->words[i];
	return NULL;
}

/* The prices of a row of tables go with their columns when those are changed. */
static const struct yaml_node *
realign(const struct grid *s, const struct yaml_node *row, const struct grid_field *f,
	const struct yaml_node *columns)
{
	const struct rule_word *word = prices_word(s);
	const struct yaml_node *prices = word != NULL ? yaml_get(row, word->name) : NULL;
	const struct yaml_node *now = tree_map(s->arena, NULL, NULL, 0);

	if (prices == NULL || prices->kind != YAML_MAP || columns->kind != YAML_LIST)
		return row;
	for (int i = 0; i < prices->count; i++)
		now = tree_with(s->arena, now, i, prices->keys[i],
			realigned(s->arena, prices->items[i], yaml_get(row, f->word), columns));
	const struct tree_path path = { 1, { { .key = word->name } } };

	return tree_put(s->arena, row, &path, now);
}

static bool
is_columns(const struct grid_field *f)
{
	return f->group == NULL && f->row != NULL && f->row->codes_by != NULL &&
	       f->kind == CELL_SEVERAL;
}

/* One item is a list where it was one, and new in a word of the book; of a fact it is a text. */
static const struct yaml_node *
as_written(const struct grid *s, const struct grid_field *f, const struct yaml_node *old,
	const struct yaml_node *value)
{
	bool list = f->kind == CELL_SEVERAL || f->kind == CELL_TEXTS;

	if (!list || value == NULL || value->kind == YAML_LIST)
		return value;
	if (old != NULL ? old->kind == YAML_TEXT : f->row == NULL)
		return value;
	return tree_list(s->arena, &value, 1);
}

const struct yaml_node *
grid_put(const struct grid *s, int row, const struct grid_field *f,
	const struct yaml_node *value)
{
	const struct yaml_node *old = grid_cell(s, row, f);
	const struct yaml_node *map = grid_row(s, row);
	struct tree_path within = { 0 }, path = grid_row_path(s, row);

	value = as_written(s, f, old, value);
	if (tree_same(old, value))
		return s->root;
	if (s->kind == GRID_PRICES)
		return put_price(s, row, f, value);
	if (map == NULL || map->kind != YAML_MAP)
		map = tree_map(s->arena, NULL, NULL, 0);
	if (value != NULL && is_columns(f))
		map = realign(s, map, f, value);
	if (f->group != NULL)
		within = tree_path_key(&within, f->group);
	within = tree_path_key(&within, f->word);
	map = tree_put(s->arena, map, &within, value);
	return tree_put(s->arena, s->root, &path,
		map->count > 0 || grid_has_rows(s) ? map : NULL);
}

/* --- rows --- */

/* What stands there as a list; of prices, which are a map, that map. */
static const struct yaml_node *
all_rows(const struct grid *s)
{
	const struct yaml_node *node = tree_at(s->root, &s->path);

	if (s->kind == GRID_PRICES)
		return node != NULL && node->kind == YAML_MAP ? node
							      : tree_map(s->arena, NULL, NULL, 0);
	if (node != NULL && node->kind == YAML_MAP)
		return tree_list(s->arena, &node, 1);
	return node != NULL && node->kind == YAML_LIST ? node : tree_list(s->arena, NULL, 0);
}

/* One way of a condition stands alone. */
static const struct yaml_node *
put_rows(const struct grid *s, const struct yaml_node *rows)
{
	if (rows->count == 0)
		return put_node(s, NULL);
	return put_node(s, s->kind == GRID_WAYS && rows->count == 1 ? rows->items[0] : rows);
}

static const struct yaml_node *
add(const struct grid *s, int at, const struct yaml_node *row)
{
	const struct yaml_node *key = s->kind == GRID_PRICES ? tree_text(s->arena, "") : NULL;

	return put_rows(s, tree_with(s->arena, all_rows(s), at, key, row));
}

const struct yaml_node *
grid_add_row(const struct grid *s, int at)
{
	const struct yaml_node *row = tree_map(s->arena, NULL, NULL, 0);

	assert(grid_has_rows(s));
	if (s->kind == GRID_PRICES) {
		row = tree_list(s->arena, NULL, 0);
		for (int i = 1; i < s->field_count; i++)
			row = tree_with(s->arena, row, i - 1, NULL, tree_text(s->arena, "-"));
	}
	return add(s, at, row);
}

const struct yaml_node *
grid_copy_row(const struct grid *s, int row)
{
	const struct yaml_node *copy = all_rows(s)->items[row];

	for (int i = 0; copy->kind == YAML_MAP && i < copy->count; i++) {
		if (strcmp(copy->keys[i]->text, "code") != 0)
			continue;
		copy = tree_without(s->arena, copy, i);
		break;
	}
	return add(s, row + 1, copy);
}

const struct yaml_node *
grid_take_row(const struct grid *s, int row)
{
	return put_rows(s, tree_without(s->arena, all_rows(s), row));
}

const struct yaml_node *
grid_move_row(const struct grid *s, int row, int step)
{
	const struct yaml_node *rows = all_rows(s);
	const struct yaml_node *item = rows->items[row];
	const struct yaml_node *key = rows->kind == YAML_MAP ? rows->keys[row] : NULL;

	if (row + step < 0 || row + step >= rows->count)
		return s->root;
	rows = tree_without(s->arena, rows, row);
	return put_rows(s, tree_with(s->arena, rows, row + step, key, item));
}
