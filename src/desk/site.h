/*
 * site.h - the sites (拠点) of a centre that has several. `site_id` of struct desk is the
 * one whose day the desk shows and prints, with the rooms of no site; 0: of all.
 */
/* SPDX-License-Identifier: MIT */
#ifndef DESK_SITE_H
#define DESK_SITE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/err.h"
#include "base/str.h"
#include "desk/desk.h"

struct site_row {
	int64_t id;
	const char *name;
};

/*
 * The sites that have rooms, in `a` and the order of the timetable; how many, or -1. None
 * when all rooms are of one: such a centre sees nothing of sites.
 */
int site_list(struct desk *d, struct arena *a, struct site_row **out, struct err *e);
bool site_has_several(struct desk *d);
int64_t site_of_room(struct desk *d, int64_t room_id); /* 0: of none */

/* The name of the centre, with that of the site where there are several. Appends. */
void site_add_office(struct desk *d, int64_t site_id, struct str *b);

/*
 * For conditions in SQL: is the room, an expression, of the site that the parameter names,
 * or of none? 0: any.
 */
#define SITE_HAS_ROOM(site, room)                                                      \
	" AND (" site " = 0 OR " room " IN (SELECT id FROM room WHERE site_id IS NULL" \
	" OR site_id = " site "))"

#endif
