/*
 * eight.h - text eight bytes at a time. A word's lowest byte is the first one of
 * the text, on every machine, so that counting from below finds the first.
 */
/* SPDX-License-Identifier: MIT */
#ifndef EXCHANGE_EIGHT_H
#define EXCHANGE_EIGHT_H

#include <endian.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#define EIGHT_ONES UINT64_C(0x0101010101010101)
#define EIGHT_HIGH UINT64_C(0x8080808080808080)

static inline uint64_t
eight_load(const char *p)
{
	uint64_t word;
	memcpy(&word, p, sizeof(word));
	return le64toh(word);
}

static inline uint64_t
eight_load_four(const char *p)
{
	uint32_t word;
	memcpy(&word, p, sizeof(word));
	return le32toh(word);
}

static inline uint64_t
eight_load_two(const char *p)
{
	uint16_t word;
	memcpy(&word, p, sizeof(word));
	return le16toh(word);
}

/* 1 to 7 bytes, read from both ends; what is above them is 0. */
static inline uint64_t
eight_load_few(const char *p, size_t len)
{
	if (len >= 4)
		return eight_load_four(p) | eight_load_four(p + len - 4) << (8 * (len - 4));
	if (len >= 2)
		return eight_load_two(p) | eight_load_two(p + len - 2) << (8 * (len - 2));
	return (unsigned char)*p;
}

static inline void
eight_store(char *p, uint64_t word)
{
	word = htole64(word);
	memcpy(p, &word, sizeof(word));
}

/* The top bit of a byte of the result is set where that byte is 0. */
static inline uint64_t
eight_zeros(uint64_t word)
{
	return (word - EIGHT_ONES) & ~word & EIGHT_HIGH;
}

/* The same for bytes below `limit` (at most 128); what is above such a byte may be set in vain. */
static inline uint64_t
eight_below(uint64_t word, unsigned char limit)
{
	return (word - EIGHT_ONES * limit) & ~word & EIGHT_HIGH;
}

/* How many bytes stand before the first one that is marked; 8 without a mark. */
static inline size_t
eight_before(uint64_t marks)
{
	return marks ? (size_t)__builtin_ctzll(marks) / 8 : 8;
}

#endif
