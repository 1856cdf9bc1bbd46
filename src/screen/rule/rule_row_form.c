/* rule_row_form.c - see rule_row.h. */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "screen/rule/rule_row.h"

#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "screen/rule/rule_change.h"

enum { TEXT_MOST = 2000, PROSE_ROWS = 2, WIDE = 60, NARROW = 24 };

/* --- the words of choices: a field's list has the field's own name --- */

static const struct grid_field *
field_named(const struct rule_row_form *rf, const char *list)
{
	int at = form_field_index(&rf->form, list);

	return at >= 0 ? &rf->grid->fields[at] : NULL;
}

/* A code that names nothing any more is shown as it stands. */
static const char *
code_word(void *ctx, const char *list, const char *code)
{
	const struct grid_field *f = field_named(ctx, list);

	for (int i = 0; f != NULL && i < f->choice_count; i++)
		if (strcmp(f->choices[i].code, code) == 0)
			return f->choices[i].name;
	return code;
}

/* A code, a name, or the beginning of a name that only one choice has. */
static const char *
code_find(void *ctx, const char *list, const char *typed)
{
	const struct grid_field *f = field_named(ctx, list);
	const char *begins = NULL;
	int count = 0;

	for (int i = 0; f != NULL && i < f->choice_count; i++) {
		const struct choice *c = &f->choices[i];

		if (str_equal(c->code, typed) || str_equal(c->name, typed))
			return c->code;
		if (!str_starts(c->name, typed))
			continue;
		begins = c->code;
		count++;
	}
	return count == 1 ? begins : NULL;
}

int
rule_row_words(const struct rule_row_form *rf, int field, struct arena *a,
	       struct candidate **out)
{
	const struct grid_field *f = &rf->grid->fields[field];

	if (f->choice_count == 0)
		return 0;
	*out = arena_alloc(a, (size_t)f->choice_count * sizeof(**out));
	for (int i = 0; i < f->choice_count; i++)
		(*out)[i] = (struct candidate){ f->choices[i].name, f->choices[i].name };
	return f->choice_count;
}

/* --- the form --- */

static enum field_kind
kind_of(const struct grid_field *f)
{
	switch (f->kind) {
	case CELL_YES:
		return FIELD_BOOL;
	case CELL_ONE:
		return FIELD_CHOICE;
	case CELL_SEVERAL:
		return FIELD_CHOICES;
	case CELL_PROSE:
		return FIELD_NOTE;
	case CELL_TEXT:
	case CELL_OPEN:
	case CELL_TEXTS:
	case CELL_RANGE:
	case CELL_GRID:
		break;
	}
	return FIELD_TEXT;
}

static const char *
help_of(const struct grid_field *f)
{
	if (f->kind == CELL_GRID)
		return _("Enter opens it as a table.");
	if (f->kind == CELL_RANGE)
		return _("5   5, 6   10..19   >=10   >10 <20");
	if (f->kind == CELL_TEXTS)
		return _("Several with commas between them.");
	if (f->kind == CELL_OPEN && f->choice_count > 0)
		return _("F4 shows what is usual here; something else can be typed.");
	return "";
}

static void
fill_field(struct rule_row_form *rf, struct form_field *to, int at)
{
	const struct grid_field *f = &rf->grid->fields[at];
	bool wide = f->kind == CELL_PROSE || f->kind == CELL_GRID || f->kind == CELL_SEVERAL ||
		    f->kind == CELL_TEXTS;

	to->name = arena_printf(rf->grid->arena, "f%d", at);
	to->label = (struct form_text){ f->label, f->label };
	to->help = (struct form_text){ help_of(f), help_of(f) };
	to->type = field_type_of(kind_of(f));
	to->width = wide ? WIDE : NARROW;
	to->max = TEXT_MOST;
	to->rows = f->kind == CELL_PROSE ? PROSE_ROWS : 1;
	to->required = f->row != NULL && f->row->needed && f->group == NULL &&
		       f->kind != CELL_GRID;
	if (f->kind == CELL_ONE || f->kind == CELL_SEVERAL)
		to->list = to->name;
	to->offered = (f->kind == CELL_OPEN || f->kind == CELL_TEXTS) && f->choice_count > 0;
}

/* The words of the row stand first, then its groups, each under its name. */
static int
section_of(struct rule_row_form *rf, struct form_section *sections, const struct grid_field *f)
{
	if (f->group == NULL)
		return 0;
	for (int i = 1; i < rf->form.section_count; i++)
		if (strcmp(sections[i].name, f->group) == 0)
			return i;
	sections[rf->form.section_count] = (struct form_section){
		f->group, { f->group_label, f->group_label }
	};
	return rf->form.section_count++;
}

void
rule_row_form_init(struct rule_row_form *rf, const struct grid *g, int row, day_num today)
{
	size_t count = (size_t)g->field_count;
	struct form_section *sections =
		arena_alloc(g->arena, (count + 1) * sizeof(*sections));

	memset(rf, 0, sizeof(*rf));
	rf->grid = g;
	rf->row = row;
	rf->lookup = (struct field_lookup){ .ctx = rf, .today = today, .code_word = code_word,
					    .code_find = code_find };
	sections[0].name = "";
	sections[0].label = (struct form_text){ "", "" };
	rf->form.name = "rule_row";
	rf->form.area = "rule";
	rf->form.section_count = 1;
	rf->form.fields = arena_alloc(g->arena, (count + 1) * sizeof(*rf->form.fields));
	rf->form.field_count = g->field_count;
	for (int i = 0; i < g->field_count; i++) {
		fill_field(rf, &rf->form.fields[i], i);
		rf->form.fields[i].section = section_of(rf, sections, &g->fields[i]);
	}
	rf->form.sections = sections;
}

/* --- what stands in the fields --- */

static void
add_stored(const struct rule_row_form *rf, const struct grid_field *f, struct str *out)
{
	if (rf->row >= rf->grid->row_count)
		return;
	if (f->kind == CELL_GRID)
		grid_add_words(rf->grid, rf->row, f, out);
	else
		grid_add_stored(rf->grid, rf->row, f, out);
}

void
rule_row_load(const struct rule_row_form *rf, struct editor *ed)
{
	int count = rf->form.field_count;
	const char **stored = mem_alloc(((size_t)count + 1) * sizeof(*stored));

	for (int i = 0; i < count; i++) {
		AUTO_STR text = STR_INIT;

		add_stored(rf, &rf->grid->fields[i], &text);
		if (text.len > 0)
			stored[i] = arena_strdup(rf->grid->arena, str_text(&text));
	}
	editor_load(ed, stored);
	free(stored);
}

static const struct yaml_node *
put_fields(const struct rule_row_form *rf, const struct editor *ed, struct grid *g,
	   char *const *stored, struct err *e)
{
	for (int i = 0; i < rf->form.field_count; i++) {
		const struct grid_field *f = &g->fields[i];
		const struct yaml_node *value;
		struct err one;

		if (f->kind == CELL_GRID || !editor_is_changed(ed, i))
			continue;
		if (!grid_read(g, f, stored[i], &value, &one)) {
			err_set_field(e, one.code, rf->form.fields[i].name, "%s", one.msg);
			return NULL;
		}
		g->root = grid_put(g, rf->row, f, value);
	}
	return g->root;
}

const struct yaml_node *
rule_row_put(const struct rule_row_form *rf, struct editor *ed, struct arena *a,
	     const struct yaml_node *root, struct err *e)
{
	size_t count = (size_t)rf->form.field_count;
	char **stored = mem_alloc((count + 1) * sizeof(*stored));
	struct grid g = *rf->grid;
	const struct yaml_node *to = NULL;

	g.arena = a;
	g.root = root;
	if (editor_values(ed, stored, e)) {
		to = put_fields(rf, ed, &g, stored, e);
		if (to == NULL)
			editor_set_error(ed, e);
	}
	for (size_t i = 0; i < count; i++)
		free(stored[i]);
	free(stored);
	return to;
}

/* --- the reader's faults --- */

/* The field whose value stands at the place; NONE. */
static int
field_at(const struct rule_row_form *rf, const struct yaml_node *file, int line, int column)
{
	for (int i = 0; i < rf->form.field_count; i++) {
		struct grid g = *rf->grid;
		const struct yaml_node *value;

		g.root = file;
		value = grid_cell(&g, rf->row, &g.fields[i]);
		if (value != NULL && value->line == line && value->column == column)
			return i;
	}
	return NONE;
}

bool
rule_row_accepts(const struct rule_row_form *rf, struct editor *ed, const struct yaml_node *root,
		 struct err *e)
{
	AUTO_ARENA a = ARENA_INIT;
	AUTO_STR text = STR_INIT;
	struct faults f = FAULTS_INIT("");
	const struct yaml_node *file = NULL;
	bool good = true;

	if (rule_change_write(root, &text, &f))
		file = yaml_read(&a, str_text(&text), text.len, &f);
	if (file != NULL)
		book_free(book_read("", str_text(&text), text.len, &f));
	for (int i = 0; file != NULL && good && i < f.count; i++) {
		int field = field_at(rf, file, f.items[i].line, f.items[i].column);

		if (field == NONE || !editor_is_changed(ed, field))
			continue;
		err_set_field(e, ERR_INVALID, rf->form.fields[field].name, "%s",
			      f.items[i].sentence);
		editor_set_error(ed, e);
		good = false;
	}
	faults_done(&f);
	return good;
}
