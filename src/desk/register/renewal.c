/* renewal.c - see renewal.h. */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "desk/register/renewal.h"

#include <stdlib.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "desk/record/record.h"
#include "desk/record/record_check.h"
#include "desk/register/period.h"
#include "desk/register/registration.h"
#include "desk/staff.h"
#include "store/stmt.h"
#include "store/tx.h"

/* The last registration of a group within the year. */
struct ending {
	int64_t id, group_id;
	day_num until;
	const char *state;
	const char *number; /* of the group, or NULL */
	const char *next;   /* the number of the period that follows, or NULL */
};

/*
 * A registration that ran out was decided before its last day; one that was
 * struck off, on it (registration.c).
 */
#define ENDINGS                                                                                \
	" FROM registration AS r JOIN civic_group AS g ON g.id = r.group_id"                   \
	" WHERE r.valid_until BETWEEN ?1 AND ?2"                                               \
	" AND g.merged_into IS NULL AND g.dissolved_on IS NULL"                                \
	" AND (r.state IN ('received', 'checked', 'approved') OR (r.state = 'lapsed'"          \
	" AND r.decided_on < r.valid_until AND r.valid_from < r.valid_until))"                 \
	" AND NOT EXISTS (SELECT 1 FROM registration AS l WHERE l.group_id = r.group_id"       \
	" AND l.state <> 'refused' AND l.valid_until <= ?2 AND (l.valid_until > r.valid_until" \
	" OR (l.valid_until = r.valid_until AND l.id > r.id)))"

static bool
open_endings(struct stmt *q, struct desk *d, const char *sql, int fiscal_year, struct err *e)
{
	char first[DATE_TEXT_SIZE], last[DATE_TEXT_SIZE];
	if (!stmt_open(q, d->store, sql, e))
		return false;
	date_to_iso(date_from_ymd(fiscal_year, 4, 1), first);
	date_to_iso(date_from_ymd(fiscal_year + 1, 3, 31), last);
	stmt_bind_text(q, 1, first);
	stmt_bind_text(q, 2, last);
	return true;
}

static int
count_endings(struct desk *d, int fiscal_year, struct err *e)
{
	AUTO_STMT q = STMT_INIT;
	return open_endings(&q, d, "SELECT count(*)" ENDINGS, fiscal_year, e) && stmt_row(&q, e)
		       ? (int)stmt_int(&q, 0)
		       : -1;
}

static int
read_endings(struct desk *d, struct arena *a, int fiscal_year, struct ending **out, struct err *e)
{
	int total = count_endings(d, fiscal_year, e);
	AUTO_STMT q = STMT_INIT;
	if (total < 0 ||
	    !open_endings(&q, d,
			  "SELECT r.id, r.group_id, r.valid_until, r.state,"
			  " (SELECT coalesce(n.number, '') FROM registration AS n"
			  " WHERE n.group_id = r.group_id AND n.valid_from > r.valid_until"
			  " AND n.state NOT IN ('refused', 'lapsed')"
			  " ORDER BY n.valid_from LIMIT 1), g.number" ENDINGS
			  " ORDER BY g.kana, g.id",
			  fiscal_year, e))
		return -1;
	*out = arena_alloc(a, sizeof(**out) * (size_t)(total + 1));
	int count = 0;
	while (count < total && stmt_row(&q, e)) {
		struct ending *end = &(*out)[count++];
		end->id = stmt_int(&q, 0);
		end->group_id = stmt_int(&q, 1);
		end->until = date_from_iso(stmt_text(&q, 2));
		end->state = arena_strdup(a, stmt_text(&q, 3));
		end->next = arena_strdup(a, stmt_text(&q, 4));
		end->number = arena_strdup(a, stmt_text(&q, 5));
	}
	return stmt_failed(&q) ? -1 : count;
}

/* Why the group cannot be renewed; NULL if it can. */
static const char *
obstacle_of(struct arena *a, const struct ending *end)
{
	if (end->next)
		/* L10N: the number of a registration. */
		return arena_printf(a, _("received already: %s"), end->next);
	if (str_equal(end->state, "received") || str_equal(end->state, "checked"))
		return _("to be decided first");
	return NULL;
}

static const char *
group_title(struct desk *d, struct arena *a, int64_t group_id)
{
	const char *title = d->lookup.ref_title(d->lookup.ctx, "group", group_id);
	return title ? arena_strdup(a, title) : "";
}

int
renewal_list(struct desk *d, struct arena *a, int fiscal_year, struct renewal **out, struct err *e)
{
	struct ending *endings;
	if (!staff_require(d, "register.view", e))
		return -1;
	int count = read_endings(d, a, fiscal_year, &endings, e);
	if (count < 0)
		return -1;
	*out = arena_alloc(a, sizeof(**out) * (size_t)(count + 1));
	for (int i = 0; i < count; i++) {
		AUTO_STR until = STR_INIT;
		date_add_short(&until, endings[i].until, desk_today(d));
		(*out)[i] = (struct renewal){
			.group_id = endings[i].group_id,
			.number = endings[i].number ? endings[i].number : "",
			.title = group_title(d, a, endings[i].group_id),
			.valid_until = arena_strdup(a, str_text(&until)),
			.obstacle = obstacle_of(a, &endings[i]),
		};
	}
	return count;
}

static void
put_period(struct desk *d, struct record *r, const struct ending *end)
{
	char text[DATE_TEXT_SIZE];
	day_num from = str_equal(end->state, "lapsed") ? desk_today(d) : end->until + 1;
	AUTO_FREE char *year = mem_printf("%d", date_fiscal_year(from));
	date_to_iso(from, text);
	record_put(r, "valid_from", text);
	date_to_iso(period_end(d, from), text);
	record_put(r, "valid_until", text);
	record_put(r, "fiscal_year", year);
}

static struct record *
next_period(struct desk *d, const struct ending *end, struct err *e)
{
	const struct form *form = form_find(d->forms, "registration");
	struct record *present = record_read(d, form, end->id, e);
	if (!present)
		return NULL;
	struct record *r = record_new(d, form);
	AUTO_FREE char *who = mem_printf("%lld", (long long)d->staff_id);
	record_put(r, "group_id", record_get(present, "group_id"));
	record_put(r, "class", record_get(present, "class"));
	record_put(r, "request", "renewal");
	record_put(r, "received_by", who);
	record_free(present);
	put_period(d, r, end);
	return r;
}

static bool
renew_one(struct desk *d, struct tx *tx, const struct ending *end, const char *reason,
	  struct err *e)
{
	AUTO_ARENA a = ARENA_INIT;
	const char *obstacle = obstacle_of(&a, end);
	if (obstacle)
		/* L10N: a group, and the sentence that says why it cannot be renewed. */
		return err_set(e, ERR_REFUSED, _("%s: %s"), group_title(d, &a, end->group_id),
			       obstacle);
	struct record *r = next_period(d, end, e);
	bool ok = r && record_save_within(d, tx, r, reason, e);
	record_free(r);
	return ok;
}

static int
by_id(const void *a, const void *b)
{
	int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;
	return (x > y) - (x < y);
}

/* How many of the endings are of the chosen groups (sorted), each renewed; -1 on refusal. */
static int
renew_chosen(struct desk *d, struct tx *tx, const int64_t *chosen, int count, int fiscal_year,
	     struct err *e)
{
	AUTO_ARENA a = ARENA_INIT;
	AUTO_STR reason = STR_INIT;
	struct ending *endings;
	int total = read_endings(d, &a, fiscal_year, &endings, e), done = 0;
	AUTO_STR year = STR_INIT;
	date_add_fiscal_year(&year, fiscal_year);
	/* L10N: the fiscal year ("FY2026"); stands in the audit as the reason. */
	str_addf(&reason, _("Renewal at the end of %s"), str_text(&year));
	for (int i = 0; i < total; i++) {
		if (!bsearch(&endings[i].group_id, chosen, (size_t)count, sizeof(*chosen), by_id))
			continue;
		if (!renew_one(d, tx, &endings[i], str_text(&reason), e))
			return -1;
		done++;
	}
	return total < 0 ? -1 : done;
}

int
renewal_run(struct desk *d, const int64_t *group_ids, int count, int fiscal_year, struct err *e)
{
	AUTO_TX tx = TX_INIT;
	AUTO_FREE int64_t *chosen = mem_resize(NULL, (size_t)count + 1, sizeof(*chosen));
	for (int i = 0; i < count; i++)
		chosen[i] = group_ids[i];
	qsort(chosen, (size_t)count, sizeof(*chosen), by_id);
	if (!staff_require(d, "register.add", e) || !tx_begin(&tx, d->store, e))
		return -1;
	int done = renew_chosen(d, &tx, chosen, count, fiscal_year, e);
	if (done < 0)
		return -1;
	if (done < count) {
		err_set(e, ERR_REFUSED,
			_("Some of these groups have no registration that ends with this year."));
		return -1;
	}
	return tx_commit(&tx, e) ? done : -1;
}
