/* test_yaml.c - files as trees: what is kept, where it was, what is refused. */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "test.h"

#include "base/macros.h"
#include "base/mem.h"
#include "form/yaml.h"

TEST(every_node_knows_its_line_and_column)
{
	static const char text[] = "# a comment\n"
				   "form: group\n"
				   "label: {ja: 団体, en: Group}\n"
				   "columns:\n"
				   "  - name\n"
				   "  - \"kana\"\n";
	AUTO_ARENA a = ARENA_INIT;
	struct faults f = FAULTS_INIT("x.yaml");
	struct yaml_node *root = yaml_read(&a, text, strlen(text), &f);
	assert_non_null(root);
	assert_int_equal(f.count, 0);
	assert_int_equal(root->kind, YAML_MAP);
	assert_int_equal(root->count, 3);
	assert_int_equal(root->line, 2);
	assert_int_equal(root->column, 1);
	assert_int_equal(root->keys[1]->line, 3);

	const struct yaml_node *en = yaml_get(yaml_get(root, "label"), "en");
	assert_string_equal(en->text, "Group");
	assert_int_equal(en->line, 3);
	assert_int_equal(en->column, 21); /* characters, not bytes */

	const struct yaml_node *columns = yaml_get(root, "columns");
	assert_int_equal(columns->kind, YAML_LIST);
	assert_int_equal(columns->count, 2);
	assert_int_equal(columns->items[1]->line, 6);
	assert_int_equal(columns->items[1]->column, 5);
	assert_null(yaml_get(root, "plural"));
}

TEST(names_come_back_byte_for_byte)
{
	static const char *const names[] = {
		"髙橋 﨑", "𠮷野家", "～①Ⅱ㈱", "ﾋﾊﾞﾘ",
		"\xEF\xA8\x99社",              /* U+FA19 */
		"葛\xF3\xA0\x84\x80城", /* an ideographic variation selector */
	};
	for (size_t i = 0; i < ARRAY_LEN(names); i++) {
		AUTO_ARENA a = ARENA_INIT;
		AUTO_FREE char *text = mem_printf("label: {ja: %s}\n", names[i]);
		struct faults f = FAULTS_INIT("x.yaml");
		struct yaml_node *root = yaml_read(&a, text, strlen(text), &f);
		assert_non_null(root);
		assert_string_equal(yaml_get(yaml_get(root, "label"), "ja")->text, names[i]);
	}
}

TEST(decomposed_kana_of_another_system_are_composed)
{
	static const char text[] = "ja: か\xE3\x82\x99くふ\n"; /* か and a joining dakuten */
	AUTO_ARENA a = ARENA_INIT;
	struct faults f = FAULTS_INIT("x.yaml");
	struct yaml_node *root = yaml_read(&a, text, strlen(text), &f);
	assert_string_equal(yaml_get(root, "ja")->text, "がくふ");
}

/* Reads `len` bytes and expects these faults. */
static void
expect_bytes(const char *bytes, size_t len, const char *faults)
{
	AUTO_ARENA a = ARENA_INIT;
	AUTO_STR found = STR_INIT;
	struct faults f = FAULTS_INIT("x");
	yaml_read(&a, bytes, len, &f);
	faults_write(&f, &found);
	faults_done(&f);
	assert_string_equal(str_text(&found), faults);
}

static void
expect(const char *text, const char *faults)
{
	expect_bytes(text, strlen(text), faults);
}

TEST(tabs_and_full_width_blanks_that_look_like_indentation_are_named)
{
	expect("a:\n  - b: c\n    d: e\n\tf: g\n", "x:4:1: a tab stands here: indent by blanks\n");
	expect("a:\n  - {b: c}\n \u3000- {b: d}\n",
		"x:3:2: a full-width blank stands here: indent by half-width blanks\n");
	expect("a:\n  b: c\n\u3000 d: e",
		"x:3:1: a full-width blank stands here: indent by half-width blanks\n");
}

TEST(syntax_faults_are_named_where_they_are)
{
	expect("", "x:1:1: the file is empty\n");
	expect("# nothing\n", "x:1:1: the file is empty\n");
	expect("a: b: c\n", "x:1:5: \":\" cannot stand here: put a text that holds \": \" in "
			    "quotes, or check the indentation\n");
	expect("a:\n\tb: c\n", "x:2:1: this character cannot begin a text: indent by blanks, not "
			       "tabs, and put such a text in quotes\n");
	expect("a: {b: c\nd: [e\n", "x:2:2: \",\" or \"}\" is missing in the group that begins "
				    "before this\n");
	expect("a: [b\nc: d\n", "x:2:2: \",\" or \"]\" is missing in the list that begins before "
				"this\n");
	expect("a:\n  b: c\n d: e\n",
	       "x:3:2: a word and \":\" were expected here: check the indentation\n");
	expect("- a\nb: c\n", "x:2:1: an item that begins with \"- \" was expected here: check the "
			      "indentation\n");
	expect("a: 'b\n", "x:2:1: the file ends inside a text in quotes\n");
	expect("a: \"\\q\"\n", "x:1:5: this \"\\\" sequence is not known: write \"\\\\\" for the "
			       "character itself, or use single quotes\n");
	expect("a: b\nc\n", "x:3:1: a \":\" after the word is missing\n");
	expect("a: - b\n",
	       "x:1:4: \"- \" cannot stand here: begin the list on a line of its own\n");
	expect("%TAG x\na: b\n", "x:1:6: this cannot be read as YAML (did not find expected "
				 "'!')\n");
}

TEST(what_our_files_do_not_need_is_refused)
{
	expect("a: &x b\n", "x:1:4: anchors (&) are not used in these files\n");
	expect("a: *x\n", "x:1:4: aliases (*) are not used in these files\n");
	expect("a: !t b\n", "x:1:4: tags (!) are not used in these files\n");
	expect("a: b\n---\nc: d\n", "x:2:1: a second document (---) is not used in these files\n");
	expect("[a]: b\n", "x:1:1: a word was expected before \":\", not a list or a group\n");
}

TEST(faults_that_leave_a_tree_are_all_found_in_the_order_of_the_lines)
{
	expect("a: *x\nb: 1\nb: 2\nc: !t d\nb: 3\n",
	       "x:1:4: aliases (*) are not used in these files\n"
	       "x:3:1: \"b\" stands here a second time; the first is in line 2\n"
	       "x:4:4: tags (!) are not used in these files\n"
	       "x:5:1: \"b\" stands here a second time; the first is in line 2\n");
}

#define NO_TEXT "this is not text in UTF-8, or a control character; save the file as UTF-8\n"

TEST(bytes_that_are_no_text_are_refused)
{
	expect("a: b\nc: あ\xFF\n", "x:2:5: " NO_TEXT);
	expect("a: \x1b[2J\n", "x:1:4: " NO_TEXT);
	expect_bytes("\xFE\xFF\0a", 4, "x:1:1: " NO_TEXT);
	expect("a: \"\\0\"\n", "x:1:4: the character NUL cannot stand in a text\n");
}

TEST(text_that_could_drive_a_terminal_is_refused_by_the_door_of_all_text)
{
	static const struct {
		const char *text, *character;
	} cases[] = {
		{ "a: \"x\\e[2J\"\n", "U+001B" },
		{ "a: x\xE2\x80\xAEy\n", "U+202E" }, /* right-to-left override */
	};
	for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
		AUTO_ARENA a = ARENA_INIT;
		struct faults f = FAULTS_INIT("x");
		assert_non_null(yaml_read(&a, cases[i].text, strlen(cases[i].text), &f));
		assert_int_equal(f.count, 1);
		assert_int_equal(f.items[0].column, 4);
		assert_non_null(strstr(f.items[0].sentence, cases[i].character));
		faults_done(&f);
	}
}

static void
repeat(struct str *b, const char *text, int times)
{
	while (times-- > 0)
		str_add(b, text);
}

TEST(size_depth_and_count_have_limits)
{
	AUTO_STR deep = STR_INIT;
	repeat(&deep, "[", 64);
	repeat(&deep, "]", 64);
	expect(deep.s, "");
	str_clear(&deep);
	repeat(&deep, "[", 65);
	expect(deep.s, "x:1:65: lists and groups are nested too deeply here\n");

	AUTO_STR many = STR_INIT;
	repeat(&many, "- a\n", 1000);
	expect(many.s, "");
	repeat(&many, "- a\n", 1);
	expect(many.s, "x:1:1: more than 1000 entries are in one place\n");

	AUTO_STR large = STR_INIT;
	str_add(&large, "a: ");
	repeat(&large, "0123456789abcdef", 65536);
	expect(large.s, "x:1:1: the file is larger than 1 MiB\n");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_node_knows_its_line_and_column),
		cmocka_unit_test(names_come_back_byte_for_byte),
		cmocka_unit_test(decomposed_kana_of_another_system_are_composed),
		cmocka_unit_test(tabs_and_full_width_blanks_that_look_like_indentation_are_named),
		cmocka_unit_test(syntax_faults_are_named_where_they_are),
		cmocka_unit_test(what_our_files_do_not_need_is_refused),
		cmocka_unit_test(faults_that_leave_a_tree_are_all_found_in_the_order_of_the_lines),
		cmocka_unit_test(bytes_that_are_no_text_are_refused),
		cmocka_unit_test(
			text_that_could_drive_a_terminal_is_refused_by_the_door_of_all_text),
		cmocka_unit_test(size_depth_and_count_have_limits),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
