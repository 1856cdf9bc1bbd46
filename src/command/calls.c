/*
 * calls.c - `calls`, `call` and `close-room`: whom to phone, what came of it, and a
 * closure with the list of those whose bookings it takes back.
 */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include <stdio.h>

#include "base/i18n.h"
#include "base/macros.h"
#include "command/command.h"
#include "command/options.h"
#include "command/output.h"
#include "desk/booking/booking_act.h"
#include "desk/booking/call.h"
#include "desk/booking/closure.h"
#include "desk/staff.h"

/* --- the list --- */

static void
add_row(struct desk *d, const struct call_row *row, struct str *b)
{
	AUTO_STR day = STR_INIT;
	date_add_short(&day, row->due_on, desk_today(d));
	if (row->id) /* not of a closure that is only tried */
		str_addf(b, "%lld  ", (long long)row->id);
	str_addf(b, "%s  %s  %s", str_text(&day), row->about_word, row->booking);
	if (row->phone[0])
		str_addf(b, "  %s", row->phone);
	if (row->outcome_word)
		str_addf(b, "  (%s)", row->outcome_word);
	str_add_char(b, '\n');
}

static void
add_object(struct json *j, const struct call_row *row)
{
	char day[DATE_TEXT_SIZE];
	date_to_iso(row->due_on, day);
	json_object(j);
	json_key(j, "id");
	json_int(j, row->id);
	json_key(j, "booking");
	json_int(j, row->booking_id);
	json_key(j, "about");
	json_text(j, row->about);
	json_key(j, "due_on");
	json_text(j, day);
	json_key(j, "line");
	json_text(j, row->booking);
	json_key(j, "phone");
	json_text(j, row->phone);
	json_key(j, "tried");
	json_text(j, row->outcome_word);
	json_end_object(j);
}

static int
print_rows(struct desk *d, const struct call_row *rows, int count, bool as_json)
{
	AUTO_STR b = STR_INIT;
	struct json j;
	json_init(&j, &b);
	if (as_json)
		json_array(&j);
	for (int i = 0; i < count; i++)
		if (as_json)
			add_object(&j, &rows[i]);
		else
			add_row(d, &rows[i], &b);
	if (as_json) {
		json_end_array(&j);
		str_add_char(&b, '\n');
	}
	if (!as_json && count == 0)
		str_add(&b, _("Nobody is to be phoned.\n"));
	output_text(str_text(&b));
	return COMMAND_DONE;
}

static int
print_calls(struct desk *d, int64_t closure_id, bool as_json, struct err *e)
{
	AUTO_ARENA a = ARENA_INIT;
	struct call_row *rows;
	int count = call_open(d, closure_id, &a, &rows, e);
	return count < 0 ? command_fail(e) : print_rows(d, rows, count, as_json);
}

int
command_calls(struct command_context *c, struct desk *d, int argc, char **argv)
{
	bool as_json = false;
	const char *site = NULL;
	const struct option_row rows[] = { { .name = "json", .flag = &as_json },
					   { .name = "site", .value = &site } };
	struct err e = { 0 };
	struct option_words words = { argc, argv };
	(void)c;
	if (!options_read(command_find("calls"), rows, (int)ARRAY_LEN(rows), &words) ||
	    !options_are_all(command_find("calls"), &words))
		return COMMAND_USAGE;
	if (!command_site_id(d, site, &d->site_id, &e))
		return command_fail(&e);
	/* The list is made complete by whoever may make calls; others read it as it is. */
	if (staff_may(d, "booking.change") && call_holds(d, &e) < 0)
		return command_fail(&e);
	return print_calls(d, 0, as_json, &e);
}

/* --- what came of one --- */

struct outcome_words {
	const char *outcome, *note;
	bool dry_run, yes;
};

/* Says what the outcome would do to the booking; refused unless only that was asked. */
static int
preview_outcome(struct desk *d, int64_t id, const struct outcome_words *w)
{
	AUTO_STR text = STR_INIT;
	struct err e = { 0 };
	if (!call_preview_say(d, id, w->outcome, &text, &e))
		return command_fail(&e);
	str_add_char(&text, '\n');
	output_text(str_text(&text));
	if (w->dry_run)
		return COMMAND_DONE;
	err_set(&e, ERR_REFUSED,
		_("Nothing is done yet: this outcome ends the booking. Add --yes to do it."));
	return command_fail(&e);
}

static int
note_outcome(struct desk *d, int64_t id, const struct outcome_words *w)
{
	AUTO_STR said = STR_INIT;
	struct err e = { 0 };
	if (w->dry_run || (!w->yes && call_ends(d, id, w->outcome) != NONE))
		return preview_outcome(d, id, w);
	if (!call_done(d, id, w->outcome, w->note, &said, &e))
		return command_fail(&e);
	str_trim(&said);
	str_add_char(&said, '\n');
	output_text(str_text(&said));
	return COMMAND_DONE;
}

int
command_call(struct command_context *c, struct desk *d, int argc, char **argv)
{
	const struct command *self = command_find("call");
	struct outcome_words w = { 0 };
	const struct option_row rows[] = {
		{ .name = "outcome", .value = &w.outcome },
		{ .name = "note", .value = &w.note },
		{ .name = "dry-run", .flag = &w.dry_run },
		{ .name = "yes", .flag = &w.yes },
	};
	long id;
	struct option_words words = { argc, argv };
	(void)c;
	if (!options_read(self, rows, (int)ARRAY_LEN(rows), &words))
		return COMMAND_USAGE;
	if (words.count != 1 || !option_int(words.items[0], 1, 2000000000, &id))
		return command_usage(self, _("Name the call by the number that calls prints."));
	if (!w.outcome)
		return command_usage(self, _("Say what came of it: --outcome O."));
	return note_outcome(d, id, &w);
}

/* --- a closure --- */

struct closing_words {
	const char *day, *to, *from, *to_time, *room, *site, *reason, *kind;
	bool json, dry_run, yes;
};

static bool
put_closure(struct desk *d, struct record *r, const struct closing_words *w, struct err *e)
{
	const char *const fields[][2] = {
		{ "from_day", w->day },      { "to_day", w->to }, { "from_minute", w->from },
		{ "to_minute", w->to_time }, { "room", w->room }, { "site_id", w->site },
		{ "reason", w->reason },     { "kind", w->kind },
	};
	for (size_t i = 0; i < ARRAY_LEN(fields); i++)
		if (!command_put(d, r, fields[i][0], fields[i][1], e))
			return false;
	return true;
}

/* Whom the closure would have to be phoned about; nothing is written. */
static int
plan_closure(struct desk *d, const struct record *r, const struct closing_words *w, struct err *e)
{
	AUTO_ARENA a = ARENA_INIT;
	struct call_row *rows;
	int count = call_closure_plan(d, r, &a, &rows, e);
	if (count < 0)
		return command_fail(e);
	print_rows(d, rows, count, w->json);
	if (!w->json)
		output_text(_("Nothing was written.\n"));
	return COMMAND_DONE;
}

static int
close_it(struct desk *d, struct record *r, const struct closing_words *w, struct err *e)
{
	const struct record_save how = { .reason = w->reason };
	AUTO_STR doubt = STR_INIT;
	if (w->dry_run)
		return plan_closure(d, r, w, e);
	if (!w->yes && closure_doubt(d, r, &doubt)) {
		err_set(e, ERR_REFUSED, _("%s Add --yes to enter it."), str_text(&doubt));
		return command_fail(e);
	}
	if (!record_save(d, r, &how, e))
		return command_fail(e);
	command_say_how_to_undo(d);
	return print_calls(d, r->id, w->json, e);
}

static int
close_room(struct desk *d, const struct closing_words *w)
{
	struct err e = { 0 };
	struct record *r = record_new(d, form_find(d->forms, "closure"));
	int status = put_closure(d, r, w, &e) ? close_it(d, r, w, &e) : command_fail(&e);
	record_free(r);
	return status;
}

int
command_close_room(struct command_context *c, struct desk *d, int argc, char **argv)
{
	const struct command *self = command_find("close-room");
	struct closing_words w = { 0 };
	struct option_words words = { argc, argv };
	const struct option_row rows[] = {
		{ .name = "day", .value = &w.day },
		{ .name = "to", .value = &w.to },
		{ .name = "from", .value = &w.from },
		{ .name = "to-time", .value = &w.to_time },
		{ .name = "room", .value = &w.room },
		{ .name = "site", .value = &w.site },
		{ .name = "reason", .value = &w.reason },
		{ .name = "kind", .value = &w.kind },
		{ .name = "json", .flag = &w.json },
		{ .name = "dry-run", .flag = &w.dry_run },
		{ .name = "yes", .flag = &w.yes },
	};
	(void)c;
	if (!options_read(self, rows, (int)ARRAY_LEN(rows), &words) ||
	    !options_are_all(self, &words))
		return COMMAND_USAGE;
	if (!w.day || !w.reason)
		return command_usage(self, _("Say --day and --reason."));
	return close_room(d, &w);
}
