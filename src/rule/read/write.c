/*
 * write.c - a rule book in its one canonical form: words in the order of the
 * vocabulary, quotes only where they are needed, small groups on one line. Made
 * from the tree of the file, not from the book, so that an entry keeps what its
 * writer said ("150%", not 3/2). Comments are not kept; notes are.
 */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include <string.h>

#include "base/auto.h"
#include "base/i18n.h"
#include "base/utf8.h"
#include "form/yaml.h"
#include "rule/read/read.h"
#include "rule/words.h"

#define LINE_COLUMNS 80
#define KEY_LIMIT 256 /* bytes; YAML ends a key on its line within 1024 */
#define INDENT 2

/* The words of a map, and of the maps in a list. */
struct order {
	const struct rule_words *words; /* NULL: as they stand */
	bool entry;                     /* after the words of every entry */
};

static bool
is_plain_sign(uint32_t c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
	       c == '_';
}

/* Signs that a YAML reader would fold, drop or refuse when they stand as they are. */
static bool
must_escape(uint32_t c)
{
	return c < 0x20 || (c >= 0x7f && c <= 0xa0) || c == 0x2028 || c == 0x2029 || c == 0xfeff ||
	       c == 0xfffe || c == 0xffff;
}

/* The same on every terminal, unlike utf8_width(): a file does not depend on who writes it. */
static int
columns(const char *text)
{
	const char *end = text + strlen(text);
	int count = 0;

	while (text < end)
		count += utf8_next(&text, end) < 0x80 ? 1 : 2;
	return count;
}

static bool
is_plain(const char *text)
{
	const char *end = text + strlen(text), *p = text;
	uint32_t c = p < end ? utf8_next(&p, end) : 0;

	if (p == text || end[-1] == ' ' || must_escape(c) || (c < 0x80 && !is_plain_sign(c)))
		return false;
	while (p < end) {
		c = utf8_next(&p, end);
		if (must_escape(c) || (c < 0x80 && !is_plain_sign(c) && !strchr("./-%+ ", (int)c)))
			return false;
	}
	return true;
}

static void
add_quoted(struct str *out, const char *text)
{
	const char *end = text + strlen(text), *p = text;

	str_add_char(out, '"');
	while (p < end) {
		const char *start = p;
		uint32_t c = utf8_next(&p, end);

		if (c == '"' || c == '\\')
			str_addf(out, "\\%c", (char)c);
		else if (c == '\n')
			str_add(out, "\\n");
		else if (c == '\t')
			str_add(out, "\\t");
		else if (must_escape(c))
			str_addf(out, "\\U%08X", (unsigned)c);
		else
			str_add_len(out, start, (size_t)(p - start));
	}
	str_add_char(out, '"');
}

static void
add_text(struct str *out, const char *text)
{
	if (is_plain(text))
		str_add(out, text);
	else
		add_quoted(out, text);
}

static const struct rule_word *
word_of(const struct order *o, const char *name)
{
	const struct rule_word *w = NULL;

	if (o->entry)
		w = rule_word_find(rule_common_words(), name);
	if (w == NULL && o->words != NULL)
		w = rule_word_find(o->words, name);
	return w;
}

static struct order
order_below(const struct rule_word *w)
{
	if (w == NULL)
		return (struct order){ NULL, false };
	if (w->takes == TAKES_MOMENT)
		return (struct order){ rule_moment_words(), false };
	return (struct order){ w->inner, w->entries };
}

static int
index_of(const struct yaml_node *map, const char *key)
{
	for (int i = 0; i < map->count; i++) {
		if (yaml_same(map->keys[i]->text, key))
			return i;
	}
	return NONE;
}

/* Appends the positions of those pairs that have a word. */
static int
order_words(const struct yaml_node *map, const struct rule_words *words, int *pairs, int count)
{
	for (int i = 0; words != NULL && i < words->count; i++) {
		int at = index_of(map, words->words[i].name);

		if (at != NONE)
			pairs[count++] = at;
	}
	return count;
}

/* The pairs in the order in which they are written; what has no word stands last. */
static int *
order_pairs(struct arena *a, const struct yaml_node *map, const struct order *o)
{
	int *pairs = arena_alloc(a, ((size_t)map->count + 1) * sizeof(*pairs));
	int count = 0;

	if (o->entry)
		count = order_words(map, rule_common_words(), pairs, count);
	count = order_words(map, o->words, pairs, count);
	for (int i = 0; i < map->count; i++) {
		if (word_of(o, map->keys[i]->text) == NULL)
			pairs[count++] = i;
	}
	return pairs;
}

static void
add_flow(struct arena *a, struct str *out, const struct yaml_node *node, const struct order *o)
{
	if (node->kind == YAML_TEXT) {
		add_text(out, node->text);
		return;
	}
	bool map = node->kind == YAML_MAP;
	const int *pairs = map ? order_pairs(a, node, o) : NULL;

	str_add_char(out, map ? '{' : '[');
	for (int i = 0; i < node->count; i++) {
		int at = map ? pairs[i] : i;
		struct order below = *o;

		str_add(out, i > 0 ? ", " : "");
		if (map) {
			below = order_below(word_of(o, node->keys[at]->text));
			add_text(out, node->keys[at]->text);
			str_add(out, ": ");
		}
		add_flow(a, out, node->items[at], &below);
	}
	str_add_char(out, map ? '}' : ']');
}

static void add_block_map(struct arena *a, struct str *out, const struct yaml_node *map,
	const struct order *o, int indent);

static void
add_blanks(struct str *out, int count)
{
	str_addf(out, "%*s", count, "");
}

static void
add_block_list(struct arena *a, struct str *out, const struct yaml_node *list,
	const struct order *o, int indent)
{
	for (int i = 0; i < list->count; i++) {
		const struct yaml_node *item = list->items[i];

		add_blanks(out, indent);
		str_add(out, "- ");
		if (item->kind == YAML_MAP && item->count > 0) {
			add_block_map(a, out, item, o, indent + INDENT);
		} else {
			add_flow(a, out, item, o);
			str_add_char(out, '\n');
		}
	}
}

/* What follows "key:": on its line when it is short, below it otherwise. */
static void
add_value(struct arena *a, struct str *out, const struct yaml_node *node,
	const struct rule_word *w, int indent)
{
	const struct order below = order_below(w);
	AUTO_STR flow = STR_INIT;
	const char *line = strrchr(str_text(out), '\n');
	int before = columns(line != NULL ? line + 1 : str_text(out));

	add_flow(a, &flow, node, &below);
	bool fits = before + 1 + columns(str_text(&flow)) <= LINE_COLUMNS;

	if (node->kind == YAML_TEXT || node->count == 0 || (fits && !(w != NULL && w->block))) {
		str_addf(out, " %s\n", str_text(&flow));
		return;
	}
	str_add_char(out, '\n');
	if (node->kind == YAML_LIST) {
		add_block_list(a, out, node, &below, indent + INDENT);
		return;
	}
	add_blanks(out, indent + INDENT);
	add_block_map(a, out, node, &below, indent + INDENT);
}

/* The first pair stands where the line is already; each ends its line. */
static void
add_block_map(struct arena *a, struct str *out, const struct yaml_node *map,
	const struct order *o, int indent)
{
	const int *pairs = order_pairs(a, map, o);

	for (int i = 0; i < map->count; i++) {
		const char *key = map->keys[pairs[i]]->text;

		if (i > 0)
			add_blanks(out, indent);
		add_text(out, key);
		str_add_char(out, ':');
		add_value(a, out, map->items[pairs[i]], word_of(o, key), indent);
	}
}

static void
add_entry(struct arena *a, enum rule_section section, const struct yaml_node *map,
	struct book_entry *out)
{
	const struct rule_section_row *row = rule_section_row(section);
	const struct order o = { &row->own, true };
	const struct yaml_node *code = yaml_get(map, "code");
	AUTO_STR text = STR_INIT;

	str_add(&text, row->single ? "  " : "- ");
	if (map->count > 0)
		add_block_map(a, &text, map, &o, INDENT);
	else
		str_add(&text, "{}\n");
	*out = (struct book_entry){ section, "", arena_strdup(a, str_text(&text)) };
	if (code != NULL && code->kind == YAML_TEXT)
		out->code = code->text;
}

/* Keys that could not be read back. */
static void
check_keys(const struct yaml_node *node, struct faults *f)
{
	for (int i = 0; i < node->count; i++) {
		if (node->kind == YAML_MAP && strlen(node->keys[i]->text) > KEY_LIMIT)
			faults_add(f, node->keys[i]->line, node->keys[i]->column,
				_("this word is longer than %d bytes"), KEY_LIMIT);
		if (node->items[i]->kind != YAML_TEXT)
			check_keys(node->items[i], f);
	}
}

static int
entries_of(const struct yaml_node *root)
{
	int count = 0;

	for (int i = 0; i < root->count; i++)
		count += root->items[i]->kind == YAML_LIST ? root->items[i]->count : 1;
	return count;
}

static void
fault_shape(struct faults *f, const struct yaml_node *node, const struct rule_section_row *row)
{
	faults_add(f, node->line, node->column, row->single ?
		_("\"%s\" takes a group of words, such as {a: b, c: d}") :
		_("\"%s\" takes a list of entries that begin with \"- \""), row->name);
}

static int
add_section(struct arena *a, const struct yaml_node *key, const struct yaml_node *node,
	struct book_entry *out, struct faults *f)
{
	enum rule_section section = rule_section_find(key->text);

	if (section == RULE_SECTION_COUNT) {
		faults_add(f, key->line, key->column, _("there is no section \"%s\""), key->text);
		return 0;
	}
	const struct rule_section_row *row = rule_section_row(section);

	if (node->kind != (row->single ? YAML_MAP : YAML_LIST)) {
		fault_shape(f, node, row);
		return 0;
	}
	if (row->single) {
		add_entry(a, section, node, out);
		return 1;
	}
	for (int i = 0; i < node->count; i++) {
		if (node->items[i]->kind == YAML_MAP)
			add_entry(a, section, node->items[i], &out[i]);
		else
			fault_shape(f, node->items[i], row);
	}
	return node->count;
}

struct book_entry *
book_tree_entries(struct arena *a, const struct yaml_node *root, int *count, struct faults *f)
{
	int before = f->count;

	*count = 0;
	if (root->kind != YAML_MAP) {
		faults_add(f, root->line, root->column,
			_("a rule book is a group of sections: book:, rooms:, prices: ..."));
		return NULL;
	}
	check_keys(root, f);
	struct book_entry *entries =
		arena_alloc(a, ((size_t)entries_of(root) + 1) * sizeof(*entries));

	for (int i = 0; i < root->count; i++)
		*count += add_section(a, root->keys[i], root->items[i], entries + *count, f);
	return f->count > before ? NULL : entries;
}

struct book_entry *
book_entries(struct arena *a, const char *bytes, size_t len, int *count, struct faults *f)
{
	int before = f->count;
	const struct yaml_node *root = yaml_read(a, bytes, len, f);
	struct book_entry *entries = NULL;

	*count = 0;
	if (root != NULL)
		entries = book_tree_entries(a, root, count, f);
	return f->count > before ? NULL : entries;
}

void
book_value_write(const struct yaml_node *node, struct str *out)
{
	AUTO_ARENA a = ARENA_INIT;
	const struct order none = { NULL, false };

	add_flow(&a, out, node, &none);
}

void
book_write(const struct book_entry *entries, int count, struct str *out)
{
	for (int s = 0; s < RULE_SECTION_COUNT; s++) {
		bool begun = false;

		for (int i = 0; i < count; i++) {
			if (entries[i].section != (enum rule_section)s)
				continue;
			if (!begun)
				str_addf(out, "%s%s:\n", out->len > 0 ? "\n" : "",
					rule_section_name((enum rule_section)s));
			str_add(out, entries[i].text);
			begun = true;
		}
	}
}
