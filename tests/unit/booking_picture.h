/*
 * booking_picture.h - all that the acts of a booking's life write, as questions whose
 * rows are the same before and after an act that was broken off, or all those of after.
 * Each takes one parameter, which is 1.
 */
/* SPDX-License-Identifier: MIT */
#ifndef TEST_BOOKING_PICTURE_H
#define TEST_BOOKING_PICTURE_H

static const char *const booking_picture[] = {
	"SELECT id, number, state, room_id, day, bands, extended_after, key_out, key_back,"
	" due, taken, version FROM booking WHERE ?1 ORDER BY id",
	"SELECT unit_id, day, from_minute, to_minute, booking_id FROM occupation WHERE ?1"
	" ORDER BY booking_id, unit_id",
	"SELECT id, booking_id, kind, yen, extras_yen FROM charge WHERE ?1 ORDER BY id",
	"SELECT id, serial, kind, yen, charge_id FROM receipt WHERE ?1 ORDER BY id",
	"SELECT id, receipt_id FROM receipt_void WHERE ?1 ORDER BY id",
	"SELECT id, number, rule, ended_on FROM booking_series WHERE ?1 ORDER BY id",
	"SELECT series_id, day, state, booking_id FROM series_date WHERE ?1 ORDER BY id",
	"SELECT id, booking_id, closure_id, outcome, done_on FROM call WHERE ?1 ORDER BY id",
	"SELECT id, from_day, to_day, room FROM closure WHERE ?1 ORDER BY id",
	"SELECT series, fiscal_year, next FROM number_series WHERE ?1 ORDER BY id",
	"SELECT object_type, object_id, action FROM audit WHERE ?1"
	" AND action IN ('add', 'change', 'remove', 'undo', 'print') ORDER BY seq",
};

#endif
