/* date_line.h - the line of a screen of days in which a date to go to is typed. */
/* SPDX-License-Identifier: MIT */
#ifndef SCREEN_BOOKING_DATE_LINE_H
#define SCREEN_BOOKING_DATE_LINE_H

#include "base/date.h"
#include "ui/edit.h"
#include "ui/stack.h"

enum { DATE_LINE_MOST = 30 }; /* characters of a date */

/* Text begins the date; from then on the keys of editing belong to it, and Esc empties it. */
bool date_line_key(struct edit *line, struct stack *stack, const struct key *k);
/* The day that was typed; DAY_NONE: there is no such day, which the clerk is told. */
day_num date_line_day(const struct edit *line, struct stack *stack, day_num today);
/* `hint` stands there while nothing is typed. */
void date_line_draw(struct edit *line, struct canvas *c, struct rect at, const char *hint);

#endif
