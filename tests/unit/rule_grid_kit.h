/* rule_grid_kit.h - a book as a text, opened as tables: for the tests of rule/grid/grid.h. */
/* SPDX-License-Identifier: MIT */
#ifndef UNIT_RULE_GRID_KIT_H
#define UNIT_RULE_GRID_KIT_H

#include <string.h>

#include "test.h"

#include "base/macros.h"
#include "rule/grid/grid.h"
#include "rule/read/read.h"

struct file {
	struct arena arena;
	const struct yaml_node *root;
	struct book *facts;
};

static void
open_text(struct file *f, const char *name, const char *text)
{
	struct faults faults = FAULTS_INIT(name);
	AUTO_STR says = STR_INIT;

	*f = (struct file){ .arena = ARENA_INIT };
	f->root = yaml_read(&f->arena, text, strlen(text), &faults);
	faults_write(&faults, &says);
	faults_done(&faults);
	if (f->root == NULL || says.len > 0)
		fail_msg("%s", str_text(&says));
	f->facts = book_facts_read(f->root);
}

static void
close_file(struct file *f)
{
	book_free(f->facts);
	arena_done(&f->arena);
}

static void
put_root(struct file *f, const struct yaml_node *root)
{
	f->root = root;
	book_free(f->facts);
	f->facts = book_facts_read(root);
}

static struct tree_path
path_of(const char *section)
{
	return (struct tree_path){ 1, { { .key = section } } };
}

static struct grid
open_grid(struct file *f, const struct tree_path *path)
{
	struct grid g;

	assert_true(grid_open(&f->arena, f->root, f->facts, path, &g));
	return g;
}

#endif
