/*
 * fuzz_csv.c - any bytes as a file of rows: each row is UTF-8 and, written again,
 * reads as the same row; what cannot be read is refused with its place. The first
 * byte chooses the encoding.
 */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"
#include "exchange/sheet/csv.h"
#include "exchange/sheet/csv_read.h"
#include "must.h"

static void
compare(const struct csv_row *row, const char *const *fields, int count)
{
	must(row->count == count);
	for (int i = 0; i < count; i++)
		must(strcmp(row->fields[i], fields[i]) == 0);
}

/*
 * Behind a first row: the mark of UTF-8 is text only there. A row of one empty
 * field is an empty line, which is no row.
 */
static void
read_again(const struct csv_row *row)
{
	AUTO_STR text = STR_INIT;
	struct err e = { 0 };
	struct csv_row again;
	str_add(&text, "first\r\n");
	csv_add_record(&text, row->fields, row->count, "\r\n");
	FILE *f = fmemopen(text.s, text.len, "rb");
	must(f);
	struct csv_reader *r = csv_reader_new(f, ENCODING_UTF8, ',', &e);
	must(r && csv_reader_row(r, &again, &e));
	if (csv_reader_row(r, &again, &e))
		compare(&again, row->fields, row->count);
	else
		must(!e.msg[0] && row->count == 1 && strlen(row->fields[0]) <= 1);
	csv_reader_free(r);
	fclose(f);
}

static void
look_at(const struct csv_row *row)
{
	must(row->count >= 1 && row->line >= 1 && row->raw_len > 0);
	for (int i = 0; i < row->count; i++)
		must(utf8_is_valid(row->fields[i], strlen(row->fields[i])));
	if (row->raw_len < 4096)
		read_again(row);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	if (size < 2)
		return 0;
	FILE *f = fmemopen(NULL, size, "w+b");
	must(f && fwrite(data + 1, 1, size - 1, f) == size - 1);
	struct err e = { 0 };
	struct csv_row row;
	enum encoding encoding = (enum encoding)(data[0] % ENCODING_COUNT);
	struct csv_reader *r = csv_reader_new(f, encoding, 0, &e);
	int64_t line = 0;
	while (r && csv_reader_row(r, &row, &e)) {
		must(row.line > line);
		line = row.line;
		look_at(&row);
	}
	must(r && !csv_reader_failed(r) ? !e.msg[0] : e.msg[0] != '\0');
	csv_reader_free(r);
	fclose(f);
	return 0;
}
