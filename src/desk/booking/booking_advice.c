/*
 * booking_advice.c - see booking_advice.h. A save asks the same questions again: advice
 * is for reading, never for trust.
 */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "desk/booking/booking_advice.h"

#include <string.h>

#include "base/i18n.h"
#include "base/money.h"
#include "desk/booking/booking.h"
#include "desk/booking/booking_notice.h"
#include "desk/booking/booking_price.h"
#include "desk/booking/free.h"
#include "rule/ask.h"
#include "store/stmt.h"

static void
add_refusals(const struct answer *a, struct str *out)
{
	for (int i = 0; i < a->count; i++) {
		const struct line *l = &a->lines[i];
		if (l->kind != LINE_REFUSAL)
			continue;
		str_addf(out, "! %s", l->text);
		if (l->rule && l->rule->by_law[0])
			str_addf(out, _(" (%s)"), l->rule->by_law);
		str_add_char(out, '\n');
	}
}

static void
advise_rules(struct booking_ask *k, struct str *out)
{
	struct answer a;
	struct err e = { 0 };
	answer_init(&a);
	if (ask_all(&k->facts, &a, &e))
		add_refusals(&a, out);
	else
		str_addf(out, "! %s\n", e.msg);
	answer_done(&a);
}

/* "1,410円 = 夜間 1,210円 + 暖房 200円": what adds up, in the order of the rules. */
static void
advise_price(struct booking_ask *k, struct str *out)
{
	struct answer a;
	struct err e = { 0 };
	int64_t extras;
	int parts = 0;
	answer_init(&a);
	if (!booking_price(k, &a, &extras, &e)) {
		str_addf(out, "! %s\n", e.msg);
		answer_done(&a);
		return;
	}
	str_addf(out, "%s ", _("Fee"));
	yen_add_unit(out, a.yen);
	for (int i = 0; i < a.count; i++) {
		const struct line *l = &a.lines[i];
		if (l->has_yen && l->kind != LINE_TOTAL && l->kind != LINE_NOTE)
			str_addf(out, "%s %s", parts++ ? " /" : " =", l->text);
	}
	str_add_char(out, '\n');
	answer_done(&a);
}

/* A use in a room that hears this one, at the same time. */
static void
advise_neighbours(struct desk *d, const struct record *r, struct str *out)
{
	AUTO_STMT q = STMT_INIT;
	if (!stmt_open(&q, d->store,
		       "SELECT DISTINCT n.reason, o.name FROM room_neighbour AS n"
		       " JOIN room AS o ON o.id = CASE n.room_id WHEN ?1 THEN n.neighbour_id"
		       " ELSE n.room_id END"
		       " JOIN booking AS b ON b.room_id = o.id AND b.day = ?2"
		       " AND b.from_minute < ?4 AND b.to_minute > ?3"
		       " AND b.state" BOOKING_IS_AHEAD
		       " WHERE n.room_id = ?1 OR n.neighbour_id = ?1 ORDER BY o.position",
		       NULL))
		return;
	stmt_bind_int(&q, 1, record_get_id(r, "room_id"));
	stmt_bind_text(&q, 2, record_get(r, "day"));
	stmt_bind_int(&q, 3, record_get_number(r, "from_minute"));
	stmt_bind_int(&q, 4, record_get_number(r, "to_minute"));
	while (stmt_row(&q, NULL))
		/* L10N: a neighbouring room that is in use, and the warning about it. */
		str_addf(out, _("Note: %s is in use. %s\n"), stmt_text(&q, 1), stmt_text(&q, 0));
}

/* More people than the room holds the way its tables are to stand. */
static void
advise_layout(struct desk *d, const struct record *r, struct str *out)
{
	AUTO_STMT q = STMT_INIT;
	const char *heads = record_get(r, "heads"), *layout = record_get(r, "layout");
	if (!heads || !layout ||
	    !stmt_open(&q, d->store,
		       "SELECT capacity FROM room_layout WHERE room_id = ?1 AND layout = ?2",
		       NULL))
		return;
	stmt_bind_int(&q, 1, record_get_id(r, "room_id"));
	stmt_bind_text(&q, 2, layout);
	if (stmt_row(&q, NULL) && record_get_int(r, "heads") > stmt_int(&q, 0))
		str_addf(out, _("! This way the room holds %lld people.\n"),
			 (long long)stmt_int(&q, 0));
}

static void
add_free_time(struct desk *d, const struct free_time *t, struct str *out)
{
	date_add_short(out, t->day, desk_today(d));
	str_addf(out, " %s %s", t->words, t->room);
	if (t->yen >= 0) {
		str_add_char(out, ' ');
		yen_add_unit(out, t->yen);
	}
	str_add_char(out, '\n');
}

void
booking_instead(struct desk *d, const struct record *r, int limit, const char *before,
		struct str *out)
{
	AUTO_ARENA a = ARENA_INIT;
	struct free_wish w = FREE_WISH_INIT;
	struct free_times times;
	const char *bands = record_get(r, "bands");
	w.first = record_get_day(r, "day");
	w.heads = record_get_int(r, "heads");
	w.group_id = record_get_id(r, "group_id");
	w.person_id = record_get_id(r, "person_id");
	w.facts = record_get(r, "facts");
	w.limit = limit;
	if (bands && !strchr(bands, ',')) {
		w.band = bands;
	} else {
		w.from = record_get_int(r, "from_minute");
		w.to = record_get_int(r, "to_minute");
	}
	if (!free_next(d, &w, &a, &times, NULL))
		return;
	for (int i = 0; i < times.count; i++) {
		str_add(out, before);
		add_free_time(d, &times.rows[i], out);
	}
}

bool
booking_offers_code(const char *field, const char *code)
{
	enum booking_state s = booking_state_from(code);

	return !str_equal(field, "state") || s == BOOKING_HOLD || s == BOOKING_WAITING ||
	       s == BOOKING_APPLIED;
}

void
booking_said(struct desk *d, const struct record *r, struct str *out)
{
	AUTO_STR yen = STR_INIT;
	AUTO_STR until = STR_INIT;
	if (booking_state_of(r) == BOOKING_WAITING)
		return;
	yen_add_unit(&yen, record_get_int(r, "due"));
	if (booking_state_of(r) == BOOKING_HOLD && record_get(r, "hold_until")) {
		date_add_short(&until, record_get_day(r, "hold_until"), desk_today(d));
		/* L10N: behind a booking's number: what it costs, until when it is held. */
		str_addf(out, _(" (%s, held until %s)"), str_text(&yen), str_text(&until));
	} else {
		str_addf(out, _(" (%s)"), str_text(&yen));
	}
}

static bool
has_time(const struct record *r)
{
	return record_get(r, "room_id") && record_get(r, "day") &&
	       (record_get(r, "bands") ||
		(record_get(r, "from_minute") && record_get(r, "to_minute")));
}

static void
advise_taken(struct desk *d, const struct record *r, const char *who, struct str *out)
{
	str_addf(out, _("! Taken: %s\n"), who);
	booking_instead(d, r, 2, _("  free: "), out);
}

static void
advise_in_use(struct desk *d, const struct record *r, struct str *out)
{
	AUTO_STR why = STR_INIT;
	if (!record_get(r, "override") && booking_out_of_use(d, r, &why))
		str_addf(out, "! %s\n", str_text(&why));
}

/* Has it that time already, as it is stored? Then it is known. */
static bool
stands_there(struct desk *d, struct record *r)
{
	struct record *stored = r->id ? record_read(d, r->form, r->id, NULL) : NULL;
	const struct record_change c = { .desk = d, .before = stored, .after = r };
	bool stands = stored && booking_state_occupies(booking_state_of(stored)) &&
		      !booking_is_moved(&c);
	record_free(stored);
	return stands;
}

void
booking_advice(struct desk *d, const struct record *r, struct str *out)
{
	struct booking_ask k;
	struct err e = { 0 };
	AUTO_STR who = STR_INIT;
	if (!has_time(r))
		return;
	struct record *tried = record_copy(r);
	if (!booking_try(d, tried, &k, &e)) {
		str_addf(out, "! %s\n", e.msg);
	} else {
		if (booking_in_the_way(d, tried, &who))
			advise_taken(d, tried, str_text(&who), out);
		if (!record_get(tried, "override"))
			advise_rules(&k, out);
		if (!stands_there(d, tried)) {
			advise_in_use(d, tried, out);
			booking_notice(d, tried, "\n", out);
		}
		advise_price(&k, out);
		advise_layout(d, tried, out);
		advise_neighbours(d, tried, out);
	}
	booking_ask_done(&k);
	record_free(tried);
}

/* --- choices --- */

struct offer {
	struct arena *a;
	struct booking_choice *items;
	int count;
};

static void
offer(struct offer *o, const char *value, const char *words)
{
	o->items[o->count].value = arena_strdup(o->a, value);
	o->items[o->count++].words = arena_strdup(o->a, words);
}

/* By its name, as it is read afterwards. */
static void
offer_named(struct offer *o, const struct rule *r, const char *words)
{
	offer(o, facts_can_type(r->name) ? r->name : r->code, words);
}

/* The bands that the room sells on that day, when both are known; else all of the book. */
static void
offer_bands(struct offer *o, const struct book *b, struct booking_ask *k)
{
	int slot = k->has_facts ? facts_slot(&k->facts) : NONE;
	for (int i = 0; i < b->band_count; i++) {
		AUTO_STR words = STR_INIT;
		const struct band *band = &b->bands[i];
		if (slot != NONE && !choice_set_has(&b->slots[slot].band_set, i))
			continue;
		str_addf(&words, "%s ", band->rule.name);
		time_add_span(&words, band->from, band->to);
		offer_named(o, &band->rule, str_text(&words));
	}
}

static void
offer_all(struct offer *o, const struct book *b, const char *field, struct booking_ask *k)
{
	if (str_equal(field, "bands"))
		offer_bands(o, b, k);
	for (int i = 0; str_equal(field, "use") && i < b->use_count; i++)
		offer_named(o, &b->uses[i].rule, b->uses[i].rule.name);
	for (int i = 0; str_equal(field, "extras") && i < b->extra_count; i++)
		if (!b->extras[i].always)
			offer_named(o, &b->extras[i].rule, b->extras[i].rule.name);
	for (int i = 0; str_equal(field, "ended_why") && i < b->reason_count; i++)
		offer(o, b->reasons[i].rule.code, b->reasons[i].rule.name);
}

static void
offer_value(struct offer *o, const struct book *b, const struct fact_def *f, const char *value,
	    const char *words)
{
	AUTO_STR said = STR_INIT;
	facts_say(b, f->code, value, &said);
	offer(o, str_text(&said), words);
}

/* A number is left to be typed behind the name. */
static void
offer_fact(struct offer *o, const struct book *b, const struct fact_def *f)
{
	if (f->kind == FACT_YES) {
		offer_value(o, b, f, "yes", arena_printf(o->a, "%s: %s", f->name, _("yes")));
		offer_value(o, b, f, "no", arena_printf(o->a, "%s: %s", f->name, _("no")));
	} else if (f->kind != FACT_CHOICE && f->kind != FACT_SET) {
		offer_value(o, b, f, "", f->name);
	}
	for (int i = 0; f->kind == FACT_CHOICE && i < f->choice_count; i++)
		offer_value(o, b, f, f->choices[i].code,
			    arena_printf(o->a, "%s: %s", f->name, f->choices[i].name));
}

static bool
asks_way(const struct book *b)
{
	for (int i = 0; i < b->window_count; i++)
		if (b->windows[i].by != 0)
			return true;
	return false;
}

static void
offer_facts(struct offer *o, const struct book *b)
{
	for (int i = FACT_BUILT_IN; i < b->fact_count; i++)
		offer_fact(o, b, &b->facts[i]);
	if (asks_way(b))
		offer_fact(o, b, &b->facts[FACT_WAY]);
}

static size_t
offers_most(const struct book *b)
{
	size_t most = RULE_CHOICES_MAX;
	for (int i = 0; i < b->fact_count; i++)
		most += (size_t)b->facts[i].choice_count + 2;
	return most;
}

int
booking_choices(struct desk *d, const struct record *r, const char *field, struct arena *a,
		struct booking_choice **out)
{
	struct booking_ask k;
	struct err e = { 0 };
	struct offer o = { .a = a };
	struct record *tried = record_copy(r);
	/* What is half typed must not stand in the way of choosing it. */
	record_put(tried, field, NULL);
	if (!booking_ask_open(d, tried, &k, &e) && !k.book) {
		booking_ask_done(&k);
		record_free(tried);
		return 0;
	}
	o.items = arena_alloc(a, sizeof(*o.items) * offers_most(k.book));
	if (str_equal(field, "facts"))
		offer_facts(&o, k.book);
	else
		offer_all(&o, k.book, field, &k);
	booking_ask_done(&k);
	record_free(tried);
	*out = o.items;
	return o.count;
}
