/* show.c - `show`: one record with all its fields, and its history. */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include <stdio.h>

#include "base/i18n.h"
#include "base/json.h"
#include "base/utf8.h"
#include "command/command.h"
#include "command/options.h"
#include "command/output.h"

struct show_words {
	const char *reason;
	bool history, json, reveal;
};

static void
show_field(struct desk *d, const struct form_field *field, const char *stored, struct str *b)
{
	AUTO_STR shown = STR_INIT;
	field_format(field, &d->lookup, stored, &shown);
	AUTO_STR label = STR_INIT;
	str_addf(&label, "%s (%s)", field_label(field), field->name);
	utf8_add_padded(b, str_text(&label), 36);
	str_addf(b, " %s\n", str_text(&shown));
}

static void
add_text(struct desk *d, const struct record *r, const struct record_event *events, int count,
	 struct str *b)
{
	str_addf(b, _("%s %lld, version %lld\n"), form_label(r->form), (long long)r->id,
		 (long long)r->version);
	for (int i = 0; i < r->form->field_count; i++)
		if (r->values[i])
			show_field(d, &r->form->fields[i], r->values[i], b);
	for (int i = 0; i < count; i++) {
		char at[INSTANT_LOCAL_SIZE];
		instant_to_local(events[i].at, at);
		str_addf(b, _("change %lld  %s  %s  %s  %s\n"), (long long)events[i].change, at,
			 events[i].who, events[i].action, events[i].text ? events[i].text : "");
	}
}

static void
add_event(struct json *j, const struct record_event *event)
{
	char at[INSTANT_LOCAL_SIZE];
	instant_to_local(event->at, at);
	json_object(j);
	json_key(j, "change");
	json_int(j, event->change);
	json_key(j, "at");
	json_text(j, at);
	json_key(j, "who");
	json_text(j, event->who);
	json_key(j, "action");
	json_text(j, event->action);
	json_key(j, "reason");
	json_text(j, event->reason);
	json_key(j, "text");
	json_text(j, event->text);
	json_end_object(j);
}

static void
add_json(const struct record *r, const struct record_event *events, int count, bool with_history,
	 struct str *b)
{
	struct json j;
	json_init(&j, b);
	json_object(&j);
	json_key(&j, "type");
	json_text(&j, r->form->name);
	json_key(&j, "id");
	json_int(&j, r->id);
	json_key(&j, "version");
	json_int(&j, r->version);
	for (int i = 0; i < r->form->field_count; i++) {
		json_key(&j, r->form->fields[i].name);
		output_json_value(&j, &r->form->fields[i], r->values[i]);
	}
	if (with_history) {
		json_key(&j, "history");
		json_array(&j);
		for (int i = 0; i < count; i++)
			add_event(&j, &events[i]);
		json_end_array(&j);
	}
	json_end_object(&j);
	str_add_char(b, '\n');
}

static bool
show_record(struct desk *d, const struct record *r, const struct show_words *w, struct err *e)
{
	AUTO_ARENA a = ARENA_INIT;
	struct record_event *events = NULL;
	int count = w->history ? record_history(d, &a, r->form, r->id, &events, e) : 0;
	if (count < 0)
		return false;
	AUTO_STR b = STR_INIT;
	if (w->json)
		add_json(r, events, count, w->history, &b);
	else
		add_text(d, r, events, count, &b);
	output_text(str_text(&b));
	return true;
}

int
command_show(struct command_context *c, struct desk *d, int argc, char **argv)
{
	(void)c;
	const struct command *self = command_find("show");
	struct show_words w = { 0 };
	const struct option_row rows[] = {
		{ .name = "reason", .value = &w.reason },
		{ .name = "history", .flag = &w.history },
		{ .name = "json", .flag = &w.json },
		{ .name = "reveal", .flag = &w.reveal },
	};
	struct option_words words = { argc, argv };
	if (!options_read(self, rows, (int)ARRAY_LEN(rows), &words))
		return COMMAND_USAGE;
	if (words.count != 2)
		return command_usage(self, _("A type and an id are needed."));
	struct err e = { 0 };
	const struct form *form = command_form(d, words.items[0], &e);
	int64_t id = form ? command_record_id(d, form, words.items[1], &e) : 0;
	struct record *r = !id        ? NULL
			   : w.reveal ? record_reveal(d, form, id, w.reason, &e)
				      : record_open(d, form, id, w.reason, &e);
	int status = r && show_record(d, r, &w, &e) ? COMMAND_DONE : command_fail(&e);
	record_free(r);
	return status;
}
