/* import_rejects.c - see import_rejects.h. */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "exchange/import/import_rejects.h"

#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "exchange/outfile.h"
#include "exchange/sheet/csv.h"

struct import_rejects {
	char *folder, *stem;
	const struct csv_reader *source;
	char *heading;
	struct outfile *file;
};

struct import_rejects *
import_rejects_new(const char *folder, const char *stem, const struct csv_reader *source,
		   const struct str *headings)
{
	struct import_rejects *r = mem_alloc(sizeof(*r));
	r->folder = mem_strdup(folder);
	r->stem = mem_strdup(stem);
	r->source = source;
	r->heading = mem_strndup(headings->s, headings->len);
	return r;
}

void
import_rejects_free(struct import_rejects *r)
{
	if (!r)
		return;
	outfile_free(r->file);
	free(r->folder);
	free(r->stem);
	free(r->heading);
	free(r);
}

static bool
write_line(struct import_rejects *r, const char *words, const char *raw, size_t len, struct err *e)
{
	AUTO_STR cell = STR_INIT;
	AUTO_STR line = STR_INIT;
	csv_add_field(&cell, words);
	decoder_write(csv_reader_decoder(r->source), str_text(&cell), &line);
	str_add_char(&line, csv_reader_delimiter(r->source));
	str_add_len(&line, raw, len);
	str_add(&line, "\r\n");
	return outfile_write(r->file, line.s, line.len, e);
}

static bool
begin(struct import_rejects *r, struct err *e)
{
	r->file = outfile_new(r->folder, e);
	if (!r->file)
		return false;
	if (csv_reader_has_bom(r->source) && !outfile_write(r->file, "\xEF\xBB\xBF", 3, e))
		return false;
	return write_line(r, _("Why it was not imported"), r->heading, strlen(r->heading), e);
}

bool
import_rejects_add(struct import_rejects *r, const struct csv_row *row, const char *reason,
		   struct err *e)
{
	if (!r->file && !begin(r, e))
		return false;
	return write_line(r, reason, row->raw, row->raw_len, e);
}

const char *
import_rejects_finish(struct import_rejects *r, struct err *e)
{
	if (!r->file)
		return "";
	if (!outfile_finish(r->file, e))
		return NULL;
	return outfile_name(r->file, r->stem,
			    csv_reader_delimiter(r->source) == '\t' ? ".tsv" : ".csv", true, e);
}
