/*
 * series.c - `series WORD ...`: uses that come back. `plan` lists what `add` would book,
 * and --dry-run what a change or an end would do; nothing is written then.
 */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "desk/series/series.h"

#include <stdio.h>
#include <string.h>

#include "base/i18n.h"
#include "base/macros.h"
#include "base/money.h"
#include "base/utf8.h"
#include "command/command.h"
#include "command/options.h"
#include "command/output.h"

enum { DAY_COLS = 16, WORD_COLS = 10, PLAN_COLS = 16 };

struct series_words {
	const char *room, *rule, *from, *to, *party, *first, *until, *count, *use, *purpose, *heads;
	const char *day, *scope, *reason;
	struct option_values bands, facts;
	bool dry_run, json;
};

/* --- what is printed --- */

static const char *
fate_code(enum series_fate fate)
{
	static const char *const codes[] = { "books", "skips", "moves", "cancels", "stays" };
	return codes[fate];
}

static void
add_step(struct desk *d, const struct series_step *s, bool is_plan, struct str *b)
{
	bool would = is_plan && s->fate == SERIES_BOOKS;
	AUTO_STR day = STR_INIT;
	date_add_short(&day, s->day, desk_today(d));
	utf8_add_padded(b, str_text(&day), DAY_COLS);
	utf8_add_padded(b, would ? _("would be booked") : series_fate_word(s->fate),
			is_plan ? PLAN_COLS : WORD_COLS);
	if (s->before)
		str_addf(b, " %s", s->before);
	if (s->after)
		str_addf(b, "%s %s", s->before ? " ->" : "", s->after);
	if (s->reason)
		str_addf(b, "%s %s", s->before || s->after ? ":" : "", s->reason);
	str_add_char(b, '\n');
}

static void
add_json(const struct series_plan *p, int64_t id, struct str *b)
{
	struct json j;
	char day[DATE_TEXT_SIZE];
	json_init(&j, b);
	json_object(&j);
	json_key(&j, "id");
	json_int(&j, id);
	json_key(&j, "dates");
	json_array(&j);
	for (int i = 0; i < p->count; i++) {
		const struct series_step *s = &p->steps[i];
		date_to_iso(s->day, day);
		json_object(&j);
		json_key(&j, "day");
		json_text(&j, day);
		json_key(&j, "fate");
		json_text(&j, fate_code(s->fate));
		json_key(&j, "booking");
		json_int(&j, s->booking_id);
		json_key(&j, "before");
		json_text(&j, s->before);
		json_key(&j, "after");
		json_text(&j, s->after);
		json_key(&j, "reason");
		json_text(&j, s->reason);
		json_end_object(&j);
	}
	json_end_array(&j);
	json_end_object(&j);
	str_add_char(b, '\n');
}

static void
add_total(const struct series_plan *p, struct str *b)
{
	AUTO_STR yen = STR_INIT;
	yen_add_unit(&yen, p->yen);
	str_addf(b, ngettext("%d date booked: %s", "%d dates booked: %s altogether",
			     (unsigned long)p->books),
		 p->books, str_text(&yen));
	str_add_char(b, '\n');
}

static int
print_plan(struct desk *d, const struct series_plan *p, int64_t id, const struct series_words *w)
{
	AUTO_STR b = STR_INIT;
	if (w->json) {
		add_json(p, id, &b);
		output_text(str_text(&b));
		return COMMAND_DONE;
	}
	for (int i = 0; i < p->count; i++)
		add_step(d, &p->steps[i], w->dry_run, &b);
	if (p->books > 0)
		add_total(p, &b);
	else if (p->skips > 0)
		str_add(&b, _("No date is booked.\n"));
	if (w->dry_run)
		str_add(&b, _("Nothing was written.\n"));
	output_text(str_text(&b));
	return COMMAND_DONE;
}

/* --- reading --- */

static bool
put_list(struct desk *d, struct record *r, const char *field, const struct option_values *v,
	 struct err *e)
{
	AUTO_STR b = STR_INIT;
	for (int i = 0; i < v->count; i++)
		str_addf(&b, "%s%s",
			 i == 0                      ? ""
			 : str_equal(field, "bands") ? ","
						     : " ",
			 v->items[i]);
	return v->count == 0 || command_put(d, r, field, str_text(&b), e);
}

static bool
put_time(struct desk *d, struct record *r, const struct series_words *w, struct err *e)
{
	return command_put_room(d, r, w->room, e) && put_list(d, r, "bands", &w->bands, e) &&
	       command_put(d, r, "from_minute", w->from, e) &&
	       command_put(d, r, "to_minute", w->to, e);
}

static bool
put_all(struct desk *d, struct record *r, const struct series_words *w, struct err *e)
{
	return put_time(d, r, w, e) && command_put(d, r, "rule", w->rule, e) &&
	       command_put(d, r, "first_day", w->first, e) && command_put(d, r, "use", w->use, e) &&
	       command_put(d, r, "purpose", w->purpose, e) &&
	       command_put(d, r, "heads", w->heads, e) &&
	       put_list(d, r, "facts", &w->facts, e) && command_put_party(d, r, w->party, e);
}

static bool
read_end(struct desk *d, const struct series_words *w, day_num *last, int *count, struct err *e)
{
	long number = 0;
	*last = DAY_NONE;
	if (w->count && !option_int(w->count, 1, SERIES_DATES_MAX, &number))
		return err_set(e, ERR_USAGE, _("%s takes a number from 1 to %ld."), "--count",
			       (long)SERIES_DATES_MAX);
	*count = (int)number;
	return !w->until || date_parse(w->until, desk_today(d), last, e);
}

static bool
read_dates(struct desk *d, const struct series_words *w, struct series_dates *out, struct err *e)
{
	static const char *const scopes[] = { "this", "following", "all" };
	*out = (struct series_dates){ .day = desk_today(d), .reason = w->reason };
	for (int i = 0; i < (int)ARRAY_LEN(scopes); i++)
		if (str_equal(w->scope ? w->scope : "this", scopes[i])) {
			out->scope = (enum series_scope)i;
			if (!w->day && out->scope != SERIES_ALL)
				return err_set(e, ERR_USAGE, _("Say from which date: --day D."));
			return !w->day || date_parse(w->day, desk_today(d), &out->day, e);
		}
	return err_set(e, ERR_USAGE, _("--scope is this, following or all."));
}

/* --- the words --- */

static int
add(struct desk *d, const char *typed, const struct series_words *w, struct err *e)
{
	AUTO(series_plan_done) struct series_plan plan = { .arena = ARENA_INIT };
	struct record *s = record_new(d, form_find(d->forms, "booking_series"));
	day_num last;
	int count;
	(void)typed;
	bool ok = put_all(d, s, w, e) && read_end(d, w, &last, &count, e) &&
		  (w->dry_run ? series_plan(d, s, last, count, &plan, e)
			      : series_book(d, s, last, count, &plan, e));
	if (ok && !w->dry_run && !w->json)
		printf("%s\n", record_get(s, "number"));
	int64_t id = s->id;
	record_free(s);
	return ok ? print_plan(d, &plan, id, w) : command_fail(e);
}

static int
change(struct desk *d, const char *typed, const struct series_words *w, struct err *e)
{
	AUTO(series_plan_done) struct series_plan plan = { .arena = ARENA_INIT };
	struct series_dates which;
	struct record *r = record_blank(form_find(d->forms, "booking"));
	int64_t id = command_record_id(d, form_find(d->forms, "booking_series"), typed, e);
	bool ok = id != 0 && read_dates(d, w, &which, e) && put_time(d, r, w, e) &&
		  (w->dry_run ? series_change_plan(d, id, &which, r, &plan, e)
			      : series_change(d, id, &which, r, &plan, e));
	record_free(r);
	return ok ? print_plan(d, &plan, id, w) : command_fail(e);
}

static int
end(struct desk *d, const char *typed, const struct series_words *w, struct err *e)
{
	AUTO(series_plan_done) struct series_plan plan = { .arena = ARENA_INIT };
	struct series_dates which;
	int64_t id = command_record_id(d, form_find(d->forms, "booking_series"), typed, e);
	bool ok = id != 0 && read_dates(d, w, &which, e) &&
		  (w->dry_run ? series_end_plan(d, id, &which, &plan, e)
			      : series_end(d, id, &which, &plan, e));
	return ok ? print_plan(d, &plan, id, w) : command_fail(e);
}

static int
again(struct desk *d, const char *typed, const struct series_words *w, struct err *e)
{
	AUTO(series_plan_done) struct series_plan plan = { .arena = ARENA_INIT };
	int64_t id = command_record_id(d, form_find(d->forms, "booking_series"), typed, e);
	bool ok = id != 0 && (w->dry_run ? series_again_plan(d, id, &plan, e)
					 : series_try_again(d, id, &plan, e)) >= 0;
	return ok ? print_plan(d, &plan, id, w) : command_fail(e);
}

static int
show(struct desk *d, const char *typed, const struct series_words *w, struct err *e)
{
	AUTO(series_plan_done) struct series_plan plan = { .arena = ARENA_INIT };
	int64_t id = command_record_id(d, form_find(d->forms, "booking_series"), typed, e);
	bool ok = id != 0 && series_show(d, id, &plan, e);
	return ok ? print_plan(d, &plan, id, w) : command_fail(e);
}

static const struct word {
	const char *name;
	bool takes_series, is_dry;
	int (*run)(struct desk *d, const char *typed, const struct series_words *w, struct err *e);
} words[] = {
	{ "add", false, false, add },      { "plan", false, true, add },
	{ "change", true, false, change }, { "end", true, false, end },
	{ "again", true, false, again },   { "show", true, false, show },
};

static const struct word *
find_word(const char *name)
{
	for (size_t i = 0; i < ARRAY_LEN(words); i++)
		if (str_equal(words[i].name, name))
			return &words[i];
	return NULL;
}

int
command_series(struct command_context *c, struct desk *d, int argc, char **argv)
{
	const struct command *self = command_find("series");
	struct series_words w = { 0 };
	struct option_words given = { argc, argv };
	const struct option_row rows[] = {
		{ .name = "room", .value = &w.room },
		{ .name = "rule", .value = &w.rule },
		{ .name = "from", .value = &w.from },
		{ .name = "to", .value = &w.to },
		{ .name = "party", .value = &w.party },
		{ .name = "first", .value = &w.first },
		{ .name = "until", .value = &w.until },
		{ .name = "count", .value = &w.count },
		{ .name = "use", .value = &w.use },
		{ .name = "purpose", .value = &w.purpose },
		{ .name = "heads", .value = &w.heads },
		{ .name = "day", .value = &w.day },
		{ .name = "scope", .value = &w.scope },
		{ .name = "reason", .value = &w.reason },
		{ .name = "band", .values = &w.bands },
		{ .name = "given", .values = &w.facts },
		{ .name = "dry-run", .flag = &w.dry_run },
		{ .name = "json", .flag = &w.json },
	};
	struct err e = { 0 };
	(void)c;
	if (!options_read(self, rows, (int)ARRAY_LEN(rows), &given))
		return COMMAND_USAGE;
	if (given.count == 0)
		return command_usage(self, _("Say what to do with the series."));
	const struct word *word = find_word(given.items[0]);
	if (!word)
		return command_usage(self, _("series has no \"%s\"."), given.items[0]);
	if (given.count != 1 + word->takes_series)
		return command_usage(self, word->takes_series ? _("Name one series.")
							      : _("Name nothing but options."));
	w.dry_run = w.dry_run || word->is_dry;
	return word->run(d, word->takes_series ? given.items[1] : NULL, &w, &e);
}
