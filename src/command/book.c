/*
 * book.c - `book`: a booking from the command line, by the same rules as on the
 * screen. Prints its number.
 */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include <stdio.h>

#include "base/i18n.h"
#include "base/macros.h"
#include "base/mem.h"
#include "command/command.h"
#include "command/options.h"
#include "command/output.h"
#include "desk/booking/booking.h"
#include "desk/booking/booking_advice.h"
#include "desk/booking/booking_notice.h"
#include "desk/rule/rule_store.h"

struct book_words {
	const char *room, *day, *from, *to, *party, *caller, *phone, *use, *purpose, *heads,
		*layout;
	const char *override, *note, *once;
	struct option_values bands, extras, facts;
	bool waiting, applied, json;
};

/* Words of a list as facts write them: "morning,night"; NULL when there are none. */
static char *
joined(const struct option_values *v, const char *between)
{
	AUTO_STR b = STR_INIT;
	for (int i = 0; i < v->count; i++)
		str_addf(&b, "%s%s", i ? between : "", v->items[i]);
	return b.len ? str_take(&b) : NULL;
}

bool
command_put_party(struct desk *d, struct record *r, const char *typed, struct err *e)
{
	static const char *const types[][2] = { { "group", "group_id" },
						{ "person", "person_id" } };
	if (!typed)
		return true;
	for (size_t i = 0; i < ARRAY_LEN(types); i++) {
		int64_t id = d->lookup.ref_find(d->lookup.ctx, types[i][0], typed);
		if (id < 0)
			return err_set(e, ERR_INVALID,
				       _("Several are called \"%s\"; give the number."), typed);
		if (id > 0) {
			record_put_id(r, types[i][1], id);
			return true;
		}
	}
	return err_set(e, ERR_NOT_FOUND,
		       _("There is no group or person \"%s\". Add it first, or say --caller NAME."),
		       typed);
}

/* What is given as typed on the screen: field, word. */
static bool
put_words(struct desk *d, struct record *r, const struct book_words *w, struct err *e)
{
	AUTO_FREE char *bands = joined(&w->bands, ",");
	AUTO_FREE char *extras = joined(&w->extras, ",");
	AUTO_FREE char *facts = joined(&w->facts, " ");
	const char *const fields[][2] = {
		{ "day", w->day },      { "from_minute", w->from },
		{ "to_minute", w->to }, { "bands", bands },          { "caller", w->caller },
		{ "phone", w->phone },  { "use", w->use },           { "purpose", w->purpose },
		{ "heads", w->heads },  { "layout", w->layout },     { "extras", extras },
		{ "facts", facts },     { "override", w->override }, { "note", w->note },
	};
	for (size_t i = 0; i < ARRAY_LEN(fields); i++)
		if (!command_put(d, r, fields[i][0], fields[i][1], e))
			return false;
	return command_put_room(d, r, w->room, e) && command_put_party(d, r, w->party, e);
}

static void
print_booking(struct desk *d, const struct record *r, bool as_json)
{
	AUTO_STR out = STR_INIT;
	AUTO_STR line = STR_INIT;
	struct json j;
	if (!as_json) {
		booking_add_line(d, r, &line);
		str_add_char(&line, '\n');
	}
	booking_notice(d, r, "\n", &line);
	output_text_to(stderr, str_text(&line));
	if (!as_json) {
		printf("%s\n", record_get(r, "number"));
		return;
	}
	json_init(&j, &out);
	json_object(&j);
	json_key(&j, "id");
	json_int(&j, r->id);
	json_key(&j, "number");
	json_text(&j, record_get(r, "number"));
	json_key(&j, "due");
	json_int(&j, record_get_number(r, "due"));
	json_end_object(&j);
	str_add_char(&out, '\n');
	output_text(str_text(&out));
}

/* Who lost the room to somebody else is told what is free instead. */
static int
refuse(struct desk *d, struct record *r, const struct err *e)
{
	AUTO_STR free = STR_INIT;
	AUTO_STR who = STR_INIT;
	struct booking_ask k;
	struct err unknown = { 0 };
	int status = command_fail(e);
	if (e->code == ERR_REFUSED && booking_try(d, r, &k, &unknown) &&
	    record_get_day(r, "day") >= desk_today(d) && booking_in_the_way(d, r, &who)) {
		str_add(&free, _("--waiting puts the party on the waiting list.\n"));
		booking_instead(d, r, 3, _("Free: "), &free);
	}
	if (e->code == ERR_REFUSED)
		booking_ask_done(&k);
	output_text_to(stderr, str_text(&free));
	return status;
}

static int
book(struct desk *d, const struct book_words *w)
{
	struct err e = { 0 };
	struct record *r = record_new(d, form_find(d->forms, "booking"));
	enum booking_state first = w->waiting   ? BOOKING_WAITING
				   : w->applied ? BOOKING_APPLIED
						: BOOKING_HOLD;
	int status = COMMAND_DONE;
	if (rule_store_is_any(d, &e) && put_words(d, r, w, &e) &&
	    booking_add(d, r, first, w->once, &e))
		print_booking(d, r, w->json);
	else
		status = refuse(d, r, &e);
	record_free(r);
	return status;
}

int
command_book(struct command_context *c, struct desk *d, int argc, char **argv)
{
	(void)c;
	const struct command *self = command_find("book");
	struct book_words w = { 0 };
	struct option_words words = { argc, argv };
	const struct option_row rows[] = {
		{ .name = "room", .value = &w.room },
		{ .name = "day", .value = &w.day },
		{ .name = "from", .value = &w.from },
		{ .name = "to", .value = &w.to },
		{ .name = "band", .values = &w.bands },
		{ .name = "party", .value = &w.party },
		{ .name = "caller", .value = &w.caller },
		{ .name = "phone", .value = &w.phone },
		{ .name = "use", .value = &w.use },
		{ .name = "heads", .value = &w.heads },
		{ .name = "purpose", .value = &w.purpose },
		{ .name = "layout", .value = &w.layout },
		{ .name = "extra", .values = &w.extras },
		{ .name = "given", .values = &w.facts },
		{ .name = "override", .value = &w.override },
		{ .name = "note", .value = &w.note },
		{ .name = "once", .value = &w.once },
		{ .name = "json", .flag = &w.json },
		{ .name = "waiting", .flag = &w.waiting },
		{ .name = "applied", .flag = &w.applied },
	};
	if (!options_read(self, rows, (int)ARRAY_LEN(rows), &words) ||
	    !options_are_all(self, &words))
		return COMMAND_USAGE;
	if (!w.room || !w.day || (!w.party && !w.caller))
		return command_usage(self, _("Say --room, --day and --party (or --caller)."));
	if (w.caller && !w.party && !w.phone)
		return command_usage(self,
				     _("--caller needs --phone: where is the party reached?"));
	if (w.bands.count == 0 && (!w.from || !w.to))
		return command_usage(self, _("Say --band, or --from and --to."));
	return book(d, &w);
}
