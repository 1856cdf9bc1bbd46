/* rule_change.c - see rule_change.h. */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "screen/rule/rule_change.h"

#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "desk/desk.h"
#include "desk/rule/rule_store.h"
#include "rule/check/check.h"

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
	struct book *b = NULL;

	str_clear(&c->says);
	str_clear(&c->text);
	c->is_whole = !rule_change_is_any(c);
	if (c->is_whole)
		return;
	if (rule_change_write(c->root, &c->text, &f))
		b = book_read("", str_text(&c->text), c->text.len, &f);
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

/* --- the draft --- */

static bool
put_draft(struct rule_change *c, struct err *e)
{
	struct draft_store *drafts = c->app->desk->drafts;
	AUTO_FREE char *site = mem_printf("%lld", (long long)c->site_id);
	AUTO_FREE char *title = mem_printf(_("Rules: %s"), c->shelf.book->title.name);
	const struct draft draft = {
		.staff_id = c->app->desk->staff_id,
		.type = RULE_CHANGE_DRAFT,
		.record_id = c->shelf.id,
		.title = title,
	};
	const struct draft_field fields[] = { { "site", site, 0 },
					      { "book", str_text(&c->text), 0 } };
	struct err gone;

	if (c->draft_id != 0 && draft_put(drafts, c->draft_id, &fields[1], &gone))
		return true;
	c->draft_id = draft_begin(drafts, &draft, e);
	c->draft_of = c->shelf.id;
	return c->draft_id != 0 && draft_put(drafts, c->draft_id, &fields[0], e) &&
	       draft_put(drafts, c->draft_id, &fields[1], e);
}

/* What is there now survives a kill; a book that is as it was leaves no draft. */
static void
keep(struct rule_change *c)
{
	struct err e = { .code = ERR_NONE };

	if (rule_change_is_any(c)) {
		if (c->text.len > 0)
			put_draft(c, &e);
	} else if (c->draft_id != 0) {
		draft_discard(c->app->desk->drafts, c->draft_id, &e);
		c->draft_id = 0;
	}
	if (e.code != ERR_NONE)
		stack_say_err(c->app->stack, &e);
}

static const char *
field_of(struct app *app, struct arena *a, int64_t draft_id, const char *name)
{
	struct draft_field *fields;
	int count = draft_fields(app->desk->drafts, a, draft_id, &fields, NULL);

	for (int i = 0; i < count; i++)
		if (str_equal(fields[i].name, name))
			return fields[i].text;
	return "";
}

/* The site whose book a draft changes. */
static int64_t
site_of_draft(struct app *app, int64_t draft_id)
{
	AUTO_ARENA a = ARENA_INIT;

	return strtoll(field_of(app, &a, draft_id, "site"), NULL, 10);
}

/* The clerk's draft of this edition for this site, or the one asked for; NULL: there is none. */
static const struct draft *
find_draft(struct rule_change *c, int64_t asked, struct arena *a)
{
	struct desk *d = c->app->desk;
	struct draft *drafts;
	int count = draft_list(d->drafts, a, d->staff_id, &drafts, NULL);

	for (int i = 0; i < count; i++)
		if (str_equal(drafts[i].type, RULE_CHANGE_DRAFT) &&
		    (asked != 0 ? drafts[i].id == asked
				: drafts[i].record_id == c->shelf.id &&
					  site_of_draft(c->app, drafts[i].id) == c->site_id))
			return &drafts[i];
	return NULL;
}

/* --- steps --- */

static void
step(struct rule_change *c, const struct yaml_node *root)
{
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

/* What was left behind is the first step. */
static void
take_up_draft(struct rule_change *c, int64_t asked)
{
	AUTO_ARENA a = ARENA_INIT;
	struct faults f = FAULTS_INIT("");
	const struct draft *draft = find_draft(c, asked, &a);
	const char *text = draft != NULL ? field_of(c->app, &a, draft->id, "book") : "";
	const struct yaml_node *root =
		text[0] != '\0' ? yaml_read(&c->arena, text, strlen(text), &f) : NULL;

	faults_done(&f);
	if (draft != NULL) {
		c->draft_id = draft->id;
		c->draft_of = draft->record_id;
	}
	if (root != NULL)
		step(c, root);
}

static bool
open_change(struct rule_change *c, struct app *app, int64_t site_id, int64_t draft_id,
	    struct err *e)
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
	take_up_draft(c, draft_id);
	return true;
}

bool
rule_change_open(struct rule_change *c, struct app *app, int64_t site_id, struct err *e)
{
	return open_change(c, app, site_id, 0, e);
}

bool
rule_change_open_draft(struct rule_change *c, struct app *app, int64_t draft_id, struct err *e)
{
	return open_change(c, app, site_of_draft(app, draft_id), draft_id, e);
}

void
rule_change_done(struct rule_change *c)
{
	rule_shelf_done(&c->shelf);
	book_free(c->facts);
	str_done(&c->text);
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
	step(c, root);
	keep(c);
}

bool
rule_change_back(struct rule_change *c)
{
	if (c->past_count == 0)
		return false;
	take_up(c, c->past[--c->past_count]);
	keep(c);
	return true;
}

void
rule_change_forget(struct rule_change *c)
{
	rule_change_put(c, c->begun);
}

bool
rule_change_is_late(const struct rule_change *c, struct str *says)
{
	struct desk *d = c->app->desk;
	struct rule_edition then, now;

	if (c->draft_id == 0 || c->draft_of == c->shelf.id ||
	    !rule_store_about(d, c->draft_of, &then, NULL) ||
	    !rule_store_about(d, c->shelf.id, &now, NULL))
		return false;
	str_addf(says,
		 _("This draft was begun under edition %d. What edition %d, in force now, has "
		   "otherwise would be as the draft has it again."),
		 then.number, now.number);
	return true;
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
