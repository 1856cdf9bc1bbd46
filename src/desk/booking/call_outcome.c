/* call_outcome.c - the phone list, and what came of a call (call.h). */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "desk/booking/call.h"

#include <stdlib.h>

#include "base/i18n.h"
#include "base/macros.h"
#include "desk/booking/booking.h"
#include "desk/booking/booking_act.h"
#include "desk/booking/booking_closed.h"
#include "desk/code.h"
#include "desk/rule/rule_store.h"
#include "desk/staff.h"
#include "store/stmt.h"

/* --- the list --- */

static const char *
word_of(struct desk *d, const char *list, const char *code)
{
	const char *word = code ? d->lookup.code_word(d->lookup.ctx, list, code) : NULL;
	return word ? word : code;
}

/* The number to call: the booking's own, else the group's or the person's, as disclosed. */
static const char *
phone_of(struct desk *d, struct arena *a, const struct record *booking)
{
	static const char *const refs[][2] = { { "group_id", "group" }, { "person_id", "person" } };
	if (record_get(booking, "phone"))
		return arena_strdup(a, record_get(booking, "phone"));
	for (size_t i = 0; i < ARRAY_LEN(refs); i++) {
		int64_t id = record_get_id(booking, refs[i][0]);
		const struct form *form = form_find(d->forms, refs[i][1]);
		struct record *r = id ? record_open(d, form, id, _("phone list"), NULL) : NULL;
		const char *phone = r && record_get(r, "phone")
					    ? arena_strdup(a, record_get(r, "phone"))
					    : NULL;
		record_free(r);
		if (phone)
			return phone;
	}
	return "";
}

static void
fill_row(struct desk *d, struct arena *a, struct call_row *row)
{
	AUTO_STR line = STR_INIT;
	AUTO_STR party = STR_INIT;
	AUTO_STR when = STR_INIT;
	struct record *b = record_open(d, form_find(d->forms, "booking"), row->booking_id,
				       _("phone list"), NULL);
	row->about_word = arena_strdup(a, word_of(d, "call_about", row->about));
	row->phone = "";
	row->booking = row->when = row->room = row->party = "";
	if (!b)
		return;
	date_add_short(&when, record_get_day(b, "day"), desk_today(d));
	str_add_char(&when, ' ');
	booking_add_times(b, &when);
	row->when = arena_strdup(a, str_text(&when));
	const char *room =
		d->lookup.ref_title(d->lookup.ctx, "room", record_get_id(b, "room_id"));
	row->room = arena_strdup(a, room ? room : "");
	booking_add_line(d, b, &line);
	row->booking = arena_strdup(a, str_text(&line));
	booking_add_party(d, b, &party);
	row->party = arena_strdup(a, str_text(&party));
	row->phone = phone_of(d, a, b);
	record_free(b);
}

/* "連絡済・未処理": a call that was made is open only as long as it stands. */
static const char *
tried_word(struct desk *d, struct arena *a, const char *outcome)
{
	const char *word = word_of(d, "call_outcome", outcome);
	if (!outcome || str_equal(outcome, "no_answer"))
		return arena_strdup(a, word);
	/* L10N: what came of a call that did not settle its matter. */
	return arena_printf(a, _("%s, to be settled"), word);
}

static int
read_open(struct desk *d, int64_t closure_id, struct arena *a, struct call_row **out, struct err *e)
{
	AUTO_STMT q = STMT_INIT;
	char today[DATE_TEXT_SIZE];
	int count = 0;
	date_to_iso(desk_today(d), today);
	if (!stmt_open(&q, d->store,
		       "SELECT id, booking_id, due_on, about, outcome,"
		       " coalesce(note, ''), count(*) OVER () FROM call WHERE done_on IS NULL"
		       " AND (closure_id = ?1 OR (?1 = 0 AND" CALL_IS_OPEN("?3")
		       "))" CALL_AT_SITE("?2") " ORDER BY due_on, id",
		       e))
		return -1;
	stmt_bind_int(&q, 1, closure_id);
	stmt_bind_int(&q, 2, closure_id ? 0 : d->site_id);
	stmt_bind_text(&q, 3, today);
	while (stmt_row(&q, e)) {
		if (count == 0)
			*out = arena_alloc(a, sizeof(**out) * (size_t)stmt_int(&q, 6));
		(*out)[count++] = (struct call_row){
			.id = stmt_int(&q, 0),
			.booking_id = stmt_int(&q, 1),
			.due_on = date_from_iso(stmt_text(&q, 2)),
			.about = arena_strdup(a, stmt_text(&q, 3)),
			.outcome_word = tried_word(d, a, stmt_text(&q, 4)),
			.note = arena_strdup(a, stmt_text(&q, 5)),
		};
	}
	return stmt_failed(&q) ? -1 : count;
}

int
call_open(struct desk *d, int64_t closure_id, struct arena *a, struct call_row **out, struct err *e)
{
	*out = NULL;
	if (!staff_require(d, "booking.view", e))
		return -1;
	int count = read_open(d, closure_id, a, out, e);
	for (int i = 0; i < count; i++)
		fill_row(d, a, &(*out)[i]);
	return count;
}

int
call_closure_plan(struct desk *d, const struct record *closure, struct arena *a,
		  struct call_row **out, struct err *e)
{
	int64_t *ids;
	if (!staff_require(d, "calendar.add", e) || !staff_require(d, "booking.view", e))
		return -1;
	int count = call_closure_takes(d, closure, a, &ids, e);
	*out = arena_alloc(a, sizeof(**out) * (size_t)(count > 0 ? count : 1));
	for (int i = 0; i < count; i++) {
		(*out)[i] = (struct call_row){ .booking_id = ids[i],
					       .due_on = desk_today(d),
					       .about = "closure",
					       .note = "" };
		fill_row(d, a, &(*out)[i]);
	}
	return count;
}

/* --- what came of it --- */

/* How a call ends its booking; the wish points into what is read along with it. */
struct ending {
	enum booking_act act;
	struct booking_wish wish;
	struct record *booking, *closure;
};

static void
ending_done(struct ending *n)
{
	record_free(n->booking);
	record_free(n->closure);
}

/* Of a closure all the money goes back, on its ground. */
static void
take_ground(struct desk *d, int64_t closure_id, struct ending *n)
{
	n->closure = record_read(d, form_find(d->forms, "closure"), closure_id, NULL);
	if (!n->closure)
		return;
	n->wish.ended_why = booking_closed_ground(d, record_get_id(n->booking, "rule_book_id"),
						  closure_id);
	n->wish.reason = record_get(n->closure, "reason");
}

static struct record *
read_booking(struct desk *d, const struct record *call, struct err *e)
{
	return record_read(d, form_find(d->forms, "booking"), record_get_id(call, "booking_id"), e);
}

/* What is in use is broken off, anything else is cancelled. */
static enum booking_act
act_of(const struct record *booking, const char *outcome)
{
	return booking_state_of(booking) == BOOKING_IN_USE || str_equal(outcome, "refunded_part")
		       ? BOOKING_BREAK_OFF
		       : BOOKING_CANCEL;
}

static bool
find_ending(struct desk *d, const struct record *call, const char *outcome, struct ending *n,
	    struct err *e)
{
	int64_t closure_id = record_get_id(call, "closure_id");
	*n = (struct ending){ .booking = read_booking(d, call, e), .wish = BOOKING_WISH_INIT };
	if (!n->booking)
		return false;
	n->act = act_of(n->booking, outcome);
	n->wish.only_unused = str_equal(outcome, "refunded_part");
	if (n->wish.only_unused && booking_state_of(n->booking) != BOOKING_IN_USE)
		return err_set_field(e, ERR_REFUSED, "outcome",
				     _("The use has not begun: refund all of it, or move"
				       " the booking to the time that is left."));
	if (closure_id)
		take_ground(d, closure_id, n);
	return true;
}

static bool
is_ended_by(const struct record *call, const char *outcome)
{
	const char *about = record_get(call, "about");
	bool is_open = str_equal(about, "hold") || str_equal(about, "waiting");
	return str_equal(outcome, "refunded_part") || str_equal(outcome, "refunded") ||
	       (str_equal(outcome, "declined") && is_open);
}

/* What follows from the outcome for the booking. */
static bool
follow(struct desk *d, const struct record *call, const char *outcome, struct str *said,
       struct err *e)
{
	struct ending n;
	if (!is_ended_by(call, outcome))
		return true;
	bool ok = find_ending(d, call, outcome, &n, e) &&
		  booking_act(d, n.booking->id, n.act, &n.wish, said, e);
	ending_done(&n);
	return ok;
}

static bool
offers(const struct record *call, const struct record *booking, const char *outcome)
{
	const char *about = record_get(call, "about");
	if (str_equal(outcome, "refunded_part"))
		return booking_state_of(booking) == BOOKING_IN_USE;
	if (str_equal(outcome, "refunded"))
		return str_equal(about, "closure") || record_get_number(booking, "taken") > 0;
	return !str_equal(outcome, "moved") || !str_equal(about, "waiting");
}

bool
call_offers(struct desk *d, int64_t call_id, const char *outcome)
{
	struct record *call = record_read(d, form_find(d->forms, "call"), call_id, NULL);
	struct record *booking = call ? read_booking(d, call, NULL) : NULL;
	bool is_offered = booking && offers(call, booking, outcome);
	record_free(booking);
	record_free(call);
	return is_offered;
}

int
call_ends(struct desk *d, int64_t call_id, const char *outcome)
{
	struct record *call = record_read(d, form_find(d->forms, "call"), call_id, NULL);
	struct record *booking =
		call && is_ended_by(call, outcome) ? read_booking(d, call, NULL) : NULL;
	int act = booking ? (int)act_of(booking, outcome) : NONE;
	record_free(booking);
	record_free(call);
	return act;
}

/* Of an outcome that does not end the booking. */
static bool
stays(struct desk *d, const struct record *call, const char *outcome)
{
	return !str_equal(outcome, "no_answer") && !is_ended_by(call, outcome) &&
	       call_stands(d, call);
}

bool
call_goes_on(struct desk *d, int64_t call_id, const char *outcome)
{
	struct record *call = record_read(d, form_find(d->forms, "call"), call_id, NULL);
	bool goes_on = call && stays(d, call, outcome);
	record_free(call);
	return goes_on;
}

static void
add_note(struct record *call, const char *note)
{
	AUTO_STR whole = STR_INIT;
	const char *before = record_get(call, "note");
	if (str_is_empty(note))
		return;
	str_addf(&whole, "%s%s%s", before ? before : "", before ? "\n" : "", note);
	record_put(call, "note", str_text(&whole));
}

struct told {
	const char *outcome, *note;
};

static bool
settle(struct desk *d, struct tx *tx, int64_t call_id, const struct told *t, struct err *e)
{
	struct record *call = record_read(d, form_find(d->forms, "call"), call_id, e);
	if (!call)
		return false;
	add_note(call, t->note);
	record_put(call, "outcome", t->outcome);
	record_put_id(call, "staff_id", d->staff_id);
	if (!str_equal(t->outcome, "no_answer") && !stays(d, call, t->outcome))
		record_put_day(call, "done_on", desk_today(d));
	bool ok = record_save_within(d, tx, call, NULL, e);
	record_free(call);
	return ok;
}

/* The next open call about the same, of another closure over the booking; 0: none. */
static int64_t
next_alike(struct desk *d, const struct record *call, int64_t last)
{
	AUTO_STMT q = STMT_INIT;
	if (!stmt_open(&q, d->store,
		       "SELECT min(id) FROM call WHERE booking_id = ?1 AND about = ?2"
		       " AND done_on IS NULL AND id > ?3 AND id <> ?4",
		       NULL))
		return 0;
	stmt_bind_int(&q, 1, record_get_id(call, "booking_id"));
	stmt_bind_text(&q, 2, record_get(call, "about"));
	stmt_bind_int(&q, 3, last);
	stmt_bind_int(&q, 4, call->id);
	return stmt_row(&q, NULL) ? stmt_int(&q, 0) : 0;
}

/* One call to the party is one about each closure. */
static bool
settle_all(struct desk *d, struct tx *tx, const struct record *call, const struct told *t,
	   struct err *e)
{
	const struct told alike = { .outcome = t->outcome };
	bool ok = settle(d, tx, call->id, t, e);
	for (int64_t id = 0; ok && (id = next_alike(d, call, id)) != 0;)
		ok = settle(d, tx, id, &alike, e);
	return ok;
}

static bool
refuse_outcome(struct desk *d, const char *outcome, struct err *e)
{
	AUTO_ARENA a = ARENA_INIT;
	AUTO_STR known = STR_INIT;
	struct code_word *words;
	int count = code_words(d, &a, "call_outcome", &words);
	for (int i = 0; i < count; i++)
		str_addf(&known, "%s%s (%s)", i > 0 ? _(", ") : "", words[i].word,
			 words[i].code);
	return err_set_field(e, ERR_INVALID, "outcome",
			     _("There is no outcome \"%s\". There are: %s."), outcome,
			     str_text(&known));
}

static bool
check(struct desk *d, const struct record *call, const char *outcome, struct err *e)
{
	if (!d->lookup.code_word(d->lookup.ctx, "call_outcome", outcome))
		return refuse_outcome(d, outcome, e);
	return !record_get(call, "done_on") ||
	       err_set_field(e, ERR_REFUSED, "done_on", _("This call has been made already."));
}

static void
say_stays(struct desk *d, const struct record *call, const char *outcome, struct str *out)
{
	if (!stays(d, call, outcome))
		return;
	str_add(out, str_equal(record_get(call, "about"), "waiting")
			     ? _(" The call stays on the list until it is booked or given up, or"
				 " the time is taken.")
			     : _(" It stands on a closed day: the call stays on the list until it"
				 " is moved or refunded."));
}

static bool
preview(struct desk *d, const struct record *call, const char *outcome, struct str *out,
	struct err *e)
{
	struct ending n;
	if (!is_ended_by(call, outcome)) {
		str_add(out, _("The booking stays as it is."));
		say_stays(d, call, outcome, out);
		return true;
	}
	bool ok = find_ending(d, call, outcome, &n, e) &&
		  booking_act_preview_say(d, n.booking->id, n.act, &n.wish, out, e);
	ending_done(&n);
	return ok;
}

bool
call_preview_say(struct desk *d, int64_t call_id, const char *outcome, struct str *out,
		 struct err *e)
{
	struct record *call = record_read(d, form_find(d->forms, "call"), call_id, e);
	bool ok = call && check(d, call, outcome, e) && preview(d, call, outcome, out, e);
	record_free(call);
	return ok;
}

bool
call_done(struct desk *d, int64_t call_id, const char *outcome, const char *note, struct str *said,
	  struct err *e)
{
	AUTO_TX tx = TX_INIT;
	AUTO_STR follows = STR_INIT;
	if (!staff_require(d, "booking.change", e) || !tx_begin(&tx, d->store, e))
		return false;
	struct record *call = record_read(d, form_find(d->forms, "call"), call_id, e);
	const struct told told = { outcome, note };
	bool ok = call && check(d, call, outcome, e) && settle_all(d, &tx, call, &told, e) &&
		  follow(d, call, outcome, &follows, e) && tx_commit(&tx, e);
	if (ok)
		say_stays(d, call, outcome, &follows);
	record_free(call);
	if (ok && said)
		/* L10N: the outcome of a call; what was done to the booking follows, or nothing. */
		str_addf(said, _("Noted: %s. %s"), word_of(d, "call_outcome", outcome),
			 str_text(&follows));
	return ok;
}
