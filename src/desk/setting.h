/*
 * setting.h - the centre's choices (name of the centre, idle lock, PIN rules,
 * first day of registrations …), one row each, with a default in the table of
 * setting.c that also says what the setting means.
 */
/* SPDX-License-Identifier: MIT */
#ifndef DESK_SETTING_H
#define DESK_SETTING_H

#include <stdbool.h>
#include <stdint.h>

#include "base/err.h"
#include "desk/desk.h"

/* The value, or the default of the table; lives until the setting changes. */
const char *setting_text(struct desk *d, const char *key);
int64_t setting_int(struct desk *d, const char *key);
bool setting_set(struct desk *d, const char *key, const char *value, struct err *e); /* validated, audited */

#endif
