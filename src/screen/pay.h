/* pay.h - the acts about money: taken for a booking, given back, a receipt voided. */
/* SPDX-License-Identifier: MIT */
#ifndef SCREEN_PAY_H
#define SCREEN_PAY_H

#include "screen/act.h"

void pay_take(struct app *app, const struct subject *on);      /* of a booking */
void pay_give_back(struct app *app, const struct subject *on); /* of a booking */
void pay_void(struct app *app, const struct subject *on);      /* of a receipt */

#endif
