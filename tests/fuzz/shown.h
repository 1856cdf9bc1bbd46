/*
 * shown.h - what stands on the screen is made of characters that drive nothing.
 */
/* SPDX-License-Identifier: MIT */
#ifndef FUZZ_SHOWN_H
#define FUZZ_SHOWN_H

#include "base/utf8.h"
#include "must.h"
#include "ui/stack.h"

/* Draws the screens and looks at every character. */
static inline void
must_show_safely(struct stack *stack, struct canvas *c)
{
	AUTO_STR text = STR_INIT;

	stack_draw(stack, c);
	canvas_text(c, &text);
	for (const char *p = str_text(&text), *end = p + text.len; p < end;) {
		uint32_t cp = utf8_next(&p, end);

		must(cp == '\n' || (cp != UTF8_BAD && !utf8_is_unsafe(cp)));
	}
}

#endif
