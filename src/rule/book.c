/*
 * book.c - codes and their positions, and the end of a book.
 */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "rule/book.h"

#include <stdlib.h>
#include <string.h>

int
book_fact(const struct book *b, const char *code)
{
	for (int i = 0; i < b->fact_count; i++)
		if (strcmp(b->facts[i].code, code) == 0)
			return i;
	return NONE;
}

int
fact_choice(const struct fact_def *f, const char *code)
{
	for (int i = 0; i < f->choice_count; i++)
		if (strcmp(f->choices[i].code, code) == 0)
			return i;
	return NONE;
}

void
book_free(struct book *b)
{
	if (b == NULL)
		return;
	arena_done(&b->arena);
	free(b);
}
