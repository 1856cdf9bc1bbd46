/*
 * centre.c - opening a centre. Nobody can have signed in yet, so the first
 * member of staff is named as the one who acts.
 */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "desk/centre.h"

#include <assert.h>

#include "base/i18n.h"
#include "desk/record/record.h"
#include "desk/record/record_check.h"
#include "desk/setting.h"
#include "desk/staff.h"
#include "store/stmt.h"
#include "store/tx.h"

enum { FIRST = 1 }; /* the id of the first row of a table */

static void
act_as(struct desk *d, int64_t staff_id)
{
	struct actor actor = *store_actor(d->store);
	actor.staff_id = staff_id;
	store_set_actor(d->store, &actor);
}

/* As a clerk would type it. */
static bool
put_typed(struct desk *d, struct record *r, const char *field, const char *typed, struct err *e)
{
	int i = form_field_index(r->form, field);
	return field_parse(&r->form->fields[i], &d->lookup, typed, &r->values[i], e);
}

/* In a small centre one person starts alone, and does everything but audit. */
static struct record *
read_staff(struct desk *d, const struct centre_founding *founding, struct err *e)
{
	const char *code = founding->staff_code ? founding->staff_code : "1";
	const char *name = founding->staff_name ? founding->staff_name : d->os_user;
	struct record *r = record_blank(form_find(d->forms, "staff"));
	record_put(r, "roles", "administrator,manager,reception");
	record_put(r, "is_active", "1");
	if (put_typed(d, r, "code", code, e) && put_typed(d, r, "name", name, e) &&
	    put_typed(d, r, "os_account", d->os_user, e))
		return r;
	record_free(r);
	return NULL;
}

static struct record *
read_name(struct desk *d, const struct centre_founding *founding, struct err *e)
{
	AUTO_STR stored = STR_INIT;
	struct record *r = record_new(d, form_find(d->forms, "setting"));
	record_put(r, "key", "centre.name");
	if (put_typed(d, r, "value", founding->name, e)) { /* a name of blanks alone is none */
		const char *name = record_get(r, "value");
		if (setting_read(d, "centre.name", name ? name : "", &stored, e))
			return r;
	}
	record_free(r);
	return NULL;
}

bool
centre_check(struct desk *d, const struct centre_founding *founding, struct err *e)
{
	struct record *staff = read_staff(d, founding, e);
	struct record *name = staff ? read_name(d, founding, e) : NULL;
	bool ok = name != NULL;
	record_free(name);
	record_free(staff);
	return ok;
}

/* Takes the record, which may be NULL. */
static bool
add(struct desk *d, struct tx *tx, struct record *r, struct err *e)
{
	bool ok = r && record_save_within(d, tx, r, "init", e);
	assert(!ok || r->id == FIRST || !str_equal(r->form->name, "staff"));
	record_free(r);
	return ok;
}

static bool
found(struct desk *d, const struct centre_founding *founding, struct err *e)
{
	AUTO_TX tx = TX_INIT;
	if (!tx_begin(&tx, d->store, e))
		return false;
	if (store_get_int(d->store, "SELECT count(*) FROM staff WHERE ?1", 1, 1) > 0)
		return err_set(e, ERR_REFUSED, _("This centre is open already."));
	return add(d, &tx, read_staff(d, founding, e), e) &&
	       add(d, &tx, read_name(d, founding, e), e) && tx_commit(&tx, e);
}

bool
centre_found(struct desk *d, const struct centre_founding *founding, struct err *e)
{
	act_as(d, FIRST);
	bool ok = found(d, founding, e);
	desk_refresh(d); /* what was read meanwhile may have been rolled back */
	if (!ok)
		act_as(d, d->staff_id);
	return ok && staff_sign_in_account(d, e);
}
