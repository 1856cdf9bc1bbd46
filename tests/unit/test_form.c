/* test_form.c - form files: what is read from them, and every fault with its place. */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "test.h"

#include "base/macros.h"
#include "base/mem.h"
#include "embed.h"
#include "form/form.h"
#include "form/type.h"
#include "form/yaml.h"

/* A form without a fault; a case replaces one of its lines, or adds one. */
static const char *const thing[] = {
	"form: thing",
	"table: thing",
	"area: register",
	"label: {ja: 物, en: Thing}",
	"plural: {ja: 物一覧, en: Things}",
	"title: name",
	"fields:",
	"  name: {label: {ja: 名, en: Name}, type: text, max: 60, required: yes}",
	"  kana: {label: {ja: カナ, en: Kana}, type: kana, kana_of: name}",
	"  kind: {label: {ja: 種別, en: Kind}, type: choice, codes: kinds}",
	"  owner: {label: {ja: 主, en: Owner}, type: ref, to: thing}",
	"  hidden: {label: {ja: 隠す, en: Hidden}, type: bool}",
	"  amount: {label: {ja: 数, en: Amount}, type: int, min: 0, max: 9}",
	"  tags: {label: {ja: 札, en: Tags}, type: choices, codes: tags, link: thing_tag}",
	"  note: {label: {ja: 備考, en: Note}, type: note, rows: 3}",
	"list: {columns: [name, kind], sort: [kana]}",
};

/* The form with `line` (from 1; one more than there are adds) replaced. NULL leaves it out. */
static char *
thing_with(int line, const char *text)
{
	AUTO_STR b = STR_INIT;
	for (int i = 1; i <= (int)ARRAY_LEN(thing) + 1; i++) {
		const char *here = i <= (int)ARRAY_LEN(thing) ? thing[i - 1] : NULL;
		if (i == line)
			here = text;
		if (here)
			str_addf(&b, "%s\n", here);
	}
	return str_take(&b);
}

/* Reads one file named thing.yaml; its faults, without the file's name. */
static struct form_set *
read_thing(const char *text, struct str *faults)
{
	AUTO_STR all = STR_INIT;
	const struct form_file file = { "thing.yaml", text, strlen(text), NULL };
	struct form_set *set = form_set_read(&file, 1, NULL, 0, &all);
	for (char *line = all.s; line && *line; line = strchr(line, '\n') + 1) {
		assert_true(str_starts(line, "thing.yaml:"));
		size_t len = strcspn(line, "\n") + 1 - strlen("thing.yaml:");
		str_add_len(faults, line + strlen("thing.yaml:"), len);
	}
	assert_true((set == NULL) == (faults->len > 0));
	return set;
}

struct fault_case {
	int line;
	const char *text;
	const char *faults;
};

static void
expect_faults(const struct fault_case *cases, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		AUTO_STR faults = STR_INIT;
		AUTO_FREE char *text = thing_with(cases[i].line, cases[i].text);
		form_set_free(read_thing(text, &faults));
		assert_string_equal(str_text(&faults), cases[i].faults);
	}
}

#define ADD ((int)ARRAY_LEN(thing) + 1)

TEST(form_without_a_fault_is_read)
{
	static const struct fault_case cases[] = { { 0, NULL, "" } };
	expect_faults(cases, ARRAY_LEN(cases));
}

#define LONG_WORD "a_word_that_is_far_longer_than_any_name_and_longer_than_64_bytes_too"

TEST(unknown_words_are_named_with_the_nearest)
{
	static const struct fault_case cases[] = {
		{ ADD, "lable: x", "17:1: unknown word \"lable\"; did you mean \"label\"?\n" },
		{ ADD, "menu: {inn: main}",
		  "17:7: \"menu\" needs the word \"in\"\n"
		  "17:8: unknown word \"inn\"; did you mean \"in\"?\n" },
		{ ADD, "menu: {in: main, position: 3}",
		  "17:18: unknown word \"position\"; the words known here are: in, order\n" },
		{ 8, "  name: {label: {ja: 名, en: Name}, type: text, reqiured: yes}",
		  "8:48: unknown word \"reqiured\"; did you mean \"required\"?\n" },
		{ 16, "list: {colums: [name], columns: [name]}",
		  "16:8: unknown word \"colums\"; did you mean \"columns\"?\n" },
		{ 15, "  note: {label: {ja: 備考, en: Notes, free}, type: note}",
		  "15:37: \"free\" is neither ja nor en; a text that holds a comma stands in "
		  "quotes\n" },
		{ ADD, LONG_WORD ": x",
		  "17:1: unknown word \"" LONG_WORD "\"; the words known here are: form, table, "
		  "area, label, plural, menu, title, number, series, public, withheld, parent, "
		  "key, sections, fields, list, details, checks\n" },
	};
	expect_faults(cases, ARRAY_LEN(cases));
}

TEST(wrong_kinds_of_values_are_named)
{
	static const struct fault_case cases[] = {
		{ 6, "title: [name]",
		  "6:8: \"title\" takes a text, not a list or a group of words\n" },
		{ 4, "label: 物", "4:8: \"label\" takes a group of words, such as {a: b, c: d}\n" },
		{ 16, "list: {columns: name}",
		  "16:17: \"columns\" takes a list, such as [a, b]\n" },
		{ 16, "list: [name]",
		  "16:7: \"list\" takes a group of words, such as {a: b, c: d}\n" },
		{ 15, "  note: note",
		  "15:9: \"note\" takes a group of words, such as {a: b, c: d}\n" },
		{ 8, "  name: {label: {ja: 名, en: Name}, type: text, required: maybe}",
		  "8:58: \"required\" takes yes or no, not \"maybe\"\n" },
		{ 8, "  name: {label: {ja: 名, en: Name}, type: text, width: wide}",
		  "8:55: \"width\" takes a whole number from 1 to 200, not \"wide\"\n" },
		{ 8, "  name: {label: {ja: 名, en: Name}, type: text, width: 201}",
		  "8:55: \"width\" takes a whole number from 1 to 200, not \"201\"\n" },
		{ 8, "  name: {label: {ja: 名, en: Name}, type: text, max: 0}",
		  "8:53: \"max\" takes a whole number from 1 to 10000, not \"0\"\n" },
		{ 8,
		  "  name: {label: {ja: 名, en: Name}, type: text, max: 99999999999999999999999}",
		  "8:53: \"max\" takes a whole number from 1 to 10000, not "
		  "\"99999999999999999999999\"\n" },
		{ 13, "  amount: {label: {ja: 数, en: Amount}, type: int, min: 0.5}",
		  "13:56: \"min\" takes a whole number from -999999999999 to 999999999999, not "
		  "\"0.5\"\n" },
		{ 8, "  name: {label: {ja: 名, en: Name}, type: text, headings: 名前}",
		  "8:58: \"headings\" takes a list, such as [a, b]\n" },
		{ 8, "  name: {label: {ja: 名, en: Name}, type: text, headings: [a, \"\", [b]]}",
		  "8:62: \"headings\" holds an empty text\n"
		  "8:66: \"headings\" takes a text, not a list or a group of words\n" },
		{ ADD, "details: {form: thing}",
		  "17:10: \"details\" takes a list, such as [a, b]\n" },
		{ ADD, "details: [thing]",
		  "17:11: \"details\" takes a group of words, such as {a: b, c: d}\n" },
		{ ADD, "checks: all", "17:9: \"checks\" takes a list, such as [a, b]\n" },
		{ ADD, "sections: [a]",
		  "17:11: \"sections\" takes a group of words, such as {a: b, c: d}\n" },
		{ ADD, "menu: main",
		  "17:7: \"menu\" takes a group of words, such as {a: b, c: d}\n" },
	};
	expect_faults(cases, ARRAY_LEN(cases));
}

TEST(missing_words_are_named)
{
	static const struct fault_case cases[] = {
		{ 2, NULL, "1:1: the form needs the word \"table\"\n" },
		{ 3, NULL, "1:1: the form needs the word \"area\"\n" },
		{ 6, NULL, "1:1: the form needs the word \"title\"\n" },
		{ 16, NULL, "1:1: the form needs the word \"list\"\n" },
		{ 16, "list: {sort: [kana]}", "16:7: \"list\" needs the word \"columns\"\n" },
		{ 12, "  hidden: {type: bool}", "12:3: \"hidden\" needs the word \"label\"\n" },
		{ 12, "  hidden: {label: {ja: 隠す, en: Hidden}}",
		  "12:3: \"hidden\" needs the word \"type\"\n" },
		{ 10, "  kind: {label: {ja: 種別, en: Kind}, type: choice}",
		  "10:3: \"kind\" needs the word \"codes\"\n" },
		{ 14, "  tags: {label: {ja: 札, en: Tags}, type: choices, codes: tags}",
		  "14:3: \"tags\" needs the word \"link\"\n" },
		{ 11, "  owner: {label: {ja: 主, en: Owner}, type: ref}",
		  "11:3: \"owner\" needs the word \"to\"\n" },
		{ ADD, "details:\n  - {form: thing}", "18:5: \"details\" needs the word \"by\"\n" },
	};
	expect_faults(cases, ARRAY_LEN(cases));
}

TEST(both_languages_are_needed_and_neither_is_empty)
{
	static const struct fault_case cases[] = {
		{ 4, "label: {ja: 物}", "4:8: \"label\" has no English text (en)\n" },
		{ 4, "label: {en: Thing}", "4:8: \"label\" has no Japanese text (ja)\n" },
		{ 4, "label: {ja: 物, en: }", "4:20: \"en\" is empty\n" },
		{ 12, "  hidden: {label: {ja: 隠す, en: Hidden}, type: bool, help: {ja: 説明}}",
		  "12:59: \"help\" has no English text (en)\n" },
	};
	expect_faults(cases, ARRAY_LEN(cases));
}

TEST(bad_names_are_named)
{
#define NAME_RULE                                                                                 \
	" cannot be a name: a name has small letters a-z, digits and _, begins with a letter or " \
	"_, "                                                                                     \
	"and is at most 64 long\n"
	static const struct fault_case cases[] = {
		{ 2, "table: Thing", "2:8: \"Thing\"" NAME_RULE },
		{ 2, "table: 物", "2:8: \"物\"" NAME_RULE },
		{ 2, "table: thing; DROP", "2:8: \"thing; DROP\"" NAME_RULE },
		{ 2, "table: \"\"", "2:8: \"\"" NAME_RULE },
		{ 12, "  2hidden: {label: {ja: 隠す, en: Hidden}, type: bool}",
		  "12:3: \"2hidden\"" NAME_RULE },
		{ 12, "  id: {label: {ja: 隠す, en: Hidden}, type: bool}",
		  "12:3: \"id\" is kept by the program and cannot be a field\n" },
		{ ADD, "checks: [a-b]", "17:10: \"a-b\"" NAME_RULE },
		{ 1, "form: other",
		  "1:7: the form is \"other\" but the file is named \"thing.yaml\"\n"
		  "11:53: there is no form \"thing\"\n" },
	};
	expect_faults(cases, ARRAY_LEN(cases));
}

TEST(words_written_twice_are_named)
{
	static const struct fault_case cases[] = {
		{ ADD, "title: kana",
		  "17:1: \"title\" stands here a second time; the first is in line 6\n" },
		{ 15, "  name: {label: {ja: 備考, en: Note}, type: note, rows: 3}",
		  "15:3: \"name\" stands here a second time; the first is in line 8\n" },
	};
	expect_faults(cases, ARRAY_LEN(cases));
}

TEST(unknown_types_and_words_of_other_types_are_named)
{
	static const struct fault_case cases[] = {
		{ 12, "  hidden: {label: {ja: 隠す, en: Hidden}, type: boole}",
		  "12:47: there is no type \"boole\"; did you mean \"bool\"?\n" },
		{ 12, "  hidden: {label: {ja: 隠す, en: Hidden}, type: varchar, codes: x}",
		  "12:47: there is no type \"varchar\"; the types are: text, kana, note, int, "
		  "money, date, time, datetime, bool, choice, choices, ref, phone, postal, email, "
		  "url\n" },
		{ 12, "  hidden: {label: {ja: 隠す, en: Hidden}, type: bool, codes: x}",
		  "12:53: \"codes\" has no meaning for a field of this type\n" },
		{ 12, "  hidden: {label: {ja: 隠す, en: Hidden}, type: bool, max: 3}",
		  "12:53: \"max\" has no meaning for a field of this type\n" },
		{ 13, "  amount: {label: {ja: 数, en: Amount}, type: date, min: 0}",
		  "13:52: \"min\" has no meaning for a field of this type\n" },
	};
	expect_faults(cases, ARRAY_LEN(cases));
}

TEST(nonsense_of_limits_and_defaults_is_named)
{
	static const struct fault_case cases[] = {
		{ 13, "  amount: {label: {ja: 数, en: Amount}, type: int, min: 9, max: 3}",
		  "13:56: min 9 is greater than max 3\n" },
		{ 13, "  amount: {label: {ja: 数, en: Amount}, type: int, max: 3, default: 4}",
		  "13:68: the default cannot be used: Amount: 4 is too great. The most is 3.\n" },
		{ 13, "  amount: {label: {ja: 数, en: Amount}, type: int, default: some}",
		  "13:60: the default cannot be used: Amount: \"some\" is not a whole number. Type "
		  "digits, like 25.\n" },
		{ 12, "  hidden: {label: {ja: 隠す, en: Hidden}, type: bool, default: perhaps}",
		  "12:62: the default cannot be used: Hidden: \"perhaps\" is neither yes nor no. "
		  "Type y or n, or 1 or 0.\n" },
		{ ADD, "menu: {in: register, order: -1}",
		  "17:29: \"order\" takes a whole number from 0 to 9999, not \"-1\"\n" },
		{ ADD, "menu: {in: mian}",
		  "17:12: there is no menu \"mian\"; did you mean \"main\"?\n" },
		{ ADD, "menu: {in: elsewhere}",
		  "17:12: there is no menu \"elsewhere\"; there are main, register and "
		  "settings\n" },
	};
	expect_faults(cases, ARRAY_LEN(cases));
}

TEST(fields_that_are_not_there_are_named_where_they_are_used)
{
	static const struct fault_case cases[] = {
		{ 6, "title: nam",
		  "6:8: the form thing has no field \"nam\"; did you mean \"name\"?\n" },
		{ 16, "list: {columns: [name, knid], sort: [colour]}",
		  "16:24: the form thing has no field \"knid\"; did you mean \"kind\"?\n"
		  "16:38: the form thing has no field \"colour\"\n" },
		{ 16, "list: {columns: [name, kind, name]}",
		  "16:30: \"name\" is twice in this list\n" },
		{ ADD, "key: [name, colour]", "17:13: the form thing has no field \"colour\"\n" },
		{ ADD, "key: [tags]", "17:7: \"key\" cannot hold \"tags\": it is of the type "
				      "choices\n" },
		{ ADD, "key: [name, name, name, name, name]",
		  "17:6: \"key\" names 5 fields; 4 is the most\n" },
		{ 16, "list: {columns: [name, note], sort: [tags]}",
		  "16:24: \"columns\" cannot hold \"note\": it is of the type note\n"
		  "16:38: \"sort\" cannot hold \"tags\": it is of the type choices\n" },
		{ 16, "list: {columns: []}", "16:17: \"columns\" is empty\n" },
		{ 9, "  kana: {label: {ja: カナ, en: Kana}, type: kana, kana_of: nama}",
		  "9:58: the form thing has no field \"nama\"; did you mean \"name\"?\n" },
		{ 9, "  kana: {label: {ja: カナ, en: Kana}, type: kana, kana_of: amount}",
		  "9:58: \"amount\" must be a field of the type text, not int\n" },
		{ 13, "  amount: {label: {ja: 数, en: Amount}, type: int, otherwise: nama}",
		  "13:62: the form thing has no field \"nama\"; did you mean \"name\"?\n" },
		{ 13, "  amount: {label: {ja: 数, en: Amount}, type: int, otherwise: amount}",
		  "13:62: \"otherwise\" leads back to \"amount\"\n" },
		{ ADD, "parent: ownr",
		  "17:9: the form thing has no field \"ownr\"; did you mean \"owner\"?\n" },
		{ ADD, "parent: name",
		  "17:9: \"name\" must be a field of the type ref, not text\n" },
		{ ADD, "withheld: name",
		  "17:11: \"name\" must be a field of the type bool, not text\n" },
		{ ADD, "withheld: gone", "17:11: the form thing has no field \"gone\"\n" },
		{ ADD, "number: no", "17:9: the form thing has no field \"no\"\n" },
		{ ADD, "series: thing",
		  "17:9: \"series\" fills the field that \"number\" names, and \"number\" is "
		  "missing\n" },
		{ ADD, "public: kind",
		  "17:9: \"kind\" must be a field of the type choices, not choice\n" },
		{ 12, "  hidden: {label: {ja: 隠す, en: Hidden}, type: bool, public_choice: yes}",
		  "12:68: \"public_choice\" needs a field that holds the choice: \"public\" is "
		  "missing in the form\n" },
	};
	expect_faults(cases, ARRAY_LEN(cases));
}

TEST(forms_that_are_not_there_are_named)
{
	static const struct fault_case cases[] = {
		{ 11, "  owner: {label: {ja: 主, en: Owner}, type: ref, to: thng}",
		  "11:53: there is no form \"thng\"; did you mean \"thing\"?\n" },
		{ 11, "  owner: {label: {ja: 主, en: Owner}, type: ref, to: person}",
		  "11:53: there is no form \"person\"\n" },
		{ ADD, "details: [{form: part, by: whole}]", "17:18: there is no form \"part\"\n" },
		{ ADD, "details: [{form: thing, by: ownr}]",
		  "17:29: the form thing has no field \"ownr\"; did you mean \"owner\"?\n" },
		{ ADD, "details: [{form: thing, by: name}]",
		  "17:29: \"name\" must be a field of the type ref, not text\n" },
	};
	expect_faults(cases, ARRAY_LEN(cases));
}

#define ALL_BUT_NOTE "name, kana, kind, owner, hidden, amount, tags"

TEST(faults_of_sections_are_named)
{
	static const struct fault_case cases[] = {
		{ ADD, "sections: {}", "17:11: \"sections\" is empty\n" },
		{ ADD, "sections: {a: {label: {ja: あ, en: A}, fields: [" ALL_BUT_NOTE "]}}",
		  "15:3: the field \"note\" stands in no section\n" },
		{ ADD,
		  "sections: {a: {label: {ja: あ, en: A}, fields: [" ALL_BUT_NOTE ", note]}, "
		  "b: {label: {ja: い, en: B}, fields: [name]}}",
		  "17:139: \"name\" stands in a section already\n" },
		{ ADD, "sections: {a: {fields: [" ALL_BUT_NOTE ", not]}}",
		  "15:3: the field \"note\" stands in no section\n"
		  "17:12: \"a\" needs the word \"label\"\n"
		  "17:72: the form thing has no field \"not\"; did you mean \"note\"?\n" },
	};
	expect_faults(cases, ARRAY_LEN(cases));
}

TEST(all_faults_of_all_files_are_named_at_once)
{
	static const char first[] = "form: a\n", second[] = "- x\n", third[] = "form: [\n";
	const struct form_file files[] = {
		{ "a.yaml", first, strlen(first), NULL },
		{ "b.yaml", second, strlen(second), NULL },
		{ "c.yaml", third, strlen(third), NULL },
	};
	AUTO_STR faults = STR_INIT;
	assert_null(form_set_read(files, ARRAY_LEN(files), NULL, 0, &faults));
	assert_string_equal(faults.s,
			    "a.yaml:1:1: the form needs the word \"table\"\n"
			    "a.yaml:1:1: the form needs the word \"area\"\n"
			    "a.yaml:1:1: the form needs the word \"label\"\n"
			    "a.yaml:1:1: the form needs the word \"plural\"\n"
			    "a.yaml:1:1: the form needs the word \"title\"\n"
			    "a.yaml:1:1: the form needs the word \"fields\"\n"
			    "a.yaml:1:1: the form needs the word \"list\"\n"
			    "b.yaml:1:1: a form file begins with a word and \":\", such as "
			    "\"form: group\"\n"
			    "c.yaml:2:1: a text, a list or a group was expected here\n");
}

TEST(fault_is_one_safe_line_whatever_the_file_holds)
{
	static const struct fault_case cases[] = {
		{ 6, "title: |\n  name\n  kana",
		  "6:8: \"name␊kana␊\" cannot be a name: a name has small letters a-z, digits and "
		  "_, "
		  "begins with a letter or _, and is at most 64 long\n" },
	};
	expect_faults(cases, ARRAY_LEN(cases));
}

TEST(two_forms_cannot_share_a_name_or_a_table)
{
	AUTO_FREE char *one = thing_with(0, NULL);
	AUTO_FREE char *other = thing_with(1, "form: other");
	const struct form_file files[] = {
		{ "thing.yaml", one, strlen(one), NULL },
		{ "copy/thing.yaml", one, strlen(one), NULL },
		{ "other.yaml", other, strlen(other), NULL },
	};
	AUTO_STR faults = STR_INIT;
	assert_null(form_set_read(files, ARRAY_LEN(files), NULL, 0, &faults));
	assert_string_equal(faults.s,
			    "copy/thing.yaml:1:7: there is a form \"thing\" already\n"
			    "other.yaml:2:8: the table thing belongs to the form thing already\n");
}

TEST(detail_must_point_back_to_its_form)
{
	static const char part[] = "form: part\ntable: part\narea: register\n"
				   "label: {ja: 部, en: Part}\nplural: {ja: 部, en: Parts}\n"
				   "title: name\nfields:\n"
				   "  name: {label: {ja: 名, en: Name}, type: text}\n"
				   "  maker: {label: {ja: 作, en: Maker}, type: ref, to: part}\n"
				   "list: {columns: [name]}\n";
	AUTO_FREE char *whole = thing_with(ADD, "details: [{form: part, by: maker}]");
	const struct form_file files[] = {
		{ "thing.yaml", whole, strlen(whole), NULL },
		{ "part.yaml", part, strlen(part), NULL },
	};
	AUTO_STR faults = STR_INIT;
	assert_null(form_set_read(files, ARRAY_LEN(files), NULL, 0, &faults));
	assert_string_equal(faults.s, "thing.yaml:17:28: the field \"maker\" of part does not "
				      "point to thing\n");
}

TEST(values_of_the_file_are_in_the_form)
{
	AUTO_FREE char *text = thing_with(
		ADD, "menu: {in: register, order: 7}\n"
		     "number: kana\nseries: thing\nwithheld: hidden\nparent: owner\n"
		     "checks: [a, b]\n"
		     "sections:\n"
		     "  second: {label: {ja: 二, en: Two}, fields: [note, amount, tags, owner]}\n"
		     "  first: {label: {ja: 一, en: One}, fields: [hidden, name, kana, kind]}\n"
		     "details:\n  - {form: thing, by: owner, label: {ja: 子, en: Children}}\n");
	AUTO_STR faults = STR_INIT;
	struct form_set *set = read_thing(text, &faults);
	assert_non_null(set);
	const struct form *form = form_find(set, "thing");
	assert_ptr_equal(form_find_table(set, "thing"), form);
	assert_null(form_find(set, "nothing"));
	assert_string_equal(form->label.ja, "物");
	assert_string_equal(form_label(form), "Thing");
	assert_string_equal(form_plural(form), "Things");
	assert_string_equal(form->menu, "register");
	assert_int_equal(form->menu_order, 7);
	assert_string_equal(form->number, "kana");
	assert_string_equal(form->checks[1], "b");
	assert_int_equal(form->check_count, 2);
	assert_string_equal(form->details[0].parent_field, "owner");
	assert_string_equal(form->details[0].label.en, "Children");

	assert_int_equal(form->section_count, 2);
	assert_string_equal(form->sections[0].name, "second");
	assert_string_equal(form->fields[0].name, "note");
	assert_int_equal(form->fields[0].section, 0);
	assert_string_equal(form->fields[4].name, "hidden");
	assert_int_equal(form->fields[4].section, 1);
	assert_string_equal(form->fields[form->columns[0]].name, "name");
	assert_string_equal(form->fields[form->sort[0]].name, "kana");

	const struct form_field *name = form_field_find(form, "name");
	assert_int_equal(name->max, 60);
	assert_int_equal(name->width, name->type->width);
	assert_true(name->required);
	assert_int_equal(name->rows, 1);
	assert_int_equal(name->line, 8);
	assert_int_equal(name->column, 3);
	assert_string_equal(field_label(name), "Name");
	assert_string_equal(field_help(name), "");
	assert_int_equal(form_field_find(form, "note")->rows, 3);
	assert_true(form_field_find(form, "amount")->most.set);
	assert_int_equal(form_field_find(form, "amount")->most.value, 9);
	assert_string_equal(form_field_find(form, "tags")->link, "thing_tag");
	assert_null(form_field_find(form, "colour"));
	assert_int_equal(form_field_index(form, "colour"), -1);
	form_set_free(set);
}

TEST(form_without_sections_has_one)
{
	AUTO_FREE char *text = thing_with(0, NULL);
	AUTO_STR faults = STR_INIT;
	struct form_set *set = read_thing(text, &faults);
	assert_non_null(set);
	assert_int_equal(set->forms[0]->section_count, 1);
	assert_string_equal(set->forms[0]->sections[0].name, "main");
	assert_string_equal(set->forms[0]->fields[7].name, "note");
	form_set_free(set);
}

TEST(shipped_forms_have_no_fault)
{
	AUTO_STR faults = STR_INIT;
	struct form_set *set = form_set_read(embed_forms, embed_form_count, NULL, 0, &faults);
	assert_string_equal(str_text(&faults), "");
	assert_non_null(set);
	assert_int_equal(set->count, embed_form_count);
	assert_non_null(form_find(set, "group"));
	form_set_free(set);
}

static void
assert_same_tree(const struct yaml_node *a, const struct yaml_node *b)
{
	assert_int_equal(a->kind, b->kind);
	assert_int_equal(a->line, b->line);
	assert_int_equal(a->column, b->column);
	assert_int_equal(a->count, b->count);
	assert_true(str_equal(a->text, b->text));
	for (int i = 0; i < a->count; i++) {
		assert_same_tree(a->items[i], b->items[i]);
		if (a->kind == YAML_MAP)
			assert_same_tree(a->keys[i], b->keys[i]);
	}
}

static void
shipped_trees_are_what_their_files_say(void **state)
{
	(void)state;
	for (int i = 0; i < embed_form_count; i++) {
		const struct form_file *file = &embed_forms[i];
		AUTO_ARENA a = ARENA_INIT;
		struct faults faults = FAULTS_INIT(file->name);

		if (file->root)
			assert_same_tree(file->root,
					 yaml_read(&a, file->bytes, file->len, &faults));
		faults_done(&faults);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(form_without_a_fault_is_read),
		cmocka_unit_test(unknown_words_are_named_with_the_nearest),
		cmocka_unit_test(wrong_kinds_of_values_are_named),
		cmocka_unit_test(missing_words_are_named),
		cmocka_unit_test(both_languages_are_needed_and_neither_is_empty),
		cmocka_unit_test(bad_names_are_named),
		cmocka_unit_test(words_written_twice_are_named),
		cmocka_unit_test(unknown_types_and_words_of_other_types_are_named),
		cmocka_unit_test(nonsense_of_limits_and_defaults_is_named),
		cmocka_unit_test(fields_that_are_not_there_are_named_where_they_are_used),
		cmocka_unit_test(forms_that_are_not_there_are_named),
		cmocka_unit_test(faults_of_sections_are_named),
		cmocka_unit_test(all_faults_of_all_files_are_named_at_once),
		cmocka_unit_test(fault_is_one_safe_line_whatever_the_file_holds),
		cmocka_unit_test(two_forms_cannot_share_a_name_or_a_table),
		cmocka_unit_test(detail_must_point_back_to_its_form),
		cmocka_unit_test(values_of_the_file_are_in_the_form),
		cmocka_unit_test(form_without_sections_has_one),
		cmocka_unit_test(shipped_forms_have_no_fault),
		cmocka_unit_test(shipped_trees_are_what_their_files_say),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
