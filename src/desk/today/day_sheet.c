/* day_sheet.c - see day_sheet.h. */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "desk/today/day_sheet.h"

#include "desk/booking/call.h"
#include "store/stmt.h"

/* A question for ids with how many there are: ?1 and ?2 are days, ?3 an id. */
struct question {
	const char *sql;
	day_num from, to;
	int64_t id;
};

static int
read_ids(struct desk *d, struct arena *a, const struct question *asked, int64_t **out,
	 struct err *e)
{
	char from[DATE_TEXT_SIZE], to[DATE_TEXT_SIZE];
	AUTO_STMT q = STMT_INIT;
	int count = 0;
	*out = NULL;
	if (!stmt_open(&q, d->store, asked->sql, e))
		return -1;
	date_to_iso(asked->from, from);
	date_to_iso(asked->to, to);
	stmt_bind_text(&q, 1, from);
	stmt_bind_text(&q, 2, to);
	stmt_bind_int(&q, 3, asked->id);
	while (stmt_row(&q, e)) {
		if (!*out)
			*out = arena_alloc(a, sizeof(**out) * (size_t)stmt_int(&q, 1));
		(*out)[count++] = stmt_int(&q, 0);
	}
	return stmt_failed(&q) ? -1 : count;
}

int
day_sheet_board(struct desk *d, struct arena *a, day_num day, int64_t **out, struct err *e)
{
	const struct question asked = {
		"SELECT b.id, count(*) OVER () FROM booking AS b JOIN room AS r ON r.id = b.room_id"
		" WHERE b.day BETWEEN ?1 AND ?2"
		" AND b.state IN ('applied', 'permitted', 'in_use', 'done')" SITE_HAS_ROOM(
			"?3", "b.room_id")
		" ORDER BY b.from_minute, r.position, b.id",
		day, day, d->site_id,
	};
	return read_ids(d, a, &asked, out, e);
}

int
day_sheet_week(struct desk *d, struct arena *a, int64_t room_id, day_num first, int64_t **out,
	       struct err *e)
{
	const struct question asked = {
		"SELECT id, count(*) OVER () FROM booking"
		" WHERE room_id = ?3 AND day BETWEEN ?1 AND ?2"
		" AND state IN ('hold', 'applied', 'permitted', 'in_use', 'done')"
		" ORDER BY day, from_minute, id",
		first, first + 6, room_id,
	};
	return read_ids(d, a, &asked, out, e);
}

int
day_sheet_calls(struct desk *d, struct arena *a, day_num day, int64_t **out, struct err *e)
{
	const struct question asked = {
		"SELECT id, count(*) OVER () FROM call"
		" WHERE" CALL_IS_OPEN("?1") " AND due_on <= ?2" CALL_AT_SITE("?3")
		" ORDER BY due_on, id",
		day, day, d->site_id,
	};
	return read_ids(d, a, &asked, out, e);
}
