/*
 * nearest.h - what a name may be made of, and which known word a mistyped one
 * probably means. For every reader of files, here and above.
 */
/* SPDX-License-Identifier: MIT */
#ifndef FORM_NEAREST_H
#define FORM_NEAREST_H

#include <stdbool.h>

#define FORM_NAME_LIMIT 64 /* bytes of a form's, field's, table's name */

/* [a-z_][a-z0-9_]*, at most FORM_NAME_LIMIT long. */
bool form_is_identifier(const char *name);

/*
 * The known word that a mistyped one probably means: offer every known word,
 * then look at `best` (NULL when none is near).
 */
struct nearest {
	const char *typed;
	const char *best;
	int distance;
};
void nearest_offer(struct nearest *n, const char *known);

#endif
