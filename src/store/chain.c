/*
 * chain.c - the bytes that an audit row's hash stands for. A change here would
 * break every chain that was ever written.
 */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "store/chain.h"

#include <assert.h>
#include <string.h>

const unsigned char chain_genesis[CHAIN_HASH_SIZE] = {
	'm', 'a', 'd', 'o', 'g', 'u', 'c', 'h', 'i', ' ', 'a', 'u', 'd', 'i', 't', ':',
	' ', 't', 'h', 'e', ' ', 'f', 'i', 'r', 's', 't', ' ', 'l', 'i', 'n', 'k', '.',
};

/* Crockford's base 32: no I, L, O, U, so that nothing is misread on paper. */
static const char alphabet[] = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/*
 * The type and the length, in groups of seven bits, the last one without the
 * high bit: most columns are short, and the hash costs by the byte.
 */
static void
add_head(struct str *b, char type, size_t len)
{
	char head[12] = { type };
	size_t n = 1;

	for (; len > 127; len >>= 7)
		head[n++] = (char)(len % 128 + 128);
	head[n++] = (char)len;
	str_add_len(b, head, n);
}

/* The highest byte first, without leading zeros. */
void
chain_add_int(struct str *b, int64_t value)
{
	char bytes[10] = { 'i', 0 };
	size_t n = 2;

	for (int shift = 56; shift >= 0; shift -= 8) {
		char byte = (char)((uint64_t)value >> shift & 0xFF);
		if (n > 2 || byte != 0)
			bytes[n++] = byte;
	}
	bytes[1] = (char)(n - 2);
	str_add_len(b, bytes, n);
}

void
chain_add_text(struct str *b, const char *text, size_t len)
{
	add_head(b, 't', len);
	str_add_len(b, text, len);
}

void
chain_add_blob(struct str *b, const void *bytes, size_t len)
{
	add_head(b, 'b', len);
	str_add_len(b, bytes, len);
}

void
chain_add_null(struct str *b)
{
	add_head(b, 'n', 0);
}

void
chain_hash(struct digest *d, const struct str *b, unsigned char out[CHAIN_HASH_SIZE])
{
	digest_restart(d);
	digest_add(d, b->s, b->len);
	digest_end(d, out);
}

void
chain_digest(struct digest *d, const void *salt, const char *detail, size_t detail_len,
	     unsigned char out[CHAIN_HASH_SIZE])
{
	digest_restart(d);
	digest_add(d, salt, CHAIN_SALT_SIZE);
	digest_add(d, detail, detail_len);
	digest_end(d, out);
}

/* The i-th group of five bits. */
static unsigned char
digit_of(const unsigned char hash[CHAIN_HASH_SIZE], int i)
{
	int bit = i * 5;
	int pair = hash[bit / 8] << 8 | hash[bit / 8 + 1];

	return (unsigned char)(pair >> (11 - bit % 8) & 31);
}

void
chain_anchor(const unsigned char hash[CHAIN_HASH_SIZE], char *out, size_t size)
{
	size_t at = 0;

	assert(size > CHAIN_ANCHOR_DIGITS + CHAIN_ANCHOR_DIGITS / 4);
	for (int i = 0; i < CHAIN_ANCHOR_DIGITS; i++) {
		if (i > 0 && i % 4 == 0)
			out[at++] = '-';
		out[at++] = alphabet[digit_of(hash, i)];
	}
	out[at] = '\0';
	assert(at < size);
}

/* What a person makes of a digit on paper; -1 for what is none. */
static int
digit_value(char c)
{
	if (c >= 'a' && c <= 'z')
		c = (char)(c - 'a' + 'A');
	if (c == 'O')
		c = '0';
	if (c == 'I' || c == 'L')
		c = '1';
	const char *found = c == '\0' ? NULL : strchr(alphabet, c);
	return found == NULL ? -1 : (int)(found - alphabet);
}

bool
chain_anchor_read(const char *text, unsigned char digits[CHAIN_ANCHOR_DIGITS])
{
	int count = 0;

	for (const char *p = text; *p != '\0'; p++) {
		if (*p == '-' || *p == ' ')
			continue;
		int value = digit_value(*p);
		if (value < 0 || count == CHAIN_ANCHOR_DIGITS)
			return false;
		digits[count++] = (unsigned char)value;
	}
	return count == CHAIN_ANCHOR_DIGITS;
}

bool
chain_anchor_fits(const unsigned char digits[CHAIN_ANCHOR_DIGITS],
		  const unsigned char hash[CHAIN_HASH_SIZE])
{
	for (int i = 0; i < CHAIN_ANCHOR_DIGITS; i++) {
		if (digits[i] != digit_of(hash, i))
			return false;
	}
	return true;
}
