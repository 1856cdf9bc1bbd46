/*
 * demo_booking.c - a year of the invented centre's rooms, lived through step by step: at
 * each step the desk's clock stands where it would have stood, and the ordinary services
 * do the rest, so that every number, price, receipt and refund is what a desk would have
 * come to, and what the rules refuse is not there.
 */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "desk/demo/demo_part.h"

#include <stdlib.h>

#include "base/auto.h"
#include "base/macros.h"
#include "base/mem.h"
#include "desk/booking/booking_act.h"
#include "desk/booking/receipt.h"
#include "desk/record/record.h"
#include "store/stmt.h"
#include "store/tx.h"

enum {
	GROUPS_MOST = 140, /* of those that are registered, who use rooms */
	MINUTES = 1440,
	PUT_OFF_MOST = 3,  /* days, where the house is closed on the day that was told */
	STEPS_A_COMMIT = 500,
	LAPSES_AFTER = 15, /* days; the by-law lets a hold stand for 14 */
};

enum step {
	STEP_ADD,
	STEP_PERMIT,
	STEP_PAY,
	STEP_KEY_OUT,
	STEP_KEY_BACK,
	STEP_CANCEL,
	STEP_REFUND,
	STEP_LAPSE,
	STEP_MISS,
};

struct event {
	int64_t at; /* minutes since the first of all days, in the desk's time */
	int use;    /* which of the plan */
	enum step step;
};

struct demo_group {
	int64_t id;
	day_num since; /* its first registration */
};

struct letting {
	struct desk *d;
	const struct demo_options *options;
	day_num today;
	struct demo_plan plan;
	int64_t *ids; /* of the bookings, by the plan; 0: refused, or not yet */
	struct event *events;
	int event_count, event_room;
	struct demo_group groups[GROUPS_MOST];
	int group_count;
};

/* --- what happens when --- */

static void
add_event(struct letting *l, int use, enum step step, int64_t at)
{
	if (l->event_count == l->event_room) {
		l->event_room = l->event_room ? 2 * l->event_room : 1024;
		l->events = mem_resize(l->events, (size_t)l->event_room, sizeof(*l->events));
	}
	l->events[l->event_count++] = (struct event){ at, use, step };
}

static int64_t
moment(day_num day, int minute)
{
	return (int64_t)day * MINUTES + minute;
}

static void
plan_use(struct letting *l, int i)
{
	const struct demo_use *u = &l->plan.uses[i];
	if (u->fate == DEMO_UNPAID)
		add_event(l, i, STEP_PAY, moment(u->day, u->from - 10 + i % 12));
	add_event(l, i, STEP_KEY_OUT, moment(u->day, u->from - 8 + i % 12));
	add_event(l, i, STEP_KEY_BACK, moment(u->day, u->to - 12 + i % 14));
}

/* Halfway between the application and the use. */
static void
plan_cancellation(struct letting *l, int i)
{
	const struct demo_use *u = &l->plan.uses[i];
	day_num last = u->day - 1 < l->today ? u->day - 1 : l->today - 1;
	int64_t at = moment(u->apply + (last - u->apply + 1) / 2, u->apply_at + 30);
	add_event(l, i, STEP_CANCEL, at);
	if (u->fate == DEMO_CANCELLED)
		add_event(l, i, STEP_REFUND, at + 2);
}

static void
plan_events(struct letting *l, int i)
{
	const struct demo_use *u = &l->plan.uses[i];
	int64_t at = moment(u->apply, u->apply_at);
	add_event(l, i, STEP_ADD, at);
	if (u->fate == DEMO_ON_HOLD)
		add_event(l, i, STEP_LAPSE, moment(u->apply + LAPSES_AFTER, 545));
	if (u->fate == DEMO_ON_HOLD || u->fate == DEMO_WAITING || u->fate == DEMO_APPLIED)
		return;
	add_event(l, i, STEP_PERMIT, at + 3);
	if (u->fate != DEMO_UNPAID && u->fate != DEMO_ABSENT)
		add_event(l, i, STEP_PAY, at + 5);
	if (u->fate == DEMO_USED || u->fate == DEMO_UNPAID)
		plan_use(l, i);
	if (u->fate == DEMO_CANCELLED || u->fate == DEMO_REFUNDABLE)
		plan_cancellation(l, i);
	if (u->fate == DEMO_MISSED)
		add_event(l, i, STEP_MISS, moment(u->day, u->to + 5));
}

static int
compare_events(const void *left, const void *right)
{
	const struct event *a = left, *b = right;
	if (a->at != b->at)
		return a->at < b->at ? -1 : 1;
	if (a->use != b->use)
		return a->use < b->use ? -1 : 1;
	return (a->step > b->step) - (a->step < b->step);
}

/* --- each step --- */

/* Groups of an earlier year were registered then; the register shows today's period. */
static void
put_party(struct letting *l, const struct demo_use *u, struct record *r)
{
	const struct demo_group *g = u->group >= 0 ? &l->groups[u->group] : NULL;
	bool was_registered = g && g->since <= u->apply &&
			      date_fiscal_year(u->apply) < date_fiscal_year(l->today);
	if (g)
		record_put_id(r, "group_id", g->id);
	else
		record_put(r, "caller", u->caller);
	if (!g) {
		AUTO_FREE char *phone = mem_printf("0297-03-%04d", (int)(u->day % 10000));
		record_put(r, "phone", phone);
	}
	if (u->facts && was_registered) {
		AUTO_FREE char *facts = mem_printf("%s registered=yes", u->facts);
		record_put(r, "facts", facts);
	} else {
		record_put(r, "facts", was_registered ? "registered=yes" : u->facts);
	}
}

static struct record *
fill(struct letting *l, const struct demo_use *u)
{
	struct record *r = record_new(l->d, form_find(l->d->forms, "booking"));
	AUTO_FREE char *heads = mem_printf("%d", u->heads);
	record_put_id(r, "room_id", l->d->lookup.ref_find(l->d->lookup.ctx, "room", u->room));
	record_put_day(r, "day", u->day);
	record_put(r, "bands", u->bands);
	record_put(r, "purpose", u->purpose);
	record_put(r, "layout", u->layout);
	record_put(r, "extras", u->extras);
	record_put(r, "heads", heads);
	put_party(l, u, r);
	return r;
}

static enum booking_state
first_state(const struct demo_use *u)
{
	if (u->fate == DEMO_ON_HOLD)
		return BOOKING_HOLD;
	return u->fate == DEMO_WAITING ? BOOKING_WAITING : BOOKING_APPLIED;
}

/* What the rules refuse is not there; what was told is put off until the house is open. */
static bool
add(struct letting *l, int i, struct err *e)
{
	const struct demo_use *u = &l->plan.uses[i];
	struct record *r = fill(l, u);
	int most = u->is_told && u->day > l->today ? PUT_OFF_MOST : 0;
	bool ok = false;
	for (int by = 0; by <= most && !ok; by++) {
		record_put_day(r, "day", u->day + by);
		ok = booking_add(l->d, r, first_state(u), NULL, e);
		if (!ok && e->code != ERR_REFUSED)
			break;
	}
	l->ids[i] = ok ? r->id : 0;
	record_free(r);
	return ok || e->code == ERR_REFUSED;
}

static bool
act(struct letting *l, int i, enum booking_act what, struct err *e)
{
	const struct demo_use *u = &l->plan.uses[i];
	AUTO_FREE char *key = mem_printf("%d", u->key);
	struct booking_wish w = BOOKING_WISH_INIT;
	if (what == BOOKING_CHECK_IN)
		w.key_number = key;
	if (what == BOOKING_CHECK_OUT)
		w.heads = u->heads - i % 4 > 0 ? u->heads - i % 4 : u->heads;
	if (what == BOOKING_CANCEL)
		w.reason = "申込者の都合";
	if (what == BOOKING_MISS)
		w.reason = "連絡がなく、来館もなかった";
	return booking_act(l->d, l->ids[i], what, &w, NULL, e);
}

/* All that is open, or all that was paid too much; of nothing there is no receipt. */
static bool
settle(struct letting *l, int i, bool gives_back, struct err *e)
{
	const struct payment p = {
		.booking_id = l->ids[i],
		.gives_back = gives_back,
		.method = i % 9 == 0 ? "cashless" : NULL,
	};
	int64_t open = store_get_int(l->d->store, "SELECT due - taken FROM booking WHERE id = ?1",
				     l->ids[i], 0);
	if (gives_back ? open >= 0 : open <= 0)
		return true;
	return receipt_pay(l->d, &p, e) != 0;
}

static bool
take_step(struct letting *l, const struct event *event, struct err *e)
{
	int i = event->use;
	if (event->step != STEP_ADD && l->ids[i] == 0)
		return true;
	switch (event->step) {
	case STEP_ADD:
		return add(l, i, e);
	case STEP_PERMIT:
		return act(l, i, BOOKING_PERMIT, e);
	case STEP_PAY:
		return settle(l, i, false, e);
	case STEP_KEY_OUT:
		return act(l, i, BOOKING_CHECK_IN, e);
	case STEP_KEY_BACK:
		return act(l, i, BOOKING_CHECK_OUT, e);
	case STEP_CANCEL:
		return act(l, i, BOOKING_CANCEL, e);
	case STEP_REFUND:
		return settle(l, i, true, e);
	case STEP_LAPSE:
		return act(l, i, BOOKING_EXPIRE, e);
	case STEP_MISS:
		return act(l, i, BOOKING_MISS, e);
	}
	return true;
}

/* --- all of it --- */

static bool
load_groups(struct letting *l, struct err *e)
{
	AUTO_STMT q = STMT_INIT;
	char today[DATE_TEXT_SIZE];
	if (!stmt_open(&q, l->d->store,
		       "SELECT g.id, min(r.valid_from) FROM civic_group AS g"
		       " JOIN registration AS r INDEXED BY registration_by_group"
		       " ON r.group_id = g.id AND r.state IN ('approved', 'lapsed')"
		       " WHERE g.merged_into IS NULL AND g.dissolved_on IS NULL"
		       " AND EXISTS (SELECT 1 FROM registration AS n"
		       " INDEXED BY registration_by_group WHERE n.group_id = g.id"
		       " AND n.state = 'approved' AND n.valid_until >= ?1)"
		       " GROUP BY g.id ORDER BY g.id LIMIT ?2",
		       e))
		return false;
	date_to_iso(l->today, today);
	stmt_bind_text(&q, 1, today);
	stmt_bind_int(&q, 2, GROUPS_MOST);
	while (stmt_row(&q, e))
		l->groups[l->group_count++] = (struct demo_group){
			.id = stmt_int(&q, 0),
			.since = date_from_iso(stmt_text(&q, 1)),
		};
	return !stmt_failed(&q);
}

/* Each step is a change of its own; many steps wait for the disk together. */
static bool
live_some(struct letting *l, int first, int end, struct err *e)
{
	AUTO_TX tx = TX_INIT;
	if (!tx_begin(&tx, l->d->store, e))
		return false;
	for (int i = first; i < end; i++) {
		const struct event *event = &l->events[i];
		clock_pin(&l->d->clock, instant_from_local((day_num)(event->at / MINUTES),
							   (int)(event->at % MINUTES)));
		tx_next_change(&tx);
		if (!take_step(l, event, e))
			return false;
	}
	return tx_commit(&tx, e);
}

static bool
live_through(struct letting *l, int64_t now, struct err *e)
{
	int end = 0;
	while (end < l->event_count && l->events[end].at <= now)
		end++;
	for (int first = 0; first < end; first += STEPS_A_COMMIT) {
		int last = first + STEPS_A_COMMIT < end ? first + STEPS_A_COMMIT : end;
		if (!live_some(l, first, last, e))
			return false;
	}
	return true;
}

bool
demo_let_rooms(struct desk *d, const struct demo_options *options, struct err *e)
{
	const struct clock clock = d->clock;
	struct letting l = { .d = d, .options = options, .today = desk_today(d) };
	int64_t now = moment(l.today, instant_minutes(clock_now(&clock)));
	if (options->bookings == 0)
		return true;
	if (!demo_describe_rooms(d, e) || !load_groups(&l, e))
		return false;
	demo_plan_make(&l.plan, options, l.today, l.group_count);
	l.ids = mem_alloc(sizeof(*l.ids) * (size_t)(l.plan.count + 1));
	for (int i = 0; i < l.plan.count; i++)
		plan_events(&l, i);
	qsort(l.events, (size_t)l.event_count, sizeof(*l.events), compare_events);
	store_set_clock(d->store, &clock); /* the audit tells when it was invented */
	bool ok = live_through(&l, now, e);
	store_set_clock(d->store, &d->clock);
	d->clock = clock;
	demo_plan_done(&l.plan);
	free(l.ids);
	free(l.events);
	return ok && demo_call_election(d, e) &&
	       (l.group_count < DEMO_TOLD_GROUPS ||
		demo_book_series(d, l.groups[DEMO_TOLD_GROUPS - 1].id, e));
}
