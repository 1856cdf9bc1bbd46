/* series_library.c - see series_library.h. */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "desk/series/series_library.h"

#include <stddef.h>
#include <string.h>

#include "base/i18n.h"
#include "base/library.h"
#include "base/macros.h"

static const struct library_function functions[] = {
#define SERIES_PLACE(name) { #name, offsetof(struct series_library, name) },
	SERIES_FUNCTIONS(SERIES_PLACE)
#undef SERIES_PLACE
};

bool
series_library_open(struct series_library *l, struct err *e)
{
	memset(l, 0, sizeof(*l));
	l->handle = library_open(ICAL_SONAME, functions, ARRAY_LEN(functions), l);
	if (l->handle)
		return true;
	series_library_close(l);
	return err_set(e, ERR_IO, _("The days of a series need %s, which is missing here."),
		       ICAL_SONAME);
}

void
series_library_close(struct series_library *l)
{
	library_close(l->handle);
	memset(l, 0, sizeof(*l));
}
