/*
 * sheet_xlsx.c - a sheet as an Excel workbook, by libxlsxwriter in constant
 * memory: types, widths, the heading frozen and with a filter. Text stays text,
 * so that nothing needs a guard. What the library keeps aside lies in the file's
 * own folder: in constant memory that is each worksheet's rows as XML. Below the
 * heading we put them there ourselves (xlsx_row.h), as the library would; the test
 * compares the two.
 */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "base/date.h"
#include "base/i18n.h"
#include "base/log.h"
#include "base/mem.h"
#include "exchange/sheet/sheet_kinds.h"
#include "exchange/sheet/xlsx_library.h"
#include "exchange/sheet/xlsx_row.h"

#define ROWS_MAX    1048576  /* of a worksheet; the rest goes on in the next */
#define DIGITS_MAX  15       /* that Excel keeps of a number */
#define NUMBER_SIZE 32       /* as text */
#define HELD        65536    /* bytes of rows that are written at once */
#define DAY_ZERO    25569    /* 1970-01-01 in Excel's days */
#define FIRST_DAY   (-25508) /* 1900-03-01, before which Excel counts wrongly */
#define MINUTES_DAY 1440.0
#define NARROW      4
#define WIDE        60

struct xlsx_state {
	struct xlsx_library lib;
	lxw_workbook *book;
	lxw_worksheet *sheet;
	lxw_format *heading, *money, *date, *time, *instant;
	lxw_row_t row;  /* the next one */
	struct str xml; /* rows that are not written yet */
};

static bool
fail(const struct xlsx_state *x, lxw_error code, struct err *e)
{
	log_write("xlsx: %s", x->lib.lxw_strerror(code));
	if (code == LXW_ERROR_MAX_STRING_LENGTH_EXCEEDED)
		return err_set(e, ERR_REFUSED,
			       _("A text is too long for a cell of Excel: choose CSV."));
	return err_set(e, ERR_FULL, _("The workbook cannot be written; the disk may be full."));
}

/* The library does not report a full disk while it writes rows; we look. */
static bool
write_rows(struct xlsx_state *x, struct err *e)
{
	FILE *rows = x->sheet->optimize_tmpfile;
	bool ok = fwrite(str_text(&x->xml), 1, x->xml.len, rows) == x->xml.len;
	str_clear(&x->xml);
	if (ok && !ferror(rows))
		return true;
	return err_set(e, ERR_FULL, _("The disk is full: no file was written."));
}

static bool
add_worksheet(struct sheet *s, struct err *e)
{
	struct xlsx_state *x = s->state;
	x->sheet = x->lib.workbook_add_worksheet(x->book, NULL);
	if (!x->sheet || !x->sheet->optimize_tmpfile)
		return err_set(e, ERR_IO, _("The file cannot be written."));
	x->lib.worksheet_freeze_panes(x->sheet, 1, 0);
	for (int i = 0; i < s->count; i++) {
		const struct sheet_column *column = &s->columns[i];
		int width = column->width < NARROW ? NARROW
			    : column->width > WIDE ? WIDE
						   : column->width;
		lxw_col_t at = (lxw_col_t)i;
		x->lib.worksheet_set_column(x->sheet, at, at, width + 2, NULL);
		lxw_error code =
			x->lib.worksheet_write_string(x->sheet, 0, at, column->label, x->heading);
		if (code != LXW_NO_ERROR)
			return fail(x, code, e);
	}
	x->lib.lxw_worksheet_write_single_row(x->sheet); /* before the rows that we put there */
	x->row = 1;
	return true;
}

static lxw_format *
number_format(const struct xlsx_state *x, const char *pattern)
{
	lxw_format *format = x->lib.workbook_add_format(x->book);
	x->lib.format_set_num_format(format, pattern);
	return format;
}

static bool
begin(struct sheet *s, struct err *e)
{
	struct xlsx_state *x = mem_alloc(sizeof(*x));
	char *folder = (char *)(uintptr_t)outfile_folder(s->out);
	lxw_workbook_options options = { .constant_memory = LXW_TRUE, .tmpdir = folder };
	s->state = x;
	if (!xlsx_library_open(&x->lib, XLSXWRITER_SONAME, e))
		return false;
	x->book = x->lib.workbook_new_opt(outfile_path(s->out), &options);
	if (!x->book)
		mem_fail();
	x->heading = x->lib.workbook_add_format(x->book);
	x->lib.format_set_bold(x->heading);
	x->money = number_format(x, "#,##0");
	x->date = number_format(x, "yyyy/mm/dd");
	x->time = number_format(x, "[hh]:mm");
	x->instant = number_format(x, "yyyy/mm/dd hh:mm");
	return add_worksheet(s, e);
}

/* "-5", "2400", "2.5": what Excel keeps as it is. */
static bool
is_number(const char *cell, size_t len)
{
	const char *p = cell + (*cell == '-');
	size_t whole = strspn(p, "0123456789");
	p += whole;
	if (whole > 0 && *p == '.')
		p += 1 + strspn(p + 1, "0123456789");
	return whole > 0 && *p == '\0' && len <= DIGITS_MAX;
}

/* The number of Excel's that a date or a moment is; false when it has none. */
static bool
day_number(const char *cell, enum sheet_kind kind, char number[NUMBER_SIZE])
{
	int64_t ms;
	day_num day = DAY_NONE;
	if (kind == SHEET_DATE)
		day = date_from_iso(cell);
	else if (instant_from_text(cell, &ms))
		day = instant_day(ms);
	if (day == DAY_NONE || day < FIRST_DAY)
		return false;
	double minutes = kind == SHEET_DATE ? 0 : instant_minutes(ms);
	snprintf(number, NUMBER_SIZE, "%.16G", day + DAY_ZERO + minutes / MINUTES_DAY);
	return true;
}

static void
put_number(const struct xlsx_state *x, struct xlsx_row *r, int at, const char *number,
	   lxw_format *format)
{
	xlsx_row_number(r, at, number, format ? x->lib.lxw_format_get_xf_index(format) : 0);
}

/* False for what stays text. */
static bool
put_as_number(const struct xlsx_state *x, struct xlsx_row *r, int at, const char *cell,
	      enum sheet_kind kind)
{
	char number[NUMBER_SIZE];
	switch (kind) {
	case SHEET_TEXT:
		return false;
	case SHEET_NUMBER:
	case SHEET_MONEY:
		if (!is_number(cell, strlen(cell)))
			return false;
		put_number(x, r, at, cell, kind == SHEET_MONEY ? x->money : NULL);
		return true;
	case SHEET_TIME:
		snprintf(number, sizeof(number), "%.16G", atoi(cell) / MINUTES_DAY);
		put_number(x, r, at, number, x->time);
		return true;
	case SHEET_DATE:
	case SHEET_INSTANT:
		if (!day_number(cell, kind, number))
			return false;
		put_number(x, r, at, number, kind == SHEET_DATE ? x->date : x->instant);
		return true;
	}
	return false;
}

/* The filter stands on the heading and covers all rows. */
static bool
end_worksheet(struct sheet *s, struct err *e)
{
	struct xlsx_state *x = s->state;
	lxw_col_t last = (lxw_col_t)(s->count > 0 ? s->count - 1 : 0);
	x->sheet->dim_rowmax = x->row - 1; /* the library knows the heading only */
	x->lib.worksheet_autofilter(x->sheet, 0, 0, x->row - 1, last);
	return write_rows(x, e);
}

static bool
put_cells(struct sheet *s, const struct sheet_cells *cells, struct err *e)
{
	struct xlsx_state *x = s->state;
	struct xlsx_row r;
	xlsx_row_begin(&r, &x->xml, x->row + 1);
	for (int i = 0; i < s->count; i++) {
		const char *text = cells->texts[i];
		bool is_text = cells->stands_in && cells->stands_in[i];
		if (!text || !*text ||
		    (!is_text && put_as_number(x, &r, i, text, s->columns[i].kind)))
			continue;
		if (!xlsx_row_text(&r, i, text, cells->lens ? cells->lens[i] : strlen(text)))
			return fail(x, LXW_ERROR_MAX_STRING_LENGTH_EXCEEDED, e);
	}
	xlsx_row_end(&r);
	x->row++;
	return true;
}

static bool
row(struct sheet *s, int64_t record, const struct sheet_cells *cells, struct err *e)
{
	struct xlsx_state *x = s->state;
	(void)record;
	if (x->row == ROWS_MAX && (!end_worksheet(s, e) || !add_worksheet(s, e)))
		return false;
	return put_cells(s, cells, e) && (x->xml.len < HELD || write_rows(x, e));
}

static bool
end(struct sheet *s, struct err *e)
{
	struct xlsx_state *x = s->state;
	bool ok = end_worksheet(s, e) && fflush(x->sheet->optimize_tmpfile) == 0;
	lxw_error code = x->lib.workbook_close(TAKE(x->book));
	if (code != LXW_NO_ERROR)
		return fail(x, code, e);
	return ok ? outfile_adopt(s->out, e) : fail(x, LXW_ERROR_ZIP_FILE_ADD, e);
}

static void
done(struct sheet *s)
{
	struct xlsx_state *x = s->state;
	if (!x)
		return;
	if (x->book)
		x->lib.lxw_workbook_free(x->book);
	xlsx_library_close(&x->lib);
	str_done(&x->xml);
	free(x);
}

const struct sheet_kind_ops sheet_xlsx = { begin, row, end, done };
