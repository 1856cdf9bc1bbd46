/* replacement.c - see replacement.h. */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "desk/replacement.h"

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/mem.h"
#include "store/stmt.h"

struct row {
	const char *character, *instead;
};

struct replacements {
	struct arena arena;
	struct row *rows; /* by the bytes of the character */
	size_t count;
};

struct replacements *
replacements_read(struct desk *d, struct err *e)
{
	AUTO_STMT q = STMT_INIT;
	struct replacements *r = mem_alloc(sizeof(*r));
	/* BINARY, the column's order, is strcmp()'s. */
	bool ok = stmt_open(&q, d->store,
			    "SELECT character, instead, count(*) OVER () FROM replacement"
			    " ORDER BY character",
			    e);
	while (ok && stmt_row(&q, e)) {
		if (!r->rows)
			r->rows =
				arena_alloc(&r->arena, sizeof(*r->rows) * (size_t)stmt_int(&q, 2));
		r->rows[r->count].character = arena_strdup(&r->arena, stmt_text(&q, 0));
		r->rows[r->count++].instead = arena_strdup(&r->arena, stmt_text(&q, 1));
	}
	if (ok && !stmt_failed(&q))
		return r;
	replacements_free(r);
	return NULL;
}

void
replacements_free(struct replacements *r)
{
	if (!r)
		return;
	arena_done(&r->arena);
	free(r);
}

static int
compare(const void *a, const void *b)
{
	const struct row *x = a, *y = b;
	return strcmp(x->character, y->character);
}

const char *
replacements_find(void *ctx, const char *character)
{
	const struct replacements *r = ctx;
	const struct row key = { .character = character };
	const struct row *found =
		r->count ? bsearch(&key, r->rows, r->count, sizeof(*r->rows), compare) : NULL;
	return found ? found->instead : NULL;
}
