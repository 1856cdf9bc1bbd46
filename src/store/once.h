/*
 * once.h - idempotency keys: a command repeated with the same key does nothing
 * twice, even when the first answer was lost with the line.
 */
/* SPDX-License-Identifier: MIT */
#ifndef STORE_ONCE_H
#define STORE_ONCE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/err.h"
#include "store/tx.h"

#define ONCE_KEY_SIZE 33 /* 32 hexadecimal digits and the end */

void once_new_key(char out[ONCE_KEY_SIZE]);

/* The result that was stored under `key`, or 0. Look inside the transaction, before acting. */
bool once_find(struct tx *tx, const char *key, int64_t *result, struct err *e);
bool once_keep(struct tx *tx, const char *key, int64_t result, struct err *e);

#endif
