/*
 * pin.h - PINs and pass phrases (暗証番号) as argon2id hashes, and what a new
 * one must be like. How costly a check is, is the centre's choice (settings
 * staff.pin_memory and staff.pin_passes). With the input method on the same
 * keys send full-width digits: both are the same PIN.
 */
/* SPDX-License-Identifier: MIT */
#ifndef DESK_PIN_H
#define DESK_PIN_H

#include <stdbool.h>

#include "base/err.h"
#include "base/str.h"
#include "desk/desk.h"

/* The hash to keep, appended to `out`. */
bool pin_hash(struct desk *d, const char *pin, struct str *out, struct err *e);

/*
 * Is `pin` the one behind `hash`? Takes the time of one check whatever the
 * answer, also when `hash` is "" (no PIN, nobody of that code): then false.
 */
bool pin_matches(struct desk *d, const char *hash, const char *pin);

/*
 * ERR_INVALID when a new PIN is too short, too long, the code itself, or one
 * that everybody tries first.
 */
bool pin_check_new(struct desk *d, const char *pin, const char *staff_code, struct err *e);

#endif
