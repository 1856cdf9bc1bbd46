/*
 * test_import_ledgers.c - files as desks keep them, each imported into an empty register:
 * beside tests/data/ledgers/TYPE/x.csv stands in x.csv.expected how its headings were
 * understood, what was refused and what stands in the register then. With LEDGERS=write
 * these are written anew; look at every line that changed.
 */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "import_trial.h"

#include <dirent.h>

#include "base/utf8.h"
#include "form/type.h"

static char *
ledger_path(const char *form, const char *name)
{
	const char *srcdir = getenv("srcdir");
	return mem_printf("%s/tests/data/ledgers/%s/%s", srcdir ? srcdir : "..", form, name);
}

static void
tell_map(struct str *out, const struct import_map *m)
{
	str_addf(out, "headings in line %lld%s\n", (long long)m->line,
		 m->rows == 2 ? " and the next" : "");
	for (int i = 0; i < m->count; i++) {
		AUTO_STR heading = STR_INIT;
		utf8_add_visible(&heading, m->headings[i]);
		if (*m->headings[i])
			str_addf(out, "  %s -> %s\n", str_text(&heading),
				 m->fields[i] < 0 ? "" : m->form->fields[m->fields[i]].name);
	}
}

/* Fields that the file did not bring are left out. */
static void
tell_record(struct desk *d, const struct trial *t, int64_t id, struct str *out)
{
	const struct form *form = t->o.form;
	struct record *r = record_read(d, form, id, NULL);
	assert_non_null(r);
	for (int i = 0; i < t->o.map->count; i++) {
		int field = t->o.map->fields[i];
		const char *stored = field < 0 ? NULL : record_get(r, form->fields[field].name);
		if (!stored || import_map_is_later_part(t->o.map, i))
			continue;
		AUTO_STR shown = STR_INIT;
		AUTO_STR visible = STR_INIT;
		if (form->fields[field].type->kind == FIELD_REF)
			field_format(&form->fields[field], &d->lookup, stored, &shown);
		else
			str_set(&shown, stored);
		utf8_add_visible(&visible, str_text(&shown));
		str_addf(out, "  %s: %s\n", form->fields[field].name, str_text(&visible));
	}
	record_free(r);
}

static void
tell_register(struct desk *d, const struct trial *t, struct str *out)
{
	AUTO_FREE char *sql = mem_printf("SELECT min(id) FROM %s WHERE id > ?1", t->o.form->table);
	for (int64_t id = 0; (id = store_get_int(d->store, sql, id, 0)) > 0;) {
		str_addf(out, "%lld\n", (long long)id);
		tell_record(d, t, id, out);
	}
}

static void
import_ledger(struct desk *d, const char *form, const char *name, struct str *out)
{
	AUTO(import_map_done) struct import_map m = { 0 };
	TRIAL t = new_trial();
	AUTO_FREE char *path = ledger_path(form, name);
	AUTO_FCLOSE FILE *f = import_open(path, &t.e);
	assert_non_null(f);
	t.o = (struct import_options){
		.form = the_form(d, form),
		.file = f,
		.name = name,
		.map = &m,
		.rejected = said,
		.ctx = &t,
	};
	bool ok = import_headings(&m, t.o.form, &(struct import_source){ .file = f }, &t.e);
	if (ok) {
		tell_map(out, &m);
		ok = import_run(d, &t.o, &t.r, &t.e);
	}
	if (!ok) {
		str_addf(out, "%s\n", t.e.msg);
		return;
	}
	str_addf(out, "%lld rows: %lld added, %lld refused, %lld alike\n", (long long)t.r.rows,
		 (long long)t.r.added, (long long)t.r.refused, (long long)t.r.alike);
	if (t.r.gaiji > 0)
		str_addf(out, "%lld with gaiji, from line %lld\n", (long long)t.r.gaiji,
			 (long long)t.r.gaiji_line);
	str_add(out, str_text(&t.said));
	tell_register(d, &t, out);
}

static char *
read_expected(const char *path)
{
	AUTO_STR text = STR_INIT;
	char piece[4096];
	size_t got;
	AUTO_FCLOSE FILE *f = fopen(path, "rb");
	while (f && (got = fread(piece, 1, sizeof(piece), f)) > 0)
		str_add_len(&text, piece, got);
	return str_take(&text);
}

static bool
compare_ledger(const char *form, const char *name)
{
	void *state = NULL;
	AUTO_STR found = STR_INIT;
	AUTO_FREE char *beside = mem_printf("%s.expected", name);
	AUTO_FREE char *path = ledger_path(form, beside);
	AUTO_FREE char *expected = read_expected(path);
	desk_home_set_up(&state);
	import_ledger(((struct desk_home *)state)->desk, form, name, &found);
	desk_home_tear_down(&state);
	if (expected && str_equal(expected, str_text(&found)))
		return true;
	if (str_equal(getenv("LEDGERS"), "write")) {
		AUTO_FCLOSE FILE *f = fopen(path, "wb");
		assert_non_null(f);
		assert_int_equal(fwrite(found.s, 1, found.len, f), found.len);
		return true;
	}
	print_error("%s is not read as %s says, but:\n%s", name, beside, str_text(&found));
	return false;
}

static void
compare_ledgers(const char *form, int least)
{
	int ledgers = 0, wrong = 0;
	AUTO_FREE char *folder = ledger_path(form, ".");
	DIR *dir = opendir(folder);
	assert_non_null(dir);
	for (struct dirent *entry; (entry = readdir(dir)) != NULL;) {
		if (entry->d_name[0] == '.' || str_ends(entry->d_name, ".expected"))
			continue;
		ledgers++;
		wrong += !compare_ledger(form, entry->d_name);
	}
	closedir(dir);
	assert_int_equal(wrong, 0);
	assert_true(ledgers >= least);
}

TEST(ledgers_of_groups_are_read_or_refused_as_expected)
{
	compare_ledgers("group", 40);
}

TEST(lists_of_persons_and_rooms_are_read_or_refused_as_expected)
{
	compare_ledgers("person", 2);
	compare_ledgers("room", 1);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(ledgers_of_groups_are_read_or_refused_as_expected),
		cmocka_unit_test(lists_of_persons_and_rooms_are_read_or_refused_as_expected),
	};
	return cmocka_run_group_tests_name("import_ledgers", tests, NULL, NULL);
}
