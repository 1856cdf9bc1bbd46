/*
 * booking_act.c - see booking_act.h. An act is a row of the table: from which states,
 * to which, who may, what it writes into the record and what it charges.
 */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "desk/booking_act.h"

#include <assert.h>
#include <string.h>

#include "base/i18n.h"
#include "base/macros.h"
#include "base/money.h"
#include "desk/booking_price.h"
#include "desk/charge.h"
#include "desk/record_check.h"
#include "desk/staff.h"
#include "rule/ask.h"
#include "store/stmt.h"
#include "store/tx.h"

/* One act on its way. */
struct acting {
	struct desk *desk;
	struct tx *tx;
	const struct act_row *row;
	const struct booking_wish *wish;
	struct record *r;        /* as it will be saved */
	int64_t due;             /* before the act */
	struct answer answer;    /* why the charge is what it is */
	int64_t yen;             /* what it adds to what the party owes */
	int64_t rule_book_id;
};

#define IN(s) (1u << (s))

struct act_row {
	const char *code;
	unsigned from;
	int to;                  /* a state, or NONE: stays */
	const char *right;
	bool needs_reason;
	bool (*fill)(struct acting *a, struct err *e);   /* or NULL */
	bool (*reckon)(struct acting *a, struct err *e); /* yen and its lines; or NULL */
	const char *kind;        /* of the charge; NULL: it charges nothing itself */
	const char *said;        /* what was done */
};

static int
now(const struct acting *a)
{
	int at = a->wish->at;
	return at != NONE ? at : instant_minutes(clock_now(&a->desk->clock));
}

/* --- what the acts write --- */

static bool
fill_permit(struct acting *a, struct err *e)
{
	(void)e;
	record_put_day(a->r, "permitted_on", desk_today(a->desk));
	return true;
}

static bool
fill_end(struct acting *a, struct err *e)
{
	day_num said = a->wish->said;
	if (!booking_ground_is_known(a->desk, a->r, a->wish->ended_why, e))
		return false;
	record_put_day(a->r, "ended_on", said != DAY_NONE ? said : desk_today(a->desk));
	record_put(a->r, "ended_why", a->wish->ended_why);
	record_put(a->r, "reason", a->wish->reason);
	return true;
}

static bool
check_day_of_use(struct acting *a, struct err *e)
{
	AUTO_STR day = STR_INIT;
	if (record_get_day(a->r, "day") == desk_today(a->desk))
		return true;
	date_add_short(&day, record_get_day(a->r, "day"), desk_today(a->desk));
	return err_set_field(e, ERR_REFUSED, "day", _("This booking is for %s, not for today."),
			     str_text(&day));
}

static bool
fill_check_in(struct acting *a, struct err *e)
{
	if (!check_day_of_use(a, e))
		return false;
	record_put_int(a->r, "key_out", now(a));
	record_put(a->r, "key_number", a->wish->key_number);
	return true;
}

static bool
fill_check_out(struct acting *a, struct err *e)
{
	(void)e;
	record_put_int(a->r, "key_back", now(a));
	if (a->wish->heads != NONE)
		record_put_int(a->r, "heads_actual", a->wish->heads);
	else
		record_put(a->r, "heads_actual", record_get(a->r, "heads"));
	record_put(a->r, "out_of_order", a->wish->out_of_order ? "1" : "0");
	if (a->wish->reason)
		record_put(a->r, "reason", a->wish->reason);
	return true;
}

static bool
fill_expire(struct acting *a, struct err *e)
{
	if (record_get_day(a->r, "hold_until") >= desk_today(a->desk))
		return err_set_field(e, ERR_REFUSED, "hold_until",
				     _("The hold has not run out yet; cancel it instead."));
	return fill_end(a, e);
}

static bool
fill_miss(struct acting *a, struct err *e)
{
	day_num day = record_get_day(a->r, "day"), today = desk_today(a->desk);
	if (day > today || (day == today && record_get_int(a->r, "from_minute") > now(a)))
		return err_set_field(e, ERR_REFUSED, "day", _("The use has not begun yet."));
	return fill_end(a, e);
}

static bool
fill_move(struct acting *a, struct err *e)
{
	const struct booking_wish *w = a->wish;
	struct record *r = a->r;
	(void)e;
	if (w->room_id)
		record_put_id(r, "room_id", w->room_id);
	if (w->day != DAY_NONE)
		record_put_day(r, "day", w->day);
	if (w->bands)
		record_put(r, "bands", w->bands);
	if (w->from != NONE)
		record_put_int(r, "from_minute", w->from);
	if (w->to != NONE)
		record_put_int(r, "to_minute", w->to);
	if (w->override)
		record_put(r, "override", w->override);
	record_put_int(r, "extended_before", 0);
	record_put_int(r, "extended_after", 0);
	return true;
}

static int64_t
charged_for_extension(const struct acting *a)
{
	return store_get_int(a->desk->store,
			     "SELECT sum(yen) FROM charge WHERE booking_id = ?1"
			     " AND kind = 'extension'",
			     a->r->id, 0);
}

/* A use that was extended and is moved owes nothing for the longer time. */
static bool
reckon_move(struct acting *a, struct err *e)
{
	(void)e;
	a->yen = -charged_for_extension(a);
	return true;
}

static bool
fill_extend(struct acting *a, struct err *e)
{
	int before = record_get_int(a->r, "extended_before") + a->wish->before;
	int after = record_get_int(a->r, "extended_after") + a->wish->after;
	AUTO_STR who = STR_INIT;
	if (a->wish->before < 0 || a->wish->after < 0 || a->wish->before + a->wish->after == 0)
		return err_set_field(e, ERR_INVALID, "to_minute",
				     _("Say by how many minutes it is extended."));
	record_put_int(a->r, "extended_before", before);
	record_put_int(a->r, "extended_after", after);
	if (booking_in_the_way(a->desk, a->r, &who))
		return err_set_field(e, ERR_REFUSED, "to_minute", _("The room is taken: %s."),
				     str_text(&who));
	return true;
}

/* --- what they charge --- */

/* Nobody is let into a closed house, however early the extension was asked for. */
static bool
check_open(struct acting *a, struct booking_ask *k, struct err *e)
{
	struct day_hours h;
	day_num day = k->facts.day;
	int from = booking_begins(a->r), to = booking_ends(a->r);
	calendar_asked(&k->facts, (struct day_span){ day, day }, &h);
	from -= a->wish->before;
	to += a->wish->after;
	for (int i = 0; i < h.span_count; i++)
		if (h.spans[i].from <= from && h.spans[i].to >= to)
			return true;
	AUTO_STR hours = STR_INIT;
	for (int i = 0; i < h.span_count; i++) {
		str_add(&hours, i ? _(", ") : "");
		time_add(&hours, h.spans[i].from);
		str_add_char(&hours, '-');
		time_add(&hours, h.spans[i].to);
	}
	return a->wish->override ||
	       err_set_field(e, ERR_REFUSED, "to_minute", _("The house is open %s on that day."),
			     str_text(&hours));
}

/* What the longer time costs beyond what was charged for the first steps of it. */
static void
take_off_charged(struct acting *a)
{
	AUTO_STR yen = STR_INIT;
	int64_t charged = charged_for_extension(a);
	a->yen = a->answer.yen - charged;
	if (charged == 0)
		return;
	yen_add_unit(&yen, charged);
	answer_add(&a->answer, LINE_NOTE, NULL, _("Of this %s was charged before."),
		   str_text(&yen));
}

/* An extension in steps is one: its limits and its price are those of the whole. */
static bool
reckon_extend(struct acting *a, struct err *e)
{
	struct booking_ask k;
	const struct extension_wish wish = {
		.before = record_get_int(a->r, "extended_before") + a->wish->before,
		.after = record_get_int(a->r, "extended_after") + a->wish->after,
		.asked = a->wish->said != DAY_NONE ? a->wish->said : desk_today(a->desk),
		.next_free = true, /* fill_extend() looks */
	};
	bool ok = booking_ask_open(a->desk, a->r, &k, e) && check_open(a, &k, e) &&
		  ask_extension(&k.facts, &wish, &a->answer, e);
	a->rule_book_id = k.rule_book_id;
	booking_ask_done(&k);
	if (!ok)
		return false;
	take_off_charged(a);
	if (a->answer.yes || a->wish->override)
		return true;
	AUTO_STR why = STR_INIT;
	for (int i = 0; i < a->answer.count; i++)
		if (a->answer.lines[i].kind == LINE_REFUSAL)
			str_addf(&why, " %s", a->answer.lines[i].text);
	return err_set_field(e, ERR_REFUSED, "to_minute", _("The rules do not allow it:%s"),
			     str_text(&why));
}

static bool
was_permitted(const struct acting *a)
{
	return record_get(a->r, "permitted_on") != NULL;
}

/* Before the permit nothing is owed; after it what the ladder does not give back is. */
static bool
reckon_cancel(struct acting *a, struct err *e)
{
	const struct booking_end how = {
		.said = a->wish->said != DAY_NONE ? a->wish->said : desk_today(a->desk),
		.why = a->wish->ended_why,
	};
	a->rule_book_id = record_get_id(a->r, "rule_book_id");
	if (!was_permitted(a) || a->due <= 0) {
		a->yen = -a->due;
		return true;
	}
	if (!booking_refund(a->desk, a->r, &how, &a->answer, e))
		return false;
	a->yen = -(a->answer.yen < a->due ? a->answer.yen : a->due);
	return true;
}

static bool
reckon_all_back(struct acting *a, struct err *e)
{
	(void)e;
	a->yen = -a->due;
	return true;
}

static bool
reckon_waive(struct acting *a, struct err *e)
{
	if (a->wish->yen <= 0 || a->wish->yen > a->due)
		return err_set_field(e, ERR_INVALID, "due",
				     _("Waive more than nothing, and not more than is owed."));
	a->yen = -a->wish->yen;
	return true;
}

static bool
reckon_correct(struct acting *a, struct err *e)
{
	if (a->wish->yen == 0 || a->wish->yen > a->due)
		return err_set_field(
			e, ERR_INVALID, "due",
			_("Say what the price was too high by, and not more than is owed; less"
			  " than nothing when it was too low."));
	a->yen = -a->wish->yen;
	return true;
}

/* --- the table --- */

#define OPEN                                                                            \
	(IN(BOOKING_HOLD) | IN(BOOKING_WAITING) | IN(BOOKING_APPLIED) | IN(BOOKING_PERMITTED))
#define OWES                                                                              \
	(IN(BOOKING_HOLD) | IN(BOOKING_APPLIED) | IN(BOOKING_PERMITTED) | IN(BOOKING_IN_USE) | \
	 IN(BOOKING_DONE))

/* clang-format off */
static const struct act_row table[] = {
	[BOOKING_APPLY] = {
		.code = "apply", .from = IN(BOOKING_HOLD) | IN(BOOKING_WAITING),
		.to = BOOKING_APPLIED, .right = "booking.change", .said = N_("Applied for") },
	[BOOKING_PERMIT] = {
		.code = "permit", .from = IN(BOOKING_HOLD) | IN(BOOKING_APPLIED),
		.to = BOOKING_PERMITTED, .right = "booking.change", .fill = fill_permit,
		.said = N_("Permitted") },
	[BOOKING_REFUSE] = {
		.code = "refuse",
		.from = IN(BOOKING_HOLD) | IN(BOOKING_WAITING) | IN(BOOKING_APPLIED),
		.to = BOOKING_REFUSED, .right = "booking.change", .needs_reason = true,
		.fill = fill_end, .reckon = reckon_all_back, .kind = "cancellation",
		.said = N_("Refused") },
	[BOOKING_CHECK_IN] = {
		.code = "checkin", .from = IN(BOOKING_PERMITTED), .to = BOOKING_IN_USE,
		.right = "booking.change", .fill = fill_check_in, .said = N_("Key out") },
	[BOOKING_CHECK_OUT] = {
		.code = "checkout", .from = IN(BOOKING_IN_USE), .to = BOOKING_DONE,
		.right = "booking.change", .fill = fill_check_out, .said = N_("Key back") },
	[BOOKING_CANCEL] = {
		.code = "cancel", .from = OPEN, .to = BOOKING_CANCELLED,
		.right = "booking.change", .fill = fill_end, .reckon = reckon_cancel,
		.kind = "cancellation", .said = N_("Cancelled") },
	[BOOKING_EXPIRE] = {
		.code = "expire", .from = IN(BOOKING_HOLD), .to = BOOKING_EXPIRED,
		.right = "booking.change", .fill = fill_expire, .reckon = reckon_all_back,
		.kind = "cancellation", .said = N_("Expired") },
	[BOOKING_MISS] = {
		.code = "noshow", .from = IN(BOOKING_PERMITTED), .to = BOOKING_NO_SHOW,
		.right = "booking.change", .fill = fill_miss, .said = N_("Nobody came") },
	[BOOKING_MOVE] = {
		.code = "move", .from = OPEN, .to = NONE, .right = "booking.change",
		.fill = fill_move, .reckon = reckon_move, .kind = "extension",
		.said = N_("Moved") },
	[BOOKING_EXTEND] = {
		.code = "extend", .from = IN(BOOKING_PERMITTED) | IN(BOOKING_IN_USE), .to = NONE,
		.right = "booking.change", .fill = fill_extend, .reckon = reckon_extend,
		.kind = "extension", .said = N_("Extended") },
	[BOOKING_WAIVE] = {
		.code = "waive", .from = OWES, .to = NONE, .right = "booking.approve",
		.needs_reason = true, .reckon = reckon_waive, .kind = "waiver",
		.said = N_("Waived") },
	[BOOKING_CORRECT] = {
		.code = "correct", .from = OWES | IN(BOOKING_CANCELLED) | IN(BOOKING_NO_SHOW),
		.to = NONE, .right = "booking.approve", .needs_reason = true,
		.reckon = reckon_correct, .kind = "correction", .said = N_("Corrected") },
};
/* clang-format on */
static_assert(ARRAY_LEN(table) == BOOKING_ACT_COUNT, "an act without its row");

const char *
booking_act_code(enum booking_act a)
{
	return table[a].code;
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

static bool
check(struct acting *a, struct err *e)
{
	if (!booking_act_fits((enum booking_act)(a->row - table), booking_state_of(a->r)))
		/* L10N: the state of a booking. */
		return err_set_field(e, ERR_REFUSED, "state",
				     _("The booking is in the state \"%s\"; this cannot be done"
				       " to it."),
				     state_word(a));
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
	return record_save_within(a->desk, a->tx, a->r, a->wish->reason, e) &&
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
	return true;
}

static void
finish(struct acting *a)
{
	answer_done(&a->answer);
	record_free(a->r);
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
	if (open == 0)
		return;
	AUTO_STR yen = STR_INIT;
	yen_add_unit(&yen, open > 0 ? open : -open);
	str_addf(said, " %s: %s", open > 0 ? _("To pay") : _("To give back"), str_text(&yen));
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
	if (a->row->fill == fill_move)
		return try_move(a, e);
	return check(a, e) && (!a->row->reckon || a->row->reckon(a, e)) &&
	       (a->row->fill != fill_extend || fill_extend(a, e));
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
