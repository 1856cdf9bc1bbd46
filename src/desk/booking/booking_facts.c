/*
 * booking_facts.c - a booking's record as the facts that the rule book is asked about:
 * the room, the time, what the clerk said, and the party's other bookings.
 */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "desk/booking/booking.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/macros.h"
#include "base/mem.h"
#include "base/typed.h"
#include "desk/booking/free_word.h"
#include "desk/booking/room.h"
#include "desk/rule/rule_store.h"
#include "desk/rule/surroundings.h"
#include "store/stmt.h"

enum { OTHERS_DAYS = 800 }; /* other bookings count that lie no further away */

struct asked_room {
	char *code, *name; /* in the arena */
	int64_t site_id;
};

static bool
read_room(struct desk *d, int64_t id, struct arena *a, struct asked_room *out, struct err *e)
{
	AUTO_STMT q = STMT_INIT;
	if (!stmt_open(&q, d->store, "SELECT code, name, coalesce(site_id, 0) FROM room"
		       " WHERE id = ?1", e))
		return false;
	stmt_bind_int(&q, 1, id);
	if (!stmt_row(&q, e))
		return !stmt_failed(&q) &&
		       err_set_field(e, ERR_INVALID, "room_id", _("Say which room."));
	out->code = arena_strdup(a, stmt_text(&q, 0));
	out->name = arena_strdup(a, stmt_text(&q, 1));
	out->site_id = stmt_int(&q, 2);
	return true;
}

/* The edition that a booking was made under answers for it, until it is applied for anew. */
static bool
find_book(struct desk *d, const struct record *r, int64_t site_id, struct booking_ask *out,
	  struct err *e)
{
	day_num apply = record_get_day(r, "applied_on");
	out->rule_book_id = record_get_id(r, "rule_book_id");
	if (out->rule_book_id == 0)
		out->rule_book_id = rule_store_of_site(
			d, site_id, apply == DAY_NONE ? desk_today(d) : apply, e);
	out->book = out->rule_book_id ? rule_store_book(d, out->rule_book_id, e) : NULL;
	return out->book != NULL;
}

static bool
give(struct facts *f, const char *name, const char *value, struct err *e)
{
	return value == NULL || facts_set(f, name, value, e);
}

static bool
give_bands(struct facts *f, const char *words, struct err *e)
{
	AUTO_STR codes = STR_INIT;
	if (!free_bands_read(f->book, words ? words : "", &codes, e))
		return false;
	return codes.len == 0 || facts_set(f, "bands", str_text(&codes), e);
}

static bool
give_time(struct facts *f, const char *name, const char *minutes, struct err *e)
{
	AUTO_STR time = STR_INIT;
	if (minutes == NULL)
		return true;
	time_add(&time, (int)strtoll(minutes, NULL, 10));
	return facts_set(f, name, str_text(&time), e);
}

/* What the room is let for must be what is paid for: these are said once, in their fields. */
static bool
is_field(const char *fact)
{
	static const char *const fields[] = { "room", "day", "until", "bands", "from", "to",
					      "apply", "apply_at", "other" };
	return str_is_one_of(fact, fields, ARRAY_LEN(fields));
}

/* "入場料=500 市外=はい" as codes with blanks between. */
static bool
read_words(const struct book *b, const char *words, struct str *codes, struct err *e)
{
	AUTO_FREE char *copy = mem_strdup(words ? words : "");
	char *rest = copy;
	for (char *word; (word = typed_next_word(&rest)) != NULL;) {
		char *value = strchr(word, '=');
		if (!value)
			return err_set_field(e, ERR_INVALID, "facts",
					     _("\"%s\" is no fact; write it as fact=value."), word);
		*value++ = '\0';
		str_add(codes, codes->len ? " " : "");
		if (!facts_code(b, word, value, codes))
			str_addf(codes, "%s=%s", word, value);
	}
	return true;
}

static bool
give_words(struct facts *f, const char *words, struct err *e)
{
	AUTO_STR codes = STR_INIT;
	if (!read_words(f->book, words, &codes, e))
		return false;
	for (char *word, *rest = codes.s; (word = typed_next_word(&rest)) != NULL;) {
		char *value = strchr(word, '=');
		if (!value)
			continue;
		*value++ = '\0';
		if (is_field(word))
			return err_set_field(e, ERR_INVALID, "facts",
					     _("\"%s\" is no further fact: the booking says it."),
					     word);
		if (!facts_set(f, word, value, e))
			return false;
	}
	return true;
}

/* "椅子:12、piano" as codes with commas between. */
static void
add_codes(const struct fact_def *d, const char *typed, struct str *codes)
{
	AUTO_FREE char *copy = mem_strdup(typed);
	char *rest = copy;
	for (char *word; (word = typed_next_word(&rest)) != NULL;) {
		char *colon = strrchr(word, ':');
		const char *code = word;
		if (colon)
			*colon = '\0';
		for (int i = 0; i < d->choice_count; i++)
			if (str_equal(d->choices[i].name, word))
				code = d->choices[i].code;
		str_addf(codes, "%s%s%s%s", codes->len ? "," : "", code, colon ? ":" : "",
			 colon ? colon + 1 : "");
	}
}

static bool
give_codes(struct facts *f, const char *fact, const char *typed, struct err *e)
{
	AUTO_STR codes = STR_INIT;
	add_codes(&f->book->facts[book_fact(f->book, fact)], typed, &codes);
	return codes.len == 0 || facts_set(f, fact, str_text(&codes), e);
}

static void
put_codes(struct record *r, const char *field, const struct fact_def *d)
{
	AUTO_STR codes = STR_INIT;
	add_codes(d, record_get(r, field), &codes);
	if (codes.len)
		record_put(r, field, str_text(&codes));
}

void
booking_put_codes(struct record *r, const struct book *b)
{
	AUTO_STR facts = STR_INIT;
	put_codes(r, "use", &b->facts[book_fact(b, "use")]);
	put_codes(r, "extras", &b->facts[FACT_EXTRAS]);
	if (record_get(r, "facts") && read_words(b, record_get(r, "facts"), &facts, NULL))
		record_put(r, "facts", str_text(&facts));
}

void
booking_put_times(struct record *r, const struct booking_ask *k)
{
	const struct facts *f = &k->facts;
	AUTO_STR bands = STR_INIT;
	if (f->known[FACT_FROM] && f->known[FACT_TO]) {
		record_put_int(r, "from_minute", (int)f->values[FACT_FROM]);
		record_put_int(r, "to_minute", (int)f->values[FACT_TO]);
	}
	struct choice_set simple;
	int from = 1440, to = 0;
	bands_simple(k->book, &f->bands, &simple);
	const struct choice_set *told = record_get(r, "bands") ? &f->given_bands : &simple;
	for (int i = 0; i < k->book->band_count; i++) {
		const struct band *band = &k->book->bands[i];
		if (choice_set_has(told, i))
			str_addf(&bands, "%s%s", bands.len ? "," : "", band->rule.code);
		if (!choice_set_has(&simple, i))
			continue;
		from = band->from < from ? band->from : from;
		to = band->to > to ? band->to : to;
	}
	if (bands.len == 0)
		return;
	record_put_int(r, "from_minute", from);
	record_put_int(r, "to_minute", to);
	record_put(r, "bands", str_text(&bands));
}

/* Some site's rule book that has the fact: the centre's own before others. */
static bool
say_fact(struct desk *d, const char *code, const char *value, struct str *out)
{
	AUTO_STMT q = STMT_INIT;
	bool is_said = false;
	if (!stmt_open(&q, d->store,
		       "SELECT DISTINCT coalesce(site_id, 0) FROM rule_book ORDER BY 1", NULL))
		return false;
	while (!is_said && stmt_row(&q, NULL)) {
		int64_t id = rule_store_in_force(d, stmt_int(&q, 0), desk_today(d), NULL);
		const struct book *b = id ? rule_store_book(d, id, NULL) : NULL;
		is_said = b && facts_say(b, code, value, out);
	}
	return is_said;
}

bool
booking_facts_say(struct desk *d, const char *facts, struct str *out)
{
	AUTO_FREE char *copy = mem_strdup(facts);
	char *rest = copy;
	for (char *word; (word = typed_next_word(&rest)) != NULL;) {
		char *value = strchr(word, '=');
		str_add(out, out->len ? " " : "");
		if (value)
			*value++ = '\0';
		if (!value || !say_fact(d, word, value, out))
			str_addf(out, "%s%s%s", word, value ? "=" : "", value ? value : "");
	}
	return out->len > 0;
}

/* Bookings are fields of the form; facts have names of their own. */
static void
name_field(struct err *e)
{
	static const char *const fields[][2] = {
		{ "room", "room_id" }, { "from", "from_minute" }, { "to", "to_minute" },
		{ "apply", "applied_on" }, { "apply_at", "applied_at" }, { "minutes", "to_minute" },
	};
	static const char *const own[] = { "day", "bands", "heads", "use", "extras" };
	if (!e)
		return;
	for (size_t i = 0; i < ARRAY_LEN(fields); i++)
		if (str_equal(e->field, fields[i][0])) {
			snprintf(e->field, sizeof(e->field), "%s", fields[i][1]);
			return;
		}
	if (e->field[0] != '\0' && !str_is_one_of(e->field, own, ARRAY_LEN(own)))
		snprintf(e->field, sizeof(e->field), "facts");
}

/*
 * What the register knows: a book that asks whether the party is registered need not
 * be told. What the clerk says goes before.
 */
static bool
give_registered(struct desk *d, const struct record *r, struct facts *f, struct err *e)
{
	int fact = book_fact(f->book, "registered");
	int64_t group = record_get_id(r, "group_id");
	if (fact == NONE || f->book->facts[fact].kind != FACT_YES || f->given[fact] || group == 0)
		return true;
	AUTO_STMT q = STMT_INIT;
	if (!stmt_open(&q, d->store,
		       "SELECT 1 FROM registration WHERE group_id = ?1 AND state = 'approved'"
		       " AND valid_from <= ?2 AND coalesce(valid_until, ?2) >= ?2 LIMIT 1",
		       e))
		return false;
	char day[DATE_TEXT_SIZE];
	date_to_iso(f->apply != DAY_NONE ? f->apply : desk_today(d), day);
	stmt_bind_int(&q, 1, group);
	stmt_bind_text(&q, 2, day);
	facts_set_number(f, fact, stmt_row(&q, e) ? 1 : 0);
	return !stmt_failed(&q);
}

/* --- the party's other bookings --- */

static struct choice_set
read_bands(const struct book *b, const char *codes)
{
	struct choice_set set = { { 0 } };
	AUTO_FREE char *copy = mem_strdup(codes ? codes : "");
	char *rest = copy;
	for (char *code; (code = strsep(&rest, ",")) != NULL;)
		for (int i = 0; i < b->band_count; i++)
			if (str_equal(b->bands[i].rule.code, code))
				choice_set_add(&set, i);
	return set;
}

static enum use_state
use_state_of(const char *state)
{
	if (str_equal(state, booking_state_code(BOOKING_CANCELLED)))
		return USE_CANCELLED;
	return str_equal(state, booking_state_code(BOOKING_NO_SHOW)) ? USE_NO_SHOW : USE_STANDS;
}

static void
add_other(struct facts *f, struct stmt *q)
{
	const char *ended = stmt_text(q, 7), *extras = stmt_text(q, 8);
	const struct other_use other = {
		.room = room_in_book(f->book, stmt_text(q, 0)),
		.day = date_from_iso(stmt_text(q, 1)),
		.from = (int)stmt_int(q, 2),
		.to = (int)stmt_int(q, 3),
		.bands = read_bands(f->book, stmt_text(q, 4)),
		.apply = date_from_iso(stmt_text(q, 5)),
		.state = use_state_of(stmt_text(q, 6)),
		.said = ended ? date_from_iso(ended) : DAY_NONE,
	};
	if (other.room == NONE)
		return;
	facts_add_other(f, &other);
	/* Equipment that this edition does not have counts nowhere. */
	facts_add_other_extras(f, extras ? extras : "", NULL);
}

#define OTHERS                                                                               \
	"SELECT r.code, b.day, b.from_minute, b.to_minute, b.bands, b.applied_on, b.state,"  \
	" b.ended_on, b.extras FROM booking AS b JOIN room AS r ON r.id = b.room_id"         \
	" WHERE b.day BETWEEN ?2 AND ?3 AND b.id <> ?4"                                      \
	" AND b.state IN ('hold', 'applied', 'permitted', 'in_use', 'done', 'cancelled',"    \
	" 'no_show')"

/* A price may hang on them too: on the day of a run, on a room beside it. */
static bool
looks_at_others(const struct book *b)
{
	return b->limit_count > 0 || book_asks(b, FACT_RUN_DAY) ||
	       book_asks(b, FACT_COMPANIONS) || book_asks(b, FACT_ROOMS_AT_ONCE);
}

/* Adds those of the party to facts that know their book, whose use is on `day`, if it is given. */
static bool
read_others(struct desk *d, const struct record *r, day_num day, struct facts *f, struct err *e)
{
	AUTO_STMT q = STMT_INIT;
	char first[DATE_TEXT_SIZE], last[DATE_TEXT_SIZE];
	int64_t group = record_get_id(r, "group_id"), person = record_get_id(r, "person_id");
	if (day == DAY_NONE || (group == 0 && person == 0) || !looks_at_others(f->book))
		return true;
	if (!stmt_open(&q, d->store,
		       group ? OTHERS " AND b.group_id = ?1 ORDER BY b.day, b.from_minute"
			     : OTHERS " AND b.person_id = ?1 AND b.group_id IS NULL"
				      " ORDER BY b.day, b.from_minute",
		       e))
		return false;
	date_to_iso(day - OTHERS_DAYS, first);
	date_to_iso(day + OTHERS_DAYS, last);
	stmt_bind_int(&q, 1, group ? group : person);
	stmt_bind_text(&q, 2, first);
	stmt_bind_text(&q, 3, last);
	stmt_bind_int(&q, 4, r->id);
	while (stmt_row(&q, e))
		add_other(f, &q);
	return !stmt_failed(&q);
}

static bool
is_same_use(const struct other_use *a, const struct other_use *b)
{
	return a->day == b->day && a->apply == b->apply && a->room == b->room &&
	       a->from == b->from && a->to == b->to && a->state == b->state &&
	       a->said == b->said && choice_set_holds(&a->bands, &b->bands) &&
	       choice_set_holds(&b->bands, &a->bands);
}

bool
booking_others_stand(struct desk *d, const struct record *r, const struct booking_ask *k)
{
	struct facts now = { .book = k->book };
	bool same = read_others(d, r, k->facts.day, &now, NULL) &&
		    now.other_count == k->facts.other_count;
	for (int i = 0; same && i < now.other_count; i++)
		same = is_same_use(&now.others[i], &k->facts.others[i]);
	facts_done(&now);
	return same;
}

/* --- all of it --- */

static bool
give_all(struct desk *d, const struct record *r, const char *room, struct facts *f, struct err *e)
{
	const char *bands = record_get(r, "bands");
	bool by_time = bands == NULL;
	if (!give(f, "room", room, e) || !give(f, "day", record_get(r, "day"), e) ||
	    !give_bands(f, bands, e) ||
	    !give_time(f, "from", by_time ? record_get(r, "from_minute") : NULL, e) ||
	    !give_time(f, "to", by_time ? record_get(r, "to_minute") : NULL, e) ||
	    !give(f, "heads", record_get(r, "heads"), e) ||
	    !give(f, "use", record_get(r, "use"), e) ||
	    !give_codes(f, "extras", record_get(r, "extras"), e) ||
	    !give(f, "apply", record_get(r, "applied_on"), e) ||
	    !give_time(f, "apply_at", record_get(r, "applied_at"), e) ||
	    !give_words(f, record_get(r, "facts"), e))
		return false;
	return give_registered(d, r, f, e) && read_others(d, r, f->day, f, e) &&
	       facts_complete(f, e);
}

/* The book is known. */
static bool
ask(struct desk *d, const struct record *r, const struct asked_room *room, struct booking_ask *out,
    struct err *e)
{
	if (!surroundings_load(d, out->book, room->site_id, &out->arena, &out->around, e))
		return false;
	if (room_in_book(out->book, room->code) == NONE)
		return err_set_field(e, ERR_REFUSED, "room_id",
				     _("The rule book does not have the room %s (%s)."),
				     room->name, room->code);
	facts_init(&out->facts, out->book, &out->around);
	out->has_facts = true;
	if (give_all(d, r, room->code, &out->facts, e))
		return true;
	name_field(e);
	return false;
}

bool
booking_ask_open(struct desk *d, const struct record *r, struct booking_ask *out, struct err *e)
{
	struct asked_room room = { 0 };
	*out = (struct booking_ask){ .arena = ARENA_INIT };
	return read_room(d, record_get_id(r, "room_id"), &out->arena, &room, e) &&
	       find_book(d, r, room.site_id, out, e) && ask(d, r, &room, out, e);
}

bool
booking_ask_by(struct desk *d, const struct record *r, const struct book *b,
	       struct booking_ask *out, struct err *e)
{
	struct asked_room room = { 0 };
	*out = (struct booking_ask){ .arena = ARENA_INIT, .book = b };
	return read_room(d, record_get_id(r, "room_id"), &out->arena, &room, e) &&
	       ask(d, r, &room, out, e);
}

void
booking_ask_done(struct booking_ask *k)
{
	if (k->has_facts)
		facts_done(&k->facts);
	k->has_facts = false;
	arena_done(&k->arena);
}
