/*
 * read.c - a rule book's file. Two passes: first the codes of all entries, so that
 * sections may stand in any order; then every section by its row.
 */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "rule/read/read.h"

#include <assert.h>
#include <string.h>

#include "base/mem.h"
#include "rule/read/reader.h"

#define IN_RULE(member) offsetof(struct rule, member)
#define IN_VALID(member) offsetof(struct validity, member)

static void read_unless(struct rule_reader *r, const struct yaml_node *node, void *entry);

static const struct rule_word valid_table[] = {
	{ "use_from", TAKES_DAY, .at = IN_VALID(use_from) },
	{ "use_to", TAKES_DAY, .at = IN_VALID(use_to) },
	{ "apply_from", TAKES_DAY, .at = IN_VALID(apply_from) },
	{ "apply_to", TAKES_DAY, .at = IN_VALID(apply_to) },
};
static const struct rule_words valid_words = RULE_WORDS(valid_table);

static const struct rule_word common_table[] = {
	{ "code", TAKES_CODE, .at = IN_RULE(code) },
	{ "name", TAKES_TEXT, .at = IN_RULE(name) },
	{ "by_law", TAKES_TEXT, .at = IN_RULE(by_law), .prose = true },
	{ "note", TAKES_TEXT, .at = IN_RULE(note), .prose = true },
	{ "valid", TAKES_GROUP, .at = IN_RULE(valid), .inner = &valid_words },
	{ "when", TAKES_CONDITION, .at = IN_RULE(when) },
	{ "unless", TAKES_OTHER, .read = read_unless, .shape = SHAPE_CONDITION },
};
const struct rule_words rule_words_common = RULE_WORDS(common_table);

static void
read_unless(struct rule_reader *r, const struct yaml_node *node, void *entry)
{
	struct rule *rule = entry;

	rule->has_unless = true;
	rule_condition(r, "unless", node, &rule->unless);
}

static void
check_valid(struct rule_reader *r, const struct yaml_node *map, const struct validity *v)
{
	const struct yaml_node *node = yaml_get(map, "valid");
	bool use = v->use_from != DAY_NONE && v->use_to != DAY_NONE && v->use_from > v->use_to;
	bool apply = v->apply_from != DAY_NONE && v->apply_to != DAY_NONE &&
		     v->apply_from > v->apply_to;

	if (node != NULL && (use || apply))
		FAULT(r, node, _("\"valid\" ends before it begins"));
}

void
rule_entry_begin(struct rule *rule, enum rule_section section, const struct yaml_node *node)
{
	*rule = (struct rule){
		.section = section, .line = node->line, .column = node->column,
		.code = "", .name = "", .by_law = "", .note = "",
		.valid = { DAY_NONE, DAY_NONE, DAY_NONE, DAY_NONE },
	};
}

void
rule_entry_read(struct rule_reader *r, const struct rule_section_row *row,
	const struct yaml_node *map, struct rule *entry)
{
	const struct rule_group group = { &row->own, &rule_words_common, row->name, map };

	if (row->begin != NULL)
		row->begin(r, map, entry);
	if (!rule_is_map(r, row->name, map))
		return;
	rule_words_read(r, &group, entry);
	check_valid(r, map, &entry->valid);
	if (row->needs_code && yaml_get(map, "code") == NULL)
		FAULT(r, map, _("\"%s\" needs the word \"%s\""), row->name, "code");
	if (entry->name[0] == '\0')
		entry->name = entry->code;
	if (row->end != NULL)
		row->end(r, map, entry);
}

/* Where there is neither name nor code, the place in the book is shown. */
static void
name_entry(struct rule_reader *r, const struct rule_section_row *row, int index,
	struct rule *entry)
{
	if (entry->name[0] == '\0')
		entry->name = arena_printf(r->a, "%s %d", row->name, index + 1);
}

static const struct yaml_node *
code_of(const struct yaml_node *entry)
{
	const struct yaml_node *code = entry->kind == YAML_MAP ? yaml_get(entry, "code") : NULL;

	return code != NULL && code->kind == YAML_TEXT && code->text[0] != '\0' ? code : NULL;
}

static void
check_once(struct rule_reader *r, const struct yaml_node *list, int index)
{
	const struct yaml_node *code = code_of(list->items[index]);

	for (int i = 0; code != NULL && i < index; i++) {
		const struct yaml_node *before = code_of(list->items[i]);

		if (before == NULL || !yaml_same(before->text, code->text))
			continue;
		FAULT(r, code, _("the code \"%s\" stands in this section a second time; the "
				 "first is in line %d"), code->text, before->line);
		return;
	}
}

/* Entries are counted as they are read, so that one can refer to those before it. */
static void
read_list(struct rule_reader *r, enum rule_section section, const struct yaml_node *list)
{
	const struct rule_section_row *row = rule_section_row(section);
	char *entries = NEW_ARRAY(r, char, ((size_t)list->count + 1) * row->size);
	char *book = (char *)r->book;
	int *count = (int *)(void *)(book + row->count_at);

	memcpy(book + row->at, &entries, sizeof(entries));
	for (int i = 0; i < list->count; i++) {
		struct rule *entry = (struct rule *)(void *)(entries + (size_t)i * row->size);

		rule_entry_begin(entry, section, list->items[i]);
		check_once(r, list, i);
		rule_entry_read(r, row, list->items[i], entry);
		name_entry(r, row, i, entry);
		*count = i + 1;
	}
}

static void
read_section(struct rule_reader *r, enum rule_section section)
{
	const struct rule_section_row *row = rule_section_row(section);
	const struct yaml_node *node = r->sections[section];
	char *book = (char *)r->book;

	if (row->single) {
		struct rule *entry = (struct rule *)(void *)(book + row->at);
		const struct yaml_node nowhere = { .kind = YAML_MAP };

		rule_entry_begin(entry, section, node != NULL ? node : &nowhere);
		if (node == NULL && row->begin != NULL)
			row->begin(r, &nowhere, entry);
		else if (node != NULL)
			rule_entry_read(r, row, node, entry);
		name_entry(r, row, 0, entry);
	} else if (node != NULL && node->kind != YAML_LIST) {
		FAULT(r, node, _("\"%s\" takes a list of entries that begin with \"- \""),
			row->name);
	} else if (node != NULL) {
		read_list(r, section, node);
	}
}

static void
fault_no_section(struct rule_reader *r, const struct yaml_node *key)
{
	struct nearest near = { .typed = key->text };
	AUTO_STR known = STR_INIT;

	for (int s = 0; s < RULE_SECTION_COUNT; s++) {
		const char *name = rule_section_row((enum rule_section)s)->name;

		nearest_offer(&near, name);
		str_addf(&known, "%s%s", s > 0 ? ", " : "", name);
	}
	if (near.best != NULL)
		FAULT(r, key, _("there is no section \"%s\"; did you mean \"%s\"?"), key->text,
			near.best);
	else
		FAULT(r, key, _("there is no section \"%s\"; the sections are: %s"), key->text,
			str_text(&known));
}

static void
find_sections(struct rule_reader *r, const struct yaml_node *root)
{
	for (int i = 0; i < root->count; i++) {
		enum rule_section s = rule_section_find(root->keys[i]->text);

		if (s == RULE_SECTION_COUNT)
			fault_no_section(r, root->keys[i]);
		else
			r->sections[s] = root->items[i];
	}
	if (r->sections[RULE_BOOK] == NULL)
		FAULT(r, root, _("a rule book begins with the section \"book\" and its name: "
				 "book: {name: ...}"));
}

static void
read_file(struct rule_reader *r, const char *bytes, size_t len)
{
	const struct yaml_node *root = yaml_read(r->a, bytes, len, r->faults);

	if (root == NULL)
		return;
	if (root->kind != YAML_MAP) {
		FAULT(r, root, _("a rule book is a group of sections: book:, rooms:, prices: ..."));
		return;
	}
	find_sections(r, root);
	rule_read_facts(r);
	for (int s = 0; s < RULE_SECTION_COUNT; s++)
		read_section(r, (enum rule_section)s);
}

static struct book *
read_book(const char *file, const char *bytes, size_t len, struct faults *f, bool kept)
{
	struct book *b = mem_alloc(sizeof(*b));
	struct rule_reader r = { .a = &b->arena, .faults = f, .book = b, .kept = kept };
	int before = f->count;

	b->file = arena_strdup(&b->arena, file);
	read_file(&r, bytes, len);
	if (f->count == before)
		return b;
	book_free(b);
	return NULL;
}

struct book *
book_read(const char *file, const char *bytes, size_t len, struct faults *f)
{
	return read_book(file, bytes, len, f, false);
}

struct book *
book_read_kept(const char *file, const char *bytes, size_t len, struct faults *f)
{
	return read_book(file, bytes, len, f, true);
}

struct book *
book_facts_read(const struct yaml_node *root)
{
	struct book *b = mem_alloc(sizeof(*b));
	struct faults faults = FAULTS_INIT("");
	struct rule_reader r = { .a = &b->arena, .faults = &faults, .book = b };

	for (int i = 0; root->kind == YAML_MAP && i < root->count; i++) {
		enum rule_section s = rule_section_find(root->keys[i]->text);

		if (s != RULE_SECTION_COUNT)
			r.sections[s] = root->items[i];
	}
	rule_read_facts(&r);
	read_section(&r, RULE_FACTS);
	faults_done(&faults);
	return b;
}
