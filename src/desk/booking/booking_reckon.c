/*
 * booking_reckon.c - what the steps of a booking's life add to what the party owes
 * (booking_act_part.h).
 */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "desk/booking/booking_act_part.h"

#include "base/i18n.h"
#include "base/money.h"
#include "desk/booking/booking_price.h"
#include "rule/ask.h"
#include "store/stmt.h"

static int64_t
charged_for_extension(const struct acting *a)
{
	return store_get_int(a->desk->store,
			     "SELECT sum(yen) FROM charge WHERE booking_id = ?1"
			     " AND kind = 'extension'",
			     a->r->id, 0);
}

/* A use that was extended and is moved owes nothing for the longer time. */
bool
booking_reckon_move(struct acting *a, struct err *e)
{
	(void)e;
	a->yen = -charged_for_extension(a);
	return true;
}

/* Nobody is let into a closed house, however early the extension was asked for. */
static bool
check_open(struct acting *a, struct booking_ask *k, struct err *e)
{
	struct day_hours h;
	day_num day = k->facts.day;
	int from = booking_begins(a->r), to = booking_ends(a->r);
	calendar_asked(&k->facts, (struct day_span){ day, day }, &h);
	from -= a->wish->before;
	to += a->wish->after;
	for (int i = 0; i < h.span_count; i++)
		if (h.spans[i].from <= from && h.spans[i].to >= to)
			return true;
	AUTO_STR hours = STR_INIT;
	day_hours_add(&h, &hours);
	return a->wish->override ||
	       err_set_field(e, ERR_REFUSED, "to_minute", _("The house is open %s on that day."),
			     str_text(&hours));
}

/* What the longer time costs beyond what was charged for the first steps of it. */
static void
take_off_charged(struct acting *a)
{
	AUTO_STR yen = STR_INIT;
	int64_t charged = charged_for_extension(a);
	a->yen = a->answer.yen - charged;
	if (charged == 0)
		return;
	yen_add_unit(&yen, charged);
	answer_add(&a->answer, LINE_NOTE, NULL, _("Of this %s was charged before."),
		   str_text(&yen));
}

/* An extension in steps is one: its limits and its price are those of the whole. */
bool
booking_reckon_extend(struct acting *a, struct err *e)
{
	struct booking_ask k;
	const struct extension_wish wish = {
		.before = record_get_int(a->r, "extended_before") + a->wish->before,
		.after = record_get_int(a->r, "extended_after") + a->wish->after,
		.asked = a->wish->said != DAY_NONE ? a->wish->said : desk_today(a->desk),
		.next_free = true, /* fill_extend() looks */
	};
	bool ok = booking_ask_open(a->desk, a->r, &k, e) && check_open(a, &k, e) &&
		  ask_extension(&k.facts, &wish, &a->answer, e);
	a->rule_book_id = k.rule_book_id;
	booking_ask_done(&k);
	if (!ok)
		return false;
	take_off_charged(a);
	if (a->answer.yes || a->wish->override)
		return true;
	AUTO_STR why = STR_INIT;
	for (int i = 0; i < a->answer.count; i++)
		if (a->answer.lines[i].kind == LINE_REFUSAL)
			str_addf(&why, " %s", a->answer.lines[i].text);
	return err_set_field(e, ERR_REFUSED, "to_minute", _("The rules do not allow it:%s"),
			     str_text(&why));
}

static bool
was_permitted(const struct acting *a)
{
	return record_get(a->r, "permitted_on") != NULL;
}

/* Before the permit nothing is owed; after it what the ladder does not give back is. */
bool
booking_reckon_cancel(struct acting *a, struct err *e)
{
	const struct booking_end how = {
		.said = a->wish->said != DAY_NONE ? a->wish->said : desk_today(a->desk),
		.why = a->wish->ended_why,
	};
	a->rule_book_id = record_get_id(a->r, "rule_book_id");
	if (!was_permitted(a) || a->due <= 0) {
		a->yen = -a->due;
		return true;
	}
	if (!booking_refund(a->desk, a->r, &how, &a->answer, e))
		return false;
	a->yen = -(a->answer.yen < a->due ? a->answer.yen : a->due);
	return true;
}

/* What the ladder gives back of the whole use, or the share of it that lies ahead. */
bool
booking_reckon_break_off(struct acting *a, struct err *e)
{
	int from = booking_begins(a->r), to = booking_ends(a->r), at = acting_at(a);
	int used = at < from ? 0 : at > to ? to - from : at - from;
	if (!booking_reckon_cancel(a, e))
		return false;
	if (!a->wish->only_unused)
		return true;
	a->yen = a->yen * (to - from - used) / (to - from);
	answer_add(&a->answer, LINE_NOTE, NULL, _("Of it the part not used: %d of %d minutes"),
		   to - from - used, to - from);
	return true;
}

bool
booking_reckon_all_back(struct acting *a, struct err *e)
{
	(void)e;
	a->yen = -a->due;
	return true;
}

bool
booking_reckon_waive(struct acting *a, struct err *e)
{
	if (a->wish->yen <= 0 || a->wish->yen > a->due)
		return err_set_field(e, ERR_INVALID, "due",
				     _("Waive more than nothing, and not more than is owed."));
	a->yen = -a->wish->yen;
	return true;
}

bool
booking_reckon_correct(struct acting *a, struct err *e)
{
	if (a->wish->yen == 0 || a->wish->yen > a->due)
		return err_set_field(
			e, ERR_INVALID, "due",
			_("Say what the price was too high by, and not more than is owed; less"
			  " than nothing when it was too low."));
	a->yen = -a->wish->yen;
	return true;
}
