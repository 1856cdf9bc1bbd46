/*
 * registration.c - see registration.h. A step is a row of the table: what it
 * leads from and to, and what it asks for.
 */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "desk/register/registration.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/macros.h"
#include "base/mem.h"
#include "desk/record/record.h"
#include "desk/record/record_check.h"
#include "desk/setting.h"
#include "desk/staff.h"
#include "store/stmt.h"
#include "store/tx.h"

static const char *const codes[] = {
	[REGISTRATION_RECEIVED] = "received", [REGISTRATION_CHECKED] = "checked",
	[REGISTRATION_APPROVED] = "approved", [REGISTRATION_REFUSED] = "refused",
	[REGISTRATION_LAPSED] = "lapsed",
};
static_assert(ARRAY_LEN(codes) == REGISTRATION_STATE_COUNT, "a state without its code");

/* clang-format off */
static const struct step {
	enum registration_state from, to;
	const char *right;
	bool needs_papers, needs_reason;
} steps[] = {
	{ REGISTRATION_RECEIVED, REGISTRATION_CHECKED,  "register.change",  true,  false },
	{ REGISTRATION_RECEIVED, REGISTRATION_REFUSED,  "register.approve", false, true  },
	{ REGISTRATION_CHECKED,  REGISTRATION_RECEIVED, "register.change",  false, false },
	{ REGISTRATION_CHECKED,  REGISTRATION_APPROVED, "register.approve", true,  false },
	{ REGISTRATION_CHECKED,  REGISTRATION_REFUSED,  "register.approve", false, true  },
	{ REGISTRATION_REFUSED,  REGISTRATION_RECEIVED, "register.approve", false, true  },
	{ REGISTRATION_APPROVED, REGISTRATION_LAPSED,   "register.approve", false, true  },
};
/* clang-format on */

const char *
registration_state_code(enum registration_state s)
{
	return codes[s];
}

static enum registration_state
state_of(const struct record *r)
{
	enum registration_state s = REGISTRATION_RECEIVED;
	while (s < REGISTRATION_STATE_COUNT && !str_equal(codes[s], record_get(r, "state")))
		s++;
	return s;
}

bool
registration_leads(const char *from, enum registration_state to, bool *needs_reason)
{
	for (size_t i = 0; i < ARRAY_LEN(steps); i++)
		if (steps[i].to == to && str_equal(codes[steps[i].from], from)) {
			*needs_reason = steps[i].needs_reason;
			return true;
		}
	return false;
}

static bool
is_decided(const char *code)
{
	return str_equal(code, codes[REGISTRATION_APPROVED]) ||
	       str_equal(code, codes[REGISTRATION_REFUSED]) ||
	       str_equal(code, codes[REGISTRATION_LAPSED]);
}

bool
registration_is_decision(const char *from, const char *to)
{
	return !str_equal(from, to) && (is_decided(from) || is_decided(to));
}

static const char *
state_word(struct desk *d, const char *code)
{
	const char *word = d->lookup.code_word(d->lookup.ctx, "registration_state", code);
	return word ? word : code;
}

static const struct step *
find_step(struct desk *d, const struct record *r, enum registration_state to, struct err *e)
{
	enum registration_state from = state_of(r);
	for (size_t i = 0; i < ARRAY_LEN(steps); i++)
		if (steps[i].from == from && steps[i].to == to)
			return &steps[i];
	/* The word lives until the next is asked for. */
	AUTO_FREE char *present = mem_strdup(state_word(d, record_get(r, "state")));
	/* L10N: two states of a registration ("lapsed", "approved"). */
	err_set_field(e, ERR_REFUSED, "state", _("A registration cannot go from “%s” to “%s”."),
		      present, state_word(d, codes[to]));
	return NULL;
}

int
registration_papers_missing(struct desk *d, struct arena *a, int64_t registration_id,
			    const char ***words, struct err *e)
{
	int64_t total =
		store_get_int(d->store, "SELECT count(*) FROM paper_requirement WHERE ?1", 1, 0);
	AUTO_STMT q = STMT_INIT;
	if (!stmt_open(&q, d->store,
		       "SELECT DISTINCT q.paper_kind FROM registration AS r"
		       " JOIN civic_group AS g ON g.id = r.group_id"
		       " JOIN paper_requirement AS q ON" REGISTRATION_LACKS
		       " LEFT JOIN code AS c ON c.list = 'paper_kind' AND c.code = q.paper_kind"
		       " WHERE r.id = ?1 ORDER BY c.position, q.paper_kind",
		       e))
		return -1;
	stmt_bind_int(&q, 1, registration_id);
	*words = arena_alloc(a, sizeof(**words) * (size_t)(total + 1));
	int count = 0;
	while (count < total && stmt_row(&q, e)) {
		const char *kind = stmt_text(&q, 0);
		const char *word = d->lookup.code_word(d->lookup.ctx, "paper_kind", kind);
		(*words)[count++] = arena_strdup(a, word ? word : kind);
	}
	return stmt_failed(&q) ? -1 : count;
}

static bool
check_papers(struct desk *d, int64_t registration_id, struct err *e)
{
	AUTO_ARENA a = ARENA_INIT;
	AUTO_STR list = STR_INIT;
	const char **words;
	if (!setting_int(d, "registration.papers_needed"))
		return true;
	int count = registration_papers_missing(d, &a, registration_id, &words, e);
	for (int i = 0; i < count; i++)
		str_addf(&list, "%s%s", i > 0 ? _(", ") : "", words[i]);
	return count == 0 ||
	       (count > 0 && err_set_field(e, ERR_REFUSED, "state", _("Papers are missing: %s."),
					   str_text(&list)));
}

/*
 * A registration that is struck off ends on that day: its last day becomes the
 * day of the decision, which is how renewal.c knows it from one that ran out.
 */
static void
end_today(struct record *r, const char *today)
{
	const char *from = record_get(r, "valid_from");
	record_put(r, "valid_until", strcmp(from, today) > 0 ? from : today);
}

/* What the record says of the step: days, who decided, why. */
void
registration_note(struct desk *d, struct record *r, enum registration_state to, const char *reason)
{
	char today[DATE_TEXT_SIZE];
	AUTO_FREE char *who = mem_printf("%lld", (long long)d->staff_id);
	date_to_iso(desk_today(d), today);
	record_put(r, "state", codes[to]);
	switch (to) {
	case REGISTRATION_RECEIVED:
		record_put(r, "checked_on", NULL);
		record_put(r, "decided_on", NULL);
		record_put(r, "decided_by", NULL);
		break;
	case REGISTRATION_CHECKED:
		record_put(r, "checked_on", today);
		break;
	case REGISTRATION_APPROVED:
	case REGISTRATION_REFUSED:
		record_put(r, "decided_on", today);
		record_put(r, "decided_by", who);
		break;
	case REGISTRATION_LAPSED:
		if (strcmp(record_get(r, "valid_until"), today) < 0)
			break;
		end_today(r, today);
		record_put(r, "decided_on", today);
		record_put(r, "decided_by", who);
		break;
	case REGISTRATION_STATE_COUNT:
		break;
	}
	record_put(r, "reason", str_is_empty(reason) ? NULL : reason);
}

/* What was refused can be taken up again, but not for a group that is no more. */
static bool
check_group(struct desk *d, const struct record *r, enum registration_state to, struct err *e)
{
	int64_t group_id = strtoll(record_get(r, "group_id"), NULL, 10);
	return to != REGISTRATION_RECEIVED ||
	       !store_get_int(d->store,
			      "SELECT dissolved_on IS NOT NULL FROM civic_group WHERE id = ?1",
			      group_id, 0) ||
	       err_set(e, ERR_REFUSED, _("This group is dissolved; undo the dissolution first."));
}

static bool
take_step(struct desk *d, struct tx *tx, struct record *r, enum registration_state to,
	  const char *reason, struct err *e)
{
	const struct step *step = find_step(d, r, to, e);
	if (!step || !staff_require(d, step->right, e))
		return false;
	if (step->needs_reason && str_is_empty(reason))
		return err_set_field(e, ERR_INVALID, "reason",
				     _("Say why: this step needs a reason."));
	if (!check_group(d, r, to, e))
		return false;
	if (step->needs_papers && !check_papers(d, r->id, e))
		return false;
	registration_note(d, r, to, reason);
	return record_save_within(d, tx, r, reason, e);
}

bool
registration_move(struct desk *d, int64_t registration_id, enum registration_state to,
		  const char *reason, struct err *e)
{
	AUTO_TX tx = TX_INIT;
	if (!tx_begin(&tx, d->store, e))
		return false;
	struct record *r = record_read(d, form_find(d->forms, "registration"), registration_id, e);
	bool ok = r && take_step(d, &tx, r, to, reason, e) && tx_commit(&tx, e);
	record_free(r);
	return ok;
}

/*
 * The ids are read whole before anything is written: a statement must not walk
 * rows that change under it.
 */
static int
read_over(struct desk *d, struct arena *a, int64_t **ids, struct err *e)
{
	char today[DATE_TEXT_SIZE];
	AUTO_STMT q = STMT_INIT;
	int count = 0, room = 0;
	date_to_iso(desk_today(d), today);
	if (!stmt_open(&q, d->store,
		       "SELECT count(*) OVER (), id FROM registration"
		       " WHERE state = 'approved' AND valid_until < ?1 ORDER BY valid_until, id",
		       e))
		return -1;
	stmt_bind_text(&q, 1, today);
	while (stmt_row(&q, e)) {
		if (room == 0) {
			room = (int)stmt_int(&q, 0);
			*ids = arena_alloc(a, sizeof(**ids) * (size_t)room);
		}
		(*ids)[count++] = stmt_int(&q, 1);
	}
	return stmt_failed(&q) ? -1 : count;
}

static bool
lapse_one(struct desk *d, struct tx *tx, int64_t id, struct err *e)
{
	struct record *r = record_read(d, form_find(d->forms, "registration"), id, e);
	if (!r)
		return false;
	const char *reason = _("The period is over.");
	registration_note(d, r, REGISTRATION_LAPSED, reason);
	bool ok = record_save_within(d, tx, r, reason, e);
	record_free(r);
	return ok;
}

int
registration_lapse(struct desk *d, struct err *e)
{
	AUTO_ARENA a = ARENA_INIT;
	AUTO_TX tx = TX_INIT;
	int64_t *ids = NULL;
	if (!staff_may(d, "register.change"))
		return 0;
	int count = read_over(d, &a, &ids, e);
	if (count <= 0)
		return count;
	/* Another desk may have been first while this one waited its turn. */
	if (!tx_begin(&tx, d->store, e) || (count = read_over(d, &a, &ids, e)) < 0)
		return -1;
	for (int i = 0; i < count; i++)
		if (!lapse_one(d, &tx, ids[i], e))
			return -1;
	return tx_commit(&tx, e) ? count : -1;
}
