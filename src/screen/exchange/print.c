/* print.c - see print.h. A paper goes into the spool folder, in the format that is built. */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "screen/exchange/print.h"

#include "base/i18n.h"
#include "base/mem.h"
#include "desk/booking/booking.h"
#include "desk/booking/receipt.h"
#include "exchange/paper/spool.h"
#include "form/form.h"
#include "ui/dialog.h"

/* Prints it and says under which name, or why not. */
static void
print_paper(struct app *app, const struct paper_request *q)
{
	AUTO_STR name = STR_INIT;
	struct err e = { 0 };

	if (spool_print(app->desk, q, spool_format(), &name, &e))
		/* L10N: which paper, and the name of its file in the spool folder */
		stack_say(app->stack, _("%s: to the printer as %s."), paper_kind_label(q->kind),
			  str_text(&name));
	else
		stack_say_err(app->stack, &e);
}

/* --- the papers of a booking --- */

struct papers {
	struct app *app;
	int count;
	struct paper_request *requests;
	const char **items;
	char *keys;
};

/* Each kind has its key, whatever else there is; the receipts have theirs as they were made. */
enum { KEY_PERMIT = '1', KEY_APPLICATION = '2' };
static const char receipt_keys[] = "3456789abcdefghijklmnopqrstuvwxyz";

static void
picked(void *ctx, int index)
{
	struct papers *p = ctx;

	if (index >= 0)
		print_paper(p->app, &p->requests[index]);
}

static void
offer(struct papers *p, char key, const struct paper_request *q, const char *number)
{
	p->items[p->count] = number ? arena_printf(&p->app->held, "%s %s",
						   paper_kind_label(q->kind), number)
				    : paper_kind_label(q->kind);
	p->keys[p->count] = key;
	p->requests[p->count++] = *q;
}

/* What was permitted has its permit first, anything else its application. */
static void
offer_forms(struct papers *p, int64_t booking_id)
{
	struct desk *d = p->app->desk;
	struct record *booking =
		record_read(d, form_find(d->forms, "booking"), booking_id, NULL);
	enum booking_state s = booking ? booking_state_of(booking) : BOOKING_HOLD;
	struct paper_request q = { .id = booking_id, .day = DAY_NONE };

	record_free(booking);
	q.kind = PAPER_PERMIT;
	if (s == BOOKING_PERMITTED || s == BOOKING_IN_USE || s == BOOKING_DONE)
		offer(p, KEY_PERMIT, &q, NULL);
	q.kind = PAPER_APPLICATION;
	offer(p, KEY_APPLICATION, &q, NULL);
}

void
print_booking(struct app *app, const struct subject *on)
{
	struct arena *a = &app->held;
	struct papers *p = arena_alloc(a, sizeof(*p));
	struct receipt_line *lines;
	struct err e = { 0 };
	int count = receipt_lines(app->desk, a, on->ids[0], &lines, &e);
	int most = count + 2, keyed = (int)sizeof(receipt_keys) - 1;

	if (count < 0) {
		stack_say_err(app->stack, &e);
		return;
	}
	p->app = app;
	p->items = arena_alloc(a, sizeof(*p->items) * (size_t)most);
	p->keys = arena_alloc(a, (size_t)most);
	p->requests = arena_alloc(a, sizeof(*p->requests) * (size_t)most);
	offer_forms(p, on->ids[0]);
	for (int i = 0; i < count; i++) {
		AUTO_STR number = STR_INIT;
		const struct paper_request q = {
			.kind = lines[i].is_refund ? PAPER_REFUND : PAPER_RECEIPT,
			.id = lines[i].id,
			.day = DAY_NONE,
		};
		receipt_add_number(lines[i].serial, &number);
		offer(p, i < keyed ? receipt_keys[i] : ' ', &q, str_text(&number));
	}
	const struct dialog_menu menu = {
		.title = _("Print"),
		.items = p->items,
		.keys = p->keys,
		.count = p->count,
	};

	dialog_menu(app->stack, &menu, picked, p);
}

void
print_receipt(struct app *app, const struct subject *on)
{
	struct desk *d = app->desk;
	struct record *r = record_read(d, form_find(d->forms, "receipt"), on->ids[0], NULL);
	bool is_refund = r && str_equal(record_get(r, "kind"), "refund");
	const struct paper_request q = {
		.kind = is_refund ? PAPER_REFUND : PAPER_RECEIPT,
		.id = on->ids[0],
		.day = DAY_NONE,
	};

	record_free(r);
	print_paper(app, &q);
}

/* --- the lists of a day --- */

struct listing {
	struct app *app;
	struct paper_request request;
};

static void
day_given(void *ctx, const char *text)
{
	struct listing *l = ctx;
	struct err e = { 0 };

	if (!text)
		return;
	if (str_is_empty(text) ||
	    date_parse(text, desk_today(l->app->desk), &l->request.day, &e))
		print_paper(l->app, &l->request);
	else
		stack_say_err(l->app->stack, &e);
}

static void
ask_day(struct app *app, enum paper_kind kind, int64_t id, const char *prompt)
{
	struct listing *l = arena_alloc(&app->held, sizeof(*l));

	l->app = app;
	l->request = (struct paper_request){ .kind = kind, .id = id, .day = DAY_NONE };
	dialog_text(app->stack, paper_kind_label(kind), prompt, _("today"), false, day_given, l);
}

void
print_board(struct app *app, const struct subject *on)
{
	(void)on;
	ask_day(app, PAPER_BOARD, 0, _("Of which day? (20261120, 11/20, R8.11.20, today)"));
}

void
print_calls(struct app *app, const struct subject *on)
{
	(void)on;
	ask_day(app, PAPER_CALLS, 0, _("Due by which day? (20261120, 11/20, R8.11.20, today)"));
}

void
print_week(struct app *app, const struct subject *on)
{
	ask_day(app, PAPER_WEEK, on->ids[0],
		_("From which day on? (20261120, 11/20, R8.11.20, today)"));
}
