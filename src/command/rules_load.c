/*
 * rules_load.c - `rules load FILE`, `rules dump`: a rule book into the database as
 * a new edition, and an edition out again as a file.
 */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include <stdio.h>
#include <string.h>

#include "base/i18n.h"
#include "command/asker.h"
#include "command/options.h"
#include "command/output.h"
#include "command/rules.h"
#include "desk/booking/room_ahead.h"
#include "desk/rule/rule_store.h"

static void
say_loaded(const struct rule_loaded *l, day_num from)
{
	AUTO_STR text = STR_INIT;
	AUTO_STR day = STR_INIT;

	date_add_long(&day, from);
	str_addf(&text, _("Edition %d, in force from %s: rules kept %d, new %d, dropped %d.\n"),
		l->edition, str_text(&day), l->kept, l->added, l->dropped);
	if (l->later != 0)
		str_addf(&text,
			_("Edition %d takes force later and does not hold this change: load it"
			  " again for that day too.\n"),
			l->later);
	output_text(str_text(&text));
}

static void
say_loaded_json(const struct rule_loaded *l, day_num from)
{
	AUTO_STR text = STR_INIT;
	struct json j;

	json_init(&j, &text);
	json_object(&j);
	asker_add_number(&j, "edition", l->edition);
	asker_add_day(&j, "from", from);
	asker_add_number(&j, "kept", l->kept);
	asker_add_number(&j, "added", l->added);
	asker_add_number(&j, "dropped", l->dropped);
	if (l->later != 0)
		asker_add_number(&j, "later", l->later);
	json_end_object(&j);
	str_add_char(&text, '\n');
	output_text(str_text(&text));
}

/* What is left behind is no fault of the load, but somebody's to look after. */
static void
warn_of_rooms(struct desk *d, int64_t site_id, int64_t rule_book_id)
{
	AUTO_STR text = STR_INIT;
	struct err e = { 0 };
	const struct book *b = rule_store_book(d, rule_book_id, &e);

	if (b == NULL || !room_left_add(d, site_id, b, &text, &e))
		str_addf(&text, "%s\n", e.msg);
	output_text_to(stderr, str_text(&text));
}

static int
load_book(struct desk *d, struct rule_load *load, bool as_json)
{
	struct faults f = FAULTS_INIT(load->file);
	struct rule_loaded loaded;
	struct err e = { 0 };
	int status = COMMAND_DONE;

	if (rule_store_load(d, load, &f, &loaded, &e)) {
		(as_json ? say_loaded_json : say_loaded)(&loaded, load->from);
		warn_of_rooms(d, load->site_id, loaded.id);
	} else {
		AUTO_STR text = STR_INIT;

		faults_write(&f, &text);
		output_text_to(stderr, str_text(&text));
		status = command_fail(&e);
	}
	faults_done(&f);
	return status;
}

/* A file, or one of the examples that came with the program, by its name: free, paid, hall. */
static bool
read_book(const struct command_context *c, const char *named, struct str *text, struct err *e)
{
	const struct form_file *example = command_example_book(c, named);

	if (example == NULL)
		return asker_read_file(named, text, e);
	str_add_len(text, example->bytes, example->len);
	return true;
}

int
rules_load(struct command_context *c, struct desk *d, int argc, char **argv)
{
	const char *from = NULL, *reason = NULL, *site = NULL;
	bool as_json = false;
	const struct option_row rows[] = {
		{ .name = "from", .value = &from },
		{ .name = "site", .value = &site },
		{ .name = "reason", .value = &reason },
		{ .name = "json", .flag = &as_json },
	};
	AUTO_STR text = STR_INIT;
	struct err e = { 0 };
	struct rule_load load = { .from = desk_today(d) };
	struct option_words words = { argc, argv };

	if (!options_read(command_find("rules"), rows, (int)ARRAY_LEN(rows), &words))
		return COMMAND_USAGE;
	if (words.count != 1)
		return command_usage(command_find("rules"),
				     _("Name the rule book's file, or an example that came with "
				       "the program: free, paid or hall."));
	if ((from != NULL && !date_parse(from, desk_today(d), &load.from, &e)) ||
	    !command_site_id(d, site, &load.site_id, &e) ||
	    !read_book(c, words.items[0], &text, &e))
		return command_fail(&e);
	load.file = words.items[0];
	load.bytes = str_text(&text);
	load.len = text.len;
	load.reason = reason;
	return load_book(d, &load, as_json);
}

/* The edition with its days, and its file as one text. */
static int
dump_json(struct desk *d, int64_t id, const char *file)
{
	AUTO_STR text = STR_INIT;
	struct rule_edition about;
	struct json j;
	struct err e = { 0 };

	if (!rule_store_about(d, id, &about, &e))
		return command_fail(&e);
	json_init(&j, &text);
	json_object(&j);
	asker_add_number(&j, "edition", about.number);
	asker_add_day(&j, "from", about.from);
	if (about.next != 0)
		asker_add_number(&j, "next", about.next);
	asker_add_day(&j, "next_from", about.next_from);
	json_key(&j, "file");
	json_text(&j, file);
	json_end_object(&j);
	str_add_char(&text, '\n');
	output_text(str_text(&text));
	return COMMAND_DONE;
}

int
rules_dump(struct command_context *c, struct desk *d, int argc, char **argv)
{
	const char *edition = NULL, *site = NULL;
	bool original = false, as_json = false;
	const struct option_row rows[] = {
		{ .name = "edition", .value = &edition },
		{ .name = "site", .value = &site },
		{ .name = "original", .flag = &original },
		{ .name = "json", .flag = &as_json },
	};
	AUTO_STR text = STR_INIT;
	struct err e = { 0 };
	long number = 0;
	int64_t site_id = 0;
	struct option_words words = { argc, argv };

	(void)c;
	if (!options_read(command_find("rules"), rows, (int)ARRAY_LEN(rows), &words) ||
	    !options_are_all(command_find("rules"), &words))
		return COMMAND_USAGE;
	if (edition != NULL && !option_int(edition, 1, 1000000, &number))
		return command_usage(command_find("rules"), _("--edition takes a whole number."));
	if (!command_site_id(d, site, &site_id, &e))
		return command_fail(&e);
	int64_t id = number != 0 ? rule_store_edition(d, site_id, number, &e)
				 : rule_store_in_force(d, site_id, desk_today(d), &e);

	if (id == 0 || !(original ? rule_store_source : rule_store_dump)(d, id, &text, &e))
		return command_fail(&e);
	if (as_json)
		return dump_json(d, id, str_text(&text));
	if (original) /* byte for byte; the reader let no control character into the database */
		fwrite(str_text(&text), 1, text.len, stdout);
	else
		output_text(str_text(&text));
	return COMMAND_DONE;
}
