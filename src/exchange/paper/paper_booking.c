/*
 * paper_booking.c - the papers of one booking: the application, the permit that is its
 * receipt too, and the receipt or refund alone. Where a withheld person's name would
 * stand, there is room to write by hand.
 */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "exchange/paper/paper_part.h"

#include <string.h>

#include "base/i18n.h"
#include "base/macros.h"
#include "base/mem.h"
#include "base/money.h"
#include "desk/booking/booking.h"
#include "desk/booking/charge.h"
#include "desk/booking/receipt.h"
#include "desk/record/disclose.h"
#include "desk/rule/rule_store.h"
#include "desk/setting.h"
#include "desk/site.h"
#include "desk/staff.h"
#include "form/type.h"

#define BY_HAND "　　　　　　　　　　" /* room for a name */

static const char *
title_of(struct desk *d, const char *form, int64_t id)
{
	const char *title = id ? d->lookup.ref_title(d->lookup.ctx, form, id) : NULL;
	return title && !disclose_is_withheld_word(title) ? title : "";
}

/* --- what is said of a booking --- */

static void
add_party(struct desk *d, const struct record *booking, struct str *b)
{
	size_t before = b->len;
	AUTO_STR name = STR_INIT;
	booking_add_party(d, booking, &name);
	if (!disclose_is_withheld_word(str_text(&name)))
		str_add(b, str_text(&name));
	if (b->len == before)
		str_add(b, BY_HAND);
}

/* The group's representative; "" when there is none to be named. */
static const char *
representative_of(struct desk *d, const struct record *booking)
{
	int64_t group = record_get_id(booking, "group_id");
	struct record *r =
		group ? record_read(d, form_find(d->forms, "group"), group, NULL) : NULL;
	int64_t person = r ? record_get_id(r, "representative_id") : 0;
	record_free(r);
	return title_of(d, "person", person);
}

/* One that ends in an honorific, as 上様 does, takes no other. */
static void
add_addressee(struct paper *p, const char *name)
{
	AUTO_STR text = STR_INIT;
	if (str_ends(name, "様") || str_ends(name, "御中"))
		str_add(&text, name);
	else /* L10N: to whom a paper is addressed */
		str_addf(&text, _("To %s"), name);
	paper_add(p, PAPER_LEFT, str_text(&text));
}

static void
add_shown(struct paper_work *w, const struct record *r, const char *field)
{
	const struct form_field *f = form_field_find(r->form, field);
	AUTO_STR shown = STR_INIT;
	if (!record_get(r, field))
		return;
	field_format(f, &w->desk->lookup, record_get(r, field), &shown);
	paper_add_pair(w->paper, field_label(f), str_text(&shown));
}

/* The name of an extra in the rule book; the code itself when the book has it no more. */
static const char *
extra_name(const struct book *b, const char *code)
{
	for (int i = 0; b && i < b->extra_count; i++)
		if (str_equal(b->extras[i].rule.code, code))
			return b->extras[i].rule.name;
	return code;
}

/* "piano,chair:12" -> "ピアノ、椅子 12" */
static void
add_extras(struct paper_work *w, const struct record *booking)
{
	AUTO_FREE char *copy = mem_strdup(record_get(booking, "extras"));
	AUTO_STR text = STR_INIT;
	const struct book *b =
		rule_store_book(w->desk, record_get_id(booking, "rule_book_id"), NULL);
	char *rest = copy;
	for (char *word; rest && (word = strsep(&rest, ",")) != NULL;) {
		char *count = strchr(word, ':');
		if (count)
			*count++ = '\0';
		str_addf(&text, "%s%s", text.len ? _(", ") : "", extra_name(b, word));
		if (count)
			str_addf(&text, " %s", count);
	}
	if (text.len)
		paper_add_pair(w->paper, _("Extras"), str_text(&text));
}

static void
add_use(struct paper_work *w, const struct record *booking)
{
	AUTO_STR day = STR_INIT;
	AUTO_STR times = STR_INIT;
	struct paper *p = w->paper;
	add_shown(w, booking, "number");
	add_shown(w, booking, "room_id");
	date_add_long(&day, record_get_day(booking, "day"));
	paper_add_pair(p, _("Day of use"), str_text(&day));
	time_add(&times, booking_begins(booking));
	str_add(&times, " - ");
	time_add(&times, booking_ends(booking));
	paper_add_pair(p, _("Time"), str_text(&times));
	add_shown(w, booking, "purpose");
	add_shown(w, booking, "heads");
	add_shown(w, booking, "layout");
	add_extras(w, booking);
}

/* --- its money --- */

static void
add_yen_pair(struct paper *p, const char *label, int64_t yen)
{
	AUTO_STR sum = STR_INIT;
	yen_add_unit(&sum, yen);
	paper_add_pair(p, label, str_text(&sum));
}

/* Where a fee is not what it was at first, how it came to be so. */
static void
add_fee(struct paper_work *w, const struct record *booking)
{
	struct charge_step *steps;
	int count = charge_steps(w->desk, &w->paper->arena, booking->id, &steps, NULL);
	add_yen_pair(w->paper, _("Fee"), record_get_number(booking, "due"));
	for (int i = 0; count > 1 && i < count; i++) {
		AUTO_STR label = STR_INIT;
		str_addf(&label, "  %s", steps[i].word);
		add_yen_pair(w->paper, str_text(&label), steps[i].yen);
	}
}

static void
add_change(struct paper *p, int64_t received, int64_t yen)
{
	AUTO_STR text = STR_INIT;
	receipt_add_change(received, yen, &text);
	paper_add_pair(p, _("Cash"), str_text(&text));
}

static void
add_receipt_line(struct paper_work *w, const struct receipt_line *l, bool again)
{
	AUTO_STR label = STR_INIT;
	AUTO_STR text = STR_INIT;
	const struct field_lookup *lookup = &w->desk->lookup;
	const char *method = lookup->code_word(lookup->ctx, "payment_method", l->method);
	receipt_add_number(l->serial, &label);
	str_addf(&text, "%s ", l->is_refund ? _("given back") : _("received"));
	yen_add_unit(&text, l->yen);
	str_addf(&text, "  %s  ", method ? method : l->method);
	date_add_era(&text, l->day);
	if (again)
		str_add(&text, _("   Reprint"));
	paper_add_pair(w->paper, str_text(&label), str_text(&text));
	if (l->received)
		add_change(w->paper, l->received, l->yen);
}

/* --- the papers --- */

static void
add_signature(struct paper_work *w, const char *clerk)
{
	AUTO_STR text = STR_INIT;
	paper_gap(w->paper);
	paper_add(w->paper, PAPER_RIGHT, w->office);
	str_addf(&text, _("Clerk: %s"), clerk);
	if (!str_is_empty(clerk))
		paper_add(w->paper, PAPER_RIGHT, str_text(&text));
}

static void
fill_application(struct paper_work *w, const struct record *booking)
{
	struct paper *p = w->paper;
	AUTO_STR party = STR_INIT;
	paper_add_day(p, PAPER_RIGHT, record_get_day(booking, "applied_on"));
	paper_add(p, PAPER_TITLE, _("Application for use"));
	add_addressee(p, w->office);
	paper_gap(p);
	add_party(w->desk, booking, &party);
	paper_add_pair(p, _("Applicant"), str_text(&party));
	paper_add_pair(p, _("Representative"), representative_of(w->desk, booking));
	paper_add_pair(p, _("Address"), "");
	paper_add_pair(p, _("Phone"), "");
	paper_gap(p);
	paper_add(p, PAPER_LEFT, _("We apply for the use of the following room."));
	add_use(w, booking);
	add_fee(w, booking);
	paper_gap(p);
	paper_add(p, PAPER_LEFT, _("Signature: ______________________________"));
}

static struct record *
read_booking(struct paper_work *w, struct err *e)
{
	struct desk *d = w->desk;
	struct record *r =
		staff_require(d, "booking.view", e)
			? record_read(d, form_find(d->forms, "booking"), w->request->id, e)
			: NULL;
	w->site_id = r ? site_of_room(d, record_get_id(r, "room_id")) : 0;
	return r;
}

bool
paper_of_application(struct paper_work *w, struct err *e)
{
	struct printed row = { "application", "booking", w->request->id, false };
	struct record *booking = read_booking(w, e);
	bool ok = booking && paper_log(w, &row, 1, e);
	if (ok)
		fill_application(w, booking);
	record_free(booking);
	return ok;
}

static bool
check_permitted(struct desk *d, const struct record *booking, struct err *e)
{
	enum booking_state s = booking_state_of(booking);
	if (s == BOOKING_PERMITTED || s == BOOKING_IN_USE || s == BOOKING_DONE)
		return true;
	return err_set(e, ERR_REFUSED, _("There is no permit of this booking: it is %s."),
		       d->lookup.code_word(d->lookup.ctx, "booking_state", booking_state_code(s)));
}

static void
fill_permit(struct paper_work *w, const struct record *booking, const struct receipt_line *lines,
	    const struct printed *rows, int count)
{
	struct paper *p = w->paper;
	AUTO_STR party = STR_INIT;
	int64_t open = record_get_number(booking, "due") - record_get_number(booking, "taken");
	paper_add_day(p, PAPER_RIGHT, record_get_day(booking, "permitted_on"));
	paper_add(p, PAPER_TITLE, count ? _("Permit and receipt") : _("Permit of use"));
	add_party(w->desk, booking, &party);
	add_addressee(p, str_text(&party));
	paper_gap(p);
	paper_add(p, PAPER_LEFT, _("The following use is permitted."));
	add_use(w, booking);
	add_fee(w, booking);
	for (int i = 0; i < count; i++)
		add_receipt_line(w, &lines[i], rows[i + 1].again);
	if (open > 0)
		add_yen_pair(p, _("Still open"), open);
	if (count)
		paper_add(p, PAPER_LEFT, _("The sums above were received."));
	paper_gap(p);
	paper_add(p, PAPER_LEFT, setting_text(w->desk, "paper.permit_note"));
	add_signature(w, staff_name(w->desk));
}

/* The receipts that stand on a permit are printed with it. */
bool
paper_of_permit(struct paper_work *w, struct err *e)
{
	struct record *booking = read_booking(w, e);
	struct arena *a = &w->paper->arena;
	struct receipt_line *lines = NULL;
	int count = booking && check_permitted(w->desk, booking, e)
			    ? receipt_lines(w->desk, a, booking->id, &lines, e)
			    : -1;
	bool ok = count >= 0;
	if (ok) {
		struct printed *rows = arena_alloc(a, sizeof(*rows) * (size_t)(count + 1));
		rows[0] = (struct printed){ "permit", "booking", booking->id, false };
		for (int i = 0; i < count; i++)
			rows[i + 1] = (struct printed){ lines[i].is_refund ? "refund" : "receipt",
							"receipt", lines[i].id, false };
		ok = paper_log(w, rows, count + 1, e);
		if (ok)
			fill_permit(w, booking, lines, rows, count);
	}
	record_free(booking);
	return ok;
}

static bool
check_receipt(struct paper_work *w, const struct record *receipt, struct err *e)
{
	const char *word = paper_kind_word(w->request->kind);
	AUTO_STR number = STR_INIT;
	receipt_add_number(record_get_number(receipt, "serial"), &number);
	if (receipt_is_void(w->desk, receipt->id))
		return err_set(e, ERR_REFUSED, _("%s is void; it is not printed."),
			       str_text(&number));
	return str_equal(record_get(receipt, "kind"), word) ||
	       err_set(e, ERR_REFUSED,
		       str_equal(word, "refund") ? _("%s is no refund.") : _("%s is a refund."),
		       str_text(&number));
}

/* Whose name was written before the person became withheld does not stand on a paper either. */
static const char *
payer_of(struct desk *d, const struct record *receipt, const struct record *booking)
{
	int64_t person = booking ? record_get_id(booking, "person_id") : 0;
	const char *title = person ? d->lookup.ref_title(d->lookup.ctx, "person", person) : NULL;
	return title && disclose_is_withheld_word(title) ? receipt_bearer()
							 : record_get(receipt, "payer");
}

static void
add_number_of(struct paper *p, const char *label, int64_t serial)
{
	AUTO_STR number = STR_INIT;
	receipt_add_number(serial, &number);
	if (label)
		paper_add_pair(p, label, str_text(&number));
	else
		paper_add(p, PAPER_RIGHT, str_text(&number));
}

static void
fill_receipt(struct paper_work *w, const struct record *receipt, const struct record *booking)
{
	struct paper *p = w->paper;
	struct desk *d = w->desk;
	bool back = w->request->kind == PAPER_REFUND;
	AUTO_STR sum = STR_INIT;
	AUTO_STR line = STR_INIT;
	yen_add_unit(&sum, record_get_number(receipt, "yen"));
	/* L10N: the sum of a receipt */
	str_addf(&line, _("The sum of %s"), str_text(&sum));
	add_number_of(p, NULL, record_get_number(receipt, "serial"));
	paper_add_day(p, PAPER_RIGHT, record_get_day(receipt, "day"));
	paper_add(p, PAPER_TITLE, back ? _("Refund slip") : _("Receipt"));
	add_addressee(p, payer_of(d, receipt, booking));
	paper_gap(p);
	paper_add(p, PAPER_SUM, str_text(&line));
	paper_gap(p);
	add_shown(w, receipt, "what");
	add_shown(w, receipt, "method");
	if (record_get(receipt, "received"))
		add_change(p, record_get_number(receipt, "received"),
			   record_get_number(receipt, "yen"));
	if (booking)
		add_shown(w, booking, "number");
	int64_t of = record_get_id(receipt, "of_receipt_id");
	if (of)
		add_number_of(p, _("Of the receipt"),
			      receipt_serial(d, of));
	paper_add(p, PAPER_LEFT,
		  back ? _("The sum above was given back.") : _("The sum above was received."));
	if (back)
		paper_add(p, PAPER_LEFT, _("Received by: ______________________________"));
	add_signature(w, title_of(d, "staff", record_get_id(receipt, "staff_id")));
}

bool
paper_of_receipt(struct paper_work *w, struct err *e)
{
	struct desk *d = w->desk;
	struct printed row = { paper_kind_word(w->request->kind), "receipt", w->request->id,
			       false };
	struct record *receipt =
		staff_require(d, "cash.view", e)
			? record_read(d, form_find(d->forms, "receipt"), row.id, e)
			: NULL;
	w->site_id = receipt ? record_get_id(receipt, "site_id") : 0;
	bool ok = receipt && check_receipt(w, receipt, e) && paper_log(w, &row, 1, e);
	if (ok) {
		struct record *booking = record_read(d, form_find(d->forms, "booking"),
						     record_get_id(receipt, "booking_id"), NULL);
		fill_receipt(w, receipt, booking);
		record_free(booking);
	}
	record_free(receipt);
	return ok;
}
