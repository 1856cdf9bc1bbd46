/* spool.c - see spool.h. */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "exchange/paper/spool.h"

#include <stdlib.h>

#include "base/mem.h"
#include "exchange/outfile.h"

/* What a paper is called in the folder. */
struct spooled {
	enum paper_kind kind;
	enum paper_format format;
	struct str *name;
};

static bool
name_it(void *ctx, struct outfile *f, int64_t number, struct err *e)
{
	const struct spooled *s = ctx;
	AUTO_FREE char *stem =
		mem_printf("%s-%06lld", paper_kind_word(s->kind), (long long)number);
	const char *given = outfile_name(f, stem, paper_format_ending(s->format), true, e);
	str_add(s->name, given ? given : "");
	return given != NULL;
}

bool
spool_print(struct desk *d, const struct paper_request *q, enum paper_format format,
	    struct str *name, struct err *e)
{
	AUTO_FREE char *folder = desk_folder(d, "spool", e);
	struct spooled s = { q->kind, format, name };
	const struct paper_out out = {
		.format = format,
		.file = folder ? outfile_new(folder, e) : NULL,
		.give = name_it,
		.ctx = &s,
	};
	bool ok = out.file && paper_print(d, q, &out, e);
	outfile_free(out.file);
	return ok;
}

enum paper_format
spool_format(void)
{
	return paper_format_is_built(PAPER_PDF) ? PAPER_PDF : PAPER_TEXT;
}
