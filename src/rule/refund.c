/*
 * refund.c - what comes back of a booking that is cancelled, and what is still to
 * pay for one that is moved. Room and equipment may have ladders of their own; of
 * each the first step that holds decides. Without one nothing comes back.
 */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "rule/ask.h"

#include <inttypes.h>

#include "base/i18n.h"
#include "base/money.h"

/* --- exact yen --- */

/* The share of the yen, in whole units of `to`; false past what a sum may be. */
static bool
share_of(int64_t yen, struct share share, int64_t to, enum round_how how, int64_t *out)
{
	int64_t product, unit;

	if (__builtin_mul_overflow(yen, share.num, &product) ||
	    __builtin_mul_overflow(share.den, to > 0 ? to : 1, &unit))
		return false;
	if (how == ROUND_UP)
		product += unit - 1;
	if (how == ROUND_HALF_UP)
		product += unit / 2;
	*out = product / unit * (to > 0 ? to : 1);
	return *out <= YEN_MAX;
}

static struct share
or_whole(struct share s)
{
	return s.den == 0 ? (struct share){ 1, 1 } : s;
}

static struct share
or_none(struct share s)
{
	return s.den == 0 ? (struct share){ 0, 1 } : s;
}

static struct share
whole(int64_t yen)
{
	return (struct share){ yen, 1 };
}

static void
add_share(struct str *out, struct share s)
{
	if (s.num * 100 % s.den == 0)
		str_addf(out, "%" PRId64 "%%", s.num * 100 / s.den);
	else
		str_addf(out, "%" PRId64 "/%" PRId64, s.num, s.den);
}

static bool
too_much(struct err *e)
{
	return err_set(e, ERR_INVALID, _("The amount is larger than any that can be reckoned."));
}

/* --- which step of the ladder --- */

/* Was it said in time for the step? The last day is noted, kept or not. */
static bool
in_time(struct facts *f, const struct refund *r, const struct refund_wish *w, struct answer *a)
{
	day_num last;
	bool kept;

	if (r->until.unit == MOMENT_NONE)
		return true;
	last = moment_day(f, &r->until, f->day, MOMENT_BACK, a);
	kept = last != DAY_NONE && (w->said < last ||
		(w->said == last && (r->until.at == NONE || w->said_at <= r->until.at)));
	answer_add(a, LINE_DAY, &r->rule, kept ? _("%s: said in time") : _("%s: said too late"),
		r->rule.name)->day = last;
	return kept;
}

static bool
is_used_up(const struct refund *r, const struct refund_wish *w, struct answer *a)
{
	if (!r->once || !w->had_one)
		return false;
	answer_add(a, LINE_NOTE, &r->rule, _("%s: once only, and it was granted before"),
		r->rule.name);
	return true;
}

/* The step that decides for the part, or NULL; a lacking fact is left in f->lacking. */
static const struct refund *
step_for(struct facts *f, const struct refund_wish *w, enum refund_part part, struct answer *a)
{
	for (int i = 0; i < f->book->refund_count; i++) {
		const struct refund *r = &f->book->refunds[i];
		bool applies;

		if (r->of_change != w->change)
			continue;
		if (!w->change && r->part != REFUND_ALL && r->part != part)
			continue;
		applies = rule_applies(f, &r->rule);
		if (f->lacking != NONE)
			return NULL;
		if (applies && !is_used_up(r, w, a) && in_time(f, r, w, a))
			return r;
	}
	return NULL;
}

/* --- the amounts --- */

struct kept { /* of what was paid */
	int64_t by_share; /* what `back` leaves */
	int64_t fee;
};

/* What a step comes to is rounded, then what it keeps follows. */
static bool
keep(const struct refund *r, int64_t paid, struct kept *out, struct err *e)
{
	int64_t back, fee, to = r->round_to;

	if (!share_of(paid, or_whole(r->back), to, r->round_how, &back) ||
	    !share_of(paid, or_none(r->fee), to, r->round_how, &fee) ||
	    __builtin_add_overflow(fee, r->fee_yen, &out->fee))
		return too_much(e);
	out->by_share = paid - back;
	return true;
}

static void
say_kept(struct answer *a, const struct refund *r, const struct kept *kept)
{
	AUTO_STR share = STR_INIT;

	if (kept->by_share != 0) {
		add_share(&share, or_whole(r->back));
		answer_add_yen(a, LINE_ADJUST, &r->rule, whole(-kept->by_share),
			/* L10N: the name of a step, and the share that is given back. */
			_("%s: what is kept (%s goes back)"), r->rule.name, str_text(&share));
	}
	if (kept->fee != 0)
		answer_add_yen(a, LINE_ADJUST, &r->rule, whole(-kept->fee), _("%s: fee"),
			r->rule.name);
	if (kept->by_share == 0 && kept->fee == 0)
		answer_add(a, LINE_NOTE, &r->rule, _("%s: all comes back"), r->rule.name);
}

/* One sum under one step: the whole, the room or the extras. */
static bool
give_back(const struct refund *r, int64_t paid, struct answer *a, struct err *e)
{
	struct kept kept;

	if (r == NULL) {
		if (paid != 0)
			answer_add_yen(a, LINE_ADJUST, NULL, whole(-paid),
				_("No rule gives it back"));
		return true;
	}
	if (!keep(r, paid, &kept, e))
		return false;
	if (kept.by_share + kept.fee > paid)
		kept.fee = paid - kept.by_share;
	say_kept(a, r, &kept);
	a->yen += paid - kept.by_share - kept.fee;
	if (a->by == NULL)
		a->by = &r->rule;
	return true;
}

static void
say_paid(struct answer *a, const struct refund_wish *w)
{
	answer_add_yen(a, LINE_BASE, NULL, whole(w->paid_room), "%s",
		w->of_fee ? _("Fee for the room") : _("Paid for the room"));
	if (w->paid_extras != 0)
		answer_add_yen(a, LINE_BASE, NULL, whole(w->paid_extras), "%s",
			w->of_fee ? _("Fee for equipment") : _("Paid for equipment"));
}

/* Of a fee that may be unpaid nothing can be said to come back: it becomes more or less. */
static void
say_total(struct answer *a, const struct refund_wish *w)
{
	const char *words = a->yen < 0 ? _("Still to pay") : _("Comes back");

	if (w->of_fee)
		words = a->yen < 0 ? _("Comes on top of the fee") : _("Comes off the fee");
	answer_add_yen(a, LINE_TOTAL, NULL, whole(a->yen), "%s", words);
}

/* A step for the whole is reckoned on the whole: its fee and its rounding come once. */
static bool
cancel(struct facts *f, const struct refund_wish *w, struct answer *a, struct err *e)
{
	const struct refund *room = step_for(f, w, REFUND_ROOM, a);
	const struct refund *extras = room;

	if (f->lacking == NONE && w->paid_extras != 0)
		extras = step_for(f, w, REFUND_EXTRAS, a);
	if (f->lacking != NONE)
		return facts_lacking(f, e);
	say_paid(a, w);
	if (extras == room) {
		if (!give_back(room, w->paid_room + w->paid_extras, a, e))
			return false;
	} else if (!give_back(room, w->paid_room, a, e) ||
		   !give_back(extras, w->paid_extras, a, e)) {
		return false;
	}
	a->yes = a->yen > 0;
	say_total(a, w);
	return true;
}

/* The difference between the new price and what the old one counts for. */
static void
settle(const struct refund *r, int64_t credit, int64_t new_price, struct answer *a)
{
	int64_t difference = new_price - credit;

	answer_add_yen(a, LINE_BASE, &r->rule, whole(-new_price), _("The new price"));
	if (difference > 0 && !r->difference_up) {
		answer_add_yen(a, LINE_ADJUST, &r->rule, whole(difference),
			_("A higher price is not asked for"));
		difference = 0;
	}
	if (difference < 0 && !r->difference_down) {
		answer_add_yen(a, LINE_ADJUST, &r->rule, whole(difference),
			_("What the old price was more is not given back"));
		difference = 0;
	}
	a->yen -= difference;
}

static bool
change(struct facts *f, const struct refund_wish *w, struct answer *a, struct err *e)
{
	const struct refund *r = step_for(f, w, REFUND_ALL, a);
	int64_t paid = w->paid_room + w->paid_extras;
	struct kept kept;

	if (f->lacking != NONE)
		return facts_lacking(f, e);
	a->yes = r != NULL;
	if (r == NULL) {
		answer_add(a, LINE_REFUSAL, NULL, _("The booking can no longer be moved."));
		return true;
	}
	if (!keep(r, paid, &kept, e))
		return false;
	a->by = &r->rule;
	say_paid(a, w);
	say_kept(a, r, &kept);
	settle(r, paid - kept.by_share, w->new_price, a);
	a->yen -= kept.fee;
	say_total(a, w);
	return true;
}

static bool
wish_is_whole(struct facts *f, const struct refund_wish *w, struct err *e)
{
	if (w->said == DAY_NONE)
		return err_set_field(e, ERR_INVALID, "said",
			_("Say said (the day on which it was cancelled or changed)."));
	if (w->paid_room < 0 || w->paid_extras < 0 || w->new_price < 0)
		return err_set_field(e, ERR_INVALID, "paid",
			_("What was paid and the new price cannot be less than 0 yen."));
	if (w->paid_room > YEN_MAX || w->paid_extras > YEN_MAX || w->new_price > YEN_MAX)
		return too_much(e);
	return facts_need_day(f, e);
}

bool
ask_refund(struct facts *f, const struct refund_wish *w, struct answer *a, struct err *e)
{
	a->yen = 0;
	a->yes = false;
	f->lacking = NONE;
	if (!wish_is_whole(f, w, e))
		return false;
	return w->change ? change(f, w, a, e) : cancel(f, w, a, e);
}
