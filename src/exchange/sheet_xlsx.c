/*
 * sheet_xlsx.c - a sheet as an Excel workbook, by libxlsxwriter in constant
 * memory: types, widths, the heading frozen and with a filter. Text stays text,
 * so that nothing needs a guard. What the library keeps aside lies in the file's
 * own folder. It does not report a full disk while it writes rows; we look.
 */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "base/date.h"
#include "base/i18n.h"
#include "base/log.h"
#include "base/mem.h"
#include "exchange/sheet_kinds.h"
#include "exchange/xlsx_library.h"

#define ROWS_MAX    1048576  /* of a worksheet; the rest goes on in the next */
#define DIGITS_MAX  15       /* that Excel keeps of a number */
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
	lxw_row_t row; /* the next one */
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

static bool
is_written(const struct xlsx_state *x, struct err *e)
{
	if (!ferror(x->sheet->optimize_tmpfile))
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

static lxw_error
put_text(struct xlsx_state *x, lxw_col_t at, const char *cell)
{
	return x->lib.worksheet_write_string(x->sheet, x->row, at, cell, NULL);
}

static lxw_error
put_number(struct xlsx_state *x, lxw_col_t at, const char *cell, lxw_format *format)
{
	char *end;
	double value = strtod(cell, &end);
	if (*end != '\0' || strlen(cell) > DIGITS_MAX)
		return put_text(x, at, cell);
	return x->lib.worksheet_write_number(x->sheet, x->row, at, value, format);
}

static lxw_error
put_date(struct xlsx_state *x, lxw_col_t at, const char *cell)
{
	day_num day = date_from_iso(cell);
	if (day == DAY_NONE || day < FIRST_DAY)
		return put_text(x, at, cell);
	return x->lib.worksheet_write_number(x->sheet, x->row, at, day + DAY_ZERO, x->date);
}

static lxw_error
put_instant(struct xlsx_state *x, lxw_col_t at, const char *cell)
{
	int64_t ms;
	if (!instant_from_text(cell, &ms) || instant_day(ms) < FIRST_DAY)
		return put_text(x, at, cell);
	double value = instant_day(ms) + DAY_ZERO + instant_minutes(ms) / MINUTES_DAY;
	return x->lib.worksheet_write_number(x->sheet, x->row, at, value, x->instant);
}

static lxw_error
put_cell(struct xlsx_state *x, lxw_col_t at, const char *cell, enum sheet_kind kind)
{
	switch (kind) {
	case SHEET_TEXT:
		break;
	case SHEET_NUMBER:
		return put_number(x, at, cell, NULL);
	case SHEET_MONEY:
		return put_number(x, at, cell, x->money);
	case SHEET_DATE:
		return put_date(x, at, cell);
	case SHEET_TIME:
		return x->lib.worksheet_write_number(x->sheet, x->row, at, atoi(cell) / MINUTES_DAY,
						     x->time);
	case SHEET_INSTANT:
		return put_instant(x, at, cell);
	}
	return put_text(x, at, cell);
}

/* The filter stands on the heading and covers all rows. */
static void
end_worksheet(struct sheet *s)
{
	struct xlsx_state *x = s->state;
	lxw_col_t last = (lxw_col_t)(s->count > 0 ? s->count - 1 : 0);
	x->lib.worksheet_autofilter(x->sheet, 0, 0, x->row - 1, last);
}

static bool
row(struct sheet *s, int64_t record, const struct sheet_cells *cells, struct err *e)
{
	struct xlsx_state *x = s->state;
	(void)record;
	if (x->row == ROWS_MAX) {
		end_worksheet(s);
		if (!is_written(x, e) || !add_worksheet(s, e))
			return false;
	}
	for (int i = 0; i < s->count; i++) {
		const char *text = cells->texts[i];
		bool is_text = cells->stands_in && cells->stands_in[i];
		if (!text || !*text)
			continue;
		lxw_error code =
			put_cell(x, (lxw_col_t)i, text, is_text ? SHEET_TEXT : s->columns[i].kind);
		if (code != LXW_NO_ERROR)
			return fail(x, code, e);
	}
	x->row++;
	return is_written(x, e);
}

static bool
end(struct sheet *s, struct err *e)
{
	struct xlsx_state *x = s->state;
	end_worksheet(s);
	bool ok = fflush(x->sheet->optimize_tmpfile) == 0 && is_written(x, e);
	lxw_error code = x->lib.workbook_close(TAKE(x->book));
	if (code != LXW_NO_ERROR)
		return fail(x, code, e);
	return ok ? outfile_adopt(s->out, e) : fail(x, LXW_ERROR_ZIP_FILE_ADD, e);
}

static void
done(struct sheet *s)
{
	struct xlsx_state *x = s->state;
	if (x && x->book)
		x->lib.lxw_workbook_free(x->book);
	if (x)
		xlsx_library_close(&x->lib);
	free(x);
}

const struct sheet_kind_ops sheet_xlsx = { begin, row, end, done };
