/*
 * right.c - what the signed-in clerk may do: the union of his or her roles'
 * rows in role_right, read once and kept.
 */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "base/str.h"
#include "desk/staff.h"
#include "store/stmt.h"

/* The allowed rights as one text, " register.view register.add "; of two roles perhaps twice. */
struct rights {
	struct str name; /* the clerk's */
	struct str allowed;
};

void
staff_forget_rights(struct desk *d)
{
	if (!d->rights)
		return;
	str_done(&d->rights->name);
	str_done(&d->rights->allowed);
	free(d->rights);
	d->rights = NULL;
}

static bool
read_name(struct desk *d, struct str *name, struct err *e)
{
	AUTO_STMT q = STMT_INIT;
	if (!stmt_open(&q, d->store, "SELECT name FROM staff WHERE id = ?1", e))
		return false;
	stmt_bind_int(&q, 1, d->staff_id);
	if (stmt_row(&q, e))
		str_set(name, stmt_text(&q, 0));
	return !stmt_failed(&q);
}

static bool
read_allowed(struct desk *d, struct str *allowed, struct err *e)
{
	AUTO_STMT q = STMT_INIT;
	if (!stmt_open(&q, d->store,
		       "SELECT r.area, r.act FROM staff_role AS s"
		       " JOIN role_right AS r ON r.role = s.code AND r.is_allowed = 1"
		       " JOIN staff AS p ON p.id = s.record_id AND p.is_active = 1"
		       " WHERE s.record_id = ?1",
		       e))
		return false;
	stmt_bind_int(&q, 1, d->staff_id);
	str_add_char(allowed, ' ');
	while (stmt_row(&q, e))
		str_addf(allowed, "%s.%s ", stmt_text(&q, 0), stmt_text(&q, 1));
	return !stmt_failed(&q);
}

bool
staff_read_rights(struct desk *d, struct err *e)
{
	struct rights *rights = mem_alloc(sizeof(*rights));
	staff_forget_rights(d);
	d->rights = rights;
	if (read_name(d, &rights->name, e) && read_allowed(d, &rights->allowed, e))
		return true;
	staff_forget_rights(d);
	return false;
}

const char *
staff_name(const struct desk *d)
{
	return d->rights ? str_text(&d->rights->name) : "";
}

bool
staff_may(const struct desk *d, const char *right)
{
	if (!d->rights)
		return false;
	AUTO_STR word = STR_INIT;
	str_addf(&word, " %s ", right);
	return strstr(str_text(&d->rights->allowed), str_text(&word)) != NULL;
}

void
staff_add_roles(const struct desk *d, const char *right, struct str *b)
{
	AUTO_STMT q = STMT_INIT;
	const char *dot = strchr(right, '.');
	AUTO_FREE char *area = mem_strndup(right, dot ? (size_t)(dot - right) : strlen(right));
	if (!stmt_open(&q, d->store,
		       "SELECT r.role FROM role_right AS r"
		       " JOIN code AS c ON c.list = 'role' AND c.code = r.role"
		       " WHERE r.area = ?1 AND r.act = ?2 AND r.is_allowed = 1 ORDER BY c.position",
		       NULL))
		return;
	stmt_bind_text(&q, 1, area);
	stmt_bind_text(&q, 2, dot ? dot + 1 : "");
	for (int n = 0; stmt_row(&q, NULL); n++) {
		const char *role = stmt_text(&q, 0);
		const char *word = d->lookup.code_word(d->lookup.ctx, "role", role);
		str_addf(b, "%s%s", n ? _(", ") : "", word ? word : role);
	}
}

bool
staff_require(const struct desk *d, const char *right, struct err *e)
{
	if (staff_may(d, right))
		return true;
	if (d->staff_id == 0)
		return err_set(e, ERR_REFUSED, _("Nobody has signed in."));
	AUTO_STR roles = STR_INIT;
	staff_add_roles(d, right, &roles);
	if (roles.len == 0)
		return err_set(e, ERR_REFUSED, _("No role may do this (%s)."), right);
	return err_set(e, ERR_REFUSED, _("Your roles do not allow this. It needs: %s."),
		       str_text(&roles));
}

bool
staff_may_on(const struct desk *d, const struct form *form, const char *act)
{
	AUTO_FREE char *right = mem_printf("%s.%s", form->area, act);
	return staff_may(d, right);
}

bool
staff_require_on(const struct desk *d, const struct form *form, const char *act, struct err *e)
{
	AUTO_FREE char *right = mem_printf("%s.%s", form->area, act);
	return staff_require(d, right, e);
}
