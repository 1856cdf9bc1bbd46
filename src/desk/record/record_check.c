/*
 * record_check.c - the checks that forms name. A new rule of one record type is
 * a function and a row here.
 */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "desk/record/record_check.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "base/auto.h"
#include "base/i18n.h"
#include "base/macros.h"
#include "base/mem.h"
#include "desk/booking/booking.h"
#include "desk/booking/call.h"
#include "desk/booking/charge.h"
#include "desk/booking/closure.h"
#include "desk/booking/receipt.h"
#include "desk/register/period.h"
#include "desk/rule/holiday.h"
#include "desk/rule/rule_store.h"
#include "desk/series/series.h"
#include "desk/setting.h"
#include "store/stmt.h"

typedef bool (*check_fn)(const struct record_change *c, struct err *e);

struct check {
	const char *name;
	check_fn ahead;  /* reckons for `before` and `after`, ahead of the turn to write; or NULL */
	check_fn before; /* completes or refuses, before the row is written; or NULL */
	check_fn after;  /* writes what follows; or NULL */
};

bool
record_change_of(const struct record_change *c, const char *field)
{
	int i = form_field_index(c->after->form, field);
	assert(i >= 0);
	return record_change_at(c, i);
}

bool
record_change_at(const struct record_change *c, int field)
{
	return !c->after->form->fields[field].kept &&
	       !str_equal(c->before ? c->before->values[field] : NULL, c->after->values[field]);
}

bool
record_change_of_any(const struct record_change *c, const char *const *fields, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (record_change_of(c, fields[i]))
			return true;
	return false;
}

/* keep_history: names, readings and numbers that change go to <form>_history. */

static bool
keep_one(const struct record_change *c, const struct form *history, const char *field,
	 struct err *e)
{
	struct record *r = record_new(c->desk, history);
	AUTO_FREE char *parent = mem_printf("%s_id", c->after->form->name);
	AUTO_STMT q = STMT_INIT;
	AUTO_STR sql = STR_INIT;
	str_addf(&sql, "SELECT max(valid_until) FROM \"%s\" WHERE \"%s\" = ?1 AND field = ?2",
		 history->table, parent);
	bool ok = stmt_open(&q, c->desk->store, str_text(&sql), e);
	if (ok) {
		stmt_bind_int(&q, 1, c->after->id);
		stmt_bind_text(&q, 2, field);
		if (stmt_row(&q, e))
			record_put(r, "valid_from", stmt_text(&q, 0));
		ok = !stmt_failed(&q);
	}
	record_put_id(r, parent, c->after->id);
	record_put(r, "field", field);
	record_put(r, "value", record_get(c->before, field));
	record_put_day(r, "valid_until", desk_today(c->desk));
	ok = ok && record_save_within(c->desk, c->tx, r, c->reason, e);
	record_free(r);
	return ok;
}

static bool
keep_history(const struct record_change *c, struct err *e)
{
	static const char *const fields[] = { "name", "kana", "number" };
	AUTO_FREE char *name = mem_printf("%s_history", c->after->form->name);
	const struct form *history = form_find(c->desk->forms, name);
	for (size_t i = 0; c->before && history && i < ARRAY_LEN(fields); i++)
		if (record_get(c->before, fields[i]) && record_change_of(c, fields[i]) &&
		    !keep_one(c, history, fields[i], e))
			return false;
	return true;
}

/* group_posts: the contacts follow who is representative and liaison of the group. */

/* The open contact of a person in a role of a group, or 0. */
static int64_t
open_contact(struct desk *d, int64_t group_id, const char *person_id, const char *role,
	     struct err *e)
{
	AUTO_STMT q = STMT_INIT;
	if (!stmt_open(&q, d->store,
		       "SELECT id FROM contact WHERE group_id = ?1 AND person_id = ?2 AND role = ?3"
		       " AND term_until IS NULL",
		       e))
		return -1;
	stmt_bind_int(&q, 1, group_id);
	stmt_bind_text(&q, 2, person_id);
	stmt_bind_text(&q, 3, role);
	if (stmt_row(&q, e))
		return stmt_int(&q, 0);
	return stmt_failed(&q) ? -1 : 0;
}

static bool
close_post(const struct record_change *c, const struct form *contact, const char *person_id,
	   const char *role, struct err *e)
{
	int64_t id = open_contact(c->desk, c->after->id, person_id, role, e);
	if (id <= 0)
		return id == 0;
	struct record *r = record_read(c->desk, contact, id, e);
	if (!r)
		return false;
	day_num today = desk_today(c->desk);
	day_num first = record_get_day(r, "term_from");
	record_put_day(r, "term_until", first != DAY_NONE && first > today ? first : today);
	bool ok = record_save_within(c->desk, c->tx, r, c->reason, e);
	record_free(r);
	return ok;
}

static bool
open_post(const struct record_change *c, const struct form *contact, const char *person_id,
	  const char *role, const char *post, struct err *e)
{
	int64_t id = open_contact(c->desk, c->after->id, person_id, role, e);
	if (id != 0)
		return id > 0;
	struct record *r = record_new(c->desk, contact);
	record_put_id(r, "group_id", c->after->id);
	record_put(r, "person_id", person_id);
	record_put(r, "role", role);
	record_put(r, "post", post);
	record_put_day(r, "term_from", desk_today(c->desk));
	bool ok = record_save_within(c->desk, c->tx, r, c->reason, e);
	record_free(r);
	return ok;
}

/* The post of the person who stays ("chair") follows too. */
static bool
rename_post(const struct record_change *c, const struct form *contact, const char *person_id,
	    const char *role, const char *post, struct err *e)
{
	int64_t id = open_contact(c->desk, c->after->id, person_id, role, e);
	if (id <= 0)
		return id == 0;
	struct record *r = record_read(c->desk, contact, id, e);
	if (!r)
		return false;
	record_put(r, "post", post);
	bool ok = record_save_within(c->desk, c->tx, r, c->reason, e);
	record_free(r);
	return ok;
}

static const char *
former_post(const struct record_change *c)
{
	return c->before ? record_get(c->before, "representative_post") : NULL;
}

static bool
follow_post(const struct record_change *c, const char *field, const char *role, const char *post,
	    struct err *e)
{
	const struct form *contact = form_find(c->desk->forms, "contact");
	const char *was = c->before ? record_get(c->before, field) : NULL;
	const char *is = record_get(c->after, field);
	if (str_equal(was, is))
		return !is || !post || str_equal(post, former_post(c)) ||
		       rename_post(c, contact, is, role, post, e);
	return (!was || close_post(c, contact, was, role, e)) &&
	       (!is || open_post(c, contact, is, role, post, e));
}

static bool
group_posts(const struct record_change *c, struct err *e)
{
	return follow_post(c, "representative_id", "representative",
			   record_get(c->after, "representative_post"), e) &&
	       follow_post(c, "liaison_id", "liaison", NULL, e);
}

/* contact_post: two roles are given in the group's own record, so that both agree. */

static bool
is_group_post(const struct record *r)
{
	const char *role = record_get(r, "role");
	return !record_get(r, "term_until") &&
	       (str_equal(role, "representative") || str_equal(role, "liaison"));
}

/* Does the group's record name this person in this role? */
static bool
is_holder(struct desk *d, const struct record *r)
{
	const char *sql = str_equal(record_get(r, "role"), "representative")
				  ? "SELECT representative_id FROM civic_group WHERE id = ?1"
				  : "SELECT liaison_id FROM civic_group WHERE id = ?1";
	return store_get_int(d->store, sql, record_get_id(r, "group_id"), 0) ==
	       record_get_id(r, "person_id");
}

static bool
contact_post(const struct record_change *c, struct err *e)
{
	bool takes = is_group_post(c->after) && !is_holder(c->desk, c->after);
	bool leaves = c->before && is_group_post(c->before) && is_holder(c->desk, c->before) &&
		      (!is_group_post(c->after) || record_change_of(c, "person_id") ||
		       record_change_of(c, "role"));
	if (!takes && !leaves)
		return true;
	return err_set_field(e, ERR_REFUSED, "role",
			     _("Enter the new representative or liaison in the group's record; "
			       "the contacts follow."));
}

/* paper_group: a paper of a registration is a paper of its group. */
static bool
paper_group(const struct record_change *c, struct err *e)
{
	int64_t registration = record_get_id(c->after, "registration_id");
	if (record_get(c->after, "group_id"))
		return true;
	if (!registration)
		return err_set_field(e, ERR_INVALID, "group_id",
				     _("Say whose paper it is: a group or a registration."));
	record_put_id(c->after, "group_id",
		      store_get_int(c->desk->store,
				    "SELECT group_id FROM registration WHERE id = ?1", registration,
				    0));
	return true;
}

/* registration_period: empty days are those of the centre's rule; the year is that of the first. */

/* The day after the present registration, or today. */
static day_num
next_first_day(struct desk *d, int64_t group_id)
{
	AUTO_STMT q = STMT_INIT;
	day_num today = desk_today(d);
	if (!stmt_open(&q, d->store,
		       "SELECT max(valid_until) FROM registration WHERE group_id = ?1"
		       " AND state NOT IN ('refused', 'lapsed')",
		       NULL))
		return today;
	stmt_bind_int(&q, 1, group_id);
	day_num last = stmt_row(&q, NULL) && !stmt_is_null(&q, 0) ? date_from_iso(stmt_text(&q, 0))
								  : DAY_NONE;
	return last == DAY_NONE || last < today ? today : last + 1;
}

static bool
registration_period(const struct record_change *c, struct err *e)
{
	(void)e;
	struct record *r = c->after;
	if (!record_get(r, "valid_from"))
		record_put_day(r, "valid_from",
			       next_first_day(c->desk, record_get_id(r, "group_id")));
	day_num from = record_get_day(r, "valid_from");
	if (!record_get(r, "valid_until"))
		record_put_day(r, "valid_until", period_end(c->desk, from));
	AUTO_FREE char *year = mem_printf("%d", date_fiscal_year(from));
	record_put(r, "fiscal_year", year);
	if (!c->before && !record_get(r, "received_by") && c->desk->staff_id)
		record_put_id(r, "received_by", c->desk->staff_id);
	return true;
}

static bool
setting_value(const struct record_change *c, struct err *e)
{
	const char *key = record_get(c->after, "key");
	const char *value = record_get(c->after, "value");
	AUTO_STR stored = STR_INIT;
	if (!key || !value)
		return true;
	if (!setting_read(c->desk, key, value, &stored, e))
		return false;
	record_put(c->after, "value", str_text(&stored));
	return true;
}

/* clang-format off */
static const struct check checks[] = {
	{ "booking_rules", .ahead = booking_rules_ahead, .before = booking_rules_before,
	  .after = booking_rules_after },
	{ "series_rules", .before = series_rules_before },
	{ "charge_by_acts", .before = charge_by_acts },
	{ "closure_days", .before = closure_complete, .after = call_closure_after },
	{ "contact_post", .before = contact_post },
	{ "group_posts", .after = group_posts },
	{ "holiday_kind", .before = holiday_fill_kind },
	{ "keep_history", .after = keep_history },
	{ "paper_group", .before = paper_group },
	{ "receipt_by_acts", .before = receipt_by_acts },
	{ "registration_period", .before = registration_period },
	{ "rule_only_in_books", .before = rule_only_in_books },
	{ "setting", .before = setting_value },
};
/* clang-format on */

static const struct check *
find_check(const char *name)
{
	for (size_t i = 0; i < ARRAY_LEN(checks); i++)
		if (strcmp(checks[i].name, name) == 0)
			return &checks[i];
	return NULL;
}

bool
record_check_exists(const char *name)
{
	return find_check(name) != NULL;
}

/* The check of the record's form at a place in its list, or NULL. */
static const struct check *
check_at(const struct record_change *c, int place)
{
	return find_check(c->after->form->checks[place]);
}

bool
record_check_ahead(const struct record_change *c, struct err *e)
{
	for (int i = 0; i < c->after->form->check_count; i++) {
		const struct check *check = check_at(c, i);
		if (check && check->ahead && !check->ahead(c, e))
			return false;
	}
	return true;
}

bool
record_check_before(const struct record_change *c, struct err *e)
{
	for (int i = 0; i < c->after->form->check_count; i++) {
		const struct check *check = check_at(c, i);
		if (check && check->before && !check->before(c, e))
			return false;
	}
	return true;
}

bool
record_check_after(const struct record_change *c, struct err *e)
{
	for (int i = 0; i < c->after->form->check_count; i++) {
		const struct check *check = check_at(c, i);
		if (check && check->after && !check->after(c, e))
			return false;
	}
	return true;
}

bool
record_check_looks_ahead(const struct form *form)
{
	for (int i = 0; i < form->check_count; i++) {
		const struct check *check = find_check(form->checks[i]);
		if (check && check->ahead)
			return true;
	}
	return false;
}
