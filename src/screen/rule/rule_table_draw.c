/* rule_table_draw.c - the columns of a table of the rule book, and the table on screen. */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "screen/rule/rule_table.h"

#include <string.h>

#include "base/i18n.h"
#include "base/money.h"
#include "rule/label.h"
#include "screen/rule/rule_words.h"

enum { NAME_MOST = 26, CELL_MOST = 24, GAP = 2, LAW_ROWS = 2, BELOW_ROWS = LAW_ROWS + 2,
       LEAST_ROWS = 4 };

/* --- columns --- */

static bool
is_used(const struct rule_table *t, const struct grid_field *f)
{
	for (int row = 0; row < t->grid.row_count; row++)
		if (grid_cell(&t->grid, row, f) != NULL)
			return true;
	return false;
}

/* A group stands in one column, at the first of its fields. */
static bool
begins_group(const struct grid *g, int field)
{
	const struct grid_field *f = &g->fields[field];

	return f->group == NULL || field == 0 || g->fields[field - 1].group == NULL ||
	       strcmp(g->fields[field - 1].group, f->group) != 0;
}

static bool
group_is_used(const struct rule_table *t, int field)
{
	const struct grid *g = &t->grid;

	for (int i = field; i < g->field_count && (i == field || !begins_group(g, i)); i++)
		if (is_used(t, &g->fields[i]))
			return true;
	return false;
}

/* The name is what the row is called; the sentence stands below the table. */
static bool
stands_elsewhere(const struct grid_field *f)
{
	return f->kind == CELL_PROSE ||
	       (f->group == NULL && f->row != NULL && f->row->takes <= TAKES_TEXT &&
		rule_word_find(rule_common_words(), f->word) != NULL);
}

static void
add_column(struct rule_table *t, const char *label, int field)
{
	t->columns[t->column_count++] = (struct rule_column){ .label = label, .field = field };
}

static void
choose_columns(struct rule_table *t)
{
	const struct grid *g = &t->grid;

	t->column_count = 0;
	t->columns = arena_alloc(&t->arena,
				 ((size_t)g->field_count + 1) * sizeof(*t->columns));
	if (g->words != NULL)
		add_column(t, _("Name of the rule"), NONE);
	for (int i = 0; i < g->field_count; i++) {
		const struct grid_field *f = &g->fields[i];

		if (!begins_group(g, i))
			continue;
		if (g->kind == GRID_PRICES ||
		    (group_is_used(t, i) && (g->words == NULL || !stands_elsewhere(f))))
			add_column(t, f->group != NULL ? f->group_label : f->label, i);
	}
	if (t->column_count == 0)
		add_column(t, g->fields[0].label, 0);
}

/* --- words --- */

static bool
is_amount(const struct grid *g, const struct grid_field *f)
{
	return (g->kind == GRID_PRICES && f->cell >= 0) ||
	       (f->group == NULL && f->row != NULL &&
		(f->row->takes == TAKES_YEN || f->row->takes == TAKES_NUMBER));
}

/* "800円", and in words that it is not let so. */
static void
add_amount(const struct grid *g, const struct grid_field *f, const char *text, struct str *out)
{
	bool yen = g->kind == GRID_PRICES || f->row->takes == TAKES_YEN;
	int64_t amount;

	if (g->kind == GRID_PRICES && (text[0] == '\0' || strcmp(text, "-") == 0))
		str_add(out, _("not let"));
	else if (yen && yen_parse(text, &amount, NULL))
		yen_add(out, amount);
	else
		str_add(out, text);
}

static void
add_cell(struct rule_table *t, int row, const struct rule_column *c, struct str *out)
{
	const struct grid *g = &t->grid;
	AUTO_STR words = STR_INIT;

	if (c->field == NONE) {
		grid_add_name(g, row, out);
		if (out->len == 0)
			str_addf(out, "(%d)", row + 1);
		return;
	}
	if (g->fields[c->field].group != NULL)
		grid_add_group(g, row, &g->fields[c->field], &words);
	else
		grid_add_words(g, row, &g->fields[c->field], &words);
	if (c->right)
		add_amount(g, &g->fields[c->field], str_text(&words), out);
	else
		str_add(out, str_text(&words));
}

void
rule_table_lay_out(struct rule_table *t)
{
	choose_columns(t);
	t->cells = arena_alloc(&t->arena, ((size_t)t->grid.row_count + 1) *
						  (size_t)t->column_count * sizeof(*t->cells));
	for (int i = 0; i < t->column_count; i++) {
		struct rule_column *c = &t->columns[i];

		c->right = c->field != NONE && is_amount(&t->grid, &t->grid.fields[c->field]);
		c->wish = canvas_width(c->label);
		for (int row = 0; row < t->grid.row_count; row++) {
			AUTO_STR text = STR_INIT;

			add_cell(t, row, c, &text);
			t->cells[row * t->column_count + i] =
				arena_strdup(&t->arena, str_text(&text));
			if (canvas_width(str_text(&text)) > c->wish)
				c->wish = canvas_width(str_text(&text));
		}
	}
}

static const char *
cell(const struct rule_table *t, int row, int column)
{
	return t->cells[row * t->column_count + column];
}

/* "料金表: 会議室等使用料: 料金" */
void
rule_table_add_title(const struct rule_table *t, struct str *out)
{
	struct tree_path section = { 1, { t->path.steps[0] } };
	AUTO_ARENA a = ARENA_INIT;
	struct grid g;

	str_add(out, rule_section_label(t->grid.section));
	if (t->path.count < 3 || !grid_open(&a, t->change->root, t->change->facts, &section, &g))
		return;
	str_add(out, ": ");
	grid_add_name(&g, t->path.steps[1].index, out);
	str_addf(out, ": %s", rule_word_label(g.owner, t->path.steps[2].key));
}

/* --- drawing --- */

static int
first_shown(int first, int at, int room)
{
	if (at < first)
		return at;
	return at >= first + room ? at - room + 1 : first;
}

/* Long words are cut where the columns would not fit otherwise; what is spare goes to them. */
static void
fit_columns(struct rule_table *t, int cols)
{
	int spare = cols + GAP;

	for (int i = 0; i < t->column_count; i++) {
		struct rule_column *c = &t->columns[i];
		int most = i == 0 ? NAME_MOST : CELL_MOST;

		c->width = c->wish < most ? c->wish : most;
		spare -= c->width + GAP;
	}
	for (int i = 0; i < t->column_count && spare > 0; i++) {
		struct rule_column *c = &t->columns[i];
		int more = c->wish - c->width < spare ? c->wish - c->width : spare;

		c->width += more;
		spare -= more;
	}
}

/* Scrolls until the column with the cursor has room to the right of the first. */
static void
scroll_columns(struct rule_table *t, int cols)
{
	if (t->first_column > t->column)
		t->first_column = t->column;
	if (t->first_column < 1)
		t->first_column = 1;
	for (;;) {
		int used = t->columns[0].width + GAP;

		for (int i = t->first_column; i <= t->column; i++)
			used += t->columns[i].width + GAP;
		if (used - GAP <= cols || t->first_column >= t->column)
			return;
		t->first_column++;
	}
}

static void
put(struct canvas *c, struct rect at, const struct rule_column *column, enum style style,
    const char *text)
{
	if (column->right)
		canvas_put_right(c, at.row, at.col, at.cols, style, text);
	else
		canvas_put(c, at.row, at.col, at.cols, style, text);
}

/* A line of the table: the first column, then those that are not scrolled out. */
static void
draw_line(const struct rule_table *t, struct canvas *c, struct rect area, int row)
{
	int end = area.col + area.cols;

	for (int i = 0; i < t->column_count; i = i == 0 ? t->first_column : i + 1) {
		const struct rule_column *column = &t->columns[i];
		struct rect at = { area.row, area.col, 1, column->width };
		bool focused = row == t->row && i == t->column;
		bool last = i + 1 == t->column_count;

		if (at.col >= end)
			return;
		if (at.cols > end - at.col || (last && !column->right))
			at.cols = end - at.col;
		if (row < 0)
			put(c, at, column, STYLE_TITLE, column->label);
		else
			put(c, at, column,
			    focused  ? STYLE_FOCUS
			    : i == 0 ? STYLE_LABEL
				     : STYLE_NORMAL,
			    cell(t, row, i));
		area.col += column->width + GAP;
	}
}

/* The sentence of the row at the cursor, its cell when it is cut, what the changes come to. */
static void
draw_below(const struct rule_table *t, struct canvas *c, struct rect area)
{
	struct rect law = { area.row, area.col, LAW_ROWS, area.cols };

	canvas_wrap(c, law, STYLE_NORMAL, grid_by_law(&t->grid, t->row));
	area.row += LAW_ROWS;
	if (t->grid.row_count > 0 && t->columns[t->column].wish > t->columns[t->column].width)
		canvas_put(c, area.row, area.col, area.cols, STYLE_HINT,
			   cell(t, t->row, t->column));
	canvas_put(c, area.row + 1, area.col, area.cols,
		   t->change->is_whole ? STYLE_HINT : STYLE_WARN, str_text(&t->change->says));
}

void
rule_table_draw(struct rule_table *t, struct canvas *c, struct rect area)
{
	int below = area.rows >= LEAST_ROWS + BELOW_ROWS ? BELOW_ROWS : 0;
	int rows = area.rows - 1 - below;

	area.col++;
	area.cols -= 2;
	if (rows < 1 || area.cols < NAME_MOST)
		return;
	t->first_row = first_shown(t->first_row, t->row, rows);
	fit_columns(t, area.cols);
	scroll_columns(t, area.cols);
	draw_line(t, c, area, NONE);
	for (int i = 0; i < rows && t->first_row + i < t->grid.row_count; i++)
		draw_line(t, c, (struct rect){ area.row + 1 + i, area.col, 1, area.cols },
			  t->first_row + i);
	if (t->grid.row_count == 0)
		canvas_put(c, area.row + 1, area.col, area.cols, STYLE_HINT,
			   _("Nothing stands here yet."));
	if (below > 0)
		draw_below(t, c,
			   (struct rect){ area.row + area.rows - below, area.col, below,
					  area.cols });
}
