/*
 * import_result.c - what an import or a trial came to: the counts, and each refused
 * row with its reason. After a trial, rows that may be there already can be
 * marked as new; F10 then imports.
 */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "screen/exchange/import.h"

#include <stdlib.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "desk/record/record_search.h"
#include "ui/dialog.h"

enum {
	SHOWN_AT_MOST = 2000, /* refused rows on the screen; the file has them all */
	REASON_ROWS = 3,      /* at least, for all reasons of the row at the cursor … */
	REASON_PART = 4,      /* … and a fourth of a large screen */
	LEAST_ROWS = 6        /* of the list above it */
};

struct import_result_screen {
	struct import_screen *import; /* below it on the stack */
	struct import_result result;
	bool is_trial;
	struct list_column columns[3];
	struct table table; /* ids are lines */
};

static bool
progress(void *ctx, int done)
{
	struct import_result_screen *s = ctx;
	AUTO_FREE char *text = mem_printf(_("Importing: %d %%   Esc stops it."), done / 10);

	return stack_work_on(s->import->app->stack, text);
}

static bool
indexing(void *ctx, int done)
{
	struct app *app = ctx;
	AUTO_FREE char *text = mem_printf(
		_("Making what was imported quick to find: %d %%   Esc leaves it for later."),
		done / 10);

	return stack_work_on(app->stack, text);
}

/* What was imported stays, whatever happens here. */
static bool
catch_up(struct app *app, struct err *e)
{
	stack_work_begin(app->stack);
	return record_search_catch_up(app->desk, indexing, app, e);
}

static void
rejected(void *ctx, const struct import_reject *reject)
{
	struct import_result_screen *s = ctx;
	AUTO_FREE char *line = mem_printf("%lld", (long long)reject->line);
	const char *cells[] = { line, reject->is_alike ? _("same?") : "", reject->reason };

	if (s->table.count < SHOWN_AT_MOST)
		table_add(&s->table, reject->line, reject->is_alike ? STYLE_WARN : STYLE_NORMAL,
			  cells);
}

/* What a published list no longer has, among the rows; its id is no line. */
static void
lacking(void *ctx, int64_t record, const char *name)
{
	struct import_result_screen *s = ctx;
	AUTO_FREE char *reason = mem_printf(_("The list no longer has: %s"), name);
	const char *cells[] = { "", "", reason };

	if (s->table.count < SHOWN_AT_MOST)
		table_add(&s->table, -record, STYLE_WARN, cells);
}

static bool
key(void *state, const struct key *k)
{
	struct import_result_screen *s = state;

	return list_key(s->table.view, k, NULL);
}

/* The refused rows, and below them in full why the one at the cursor was. */
static void
draw_refused(struct import_result_screen *s, struct canvas *c, struct rect area)
{
	struct rect below = area;
	int part = area.rows / REASON_PART;

	if (area.rows >= LEAST_ROWS + REASON_ROWS) {
		below.rows = part > REASON_ROWS ? part : REASON_ROWS;
		area.rows -= below.rows;
		below.row += area.rows;
		canvas_wrap(c, below, STYLE_HINT, table_current_cell(&s->table, 2));
	}
	list_draw(s->table.view, c, area);
}

static void
draw(void *state, struct canvas *c, struct rect area)
{
	struct import_result_screen *s = state;
	const struct import_result *r = &s->result;
	AUTO_STR line = STR_INIT;
	AUTO_STR note = STR_INIT;
	struct rect head = area;

	str_addf(&line, _("%lld rows: %lld added, %lld changed, %lld unchanged, %lld refused."),
		 (long long)r->rows, (long long)r->added, (long long)r->changed, (long long)r->same,
		 (long long)r->refused);
	if (s->is_trial)
		str_add(&note, r->alike > 0 ? _("A trial: nothing was kept. Mark (Space) the rows "
						"that are new all the same; F10 imports.")
					    : _("A trial: nothing was kept. F10 imports."));
	else if (r->lacking > r->removed)
		str_add(&note, _("What the list no longer has still stands: F9 removes it."));
	else if (r->rejects[0])
		str_addf(&note, _("The refused rows are in imports/%s. (Undo: ^Z)"), r->rejects);
	else if (r->removed > 0)
		str_addf(&note, _("%lld removed. (Undo: ^Z)"), (long long)r->removed);
	else
		str_add(&note, _("Undo: ^Z"));
	if (r->gaiji > 0)
		str_addf(&note, _(" %lld rows hold gaiji, the first is line %lld."),
			 (long long)r->gaiji, (long long)r->gaiji_line);
	canvas_put(c, area.row, area.col, area.cols, STYLE_TITLE, str_text(&line));
	head.row++;
	head.rows = area.rows > 2 ? 2 : area.rows - 1;
	int used = 2 + canvas_wrap(c, head, STYLE_HINT, str_text(&note));
	area.row += used;
	area.rows -= used;
	if (r->refused + r->lacking > 0 && area.rows > 0)
		draw_refused(s, c, area);
}

static const char *
title(const void *state)
{
	const struct import_result_screen *s = state;

	return str_text(&s->import->title);
}

static void
close_result(void *state)
{
	struct import_result_screen *s = state;

	table_done(&s->table);
	free(s);
}

static bool
is_trial(const void *state)
{
	const struct import_result_screen *s = state;

	return s->is_trial;
}

/* Were things found that the list no longer has, and are they still there? */
static bool
may_remove(const void *state)
{
	const struct import_result_screen *s = state;

	return !s->is_trial && s->result.lacking > s->result.removed;
}

static void go_on(void *state);
static void remove_lacking(void *state);

/* clang-format off */
static const struct action actions[] = {
	{ K_F10, K_CTRL_S, "import", N_("Import"),
	  N_("Imports the good rows, and those that were marked as new."), NULL, go_on, is_trial },
	{ K_F9, K_CTRL_D, "remove", N_("Remove"),
	  N_("Removes the holidays that the published list no longer has."), NULL, remove_lacking,
	  may_remove },
};
/* clang-format on */

static const struct screen_ops ops = {
	.name = "import-result",
	.actions = actions,
	.action_count = (int)ARRAY_LEN(actions),
	.key = key,
	.draw = draw,
	.close = close_result,
	.title = title,
};

static struct import_result_screen *
new_result(struct import_screen *import, bool trial)
{
	struct import_result_screen *s = mem_alloc(sizeof(*s));

	s->import = import;
	s->is_trial = trial;
	s->columns[0] = (struct list_column){ .label = _("Line"), .width = 7, .align_right = true };
	s->columns[1] = (struct list_column){ .label = "", .width = 6 };
	s->columns[2] = (struct list_column){ .label = _("Why it was not imported"),
					      .width = 40,
					      .stretch = true };
	table_init(&s->table, s->columns, (int)ARRAY_LEN(s->columns));
	return s;
}

static int
by_line(const void *a, const void *b)
{
	const int64_t *x = a, *y = b;

	return *x < *y ? -1 : *x > *y;
}

/* How it shall be run. */
struct run_how {
	bool trial, remove_lacking;
	const int64_t *marked; /* lines, or rows that are none (negative) */
	int count;
};

/* Runs it and shows the result in place of what is on top of the import's own screen. */
static void
run(struct import_screen *import, const struct run_how *how)
{
	struct import_result_screen *s = new_result(import, how->trial);
	AUTO_FREE int64_t *lines = mem_alloc(sizeof(*lines) * (size_t)(how->count + 1));
	struct err e = { 0 };
	int count = 0;

	for (int i = 0; i < how->count; i++)
		if (how->marked[i] > 0)
			lines[count++] = how->marked[i];
	qsort(lines, (size_t)count, sizeof(*lines), by_line);
	const struct import_options o = {
		.form = import->form,
		.file = import->file,
		.name = import->name,
		.encoding = import->encoding,
		.map = &import->map,
		.key = import->key,
		.decided = lines,
		.decided_count = count,
		.dry_run = how->trial,
		.remove_lacking = how->remove_lacking,
		.progress = progress,
		.rejected = rejected,
		.lacking = lacking,
		.ctx = s,
	};
	bool ok = catch_up(import->app, &e); /* with an import that was stopped */
	stack_work_begin(import->app->stack);
	if (!ok || !import_run(import->app->desk, &o, &s->result, &e)) {
		stack_say_err(import->app->stack, &e);
		close_result(s);
		return;
	}
	table_show(&s->table);
	stack_push(import->app->stack, &ops, s);
	if (catch_up(import->app, &e))
		stack_say(import->app->stack, how->trial ? _("Tried.") : _("Imported."));
	else
		stack_say_err(import->app->stack, &e);
}

/* The trial's result makes way for that of the import, with the rows that were marked. */
static void
go_on(void *state)
{
	struct import_result_screen *s = state;
	struct import_screen *import = s->import;
	const int64_t *ids;
	int count = list_marked(s->table.view, &ids);
	AUTO_FREE int64_t *marked = mem_alloc(sizeof(*marked) * (size_t)(count + 1));

	for (int i = 0; i < count; i++)
		marked[i] = ids[i];
	stack_pop(import->app->stack);
	run(import, &(struct run_how){ .marked = marked, .count = count });
}

/* The rows are those that are there by now; only what the list lacks is new. */
static void
remove_lacking(void *state)
{
	struct import_screen *import = ((struct import_result_screen *)state)->import;

	stack_pop(import->app->stack);
	run(import, &(struct run_how){ .remove_lacking = true });
}

void
import_run_trial(struct import_screen *s)
{
	run(s, &(struct run_how){ .trial = true });
}

void
import_run_whole(struct import_screen *s)
{
	run(s, &(struct run_how){ 0 });
}
