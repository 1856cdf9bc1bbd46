/*
 * digest.c - see digest.h. The instructions work on the state in the order
 * ABEF, CDGH; each does two rounds, so that sixteen times four rounds make a
 * block. test_digest compares both ways over all lengths.
 */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "base/digest.h"

#include <string.h>

#if defined(__x86_64__) && defined(__GNUC__)
#define WITH_SHA_NI 1
#include <cpuid.h>
#include <immintrin.h>

static const uint32_t constants[64] __attribute__((aligned(16))) = {
	0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4,
	0xab1c5ed5, 0xd807aa98, 0x12835b01, 0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe,
	0x9bdc06a7, 0xc19bf174, 0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc, 0x2de92c6f,
	0x4a7484aa, 0x5cb0a9dc, 0x76f988da, 0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7,
	0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967, 0x27b70a85, 0x2e1b2138, 0x4d2c6dfc,
	0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85, 0xa2bfe8a1, 0xa81a664b,
	0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070, 0x19a4c116,
	0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f, 0x682e6ff3,
	0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7,
	0xc67178f2
};

static bool
has_instructions(void)
{
	unsigned a, b, c, d;
	if (!__get_cpuid_count(7, 0, &a, &b, &c, &d) || !(b & bit_SHA))
		return false;
	return __get_cpuid(1, &a, &b, &c, &d) && (c & bit_SSE4_1) && (c & bit_SSSE3);
}

__attribute__((target("sha,sse4.1,ssse3"))) static void
add_blocks(uint32_t state[8], const unsigned char *p, size_t blocks)
{
	const __m128i swap = _mm_set_epi64x(0x0c0d0e0f08090a0b, 0x0405060700010203);
	__m128i low = _mm_loadu_si128((const __m128i *)(const void *)&state[0]);  /* DCBA */
	__m128i high = _mm_loadu_si128((const __m128i *)(const void *)&state[4]); /* HGFE */
	low = _mm_shuffle_epi32(low, 0xB1);
	high = _mm_shuffle_epi32(high, 0x1B);
	__m128i abef = _mm_alignr_epi8(low, high, 8);
	__m128i cdgh = _mm_blend_epi16(high, low, 0xF0);

	for (; blocks > 0; blocks--, p += DIGEST_BLOCK) {
		const __m128i abef_before = abef;
		const __m128i cdgh_before = cdgh;
		__m128i w[4]; /* the message schedule, sixteen words at a time */
#pragma GCC unroll 16
		for (int i = 0; i < 16; i++) {
			__m128i *now = &w[i & 3];
			if (i < 4) {
				*now = _mm_loadu_si128((const __m128i *)(const void *)(p + 16 * i));
				*now = _mm_shuffle_epi8(*now, swap);
			} else {
				__m128i sum = _mm_sha256msg1_epu32(*now, w[(i + 1) & 3]);
				sum = _mm_add_epi32(
					sum, _mm_alignr_epi8(w[(i + 3) & 3], w[(i + 2) & 3], 4));
				*now = _mm_sha256msg2_epu32(sum, w[(i + 3) & 3]);
			}
			__m128i k =
				_mm_load_si128((const __m128i *)(const void *)&constants[4 * i]);
			__m128i wk = _mm_add_epi32(*now, k);
			cdgh = _mm_sha256rnds2_epu32(cdgh, abef, wk);
			abef = _mm_sha256rnds2_epu32(abef, cdgh, _mm_shuffle_epi32(wk, 0x0E));
		}
		abef = _mm_add_epi32(abef, abef_before);
		cdgh = _mm_add_epi32(cdgh, cdgh_before);
	}

	low = _mm_shuffle_epi32(abef, 0x1B);
	high = _mm_shuffle_epi32(cdgh, 0xB1);
	_mm_storeu_si128((__m128i *)(void *)&state[0], _mm_blend_epi16(low, high, 0xF0));
	_mm_storeu_si128((__m128i *)(void *)&state[4], _mm_alignr_epi8(high, low, 8));
}

#else

static bool
has_instructions(void)
{
	return false;
}

static void
add_blocks(uint32_t state[8], const unsigned char *p, size_t blocks)
{
	(void)state;
	(void)p;
	(void)blocks;
}

#endif

void
digest_init_software(struct digest *d)
{
	memset(d, 0, sizeof(*d));
	crypto_hash_sha256_init(&d->software);
}

void
digest_init(struct digest *d)
{
	digest_init_software(d);
	d->in_hardware = has_instructions();
	digest_restart(d);
}

void
digest_restart(struct digest *d)
{
	static const uint32_t start[8] = { 0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a,
					   0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19 };
	if (!d->in_hardware)
		crypto_hash_sha256_init(&d->software);
	memcpy(d->state, start, sizeof(start));
	d->len = 0;
	d->held = 0;
}

void
digest_add(struct digest *d, const void *bytes, size_t len)
{
	const unsigned char *p = bytes;
	if (!d->in_hardware) {
		crypto_hash_sha256_update(&d->software, p, len);
		return;
	}
	d->len += len;
	if (d->held > 0) {
		size_t part = DIGEST_BLOCK - d->held < len ? DIGEST_BLOCK - d->held : len;
		memcpy(d->block + d->held, p, part);
		d->held += part;
		p += part;
		len -= part;
		if (d->held < DIGEST_BLOCK)
			return;
		add_blocks(d->state, d->block, 1);
		d->held = 0;
	}
	add_blocks(d->state, p, len / DIGEST_BLOCK);
	d->held = len % DIGEST_BLOCK;
	if (d->held > 0)
		memcpy(d->block, p + (len - d->held), d->held);
}

void
digest_end(struct digest *d, unsigned char out[DIGEST_BYTES])
{
	if (!d->in_hardware) {
		crypto_hash_sha256_final(&d->software, out);
		return;
	}
	uint64_t bits = d->len * 8;
	unsigned char tail[2 * DIGEST_BLOCK] = { 0 };
	size_t len = d->held < DIGEST_BLOCK - 8 ? DIGEST_BLOCK : 2 * DIGEST_BLOCK;
	memcpy(tail, d->block, d->held);
	tail[d->held] = 0x80;
	for (size_t i = 0; i < 8; i++)
		tail[len - 1 - i] = (unsigned char)(bits >> (8 * i));
	add_blocks(d->state, tail, len / DIGEST_BLOCK);
	for (size_t i = 0; i < DIGEST_BYTES; i++)
		out[i] = (unsigned char)(d->state[i / 4] >> (24 - 8 * (i % 4)));
}
