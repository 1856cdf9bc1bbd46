/* preview.c - the lines of a record, and their place beside the list. */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "screen/record/preview.h"

#include "base/lang.h"
#include "base/utf8.h"
#include "desk/record/disclose.h"
#include "form/form.h"
#include "form/type.h"

static const char *
shown_value(struct preview *p, struct desk *d, const struct record *r, int field)
{
	const struct form_field *f = &r->form->fields[field];
	AUTO_STR shown = STR_INIT;
	const char *value = disclose(d, &p->arena, DISCLOSE_LIST, r->form, field, r->values[field],
				     record_is_withheld(r), NULL);

	if (!value)
		return NULL;
	if (f->is_private) /* masked by disclose() */
		str_add(&shown, value);
	else
		field_format(f, &d->lookup, value, &shown);
	return str_is_empty(shown.s) ? NULL : arena_strdup(&p->arena, shown.s);
}

/* A section's heading comes with its first value: empty sections take no room. */
static void
add_lines(struct preview *p, struct desk *d, const struct record *r)
{
	int section = -1;

	for (int i = 0; i < r->form->field_count; i++) {
		const struct form_field *f = &r->form->fields[i];
		const char *value = shown_value(p, d, r, i);

		if (!value)
			continue;
		if (f->section != section) {
			const struct form_text *label = &r->form->sections[f->section].label;

			section = f->section;
			p->lines[p->count++].label = lang_pick(label->ja, label->en);
		}
		p->lines[p->count].label = field_label(f);
		p->lines[p->count++].value = value;
	}
}

void
preview_load(struct preview *p, struct app *app, const struct form *form, int64_t id)
{
	struct record *r;

	if (p->id == id)
		return;
	preview_done(p);
	r = id ? record_read(app->desk, form, id, NULL) : NULL;
	if (!r)
		return;
	p->id = id;
	p->lines = arena_alloc(&p->arena, (size_t)(form->field_count + form->section_count) *
						  sizeof(*p->lines));
	add_lines(p, app->desk, r);
	record_free(r);
}

void
preview_done(struct preview *p)
{
	arena_done(&p->arena);
	p->id = 0;
	p->lines = NULL;
	p->count = 0;
}

void
preview_draw(const struct preview *p, struct canvas *c, struct rect area)
{
	int label_cols = area.cols / 3;
	int row = area.row;

	for (int i = 0; i < p->count && row < area.row + area.rows; i++) {
		const struct preview_line *line = &p->lines[i];
		struct rect value = { row, area.col + label_cols + 1, area.row + area.rows - row,
				      area.cols - label_cols - 1 };

		if (!line->value) {
			canvas_put(c, row++, area.col, area.cols, STYLE_TITLE, line->label);
			continue;
		}
		canvas_put(c, row, area.col + 1, label_cols - 1, STYLE_LABEL, line->label);
		row += canvas_wrap(c, value, STYLE_NORMAL, line->value);
	}
}
