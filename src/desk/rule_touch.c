/* rule_touch.c - see rule_touch.h. */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "desk/rule_touch.h"

#include "base/i18n.h"
#include "base/money.h"
#include "desk/booking.h"
#include "desk/booking_price.h"
#include "rule/ask.h"
#include "store/stmt.h"

/* What a book says of a booking. */
struct said {
	int64_t yen;         /* -1: it cannot be told */
	const char *why_not; /* in the arena; NULL: it may be */
};

static const char *
refusal_of(const struct answer *a, struct arena *arena)
{
	for (int i = 0; i < a->count; i++)
		if (a->lines[i].kind == LINE_REFUSAL)
			return arena_strdup(arena, a->lines[i].text);
	return arena_strdup(arena, _("not allowed"));
}

/* Open, and allowed; windows and limits ask about the day of application, which is over. */
static const char *
why_not(struct booking_ask *k, struct arena *arena)
{
	struct answer a;
	const char *why = NULL;
	struct err lacks = { 0 };
	answer_init(&a);
	if (!ask_open(&k->facts, &a, &lacks))
		why = arena_strdup(arena, lacks.msg);
	else if (!a.yes)
		why = refusal_of(&a, arena);
	answer_clear(&a);
	if (!why && !ask_allowed(&k->facts, &a, &lacks))
		why = arena_strdup(arena, lacks.msg);
	else if (!why && !a.yes)
		why = refusal_of(&a, arena);
	answer_done(&a);
	return why;
}

static struct said
say(struct booking_ask *k, bool is_open, const struct err *why, struct arena *arena)
{
	struct said s = { .yen = -1 };
	struct answer a;
	int64_t extras;
	struct err lacks = { 0 };
	if (!is_open) {
		s.why_not = arena_strdup(arena, why->msg);
		return s;
	}
	s.why_not = why_not(k, arena);
	answer_init(&a);
	if (booking_price(k, &a, &extras, &lacks))
		s.yen = a.yen;
	answer_done(&a);
	return s;
}

static struct said
say_own(struct desk *d, const struct record *r, struct arena *arena)
{
	struct booking_ask k;
	struct err why = { 0 };
	bool is_open = booking_ask_open(d, r, &k, &why);
	struct said s = say(&k, is_open, &why, arena);
	booking_ask_done(&k);
	return s;
}

static struct said
say_by(struct desk *d, const struct record *r, const struct book *b, struct arena *arena)
{
	struct booking_ask k;
	struct err why = { 0 };
	bool is_open = booking_ask_by(d, r, b, &k, &why);
	struct said s = say(&k, is_open, &why, arena);
	booking_ask_done(&k);
	return s;
}

/* --- the bookings ahead --- */

/* One more than is asked about tells that there are more. */
static int
read_ids(struct desk *d, struct arena *a, int64_t **out, struct err *e)
{
	AUTO_STMT q = STMT_INIT;
	char today[DATE_TEXT_SIZE];
	int count = 0;
	if (!stmt_open(&q, d->store,
		       "SELECT id FROM booking WHERE day >= ?1"
		       " AND state IN ('hold', 'waiting', 'applied', 'permitted')"
		       " ORDER BY day, from_minute, id LIMIT ?2",
		       e))
		return -1;
	date_to_iso(desk_today(d), today);
	stmt_bind_text(&q, 1, today);
	stmt_bind_int(&q, 2, RULE_TOUCH_ASKED + 1);
	*out = arena_alloc(a, sizeof(**out) * (RULE_TOUCH_ASKED + 1));
	while (stmt_row(&q, e))
		(*out)[count++] = stmt_int(&q, 0);
	return stmt_failed(&q) ? -1 : count;
}

static bool
look_at(struct desk *d, const struct book *b, int64_t id, struct arena *a, struct rule_touched *out,
	struct err *e)
{
	AUTO_STR line = STR_INIT;
	struct record *r = record_read(d, form_find(d->forms, "booking"), id, e);
	if (!r)
		return false;
	struct said was = say_own(d, r, a), is = say_by(d, r, b, a);
	booking_add_line(d, r, &line);
	*out = (struct rule_touched){
		.booking_id = id,
		.line = arena_strdup(a, str_text(&line)),
		.was = was.yen,
		.is = is.yen,
		.why_not = was.why_not ? NULL : is.why_not,
		.applied = record_get_day(r, "applied_on"),
	};
	record_free(r);
	return true;
}

bool
rule_touch(struct desk *d, const struct book *b, day_num from, struct arena *a,
	   struct rule_touch *out, struct err *e)
{
	int64_t *ids;
	int count = read_ids(d, a, &ids, e);
	*out = (struct rule_touch){ .more = count > RULE_TOUCH_ASKED };
	if (count < 0)
		return false;
	out->asked = out->more ? RULE_TOUCH_ASKED : count;
	out->rows = arena_alloc(a, sizeof(*out->rows) * (size_t)(out->asked + 1));
	for (int i = 0; i < out->asked; i++) {
		struct rule_touched *t = &out->rows[out->count];
		if (!look_at(d, b, ids[i], a, t, e))
			return false;
		t->keeps = t->applied < from;
		out->count += t->was != t->is || t->why_not;
	}
	return true;
}

/* --- as text --- */

static void
add_yen(int64_t yen, struct str *b)
{
	if (yen >= 0)
		yen_add_unit(b, yen);
	else
		str_add(b, _("no price"));
}

void
rule_touch_add(const struct rule_touch *t, int most, struct str *b)
{
	str_addf(b, _("Bookings ahead for which it says otherwise: %d (of %d)\n"), t->count,
		 t->asked);
	if (t->more)
		str_add(b, _("  There are more; only the next ones were asked about.\n"));
	for (int i = 0; i < t->count && i < most; i++) {
		const struct rule_touched *row = &t->rows[i];
		str_addf(b, "  %s: ", row->line);
		add_yen(row->was, b);
		str_add(b, " -> ");
		add_yen(row->is, b);
		if (row->why_not)
			str_addf(b, "  %s", row->why_not);
		str_add(b, row->keeps ? _("  (keeps its edition)\n") : "\n");
	}
	if (t->count > most)
		str_addf(b, _("  and %d more\n"), t->count - most);
}
