/*
 * booking_price.c - see booking_price.h. The charges of a booking are a ledger, so a
 * change adds what the new price differs by, or what the by-law makes of a change.
 */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "desk/booking/booking_price.h"

#include <stdio.h>
#include <string.h>

#include "base/i18n.h"
#include "desk/booking/booking_answer.h"
#include "desk/booking/booking_closed.h"
#include "desk/rule/rule_store.h"
#include "store/stmt.h"

bool
booking_price(struct booking_ask *k, struct answer *a, int64_t *extras, struct err *e)
{
	if (k->book->price_count == 0 && k->book->extra_count == 0) {
		a->yen = 0;
		*extras = 0;
		return true;
	}
	if (!ask_quote(&k->facts, a, e))
		return false;
	*extras = a->extras_yen;
	return true;
}

/* Of the price itself: waivers, corrections and extensions stay what they are. */
struct priced {
	bool is_first; /* nothing was charged yet */
	int64_t yen, extras_yen;
};

static bool
price_so_far(struct desk *d, int64_t booking_id, struct priced *out, struct err *e)
{
	AUTO_STMT q = STMT_INIT;
	if (!stmt_open(&q, d->store,
		       "SELECT count(*), sum(CASE WHEN kind IN ('quote', 'change') THEN yen END),"
		       " sum(CASE WHEN kind IN ('quote', 'change') THEN extras_yen END)"
		       " FROM charge WHERE booking_id = ?1",
		       e))
		return false;
	stmt_bind_int(&q, 1, booking_id);
	if (!stmt_row(&q, e))
		return false;
	*out = (struct priced){ stmt_int(&q, 0) == 0, stmt_int(&q, 1), stmt_int(&q, 2) };
	return true;
}

/* Unless somebody says otherwise it is the party's own wish. */
static const char *
own_wish(const struct book *b)
{
	for (int i = 0; i < b->reason_count; i++)
		if (b->reasons[i].fault == FAULT_THEIRS)
			return b->reasons[i].rule.code;
	return NULL;
}

static bool
give_reason(struct booking_ask *k, const struct booking_end *how, struct err *e)
{
	const char *why = how->why ? how->why : own_wish(k->book);
	return why == NULL ||
	       (facts_set(&k->facts, "reason", why, e) && facts_complete(&k->facts, e));
}

/* Room and extras have one ladder in most by-laws: its steps are told once. */
static void
drop_repeated(struct answer *a)
{
	int kept = 0;
	for (int i = 0; i < a->count; i++) {
		bool is_told = false;
		for (int j = 0; j < kept && !a->lines[i].has_yen; j++)
			is_told |= a->lines[j].rule == a->lines[i].rule &&
				   strcmp(a->lines[j].text, a->lines[i].text) == 0;
		if (!is_told)
			a->lines[kept++] = a->lines[i];
	}
	a->count = kept;
}

bool
booking_refund(struct desk *d, const struct record *r, const struct booking_end *how,
	       struct answer *a, struct err *e)
{
	struct booking_ask k;
	struct charge_sum sum;
	if (!charge_sum(d, r->id, &sum, e))
		return false;
	const struct refund_wish wish = {
		.said = how->said,
		.said_at = instant_minutes(clock_now(&d->clock)),
		.paid_room = sum.yen - sum.extras_yen,
		.paid_extras = sum.extras_yen,
		.of_fee = true,
		.had_one = store_get_int(d->store,
					 "SELECT 1 FROM charge WHERE booking_id = ?1"
					 " AND kind IN ('change', 'cancellation') LIMIT 1",
					 r->id, 0) != 0,
		.change = how->is_change,
		.new_price = how->new_price,
	};
	bool ok = booking_ask_open(d, r, &k, e) &&
		  give_reason(&k, how, e) && ask_refund(&k.facts, &wish, a, e);
	drop_repeated(a);
	/* The lines outlive the book's facts: their texts are in the answer's arena. */
	booking_ask_done(&k);
	return ok;
}

bool
booking_ground_is_known(struct desk *d, const struct record *r, const char *why, struct err *e)
{
	AUTO_STR known = STR_INIT;
	const struct book *b =
		why ? rule_store_book(d, record_get_id(r, "rule_book_id"), e) : NULL;
	if (!b)
		return why == NULL;
	for (int i = 0; i < b->reason_count; i++) {
		if (str_equal(b->reasons[i].rule.code, why))
			return true;
		str_addf(&known, "%s%s", i ? ", " : "", b->reasons[i].rule.code);
	}
	if (known.len == 0)
		return err_set_field(e, ERR_INVALID, "ended_why",
				     _("The rule book names no grounds; give a reason in words."));
	return err_set_field(e, ERR_INVALID, "ended_why",
			     _("\"%s\" is no ground of the rule book. It has: %s."), why,
			     str_text(&known));
}

static bool
has_change_rules(const struct book *b)
{
	for (int i = 0; i < b->refund_count; i++)
		if (b->refunds[i].of_change)
			return true;
	return false;
}

/* What a permitted booking gets back for being moved is the by-law's matter. */
static bool
change_by_law(const struct record_change *c, int64_t new_price, struct answer *a, int64_t *delta,
	      struct err *e)
{
	const struct booking_end how = {
		.said = desk_today(c->desk), .is_change = true, .new_price = new_price
	};
	if (!booking_refund(c->desk, c->before, &how, a, e))
		return false;
	*delta = -a->yen;
	return true;
}

/* `changed` takes the lines where the by-law says what a change comes to. */
static bool
settle(const struct record_change *c, struct booking_answer *k, struct answer *changed,
       struct err *e)
{
	int64_t extras = 0;
	struct priced before;
	const struct answer *a = booking_answer_price(k, &extras, e);
	if (!a || !price_so_far(c->desk, c->after->id, &before, e))
		return false;
	int64_t delta = a->yen - before.yen, new_price = a->yen;
	int64_t closure_id = booking_closed_moves(c, &k->ask);
	bool by_law = !closure_id && c->before &&
		      booking_state_of(c->before) == BOOKING_PERMITTED &&
		      has_change_rules(k->ask.book);
	if (by_law && delta != 0) {
		if (!change_by_law(c, new_price, changed, &delta, e))
			return false;
		a = changed;
	}
	if (delta == 0 && !before.is_first && !closure_id)
		return true;
	AUTO_STR lines = STR_INIT;
	answer_write(a, &lines);
	const struct charge charge = {
		.booking_id = c->after->id,
		.kind = before.is_first ? "quote" : "change",
		.yen = delta,
		.extras_yen = extras - before.extras_yen,
		.rule_book_id = k->ask.rule_book_id,
		.lines = lines.len ? str_text(&lines) : NULL,
		.reason = c->reason,
	};
	if (closure_id)
		return booking_closed_settle(c, closure_id, &charge, new_price, e);
	return charge_add(c->desk, c->tx, &charge, e) &&
	       (by_law || booking_closed_take_back(c, -delta, e));
}

bool
booking_price_floor(struct desk *d, struct tx *tx, int64_t booking_id, struct err *e)
{
	int64_t due = store_get_int(d->store, "SELECT due FROM booking WHERE id = ?1", booking_id,
				    0);
	const struct charge charge = {
		.booking_id = booking_id,
		.kind = "change",
		.yen = -due,
		.lines = _("More was taken off before than it comes to now: nothing is owed."),
	};
	return due >= 0 || charge_add(d, tx, &charge, e);
}

bool
booking_price_settle(const struct record_change *c, struct err *e)
{
	struct answer changed;
	bool occupies = booking_state_occupies(booking_state_of(c->after));
	if (!occupies || !booking_is_asked(c))
		return true;
	answer_init(&changed);
	struct booking_answer *k = booking_answer(c, e);
	bool ok = k && settle(c, k, &changed, e) &&
		  booking_price_floor(c->desk, c->tx, c->after->id, e);
	if (!ok && e && e->field[0] == '\0')
		snprintf(e->field, sizeof(e->field), "facts");
	answer_done(&changed);
	return ok;
}
