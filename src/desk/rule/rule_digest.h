/*
 * rule_digest.h - the SHA-256 of a book's canonical file, and whose book it is. Private to
 * rule_store.c and rule_load.c.
 */
/* SPDX-License-Identifier: MIT */
#ifndef DESK_RULE_RULE_DIGEST_H
#define DESK_RULE_RULE_DIGEST_H

#include <stddef.h>

#include "store/stmt.h"

#define RULE_DIGEST_SIZE 65 /* in hexadecimal digits, and the end */

void rule_digest(const char *bytes, size_t len, char out[RULE_DIGEST_SIZE]);
/* ?1: the site of a query, or NULL for the centre as a whole (0). */
void rule_bind_site(struct stmt *q, int64_t site_id);

#endif
