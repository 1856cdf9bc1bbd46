/*
 * read_example.c - worked examples: what is given and what is expected, as words
 * with values in the manner of a command line. Whether they come out is check.h.
 */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "base/str.h"
#include "rule/read/reader.h"

static const char *const ask_names[] = { "quote", "open", "days", "window", "allowed", "limit",
	"extension", "refund", "deadline", "storm", "book", NULL };

/* The texts of a list, or the text itself; false for anything deeper. */
static bool
add_texts(struct str *out, const struct yaml_node *node)
{
	int count;
	const struct yaml_node *const *items = rule_items(&node, &count);

	for (int i = 0; i < count; i++) {
		if (items[i]->kind != YAML_TEXT)
			return false;
		str_addf(out, "%s%s", i > 0 ? "," : "", items[i]->text);
	}
	return true;
}

/* {piano: 2, chair: 12} is "piano:2,chair:12"; in a list {day: x, room: a} is "day=x room=a". */
static bool
add_pairs(struct str *out, const struct yaml_node *map, bool in_list)
{
	bool good = true;

	for (int i = 0; i < map->count; i++) {
		str_addf(out, "%s%s%s", i == 0 ? "" : in_list ? " " : ",", map->keys[i]->text,
			in_list ? "=" : ":");
		good = add_texts(out, map->items[i]) && good;
	}
	return good;
}

/* What is being read of an example: the words so far. */
struct example_words {
	int count;
	struct example_word *words;
};

static void
add_word(struct rule_reader *r, const struct yaml_node *key, const struct yaml_node *node,
	bool in_list, struct example_words *w)
{
	AUTO_STR value = STR_INIT;
	bool good = node->kind != YAML_LIST;

	if (node->kind == YAML_MAP)
		good = add_pairs(&value, node, in_list);
	else if (node->kind == YAML_TEXT)
		str_add(&value, node->text);
	if (!good)
		FAULT(r, node, _("\"%s\" is nested too deeply for an example"), key->text);
	w->words[w->count++] = (struct example_word){ key->text,
		arena_strdup(r->a, str_text(&value)), node->line, node->column };
}

static int
count_words(const struct yaml_node *map)
{
	int count = 0;

	for (int i = 0; i < map->count; i++)
		count += map->items[i]->kind == YAML_LIST ? map->items[i]->count + 1 : 1;
	return count;
}

/* `days: []` expects that there is none. */
static void
add_empty(const struct yaml_node *key, const struct yaml_node *list, struct example_words *w)
{
	w->words[w->count++] = (struct example_word){ key->text, "", list->line, list->column };
}

/* With `empty_lists` a list of nothing is a word with nothing, else it says nothing. */
static const struct example_word *
read_words(struct rule_reader *r, const struct yaml_node *map, bool empty_lists, int *count)
{
	const char *word = empty_lists ? "expect" : "given";
	struct example_words w = { 0, NULL };

	*count = 0;
	if (!rule_is_map(r, word, map))
		return NULL;
	w.words = NEW_ARRAY(r, struct example_word, count_words(map));
	for (int i = 0; i < map->count; i++) {
		int items_count;
		const struct yaml_node *const *items = rule_items(&map->items[i], &items_count);
		bool in_list = map->items[i]->kind == YAML_LIST;

		for (int item = 0; item < items_count; item++)
			add_word(r, map->keys[i], items[item], in_list, &w);
		if (items_count == 0 && empty_lists)
			add_empty(map->keys[i], map->items[i], &w);
	}
	*count = w.count;
	return w.words;
}

static void
read_given(struct rule_reader *r, const struct yaml_node *node, void *entry)
{
	struct example *x = entry;

	x->given = read_words(r, node, false, &x->given_count);
}

/* Nothing stands in every explanation and in every sentence. */
static bool
holds_of_anything(const char *word)
{
	return str_equal(word, "says") || str_equal(word, "error");
}

static void
read_expect(struct rule_reader *r, const struct yaml_node *node, void *entry)
{
	struct example *x = entry;

	x->expect = read_words(r, node, true, &x->expect_count);
	if (node->kind == YAML_MAP && node->count == 0)
		FAULT(r, node, _("\"%s\" is empty"), "expect");
	for (int i = 0; i < x->expect_count; i++) {
		const struct example_word *w = &x->expect[i];

		if (w->value[0] == '\0' && holds_of_anything(w->word))
			faults_add(r->faults, w->line, w->column, _("\"%s\" is empty"), w->word);
	}
}

/* What is asked and known beside facts; example_given.c and example.c make of it what they say. */
static const char *const given_names[] = { "day", "until", "apply", "apply_at", "of", "since",
	"holidays", "closures", "other", "others", "counts", "first", "last", "lifted", "said",
	"said_at", "cancelled", "paid", "paid_room", "paid_extras", "had_one", "change",
	"new_price", "before", "after", "asked", "next_free", NULL };
static const char *const expect_names[] = { "yen", "refund", "rows", "open", "counter", "closed",
	"first", "last", "first_at", "last_at", "allowed", "by", "class", "season", "slot", "days",
	"closed_days", "says", "error", NULL };

static const struct rule_word example_table[] = {
	{ "ask", TAKES_ONE, .at = IN(example, ask), .needed = true, .names = ask_names },
	{ "given", TAKES_OTHER, .needed = true, .read = read_given,
		.shape = SHAPE_FACTS, .names = given_names, .codes = RULE_FACTS },
	{ "expect", TAKES_OTHER, .needed = true, .read = read_expect,
		.shape = SHAPE_FACTS, .names = expect_names },
};

const struct rule_section_row rule_row_examples = {
	.name = "examples", .own = RULE_WORDS(example_table), .size = sizeof(struct example),
	IN_BOOK(examples, example_count),
};
