/* rule_touch.c - see rule_touch.h. */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "desk/rule/rule_touch.h"

#include <stdlib.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "base/money.h"
#include "desk/booking/booking.h"
#include "desk/booking/booking_price.h"
#include "rule/ask.h"
#include "store/stmt.h"

enum { PAUSE = 50 }; /* so many bookings between two calls of go_on() */

/* What a book says of a booking. */
struct said {
	int64_t yen;           /* -1: it cannot be told */
	const char *why_not;   /* in the arena; NULL: it may be */
	const char *not_today; /* the same, if it were applied for today */
};

static const char *
refusal_of(const struct answer *a, struct arena *arena)
{
	for (int i = 0; i < a->count; i++)
		if (a->lines[i].kind == LINE_REFUSAL)
			return arena_strdup(arena, a->lines[i].text);
	return arena_strdup(arena, _("not allowed"));
}

typedef bool (*question_fn)(struct facts *f, struct answer *a, struct err *e);

/* The first of two questions that is answered with no, or cannot be answered. */
static const char *
first_no(struct facts *f, const question_fn questions[2], struct arena *arena)
{
	struct answer a;
	const char *why = NULL;
	answer_init(&a);
	for (int i = 0; i < 2 && !why; i++) {
		struct err lacks = { 0 };
		answer_clear(&a);
		if (!questions[i](f, &a, &lacks))
			why = arena_strdup(arena, lacks.msg);
		else if (!a.yes)
			why = refusal_of(&a, arena);
	}
	answer_done(&a);
	return why;
}

/* Windows and limits ask about the day of application: the booking's own is over. */
static const char *
why_not_today(struct facts *f, day_num today, struct arena *arena)
{
	static const question_fn questions[] = { ask_window, ask_limits };
	struct err lacks = { 0 };
	if (f->book->window_count == 0 && f->book->limit_count == 0)
		return NULL;
	f->apply = today;
	f->apply_at = NONE;
	if (!facts_complete(f, &lacks))
		return arena_strdup(arena, lacks.msg);
	return first_no(f, questions, arena);
}

static struct said
say(struct booking_ask *k, day_num today, struct arena *arena)
{
	static const question_fn questions[] = { ask_open, ask_allowed };
	struct said s = { .yen = -1, .why_not = first_no(&k->facts, questions, arena) };
	struct answer a;
	int64_t extras;
	struct err lacks = { 0 };
	answer_init(&a);
	if (booking_price(k, &a, &extras, &lacks))
		s.yen = a.yen;
	answer_done(&a);
	s.not_today = why_not_today(&k->facts, today, arena);
	return s;
}

/* `b` NULL: by the edition that answers for it. */
static struct said
say_by(struct desk *d, const struct record *r, const struct book *b, struct arena *arena)
{
	struct booking_ask k;
	struct err why = { 0 };
	bool is_open = b ? booking_ask_by(d, r, b, &k, &why) : booking_ask_open(d, r, &k, &why);
	struct said s = is_open ? say(&k, desk_today(d), arena)
				: (struct said){ .yen = -1,
						 .why_not = arena_strdup(arena, why.msg) };
	booking_ask_done(&k);
	return s;
}

/* --- the bookings ahead --- */

struct id_list {
	int64_t *ids; /* owned */
	int count, room;
};

static void
list_add(struct id_list *l, int64_t id)
{
	if (l->count == l->room) {
		l->room = l->room ? l->room * 2 : 256;
		l->ids = mem_resize(l->ids, (size_t)l->room, sizeof(*l->ids));
	}
	l->ids[l->count++] = id;
}

/* A site that has no books of its own is answered by the centre's. */
static bool
read_ahead(struct desk *d, int64_t site_id, struct id_list *out, struct err *e)
{
	AUTO_STMT q = STMT_INIT;
	char today[DATE_TEXT_SIZE];
	if (!stmt_open(&q, d->store,
		       "SELECT b.id FROM booking AS b"
		       " JOIN room AS r ON r.id = b.room_id WHERE b.day >= ?1"
		       " AND b.state IN ('hold', 'waiting', 'applied', 'permitted')"
		       " AND ?2 = CASE WHEN EXISTS (SELECT 1 FROM rule_book AS k"
		       "  WHERE k.site_id = r.site_id) THEN r.site_id ELSE 0 END"
		       " ORDER BY b.day, b.from_minute, b.id",
		       e))
		return false;
	date_to_iso(desk_today(d), today);
	stmt_bind_text(&q, 1, today);
	stmt_bind_int(&q, 2, site_id);
	while (stmt_row(&q, e))
		list_add(out, stmt_int(&q, 0));
	return !stmt_failed(&q);
}

static bool
is_other(const struct rule_touched *row)
{
	return row->was != row->is || row->why_not;
}

static void
add_row(struct rule_touch *t, const struct rule_touched *row)
{
	t->rows[t->row_count++] = *row;
	if (is_other(row))
		t->count++;
	else
		t->not_today_count++;
}

static bool
look_at(struct desk *d, const struct rule_touch_ask *ask, int64_t id, struct arena *a,
	struct rule_touch *out, struct err *e)
{
	AUTO_STR line = STR_INIT;
	struct record *r = record_read(d, form_find(d->forms, "booking"), id, e);
	if (!r)
		return false;
	struct said was = say_by(d, r, NULL, a), is = say_by(d, r, ask->book, a);
	struct rule_touched row = {
		.booking_id = id,
		.was = was.yen,
		.is = is.yen,
		.why_not = was.why_not ? NULL : is.why_not,
		.not_today = was.not_today ? NULL : is.not_today,
		.applied = record_get_day(r, "applied_on"),
	};
	row.keeps = row.applied < ask->from;
	if (is_other(&row) || row.not_today) {
		booking_add_line(d, r, &line);
		row.line = arena_strdup(a, str_text(&line));
		add_row(out, &row);
	}
	record_free(r);
	return true;
}

static bool
look_at_all(struct desk *d, const struct rule_touch_ask *ask, const struct id_list *ahead,
	    struct arena *a, struct rule_touch *out, struct err *e)
{
	out->ahead = ahead->count;
	out->rows = arena_alloc(a, sizeof(*out->rows) * (size_t)(ahead->count + 1));
	for (; out->asked < ahead->count; out->asked++) {
		bool pauses = ask->go_on && out->asked % PAUSE == PAUSE - 1;
		if (pauses && !ask->go_on(ask->ctx, out->asked, ahead->count))
			break;
		if (!look_at(d, ask, ahead->ids[out->asked], a, out, e))
			return false;
	}
	return true;
}

bool
rule_touch(struct desk *d, const struct rule_touch_ask *ask, struct arena *a,
	   struct rule_touch *out, struct err *e)
{
	struct id_list ahead = { 0 };
	*out = (struct rule_touch){ 0 };
	bool is_done = read_ahead(d, ask->site_id, &ahead, e) &&
		       look_at_all(d, ask, &ahead, a, out, e) &&
		       room_clashes_find(d, ask->site_id, ask->book, a, &out->clashes, e);
	free(ahead.ids);
	return is_done;
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

static void
add_other(const struct rule_touched *row, struct str *b)
{
	add_yen(row->was, b);
	str_add(b, " -> ");
	add_yen(row->is, b);
	if (row->why_not)
		str_addf(b, "  %s", row->why_not);
}

/* The rows that are told otherwise, or those that could not be applied for today. */
static void
add_rows(const struct rule_touch *t, bool other, int most, struct str *b)
{
	int count = other ? t->count : t->not_today_count, told = 0;
	for (int i = 0; i < t->row_count && told < most; i++) {
		const struct rule_touched *row = &t->rows[i];
		if (is_other(row) != other)
			continue;
		told++;
		str_addf(b, "  %s: ", row->line);
		if (other)
			add_other(row, b);
		else
			str_add(b, row->not_today);
		str_add(b, row->keeps ? _("  (keeps its edition)\n") : "\n");
	}
	if (count > told)
		str_addf(b, _("  and %d more\n"), count - told);
}

static void
add_clashes(const struct room_clashes *c, int most, struct str *b)
{
	if (c->count == 0)
		return;
	str_addf(b,
		 _("Pairs of bookings ahead that its rooms (units) would put in each other's way:"
		   " %d. Move or cancel one of each before it is loaded.\n"),
		 c->count);
	for (int i = 0; i < c->count && i < most; i++)
		str_addf(b, "  %s / %s\n", c->rows[i].line, c->rows[i].other);
	if (c->count > most)
		str_addf(b, _("  and %d more\n"), c->count - most);
}

void
rule_touch_add(const struct rule_touch *t, int most, struct str *b)
{
	add_clashes(&t->clashes, most, b);
	str_addf(b, _("Bookings ahead for which it says otherwise: %d (of %d)\n"), t->count,
		 t->asked);
	add_rows(t, true, most, b);
	if (t->not_today_count > 0)
		str_addf(b, _("Bookings ahead that could not be applied for today under it: %d\n"),
			 t->not_today_count);
	add_rows(t, false, most, b);
	if (t->asked < t->ahead)
		str_addf(b,
			 _("Stopped: of %d bookings ahead, those until then were asked about.\n"),
			 t->ahead);
}
