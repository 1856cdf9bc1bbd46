/* sheet.c - see sheet.h: the formats' names, and the way to each kind. */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "exchange/sheet/sheet.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/macros.h"
#include "base/mem.h"
#include "exchange/sheet/sheet_kinds.h"

#ifdef HAVE_XLSXWRITER
#define XLSX_OPS &sheet_xlsx
#else
#define XLSX_OPS NULL
#endif

static const struct {
	const char *word, *ending;
	const struct sheet_kind_ops *ops;
} formats[] = {
	[SHEET_CSV_CP932] = { "cp932", ".csv", &sheet_csv },
	[SHEET_CSV_UTF8] = { "utf-8", ".csv", &sheet_csv },
	[SHEET_CSV_UTF8_BOM] = { "utf-8-bom", ".csv", &sheet_csv },
	[SHEET_XLSX] = { "xlsx", ".xlsx", XLSX_OPS },
};
static_assert(ARRAY_LEN(formats) == SHEET_FORMAT_COUNT, "a row for each format");

const char *
sheet_format_word(enum sheet_format format)
{
	return formats[format].word;
}

enum sheet_format
sheet_format_from_word(const char *word)
{
	int i = 0;
	while (i < SHEET_FORMAT_COUNT && strcmp(formats[i].word, word) != 0)
		i++;
	return (enum sheet_format)i;
}

const char *
sheet_format_ending(enum sheet_format format)
{
	return formats[format].ending;
}

bool
sheet_format_is_built(enum sheet_format format)
{
	return formats[format].ops != NULL;
}

struct sheet *
sheet_new(struct outfile *out, const struct sheet_options *options,
	  const struct sheet_column *columns, int count, struct err *e)
{
	if (!sheet_format_is_built(options->format)) {
		err_set(e, ERR_NOT_FOUND,
			_("This program was built without libxlsxwriter: choose CSV."));
		return NULL;
	}
	struct sheet *s = mem_alloc(sizeof(*s));
	s->ops = formats[options->format].ops;
	s->out = out;
	s->options = *options;
	s->columns = columns;
	s->count = count;
	s->unmapped.suggest = options->suggest;
	s->unmapped.ctx = options->ctx;
	if (s->ops->begin(s, e))
		return s;
	sheet_free(s);
	return NULL;
}

void
sheet_free(struct sheet *s)
{
	if (!s)
		return;
	s->ops->done(s);
	unmapped_done(&s->unmapped);
	free(s);
}

bool
sheet_row(struct sheet *s, int64_t record, const struct sheet_cells *cells, struct err *e)
{
	return s->ops->row(s, record, cells, e);
}

bool
sheet_end(struct sheet *s, struct err *e)
{
	if (s->unmapped.total > 0 && s->options.unmapped == UNMAPPED_REFUSE)
		return err_set_field(e, ERR_REFUSED, "unmappable",
				     _("Shift_JIS lacks characters that the records hold: no file "
				       "was written. Have them replaced, or choose UTF-8."));
	return s->ops->end(s, e) && outfile_finish(s->out, e);
}

const struct unmapped *
sheet_unmapped(const struct sheet *s)
{
	return &s->unmapped;
}
