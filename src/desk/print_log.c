/* print_log.c - see print_log.h. */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "desk/print_log.h"

#include "base/i18n.h"
#include "base/json.h"
#include "base/log.h"
#include "store/audit.h"
#include "store/stmt.h"
#include "store/tx.h"

/*
 * A row whose detail was purged may have been of any kind: it counts. One that a later row
 * takes back (print_failed) does not.
 */
static bool
was_printed(struct desk *d, const struct printed *p, const char *table, bool *was, struct err *e)
{
	AUTO_STMT q = STMT_INIT;
	*was = false;
	if (p->id == 0)
		return true;
	if (!stmt_open(&q, d->store,
		       "SELECT 1 FROM audit AS a WHERE object_type = ?1 AND object_id = ?2"
		       " AND action = 'print' AND undoes = 0"
		       " AND coalesce(json_extract(detail, '$.kind'), ?3) = ?3"
		       " AND NOT EXISTS (SELECT 1 FROM audit WHERE object_type = ?1"
		       " AND object_id = ?2 AND action = 'print' AND undoes = a.change) LIMIT 1",
		       e))
		return false;
	stmt_bind_text(&q, 1, table);
	stmt_bind_int(&q, 2, p->id);
	stmt_bind_text(&q, 3, p->kind);
	*was = stmt_row(&q, e);
	return !stmt_failed(&q);
}

static bool
write_row(struct desk *d, struct tx *tx, struct printed *p, struct err *e)
{
	const char *table = form_find(d->forms, p->form)->table;
	AUTO_STR detail = STR_INIT;
	struct json j;
	if (!was_printed(d, p, table, &p->again, e))
		return false;
	json_init(&j, &detail);
	json_object(&j);
	json_key(&j, "kind");
	json_text(&j, p->kind);
	json_key(&j, "again");
	json_int(&j, p->again);
	json_end_object(&j);
	const struct audit_entry entry = {
		.action = AUDIT_PRINT,
		.object_type = table,
		.object_id = p->id,
		.reason = "",
		.detail = str_text(&detail),
	};
	return audit_write(tx, &entry, e);
}

int64_t
print_log(struct desk *d, struct printed *rows, int count, struct err *e)
{
	AUTO_TX tx = TX_INIT;
	if (!tx_begin(&tx, d->store, e))
		return 0;
	for (int i = 0; i < count; i++)
		if (!write_row(d, &tx, &rows[i], e))
			return 0;
	int64_t number = audit_change(d->store);
	return tx_commit(&tx, e) ? number : 0;
}

static bool
take_back(struct desk *d, int64_t number, struct err *e)
{
	AUTO_TX tx = TX_INIT;
	AUTO_STMT q = STMT_INIT;
	if (!tx_begin(&tx, d->store, e) ||
	    !stmt_open(&q, d->store,
		       "SELECT DISTINCT object_type, object_id FROM audit WHERE change = ?1"
		       " AND action = 'print' ORDER BY seq",
		       e))
		return false;
	stmt_bind_int(&q, 1, number);
	while (stmt_row(&q, e)) {
		const struct audit_entry entry = {
			.action = AUDIT_PRINT,
			.object_type = stmt_text(&q, 0),
			.object_id = stmt_int(&q, 1),
			.reason = N_("not printed after all"),
			.undoes = number,
		};
		if (!audit_write(&tx, &entry, e))
			return false;
	}
	return !stmt_failed(&q) && tx_commit(&tx, e);
}

void
print_failed(struct desk *d, int64_t number)
{
	struct err e = { 0 };
	if (!take_back(d, number, &e))
		log_write("print %lld failed, and still counts: %s", (long long)number, e.msg);
}

bool
print_whole(struct desk *d, print_make_fn make, void *ctx, struct err *e)
{
	AUTO_TX tx = TX_INIT;
	return tx_begin(&tx, d->store, e) && make(ctx, e) && tx_commit(&tx, e);
}
