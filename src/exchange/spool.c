/* spool.c - see spool.h. */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "exchange/spool.h"

#include <stdlib.h>

#include "base/mem.h"
#include "exchange/outfile.h"

bool
spool_print(struct desk *d, const struct paper_request *q, enum paper_format format,
	    struct str *name, struct err *e)
{
	AUTO_FREE char *folder = desk_folder(d, "spool", e);
	struct outfile *f = folder ? outfile_new(folder, e) : NULL;
	int64_t number = f ? paper_print(d, q, format, f, e) : 0;
	AUTO_FREE char *stem =
		mem_printf("%s-%06lld", paper_kind_word(q->kind), (long long)number);
	const char *given =
		number ? outfile_name(f, stem, paper_format_ending(format), true, e) : NULL;
	str_add(name, given ? given : "");
	outfile_free(f);
	return given != NULL;
}

enum paper_format
spool_format(void)
{
	return paper_format_is_built(PAPER_PDF) ? PAPER_PDF : PAPER_TEXT;
}
