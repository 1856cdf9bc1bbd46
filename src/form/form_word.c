/*
 * form_word.c - reads a group of words by its rows. The sentences name the word
 * and what may stand there, because the reader of a fault has the file before
 * them and nothing else.
 */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "form/form_word.h"

#include <inttypes.h>
#include <string.h>

#include "base/i18n.h"
#include "base/money.h"

static bool
is_small_letter(char c)
{
	return (c >= 'a' && c <= 'z') || c == '_';
}

bool
form_is_identifier(const char *name)
{
	if (!is_small_letter(name[0]))
		return false;
	size_t len = 1;
	while (is_small_letter(name[len]) || (name[len] >= '0' && name[len] <= '9'))
		len++;
	return name[len] == '\0' && len <= FORM_NAME_LIMIT;
}

static int
min_of(int a, int b)
{
	return a < b ? a : b;
}

/* Letters left out, put in, changed or swapped between two names. */
static int
edit_distance(const char *a, const char *b)
{
	int cost[3][FORM_NAME_LIMIT + 1];
	int la = (int)strlen(a), lb = (int)strlen(b);
	for (int j = 0; j <= lb; j++)
		cost[0][j] = j;
	for (int i = 1; i <= la; i++) {
		int *row = cost[i % 3], *above = cost[(i + 2) % 3];
		const int *above2 = cost[(i + 1) % 3];
		row[0] = i;
		for (int j = 1; j <= lb; j++) {
			int change = above[j - 1] + (a[i - 1] != b[j - 1]);
			row[j] = min_of(change, min_of(above[j], row[j - 1]) + 1);
			if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
				row[j] = min_of(row[j], above2[j - 2] + 1);
		}
	}
	return cost[la % 3][lb];
}

void
nearest_offer(struct nearest *n, const char *known)
{
	size_t typed_len = strlen(n->typed), known_len = strlen(known);
	if (typed_len > FORM_NAME_LIMIT || known_len > FORM_NAME_LIMIT)
		return;
	int distance = edit_distance(n->typed, known);
	if (distance > (known_len <= 5 ? 1 : 2) || (size_t)distance >= known_len)
		return;
	/* Of two that are as near, the one that begins alike: "lable" is label, not table. */
	distance = distance * 2 + (n->typed[0] != known[0]);
	if (!n->best || distance < n->distance) {
		n->best = known;
		n->distance = distance;
	}
}

bool
word_is_text(struct form_reader *r, const char *word, const struct yaml_node *node)
{
	if (node->kind == YAML_TEXT)
		return true;
	faults_add(r->faults, node->line, node->column,
		   _("\"%s\" takes a text, not a list or a group of words"), word);
	return false;
}

bool
word_is_list(struct form_reader *r, const char *word, const struct yaml_node *node)
{
	if (node->kind == YAML_LIST)
		return true;
	faults_add(r->faults, node->line, node->column, _("\"%s\" takes a list, such as [a, b]"),
		   word);
	return false;
}

bool
word_is_map(struct form_reader *r, const char *word, const struct yaml_node *node)
{
	if (node->kind == YAML_MAP)
		return true;
	faults_add(r->faults, node->line, node->column,
		   _("\"%s\" takes a group of words, such as {a: b, c: d}"), word);
	return false;
}

const char *
word_identifier(struct form_reader *r, const struct yaml_node *node)
{
	if (form_is_identifier(node->text))
		return node->text;
	faults_add(r->faults, node->line, node->column,
		   _("\"%s\" cannot be a name: a name has small letters a-z, digits and _, begins "
		     "with a letter or _, and is at most %d long"),
		   node->text, FORM_NAME_LIMIT);
	return NULL;
}

static bool
read_yes(struct form_reader *r, const char *word, const struct yaml_node *node)
{
	if (strcmp(node->text, "yes") == 0 || strcmp(node->text, "true") == 0)
		return true;
	if (strcmp(node->text, "no") != 0 && strcmp(node->text, "false") != 0)
		faults_add(r->faults, node->line, node->column,
			   _("\"%s\" takes yes or no, not \"%s\""), word, node->text);
	return false;
}

/* Digits with a sign at most: a file is written for ever, full-width digits are for the keyboard.
 */
static bool
read_whole(const char *text, int64_t *value)
{
	bool negative = text[0] == '-';
	const char *p = negative ? text + 1 : text;
	if (*p == '\0')
		return false;
	*value = 0;
	for (; *p; p++) {
		if (*p < '0' || *p > '9' || *value > YEN_MAX)
			return false;
		*value = *value * 10 + (*p - '0');
	}
	if (negative)
		*value = -*value;
	return true;
}

static int64_t
read_number(struct form_reader *r, const struct word *w, const struct yaml_node *node, bool *good)
{
	int64_t low = w->kind == WORD_LIMIT ? -YEN_MAX : w->low;
	int64_t high = w->kind == WORD_LIMIT ? YEN_MAX : w->high;
	int64_t value;
	*good = read_whole(node->text, &value) && value >= low && value <= high;
	if (*good)
		return value;
	faults_add(r->faults, node->line, node->column,
		   _("\"%s\" takes a whole number from %" PRId64 " to %" PRId64 ", not \"%s\""),
		   w->name, low, high, node->text);
	return 0;
}

static const struct word both_words[] = {
	{ "ja", WORD_TEXT, offsetof(struct form_text, ja), .site = true },
	{ "en", WORD_TEXT, offsetof(struct form_text, en), .site = true },
};

/* A shipped form has both languages, or half of its users read nothing. */
static void
read_both(struct form_reader *r, const struct word *w, const struct yaml_node *node,
	  struct form_text *text)
{
	if (!word_is_map(r, w->name, node))
		return;
	const struct word_group group = {
		both_words, ARRAY_LEN(both_words), w->name, node, node, 0
	};
	words_read(r, &group, text);
	if (r->site)
		return;
	if (!yaml_get(node, "ja"))
		faults_add(r->faults, node->line, node->column,
			   _("\"%s\" has no Japanese text (ja)"), w->name);
	if (!yaml_get(node, "en"))
		faults_add(r->faults, node->line, node->column,
			   _("\"%s\" has no English text (en)"), w->name);
}

static void
read_texts(struct form_reader *r, const struct word *w, const struct yaml_node *list,
	   struct form_texts *texts)
{
	if (!word_is_list(r, w->name, list))
		return;
	texts->items = arena_alloc(r->a, (size_t)(list->count + 1) * sizeof(*texts->items));
	texts->count = 0;
	for (int i = 0; i < list->count; i++) {
		const struct yaml_node *item = list->items[i];
		if (!word_is_text(r, w->name, item))
			continue;
		if (item->text[0] == '\0')
			faults_add(r->faults, item->line, item->column,
				   _("\"%s\" holds an empty text"), w->name);
		else
			texts->items[texts->count++] = item->text;
	}
}

/* What cannot be read leaves its place as it was: the others are read on. */
static void
read_string(struct form_reader *r, const struct word *w, const struct yaml_node *node,
	    const char **place)
{
	if (w->kind == WORD_NAME) {
		const char *name = word_identifier(r, node);
		if (name)
			*place = name;
	} else if (node->text[0] != '\0' || w->may_be_empty) {
		*place = node->text;
	} else {
		faults_add(r->faults, node->line, node->column, _("\"%s\" is empty"), w->name);
	}
}

static void
read_scalar(struct form_reader *r, const struct word *w, const struct yaml_node *node, void *place)
{
	int64_t value = 0;
	bool good = true;
	switch (w->kind) {
	case WORD_NAME:
	case WORD_TEXT:
		read_string(r, w, node, place);
		break;
	case WORD_YES:
		*(bool *)place = read_yes(r, w->name, node);
		break;
	case WORD_NUMBER:
		value = read_number(r, w, node, &good);
		if (good)
			*(int *)place = (int)value;
		break;
	case WORD_LIMIT:
		value = read_number(r, w, node, &good);
		*(struct form_limit *)place = (struct form_limit){ good, value };
		break;
	case WORD_BOTH:
	case WORD_TEXTS:
	case WORD_BELOW:
		break;
	}
}

static void
read_word(struct form_reader *r, const struct word *w, const struct yaml_node *node, char *target)
{
	if (w->kind == WORD_BELOW)
		return;
	if (w->kind == WORD_BOTH)
		read_both(r, w, node, (void *)(target + w->at));
	else if (w->kind == WORD_TEXTS)
		read_texts(r, w, node, (void *)(target + w->at));
	else if (word_is_text(r, w->name, node))
		read_scalar(r, w, node, target + w->at);
}

static void
fault_unknown(struct form_reader *r, const struct word_group *g, const struct yaml_node *key)
{
	struct nearest n = { .typed = key->text };
	for (int i = 0; i < g->word_count; i++)
		nearest_offer(&n, g->words[i].name);
	if (n.best) {
		faults_add(r->faults, key->line, key->column,
			   _("unknown word \"%s\"; did you mean \"%s\"?"), key->text, n.best);
		return;
	}
	if (g->words == both_words) {
		faults_add(r->faults, key->line, key->column,
			   _("\"%s\" is neither ja nor en; a text that holds a comma stands in "
			     "quotes"),
			   key->text);
		return;
	}
	AUTO_STR known = STR_INIT;
	for (int i = 0; i < g->word_count; i++) {
		if (i > 0 && strcmp(g->words[i].name, g->words[i - 1].name) == 0)
			continue;
		str_addf(&known, "%s%s", i > 0 ? ", " : "", g->words[i].name);
	}
	faults_add(r->faults, key->line, key->column,
		   _("unknown word \"%s\"; the words known here are: %s"), key->text,
		   str_text(&known));
}

/* The row of a word, or NULL after a fault. */
static const struct word *
find_word(struct form_reader *r, const struct word_group *g, const struct yaml_node *key)
{
	const struct word *same_name = NULL;
	for (int i = 0; i < g->word_count; i++) {
		const struct word *w = &g->words[i];
		if (!yaml_same(w->name, key->text))
			continue;
		same_name = w;
		if (r->site && !w->site)
			break;
		if (w->types == 0 || g->type == 0 || (w->types & g->type))
			return w;
	}
	if (!same_name)
		fault_unknown(r, g, key);
	else if (r->site && !same_name->site)
		faults_add(r->faults, key->line, key->column,
			   _("a centre's own file cannot change \"%s\""), key->text);
	else
		faults_add(r->faults, key->line, key->column,
			   _("\"%s\" has no meaning for a field of this type"), key->text);
	return NULL;
}

static void
check_needed(struct form_reader *r, const struct word_group *g)
{
	for (int i = 0; i < g->word_count; i++) {
		const struct word *w = &g->words[i];
		if (!w->needed || yaml_get(g->map, w->name))
			continue;
		if (w->types && !(w->types & g->type))
			continue;
		if (g->owner)
			faults_add(r->faults, g->where->line, g->where->column,
				   _("\"%s\" needs the word \"%s\""), g->owner, w->name);
		else
			faults_add(r->faults, g->where->line, g->where->column,
				   _("the form needs the word \"%s\""), w->name);
	}
}

void
words_read(struct form_reader *r, const struct word_group *g, void *target)
{
	for (int i = 0; i < g->map->count; i++) {
		const struct word *w = find_word(r, g, g->map->keys[i]);
		if (w)
			read_word(r, w, g->map->items[i], target);
	}
	if (!r->site)
		check_needed(r, g);
}

void
fault_no_field(struct form_reader *r, const struct form *form, const struct yaml_node *node)
{
	struct nearest n = { .typed = node->text };
	for (int i = 0; i < form->field_count; i++)
		nearest_offer(&n, form->fields[i].name);
	if (n.best)
		faults_add(r->faults, node->line, node->column,
			   _("the form %s has no field \"%s\"; did you mean \"%s\"?"), form->name,
			   node->text, n.best);
	else
		faults_add(r->faults, node->line, node->column,
			   _("the form %s has no field \"%s\""), form->name, node->text);
}
