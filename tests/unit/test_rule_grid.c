/*
 * test_rule_grid.c - a rule book as tables: every word of the vocabulary has its field,
 * under its label, and what is put there reads back; every book under tests/rules goes
 * through the fields unchanged.
 */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>

#include "rule_grid_kit.h"

#include "base/auto.h"
#include "base/lang.h"
#include "base/mem.h"
#include "rule/label.h"

/* --- every word --- */

/* What could stand in a field of the kind. */
static const char *
sample(const struct grid_field *f)
{
	switch (f->kind) {
	case CELL_YES:
		return "1";
	case CELL_ONE:
	case CELL_SEVERAL:
		return f->choice_count > 0 ? f->choices[f->choice_count - 1].code : NULL;
	case CELL_RANGE:
		return "3..7";
	case CELL_TEXT:
	case CELL_PROSE:
	case CELL_OPEN:
	case CELL_TEXTS:
		return "12";
	case CELL_GRID:
		break;
	}
	return NULL;
}

static void walk_fields(struct file *f, const struct tree_path *path, int deep);

/* A field is changed by what a form would store, and says that in the new tree. */
static void
change_field(struct file *f, const struct tree_path *path, int at)
{
	struct grid g = open_grid(f, path);
	const struct grid_field *field = &g.fields[at];
	const char *typed = sample(field);
	const struct yaml_node *value;
	AUTO_STR stored = STR_INIT;
	struct err e;

	if (strcmp(field->label, field->word) == 0 && field->fact == NONE)
		fail_msg("%s.%s has no label", g.owner, field->word);
	if (field->kind == CELL_GRID) {
		struct tree_path below = grid_below(&g, 0, field);

		walk_fields(f, &below, path->count);
		return;
	}
	if (typed == NULL)
		fail_msg("%s.%s has nothing to choose", g.owner, field->word);
	if (!grid_read(&g, field, typed, &value, &e))
		fail_msg("%s.%s: %s", g.owner, field->word, e.msg);
	put_root(f, grid_put(&g, 0, field, value));
	g = open_grid(f, path);
	grid_add_stored(&g, 0, &g.fields[at], &stored);
	if (strcmp(str_text(&stored), typed) != 0)
		fail_msg("%s.%s: %s became %s", g.owner, g.fields[at].word, typed,
			str_text(&stored));
}

static void
walk_fields(struct file *f, const struct tree_path *path, int deep)
{
	struct grid g = open_grid(f, path);

	assert_true(deep < TREE_DEEP);
	assert_true(g.field_count > 0);
	if (g.row_count == 0)
		put_root(f, grid_add_row(&g, 0));
	for (int i = 0; i < g.field_count; i++)
		change_field(f, path, i);
}

/* A code in every section, so that what names codes has something to name. */
static const char codes[] =
	"book: {name: x}\n"
	"facts: [{code: own, name: Own, type: choice, choices: [one, two]}]\n"
	"uses: [{code: u, name: Use}]\n"
	"reasons: [{code: r, name: Reason}]\n"
	"seasons: [{code: s, name: Season}]\n"
	"rooms: [{code: a, name: Room}]\n"
	"bands: [{code: am, name: Morning}]\n"
	"slots: [{code: all, name: All}]\n"
	"classes: [{code: c, name: Class}]\n"
	"prices: [{code: p, rows_by: room, columns_by: band, columns: [am], rows: {a: [5]}}]\n"
	"adjust: [{code: g, name: Group, rules: [{code: x, name: X}]}]\n"
	"extras: [{code: piano, name: Piano}]\n"
	"limits: [{code: l, name: Limit}]\n";

static void
assert_every_word_changes(void)
{
	for (int s = 0; s < RULE_SECTION_COUNT; s++) {
		struct tree_path path = path_of(rule_section_name((enum rule_section)s));
		struct file f;

		open_text(&f, "codes.yaml", codes);
		walk_fields(&f, &path, 0);
		close_file(&f);
	}
}

TEST(every_word_has_a_field_and_a_change_there_reads_back)
{
	lang_init("locale");
	assert_every_word_changes();
}

static int
words_in(const struct rule_words *words)
{
	int count = 0;

	for (int i = 0; i < words->count; i++) {
		const struct rule_word *w = &words->words[i];

		if (w->takes == TAKES_MOMENT)
			count += rule_moment_words()->count;
		else
			count += w->takes == TAKES_GROUP ? w->inner->count : 1;
	}
	return count;
}

TEST(fields_are_as_many_as_the_words_of_the_section)
{
	for (int s = 0; s < RULE_SECTION_COUNT; s++) {
		const struct rule_section_row *row = rule_section_row((enum rule_section)s);
		struct tree_path path = path_of(row->name);
		struct file f;

		open_text(&f, "codes.yaml", codes);
		struct grid g = open_grid(&f, &path);

		assert_int_equal(g.field_count,
			words_in(&row->own) + words_in(rule_common_words()));
		close_file(&f);
	}
}

/* --- what stands for itself has a name --- */

static void
assert_values_named(const char *owner, const struct rule_words *words)
{
	for (int i = 0; i < words->count; i++) {
		const struct rule_word *w = &words->words[i];
		const char *const *names = rule_word_names(w);

		for (int k = 0; names != NULL && names[k] != NULL; k++) {
			AUTO_STR label = STR_INIT;

			if (names[k][0] != '\0' && w->shape != SHAPE_FACTS &&
				!rule_value_label(owner, w->name, names[k], &label))
				fail_msg("%s.%s=%s has no label", owner, w->name, names[k]);
		}
		if (w->inner != NULL)
			assert_values_named(w->name, w->inner);
	}
}

TEST(every_text_of_the_vocabulary_has_a_name)
{
	assert_values_named("entry", rule_common_words());
	assert_values_named("moment", rule_moment_words());
	for (int s = 0; s < RULE_SECTION_COUNT; s++) {
		const struct rule_section_row *row = rule_section_row((enum rule_section)s);

		assert_values_named(row->name, &row->own);
	}
}

static void
assert_names_differ(const struct grid_field *f)
{
	for (int i = 0; i < f->choice_count; i++)
		for (int k = 0; k < i; k++)
			assert_string_not_equal(f->choices[i].name, f->choices[k].name);
}

TEST(one_name_never_means_two_texts)
{
	for (int s = 0; s < RULE_SECTION_COUNT; s++) {
		struct tree_path path = path_of(rule_section_name((enum rule_section)s));
		struct file f;

		open_text(&f, "codes.yaml", codes);
		struct grid g = open_grid(&f, &path);

		for (int i = 0; i < g.field_count; i++)
			assert_names_differ(&g.fields[i]);
		close_file(&f);
	}
}

/* --- every book --- */

static int cells_seen;

static void
assert_cells_stay(struct file *f, const char *name, const struct tree_path *path)
{
	struct grid g = open_grid(f, path);

	for (int row = 0; row < g.row_count; row++)
		for (int i = 0; i < g.field_count; i++) {
			const struct grid_field *field = &g.fields[i];
			const struct yaml_node *was = grid_cell(&g, row, field), *value;
			AUTO_STR stored = STR_INIT;
			struct err e;

			if (was == NULL)
				continue;
			cells_seen++;
			if (field->kind == CELL_GRID) {
				struct tree_path below = grid_below(&g, row, field);

				assert_cells_stay(f, name, &below);
				continue;
			}
			grid_add_stored(&g, row, field, &stored);
			if (!grid_read(&g, field, str_text(&stored), &value, &e))
				fail_msg("%s: %s: %s", name, field->word, e.msg);
			if (grid_put(&g, row, field, value) != f->root)
				fail_msg("%s: %s %s is not the same", name, field->word,
					str_text(&stored));
		}
}

static void
assert_book_stays(const char *name, const char *text)
{
	struct file f;
	int before = cells_seen;

	open_text(&f, name, text);
	for (int i = 0; i < f.root->count; i++) {
		struct tree_path path = path_of(f.root->keys[i]->text);

		assert_cells_stay(&f, name, &path);
	}
	assert_true(cells_seen - before > f.root->count);
	close_file(&f);
}

static char *
read_file(const char *path)
{
	AUTO_FCLOSE FILE *f = fopen(path, "rb");
	struct str text = STR_INIT;
	char buffer[4096];
	size_t n;

	assert_non_null(f);
	while ((n = fread(buffer, 1, sizeof(buffer), f)) > 0)
		str_add_len(&text, buffer, n);
	return str_take(&text);
}

static int
each_book(const char *folder)
{
	const char *srcdir = getenv("srcdir");
	AUTO_FREE char *dir = mem_printf("%s/%s", srcdir ? srcdir : "..", folder);
	DIR *d = opendir(dir);
	int books = 0;

	assert_non_null(d);
	for (const struct dirent *entry = readdir(d); entry != NULL; entry = readdir(d)) {
		if (!str_ends(entry->d_name, ".yaml"))
			continue;
		AUTO_FREE char *path = mem_printf("%s/%s", dir, entry->d_name);
		AUTO_FREE char *text = read_file(path);

		assert_book_stays(entry->d_name, text);
		books++;
	}
	closedir(d);
	return books;
}

TEST(every_book_goes_through_its_fields_unchanged)
{
	assert_true(each_book("tests/rules") >= 50);
	assert_true(each_book("db/books") >= 3);
	assert_true(cells_seen > 10000);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_word_has_a_field_and_a_change_there_reads_back),
		cmocka_unit_test(fields_are_as_many_as_the_words_of_the_section),
		cmocka_unit_test(every_text_of_the_vocabulary_has_a_name),
		cmocka_unit_test(one_name_never_means_two_texts),
		cmocka_unit_test(every_book_goes_through_its_fields_unchanged),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
