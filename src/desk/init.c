/*
 * init.c - the first entries of a new home. They are written before anybody
 * can have signed in, so the new administrator is named as the one who acts.
 */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "desk/init.h"

#include "base/i18n.h"
#include "base/json.h"
#include "desk/setting.h"
#include "desk/staff.h"
#include "store/audit.h"
#include "store/stmt.h"
#include "store/tx.h"

static int64_t
add_administrator(struct desk *d, struct err *e)
{
	AUTO_STMT q = STMT_INIT;
	if (!stmt_open(&q, d->store,
		       "INSERT INTO staff (code, name, os_account) VALUES ('admin', ?1, ?2)", e))
		return 0;
	stmt_bind_text(&q, 1, _("Administrator"));
	stmt_bind_text(&q, 2, d->os_user);
	return stmt_run(&q, e) ? store_last_id(d->store) : 0;
}

/* All roles but the auditor's: in a small centre one person starts alone. */
static bool
give_roles(struct desk *d, int64_t staff_id, struct err *e)
{
	AUTO_STMT q = STMT_INIT;
	if (!stmt_open(&q, d->store,
		       "INSERT INTO staff_role (record_id, code, position) VALUES"
		       " (?1, 'administrator', 1), (?1, 'manager', 2), (?1, 'reception', 3),"
		       " (?1, 'cash', 4), (?1, 'consultation', 5)",
		       e))
		return false;
	stmt_bind_int(&q, 1, staff_id);
	return stmt_run(&q, e);
}

static bool
audit_administrator(struct desk *d, struct tx *tx, int64_t staff_id, struct err *e)
{
	struct actor actor = *store_actor(d->store);
	actor.staff_id = staff_id;
	store_set_actor(d->store, &actor);
	AUTO_STR detail = STR_INIT;
	struct json j;
	json_init(&j, &detail);
	json_object(&j);
	json_key(&j, "after");
	json_object(&j);
	json_key(&j, "code");
	json_text(&j, "admin");
	json_key(&j, "os_account");
	json_text(&j, d->os_user);
	json_end_object(&j);
	json_end_object(&j);
	const struct audit_entry entry = {
		.action = AUDIT_ADD,
		.object_type = "staff",
		.object_id = staff_id,
		.reason = "init",
		.detail = str_text(&detail),
	};
	return audit_write(tx, &entry, e);
}

bool
desk_init(struct desk *d, const char *centre_name, struct err *e)
{
	AUTO_TX tx = TX_INIT;
	if (!tx_begin(&tx, d->store, e))
		return false;
	int64_t staff_id = add_administrator(d, e);
	if (!staff_id || !give_roles(d, staff_id, e) || !audit_administrator(d, &tx, staff_id, e) ||
	    !tx_commit(&tx, e))
		return false;
	return staff_sign_in_account(d, e) &&
	       (!centre_name || setting_set(d, "centre.name", centre_name, e));
}
