/* surroundings.c - see surroundings.h. */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "desk/rule/surroundings.h"

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

/* --- the holidays, which the desk keeps --- */

struct holiday_cache {
	struct surroundings_moment of;
	struct rule_day *days; /* their names are in `names` */
	int count, room;
	char **names; /* each once, and for good: copies of the days are with others */
	int name_count;
};

bool
surroundings_moment(struct desk *d, struct surroundings_moment *out, struct err *e)
{
	AUTO_STMT q = STMT_INIT;

	*out = (struct surroundings_moment){ 0 };
	if (!stmt_open(&q, d->store,
		       "SELECT seq, mono_ns FROM audit INDEXED BY audit_of_rules"
		       " WHERE object_type = 'rule_book' OR object_type = 'site'"
		       " OR object_type = 'room' OR object_type = 'holiday'"
		       " OR object_type = 'closure' OR object_type = 'registration'"
		       " ORDER BY seq DESC LIMIT 1",
		       e))
		return false;
	if (stmt_row(&q, e))
		*out = (struct surroundings_moment){ stmt_int(&q, 0), stmt_int(&q, 1) };
	return !stmt_failed(&q);
}

bool
surroundings_moment_is(const struct surroundings_moment *a, const struct surroundings_moment *b)
{
	return a->seq == b->seq && a->ns == b->ns;
}

static const char *
name_once(struct holiday_cache *c, const char *name)
{
	for (int i = 0; i < c->name_count; i++)
		if (strcmp(c->names[i], name) == 0)
			return c->names[i];
	c->names = mem_resize(c->names, (size_t)c->name_count + 1, sizeof *c->names);
	return c->names[c->name_count++] = mem_strdup(name);
}

static void
add_holiday(struct holiday_cache *c, struct stmt *q)
{
	if (c->count == c->room) {
		c->room = c->room * 2 + ROOM_AT_FIRST;
		c->days = mem_resize(c->days, (size_t)c->room, sizeof *c->days);
	}
	c->days[c->count++] = (struct rule_day){
		.day = date_from_iso(stmt_text(q, 0)),
		.name = name_once(c, stmt_text(q, 1)),
		.kind = rule_holiday_from_code(stmt_text(q, 2)),
	};
}

static bool
read_holidays(struct desk *d, struct holiday_cache *c, struct err *e)
{
	AUTO_STMT q = STMT_INIT;

	c->count = 0;
	c->of = (struct surroundings_moment){ -1, 0 };
	if (!stmt_open(&q, d->store, "SELECT day, name, kind FROM holiday ORDER BY day", e))
		return false;
	while (stmt_row(&q, e))
		add_holiday(c, &q);
	return !stmt_failed(&q);
}

/* They change once a year, and are asked for with every question. */
static struct holiday_cache *
holidays(struct desk *d, struct err *e)
{
	struct surroundings_moment now;

	if (!surroundings_moment(d, &now, e))
		return NULL;
	if (d->holidays == NULL)
		d->holidays = mem_alloc(sizeof *d->holidays);
	else if (surroundings_moment_is(&d->holidays->of, &now))
		return d->holidays;
	if (!read_holidays(d, d->holidays, e))
		return NULL;
	d->holidays->of = now;
	return d->holidays;
}

void
surroundings_forget(struct desk *d)
{
	struct holiday_cache *c = d->holidays;

	if (c == NULL)
		return;
	for (int i = 0; i < c->name_count; i++)
		free(c->names[i]);
	free(c->names);
	free(c->days);
	free(c);
	d->holidays = NULL;
}

static bool
load_holidays(struct desk *d, struct arena *a, struct surroundings *out, struct err *e)
{
	const struct holiday_cache *c = holidays(d, e);

	if (c == NULL)
		return false;
	struct rule_day *days = arena_alloc(a, ((size_t)c->count + 1) * sizeof *days);
	if (c->count > 0)
		memcpy(days, c->days, (size_t)c->count * sizeof *days);
	out->holidays = days;
	out->holiday_count = c->count;
	return true;
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
