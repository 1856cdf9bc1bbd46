/*
 * free.c - see free.h. Site by site: the times of all rooms come in one reading, the
 * free ones are found in memory, and the rule book is asked about them in their order
 * until there are enough.
 */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "desk/booking/free.h"

#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/macros.h"
#include "desk/booking/booking_price.h"
#include "desk/booking/free_day.h"
#include "desk/booking/free_word.h"
#include "desk/booking/timetable.h"
#include "desk/rule/rule_store.h"
#include "rule/ask.h"

enum { DAYS_UNASKED = 60, ANSWERS = 9, WHYS = 4 };

struct search {
	struct desk *desk;
	const struct free_wish *wish;
	struct arena *arena;
	struct free_times *out;
	struct timetable table;   /* of all sites */
	int limit;
	int64_t site_id;          /* the one that is searched */
	int site_first;           /* of out->rows: where its answers begin */
	struct booking_ask ask;   /* of the site; its facts change with each time */
	bool is_asking;
	struct answer answer;
	struct free_day day;
	struct why {
		const char *text;
		int times;
	} whys[WHYS];             /* the first that the rules said, told apart */
	struct {
		bool has_open, has_seats;
		int most_seats;   /* 0: unknown, or nothing was looked at */
		const struct room_day *closed, *part; /* the first with a reason */
	} seen;                   /* of the wanted rooms and days */
};

/* --- asking the rule book about one time --- */

/* The use as a booking that is not saved. */
static struct record *
use_of(const struct search *s, const struct free_slot *at)
{
	const struct free_wish *w = s->wish;
	struct desk *d = s->desk;
	struct record *r = record_new(d, form_find(d->forms, "booking"));
	AUTO_STR bands = STR_INIT;
	free_slot_add_codes(at, &bands);
	record_put_id(r, "room_id", at->cell->room->id);
	record_put_day(r, "day", at->cell->day);
	if (bands.len > 0)
		record_put(r, "bands", str_text(&bands));
	record_put_int(r, "from_minute", at->from);
	record_put_int(r, "to_minute", at->to);
	record_put_id(r, "group_id", w->group_id);
	record_put_id(r, "person_id", w->person_id);
	if (w->heads > 0)
		record_put_int(r, "heads", w->heads);
	record_put(r, "facts", w->facts);
	record_put_day(r, "applied_on", desk_today(d));
	record_put_int(r, "applied_at", instant_minutes(clock_now(&d->clock)));
	return r;
}

static bool
begin_asking(struct search *s, const struct free_slot *at, struct err *e)
{
	struct record *r = use_of(s, at);
	s->is_asking = booking_ask_open(s->desk, r, &s->ask, e);
	if (!s->is_asking)
		booking_ask_done(&s->ask);
	record_free(r);
	return s->is_asking;
}

static void
give_bands(struct facts *f, const struct free_slot *at)
{
	for (int i = at->first_band; i <= at->last_band; i++) {
		int band = fact_choice(&f->book->facts[FACT_BAND],
				       at->cell->slots->bands[i].code);
		if (band != NONE)
			facts_set_number(f, FACT_BANDS, band);
	}
}

/* The same party, another room, day or time. */
static bool
ask_another(struct search *s, const struct free_slot *at, struct err *e)
{
	struct facts *f = &s->ask.facts;
	f->given_bands = (struct choice_set){ { 0 } };
	f->given[FACT_FROM] = f->given[FACT_TO] = false;
	f->day = at->cell->day;
	facts_set_number(f, FACT_ROOM, room_in_book(f->book, at->cell->room->code));
	if (at->first_band == NONE) {
		facts_set_number(f, FACT_FROM, at->from);
		facts_set_number(f, FACT_TO, at->to);
	} else {
		give_bands(f, at);
	}
	return facts_complete(f, e);
}

static void
keep_why(struct search *s, const char *why)
{
	int i = 0;
	while (i < WHYS && s->whys[i].times > 0 && !str_equal(s->whys[i].text, why))
		i++;
	if (i < WHYS && s->whys[i].times++ == 0)
		s->whys[i].text = arena_strdup(s->arena, why);
}

static const char *
day_of(struct search *s, const struct room_day *cell)
{
	AUTO_STR day = STR_INIT;
	date_add_short(&day, cell->day, desk_today(s->desk));
	return arena_strdup(s->arena, str_text(&day));
}

static const char *
why_too_small(struct search *s)
{
	const struct free_wish *w = s->wish;
	if (w->room_id == 0 && w->room_count == 0 && w->site_id == 0)
		return arena_printf(s->arena, _("No room holds %d people."), w->heads);
	return arena_printf(s->arena, _("The rooms that were looked at hold at most %d people."),
			    s->seen.most_seats);
}

/* What the rules were not even asked about. */
static const char *
why_of_house(struct search *s)
{
	const struct room_day *closed = s->seen.closed, *part = s->seen.part;
	if (!s->seen.has_open && closed)
		/* L10N: a day, and why the house or the room is closed on it. */
		return arena_printf(s->arena, _("%s is closed: %s."), day_of(s, closed),
				    closed->why);
	if (!s->seen.has_seats && s->seen.most_seats > 0)
		return why_too_small(s);
	if (s->whys[0].times == 0 && part)
		/* L10N: a day, and why the house or the room is closed for hours of it. */
		return arena_printf(s->arena, _("A part of %s is closed: %s."), day_of(s, part),
				    part->why);
	return NULL;
}

/* What speaks against most of the times, not what only today is too late for. */
static void
tell_why(struct search *s)
{
	int most = 0;
	const char *house = s->out->count == 0 ? why_of_house(s) : NULL;
	if (house) {
		s->out->why = house;
		return;
	}
	for (int i = 1; i < WHYS; i++)
		most = s->whys[i].times > s->whys[most].times ? i : most;
	if (s->whys[most].times > 0)
		s->out->why = s->whys[most].text;
}

static const char *
refusal(const struct answer *a)
{
	for (int i = 0; i < a->count; i++)
		if (a->lines[i].kind == LINE_REFUSAL)
			return a->lines[i].text;
	return "";
}

/*
 * May it be booked, and for how much? A rule that hangs on what nobody said does not
 * speak against it, and a price that does is not told.
 */
static bool
settle(struct search *s, struct free_slot *at)
{
	struct err e = { 0 };
	int64_t extras;
	if (!(s->is_asking ? ask_another(s, at, &e) : begin_asking(s, at, &e))) {
		keep_why(s, e.msg);
		return false;
	}
	answer_clear(&s->answer);
	if (ask_all(&s->ask.facts, &s->answer, &e) && !s->answer.yes) {
		keep_why(s, refusal(&s->answer));
		return false;
	}
	answer_clear(&s->answer);
	err_clear(&e);
	at->yen = booking_price(&s->ask, &s->answer, &extras, &e) ? s->answer.yen : -1;
	if (at->yen >= 0 || e.code == ERR_INVALID)
		return true;
	keep_why(s, e.msg);
	return false;
}

/* --- one site --- */

static void
add_answer(struct search *s, const struct free_slot *at)
{
	const struct room_row *room = at->cell->room;
	AUTO_STR bands = STR_INIT;
	AUTO_STR words = STR_INIT;
	free_slot_add_codes(at, &bands);
	free_slot_add_words(at, &words);
	s->out->rows[s->out->count++] = (struct free_time){
		.room_id = room->id,
		.room = arena_strdup(s->arena, room->name),
		.code = arena_strdup(s->arena, room->code),
		.day = at->cell->day,
		.from = at->from,
		.to = at->to,
		.bands = bands.len > 0 ? arena_strdup(s->arena, str_text(&bands)) : NULL,
		.words = arena_strdup(s->arena, str_text(&words)),
		.yen = at->yen,
		.capacity = room->capacity,
		.spare = at->spare,
	};
}

static int
by_price(const void *a, const void *b)
{
	const struct free_slot *x = a, *y = b;
	return (x->yen > y->yen) - (x->yen < y->yen);
}

/* Times that are as soon and fit as well: the cheaper first. */
static void
add_equals(struct search *s, struct free_slot *equals, int count)
{
	int kept = 0;
	for (int i = 0; i < count; i++)
		if (settle(s, &equals[i]))
			equals[kept++] = equals[i];
	qsort(equals, (size_t)kept, sizeof(*equals), by_price);
	for (int i = 0; i < kept && s->out->count - s->site_first < s->limit; i++)
		add_answer(s, &equals[i]);
}

static bool
is_full(const struct search *s)
{
	return s->out->count - s->site_first >= s->limit;
}

static bool
is_wanted_room(const struct search *s, const struct room_row *room)
{
	const struct free_wish *w = s->wish;
	bool found = w->room_count == 0;
	for (int i = 0; i < w->room_count && !found; i++)
		found = w->rooms[i] == room->id;
	return found && room->site_id == s->site_id;
}

static void
look_at(struct search *s, const struct room_day *cell)
{
	int seats = cell->room->capacity;
	s->seen.has_open = s->seen.has_open || cell->open_count > 0;
	s->seen.has_seats = s->seen.has_seats || seats == 0 || seats >= s->wish->heads;
	s->seen.most_seats = seats > s->seen.most_seats ? seats : s->seen.most_seats;
	const struct room_day **why = cell->open_count > 0 ? &s->seen.part : &s->seen.closed;
	if (!*why && cell->why[0] != '\0')
		*why = cell;
	free_day_add_room(&s->day, cell);
}

static void
search_day(struct search *s, day_num day)
{
	struct free_day *f = &s->day;
	f->count = 0;
	f->now = day == desk_today(s->desk) ? instant_minutes(clock_now(&s->desk->clock)) : 0;
	for (int i = 0; i < s->table.rooms.count; i++)
		if (is_wanted_room(s, &s->table.rooms.rows[i]))
			look_at(s, timetable_at(&s->table, i, day));
	free_day_sort(f);
	for (int i = 0, next; i < f->count && !is_full(s); i = next) {
		for (next = i + 1; next < f->count && free_day_equal(f, i, next);)
			next++;
		add_equals(s, &f->slots[i], next - i);
	}
}

/* The simple bands that the wish's word stands for in the site's book. */
static bool
want_band(struct search *s, struct err *e)
{
	struct choice_set simple = { { 0 } };
	if (!s->wish->band)
		return true;
	int64_t id = rule_store_of_site(s->desk, s->site_id, desk_today(s->desk), e);
	const struct book *b = id ? rule_store_book(s->desk, id, e) : NULL;
	int band = b ? free_band_read(b, s->wish->band, e) : NONE;
	if (band == NONE)
		return false;
	choice_set_add(&simple, band);
	bands_simple(b, &simple, &simple);
	free_day_want(&s->day, b, &simple);
	return true;
}

static bool
is_wanted_day(const struct free_wish *w, day_num day)
{
	return w->weekdays == 0 || (w->weekdays >> date_weekday(day) & 1) != 0;
}

static bool
search_site(struct search *s, int64_t site_id, struct err *e)
{
	const struct day_span *days = &s->table.days;
	s->site_id = site_id;
	s->site_first = s->out->count;
	s->is_asking = false;
	free_day_init(&s->day, s->wish);
	answer_init(&s->answer);
	bool ok = want_band(s, e);
	for (day_num day = days->from; ok && day <= days->to && !is_full(s); day++)
		if (is_wanted_day(s->wish, day))
			search_day(s, day);
	if (s->is_asking)
		booking_ask_done(&s->ask);
	answer_done(&s->answer);
	free_day_done(&s->day);
	return ok;
}

/* --- all of them --- */

static int
by_fit(const void *a, const void *b)
{
	const struct free_time *x = a, *y = b;
	if (x->day != y->day)
		return x->day < y->day ? -1 : 1;
	if (x->from != y->from)
		return x->from - y->from;
	if (x->spare != y->spare)
		return x->spare - y->spare;
	return (x->yen > y->yen) - (x->yen < y->yen);
}

/* Rooms come site by site. */
static int
count_sites(const struct room_list *rooms)
{
	int count = 0;
	for (int i = 0; i < rooms->count; i++)
		count += i == 0 || rooms->rows[i].site_id != rooms->rows[i - 1].site_id;
	return count;
}

static bool
search_all(struct search *s, struct err *e)
{
	const struct room_list *rooms = &s->table.rooms;
	int sites = count_sites(rooms);
	s->out->rows = arena_alloc(
		s->arena, (size_t)(sites + 1) * (size_t)s->limit * sizeof(*s->out->rows));
	for (int i = 0; i < rooms->count; i++)
		if ((i == 0 || rooms->rows[i].site_id != rooms->rows[i - 1].site_id) &&
		    !search_site(s, rooms->rows[i].site_id, e))
			return false;
	if (sites > 1)
		qsort(s->out->rows, (size_t)s->out->count, sizeof(*s->out->rows), by_fit);
	if (s->out->count > s->limit)
		s->out->count = s->limit;
	return true;
}

/* The desk decides who has a time that others wait for. */
static bool
tell_waiting(struct search *s, struct err *e)
{
	struct free_times *out = s->out;
	struct waiting_list waiting;
	const struct waiting *who[WAITING_MOST];
	if (out->count == 0)
		return true;
	const struct day_span days = { out->rows[0].day, out->rows[out->count - 1].day };
	if (!waiting_load(s->desk, days, s->arena, &waiting, e))
		return false;
	for (int i = 0; i < out->count; i++) {
		struct free_time *t = &out->rows[i];
		AUTO_STR lines = STR_INIT;
		int count = waiting_for(&waiting, room_list_find(&s->table.rooms, t->room_id),
					t->day, &(struct time_span){ t->from, t->to }, who);
		for (int w = 0; w < count; w++)
			str_addf(&lines, "%s%s", w > 0 ? _(", ") : "", who[w]->line);
		t->waiting = arena_strdup(s->arena, str_text(&lines));
	}
	return true;
}

static bool
check_wish(const struct free_wish *w, struct err *e)
{
	if ((w->from == NONE) != (w->to == NONE) || (w->from != NONE && w->from >= w->to))
		return err_set_field(e, ERR_INVALID, "to",
				     _("Say both times, the first one first."));
	if (w->days > FREE_DAYS_MOST)
		return err_set(e, ERR_INVALID, _("At most %d days can be searched."),
			       FREE_DAYS_MOST);
	return true;
}

bool
free_next(struct desk *d, const struct free_wish *w, struct arena *a, struct free_times *out,
	  struct err *e)
{
	struct search s = {
		.desk = d, .wish = w, .arena = a, .out = out,
		.limit = w->limit > 0 ? w->limit : ANSWERS,
	};
	day_num first = w->first != DAY_NONE ? w->first : desk_today(d);
	const struct timetable_wish of = {
		.room_id = w->room_id, .site_id = w->site_id, .of = OCCUPANCY_TIMES,
		.days = { first, first + (w->days > 0 ? w->days : DAYS_UNASKED) - 1 },
	};
	*out = (struct free_times){ .why = "" };
	if (!check_wish(w, e) || !rule_store_is_any(d, e))
		return false;
	bool ok = timetable_load(d, &of, &s.table, e) && search_all(&s, e) &&
		  tell_waiting(&s, e);
	tell_why(&s);
	timetable_done(&s.table);
	return ok;
}
