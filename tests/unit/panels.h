/* panels.h - the panels of the home screen in tests: each counts what it lists. */
/* SPDX-License-Identifier: MIT */
#ifndef TEST_PANELS_H
#define TEST_PANELS_H

#include "desk_home.h"

#include "desk/today/today.h"

static inline const struct today_panel *
panel(const char *name)
{
	int count, at = 0;
	const struct today_panel *panels = today_panels(&count);

	while (at < count && !str_equal(panels[at].name, name))
		at++;
	assert_true(at < count);
	return &panels[at];
}

/* How many the panel counts and lists; both must agree. */
static inline int
count_of(struct desk_home *h, const char *name, struct arena *a, struct today_row **rows)
{
	const struct today_panel *p = panel(name);
	int count = p->rows(h->desk, a, 1000, rows, &h->e);

	if (count < 0)
		fail_msg("%s", h->e.msg);
	assert_int_equal(p->count(h->desk), count);
	return count;
}

static inline int
just_count(struct desk_home *h, const char *name)
{
	AUTO_ARENA a = ARENA_INIT;
	struct today_row *rows;

	return count_of(h, name, &a, &rows);
}

#endif
