/*
 * rule_text.c - an entry of the rule book in the words of the file, as text: the way out
 * for who knows them. F10 puts it into the table.
 */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "screen/rule/rule_change.h"

#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "desk/staff.h"
#include "screen/rule/rule_words.h"
#include "ui/dialog.h"
#include "ui/edit.h"

struct text_screen {
	struct rule_change *change;
	struct tree_path path; /* of the entry */
	struct str before;
	struct str title;
	struct edit edit;
};

static bool
may_change(const struct text_screen *s)
{
	return staff_may(s->change->app->desk, "rule.approve");
}

/* Enter begins a line: there is nothing else that it could mean in a text. */
static bool
key(void *state, const struct key *k)
{
	struct text_screen *s = state;
	const struct key new_line = { K_CTRL_J, NULL };
	struct err e = { .code = ERR_NONE };
	bool changed = false;

	if (!may_change(s))
		return false;
	bool handled = edit_key(&s->edit, k->code == K_ENTER ? &new_line : k, &changed, &e);

	if (e.code != ERR_NONE)
		stack_say_err(s->change->app->stack, &e);
	return handled || k->code == K_CTRL_Z;
}

static void
draw(void *state, struct canvas *c, struct rect area)
{
	struct text_screen *s = state;
	struct rect hint = { area.row + area.rows - 2, area.col + 1, 2, area.cols - 2 };

	area.col++;
	area.cols -= 2;
	if (area.rows > 8) {
		area.rows -= 3;
		canvas_wrap(c, hint, STYLE_HINT,
			    _("The words are those of docs/rules.md. Keep the blanks at the "
			      "beginning of a line: they say what belongs to what."));
	}
	edit_draw(&s->edit, c, area, STYLE_NORMAL, may_change(s));
}

static bool
has_changes(const void *state)
{
	const struct text_screen *s = state;

	return strcmp(edit_text(&s->edit), str_text(&s->before)) != 0;
}

/* The entries of the section with those of the text in the place of the one that it was. */
static const struct yaml_node *
put_entries(struct text_screen *s, const struct yaml_node *typed)
{
	struct rule_change *c = s->change;
	const struct tree_path section = { 1, { s->path.steps[0] } };
	const struct yaml_node *list = tree_at(c->root, &section);
	int at = s->path.steps[1].index;

	list = tree_without(&c->arena, list, at);
	for (int i = 0; i < typed->count; i++)
		list = tree_with(&c->arena, list, at + i, NULL, typed->items[i]);
	return tree_put(&c->arena, c->root, &section, list->count > 0 ? list : NULL);
}

static void
put_in(void *state)
{
	struct text_screen *s = state;
	struct rule_change *c = s->change;
	const char *text = edit_text(&s->edit);
	struct faults f = FAULTS_INIT("");
	const struct yaml_node *typed = yaml_read(&c->arena, text, strlen(text), &f);

	if (f.count > 0) {
		stack_say(c->app->stack, _("Line %d: %s"), f.items[0].line, f.items[0].sentence);
	} else if (typed == NULL || typed->kind != YAML_LIST) {
		stack_say(c->app->stack, _("An entry begins with \"- \"."));
	} else {
		rule_change_put(c, put_entries(s, typed));
		stack_pop(c->app->stack);
	}
	faults_done(&f);
}

static void
left(void *ctx, bool yes)
{
	struct text_screen *s = ctx;

	if (yes)
		stack_pop(s->change->app->stack);
}

static void
leave(void *state)
{
	struct text_screen *s = state;

	if (has_changes(s))
		dialog_confirm(s->change->app->stack, _("Leave the row as it was?"),
			       _("What was typed here is lost."), _("Leave"), left, s);
	else
		left(s, true);
}

static const char *
title(const void *state)
{
	return str_text(&((const struct text_screen *)state)->title);
}

static void
close_text(void *state)
{
	struct text_screen *s = state;

	edit_done(&s->edit);
	str_done(&s->before);
	str_done(&s->title);
	free(s);
}

/* clang-format off */
static const struct action actions[] = {
	{ K_F10, K_CTRL_S, "put_in", N_("Put in"),
	  N_("Puts what was typed into the table. It is saved with a new edition only."),
	  "rule.approve", put_in, has_changes },
	{ K_F3, K_ESC, "back", N_("Back"), N_("Leaves the row as it was."), NULL, leave, NULL },
};
/* clang-format on */

static const struct screen_ops ops = {
	.name = "rule-text",
	.actions = actions,
	.action_count = (int)ARRAY_LEN(actions),
	.key = key,
	.draw = draw,
	.close = close_text,
	.title = title,
};

/* The entry as the canonical file has it. */
static void
write_entry(const struct text_screen *s, struct str *out)
{
	AUTO_ARENA a = ARENA_INIT;
	struct faults f = FAULTS_INIT("");
	int count = 0, index = s->path.steps[1].index;
	const struct book_entry *entries = book_tree_entries(&a, s->change->root, &count, &f);
	enum rule_section section = rule_section_find(s->path.steps[0].key);

	for (int i = 0; entries != NULL && i < count; i++)
		if (entries[i].section == section && index-- == 0)
			str_add(out, entries[i].text);
	faults_done(&f);
}

void
screen_rule_text(struct rule_change *c, const struct tree_path *entry)
{
	struct text_screen *s = mem_alloc(sizeof(*s));

	s->change = c;
	s->path = *entry;
	write_entry(s, &s->before);
	str_addf(&s->title, _("%s: as text"),
		 rule_section_label(rule_section_find(entry->steps[0].key)));
	edit_init(&s->edit, 0, true);
	edit_set(&s->edit, str_text(&s->before));
	edit_set_caret_clusters(&s->edit, 0);
	stack_push(c->app->stack, &ops, s);
}
