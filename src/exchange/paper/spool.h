/*
 * spool.h - the folder <home>/spool, from which papers go to a printer: the desk writes
 * them there, whole or not at all, and never starts a program. Whoever looks after the
 * machine has the folder watched (docs/admin.md).
 */
/* SPDX-License-Identifier: MIT */
#ifndef EXCHANGE_PAPER_SPOOL_H
#define EXCHANGE_PAPER_SPOOL_H

#include <stdbool.h>

#include "exchange/paper/paper.h"

/*
 * Makes the paper and puts it into the folder, mode 0600; appends the name that it has
 * there ("permit-001234.pdf": its kind and number).
 */
bool spool_print(struct desk *d, const struct paper_request *q, enum paper_format format,
		 struct str *name, struct err *e);
/* PDF where it is built. */
enum paper_format spool_format(void);

#endif
