/* series_library.c - see series_library.h. */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "desk/series_library.h"

#include <dlfcn.h>
#include <stddef.h>
#include <string.h>

#include "base/i18n.h"
#include "base/log.h"
#include "base/macros.h"

static const struct {
	const char *name;
	size_t at;
} functions[] = {
#define SERIES_PLACE(name) { #name, offsetof(struct series_library, name) },
	SERIES_FUNCTIONS(SERIES_PLACE)
#undef SERIES_PLACE
};

/* POSIX has a function's address come as a pointer to data; copied, for C has no cast for it. */
static bool
find_functions(struct series_library *l)
{
	for (size_t i = 0; i < ARRAY_LEN(functions); i++) {
		void *address = dlsym(l->handle, functions[i].name);
		if (!address)
			return false;
		memcpy((char *)l + functions[i].at, &address, sizeof(address));
	}
	return true;
}

bool
series_library_open(struct series_library *l, struct err *e)
{
	memset(l, 0, sizeof(*l));
	/* ICU keeps memory of its own until the process ends, and is not made to be unloaded. */
	l->handle = dlopen(ICAL_SONAME, RTLD_LAZY | RTLD_LOCAL | RTLD_NODELETE);
	if (l->handle && find_functions(l))
		return true;
	log_write("series: %s", dlerror());
	series_library_close(l);
	return err_set(e, ERR_IO, _("The days of a series need %s, which is missing here."),
		       ICAL_SONAME);
}

void
series_library_close(struct series_library *l)
{
	if (l->handle)
		dlclose(l->handle);
	memset(l, 0, sizeof(*l));
}
