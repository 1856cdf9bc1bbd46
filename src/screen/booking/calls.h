/* calls.h - the phone list, and what came of a call. */
/* SPDX-License-Identifier: MIT */
#ifndef SCREEN_BOOKING_CALLS_H
#define SCREEN_BOOKING_CALLS_H

#include "screen/act.h"

/* Completed with the holds that lapse by tomorrow; the cursor on a call (0: the most urgent). */
void screen_calls(struct app *app, int64_t call_id);
void calls_list(struct app *app, const struct subject *on);    /* the same as an act */
void calls_of_closure(struct app *app, const struct subject *on); /* only its own */
void calls_outcome(struct app *app, const struct subject *on); /* of a call */

#endif
