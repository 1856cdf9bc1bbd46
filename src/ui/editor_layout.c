/*
 * editor_layout.c - where the fields stand for a given width: labels above the
 * fields on a very narrow terminal, beside them otherwise, two columns of
 * fields from 120 columns on. Errors take rows below their field.
 */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "ui/editor_state.h"

enum {
	STACKED_BELOW = 40, /* columns: labels go above the fields */
	TWO_FROM = 120,     /* columns: fields stand in two columns */
	BETWEEN = 2,        /* between the two, and between a field and its note */
	NOTE_LEAST = 6,
	NOTE_ROWS = 3,      /* rows of a text of several lines when the form does not say */
	SHOWN_ROWS_MOST = 12,
	QUERY_COLS = 14,    /* a condition needs more room than a value: ">=2026-11-20" */
};

struct frame {
	int cols;       /* of the whole */
	int half;       /* of one column of fields */
	int label_cols; /* 0: labels stand above */
	int count;      /* columns of fields */
};

void
editor_layout_stale(struct editor *ed)
{
	ed->layout.cols = 0;
}

/* The widest label, and the mark of what is required behind it. */
static int
widest_label(const struct editor *ed)
{
	int widest = 0;

	for (int i = 0; i < ed->form->field_count; i++) {
		int cols = canvas_width(field_label(ed->fields[i].form)) + 2;

		widest = cols > widest ? cols : widest;
	}
	return widest;
}

static struct frame
make_frame(const struct editor *ed, int cols)
{
	struct frame fr = { .cols = cols, .count = cols >= TWO_FROM ? 2 : 1 };

	fr.half = fr.count == 2 ? (cols - BETWEEN) / 2 : cols;
	if (cols >= STACKED_BELOW) {
		int widest = widest_label(ed) + 1;

		fr.label_cols = widest < fr.half / 2 ? widest : fr.half / 2;
	}
	return fr;
}

static int
wanted_cols(const struct editor *ed, const struct form_field *form)
{
	int cols = form->width > 0 ? form->width : form->type->width;

	if (ed->mode == EDITOR_QUERY && cols < QUERY_COLS)
		cols = QUERY_COLS;
	return cols + 1; /* the caret behind the last character */
}

static int
wanted_rows(const struct editor *ed, int field, int cols)
{
	const struct editor_field *f = &ed->fields[field];

	if (!f->form->type->multi_line || ed->mode == EDITOR_QUERY)
		return 1;
	if (ed->mode == EDITOR_EDIT)
		return f->form->rows > 0 ? f->form->rows : NOTE_ROWS;
	int rows = edit_rows(&f->edit, cols);

	return rows < SHOWN_ROWS_MOST ? rows : SHOWN_ROWS_MOST;
}

static int
error_rows(const struct editor_field *f, int cols)
{
	int rows = 0;

	for (const char *s = str_text(&f->error); *s != '\0'; rows++) {
		size_t next;

		canvas_break(s, cols, &next);
		s += next;
	}
	return rows;
}

/* Places a field whose label begins at (row, col), in `room` columns; the rows it takes. */
static int
place(struct editor *ed, int field, const struct frame *fr, int row, int col, int room)
{
	const struct editor_field *f = &ed->fields[field];
	struct editor_place *p = &ed->layout.places[field];
	bool is_stacked = fr->label_cols == 0;

	*p = (struct editor_place){
		.label_row = row,
		.label_col = col,
		.label_cols = is_stacked ? room : fr->label_cols,
		.row = row + is_stacked,
		.col = col + fr->label_cols,
	};
	room -= fr->label_cols;
	p->cols = wanted_cols(ed, f->form);
	if (f->form->type->multi_line || p->cols > room)
		p->cols = room;
	p->rows = wanted_rows(ed, field, p->cols);
	p->note_col = p->col + p->cols + BETWEEN;
	p->note_cols = room - p->cols - BETWEEN;
	if (p->note_cols < NOTE_LEAST)
		p->note_cols = 0;
	p->error_row = p->row + p->rows;
	p->error_rows = error_rows(f, room);
	return p->error_row + p->error_rows - row;
}

/* Text of several lines, and what would be cut in half the width, takes the whole. */
static bool
needs_whole_row(const struct editor *ed, int field, const struct frame *fr)
{
	const struct form_field *form = ed->fields[field].form;

	return fr->count == 1 || form->type->multi_line ||
	       wanted_cols(ed, form) > fr->half - fr->label_cols;
}

static bool
is_left_out(const struct editor *ed, int field)
{
	const struct form_field *form = ed->fields[field].form;

	return ed->is_new && ed->mode == EDITOR_EDIT && (form->read_only || form->kept);
}

/* The fields of a section from `row` on; the row behind them. */
static int
place_section(struct editor *ed, int section, const struct frame *fr, int row)
{
	int left_rows = 0; /* of a field that waits for one beside it */

	for (int i = 0; i < ed->form->field_count; i++) {
		if (ed->fields[i].form->section != section)
			continue;
		if (is_left_out(ed, i)) {
			ed->layout.places[i] = (struct editor_place){
				.label_row = -1, .row = -1, .error_row = -1,
			};
		} else if (needs_whole_row(ed, i, fr)) {
			row += left_rows;
			left_rows = 0;
			row += place(ed, i, fr, row, 0, fr->cols);
		} else if (left_rows == 0) {
			left_rows = place(ed, i, fr, row, 0, fr->half);
		} else {
			int rows = place(ed, i, fr, row, fr->half + BETWEEN, fr->half);

			row += rows > left_rows ? rows : left_rows;
			left_rows = 0;
		}
	}
	return row + left_rows;
}

static bool
has_fields(const struct editor *ed, int section)
{
	for (int i = 0; i < ed->form->field_count; i++)
		if (ed->fields[i].form->section == section && !is_left_out(ed, i))
			return true;
	return false;
}

void
editor_lay_out(struct editor *ed, int cols)
{
	struct editor_layout *lay = &ed->layout;
	struct frame fr = make_frame(ed, cols);
	int row = 0;

	if (lay->cols == cols)
		return;
	for (int s = 0; s < ed->form->section_count; s++) {
		lay->heading_rows[s] = -1;
		if (!has_fields(ed, s))
			continue;
		lay->heading_rows[s] = row;
		row = place_section(ed, s, &fr, row + 1);
	}
	lay->rows = row;
	lay->cols = cols;
}
