/* tree.c - see tree.h. */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "rule/tree.h"

#include <assert.h>
#include <string.h>

/* --- places --- */

struct tree_path
tree_path_key(const struct tree_path *p, const char *key)
{
	struct tree_path to = *p;

	assert(to.count < TREE_DEEP);
	to.steps[to.count++] = (struct tree_step){ .key = key };
	return to;
}

struct tree_path
tree_path_index(const struct tree_path *p, int index)
{
	struct tree_path to = *p;

	assert(to.count < TREE_DEEP);
	to.steps[to.count++] = (struct tree_step){ .index = index };
	return to;
}

/* Where the step leads, or -1. */
static int
position(const struct yaml_node *node, const struct tree_step *step)
{
	if (step->key == NULL)
		return node->kind == YAML_LIST && step->index < node->count ? step->index : -1;
	for (int i = 0; node->kind == YAML_MAP && i < node->count; i++)
		if (yaml_same(node->keys[i]->text, step->key))
			return i;
	return -1;
}

const struct yaml_node *
tree_at(const struct yaml_node *root, const struct tree_path *p)
{
	for (int i = 0; root != NULL && i < p->count; i++) {
		int at = position(root, &p->steps[i]);

		root = at >= 0 ? root->items[at] : NULL;
	}
	return root;
}

/* --- nodes --- */

static struct yaml_node *
new_node(struct arena *a, enum yaml_kind kind)
{
	struct yaml_node *node = arena_alloc(a, sizeof(*node));

	memset(node, 0, sizeof(*node));
	node->kind = kind;
	return node;
}

const struct yaml_node *
tree_text(struct arena *a, const char *text)
{
	struct yaml_node *node = new_node(a, YAML_TEXT);

	node->text = arena_strdup(a, text);
	return node;
}

static const struct yaml_node *const *
copied(struct arena *a, const struct yaml_node *const *items, int count)
{
	const struct yaml_node **copy = arena_alloc(a, ((size_t)count + 1) * sizeof(*copy));

	if (count > 0)
		memcpy(copy, items, (size_t)count * sizeof(*copy));
	return copy;
}

const struct yaml_node *
tree_map(struct arena *a, const struct yaml_node *const *keys,
	const struct yaml_node *const *items, int count)
{
	struct yaml_node *node = new_node(a, YAML_MAP);

	node->count = count;
	node->items = copied(a, items, count);
	node->keys = copied(a, keys, count);
	return node;
}

const struct yaml_node *
tree_list(struct arena *a, const struct yaml_node *const *items, int count)
{
	struct yaml_node *node = new_node(a, YAML_LIST);

	node->count = count;
	node->items = copied(a, items, count);
	return node;
}

static const struct yaml_node *const *
inserted(struct arena *a, const struct yaml_node *const *items, int count, int at,
	const struct yaml_node *item)
{
	const struct yaml_node **more = arena_alloc(a, ((size_t)count + 1) * sizeof(*more));

	for (int i = 0; i <= count; i++)
		more[i] = i < at ? items[i] : i == at ? item : items[i - 1];
	return more;
}

static const struct yaml_node *const *
left(struct arena *a, const struct yaml_node *const *items, int count, int at)
{
	const struct yaml_node **fewer = arena_alloc(a, (size_t)count * sizeof(*fewer));

	for (int i = 0; i + 1 < count; i++)
		fewer[i] = items[i < at ? i : i + 1];
	return fewer;
}

/* The same node to be given other items. */
static struct yaml_node *
again(struct arena *a, const struct yaml_node *node)
{
	struct yaml_node *copy = arena_alloc(a, sizeof(*copy));

	*copy = *node;
	return copy;
}

const struct yaml_node *
tree_with(struct arena *a, const struct yaml_node *node, int at, const struct yaml_node *key,
	const struct yaml_node *item)
{
	struct yaml_node *to = again(a, node);

	assert((key != NULL) == (node->kind == YAML_MAP) && at >= 0 && at <= node->count);
	to->items = inserted(a, node->items, node->count, at, item);
	if (key != NULL)
		to->keys = inserted(a, node->keys, node->count, at, key);
	to->count = node->count + 1;
	return to;
}

const struct yaml_node *
tree_without(struct arena *a, const struct yaml_node *node, int at)
{
	struct yaml_node *to = again(a, node);

	assert(at >= 0 && at < node->count);
	to->items = left(a, node->items, node->count, at);
	if (node->kind == YAML_MAP)
		to->keys = left(a, node->keys, node->count, at);
	to->count = node->count - 1;
	return to;
}

static const struct yaml_node *
replaced(struct arena *a, const struct yaml_node *node, int at, const struct yaml_node *item)
{
	struct yaml_node *to = again(a, node);
	const struct yaml_node **items = arena_alloc(a, (size_t)node->count * sizeof(*items));

	memcpy(items, node->items, (size_t)node->count * sizeof(*items));
	items[at] = item;
	to->items = items;
	return to;
}

/* --- changing --- */

/* What stands below steps[0], changed; NULL: nothing is left there. */
static const struct yaml_node *
put(struct arena *a, const struct yaml_node *node, const struct tree_step *steps, int count,
	const struct yaml_node *value)
{
	if (count == 0)
		return value;
	if (node == NULL || node->kind != (steps->key != NULL ? YAML_MAP : YAML_LIST))
		node = new_node(a, steps->key != NULL ? YAML_MAP : YAML_LIST);
	int at = position(node, steps);
	const struct yaml_node *item =
		put(a, at >= 0 ? node->items[at] : NULL, steps + 1, count - 1, value);

	if (item != NULL && at >= 0)
		return replaced(a, node, at, item);
	if (item != NULL)
		return tree_with(a, node, node->count,
			steps->key != NULL ? tree_text(a, steps->key) : NULL, item);
	if (at >= 0)
		node = tree_without(a, node, at);
	return node->count > 0 ? node : NULL;
}

const struct yaml_node *
tree_put(struct arena *a, const struct yaml_node *root, const struct tree_path *p,
	const struct yaml_node *value)
{
	const struct yaml_node *to = put(a, root, p->steps, p->count, value);

	return to != NULL ? to : new_node(a, YAML_MAP);
}

bool
tree_same(const struct yaml_node *a, const struct yaml_node *b)
{
	if (a == NULL || b == NULL || a == b)
		return a == b;
	if (a->kind != b->kind || a->count != b->count)
		return false;
	if (a->kind == YAML_TEXT)
		return strcmp(a->text, b->text) == 0;
	for (int i = 0; i < a->count; i++) {
		const struct yaml_node *other =
			a->kind == YAML_MAP ? yaml_get(b, a->keys[i]->text) : b->items[i];

		if (!tree_same(a->items[i], other))
			return false;
	}
	return true;
}
