/*
 * import_doubt.c - what a file leaves open is asked before it is tried or imported: may
 * names stand for the readings they lack, and do signs say what the cell above says?
 */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "screen/exchange/import.h"

#include "base/i18n.h"
#include "base/mem.h"
#include "ui/dialog.h"

enum { ROWS_GO_IN, ROWS_ARE_REFUSED, WAYS };

static void
ask(struct import_screen *s, const char *question, const char *way_in, dialog_pick_fn settled)
{
	const char *const ways[WAYS] = {
		[ROWS_GO_IN] = way_in,
		[ROWS_ARE_REFUSED] = _("Those rows are not imported"),
	};

	dialog_pick(s->app->stack, question, ways, WAYS, settled, s);
}

static void
signs_settled(void *ctx, int index)
{
	struct import_screen *s = ctx;

	if (index < 0)
		return;
	s->map.fills_signs = index == ROWS_GO_IN;
	s->settled(s);
}

static void
ask_signs(struct import_screen *s)
{
	if (s->doubt.signs == 0 || s->map.fills_signs) {
		s->settled(s);
		return;
	}
	AUTO_FREE char *question =
		mem_printf(_("%lld rows have signs for the cell above, the first in line %lld"),
			   (long long)s->doubt.signs, (long long)s->doubt.signs_line);

	ask(s, question, _("They say what the cell above says"), signs_settled);
}

static void
readings_settled(void *ctx, int index)
{
	struct import_screen *s = ctx;

	if (index < 0)
		return;
	s->map.reads_later = index == ROWS_GO_IN;
	ask_signs(s);
}

static void
ask_readings(struct import_screen *s)
{
	if (s->doubt.unread == 0 || s->map.reads_later) {
		ask_signs(s);
		return;
	}
	AUTO_FREE char *question =
		mem_printf(_("%lld rows have no reading"), (long long)s->doubt.unread);

	ask(s, question, _("They are imported, and listed on the first screen until it is typed"),
	    readings_settled);
}

static void
settle(struct import_screen *s, void (*then)(struct import_screen *s))
{
	struct err e = { 0 };
	const struct import_source from = { s->file, s->found, s->line };

	s->settled = then;
	if (import_doubt_find(s->app->desk, &s->map, &s->key, &from, &s->doubt, &e))
		ask_readings(s);
	else
		stack_say_err(s->app->stack, &e);
}

void
import_try(void *state)
{
	settle(state, import_run_trial);
}

void
import_go(void *state)
{
	settle(state, import_run_whole);
}
