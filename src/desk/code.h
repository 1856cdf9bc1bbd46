/*
 * code.h - code lists (コード表): the words a choice field can hold. Kept in
 * desk->codes and read again when another desk has committed (desk_refresh).
 */
/* SPDX-License-Identifier: MIT */
#ifndef DESK_CODE_H
#define DESK_CODE_H

#include "base/arena.h"
#include "desk/desk.h"

struct code_word {
	const char *code;
	const char *word; /* in the clerk's language */
};

/* The words of a list that can be chosen (not the retired), in their order, in `a`; how many. */
int code_words(struct desk *d, struct arena *a, const char *list, struct code_word **out);

#endif
