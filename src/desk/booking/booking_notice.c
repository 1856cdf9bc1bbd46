/* booking_notice.c - see booking_notice.h. */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "desk/booking/booking_notice.h"

#include "base/i18n.h"
#include "desk/booking/booking.h"
#include "store/stmt.h"

#define AT_ITS_TIME                                              \
	" x.day = ?2 AND x.from_minute - x.extended_before < ?4" \
	" AND x.to_minute + x.extended_after > ?3 AND x.id <> ?5"

static bool
open_others(struct stmt *q, struct desk *d, const char *sql, const struct record *r)
{
	if (!stmt_open(q, d->store, sql, NULL))
		return false;
	stmt_bind_int(q, 1, record_get_id(r, "room_id"));
	stmt_bind_text(q, 2, record_get(r, "day"));
	stmt_bind_int(q, 3, booking_begins(r));
	stmt_bind_int(q, 4, booking_ends(r));
	stmt_bind_int(q, 5, r->id);
	return true;
}

/* "合唱団ひばり (Y26-0412), 山田 (Y26-0413)" */
static void
add_who_waits(struct desk *d, const struct record *r, struct str *out)
{
	AUTO_STMT q = STMT_INIT;
	if (!open_others(&q, d,
			 "SELECT x.id FROM booking AS x WHERE x.state = 'waiting' AND" AT_ITS_TIME
			 " AND EXISTS (SELECT 1 FROM room_unit AS u JOIN room_unit AS v"
			 " ON v.unit_id = u.unit_id WHERE u.room_id = x.room_id"
			 " AND v.room_id = ?1) ORDER BY x.id",
			 r))
		return;
	while (stmt_row(&q, NULL)) {
		AUTO_STR party = STR_INIT;
		struct record *other = record_read(d, r->form, stmt_int(&q, 0), NULL);
		if (!other)
			continue;
		booking_add_party(d, other, &party);
		/* L10N: who waits for a room, and the number of that booking. */
		str_addf(out, _("%s%s (%s)"), out->len > 0 ? _(", ") : "", str_text(&party),
			 record_get(other, "number"));
		record_free(other);
	}
}

/* "Y26-0412 18:00-21:00 会議室A" */
static void
add_rooms_of_party(struct desk *d, const struct record *r, struct str *out)
{
	AUTO_STMT q = STMT_INIT;
	if (!open_others(&q, d,
			 "SELECT x.id FROM booking AS x WHERE (x.group_id = ?6 OR x.person_id = ?7)"
			 " AND x.state" BOOKING_IS_AHEAD
			 " AND x.room_id <> ?1 AND" AT_ITS_TIME " ORDER BY x.from_minute, x.id",
			 r))
		return;
	if (record_get(r, "group_id"))
		stmt_bind_int(&q, 6, record_get_id(r, "group_id"));
	else if (record_get(r, "person_id"))
		stmt_bind_int(&q, 7, record_get_id(r, "person_id"));
	while (stmt_row(&q, NULL)) {
		struct record *other = record_read(d, r->form, stmt_int(&q, 0), NULL);
		if (!other)
			continue;
		const char *room = d->lookup.ref_title(d->lookup.ctx, "room",
						       record_get_id(other, "room_id"));
		str_addf(out, "%s%s ", out->len > 0 ? _(", ") : "", record_get(other, "number"));
		booking_add_times(other, out);
		str_addf(out, " %s", room ? room : "");
		record_free(other);
	}
}

void
booking_notice(struct desk *d, const struct record *r, const char *end, struct str *out)
{
	AUTO_STR waiting = STR_INIT;
	AUTO_STR rooms = STR_INIT;
	add_who_waits(d, r, &waiting);
	add_rooms_of_party(d, r, &rooms);
	if (waiting.len > 0) {
		str_addf(out, _("Somebody waits for this time: %s"), str_text(&waiting));
		str_add(out, end);
	}
	if (rooms.len > 0) {
		str_addf(out, _("The party has another room at that time: %s"), str_text(&rooms));
		str_add(out, end);
	}
}
