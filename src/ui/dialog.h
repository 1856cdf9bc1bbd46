/*
 * dialog.h - small screens that are pushed over another one and call back:
 * a yes or no, one line of text, a choice from a list, a page of text.
 * `done` is called once; on Esc with `answer` false or NULL. The dialog is off
 * the stack by then: `done` may push and pop. A dialog that is closed together
 * with the screens below it (stack_home, stack_free) does not call back.
 */
/* SPDX-License-Identifier: MIT */
#ifndef UI_DIALOG_H
#define UI_DIALOG_H

#include <stdbool.h>

#include "ui/stack.h"

typedef void (*dialog_confirm_fn)(void *ctx, bool answer);
typedef void (*dialog_text_fn)(void *ctx, const char *text);
typedef void (*dialog_pick_fn)(void *ctx, int index); /* -1 on Esc */

/*
 * All texts are copied. `yes` names the act ("Dissolve"), never "OK". The
 * answer that is marked at first is the harmless one. A text that is proposed goes with
 * the first character that is typed instead; an arrow key keeps it.
 */
void dialog_confirm(struct stack *s, const char *title, const char *text, const char *yes,
		    dialog_confirm_fn done, void *ctx);
void dialog_text(struct stack *s, const char *title, const char *prompt, const char *text,
		 bool secret, dialog_text_fn done, void *ctx);
/* Numbered; typing filters (from four on), a digit (of the first nine) or Enter chooses. */
void dialog_pick(struct stack *s, const char *title, const char *const *items, int count,
		 dialog_pick_fn done, void *ctx);
/* The same where each entry has a key of its own, a digit or a letter: what stands above it, or
 * was left out, does not change it. Other letters and digits do nothing; other text filters. */
struct dialog_menu {
	const char *title;
	const char *const *items;
	const char *keys; /* one an item */
	int count;
	const char *note; /* a line beneath; NULL: none */
	/*
	 * Takes what is typed, after the menu has closed: no entry has a key then, and Enter
	 * chooses one only when nothing was typed. NULL: as above. Called instead of `done`.
	 */
	dialog_text_fn typed;
};
void dialog_menu(struct stack *s, const struct dialog_menu *menu, dialog_pick_fn done, void *ctx);
/* A page to read, scrolling; lines are wrapped. */
void dialog_page(struct stack *s, const char *title, const char *text);
/*
 * Help: `topic` (what the field is for; NULL: what the screen says about itself), then the
 * keys that work on the top screen and everywhere, made from the action tables.
 */
void dialog_help(struct stack *s, const char *topic);

#endif
