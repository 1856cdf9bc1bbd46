/*
 * digest.h - SHA-256 of what is written, as it goes by. With the processor's
 * own instructions where it has them, which is six times as fast; else
 * libsodium's.
 */
/* SPDX-License-Identifier: MIT */
#ifndef BASE_DIGEST_H
#define BASE_DIGEST_H

#include <sodium.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define DIGEST_BYTES crypto_hash_sha256_BYTES
#define DIGEST_BLOCK 64

struct digest {
	bool in_hardware;
	crypto_hash_sha256_state software;
	uint32_t state[8];
	uint64_t len;
	unsigned char block[DIGEST_BLOCK]; /* what is not yet a whole block */
	size_t held;
};

void digest_init(struct digest *d);
/* The same in software whatever the processor has: for comparing the two. */
void digest_init_software(struct digest *d);
/* For the next text, with what digest_init() found out: that costs as much as a short one. */
void digest_restart(struct digest *d);
void digest_add(struct digest *d, const void *bytes, size_t len);
void digest_end(struct digest *d, unsigned char out[DIGEST_BYTES]);

#endif
