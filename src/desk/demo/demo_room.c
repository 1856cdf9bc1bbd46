/*
 * demo_room.c - what the register says of the invented centre's rooms beyond the rule
 * book, and an election that comes after rooms were let for its day.
 */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "desk/demo/demo_part.h"

#include "base/auto.h"
#include "base/macros.h"
#include "base/mem.h"
#include "desk/record/record.h"
#include "desk/series/series.h"
#include "store/tx.h"

enum { DATES_OF_A_SERIES = 6 };

/* Saves and frees. */
static bool
save(struct desk *d, struct tx *tx, struct record *r, struct err *e)
{
	bool ok = record_save_within(d, tx, r, "demo", e);
	record_free(r);
	return ok;
}

static struct record *
new_of_room(struct desk *d, const char *form, const char *room)
{
	struct record *r = record_new(d, form_find(d->forms, form));
	record_put_id(r, "room_id", d->lookup.ref_find(d->lookup.ctx, "room", room));
	return r;
}

static bool
add_layouts(struct desk *d, struct tx *tx, struct err *e)
{
	static const struct {
		const char *room, *layout, *capacity;
	} layouts[] = {
		{ "a1", "school", "18" },   { "a1", "square", "14" },   { "a1", "islands", "16" },
		{ "a2", "school", "18" },   { "a2", "square", "14" },   { "a2", "islands", "16" },
		{ "a", "school", "36" },    { "a", "square", "28" },    { "a", "theatre", "36" },
		{ "b", "school", "30" },    { "b", "square", "22" },    { "b", "empty", "30" },
		{ "hall", "theatre", "200" }, { "hall", "school", "120" },
		{ "hall", "islands", "96" },  { "hall", "empty", "150" },
	};
	for (size_t i = 0; i < ARRAY_LEN(layouts); i++) {
		struct record *r = new_of_room(d, "room_layout", layouts[i].room);
		record_put(r, "layout", layouts[i].layout);
		record_put(r, "capacity", layouts[i].capacity);
		if (!save(d, tx, r, e))
			return false;
	}
	return true;
}

static bool
add_neighbours(struct desk *d, struct tx *tx, struct err *e)
{
	static const char *const neighbours[][3] = {
		{ "a1", "a2", "間仕切り越しに声が届く" },
		{ "a2", "a1", "間仕切り越しに声が届く" },
		{ "b", "hall", "ホールの楽器の音が響く" },
		{ "hall", "b", "ホールの楽器の音が響く" },
	};
	for (size_t i = 0; i < ARRAY_LEN(neighbours); i++) {
		struct record *r = new_of_room(d, "room_neighbour", neighbours[i][0]);
		record_put_id(r, "neighbour_id",
			      d->lookup.ref_find(d->lookup.ctx, "room", neighbours[i][1]));
		record_put(r, "reason", neighbours[i][2]);
		if (!save(d, tx, r, e))
			return false;
	}
	return true;
}

bool
demo_describe_rooms(struct desk *d, struct err *e)
{
	AUTO_TX tx = TX_INIT;
	return tx_begin(&tx, d->store, e) && add_layouts(d, &tx, e) && add_neighbours(d, &tx, e) &&
	       tx_commit(&tx, e);
}

bool
demo_call_election(struct desk *d, struct err *e)
{
	AUTO_TX tx = TX_INIT;
	struct record *r = record_new(d, form_find(d->forms, "closure"));
	record_put_day(r, "from_day", desk_today(d) + DEMO_ELECTION_IN);
	record_put_day(r, "to_day", desk_today(d) + DEMO_ELECTION_IN);
	record_put(r, "room", "hall");
	record_put(r, "kind", "election");
	record_put(r, "reason", "知事選挙の投票所");
	if (tx_begin(&tx, d->store, e))
		return save(d, &tx, r, e) && tx_commit(&tx, e);
	record_free(r);
	return false;
}

bool
demo_book_series(struct desk *d, int64_t group, struct err *e)
{
	AUTO(series_plan_done) struct series_plan plan = { .arena = ARENA_INIT };
	struct record *r = new_of_room(d, "booking_series", "a1");
	record_put(r, "rule", "FREQ=MONTHLY;BYDAY=2SA");
	record_put_day(r, "first_day", desk_today(d) + 1);
	record_put(r, "bands", "afternoon");
	record_put(r, "purpose", "読み聞かせの勉強会");
	record_put(r, "heads", "12");
	record_put_id(r, "group_id", group);
	bool ok = series_book(d, r, DAY_NONE, DATES_OF_A_SERIES, &plan, e);
	record_free(r);
	return ok;
}
