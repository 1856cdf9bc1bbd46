/*
 * timetable_site.c - which site's rooms the timetable shows: all, or one with the rooms of
 * no site. The choice holds for the run, so that a branch's desk makes it once a day.
 */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "screen/timetable_act.h"

#include <stdlib.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "ui/dialog.h"

bool
timetable_has_sites(const void *state)
{
	const struct timetable_screen *s = state;
	const struct room_list *rooms = &s->page->table.rooms;
	for (int i = 0; s->page->count > 0 && i < rooms->count; i++)
		if (rooms->rows[i].site_id != 0)
			return true;
	return s->site_id != 0;
}

void
timetable_set_site(struct timetable_screen *s, int64_t site_id)
{
	const struct field_lookup *lookup = &s->app->desk->lookup;
	const char *title = site_id ? lookup->ref_title(lookup->ctx, "site", site_id) : NULL;
	free(s->site_name);
	s->site_name = title ? mem_strdup(title) : NULL;
	s->site_id = site_id;
}

struct choice_of_sites {
	struct timetable_screen *screen;
	int count;
	int64_t *ids;
	const char **items;
};

static void
add_site(struct choice_of_sites *c, int64_t id, const char *title)
{
	for (int i = 0; i < c->count; i++)
		if (c->ids[i] == id)
			return;
	c->ids[c->count] = id;
	c->items[c->count++] = title;
}

static void
chosen(void *ctx, int index)
{
	struct choice_of_sites *c = ctx;
	if (index < 0)
		return;
	timetable_set_site(c->screen, c->ids[index]);
	c->screen->app->site_id = c->ids[index];
	timetable_show(c->screen);
}

/* All sites that have rooms, in the order of the timetable. */
void
timetable_choose_site(void *state)
{
	struct timetable_screen *s = state;
	struct arena *a = &s->app->held;
	const struct field_lookup *lookup = &s->app->desk->lookup;
	struct choice_of_sites *c = arena_alloc(a, sizeof(*c));
	struct room_list rooms;
	struct err e;
	if (!room_list_load(s->app->desk, 0, a, &rooms, &e)) {
		stack_say_err(s->app->stack, &e);
		return;
	}
	*c = (struct choice_of_sites){
		.screen = s,
		.ids = arena_alloc(a, ((size_t)rooms.count + 1) * sizeof(*c->ids)),
		.items = arena_alloc(a, ((size_t)rooms.count + 1) * sizeof(*c->items)),
	};
	add_site(c, 0, _("All sites"));
	for (int i = 0; i < rooms.count; i++) {
		int64_t id = rooms.rows[i].site_id;
		const char *title = id ? lookup->ref_title(lookup->ctx, "site", id) : NULL;
		if (title)
			add_site(c, id, arena_strdup(a, title));
	}
	dialog_pick(s->app->stack, _("Which site?"), c->items, c->count, chosen, c);
}
