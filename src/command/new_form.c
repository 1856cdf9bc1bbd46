/* new_form.c - `new-form`: a starting form file for a table of the schema. */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include <stdio.h>

#include "base/i18n.h"
#include "command/command.h"
#include "command/output.h"

static void
to_form_columns(const struct store_column *from, int count, struct arena *a,
		struct form_column **to)
{
	*to = arena_alloc(a, sizeof(**to) * (size_t)(count + 1));
	for (int i = 0; i < count; i++)
		(*to)[i] = (struct form_column){
			.name = from[i].name,
			.type = from[i].type,
			.not_null = from[i].not_null,
			.primary_key = from[i].primary_key,
			.has_default = from[i].has_default,
			.references = from[i].references,
		};
}

int
command_new_form(struct command_context *c, struct desk *d, int argc, char **argv)
{
	(void)c;
	if (argc != 2)
		return command_usage(command_find("new-form"), _("One table is needed."));
	AUTO_ARENA a = ARENA_INIT;
	struct err e = { 0 };
	struct store_column *columns;
	int count = store_columns(d->store, &a, argv[1], &columns, &e);
	if (count == 0)
		err_set(&e, ERR_NOT_FOUND, _("The schema has no table \"%s\"."), argv[1]);
	if (count <= 0)
		return command_fail(&e);
	struct form_column *form_columns;
	to_form_columns(columns, count, &a, &form_columns);
	AUTO_STR out = STR_INIT;
	form_scaffold(argv[1], form_columns, count, &out);
	output_text(str_text(&out));
	return COMMAND_DONE;
}
