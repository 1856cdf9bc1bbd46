/*
 * read_example.c - worked examples: what is given and what is expected, as words
 * with values in the manner of a command line. Whether they come out is check.h.
 */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "base/str.h"
#include "rule/reader.h"

static const char *const ask_names[] = { "quote", "open", "days", "window", "allowed", "limit",
	"extension", "refund", "deadline", "storm", "book", NULL };

static void add_value(struct str *out, const struct yaml_node *node, int depth);

static void
add_map(struct str *out, const struct yaml_node *map, int depth)
{
	static const char *const between[] = { ",", ",", "+" };

	for (int i = 0; i < map->count; i++) {
		str_addf(out, "%s%s:", i > 0 ? between[depth] : "", map->keys[i]->text);
		add_value(out, map->items[i], 2);
	}
}

/* A map "day:2026-12-01,room:a"; a list below it "a+b". */
static void
add_value(struct str *out, const struct yaml_node *node, int depth)
{
	if (node->kind == YAML_TEXT) {
		str_add(out, node->text);
		return;
	}
	if (node->kind == YAML_MAP) {
		add_map(out, node, depth);
		return;
	}
	for (int i = 0; i < node->count; i++) {
		const char *comma = node->items[i]->kind == YAML_MAP ? ";" : ",";

		str_add(out, i == 0 ? "" : depth == 2 ? "+" : comma);
		add_value(out, node->items[i], depth == 2 ? 2 : 1);
	}
}

/* How deep a value goes: a text is 0. */
static int
depth_of(const struct yaml_node *node)
{
	int most = -1;

	if (node->kind == YAML_TEXT)
		return 0;
	for (int i = 0; i < node->count; i++) {
		int depth = depth_of(node->items[i]);

		most = depth > most ? depth : most;
	}
	return most + 1;
}

/* A list is as many words as it has items, so that what stands in an item is its own. */
static void
add_words(struct rule_reader *r, const char *word, const struct yaml_node *value,
	struct example_word *words, int *count)
{
	for (int i = 0; i < (value->kind == YAML_LIST ? value->count : 1); i++) {
		const struct yaml_node *item = value->kind == YAML_LIST ? value->items[i] : value;
		AUTO_STR text = STR_INIT;

		add_value(&text, item, 0);
		words[(*count)++] = (struct example_word){
			word, arena_strdup(r->a, str_text(&text)), item->line, item->column,
		};
	}
}

static int
items_in(const struct yaml_node *map)
{
	int items = 0;

	for (int i = 0; i < map->count; i++)
		items += map->items[i]->kind == YAML_LIST ? map->items[i]->count : 1;
	return items;
}

static const struct example_word *
read_words(struct rule_reader *r, const char *word, const struct yaml_node *map, int *count)
{
	*count = 0;
	if (!rule_is_map(r, word, map))
		return NULL;
	struct example_word *words = NEW_ARRAY(r, struct example_word, items_in(map));

	for (int i = 0; i < map->count; i++) {
		const struct yaml_node *key = map->keys[i];

		if (depth_of(map->items[i]) > 3) {
			FAULT(r, key, _("\"%s\" is nested too deeply for an example"), key->text);
			continue;
		}
		add_words(r, key->text, map->items[i], words, count);
	}
	return words;
}

static void
read_given(struct rule_reader *r, const struct yaml_node *node, void *entry)
{
	struct example *x = entry;

	x->given = read_words(r, "given", node, &x->given_count);
}

static void
read_expect(struct rule_reader *r, const struct yaml_node *node, void *entry)
{
	struct example *x = entry;

	x->expect = read_words(r, "expect", node, &x->expect_count);
	if (node->kind == YAML_MAP && node->count == 0)
		FAULT(r, node, _("\"%s\" is empty"), "expect");
}

static const struct rule_word example_table[] = {
	{ "ask", TAKES_ONE, .at = IN(example, ask), .needed = true, .names = ask_names },
	{ "given", TAKES_OTHER, .needed = true, .read = read_given },
	{ "expect", TAKES_OTHER, .needed = true, .read = read_expect },
};

const struct rule_section_row rule_row_examples = {
	.name = "examples", .own = RULE_WORDS(example_table), .size = sizeof(struct example),
	IN_BOOK(examples, example_count),
};
