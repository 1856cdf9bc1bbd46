/*
 * staff.c - signing in and out, PINs and their lock, staff who leave. A failed
 * sign-in is counted and audited in its own transaction, so that it stays even
 * when the desk is killed at once.
 */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "desk/staff.h"

#include <stdlib.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "desk/pin.h"
#include "desk/record/record.h"
#include "desk/setting.h"
#include "store/audit.h"
#include "store/stmt.h"
#include "store/tx.h"

#define STAFF_COLUMNS "SELECT id, code, name, pin_hash <> '', is_active FROM staff"

static void
read_staff(struct stmt *q, struct arena *a, struct staff *out)
{
	out->id = stmt_int(q, 0);
	out->code = arena_strdup(a, stmt_text(q, 1));
	out->name = arena_strdup(a, stmt_text(q, 2));
	out->has_pin = stmt_int(q, 3) != 0;
	out->is_active = stmt_int(q, 4) != 0;
}

static bool
find_staff(struct stmt *q, struct arena *a, struct staff *out, struct err *e)
{
	if (!stmt_row(q, e))
		return !stmt_failed(q) &&
		       err_set(e, ERR_NOT_FOUND, _("There is no such member of staff."));
	read_staff(q, a, out);
	return true;
}

static bool
find_by_text(struct desk *d, const char *sql, const char *text, struct arena *a, struct staff *out,
	     struct err *e)
{
	AUTO_STMT q = STMT_INIT;
	if (!stmt_open(&q, d->store, sql, e))
		return false;
	stmt_bind_text(&q, 1, text);
	return find_staff(&q, a, out, e);
}

static bool
find_by_id(struct desk *d, struct arena *a, int64_t id, struct staff *out, struct err *e)
{
	AUTO_STMT q = STMT_INIT;
	if (!stmt_open(&q, d->store, STAFF_COLUMNS " WHERE id = ?1", e))
		return false;
	stmt_bind_int(&q, 1, id);
	return find_staff(&q, a, out, e);
}

bool
staff_of_account(struct desk *d, struct arena *a, struct staff *out, struct err *e)
{
	return find_by_text(d, STAFF_COLUMNS " WHERE os_account = ?1", d->os_user, a, out, e);
}

bool
staff_by_code(struct desk *d, struct arena *a, const char *code, struct staff *out, struct err *e)
{
	return find_by_text(d, STAFF_COLUMNS " WHERE code = ?1", code, a, out, e);
}

int
staff_list(struct desk *d, struct arena *a, struct staff **out, struct err *e)
{
	int64_t total = store_get_int(d->store, "SELECT count(*) FROM staff WHERE ?1", 1, 0);
	AUTO_STMT q = STMT_INIT;
	if (!stmt_open(&q, d->store, STAFF_COLUMNS " WHERE is_active = 1 ORDER BY code", e))
		return -1;
	*out = arena_alloc(a, sizeof(**out) * (size_t)(total + 1));
	int count = 0;
	while (count < total && stmt_row(&q, e))
		read_staff(&q, a, &(*out)[count++]);
	return stmt_failed(&q) ? -1 : count;
}

/* What signing in asks about one record. */
struct account {
	char *hash;
	int64_t locked_until; /* instant, 0 = not locked */
	bool is_active;
};

static void
account_done(struct account *account)
{
	free(account->hash);
}

#define AUTO_ACCOUNT AUTO(account_done) struct account

/* An id that nobody has gives an account without a hash that is not active. */
static bool
account_read(struct desk *d, int64_t staff_id, struct account *out, struct err *e)
{
	AUTO_STMT q = STMT_INIT;
	if (!stmt_open(&q, d->store,
		       "SELECT pin_hash, locked_until, is_active FROM staff WHERE id = ?1", e))
		return false;
	stmt_bind_int(&q, 1, staff_id);
	if (!stmt_row(&q, e)) {
		out->hash = mem_strdup("");
		return !stmt_failed(&q);
	}
	out->hash = mem_strdup(stmt_text(&q, 0));
	if (stmt_is_null(&q, 1) || !instant_from_text(stmt_text(&q, 1), &out->locked_until))
		out->locked_until = 0;
	out->is_active = stmt_int(&q, 2) != 0;
	return true;
}

static bool
is_own_account(struct desk *d, int64_t staff_id)
{
	AUTO_ARENA a = ARENA_INIT;
	struct staff own;
	return staff_of_account(d, &a, &own, NULL) && own.id == staff_id;
}

/* Without a PIN the computer must vouch for the clerk; where one practises, nobody needs to. */
static bool
needs_no_pin(struct desk *d, int64_t staff_id)
{
	return !setting_int(d, "staff.pin_required") &&
	       (d->is_training || is_own_account(d, staff_id));
}

static void
act_as(struct desk *d, int64_t staff_id)
{
	struct actor actor = *store_actor(d->store);
	actor.staff_id = staff_id;
	store_set_actor(d->store, &actor);
	d->staff_id = staff_id;
}

static bool
audit_staff(struct tx *tx, enum audit_action action, int64_t staff_id, const char *reason,
	    struct err *e)
{
	const struct audit_entry entry = {
		.action = action,
		.object_type = "staff",
		.object_id = staff_id,
		.reason = reason ? reason : "",
	};
	return audit_write(tx, &entry, e);
}

/*
 * Counts inside the transaction: several desks may be trying at once. The instant until which
 * the account is locked now, 0 if it is not.
 */
static bool
count_failure(struct desk *d, int64_t staff_id, int64_t *locked_until, struct err *e)
{
	AUTO_TX tx = TX_INIT;
	AUTO_STMT q = STMT_INIT;
	char until[INSTANT_TEXT_SIZE];
	int64_t end = clock_now(&d->clock) + setting_int(d, "staff.pin_lock_minutes") * 60000;
	instant_to_text(end, until);
	if (!tx_begin(&tx, d->store, e) ||
	    !stmt_open(&q, d->store,
		       "UPDATE staff SET failed = ?2, locked_until = ?3 WHERE id = ?1", e))
		return false;
	int64_t failed =
		store_get_int(d->store, "SELECT failed FROM staff WHERE id = ?1", staff_id, 0) + 1;
	bool locks = failed >= setting_int(d, "staff.pin_attempts");
	stmt_bind_int(&q, 1, staff_id);
	stmt_bind_int(&q, 2, locks ? 0 : failed);
	stmt_bind_text(&q, 3, locks ? until : NULL);
	*locked_until = locks ? end : 0;
	return stmt_run(&q, e) &&
	       audit_staff(&tx, AUDIT_SIGN_IN_FAILED, staff_id, locks ? "too many failures" : NULL,
			   e) &&
	       tx_commit(&tx, e);
}

static bool
refuse_locked(int64_t until, struct err *e)
{
	return err_set_field(e, ERR_REFUSED, "pin",
			     _("Too many wrong PINs: locked until %02d:%02d."),
			     instant_minutes(until) / 60, instant_minutes(until) % 60);
}

/*
 * Is the clerk who he or she claims to be? Every answer costs one check of a
 * PIN, so that the time says nothing; the sentence for a wrong PIN and for an
 * unknown code is the same.
 */
static bool
prove(struct desk *d, int64_t staff_id, const char *pin, struct err *e)
{
	AUTO_ACCOUNT account = { 0 };
	if (!account_read(d, staff_id, &account, e))
		return false;
	bool has_pin = !str_is_empty(account.hash);
	if (account.is_active && !has_pin && needs_no_pin(d, staff_id))
		return true;
	bool matches = pin_matches(d, account.hash, pin ? pin : "");
	if (account.is_active && account.locked_until > clock_now(&d->clock))
		return refuse_locked(account.locked_until, e);
	if (matches && account.is_active)
		return true;
	int64_t locked_until = 0;
	if (account.is_active && has_pin && !count_failure(d, staff_id, &locked_until, e))
		return false;
	if (locked_until)
		return refuse_locked(locked_until, e);
	if (account.is_active && !has_pin)
		return err_set_field(
			e, ERR_REFUSED, "pin",
			_("This member of staff has no PIN and can sign in only from "
			  "his or her own OS account. An administrator can set a PIN."));
	return err_set_field(e, ERR_REFUSED, "pin", _("The code or the PIN is wrong."));
}

static bool
enter(struct desk *d, int64_t staff_id, const char *reason, struct err *e)
{
	int64_t before = d->staff_id;
	AUTO_TX tx = TX_INIT;
	AUTO_STMT q = STMT_INIT;
	act_as(d, staff_id);
	bool ok = tx_begin(&tx, d->store, e) &&
		  stmt_open(&q, d->store,
			    "UPDATE staff SET failed = 0, locked_until = NULL"
			    " WHERE id = ?1 AND (failed <> 0 OR locked_until IS NOT NULL)",
			    e);
	if (ok) {
		stmt_bind_int(&q, 1, staff_id);
		ok = stmt_run(&q, e) && audit_staff(&tx, AUDIT_SIGN_IN, staff_id, reason, e) &&
		     tx_commit(&tx, e) && staff_read_rights(d, e);
	}
	if (!ok)
		act_as(d, before);
	return ok;
}

bool
staff_sign_in(struct desk *d, int64_t staff_id, const char *pin, struct err *e)
{
	return prove(d, staff_id, pin, e) && enter(d, staff_id, NULL, e);
}

bool
staff_sign_in_account(struct desk *d, struct err *e)
{
	AUTO_ARENA a = ARENA_INIT;
	struct staff own;
	struct err why = { 0 };
	if (!staff_of_account(d, &a, &own, &why)) {
		if (why.code != ERR_NOT_FOUND)
			return err_set(e, why.code, "%s", why.msg);
		return err_set(
			e, ERR_REFUSED,
			_("The account \"%s\" is not bound to a member of staff. Bind it with "
			  "madoguchi staff add CODE NAME --account %s, run from an account "
			  "that is."),
			d->os_user, d->os_user);
	}
	if (!own.is_active)
		return err_set(e, ERR_REFUSED,
			       _("The member of staff bound to the account \"%s\" is disabled."),
			       d->os_user);
	return enter(d, own.id, "command", e);
}

bool
staff_sign_out(struct desk *d, struct err *e)
{
	if (d->staff_id == 0)
		return true;
	AUTO_TX tx = TX_INIT;
	if (!tx_begin(&tx, d->store, e) ||
	    !audit_staff(&tx, AUDIT_SIGN_OUT, d->staff_id, NULL, e) || !tx_commit(&tx, e))
		return false;
	act_as(d, 0);
	staff_forget_rights(d);
	return true;
}

bool
staff_needs_pin(struct desk *d)
{
	AUTO_ACCOUNT account = { 0 };
	return !account_read(d, d->staff_id, &account, NULL) || !str_is_empty(account.hash) ||
	       !needs_no_pin(d, d->staff_id);
}

bool
staff_lock(struct desk *d, struct err *e)
{
	AUTO_TX tx = TX_INIT;
	return tx_begin(&tx, d->store, e) && audit_staff(&tx, AUDIT_LOCK, d->staff_id, NULL, e) &&
	       tx_commit(&tx, e);
}

bool
staff_unlock(struct desk *d, const char *pin, struct err *e)
{
	return prove(d, d->staff_id, pin, e) && enter(d, d->staff_id, "unlock", e);
}

/*
 * A clerk may change his or her own PIN; another's needs the right
 * "staff.change". The PIN is no field of the record and no part of its version.
 */
static bool
store_pin(struct desk *d, const struct staff *who, const char *hash, struct err *e)
{
	AUTO_TX tx = TX_INIT;
	AUTO_STMT q = STMT_INIT;
	if (!tx_begin(&tx, d->store, e) ||
	    !stmt_open(
		    &q, d->store,
		    "UPDATE staff SET pin_hash = ?2, failed = 0, locked_until = NULL WHERE id = ?1",
		    e))
		return false;
	stmt_bind_int(&q, 1, who->id);
	stmt_bind_text(&q, 2, hash);
	return stmt_run(&q, e) &&
	       audit_staff(&tx, AUDIT_CHANGE, who->id, *hash ? "PIN set" : "PIN removed", e) &&
	       tx_commit(&tx, e);
}

static bool
may_have_pin(struct desk *d, const struct staff *who, const char *pin, struct err *e)
{
	if (!str_is_empty(pin))
		return pin_check_new(d, pin, who->code, e);
	return !setting_int(d, "staff.pin_required") ||
	       err_set_field(e, ERR_REFUSED, "pin", _("Everybody here needs a PIN."));
}

bool
staff_check_pin(struct desk *d, int64_t staff_id, const char *pin, struct err *e)
{
	AUTO_ARENA a = ARENA_INIT;
	struct staff who;
	return (staff_id == d->staff_id || staff_require(d, "staff.change", e)) &&
	       find_by_id(d, &a, staff_id, &who, e) && may_have_pin(d, &who, pin, e);
}

bool
staff_set_pin(struct desk *d, int64_t staff_id, const char *pin, struct err *e)
{
	AUTO_ARENA a = ARENA_INIT;
	AUTO_STR hash = STR_INIT;
	struct staff who;
	return staff_check_pin(d, staff_id, pin, e) && find_by_id(d, &a, staff_id, &who, e) &&
	       (str_is_empty(pin) || pin_hash(d, pin, &hash, e)) &&
	       store_pin(d, &who, str_text(&hash), e);
}

bool
staff_disable(struct desk *d, int64_t staff_id, const char *reason, struct err *e)
{
	const struct form *form = form_find(d->forms, "staff");
	struct record *r = record_read(d, form, staff_id, e);
	if (!r)
		return false;
	const struct record_save how = { .reason = reason };
	record_put(r, "is_active", "0");
	bool ok = record_save(d, r, &how, e);
	record_free(r);
	return ok;
}
