/*
 * period.h - how long a registration (登録) is valid: the rule that the centre
 * chose (settings registration.validity and registration.years).
 */
/* SPDX-License-Identifier: MIT */
#ifndef DESK_REGISTER_PERIOD_H
#define DESK_REGISTER_PERIOD_H

#include "desk/desk.h"

/* What stands for "no end", and the end of a period that the calendar cannot hold. */
#define PERIOD_OPEN "2199-12-31"

/* The last day of a period that begins on `from`; at most PERIOD_OPEN. */
day_num period_end(struct desk *d, day_num from);

#endif
