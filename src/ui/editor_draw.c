/*
 * editor_draw.c - the record editor on screen: the part of the form that has
 * the cursor, under it hints, the help of the field and the words of a choice.
 */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include <stdlib.h>

#include "base/i18n.h"
#include "base/lang.h"
#include "ui/editor_state.h"

enum { HINT_ROWS_MOST = 4, TALL = 14, HELP_FROM = 5 };

/* Rows that the lines under the form take, of `rows` in all. */
struct foot {
	int hint, help;
};

static int
text_rows(const char *text, int cols, int most)
{
	int rows = 0;

	for (const char *s = text; *s != '\0' && rows < most; rows++) {
		size_t next;

		canvas_break(s, cols, &next);
		s += next;
	}
	return rows;
}

static struct foot
foot_of(const struct editor *ed, int rows, int cols)
{
	struct foot foot = { 0, 0 };

	if (ed->mode != EDITOR_SHOW && rows >= HELP_FROM)
		foot.help = rows >= TALL ? 2 : 1;
	if (rows >= 2 * HELP_FROM)
		foot.hint = text_rows(str_text(&ed->hint), cols, HINT_ROWS_MOST);
	return foot;
}

int
editor_height(struct editor *ed, int cols)
{
	editor_lay_out(ed, cols);
	struct foot foot = foot_of(ed, ed->layout.rows + TALL, cols);

	return ed->layout.rows + foot.hint + foot.help;
}

/* A row of the form as a row of the canvas; -1 when it is scrolled out. */
struct view {
	struct canvas *c;
	struct rect area;
	int top;
};

static int
row_in(const struct view *v, int row)
{
	return row < v->top || row >= v->top + v->area.rows ? -1 : v->area.row + row - v->top;
}

/* Scrolls so that all of the field that has the cursor shows, and its heading where possible. */
static void
scroll_to_focus(struct editor *ed, int rows)
{
	if (ed->top > ed->layout.rows - rows)
		ed->top = ed->layout.rows - rows;
	if (ed->top < 0)
		ed->top = 0;
	if (ed->focus < 0)
		return;
	const struct editor_place *p = &ed->layout.places[ed->focus];
	int first = p->label_row, end = p->error_row + p->error_rows;
	int heading = ed->layout.heading_rows[ed->fields[ed->focus].form->section];

	if (heading == first - 1 && end - heading <= rows)
		first = heading;
	if (end > ed->top + rows)
		ed->top = end - rows;
	if (first < ed->top)
		ed->top = first;
	if (p->row >= ed->top + rows) /* a tall field in a low window: its caret above all */
		ed->top = p->row - rows + 1;
}

static void
draw_heading(const struct editor *ed, const struct view *v, int section)
{
	const struct form_text *label = &ed->form->sections[section].label;
	int row = ed->layout.heading_rows[section];
	int at = row < 0 ? -1 : row_in(v, row);

	if (at < 0)
		return;
	canvas_put(v->c, at, v->area.col, v->area.cols, STYLE_TITLE,
		   lang_pick(label->ja, label->en));
	if (row == 0 && ed->mode == EDITOR_EDIT) {
		const char *legend = _("* required");
		int cols = canvas_width(legend);

		canvas_put(v->c, at, v->area.col + v->area.cols - cols, cols, STYLE_HINT, legend);
	}
}

static enum style
field_style(const struct editor *ed, int field)
{
	if (field == ed->focus)
		return STYLE_FOCUS;
	return ed->mode != EDITOR_SHOW && editor_can_focus(ed, field) ? STYLE_FIELD : STYLE_NORMAL;
}

static void
draw_label(const struct editor *ed, int field, const struct view *v)
{
	const struct editor_place *p = &ed->layout.places[field];
	const struct form_field *form = ed->fields[field].form;
	int row = row_in(v, p->label_row);
	AUTO_STR label = STR_INIT;

	if (row < 0)
		return;
	str_add(&label, field_label(form));
	if (form->required && !form->filled && ed->mode == EDITOR_EDIT)
		str_add(&label, " *");
	canvas_put(v->c, row, v->area.col + p->label_col, p->label_cols - 1,
		   field == ed->focus ? STYLE_TITLE : STYLE_LABEL, str_text(&label));
}

/* A field of one line, when it does not have the caret, shows how its text is read. */
static void
draw_one_line(const struct editor *ed, int field, const struct view *v, int row)
{
	const struct editor_place *p = &ed->layout.places[field];
	struct editor_field *f = &ed->fields[field];
	struct rect box = { row, v->area.col + p->col, 1, p->cols };

	if (field == ed->focus && ed->mode != EDITOR_SHOW) {
		edit_draw(&f->edit, v->c, box, STYLE_FOCUS, true);
		return;
	}
	/* What is longer than the field takes the room beside it. */
	if (p->note_cols > 0 && canvas_width(str_text(&f->shown)) > box.cols)
		box.cols = p->note_col + p->note_cols - p->col;
	canvas_put(v->c, row, box.col, box.cols, field_style(ed, field), str_text(&f->shown));
	if (field == ed->focus)
		canvas_cursor(v->c, row, box.col);
}

static void
draw_several_lines(const struct editor *ed, int field, const struct view *v)
{
	const struct editor_place *p = &ed->layout.places[field];
	bool is_focused = field == ed->focus;
	int above = p->row < v->top ? v->top - p->row : 0;
	int end = p->row + p->rows < v->top + v->area.rows ? p->row + p->rows :
							     v->top + v->area.rows;
	struct rect box = { v->area.row + p->row + above - v->top, v->area.col + p->col,
			    end - p->row - above, p->cols };

	if (box.rows <= 0)
		return;
	edit_draw(&ed->fields[field].edit, v->c, box, field_style(ed, field),
		  is_focused && ed->mode != EDITOR_SHOW);
	if (is_focused && ed->mode == EDITOR_SHOW)
		canvas_cursor(v->c, box.row, box.col);
}

static void
draw_note(const struct editor *ed, int field, const struct view *v, int row)
{
	const struct editor_place *p = &ed->layout.places[field];
	const struct str *note = &ed->fields[field].note;

	if (field == ed->focus && note->len > 0 && p->note_cols > 0)
		canvas_printf(v->c, row, v->area.col + p->note_col, p->note_cols, STYLE_HINT,
			      "= %s", str_text(note));
}

static void
draw_error(const struct editor *ed, int field, const struct view *v)
{
	const struct editor_place *p = &ed->layout.places[field];
	const char *s = str_text(&ed->fields[field].error);
	int cols = p->cols + (p->note_cols > 0 ? p->note_cols + p->note_col - p->col - p->cols : 0);

	for (int i = 0; i < p->error_rows && *s != '\0'; i++) {
		int row = row_in(v, p->error_row + i);
		AUTO_STR line = STR_INIT;
		size_t next;

		str_add_len(&line, s, canvas_break(s, cols, &next));
		if (row >= 0)
			canvas_put(v->c, row, v->area.col + p->col, cols, STYLE_ERROR,
				   str_text(&line));
		s += next;
	}
}

static void
draw_field(const struct editor *ed, int field, const struct view *v)
{
	const struct editor_place *p = &ed->layout.places[field];
	int row = row_in(v, p->row);

	draw_label(ed, field, v);
	if (p->rows > 1)
		draw_several_lines(ed, field, v);
	else if (row >= 0)
		draw_one_line(ed, field, v, row);
	if (row >= 0)
		draw_note(ed, field, v, row);
	draw_error(ed, field, v);
}

/* "1 市民  2 事業者 …": the words of the choice that has the cursor. */
static void
add_options(const struct editor *ed, struct str *b)
{
	for (int i = 0; i < ed->option_count; i++) {
		str_add(b, i > 0 ? "  " : "");
		if (i < 9)
			str_addf(b, "%d ", i + 1);
		str_add(b, ed->options[i].text);
	}
}

static void
draw_help(const struct editor *ed, struct canvas *c, struct rect area)
{
	const struct editor_field *f = editor_focused(ed);
	AUTO_STR options = STR_INIT;

	canvas_fill(c, area, STYLE_NORMAL);
	if (f == NULL || area.rows == 0)
		return;
	add_options(ed, &options);
	if (options.len > 0 && area.rows == 1) {
		canvas_put(c, area.row, area.col, area.cols, STYLE_HINT, str_text(&options));
		return;
	}
	canvas_put(c, area.row, area.col, area.cols, STYLE_HINT, field_help(f->form));
	if (options.len > 0)
		canvas_put(c, area.row + 1, area.col, area.cols, STYLE_HINT, str_text(&options));
	else if (f->form->type->multi_line && area.rows > 1)
		canvas_put(c, area.row + 1, area.col, area.cols, STYLE_HINT,
			   _("^J begins a new line."));
}

void
editor_draw(struct editor *ed, struct canvas *c, struct rect area)
{
	if (area.rows < 1 || area.cols < 4)
		return;
	struct foot foot = foot_of(ed, area.rows, area.cols);
	struct view v = { .c = c, .area = area };

	v.area.rows -= foot.hint + foot.help;
	editor_lay_out(ed, area.cols);
	scroll_to_focus(ed, v.area.rows);
	v.top = ed->top;
	ed->height = v.area.rows;
	canvas_fill(c, area, STYLE_NORMAL);
	for (int s = 0; s < ed->form->section_count; s++)
		draw_heading(ed, &v, s);
	for (int i = 0; i < ed->form->field_count; i++)
		draw_field(ed, i, &v);
	struct rect line = { v.area.row + v.area.rows, area.col, foot.hint, area.cols };

	canvas_wrap(c, line, STYLE_WARN, str_text(&ed->hint));
	line.row += foot.hint;
	line.rows = foot.help;
	draw_help(ed, c, line);
	if (ed->pop.is_open)
		editor_pop_draw(ed, c, area);
}
