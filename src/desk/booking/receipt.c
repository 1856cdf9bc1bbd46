/*
 * receipt.c - see receipt.h. The serial is taken in the transaction that writes the
 * row, where nobody else writes: it follows the last one of the drawer, and a
 * receipt that is rolled back leaves no gap. What is open is read there too, so that
 * two desks cannot both take the last yen.
 */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "desk/booking/receipt.h"

#include <inttypes.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "base/money.h"
#include "desk/booking/booking.h"
#include "desk/record/disclose.h"
#include "desk/record/record.h"
#include "desk/record/record_write.h"
#include "desk/staff.h"
#include "form/type.h"
#include "store/once.h"
#include "store/stmt.h"

/* A receipt on its way. */
struct paying {
	struct desk *desk;
	struct tx *tx;
	const struct payment *payment;
	const struct record *booking;
	int64_t yen; /* of the row: more than nothing */
};

static bool
refuse_sum(bool gives_back, int64_t most, struct err *e)
{
	AUTO_STR sum = STR_INIT;
	yen_add_unit(&sum, most);
	if (most <= 0)
		return err_set_field(e, ERR_REFUSED, "yen", "%s",
				     gives_back ? _("Nothing was paid too much: there is nothing to"
						    " give back.")
						: _("Nothing is left to pay."));
	return err_set_field(e, ERR_REFUSED, "yen",
			     gives_back ? _("At most %s can be given back: no more was paid too"
					    " much.")
					: _("At most %s can be taken: no more is open."),
			     str_text(&sum));
}

/* What the row will say: all that may go this way, or what was asked for. */
static bool
settle_sum(struct paying *p, struct err *e)
{
	bool back = p->payment->gives_back;
	int64_t open =
		record_get_number(p->booking, "due") - record_get_number(p->booking, "taken");
	int64_t most = back ? -open : open;
	p->yen = p->payment->yen != 0 ? p->payment->yen : most;
	return (p->yen > 0 && p->yen <= most) || refuse_sum(back, most, e);
}

static const char *
method_of(const struct payment *p)
{
	return str_is_empty(p->method) ? "cash" : p->method;
}

static bool
check_received(const struct paying *p, struct err *e)
{
	int64_t received = p->payment->received;
	AUTO_STR got = STR_INIT, sum = STR_INIT;
	if (received == 0)
		return true;
	if (p->payment->gives_back || !str_equal(method_of(p->payment), "cash"))
		return err_set_field(e, ERR_INVALID, "received",
				     _("Only for cash that is taken there is change to give."));
	yen_add_unit(&got, received);
	yen_add_unit(&sum, p->yen);
	return received >= p->yen ||
	       err_set_field(e, ERR_INVALID, "received",
			     _("%s was handed over: less than the %s that is to be taken."),
			     str_text(&got), str_text(&sum));
}

/* One value of the row as the clerk typed it, read as the form says. */
static bool
put_typed(struct desk *d, struct record *r, const char *field, const char *typed, struct err *e)
{
	AUTO_FREE char *stored = NULL;
	if (!field_parse(form_field_find(r->form, field), &d->lookup, typed, &stored, e))
		return false;
	record_put(r, field, stored);
	return true;
}

/* A withheld person's receipt bears no name, unless one is given. */
static bool
put_payer(const struct paying *p, struct record *r, struct err *e)
{
	AUTO_STR name = STR_INIT;
	if (!str_is_empty(p->payment->payer))
		return put_typed(p->desk, r, "payer", p->payment->payer, e);
	booking_add_party(p->desk, p->booking, &name);
	if (name.len == 0 || disclose_is_withheld_word(str_text(&name)))
		str_set(&name, receipt_bearer());
	record_put(r, "payer", str_text(&name));
	return true;
}

/* "会議室A 11/20(金) 18:00-21:00 使用料" */
static void
add_use(struct desk *d, const struct record *booking, bool gives_back, struct str *b)
{
	AUTO_STR day = STR_INIT;
	AUTO_STR times = STR_INIT;
	const char *room = d->lookup.ref_title(d->lookup.ctx, "room",
					       record_get_id(booking, "room_id"));
	date_add_short(&day, record_get_day(booking, "day"), desk_today(d));
	booking_add_times(booking, &times);
	/* L10N: what was paid for: the room, the day, the times */
	str_addf(b, gives_back ? _("Refund of the fee for %s %s %s") : _("Fee for %s %s %s"),
		 room ? room : "", str_text(&day), str_text(&times));
}

static bool
put_what(const struct paying *p, struct record *r, struct err *e)
{
	AUTO_STR what = STR_INIT;
	if (!str_is_empty(p->payment->what))
		return put_typed(p->desk, r, "what", p->payment->what, e);
	add_use(p->desk, p->booking, p->payment->gives_back, &what);
	record_put(r, "what", str_text(&what));
	return true;
}

/* The site of the room is the drawer; the serial follows its last one. */
static bool
put_serial(const struct paying *p, struct record *r, struct err *e)
{
	AUTO_STMT q = STMT_INIT;
	if (!stmt_open(&q, p->desk->store,
		       "SELECT r.site_id, 1 + coalesce((SELECT max(serial) FROM receipt"
		       " WHERE coalesce(site_id, 0) = coalesce(r.site_id, 0)), 0)"
		       " FROM room AS r WHERE r.id = ?1",
		       e))
		return false;
	stmt_bind_int(&q, 1, record_get_id(p->booking, "room_id"));
	if (!stmt_row(&q, e))
		return false;
	record_put_id(r, "site_id", stmt_int(&q, 0));
	record_put_int(r, "serial", stmt_int(&q, 1));
	return true;
}

/* What the money follows from: the last charge; of a refund also the receipt that it is of. */
static bool
put_grounds(const struct paying *p, struct record *r, struct err *e)
{
	AUTO_STMT q = STMT_INIT;
	if (!stmt_open(&q, p->desk->store,
		       "SELECT (SELECT max(id) FROM charge WHERE booking_id = ?1),"
		       " (SELECT max(id) FROM receipt AS r WHERE booking_id = ?1"
		       " AND kind = 'receipt'"
		       " AND NOT EXISTS (SELECT 1 FROM receipt_void WHERE receipt_id = r.id))",
		       e))
		return false;
	stmt_bind_int(&q, 1, p->booking->id);
	if (!stmt_row(&q, e))
		return false;
	record_put_id(r, "charge_id", stmt_int(&q, 0));
	record_put_id(r, "of_receipt_id", p->payment->gives_back ? stmt_int(&q, 1) : 0);
	return true;
}

static bool
fill(const struct paying *p, struct record *r, struct err *e)
{
	char at[INSTANT_TEXT_SIZE];
	instant_to_text(clock_now(&p->desk->clock), at);
	record_put(r, "kind", p->payment->gives_back ? "refund" : "receipt");
	record_put_id(r, "booking_id", p->booking->id);
	record_put_day(r, "day", desk_today(p->desk));
	record_put(r, "at", at);
	record_put_int(r, "yen", p->yen);
	if (p->payment->received)
		record_put_int(r, "received", p->payment->received);
	record_put_id(r, "staff_id", p->desk->staff_id);
	return put_typed(p->desk, r, "method", method_of(p->payment), e) &&
	       put_serial(p, r, e) && put_grounds(p, r, e) && put_payer(p, r, e) &&
	       put_what(p, r, e);
}

static int64_t
write_receipt(struct paying *p, struct err *e)
{
	if (!settle_sum(p, e) || !check_received(p, e))
		return 0;
	struct record *r = record_blank(form_find(p->desk->forms, "receipt"));
	const struct record_change change = { .desk = p->desk, .tx = p->tx, .after = r };
	int64_t id = fill(p, r, e) && record_write(&change, e) ? r->id : 0;
	record_free(r);
	return id;
}

static int64_t
pay(struct desk *d, struct tx *tx, const struct payment *payment, struct err *e)
{
	struct record *booking =
		record_read(d, form_find(d->forms, "booking"), payment->booking_id, e);
	if (!booking)
		return 0;
	struct paying p = { .desk = d, .tx = tx, .payment = payment, .booking = booking };
	int64_t id = write_receipt(&p, e);
	record_free(booking);
	return id;
}

int64_t
receipt_pay(struct desk *d, const struct payment *p, struct err *e)
{
	AUTO_TX tx = TX_INIT;
	int64_t id = 0;
	if (!staff_require(d, "cash.add", e) || !tx_begin(&tx, d->store, e))
		return 0;
	if (p->once_key && !once_find(&tx, p->once_key, &id, e))
		return 0;
	if (id != 0)
		return id; /* taken already: the answer was lost on its way */
	id = pay(d, &tx, p, e);
	if (id == 0 || (p->once_key && !once_keep(&tx, p->once_key, id, e)) || !tx_commit(&tx, e))
		return 0;
	return id;
}

/* --- 書損 --- */

static bool
refuse_twice(struct desk *d, const struct record *receipt, struct err *e)
{
	AUTO_STR number = STR_INIT;
	if (!store_get_int(d->store, "SELECT 1 FROM receipt_void WHERE receipt_id = ?1",
			   receipt->id, 0))
		return true;
	receipt_add_number(record_get_number(receipt, "serial"), &number);
	return err_set(e, ERR_REFUSED, _("%s is void already."), str_text(&number));
}

/* What was given back upon it would have come from nowhere. */
static bool
refuse_refunded(struct desk *d, const struct record *receipt, struct err *e)
{
	AUTO_STR number = STR_INIT;
	int64_t serial = store_get_int(
		d->store,
		"SELECT r.serial FROM receipt AS o JOIN receipt AS r ON r.booking_id = o.booking_id"
		" JOIN booking AS b ON b.id = o.booking_id"
		" WHERE o.id = ?1 AND o.kind = 'receipt' AND r.kind = 'refund'"
		" AND (r.of_receipt_id = o.id OR b.taken < o.yen)"
		" AND NOT EXISTS (SELECT 1 FROM receipt_void WHERE receipt_id = r.id)"
		" ORDER BY r.id DESC LIMIT 1",
		receipt->id, 0);
	if (serial == 0)
		return true;
	receipt_add_number(serial, &number);
	return err_set(e, ERR_REFUSED,
		       _("Money was given back upon it. Void the refund %s first."),
		       str_text(&number));
}

static bool
write_void(struct desk *d, struct tx *tx, int64_t receipt_id, const char *reason, struct err *e)
{
	struct record *r = record_blank(form_find(d->forms, "receipt_void"));
	const struct record_change change = {
		.desk = d,
		.tx = tx,
		.after = r,
		.reason = reason,
	};
	record_put_id(r, "receipt_id", receipt_id);
	record_put_day(r, "day", desk_today(d));
	record_put_id(r, "staff_id", d->staff_id);
	bool ok = put_typed(d, r, "reason", reason ? reason : "", e) &&
		  (record_get(r, "reason") ||
		   err_set_field(e, ERR_INVALID, "reason",
				 _("Say why the receipt is void; it keeps its number."))) &&
		  record_write(&change, e);
	record_free(r);
	return ok;
}

bool
receipt_void(struct desk *d, int64_t receipt_id, const char *reason, struct err *e)
{
	AUTO_TX tx = TX_INIT;
	if (!staff_require(d, "cash.change", e) || !tx_begin(&tx, d->store, e))
		return false;
	struct record *receipt = record_read(d, form_find(d->forms, "receipt"), receipt_id, e);
	bool ok = receipt && refuse_twice(d, receipt, e) && refuse_refunded(d, receipt, e) &&
		  write_void(d, &tx, receipt_id, reason, e) && tx_commit(&tx, e);
	record_free(receipt);
	return ok;
}

bool
receipt_is_void(struct desk *d, int64_t receipt_id)
{
	return store_get_int(d->store, "SELECT 1 FROM receipt_void WHERE receipt_id = ?1",
			     receipt_id, 0) != 0;
}

/* --- reading --- */

int
receipt_lines(struct desk *d, struct arena *a, int64_t booking_id, struct receipt_line **out,
	      struct err *e)
{
	AUTO_STMT q = STMT_INIT;
	int count = 0;
	*out = NULL;
	if (!stmt_open(&q, d->store,
		       "SELECT id, serial, yen, kind = 'refund', day, method, count(*) OVER (),"
		       " received"
		       " FROM receipt AS r WHERE booking_id = ?1"
		       " AND NOT EXISTS (SELECT 1 FROM receipt_void WHERE receipt_id = r.id)"
		       " ORDER BY id",
		       e))
		return -1;
	stmt_bind_int(&q, 1, booking_id);
	while (stmt_row(&q, e)) {
		if (!*out)
			*out = arena_alloc(a, sizeof(**out) * (size_t)stmt_int(&q, 6));
		(*out)[count++] = (struct receipt_line){
			.id = stmt_int(&q, 0),
			.serial = stmt_int(&q, 1),
			.yen = stmt_int(&q, 2),
			.received = stmt_int(&q, 7),
			.is_refund = stmt_int(&q, 3),
			.day = date_from_iso(stmt_text(&q, 4)),
			.method = arena_strdup(a, stmt_text(&q, 5)),
		};
	}
	return stmt_failed(&q) ? -1 : count;
}

int64_t
receipt_serial(struct desk *d, int64_t receipt_id)
{
	return store_get_int(d->store, "SELECT serial FROM receipt WHERE id = ?1", receipt_id, 0);
}

/* --- words --- */

static void
add_open(struct desk *d, int64_t booking_id, struct str *b)
{
	int64_t open = store_get_int(d->store, "SELECT due - taken FROM booking WHERE id = ?1",
				     booking_id, 0);
	AUTO_STR sum = STR_INIT;
	yen_add_unit(&sum, open < 0 ? -open : open);
	if (open > 0)
		str_addf(b, _(" Still open: %s."), str_text(&sum));
	else if (open < 0)
		str_addf(b, _(" Still to give back: %s."), str_text(&sum));
}

void
receipt_say(struct desk *d, int64_t receipt_id, struct str *b)
{
	struct record *r = record_read(d, form_find(d->forms, "receipt"), receipt_id, NULL);
	if (!r)
		return;
	bool back = str_equal(record_get(r, "kind"), "refund");
	bool is_void = receipt_is_void(d, r->id);
	AUTO_STR number = STR_INIT;
	AUTO_STR sum = STR_INIT, change = STR_INIT;
	receipt_add_number(record_get_number(r, "serial"), &number);
	yen_add_unit(&sum, record_get_number(r, "yen"));
	if (is_void)
		str_addf(b, _("%s is void: %s."), str_text(&number), str_text(&sum));
	else /* L10N: the number of the receipt, the sum */
		str_addf(b,
			 back ? _("Refund %s: %s was given back.")
			      : _("Receipt %s: %s was taken."),
			 str_text(&number), str_text(&sum));
	if (!is_void && record_get(r, "received")) {
		yen_add_unit(&change, record_get_number(r, "received") -
					      record_get_number(r, "yen"));
		str_addf(b, _(" Change: %s."), str_text(&change));
	}
	add_open(d, record_get_id(r, "booking_id"), b);
	record_free(r);
}

void
receipt_add_change(int64_t received, int64_t yen, struct str *b)
{
	AUTO_STR got = STR_INIT, change = STR_INIT;
	yen_add_unit(&got, received);
	yen_add_unit(&change, received - yen);
	/* L10N: the cash that was handed over, and the change given */
	str_addf(b, _("handed over %s, change %s"), str_text(&got), str_text(&change));
}

const char *
receipt_bearer(void)
{
	return _("the bearer");
}

void
receipt_add_number(int64_t serial, struct str *b)
{
	str_addf(b, "No. %06" PRId64, serial);
}

bool
receipt_by_acts(const struct record_change *c, struct err *e)
{
	(void)c;
	return err_set(e, ERR_REFUSED,
		       _("Receipts come from paying, giving back and voiding; they are never"
			 " typed or changed."));
}
