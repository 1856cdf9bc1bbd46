/*
 * rule_change.h - the rule book as a clerk changes it on the screen: a tree beside the
 * edition that it began from, step by step, with what the steps so far come to. Several
 * sections may have to change before the book is whole again (a room and its prices); it
 * becomes an edition as a whole (rule_draft.h).
 */
/* SPDX-License-Identifier: MIT */
#ifndef SCREEN_RULE_RULE_CHANGE_H
#define SCREEN_RULE_RULE_CHANGE_H

#include "rule/grid/grid.h"
#include "rule/read/read.h"
#include "screen/app.h"
#include "screen/rule/rule_shelf.h"

struct rule_change {
	struct app *app;
	int64_t site_id;                 /* whose book: 0 the centre's */
	struct rule_shelf shelf;         /* the edition it begins from */
	struct arena arena;
	const struct yaml_node *begun;   /* that edition */
	const struct yaml_node *root;    /* as the clerk wants it */
	const struct yaml_node **past;   /* what it was before each step */
	int past_count, past_cap;
	struct book *facts;              /* of `root` */
	struct str text;                 /* its file; "" when nothing changed or it has none */
	struct str says;                 /* what it comes to, in a line; "" when nothing changed */
	bool is_whole;                   /* it can be read, and every worked example comes out */
	int64_t draft_id;                /* where the steps so far survive a kill; 0: none */
	int64_t draft_of;                /* the edition that the draft was begun under */
};

/* The type of its drafts (store/draft.h): no form's name. */
#define RULE_CHANGE_DRAFT "rules"

/*
 * The book in force today for a site (0: the centre), with the changes to this edition that
 * the clerk left behind, if any; false with a sentence.
 */
bool rule_change_open(struct rule_change *c, struct app *app, int64_t site_id, struct err *e);
/* The same with the changes of one draft, of whichever edition. */
bool rule_change_open_draft(struct rule_change *c, struct app *app, int64_t draft_id,
			    struct err *e);
void rule_change_done(struct rule_change *c); /* what was changed stays as a draft */

bool rule_change_is_any(const struct rule_change *c);
/* A step: another tree of the change's arena, kept as a draft. The same one is none. */
void rule_change_put(struct rule_change *c, const struct yaml_node *root);
bool rule_change_back(struct rule_change *c);    /* the last step; false: there is none */
void rule_change_forget(struct rule_change *c);  /* every step, and the draft */

/* Appends a tree's canonical file; false with a fault when it has not the form of one. */
bool rule_change_write(const struct yaml_node *root, struct str *out, struct faults *f);
/* Another edition has come into force since the draft was begun: appends what that means. */
bool rule_change_is_late(const struct rule_change *c, struct str *says);

/* Screens above the one that has the change: the table or the row at a place of the book. */
void screen_rule_table(struct rule_change *c, const struct tree_path *path);
void screen_rule_row(struct rule_change *c, const struct tree_path *grid, int row, int field);
/* What the book says, as it is changed, to a use that is typed in. */
void screen_rule_try_change(struct rule_change *c);
/* The entry as text, in its own words. */
void screen_rule_text(struct rule_change *c, const struct tree_path *entry);
/* Goes where the path leads: a table, or the one row of what is no list. */
void screen_rule_place(struct rule_change *c, const struct tree_path *path);

#endif
