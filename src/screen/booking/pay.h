/* pay.h - the acts about money: taken for a booking, given back, a receipt voided. */
/* SPDX-License-Identifier: MIT */
#ifndef SCREEN_BOOKING_PAY_H
#define SCREEN_BOOKING_PAY_H

#include "screen/act.h"

/* Is there something open, something to give back; is the receipt not void yet? */
enum { PAY_TAKE, PAY_GIVE_BACK, PAY_VOID };
bool pay_fits(struct app *app, const struct subject *on, int which);

void pay_take(struct app *app, const struct subject *on);      /* of a booking */
void pay_give_back(struct app *app, const struct subject *on); /* of a booking */
void pay_void(struct app *app, const struct subject *on);      /* of a receipt */

#endif
