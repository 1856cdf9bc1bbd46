/*
 * tree.h - a rule book's file as a tree that can be changed. A change makes a new
 * tree, which shares with the old one what has stayed; the old one stands as it
 * was, so that going back is taking it up again. All live in the arena given.
 */
/* SPDX-License-Identifier: MIT */
#ifndef RULE_TREE_H
#define RULE_TREE_H

#include <stdbool.h>

#include "base/arena.h"
#include "base/str.h"
#include "form/yaml.h"

#define TREE_DEEP 16

struct tree_step {
	const char *key; /* of a map; NULL: the item at `index` of a list */
	int index;
};

/* From the root of the file: "rooms", 2, "units". */
struct tree_path {
	int count;
	struct tree_step steps[TREE_DEEP];
};

struct tree_path tree_path_key(const struct tree_path *p, const char *key);
struct tree_path tree_path_index(const struct tree_path *p, int index);

/* NULL: nothing stands there. */
const struct yaml_node *tree_at(const struct yaml_node *root, const struct tree_path *p);

/*
 * `value` at the place, with the maps on the way there that were not; NULL takes out
 * what stands there, and the map or list of a word that is empty then. Never NULL: a
 * root without anything is an empty map.
 */
const struct yaml_node *tree_put(struct arena *a, const struct yaml_node *root,
	const struct tree_path *p, const struct yaml_node *value);

const struct yaml_node *tree_text(struct arena *a, const char *text);
/* A list or, of keys and items, a map of what the arrays hold; they are copied. */
const struct yaml_node *tree_list(struct arena *a, const struct yaml_node *const *items,
	int count);
const struct yaml_node *tree_map(struct arena *a, const struct yaml_node *const *keys,
	const struct yaml_node *const *items, int count);

/* A list or a map with one more at `at`, without that at `at`; `key` NULL for a list. */
const struct yaml_node *tree_with(struct arena *a, const struct yaml_node *node, int at,
	const struct yaml_node *key, const struct yaml_node *item);
const struct yaml_node *tree_without(struct arena *a, const struct yaml_node *node, int at);

/* Do the two say the same, however they were written. */
bool tree_same(const struct yaml_node *a, const struct yaml_node *b);

#endif
