/*
 * test_booking_lives.c - random lives of bookings, many at a time on one calendar:
 * booked, applied for, permitted, moved, extended, waived, corrected, paid in parts,
 * given back, voided, used, cancelled, missed, expired. After every step what is due
 * and what was taken is what a reckoning of the test's own says, from the rule book's
 * answers to the facts that the test knows; a refusal changes nothing; and at the end
 * of each home `madoguchi check` is clean.
 *
 * LIVES=N lives that many instead (`make torture`: 100,000); LIVES_SEED makes them others.
 */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "booking_home.h"

#include <assert.h>

#include "base/rand.h"
#include "desk/booking/booking_act.h"
#include "desk/booking/receipt.h"
#include "desk/check/check.h"
#include "desk/rule/surroundings.h"
#include "rule/ask.h"

enum { LIVES = 2000, OF_A_HOME = 2000, AT_ONCE = 24, RECEIPTS = 8, STEPS_AFTER = 3 };

static const char *const room_codes[] = { "a1", "a2", "a", "b", "hall" };
static const char *const band_codes[] = { "morning", "afternoon", "night", "morning,afternoon",
					  "day" };
static const char *const waived_codes[] = { "none", "half", "full" };
static const char *const reasons[] = { NULL, "personal", "storm", "centre" };

/* What the test knows of one booking, and how it reckons. */
struct life {
	int64_t id; /* 0: this place is empty */
	enum booking_state state;
	int room, bands, waived, heads;
	bool stays; /* the move was to where it is: nothing is asked again */
	bool outside, commercial, projector;
	day_num day, apply;
	int extended; /* minutes after */
	bool permitted, changed;
	int64_t price, extras; /* of the time; the part of it for extras */
	int64_t extension;     /* of the longer time */
	int64_t off, ended;    /* waived and corrected; what an end took away (below 0) */
	int64_t taken;
	int64_t receipts[RECEIPTS], sums[RECEIPTS]; /* below 0: given back */
	int receipt_count;
	int steps_after; /* that it took since it was over */
};

struct world {
	struct desk_home *home;
	struct desk *desk;
	struct rand rand;
	const struct book *book;
	struct surroundings *around;
	struct life lives[AT_ONCE];
	int born, over;
	int acts[BOOKING_ACT_COUNT], refusals[BOOKING_ACT_COUNT];
	int paid, given_back, voided;
};

static int64_t
due_of(const struct life *l)
{
	return l->price + l->extension - l->off + l->ended;
}

static int
below(struct world *w, int n)
{
	return rand_below(&w->rand, n);
}

#define ANY(w, of) below(w, (int)ARRAY_LEN(of))

/* --- the test's own reckoning --- */

static void
tell(struct facts *f, const char *name, const char *value)
{
	struct err e = { 0 };

	if (!facts_set(f, name, value, &e))
		fail_msg("%s=%s: %s", name, value, e.msg);
}

static void
facts_of(struct world *w, const struct life *l, struct facts *f)
{
	char day[DATE_TEXT_SIZE], apply[DATE_TEXT_SIZE];
	struct err e = { 0 };

	date_to_iso(l->day, day);
	date_to_iso(l->apply, apply);
	facts_init(f, w->book, w->around);
	tell(f, "room", room_codes[l->room]);
	tell(f, "day", day);
	tell(f, "apply", apply);
	tell(f, "bands", band_codes[l->bands]);
	tell(f, "heads", desk_id(l->heads));
	tell(f, "in_city", l->outside ? "no" : "yes");
	tell(f, "commercial", l->commercial ? "yes" : "no");
	tell(f, "waived", waived_codes[l->waived]);
	if (l->projector)
		tell(f, "extras", "projector");
	if (!facts_complete(f, &e))
		fail_msg("%s", e.msg);
}

static void
reckon_price(struct world *w, struct life *l)
{
	struct facts f;
	struct answer a;
	struct err e = { 0 };
	int64_t extras = 0;

	answer_init(&a);
	facts_of(w, l, &f);
	if (!ask_quote(&f, &a, &e))
		fail_msg("%s", e.msg);
	for (int i = 0; i < a.count; i++)
		if (a.lines[i].kind == LINE_EXTRA && a.lines[i].has_yen)
			extras += a.lines[i].num / a.lines[i].den;
	l->price = a.yen;
	l->extras = extras < a.yen ? extras : a.yen;
	facts_done(&f);
	answer_done(&a);
}

/* The whole of the longer time, however many steps it was asked for in. */
static int64_t
reckon_extension(struct world *w, const struct life *l, int minutes)
{
	const struct extension_wish wish = { .after = minutes,
					     .asked = desk_today(w->desk),
					     .next_free = true };
	struct facts f;
	struct answer a;
	struct err e = { 0 };

	answer_init(&a);
	facts_of(w, l, &f);
	if (!ask_extension(&f, &wish, &a, &e))
		fail_msg("%s", e.msg);
	if (!a.yes)
		fail_msg("extended by %d against the rules", minutes);
	int64_t yen = a.yen;
	facts_done(&f);
	answer_done(&a);
	return yen;
}

/* What goes back of what the booking comes to, said today. */
static int64_t
reckon_refund(struct world *w, const struct life *l, const char *why)
{
	int64_t extras = l->extras < due_of(l) ? l->extras : due_of(l);
	const struct refund_wish wish = {
		.said = desk_today(w->desk),
		.said_at = instant_minutes(clock_now(&w->desk->clock)),
		.paid_room = due_of(l) - extras,
		.paid_extras = extras,
		.had_one = l->changed,
	};
	struct facts f;
	struct answer a;
	struct err e = { 0 };

	answer_init(&a);
	facts_of(w, l, &f);
	tell(&f, "reason", why ? why : "personal");
	if (!facts_complete(&f, &e) || !ask_refund(&f, &wish, &a, &e))
		fail_msg("%s", e.msg);
	int64_t yen = a.yen < due_of(l) ? a.yen : due_of(l);
	facts_done(&f);
	answer_done(&a);
	return yen;
}

/* The share of the sum for what lies ahead at this minute, when only that is given back. */
static int64_t
unused_of(struct world *w, const struct life *l, bool only_unused, int64_t yen)
{
	int from = 1440, to = 0, now = instant_minutes(clock_now(&w->desk->clock));

	for (int i = 0; i < w->book->band_count; i++) {
		const struct band *b = &w->book->bands[i];
		if (!strstr(band_codes[l->bands], b->rule.code))
			continue;
		from = b->from < from ? b->from : from;
		to = b->to > to ? b->to : to;
	}
	to += l->extended;
	now = now < from ? from : now > to ? to : now;
	return only_unused ? yen * (to - now) / (to - from) : yen;
}

/* --- what stands in the database --- */

static void
compare(struct world *w, const struct life *l, const char *after)
{
	struct err e = { 0 };
	struct record *r = record_read(w->desk, the_form(w->desk, "booking"), l->id, &e);

	if (!r)
		fail_msg("%s", e.msg);
	int64_t due = strtoll(record_get(r, "due"), NULL, 10);
	int64_t taken = strtoll(record_get(r, "taken"), NULL, 10);
	if (due != due_of(l) || taken != l->taken || booking_state_of(r) != l->state)
		fail_msg("booking %lld after %s: due %lld, reckoned %lld (%lld + %lld - %lld + "
			 "%lld);"
			 " taken %lld, reckoned %lld; %s, expected %s",
			 (long long)l->id, after, (long long)due, (long long)due_of(l),
			 (long long)l->price, (long long)l->extension, (long long)l->off,
			 (long long)l->ended, (long long)taken, (long long)l->taken,
			 record_get(r, "state"), booking_state_code(l->state));
	record_free(r);
}

/* --- steps --- */

static void
random_time(struct world *w, struct life *l)
{
	l->room = ANY(w, room_codes);
	l->bands = ANY(w, band_codes);
	l->day = desk_today(w->desk) + below(w, 3) * below(w, 20);
}

static void
be_born(struct world *w, struct life *l)
{
	struct life n = { .apply = desk_today(w->desk), .heads = 1 + below(w, 20) };
	char day[DATE_TEXT_SIZE];
	AUTO_FREE char *facts = NULL;

	random_time(w, &n);
	n.outside = below(w, 4) == 0;
	n.commercial = below(w, 5) == 0;
	n.waived = below(w, 4) == 0 ? 1 + below(w, 2) : 0;
	n.projector = below(w, 3) == 0;
	facts = mem_printf("in_city=%s commercial=%s waived=%s", n.outside ? "no" : "yes",
			   n.commercial ? "yes" : "no", waived_codes[n.waived]);
	date_to_iso(n.day, day);
	const char *const pairs[] = { "room_id",
				      desk_id(room_of(w->desk, room_codes[n.room])),
				      "day",
				      day,
				      "bands",
				      band_codes[n.bands],
				      "caller",
				      "山田",
				      "heads",
				      desk_id(n.heads),
				      "facts",
				      facts,
				      n.projector ? "extras" : NULL,
				      "projector",
				      NULL };
	n.id = desk_try_add(w->desk, &w->home->e, "booking", pairs);
	if (n.id == 0) {
		assert_int_equal(w->home->e.code, ERR_REFUSED);
		return; /* taken, closed, too early */
	}
	n.state = BOOKING_HOLD;
	reckon_price(w, &n);
	*l = n;
	w->born++;
	compare(w, l, "being booked");
}

static bool
is_over(const struct life *l)
{
	return l->state == BOOKING_DONE || l->state == BOOKING_REFUSED ||
	       l->state == BOOKING_CANCELLED || l->state == BOOKING_EXPIRED ||
	       l->state == BOOKING_NO_SHOW;
}

/* What the act makes of the booking, when it is let be done. */
static void
become(struct world *w, struct life *l, enum booking_act act, const struct booking_wish *wish)
{
	switch (act) {
	case BOOKING_APPLY:
		l->state = BOOKING_APPLIED;
		break;
	case BOOKING_PERMIT:
		l->state = BOOKING_PERMITTED;
		l->permitted = true;
		break;
	case BOOKING_CHECK_IN:
		l->state = BOOKING_IN_USE;
		break;
	case BOOKING_CHECK_OUT:
		l->state = BOOKING_DONE;
		break;
	case BOOKING_MISS:
		l->state = BOOKING_NO_SHOW;
		break;
	case BOOKING_REFUSE:
	case BOOKING_EXPIRE:
		l->state = act == BOOKING_REFUSE ? BOOKING_REFUSED : BOOKING_EXPIRED;
		l->ended -= due_of(l);
		break;
	case BOOKING_BREAK_OFF:
		l->state = BOOKING_DONE;
		if (due_of(l) > 0)
			l->ended -= unused_of(w, l, wish->only_unused,
					      reckon_refund(w, l, wish->ended_why));
		break;
	case BOOKING_CANCEL:
		l->state = BOOKING_CANCELLED;
		l->ended -= l->permitted && due_of(l) > 0 ? reckon_refund(w, l, wish->ended_why)
							  : due_of(l);
		break;
	case BOOKING_MOVE: {
		int64_t before = l->price;
		if (!l->stays)
			reckon_price(w, l);
		l->changed = l->changed || l->price != before;
		l->extension = l->extended = 0;
		if (due_of(l) >= 0)
			break;
		l->price -= due_of(l); /* nobody owes less than nothing */
		l->changed = true;
		break;
	}
	case BOOKING_EXTEND:
		l->extended += wish->after;
		l->extension = reckon_extension(w, l, l->extended);
		break;
	case BOOKING_WAIVE:
	case BOOKING_CORRECT:
		l->off += wish->yen;
		break;
	case BOOKING_ACT_COUNT:
		fail_msg("no act");
	}
}

static void
do_act(struct world *w, struct life *l, enum booking_act act)
{
	struct booking_wish wish = BOOKING_WISH_INIT;
	struct life wanted = *l;

	wish.reason = below(w, 8) ? "申出のため" : NULL;
	wish.ended_why = reasons[ANY(w, reasons)];
	wish.after = 30 * (1 + below(w, 3));
	wish.only_unused = below(w, 2);
	wish.yen = act == BOOKING_CORRECT ? below(w, 900) - 300 : below(w, 900);
	if (act == BOOKING_MOVE) {
		random_time(w, &wanted);
		wish.room_id = room_of(w->desk, room_codes[wanted.room]);
		wish.day = wanted.day;
		wish.bands = band_codes[wanted.bands];
		wanted.stays = wanted.room == l->room && wanted.day == l->day &&
			       wanted.bands == l->bands;
	}
	if (booking_act(w->desk, l->id, act, &wish, NULL, &w->home->e)) {
		if (!booking_act_fits(act, l->state))
			fail_msg("%s in the state %s", booking_act_code(act),
				 booking_state_code(l->state));
		become(w, &wanted, act, &wish);
		*l = wanted;
		w->acts[act]++;
	} else {
		w->refusals[act]++;
	}
	compare(w, l, booking_act_code(act));
}

static void
pay(struct world *w, struct life *l, bool gives_back)
{
	int64_t open = gives_back ? l->taken - due_of(l) : due_of(l) - l->taken;
	int64_t yen = below(w, 3) ? 0 : 1 + below(w, 1500);
	const struct payment payment = { .booking_id = l->id,
					 .gives_back = gives_back,
					 .yen = yen };
	int64_t id = receipt_pay(w->desk, &payment, &w->home->e);

	if ((id != 0) != (open > 0 && yen <= open))
		fail_msg("%lld yen of %lld %s: %s", (long long)yen, (long long)open,
			 gives_back ? "back" : "taken", id ? "done" : w->home->e.msg);
	if (id != 0) {
		yen = yen ? yen : open;
		l->taken += gives_back ? -yen : yen;
		if (l->receipt_count < RECEIPTS) {
			l->receipts[l->receipt_count] = id;
			l->sums[l->receipt_count++] = gives_back ? -yen : yen;
		}
		*(gives_back ? &w->given_back : &w->paid) += 1;
	}
	compare(w, l, gives_back ? "a refund" : "a payment");
}

static void
spoil(struct world *w, struct life *l)
{
	if (l->receipt_count == 0)
		return;
	int i = below(w, l->receipt_count);
	if (receipt_void(w->desk, l->receipts[i], "書損", &w->home->e)) {
		assert_int_not_equal(l->sums[i], 0);
		l->taken -= l->sums[i];
		l->sums[i] = 0; /* a second time is refused */
		w->voided++;
	}
	compare(w, l, "a void");
}

static enum booking_act
next_act(struct world *w, const struct life *l)
{
	day_num today = desk_today(w->desk);

	if (l->state == BOOKING_IN_USE && below(w, 2))
		return below(w, 4) ? BOOKING_CHECK_OUT : BOOKING_BREAK_OFF;
	if (l->day == today && below(w, 2))
		return l->permitted ? BOOKING_CHECK_IN : BOOKING_PERMIT;
	if (l->day < today && below(w, 2))
		return l->permitted ? BOOKING_MISS : BOOKING_CANCEL;
	return (enum booking_act)below(w, BOOKING_ACT_COUNT);
}

static void
live(struct world *w, struct life *l)
{
	switch (below(w, 8)) {
	case 0:
	case 1:
		pay(w, l, false);
		break;
	case 2:
		pay(w, l, true);
		break;
	case 3:
		if (below(w, 3) == 0)
			spoil(w, l);
		break;
	default:
		do_act(w, l, next_act(w, l));
		break;
	}
	if (is_over(l) && l->steps_after++ == STEPS_AFTER) {
		l->id = 0;
		w->over++;
	}
}

static void
next_day(struct world *w)
{
	char text[32], day[DATE_TEXT_SIZE];
	day_num tomorrow = desk_today(w->desk) + 1;

	date_to_iso(tomorrow, day);
	snprintf(text, sizeof(text), "%sT14:32", day);
	desk_home_clock(w->desk, text);
}

static void
found(void *ctx, const char *part, const char *finding)
{
	(void)ctx;
	if (finding)
		fail_msg("%s: %s", part, finding);
}

/* As many steps as make `lives` of them, in one transaction for each day. */
static void
live_on(struct world *w, int lives)
{
	while (w->over < lives) {
		AUTO_TX tx = TX_INIT;
		assert_true(tx_begin(&tx, w->desk->store, &w->home->e));
		for (int i = 60 + below(w, 60); i > 0; i--) {
			struct life *l = &w->lives[below(w, AT_ONCE)];
			if (l->id != 0)
				live(w, l);
			else
				be_born(w, l);
		}
		assert_true(tx_commit(&tx, &w->home->e));
		next_day(w);
	}
}

static void
in_a_home(struct world *w, int lives)
{
	void *state;

	booking_home_set_up(&state);
	w->home = state;
	w->desk = w->home->desk;
	w->around = surroundings_read(w->desk, &w->home->e);
	w->book = rule_book_in_force(w->desk, desk_today(w->desk), &w->home->e);
	assert_true(w->around && w->book);
	memset(w->lives, 0, sizeof(w->lives));
	w->over = 0;
	live_on(w, lives);
	assert_int_equal(check_all(w->desk, found, NULL), 0);
	surroundings_free(w->around);
	desk_home_tear_down(&state);
}

static void
due_and_taken_are_what_the_rules_say_at_every_step(void **state)
{
	static const enum booking_act done[] = {
		BOOKING_APPLY,     BOOKING_PERMIT, BOOKING_REFUSE, BOOKING_CHECK_IN,
		BOOKING_CHECK_OUT, BOOKING_CANCEL, BOOKING_EXPIRE, BOOKING_MISS,
		BOOKING_MOVE,      BOOKING_EXTEND, BOOKING_WAIVE,  BOOKING_CORRECT,
		BOOKING_BREAK_OFF,
	};
	const char *lives = getenv("LIVES"), *seed = getenv("LIVES_SEED");
	int left = lives ? atoi(lives) : LIVES;
	struct world w = { .born = 0 };

	(void)state;
	rand_init(&w.rand, seed ? (uint64_t)atoll(seed) : 20261120);
	for (; left > 0; left -= OF_A_HOME)
		in_a_home(&w, left < OF_A_HOME ? left : OF_A_HOME);
	static_assert(ARRAY_LEN(done) == BOOKING_ACT_COUNT, "an act that is not lived");
	for (size_t i = 0; i < ARRAY_LEN(done); i++) {
		if (w.acts[done[i]] == 0 || w.refusals[done[i]] == 0)
			fail_msg("%s: done %d times, refused %d times", booking_act_code(done[i]),
				 w.acts[done[i]], w.refusals[done[i]]);
	}
	assert_true(w.paid > 0 && w.given_back > 0 && w.voided > 0);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(due_and_taken_are_what_the_rules_say_at_every_step),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
