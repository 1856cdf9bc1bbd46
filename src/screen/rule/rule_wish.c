/* rule_wish.c - what stands in the fields of a rule_form, as facts and as what else is asked. */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "screen/rule/rule_form_part.h"

#include "base/money.h"

static bool
set_fact(const struct rule_form *rf, int fact, const char *stored, struct rule_wish *w,
	 struct err *e)
{
	const struct fact_def *d = &rf->book->facts[fact];
	int64_t number;

	if ((d->kind == FACT_YES || d->kind == FACT_TIME) && int_parse(stored, &number, NULL)) {
		facts_set_number(&w->facts, fact, number);
		return true;
	}
	return facts_set(&w->facts, d->code, stored, e);
}

static void
set_extra(const struct rule_form_row *row, const char *stored, struct rule_wish *w)
{
	int64_t pieces = 0;

	if (int_parse(stored, &pieces, NULL) && pieces > 0 && pieces < INT32_MAX) {
		facts_set_number(&w->facts, FACT_EXTRAS, row->extra);
		w->facts.extra_pieces[row->extra] = (int)pieces;
	}
}

static void
set_own(enum own own, const char *stored, struct rule_wish *w)
{
	int64_t number = 0;
	day_num day = DAY_NONE;

	if (!int_parse(stored, &number, NULL))
		day = date_from_iso(stored);
	switch (own) {
	case OWN_DAY:
		w->facts.day = day;
		break;
	case OWN_UNTIL:
		w->facts.until = day;
		break;
	case OWN_APPLY:
		w->facts.apply = day;
		break;
	case OWN_SAID:
		w->refund.said = day;
		break;
	case OWN_ROOM_PAID:
		w->refund.paid_room = number;
		w->paid = true;
		break;
	case OWN_EXTRAS_PAID:
		w->refund.paid_extras = number;
		w->paid = true;
		break;
	case OWN_NEW_PRICE:
		w->refund.new_price = number;
		w->refund.change = true;
		break;
	case OWN_HAD_ONE:
		w->refund.had_one = number != 0;
		break;
	case OWN_BEFORE:
		w->extension.before = (int)number;
		break;
	case OWN_AFTER:
		w->extension.after = (int)number;
		break;
	case OWN_ASKED:
		w->extension.asked = day;
		break;
	case OWN_NEXT_TAKEN:
		w->extension.next_free = number == 0;
		break;
	case OWN_STORM:
		w->storm = number != 0;
		break;
	case OWN_LIFTED:
		w->lifted = (int)number;
		break;
	case OWN_COUNT:
		break;
	}
}

static bool
set_field(const struct rule_form *rf, const struct rule_form_row *row, const char *stored,
	  struct rule_wish *w, struct err *e)
{
	if (row->fact == FIELD_OF_OWN)
		set_own(row->own, stored, w);
	else if (row->fact == FIELD_OF_EXTRA)
		set_extra(row, stored, w);
	else
		return set_fact(rf, row->fact, stored, w, e);
	return true;
}

bool
rule_form_read(const struct rule_form *rf, const struct editor *ed, struct rule_wish *w,
	       struct err *e)
{
	w->paid = w->storm = false;
	w->refund = (struct refund_wish){ .said = DAY_NONE };
	w->extension = (struct extension_wish){ .asked = DAY_NONE, .next_free = true };
	w->lifted = NONE;
	for (int i = 0; i < rf->form.field_count; i++) {
		AUTO_FREE char *stored = NULL;

		if (!field_parse(&rf->form.fields[i], &rf->lookup, editor_text(ed, i), &stored, e))
			return false;
		if (stored != NULL && !set_field(rf, &rf->rows[i], stored, w, e))
			return false;
	}
	return facts_complete(&w->facts, e);
}
