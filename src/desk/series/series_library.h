/*
 * series_library.h - the functions of libical, loaded when the days of a rule are asked
 * for: with ICU, which it brings along, it would be a sixth of each start.
 */
/* SPDX-License-Identifier: MIT */
#ifndef DESK_SERIES_SERIES_LIBRARY_H
#define DESK_SERIES_SERIES_LIBRARY_H

#include <libical/ical.h>
#include <stdbool.h>

#include "base/err.h"

#define SERIES_FUNCTIONS(X)               \
	X(icalrecurrencetype_from_string) \
	X(icalrecur_iterator_new)         \
	X(icalrecur_iterator_next)        \
	X(icalrecur_iterator_free)

struct series_library {
	void *handle;
#define SERIES_MEMBER(name) __typeof__(name) *name;
	SERIES_FUNCTIONS(SERIES_MEMBER)
#undef SERIES_MEMBER
};

/* ERR_IO: it is not there, as on a machine where a package was taken away. */
bool series_library_open(struct series_library *l, struct err *e);
/* It stays loaded: the next series finds it where it is. Safe after a failed open. */
void series_library_close(struct series_library *l);

#endif
