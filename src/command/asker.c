/* asker.c - see asker.h. */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "command/asker.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "base/i18n.h"
#include "base/macros.h"
#include "base/mem.h"
#include "command/output.h"
#include "desk/booking/free_word.h"
#include "desk/rule/rule_store.h"
#include "desk/rule/surroundings.h"
#include "rule/holiday_read.h"
#include "rule/read/read.h"

#define BOOK_MOST (1024 * 1024) /* what book_read() takes; one byte more is read to see it */

static int
fail_faults(const struct faults *f)
{
	AUTO_STR text = STR_INIT;

	faults_write(f, &text);
	output_text_to(stderr, str_text(&text));
	return COMMAND_REFUSED;
}

/* --- the book --- */

bool
asker_read_file(const char *path, struct str *out, struct err *e)
{
	AUTO_FCLOSE FILE *file = fopen(path, "rb");
	char piece[8192];
	size_t got;

	if (file == NULL)
		return err_set(e, ERR_NOT_FOUND, _("%s cannot be opened: %s"), path,
			strerror(errno));
	while (out->len <= BOOK_MOST && (got = fread(piece, 1, sizeof piece, file)) > 0)
		str_add_len(out, piece, got);
	if (ferror(file))
		return err_set(e, ERR_IO, _("%s cannot be read: %s"), path, strerror(errno));
	return true;
}

static int
read_book(struct asker *k, const struct asker_words *w)
{
	struct err e = { 0 };
	struct faults own = FAULTS_INIT(w->rules);
	int status = COMMAND_DONE;

	if (!asker_read_file(w->rules, &k->file, &e))
		return command_fail(&e);
	k->text = str_text(&k->file);
	k->book = k->read = book_read(w->rules, k->text, k->file.len,
		w->faults != NULL ? w->faults : &own);
	if (k->book == NULL)
		status = w->faults != NULL ? COMMAND_REFUSED : fail_faults(&own);
	faults_done(&own);
	return status;
}

static int
read_holidays(struct asker *k, const struct command_context *c)
{
	struct faults f = FAULTS_INIT("holidays.yaml");

	k->around.holidays = holidays_read(&k->arena, c->holidays, c->holidays_len,
		&k->around.holiday_count, &f);
	int status = k->around.holidays != NULL ? COMMAND_DONE : fail_faults(&f);

	faults_done(&f);
	return status;
}

static int
open_file(struct asker *k, const struct command_context *c, const struct asker_words *w)
{
	int status = read_book(k, w);

	return status == COMMAND_DONE ? read_holidays(k, c) : status;
}

/* The edition in force for applications on that day, and the closures of the database. */
static bool
read_edition(struct asker *k, struct desk *d, day_num apply, struct err *e)
{
	int64_t id = rule_store_of_site(d, k->site_id, apply, e);

	k->book = id != 0 ? rule_store_book(d, id, e) : NULL;
	if (k->book != NULL)
		k->text = rule_store_book_text(d, id);
	return k->book != NULL &&
	       surroundings_load(d, k->book, k->site_id, &k->arena, &k->around, e);
}

static int
open_desk(struct asker *k, struct desk *d, const struct asker_words *w)
{
	struct err e = { 0 };
	day_num day = k->today;

	if (w->apply != NULL && !date_parse(w->apply, k->today, &day, &e))
		return command_fail(&e);
	if (!command_site_id(d, w->site, &k->site_id, &e) || !read_edition(k, d, day, &e))
		return command_fail(&e);
	return COMMAND_DONE;
}

static bool
set_clock(struct asker *k, const struct command_context *c, const struct desk *d, struct err *e)
{
	struct clock clock = { 0 };

	if (d != NULL)
		clock = d->clock;
	else if (c->desk.pinned_now != NULL && !clock_pin_text(&clock, c->desk.pinned_now))
		return err_set(e, ERR_USAGE,
			_("--now takes a moment like 2026-11-20T14:32, not \"%s\"."),
			c->desk.pinned_now);
	k->today = clock_today(&clock);
	k->now = instant_minutes(clock_now(&clock));
	return true;
}

int
asker_open(struct asker *k, const struct command_context *c, struct desk *d,
	const struct asker_words *w)
{
	struct err e = { 0 };

	memset(k, 0, sizeof *k);
	k->self = w->self;
	answer_init(&k->answer);
	if (!set_clock(k, c, d, &e))
		return command_fail(&e);
	int status = w->rules != NULL ? open_file(k, c, w) : open_desk(k, d, w);

	if (status == COMMAND_DONE)
		facts_init(&k->facts, k->book, &k->around);
	return status;
}

void
asker_close(struct asker *k)
{
	if (k->facts.book != NULL)
		facts_done(&k->facts);
	answer_done(&k->answer);
	arena_done(&k->arena);
	str_done(&k->file);
	book_free(k->read);
}

/* --- the facts --- */

static bool
set_day(struct asker *k, const char *fact, const char *typed, struct err *e)
{
	char iso[DATE_TEXT_SIZE];
	day_num day;

	if (typed == NULL)
		return true;
	if (!date_parse(typed, k->today, &day, e))
		return false;
	date_to_iso(day, iso);
	return facts_set(&k->facts, fact, iso, e);
}

static bool
set_text(struct asker *k, const char *fact, const char *value, struct err *e)
{
	return value == NULL || facts_set(&k->facts, fact, value, e);
}

/* Several options, or one with commas, are one list. */
static bool
set_list(struct asker *k, const char *fact, const struct option_values *v, struct err *e)
{
	AUTO_STR list = STR_INIT;

	for (int i = 0; i < v->count; i++)
		str_addf(&list, "%s%s", i > 0 ? "," : "", v->items[i]);
	return v->count == 0 || facts_set(&k->facts, fact, str_text(&list), e);
}

static bool
set_bands(struct asker *k, const struct option_values *v, struct err *e)
{
	AUTO_STR codes = STR_INIT;

	for (int i = 0; i < v->count; i++)
		if (!free_bands_read(k->book, v->items[i], &codes, e))
			return false;
	return codes.len == 0 || facts_set(&k->facts, "bands", str_text(&codes), e);
}

static bool
set_given(struct asker *k, const char *pair, struct err *e)
{
	const char *equals = strchr(pair, '=');

	if (equals == NULL)
		return err_set(e, ERR_USAGE,
			_("--given takes a fact and its value, as in heads=20."));
	AUTO_FREE char *name = mem_strndup(pair, (size_t)(equals - pair));

	if (str_equal(name, "apply"))
		k->facts.apply_at = NONE;
	if (str_equal(name, "day") || str_equal(name, "apply"))
		return set_day(k, name, equals + 1, e);
	return facts_set(&k->facts, name, equals + 1, e);
}

static bool
set_facts(struct asker *k, const struct asker_words *w, struct err *e)
{
	k->facts.apply = k->today;
	k->facts.apply_at = w->apply == NULL ? k->now : NONE;
	for (int i = 0; i < w->given.count; i++)
		if (!set_given(k, w->given.items[i], e))
			return false;
	return set_day(k, "day", w->day, e) && set_day(k, "apply", w->apply, e) &&
	       set_text(k, "room", w->room, e) && set_text(k, "class", w->class_code, e) &&
	       set_bands(k, &w->bands, e) && set_list(k, "extras", &w->extras, e) &&
	       set_list(k, "companions", &w->companions, e) && set_text(k, "from", w->from, e) &&
	       set_text(k, "to", w->to, e) && set_text(k, "use", w->use, e) &&
	       set_text(k, "heads", w->heads, e) && facts_complete(&k->facts, e);
}

int
asker_facts(struct asker *k, const struct asker_words *w)
{
	struct err e = { 0 };

	return set_facts(k, w, &e) ? COMMAND_DONE : command_fail(&e);
}

/* --- the answer --- */

/* The option that says a fact: its own, or --given. */
static void
add_option(const struct book *book, const char *fact, struct str *out)
{
	static const char *const options[][2] = {
		{ "room", "--room R" },    { "day", "--day D" },   { "apply", "--apply D" },
		{ "class", "--class C" },  { "use", "--use U" },   { "heads", "--heads N" },
		{ "bands", "--band B" },   { "band", "--band B" }, { "extras", "--extra E" },
		{ "extra", "--extra E" },  { "from", "--band B | --from T --to T" },
	};

	for (size_t i = 0; i < ARRAY_LEN(options); i++)
		if (str_equal(options[i][0], fact)) {
			str_add(out, options[i][1]);
			return;
		}
	int index = book_fact(book, fact);
	bool has_choices = index != NONE && book->facts[index].choice_count > 0;

	str_addf(out, "--given %s=%s", fact, has_choices ? _("CODE") : _("VALUE"));
}

int
asker_fail(const struct asker *k, const struct err *e)
{
	AUTO_STR option = STR_INIT;

	if (e->code != ERR_INVALID || k->facts.lacking == NONE)
		return command_fail(e);
	add_option(k->book, e->field, &option);
	return command_usage(k->self, _("%s Add %s."), e->msg, str_text(&option));
}

void
asker_print(const struct asker *k)
{
	AUTO_STR text = STR_INIT;

	answer_write(&k->answer, &text);
	output_text(str_text(&text));
}

void
asker_add_number(struct json *j, const char *key, int64_t number)
{
	json_key(j, key);
	json_int(j, number);
}

void
asker_add_day(struct json *j, const char *key, day_num day)
{
	char iso[DATE_TEXT_SIZE];

	if (day == DAY_NONE)
		return;
	date_to_iso(day, iso);
	json_key(j, key);
	json_text(j, iso);
}

void
asker_add_time(struct json *j, const char *key, int minutes)
{
	AUTO_STR text = STR_INIT;

	if (minutes == NONE)
		return;
	time_add(&text, minutes);
	json_key(j, key);
	json_text(j, str_text(&text));
}

void
asker_add_json(const struct asker *k, struct json *j)
{
	const struct answer *a = &k->answer;

	json_key(j, "yes");
	json_bool(j, a->yes);
	asker_add_day(j, "first", a->first);
	asker_add_time(j, "first_at", a->first_at);
	asker_add_day(j, "last", a->last);
	asker_add_time(j, "last_at", a->last_at);
	if (a->by != NULL) {
		json_key(j, "rule");
		json_text(j, a->by->name);
		json_key(j, "by_law");
		json_text(j, a->by->by_law);
	}
	json_key(j, "lines");
	answer_write_json(a, j);
}

void
asker_print_json(const struct asker *k)
{
	AUTO_STR b = STR_INIT;
	struct json j;

	json_init(&j, &b);
	json_object(&j);
	asker_add_day(&j, "day", k->facts.day);
	asker_add_json(k, &j);
	json_end_object(&j);
	str_add_char(&b, '\n');
	output_text(str_text(&b));
}
