/* question.c - see question.h. */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "command/question.h"

#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "command/command.h"

static bool
set_all_columns(struct record_list *l, const struct form *form, struct err *e)
{
	AUTO_FREE int *fields = mem_alloc(sizeof(int) * (size_t)(form->field_count + 1));
	for (int i = 0; i < form->field_count; i++)
		fields[i] = i;
	return record_list_columns(l, fields, form->field_count, e);
}

static bool
set_columns(struct record_list *l, const struct form *form, const char *names, struct err *e)
{
	if (strcmp(names, "all") == 0)
		return set_all_columns(l, form, e);
	AUTO_FREE int *fields = mem_alloc(sizeof(int) * (strlen(names) + 1));
	int count = 0;
	for (const char *p = names;;) {
		size_t len = strcspn(p, ",");
		AUTO_FREE char *name = mem_strndup(p, len);
		int index = command_field(form, name, e);
		if (index < 0)
			return false;
		fields[count++] = index;
		if (p[len] == '\0')
			return record_list_columns(l, fields, count, e);
		p += len + 1;
	}
}

static bool
set_conditions(struct record_list *l, const struct form *form, const struct option_values *where,
	       struct err *e)
{
	AUTO_FREE const char **conditions =
		mem_alloc(sizeof(char *) * (size_t)(form->field_count + 1));
	for (int i = 0; i < where->count; i++) {
		const char *equals = strchr(where->items[i], '=');
		if (!equals)
			return err_set(e, ERR_USAGE,
				       _("\"%s\" is not of the shape field=condition."),
				       where->items[i]);
		AUTO_FREE char *name =
			mem_strndup(where->items[i], (size_t)(equals - where->items[i]));
		int index = command_field(form, name, e);
		if (index < 0)
			return false;
		conditions[index] = equals + 1;
	}
	return record_list_query(l, conditions, e);
}

bool
question_ask(struct record_list *l, const struct question *q, struct err *e)
{
	const struct form *form = record_list_form(l);
	if (q->columns && !set_columns(l, form, q->columns, e))
		return false;
	if (q->find && !record_list_filter(l, q->find, e))
		return false;
	if (q->where.count > 0 && !set_conditions(l, form, &q->where, e))
		return false;
	if (q->all && !record_list_all(l, true, e))
		return false;
	if (!q->sort)
		return true;
	int field = command_field(form, q->sort, e);
	return field >= 0 && record_list_sort(l, field, q->descending, e);
}
