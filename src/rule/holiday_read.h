/*
 * holiday_read.h - a list of holidays as a file: [{day: 2026-01-01, name: 元日, kind:
 * named}, ...]. kind is named (when it is not said), substitute, between or local.
 */
/* SPDX-License-Identifier: MIT */
#ifndef RULE_HOLIDAY_READ_H
#define RULE_HOLIDAY_READ_H

#include "form/faults.h"
#include "rule/facts.h"

/* The list in `a`, sorted by day; NULL after at least one fault. */
struct rule_day *holidays_read(struct arena *a, const char *bytes, size_t len, int *count,
	struct faults *f);

/* "substitute"; NULL for RULE_HOLIDAY_NONE. */
const char *rule_holiday_code(enum rule_holiday kind);
/* RULE_HOLIDAY_NONE when there is no such code. */
enum rule_holiday rule_holiday_from_code(const char *code);

#endif
