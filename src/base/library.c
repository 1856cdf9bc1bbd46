/* library.c - see library.h. */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "base/library.h"

#include <dlfcn.h>
#include <string.h>

#include "base/log.h"

/* POSIX has a function's address come as a pointer to data; copied, for C has no cast for it. */
static bool
find_functions(void *handle, const struct library_function *functions, size_t count, void *into)
{
	for (size_t i = 0; i < count; i++) {
		void *address = dlsym(handle, functions[i].name);
		if (address == NULL)
			return false;
		memcpy((char *)into + functions[i].at, &address, sizeof(address));
	}
	return true;
}

/* What was loaded stays in memory: GLib and ICU, for two, cannot be taken out again. */
void *
library_open(const char *soname, const struct library_function *functions, size_t count,
	     void *into)
{
	void *handle = dlopen(soname, RTLD_LAZY | RTLD_LOCAL | RTLD_NODELETE);
	if (handle != NULL && find_functions(handle, functions, count, into))
		return handle;
	log_write("library: %s", dlerror());
	library_close(handle);
	return NULL;
}

void
library_close(void *handle)
{
	if (handle != NULL)
		dlclose(handle);
}
