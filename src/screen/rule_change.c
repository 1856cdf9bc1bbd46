/* rule_change.c - see rule_change.h. */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "screen/rule_change.h"

#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "rule/check.h"

/* --- what it comes to --- */

bool
rule_change_write(const struct yaml_node *root, struct str *out, struct faults *f)
{
	AUTO_ARENA a = ARENA_INIT;
	int count;
	struct book_entry *entries = book_tree_entries(&a, root, &count, f);

	if (entries != NULL)
		book_write(entries, count, out);
	return entries != NULL;
}

static void
say_faults(struct rule_change *c, const struct faults *f)
{
	str_addf(&c->says, _("Not whole yet: %s"), f->count > 0 ? f->items[0].sentence : "");
	if (f->count > 1)
		str_addf(&c->says, _(" (and %d more)"), f->count - 1);
}

/* The examples against the book; the first that differs is told. */
static void
run_examples(struct rule_change *c, const struct book *b)
{
	AUTO_STR first = STR_INIT;
	int differ = 0;

	for (int i = 0; i < b->example_count; i++) {
		struct example_result r;

		if (!example_run(b, &c->shelf.around, i, &r) && differ++ == 0)
			str_addf(&first, "%s: %s → %s", r.example->name, r.expected, r.got);
		example_done(&r);
	}
	c->is_whole = differ == 0;
	if (differ == 0)
		str_addf(&c->says, _("All %d worked examples come out as before."),
			 b->example_count);
	else
		str_addf(&c->says, _("%d of %d worked examples come out otherwise: %s"), differ,
			 b->example_count, str_text(&first));
}

static void
reckon(struct rule_change *c)
{
	struct faults f = FAULTS_INIT("");
	AUTO_STR text = STR_INIT;
	struct book *b = NULL;

	str_clear(&c->says);
	c->is_whole = !rule_change_is_any(c);
	if (!rule_change_is_any(c))
		return;
	if (rule_change_write(c->root, &text, &f))
		b = book_read("", str_text(&text), text.len, &f);
	if (b != NULL)
		run_examples(c, b);
	else
		say_faults(c, &f);
	book_free(b);
	faults_done(&f);
}

static void
take_up(struct rule_change *c, const struct yaml_node *root)
{
	c->root = root;
	book_free(c->facts);
	c->facts = book_facts_read(root);
	reckon(c);
}

/* --- steps --- */

bool
rule_change_open(struct rule_change *c, struct app *app, int64_t site_id, struct err *e)
{
	struct faults f = FAULTS_INIT("");

	memset(c, 0, sizeof(*c));
	c->app = app;
	c->site_id = site_id;
	if (!rule_shelf_open(&c->shelf, app, site_id, e))
		return false;
	c->begun = yaml_read(&c->arena, str_text(&c->shelf.text), c->shelf.text.len, &f);
	faults_done(&f);
	take_up(c, c->begun);
	return true;
}

void
rule_change_done(struct rule_change *c)
{
	rule_shelf_done(&c->shelf);
	book_free(c->facts);
	str_done(&c->says);
	arena_done(&c->arena);
	memset(c, 0, sizeof(*c));
}

bool
rule_change_is_any(const struct rule_change *c)
{
	return !tree_same(c->root, c->begun);
}

void
rule_change_put(struct rule_change *c, const struct yaml_node *root)
{
	if (root == c->root)
		return;
	if (c->past_count == c->past_cap) {
		c->past_cap = c->past_cap > 0 ? c->past_cap * 2 : 16;
		const struct yaml_node **more =
			arena_alloc(&c->arena, (size_t)c->past_cap * sizeof(const void *));

		if (c->past_count > 0)
			memcpy(more, c->past, (size_t)c->past_count * sizeof(const void *));
		c->past = more;
	}
	c->past[c->past_count++] = c->root;
	take_up(c, root);
}

bool
rule_change_back(struct rule_change *c)
{
	if (c->past_count == 0)
		return false;
	take_up(c, c->past[--c->past_count]);
	return true;
}

void
rule_change_forget(struct rule_change *c)
{
	rule_change_put(c, c->begun);
}

void
screen_rule_place(struct rule_change *c, const struct tree_path *path)
{
	AUTO_ARENA a = ARENA_INIT;
	struct grid g;

	if (!grid_open(&a, c->root, c->facts, path, &g))
		return;
	if (grid_has_rows(&g))
		screen_rule_table(c, path);
	else
		screen_rule_row(c, path, 0, 0);
}
