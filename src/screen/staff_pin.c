/* staff_pin.c - a clerk's PIN: asked twice, never shown. */
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
