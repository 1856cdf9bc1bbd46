/*
 * words.c - what the words of a command line mean: types, records, and
 * field=value, read by the same types as on the screen.
 */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "command/command.h"

#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "desk/booking/free.h"
#include "desk/code.h"

enum { CODES_NAMED = 16 }; /* of a list, in one sentence */

const struct form_file *
command_example_book(const struct command_context *c, const char *name)
{
	for (int i = 0; i < c->book_count; i++)
		if (str_equal(c->books[i].name, name))
			return &c->books[i];
	return NULL;
}

const struct form *
command_form(struct desk *d, const char *type, struct err *e)
{
	const struct form *form = form_find(d->forms, type);
	if (form)
		return form;
	AUTO_STR names = STR_INIT;
	for (int i = 0; i < d->forms->count; i++)
		str_addf(&names, "%s%s", i ? ", " : "", d->forms->forms[i]->name);
	err_set(e, ERR_NOT_FOUND, _("There is no type \"%s\". The types are: %s."), type,
		str_text(&names));
	return NULL;
}

int64_t
command_record_id(struct desk *d, const struct form *form, const char *typed, struct err *e)
{
	int64_t id = d->lookup.ref_find(d->lookup.ctx, form->name, typed);
	if (id > 0)
		return id;
	if (id < 0)
		err_set(e, ERR_NOT_FOUND,
			_("Several records are called \"%s\"; give the id or the number."), typed);
	else
		err_set(e, ERR_NOT_FOUND,
			_("%s: there is no record \"%s\". Give its id, its number or its whole "
			  "name; madoguchi list %s prints them."),
			form_label(form), typed, form->name);
	return 0;
}

int64_t
command_room_id(struct desk *d, const char *typed, struct err *e)
{
	int64_t id = d->lookup.ref_find(d->lookup.ctx, "room", typed);
	return id > 0 ? id : free_room_meant(d, typed, e);
}

bool
command_put_room(struct desk *d, struct record *r, const char *typed, struct err *e)
{
	int64_t id = typed ? command_room_id(d, typed, e) : 0;
	if (id != 0)
		record_put_id(r, "room_id", id);
	return id != 0 || !typed;
}

bool
command_site_id(struct desk *d, const char *typed, int64_t *id, struct err *e)
{
	if (typed)
		*id = command_record_id(d, form_find(d->forms, "site"), typed, e);
	return !typed || *id != 0;
}

int
command_field(const struct form *form, const char *name, struct err *e)
{
	int index = form_field_index(form, name);
	if (index >= 0)
		return index;
	AUTO_FREE char *reference = mem_printf("%s_id", name);
	index = form_field_index(form, reference);
	if (index >= 0)
		return index;
	AUTO_STR names = STR_INIT;
	for (int i = 0; i < form->field_count; i++)
		str_addf(&names, "%s%s", i ? ", " : "", form->fields[i].name);
	err_set_field(e, ERR_NOT_FOUND, name, _("%s has no field \"%s\". Its fields are: %s."),
		      form_label(form), name, str_text(&names));
	return -1;
}

bool
command_name_codes(struct desk *d, const char *list, struct err *e)
{
	AUTO_ARENA a = ARENA_INIT;
	AUTO_STR text = STR_INIT;
	struct code_word *words;
	int count = code_words(d, &a, list, &words);
	for (int i = 0; i < count && i < CODES_NAMED; i++)
		str_addf(&text, "%s%s (%s)", i > 0 ? ", " : "", words[i].word, words[i].code);
	str_add(&text, count > CODES_NAMED ? ", ..." : "");
	const struct err refused = *e;
	return err_set_field(e, refused.code, refused.field, _("%s There are: %s."), refused.msg,
			     str_text(&text));
}

/* A word that the field cannot be: what it can be, where a clerk would see that. */
static bool
assign_otherwise(struct desk *d, struct record *r, const struct form_field *f, const char *typed,
		 struct err *e)
{
	if (f->list)
		return command_name_codes(d, f->list, e);
	if (!f->ref || !str_equal(f->ref, "room"))
		return f->ref && command_record_id(d, form_find(d->forms, f->ref), typed, e) > 0;
	int64_t room = command_room_id(d, typed, e);
	if (room != 0)
		record_put_id(r, f->name, room);
	return room != 0;
}

static bool
assign_one(struct desk *d, struct record *r, const char *word, struct err *e)
{
	const char *equals = strchr(word, '=');
	if (!equals || equals == word)
		return err_set(e, ERR_USAGE, _("\"%s\" is not of the shape field=value."), word);
	AUTO_FREE char *name = mem_strndup(word, (size_t)(equals - word));
	int index = command_field(r->form, name, e);
	if (index < 0)
		return false;
	const struct form_field *field = &r->form->fields[index];
	if (field->kept)
		return err_set_field(e, ERR_REFUSED, name, _("%s is filled in by the program."),
				     field_label(field));
	AUTO_FREE char *stored = NULL;
	if (!field_parse(field, &d->lookup, equals + 1, &stored, e))
		return assign_otherwise(d, r, field, equals + 1, e);
	record_put(r, field->name, stored);
	return true;
}

/* "name=a name=b": which of the two was meant, nobody knows. */
static bool
check_once(int count, char **words, struct err *e)
{
	for (int i = 1; i < count; i++) {
		size_t name = strcspn(words[i], "=");
		for (int k = 0; k < i; k++)
			if (strncmp(words[i], words[k], name + 1) == 0)
				return err_set(e, ERR_USAGE,
					       _("The field \"%.*s\" is given twice."), (int)name,
					       words[i]);
	}
	return true;
}

bool
command_assign(struct desk *d, struct record *r, int count, char **words, struct err *e)
{
	if (!check_once(count, words, e))
		return false;
	for (int i = 0; i < count; i++)
		if (!assign_one(d, r, words[i], e))
			return false;
	return true;
}

bool
command_put(struct desk *d, struct record *r, const char *field, const char *typed, struct err *e)
{
	if (!typed)
		return true;
	AUTO_FREE char *word = mem_printf("%s=%s", field, typed);
	return assign_one(d, r, word, e);
}
