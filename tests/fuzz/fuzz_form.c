/*
 * fuzz_form.c - any bytes as a form file, and as a centre's own file over a good
 * one: read or refused, with at least one fault that has its place.
 */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/macros.h"
#include "base/utf8.h"
#include "form/form.h"
#include "form/type.h"
#include "must.h"

static const char good[] =
	"form: thing\ntable: thing\narea: register\n"
	"label: {ja: 物, en: Thing}\nplural: {ja: 物, en: Things}\ntitle: name\n"
	"sections:\n"
	"  basic: {label: {ja: 基本, en: Basics}, fields: [name, kind, amount]}\n"
	"  other: {label: {ja: 他, en: Other}, fields: [day, note]}\n"
	"fields:\n"
	"  name: {label: {ja: 名, en: Name}, type: text, required: yes}\n"
	"  kind: {label: {ja: 種別, en: Kind}, type: choice, codes: kinds}\n"
	"  amount: {label: {ja: 数, en: Amount}, type: int, min: 0, max: 9}\n"
	"  day: {label: {ja: 日, en: Day}, type: date}\n"
	"  note: {label: {ja: 備考, en: Note}, type: note}\n"
	"list: {columns: [name, kind], sort: [name]}\n";

/* "thing.yaml:12:3: sentence", and text that a terminal can be given. */
static void
look_at_faults(const struct str *faults)
{
	const char *p = str_text(faults);
	must(utf8_is_valid(p, faults->len));
	while (*p) {
		char *after;
		must(str_starts(p, "thing.yaml:"));
		must(strtol(p + strlen("thing.yaml:"), &after, 10) > 0 && *after == ':');
		must(strtol(after + 1, &after, 10) > 0 && str_starts(after, ": "));
		p = strchr(after, '\n');
		must(p != NULL);
		p++;
	}
}

static void
look_at_form(const struct form *form)
{
	must(form->section_count > 0 && form->field_count > 0 && form->column_count > 0);
	for (int i = 0; i < form->field_count; i++) {
		const struct form_field *field = &form->fields[i];
		must(field->type && field->width > 0 && field->max > 0 && field->rows > 0);
		must(field->section >= 0 && field->section < form->section_count);
		must(form_field_index(form, field->name) == i);
		must(field_label(field)[0] != '\0');
		if (i > 0)
			must(field->section >= form->fields[i - 1].section);
	}
	for (int i = 0; i < form->column_count; i++)
		must(form->columns[i] >= 0 && form->columns[i] < form->field_count);
	for (int i = 0; i < form->sort_count; i++)
		must(form->sort[i] >= 0 && form->sort[i] < form->field_count);
}

static void
look_at(struct form_set *set, const struct str *faults)
{
	must((set == NULL) == (faults->len > 0));
	look_at_faults(faults);
	for (int i = 0; set && i < set->count; i++)
		look_at_form(set->forms[i]);
	form_set_free(set);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	const struct form_file file = { "thing.yaml", (const char *)data, size, NULL };
	const struct form_file under = { "thing.yaml", good, strlen(good), NULL };
	AUTO_STR faults = STR_INIT;
	look_at(form_set_read(&file, 1, NULL, 0, &faults), &faults);
	str_clear(&faults);
	look_at(form_set_read(&under, 1, &file, 1, &faults), &faults);
	return 0;
}
