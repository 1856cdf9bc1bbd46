/*
 * grid.c - which table stands at a place of the file, and its rows. See grid.h.
 */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include <assert.h>
#include <string.h>

#include "base/macros.h"
#include "rule/grid/grid_part.h"
#include "rule/label.h"

/* --- the place --- */

static const struct rule_word *
word_at(const struct grid *s, const char *name)
{
	const struct rule_word *w = NULL;

	if (s->entries)
		w = rule_word_find(rule_common_words(), name);
	if (w == NULL && s->words != NULL)
		w = rule_word_find(s->words, name);
	return w;
}

static bool
is_condition(const struct rule_word *w)
{
	return w->takes == TAKES_CONDITION ||
	       (w->takes == TAKES_OTHER && w->shape == SHAPE_CONDITION);
}

static bool
is_list(const struct rule_word *w)
{
	return w->takes == TAKES_OTHER && w->shape == SHAPE_LIST;
}

static const struct rule_words *
group_words(const struct rule_word *w)
{
	if (w->takes == TAKES_MOMENT)
		return rule_moment_words();
	return w->takes == TAKES_GROUP ? w->inner : NULL;
}

static void
enter(struct grid *s, const struct rule_words *words, bool entries, const char *owner)
{
	s->words = words;
	s->entries = entries;
	s->owner = owner;
}

/* Into the value of a word; false when that is no table. */
static bool
enter_word(struct grid *s, const struct rule_word *w)
{
	s->kind = GRID_SINGLE;
	if (group_words(w) != NULL) {
		enter(s, group_words(w), false,
			w->takes == TAKES_MOMENT ? "moment" : w->name);
		return true;
	}
	if (is_list(w)) {
		s->kind = GRID_ROWS;
		enter(s, w->inner, w->entries, w->name);
		return true;
	}
	enter(s, NULL, false, w->name);
	if (is_condition(w))
		s->kind = GRID_WAYS;
	else if (w->takes == TAKES_OTHER && w->shape == SHAPE_PRICES)
		s->kind = GRID_PRICES;
	else if (w->takes == TAKES_OTHER && w->shape >= SHAPE_NUMBERS)
		s->kind = GRID_PAIRS;
	return s->kind != GRID_SINGLE;
}

/* Follows the path; *word: the last of its words, NULL for a section. */
static bool
follow(struct grid *s, const struct rule_word **word)
{
	const struct rule_section_row *row = rule_section_row(s->section);
	struct tree_path at = { 1, { s->path.steps[0] } };

	*word = NULL;
	s->kind = row->single ? GRID_SINGLE : GRID_ROWS;
	enter(s, &row->own, true, row->name);
	for (int i = 1; i < s->path.count; i++) {
		const struct tree_step *step = &s->path.steps[i];

		if (step->key != NULL) {
			*word = word_at(s, step->key);
			s->above = tree_at(s->root, &at);
			if (*word == NULL || !enter_word(s, *word))
				return false;
		} else if (s->kind == GRID_ROWS) {
			s->kind = GRID_SINGLE;
		}
		at.steps[at.count++] = *step;
		if (step->key == NULL && tree_at(s->root, &at) == NULL)
			return false;
	}
	return true;
}

/* --- rows --- */

struct tree_path
grid_row_path(const struct grid *s, int row)
{
	const struct yaml_node *node = tree_at(s->root, &s->path);

	switch (s->kind) {
	case GRID_SINGLE:
	case GRID_PAIRS:
		return s->path;
	case GRID_PRICES:
		return tree_path_key(&s->path, node->keys[row]->text);
	case GRID_ROWS:
	case GRID_WAYS:
		break;
	}
	return node != NULL && node->kind == YAML_MAP ? s->path : tree_path_index(&s->path, row);
}

static int
count_rows(const struct grid *s)
{
	const struct yaml_node *node = tree_at(s->root, &s->path);

	if (s->kind == GRID_SINGLE || s->kind == GRID_PAIRS)
		return 1;
	if (node == NULL || node->kind == YAML_TEXT)
		return 0;
	return node->kind == YAML_MAP && s->kind != GRID_PRICES ? 1 : node->count;
}

const struct yaml_node *
grid_row(const struct grid *s, int row)
{
	struct tree_path path = grid_row_path(s, row);
	const struct yaml_node *node = tree_at(s->root, &path);
	const struct yaml_node *code;

	if (node == NULL || node->kind != YAML_TEXT || s->words == NULL)
		return node;
	code = tree_text(s->arena, "code");
	return tree_map(s->arena, &code, &node, 1);
}

static const struct yaml_node *
price_cell(const struct grid *s, int row, int cell)
{
	const struct yaml_node *map = tree_at(s->root, &s->path);
	const struct yaml_node *cells = map->items[row];

	if (cell < 0)
		return map->keys[row];
	if (cells->kind == YAML_LIST)
		return cell < cells->count ? cells->items[cell] : NULL;
	return cell == 0 ? cells : NULL;
}

const struct yaml_node *
grid_cell(const struct grid *s, int row, const struct grid_field *f)
{
	const struct yaml_node *node;

	if (s->kind == GRID_PRICES)
		return price_cell(s, row, f->cell);
	node = grid_row(s, row);
	if (node != NULL && f->group != NULL)
		node = node->kind == YAML_MAP ? yaml_get(node, f->group) : NULL;
	return node != NULL && node->kind == YAML_MAP ? yaml_get(node, f->word) : NULL;
}

const char *
grid_text(const struct grid *s, int row, const char *word)
{
	const struct yaml_node *node = s->kind != GRID_PRICES ? grid_row(s, row) : NULL;

	node = node != NULL && node->kind == YAML_MAP ? yaml_get(node, word) : NULL;
	return node != NULL && node->kind == YAML_TEXT ? node->text : "";
}

const char *
grid_by_law(const struct grid *s, int row)
{
	const char *own = row < s->row_count ? grid_text(s, row, "by_law") : "";
	const struct tree_path entry = { s->path.count > 1 ? 2 : 0,
		{ s->path.steps[0], s->path.steps[1] } };
	const struct yaml_node *node = own[0] == '\0' ? tree_at(s->root, &entry) : NULL;

	node = node != NULL && node->kind == YAML_MAP ? yaml_get(node, "by_law") : NULL;
	return node != NULL && node->kind == YAML_TEXT ? node->text : own;
}

struct tree_path
grid_below(const struct grid *s, int row, const struct grid_field *f)
{
	struct tree_path path = grid_row_path(s, row);

	if (f->group != NULL)
		path = tree_path_key(&path, f->group);
	return tree_path_key(&path, f->word);
}

bool
grid_has_rows(const struct grid *s)
{
	return s->kind == GRID_ROWS || s->kind == GRID_WAYS || s->kind == GRID_PRICES;
}

/* --- fields --- */

struct fields {
	struct grid *s;
	int cap;
};

static struct grid_field *
add_field(struct fields *to, const char *word, const char *label, enum cell_kind kind)
{
	struct grid *s = to->s;

	if (s->field_count == to->cap) {
		to->cap = to->cap > 0 ? to->cap * 2 : 32;
		struct grid_field *more =
			arena_alloc(s->arena, (size_t)to->cap * sizeof(*more));

		if (s->field_count > 0)
			memcpy(more, s->fields, (size_t)s->field_count * sizeof(*more));
		s->fields = more;
	}
	s->fields[s->field_count] = (struct grid_field){
		.word = word, .label = label, .group_label = "", .owner = s->owner,
		.fact = NONE, .cell = -1, .kind = kind,
	};
	return &s->fields[s->field_count++];
}

static enum cell_kind
kind_of_other(const struct rule_word *w)
{
	bool listed = w->names != NULL || w->codes != RULE_BOOK || w->codes_by != NULL ||
		      w->siblings;

	switch (w->shape) {
	case SHAPE_TEXT:
		return !listed ? CELL_TEXT : w->open ? CELL_OPEN : CELL_ONE;
	case SHAPE_TEXTS:
		return listed && !w->open ? CELL_SEVERAL : CELL_TEXTS;
	case SHAPE_CONDITION:
	case SHAPE_LIST:
	case SHAPE_PRICES:
	case SHAPE_NUMBERS:
	case SHAPE_FACTS:
		break;
	}
	return CELL_GRID;
}

static enum cell_kind
kind_of_word(const struct rule_word *w)
{
	switch (w->takes) {
	case TAKES_CODE:
	case TAKES_NUMBER:
	case TAKES_YEN:
	case TAKES_SHARE:
	case TAKES_TIME:
	case TAKES_SPAN:
	case TAKES_DAY:
		return CELL_TEXT;
	case TAKES_TEXT:
		return w->prose ? CELL_PROSE : CELL_TEXT;
	case TAKES_YES:
		return CELL_YES;
	case TAKES_EITHER:
	case TAKES_ONE:
		return CELL_ONE;
	case TAKES_FLAGS:
	case TAKES_CHOICES:
		return CELL_SEVERAL;
	case TAKES_MONTH_DAY:
	case TAKES_PER:
	case TAKES_PART:
		return CELL_OPEN;
	case TAKES_MOMENT:
	case TAKES_CONDITION:
	case TAKES_GROUP:
		return CELL_GRID;
	case TAKES_OTHER:
		break;
	}
	return kind_of_other(w);
}

/* The words of a group stand among those of the row. */
static void
add_word(struct fields *to, const struct rule_word *group, const struct rule_word *w)
{
	struct grid *s = to->s;
	const struct rule_words *below = group == NULL ? group_words(w) : NULL;

	for (int i = 0; below != NULL && i < below->count; i++)
		add_word(to, w, &below->words[i]);
	if (below != NULL)
		return;
	const char *owner = group == NULL                  ? s->owner
			    : group->takes == TAKES_MOMENT ? "moment"
							   : group->name;
	struct grid_field *f =
		add_field(to, w->name, rule_word_label(owner, w->name), kind_of_word(w));

	f->owner = owner;
	f->row = w;
	if (group != NULL) {
		f->group = group->name;
		f->group_label = rule_word_label(s->owner, group->name);
	}
	grid_word_choices(s, f);
}

/* Of the words of every entry the texts stand first, the rest behind its own. */
static void
add_common(struct fields *to, bool first)
{
	const struct rule_words *common = rule_common_words();

	for (int i = 0; i < common->count; i++)
		if ((common->words[i].takes <= TAKES_TEXT) == first)
			add_word(to, NULL, &common->words[i]);
}

static void
add_words(struct fields *to)
{
	if (to->s->entries)
		add_common(to, true);
	for (int i = 0; i < to->s->words->count; i++)
		add_word(to, NULL, &to->s->words->words[i]);
	if (to->s->entries)
		add_common(to, false);
}

static void
add_fact(struct fields *to, int fact, bool tested)
{
	const struct fact_def *d = &to->s->facts->facts[fact];
	enum cell_kind kind = tested ? CELL_RANGE : CELL_TEXT;

	if (d->kind == FACT_YES)
		kind = CELL_YES;
	else if (d->kind == FACT_SET || (d->kind == FACT_CHOICE && tested))
		kind = CELL_SEVERAL;
	else if (d->kind == FACT_CHOICE)
		kind = CELL_ONE;
	grid_fact_choices(to->s, add_field(to, d->code, d->name, kind), fact);
}

static void
add_facts(struct fields *to, bool tested)
{
	for (int i = 0; i < to->s->facts->fact_count; i++)
		add_fact(to, i, tested);
}

static int
fact_of(const struct grid *s, const char *word)
{
	const struct yaml_node *node =
		s->above != NULL && s->above->kind == YAML_MAP ? yaml_get(s->above, word) : NULL;

	return node != NULL && node->kind == YAML_TEXT ? book_fact(s->facts, node->text) : NONE;
}

static int
longest_row(const struct yaml_node *rows)
{
	int most = 1;

	for (int i = 0; rows != NULL && rows->kind == YAML_MAP && i < rows->count; i++)
		if (rows->items[i]->kind == YAML_LIST && rows->items[i]->count > most)
			most = rows->items[i]->count;
	return most;
}

/* The rows are choices of one fact; the columns those that another word of the table lists. */
static void
add_prices(struct fields *to, const struct rule_word *w)
{
	struct grid *s = to->s;
	const struct yaml_node *columns =
		s->above->kind == YAML_MAP ? yaml_get(s->above, "columns") : NULL;
	int rows_by = fact_of(s, w->codes_by), columns_by = fact_of(s, "columns_by");
	struct grid_field head = { .owner = s->owner, .fact = NONE };
	int count = longest_row(tree_at(s->root, &s->path));

	if (columns != NULL && columns->kind == YAML_LIST && columns->count > count)
		count = columns->count;
	grid_fact_choices(s, &head, columns_by);
	grid_fact_choices(s, add_field(to, "", rule_word_label("prices", "rows_by"), CELL_ONE),
		rows_by);
	for (int i = 0; i < count; i++) {
		AUTO_STR label = STR_INIT;

		if (columns != NULL && columns->kind == YAML_LIST && i < columns->count &&
			columns->items[i]->kind == YAML_TEXT)
			grid_add_called(&head, columns->items[i]->text, &label);
		add_field(to, "",
			label.len > 0 ? arena_strdup(s->arena, str_text(&label))
				      : rule_word_label("prices", "rows"), CELL_TEXT)->cell = i;
	}
}

static void
add_pairs(struct fields *to, const struct rule_word *w)
{
	struct grid_field codes = { .row = w, .owner = to->s->owner, .fact = NONE };

	for (int i = 0; w->names != NULL && w->names[i] != NULL; i++)
		add_field(to, w->names[i], rule_word_label(w->name, w->names[i]), CELL_TEXT);
	if (w->shape == SHAPE_FACTS && w->codes == RULE_FACTS)
		add_facts(to, false);
	else if (w->shape == SHAPE_NUMBERS)
		grid_word_choices(to->s, &codes);
	for (int i = 0; i < codes.choice_count; i++)
		add_field(to, codes.choices[i].code, codes.choices[i].name, CELL_TEXT);
}

static bool
has_field(const struct grid *s, const char *group, const char *word)
{
	for (int i = 0; i < s->field_count; i++) {
		const struct grid_field *f = &s->fields[i];

		if ((group == NULL && f->group != NULL && strcmp(f->group, word) == 0) ||
			((f->group == NULL) == (group == NULL) && strcmp(f->word, word) == 0 &&
				(group == NULL || strcmp(f->group, group) == 0)))
			return true;
	}
	return false;
}

/* Nothing of a file is out of sight, its mistakes least of all. */
static void
add_unknown(struct fields *to)
{
	struct grid *s = to->s;

	for (int row = 0; row < s->row_count; row++) {
		const struct yaml_node *map = grid_row(s, row);

		for (int i = 0; map != NULL && map->kind == YAML_MAP && i < map->count; i++)
			if (!has_field(s, NULL, map->keys[i]->text))
				add_field(to, map->keys[i]->text, map->keys[i]->text, CELL_TEXT);
	}
}

/* --- what does not look as its word says is shown as it stands --- */

static bool
is_yes_or_no(const char *text)
{
	static const char *const names[] = { "yes", "no", "true", "false" };

	return str_is_one_of(text, names, ARRAY_LEN(names));
}

static bool
fits_texts(const struct yaml_node *node)
{
	for (int i = 0; node->kind == YAML_LIST && i < node->count; i++)
		if (node->items[i]->kind != YAML_TEXT || strchr(node->items[i]->text, ','))
			return false;
	return node->kind == YAML_TEXT ? strchr(node->text, ',') == NULL
				       : node->kind == YAML_LIST && node->count > 0;
}

static bool
fits_range(const struct yaml_node *node)
{
	for (int i = 0; node->kind != YAML_TEXT && i < node->count; i++)
		if (node->items[i]->kind != YAML_TEXT)
			return false;
	return node->kind == YAML_TEXT || node->count > 0;
}

static bool
fits(enum cell_kind kind, const struct yaml_node *node)
{
	switch (kind) {
	case CELL_YES:
		return node->kind == YAML_TEXT && is_yes_or_no(node->text);
	case CELL_TEXT:
	case CELL_PROSE:
	case CELL_ONE:
	case CELL_OPEN:
		return node->kind == YAML_TEXT;
	case CELL_SEVERAL:
	case CELL_TEXTS:
		return fits_texts(node);
	case CELL_RANGE:
		return fits_range(node);
	case CELL_GRID:
		break;
	}
	return true;
}

static void
fit_fields(struct grid *s)
{
	for (int i = 0; i < s->field_count; i++)
		for (int row = 0; row < s->row_count; row++) {
			const struct yaml_node *node = grid_cell(s, row, &s->fields[i]);

			if (node != NULL && !fits(s->fields[i].kind, node))
				s->fields[i].kind = CELL_TEXT;
		}
}

bool
grid_open(struct arena *a, const struct yaml_node *root, const struct book *facts,
	const struct tree_path *path, struct grid *out)
{
	const struct rule_word *word;
	struct fields to = { out, 0 };

	assert(path->count > 0 && path->steps[0].key != NULL);
	*out = (struct grid){ .arena = a, .root = root, .facts = facts, .path = *path,
		.section = rule_section_find(path->steps[0].key) };
	if (out->section == RULE_SECTION_COUNT || !follow(out, &word))
		return false;
	out->row_count = count_rows(out);
	if (out->words != NULL)
		add_words(&to);
	else if (out->kind == GRID_WAYS)
		add_facts(&to, true);
	else if (out->kind == GRID_PRICES)
		add_prices(&to, word);
	else
		add_pairs(&to, word);
	if (out->kind != GRID_PRICES)
		add_unknown(&to);
	fit_fields(out);
	return true;
}
