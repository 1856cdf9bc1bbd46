/*
 * form_scaffold.c - a form file to start from, guessed from the names and types
 * of a table's columns. It is meant to be read and mended: a good guess saves
 * typing, a poor one is seen at once.
 */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include <string.h>

#include "base/i18n.h"
#include "base/macros.h"
#include "form/form.h"
#include "form/form_word.h"
#include "form/type.h"

/* Part of a column's name, and what such columns hold. The first row that fits counts. */
static const struct guess {
	const char *part; /* a whole name, or with * before or after it: its end or beginning */
	enum field_kind kind;
	const char *ja, *en;
} guesses[] = {
	{ "number", FIELD_TEXT, "番号", "Number" },
	{ "name", FIELD_TEXT, "名称", "Name" },
	{ "*kana", FIELD_KANA, "フリガナ", "Kana" },
	{ "*phone", FIELD_PHONE, "電話", "Phone" },
	{ "*fax", FIELD_PHONE, "FAX", "Fax" },
	{ "*email", FIELD_EMAIL, "メール", "E-mail" },
	{ "*url", FIELD_URL, "ホームページ", "Web site" },
	{ "*postal", FIELD_POSTAL, "郵便番号", "Postal code" },
	{ "*address", FIELD_TEXT, "住所", "Address" },
	{ "*note", FIELD_NOTE, "備考", "Note" },
	{ "title", FIELD_TEXT, "題名", "Title" },
	{ "label", FIELD_TEXT, "語", "Japanese label" },
	{ "label_en", FIELD_TEXT, "英語", "English label" },
	{ "position", FIELD_INT, "並び順", "Position" },
	{ "fiscal_year", FIELD_INT, "年度", "Fiscal year" },
	{ "retired", FIELD_BOOL, "使用終了", "Retired" },
	{ "withheld", FIELD_BOOL, "非公開", "Withheld" },
	{ "*_at", FIELD_DATETIME, NULL, NULL },
	{ "*_on", FIELD_DATE, NULL, NULL },
	{ "*_from", FIELD_DATE, NULL, NULL },
	{ "*_until", FIELD_DATE, NULL, NULL },
	{ "*_date", FIELD_DATE, NULL, NULL },
	{ "*day", FIELD_DATE, NULL, NULL },
	{ "*_minute", FIELD_TIME, NULL, NULL },
	{ "*_yen", FIELD_MONEY, NULL, NULL },
	{ "*price", FIELD_MONEY, NULL, NULL },
	{ "*fee", FIELD_MONEY, NULL, NULL },
	{ "is_*", FIELD_BOOL, NULL, NULL },
	{ "has_*", FIELD_BOOL, NULL, NULL },
};

static bool
fits(const char *part, const char *name)
{
	if (part[0] == '*')
		return str_ends(name, part + 1);
	size_t len = strlen(part);
	if (part[len - 1] == '*')
		return strncmp(name, part, len - 1) == 0;
	return strcmp(name, part) == 0;
}

static const struct guess *
guess_of(const struct form_column *column)
{
	for (size_t i = 0; i < ARRAY_LEN(guesses); i++) {
		const char *needed = field_type_of(guesses[i].kind)->column;
		if (fits(guesses[i].part, column->name) && strcmp(needed, column->type) == 0)
			return &guesses[i];
	}
	return NULL;
}

static bool
is_field(const struct form_column *column)
{
	return !column->primary_key && strcmp(column->name, "id") != 0 &&
	       strcmp(column->name, "version") != 0 && form_is_identifier(column->name) &&
	       (strcmp(column->type, "TEXT") == 0 || strcmp(column->type, "INTEGER") == 0);
}

static enum field_kind
guess_kind(const struct form_column *column)
{
	if (column->references)
		return FIELD_REF;
	const struct guess *g = guess_of(column);
	if (g)
		return g->kind;
	return strcmp(column->type, "INTEGER") == 0 ? FIELD_INT : FIELD_TEXT;
}

/* "founded_on" as "Founded on", "person_id" as "Person". */
static void
add_readable(struct str *out, const char *name)
{
	size_t len = strlen(name);
	if (str_ends(name, "_id") && len > 3)
		len -= 3;
	for (size_t i = 0; i < len; i++) {
		char c = name[i];
		if (c == '_')
			c = ' ';
		else if (i == 0 && c >= 'a' && c <= 'z')
			c = (char)(c - 'a' + 'A');
		str_add_char(out, c);
	}
}

static void
add_label(struct str *out, const char *word, const char *name, const struct guess *g)
{
	if (g && g->ja) {
		str_addf(out, "%s: {ja: %s, en: %s}", word, g->ja, g->en);
		return;
	}
	str_addf(out, "%s: {ja: %s, en: ", word, name);
	add_readable(out, name);
	str_add_char(out, '}');
}

/* Tables whose form has another name than they: words of SQL could not be tables. */
static const char *
form_of_table(const char *table)
{
	return str_starts(table, "civic_") ? table + strlen("civic_") : table;
}

static const struct form_column *
find_kind(const struct form_column *columns, int count, enum field_kind kind)
{
	for (int i = 0; i < count; i++) {
		if (is_field(&columns[i]) && guess_kind(&columns[i]) == kind)
			return &columns[i];
	}
	return NULL;
}

static const struct form_column *
find_name(const struct form_column *columns, int count, const char *name)
{
	for (int i = 0; i < count; i++) {
		if (is_field(&columns[i]) && strcmp(columns[i].name, name) == 0)
			return &columns[i];
	}
	return NULL;
}

/* The column that names a record: its name or title, else the first text, else the first of all. */
static const struct form_column *
title_of(const struct form_column *columns, int count)
{
	static const char *const names[] = { "name", "title", "label" };
	const struct form_column *column = NULL;
	for (size_t i = 0; i < ARRAY_LEN(names) && !column; i++)
		column = find_name(columns, count, names[i]);
	if (!column)
		column = find_kind(columns, count, FIELD_TEXT);
	for (int i = 0; i < count && !column; i++) {
		if (is_field(&columns[i]))
			column = &columns[i];
	}
	return column;
}

/* What names a record stands in lists, where a note cannot. */
static enum field_kind
kind_of(const struct form_column *columns, int count, const struct form_column *column)
{
	enum field_kind kind = guess_kind(column);
	return kind == FIELD_NOTE && column == title_of(columns, count) ? FIELD_TEXT : kind;
}

static void
add_field(struct str *out, const struct form_column *columns, int count,
	  const struct form_column *column)
{
	enum field_kind kind = kind_of(columns, count, column);
	const struct form_column *name = find_name(columns, count, "name");
	str_addf(out, "  %s: {", column->name);
	add_label(out, "label", column->name, guess_of(column));
	str_addf(out, ", type: %s", field_type_of(kind)->name);
	if (kind == FIELD_REF)
		str_addf(out, ", to: %s", form_of_table(column->references));
	if (kind == FIELD_KANA && name)
		str_addf(out, ", kana_of: %s", name->name);
	if (kind == FIELD_DATETIME)
		str_add(out, ", read_only: yes");
	else if (column->not_null && !column->has_default)
		str_add(out, ", required: yes");
	str_add(out, "}\n");
}

#define LIST_COLUMNS 6

static void
add_list(struct str *out, const struct form_column *columns, int count)
{
	int shown = 0;
	str_add(out, "\nlist:\n  columns: [");
	for (int i = 0; i < count && shown < LIST_COLUMNS; i++) {
		if (!is_field(&columns[i]) || kind_of(columns, count, &columns[i]) == FIELD_NOTE)
			continue;
		str_addf(out, "%s%s", shown++ > 0 ? ", " : "", columns[i].name);
	}
	const struct form_column *sort = find_kind(columns, count, FIELD_KANA);
	if (!sort)
		sort = title_of(columns, count);
	str_addf(out, "]\n  sort: [%s]\n", sort ? sort->name : "");
}

void
form_scaffold(const char *table, const struct form_column *columns, int count, struct str *out)
{
	const char *form = form_of_table(table);
	const struct form_column *title = title_of(columns, count);
	str_addf(out,
		 _("# A first draft from the table %s. Save it as %s.yaml, mend labels and "
		   "types (docs/forms.md), then run: madoguchi check\n"),
		 table, form);
	str_addf(out, "form: %s\ntable: %s\narea: register\n", form, table);
	add_label(out, "label", form, NULL);
	str_add_char(out, '\n');
	add_label(out, "plural", form, NULL);
	str_add(out, "\nmenu: {in: register, order: 100}\n");
	str_addf(out, "title: %s\n", title ? title->name : "name");
	if (find_name(columns, count, "number"))
		str_add(out, "number: number\n");
	if (find_name(columns, count, "withheld"))
		str_add(out, "withheld: withheld\n");
	str_add(out, "\nfields:\n");
	for (int i = 0; i < count; i++) {
		if (is_field(&columns[i]))
			add_field(out, columns, count, &columns[i]);
	}
	add_list(out, columns, count);
}
