/*
 * series.c - see series.h: the dates of a series, booked one by one in a change of their
 * own. Each day is a savepoint, so that one that cannot be had leaves only its reason.
 */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "desk/series/series.h"

#include <string.h>

#include "base/i18n.h"
#include "base/macros.h"
#include "base/mem.h"
#include "base/money.h"
#include "desk/booking/free_word.h"
#include "desk/record/record_check.h"
#include "desk/series/series_part.h"
#include "desk/series/series_rule.h"
#include "desk/staff.h"
#include "store/stmt.h"

static const struct form *
form_of(const struct series_run *run, const char *name)
{
	return form_find(run->desk->forms, name);
}

const char *
series_fate_word(enum series_fate f)
{
	switch (f) {
	case SERIES_BOOKS:
		return _("booked");
	case SERIES_SKIPS:
		return _("skipped");
	case SERIES_MOVES:
		return _("moved");
	case SERIES_CANCELS:
		return _("cancelled");
	case SERIES_STAYS:
		return _("stays");
	}
	return "";
}

void
series_plan_done(struct series_plan *p)
{
	arena_done(&p->arena);
	*p = (struct series_plan){ .arena = ARENA_INIT };
}

struct series_step *
series_step_add(struct series_plan *p, day_num day, enum series_fate fate)
{
	if ((p->count & (p->count - 1)) == 0) {
		size_t room = p->count ? (size_t)p->count * 2 : 1;
		struct series_step *more = arena_alloc(&p->arena, sizeof(*more) * room);
		if (p->count)
			memcpy(more, p->steps, sizeof(*more) * (size_t)p->count);
		p->steps = more;
	}
	struct series_step *s = &p->steps[p->count++];
	*s = (struct series_step){ .day = day, .fate = fate };
	p->books += fate == SERIES_BOOKS;
	p->skips += fate == SERIES_SKIPS;
	return s;
}

bool
series_is_of_the_day(const struct err *e)
{
	return e->code == ERR_REFUSED || e->code == ERR_INVALID;
}

const char *
series_time_words(struct desk *d, const struct record *r, struct arena *a)
{
	AUTO_STR b = STR_INIT;
	const char *room = d->lookup.ref_title(d->lookup.ctx, "room", record_get_id(r, "room_id"));
	str_addf(&b, "%s ", room ? room : "");
	time_add_span(&b, record_get_int(r, "from_minute"), record_get_int(r, "to_minute"));
	return arena_strdup(a, str_text(&b));
}

/* --- the form's check --- */

/* From the first beginning of these bands to the last end. */
static void
reach_of(const struct book *b, const char *codes, int *from, int *to)
{
	AUTO_FREE char *copy = mem_strdup(codes);
	char *rest = copy;
	for (char *code; (code = strsep(&rest, ",")) != NULL;)
		for (int i = 0; i < b->band_count; i++) {
			const struct band *band = &b->bands[i];
			if (!str_equal(band->rule.code, code))
				continue;
			*from = band->from < *from ? band->from : *from;
			*to = band->to > *to ? band->to : *to;
		}
}

/* Bands as times, by the book that answers for the room; the days' own bookings ask again. */
static bool
fill_time(const struct record_change *c, struct err *e)
{
	struct record *r = c->after;
	struct record *probe = record_new(c->desk, form_find(c->desk->forms, "booking"));
	struct booking_ask k;
	struct err unknown = { 0 };
	int from = 1440, to = 0;
	AUTO_STR bands = STR_INIT;
	record_put(probe, "room_id", record_get(r, "room_id"));
	record_put(probe, "bands", record_get(r, "bands"));
	record_put_day(probe, "day", record_get_day(r, "first_day"));
	bool has_book = booking_ask_open(c->desk, probe, &k, &unknown) || k.book;
	bool ok = has_book ? free_bands_read(k.book, record_get(r, "bands"), &bands, e)
			   : err_set_field(e, unknown.code, unknown.field, "%s", unknown.msg);
	if (ok)
		reach_of(k.book, str_text(&bands), &from, &to);
	booking_ask_done(&k);
	record_free(probe);
	if (!ok)
		return false;
	record_put(r, "bands", str_text(&bands));
	record_put_int(r, "from_minute", from);
	record_put_int(r, "to_minute", to);
	return true;
}

bool
series_rules_before(const struct record_change *c, struct err *e)
{
	struct record *r = c->after;
	AUTO_STR rrule = STR_INIT;
	if (c->undoes)
		return true;
	if (record_get(r, "rule")) {
		if (!series_rule_read(record_get(r, "rule"), desk_today(c->desk), &rrule, e))
			return false;
		record_put(r, "rule", str_text(&rrule));
	}
	if (!record_get(r, "group_id") && !record_get(r, "person_id"))
		return err_set_field(e, ERR_INVALID, "group_id",
				     _("Say who it is for: a group or a person."));
	bool bands = record_change_of(c, "bands");
	if (!bands && (record_change_of(c, "from_minute") || record_change_of(c, "to_minute")))
		record_put(r, "bands", NULL);
	if (record_get(r, "bands"))
		return (!bands && record_get(r, "from_minute")) || fill_time(c, e);
	return (record_get(r, "from_minute") && record_get(r, "to_minute")) ||
	       err_set_field(e, ERR_INVALID, "bands", _("Say the bands, or from when to when."));
}

/* --- one day --- */

static struct record *
booking_of(const struct series_run *run, day_num day)
{
	static const char *const same[] = { "room_id", "group_id", "person_id", "use",
					    "purpose", "heads",    "facts" };
	struct record *b = record_new(run->desk, form_of(run, "booking"));
	const struct record *s = run->series;
	for (size_t i = 0; i < ARRAY_LEN(same); i++)
		record_put(b, same[i], record_get(s, same[i]));
	record_put(b, "bands", record_get(s, "bands"));
	if (!record_get(s, "bands")) {
		record_put(b, "from_minute", record_get(s, "from_minute"));
		record_put(b, "to_minute", record_get(s, "to_minute"));
	}
	record_put(b, "state", booking_state_code(BOOKING_APPLIED));
	record_put_day(b, "day", day);
	record_put_id(b, "series_id", s->id);
	return b;
}

/* Saves the booking in a savepoint: refused, it leaves nothing. */
static bool
try_booking(const struct series_run *run, struct record *b, struct err *e)
{
	AUTO_TX part = TX_INIT;
	return tx_begin(&part, run->desk->store, e) &&
	       record_save_within(run->desk, &part, b, run->reason, e) && tx_commit(&part, e);
}

/*
 * What is kept of a refusal: of a room that is taken only the number of the booking, for
 * whoever may see the series need not see that party.
 */
static const char *
reason_kept(const struct series_run *run, const struct record *b, const struct err *why)
{
	struct arena *a = &run->plan->arena;
	AUTO_STMT q = STMT_INIT;
	AUTO_STR closed = STR_INIT;
	if (why->code != ERR_REFUSED || !str_equal(why->field, "room_id") ||
	    booking_out_of_use(run->desk, b, &closed))
		return arena_strdup(a, why->msg);
	if (!stmt_open(&q, run->desk->store,
		       "SELECT coalesce(k.number, k.id) FROM room_unit AS u"
		       " CROSS JOIN occupation AS o ON o.unit_id = u.unit_id AND o.day = ?2"
		       " AND o.from_minute < ?4 AND o.to_minute > ?3"
		       " JOIN booking AS k ON k.id = o.booking_id WHERE u.room_id = ?1 LIMIT 1",
		       NULL))
		return arena_strdup(a, _("The room is taken."));
	stmt_bind_int(&q, 1, record_get_id(b, "room_id"));
	stmt_bind_text(&q, 2, record_get(b, "day"));
	stmt_bind_int(&q, 3, record_get_int(run->series, "from_minute"));
	stmt_bind_int(&q, 4, record_get_int(run->series, "to_minute"));
	if (!stmt_row(&q, NULL))
		return arena_strdup(a, _("The room is taken."));
	/* L10N: the number of a booking. */
	return arena_printf(a, _("The room is taken by the booking %s."), stmt_text(&q, 0));
}

/* "会議室A 18:00-21:00 970円" */
static const char *
time_and_fee(struct desk *d, const struct record *b, struct arena *a)
{
	AUTO_STR yen = STR_INIT;
	yen_add_unit(&yen, record_get_number(b, "due"));
	return arena_printf(a, "%s %s", series_time_words(d, b, a), str_text(&yen));
}

static bool
write_date(const struct series_run *run, int64_t date_id, const struct series_step *s,
	   const char *reason, struct err *e)
{
	const struct form *form = form_of(run, "series_date");
	struct record *r =
		date_id ? record_read(run->desk, form, date_id, e) : record_new(run->desk, form);
	if (!r)
		return false;
	record_put_id(r, "series_id", run->series->id);
	record_put_day(r, "day", s->day);
	record_put(r, "state", s->fate == SERIES_BOOKS ? "booked" : "skipped");
	record_put_id(r, "booking_id", s->booking_id);
	record_put(r, "reason", reason);
	bool ok = record_save_within(run->desk, run->tx, r, run->reason, e);
	record_free(r);
	return ok;
}

bool
series_book_day(struct series_run *run, day_num day, int64_t date_id, struct err *e)
{
	struct arena *a = &run->plan->arena;
	struct record *b = booking_of(run, day);
	struct err why = { 0 };
	const char *kept = NULL;
	bool is_booked = try_booking(run, b, &why), ok = true;
	struct series_step *s =
		series_step_add(run->plan, day, is_booked ? SERIES_BOOKS : SERIES_SKIPS);
	if (is_booked) {
		s->booking_id = b->id;
		s->after = time_and_fee(run->desk, b, a);
		run->plan->yen += record_get_number(b, "due");
	} else if (series_is_of_the_day(&why)) {
		s->reason = arena_strdup(a, why.msg);
		kept = reason_kept(run, b, &why);
	} else {
		ok = false;
		if (e)
			*e = why;
	}
	record_free(b);
	return ok && write_date(run, date_id, s, kept, e);
}

bool
series_run_end(struct series_run *run, bool keep, struct err *e)
{
	if (keep)
		return tx_commit(run->tx, e);
	tx_rollback(run->tx);
	return true;
}

/* --- a new series --- */

/* The end that was said goes into the rule, so that the record tells it. */
static bool
settle_rule(struct desk *d, struct record *s, day_num last, int count, struct err *e)
{
	AUTO_STR rrule = STR_INIT, whole = STR_INIT;
	struct series_rule r;
	const char *typed = record_get(s, "rule");
	if (!series_rule_read(typed ? typed : "", desk_today(d), &rrule, e) ||
	    !series_rule_parse(str_text(&rrule), &r, e))
		return false;
	r.until = last != DAY_NONE ? last : r.until;
	r.count = count > 0 ? count : r.count;
	series_rule_write(&r, &whole);
	record_put(s, "rule", str_text(&whole));
	return true;
}

static bool
check_first_day(struct desk *d, const struct record *s, struct err *e)
{
	day_num first = record_get_day(s, "first_day");
	if (first == DAY_NONE)
		return err_set_field(e, ERR_INVALID, "first_day", _("Say from which day on."));
	return first >= desk_today(d) ||
	       err_set_field(e, ERR_REFUSED, "first_day",
			     _("A series begins today or later; what was stays as it was."));
}

/* A refusal of every day for want of something that was to be said is told as such. */
static bool
book_days(struct series_run *run, const day_num *days, int count, struct err *e)
{
	if (count == 0)
		return err_set_field(e, ERR_INVALID, "rule", _("No day fits the rule."));
	for (int i = 0; i < count; i++)
		if (!series_book_day(run, days[i], 0, e))
			return false;
	if (run->plan->books > 0)
		return true;
	struct record *b = booking_of(run, days[0]);
	struct err why = { 0 };
	bool lacks = !try_booking(run, b, &why) && why.code == ERR_INVALID;
	record_free(b);
	if (lacks && e)
		*e = why;
	return !lacks;
}

static bool
make(struct desk *d, struct series_run *run, day_num last, int count, struct err *e)
{
	AUTO_ARENA a = ARENA_INIT;
	struct record *s = run->series;
	day_num *days;
	if (!check_first_day(d, s, e) || !settle_rule(d, s, last, count, e))
		return false;
	int n = series_days(record_get(s, "rule"), record_get_day(s, "first_day"), DAY_NONE, 0, &a,
			    &days, e);
	return n >= 0 && record_save_within(d, run->tx, s, NULL, e) && book_days(run, days, n, e);
}

struct series_wish {
	day_num last;
	int count;
	bool keep;
};

/* What a new series makes; with `keep` the record gets its id, else nothing was written. */
static bool
begin(struct desk *d, struct record *s, const struct series_wish *w, struct series_plan *out,
      struct err *e)
{
	AUTO_TX tx = TX_INIT;
	struct record *copy = record_copy(s);
	struct series_run run = { .desk = d, .tx = &tx, .plan = out, .series = copy };
	*out = (struct series_plan){ .arena = ARENA_INIT };
	bool ok = staff_require(d, "booking.add", e) && tx_begin(&tx, d->store, e) &&
		  make(d, &run, w->last, w->count, e) && series_run_end(&run, w->keep, e);
	if (ok && w->keep)
		record_swap(s, copy);
	record_free(copy);
	return ok;
}

bool
series_plan(struct desk *d, const struct record *s, day_num last, int count,
	    struct series_plan *out, struct err *e)
{
	const struct series_wish wish = { .last = last, .count = count };
	struct record *copy = record_copy(s);
	bool ok = begin(d, copy, &wish, out, e);
	record_free(copy);
	return ok;
}

bool
series_book(struct desk *d, struct record *s, day_num last, int count, struct series_plan *out,
	    struct err *e)
{
	const struct series_wish wish = { .last = last, .count = count, .keep = true };
	return begin(d, s, &wish, out, e);
}

/* --- again --- */

struct date_row {
	int64_t id;
	day_num day;
};

/* Dates ahead that have no booking yet, in `a`. */
static int
open_dates(struct desk *d, int64_t series_id, struct arena *a, struct date_row **out, struct err *e)
{
	AUTO_STMT q = STMT_INIT;
	char today[DATE_TEXT_SIZE];
	int count = 0;
	if (!stmt_open(&q, d->store,
		       "SELECT id, day FROM series_date WHERE series_id = ?1 AND day >= ?2"
		       " AND state IN ('skipped', 'planned') ORDER BY day",
		       e))
		return -1;
	date_to_iso(desk_today(d), today);
	stmt_bind_int(&q, 1, series_id);
	stmt_bind_text(&q, 2, today);
	*out = arena_alloc(a, sizeof(**out) * SERIES_DATES_MAX);
	while (count < SERIES_DATES_MAX && stmt_row(&q, e))
		(*out)[count++] =
			(struct date_row){ stmt_int(&q, 0), date_from_iso(stmt_text(&q, 1)) };
	return stmt_failed(&q) ? -1 : count;
}

static bool
has_date(struct desk *d, int64_t series_id, day_num day)
{
	AUTO_STMT q = STMT_INIT;
	char text[DATE_TEXT_SIZE];
	if (!stmt_open(&q, d->store, "SELECT 1 FROM series_date WHERE series_id = ?1 AND day = ?2",
		       NULL))
		return true;
	date_to_iso(day, text);
	stmt_bind_int(&q, 1, series_id);
	stmt_bind_text(&q, 2, text);
	return stmt_row(&q, NULL);
}

/* Days of the rule that never were booked: of a series that was typed or brought by a file. */
static bool
add_missing(struct series_run *run, struct err *e)
{
	AUTO_ARENA a = ARENA_INIT;
	struct desk *d = run->desk;
	struct record *s = run->series;
	day_num *days, ended = record_get_day(s, "ended_on");
	int n = series_days(record_get(s, "rule"), record_get_day(s, "first_day"), DAY_NONE, 0, &a,
			    &days, e);
	for (int i = 0; i < n; i++) {
		if (days[i] < desk_today(d) || (ended != DAY_NONE && days[i] > ended) ||
		    has_date(d, s->id, days[i]))
			continue;
		if (!series_book_day(run, days[i], 0, e))
			return false;
	}
	return n >= 0;
}

static bool
try_all(struct series_run *run, struct err *e)
{
	AUTO_ARENA a = ARENA_INIT;
	struct date_row *dates;
	int count = open_dates(run->desk, run->series->id, &a, &dates, e);
	for (int i = 0; i < count; i++)
		if (!series_book_day(run, dates[i].day, dates[i].id, e))
			return false;
	return count >= 0 && add_missing(run, e);
}

static int
book_open(struct desk *d, int64_t series_id, bool keep, struct series_plan *out, struct err *e)
{
	AUTO_TX tx = TX_INIT;
	struct series_run run = { .desk = d, .tx = &tx, .plan = out };
	*out = (struct series_plan){ .arena = ARENA_INIT };
	if (!staff_require(d, "booking.add", e) || !tx_begin(&tx, d->store, e))
		return -1;
	run.series = record_read(d, form_of(&run, "booking_series"), series_id, e);
	bool ok = run.series && try_all(&run, e) && series_run_end(&run, keep, e);
	record_free(run.series);
	return ok ? out->books : -1;
}

int
series_again_plan(struct desk *d, int64_t series_id, struct series_plan *out, struct err *e)
{
	return book_open(d, series_id, false, out, e);
}

int
series_try_again(struct desk *d, int64_t series_id, struct series_plan *out, struct err *e)
{
	return book_open(d, series_id, true, out, e);
}

/* --- how it stands --- */

static enum series_fate
fate_of(const char *state)
{
	if (str_equal(state, "booked"))
		return SERIES_BOOKS;
	if (str_equal(state, "skipped"))
		return SERIES_SKIPS;
	return str_equal(state, "given_up") ? SERIES_CANCELS : SERIES_STAYS;
}

/* Of a date that was booked: it stands, and has not been cancelled, refused or lapsed alone. */
static bool
is_booked_still(const struct series_step *step, const struct record *booking)
{
	enum booking_state s = booking_state_of(booking);
	return step->fate == SERIES_BOOKS && (booking_state_occupies(s) || s == BOOKING_NO_SHOW);
}

/* "会議室B 17:30-21:30 (許可)"; the plan's sum is of those that are booked still. */
static const char *
add_booking(struct desk *d, const struct series_step *step, struct series_plan *out)
{
	struct arena *a = &out->arena;
	struct record *b = record_read(d, form_find(d->forms, "booking"), step->booking_id, NULL);
	if (!b)
		return NULL;
	const char *state = d->lookup.code_word(d->lookup.ctx, "booking_state",
						booking_state_code(booking_state_of(b)));
	const char *words = arena_printf(a, "%s (%s)", series_time_words(d, b, a), state);
	if (is_booked_still(step, b))
		out->yen += record_get_number(b, "due");
	else
		out->books -= step->fate == SERIES_BOOKS;
	record_free(b);
	return words;
}

bool
series_show(struct desk *d, int64_t series_id, struct series_plan *out, struct err *e)
{
	AUTO_STMT q = STMT_INIT;
	*out = (struct series_plan){ .arena = ARENA_INIT };
	if (!staff_require(d, "booking.view", e) ||
	    !stmt_open(&q, d->store,
		       "SELECT day, state, coalesce(booking_id, 0), reason FROM series_date"
		       " WHERE series_id = ?1 ORDER BY day",
		       e))
		return false;
	stmt_bind_int(&q, 1, series_id);
	while (stmt_row(&q, e)) {
		struct series_step *s = series_step_add(out, date_from_iso(stmt_text(&q, 0)),
							fate_of(stmt_text(&q, 1)));
		s->booking_id = stmt_int(&q, 2);
		s->reason = arena_strdup(&out->arena, stmt_text(&q, 3));
		s->after = s->booking_id ? add_booking(d, s, out) : NULL;
	}
	return !stmt_failed(&q);
}
