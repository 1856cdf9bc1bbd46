/*
 * test_rule_grid_change.c - rows, prices and conditions of a rule book changed as tables,
 * and read in words.
 */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "rule_grid_kit.h"

#include "base/lang.h"

static const struct grid_field *
field(const struct grid *g, const char *group, const char *word)
{
	for (int i = 0; i < g->field_count; i++) {
		const struct grid_field *f = &g->fields[i];

		if ((f->group == NULL) == (group == NULL) && strcmp(f->word, word) == 0 &&
			(group == NULL || strcmp(f->group, group) == 0))
			return f;
	}
	fail_msg("no field %s.%s", group != NULL ? group : "", word);
	return NULL;
}

static void
write_root(struct file *f, const struct yaml_node *root, struct str *out)
{
	struct faults faults = FAULTS_INIT("");
	int count;
	struct book_entry *entries = book_tree_entries(&f->arena, root, &count, &faults);

	assert_int_equal(faults.count, 0);
	faults_done(&faults);
	book_write(entries, count, out);
}

/* --- rows --- */

static const char rooms[] =
	"book: {name: x}\n"
	"rooms:\n"
	"  - {code: a, name: A, capacity: 10}\n"
	"  - {code: b, name: B, units: [a]}\n";

static void
assert_rooms(struct file *f, const struct yaml_node *root, const char *expected)
{
	AUTO_STR text = STR_INIT;

	write_root(f, root, &text);
	assert_string_equal(str_text(&text) + strlen("book:\n  name: x\n\nrooms:\n"), expected);
}

TEST(rows_are_added_copied_moved_and_taken_out)
{
	struct tree_path path = path_of("rooms");
	struct file f;

	open_text(&f, "x", rooms);
	struct grid g = open_grid(&f, &path);

	assert_rooms(&f, grid_add_row(&g, 1),
		"- code: a\n  name: A\n  capacity: 10\n- {}\n- code: b\n  name: B\n  units: [a]\n");
	assert_rooms(&f, grid_copy_row(&g, 0),
		"- code: a\n  name: A\n  capacity: 10\n- name: A\n  capacity: 10\n"
		"- code: b\n  name: B\n  units: [a]\n");
	assert_rooms(&f, grid_move_row(&g, 0, 1),
		"- code: b\n  name: B\n  units: [a]\n- code: a\n  name: A\n  capacity: 10\n");
	assert_rooms(&f, grid_take_row(&g, 0), "- code: b\n  name: B\n  units: [a]\n");
	assert_true(grid_move_row(&g, 0, -1) == f.root);
	close_file(&f);
}

TEST(the_last_word_of_a_row_leaves_the_row_and_its_neighbours)
{
	struct tree_path path = path_of("uses");
	struct file f;
	AUTO_STR text = STR_INIT;

	open_text(&f, "x", "book: {name: x}\nuses:\n  - {code: a}\n  - {code: b, name: B}\n");
	struct grid g = open_grid(&f, &path);

	write_root(&f, grid_put(&g, 0, field(&g, NULL, "code"), NULL), &text);
	assert_string_equal(str_text(&text),
		"book:\n  name: x\n\nuses:\n- {}\n- code: b\n  name: B\n");
	close_file(&f);
}

TEST(the_last_row_takes_the_word_with_it)
{
	struct tree_path path = path_of("uses");
	struct file f;
	AUTO_STR text = STR_INIT;

	open_text(&f, "x", "book: {name: x}\nuses:\n  - {code: a}\n");
	struct grid g = open_grid(&f, &path);

	write_root(&f, grid_take_row(&g, 0), &text);
	assert_string_equal(str_text(&text), "book:\n  name: x\n");
	close_file(&f);
}

/* --- prices --- */

static const char prices[] =
	"book: {name: x}\n"
	"rooms: [{code: a, name: 会議室}, {code: b, name: ホール}]\n"
	"bands: [{code: am, name: 午前}, {code: pm, name: 午後}, {code: eve, name: 夜間}]\n"
	"prices:\n"
	"  - rows_by: room\n"
	"    columns_by: band\n"
	"    columns: [am, pm]\n"
	"    rows: {a: [800, 900], b: [1500, 1600]}\n";

static struct tree_path
path_of_prices(void)
{
	struct tree_path path = path_of("prices");

	path = tree_path_index(&path, 0);
	return tree_path_key(&path, "rows");
}

TEST(prices_stand_under_the_names_of_their_columns)
{
	struct tree_path path = path_of_prices();
	struct file f;
	AUTO_STR name = STR_INIT;

	open_text(&f, "x", prices);
	struct grid g = open_grid(&f, &path);

	assert_int_equal(g.field_count, 3);
	assert_string_equal(g.fields[1].label, "午前");
	assert_string_equal(g.fields[2].label, "午後");
	assert_string_equal(grid_cell(&g, 1, &g.fields[2])->text, "1600");
	grid_add_name(&g, 1, &name);
	assert_string_equal(str_text(&name), "ホール");
	close_file(&f);
}

static void
assert_rows(struct file *f, const struct yaml_node *root, const char *expected)
{
	AUTO_STR text = STR_INIT;

	write_root(f, root, &text);
	const char *rows = strstr(str_text(&text), "  rows:\n");

	assert_non_null(rows);
	assert_string_equal(rows + strlen("  rows:\n"), expected);
}

TEST(a_price_and_a_row_of_prices_are_changed_in_their_places)
{
	struct tree_path path = path_of_prices();
	struct file f;
	const struct yaml_node *value;

	open_text(&f, "x", prices);
	struct grid g = open_grid(&f, &path);

	assert_true(grid_read(&g, &g.fields[2], "950", &value, NULL));
	assert_rows(&f, grid_put(&g, 0, &g.fields[2], value),
		"    a: [800, 950]\n    b: [1500, 1600]\n");
	assert_rows(&f, grid_put(&g, 0, &g.fields[1], NULL),
		"    a: [\"-\", 900]\n    b: [1500, 1600]\n");
	assert_rows(&f, grid_take_row(&g, 0), "    b: [1500, 1600]\n");
	assert_rows(&f, grid_move_row(&g, 1, -1),
		"    b: [1500, 1600]\n    a: [800, 900]\n");
	close_file(&f);
}

/* Prices stay under their columns; a new column is not let until its prices are typed. */
TEST(prices_go_with_their_columns)
{
	struct tree_path path = path_of("prices");
	struct file f;
	const struct yaml_node *value;

	open_text(&f, "x", prices);
	struct grid g = open_grid(&f, &path);
	const struct grid_field *columns = field(&g, NULL, "columns");

	assert_int_equal(columns->choice_count, 3);
	assert_true(grid_read(&g, columns, "eve,am,pm", &value, NULL));
	assert_rows(&f, grid_put(&g, 0, columns, value),
		"    a: [\"-\", 800, 900]\n    b: [\"-\", 1500, 1600]\n");
	assert_true(grid_read(&g, columns, "pm", &value, NULL));
	assert_rows(&f, grid_put(&g, 0, columns, value), "    a: [900]\n    b: [1600]\n");
	close_file(&f);
}

/* --- conditions --- */

static const char allow[] =
	"book: {name: x}\n"
	"facts: [{code: profit, name: 営利, type: yes_no}]\n"
	"rooms: [{code: a, name: 会議室, group: small}]\n"
	"allow:\n"
	"  - {refuse: いいえ。, when: {profit: yes, heads: {over: 10, under: 20}}}\n";

static struct tree_path
path_of_when(void)
{
	struct tree_path path = path_of("allow");

	path = tree_path_index(&path, 0);
	return tree_path_key(&path, "when");
}

TEST(a_condition_is_a_row_for_each_way_with_a_field_for_each_fact)
{
	struct tree_path path = path_of_when();
	struct file f;
	AUTO_STR stored = STR_INIT;
	AUTO_STR text = STR_INIT;
	const struct yaml_node *value;

	open_text(&f, "x", allow);
	struct grid g = open_grid(&f, &path);

	assert_int_equal(g.row_count, 1);
	assert_int_equal(g.field_count, g.facts->fact_count);
	grid_add_stored(&g, 0, field(&g, NULL, "heads"), &stored);
	assert_string_equal(str_text(&stored), ">10 <20");
	put_root(&f, grid_add_row(&g, 1));
	g = open_grid(&f, &path);
	assert_int_equal(g.row_count, 2);
	assert_true(grid_read(&g, field(&g, NULL, "room"), "small", &value, NULL));
	put_root(&f, grid_put(&g, 1, field(&g, NULL, "room"), value));
	write_root(&f, f.root, &text);
	assert_non_null(strstr(str_text(&text),
		"when: [{profit: yes, heads: {over: 10, under: 20}}, {room: small}]"));
	g = open_grid(&f, &path);
	str_clear(&text);
	write_root(&f, grid_take_row(&g, 0), &text);
	assert_non_null(strstr(str_text(&text), "when: {room: small}"));
	close_file(&f);
}

TEST(numbers_of_a_condition_are_typed_as_they_are_shown)
{
	static const char *const typed[] = { "5", "5, 6", "10..19", ">=10", "<=19", ">10 <20",
		">=10 <20" };
	static const char *const written[] = { "heads: 5", "heads: [5, 6]",
		"heads: {from: 10, to: 19}", "heads: {from: 10}", "heads: {to: 19}",
		"heads: {over: 10, under: 20}", "heads: {from: 10, under: 20}" };
	struct tree_path path = path_of_when();

	for (size_t i = 0; i < ARRAY_LEN(typed); i++) {
		const struct yaml_node *value;
		AUTO_STR text = STR_INIT;
		AUTO_STR stored = STR_INIT;
		struct file f;

		open_text(&f, "x", allow);
		struct grid g = open_grid(&f, &path);

		assert_true(grid_read(&g, field(&g, NULL, "heads"), typed[i], &value, NULL));
		put_root(&f, grid_put(&g, 0, field(&g, NULL, "heads"), value));
		write_root(&f, f.root, &text);
		if (strstr(str_text(&text), written[i]) == NULL)
			fail_msg("%s: %s", typed[i], str_text(&text));
		g = open_grid(&f, &path);
		grid_add_stored(&g, 0, field(&g, NULL, "heads"), &stored);
		assert_string_equal(str_text(&stored), typed[i]);
		close_file(&f);
	}
}

/* --- words --- */

TEST(a_field_is_read_in_words)
{
	struct tree_path path = path_of("allow");
	struct file f;
	AUTO_STR words = STR_INIT;

	lang_init("locale");
	open_text(&f, "x", allow);
	struct grid g = open_grid(&f, &path);

	grid_add_words(&g, 0, field(&g, NULL, "when"), &words);
	assert_string_equal(str_text(&words), "人数 10超 20未満、営利");
	close_file(&f);
}

TEST(a_text_with_a_number_is_named_and_typed_with_any_number)
{
	struct tree_path path = path_of("extras");
	struct file f;
	AUTO_STR stored = STR_INIT;
	const struct yaml_node *value;

	lang_init("locale");
	open_text(&f, "x", "book: {name: x}\nextras: [{code: a, per: 45 minutes}]\n");
	struct grid g = open_grid(&f, &path);
	const struct grid_field *per = field(&g, NULL, "per");

	grid_add_stored(&g, 0, per, &stored);
	assert_string_equal(str_text(&stored), "45分");
	assert_true(grid_read(&g, per, "90分", &value, NULL));
	assert_string_equal(value->text, "90 minutes");
	assert_true(grid_read(&g, per, "1区分", &value, NULL));
	assert_string_equal(value->text, "band");
	close_file(&f);
}

TEST(what_does_not_look_as_its_word_says_is_shown_as_it_stands)
{
	struct tree_path path = path_of("rooms");
	struct file f;
	AUTO_STR stored = STR_INIT;

	open_text(&f, "x",
		"book: {name: x}\nrooms: [{code: a, capacity: [1, {b: c}], colour: red}]\n");
	struct grid g = open_grid(&f, &path);

	grid_add_stored(&g, 0, field(&g, NULL, "capacity"), &stored);
	assert_string_equal(str_text(&stored), "[1, {b: c}]");
	assert_int_equal(field(&g, NULL, "colour")->kind, CELL_TEXT);
	close_file(&f);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(rows_are_added_copied_moved_and_taken_out),
		cmocka_unit_test(the_last_word_of_a_row_leaves_the_row_and_its_neighbours),
		cmocka_unit_test(the_last_row_takes_the_word_with_it),
		cmocka_unit_test(prices_stand_under_the_names_of_their_columns),
		cmocka_unit_test(a_price_and_a_row_of_prices_are_changed_in_their_places),
		cmocka_unit_test(prices_go_with_their_columns),
		cmocka_unit_test(a_condition_is_a_row_for_each_way_with_a_field_for_each_fact),
		cmocka_unit_test(numbers_of_a_condition_are_typed_as_they_are_shown),
		cmocka_unit_test(a_field_is_read_in_words),
		cmocka_unit_test(a_text_with_a_number_is_named_and_typed_with_any_number),
		cmocka_unit_test(what_does_not_look_as_its_word_says_is_shown_as_it_stands),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
