/* xlsx_library.c - see xlsx_library.h. */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "exchange/xlsx_library.h"

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
#define XLSX_PLACE(name) { #name, offsetof(struct xlsx_library, name) },
	XLSX_FUNCTIONS(XLSX_PLACE)
#undef XLSX_PLACE
};

/* POSIX has a function's address come as a pointer to data; copied, for C has no cast for it. */
static bool
find_functions(struct xlsx_library *l)
{
	for (size_t i = 0; i < ARRAY_LEN(functions); i++) {
		void *address = dlsym(l->handle, functions[i].name);
		if (address == NULL)
			return false;
		memcpy((char *)l + functions[i].at, &address, sizeof(address));
	}
	return true;
}

bool
xlsx_library_open(struct xlsx_library *l, const char *soname, struct err *e)
{
	memset(l, 0, sizeof(*l));
	l->handle = dlopen(soname, RTLD_LAZY | RTLD_LOCAL);
	if (l->handle != NULL && find_functions(l))
		return true;
	log_write("xlsx: %s", dlerror());
	xlsx_library_close(l);
	return err_set(e, ERR_REFUSED,
		       _("Workbooks of Excel need %s, which is missing here: choose CSV."), soname);
}

void
xlsx_library_close(struct xlsx_library *l)
{
	if (l->handle != NULL)
		dlclose(l->handle);
	memset(l, 0, sizeof(*l));
}
