/*
 * series_change.c - a series that goes on otherwise, or ends: which of its dates, what is
 * new, and then the list of what would happen (series_list.c).
 */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "screen/booking/series.h"

#include <string.h>

#include "base/i18n.h"
#include "base/macros.h"
#include "base/mem.h"
#include "base/utf8.h"
#include "desk/booking/room.h"
#include "ui/dialog.h"

/* --- what is done --- */

static bool
plan_change(struct series_job *j, struct series_plan *out, struct err *e)
{
	return series_change_plan(j->app->desk, j->series_id, &j->which, j->change, out, e);
}

static bool
run_change(struct series_job *j, struct series_plan *out, struct err *e)
{
	return series_change(j->app->desk, j->series_id, &j->which, j->change, out, e);
}

static bool
plan_end(struct series_job *j, struct series_plan *out, struct err *e)
{
	return series_end_plan(j->app->desk, j->series_id, &j->which, out, e);
}

static bool
run_end(struct series_job *j, struct series_plan *out, struct err *e)
{
	return series_end(j->app->desk, j->series_id, &j->which, out, e);
}

static void
reason_given(void *ctx, const char *typed)
{
	struct series_job *j = ctx;

	if (!typed)
		return;
	/* Lives as long as home is not the top again; the list is above it. */
	j->which.reason = typed[0] ? arena_strdup(&j->app->held, typed) : NULL;
	screen_series(j);
}

static void
time_given(void *ctx, const char *typed)
{
	struct series_job *j = ctx;
	int from, to;

	if (!typed)
		return;
	if (time_parse_span(typed, &from, &to)) {
		AUTO_FREE char *from_text = mem_printf("%d", from);
		AUTO_FREE char *to_text = mem_printf("%d", to);
		record_put(j->change, "from_minute", from_text);
		record_put(j->change, "to_minute", to_text);
	} else if (typed[0]) {
		record_put(j->change, "bands", typed);
	}
	screen_series(j);
}

static void
ask_time(struct series_job *j, int64_t room_id)
{
	if (room_id > 0)
		record_put_id(j->change, "room_id", room_id);
	dialog_text(j->app->stack, _("Change the series"),
		    _("Which band or time? (night, 18:00-20:00; nothing: as it is)"), "", false,
		    time_given, j);
}

/* The rooms that a part of a name may mean. */
struct rooms_meant {
	struct series_job *job;
	int count;
	int64_t *ids;
	const char **names;
};

static void
room_picked(void *ctx, int index)
{
	const struct rooms_meant *m = ctx;

	if (index >= 0)
		ask_time(m->job, m->ids[index]);
}

static bool
has_text(const char *name, const char *typed)
{
	AUTO_FREE char *word = utf8_search_key(name);
	AUTO_FREE char *key = utf8_search_key(typed);

	return strstr(word, key) != NULL;
}

/* False when there is none. */
static bool
offer_rooms(struct series_job *j, const char *typed)
{
	struct arena *a = &j->app->held;
	struct rooms_meant *m = arena_alloc(a, sizeof(*m));
	struct room_list rooms;

	if (!room_list_load(j->app->desk, 0, a, &rooms, NULL))
		return false;
	*m = (struct rooms_meant){
		.job = j,
		.ids = arena_alloc(a, sizeof(*m->ids) * ((size_t)rooms.count + 1)),
		.names = arena_alloc(a, sizeof(*m->names) * ((size_t)rooms.count + 1)),
	};
	for (int i = 0; i < rooms.count; i++) {
		if (!has_text(rooms.rows[i].name, typed))
			continue;
		m->ids[m->count] = rooms.rows[i].id;
		m->names[m->count++] = rooms.rows[i].name;
	}
	if (m->count > 0)
		dialog_pick(j->app->stack, _("Which room?"), m->names, m->count, room_picked, m);
	return m->count > 0;
}

static void ask_room(struct series_job *j, const char *typed);

static void
room_given(void *ctx, const char *typed)
{
	struct series_job *j = ctx;
	const struct field_lookup *lookup = &j->app->desk->lookup;

	if (!typed)
		return;
	int64_t id = typed[0] ? lookup->ref_find(lookup->ctx, "room", typed) : 0;
	if (!typed[0] || id > 0) {
		ask_time(j, id);
	} else if (!offer_rooms(j, typed)) {
		ask_room(j, typed);
		stack_say(j->app->stack, _("There is no room \"%s\"."), typed);
	}
}

static void
ask_room(struct series_job *j, const char *typed)
{
	dialog_text(j->app->stack, _("Change the series"),
		    _("Which room? (its code or name; nothing: as it is)"), typed, false,
		    room_given, j);
}

/* The dates are known; a change asks for the room and the time, an end for the reason. */
static void
ask_what(struct series_job *j)
{
	if (j->change)
		ask_room(j, "");
	else
		dialog_text(j->app->stack, _("End the series"), _("Why? (for the record)"), "",
			    false, reason_given, j);
}

static void ask_day(struct series_job *j, const char *typed);

static void
day_given(void *ctx, const char *typed)
{
	struct series_job *j = ctx;
	struct err e = { 0 };

	if (!typed)
		return;
	if (!date_parse(typed, desk_today(j->app->desk), &j->which.day, &e)) {
		ask_day(j, typed);
		stack_say_err(j->app->stack, &e);
	} else {
		ask_what(j);
	}
}

static void
ask_day(struct series_job *j, const char *typed)
{
	dialog_text(j->app->stack, _(j->title), _("Which day? (11/20)"), typed, false, day_given,
		    j);
}

static void
scope_chosen(void *ctx, int index)
{
	struct series_job *j = ctx;

	if (index < 0)
		return;
	j->which.scope = (enum series_scope)index;
	if (j->which.scope == SERIES_ALL)
		ask_what(j);
	else
		ask_day(j, "");
}

static void
ask_scope(struct series_job *j)
{
	const char *const items[] = { _("One date"), _("A date and those that follow"),
				      _("All that lie ahead") };

	dialog_pick(j->app->stack, _(j->title), items, (int)ARRAY_LEN(items), scope_chosen, j);
}

void
series_move(struct app *app, const struct subject *on)
{
	struct series_job *j = series_job_new(app, on->ids[0]);

	j->change = record_blank(form_find(app->desk->forms, "booking"));
	j->plan = plan_change;
	j->run = run_change;
	j->title = N_("Change the series");
	ask_scope(j);
}

void
series_stop(struct app *app, const struct subject *on)
{
	struct series_job *j = series_job_new(app, on->ids[0]);

	j->plan = plan_end;
	j->run = run_end;
	j->title = N_("End the series");
	ask_scope(j);
}
