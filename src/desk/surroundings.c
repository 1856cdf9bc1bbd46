/* surroundings.c - see surroundings.h. */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "desk/surroundings.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/str.h"
#include "rule/holiday_read.h"
#include "store/stmt.h"

#define ROOM_AT_FIRST 128

/* A list in the arena with room for one more; `room` is what there was. */
static void *
grown(struct arena *a, const void *list, int count, int *room, size_t size)
{
	if (count < *room)
		return NULL;
	*room = *room == 0 ? ROOM_AT_FIRST : *room * 2;
	void *larger = arena_alloc(a, (size_t)*room * size);

	if (count > 0)
		memcpy(larger, list, (size_t)count * size);
	return larger;
}

static bool
load_holidays(struct desk *d, struct arena *a, struct surroundings *out, struct err *e)
{
	AUTO_STMT q = STMT_INIT;
	struct rule_day *days = NULL;
	int count = 0, room = 0;

	if (!stmt_open(&q, d->store, "SELECT day, name, kind FROM holiday ORDER BY day", e))
		return false;
	while (stmt_row(&q, e)) {
		struct rule_day *larger = grown(a, days, count, &room, sizeof *days);

		days = larger != NULL ? larger : days;
		days[count++] = (struct rule_day){
			.day = date_from_iso(stmt_text(&q, 0)),
			.name = arena_strdup(a, stmt_text(&q, 1)),
			.kind = rule_holiday_from_code(stmt_text(&q, 2)),
		};
	}
	out->holidays = days;
	out->holiday_count = count;
	return !q.failed;
}

/* The rooms that a code means: one, or those of a group. */
static struct choice_set
rooms_of(const struct book *b, const char *code)
{
	struct choice_set rooms = { { 0 } };

	for (int i = 0; i < b->room_count; i++)
		if (str_equal(b->rooms[i].rule.code, code) || str_equal(b->rooms[i].group, code))
			choice_set_add(&rooms, i);
	return rooms;
}

static void
read_closure(struct stmt *q, struct arena *a, struct choice_set rooms, int reason,
	struct closure *out)
{
	*out = (struct closure){
		.rule = {
			.section = RULE_CLOSURES, .code = arena_strdup(a, stmt_text(q, 5)),
			.name = arena_strdup(a, stmt_text(q, 6)), .by_law = "", .note = "",
			.valid = { DAY_NONE, DAY_NONE, DAY_NONE, DAY_NONE },
		},
		.days = { date_from_iso(stmt_text(q, 0)), date_from_iso(stmt_text(q, 1)) },
		.rooms = rooms,
		.reason = reason,
		.counter_only = stmt_int(q, 7) != 0,
	};
	if (!stmt_is_null(q, 2))
		out->part = (struct time_span){ (int)stmt_int(q, 2), (int)stmt_int(q, 3) };
}

/* The rooms of a row; false when it names one that the book does not have. */
static bool
read_rooms(struct stmt *q, const struct book *b, struct choice_set *rooms)
{
	*rooms = (struct choice_set){ { 0 } };
	if (stmt_is_null(q, 4))
		return true;
	*rooms = rooms_of(b, stmt_text(q, 4));
	return !choice_set_is_empty(rooms);
}

static bool
load_closures(struct desk *d, const struct book *b, int64_t site, struct arena *a,
	struct surroundings *out, struct err *e)
{
	AUTO_STMT q = STMT_INIT;
	struct closure *list = NULL;
	struct choice_set rooms;
	int count = 0, room = 0;

	if (!stmt_open(&q, d->store,
		       "SELECT from_day, to_day, from_minute, to_minute, room, kind, reason,"
		       " counter_only FROM closure"
		       " WHERE ?1 = 0 OR site_id IS NULL OR site_id = ?1 ORDER BY from_day, id",
		       e))
		return false;
	stmt_bind_int(&q, 1, site);
	while (stmt_row(&q, e)) {
		if (!read_rooms(&q, b, &rooms))
			continue;
		struct closure *larger = grown(a, list, count, &room, sizeof *list);

		list = larger != NULL ? larger : list;
		read_closure(&q, a, rooms, fact_choice(&b->facts[FACT_REASON], stmt_text(&q, 5)),
			&list[count++]);
	}
	out->closures = list;
	out->closure_count = count;
	return !q.failed;
}

bool
surroundings_load(struct desk *d, const struct book *b, int64_t site, struct arena *a,
	struct surroundings *out, struct err *e)
{
	return load_holidays(d, a, out, e) && load_closures(d, b, site, a, out, e);
}

/* Handed out by its first member. */
struct owned {
	struct surroundings around;
	struct arena arena;
};

struct surroundings *
surroundings_read(struct desk *d, struct err *e)
{
	struct owned *o = mem_alloc(sizeof *o);

	if (load_holidays(d, &o->arena, &o->around, e))
		return &o->around;
	surroundings_free(&o->around);
	return NULL;
}

void
surroundings_free(struct surroundings *s)
{
	struct owned *o = (struct owned *)s;

	if (o == NULL)
		return;
	arena_done(&o->arena);
	free(o);
}
