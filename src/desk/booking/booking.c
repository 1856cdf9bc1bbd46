/*
 * booking.c - see booking.h: what a save of a booking completes and refuses.
 */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "desk/booking/booking.h"

#include <assert.h>

#include "base/i18n.h"
#include "base/macros.h"
#include "base/mem.h"
#include "base/typed.h"
#include "desk/booking/booking_answer.h"
#include "desk/booking/booking_price.h"
#include "desk/booking/call.h"
#include "desk/setting.h"
#include "desk/staff.h"
#include "rule/ask.h"
#include "store/once.h"
#include "store/stmt.h"
#include "store/tx.h"

static const char *const codes[] = {
	[BOOKING_HOLD] = "hold", [BOOKING_WAITING] = "waiting", [BOOKING_APPLIED] = "applied",
	[BOOKING_PERMITTED] = "permitted", [BOOKING_IN_USE] = "in_use", [BOOKING_DONE] = "done",
	[BOOKING_REFUSED] = "refused", [BOOKING_CANCELLED] = "cancelled",
	[BOOKING_EXPIRED] = "expired", [BOOKING_NO_SHOW] = "no_show",
};
static_assert(ARRAY_LEN(codes) == BOOKING_STATE_COUNT, "a state without its code");

const char *
booking_state_code(enum booking_state s)
{
	return codes[s];
}

enum booking_state
booking_state_from(const char *code)
{
	enum booking_state s = BOOKING_HOLD;
	while (s < BOOKING_STATE_COUNT && !str_equal(codes[s], code))
		s++;
	return s;
}

enum booking_state
booking_state_of(const struct record *r)
{
	return booking_state_from(record_get(r, "state"));
}

bool
booking_state_occupies(enum booking_state s)
{
	return s == BOOKING_HOLD || s == BOOKING_APPLIED || s == BOOKING_PERMITTED ||
	       s == BOOKING_IN_USE || s == BOOKING_DONE;
}

int
booking_begins(const struct record *r)
{
	return record_get_int(r, "from_minute") - record_get_int(r, "extended_before");
}

int
booking_ends(const struct record *r)
{
	return record_get_int(r, "to_minute") + record_get_int(r, "extended_after");
}

/* --- in words --- */

void
booking_add_times(const struct record *r, struct str *b)
{
	time_add_span(b, booking_begins(r), booking_ends(r));
}

void
booking_add_party(struct desk *d, const struct record *r, struct str *b)
{
	static const char *const refs[][2] = { { "group_id", "group" }, { "person_id", "person" } };
	for (size_t i = 0; i < ARRAY_LEN(refs); i++) {
		int64_t id = record_get_id(r, refs[i][0]);
		const char *title =
			id ? d->lookup.ref_title(d->lookup.ctx, refs[i][1], id) : NULL;
		if (title) {
			str_add(b, title);
			return;
		}
	}
	const char *caller = record_get(r, "caller");
	str_add(b, caller ? caller : "");
}

void
booking_add_line(struct desk *d, const struct record *r, struct str *b)
{
	const char *number = record_get(r, "number");
	const char *room =
		d->lookup.ref_title(d->lookup.ctx, "room", record_get_id(r, "room_id"));
	str_addf(b, "%s%s", number ? number : "", number ? " " : "");
	date_add_short(b, record_get_day(r, "day"), desk_today(d));
	str_add_char(b, ' ');
	booking_add_times(r, b);
	str_addf(b, " %s ", room ? room : "");
	booking_add_party(d, r, b);
}

/* --- who is in the way --- */

/*
 * The first booking that has a piece of the room within the time, buffers and all; 0: nobody.
 * With min() SQLite gives the other column of that row; ORDER BY would make a table to sort.
 */
static int64_t
find_in_the_way(struct desk *d, const struct record *r, struct err *e)
{
	AUTO_STMT q = STMT_INIT;
	if (!stmt_open(&q, d->store,
		       "SELECT o.booking_id, min(o.from_minute)"
		       " FROM room_unit AS u CROSS JOIN occupation AS o"
		       " ON o.unit_id = u.unit_id AND o.day = ?2 AND o.from_minute < ?4"
		       " AND o.to_minute > ?3"
		       " WHERE u.room_id = ?1 AND o.booking_id <> ?5",
		       e))
		return 0;
	stmt_bind_int(&q, 1, record_get_id(r, "room_id"));
	stmt_bind_text(&q, 2, record_get(r, "day"));
	stmt_bind_int(&q, 3, booking_begins(r) - record_get_int(r, "set_up"));
	stmt_bind_int(&q, 4, booking_ends(r) + record_get_int(r, "clear_up"));
	stmt_bind_int(&q, 5, r->id);
	return stmt_row(&q, e) ? stmt_int(&q, 0) : 0;
}

bool
booking_in_the_way(struct desk *d, const struct record *r, struct str *who)
{
	struct err e = { 0 };
	int64_t id = find_in_the_way(d, r, &e);
	struct record *other = id ? record_read(d, r->form, id, &e) : NULL;
	if (other)
		booking_add_line(d, other, who);
	record_free(other);
	return other != NULL;
}

static bool
check_free(const struct record_change *c, struct err *e)
{
	day_num day = record_get_day(c->after, "day"), today = desk_today(c->desk);
	AUTO_STR who = STR_INIT;
	AUTO_STR past = STR_INIT;
	if (!booking_state_occupies(booking_state_of(c->after)) ||
	    !booking_in_the_way(c->desk, c->after, &who))
		return true;
	date_add_short(&past, day, today);
	if (!c->before && day < today)
		return err_set_field(e, ERR_REFUSED, "day",
				     _("%s is over; choose a day from today on."),
				     str_text(&past));
	/* L10N: a line about the other booking: number, day, time, room, party. */
	return err_set_field(e, ERR_REFUSED, "room_id",
			     c->before ? _("The room is taken: %s.")
				       : _("The room is taken: %s. (Who waits for it is booked"
					   " in the state \"Waiting\".)"),
			     str_text(&who));
}

/* --- a room that is out of use --- */

bool
booking_out_of_use(struct desk *d, const struct record *r, struct str *why)
{
	int64_t room = record_get_id(r, "room_id");
	const char *name = d->lookup.ref_title(d->lookup.ctx, "room", room);
	if (!store_get_int(d->store, "SELECT retired FROM room WHERE id = ?1", room, 0))
		return false;
	str_addf(why, _("%s is out of use: choose another room, or put it back into use first."),
		 name ? name : "");
	return true;
}

bool
booking_is_moved(const struct record_change *c)
{
	static const char *const place[] = { "room_id", "day", "from_minute", "to_minute" };
	return c->before && record_change_of_any(c, place, ARRAY_LEN(place));
}

/* What is over is put on record by who answers for it, not permitted once more. */
static bool
is_record_of_the_past(const struct record_change *c)
{
	return record_get_day(c->after, "day") < desk_today(c->desk) &&
	       staff_may(c->desk, "booking.approve");
}

/* What was booked before stays; who only waited for the room would come to it anew. */
static bool
check_in_use(const struct record_change *c, struct err *e)
{
	AUTO_STR why = STR_INIT;
	bool stays = c->before && !booking_is_moved(c) &&
		     (booking_state_occupies(booking_state_of(c->before)) ||
		      !booking_state_occupies(booking_state_of(c->after)));
	if (stays || record_get(c->after, "override") || is_record_of_the_past(c) ||
	    !booking_out_of_use(c->desk, c->after, &why))
		return true;
	return err_set_field(e, ERR_REFUSED, "room_id", "%s", str_text(&why));
}

/* --- completing --- */

/* The fields on which price and permission hang. */
static const char *const asked_fields[] = {
	"room_id", "day", "bands", "from_minute", "to_minute", "group_id", "person_id", "heads",
	"use", "extras", "facts", "applied_on",
};

/* Who waited books when the room is taken: much may have changed since. */
bool
booking_is_asked(const struct record_change *c)
{
	if (!c->before || (booking_state_occupies(booking_state_of(c->after)) &&
			   !booking_state_occupies(booking_state_of(c->before))))
		return true;
	for (size_t i = 0; i < ARRAY_LEN(asked_fields); i++)
		if (record_change_of(c, asked_fields[i]))
			return true;
	return false;
}

/* "morning night", "morning、night" -> "morning,night". */
static void
tidy_bands(struct record *r)
{
	AUTO_STR tidy = STR_INIT;
	if (!record_get(r, "bands"))
		return;
	AUTO_FREE char *copy = mem_strdup(record_get(r, "bands"));
	char *rest = copy;
	for (char *code; (code = typed_next_word(&rest)) != NULL;)
		str_addf(&tidy, "%s%s", tidy.len ? "," : "", code);
	record_put(r, "bands", tidy.len ? str_text(&tidy) : NULL);
}

/* Given times are meant when they were changed and the bands were not, and the reverse. */
static void
settle_time(const struct record_change *c)
{
	struct record *r = c->after;
	tidy_bands(r);
	if (!c->before)
		return;
	bool bands = record_change_of(c, "bands");
	bool times = record_change_of(c, "from_minute") || record_change_of(c, "to_minute");
	if (times && !bands)
		record_put(r, "bands", NULL);
}

static void
fill_application(const struct record_change *c)
{
	struct record *r = c->after;
	day_num today = desk_today(c->desk);
	if (!record_get(r, "applied_on"))
		record_put_day(r, "applied_on", today);
	if (!c->before && !record_get(r, "applied_at") && record_get_day(r, "applied_on") == today)
		record_put_int(r, "applied_at", instant_minutes(clock_now(&c->desk->clock)));
	if (c->before && record_change_of(c, "applied_on"))
		record_put(r, "rule_book_id", NULL);
}

/* The last day of a hold: the by-law's, else the centre's setting; today at least. */
static void
fill_hold(const struct record_change *c, struct booking_answer *k)
{
	struct record *r = c->after;
	if (booking_state_of(r) != BOOKING_HOLD || record_get(r, "hold_until"))
		return;
	day_num last = booking_answer_hold(k), use = record_get_day(r, "day");
	if (last == DAY_NONE)
		last = desk_today(c->desk) + (day_num)setting_int(c->desk, "booking.hold_days");
	last = last < desk_today(c->desk) ? desk_today(c->desk) : last;
	record_put_day(r, "hold_until", last > use ? use : last);
}

static void
fill_room(struct record *r, const struct booking_ask *k)
{
	const struct room *room = &k->book->rooms[k->facts.values[FACT_ROOM]];
	record_put_int(r, "set_up", room->set_up);
	record_put_int(r, "clear_up", room->clear_up);
	record_put_id(r, "rule_book_id", k->rule_book_id);
}

/* --- asking --- */

static bool
refuse(const struct answer *a, struct err *e)
{
	AUTO_STR why = STR_INIT;
	for (int i = 0; i < a->count; i++) {
		const struct line *l = &a->lines[i];
		if (l->kind != LINE_REFUSAL)
			continue;
		str_addf(&why, "%s%s", why.len ? " " : "", l->text);
		if (l->rule && l->rule->by_law[0])
			str_addf(&why, _(" (%s)"), l->rule->by_law);
	}
	return err_set_field(e, ERR_REFUSED, "day", _("The rules do not allow it: %s"),
			     str_text(&why));
}

static bool
ask_rules(const struct record_change *c, struct booking_answer *k, struct err *e)
{
	if (record_get(c->after, "override"))
		return staff_require(c->desk, "booking.approve", e);
	if (is_record_of_the_past(c))
		return true;
	const struct answer *a = booking_answer_allowed(k, e);
	return a && (a->yes || refuse(a, e));
}

static bool
check_state(const struct record_change *c, struct err *e)
{
	enum booking_state s = booking_state_of(c->before);
	if (booking_state_occupies(s) ? s != BOOKING_DONE : s == BOOKING_WAITING)
		return true;
	return err_set_field(e, ERR_REFUSED, "state",
			     _("This booking is over (%s); what it was stays on record."),
			     c->desk->lookup.code_word(c->desk->lookup.ctx, "booking_state",
						       codes[s]));
}

/* A booking begins at the beginning, unless whoever permits it puts it on record. */
static bool
check_first_state(const struct record_change *c, struct err *e)
{
	enum booking_state s = booking_state_of(c->after);
	if (s == BOOKING_HOLD || s == BOOKING_WAITING || s == BOOKING_APPLIED ||
	    staff_may(c->desk, "booking.approve"))
		return true;
	return err_set_field(e, ERR_REFUSED, "state",
			     _("A booking begins on hold, waiting or applied for."));
}

static bool
check_party(const struct record *r, struct err *e)
{
	if (record_get(r, "group_id") || record_get(r, "person_id") || record_get(r, "caller"))
		return true;
	return err_set_field(e, ERR_INVALID, "group_id",
			     _("Say who it is for: a group, a person, or a name."));
}

/* A band that lies between those that are booked: it would be taken and not be paid. */
static const struct band *
band_left_out(const struct booking_ask *k, const struct time_span *use)
{
	struct choice_set booked, sold;
	int slot = facts_slot(&k->facts);
	if (slot == NONE && k->book->slot_count > 0)
		return NULL;
	bands_simple(k->book, &k->facts.bands, &booked);
	slot_simple_bands(k->book, slot, &sold);
	for (int i = 0; i < k->book->band_count; i++) {
		const struct band *b = &k->book->bands[i];
		bool is_within = choice_set_has(&sold, i) && b->from >= use->from &&
				 b->to <= use->to;
		for (int n = 0; n < k->book->band_count && is_within; n++)
			is_within = !choice_set_has(&booked, n) ||
				    k->book->bands[n].from >= b->to ||
				    k->book->bands[n].to <= b->from;
		if (is_within)
			return b;
	}
	return NULL;
}

static bool
check_bands(const struct record *r, const struct booking_ask *k, struct err *e)
{
	const struct time_span use = { record_get_int(r, "from_minute"),
				       record_get_int(r, "to_minute") };
	const struct band *out = record_get(r, "bands") ? band_left_out(k, &use) : NULL;
	return !out || err_set_field(e, ERR_INVALID, "bands",
				     _("%s lies between: book it too, or make two bookings."),
				     out->rule.name);
}

static bool
complete(const struct record_change *c, struct err *e)
{
	struct booking_answer *k = booking_answer(c, e);
	if (!k)
		return false;
	booking_put_codes(c->after, k->ask.book);
	booking_put_times(c->after, &k->ask);
	fill_room(c->after, &k->ask);
	if (!check_bands(c->after, &k->ask, e) || !check_in_use(c, e) ||
	    !check_free(c, e)) /* who loses is told soon */
		return false;
	fill_hold(c, k);
	return ask_rules(c, k, e);
}

bool
booking_rules_before(const struct record_change *c, struct err *e)
{
	booking_answer_begin(c->desk);
	if (c->undoes)
		return true;
	settle_time(c);
	fill_application(c);
	if (!booking_is_asked(c))
		return !record_change_of(c, "state") || check_free(c, e);
	return (c->before ? check_state(c, e) : check_first_state(c, e)) &&
	       check_party(c->after, e) && complete(c, e);
}

bool
booking_rules_ahead(const struct record_change *c, struct err *e)
{
	int64_t extras = 0;
	if (!booking_rules_before(c, e))
		return false;
	struct booking_answer *k =
		booking_state_occupies(booking_state_of(c->after)) ? booking_answer(c, e) : NULL;
	if (k)
		booking_answer_price(k, &extras, NULL);
	return true;
}

bool
booking_try(struct desk *d, struct record *r, struct booking_ask *out, struct err *e)
{
	const struct record_change c = { .desk = d, .after = r };
	tidy_bands(r);
	fill_application(&c);
	if (!booking_ask_open(d, r, out, e))
		return false;
	booking_put_times(r, out);
	fill_room(r, out);
	return true;
}

bool
booking_add(struct desk *d, struct record *r, enum booking_state state, const char *once_key,
	    struct err *e)
{
	AUTO_TX tx = TX_INIT;
	int64_t made = 0;
	assert(r->id == 0 && (state == BOOKING_HOLD || state == BOOKING_WAITING ||
			      state == BOOKING_APPLIED));
	struct record *saved = record_copy(r);
	record_put(saved, "state", codes[state]);
	bool ok = staff_require(d, "booking.add", e) && record_look_ahead(d, saved, once_key, e) &&
		  tx_begin(&tx, d->store, e) && (!once_key || once_find(&tx, once_key, &made, e));
	if (ok && made) {
		record_free(saved);
		saved = record_read(d, r->form, made, e);
		ok = saved != NULL;
	} else if (ok) {
		ok = record_save_within(d, &tx, saved, NULL, e) &&
		     (!once_key || once_keep(&tx, once_key, saved->id, e)) && tx_commit(&tx, e);
	}
	if (ok)
		record_swap(r, saved);
	record_free(saved);
	return ok;
}

static bool
frees_time(const struct record_change *c)
{
	return c->before && booking_state_occupies(booking_state_of(c->before)) &&
	       (!booking_state_occupies(booking_state_of(c->after)) || booking_is_moved(c));
}

/*
 * Whoever waits for the time that this save has freed is to be phoned; whoever was, about
 * this booking or about what it takes now, no more.
 */
static bool
tell_waiting(const struct record_change *c, struct err *e)
{
	day_num day = record_get_day(c->after, "day");
	return (!c->before || call_settle(c->desk, c->tx, c->after, e)) &&
	       (!booking_state_occupies(booking_state_of(c->after)) ||
		call_settle_waiting(c->desk, c->tx, (struct day_span){ day, day }, e)) &&
	       (!frees_time(c) ||
		call_waiting(c->desk, c->tx, record_get_id(c->before, "room_id"),
			     record_get_day(c->before, "day"), e));
}

bool
booking_rules_after(const struct record_change *c, struct err *e)
{
	return c->undoes != 0 || (booking_price_settle(c, e) && tell_waiting(c, e));
}
