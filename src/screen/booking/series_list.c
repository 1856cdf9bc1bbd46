/* series_list.c - what a series would do, day by day, before it is done. */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "screen/booking/series.h"

#include <assert.h>
#include <stdlib.h>

#include "base/i18n.h"
#include "base/macros.h"
#include "base/mem.h"
#include "base/money.h"
#include "screen/table.h"
#include "ui/dialog.h"

enum { COLUMNS = 4, WITHOUT_BEFORE = 3 };

struct series_screen {
	struct series_job *job;
	struct series_plan plan;
	struct str title;
	bool has_before; /* is there anything that stands there already? */
	struct list_column columns[COLUMNS];
	struct table table;
};

static void
add_step(struct series_screen *s, int i)
{
	const struct series_step *step = &s->plan.steps[i];
	AUTO_STR day = STR_INIT;
	AUTO_STR after = STR_INIT;
	bool is_dull = step->fate == SERIES_SKIPS || step->fate == SERIES_STAYS;

	date_add_short(&day, step->day, desk_today(s->job->app->desk));
	str_add(&after, step->after ? step->after : "");
	if (step->reason)
		str_addf(&after, "%s%s", after.len ? "  " : "", step->reason);
	const char *cells[COLUMNS] = { str_text(&day), series_fate_word(step->fate),
				       str_text(&after), step->before };
	if (s->has_before) {
		cells[2] = step->before ? step->before : "";
		cells[3] = str_text(&after);
	}
	table_add(&s->table, i + 1, is_dull ? STYLE_WARN : STYLE_NORMAL, cells);
}

static void
show(struct series_screen *s)
{
	table_clear(&s->table);
	for (int i = 0; i < s->plan.count; i++)
		add_step(s, i);
	table_show(&s->table);
}

static bool
key(void *state, const struct key *k)
{
	struct series_screen *s = state;

	return k->code != K_ENTER && list_key(s->table.view, k, NULL);
}

/* "予約 5件: 合計 4,000円", above what the row at the cursor has no room for. */
static void
add_total(const struct series_screen *s, struct str *text)
{
	AUTO_STR yen = STR_INIT;

	yen_add_unit(&yen, s->plan.yen);
	str_addf(text, ngettext("%d date booked: %s", "%d dates booked: %s altogether",
				(unsigned long)s->plan.books),
		 s->plan.books, str_text(&yen));
	str_add_char(text, '\n');
}

static void
draw(void *state, struct canvas *c, struct rect area)
{
	struct series_screen *s = state;
	AUTO_STR text = STR_INIT;

	if (s->plan.books > 0)
		add_total(s, &text);
	str_add(&text, table_current_cell(&s->table, s->has_before ? 3 : 2));
	table_draw_with(&s->table, str_text(&text), c, area);
}

static bool
can_run(const void *state)
{
	const struct series_screen *s = state;

	return s->job->run != NULL;
}

static bool
skips_all(const struct series_plan *p)
{
	return p->count > 0 && p->skips == p->count;
}

static void
say_done(struct stack *stack, const struct series_plan *p)
{
	int counts[SERIES_STAYS + 1] = { 0 };
	AUTO_STR b = STR_INIT;

	for (int i = 0; i < p->count; i++)
		counts[p->steps[i].fate]++;
	for (int fate = 0; fate <= SERIES_STAYS; fate++)
		if (counts[fate] > 0)
			str_addf(&b, "%s%s %d", b.len ? ", " : "",
				 series_fate_word((enum series_fate)fate), counts[fate]);
	/* L10N: how many dates were booked, skipped, moved. */
	stack_say(stack, skips_all(p) ? _("No date was booked: %s. (Undo: ^Z)")
					 : _("Done: %s. (Undo: ^Z)"),
		  str_text(&b));
}

static void
run_now(struct series_screen *s)
{
	struct series_job *job = s->job;
	struct stack *stack = job->app->stack;
	AUTO(series_plan_done) struct series_plan done = { .arena = ARENA_INIT };
	struct err e = { 0 };

	if (!job->run(job, &done, &e)) {
		stack_say_err(stack, &e);
		return;
	}
	stack_pop(stack);
	if (job->booked)
		job->booked(job->ctx, job->series->id);
	say_done(stack, &done);
}

static void
confirmed(void *ctx, bool yes)
{
	if (yes)
		run_now(ctx);
}

/* A series of which no date can be had is kept only by who wants the rest of it tried later. */
static void
run(void *state)
{
	struct series_screen *s = state;

	if (s->job->series && skips_all(&s->plan))
		dialog_confirm(s->job->app->stack, _("No date can be booked"),
			       _("All dates are skipped, for the reasons in the list: nothing is"
				 " booked. Save it all the same, so that the dates are offered"
				 " again when they are free?"),
			       _("Save it"), confirmed, s);
	else
		run_now(s);
}

/* The booking of the date at the cursor; 0: none, or one that the plan would only book. */
static int64_t
booking_at(const struct series_screen *s)
{
	int64_t row = table_current(&s->table);
	const struct series_step *step = row ? &s->plan.steps[row - 1] : NULL;

	return step && (!s->job->run || step->fate != SERIES_BOOKS) ? step->booking_id : 0;
}

static bool
on_booking(const void *state)
{
	return booking_at(state) != 0;
}

static void
open_booking(void *state)
{
	struct series_screen *s = state;
	struct app *app = s->job->app;

	screen_record(app, form_find(app->desk->forms, "booking"), booking_at(s), NULL);
}

static const char *
title(const void *state)
{
	const struct series_screen *s = state;

	return str_text(&s->title);
}

static void
close_series(void *state)
{
	struct series_screen *s = state;

	table_done(&s->table);
	series_plan_done(&s->plan);
	str_done(&s->title);
	free(s);
}

/* clang-format off */
static const struct action actions[] = {
	{ K_ENTER, K_NONE, "open", N_("Booking"),
	  N_("Opens the booking of the date."), "booking.view", open_booking, on_booking },
	{ K_F10, K_CTRL_S, "do", N_("Do it"),
	  N_("Does what the list says, in one change."), NULL, run, can_run },
};
/* clang-format on */

static const struct screen_ops ops = {
	.name = "series",
	.actions = actions,
	.action_count = (int)ARRAY_LEN(actions),
	.key = key,
	.draw = draw,
	.close = close_series,
	.title = title,
};

static void
set_columns(struct series_screen *s)
{
	for (int i = 0; i < s->plan.count; i++)
		s->has_before = s->has_before || s->plan.steps[i].before;
	s->columns[0] = (struct list_column){ .label = _("Day"), .width = 14 };
	s->columns[1] = (struct list_column){ .label = _("What"), .width = 8 };
	s->columns[2] = (struct list_column){ .label = _("Before"), .width = 20 };
	s->columns[s->has_before ? 3 : 2] = (struct list_column){ .label = _("After, or why not"),
								  .width = 24,
								  .stretch = true };
	table_init(&s->table, s->columns, s->has_before ? COLUMNS : WITHOUT_BEFORE);
}

/* "定期予約の変更 毎週金曜、10回" */
static void
set_title(struct series_screen *s)
{
	struct series_job *job = s->job;
	struct desk *d = job->app->desk;
	struct record *r = job->series ? record_copy(job->series)
				       : record_read(d, form_find(d->forms, "booking_series"),
						     job->series_id, NULL);

	str_add(&s->title, _(job->title));
	if (r && record_get(r, "rule")) {
		str_add_char(&s->title, ' ');
		series_rule_words(record_get(r, "rule"), &s->title);
	}
	record_free(r);
}

bool
series_list_open(struct series_job *job, struct err *e)
{
	struct series_screen *s = mem_alloc(sizeof(*s));
	struct app *app = job->app;

	s->job = job;
	s->plan = (struct series_plan){ .arena = ARENA_INIT };
	bool ok = job->plan(job, &s->plan, e);

	set_columns(s);
	if (!ok) {
		close_series(s);
		return false;
	}
	set_title(s);
	show(s);
	stack_push(app->stack, &ops, s);
	if (job->run)
		stack_say(app->stack, _("Nothing is written yet. F10 does what the list says."));
	return true;
}

void
screen_series(struct series_job *job)
{
	struct err e = { 0 };

	if (!series_list_open(job, &e))
		stack_say_err(job->app->stack, &e);
}
