/*
 * pay.c - money at the counter. The sum stands there already, and cash is the first
 * of the ways of paying: Enter, Enter takes all that is open. Who types more than is open
 * says what was handed over (お預かり), and is told the change before it is given.
 */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "screen/booking/pay.h"

#include <string.h>

#include "base/i18n.h"
#include "base/money.h"
#include "base/utf8.h"
#include "desk/booking/booking.h"
#include "desk/booking/receipt.h"
#include "desk/code.h"
#include "form/form.h"
#include "ui/dialog.h"

struct paying {
	struct app *app;
	struct payment payment;
	int64_t due, taken;
	const char *party; /* the name on the receipt when none is given */
	const char *typed; /* the sum as the clerk left it */
	struct code_word *methods;
	int method_count;
	char once_key[ONCE_KEY_SIZE];
};

static void ask_sum(struct paying *p);
static void ask_method(struct paying *p);

static const char *
title_of(const struct paying *p)
{
	return p->payment.gives_back ? _("Give money back") : _("Take money");
}

static void
finish(struct paying *p)
{
	struct stack *stack = p->app->stack;
	AUTO_STR said = STR_INIT;
	struct err e = { 0 };
	int64_t id = receipt_pay(p->app->desk, &p->payment, &e);

	if (id) {
		receipt_say(p->app->desk, id, &said);
		stack_say(stack, "%s", str_text(&said));
		return;
	}
	if (str_equal(e.field, "yen") || str_equal(e.field, "received"))
		ask_sum(p);
	else if (str_equal(e.field, "payer"))
		ask_method(p);
	stack_say_err(stack, &e);
}

static void
payer_given(void *ctx, const char *text)
{
	struct paying *p = ctx;

	if (text)
		p->payment.payer = str_is_empty(text) ? NULL : arena_strdup(&p->app->held, text);
	ask_method(p);
}

/* The last line of the menu is the name on the receipt, which is seldom another. */
static void
method_picked(void *ctx, int index)
{
	struct paying *p = ctx;

	if (index < 0)
		return;
	if (index == p->method_count) {
		dialog_text(p->app->stack, title_of(p), _("The name on the receipt:"),
			    p->payment.payer ? p->payment.payer : p->party, false, payer_given, p);
		return;
	}
	p->payment.method = p->methods[index].code;
	finish(p);
}

/* "現金  お預かり 5,000円、おつり 2,600円" */
static const char *
cash_word(const struct paying *p, const char *word)
{
	AUTO_STR change = STR_INIT;

	if (p->payment.received == 0)
		return word;
	receipt_add_change(p->payment.received, p->payment.yen, &change);
	return arena_printf(&p->app->held, "%s  %s", word, str_text(&change));
}

static void
ask_method(struct paying *p)
{
	struct arena *a = &p->app->held;
	const char **items = arena_alloc(a, sizeof(*items) * (size_t)(p->method_count + 1));

	for (int i = 0; i < p->method_count; i++)
		items[i] = str_equal(p->methods[i].code, "cash") ? cash_word(p, p->methods[i].word)
								 : p->methods[i].word;
	items[p->method_count] = /* L10N: the name on the receipt, which can be changed here */
		arena_printf(a, _("Name: %s (change)"),
			     p->payment.payer ? p->payment.payer : p->party);
	dialog_pick(p->app->stack, title_of(p), items, p->method_count + 1, method_picked, p);
}

/* "400": a part; "5000": handed over for all that is open; "400/1000": for a part. */
static bool
read_sums(struct paying *p, const char *text, struct err *e)
{
	struct payment *to = &p->payment;
	int64_t open = p->due - p->taken;
	AUTO_FREE char *plain = utf8_narrow(text);
	char *slash = strchr(plain, '/');

	if (slash)
		*slash = '\0';
	to->received = 0;
	if (!yen_parse(plain, &to->yen, e) ||
	    (slash && !yen_parse(slash + 1, &to->received, e)))
		return false;
	if (to->yen <= 0 || (slash && to->received <= 0))
		return err_set(e, ERR_INVALID, _("Say how many yen."));
	if (!to->gives_back && !slash && to->yen > open) {
		to->received = to->yen;
		to->yen = open;
	}
	return true;
}

static void
sum_given(void *ctx, const char *text)
{
	struct paying *p = ctx;
	struct err e = { 0 };

	if (!text)
		return;
	p->typed = arena_strdup(&p->app->held, text);
	if (read_sums(p, text, &e)) {
		ask_method(p);
		return;
	}
	ask_sum(p);
	stack_say_err(p->app->stack, &e);
}

static void
ask_sum(struct paying *p)
{
	int64_t open = p->due - p->taken;
	AUTO_STR prompt = STR_INIT;
	AUTO_STR sum = STR_INIT, due = STR_INIT, taken = STR_INIT;

	yen_add_unit(&sum, p->payment.gives_back ? -open : open);
	yen_add_unit(&due, p->due);
	yen_add_unit(&taken, p->taken);
	str_addf(&prompt,
		 p->payment.gives_back /* L10N: three sums */
			 ? _("Paid too much: %s (fee %s, paid %s). How much is given back?")
			 : _("Open: %s (fee %s, paid %s). How much is taken, or handed over?"),
		 str_text(&sum), str_text(&due), str_text(&taken));
	dialog_text(p->app->stack, title_of(p), str_text(&prompt), p->typed, false, sum_given, p);
}

static void
prepare(struct paying *p, const struct record *booking)
{
	struct arena *a = &p->app->held;
	AUTO_STR party = STR_INIT;
	AUTO_STR sum = STR_INIT;

	p->due = record_get_number(booking, "due");
	p->taken = record_get_number(booking, "taken");
	booking_add_party(p->app->desk, booking, &party);
	p->party = arena_strdup(a, str_text(&party));
	yen_add(&sum, p->payment.gives_back ? p->taken - p->due : p->due - p->taken);
	p->typed = arena_strdup(a, str_text(&sum));
	p->method_count = code_words(p->app->desk, a, "payment_method", &p->methods);
	once_new_key(p->once_key);
	p->payment.once_key = p->once_key;
}

static void
begin(struct app *app, int64_t booking_id, bool gives_back)
{
	struct paying *p = arena_alloc(&app->held, sizeof(*p));
	struct err e = { 0 };
	struct record *booking =
		record_read(app->desk, form_find(app->desk->forms, "booking"), booking_id, &e);

	if (!booking) {
		stack_say_err(app->stack, &e);
		return;
	}
	p->app = app;
	p->payment.booking_id = booking_id;
	p->payment.gives_back = gives_back;
	prepare(p, booking);
	record_free(booking);
	ask_sum(p);
}

void
pay_take(struct app *app, const struct subject *on)
{
	begin(app, on->ids[0], false);
}

void
pay_give_back(struct app *app, const struct subject *on)
{
	begin(app, on->ids[0], true);
}

bool
pay_fits(struct app *app, const struct subject *on, int which)
{
	struct desk *d = app->desk;

	if (which == PAY_VOID)
		return !receipt_is_void(d, on->ids[0]);
	struct record *booking =
		record_read(d, form_find(d->forms, "booking"), on->ids[0], NULL);
	int64_t open = booking ? record_get_number(booking, "due") -
					 record_get_number(booking, "taken")
			       : 0;

	record_free(booking);
	return which == PAY_TAKE ? open > 0 : open < 0;
}

/* --- a spoilt receipt --- */

struct voiding {
	struct app *app;
	int64_t receipt_id;
};

static void
reason_given(void *ctx, const char *reason)
{
	struct voiding *v = ctx;
	AUTO_STR said = STR_INIT;
	struct err e = { 0 };

	if (!reason)
		return;
	if (!receipt_void(v->app->desk, v->receipt_id, reason, &e)) {
		stack_say_err(v->app->stack, &e);
		return;
	}
	receipt_say(v->app->desk, v->receipt_id, &said);
	stack_say(v->app->stack, "%s", str_text(&said));
}

void
pay_void(struct app *app, const struct subject *on)
{
	struct voiding *v = arena_alloc(&app->held, sizeof(*v));

	v->app = app;
	v->receipt_id = on->ids[0];
	dialog_text(app->stack, _("Void the receipt"),
		    _("Why? It keeps its number, and its sum is open again."), "", false,
		    reason_given, v);
}
