/* custody.c - see custody.h. */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "desk/custody.h"

#include "store/audit.h"
#include "store/backup.h"
#include "store/once.h"
#include "store/restore.h"

bool
custody_verify(struct desk *d, const char *anchor, custody_report_fn report, void *ctx,
	       struct str *code, struct err *e)
{
	char text[AUDIT_ANCHOR_SIZE];
	if (!audit_verify(d->store, anchor, report, ctx, e) || !audit_anchor(d->store, text, e))
		return false;
	str_add(code, text);
	return true;
}

char *
custody_backup(struct desk *d, struct err *e)
{
	return backup_make(d->store, "command", e);
}

char *
custody_restore(const struct desk_options *options, const char *file, struct err *e)
{
	struct clock clock = { 0 };
	char session[ONCE_KEY_SIZE];
	once_new_key(session);
	const struct store_options how = {
		.home = options->home,
		.clock = &clock,
		.migrations = options->migrations,
		.migration_count = options->migration_count,
	};
	const struct actor actor = {
		.os_user = options->os_user,
		.session = session,
		.terminal = options->terminal,
	};
	const struct restore_order order = {
		.store = &how,
		.actor = &actor,
		.file = file,
		.practice_query = "SELECT is_training FROM home WHERE id = 1",
	};
	return restore_run(&order, e);
}
