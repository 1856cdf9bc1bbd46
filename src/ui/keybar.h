/*
 * keybar.h - the last line: the keys that do something now, from the live
 * action tables. What does not fit is left out whole, the screen's own keys
 * last of all; F1 is always there.
 */
/* SPDX-License-Identifier: MIT */
#ifndef UI_KEYBAR_H
#define UI_KEYBAR_H

#include "ui/stack.h"

void keybar_draw(const struct stack *s, struct canvas *c, int row);

#endif
