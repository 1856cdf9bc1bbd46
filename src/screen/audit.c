/*
 * audit.c - who saw this person, what did this clerk do: the audit as a list,
 * newest first. Reading it is itself written down before it is shown.
 */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "screen/app.h"

#include <stdlib.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "desk/staff.h"
#include "form/form.h"
#include "screen/when.h"
#include "ui/dialog.h"
#include "ui/list.h"

enum { COLUMNS = 5 };
enum { ASK_ALL, ASK_VIEWS, ASK_CHANGES, ASK_MINE, ASK_COUNT };

struct audit_screen {
	struct app *app;
	struct audit_question question;
	char *text; /* the filter, owned; question.text points here */
	struct list_column columns[COLUMNS];
	struct list *view;
};

static void
fill_row(struct audit_screen *s, struct arena *a, const struct audit_line *line,
	 struct list_row *row)
{
	AUTO_STR at = STR_INIT;

	when_add(&at, s->app->desk, line->at);
	row->id = line->seq;
	row->anchor = arena_printf(a, "%lld", (long long)line->seq);
	row->style = STYLE_NORMAL;
	row->cells = arena_alloc(a, COLUMNS * sizeof(*row->cells));
	row->cells[0] = arena_strdup(a, str_text(&at));
	row->cells[1] = line->who;
	row->cells[2] = line->action;
	row->cells[3] = line->what ? line->what : "";
	row->cells[4] = line->reason ? line->reason : "";
}

static int
fetch(void *ctx, struct arena *a, const struct list_row *from, bool backward, int n,
      struct list_row *out, struct err *e)
{
	struct audit_screen *s = ctx;
	struct audit_line *lines;
	int64_t before = from ? from->id : 0;
	/* The list's last rows without a place to start from are the oldest: newer than row 0. */
	int count = audit_log_lines(s->app->desk, a, &s->question,
				    backward ? -(before ? before : 1) : before, n, &lines, e);

	for (int i = 0; i < count; i++)
		fill_row(s, a, &lines[i], &out[i]);
	return count;
}

static bool
set_filter(void *ctx, const char *text, struct err *e)
{
	struct audit_screen *s = ctx;

	(void)e;
	free(s->text);
	s->text = mem_strdup(text);
	s->question.text = s->text;
	return true;
}

static void
reload(struct audit_screen *s)
{
	struct err e;

	if (!audit_log_open(s->app->desk, &s->question, &e) || !list_reload(s->view, &e))
		stack_say_err(s->app->stack, &e);
}

static bool
key(void *state, const struct key *k)
{
	struct audit_screen *s = state;
	struct err e = { .code = ERR_NONE };
	bool handled = k->code != K_ENTER && list_key(s->view, k, &e);

	if (e.code != ERR_NONE)
		stack_say_err(s->app->stack, &e);
	return handled;
}

static const char *
asked(const struct audit_screen *s)
{
	if (s->question.views)
		return _("Asked: views, searches, prints and exports");
	if (s->question.changes)
		return _("Asked: changes");
	return _("Asked: everything");
}

static void
draw(void *state, struct canvas *c, struct rect area)
{
	struct audit_screen *s = state;

	if (area.rows > 3) {
		canvas_put(c, area.row, area.col, area.cols, STYLE_HINT, asked(s));
		area.row++;
		area.rows--;
	}
	list_draw(s->view, c, area);
}

static void
open_line(void *state)
{
	struct audit_screen *s = state;
	const struct list_row *row = list_current_row(s->view);
	AUTO_ARENA a = ARENA_INIT;
	AUTO_STR text = STR_INIT;
	struct audit_line *line;

	if (!row ||
	    audit_log_lines(s->app->desk, &a, &s->question, row->id + 1, 1, &line, NULL) != 1)
		return;
	str_addf(&text, _("No. %lld\n"), (long long)line->seq);
	when_add(&text, s->app->desk, line->at);
	str_addf(&text, "\n%s (%s)\n%s  %s\n", line->who, line->terminal ? line->terminal : "",
		 line->action, line->what ? line->what : "");
	if (!str_is_empty(line->reason))
		str_addf(&text, _("Reason: %s\n"), line->reason);
	dialog_page(s->app->stack, _("Audit"), str_text(&text));
}

static void
asked_for(void *ctx, int index)
{
	struct audit_screen *s = ctx;

	if (index < 0)
		return;
	s->question.views = index == ASK_VIEWS;
	s->question.changes = index == ASK_CHANGES;
	s->question.staff_id = index == ASK_MINE ? s->app->desk->staff_id : 0;
	if (index == ASK_ALL) {
		s->question.form = NULL;
		s->question.record_id = 0;
	}
	reload(s);
}

static void
ask(void *state)
{
	static const char *const labels[] = {
		[ASK_ALL] = N_("Everything, by everybody"),
		[ASK_VIEWS] = N_("Only who saw, searched, printed or exported"),
		[ASK_CHANGES] = N_("Only what was changed"),
		[ASK_MINE] = N_("What I did myself"),
	};
	struct audit_screen *s = state;
	const char *items[ASK_COUNT];

	for (int i = 0; i < ASK_COUNT; i++)
		items[i] = _(labels[i]);
	dialog_pick(s->app->stack, _("What shall be shown?"), items, ASK_COUNT, asked_for, s);
}

static const char *
title(const void *state)
{
	const struct audit_screen *s = state;

	if (s->question.record_id)
		return _("Who saw and changed this");
	return s->question.staff_id ? _("What this clerk did") : _("Audit");
}

static void
close_audit(void *state)
{
	struct audit_screen *s = state;

	list_free(s->view);
	free(s->text);
	free(s);
}

static bool
ahead(void *state)
{
	struct audit_screen *s = state;

	return list_ahead(s->view);
}

/* clang-format off */
static const struct action actions[] = {
	{ K_ENTER, K_NONE, "open", N_("Open"),
	  N_("Shows the whole entry."), NULL, open_line, NULL },
	{ K_F5, K_CTRL_Q, "ask", N_("Query"),
	  N_("Chooses between views, changes and everything. Typing looks for a name, a "
	     "reason, a record."),
	  NULL, ask, NULL },
};
/* clang-format on */

static const struct screen_ops ops = {
	.name = "audit",
	.actions = actions,
	.action_count = (int)ARRAY_LEN(actions),
	.key = key,
	.draw = draw,
	.ahead = ahead,
	.close = close_audit,
	.title = title,
};

void
screen_audit(struct app *app, const struct audit_question *question)
{
	const struct audit_question everything = { .text = NULL };
	struct audit_screen *s;
	struct err e;

	if (!staff_require(app->desk, "audit.view", &e) ||
	    !audit_log_open(app->desk, question ? question : &everything, &e)) {
		stack_say_err(app->stack, &e);
		return;
	}
	s = mem_alloc(sizeof(*s));
	const struct list_source source = { s, fetch, NULL, set_filter };

	s->app = app;
	s->question = question ? *question : everything;
	s->question.text = NULL;
	s->columns[0] = (struct list_column){ .label = _("When"), .width = 20 };
	s->columns[1] = (struct list_column){ .label = _("Who"), .width = 12 };
	s->columns[2] = (struct list_column){ .label = _("What"), .width = 14 };
	s->columns[3] = (struct list_column){ .label = _("Record"), .width = 24, .stretch = true };
	s->columns[4] = (struct list_column){ .label = _("Reason"), .width = 12 };
	s->view = list_new(&source, s->columns, COLUMNS);
	list_reload(s->view, NULL);
	stack_push(app->stack, &ops, s);
}
