/* test_form_override.c - a centre's own file over a shipped form: what it may change, what not. */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "test.h"

#include "base/macros.h"
#include "form/form.h"

static const char shipped[] =
	"form: club\n"
	"table: club\n"
	"area: register\n"
	"label: {ja: 会, en: Club}\n"
	"plural: {ja: 会一覧, en: Clubs}\n"
	"title: name\n"
	"sections:\n"
	"  basic: {label: {ja: 基本, en: Basics}, fields: [name, kana, kind]}\n"
	"  reach: {label: {ja: 連絡先, en: Contact}, fields: [phone, email, note]}\n"
	"fields:\n"
	"  name: {label: {ja: 会名, en: Name}, type: text, max: 60, required: yes}\n"
	"  kana: {label: {ja: カナ, en: Kana}, type: kana, kana_of: name}\n"
	"  kind: {label: {ja: 種別, en: Kind}, type: choice, codes: kinds, default: civic}\n"
	"  phone: {label: {ja: 電話, en: Phone}, type: phone}\n"
	"  email: {label: {ja: メール, en: E-mail}, type: email}\n"
	"  note: {label: {ja: 備考, en: Note}, type: note}\n"
	"list: {columns: [name, kind, phone], sort: [kana]}\n"
	"checks: [club_rules]\n";

/* Lays `own`, named `name`, over the shipped form. */
static struct form_set *
read_over(const char *name, const char *own, struct str *faults)
{
	const struct form_file file = { "club.yaml", shipped, strlen(shipped), NULL };
	const struct form_file override = { name, own, strlen(own), NULL };
	return form_set_read(&file, 1, &override, 1, faults);
}

static struct form_set *
read_good(const char *own)
{
	AUTO_STR faults = STR_INIT;
	struct form_set *set = read_over("forms/club.yaml", own, &faults);
	assert_string_equal(str_text(&faults), "");
	assert_non_null(set);
	return set;
}

static void
expect_order(const struct form *form, const char *order)
{
	AUTO_STR found = STR_INIT;
	for (int i = 0; i < form->field_count; i++) {
		if (i == 0 || form->fields[i].section != form->fields[i - 1].section)
			str_addf(&found, "%s:", form->sections[form->fields[i].section].name);
		str_addf(&found, "%s ", form->fields[i].name);
	}
	assert_string_equal(str_text(&found), order);
}

TEST(labels_change_one_language_at_a_time)
{
	struct form_set *set = read_good("form: club\n"
					 "label: {ja: サークル}\n"
					 "sections: {basic: {label: {ja: はじめに}}}\n"
					 "fields: {name: {label: {ja: サークル名}, "
					 "help: {en: As in your rules}}}\n");
	const struct form *form = set->forms[0];
	assert_string_equal(form->label.ja, "サークル");
	assert_string_equal(form->label.en, "Club");
	assert_string_equal(form->plural.ja, "会一覧");
	assert_string_equal(form->sections[0].label.ja, "はじめに");
	assert_string_equal(form->sections[0].label.en, "Basics");
	assert_string_equal(form->fields[0].label.ja, "サークル名");
	assert_string_equal(field_help(&form->fields[0]), "As in your rules");
	form_set_free(set);
}

TEST(entry_rules_change_and_the_rest_stays)
{
	struct form_set *set = read_good("form: club\n"
					 "menu: {in: settings, order: 2}\n"
					 "fields:\n"
					 "  name: {required: no, width: 20}\n"
					 "  kind: {default: \"\"}\n"
					 "  phone: {required: yes, default: 03-1234-5678}\n"
					 "  note: {rows: 9, headings: [所感]}\n"
					 "list: {columns: [phone, name], descending: yes}\n");
	const struct form *form = set->forms[0];
	const struct form_field *name = form_field_find(form, "name");
	assert_false(name->required);
	assert_int_equal(name->width, 20);
	assert_int_equal(name->max, 60);
	assert_null(form_field_find(form, "kind")->dflt);
	assert_true(form_field_find(form, "phone")->required);
	assert_string_equal(form_field_find(form, "phone")->dflt, "03-1234-5678");
	assert_int_equal(form_field_find(form, "note")->rows, 9);
	assert_int_equal(form_field_find(form, "note")->headings.count, 1);
	assert_string_equal(form_field_find(form, "note")->headings.items[0], "所感");
	assert_string_equal(form->menu, "settings");
	assert_int_equal(form->column_count, 2);
	assert_string_equal(form->fields[form->columns[0]].name, "phone");
	assert_string_equal(form->fields[form->sort[0]].name, "kana");
	assert_true(form->sort_descending);
	assert_string_equal(form->checks[0], "club_rules");
	form_set_free(set);
}

TEST(named_fields_come_first_and_move_between_sections)
{
	struct form_set *set = read_good("form: club\n"
					 "sections:\n"
					 "  reach: {fields: [note, kind]}\n");
	const struct form *form = set->forms[0];
	expect_order(form, "basic:name kana reach:note kind phone email ");
	assert_string_equal(form->fields[form->columns[0]].name, "name");
	assert_string_equal(form->fields[form->columns[1]].name, "kind");
	assert_string_equal(form->fields[form->columns[2]].name, "phone");
	assert_string_equal(form->fields[form->sort[0]].name, "kana");
	form_set_free(set);

	set = read_good("form: club\n"
			"sections:\n"
			"  reach: {fields: [name]}\n"
			"  basic: {fields: [email, kind]}\n");
	expect_order(set->forms[0], "basic:email kind kana reach:name phone note ");
	form_set_free(set);
}

TEST(what_is_not_the_centres_to_change_is_a_fault)
{
	static const struct {
		const char *own, *faults;
	} cases[] = {
		{ "form: club\ntable: society\n",
		  "2:1: a centre's own file cannot change \"table\"\n" },
		{ "form: club\narea: cash\n", "2:1: a centre's own file cannot change \"area\"\n" },
		{ "form: club\nchecks: []\n",
		  "2:1: a centre's own file cannot change \"checks\"\n" },
		{ "form: club\ndetails: []\n",
		  "2:1: a centre's own file cannot change \"details\"\n" },
		{ "form: club\nfields:\n  kind: {type: text}\n",
		  "3:10: a centre's own file cannot change \"type\"\n" },
		{ "form: club\nfields:\n  name: {max: 3, unique: yes}\n",
		  "3:10: a centre's own file cannot change \"max\"\n"
		  "3:18: a centre's own file cannot change \"unique\"\n" },
		{ "form: club\nfields:\n  phone: {private: no}\n",
		  "3:11: a centre's own file cannot change \"private\"\n" },
		{ "form: club\nfields:\n  fax: {label: {ja: FAX}}\n",
		  "3:3: the form club has no field \"fax\"\n" },
		{ "form: club\nfields:\n  kind: {rows: 3}\n",
		  "3:10: \"rows\" has no meaning for a field of this type\n" },
		{ "form: club\nfields:\n  phone: {default: none}\n",
		  "3:20: the default cannot be used: Phone: \"none\" is not a telephone number. "
		  "Type it with its area code, like 03-1234-5678.\n" },
		{ "form: club\nsections: {basics: {label: {ja: 基}}}\n",
		  "2:12: there is no section \"basics\"; did you mean \"basic\"?\n" },
		{ "form: club\nsections: {own: {fields: [name]}}\n",
		  "2:12: there is no section \"own\"\n" },
		{ "form: club\nsections: {basic: {fields: [name, nmae, name]}}\n",
		  "2:35: the form club has no field \"nmae\"; did you mean \"name\"?\n"
		  "2:41: \"name\" stands in a section already\n" },
		{ "form: club\nlist: {columns: [fon]}\n",
		  "2:18: the form club has no field \"fon\"\n" },
		{ "form: club\nlabel: {ja: \"\"}\n", "2:13: \"ja\" is empty\n" },
		{ "form: club\nwidht: 3\n", "2:1: unknown word \"widht\"; the words known here "
					    "are: form, table, area, label, "
					    "plural, menu, title, number, series, public, "
					    "withheld, parent, key, sections, fields, "
					    "list, details, checks\n" },
		{ "label: {ja: 会}\n", "1:1: the form needs the word \"form\"\n" },
		{ "form: group\n",
		  "1:7: the form is \"group\" but the file is named \"club.yaml\"\n" },
		{ "- x\n",
		  "1:1: a form file begins with a word and \":\", such as \"form: group\"\n" },
		{ "", "1:1: the file is empty\n" },
	};
	for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
		AUTO_STR faults = STR_INIT;
		AUTO_STR own_faults = STR_INIT;
		assert_null(read_over("forms/club.yaml", cases[i].own, &faults));
		for (const char *p = cases[i].faults; *p; p = strchr(p, '\n') + 1) {
			str_add(&own_faults, "forms/club.yaml:");
			str_add_len(&own_faults, p, strcspn(p, "\n") + 1);
		}
		assert_string_equal(faults.s, own_faults.s);
	}
}

TEST(file_for_a_form_that_is_not_there_is_a_fault)
{
	AUTO_STR faults = STR_INIT;
	assert_null(read_over("forms/clubs.yaml", "form: clubs\n", &faults));
	assert_string_equal(faults.s, "forms/clubs.yaml:1:1: there is no form \"clubs\" that this "
				      "file could change\n");
}

TEST(over_a_form_with_faults_only_those_are_told)
{
	static const char bad[] = "form: club\n";
	static const char own[] = "form: club\nfields: {name: {width: 20}}\n";
	const struct form_file file = { "club.yaml", bad, strlen(bad), NULL };
	const struct form_file override = { "forms/club.yaml", own, strlen(own), NULL };
	AUTO_STR faults = STR_INIT;
	assert_null(form_set_read(&file, 1, &override, 1, &faults));
	assert_non_null(strstr(faults.s, "club.yaml:1:1: the form needs the word \"table\"\n"));
	assert_null(strstr(faults.s, "forms/club.yaml"));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(labels_change_one_language_at_a_time),
		cmocka_unit_test(entry_rules_change_and_the_rest_stays),
		cmocka_unit_test(named_fields_come_first_and_move_between_sections),
		cmocka_unit_test(what_is_not_the_centres_to_change_is_a_fault),
		cmocka_unit_test(file_for_a_form_that_is_not_there_is_a_fault),
		cmocka_unit_test(over_a_form_with_faults_only_those_are_told),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
