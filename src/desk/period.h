/*
 * period.h - how long a registration (登録) is valid: the rule that the centre
 * chose (settings registration.validity and registration.years).
 */
/* SPDX-License-Identifier: MIT */
#ifndef DESK_PERIOD_H
#define DESK_PERIOD_H

#include "desk/desk.h"

/* The last day of a period that begins on `from`. */
day_num period_end(struct desk *d, day_num from);

#endif
