/*
 * booking.h - what can be done to a booking on screen: the steps of its life
 * (desk/booking/booking_act.h), each with the few questions that it needs.
 */
/* SPDX-License-Identifier: MIT */
#ifndef SCREEN_BOOKING_BOOKING_H
#define SCREEN_BOOKING_BOOKING_H

#include "desk/booking/booking_act.h"
#include "screen/act.h"

/* Can the step be done to the booking as it stands? */
bool booking_step_fits(struct app *app, const struct subject *on, enum booking_act act);
void booking_step(struct app *app, const struct subject *on, enum booking_act act);

#endif
