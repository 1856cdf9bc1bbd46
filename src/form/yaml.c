/*
 * yaml.c - libyaml's events made into a tree. What YAML offers beyond texts,
 * lists and maps is refused here, so that nobody above needs to know of it.
 */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "form/yaml.h"

#include <string.h>
#include <yaml.h>

#include "base/err.h"
#include "base/i18n.h"
#include "base/utf8.h"

#define BOM	    "\xEF\xBB\xBF" /* with which some editors begin a file */
#define SIZE_LIMIT  (1u << 20)
#define DEPTH_LIMIT 64
#define COUNT_LIMIT 1000 /* items of a list, pairs of a map */

struct reader {
	yaml_parser_t parser;
	yaml_event_t event; /* the one being looked at; type 0 = none */
	const char *bytes;  /* the file, borrowed */
	size_t len;
	struct arena *a;
	struct faults *faults;
	int depth;
};

#define WIDE_BLANK "\u3000"
static const char wide_sentence[] =
	N_("a full-width blank stands here: indent by half-width blanks");

/* libyaml's words for what people do wrong, and ours. */
static const struct {
	const char *problem;
	const char *sentence;
} syntax_sentences[] = {
	{ "mapping values are not allowed in this context",
	  N_("\":\" cannot stand here: put a text that holds \": \" in quotes, or check the "
	     "indentation") },
	{ "could not find expected ':'", N_("a \":\" after the word is missing") },
	{ "did not find expected key",
	  N_("a word and \":\" were expected here: check the indentation") },
	{ "did not find expected '-' indicator",
	  N_("an item that begins with \"- \" was expected here: check the indentation") },
	{ "did not find expected ',' or ']'",
	  N_("\",\" or \"]\" is missing in the list that begins before this") },
	{ "did not find expected ',' or '}'",
	  N_("\",\" or \"}\" is missing in the group that begins before this") },
	{ "found character that cannot start any token",
	  N_("this character cannot begin a text: indent by blanks, not tabs, and put such a text "
	     "in quotes") },
	{ "found a tab character that violates indentation",
	  N_("a tab stands here: indent by blanks") },
	{ "found a tab character where an indentation space is expected",
	  N_("a tab stands here: indent by blanks") },
	{ "found unexpected end of stream", N_("the file ends inside a text in quotes") },
	{ "block sequence entries are not allowed in this context",
	  N_("\"- \" cannot stand here: begin the list on a line of its own") },
	{ "found unexpected ':'", N_("\":\" cannot stand here: put the text in quotes") },
	{ "did not find expected node content", N_("a text, a list or a group was expected here") },
	{ "found unknown escape character", N_("this \"\\\" sequence is not known: write \"\\\\\" "
					       "for the character itself, or use single quotes") },
};

static const char *
syntax_sentence(const char *problem)
{
	for (size_t i = 0; i < ARRAY_LEN(syntax_sentences); i++) {
		if (strcmp(problem, syntax_sentences[i].problem) == 0)
			return _(syntax_sentences[i].sentence);
	}
	return NULL;
}

static void
fault_at(struct reader *r, yaml_mark_t mark, const char *sentence)
{
	faults_add(r->faults, (int)mark.line + 1, (int)mark.column + 1, "%s", sentence);
}

/* For bytes that are no text libyaml tells the offset only. */
static yaml_mark_t
mark_of_offset(const struct reader *r, size_t offset)
{
	yaml_mark_t mark = { .index = offset };
	for (size_t i = 0; i < offset; i++) {
		if (r->bytes[i] == '\n') {
			mark.line++;
			mark.column = 0;
		} else if (((unsigned char)r->bytes[i] & 0xC0) != 0x80) {
			mark.column++;
		}
	}
	return mark;
}

/* A full-width blank at the head of a line looks like indentation and is text. */
static bool
begins_wide(const struct reader *r, yaml_mark_t *mark)
{
	const char *p = r->bytes;
	const char *end = p + r->len;

	for (size_t line = 0; line < mark->line; line++) {
		p = memchr(p, '\n', (size_t)(end - p));
		if (p == NULL)
			return false;
		p++;
	}
	for (mark->column = 0; p < end && *p == ' '; p++)
		mark->column++;
	return (size_t)(end - p) >= strlen(WIDE_BLANK) &&
	       memcmp(p, WIDE_BLANK, strlen(WIDE_BLANK)) == 0;
}

static void
syntax_fault(struct reader *r)
{
	const char *problem = r->parser.problem ? r->parser.problem : "?";
	const char *ours = syntax_sentence(problem);
	yaml_mark_t mark = r->parser.problem_mark;
	if (r->parser.error == YAML_READER_ERROR) {
		mark = mark_of_offset(r, r->parser.problem_offset);
		ours = _("this is not text in UTF-8, or a control character; save the file as "
			 "UTF-8");
	}
	yaml_mark_t head = mark;
	if (r->parser.error != YAML_READER_ERROR && begins_wide(r, &head))
		fault_at(r, head, _(wide_sentence));
	else if (ours)
		fault_at(r, mark, ours);
	else
		faults_add(r->faults, (int)mark.line + 1, (int)mark.column + 1,
			   _("this cannot be read as YAML (%s)"), problem);
}

static bool
next_event(struct reader *r)
{
	yaml_event_delete(&r->event);
	if (yaml_parser_parse(&r->parser, &r->event))
		return true;
	syntax_fault(r);
	return false;
}

static struct yaml_node *
node_new(struct reader *r, enum yaml_kind kind)
{
	struct yaml_node *node = arena_alloc(r->a, sizeof(*node));
	node->kind = kind;
	node->line = (int)r->event.start_mark.line + 1;
	node->column = (int)r->event.start_mark.column + 1;
	return node;
}

static void
refuse_extras(struct reader *r, const yaml_char_t *anchor, const yaml_char_t *tag)
{
	if (anchor)
		fault_at(r, r->event.start_mark, _("anchors (&) are not used in these files"));
	if (tag)
		fault_at(r, r->event.start_mark, _("tags (!) are not used in these files"));
}

static bool
is_ascii_printable(const char *s, size_t len)
{
	for (size_t i = 0; i < len; i++) {
		if (s[i] < ' ' || s[i] > '~')
			return false;
	}
	return true;
}

/* Text from a file passes the same door as text from the keyboard. */
static const char *
scalar_text(struct reader *r)
{
	const char *value = (const char *)r->event.data.scalar.value;
	size_t len = r->event.data.scalar.length;
	if (is_ascii_printable(value, len))
		return arena_strndup(r->a, value, len);
	if (memchr(value, '\0', len)) {
		fault_at(r, r->event.start_mark, _("the character NUL cannot stand in a text"));
		return "";
	}
	struct err e;
	if (!utf8_check_text(value, true, &e)) {
		fault_at(r, r->event.start_mark, e.msg);
		return "";
	}
	AUTO_FREE char *composed = utf8_compose(value);
	return arena_strdup(r->a, composed);
}

static struct yaml_node *
read_text(struct reader *r)
{
	struct yaml_node *node = node_new(r, YAML_TEXT);
	refuse_extras(r, r->event.data.scalar.anchor, r->event.data.scalar.tag);
	node->text = scalar_text(r);
	return node;
}

static bool
has_room(struct reader *r, const struct yaml_node *node)
{
	if (node->count < COUNT_LIMIT)
		return true;
	faults_add(r->faults, node->line, node->column, _("more than %d entries are in one place"),
		   COUNT_LIMIT);
	return false;
}

/* An array in the arena that doubles; what it leaves behind goes with the arena. */
struct growing {
	const struct yaml_node **at;
	int count;
};

static void
append(struct arena *a, struct growing *g, const struct yaml_node *item)
{
	if ((g->count & (g->count - 1)) == 0) {
		size_t room = g->count ? (size_t)g->count * 2 : 1;
		const struct yaml_node **more = arena_alloc(a, room * sizeof(*more));
		if (g->count)
			memcpy(more, g->at, (size_t)g->count * sizeof(*more));
		g->at = more;
	}
	g->at[g->count++] = item;
}

static struct yaml_node *read_node(struct reader *r);

static struct yaml_node *
read_list(struct reader *r)
{
	struct yaml_node *list = node_new(r, YAML_LIST);
	struct growing items = { 0 };
	refuse_extras(r, r->event.data.sequence_start.anchor, r->event.data.sequence_start.tag);
	for (;;) {
		if (!next_event(r))
			return NULL;
		if (r->event.type == YAML_SEQUENCE_END_EVENT)
			return list;
		struct yaml_node *item = has_room(r, list) ? read_node(r) : NULL;
		if (!item)
			return NULL;
		append(r->a, &items, item);
		list->items = items.at;
		list->count = items.count;
	}
}

static const struct yaml_node *
find_key(const struct yaml_node *map, const char *key)
{
	for (int i = 0; i < map->count; i++) {
		if (yaml_same(map->keys[i]->text, key))
			return map->keys[i];
	}
	return NULL;
}

struct pairs {
	struct yaml_node *map;
	struct growing keys, items;
};

/* A pair that has no text as its key is left out. One whose key was written before stays. */
static void
add_pair(struct reader *r, struct pairs *p, struct yaml_node *key, struct yaml_node *item)
{
	if (key->kind != YAML_TEXT) {
		faults_add(r->faults, key->line, key->column,
			   _("a word was expected before \":\", not a list or a group"));
		return;
	}
	if (strncmp(key->text, WIDE_BLANK, strlen(WIDE_BLANK)) == 0) {
		faults_add(r->faults, key->line, key->column, "%s", _(wide_sentence));
		return;
	}
	const struct yaml_node *first = find_key(p->map, key->text);
	if (first)
		faults_add(r->faults, key->line, key->column,
			   _("\"%s\" stands here a second time; the first is in line %d"),
			   key->text, first->line);
	append(r->a, &p->items, item);
	append(r->a, &p->keys, key);
	p->map->items = p->items.at;
	p->map->keys = p->keys.at;
	p->map->count = p->keys.count;
}

static struct yaml_node *
read_map(struct reader *r)
{
	struct pairs p = { .map = node_new(r, YAML_MAP) };
	refuse_extras(r, r->event.data.mapping_start.anchor, r->event.data.mapping_start.tag);
	for (;;) {
		if (!next_event(r))
			return NULL;
		if (r->event.type == YAML_MAPPING_END_EVENT)
			return p.map;
		struct yaml_node *key = has_room(r, p.map) ? read_node(r) : NULL;
		if (!key || !next_event(r))
			return NULL;
		struct yaml_node *item = read_node(r);
		if (!item)
			return NULL;
		add_pair(r, &p, key, item);
	}
}

static struct yaml_node *
read_alias(struct reader *r)
{
	struct yaml_node *node = node_new(r, YAML_TEXT);
	fault_at(r, r->event.start_mark, _("aliases (*) are not used in these files"));
	node->text = "";
	return node;
}

/* The node that begins with the current event. */
static struct yaml_node *
read_node(struct reader *r)
{
	if (r->depth == DEPTH_LIMIT) {
		fault_at(r, r->event.start_mark, _("lists and groups are nested too deeply here"));
		return NULL;
	}
	struct yaml_node *node = NULL;
	r->depth++;
	if (r->event.type == YAML_SCALAR_EVENT)
		node = read_text(r);
	else if (r->event.type == YAML_SEQUENCE_START_EVENT)
		node = read_list(r);
	else if (r->event.type == YAML_MAPPING_START_EVENT)
		node = read_map(r);
	else if (r->event.type == YAML_ALIAS_EVENT)
		node = read_alias(r);
	r->depth--;
	return node;
}

static struct yaml_node *
read_document(struct reader *r)
{
	if (!next_event(r) || !next_event(r)) /* the stream's start, then a document's */
		return NULL;
	if (r->event.type == YAML_STREAM_END_EVENT) {
		faults_add(r->faults, 1, 1, _("the file is empty"));
		return NULL;
	}
	if (!next_event(r))
		return NULL;
	struct yaml_node *root = read_node(r);
	if (!root || !next_event(r)) /* the document's end */
		return NULL;
	if (!next_event(r))
		return NULL;
	if (r->event.type != YAML_STREAM_END_EVENT)
		fault_at(r, r->event.start_mark,
			 _("a second document (---) is not used in these files"));
	return root;
}

struct yaml_node *
yaml_read(struct arena *a, const char *bytes, size_t len, struct faults *f)
{
	if (len > SIZE_LIMIT) {
		faults_add(f, 1, 1, _("the file is larger than 1 MiB"));
		return NULL;
	}
	/* libyaml would count it as a column, and the next line as further left. */
	if (len >= strlen(BOM) && memcmp(bytes, BOM, strlen(BOM)) == 0) {
		bytes += strlen(BOM);
		len -= strlen(BOM);
	}
	struct reader r = { .bytes = bytes, .len = len, .a = a, .faults = f };
	if (!yaml_parser_initialize(&r.parser)) {
		faults_add(f, 1, 1, _("there is no memory left to read the file"));
		return NULL;
	}
	/* Said beforehand, or libyaml would guess UTF-16 from the first bytes. */
	yaml_parser_set_encoding(&r.parser, YAML_UTF8_ENCODING);
	yaml_parser_set_input_string(&r.parser, (const unsigned char *)bytes, len);
	struct yaml_node *root = read_document(&r);
	yaml_event_delete(&r.event);
	yaml_parser_delete(&r.parser);
	return root;
}

const struct yaml_node *
yaml_get(const struct yaml_node *map, const char *key)
{
	for (int i = 0; i < map->count; i++) {
		if (yaml_same(map->keys[i]->text, key))
			return map->items[i];
	}
	return NULL;
}
