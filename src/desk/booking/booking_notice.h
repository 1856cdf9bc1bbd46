/*
 * booking_notice.h - what the desk should know of a booking though nothing forbids it: who
 * waits for its time (空き待ち), and what else its party has then. The desk decides.
 */
/* SPDX-License-Identifier: MIT */
#ifndef DESK_BOOKING_BOOKING_NOTICE_H
#define DESK_BOOKING_BOOKING_NOTICE_H

#include "base/str.h"
#include "desk/desk.h"
#include "desk/record/record.h"

/*
 * Appends what there is, each with `end` behind it: others who wait for a piece of the room
 * within the time, in their order, and other rooms of the same group or person at that time.
 * The record, saved or not, has its room, day and times.
 */
void booking_notice(struct desk *d, const struct record *r, const char *end, struct str *out);

#endif
