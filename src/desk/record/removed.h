/*
 * removed.h - what a record that is no more was called, as the audit kept it.
 */
/* SPDX-License-Identifier: MIT */
#ifndef DESK_RECORD_REMOVED_H
#define DESK_RECORD_REMOVED_H

#include <stdint.h>

#include "base/arena.h"
#include "desk/desk.h"

/*
 * The record's last name, in `a`, disclosed: one that was withheld when it was removed stays
 * so. "" when the audit knows none (never there, or its detail was purged).
 */
const char *removed_title(struct desk *d, struct arena *a, const struct form *form, int64_t id);

#endif
