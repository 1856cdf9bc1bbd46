/* when.h - an instant as lists show it: "11/20(金) 14:32". */
/* SPDX-License-Identifier: MIT */
#ifndef SCREEN_WHEN_H
#define SCREEN_WHEN_H

#include <stdint.h>

#include "base/str.h"
#include "desk/desk.h"

void when_add(struct str *b, const struct desk *d, int64_t instant);

#endif
