/*
 * yaml.h - a YAML file as a tree whose every node knows its line and column, so
 * that a fault can be named as file:line:column: sentence. Read by libyaml;
 * anchors, aliases, tags and several documents are refused: our files do not
 * need them, and what is not there cannot surprise.
 */
/* SPDX-License-Identifier: MIT */
#ifndef FORM_YAML_H
#define FORM_YAML_H

#include <stdbool.h>
#include <stddef.h>
#include <string.h>

#include "base/arena.h"
#include "form/faults.h"

enum yaml_kind { YAML_TEXT, YAML_LIST, YAML_MAP };

struct yaml_node {
	enum yaml_kind kind;
	int line, column; /* from 1 */
	const char *text; /* YAML_TEXT: valid UTF-8 */
	int count;        /* items of a list, pairs of a map */
	const struct yaml_node *const *items;
	/* YAML_MAP: of items[i]; always text, the same twice only with a fault. */
	const struct yaml_node *const *keys;
};

/*
 * The root (in `a`); NULL when the text cannot be read at all, after adding a
 * fault. Faults that leave a tree to look at (a key written twice, an anchor)
 * are added and the tree is returned, so that the caller finds the others too.
 * At most 1 MiB, 64 deep. Text is composed (utf8_compose) and passes
 * utf8_check_text.
 */
struct yaml_node *yaml_read(struct arena *a, const char *bytes, size_t len, struct faults *f);
/* strcmp() == 0, quick about words that begin differently, as most pairs do. */
static inline bool
yaml_same(const char *a, const char *b)
{
	return a[0] == b[0] && strcmp(a, b) == 0;
}

/* The value under `key`, or NULL. */
const struct yaml_node *yaml_get(const struct yaml_node *map, const char *key);

#endif
