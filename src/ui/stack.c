/*
 * stack.c - the stack of screens and the loop. A screen that is popped leaves
 * the stack at once, but its state is freed only when no handler is running,
 * since the handler that popped it is usually its own.
 */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "ui/stack.h"

#include <assert.h>
#include <stdarg.h>
#include <stdlib.h>
#include <time.h>

#include "base/date.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "ui/keybar.h"

enum {
	TICK_MS = 400,      /* how often another desk's commits are looked for */
	REST_MS = 1000,     /* who has not typed for so long may be thinking */
	WORK_QUIET_MS = 500, /* work that is done sooner is not spoken of */
	WORK_DRAW_MS = 100,
	DRAW_LATEST_MS = 50, /* keys that wait put drawing off, but not longer */
	MESSAGE_ROWS = 3,
};

struct layer {
	const struct screen_ops *ops;
	void *state;
	bool was_covered; /* something lay over it: `shown` is due when it is the top again */
};

struct stack {
	struct term *term;
	struct stack_frame frame;
	struct layer *layers;
	int depth;
	struct layer *dead; /* popped, not yet closed */
	int dead_count;
	int running; /* handlers on the C stack */
	bool has_quit;
	struct str message;
	enum style message_style;
	int64_t last_key_ms, last_tick_ms;
	int64_t minute;
	struct canvas canvas;
	const volatile int *stop; /* of the loop that runs */
	int64_t work_since_ms, work_drawn_ms;
	bool work_stopped;
	int64_t dirty_since_ms; /* 0: what is on the screen is right */
	bool has_ahead;         /* the top screen may have work ahead */
	bool has_rested;        /* since the last key, and since others committed */
	bool is_resting;        /* there is more to be done at rest */
};

struct stack *
stack_new(struct term *term, const struct stack_frame *frame)
{
	struct stack *s = mem_alloc(sizeof *s);

	s->term = term;
	s->frame = *frame;
	s->minute = time(NULL) / 60;
	s->last_key_ms = s->last_tick_ms = clock_steady_ms();
	str_init(&s->message);
	return s;
}

static void
bury(struct stack *s)
{
	while (s->dead_count > 0) {
		struct layer l = s->dead[--s->dead_count];

		l.ops->close(l.state);
	}
}

void
stack_free(struct stack *s)
{
	if (s == NULL)
		return;
	s->running++;
	while (s->depth > 0)
		stack_pop(s);
	bury(s);
	free(s->layers);
	free(s->dead);
	str_done(&s->message);
	canvas_done(&s->canvas);
	free(s);
}

/* A handler has returned: frees what it popped, tells a screen that it is the top again. */
static void
settle(struct stack *s)
{
	if (--s->running > 0)
		return;
	bury(s);
	if (s->depth == 0 || !s->layers[s->depth - 1].was_covered)
		return;
	struct layer *top = &s->layers[s->depth - 1];

	top->was_covered = false;
	if (top->ops->shown == NULL)
		return;
	s->running++;
	top->ops->shown(top->state);
	settle(s);
}

void
stack_push(struct stack *s, const struct screen_ops *ops, void *state)
{
	assert(ops->close != NULL && ops->draw != NULL);
	if (s->depth > 0)
		s->layers[s->depth - 1].was_covered = true;
	s->layers = mem_resize(s->layers, (size_t)s->depth + 1, sizeof *s->layers);
	s->layers[s->depth++] = (struct layer){ .ops = ops, .state = state };
}

void
stack_pop(struct stack *s)
{
	if (s->depth == 0)
		return;
	s->running++;
	s->dead = mem_resize(s->dead, (size_t)s->dead_count + 1, sizeof *s->dead);
	s->dead[s->dead_count++] = s->layers[--s->depth];
	settle(s);
}

void
stack_home(struct stack *s)
{
	s->running++;
	while (s->depth > 1)
		stack_pop(s);
	settle(s);
}

void
stack_quit(struct stack *s)
{
	s->has_quit = true;
}

int
stack_depth(const struct stack *s)
{
	return s->depth;
}

const struct screen_ops *
stack_ops(const struct stack *s, int below)
{
	return below >= 0 && below < s->depth ? s->layers[s->depth - 1 - below].ops : NULL;
}

void *
stack_state(const struct stack *s, int below)
{
	return below >= 0 && below < s->depth ? s->layers[s->depth - 1 - below].state : NULL;
}

const struct stack_frame *
stack_frame_of(const struct stack *s)
{
	return &s->frame;
}

void
stack_say(struct stack *s, const char *fmt, ...)
{
	va_list ap;

	str_clear(&s->message);
	va_start(ap, fmt);
	str_vaddf(&s->message, fmt, ap);
	va_end(ap);
	s->message_style = STYLE_NORMAL;
}

void
stack_say_err(struct stack *s, const struct err *e)
{
	str_set(&s->message, e->msg);
	s->message_style = STYLE_ERROR;
}

static bool
is_permitted(const struct stack *s, const struct action *a)
{
	return a->right == NULL || s->frame.may == NULL || s->frame.may(s->frame.ctx, a->right);
}

static bool
is_possible(const struct action *a, const void *state)
{
	return a->enabled == NULL || a->enabled(state);
}

bool
stack_offers(const struct stack *s, const struct action *a, const void *state)
{
	return is_permitted(s, a) && is_possible(a, state);
}

/* A key may have several rows, each for a state of its own: the first that is possible now. */
static const struct action *
find_offered(const struct stack *s, const struct action *table, int count, const void *state,
	     enum key_code code)
{
	const struct action *first = action_find(table, count, code);

	for (const struct action *a = first; a != NULL && a < table + count; a++)
		if ((a->key == first->key || a->twin == code) && stack_offers(s, a, state))
			return a;
	return first;
}

/* Runs the row that the key means; a sentence when that cannot be done. False: no such row. */
static bool
run_action(struct stack *s, const struct action *table, int count, void *state, enum key_code code)
{
	const struct action *a = find_offered(s, table, count, state, code);

	if (a == NULL)
		return false;
	const char *name = a->label == NULL ? key_label(code) : _(a->label);

	if (!is_permitted(s, a))
		stack_say(s, _("Your role does not include this: %s."), name);
	else if (!is_possible(a, state))
		stack_say(s, _("This is not possible now: %s."), name);
	else
		a->run(state);
	return true;
}

static void
dispatch(struct stack *s, const struct key *k)
{
	const struct screen_ops *ops = stack_ops(s, 0);
	void *state = stack_state(s, 0);

	if (ops == NULL || (ops->key != NULL && ops->key(state, k)))
		return;
	if (run_action(s, ops->actions, ops->action_count, state, k->code))
		return;
	run_action(s, s->frame.actions, s->frame.action_count, s->frame.ctx, k->code);
}

/* The lowest screen that shows: everything above it is an overlay. */
static int
lowest_visible(const struct stack *s)
{
	int i = s->depth - 1;

	while (i > 0 && s->layers[i].ops->is_overlay)
		i--;
	return i < 0 ? 0 : i;
}

static void
tick_visible(struct stack *s)
{
	s->running++;
	for (int i = lowest_visible(s); i < s->depth; i++)
		if (s->layers[i].ops->tick != NULL)
			s->layers[i].ops->tick(s->layers[i].state);
	settle(s);
}

void
stack_key(struct stack *s, const struct key *k)
{
	if (k->code == K_NONE || k->code == K_RESIZE || k->code == K_GONE)
		return;
	s->last_key_ms = clock_steady_ms();
	s->has_rested = false;
	str_clear(&s->message);
	s->running++;
	dispatch(s, k);
	settle(s);
	if (s->frame.wrote != NULL && s->frame.wrote(s->frame.ctx))
		tick_visible(s);
}

bool
stack_tick(struct stack *s)
{
	int64_t minute = time(NULL) / 60;
	bool changed = s->frame.changed != NULL && s->frame.changed(s->frame.ctx);

	if (changed)
		s->has_rested = false;
	if (!changed && minute == s->minute)
		return false;
	s->minute = minute;
	tick_visible(s);
	return true;
}

bool
stack_ahead(struct stack *s)
{
	const struct screen_ops *ops = stack_ops(s, 0);

	if (ops == NULL || ops->ahead == NULL)
		return false;
	s->running++;
	bool has_more = ops->ahead(stack_state(s, 0));

	settle(s);
	return has_more;
}

static const char *
title_of(const struct stack *s)
{
	for (int i = s->depth - 1; i >= 0; i--) {
		const struct layer *l = &s->layers[i];
		const char *title = l->ops->title == NULL ? NULL : l->ops->title(l->state);

		if (title != NULL)
			return title;
		if (!l->ops->is_overlay)
			break;
	}
	return "";
}

static int
message_rows(const struct stack *s, int cols)
{
	AUTO_STR text = STR_INIT;
	int rows = 0;

	canvas_add_visible(&text, str_text(&s->message));
	for (const char *p = str_text(&text); *p != '\0' && rows < MESSAGE_ROWS; rows++) {
		size_t next;

		canvas_break(p, cols, &next);
		p += next;
	}
	return rows > 0 ? rows : 1;
}

void
stack_draw(struct stack *s, struct canvas *c)
{
	struct rect area = { .rows = c->rows, .cols = c->cols };

	canvas_clear(c);
	if (c->rows >= 4) {
		if (s->frame.bar != NULL)
			s->frame.bar(s->frame.ctx, title_of(s), c);
		else
			canvas_put(c, 0, 0, c->cols, STYLE_BAR, title_of(s));
		area.row++;
		area.rows--;
	}
	if (c->rows >= 5)
		area.rows--;
	int rows = message_rows(s, c->cols);

	if (c->rows >= 3 || s->message.len > 0)
		area.rows -= rows < area.rows ? rows : area.rows - 1;
	for (int i = lowest_visible(s); i < s->depth; i++) {
		canvas_cursor(c, -1, -1);
		s->layers[i].ops->draw(s->layers[i].state, c, area);
	}
	struct rect line = { area.row + area.rows, 0, rows, c->cols };

	if (line.row + rows > c->rows - (c->rows >= 5))
		line.rows = c->rows - (c->rows >= 5) - line.row;
	canvas_wrap(c, line, s->message_style, str_text(&s->message));
	if (c->rows >= 5)
		keybar_draw(s, c, c->rows - 1);
}

static void
touch(struct stack *s)
{
	s->has_ahead = true;
	if (s->dirty_since_ms == 0)
		s->dirty_since_ms = clock_steady_ms();
}

static void
present(struct stack *s)
{
	int rows, cols;

	if (s->dirty_since_ms == 0)
		return;
	if (term_has_key(s->term) && clock_steady_ms() - s->dirty_since_ms < DRAW_LATEST_MS)
		return;
	term_size(s->term, &rows, &cols);
	if (s->canvas.rows != rows || s->canvas.cols != cols)
		canvas_resize(&s->canvas, rows, cols);
	stack_draw(s, &s->canvas);
	term_draw(s->term, &s->canvas);
	s->dirty_since_ms = 0;
}

void
stack_work_begin(struct stack *s)
{
	s->work_since_ms = s->work_drawn_ms = clock_steady_ms();
	s->work_stopped = false;
}

bool
stack_work_on(struct stack *s, const char *text)
{
	int64_t now = clock_steady_ms();

	if (s->work_stopped || now - s->work_since_ms < WORK_QUIET_MS ||
	    now - s->work_drawn_ms < WORK_DRAW_MS)
		return !s->work_stopped;
	s->work_drawn_ms = now;
	stack_say(s, "%s", text);
	if (s->term == NULL)
		return true;
	s->dirty_since_ms = now - DRAW_LATEST_MS;
	present(s);
	while (term_has_key(s->term) && !s->work_stopped) {
		struct key k = term_key(s->term, 0, s->stop);

		if (k.code == K_NONE)
			break;
		s->work_stopped = k.code == K_ESC || k.code == K_CTRL_C || k.code == K_GONE;
		s->last_key_ms = now;
	}
	return !s->work_stopped;
}

/* Once the screen is right, until a key or a signal comes. */
static void
work_ahead(struct stack *s)
{
	while (s->has_ahead && s->dirty_since_ms == 0 && (s->stop == NULL || *s->stop == 0) &&
	       !term_has_key(s->term))
		s->has_ahead = stack_ahead(s);
}

static void
rest(struct stack *s)
{
	s->is_resting = false;
	if (s->has_rested || s->frame.rest == NULL || clock_steady_ms() - s->last_key_ms < REST_MS)
		return;
	s->is_resting = s->frame.rest(s->frame.ctx);
	s->has_rested = !s->is_resting;
}

/* Between keys: other desks, the clock, what was put off, the idle lock. */
static void
look_around(struct stack *s)
{
	int64_t now = clock_steady_ms();
	int idle = s->frame.idle_ms == NULL ? 0 : s->frame.idle_ms(s->frame.ctx);

	if (now - s->last_tick_ms >= TICK_MS) {
		s->last_tick_ms = now;
		if (stack_tick(s))
			touch(s);
	}
	rest(s);
	if (idle <= 0 || now - s->last_key_ms < idle || s->frame.idle == NULL)
		return;
	s->last_key_ms = now;
	s->running++;
	s->frame.idle(s->frame.ctx);
	settle(s);
	touch(s);
}

bool
stack_run(struct stack *s, const volatile int *stop)
{
	assert(s->term != NULL);
	s->stop = stop;
	touch(s);
	while (s->depth > 0 && !s->has_quit) {
		present(s);
		work_ahead(s);
		/* A frame that was put off for waiting input is drawn once that has been read. */
		bool waits = s->dirty_since_ms == 0 && !s->is_resting;
		struct key k = term_key(s->term, waits ? TICK_MS : 0, stop);

		if (k.code == K_GONE)
			return false;
		if (k.code == K_CTRL_L)
			term_forget(s->term);
		if (k.code != K_NONE) {
			stack_key(s, &k);
			touch(s);
		}
		look_around(s);
	}
	return true;
}
