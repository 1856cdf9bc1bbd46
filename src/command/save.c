/*
 * save.c - `add` and `set`: a record from field=value words, saved as the
 * screen saves it.
 */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "command/command.h"

#include <stdio.h>

#include "base/i18n.h"
#include "base/utf8.h"
#include "command/options.h"
#include "desk/booking/room.h"
#include "desk/record/undo.h"

struct save_words {
	const char *once, *reason, *version;
};

static bool
read_words(struct save_words *w, const struct command *self, bool has_version,
	   struct option_words *words)
{
	const struct option_row rows[] = {
		{ .name = "once", .value = &w->once },
		{ .name = "reason", .value = &w->reason },
		{ .name = "version", .value = &w->version },
	};
	return options_read(self, rows, has_version ? 3 : 2, words);
}

void
command_say_how_to_undo(struct desk *d)
{
	int64_t change = undo_last(d);
	if (change > 0)
		fprintf(stderr, _("Saved as change %lld; madoguchi undo %lld takes it back.\n"),
			(long long)change, (long long)change);
}

int
command_add(struct command_context *c, struct desk *d, int argc, char **argv)
{
	(void)c;
	const struct command *self = command_find("add");
	struct save_words w = { 0 };
	struct option_words words = { argc, argv };
	if (!read_words(&w, self, false, &words))
		return COMMAND_USAGE;
	if (words.count < 2)
		return command_usage(self, _("A type and at least one field=value are needed."));
	struct err e = { 0 };
	const struct form *form = command_form(d, words.items[0], &e);
	if (!form)
		return command_fail(&e);
	struct record *r = record_new(d, form);
	const struct record_save how = { .reason = w.reason, .once_key = w.once };
	int status = COMMAND_DONE;
	if (!command_assign(d, r, words.count - 1, words.items + 1, &e) ||
	    !record_save(d, r, &how, &e)) {
		status = command_fail(&e);
	} else {
		printf("%lld\n", (long long)r->id);
		command_say_how_to_undo(d);
	}
	record_free(r);
	return status;
}

/* Both values of one field, on standard error. */
static void
print_both(struct desk *d, const struct form_field *field, const char *theirs, const char *mine)
{
	AUTO_STR now = STR_INIT;
	AUTO_STR wanted = STR_INIT;
	AUTO_STR line = STR_INIT;
	AUTO_STR visible = STR_INIT;
	field_format(field, &d->lookup, theirs, &now);
	field_format(field, &d->lookup, mine, &wanted);
	str_addf(&line, _("  %s: now \"%s\", you wanted \"%s\""), field_label(field),
		 str_text(&now), str_text(&wanted));
	utf8_add_visible(&visible, str_text(&line));
	fprintf(stderr, "%s\n", str_text(&visible));
}

static void
print_clashes(struct desk *d, const struct form *form, const struct record_conflict *conflict)
{
	for (int i = 0; i < conflict->count; i++) {
		const struct record_clash *clash = &conflict->clashes[i];
		print_both(d, &form->fields[clash->field], clash->theirs, clash->mine);
	}
}

/* The record is not at the version that was asked for: what it holds, and what was wanted. */
static int
refuse_stale(struct desk *d, const struct record *r, long version, int count, char **words)
{
	struct err e = { 0 };
	err_set(&e, ERR_STALE,
		_("The record is at version %lld, not %ld: somebody has changed it. "
		  "Look at it again, then repeat."),
		(long long)r->version, version);
	int status = command_fail(&e);
	struct record *wanted = record_read(d, r->form, r->id, &e);
	if (wanted && command_assign(d, wanted, count, words, &e))
		for (int i = 0; i < r->form->field_count; i++)
			if (!str_equal(r->values[i], wanted->values[i]))
				print_both(d, &r->form->fields[i], r->values[i], wanted->values[i]);
	record_free(wanted);
	return status;
}

/* What stands in a room that goes out of use stays booked: somebody has to move it. */
static void
say_of_room(struct desk *d, const struct record *r)
{
	AUTO_STR said = STR_INIT;
	if (!str_equal(r->form->name, "room"))
		return;
	room_said(d, r, &said);
	if (said.len > 0)
		fprintf(stderr, "%s%s\n", record_get(r, "name"), str_text(&said));
}

static int
set_record(struct desk *d, struct record *r, const struct save_words *w, int count, char **words)
{
	struct err e = { 0 };
	struct record_conflict conflict = { 0 };
	const struct record_save how = { .reason = w->reason,
					 .once_key = w->once,
					 .conflict = &conflict };
	int status = COMMAND_DONE;
	if (!command_assign(d, r, count, words, &e) || !record_save(d, r, &how, &e)) {
		status = command_fail(&e);
		print_clashes(d, r->form, &conflict);
	} else {
		say_of_room(d, r);
		command_say_how_to_undo(d);
	}
	record_conflict_done(&conflict);
	return status;
}

int
command_set(struct command_context *c, struct desk *d, int argc, char **argv)
{
	(void)c;
	const struct command *self = command_find("set");
	struct save_words w = { 0 };
	struct option_words words = { argc, argv };
	if (!read_words(&w, self, true, &words))
		return COMMAND_USAGE;
	if (words.count < 3)
		return command_usage(self,
				     _("A type, an id and at least one field=value are needed."));
	long version = 0;
	if (w.version && !option_int(w.version, 1, 1000000000L, &version))
		return command_usage(self, _("--version takes a whole number."));
	struct err e = { 0 };
	const struct form *form = command_form(d, words.items[0], &e);
	int64_t id = form ? command_record_id(d, form, words.items[1], &e) : 0;
	struct record *r = id ? record_read(d, form, id, &e) : NULL;
	if (!r)
		return command_fail(&e);
	int count = words.count - 2;
	char **given = words.items + 2;
	int status = version && r->version != version ? refuse_stale(d, r, version, count, given)
						      : set_record(d, r, &w, count, given);
	record_free(r);
	return status;
}
