/* pango_library.c - see pango_library.h. */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "exchange/paper/pango_library.h"

#include <stddef.h>
#include <string.h>

#include "base/i18n.h"
#include "base/library.h"
#include "base/macros.h"

static const struct library_function functions[] = {
#define PANGO_PLACE(name) { #name, offsetof(struct pango_library, name) },
	PANGO_FUNCTIONS(PANGO_PLACE)
#undef PANGO_PLACE
};

bool
pango_library_open(struct pango_library *l, const char *soname, struct err *e)
{
	memset(l, 0, sizeof(*l));
	l->handle = library_open(soname, functions, ARRAY_LEN(functions), l);
	if (l->handle != NULL)
		return true;
	pango_library_close(l);
	return err_set(e, ERR_REFUSED,
		       _("Papers as PDF need %s, which is missing here: print as text."), soname);
}

void
pango_library_close(struct pango_library *l)
{
	library_close(l->handle);
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
