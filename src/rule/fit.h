/*
 * fit.h - does the use fit the room: its people, and the times by which it is let.
 * Private to allow.c.
 */
/* SPDX-License-Identifier: MIT */
#ifndef RULE_FIT_H
#define RULE_FIT_H

#include "rule/ask.h"

/* Adds a refusal for each that does not; `yes` and `by` follow. Nothing is asked for. */
void fit_refuse(const struct facts *f, struct answer *a);

#endif
