/* staff_pin.c - a clerk's PIN: asked twice, never shown; and the end of an account. */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "screen/app.h"

#include <string.h>

#include "base/auto.h"
#include "base/i18n.h"
#include "base/utf8.h"
#include "desk/staff.h"
#include "ui/dialog.h"

struct pin_change {
	struct app *app;
	int64_t staff_id;
	char *first; /* what was typed the first time */
};

/* The input method may have been on for one of them. */
static bool
is_same(const char *a, const char *b)
{
	AUTO_FREE char *x = utf8_narrow(a);
	AUTO_FREE char *y = utf8_narrow(b);
	bool same = str_equal(x, y);

	explicit_bzero(x, strlen(x));
	explicit_bzero(y, strlen(y));
	return same;
}

static void
typed_again(void *ctx, const char *text)
{
	struct pin_change *p = ctx;
	struct stack *stack = p->app->stack;
	struct err e;

	if (text && !is_same(text, p->first))
		stack_say(stack, _("The two PINs differ. The PIN was not changed."));
	else if (text && !staff_set_pin(p->app->desk, p->staff_id, text, &e))
		stack_say_err(stack, &e);
	else if (text)
		stack_say(stack, str_is_empty(text) ? _("The PIN was removed.")
						    : _("The PIN was changed."));
	explicit_bzero(p->first, strlen(p->first));
}

static void ask(struct pin_change *p);

/* Refused before it is typed a second time, and asked for anew. */
static void
typed(void *ctx, const char *text)
{
	struct pin_change *p = ctx;
	struct err e;

	if (!text)
		return;
	if (!staff_check_pin(p->app->desk, p->staff_id, text, &e)) {
		ask(p);
		stack_say_err(p->app->stack, &e);
		return;
	}
	p->first = arena_strdup(&p->app->held, text);
	dialog_text(p->app->stack, _("PIN"), _("The same PIN once more"), "", true, typed_again, p);
}

static void
ask(struct pin_change *p)
{
	dialog_text(p->app->stack, _("PIN"), _("New PIN (empty removes it)"), "", true, typed, p);
}

void
screen_staff_pin(struct app *app, int64_t staff_id)
{
	struct pin_change *p = arena_alloc(&app->held, sizeof(*p));

	p->app = app;
	p->staff_id = staff_id;
	ask(p);
}

/* --- the account --- */

struct disabling {
	struct app *app;
	int64_t staff_id;
};

static void
disable_answered(void *ctx, const char *reason)
{
	struct disabling *d = ctx;
	struct err e;

	if (reason && !staff_disable(d->app->desk, d->staff_id, reason, &e))
		stack_say_err(d->app->stack, &e);
	else if (reason)
		stack_say(d->app->stack, _("This account can no longer sign in. (Undo: ^Z)"));
}

void
screen_staff_disable(struct app *app, int64_t staff_id)
{
	struct disabling *d = arena_alloc(&app->held, sizeof(*d));

	d->app = app;
	d->staff_id = staff_id;
	dialog_text(app->stack, _("Disable the account"), _("Why? (for the record)"), "", false,
		    disable_answered, d);
}
