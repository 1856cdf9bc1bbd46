/* calendar.c - `calendar`: the opening hours of days, with the reason for each closing. */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include <stdlib.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "base/utf8.h"
#include "command/asker.h"
#include "command/output.h"
#include "rule/ask.h"
#include "rule/holiday_read.h"

#define DAYS_MOST 3700   /* ten years */
#define DAYS_UNASKED 31  /* when no last day is given */

struct calendar_words {
	struct asker_words asked;
	const char *from, *to, *lifted;
};

/* --- as text --- */

static void
add_hours(struct str *b, const struct day_hours *d)
{
	AUTO_STR hours = STR_INIT;
	bool whole = d->span_count == 1 && d->counter.from == d->spans[0].from &&
		     d->counter.to == d->spans[0].to;

	day_hours_add(d, &hours);
	if (!d->open)
		str_add(&hours, _("closed"));
	utf8_add_padded(b, str_text(&hours), 13);
	if (!d->open || whole)
		return;
	str_add(b, "  ");
	if (!d->counter_open) {
		str_add(b, _("counter closed"));
		return;
	}
	AUTO_STR counter = STR_INIT;

	time_add_span(&counter, d->counter.from, d->counter.to);
	str_addf(b, _("counter %s"), str_text(&counter));
}

static void
add_reason(struct str *b, const struct rule *r, day_num moved_from, day_num today)
{
	if (r == NULL)
		return;
	str_addf(b, "  %s", r->name);
	if (moved_from != DAY_NONE) {
		AUTO_STR from = STR_INIT;

		date_add_short(&from, moved_from, today);
		str_addf(b, _(" (moved from %s)"), str_text(&from));
	}
	if (r->by_law[0] != '\0')
		str_addf(b, "  [%s]", r->by_law);
}

static void
add_day_text(struct str *b, const struct day_hours *d, day_num today)
{
	AUTO_STR day = STR_INIT;
	AUTO_STR line = STR_INIT;

	date_add_short(&day, d->day, today);
	utf8_add_padded(&line, str_text(&day), 16);
	add_hours(&line, d);
	if (d->holiday_name[0] != '\0')
		str_addf(&line, "  %s", d->holiday_name);
	add_reason(&line, d->reason, d->moved_from, today);
	add_reason(&line, d->counter_reason, DAY_NONE, today);
	if (!d->open && d->reason == NULL)
		str_addf(&line, "  %s", _("The rule book has no hours for this day."));
	str_trim(&line);
	str_addf(b, "%s\n", str_text(&line));
}

/* --- as JSON --- */

static const char *const weekday_codes[] = { "sun", "mon", "tue", "wed", "thu", "fri", "sat" };
static const char *const kind_codes[] = {
	[DAY_WEEKDAY] = "weekday", [DAY_SATURDAY] = "saturday", [DAY_SUNDAY] = "sunday",
	[DAY_HOLIDAY] = "holiday",
};

static void
add_span_json(struct json *j, struct time_span s)
{
	json_object(j);
	asker_add_time(j, "from", s.from);
	asker_add_time(j, "to", s.to);
	json_end_object(j);
}

static void
add_rule_json(struct json *j, const char *key, const struct rule *r)
{
	if (r == NULL)
		return;
	json_key(j, key);
	json_object(j);
	json_key(j, "rule");
	json_text(j, r->code);
	json_key(j, "name");
	json_text(j, r->name);
	json_key(j, "by_law");
	json_text(j, r->by_law);
	json_end_object(j);
}

static void
add_day_json(struct json *j, const struct day_hours *d)
{
	json_object(j);
	asker_add_day(j, "day", d->day);
	json_key(j, "weekday");
	json_text(j, weekday_codes[date_weekday(d->day)]);
	json_key(j, "kind");
	json_text(j, kind_codes[d->kind]);
	if (d->holiday != RULE_HOLIDAY_NONE) {
		json_key(j, "holiday");
		json_text(j, d->holiday_name);
		json_key(j, "holiday_kind");
		json_text(j, rule_holiday_code(d->holiday));
	}
	json_key(j, "open");
	json_array(j);
	for (int i = 0; i < d->span_count; i++)
		add_span_json(j, d->spans[i]);
	json_end_array(j);
	if (d->counter_open) {
		json_key(j, "counter");
		add_span_json(j, d->counter);
	}
	add_rule_json(j, "closed_by", d->reason);
	asker_add_day(j, "moved_from", d->moved_from);
	add_rule_json(j, "counter_closed_by", d->counter_reason);
	add_rule_json(j, "hours", d->hours);
	json_end_object(j);
}

/* --- the days of a calendar --- */

static void
print_days(const struct asker *k, const struct day_hours *days, int count, bool as_json)
{
	AUTO_STR b = STR_INIT;
	struct json j;

	json_init(&j, &b);
	if (as_json)
		json_array(&j);
	for (int i = 0; i < count; i++)
		if (as_json)
			add_day_json(&j, &days[i]);
		else
			add_day_text(&b, &days[i], k->today);
	if (as_json) {
		json_end_array(&j);
		str_add_char(&b, '\n');
	}
	output_text(str_text(&b));
}

static bool
read_days(const struct asker *k, const struct calendar_words *w, struct day_span *out,
	struct err *e)
{
	out->from = k->today;
	if (w->from != NULL && !date_parse(w->from, k->today, &out->from, e))
		return false;
	out->to = out->from + DAYS_UNASKED - 1;
	if (w->to != NULL && !date_parse(w->to, k->today, &out->to, e))
		return false;
	if (out->to < out->from)
		return err_set(e, ERR_USAGE, _("The last day comes before the first one."));
	return out->to - out->from < DAYS_MOST ||
	       err_set(e, ERR_USAGE, _("Ten years of days at most."));
}

/* --- after a storm --- */

static bool
read_lifted(const char *typed, int *lifted, struct err *e)
{
	*lifted = NONE;
	return str_equal(typed, "never") || time_parse(typed, lifted, e);
}

/* What is left of the first day when the warning was lifted then. */
static int
print_storm(struct asker *k, const struct calendar_words *w)
{
	struct asker_words asked = w->asked;
	struct err e = { 0 };
	int lifted;

	asked.day = w->from != NULL ? w->from : "today";
	int status = asker_facts(k, &asked);

	if (status != COMMAND_DONE)
		return status;
	if (!read_lifted(w->lifted, &lifted, &e))
		return command_fail(&e);
	if (!ask_storm(&k->facts, lifted, &k->answer, &e))
		return asker_fail(k, &e);
	if (w->asked.json)
		asker_print_json(k);
	else
		asker_print(k);
	return COMMAND_DONE;
}

static int
print_calendar(struct asker *k, const struct calendar_words *w)
{
	struct day_span span;
	struct err e = { 0 };
	int status = asker_facts(k, &w->asked);

	if (status != COMMAND_DONE)
		return status;
	if (!read_days(k, w, &span, &e))
		return command_fail(&e);
	int count = span.to - span.from + 1;
	AUTO_FREE struct day_hours *days = mem_alloc((size_t)count * sizeof *days);

	calendar_asked(&k->facts, span, days);
	print_days(k, days, count, w->asked.json);
	return COMMAND_DONE;
}

int
command_calendar(struct command_context *c, struct desk *d, int argc, char **argv)
{
	struct calendar_words w = { .asked.self = command_find("calendar") };
	const struct option_row rows[] = {
		{ .name = "rules", .value = &w.asked.rules },
		{ .name = "site", .value = &w.asked.site },
		{ .name = "json", .flag = &w.asked.json },
		{ .name = "room", .value = &w.asked.room },
		{ .name = "class", .value = &w.asked.class_code },
		{ .name = "given", .values = &w.asked.given },
		{ .name = "from", .value = &w.from },
		{ .name = "to", .value = &w.to },
		{ .name = "lifted", .value = &w.lifted },
	};
	struct option_words words = { argc, argv };

	if (!options_read(w.asked.self, rows, (int)ARRAY_LEN(rows), &words) ||
	    !options_are_all(w.asked.self, &words))
		return COMMAND_USAGE;
	struct asker k;
	int status = asker_open(&k, c, d, &w.asked);

	if (status == COMMAND_DONE)
		status = w.lifted != NULL ? print_storm(&k, &w) : print_calendar(&k, &w);
	asker_close(&k);
	return status;
}
