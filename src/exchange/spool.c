/* spool.c - see spool.h. */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "exchange/spool.h"

#include <stdlib.h>

#include "base/mem.h"
#include "exchange/outfile.h"

static bool
put(struct desk *d, const struct paper *p, enum paper_format format, const struct str *bytes,
    struct str *name, struct err *e)
{
	AUTO_FREE char *folder = desk_folder(d, "spool", e);
	AUTO_FREE char *stem =
		mem_printf("%s-%06lld", paper_kind_word(p->kind), (long long)p->number);
	struct outfile *f = folder ? outfile_new(folder, e) : NULL;
	const char *given = NULL;
	if (f && outfile_write(f, bytes->s, bytes->len, e) && outfile_finish(f, e))
		given = outfile_name(f, stem, paper_format_ending(format), true, e);
	str_add(name, given ? given : "");
	outfile_free(f);
	return given != NULL;
}

bool
spool_print(struct desk *d, const struct paper_request *q, enum paper_format format,
	    struct str *name, struct err *e)
{
	AUTO_STR bytes = STR_INIT;
	struct paper p;
	bool ok = paper_make(d, q, &p, e) && paper_write(&p, format, &bytes, e) &&
		  put(d, &p, format, &bytes, name, e);
	paper_done(&p);
	return ok;
}

enum paper_format
spool_format(void)
{
	return paper_format_is_built(PAPER_PDF) ? PAPER_PDF : PAPER_TEXT;
}
