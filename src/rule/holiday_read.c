/* holiday_read.c - see holiday_read.h. */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "rule/holiday_read.h"

#include <assert.h>
#include <stdlib.h>

#include "base/i18n.h"
#include "base/macros.h"
#include "form/yaml.h"

static const char *const codes[] = {
	[RULE_HOLIDAY_NONE] = NULL,
	[RULE_HOLIDAY_NAMED] = "named",
	[RULE_HOLIDAY_SUBSTITUTE] = "substitute",
	[RULE_HOLIDAY_BETWEEN] = "between",
	[RULE_HOLIDAY_LOCAL] = "local",
};
static_assert(ARRAY_LEN(codes) == RULE_HOLIDAY_COUNT, "a code for each kind");

const char *
rule_holiday_code(enum rule_holiday kind)
{
	return codes[kind];
}

enum rule_holiday
rule_holiday_from_code(const char *code)
{
	for (int i = RULE_HOLIDAY_NAMED; i < RULE_HOLIDAY_COUNT; i++)
		if (str_equal(code, codes[i]))
			return (enum rule_holiday)i;
	return RULE_HOLIDAY_NONE;
}

static void
check_words(const struct yaml_node *entry, struct faults *f)
{
	for (int i = 0; i < entry->count; i++) {
		const struct yaml_node *key = entry->keys[i];

		if (!yaml_same(key->text, "day") && !yaml_same(key->text, "name") &&
		    !yaml_same(key->text, "kind"))
			faults_add(f, key->line, key->column,
				_("A holiday has day, name and kind, no \"%s\"."), key->text);
	}
}

static const char *
text_of(const struct yaml_node *entry, const char *key)
{
	const struct yaml_node *n = yaml_get(entry, key);

	return n != NULL && n->kind == YAML_TEXT ? n->text : NULL;
}

static void
read_entry(const struct yaml_node *entry, struct rule_day *out, struct faults *f)
{
	if (entry->kind != YAML_MAP) {
		faults_add(f, entry->line, entry->column,
			_("A holiday is written {day: 2026-01-01, name: New Year's Day}."));
		return;
	}
	check_words(entry, f);
	const char *day = text_of(entry, "day"), *name = text_of(entry, "name");

	out->day = day != NULL ? date_from_iso(day) : DAY_NONE;
	if (out->day == DAY_NONE)
		faults_add(f, entry->line, entry->column,
			_("A holiday needs its day, as in 2026-01-01."));
	out->name = name;
	if (str_is_empty(name))
		faults_add(f, entry->line, entry->column, _("A holiday needs its name."));
	out->kind = RULE_HOLIDAY_NAMED;
	if (yaml_get(entry, "kind") != NULL)
		out->kind = rule_holiday_from_code(text_of(entry, "kind"));
	if (out->kind == RULE_HOLIDAY_NONE)
		faults_add(f, entry->line, entry->column,
			_("A holiday's kind is named, substitute, between or local."));
}

static int
by_day(const void *a, const void *b)
{
	const struct rule_day *x = a, *y = b;

	return (x->day > y->day) - (x->day < y->day);
}

static void
check_once(const struct yaml_node *list, const struct rule_day *days, struct faults *f)
{
	for (int i = 1; i < list->count; i++) {
		char iso[DATE_TEXT_SIZE];

		if (days[i].day == DAY_NONE || days[i].day != days[i - 1].day)
			continue;
		date_to_iso(days[i].day, iso);
		faults_add(f, list->line, list->column, _("%s stands in the list twice."), iso);
	}
}

struct rule_day *
holidays_read(struct arena *a, const char *bytes, size_t len, int *count, struct faults *f)
{
	int before = f->count;
	const struct yaml_node *list = yaml_read(a, bytes, len, f);

	*count = 0;
	if (list == NULL)
		return NULL;
	if (list->kind != YAML_LIST) {
		faults_add(f, list->line, list->column, _("The file is a list of holidays."));
		return NULL;
	}
	struct rule_day *days = arena_alloc(a, (size_t)list->count * sizeof *days + 1);

	for (int i = 0; i < list->count; i++)
		read_entry(list->items[i], &days[i], f);
	qsort(days, (size_t)list->count, sizeof *days, by_day);
	check_once(list, days, f);
	*count = list->count;
	return f->count == before ? days : NULL;
}
