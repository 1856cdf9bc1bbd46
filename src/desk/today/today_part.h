/* today_part.h - what the files of today.c share: the panels' questions, by their matter. */
/* SPDX-License-Identifier: MIT */
#ifndef DESK_TODAY_TODAY_PART_H
#define DESK_TODAY_TODAY_PART_H

#include "desk/record/record.h"
#include "desk/site.h"
#include "desk/today/today.h"
#include "store/stmt.h"

#define TODAY_STRINGIFY_(x) #x
#define TODAY_STRINGIFY(x)  TODAY_STRINGIFY_(x)

/* How many of a question that begins with FROM; it need not count further than anybody reads. */
#define TODAY_COUNT_OF(from) \
	"SELECT count(*) FROM (SELECT 1" from " LIMIT " TODAY_STRINGIFY(TODAY_COUNT_MAX) ")"

/* The end of a question's FROM: of the site that the desk shows. */
#define TODAY_AT_SITE(room) SITE_HAS_ROOM("?3", room)

/* today_part.c: a question about bookings; ?1 is today, ?2 how many rows, ?3 the site. */
struct today_question {
	const char *sql; /* the booking's id and a sum, the most urgent first */
	/* Of which day; NULL: ?1 is today. */
	day_num (*day)(struct desk *d);
	/* One line about it, appended. */
	void (*say)(struct desk *d, const struct record *booking, int64_t yen, struct str *b);
};
bool today_open(struct stmt *q, struct desk *d, const char *sql, day_num day, struct err *e);
int64_t today_count_on(struct desk *d, const char *sql, day_num day);
int64_t today_count(struct desk *d, const char *sql);
int today_rows(struct desk *d, struct arena *a, int limit, const struct today_question *asked,
	       struct today_row **out, struct err *e);

/* today_booking.c */
int64_t today_count_next_day(struct desk *d);
int today_rows_next_day(struct desk *d, struct arena *a, int limit, struct today_row **out,
			struct err *e);
int64_t today_count_arrivals(struct desk *d);
int today_rows_arrivals(struct desk *d, struct arena *a, int limit, struct today_row **out,
			struct err *e);
int64_t today_count_keys(struct desk *d);
int today_rows_keys(struct desk *d, struct arena *a, int limit, struct today_row **out,
		    struct err *e);
int64_t today_count_applications(struct desk *d);
int today_rows_applications(struct desk *d, struct arena *a, int limit, struct today_row **out,
			    struct err *e);
int64_t today_count_missed(struct desk *d);
int today_rows_missed(struct desk *d, struct arena *a, int limit, struct today_row **out,
		      struct err *e);

/* today_call.c */
int64_t today_count_calls(struct desk *d);
int today_rows_calls(struct desk *d, struct arena *a, int limit, struct today_row **out,
		     struct err *e);
int64_t today_count_holds(struct desk *d);
int today_rows_holds(struct desk *d, struct arena *a, int limit, struct today_row **out,
		     struct err *e);
int64_t today_count_series(struct desk *d);
int today_rows_series(struct desk *d, struct arena *a, int limit, struct today_row **out,
		      struct err *e);

/* today_money.c */
int64_t today_count_unpaid(struct desk *d);
int today_rows_unpaid(struct desk *d, struct arena *a, int limit, struct today_row **out,
		      struct err *e);
int64_t today_count_unpaid_ahead(struct desk *d);
int today_rows_unpaid_ahead(struct desk *d, struct arena *a, int limit, struct today_row **out,
			    struct err *e);
int64_t today_count_refunds(struct desk *d);
int today_rows_refunds(struct desk *d, struct arena *a, int limit, struct today_row **out,
		       struct err *e);

#endif
