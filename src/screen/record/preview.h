/*
 * preview.h - a record beside its list, on terminals that are wide enough.
 * What it shows is disclosed as in a list: private values stay masked, so that
 * moving the cursor is not a view of personal data.
 */
/* SPDX-License-Identifier: MIT */
#ifndef SCREEN_RECORD_PREVIEW_H
#define SCREEN_RECORD_PREVIEW_H

#include "base/arena.h"
#include "screen/app.h"
#include "ui/canvas.h"

struct preview_line {
	const char *label; /* of a field, or the heading of a section when `value` is NULL */
	const char *value; /* shown form */
};

struct preview {
	struct arena arena;
	int64_t id; /* of what is loaded, 0 = nothing */
	struct preview_line *lines;
	int count;
};

/* Reads the record unless it is loaded already; 0 empties. */
void preview_load(struct preview *p, struct app *app, const struct form *form, int64_t id);
void preview_done(struct preview *p);
void preview_draw(const struct preview *p, struct canvas *c, struct rect area);

#endif
