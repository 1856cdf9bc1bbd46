/*
 * centre.c - opening a centre. Nobody can have signed in yet, so the first
 * member of staff is named as the one who acts.
 */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "desk/centre.h"

#include "base/i18n.h"
#include "base/json.h"
#include "desk/setting.h"
#include "desk/staff.h"
#include "store/audit.h"
#include "store/stmt.h"
#include "store/tx.h"

static int64_t
add_staff(struct desk *d, const char *code, const char *name, struct err *e)
{
	AUTO_STMT q = STMT_INIT;
	if (!stmt_open(&q, d->store,
		       "INSERT INTO staff (code, name, os_account) VALUES (?1, ?2, ?3)", e))
		return 0;
	stmt_bind_text(&q, 1, code);
	stmt_bind_text(&q, 2, name);
	stmt_bind_text(&q, 3, d->os_user);
	return stmt_run(&q, e) ? store_last_id(d->store) : 0;
}

/* In a small centre one person starts alone, and does everything but audit. */
static bool
give_roles(struct desk *d, int64_t staff_id, struct err *e)
{
	AUTO_STMT q = STMT_INIT;
	if (!stmt_open(&q, d->store,
		       "INSERT INTO staff_role (record_id, code, position) VALUES"
		       " (?1, 'administrator', 1), (?1, 'manager', 2), (?1, 'reception', 3)",
		       e))
		return false;
	stmt_bind_int(&q, 1, staff_id);
	return stmt_run(&q, e);
}

static bool
audit_staff(struct tx *tx, struct desk *d, int64_t staff_id, const char *code, const char *name,
	    struct err *e)
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
	json_text(&j, code);
	json_key(&j, "name");
	json_text(&j, name);
	json_key(&j, "os_account");
	json_text(&j, d->os_user);
	json_key(&j, "roles");
	json_text(&j, "administrator,manager,reception");
	json_key(&j, "is_active");
	json_text(&j, "1");
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
centre_found(struct desk *d, const struct centre_founding *founding, struct err *e)
{
	const char *code = founding->staff_code ? founding->staff_code : "1";
	const char *name = founding->staff_name ? founding->staff_name : d->os_user;
	AUTO_TX tx = TX_INIT;
	if (store_get_int(d->store, "SELECT count(*) FROM staff WHERE ?1", 1, 1) > 0)
		return err_set(e, ERR_REFUSED, _("This centre is open already."));
	if (!tx_begin(&tx, d->store, e))
		return false;
	int64_t staff_id = add_staff(d, code, name, e);
	return staff_id && give_roles(d, staff_id, e) &&
	       audit_staff(&tx, d, staff_id, code, name, e) && tx_commit(&tx, e) &&
	       staff_sign_in_account(d, e) && setting_set(d, "centre.name", founding->name, e);
}
