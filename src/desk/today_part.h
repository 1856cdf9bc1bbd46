/* today_part.h - what the files of today.c share: the panels' questions, by their matter. */
/* SPDX-License-Identifier: MIT */
#ifndef DESK_TODAY_PART_H
#define DESK_TODAY_PART_H

#include "desk/today.h"

#define TODAY_STRINGIFY_(x) #x
#define TODAY_STRINGIFY(x)  TODAY_STRINGIFY_(x)

/* How many of a question that begins with FROM; it need not count further than anybody reads. */
#define TODAY_COUNT_OF(from) \
	"SELECT count(*) FROM (SELECT 1" from " LIMIT " TODAY_STRINGIFY(TODAY_COUNT_MAX) ")"

/* today_money.c */
int64_t today_count_unpaid(struct desk *d);
int today_rows_unpaid(struct desk *d, struct arena *a, int limit, struct today_row **out,
		      struct err *e);
int64_t today_count_refunds(struct desk *d);
int today_rows_refunds(struct desk *d, struct arena *a, int limit, struct today_row **out,
		       struct err *e);

#endif
