/*
 * rooms_home.h - a desk on a home of a test's own (desk_home.h) with a small book that
 * has what timetables must show: a joined room, buffers, a room by the half hour, a
 * weekly closing. And bookings past the services, where only the schema matters.
 */
/* SPDX-License-Identifier: MIT */
#ifndef TEST_ROOMS_HOME_H
#define TEST_ROOMS_HOME_H

#include "desk_home.h"

#include "desk/rule/rule_store.h"

static const char rooms_home_book[] =
	"book: {name: 条例}\n"
	"rooms:\n"
	"  - {code: a1, name: 会議室A-1, capacity: 18, units: [a1]}\n"
	"  - {code: a2, name: 会議室A-2, capacity: 18, units: [a2]}\n"
	"  - {code: a, name: 会議室A, capacity: 36, units: [a1, a2]}\n"
	"  - {code: hall, name: ホール, capacity: 200, set_up: 30, clear_up: 30}\n"
	"  - {code: studio, name: スタジオ, capacity: 10}\n"
	"bands:\n"
	"  - {code: morning, name: 午前, from: \"9:00\", to: \"12:00\"}\n"
	"  - {code: afternoon, name: 午後, from: \"13:00\", to: \"17:00\"}\n"
	"  - {code: night, name: 夜間, from: \"18:00\", to: \"21:00\"}\n"
	"  - {code: day, name: 全日, from: \"9:00\", to: \"21:00\","
	" covers: [morning, afternoon, night]}\n"
	"slots:\n"
	"  - {code: minutes, name: 30分, when: {room: studio}, grid: 30, least: 60}\n"
	"  - {code: bands, name: 区分, bands: [morning, afternoon, night, day]}\n"
	"hours:\n"
	"  - {name: 開館時間, open: \"9:00-21:00\"}\n"
	"closings:\n"
	"  - {code: monday, name: 月曜日, weekday: [mon]}\n"
	"prices:\n"
	"  - code: room\n"
	"    name: 使用料\n"
	"    when: {room: [a1, a2, a, hall]}\n"
	"    rows_by: room\n"
	"    columns_by: band\n"
	"    columns: [morning, afternoon, night, day]\n"
	"    rows: {a1: [500, 700, 600, 1600], a2: [500, 700, 600, 1600],\n"
	"      a: [900, 1300, 1100, 3000], hall: [3000, 4000, 5000, 11000]}\n"
	"    per: use\n"
	"  - {code: studio, name: スタジオ, when: {room: studio}, rows_by: room,"
	" rows: {studio: 200}, per: \"30 minutes\", part: started}\n"
	"windows:\n"
	"  - {code: all, name: 受付, opens: {months: 3}, closes: {days: 1}}\n";

static inline void
rooms_home_load(struct desk_home *h, const char *book)
{
	struct faults f = FAULTS_INIT("b.yaml");
	struct rule_loaded loaded;
	const struct rule_load load = {
		.file = "b.yaml",
		.bytes = book,
		.len = strlen(book),
		.from = date_from_iso("2026-04-01"),
	};
	AUTO_STR faults = STR_INIT;

	if (rule_store_load(h->desk, &load, &f, &loaded, &h->e))
		return;
	for (int i = 0; i < f.count; i++)
		str_addf(&faults, "\n%d: %s", f.items[i].line, f.items[i].sentence);
	fail_msg("%s%s", h->e.msg, str_text(&faults));
}

static inline int
rooms_home_set_up(void **state)
{
	desk_home_set_up(state);
	rooms_home_load(*state, rooms_home_book);
	return 0;
}

static inline int64_t
room_id_of(struct desk *d, const char *code)
{
	struct err e;
	AUTO_STMT q = STMT_INIT;

	if (!stmt_open(&q, d->store, "SELECT id FROM room WHERE code = ?1", &e))
		fail_msg("%s", e.msg);
	stmt_bind_text(&q, 1, code);
	if (!stmt_row(&q, &e))
		fail_msg("no room %s", code);
	return stmt_int(&q, 0);
}

/* A booking past the services; false when the schema refuses it. */
struct plain_use {
	int64_t room_id;
	const char *day, *state;
	int from, to, set_up, clear_up;
};

static inline bool
try_use(struct desk *d, const struct plain_use *u)
{
	struct err e;
	AUTO_TX tx = TX_INIT;
	AUTO_STMT q = STMT_INIT;
	AUTO_FREE char *sql = mem_printf(
		"INSERT INTO booking (state, room_id, day, from_minute, to_minute, set_up,"
		" clear_up, caller, heads, applied_on)"
		" VALUES ('%s', %lld, '%s', %d, %d, %d, %d, '山田', 12, '2026-11-01')",
		u->state ? u->state : "permitted", (long long)u->room_id, u->day, u->from, u->to,
		u->set_up, u->clear_up);

	if (!tx_begin(&tx, d->store, &e) || !stmt_open(&q, d->store, sql, &e))
		fail_msg("%s: %s", sql, e.msg);
	return stmt_run(&q, &e) && tx_commit(&tx, &e);
}

#define IN_ROOMS(name) \
	cmocka_unit_test_setup_teardown(name, rooms_home_set_up, desk_home_tear_down)

#endif
