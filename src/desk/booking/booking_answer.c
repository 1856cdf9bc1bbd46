/*
 * booking_answer.c - see booking_answer.h. What is kept is compared with the fields that are
 * asked about, with the moment of all that lies around, and with the party's other bookings
 * as they stand now: so it may be older than the turn to write.
 */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "desk/booking/booking_answer.h"

#include <stdlib.h>

#include "base/macros.h"
#include "base/mem.h"
#include "desk/booking/booking_price.h"
#include "rule/ask.h"

/* No stored value has a control character in it but the ends of lines. */
static void
add_value(const struct record *r, const char *field, struct str *out)
{
	const char *value = record_get(r, field);

	str_add(out, value ? value : "");
	str_add_char(out, '\x1f');
}

/* The fields that booking_ask_open() reads, as one text. */
static void
add_asked(const struct record *r, struct str *out)
{
	static const char *const fields[] = { "room_id",    "day",        "bands", "group_id",
					      "person_id",  "heads",      "use",   "extras",
					      "applied_on", "applied_at", "facts" };
	static const char *const times[] = { "from_minute", "to_minute" };

	for (size_t i = 0; i < ARRAY_LEN(fields); i++)
		add_value(r, fields[i], out);
	for (size_t i = 0; i < ARRAY_LEN(times) && !record_get(r, "bands"); i++)
		add_value(r, times[i], out);
}

static void
clear(struct booking_answer *k)
{
	booking_ask_done(&k->ask);
	answer_done(&k->allowed);
	answer_done(&k->price);
	free(k->asked);
	free(k->completed);
	*k = (struct booking_answer){ .asked = NULL };
	answer_init(&k->allowed);
	answer_init(&k->price);
}

void
booking_answer_forget(struct desk *d)
{
	if (!d->answer)
		return;
	clear(d->answer);
	free(d->answer);
	d->answer = NULL;
}

/* The book that answered is filled in after the first asking. */
static bool
is_by_its_book(const struct booking_answer *k, const struct record *r)
{
	int64_t id = record_get_id(r, "rule_book_id");

	return id == k->rule_book_id || id == k->ask.rule_book_id;
}

static bool
is_asked_again(const struct booking_answer *k, const struct record_change *c, const char *asked)
{
	return k->asked && k->id == (c->before ? c->before->id : 0) &&
	       (str_equal(k->asked, asked) || str_equal(k->completed, asked)) &&
	       is_by_its_book(k, c->after);
}

/* Asks of what is booked in the end: whole bands, where times were typed. */
static bool
ask_completed(struct booking_answer *k, const struct record_change *c, struct err *e)
{
	AUTO_STR completed = STR_INIT;
	struct record *r = record_copy(c->after);

	booking_put_codes(r, k->ask.book);
	booking_put_times(r, &k->ask);
	add_asked(r, &completed);
	k->completed = str_take(&completed);
	bool ok = true;
	if (record_get(r, "bands") && !record_get(c->after, "bands")) {
		booking_ask_done(&k->ask);
		ok = booking_ask_open(c->desk, r, &k->ask, e);
	}
	record_free(r);
	return ok;
}

static bool
reckon_anew(struct booking_answer *k, const struct record_change *c, struct str *asked,
	    struct err *e)
{
	clear(k);
	if (!booking_ask_open(c->desk, c->after, &k->ask, e) || !ask_completed(k, c, e))
		return false;
	k->asked = str_take(asked);
	k->id = c->before ? c->before->id : 0;
	k->rule_book_id = record_get_id(c->after, "rule_book_id");
	return true;
}

struct booking_answer *
booking_answer(const struct record_change *c, struct err *e)
{
	AUTO_STR asked = STR_INIT;
	struct surroundings_moment now;
	struct desk *d = c->desk;

	if (!d->answer)
		d->answer = mem_alloc(sizeof(*d->answer));
	struct booking_answer *k = d->answer;
	add_asked(c->after, &asked);
	bool is_same = is_asked_again(k, c, str_text(&asked));
	if (is_same && k->save == c)
		return k;
	/* The moment first: what is changed while the rest is read makes it stand no more. */
	if (!surroundings_moment(d, &now, e))
		return NULL;
	is_same = is_same && surroundings_moment_is(&k->moment, &now) &&
		  booking_others_stand(d, c->after, &k->ask);
	if (!is_same && !reckon_anew(k, c, &asked, e))
		return NULL;
	k->moment = now;
	k->save = c->tx ? c : NULL;
	return k;
}

void
booking_answer_begin(struct desk *d)
{
	if (d->answer)
		d->answer->save = NULL;
}

const struct answer *
booking_answer_allowed(struct booking_answer *k, struct err *e)
{
	if (!k->has_allowed)
		answer_clear(&k->allowed);
	k->has_allowed = k->has_allowed || ask_all(&k->ask.facts, &k->allowed, e);
	return k->has_allowed ? &k->allowed : NULL;
}

const struct answer *
booking_answer_price(struct booking_answer *k, int64_t *extras_yen, struct err *e)
{
	if (!k->has_price)
		answer_clear(&k->price);
	k->has_price = k->has_price || booking_price(&k->ask, &k->price, &k->extras_yen, e);
	*extras_yen = k->extras_yen;
	return k->has_price ? &k->price : NULL;
}

static day_num
ask_hold(struct booking_answer *k)
{
	struct answer a;
	struct err unknown = { 0 }; /* the book says nothing of holds */

	answer_init(&a);
	bool ok = k->ask.book->deadline_count > 0 &&
		  ask_deadline(&k->ask.facts, DEADLINE_HOLD, k->ask.facts.apply, &a, &unknown);
	day_num last = ok ? a.last : DAY_NONE;
	answer_done(&a);
	return last;
}

day_num
booking_answer_hold(struct booking_answer *k)
{
	if (!k->has_hold)
		k->hold = ask_hold(k);
	k->has_hold = true;
	return k->hold;
}
