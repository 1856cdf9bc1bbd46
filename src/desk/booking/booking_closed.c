/*
 * booking_closed.c - see booking_closed.h. What the house lets off is a charge beside the
 * new price: a later change is reckoned from what the new room costs, so that nothing of
 * it is asked for after all.
 */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "desk/booking/booking_closed.h"

#include "base/i18n.h"
#include "base/money.h"
#include "desk/booking/booking_price.h"
#include "desk/rule/rule_store.h"
#include "rule/ask.h"
#include "store/stmt.h"

/* --- by which closure --- */

static int64_t
closure_to_phone_about(struct desk *d, int64_t booking_id)
{
	return store_get_int(d->store,
			     "SELECT max(closure_id) FROM call WHERE booking_id = ?1"
			     " AND about = 'closure'",
			     booking_id, 0);
}

static bool
is_shut(struct booking_ask *k)
{
	struct answer a;
	struct err unknown = { 0 };
	answer_init(&a);
	bool shut = ask_open(&k->facts, &a, &unknown) && !a.yes;
	answer_done(&a);
	return shut;
}

bool
booking_closed_shuts(struct desk *d, const struct record *booking)
{
	struct booking_ask k;
	struct err unknown = { 0 };
	bool shuts = booking_ask_open(d, booking, &k, &unknown) && is_shut(&k);
	booking_ask_done(&k);
	return shuts;
}

/* --- on which ground --- */

static enum reason_fault
fault_of(const char *kind)
{
	bool is_nobodys = str_equal(kind, "storm") || str_equal(kind, "disaster") ||
			  str_equal(kind, "infection");
	return is_nobodys ? FAULT_NOBODY : FAULT_OURS;
}

static const char *
ground_in(const struct book *b, const char *kind)
{
	const char *any = NULL, *same_fault = NULL;
	for (int i = 0; i < b->reason_count; i++) {
		const struct reason *r = &b->reasons[i];
		if (str_equal(r->rule.code, kind))
			return r->rule.code;
		if (r->fault == FAULT_THEIRS)
			continue;
		any = any ? any : r->rule.code;
		if (r->fault == fault_of(kind) && !same_fault)
			same_fault = r->rule.code;
	}
	return same_fault ? same_fault : any;
}

const char *
booking_closed_ground(struct desk *d, int64_t rule_book_id, int64_t closure_id)
{
	const struct book *b = rule_book_id ? rule_store_book(d, rule_book_id, NULL) : NULL;
	AUTO_STMT q = STMT_INIT;
	if (!b || !stmt_open(&q, d->store, "SELECT kind FROM closure WHERE id = ?1", NULL))
		return NULL;
	stmt_bind_int(&q, 1, closure_id);
	return stmt_row(&q, NULL) ? ground_in(b, stmt_text(&q, 0)) : NULL;
}

/* --- a move out of it --- */

static int
bands_booked(const struct booking_ask *k)
{
	struct choice_set simple;
	int count = 0;
	bands_simple(k->book, &k->facts.bands, &simple);
	for (int i = 0; i < k->book->band_count; i++)
		count += choice_set_has(&simple, i);
	return count;
}

static int
minutes_booked(const struct record *r)
{
	return record_get_int(r, "to_minute") - record_get_int(r, "from_minute");
}

/* One band for another is as long, however many hours each has. */
static bool
is_no_longer(const struct record_change *c, const struct booking_ask *before,
	     const struct booking_ask *after)
{
	int bands = bands_booked(before);
	return bands > 0 && bands_booked(after) > 0
		       ? bands_booked(after) <= bands
		       : minutes_booked(c->after) <= minutes_booked(c->before);
}

int64_t
booking_closed_moves(const struct record_change *c, const struct booking_ask *k)
{
	struct booking_ask before;
	struct err unknown = { 0 };
	int64_t id = booking_is_moved(c) ? closure_to_phone_about(c->desk, c->before->id) : 0;
	if (id == 0)
		return 0;
	bool forced = booking_ask_open(c->desk, c->before, &before, &unknown) &&
		      is_shut(&before) && is_no_longer(c, &before, k);
	booking_ask_done(&before);
	return forced ? id : 0;
}

/* --- and what it costs --- */

static bool
names_ground(const struct rule *r)
{
	for (int i = 0; r && i < r->when.count; i++)
		for (int n = 0; n < r->when.ways[i].count; n++)
			if (r->when.ways[i].tests[n].fact == FACT_REASON)
				return true;
	return false;
}

/* Does the by-law say itself what a change on this ground comes to? Then `a` has it. */
static bool
by_law(const struct record_change *c, int64_t closure_id, int64_t new_price, struct answer *a)
{
	struct err silent = { 0 };
	const struct booking_end how = {
		.said = desk_today(c->desk),
		.why = booking_closed_ground(
			c->desk, record_get_id(c->before, "rule_book_id"), closure_id),
		.is_change = true,
		.new_price = new_price,
	};
	return how.why && booking_refund(c->desk, c->before, &how, a, &silent) &&
	       names_ground(a->by);
}

/* What was more for room and time; further extras are the party's own wish. */
static int64_t
let_off(const struct record_change *c, const struct charge *change)
{
	int64_t own = record_change_of(c, "extras") ? change->extras_yen : 0;
	return change->yen > own ? own - change->yen : 0;
}

static void
say_off(struct answer *a, int64_t off)
{
	AUTO_STR yen = STR_INIT;
	yen_add_unit(&yen, -off);
	if (off)
		answer_add(a, LINE_NOTE, NULL,
			   _("A closure took the time: %s more is not asked for."),
			   str_text(&yen));
	else
		answer_add(a, LINE_NOTE, NULL, _("A closure took the time: nobody pays for it."));
}

bool
booking_closed_settle(const struct record_change *c, int64_t closure_id,
		      const struct charge *change, int64_t new_price, struct err *e)
{
	struct answer a;
	AUTO_STR lines = STR_INIT;
	struct charge off = { .booking_id = change->booking_id,
			      .kind = "house",
			      .rule_book_id = change->rule_book_id,
			      .reason = c->reason };
	answer_init(&a);
	if (by_law(c, closure_id, new_price, &a)) {
		off.yen = -a.yen - change->yen;
	} else {
		answer_clear(&a);
		off.yen = let_off(c, change);
		say_off(&a, off.yen);
	}
	answer_write(&a, &lines);
	answer_done(&a);
	off.lines = str_text(&lines);
	return charge_add(c->desk, c->tx, change, e) && charge_add(c->desk, c->tx, &off, e);
}

bool
booking_closed_take_back(const struct record_change *c, int64_t less, struct err *e)
{
	int64_t off = -store_get_int(c->desk->store,
				     "SELECT sum(yen) FROM charge WHERE booking_id = ?1"
				     " AND kind = 'house'",
				     c->after->id, 0);
	const struct charge again = {
		.booking_id = c->after->id,
		.kind = "house",
		.yen = off < less ? off : less,
		.lines = _("What the closure made dearer was let off; it is cheaper now."),
	};
	return again.yen <= 0 || charge_add(c->desk, c->tx, &again, e);
}
