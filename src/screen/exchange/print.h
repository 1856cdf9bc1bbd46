/* print.h - the acts that put a paper into the spool folder, and the same for other screens. */
/* SPDX-License-Identifier: MIT */
#ifndef SCREEN_EXCHANGE_PRINT_H
#define SCREEN_EXCHANGE_PRINT_H

#include "exchange/paper/paper.h"
#include "screen/act.h"

void print_booking(struct app *app, const struct subject *on); /* asks which of its papers */
void print_receipt(struct app *app, const struct subject *on);
void print_week(struct app *app, const struct subject *on); /* of a room, asks from which day */
/* These take no record: they ask for the day. */
void print_board(struct app *app, const struct subject *on);
void print_calls(struct app *app, const struct subject *on);

#endif
