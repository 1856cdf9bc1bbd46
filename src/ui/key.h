/*
 * key.h - what a person does at the terminal, free of curses.
 */
/* SPDX-License-Identifier: MIT */
#ifndef UI_KEY_H
#define UI_KEY_H

#include <stdbool.h>

enum key_code {
	K_NONE,   /* nothing within the time asked for */
	K_TEXT,   /* text: one character, as UTF-8; marks may also follow by themselves */
	K_PASTE,  /* text: a whole bracketed paste */
	K_ENTER, K_TAB, K_BACKTAB, K_ESC, K_BACKSPACE, K_DELETE, K_INSERT,
	K_UP, K_DOWN, K_LEFT, K_RIGHT, K_HOME, K_END, K_PAGE_UP, K_PAGE_DOWN,
	K_F1, K_F2, K_F3, K_F4, K_F5, K_F6, K_F7, K_F8, K_F9, K_F10, K_F11, K_F12,
	K_SHIFT_F9,
	K_CTRL_A, K_CTRL_B, K_CTRL_C, K_CTRL_D, K_CTRL_E, K_CTRL_F, K_CTRL_G, K_CTRL_J,
	K_CTRL_K, K_CTRL_L, K_CTRL_N, K_CTRL_O, K_CTRL_P, K_CTRL_Q, K_CTRL_R, K_CTRL_S,
	K_CTRL_T, K_CTRL_U, K_CTRL_V, K_CTRL_W, K_CTRL_X, K_CTRL_Y, K_CTRL_Z,
	K_RESIZE, /* the terminal has a new size */
	K_GONE,   /* the terminal is gone: keep the draft and leave */
	K_CODE_COUNT
};

struct key {
	enum key_code code;
	const char *text; /* K_TEXT, K_PASTE: valid UTF-8, lives until the next key */
};

/* "F10", "^S", "Enter": the key's name on a bar. */
const char *key_label(enum key_code code); /* not key_name: curses has that */
/* "<F10>", "<Enter>", "<C-s>" of a scenario file, or K_NONE. */
enum key_code key_from_name(const char *name);

#endif
