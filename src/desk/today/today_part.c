/* today_part.c - how the panels about bookings ask and list; see today_part.h. */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "desk/today/today_part.h"

bool
today_open(struct stmt *q, struct desk *d, const char *sql, day_num day, struct err *e)
{
	char today[DATE_TEXT_SIZE];
	if (!stmt_open(q, d->store, sql, e))
		return false;
	date_to_iso(day, today);
	stmt_bind_text(q, 1, today);
	stmt_bind_int(q, 3, d->site_id);
	return true;
}

int64_t
today_count(struct desk *d, const char *sql)
{
	return today_count_on(d, sql, desk_today(d));
}

int64_t
today_count_on(struct desk *d, const char *sql, day_num day)
{
	AUTO_STMT q = STMT_INIT;
	return today_open(&q, d, sql, day, NULL) && stmt_row(&q, NULL) ? stmt_int(&q, 0) : 0;
}

static const char *
say(struct desk *d, struct arena *a, struct stmt *q, const struct today_question *asked)
{
	AUTO_STR text = STR_INIT;
	struct record *r =
		record_read(d, form_find(d->forms, "booking"), stmt_int(q, 0), NULL);
	if (r)
		asked->say(d, r, stmt_int(q, 1), &text);
	record_free(r);
	return arena_strdup(a, str_text(&text));
}

int
today_rows(struct desk *d, struct arena *a, int limit, const struct today_question *asked,
	   struct today_row **out, struct err *e)
{
	AUTO_STMT q = STMT_INIT;
	int count = 0;
	if (!today_open(&q, d, asked->sql, asked->day ? asked->day(d) : desk_today(d), e))
		return -1;
	stmt_bind_int(&q, 2, limit);
	*out = arena_alloc(a, sizeof(**out) * (size_t)(limit + 1));
	while (count < limit && stmt_row(&q, e))
		(*out)[count++] = (struct today_row){
			.form = form_find(d->forms, "booking"),
			.id = stmt_int(&q, 0),
			.text = say(d, a, &q, asked),
		};
	return stmt_failed(&q) ? -1 : count;
}
