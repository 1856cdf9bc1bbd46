/*
 * booking_act.c - see booking_act.h. An act is a row of the table: from which states,
 * to which, who may, what it writes into the record and what it charges.
 */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "desk/booking/booking_act_part.h"

#include <assert.h>

#include "base/i18n.h"
#include "base/macros.h"
#include "base/money.h"
#include "desk/booking/booking_notice.h"
#include "desk/booking/booking_price.h"
#include "desk/booking/charge.h"
#include "desk/staff.h"
#include "store/stmt.h"
#include "store/tx.h"

#define IN(s) (1u << (s))

#define OPEN                                                                            \
	(IN(BOOKING_HOLD) | IN(BOOKING_WAITING) | IN(BOOKING_APPLIED) | IN(BOOKING_PERMITTED))
#define OWES                                                                              \
	(IN(BOOKING_HOLD) | IN(BOOKING_APPLIED) | IN(BOOKING_PERMITTED) | IN(BOOKING_IN_USE) | \
	 IN(BOOKING_DONE))

/* clang-format off */
static const struct act_row table[] = {
	[BOOKING_APPLY] = {
		.code = "apply", .label = N_("The application has come in"),
		.from = IN(BOOKING_HOLD) | IN(BOOKING_WAITING),
		.to = BOOKING_APPLIED, .right = "booking.change", .said = N_("Applied for") },
	[BOOKING_PERMIT] = {
		.code = "permit", .label = N_("Permit"),
		.from = IN(BOOKING_HOLD) | IN(BOOKING_APPLIED),
		.to = BOOKING_PERMITTED, .right = "booking.change", .fill = booking_fill_permit,
		.said = N_("Permitted") },
	[BOOKING_REFUSE] = {
		.code = "refuse", .label = N_("Refuse the booking"),
		.from = IN(BOOKING_HOLD) | IN(BOOKING_WAITING) | IN(BOOKING_APPLIED),
		.to = BOOKING_REFUSED, .right = "booking.change", .needs_reason = true,
		.fill = booking_fill_end, .reckon = booking_reckon_all_back,
		.kind = "cancellation",
		.said = N_("Refused") },
	[BOOKING_CHECK_IN] = {
		.code = "checkin", .label = N_("Key out: the use begins"),
		.from = IN(BOOKING_PERMITTED), .to = BOOKING_IN_USE,
		.right = "booking.change", .fill = booking_fill_check_in,
		.said = N_("Key out") },
	[BOOKING_CHECK_OUT] = {
		.code = "checkout", .label = N_("Key back: the use is over"),
		.from = IN(BOOKING_IN_USE), .to = BOOKING_DONE,
		.right = "booking.change", .fill = booking_fill_check_out,
		.said = N_("Key back") },
	[BOOKING_BREAK_OFF] = {
		.code = "breakoff", .label = N_("Break the use off"),
		.from = IN(BOOKING_IN_USE), .to = BOOKING_DONE,
		.right = "booking.change", .fill = booking_fill_break_off,
		.reckon = booking_reckon_break_off, .kind = "cancellation",
		.said = N_("Broken off") },
	[BOOKING_CANCEL] = {
		.code = "cancel", .label = N_("Cancel the booking"),
		.from = OPEN, .to = BOOKING_CANCELLED,
		.right = "booking.change", .fill = booking_fill_end,
		.reckon = booking_reckon_cancel, .kind = "cancellation", .said = N_("Cancelled") },
	[BOOKING_EXPIRE] = {
		.code = "expire", .label = N_("End the hold"),
		.from = IN(BOOKING_HOLD), .to = BOOKING_EXPIRED,
		.right = "booking.change", .fill = booking_fill_expire,
		.reckon = booking_reckon_all_back, .kind = "cancellation", .said = N_("Expired") },
	[BOOKING_MISS] = {
		.code = "noshow", .label = N_("End it as a no-show"),
		.from = IN(BOOKING_PERMITTED), .to = BOOKING_NO_SHOW,
		.right = "booking.change", .fill = booking_fill_miss, .said = N_("Nobody came") },
	[BOOKING_MOVE] = {
		.code = "move", .label = N_("Another day, time or room"),
		.from = OPEN, .to = NONE, .right = "booking.change",
		.fill = booking_fill_move, .reckon = booking_reckon_move, .kind = "extension",
		.said = N_("Moved") },
	[BOOKING_EXTEND] = {
		.code = "extend", .label = N_("Extend the use"),
		.from = IN(BOOKING_PERMITTED) | IN(BOOKING_IN_USE), .to = NONE,
		.right = "booking.change", .fill = booking_fill_extend,
		.reckon = booking_reckon_extend, .kind = "extension", .said = N_("Extended") },
	[BOOKING_WAIVE] = {
		.code = "waive", .label = N_("Waive a part of the fee"),
		.from = OWES, .to = NONE, .right = "booking.approve",
		.needs_reason = true, .reckon = booking_reckon_waive, .kind = "waiver",
		.said = N_("Waived") },
	[BOOKING_CORRECT] = {
		.code = "correct", .label = N_("Correct the price"),
		.from = OWES | IN(BOOKING_CANCELLED) | IN(BOOKING_NO_SHOW),
		.to = NONE, .right = "booking.approve", .needs_reason = true,
		.reckon = booking_reckon_correct, .kind = "correction", .said = N_("Corrected") },
};
/* clang-format on */
static_assert(ARRAY_LEN(table) == BOOKING_ACT_COUNT, "an act without its row");

const char *
booking_act_code(enum booking_act a)
{
	return table[a].code;
}

const char *
booking_act_label(enum booking_act a)
{
	return _(table[a].label);
}

bool
booking_act_fits(enum booking_act a, enum booking_state s)
{
	return s < BOOKING_STATE_COUNT && (table[a].from & IN(s)) != 0;
}

/* --- doing it --- */

static const char *
state_word(const struct acting *a)
{
	const char *code = record_get(a->r, "state");
	const char *word = a->desk->lookup.code_word(a->desk->lookup.ctx, "booking_state", code);
	return word ? word : code;
}

/* What can be done instead, with the command of each. */
static bool
refuse_state(const struct acting *a, struct err *e)
{
	AUTO_STR fit = STR_INIT;
	for (enum booking_act act = BOOKING_APPLY; act < BOOKING_ACT_COUNT; act++)
		if (booking_act_fits(act, booking_state_of(a->r)))
			str_addf(&fit, "%s%s (%s)", fit.len > 0 ? _(", ") : "",
				 booking_act_label(act), table[act].code);
	if (fit.len == 0)
		/* L10N: the state of a booking. */
		return err_set_field(e, ERR_REFUSED, "state",
				     _("The booking is in the state \"%s\"; nothing more can be"
				       " done to it."),
				     state_word(a));
	/* L10N: the state of a booking; labels of acts. */
	return err_set_field(e, ERR_REFUSED, "state",
			     _("The booking is in the state \"%s\". What can be done now: %s."),
			     state_word(a), str_text(&fit));
}

static bool
check(struct acting *a, struct err *e)
{
	if (!booking_act_fits((enum booking_act)(a->row - table), booking_state_of(a->r)))
		return refuse_state(a, e);
	if (a->row->needs_reason && str_is_empty(a->wish->reason))
		return err_set_field(e, ERR_INVALID, "reason", _("Say why."));
	return !a->wish->override || staff_require(a->desk, "booking.approve", e);
}

static bool
add_charge(struct acting *a, struct err *e)
{
	AUTO_STR lines = STR_INIT;
	if (a->yen == 0 && a->answer.count == 0)
		return true;
	answer_write(&a->answer, &lines);
	const struct charge charge = {
		.booking_id = a->r->id,
		.kind = a->row->kind,
		.yen = a->yen,
		.rule_book_id = a->rule_book_id,
		.lines = lines.len ? str_text(&lines) : NULL,
		.reason = a->wish->reason,
	};
	return charge_add(a->desk, a->tx, &charge, e);
}

/* What was there before decides what is charged; then the record is written. */
static bool
run(struct acting *a, struct err *e)
{
	if (!check(a, e) || (a->row->reckon && !a->row->reckon(a, e)) ||
	    (a->row->fill && !a->row->fill(a, e)))
		return false;
	if (a->row->to != NONE)
		record_put(a->r, "state", booking_state_code((enum booking_state)a->row->to));
	const char *why = a->wish->reason ? a->wish->reason : a->wish->override;
	return record_save_within(a->desk, a->tx, a->r, why, e) &&
	       (!a->row->kind || add_charge(a, e)) &&
	       booking_price_floor(a->desk, a->tx, a->r->id, e);
}

static bool
start(struct acting *a, int64_t booking_id, struct err *e)
{
	answer_init(&a->answer);
	a->r = record_read(a->desk, form_find(a->desk->forms, "booking"), booking_id, e);
	if (!a->r)
		return false;
	a->due = record_get_number(a->r, "due");
	a->had_time = booking_state_occupies(booking_state_of(a->r));
	return true;
}

static void
finish(struct acting *a)
{
	answer_done(&a->answer);
	record_free(a->r);
}

/* Who takes a time is told who else waits for it. */
static void
say_notice(struct acting *a, struct str *said)
{
	AUTO_STR notice = STR_INIT;
	if (a->row != &table[BOOKING_MOVE] &&
	    (a->had_time || !booking_state_occupies(booking_state_of(a->r))))
		return;
	booking_notice(a->desk, a->r, " ", &notice);
	str_trim(&notice);
	str_addf(said, "%s%s", notice.len > 0 ? " " : "", str_text(&notice));
}

/* "Permitted: R8-0412 … . To pay: 2,400円." */
static void
say(struct acting *a, struct str *said)
{
	AUTO_STR line = STR_INIT;
	booking_add_line(a->desk, a->r, &line);
	/* L10N: what was done to a booking; its number, day, time, room, party. */
	str_addf(said, _("%s: %s."), _(a->row->said), str_text(&line));
	int64_t open = store_get_int(a->desk->store,
				     "SELECT due - taken FROM booking WHERE id = ?1", a->r->id, 0);
	AUTO_STR yen = STR_INIT;
	yen_add_unit(&yen, open > 0 ? open : -open);
	if (open > 0)
		str_addf(said, " %s: %s", _("To pay"), str_text(&yen));
	else if (open < 0)
		str_addf(said, _(" To give back: %s, still to be handed over."), str_text(&yen));
	say_notice(a, said);
}

bool
booking_act(struct desk *d, int64_t booking_id, enum booking_act act, const struct booking_wish *w,
	    struct str *said, struct err *e)
{
	AUTO_TX tx = TX_INIT;
	struct acting a = { .desk = d, .tx = &tx, .row = &table[act], .wish = w };
	if (!staff_require(d, a.row->right, e) || !tx_begin(&tx, d->store, e))
		return false;
	bool ok = start(&a, booking_id, e) && run(&a, e) && tx_commit(&tx, e);
	if (ok && said)
		say(&a, said);
	finish(&a);
	return ok;
}

/* The lines of what was charged since, in their order. */
static bool
add_lines_since(struct acting *a, int64_t last_charge, struct err *e)
{
	AUTO_STMT q = STMT_INIT;
	if (!stmt_open(&q, a->desk->store,
		       "SELECT lines FROM charge WHERE booking_id = ?1 AND id > ?2"
		       " AND lines IS NOT NULL ORDER BY id",
		       e))
		return false;
	stmt_bind_int(&q, 1, a->r->id);
	stmt_bind_int(&q, 2, last_charge);
	while (stmt_row(&q, e)) {
		AUTO_STR lines = STR_INIT;
		str_set(&lines, stmt_text(&q, 0));
		str_trim(&lines);
		answer_add(&a->answer, LINE_NOTE, NULL, "%s", str_text(&lines));
	}
	return !stmt_failed(&q);
}

/* What a move comes to is known once it is made: it is made, and taken back again. */
static bool
try_move(struct acting *a, struct err *e)
{
	AUTO_TX tx = TX_INIT;
	int64_t last = store_get_int(a->desk->store,
				     "SELECT max(id) FROM charge WHERE booking_id = ?1", a->r->id,
				     0);
	a->tx = &tx;
	if (!tx_begin(&tx, a->desk->store, e) || !run(a, e))
		return false;
	a->yen = store_get_int(a->desk->store, "SELECT due FROM booking WHERE id = ?1", a->r->id,
			       a->due) -
		 a->due;
	return add_lines_since(a, last, e);
}

static bool
reckon_only(struct acting *a, struct err *e)
{
	if (a->row->fill == booking_fill_move)
		return try_move(a, e);
	return check(a, e) && (!a->row->reckon || a->row->reckon(a, e)) &&
	       (a->row->fill != booking_fill_extend || booking_fill_extend(a, e));
}

bool
booking_act_preview(struct desk *d, int64_t booking_id, enum booking_act act,
		    const struct booking_wish *w, struct answer *out, struct err *e)
{
	struct acting a = { .desk = d, .row = &table[act], .wish = w };
	bool ok = staff_require(d, a.row->right, e) && start(&a, booking_id, e) &&
		  reckon_only(&a, e);
	if (ok) {
		struct answer before = *out;
		*out = a.answer;
		a.answer = before;
		out->yen = a.yen;
	}
	finish(&a);
	return ok;
}

static void
say_fee(int64_t more, struct str *out)
{
	if (more == 0) {
		str_add(out, _("Nothing changes in what is owed."));
		return;
	}
	str_add(out, more > 0 ? _("The party owes more: ") : _("The party owes less: "));
	yen_add_unit(out, more > 0 ? more : -more);
}

/*
 * `open`: due beyond what was taken, or when negative what was taken beyond what is due. Who
 * has paid is told also that nothing goes back.
 */
static void
say_open(int64_t open, bool is_paid, struct str *out)
{
	AUTO_STR yen = STR_INIT;
	yen_add_unit(&yen, open > 0 ? open : -open);
	if (open > 0)
		str_addf(out, _("Unpaid: %s is still to be paid."), str_text(&yen));
	else if (open < 0 || is_paid)
		str_addf(out, _("To give back: %s"), str_text(&yen));
	else
		str_add(out, _("Nothing is left to pay or to give back."));
}

/* The step of the rule book that decides, with its sentence of the by-law. */
static void
say_step(const struct rule *step, struct str *out)
{
	if (!step)
		return;
	str_addf(out, _("Reason: %s"), step->name);
	if (step->by_law[0])
		str_addf(out, _(" (%s)"), step->by_law);
	str_add_char(out, '\n');
}

bool
booking_act_preview_say(struct desk *d, int64_t booking_id, enum booking_act act,
			const struct booking_wish *w, struct str *out, struct err *e)
{
	struct answer a;
	answer_init(&a);
	bool ok = booking_act_preview(d, booking_id, act, w, &a, e);
	if (ok) {
		bool ends = act == BOOKING_CANCEL || act == BOOKING_BREAK_OFF;
		int64_t taken = store_get_int(
			d->store, "SELECT taken FROM booking WHERE id = ?1", booking_id, 0);
		int64_t open = store_get_int(
			d->store, "SELECT due - taken FROM booking WHERE id = ?1", booking_id, 0);
		say_open(open + a.yen, ends && taken > 0, out);
		str_add_char(out, '\n');
		if (ends)
			say_step(a.by, out);
		if (open != 0 || !ends) {
			say_fee(a.yen, out);
			str_add_char(out, '\n');
		}
		str_add_char(out, '\n');
		answer_write(&a, out);
		str_trim(out);
	}
	answer_done(&a);
	return ok;
}

static int
expire_some(struct desk *d, struct arena *a, struct err *e)
{
	AUTO_STMT q = STMT_INIT;
	char today[DATE_TEXT_SIZE];
	int64_t *ids = NULL;
	int count = 0;
	if (!stmt_open(&q, d->store,
		       "SELECT id, count(*) OVER () FROM booking WHERE state = 'hold'"
		       " AND hold_until < ?1 ORDER BY id",
		       e))
		return -1;
	date_to_iso(desk_today(d), today);
	stmt_bind_text(&q, 1, today);
	while (stmt_row(&q, e)) {
		if (!ids)
			ids = arena_alloc(a, sizeof(*ids) * (size_t)stmt_int(&q, 1));
		ids[count++] = stmt_int(&q, 0);
	}
	if (stmt_failed(&q))
		return -1;
	stmt_done(&q);
	const struct booking_wish w = BOOKING_WISH_INIT;
	for (int i = 0; i < count; i++)
		if (!booking_act(d, ids[i], BOOKING_EXPIRE, &w, NULL, e))
			return -1;
	return count;
}

int
booking_expire_all(struct desk *d, struct err *e)
{
	AUTO_ARENA a = ARENA_INIT;
	AUTO_TX tx = TX_INIT;
	if (!staff_require(d, "booking.change", e) || !tx_begin(&tx, d->store, e))
		return -1;
	int count = expire_some(d, &a, e);
	return count >= 0 && tx_commit(&tx, e) ? count : -1;
}
