/*
 * staff.h - who works at the desk (職員): the account, the PIN (argon2id), the
 * roles, and what a role may do. An OS account is bound to one staff record.
 */
/* SPDX-License-Identifier: MIT */
#ifndef DESK_STAFF_H
#define DESK_STAFF_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/err.h"
#include "base/str.h"
#include "desk/desk.h"

struct staff {
	int64_t id;
	const char *code;  /* what one types to sign in */
	const char *name;
	bool has_pin;
	bool is_active;
};

/* The staff record bound to the desk's OS account; false (ERR_NOT_FOUND) if there is none. */
bool staff_of_account(struct desk *d, struct arena *a, struct staff *out, struct err *e);
/* By what was typed at sign-in; ERR_NOT_FOUND. */
bool staff_by_code(struct desk *d, struct arena *a, const char *code, struct staff *out,
		   struct err *e);
/* Active staff, for the sign-in screen; the count, or -1. */
int staff_list(struct desk *d, struct arena *a, struct staff **out, struct err *e);

/*
 * Signs in (audited). `pin` may be NULL or "" for a record without one, which signs in
 * from its own OS account, in a training home from any. After
 * five failures (setting staff.pin_attempts) the record is locked for 30
 * minutes (staff.pin_lock_minutes); the answer for an unknown code, a wrong PIN
 * and a locked record takes the same time and says no more than it must.
 */
bool staff_sign_in(struct desk *d, int64_t staff_id, const char *pin, struct err *e);
/*
 * Signs in the record bound to the OS account without asking its PIN: for the
 * command line, which runs as the account that owns the data. Audited.
 * ERR_REFUSED with a sentence that says how to bind the account.
 */
bool staff_sign_in_account(struct desk *d, struct err *e);
bool staff_sign_out(struct desk *d, struct err *e);
/* Does the signed-in clerk need a PIN to come back to a locked desk? */
bool staff_needs_pin(struct desk *d);
/* The screen of the signed-in clerk was hidden: written down. */
bool staff_lock(struct desk *d, struct err *e);
/* Proves the signed-in clerk again at a locked desk; audited as signing in. */
bool staff_unlock(struct desk *d, const char *pin, struct err *e);
/*
 * One's own, or with the right "staff.change" another's; "" removes it, unless
 * the setting staff.pin_required says that everybody needs one. Audited.
 */
bool staff_set_pin(struct desk *d, int64_t staff_id, const char *pin, struct err *e);
/* Would staff_set_pin take it? For those who have it typed twice. */
bool staff_check_pin(struct desk *d, int64_t staff_id, const char *pin, struct err *e);
bool staff_disable(struct desk *d, int64_t staff_id, const char *reason, struct err *e);
/* The signed-in clerk's name, for line 1; "" for nobody. Lives until the next sign-in. */
const char *staff_name(const struct desk *d);

/*
 * The rights of the signed-in clerk's roles, read from role_right: at sign-in,
 * and again by desk_refresh. Nobody signed in has no rights at all.
 */
bool staff_read_rights(struct desk *d, struct err *e);
void staff_forget_rights(struct desk *d); /* for desk_close */

/* May the signed-in clerk do this? `right` is "<area>.<act>": "register.change", "audit.view". */
bool staff_may(const struct desk *d, const char *right);
/* The same with a sentence that says which role would be needed. */
bool staff_require(const struct desk *d, const char *right, struct err *e);
/* Appends the words of the roles that have the right ("受付、責任者"); nothing if none has. */
void staff_add_roles(const struct desk *d, const char *right, struct str *b);
/* The two for an act ("view", "change") on records of a form, whose area it names. */
bool staff_may_on(const struct desk *d, const struct form *form, const char *act);
bool staff_require_on(const struct desk *d, const struct form *form, const char *act,
		      struct err *e);

#endif
