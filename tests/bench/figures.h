/* figures.h - what every bench measures with: the time that goes by, and times in their order. */
/* SPDX-License-Identifier: MIT */
#ifndef BENCH_FIGURES_H
#define BENCH_FIGURES_H

#include <stdlib.h>
#include <time.h>

static inline double
now_s(void)
{
	struct timespec ts;

	clock_gettime(CLOCK_MONOTONIC, &ts);
	return (double)ts.tv_sec + (double)ts.tv_nsec / 1e9;
}

static inline double
now_ms(void)
{
	return now_s() * 1e3;
}

static inline int
figures_compare(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;

	return (x > y) - (x < y);
}

/* The shortest first: the median is then in the middle. */
static inline void
figures_sort(double *figures, int count)
{
	qsort(figures, (size_t)count, sizeof *figures, figures_compare);
}

#endif
