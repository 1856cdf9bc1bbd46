/* free_say.c - how a wish for a free time was read, for whoever typed it. */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "desk/booking/free.h"

#include "base/date_era.h"
#include "base/i18n.h"
#include "base/lang.h"
#include "base/macros.h"
#include "desk/booking/room.h"
#include "desk/rule/rule_store.h"

static void
add_gap(struct str *b, size_t from)
{
	if (b->len > from)
		str_add_char(b, ' ');
}

static void
add_days(struct str *b, const struct free_wish *w, day_num today)
{
	if (w->first == DAY_NONE)
		return;
	date_add_short(b, w->first, today);
	if (w->days == 1)
		return;
	str_add_char(b, '-');
	if (w->days > 1)
		date_add_short(b, w->first + w->days - 1, today);
}

static void
add_weekdays(struct str *b, unsigned weekdays, size_t from)
{
	bool is_first = true;
	for (int i = 0; i < 7; i++) {
		int day = (i + 1) % 7; /* as weeks are written: from Monday on */
		if ((weekdays >> day & 1) == 0)
			continue;
		if (is_first)
			add_gap(b, from);
		else
			str_add(b, lang_is_ja() ? "・" : ",");
		if (lang_is_ja())
			str_add(b, date_weekdays_ja[day]);
		else
			str_add_len(b, date_weekdays_en[day], 3);
		is_first = false;
	}
	if (weekdays != 0 && lang_is_ja())
		str_add(b, "曜");
}

static void
add_parts(struct str *b, unsigned parts, size_t from)
{
	static const char *const names[] = { N_("morning"), N_("afternoon"), N_("evening") };
	for (size_t i = 0; i < ARRAY_LEN(names); i++)
		if ((parts >> i & 1) != 0) {
			add_gap(b, from);
			str_add(b, _(names[i]));
		}
}

static void
add_band(struct str *b, struct desk *d, const char *code, size_t from)
{
	const struct book *book = rule_book_in_force(d, desk_today(d), NULL);
	for (int i = 0; book && i < book->band_count; i++)
		if (str_equal(book->bands[i].rule.code, code)) {
			add_gap(b, from);
			str_add(b, book->bands[i].rule.name);
		}
}

static void
add_times(struct str *b, const struct free_wish *w, size_t from)
{
	if (w->from != NONE && w->to != NONE) {
		add_gap(b, from);
		time_add_span(b, w->from, w->to);
	}
	if (w->minutes == 0)
		return;
	add_gap(b, from);
	if (w->minutes % 60 == 0) /* L10N: how long somebody wants a room: 2 hours. */
		str_addf(b, ngettext("%d hour", "%d hours", (unsigned long)(w->minutes / 60)),
			 w->minutes / 60);
	else /* L10N: the same: 90 minutes. */
		str_addf(b, ngettext("%d minute", "%d minutes", (unsigned long)w->minutes),
			 w->minutes);
}

static void
add_rooms(struct str *b, struct desk *d, const struct free_wish *w, size_t from)
{
	AUTO_ARENA a = ARENA_INIT;
	struct room_list rooms;
	const int64_t *ids = w->room_count > 0 ? w->rooms : &w->room_id;
	int count = w->room_count > 0 ? w->room_count : w->room_id != 0;
	if (count == 0 || !room_list_load(d, 0, &a, &rooms, NULL))
		return;
	add_gap(b, from);
	for (int i = 0; i < count; i++) {
		const struct room_row *room = room_list_find(&rooms, ids[i]);
		str_addf(b, "%s%s", i > 0 ? _(", ") : "", room ? room->name : "");
	}
}

void
free_wish_add_words(struct str *b, struct desk *d, const struct free_wish *w)
{
	size_t from = b->len;
	add_days(b, w, desk_today(d));
	add_weekdays(b, w->weekdays, from);
	add_band(b, d, w->band, from);
	add_parts(b, w->parts, from);
	add_times(b, w, from);
	if (w->heads > 0) {
		add_gap(b, from);
		str_addf(b, ngettext("%d person", "%d people", (unsigned long)w->heads), w->heads);
	}
	add_rooms(b, d, w, from);
}
