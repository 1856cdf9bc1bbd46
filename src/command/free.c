/* free.c - `free`: the rooms that are free on a day, or the next that are. */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include <stdlib.h>

#include "base/date.h"
#include "base/i18n.h"
#include "base/macros.h"
#include "base/money.h"
#include "base/utf8.h"
#include "command/command.h"
#include "command/options.h"
#include "command/output.h"
#include "desk/booking/free.h"
#include "desk/staff.h"

enum { ALL_OF_A_DAY = 999, DAY_COLS = 14, WORDS_COLS = 20, ROOM_COLS = 20 };

struct free_words {
	const char *day, *from, *to, *band, *heads, *room, *site, *facts, *days;
	bool next, json;
};

/* --- reading the words --- */

static bool
read_number(const char *option, const char *text, long most, int *out, struct err *e)
{
	long number;
	if (!text)
		return true;
	if (!option_int(text, 1, most, &number))
		return err_set(e, ERR_USAGE, _("%s takes a number from 1 to %ld."), option, most);
	*out = (int)number;
	return true;
}

static bool
read_time(const char *text, int *out, struct err *e)
{
	return !text || time_parse(text, out, e);
}

/* What stands after the options says the same in words; an option goes before it. */
static bool
read_line(struct desk *d, int count, char **words, struct arena *a, struct free_wish *out,
	  struct err *e)
{
	AUTO_STR line = STR_INIT;
	for (int i = 0; i < count; i++)
		str_addf(&line, "%s%s", i > 0 ? " " : "", words[i]);
	return free_wish_read(d, str_text(&line), a, out, e);
}

static bool
read_room(struct desk *d, const char *typed, int64_t *out, struct err *e)
{
	if (typed)
		*out = command_room_id(d, typed, e);
	return !typed || *out != 0;
}

static bool
read_wish(struct desk *d, const struct free_words *w, bool has_line, struct free_wish *out,
	  struct err *e)
{
	if (w->day && !date_parse(w->day, desk_today(d), &out->first, e))
		return false;
	if (w->band)
		out->band = w->band;
	if (w->facts)
		out->facts = w->facts;
	if (!w->next && !has_line) {
		out->limit = ALL_OF_A_DAY;
		out->days = 1;
	}
	return read_time(w->from, &out->from, e) && read_time(w->to, &out->to, e) &&
	       read_number("--heads", w->heads, 99999, &out->heads, e) &&
	       read_number("--days", w->days, FREE_DAYS_MOST, &out->days, e) &&
	       read_room(d, w->room, &out->room_id, e) &&
	       command_site_id(d, w->site, &out->site_id, e);
}

/* --- printing --- */

static void
add_line(struct str *b, const struct free_time *t, day_num today)
{
	AUTO_STR day = STR_INIT;
	AUTO_STR line = STR_INIT;
	date_add_short(&day, t->day, today);
	utf8_add_padded(&line, str_text(&day), DAY_COLS);
	AUTO_STR time = STR_INIT;
	time_add_span(&time, t->from, t->to);
	utf8_add_padded(&line, str_text(&time), DAY_COLS);
	utf8_add_padded(&line, t->bands ? t->words : "", WORDS_COLS);
	str_add_char(&line, ' ');
	utf8_add_padded(&line, t->room, ROOM_COLS);
	AUTO_STR yen = STR_INIT;
	if (t->yen >= 0)
		yen_add_unit(&yen, t->yen);
	str_addf(&line, " %s", str_text(&yen));
	str_trim(&line);
	if (t->waiting[0]) /* L10N: behind a free time: numbers and names of who waits for it. */
		str_addf(&line, _("  (waiting: %s)"), t->waiting);
	str_addf(b, "%s\n", str_text(&line));
}

static void
add_time(struct json *j, const char *key, int minutes)
{
	AUTO_STR time = STR_INIT;
	time_add(&time, minutes);
	json_key(j, key);
	json_text(j, str_text(&time));
}

static void
add_object(struct json *j, const struct free_time *t)
{
	char day[DATE_TEXT_SIZE];
	date_to_iso(t->day, day);
	json_object(j);
	json_key(j, "day");
	json_text(j, day);
	add_time(j, "from", t->from);
	add_time(j, "to", t->to);
	json_key(j, "bands");
	json_text(j, t->bands);
	json_key(j, "room");
	json_text(j, t->code);
	json_key(j, "name");
	json_text(j, t->room);
	json_key(j, "capacity");
	if (t->capacity > 0)
		json_int(j, t->capacity);
	else
		json_text(j, NULL);
	json_key(j, "yen");
	if (t->yen >= 0)
		json_int(j, t->yen);
	else
		json_text(j, NULL);
	json_key(j, "waiting");
	json_text(j, t->waiting[0] ? t->waiting : NULL);
	json_end_object(j);
}

/* That there is none and why, and the nearest that there are. */
static void
add_nearest(struct desk *d, const struct free_wish *w, const char *why, struct str *b)
{
	AUTO_ARENA a = ARENA_INIT;
	struct free_times near;
	str_addf(b, "%s%s%s\n", _("Nothing is free."), why[0] ? " " : "", why);
	if (!free_nearest(d, w, &a, &near, NULL) || near.count == 0)
		return;
	str_addf(b, "%s\n", _("These are the nearest:"));
	for (int i = 0; i < near.count; i++)
		add_line(b, &near.rows[i], desk_today(d));
}

static void
print_times(struct desk *d, const struct free_wish *w, const struct free_times *times,
	    bool as_json)
{
	AUTO_STR b = STR_INIT;
	struct json j;
	json_init(&j, &b);
	if (as_json)
		json_array(&j);
	for (int i = 0; i < times->count; i++)
		if (as_json)
			add_object(&j, &times->rows[i]);
		else
			add_line(&b, &times->rows[i], desk_today(d));
	if (as_json) {
		json_end_array(&j);
		str_add_char(&b, '\n');
	} else if (times->count == 0) {
		add_nearest(d, w, times->why, &b);
	}
	output_text(str_text(&b));
}

int
command_free(struct command_context *c, struct desk *d, int argc, char **argv)
{
	(void)c;
	const struct command *self = command_find("free");
	struct free_words w = { 0 };
	const struct option_row rows[] = {
		{ .name = "day", .value = &w.day },	{ .name = "from", .value = &w.from },
		{ .name = "to", .value = &w.to },	{ .name = "band", .value = &w.band },
		{ .name = "heads", .value = &w.heads }, { .name = "room", .value = &w.room },
		{ .name = "facts", .value = &w.facts }, { .name = "days", .value = &w.days },
		{ .name = "site", .value = &w.site },
		{ .name = "next", .flag = &w.next },	{ .name = "json", .flag = &w.json },
	};
	struct option_words words = { argc, argv };
	AUTO_ARENA a = ARENA_INIT;
	struct free_wish wish;
	struct free_times times;
	struct err e = { 0 };
	if (!options_read(self, rows, (int)ARRAY_LEN(rows), &words))
		return COMMAND_USAGE;
	if (!staff_require(d, "booking.view", &e) ||
	    !read_line(d, words.count, words.items, &a, &wish, &e))
		return command_fail(&e);
	if (!read_wish(d, &w, words.count > 0, &wish, &e) || !free_next(d, &wish, &a, &times, &e))
		return command_fail(&e);
	print_times(d, &wish, &times, w.json);
	return COMMAND_DONE;
}
