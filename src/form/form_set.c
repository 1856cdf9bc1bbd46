/*
 * form_set.c - all form files of a run. Files are read one by one, then looked at
 * together, so that the faults of every file are known at the end.
 */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "form/form_read.h"

/* One file on its way; `form` is NULL when the text could not be read at all. */
struct source {
	struct faults faults;
	const struct yaml_node *root;
	struct form *form;
};

static const char *
file_stem(struct arena *a, const char *path)
{
	const char *slash = strrchr(path, '/');
	const char *name = slash ? slash + 1 : path;
	size_t len = strlen(name);
	if (str_ends(name, ".yaml"))
		len -= strlen(".yaml");
	return arena_strndup(a, name, len);
}

static bool
source_open(struct source *s, struct arena *a, const struct form_file *file)
{
	s->faults = (struct faults)FAULTS_INIT(file->name);
	s->root = file->root ? file->root
			     : yaml_read(a, file->bytes, file->len, &s->faults);
	if (s->root && s->root->kind != YAML_MAP) {
		faults_add(&s->faults, s->root->line, s->root->column,
			   _("a form file begins with a word and \":\", such as \"form: group\""));
		s->root = NULL;
	}
	return s->root != NULL;
}

static struct form_reader
reader_of(struct source *s, struct arena *a)
{
	return (struct form_reader){
		.a = a, .faults = &s->faults, .root = s->root, .form = s->form
	};
}

static void
read_source(struct source *s, struct form_set *set, const struct form_file *file)
{
	if (!source_open(s, &set->arena, file))
		return;
	s->form = arena_alloc(&set->arena, sizeof(*s->form));
	struct form_reader r = reader_of(s, &set->arena);
	form_read(&r, file_stem(&set->arena, file->name));
}

/* Two forms of one name or one table: nobody could say which of them is meant. */
static void
add_form(struct form_set *set, struct source *s)
{
	const struct form *same_name = form_find(set, s->form->name);
	const struct form *same_table = form_find_table(set, s->form->table);
	const struct yaml_node *node = yaml_get(s->root, same_name ? "form" : "table");
	if (same_name)
		faults_add(&s->faults, node ? node->line : 1, node ? node->column : 1,
			   _("there is a form \"%s\" already"), s->form->name);
	else if (same_table && node)
		faults_add(&s->faults, node->line, node->column,
			   _("the table %s belongs to the form %s already"), s->form->table,
			   same_table->name);
	set->forms[set->count++] = s->form;
}

static struct source *
find_source(struct source *sources, int count, const char *form)
{
	for (int i = 0; i < count; i++) {
		if (sources[i].form && strcmp(sources[i].form->name, form) == 0)
			return &sources[i];
	}
	return NULL;
}

/* Over a form with faults of its own nothing is laid: what it says is not known yet. */
static void
read_override(struct source *s, struct form_set *set, struct source *shipped, int count,
	      const struct form_file *file)
{
	if (!source_open(s, &set->arena, file))
		return;
	const char *stem = file_stem(&set->arena, file->name);
	const struct source *under = find_source(shipped, count, stem);
	if (!under) {
		faults_add(&s->faults, s->root->line, s->root->column,
			   _("there is no form \"%s\" that this file could change"), stem);
	} else if (under->faults.count == 0) {
		s->form = under->form;
		struct form_reader r = reader_of(s, &set->arena);
		r.site = true;
		form_override(&r, stem);
	}
}

static void
read_all(struct form_set *set, struct source *sources, const struct form_file *files, int count)
{
	for (int i = 0; i < count; i++) {
		read_source(&sources[i], set, &files[i]);
		if (sources[i].form)
			add_form(set, &sources[i]);
	}
	for (int i = 0; i < count; i++) {
		struct form_reader r = reader_of(&sources[i], &set->arena);
		if (r.form)
			form_refer(&r, set);
	}
}

/* Writes the faults of every file and forgets them; how many there were. */
static int
collect_faults(struct source *sources, int count, struct str *out)
{
	int total = 0;
	for (int i = 0; i < count; i++) {
		total += sources[i].faults.count;
		faults_write(&sources[i].faults, out);
		faults_done(&sources[i].faults);
	}
	return total;
}

struct form_set *
form_set_read(const struct form_file *files, int count, const struct form_file *overrides,
	      int override_count, struct str *faults)
{
	struct form_set *set = mem_alloc(sizeof(*set));
	AUTO_FREE struct source *sources =
		mem_alloc((size_t)(count + override_count + 1) * sizeof(*sources));
	set->forms = arena_alloc(&set->arena, (size_t)(count + 1) * sizeof(*set->forms));
	read_all(set, sources, files, count);
	for (int i = 0; i < override_count; i++)
		read_override(&sources[count + i], set, sources, count, &overrides[i]);
	if (collect_faults(sources, count + override_count, faults) == 0)
		return set;
	form_set_free(set);
	return NULL;
}

void
form_set_free(struct form_set *set)
{
	if (!set)
		return;
	arena_done(&set->arena);
	free(set);
}
