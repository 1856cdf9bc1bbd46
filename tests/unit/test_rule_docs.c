/*
 * test_rule_docs.c - docs/rules.md is held to what it promises: its small book is
 * whole and its examples come out, every block reads beside it without fault, and
 * every word of the vocabulary, with every value it can have, stands in it.
 */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "test.h"

#include "base/auto.h"
#include "base/macros.h"
#include "base/mem.h"
#include "base/str.h"
#include "form/yaml.h"
#include "rule/check/check.h"
#include "rule/read/read.h"
#include "rule/words.h"

#define BLOCKS_MOST 100
#define WORDS_MOST 1000
#define SMALL_EXAMPLES 5
#define BLOCK_BEGINS "\n```yaml\n"
#define BLOCK_ENDS "\n```\n"

struct docs {
	struct arena arena;
	char *text;
	int count;
	struct {
		const char *text;
		int line; /* in docs/rules.md, of its first line */
	} blocks[BLOCKS_MOST];
};

static char *
read_docs(struct arena *a)
{
	const char *srcdir = getenv("srcdir");
	AUTO_FREE char *path = mem_printf("%s/docs/rules.md", srcdir ? srcdir : "..");
	FILE *f = fopen(path, "rb");
	AUTO_STR text = STR_INIT;
	char buffer[4096];
	size_t n;

	assert_non_null(f);
	while ((n = fread(buffer, 1, sizeof(buffer), f)) > 0)
		str_add_len(&text, buffer, n);
	fclose(f);
	return arena_strdup(a, str_text(&text));
}

static int
line_of(const char *text, const char *place)
{
	int line = 1;

	for (; text < place; text++)
		line += *text == '\n';
	return line;
}

static int
find_blocks(void **state)
{
	struct docs *d = mem_alloc(sizeof(*d));

	d->text = read_docs(&d->arena);
	for (const char *p = strstr(d->text, BLOCK_BEGINS); p; p = strstr(p, BLOCK_BEGINS)) {
		p += strlen(BLOCK_BEGINS);
		const char *end = strstr(p, BLOCK_ENDS);

		assert_non_null(end);
		assert_true(d->count < BLOCKS_MOST);
		d->blocks[d->count].text = arena_strndup(&d->arena, p, (size_t)(end + 1 - p));
		d->blocks[d->count++].line = line_of(d->text, p);
		p = end;
	}
	*state = d;
	return 0;
}

static int
drop_blocks(void **state)
{
	struct docs *d = *state;

	arena_done(&d->arena);
	free(d);
	return 0;
}

static void
assert_no_faults(struct faults *f, const char *text)
{
	AUTO_STR faults = STR_INIT;

	faults_write(f, &faults);
	if (f->count > 0)
		print_message("%s", text);
	faults_done(f);
	assert_string_equal(str_text(&faults), "");
}

static void
small_book_is_whole_and_its_examples_come_out(void **state)
{
	const struct docs *d = *state;
	const char *text = d->blocks[0].text;
	struct faults f = FAULTS_INIT("docs/rules.md");
	const struct surroundings around = { 0 };
	struct book *b = book_read("docs/rules.md", text, strlen(text), &f);

	assert_no_faults(&f, text);
	assert_non_null(b);
	assert_int_equal(b->example_count, SMALL_EXAMPLES);
	book_check(b, &around, &f);
	book_free(b);
	assert_no_faults(&f, "");
}

static bool
same_place(const struct book_entry *a, const struct book_entry *b)
{
	if (a->section != b->section)
		return false;
	return rule_section_row(a->section)->single ||
	       (a->code[0] != '\0' && strcmp(a->code, b->code) == 0);
}

/* The small book with the block's entries: in place of those with their code, or behind. */
static void
add_to_small_book(const struct docs *d, int block, struct str *out)
{
	AUTO_ARENA a = ARENA_INIT;
	struct faults f = FAULTS_INIT("docs/rules.md");
	int base_count, count;
	const char *text = d->blocks[block].text;
	struct book_entry *base = book_entries(&a, d->blocks[0].text,
		strlen(d->blocks[0].text), &base_count, &f);
	struct book_entry *more = book_entries(&a, text, strlen(text), &count, &f);

	assert_no_faults(&f, text);
	struct book_entry *all =
		arena_alloc(&a, (size_t)(base_count + count) * sizeof(*all));
	int all_count = 0;

	for (int i = 0; i < base_count; i++) {
		bool replaced = false;

		for (int k = 0; k < count; k++)
			replaced |= same_place(&base[i], &more[k]);
		if (!replaced)
			all[all_count++] = base[i];
	}
	for (int k = 0; k < count; k++)
		all[all_count++] = more[k];
	book_write(all, all_count, out);
}

/* Those of the block: the others are the small book's, in whose place rules may have come. */
static int
run_examples(const struct book *b)
{
	const struct surroundings around = { 0 };
	int run = 0;

	for (int i = SMALL_EXAMPLES; i < b->example_count; i++, run++) {
		struct example_result result;

		example_run(b, &around, i, &result);
		if (!result.right)
			print_message("%s: expected %s, got %s\n%s\n", result.example->name,
				result.expected, result.got, result.explanation);
		assert_true(result.right);
		example_done(&result);
	}
	return run;
}

static void
every_block_reads_beside_the_small_book(void **state)
{
	const struct docs *d = *state;
	unsigned asked = 0;
	int run = 0;

	assert_true(d->count > 25);
	for (int i = 1; i < d->count; i++) {
		AUTO_STR text = STR_INIT;
		AUTO_FREE char *name = mem_printf("docs/rules.md:%d", d->blocks[i].line);
		struct faults f = FAULTS_INIT(name);

		add_to_small_book(d, i, &text);
		struct book *b = book_read(name, str_text(&text), text.len, &f);

		assert_no_faults(&f, str_text(&text));
		run += run_examples(b);
		for (int x = 0; x < b->example_count; x++)
			asked |= 1u << b->examples[x].ask;
		book_free(b);
	}
	assert_true(run > 5);
	assert_int_equal(asked, (1u << ASK_COUNT) - 1); /* an example for each word of `ask` */
}

/* --- every word, where it belongs --- */

struct seen {
	int count;
	const struct rule_word *words[WORDS_MOST];
};

static void
see(struct seen *s, const struct rule_word *w)
{
	for (int i = 0; i < s->count; i++) {
		if (s->words[i] == w)
			return;
	}
	assert_true(s->count < WORDS_MOST);
	s->words[s->count++] = w;
}

static bool
is_seen(const struct seen *s, const struct rule_word *w)
{
	for (int i = 0; i < s->count; i++) {
		if (s->words[i] == w)
			return true;
	}
	return false;
}

static const struct rule_words *
below(const struct rule_word *w)
{
	return w->takes == TAKES_MOMENT ? rule_moment_words() : w->inner;
}

static void
look_below(struct seen *s, const struct yaml_node *node, const struct rule_words *words,
	bool entry)
{
	if (node->kind == YAML_LIST) {
		for (int i = 0; i < node->count; i++)
			look_below(s, node->items[i], words, entry);
		return;
	}
	for (int i = 0; node->kind == YAML_MAP && i < node->count; i++) {
		const struct rule_word *w = rule_word_find(words, node->keys[i]->text);

		if (w == NULL && entry)
			w = rule_word_find(rule_common_words(), node->keys[i]->text);
		if (w == NULL)
			continue;
		see(s, w);
		if (below(w) != NULL)
			look_below(s, node->items[i], below(w), w->entries);
	}
}

static void
look_at_block(struct seen *s, const char *text)
{
	AUTO_ARENA a = ARENA_INIT;
	struct faults f = FAULTS_INIT("docs/rules.md");
	const struct yaml_node *root = yaml_read(&a, text, strlen(text), &f);

	assert_no_faults(&f, text);
	for (int i = 0; i < root->count; i++) {
		enum rule_section section = rule_section_find(root->keys[i]->text);

		assert_int_not_equal(section, RULE_SECTION_COUNT);
		look_below(s, root->items[i], &rule_section_row(section)->own, true);
	}
}

/* `word` in the text: a value has its line there, if not an example of its own. */
static void
add_unsaid_values(const struct docs *d, const struct rule_word *w, const char *owner,
	struct str *missing)
{
	for (int i = 0; w->names != NULL && w->names[i] != NULL; i++) {
		AUTO_FREE char *quoted = mem_printf("`%s`", w->names[i]);
		AUTO_FREE char *used = mem_printf(": %s", w->names[i]);

		if (w->names[i][0] != '\0' && !strstr(d->text, quoted) && !strstr(d->text, used))
			str_addf(missing, "%s.%s: %s\n", owner, w->name, w->names[i]);
	}
}

static void
add_missing(const struct docs *d, const struct seen *s, const struct rule_words *words,
	const char *owner, struct str *missing)
{
	for (int i = 0; i < words->count; i++) {
		const struct rule_word *w = &words->words[i];
		AUTO_FREE char *name = mem_printf("%s.%s", owner, w->name);

		if (!is_seen(s, w))
			str_addf(missing, "%s\n", name);
		add_unsaid_values(d, w, owner, missing);
		if (w->inner != NULL)
			add_missing(d, s, w->inner, name, missing);
	}
}

static void
every_word_stands_in_an_example(void **state)
{
	const struct docs *d = *state;
	struct seen seen = { 0 };
	AUTO_STR missing = STR_INIT;

	for (int i = 0; i < d->count; i++)
		look_at_block(&seen, d->blocks[i].text);
	add_missing(d, &seen, rule_common_words(), "entry", &missing);
	add_missing(d, &seen, rule_moment_words(), "moment", &missing);
	for (int s = 0; s < RULE_SECTION_COUNT; s++) {
		const struct rule_section_row *row = rule_section_row((enum rule_section)s);

		add_missing(d, &seen, &row->own, row->name, &missing);
	}
	assert_string_equal(str_text(&missing), "");
}

static void
every_fact_stands_in_the_text(void **state)
{
	const struct docs *d = *state;
	static const char text[] = "book: {name: x}\n";
	struct faults f = FAULTS_INIT("x");
	struct book *b = book_read("x", text, strlen(text), &f);
	AUTO_STR missing = STR_INIT;

	assert_non_null(b);
	for (int i = 0; i < b->fact_count; i++) {
		AUTO_FREE char *quoted = mem_printf("`%s`", b->facts[i].code);

		if (!strstr(d->text, quoted))
			str_addf(&missing, "%s\n", b->facts[i].code);
	}
	book_free(b);
	assert_string_equal(str_text(&missing), "");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(small_book_is_whole_and_its_examples_come_out),
		cmocka_unit_test(every_block_reads_beside_the_small_book),
		cmocka_unit_test(every_word_stands_in_an_example),
		cmocka_unit_test(every_fact_stands_in_the_text),
	};
	return cmocka_run_group_tests(tests, find_blocks, drop_blocks);
}
