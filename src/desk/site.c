/* site.c - see site.h. */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "desk/site.h"

#include "desk/setting.h"
#include "store/stmt.h"

/* Rooms of no site are of the centre as a whole: one more place, 0. */
#define PLACES "(SELECT DISTINCT coalesce(site_id, 0) AS id FROM room WHERE retired = 0)"

static const char *
name_of(struct desk *d, int64_t site_id)
{
	const char *title = d->lookup.ref_title(d->lookup.ctx, "site", site_id);
	return title ? title : "";
}

int
site_list(struct desk *d, struct arena *a, struct site_row **out, struct err *e)
{
	AUTO_STMT q = STMT_INIT;
	int count = 0;
	*out = NULL;
	if (!stmt_open(&q, d->store, "SELECT id, count(*) OVER () FROM " PLACES " ORDER BY id", e))
		return -1;
	while (stmt_row(&q, e) && stmt_int(&q, 1) > 1) {
		int64_t id = stmt_int(&q, 0);
		if (!*out)
			*out = arena_alloc(a, sizeof(**out) * (size_t)stmt_int(&q, 1));
		if (id != 0)
			(*out)[count++] = (struct site_row){ id, arena_strdup(a, name_of(d, id)) };
	}
	return stmt_failed(&q) ? -1 : count;
}

bool
site_has_several(struct desk *d)
{
	return store_get_int(d->store, "SELECT count(*) FROM " PLACES " WHERE ?1", 1, 0) > 1;
}

int64_t
site_of_room(struct desk *d, int64_t room_id)
{
	return store_get_int(d->store, "SELECT site_id FROM room WHERE id = ?1", room_id, 0);
}

void
site_add_office(struct desk *d, int64_t site_id, struct str *b)
{
	str_add(b, setting_text(d, "centre.name"));
	if (site_id != 0 && site_has_several(d))
		str_addf(b, " %s", name_of(d, site_id));
}
