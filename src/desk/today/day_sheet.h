/*
 * day_sheet.h - which bookings and calls stand on the lists of a day (本日の予定、週間の予定、
 * 電話連絡), in their order. What is said of each is whoever's who shows or prints it.
 */
/* SPDX-License-Identifier: MIT */
#ifndef DESK_TODAY_DAY_SHEET_H
#define DESK_TODAY_DAY_SHEET_H

#include <stdint.h>

#include "base/arena.h"
#include "base/date.h"
#include "base/err.h"
#include "desk/desk.h"

/*
 * Ids in `a`; how many, or -1. Of the desk's site, as the calls are. Holds are left out of
 * what is put up for all to read.
 */
int day_sheet_board(struct desk *d, struct arena *a, day_num day, int64_t **out, struct err *e);
/* A room's from `first` on for seven days, holds too. */
int day_sheet_week(struct desk *d, struct arena *a, int64_t room_id, day_num first, int64_t **out,
		   struct err *e);
/* Calls that are still to be made, due by `day`. */
int day_sheet_calls(struct desk *d, struct arena *a, day_num day, int64_t **out, struct err *e);

#endif
