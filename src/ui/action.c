/* action.c - finding the row of an action table that a key means. */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "ui/action.h"

#include <stddef.h>

const struct action *
action_find(const struct action *table, int count, enum key_code code)
{
	if (code == K_NONE)
		return NULL;
	for (int i = 0; i < count; i++)
		if (table[i].key == code || table[i].twin == code)
			return &table[i];
	return NULL;
}
