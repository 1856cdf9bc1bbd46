/*
 * read_word.c - reads words that stand together by their rows. The sentences name
 * the word and what may stand there: who reads a fault has the file before them
 * and nothing else.
 */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include <assert.h>
#include <string.h>

#include "base/str.h"
#include "rule/read/reader.h"

static_assert(sizeof(enum round_by) == sizeof(int), "TAKES_ONE writes an int");

bool
rule_is_text(struct rule_reader *r, const char *word, const struct yaml_node *node)
{
	if (node->kind == YAML_TEXT && node->text[0] != '\0')
		return true;
	if (node->kind == YAML_TEXT)
		FAULT(r, node, _("\"%s\" is empty"), word);
	else
		FAULT(r, node, _("\"%s\" takes a text, not a list or a group of words"), word);
	return false;
}

bool
rule_is_list(struct rule_reader *r, const char *word, const struct yaml_node *node)
{
	if (node->kind == YAML_LIST)
		return true;
	FAULT(r, node, _("\"%s\" takes a list, such as [a, b]"), word);
	return false;
}

bool
rule_is_map(struct rule_reader *r, const char *word, const struct yaml_node *node)
{
	if (node->kind == YAML_MAP)
		return true;
	FAULT(r, node, _("\"%s\" takes a group of words, such as {a: b, c: d}"), word);
	return false;
}

const struct yaml_node *const *
rule_items(const struct yaml_node *const *node, int *count)
{
	if ((*node)->kind == YAML_LIST) {
		*count = (*node)->count;
		return (*node)->items;
	}
	*count = 1;
	return node;
}

static void
add_name(struct str *list, const char *name)
{
	if (name[0] != '\0')
		str_addf(list, "%s%s", list->len > 0 ? ", " : "", name);
}

int
rule_one_of(struct rule_reader *r, const char *word, const struct yaml_node *node,
	const char *const *names)
{
	AUTO_STR known = STR_INIT;

	if (!rule_is_text(r, word, node))
		return NONE;
	struct nearest near = { .typed = node->text };

	for (int i = 0; names[i] != NULL; i++) {
		if (strcmp(names[i], node->text) == 0)
			return i;
		nearest_offer(&near, names[i]);
		add_name(&known, names[i]);
	}
	if (near.best != NULL && near.best[0] != '\0')
		FAULT(r, node, _("\"%s\" cannot be \"%s\"; did you mean \"%s\"?"), word,
			node->text, near.best);
	else
		FAULT(r, node, _("\"%s\" cannot be \"%s\"; it can be: %s"), word, node->text,
			str_text(&known));
	return NONE;
}

const char *
rule_code(struct rule_reader *r, const char *word, const struct yaml_node *node)
{
	if (!rule_is_text(r, word, node))
		return NULL;
	if (form_is_identifier(node->text))
		return node->text;
	FAULT(r, node, _("\"%s\" cannot be a code: a code has small letters a-z, digits and _, "
			 "begins with a letter or _, and is at most %d long"),
		node->text, FORM_NAME_LIMIT);
	return NULL;
}

static void
read_flags(struct rule_reader *r, const struct rule_word *w, const struct yaml_node *node,
	unsigned *flags)
{
	int count;
	const struct yaml_node *const *items = rule_items(&node, &count);

	for (int i = 0; i < count; i++) {
		int at = rule_one_of(r, w->name, items[i], w->names);

		if (at != NONE)
			*flags |= 1u << at;
	}
}

static void
read_yes(struct rule_reader *r, const struct rule_word *w, const struct yaml_node *node,
	bool *out)
{
	static const char *const names[] = { "no", "yes", "false", "true", NULL };
	int at = rule_one_of(r, w->name, node, names);

	if (at != NONE)
		*out = at % 2 == 1;
}

static void
read_text(struct rule_reader *r, const struct rule_word *w, const struct yaml_node *node,
	const char **out)
{
	if (w->takes == TAKES_CODE) {
		const char *code = rule_code(r, w->name, node);

		if (code != NULL)
			*out = code;
	} else if (rule_is_text(r, w->name, node)) {
		*out = node->text;
	}
}

static void
read_number(struct rule_reader *r, const struct rule_word *w, const struct yaml_node *node,
	void *place)
{
	int64_t value;

	if (!rule_number(r, w, node, &value))
		return;
	if (w->takes == TAKES_YEN)
		*(int64_t *)place = value;
	else
		*(int *)place = (int)value;
}

static void
read_group(struct rule_reader *r, const struct rule_word *w, const struct yaml_node *node,
	void *place)
{
	const struct rule_group group = { w->inner, NULL, w->name, node };

	if (rule_is_map(r, w->name, node))
		rule_words_read(r, &group, place);
}

static void
read_names(struct rule_reader *r, const struct rule_word *w, const struct yaml_node *node,
	void *place)
{
	if (w->takes == TAKES_FLAGS) {
		read_flags(r, w, node, place);
		return;
	}
	int at = rule_one_of(r, w->name, node, w->names);

	if (at != NONE && w->takes == TAKES_ONE)
		*(int *)place = at;
	else if (at != NONE)
		*(bool *)place = at == 1;
}

static void
read_word(struct rule_reader *r, const struct rule_word *w, const struct yaml_node *node,
	char *target)
{
	void *place = target + w->at;

	switch (w->takes) {
	case TAKES_CODE:
	case TAKES_TEXT:
		read_text(r, w, node, place);
		break;
	case TAKES_YES:
		read_yes(r, w, node, place);
		break;
	case TAKES_EITHER:
	case TAKES_ONE:
	case TAKES_FLAGS:
		read_names(r, w, node, place);
		break;
	case TAKES_NUMBER:
	case TAKES_YEN:
		read_number(r, w, node, place);
		break;
	case TAKES_SHARE:
		rule_share(r, w->name, node, place);
		break;
	case TAKES_TIME:
		rule_time(r, w->name, node, place);
		break;
	case TAKES_SPAN:
		rule_span(r, w->name, node, place);
		break;
	case TAKES_DAY:
		rule_day(r, w->name, node, place);
		break;
	case TAKES_MONTH_DAY:
		rule_month_day(r, w->name, node, place);
		break;
	case TAKES_CHOICES:
		rule_choices(r, w->name, w->fact, node, place);
		break;
	case TAKES_PER:
		rule_per(r, w->name, node, place);
		break;
	case TAKES_PART:
		rule_part(r, w->name, node, place);
		break;
	case TAKES_MOMENT:
		rule_moment(r, w->name, node, place);
		break;
	case TAKES_CONDITION:
		rule_condition(r, w->name, node, place);
		break;
	case TAKES_GROUP:
		read_group(r, w, node, place);
		break;
	case TAKES_OTHER:
		w->read(r, node, target);
		break;
	}
}

static void
offer_words(struct nearest *near, struct str *known, const struct rule_words *words)
{
	for (int i = 0; i < words->count; i++) {
		nearest_offer(near, words->words[i].name);
		add_name(known, words->words[i].name);
	}
}

static void
fault_unknown(struct rule_reader *r, const struct rule_group *g, const struct yaml_node *key)
{
	struct nearest near = { .typed = key->text };
	AUTO_STR known = STR_INIT;

	if (strchr(key->text, ':') != NULL || strstr(key->text, "：") != NULL) {
		FAULT(r, key, _("\"%s\": a half-width \":\" and a blank must stand between a word "
				"and its value"), key->text);
		return;
	}
	if (key->text[0] >= '0' && key->text[0] <= '9') { /* as no word does */
		FAULT(r, key, _("\"%s\" looks like the rest of a text with a comma, such as 1,000: "
				"put the whole text in quotes"), key->text);
		return;
	}
	if (g->more != NULL)
		offer_words(&near, &known, g->more);
	offer_words(&near, &known, g->words);
	if (near.best != NULL)
		FAULT(r, key, _("unknown word \"%s\" in \"%s\"; did you mean \"%s\"?"), key->text,
			g->owner, near.best);
	else
		FAULT(r, key, _("unknown word \"%s\" in \"%s\"; the words known here are: %s"),
			key->text, g->owner, str_text(&known));
}

static void
check_needed(struct rule_reader *r, const struct rule_group *g)
{
	for (int i = 0; i < g->words->count; i++) {
		const struct rule_word *w = &g->words->words[i];

		if (w->needed && yaml_get(g->map, w->name) == NULL)
			FAULT(r, g->map, _("\"%s\" needs the word \"%s\""), g->owner, w->name);
	}
}

void
rule_words_read(struct rule_reader *r, const struct rule_group *g, void *target)
{
	for (int i = 0; i < g->map->count; i++) {
		const struct yaml_node *key = g->map->keys[i];
		const struct rule_word *w = rule_word_find(g->words, key->text);

		if (w == NULL && g->more != NULL)
			w = rule_word_find(g->more, key->text);
		if (w == NULL)
			fault_unknown(r, g, key);
		else
			read_word(r, w, g->map->items[i], target);
	}
	check_needed(r, g);
}
