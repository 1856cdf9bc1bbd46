/*
 * stack.h - the screens, one above the other, and the one event loop. A prompt
 * or a picker is a pushed screen that calls back with a value; nothing blocks.
 * A key goes to the top screen, then to its action table, then to the global
 * one. Frame: line 1 is the title bar, the line above the key bar is the
 * message line (more lines for a long message), the last line is the key bar; a
 * screen draws between them. A terminal of few lines loses the bars first.
 */
/* SPDX-License-Identifier: MIT */
#ifndef UI_STACK_H
#define UI_STACK_H

#include <stdbool.h>

#include "base/err.h"
#include "ui/action.h"
#include "ui/canvas.h"
#include "ui/term.h"

struct stack;

struct screen_ops {
	const char *name;       /* "group-list": for help and tests */
	const char *about;      /* N_(): what no key's row says, for the help page; may be NULL */
	const struct action *actions;
	int action_count;
	bool is_overlay;        /* the screen below shows through (dialogs, pickers) */
	bool (*key)(void *state, const struct key *k); /* true: handled; may be NULL */
	void (*draw)(void *state, struct canvas *c, struct rect area);
	void (*shown)(void *state);  /* it is the top again after another was closed; may be NULL */
	void (*tick)(void *state);   /* the clock moved or another desk committed; may be NULL */
	/*
	 * Work ahead of the keys: a piece of what the next one will need, run for the
	 * top screen while nothing is typed. A key waits for the piece, so well below a
	 * millisecond. It changes nothing that shows. True: there is more; may be NULL.
	 */
	bool (*ahead)(void *state);
	void (*close)(void *state);  /* frees the state; required */
	/* Words for line 1 beside the centre's name ("団体一覧"); may be NULL. */
	const char *(*title)(const void *state);
};

/* What surrounds every screen, supplied by the program. */
struct stack_frame {
	void *ctx;
	const struct action *actions; /* global: F1, F2, F3, F12 */
	int action_count;
	void (*bar)(void *ctx, const char *title, struct canvas *c); /* draws line 1 */
	bool (*may)(void *ctx, const char *right); /* does the clerk have this right? */
	bool (*changed)(void *ctx); /* has another desk committed since the last call? */
	bool (*wrote)(void *ctx);   /* has this desk itself? May be NULL */
	int (*idle_ms)(void *ctx);  /* lock after this long without a key; 0 = never */
	void (*idle)(void *ctx);
	/*
	 * When nothing has been typed for a second, and again after another desk committed:
	 * a piece of the work that was put off. A key waits for it, so some tens of
	 * milliseconds at most. True: there is more; may be NULL.
	 */
	bool (*rest)(void *ctx);
};

/* `term` may be NULL: tests draw with stack_draw and play keys with stack_key. */
struct stack *stack_new(struct term *term, const struct stack_frame *frame);
void stack_free(struct stack *s); /* closes every screen */

void stack_push(struct stack *s, const struct screen_ops *ops, void *state);
/*
 * Closes the top screen. It is off the stack at once, so that its handler may
 * push another in its place; close() runs when the handler has returned. The
 * last one closed ends the loop.
 */
void stack_pop(struct stack *s);
/* Closes screens until the bottom one is the top. */
void stack_home(struct stack *s);
void stack_quit(struct stack *s);
int stack_depth(const struct stack *s);
/* The ops and state of the screen `below` the top (0 = top), or NULL. */
const struct screen_ops *stack_ops(const struct stack *s, int below);
void *stack_state(const struct stack *s, int below);

const struct stack_frame *stack_frame_of(const struct stack *s);
/* This clerk may do the action, and it is possible now: what bar and help show. */
bool stack_offers(const struct stack *s, const struct action *a, const void *state);

/* One sentence on the message line, until the next key. Copies. */
void stack_say(struct stack *s, const char *fmt, ...) PRINTF_LIKE(2, 3);
void stack_say_err(struct stack *s, const struct err *e);

/*
 * For work that is longer than a moment and cannot be put off: after half a
 * second `text` stands on the message line, again with each call, and Esc is
 * listened to. False once it was pressed, or the terminal is gone: then stop.
 * Other keys that are typed meanwhile are dropped.
 */
void stack_work_begin(struct stack *s);
bool stack_work_on(struct stack *s, const char *text);

/* Plays one key, draws one frame: the loop's two halves. */
void stack_key(struct stack *s, const struct key *k);
void stack_draw(struct stack *s, struct canvas *c);
/*
 * What the loop does when nothing is typed: ticks the screens that show when
 * another desk has committed or the minute has changed. True: draw again.
 */
bool stack_tick(struct stack *s);
/* One piece of the top screen's work ahead; false when there is no more. */
bool stack_ahead(struct stack *s);
/*
 * Runs until the last screen is closed, stack_quit, or the terminal is gone
 * (false). Ctrl-L draws everything again.
 */
bool stack_run(struct stack *s, const volatile int *stop);

#endif
