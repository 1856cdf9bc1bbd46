/*
 * chain.h - how one audit row becomes a hash: every column except salt, detail
 * and the hash itself, each with its type and length before it, so that no two
 * different rows give the same bytes.
 */
/* SPDX-License-Identifier: MIT */
#ifndef STORE_CHAIN_H
#define STORE_CHAIN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/digest.h"
#include "base/str.h"

#define CHAIN_HASH_SIZE 32
#define CHAIN_SALT_SIZE 16

/* What the first row has as the hash of the row before it. */
extern const unsigned char chain_genesis[CHAIN_HASH_SIZE];

/* The columns in the order in which they are hashed; one list for writing and verifying. */
#define CHAIN_COLUMNS                                                                              \
	"seq, change, at, boot_id, mono_ns, business_date, os_user, staff_id, session, terminal, " \
	"action, object_type, object_id, reason, undoes, detail_digest, prev"
#define CHAIN_COLUMN_COUNT 17

/* Appends a column to the bytes to be hashed. */
void chain_add_int(struct str *b, int64_t value);
void chain_add_text(struct str *b, const char *text, size_t len);
void chain_add_blob(struct str *b, const void *bytes, size_t len);
void chain_add_null(struct str *b);

/* `d` was begun with digest_init() once; it serves for any number of hashes. */
void chain_hash(struct digest *d, const struct str *b, unsigned char out[CHAIN_HASH_SIZE]);
/* The digest of a salt of CHAIN_SALT_SIZE bytes and of a detail. */
void chain_digest(struct digest *d, const void *salt, const char *detail, size_t detail_len,
		  unsigned char out[CHAIN_HASH_SIZE]);

/* A hash's first 130 bits on paper: 26 characters of base 32 in groups of four. */
#define CHAIN_ANCHOR_DIGITS 26
void chain_anchor(const unsigned char hash[CHAIN_HASH_SIZE], char *out, size_t size);
/* The digits' values of a typed anchor; false when it is not one. */
bool chain_anchor_read(const char *text, unsigned char digits[CHAIN_ANCHOR_DIGITS]);
bool chain_anchor_fits(const unsigned char digits[CHAIN_ANCHOR_DIGITS],
		       const unsigned char hash[CHAIN_HASH_SIZE]);

#endif
