/*
 * date_era.h - the eras since 1868 and the words of dates, for those who read and write them.
 */
/* SPDX-License-Identifier: MIT */
#ifndef BASE_DATE_ERA_H
#define BASE_DATE_ERA_H

#include "base/date.h"

/*
 * `first` is the day on which the era began; its year is the year 1. Until the
 * end of 1872 Japan counted by the moon: the days of 明治1 to 5 are taken as
 * Gregorian ones here, as computers everywhere do.
 */
struct era {
	char letter;          /* 'R', as in R8.11.20 */
	const char *name;     /* "令和" */
	const char *ligature; /* "㋿", one character */
	struct ymd first;
};

enum { ERA_COUNT = 5 };
extern const struct era date_eras[ERA_COUNT]; /* oldest first */

/* 0 Sunday … 6 Saturday: "日", "Sunday". */
extern const char *const date_weekdays_ja[7];
extern const char *const date_weekdays_en[7];
extern const char *const date_months_en[12]; /* January first */

#endif
