/*
 * list_draw.c - a list on screen: a line with the filter and where one is, the
 * headings, the rows. The cursor stands behind the filter, since that is where
 * what is typed goes.
 */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "base/auto.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "base/money.h"
#include "ui/list.h"
#include "ui/list_state.h"

enum {
	GUTTER = 2,        /* the mark, and a blank */
	WIDE = 100,        /* from here on two blanks between columns */
	STRETCH_LEAST = 14, /* the elastic column gives way down to this before others are cut */
	COUNT_COLS = 26,
};

/* The columns that show, with their widths. */
struct layout {
	int *columns, *widths;
	int count;
	int gap;
};

static int
smaller(int a, int b)
{
	return a < b ? a : b;
}

static int
width_used(const struct layout *lay)
{
	int used = 0;

	for (int i = 0; i < lay->count; i++)
		used += lay->widths[i] + (i > 0 ? lay->gap : 0);
	return used;
}

static int
stretch_index(const struct list *l, const struct layout *lay)
{
	for (int i = 0; i < lay->count; i++)
		if (l->columns[lay->columns[i]].stretch)
			return i;
	return -1;
}

/* The elastic column takes what is over, or gives up to STRETCH_LEAST what is missing. */
static void
stretch(const struct list *l, struct layout *lay, int cols)
{
	int i = stretch_index(l, lay);
	int spare = cols - width_used(lay);

	if (i < 0)
		return;
	int least = smaller(lay->widths[i], STRETCH_LEAST);

	lay->widths[i] += spare;
	if (lay->widths[i] < least)
		lay->widths[i] = least;
}

static void
lay_out(struct list *l, struct layout *lay, int cols)
{
	lay->gap = cols >= WIDE ? 2 : 1;
	lay->count = 0;
	for (int i = 0; i < l->column_count; i++) {
		if (i > 0 && i <= l->first_column)
			continue;
		lay->columns[lay->count] = i;
		lay->widths[lay->count++] = l->columns[i].width;
	}
	stretch(l, lay, cols);
	int wanted = lay->count;

	while (lay->count > 1 && width_used(lay) > cols)
		lay->count--;
	l->has_cut_columns = lay->count < wanted;
	if (lay->count == 1)
		lay->widths[0] = smaller(lay->widths[0], cols);
	stretch(l, lay, cols);
}

static void
draw_headings(const struct list *l, const struct layout *lay, struct canvas *c, struct rect line)
{
	int col = line.col + GUTTER;

	canvas_put(c, line.row, line.col, line.cols, STYLE_TITLE, l->first_column > 0 ? "<" : "");
	for (int i = 0; i < lay->count; i++) {
		const struct list_column *column = &l->columns[lay->columns[i]];
		int edge = line.col + line.cols - (l->has_cut_columns ? 2 : 0); /* before ">" */
		int cols = smaller(lay->widths[i], edge - col);

		if (column->align_right)
			canvas_put_right(c, line.row, col, cols, STYLE_TITLE, column->label);
		else
			canvas_put(c, line.row, col, cols, STYLE_TITLE, column->label);
		col += lay->widths[i] + lay->gap;
	}
	if (l->has_cut_columns)
		canvas_put(c, line.row, line.col + line.cols - 1, 1, STYLE_TITLE, ">");
}

static void
draw_row(const struct list *l, const struct layout *lay, int at, struct canvas *c, struct rect line)
{
	const struct list_row *row = &l->rows[at];
	enum style style = at == l->current ? STYLE_FOCUS : row->style;
	const char *sign = list_is_marked(l, row->id) ? "*" : at == l->current ? ">" : "";
	int col = line.col + GUTTER;

	canvas_put(c, line.row, line.col, line.cols, style, sign);
	for (int i = 0; i < lay->count; i++) {
		const char *text = row->cells[lay->columns[i]];

		if (l->columns[lay->columns[i]].align_right)
			canvas_put_right(c, line.row, col, lay->widths[i], style, text);
		else
			canvas_put(c, line.row, col, lay->widths[i], style, text);
		col += lay->widths[i] + lay->gap;
	}
}

static void
add_count(const struct list *l, struct str *b)
{
	if (l->mark_count > 0) {
		/* L10N: how many rows of a list are marked */
		str_addf(b, ngettext("%d marked", "%d marked", (unsigned long)l->mark_count),
			 l->mark_count);
		str_add(b, "  ");
	}
	if (l->row_count == 0)
		str_add(b, "0");
	else if (l->base < 0)
		str_add(b, "-");
	else
		yen_add(b, l->base + l->current + 1);
	bool is_counted = l->total >= 0;

	if (!is_counted && l->base < 0)
		return;
	str_add(b, " / ");
	yen_add(b, is_counted ? l->total : l->base + l->row_count);
	if (is_counted ? l->total_at_least : !l->at_end)
		str_add(b, "+");
}

static const char *
status_label(const struct list *l)
{
	if (l->source.filter == NULL)
		return "";
	return l->filter.text.len > 0 ? _("Filter:") : _("Type to filter:");
}

static void
draw_status(struct list *l, struct canvas *c, struct rect line)
{
	int count_cols = smaller(COUNT_COLS, line.cols / 2);
	int room = line.cols - count_cols - 1;
	AUTO_STR count = STR_INIT;
	const char *label = status_label(l);
	enum style style = l->filter.text.len > 0 ? STYLE_LABEL : STYLE_HINT;
	int used = canvas_put(c, line.row, line.col, smaller(room, canvas_width(label)), style,
			      label);

	used += used > 0;
	add_count(l, &count);
	canvas_put_right(c, line.row, line.col + line.cols - count_cols, count_cols, STYLE_NORMAL,
			 str_text(&count));
	if (l->source.filter != NULL && room > used)
		edit_draw(&l->filter, c, (struct rect){ line.row, line.col + used, 1, room - used },
			  STYLE_NORMAL, true);
}

static void
draw_empty(const struct list *l, struct canvas *c, struct rect area)
{
	AUTO_STR text = STR_INIT;

	if (l->filter.text.len > 0 && l->empty)
		str_addf(&text, _("Nothing that was asked for matches \"%s\" too. Esc clears the "
				  "filter."),
			 str_text(&l->filter.text));
	else if (l->filter.text.len > 0)
		str_addf(&text, _("Nothing matches \"%s\". Esc clears the filter."),
			 str_text(&l->filter.text));
	else
		str_add(&text, l->empty ? l->empty : _("There is nothing here yet."));
	canvas_wrap(c, area, STYLE_HINT, str_text(&text));
}

void
list_set_empty(struct list *l, const char *text)
{
	l->empty = text;
}

void
list_draw(struct list *l, struct canvas *c, struct rect area)
{
	size_t columns = (size_t)l->column_count + 1;
	AUTO_FREE int *numbers = mem_alloc(columns * 2 * sizeof *numbers);
	struct layout lay = { .columns = numbers, .widths = numbers + columns };
	struct rect line = area;

	line.rows = 1;
	if (area.rows < 1 || area.cols <= GUTTER)
		return;
	lay_out(l, &lay, area.cols - GUTTER);
	canvas_fill(c, area, STYLE_NORMAL);
	if (area.rows >= 2) {
		draw_status(l, c, line);
		line.row++;
	}
	if (area.rows >= 4) {
		draw_headings(l, &lay, c, line);
		line.row++;
	}
	l->height = area.row + area.rows - line.row;
	list_fit_top(l, l->height);
	for (int i = 0; i < l->height && l->top + i < l->row_count; i++) {
		draw_row(l, &lay, l->top + i, c, line);
		line.row++;
	}
	if (l->row_count == 0)
		draw_empty(l, c, (struct rect){ line.row, area.col + GUTTER, l->height,
						area.cols - GUTTER });
}
