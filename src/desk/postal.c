/* postal.c - see postal.h. */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "desk/postal.h"

#include <stdlib.h>

#include "base/json.h"
#include "base/mem.h"
#include "base/utf8.h"
#include "desk/staff.h"
#include "store/audit.h"
#include "store/stmt.h"
#include "store/tx.h"

/* The digits of a typed code; false unless they are seven. */
static bool
read_digits(const char *code, struct str *digits)
{
	AUTO_FREE char *narrow = utf8_narrow(code);
	for (const char *p = narrow; *p; p++)
		if (*p >= '0' && *p <= '9')
			str_add_char(digits, *p);
	return digits->len == 7;
}

bool
postal_address(struct desk *d, const char *code, struct str *out)
{
	AUTO_STR digits = STR_INIT;
	AUTO_STMT q = STMT_INIT;
	if (str_is_empty(code) || !read_digits(code, &digits) ||
	    !stmt_open(&q, d->store,
		       "SELECT min(prefecture), max(prefecture), min(city), max(city),"
		       " min(town), max(town) FROM postal_code WHERE code = ?1",
		       NULL))
		return false;
	stmt_bind_text(&q, 1, str_text(&digits));
	if (!stmt_row(&q, NULL) || stmt_is_null(&q, 0))
		return false;
	bool agrees = true;
	for (int part = 0; part < 3; part++) {
		agrees = agrees && str_equal(stmt_text(&q, 2 * part), stmt_text(&q, 2 * part + 1));
		if (agrees)
			str_add(out, stmt_text(&q, 2 * part));
	}
	return out->len > 0;
}

int64_t
postal_count(struct desk *d)
{
	return store_get_int(d->store, "SELECT count(*) FROM postal_code WHERE ?1", 1, 0);
}

struct postal_load {
	struct desk *desk;
	struct tx tx;
	struct stmt add;
	int64_t places;
};

static bool
empty_list(struct postal_load *l, struct err *e)
{
	AUTO_STMT q = STMT_INIT;
	return stmt_open(&q, l->desk->store, "DELETE FROM postal_code", e) && stmt_run(&q, e);
}

struct postal_load *
postal_load_begin(struct desk *d, struct err *e)
{
	struct postal_load *l = mem_alloc(sizeof(*l));
	l->desk = d;
	if (staff_require(d, "code.add", e) && staff_require(d, "code.change", e) &&
	    tx_begin(&l->tx, d->store, e) && empty_list(l, e) &&
	    stmt_open(&l->add, d->store,
		      "INSERT INTO postal_code (code, prefecture, city, town, kana)"
		      " VALUES (?1, ?2, ?3, ?4, ?5)"
		      " ON CONFLICT (code, prefecture, city, town) DO NOTHING",
		      e))
		return l;
	postal_load_end(l);
	return NULL;
}

void
postal_load_end(struct postal_load *l)
{
	if (!l)
		return;
	stmt_done(&l->add);
	tx_rollback(&l->tx);
	free(l);
}

bool
postal_load_add(struct postal_load *l, const struct postal_place *place, struct err *e)
{
	stmt_restart(&l->add);
	stmt_bind_text(&l->add, 1, place->code);
	stmt_bind_text(&l->add, 2, place->prefecture);
	stmt_bind_text(&l->add, 3, place->city);
	stmt_bind_text(&l->add, 4, place->town);
	stmt_bind_text(&l->add, 5, place->kana);
	if (!stmt_run(&l->add, e))
		return false;
	l->places += store_rows_changed(l->desk->store);
	return true;
}

bool
postal_load_commit(struct postal_load *l, const char *reason, int64_t *places, struct err *e)
{
	AUTO_STR detail = STR_INIT;
	struct json j;
	json_init(&j, &detail);
	json_object(&j);
	json_key(&j, "places");
	json_int(&j, l->places);
	json_end_object(&j);
	const struct audit_entry entry = {
		.action = AUDIT_SYSTEM,
		.object_type = "postal_code",
		.reason = reason,
		.detail = str_text(&detail),
	};
	stmt_done(&l->add);
	*places = l->places;
	return audit_write(&l->tx, &entry, e) && tx_commit(&l->tx, e);
}
