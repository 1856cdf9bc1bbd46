/* unzip.h - what stands in a workbook, for the tests that look into one. */
/* SPDX-License-Identifier: MIT */
#ifndef TEST_UNZIP_H
#define TEST_UNZIP_H

#include "test.h"

#include <string.h>
#include <zlib.h>

#include "base/mem.h"

static inline unsigned
zip_number(const unsigned char *p, int bytes)
{
	unsigned n = 0;
	for (int i = bytes - 1; i >= 0; i--)
		n = n << 8 | p[i];
	return n;
}

/* The text of one file of the zip at `zip`; found by its local header, sized by the directory. */
static inline char *
unzip(const char *bytes, size_t len, const char *name)
{
	const unsigned char *zip = (const unsigned char *)bytes;
	for (size_t at = 0; at + 46 < len; at++) {
		const unsigned char *p = zip + at;
		if (memcmp(p, "PK\1\2", 4) != 0 || zip_number(p + 28, 2) != strlen(name) ||
		    memcmp(p + 46, name, strlen(name)) != 0)
			continue;
		unsigned packed = zip_number(p + 20, 4), size = zip_number(p + 24, 4);
		const unsigned char *local = zip + zip_number(p + 42, 4);
		const unsigned char *from =
			local + 30 + zip_number(local + 26, 2) + zip_number(local + 28, 2);
		char *text = mem_alloc(size + 1);
		z_stream z = { .next_in = (unsigned char *)(uintptr_t)from,
			       .avail_in = packed,
			       .next_out = (unsigned char *)text,
			       .avail_out = size };
		assert_int_equal(inflateInit2(&z, -MAX_WBITS), Z_OK);
		assert_int_equal(inflate(&z, Z_FINISH), Z_STREAM_END);
		inflateEnd(&z);
		return text;
	}
	fail_msg("no %s in the workbook", name);
	return NULL;
}

#endif
