/* calendar_words.c - what the calendar says of one day: hours, holiday, reason, by-law. */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "screen/rule/calendar.h"

#include <assert.h>

#include "base/i18n.h"
#include "base/lang.h"

const char calendar_letters[MARK_COUNT] = {
	[MARK_NONE] = ' ', [MARK_CLOSED] = 'x', [MARK_PART] = '/', [MARK_COUNTER] = 'c',
	[MARK_HOLIDAY] = '*',
};

static const char *const holiday_kinds[] = {
	[RULE_HOLIDAY_NONE] = "",
	[RULE_HOLIDAY_NAMED] = N_("national holiday"),
	[RULE_HOLIDAY_SUBSTITUTE] = N_("substitute holiday"),
	[RULE_HOLIDAY_BETWEEN] = N_("day between two holidays"),
	[RULE_HOLIDAY_LOCAL] = N_("local day"),
};
static_assert(ARRAY_LEN(holiday_kinds) == RULE_HOLIDAY_COUNT, "a kind of holiday has no word");

enum calendar_mark
calendar_mark_of(const struct day_hours *d)
{
	if (!d->open)
		return MARK_CLOSED;
	if (d->reason != NULL)
		return MARK_PART;
	if (!d->counter_open)
		return MARK_COUNTER;
	return d->holiday != RULE_HOLIDAY_NONE ? MARK_HOLIDAY : MARK_NONE;
}

/* Open in one piece, with the counter open all the while. */
static bool
has_no_counter_hours(const struct day_hours *d)
{
	return d->counter_open && d->span_count == 1 && d->counter.from == d->spans[0].from &&
	       d->counter.to == d->spans[0].to;
}

void
calendar_add_hours(struct str *b, const struct day_hours *d)
{
	if (!d->open) {
		str_add(b, _("closed"));
		return;
	}
	day_hours_add(d, b);
	if (has_no_counter_hours(d))
		return;
	str_add(b, "   ");
	if (!d->counter_open) {
		str_add(b, _("counter closed"));
		return;
	}
	AUTO_STR counter = STR_INIT;

	time_add_span(&counter, d->counter.from, d->counter.to);
	str_addf(b, _("counter %s"), str_text(&counter));
}

void
calendar_add_reason(struct str *b, const struct rule *r, day_num moved_from, day_num today)
{
	if (r == NULL)
		return;
	str_add(b, r->name);
	if (moved_from == DAY_NONE)
		return;
	AUTO_STR from = STR_INIT;

	date_add_short(&from, moved_from, today);
	str_addf(b, _(" (moved from %s)"), str_text(&from));
}

void
day_words_add(struct day_words *w, enum style style, const char *label, const char *text)
{
	if (w->count == DAY_LINES_MOST || text[0] == '\0')
		return;
	w->lines[w->count++] = (struct day_line){
		.label = label,
		.text = arena_strdup(&w->arena, text),
		.style = style,
	};
}

static void
add_rule(struct day_words *w, const char *label, const struct rule *r, day_num moved_from,
	 day_num today)
{
	AUTO_STR text = STR_INIT;

	if (r == NULL)
		return;
	calendar_add_reason(&text, r, moved_from, today);
	day_words_add(w, STYLE_NORMAL, label, str_text(&text));
	day_words_add(w, STYLE_NORMAL, _("By-law"), r->by_law);
}

static void
add_holiday(struct day_words *w, const struct day_hours *d)
{
	AUTO_STR text = STR_INIT;

	if (d->holiday == RULE_HOLIDAY_NONE)
		return;
	/* L10N: a holiday's name, then its kind. */
	str_addf(&text, _("%s (%s)"), d->holiday_name, _(holiday_kinds[d->holiday]));
	day_words_add(w, STYLE_NORMAL, _("Holiday"), str_text(&text));
}

/* The date in words, and in the other count of years. */
static void
make_title(struct day_words *w, day_num day, day_num today)
{
	AUTO_STR text = STR_INIT;

	date_add_long(&text, day);
	str_add(&text, "   ");
	if (lang_is_ja())
		str_addf(&text, "%d年", date_to_ymd(day).year);
	else
		date_add_era(&text, day);
	if (day == today)
		str_addf(&text, "   %s", _("today"));
	w->title = arena_strdup(&w->arena, str_text(&text));
}

void
day_words_make(struct day_words *w, const struct day_hours *d, day_num today)
{
	AUTO_STR hours = STR_INIT;

	day_words_done(w);
	make_title(w, d->day, today);
	calendar_add_hours(&hours, d);
	day_words_add(w, d->open ? STYLE_NORMAL : STYLE_WARN, _("Open hours"), str_text(&hours));
	add_holiday(w, d);
	add_rule(w, _("Reason"), d->reason, d->moved_from, today);
	add_rule(w, _("Counter"), d->counter_reason, DAY_NONE, today);
	if (!d->open && d->reason == NULL)
		day_words_add(w, STYLE_WARN, _("Reason"),
			      _("The rule book has no hours for this day."));
	if (d->open && d->hours != NULL)
		add_rule(w, _("Rule"), d->hours, DAY_NONE, today);
}

void
day_words_done(struct day_words *w)
{
	arena_done(&w->arena);
	w->title = "";
	w->count = 0;
}
