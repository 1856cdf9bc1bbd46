/*
 * calendar_room.c - the book that the calendar is of and the room that it shows,
 * and what is said beside the hours: the bands in which the room is let, which
 * edition answers, and whether the holidays of the year are known.
 */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "screen/rule/calendar.h"

#include "base/i18n.h"
#include "base/mem.h"
#include "desk/rule/surroundings.h"

static bool
read_book(struct calendar_book *b, struct desk *d, day_num today, struct err *e)
{
	int64_t id = rule_store_in_force(d, 0, today, e);

	b->book = id != 0 && rule_store_about(d, id, &b->edition, e) ? rule_store_book(d, id, e)
								       : NULL;
	return b->book != NULL && surroundings_load(d, b->book, 0, &b->arena, &b->around, e);
}

void
calendar_book_load(struct calendar_book *b, struct desk *d, day_num today)
{
	arena_done(&b->arena);
	err_clear(&b->none);
	b->room = NONE;
	if (!read_book(b, d, today, &b->none))
		b->book = NULL;
	else if (b->room_code.len > 0) /* the room may have gone from the book */
		b->room = fact_choice(&b->book->facts[FACT_ROOM], str_text(&b->room_code));
}

void
calendar_book_done(struct calendar_book *b)
{
	str_done(&b->room_code);
	arena_done(&b->arena);
}

void
calendar_book_show(struct calendar_book *b, int index)
{
	b->room = index - 1;
	str_clear(&b->room_code);
	if (index > 0)
		str_add(&b->room_code, b->book->rooms[index - 1].rule.code);
}

void
calendar_choose_room(struct app *app, const struct book *b, dialog_pick_fn done, void *ctx)
{
	AUTO_FREE const char **items = mem_alloc((size_t)(b->room_count + 1) * sizeof(*items));

	items[0] = _("The whole house");
	for (int i = 0; i < b->room_count; i++)
		items[i + 1] = b->rooms[i].rule.name;
	dialog_pick(app->stack, _("Calendar of"), items, b->room_count + 1, done, ctx);
}

/* --- the bands of a room --- */

static bool
is_within(const struct day_hours *d, const struct band *band)
{
	for (int i = 0; i < d->span_count; i++)
		if (d->spans[i].from <= band->from && band->to <= d->spans[i].to)
			return true;
	return false;
}

/* "Morning 9:00-12:00, Afternoon 13:00-17:00": those that lie within the open hours. */
static void
add_bands(struct str *out, const struct facts *f, const struct day_hours *d)
{
	const struct book *b = f->book;
	struct choice_set sold;

	slot_simple_bands(b, facts_slot(f), &sold);
	for (int i = 0; i < b->band_count; i++) {
		if (!choice_set_has(&sold, i) || !is_within(d, &b->bands[i]))
			continue;
		str_addf(out, "%s%s ", out->len > 0 ? ", " : "", b->bands[i].rule.name);
		time_add_span(out, b->bands[i].from, b->bands[i].to);
	}
	if (out->len == 0 && b->band_count > 0)
		str_add(out, _("none within the open hours"));
}

/* Who asks, or what for, may decide: nothing is said then that might not hold. */
static void
add_slot(struct str *out, const struct facts *f, const struct day_hours *d)
{
	const struct book *b = f->book;
	int slot = facts_slot(f);

	if (slot == NONE && b->slot_count > 0) {
		if (f->slot_lacks != NONE)
			str_addf(out, _("depends on: %s"), b->facts[f->slot_lacks].name);
		return;
	}
	if (slot != NONE && b->slots[slot].grid > 0)
		str_addf(out, _("by %d minutes"), b->slots[slot].grid);
	else
		add_bands(out, f, d);
}

static void
say_bands(struct day_words *w, const struct calendar_book *b, const struct day_hours *d)
{
	AUTO_STR text = STR_INIT;
	struct facts f;

	if (b->room == NONE || !d->open)
		return;
	facts_init(&f, b->book, &b->around);
	facts_set_number(&f, FACT_ROOM, b->room);
	f.day = d->day;
	if (facts_complete(&f, NULL))
		add_slot(&text, &f, d);
	facts_done(&f);
	day_words_add(w, STYLE_NORMAL, _("Bands"), str_text(&text));
}

/* --- what answers --- */

static void
say_edition(struct day_words *w, const struct rule_edition *edition, day_num day)
{
	AUTO_STR from = STR_INIT;
	AUTO_STR text = STR_INIT;

	date_add_short(&from, edition->from, DAY_NONE);
	str_addf(&text, _("edition %d, for applications from %s"), edition->number,
		 str_text(&from));
	day_words_add(w, STYLE_HINT, _("Rule book"), str_text(&text));
	if (edition->next == 0)
		return;
	str_clear(&from);
	str_clear(&text);
	date_add_short(&from, edition->next_from, DAY_NONE);
	str_addf(&text, _("Applications from %s are answered by edition %d: it may differ."),
		 str_text(&from), edition->next);
	day_words_add(w, day >= edition->next_from ? STYLE_WARN : STYLE_HINT, _("Note"),
		      str_text(&text));
}

static void
say_holidays(struct day_words *w, const struct surroundings *around, day_num day)
{
	int count = around->holiday_count;

	if (count > 0 &&
	    date_to_ymd(day).year <= date_to_ymd(around->holidays[count - 1].day).year)
		return;
	day_words_add(w, STYLE_WARN, _("Note"),
		      _("The holidays of this year are not known yet (Settings, Holidays, ^O)."));
}

void
calendar_say_more(struct day_words *w, const struct calendar_book *b, const struct day_hours *d)
{
	say_bands(w, b, d);
	say_holidays(w, &b->around, d->day);
	say_edition(w, &b->edition, d->day);
}
