/* key.c - the names of keys: on the key bar, in help, in scenario files. */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "ui/key.h"

#include <assert.h>
#include <string.h>

#include "base/macros.h"

struct key_names {
	const char *shown; /* on a bar */
	const char *token; /* between < and > in a scenario */
};

/* clang-format off */
static const struct key_names names[] = {
	[K_NONE]      = { "", NULL },
	[K_TEXT]      = { "", NULL },
	[K_PASTE]     = { "", NULL },
	[K_ENTER]     = { "Enter", "Enter" },
	[K_TAB]       = { "Tab", "Tab" },
	[K_BACKTAB]   = { "S-Tab", "S-Tab" },
	[K_ESC]       = { "Esc", "Esc" },
	[K_BACKSPACE] = { "BS", "BS" },
	[K_DELETE]    = { "Del", "Del" },
	[K_INSERT]    = { "Ins", "Ins" },
	[K_UP]        = { "Up", "Up" },
	[K_DOWN]      = { "Down", "Down" },
	[K_LEFT]      = { "Left", "Left" },
	[K_RIGHT]     = { "Right", "Right" },
	[K_HOME]      = { "Home", "Home" },
	[K_END]       = { "End", "End" },
	[K_PAGE_UP]   = { "PgUp", "PgUp" },
	[K_PAGE_DOWN] = { "PgDn", "PgDn" },
	[K_F1]        = { "F1", "F1" },
	[K_F2]        = { "F2", "F2" },
	[K_F3]        = { "F3", "F3" },
	[K_F4]        = { "F4", "F4" },
	[K_F5]        = { "F5", "F5" },
	[K_F6]        = { "F6", "F6" },
	[K_F7]        = { "F7", "F7" },
	[K_F8]        = { "F8", "F8" },
	[K_F9]        = { "F9", "F9" },
	[K_F10]       = { "F10", "F10" },
	[K_F11]       = { "F11", "F11" },
	[K_F12]       = { "F12", "F12" },
	[K_SHIFT_F9]  = { "S-F9", "S-F9" },
	[K_CTRL_A]    = { "^A", "C-a" },
	[K_CTRL_B]    = { "^B", "C-b" },
	[K_CTRL_C]    = { "^C", "C-c" },
	[K_CTRL_D]    = { "^D", "C-d" },
	[K_CTRL_E]    = { "^E", "C-e" },
	[K_CTRL_F]    = { "^F", "C-f" },
	[K_CTRL_G]    = { "^G", "C-g" },
	[K_CTRL_J]    = { "^J", "C-j" },
	[K_CTRL_K]    = { "^K", "C-k" },
	[K_CTRL_L]    = { "^L", "C-l" },
	[K_CTRL_N]    = { "^N", "C-n" },
	[K_CTRL_O]    = { "^O", "C-o" },
	[K_CTRL_P]    = { "^P", "C-p" },
	[K_CTRL_Q]    = { "^Q", "C-q" },
	[K_CTRL_R]    = { "^R", "C-r" },
	[K_CTRL_S]    = { "^S", "C-s" },
	[K_CTRL_T]    = { "^T", "C-t" },
	[K_CTRL_U]    = { "^U", "C-u" },
	[K_CTRL_V]    = { "^V", "C-v" },
	[K_CTRL_W]    = { "^W", "C-w" },
	[K_CTRL_X]    = { "^X", "C-x" },
	[K_CTRL_Y]    = { "^Y", "C-y" },
	[K_CTRL_Z]    = { "^Z", "C-z" },
	[K_RESIZE]    = { "", NULL },
	[K_GONE]      = { "", NULL },
};
/* clang-format on */
static_assert(ARRAY_LEN(names) == K_CODE_COUNT, "every key has its names");

const char *
key_label(enum key_code code)
{
	assert(code < K_CODE_COUNT);
	return names[code].shown;
}

enum key_code
key_from_name(const char *name)
{
	size_t len = strlen(name);

	if (len < 3 || name[0] != '<' || name[len - 1] != '>')
		return K_NONE;
	for (int i = 0; i < K_CODE_COUNT; i++) {
		const char *token = names[i].token;

		if (token != NULL && strlen(token) == len - 2 &&
		    memcmp(token, name + 1, len - 2) == 0)
			return (enum key_code)i;
	}
	return K_NONE;
}
