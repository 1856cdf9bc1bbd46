/*
 * receipt.c - see receipt.h.
 */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "desk/receipt.h"

#include "base/i18n.h"

bool
receipt_by_acts(const struct record_change *c, struct err *e)
{
	(void)c;
	return err_set(e, ERR_REFUSED,
		       _("Receipts are written when money is taken or given back, and stay."));
}
