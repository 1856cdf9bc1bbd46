/*
 * cp932.h - Shift_JIS as Windows and Excel mean it (CP932), written from UTF-8.
 * The table is asked of iconv once, so that it is the system's own, and is four
 * times as fast. A character is in it only when its bytes read back as the same
 * character, or when it stands in the short list of characters with one meaning:
 *
 *	〜 → ～   − → －   — → ―   ‖ → ∥   ¢ £ ¬ ¦ ¥ ‾ → ￠ ￡ ￢ ￤ ￥ ￣
 *	the blank at which no line breaks (U+00A0) → blank
 *
 * Of the characters that CP932 holds twice (NEC's and IBM's) it writes the code
 * that Windows writes.
 */
/* SPDX-License-Identifier: MIT */
#ifndef EXCHANGE_CP932_H
#define EXCHANGE_CP932_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/err.h"

struct cp932;

/* ERR_NOT_FOUND when the C library cannot convert: the sentence names the missing package. */
struct cp932 *cp932_new(struct err *e);
void cp932_free(struct cp932 *t); /* NULL is fine */

/* One byte (below 256) or two (the first one high); 0 when CP932 does not hold it. */
unsigned cp932_code(const struct cp932 *t, uint32_t cp);

/*
 * Writes `len` bytes of UTF-8 to `out`, up to the first character that CP932 does not
 * hold or that is broken. Returns the bytes written, never more than were read; *used
 * is how many were read. The room is for more than is needed: whole words are written.
 */
#define CP932_ROOM(len) ((len) + 8)
size_t cp932_encode(const struct cp932 *t, const char *s, size_t len, char *out, size_t *used);

/*
 * The same for a field of CSV, behind which there stands a NUL: the end of what was
 * written, or NULL when something in it is not held, is broken or has to be quoted.
 */
char *cp932_put_field(const struct cp932 *t, const char *s, size_t len, char *out);

#endif
