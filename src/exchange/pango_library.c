/* pango_library.c - see pango_library.h. */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "exchange/pango_library.h"

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
#define PANGO_PLACE(name) { #name, offsetof(struct pango_library, name) },
	PANGO_FUNCTIONS(PANGO_PLACE)
#undef PANGO_PLACE
};

/* POSIX has a function's address come as a pointer to data; copied, for C has no cast for it. */
static bool
find_functions(struct pango_library *l)
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
pango_library_open(struct pango_library *l, const char *soname, struct err *e)
{
	memset(l, 0, sizeof(*l));
	/* GLib's types cannot be taken out of memory again: they stay. */
	l->handle = dlopen(soname, RTLD_LAZY | RTLD_LOCAL | RTLD_NODELETE);
	if (l->handle != NULL && find_functions(l))
		return true;
	log_write("pango: %s", dlerror());
	pango_library_close(l);
	return err_set(e, ERR_REFUSED,
		       _("Papers as PDF need %s, which is missing here: print as text."), soname);
}

void
pango_library_close(struct pango_library *l)
{
	if (l->handle != NULL)
		dlclose(l->handle);
	memset(l, 0, sizeof(*l));
}

#ifdef WITH_SANITIZERS
const char *__lsan_default_suppressions(void);

/* 288 bytes that fontconfig 2.14 makes once in a process and loses, however many papers. */
const char *
__lsan_default_suppressions(void)
{
	return "leak:libfontconfig\n";
}
#endif
