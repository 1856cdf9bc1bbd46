/* xlsx_library.c - see xlsx_library.h. */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "exchange/sheet/xlsx_library.h"

#include <stddef.h>
#include <string.h>

#include "base/i18n.h"
#include "base/library.h"
#include "base/macros.h"

static const struct library_function functions[] = {
#define XLSX_PLACE(name) { #name, offsetof(struct xlsx_library, name) },
	XLSX_FUNCTIONS(XLSX_PLACE)
#undef XLSX_PLACE
};

bool
xlsx_library_open(struct xlsx_library *l, const char *soname, struct err *e)
{
	memset(l, 0, sizeof(*l));
	l->handle = library_open(soname, functions, ARRAY_LEN(functions), l);
	if (l->handle != NULL)
		return true;
	xlsx_library_close(l);
	return err_set(e, ERR_REFUSED,
		       _("Workbooks of Excel need %s, which is missing here: choose CSV."), soname);
}

void
xlsx_library_close(struct xlsx_library *l)
{
	library_close(l->handle);
	memset(l, 0, sizeof(*l));
}
