/* waiting.c - see waiting.h. Few wait: the rows of some weeks are looked through in memory. */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "desk/booking/waiting.h"

#include "desk/booking/booking.h"
#include "desk/record/record.h"
#include "store/stmt.h"

static void
name_party(struct desk *d, struct arena *a, struct waiting *w)
{
	AUTO_STR party = STR_INIT;
	struct record *r = record_read(d, form_find(d->forms, "booking"), w->booking_id, NULL);
	const char *number = r ? record_get(r, "number") : NULL;
	if (r)
		booking_add_party(d, r, &party);
	w->party = arena_strdup(a, str_text(&party));
	w->line = number ? arena_printf(a, "%s %s", number, w->party) : w->party;
	record_free(r);
}

bool
waiting_load(struct desk *d, struct day_span days, struct arena *a, struct waiting_list *out,
	     struct err *e)
{
	AUTO_STMT q = STMT_INIT;
	char first[DATE_TEXT_SIZE], last[DATE_TEXT_SIZE];
	struct waiting *rows = NULL;
	*out = (struct waiting_list){ 0 };
	if (!stmt_open(&q, d->store,
		       "SELECT u.unit_id, b.id, b.day, b.from_minute, b.to_minute,"
		       " count(*) OVER () FROM booking AS b JOIN room_unit AS u"
		       " ON u.room_id = b.room_id WHERE b.state = 'waiting'"
		       " AND b.day BETWEEN ?1 AND ?2 ORDER BY b.day, b.id, u.unit_id",
		       e))
		return false;
	date_to_iso(days.from, first);
	date_to_iso(days.to, last);
	stmt_bind_text(&q, 1, first);
	stmt_bind_text(&q, 2, last);
	while (stmt_row(&q, e)) {
		if (!rows)
			rows = arena_alloc(a, sizeof(*rows) * (size_t)stmt_int(&q, 5));
		rows[out->count++] = (struct waiting){
			.unit_id = stmt_int(&q, 0),
			.booking_id = stmt_int(&q, 1),
			.day = date_from_iso(stmt_text(&q, 2)),
			.from = (int)stmt_int(&q, 3),
			.to = (int)stmt_int(&q, 4),
		};
	}
	for (int i = 0; i < out->count; i++)
		name_party(d, a, &rows[i]);
	out->rows = rows;
	return !stmt_failed(&q);
}

static bool
has_unit(const struct room_row *room, int64_t unit)
{
	for (int i = 0; i < room->unit_count; i++)
		if (room->units[i] == unit)
			return true;
	return false;
}

int
waiting_for(const struct waiting_list *l, const struct room_row *room, day_num day,
	    const struct time_span *time, const struct waiting *out[WAITING_MOST])
{
	int count = 0;
	for (int i = 0; i < l->count && count < WAITING_MOST; i++) {
		const struct waiting *w = &l->rows[i];
		bool meets = w->day == day && w->from < time->to && time->from < w->to &&
			     has_unit(room, w->unit_id);
		if (meets && (count == 0 || out[count - 1]->booking_id != w->booking_id))
			out[count++] = w;
	}
	return count;
}
