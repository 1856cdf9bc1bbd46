/* custody.c - see custody.h. */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "desk/custody.h"

#include "store/audit.h"
#include "store/backup.h"

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
