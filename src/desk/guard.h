/*
 * guard.h - the sentences of the schema's guards: what a trigger or CHECK that
 * refused wants to say to a clerk.
 */
/* SPDX-License-Identifier: MIT */
#ifndef DESK_GUARD_H
#define DESK_GUARD_H

#include "desk/desk.h"

/*
 * To be called when a statement was refused: puts the guard's sentence and
 * field into `e`, if it was a guard of ours. Always false.
 */
bool guard_explain(struct desk *d, const struct form *form, struct err *e);

/* The sentence of a guard, in the clerk's language; NULL if it has none. */
const char *guard_sentence(const char *name);

#endif
