/*
 * pin.h - the line where a PIN is typed, on the sign-in and the lock screen.
 */
/* SPDX-License-Identifier: MIT */
#ifndef SCREEN_PIN_H
#define SCREEN_PIN_H

#include "ui/edit.h"
#include "ui/stack.h"

struct pin_prompt {
	struct edit edit;
	bool is_asking;
	char *name; /* whose PIN */
};

void pin_prompt_init(struct pin_prompt *p);
void pin_prompt_done(struct pin_prompt *p);
void pin_prompt_begin(struct pin_prompt *p, const char *name);
void pin_prompt_end(struct pin_prompt *p);   /* forgets what was typed */
void pin_prompt_clear(struct pin_prompt *p); /* wrong: once more */
bool pin_prompt_key(struct pin_prompt *p, struct stack *stack, const struct key *k);
void pin_prompt_draw(struct pin_prompt *p, struct canvas *c, struct rect area);

#endif
