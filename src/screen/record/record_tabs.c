/* record_tabs.c - the details of a record (contacts, registrations, papers), one list at a time. */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "screen/record/record.h"

#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/lang.h"
#include "base/mem.h"
#include "base/utf8.h"
#include "form/form.h"

static const char *
tab_label(const struct record_tab *tab)
{
	const char *label = lang_pick(tab->detail->label.ja, tab->detail->label.en);

	return label ? label : form_plural(tab->form);
}

bool
record_tabs_open(struct record_screen *s, struct err *e)
{
	record_tabs_close(s);
	s->tabs = mem_alloc((size_t)(s->form->detail_count + 1) * sizeof(*s->tabs));
	for (int i = 0; i < s->form->detail_count; i++) {
		struct record_tab *tab = &s->tabs[s->tab_count];

		tab->detail = &s->form->details[i];
		tab->form = form_find(s->app->desk->forms, tab->detail->form);
		if (!tab->form || !app_may(s->app, tab->form, "view"))
			continue;
		tab->field = form_field_index(tab->form, tab->detail->parent_field);
		tab->rows = rows_new_under(s->app, tab->form, tab->field, s->record->id, e);
		if (!tab->rows)
			return false;
		s->tab_count++;
	}
	record_tabs_reload(s);
	return true;
}

void
record_tabs_close(struct record_screen *s)
{
	for (int i = 0; i < s->tab_count; i++)
		rows_free(s->tabs[i].rows);
	free(TAKE(s->tabs));
	s->tab_count = 0;
}

void
record_tabs_reload(struct record_screen *s)
{
	for (int i = 0; i < s->tab_count; i++) {
		struct rows *rows = s->tabs[i].rows;
		bool at_least;

		list_reload(rows->view, NULL);
		s->tabs[i].count = record_list_count(rows->source, &at_least);
	}
}

struct record_tab *
record_tabs_current(struct record_screen *s)
{
	return s->tab < s->tab_count ? &s->tabs[s->tab] : NULL;
}

bool
record_tabs_key(struct record_screen *s, const struct key *k)
{
	struct record_tab *tab = record_tabs_current(s);

	return tab && k->code != K_INSERT && list_key(tab->rows->view, k, NULL);
}

bool
record_tabs_ahead(struct record_screen *s)
{
	struct record_tab *tab = record_tabs_current(s);

	return tab && list_ahead(tab->rows->view);
}

void
record_tabs_next(struct record_screen *s, bool forward)
{
	int places = s->tab_count + 1;
	int place = s->on_tabs ? s->tab + 1 : 0;

	place = (place + (forward ? 1 : places - 1)) % places;
	s->on_tabs = place > 0;
	if (s->on_tabs)
		s->tab = place - 1;
}

/* Insert adds to the part that has the keys: which one that is stands on the right. */
static void
draw_what_is_added(const struct record_screen *s, struct canvas *c, struct rect line, int room)
{
	const struct form *form = s->on_tabs ? s->tabs[s->tab].form : s->form;
	AUTO_STR says = STR_INIT;

	if (!app_may_type(s->app, form, "add") || record_screen_is_editing(s))
		return;
	str_addf(&says, "%s: ", key_label(K_INSERT));
	str_addf(&says, _("New %s"), form_label(form)); /* L10N: the type ("Group") */
	int cols = canvas_width(str_text(&says));
	if (cols <= room)
		canvas_put(c, line.row, line.col + line.cols - cols, cols, STYLE_HINT,
			   str_text(&says));
}

/*
 * "Tab[連絡先 2]  登録 3   書類 1": the one shown is reversed when it has the keys, else bold,
 * with the key that gives them to it.
 */
static void
draw_labels(const struct record_screen *s, struct canvas *c, struct rect line)
{
	int col = line.col;

	canvas_fill(c, line, STYLE_LABEL);
	if (!s->on_tabs && !record_screen_is_editing(s))
		col += canvas_put(c, line.row, col, line.cols, STYLE_KEY, key_label(K_TAB));
	for (int i = 0; i < s->tab_count && col < line.col + line.cols; i++) {
		AUTO_STR label = STR_INIT;
		enum style style = i != s->tab  ? STYLE_LABEL
				   : s->on_tabs ? STYLE_FOCUS
						: STYLE_TITLE;

		str_addf(&label, i == s->tab ? "[%s %lld]" : " %s %lld ", tab_label(&s->tabs[i]),
			 (long long)s->tabs[i].count);
		col += canvas_put(c, line.row, col, line.col + line.cols - col, style, label.s) + 1;
	}
	draw_what_is_added(s, c, line, line.col + line.cols - col);
}

void
record_tabs_draw(struct record_screen *s, struct canvas *c, struct rect area)
{
	struct rect line = { area.row, area.col, 1, area.cols };
	struct rect rest = { area.row + 1, area.col, area.rows - 1, area.cols };
	struct record_tab *tab = record_tabs_current(s);

	if (!tab || area.rows < 1)
		return;
	draw_labels(s, c, line);
	if (rest.rows > 0)
		list_draw(tab->rows->view, c, rest);
}
