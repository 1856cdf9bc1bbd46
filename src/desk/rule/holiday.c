/* holiday.c - see holiday.h. */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "desk/rule/holiday.h"

#include <assert.h>

#include "base/macros.h"
#include "store/stmt.h"

static const char *const kind_codes[] = {
	[HOLIDAY_NONE] = NULL,
	[HOLIDAY_NAMED] = "named",
	[HOLIDAY_SUBSTITUTE] = "substitute",
	[HOLIDAY_BETWEEN] = "between",
};

enum holiday_kind
holiday_of(struct desk *d, day_num day)
{
	AUTO_STMT q = STMT_INIT;
	char iso[DATE_TEXT_SIZE];
	if (!stmt_open(&q, d->store, "SELECT kind FROM holiday WHERE day = ?1", NULL))
		return HOLIDAY_NONE;
	date_to_iso(day, iso);
	stmt_bind_text(&q, 1, iso);
	if (!stmt_row(&q, NULL))
		return HOLIDAY_NONE;
	for (int i = HOLIDAY_NAMED; i < (int)ARRAY_LEN(kind_codes); i++)
		if (str_equal(stmt_text(&q, 0), kind_codes[i]))
			return (enum holiday_kind)i;
	return HOLIDAY_NONE;
}

int
holiday_all(struct desk *d, struct arena *a, struct holiday **out, struct err *e)
{
	AUTO_STMT q = STMT_INIT;
	int count = 0;
	int64_t room = store_get_int(d->store, "SELECT count(*) FROM holiday WHERE ?1", 1, 0);
	*out = arena_alloc(a, sizeof(**out) * (size_t)(room + 1));
	if (!stmt_open(&q, d->store, "SELECT id, day, name FROM holiday ORDER BY day", e))
		return -1;
	while (count < room && stmt_row(&q, e))
		(*out)[count++] = (struct holiday){
			.id = stmt_int(&q, 0),
			.day = arena_strdup(a, stmt_text(&q, 1)),
			.name = arena_strdup(a, stmt_text(&q, 2)),
		};
	return stmt_failed(&q) ? -1 : count;
}

/* Holidays without a gap lie behind the day, back to a Sunday. */
static bool
follows_sunday(struct desk *d, day_num day)
{
	for (day--; holiday_of(d, day) != HOLIDAY_NONE; day--)
		if (date_weekday(day) == 0)
			return true;
	return false;
}

bool
holiday_fill_kind(const struct record_change *c, struct err *e)
{
	(void)e;
	const char *day = record_get(c->after, "day");
	const char *name = record_get(c->after, "name");
	enum holiday_kind kind = HOLIDAY_NAMED;
	if (record_get(c->after, "kind") || !day || !name)
		return true;
	if (str_equal(name, "振替休日"))
		kind = HOLIDAY_SUBSTITUTE;
	else if (str_equal(name, "国民の休日"))
		kind = HOLIDAY_BETWEEN;
	else if (str_equal(name, "休日"))
		kind = follows_sunday(c->desk, date_from_iso(day)) ? HOLIDAY_SUBSTITUTE
								   : HOLIDAY_BETWEEN;
	record_put(c->after, "kind", kind_codes[kind]);
	return true;
}
