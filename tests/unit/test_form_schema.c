/* test_form_schema.c - the shipped forms beside the shipped schema, and drafts of its tables. */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "home.h"

#include "base/arena.h"
#include "base/macros.h"
#include "base/mem.h"
#include "embed.h"
#include "form/form.h"

static int
open_whole_schema(void **state)
{
	struct home *h = mem_alloc(sizeof(*h));
	home_make(h);
	const struct store_options options = {
		.home = h->path,
		.clock = &h->clock,
		.migrations = embed_migrations,
		.migration_count = embed_migration_count,
		.create = true,
	};
	h->store = store_open(&options, &h->e);
	*state = h;
	return h->store ? 0 : -1;
}

static int
close_whole_schema(void **state)
{
	struct home *h = *state;
	store_close(h->store);
	home_remove(h);
	free(h);
	return 0;
}

static int
columns_of(struct home *h, struct arena *a, const char *table, struct form_column **out)
{
	struct store_column *from;
	int count = store_columns(h->store, a, table, &from, &h->e);
	assert_true(count >= 0);
	*out = arena_alloc(a, (size_t)(count + 1) * sizeof(**out));
	for (int i = 0; i < count; i++)
		(*out)[i] = (struct form_column){
			.name = from[i].name,
			.type = from[i].type,
			.not_null = from[i].not_null,
			.primary_key = from[i].primary_key,
			.has_default = from[i].has_default,
			.references = from[i].references,
		};
	return count;
}

static void
shipped_forms_fit_the_shipped_schema(void **state)
{
	AUTO_ARENA a = ARENA_INIT;
	AUTO_STR findings = STR_INIT;
	struct form_set *set = form_set_read(embed_forms, embed_form_count, NULL, 0, &findings);
	assert_non_null(set);
	for (int i = 0; i < set->count; i++) {
		struct form_column *columns;
		int count = columns_of(*state, &a, set->forms[i]->table, &columns);
		form_check(set->forms[i], set, columns, count, &findings);
	}
	assert_string_equal(str_text(&findings), "");
	form_set_free(set);
}

/* The shipped forms with the draft of one table in the place of its own form. */
static void
read_with_draft(struct home *h, const struct form *form)
{
	AUTO_ARENA a = ARENA_INIT;
	AUTO_STR draft = STR_INIT;
	AUTO_STR faults = STR_INIT;
	struct form_column *columns;
	int count = columns_of(h, &a, form->table, &columns);
	form_scaffold(form->table, columns, count, &draft);

	struct form_file *files = arena_alloc(&a, (size_t)embed_form_count * sizeof(*files));
	for (int i = 0; i < embed_form_count; i++) {
		AUTO_FREE char *name = mem_printf("%s.yaml", form->name);
		files[i] = embed_forms[i];
		if (strcmp(files[i].name, name) == 0) {
			files[i].bytes = draft.s;
			files[i].len = draft.len;
			files[i].root = NULL;
		}
	}
	struct form_set *set = form_set_read(files, embed_form_count, NULL, 0, &faults);
	assert_string_equal(str_text(&faults), "");
	form_check(form_find(set, form->name), set, columns, count, &faults);
	assert_string_equal(str_text(&faults), "");
	form_set_free(set);
}

static void
draft_of_every_table_reads_back_among_the_shipped_forms(void **state)
{
	AUTO_STR faults = STR_INIT;
	struct form_set *set = form_set_read(embed_forms, embed_form_count, NULL, 0, &faults);
	assert_non_null(set);
	for (int i = 0; i < set->count; i++)
		read_with_draft(*state, set->forms[i]);
	form_set_free(set);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(shipped_forms_fit_the_shipped_schema),
		cmocka_unit_test(draft_of_every_table_reads_back_among_the_shipped_forms),
	};
	return cmocka_run_group_tests(tests, open_whole_schema, close_whole_schema);
}
