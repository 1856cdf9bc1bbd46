/*
 * form_read.c - one form file. The tables of words below are the vocabulary that
 * docs/forms.md describes; a new word is a row here and a member in form.h.
 */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "form/form_read.h"

#include <assert.h>
#include <inttypes.h>
#include <string.h>

#include "base/i18n.h"
#include "form/type.h"

#define IN_FORM(member)   .at = offsetof(struct form, member)
#define IN_FIELD(member)  .at = offsetof(struct form_field, member)
#define IN_DETAIL(member) .at = offsetof(struct form_detail, member)
#define TYPE(kind)        (1u << FIELD_##kind)

#define TYPES_TEXT   (TYPE(TEXT) | TYPE(KANA) | TYPE(NOTE) | TYPE(PHONE) | TYPE(EMAIL) | TYPE(URL))
#define TYPES_NUMBER (TYPE(INT) | TYPE(MONEY))

static_assert(FIELD_KIND_COUNT <= 32, "types are bits of an unsigned");

/* clang-format off */
static const struct word form_words[] = {
	{ "form",     WORD_NAME,  IN_FORM(name),   .needed = true, .site = true },
	{ "table",    WORD_NAME,  IN_FORM(table),  .needed = true },
	{ "area",     WORD_NAME,  IN_FORM(area),   .needed = true },
	{ "label",    WORD_BOTH,  IN_FORM(label),  .needed = true, .site = true },
	{ "plural",   WORD_BOTH,  IN_FORM(plural), .needed = true, .site = true },
	{ "menu",     WORD_BELOW, .site = true },
	{ "title",    WORD_NAME,  IN_FORM(title),  .needed = true },
	{ "number",   WORD_NAME,  IN_FORM(number) },
	{ "series",   WORD_NAME,  IN_FORM(series) },
	{ "public",   WORD_NAME,  IN_FORM(public_fields) },
	{ "withheld", WORD_NAME,  IN_FORM(withheld) },
	{ "parent",   WORD_NAME,  IN_FORM(parent) },
	{ "key",      .kind = WORD_BELOW },
	{ "sections", WORD_BELOW, .site = true },
	{ "fields",   WORD_BELOW, .needed = true, .site = true },
	{ "list",     WORD_BELOW, .needed = true, .site = true },
	{ "details",  .kind = WORD_BELOW },
	{ "checks",   .kind = WORD_BELOW },
};

static const struct word menu_words[] = {
	{ "in",    WORD_NAME,   IN_FORM(menu),       .needed = true, .site = true },
	{ "order", WORD_NUMBER, IN_FORM(menu_order), .low = 0, .high = 9999, .site = true },
};

static const char *const menus[] = { "main", "register", "settings" };

static const struct word field_words[] = {
	{ "label",         WORD_BOTH,   IN_FIELD(label),    .needed = true, .site = true },
	{ "type",          WORD_BELOW,  .needed = true },
	{ "help",          WORD_BOTH,   IN_FIELD(help),     .site = true },
	{ "required",      WORD_YES,    IN_FIELD(required), .site = true },
	{ "default",       WORD_TEXT,   IN_FIELD(dflt),     .site = true, .may_be_empty = true },
	{ "width",         WORD_NUMBER, IN_FIELD(width),    .low = 1, .high = 200, .site = true },
	{ "max",           WORD_NUMBER, IN_FIELD(max),      .low = 1, .high = 10000,
		.types = TYPES_TEXT },
	{ "max",           WORD_LIMIT,  IN_FIELD(most),     .types = TYPES_NUMBER },
	{ "min",           WORD_LIMIT,  IN_FIELD(least),    .types = TYPES_NUMBER },
	{ "rows",          WORD_NUMBER, IN_FIELD(rows),     .low = 1, .high = 40, .site = true,
		.types = TYPE(NOTE) },
	{ "unique",        WORD_YES,    IN_FIELD(unique),   .types = ~TYPE(CHOICES) },
	{ "search",        WORD_YES,    IN_FIELD(search) },
	{ "private",       WORD_YES,    IN_FIELD(is_private) },
	{ "public_choice", WORD_YES,    IN_FIELD(is_public_choice) },
	{ "read_only",     WORD_YES,    IN_FIELD(read_only) },
	{ "filled",        WORD_YES,    IN_FIELD(filled) },
	{ "fixed",         WORD_YES,    IN_FIELD(fixed) },
	{ "kept",          WORD_YES,    IN_FIELD(kept),     .types = ~TYPE(CHOICES) },
	{ "offered",       WORD_YES,    IN_FIELD(offered),  .types = TYPE(TEXT) },
	{ "named_in",      WORD_NAME,   IN_FIELD(named_in), .types = TYPE(TEXT) },
	{ "otherwise",     WORD_NAME,   IN_FIELD(otherwise) },
	{ "kana_of",       WORD_NAME,   IN_FIELD(kana_of),  .types = TYPE(KANA) },
	{ "headings",      WORD_TEXTS,  IN_FIELD(headings), .site = true },
	{ "codes",         WORD_NAME,   IN_FIELD(list),     .needed = true,
		.types = TYPE(CHOICE) | TYPE(CHOICES) },
	{ "link",          WORD_NAME,   IN_FIELD(link),     .needed = true,
		.types = TYPE(CHOICES) },
	{ "to",            WORD_NAME,   IN_FIELD(ref),      .needed = true, .types = TYPE(REF) },
	{ "create",        WORD_YES,    IN_FIELD(create),   .types = TYPE(REF) },
};

static const struct word list_words[] = {
	{ "columns",    WORD_BELOW, .needed = true, .site = true },
	{ "sort",       WORD_BELOW, .site = true },
	{ "descending", WORD_YES,   IN_FORM(sort_descending), .site = true },
};

static const struct word detail_words[] = {
	{ "form",  WORD_NAME, IN_DETAIL(form),         .needed = true },
	{ "by",    WORD_NAME, IN_DETAIL(parent_field), .needed = true },
	{ "label", WORD_BOTH, IN_DETAIL(label) },
};

/* Columns that every table has for the program's own use. */
static const char *const kept_columns[] = { "id", "version" };
/* clang-format on */

static void
check_menu(struct form_reader *r, const struct yaml_node *in)
{
	struct nearest n = { .typed = in->text };
	for (size_t i = 0; i < ARRAY_LEN(menus); i++) {
		if (strcmp(in->text, menus[i]) == 0)
			return;
		nearest_offer(&n, menus[i]);
	}
	if (n.best)
		faults_add(r->faults, in->line, in->column,
			   _("there is no menu \"%s\"; did you mean \"%s\"?"), in->text, n.best);
	else
		faults_add(r->faults, in->line, in->column,
			   _("there is no menu \"%s\"; there are main, register and settings"),
			   in->text);
}

static void
read_menu(struct form_reader *r, const struct yaml_node *node)
{
	if (!word_is_map(r, "menu", node))
		return;
	const struct word_group group = {
		menu_words, ARRAY_LEN(menu_words), "menu", node, node, 0
	};
	words_read(r, &group, r->form);
	const struct yaml_node *in = yaml_get(node, "in");
	if (in && in->kind == YAML_TEXT && form_is_identifier(in->text))
		check_menu(r, in);
}

/* The name of a file is the name of its form: a centre finds what it wants to change. */
static void
check_file_name(struct form_reader *r, const char *stem)
{
	const struct yaml_node *node = yaml_get(r->root, "form");
	if (!node && r->site)
		faults_add(r->faults, r->root->line, r->root->column,
			   _("the form needs the word \"%s\""), "form");
	else if (node && node->kind == YAML_TEXT && strcmp(node->text, stem) != 0)
		faults_add(r->faults, node->line, node->column,
			   _("the form is \"%s\" but the file is named \"%s.yaml\""), node->text,
			   stem);
}

void
form_read_words(struct form_reader *r, const char *stem)
{
	const struct word_group group = { form_words, ARRAY_LEN(form_words), NULL, r->root, r->root,
					  0 };
	words_read(r, &group, r->form);
	check_file_name(r, stem);
	if (r->site)
		r->form->name = stem;
	const struct yaml_node *menu = yaml_get(r->root, "menu");
	if (menu)
		read_menu(r, menu);
}

static void
fault_no_type(struct form_reader *r, const struct yaml_node *node)
{
	AUTO_STR types = STR_INIT;
	struct nearest n = { .typed = node->text };
	for (int i = 0; i < FIELD_KIND_COUNT; i++) {
		const char *name = field_type_of((enum field_kind)i)->name;
		nearest_offer(&n, name);
		str_addf(&types, "%s%s", i > 0 ? ", " : "", name);
	}
	if (n.best)
		faults_add(r->faults, node->line, node->column,
			   _("there is no type \"%s\"; did you mean \"%s\"?"), node->text, n.best);
	else
		faults_add(r->faults, node->line, node->column,
			   _("there is no type \"%s\"; the types are: %s"), node->text,
			   str_text(&types));
}

/* The field's type; NULL when the file does not say a good one (a fault is there or follows). */
static const struct field_type *
read_type(struct form_reader *r, const struct yaml_node *map)
{
	const struct yaml_node *node = yaml_get(map, "type");
	if (!node || !word_is_text(r, "type", node))
		return NULL;
	const struct field_type *type = field_type_find(node->text);
	if (!type)
		fault_no_type(r, node);
	return type;
}

/* A default is typed into every new record: one that cannot be read would be found too late. */
static void
check_default(struct form_reader *r, const struct yaml_node *node, struct form_field *field)
{
	if (str_is_empty(field->dflt)) {
		field->dflt = NULL;
		return;
	}
	if (field->list || field->ref)
		return; /* needs the desk's words: form_check_defaults() */
	const struct field_lookup lookup = { .today = date_from_ymd(2026, 1, 15), .now = 1 };
	AUTO_FREE char *stored = NULL;
	struct err e;
	if (!field_parse(field, &lookup, field->dflt, &stored, &e))
		faults_add(r->faults, node->line, node->column, _("the default cannot be used: %s"),
			   e.msg);
}

static void
check_limits(struct form_reader *r, const struct yaml_node *map, const struct form_field *field)
{
	if (!field->least.set || !field->most.set || field->least.value <= field->most.value)
		return;
	const struct yaml_node *node = yaml_get(map, "min");
	faults_add(r->faults, node->line, node->column,
		   _("min %" PRId64 " is greater than max %" PRId64), field->least.value,
		   field->most.value);
}

void
form_read_field(struct form_reader *r, const struct yaml_node *key, const struct yaml_node *node,
		struct form_field *field)
{
	if (!word_is_map(r, key->text, node))
		return;
	int before = r->faults->count;
	bool type_known = true;
	if (!r->site) {
		const struct field_type *type = read_type(r, node);
		type_known = type != NULL;
		field->type = type ? type : field_type_of(FIELD_TEXT);
	}
	const struct word_group group = { field_words, ARRAY_LEN(field_words),
					  key->text,   key,
					  node,        type_known ? 1u << field->type->kind : 0 };
	words_read(r, &group, field);
	check_limits(r, node, field);
	if (r->faults->count > before)
		return;
	const struct yaml_node *dflt = yaml_get(node, "default");
	if (dflt)
		check_default(r, dflt, field);
}

static void
check_field_name(struct form_reader *r, const struct yaml_node *key)
{
	if (!word_identifier(r, key))
		return;
	for (size_t i = 0; i < ARRAY_LEN(kept_columns); i++) {
		if (strcmp(key->text, kept_columns[i]) == 0)
			faults_add(r->faults, key->line, key->column,
				   _("\"%s\" is kept by the program and cannot be a field"),
				   key->text);
	}
}

static void
new_field(struct form_reader *r, const struct yaml_node *key, const struct yaml_node *node,
	  struct form_field *field)
{
	check_field_name(r, key);
	field->name = key->text;
	field->line = key->line;
	field->column = key->column;
	field->type = field_type_of(FIELD_TEXT);
	form_read_field(r, key, node, field);
	field->read_only |= field->kept;
	field->filled |= field->kept;
	if (field->width == 0)
		field->width = field->type->width;
	if (field->max == 0)
		field->max = field->type->max;
	if (field->rows == 0)
		field->rows = field->type->multi_line ? 4 : 1;
}

static void
read_fields(struct form_reader *r)
{
	const struct yaml_node *map = yaml_get(r->root, "fields");
	if (!map || !word_is_map(r, "fields", map))
		return;
	if (map->count == 0) {
		faults_add(r->faults, map->line, map->column, _("\"%s\" is empty"), "fields");
		return;
	}
	r->form->fields = arena_alloc(r->a, (size_t)map->count * sizeof(*r->form->fields));
	r->form->field_count = map->count;
	for (int i = 0; i < map->count; i++)
		new_field(r, map->keys[i], map->items[i], &r->form->fields[i]);
}

/* The index of the field that `node` names, -1 after a fault. `refused` are bits of types. */
static int
read_field_index(struct form_reader *r, const char *word, const struct yaml_node *node,
		 unsigned refused)
{
	if (!word_is_text(r, word, node))
		return -1;
	int index = form_field_index(r->form, node->text);
	if (index < 0) {
		fault_no_field(r, r->form, node);
		return -1;
	}
	const struct field_type *type = r->form->fields[index].type;
	if (!(refused & (1u << type->kind)))
		return index;
	faults_add(r->faults, node->line, node->column,
		   _("\"%s\" cannot hold \"%s\": it is of the type %s"), word, node->text,
		   type->name);
	return -1;
}

static int
read_field_indexes(struct form_reader *r, const char *word, const struct yaml_node *list,
		   unsigned refused, int **out)
{
	int count = 0;
	*out = arena_alloc(r->a, (size_t)(list->count + 1) * sizeof(**out));
	for (int i = 0; i < list->count; i++) {
		int index = read_field_index(r, word, list->items[i], refused);
		bool again = false;
		for (int j = 0; j < count; j++)
			again |= (*out)[j] == index;
		if (again)
			faults_add(r->faults, list->items[i]->line, list->items[i]->column,
				   _("\"%s\" is twice in this list"), list->items[i]->text);
		else if (index >= 0)
			(*out)[count++] = index;
	}
	return count;
}

void
form_read_list(struct form_reader *r)
{
	const struct yaml_node *map = yaml_get(r->root, "list");
	if (!map || !word_is_map(r, "list", map))
		return;
	const struct word_group group = { list_words, ARRAY_LEN(list_words), "list", map, map, 0 };
	words_read(r, &group, r->form);
	const struct yaml_node *columns = yaml_get(map, "columns");
	if (columns && word_is_list(r, "columns", columns)) {
		if (columns->count == 0)
			faults_add(r->faults, columns->line, columns->column, _("\"%s\" is empty"),
				   "columns");
		r->form->column_count =
			read_field_indexes(r, "columns", columns, TYPE(NOTE), &r->form->columns);
	}
	const struct yaml_node *sort = yaml_get(map, "sort");
	if (sort && word_is_list(r, "sort", sort))
		r->form->sort_count = read_field_indexes(
			r, "sort", sort, TYPE(NOTE) | TYPE(CHOICES), &r->form->sort);
}

static void
read_key(struct form_reader *r)
{
	const struct yaml_node *list = yaml_get(r->root, "key");
	int *fields;
	if (!list || !word_is_list(r, "key", list))
		return;
	if (list->count > FORM_KEY_MOST) {
		faults_add(r->faults, list->line, list->column,
			   _("\"%s\" names %d fields; %d is the most"), "key", list->count,
			   FORM_KEY_MOST);
		return;
	}
	int count = read_field_indexes(r, "key", list, TYPE(NOTE) | TYPE(CHOICES), &fields);
	for (int i = 0; i < count; i++)
		r->form->key.fields[i] = fields[i];
	r->form->key.count = count;
}

static void
read_details(struct form_reader *r)
{
	const struct yaml_node *list = yaml_get(r->root, "details");
	if (!list || !word_is_list(r, "details", list))
		return;
	struct form_detail *details =
		arena_alloc(r->a, (size_t)(list->count + 1) * sizeof(*details));
	r->form->details = details;
	for (int i = 0; i < list->count; i++) {
		const struct yaml_node *item = list->items[i];
		if (!word_is_map(r, "details", item))
			continue;
		const struct word_group group = { detail_words, ARRAY_LEN(detail_words),
						  "details",    item,
						  item,         0 };
		words_read(r, &group, &details[r->form->detail_count]);
		r->form->detail_count++;
	}
}

static void
read_checks(struct form_reader *r)
{
	const struct yaml_node *list = yaml_get(r->root, "checks");
	if (!list || !word_is_list(r, "checks", list))
		return;
	r->form->checks = arena_alloc(r->a, (size_t)(list->count + 1) * sizeof(*r->form->checks));
	for (int i = 0; i < list->count; i++) {
		const struct yaml_node *item = list->items[i];
		if (word_is_text(r, "checks", item) && word_identifier(r, item))
			r->form->checks[r->form->check_count++] = item->text;
	}
}

/* Later steps and their sentences use these; whoever reads them after a fault must not fall. */
static void
fill_gaps(struct form *form, const char *stem)
{
	if (!form->name)
		form->name = stem;
	if (!form->table)
		form->table = "";
	if (!form->label.ja && !form->label.en)
		form->label.en = stem;
}

void
form_read(struct form_reader *r, const char *stem)
{
	form_read_words(r, stem);
	fill_gaps(r->form, stem);
	read_fields(r);
	form_layout(r);
	form_read_list(r);
	read_key(r);
	read_details(r);
	read_checks(r);
}
