/*
 * reference.h - records as other records name them: the title of an id, the id
 * of what somebody typed. For desk->lookup; `ctx` is the desk.
 */
/* SPDX-License-Identifier: MIT */
#ifndef DESK_RECORD_REFERENCE_H
#define DESK_RECORD_REFERENCE_H

#include <stdint.h>

#include "base/str.h"
#include "desk/desk.h"

/* The record's title, or the withheld word; NULL if there is none. Lives until the next call. */
const char *reference_title(void *ctx, const char *form, int64_t id);

/*
 * The title as a file names the record, so that reference_find() gives it back: with
 * the number behind it ("佐藤 恵子 (P-00012)") when others have the same title.
 */
void reference_add_exact(struct desk *d, const char *form, int64_t id, struct str *b);

/*
 * The id that a typed number, id or title means, the title but for blanks, width
 * and kana, or a title with its number as above, in any form of its kanji; 0 if none,
 * -1 if several. Who may not see a withheld record finds it by its number only.
 */
int64_t reference_find(void *ctx, const char *form, const char *typed);

void reference_forget(struct desk *d);

#endif
