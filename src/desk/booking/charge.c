/*
 * charge.c - see charge.h. A charge is a record like any other, so that its audit row,
 * its list and its export come by themselves.
 */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "desk/booking/charge.h"

#include "base/i18n.h"
#include "desk/record/record.h"
#include "desk/record/record_write.h"
#include "store/stmt.h"

bool
charge_add(struct desk *d, struct tx *tx, const struct charge *c, struct err *e)
{
	struct record *r = record_blank(form_find(d->forms, "charge"));
	const struct record_change change = {
		.desk = d,
		.tx = tx,
		.after = r,
		.reason = c->reason,
	};
	record_put_id(r, "booking_id", c->booking_id);
	record_put(r, "kind", c->kind);
	record_put_day(r, "day", desk_today(d));
	record_put_int(r, "yen", c->yen);
	record_put_int(r, "extras_yen", c->extras_yen);
	record_put_id(r, "rule_book_id", c->rule_book_id);
	record_put(r, "lines", c->lines);
	record_put(r, "reason", c->reason);
	bool ok = record_write(&change, e);
	record_free(r);
	return ok;
}

bool
charge_sum(struct desk *d, int64_t booking_id, struct charge_sum *out, struct err *e)
{
	AUTO_STMT q = STMT_INIT;
	*out = (struct charge_sum){ 0 };
	if (!stmt_open(&q, d->store,
		       "SELECT sum(yen), sum(extras_yen) FROM charge WHERE booking_id = ?1", e))
		return false;
	stmt_bind_int(&q, 1, booking_id);
	if (stmt_row(&q, e)) {
		int64_t extras = stmt_int(&q, 1);
		out->yen = stmt_int(&q, 0);
		out->extras_yen = extras <= out->yen ? extras : out->yen > 0 ? out->yen : 0;
	}
	return !stmt_failed(&q);
}

int
charge_steps(struct desk *d, struct arena *a, int64_t booking_id, struct charge_step **out,
	     struct err *e)
{
	AUTO_STMT q = STMT_INIT;
	int count = 0;
	*out = NULL;
	if (!stmt_open(&q, d->store,
		       "SELECT kind, yen, count(*) OVER () FROM charge WHERE booking_id = ?1"
		       " ORDER BY id",
		       e))
		return -1;
	stmt_bind_int(&q, 1, booking_id);
	while (stmt_row(&q, e)) {
		const char *kind = stmt_text(&q, 0);
		const char *word = d->lookup.code_word(d->lookup.ctx, "charge_kind", kind);
		if (!*out)
			*out = arena_alloc(a, sizeof(**out) * (size_t)stmt_int(&q, 2));
		(*out)[count].word = arena_strdup(a, word ? word : kind);
		(*out)[count++].yen = stmt_int(&q, 1);
	}
	return stmt_failed(&q) ? -1 : count;
}

bool
charge_by_acts(const struct record_change *c, struct err *e)
{
	(void)c;
	return err_set(e, ERR_REFUSED,
		       _("Charges follow from what is done to a booking. Change, cancel, waive or"
			 " correct the booking instead."));
}
