/*
 * postal_read.c - a town that did not fit into a row goes on in the next ones, which
 * have the same code: it is whole when its bracket is closed.
 */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "exchange/postal_read.h"

#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "base/utf8.h"
#include "desk/postal.h"
#include "exchange/sheet/csv_read.h"

enum column { CODE = 2, KANA = 3, PREFECTURE = 6, CITY = 7, TOWN = 8, COLUMNS = 15 };

#define PROGRESS_ROWS 512

/* A place on its way: its rows so far. */
struct place {
	struct str code, prefecture, city, town;
	struct str kana; /* of prefecture and city */
	struct str town_kana;
	bool is_open; /* the town's bracket is not closed yet */
	int64_t line;
};

static void
place_done(struct place *p)
{
	str_done(&p->code);
	str_done(&p->prefecture);
	str_done(&p->city);
	str_done(&p->town);
	str_done(&p->kana);
	str_done(&p->town_kana);
}

static void
add_until(struct str *out, const char *text, const char *stop)
{
	const char *end = strstr(text, stop);
	str_add_len(out, text, end ? (size_t)(end - text) : strlen(text));
}

/* "西新宿新宿アイランドタワー（１階）": every floor has a code of its own. */
static void
add_floor(struct str *out, const char *bracket)
{
	const char *inside = bracket + strlen("（");
	const char *end = strstr(inside, "階）");
	AUTO_STR floor = STR_INIT;
	if (!end)
		return;
	str_add_len(&floor, inside, (size_t)(end - inside));
	AUTO_FREE char *narrow = utf8_narrow(str_text(&floor));
	if (*narrow && strspn(narrow, "0123456789") == strlen(narrow))
		str_addf(out, "%s階", str_text(&floor));
}

/* "種市第１５地割～第２１地割": where the numbered blocks of a list or a range begin. */
static size_t
blocks_at(const char *town)
{
	const char *block = strstr(town, "地割");
	if (!block || (!strstr(town, "～") && !strstr(town, "、")))
		return strlen(town);
	const char *start = strstr(town, "第");
	return start && start < block ? (size_t)(start - town) : strlen(town);
}

/* "ひばり市一円" is all of the city; a town may be called 一円. */
static bool
is_remark(const char *city, const char *town)
{
	if (strcmp(town, "以下に掲載がない場合") == 0 || str_ends(town, "の次に番地がくる場合"))
		return true;
	size_t len = strlen(town), tail = strlen("一円");
	if (len <= tail || !str_ends(town, "一円"))
		return false;
	AUTO_FREE char *whole = mem_strndup(town, len - tail);
	return str_ends(city, whole);
}

void
postal_town(const char *city, const char *town, struct str *out)
{
	AUTO_STR name = STR_INIT;
	add_until(&name, town, "（");
	if (is_remark(city, str_text(&name)))
		return;
	str_add_len(out, str_text(&name), blocks_at(str_text(&name)));
	const char *bracket = strstr(town, "（");
	if (bracket)
		add_floor(out, bracket);
}

static void
add_kana(struct str *out, const char *half)
{
	AUTO_STR plain = STR_INIT;
	add_until(&plain, half, "(");
	if (!utf8_to_katakana(str_text(&plain), out))
		str_add(out, str_text(&plain));
}

static bool
save(const struct place *p, struct postal_load *load, struct err *e)
{
	AUTO_STR town = STR_INIT;
	AUTO_STR kana = STR_INIT;
	if (p->code.len == 0)
		return true;
	postal_town(str_text(&p->city), str_text(&p->town), &town);
	add_kana(&kana, str_text(&p->kana));
	if (town.len > 0)
		add_kana(&kana, str_text(&p->town_kana));
	const struct postal_place place = {
		.code = str_text(&p->code),
		.prefecture = str_text(&p->prefecture),
		.city = str_text(&p->city),
		.town = str_text(&town),
		.kana = str_text(&kana),
	};
	return postal_load_add(load, &place, e);
}

static bool
check_row(const struct csv_row *row, struct err *e)
{
	const char *code = row->count == COLUMNS ? row->fields[CODE] : "";
	if (strlen(code) == 7 && strspn(code, "0123456789") == 7 && *row->fields[CITY])
		return true;
	return err_set(e, ERR_INVALID,
		       _("Line %lld is not of Japan Post's list (KEN_ALL): 15 columns, the third a "
			 "postal code of seven digits."),
		       (long long)row->line);
}

/* The row goes on with the town of the row before. */
static bool
goes_on(const struct place *p, const struct csv_row *row)
{
	return p->is_open && strcmp(str_text(&p->code), row->fields[CODE]) == 0 &&
	       strcmp(str_text(&p->city), row->fields[CITY]) == 0;
}

static void
start(struct place *p, const struct csv_row *row)
{
	str_set(&p->code, row->fields[CODE]);
	str_set(&p->prefecture, row->fields[PREFECTURE]);
	str_set(&p->city, row->fields[CITY]);
	str_set(&p->kana, row->fields[KANA]);
	str_add(&p->kana, row->fields[KANA + 1]);
	str_set(&p->town, row->fields[TOWN]);
	str_set(&p->town_kana, row->fields[KANA + 2]);
	p->line = row->line;
}

static bool
take_row(struct place *p, const struct csv_row *row, struct postal_load *load, struct err *e)
{
	if (!check_row(row, e))
		return false;
	if (goes_on(p, row)) {
		str_add(&p->town, row->fields[TOWN]);
	} else {
		if (p->is_open)
			return err_set(e, ERR_INVALID,
				       _("Line %lld: the bracket of the town is never closed."),
				       (long long)p->line);
		if (!save(p, load, e))
			return false;
		start(p, row);
	}
	p->is_open = strstr(str_text(&p->town), "（") && !strstr(str_text(&p->town), "）");
	return true;
}

struct reading {
	struct csv_reader *reader;
	struct postal_load *load;
	bool (*progress)(void *ctx, int done);
	void *ctx;
};

static void
reading_done(struct reading *r)
{
	postal_load_end(r->load);
	csv_reader_free(r->reader);
}

static bool
go_on(const struct reading *r, int64_t rows, struct err *e)
{
	if (!r->progress || rows % PROGRESS_ROWS != 0)
		return true;
	int64_t part = csv_reader_offset(r->reader) * 1000 / csv_reader_size(r->reader);
	return r->progress(r->ctx, (int)part) ||
	       err_set(e, ERR_CANCELLED, _("The import was stopped. Nothing was imported."));
}

static bool
read_all(struct reading *r, struct err *e)
{
	AUTO(place_done) struct place place = { .is_open = false };
	struct csv_row row;
	int64_t rows = 0;
	while (csv_reader_row(r->reader, &row, e))
		if (!take_row(&place, &row, r->load, e) || !go_on(r, ++rows, e))
			return false;
	if (csv_reader_failed(r->reader))
		return false;
	if (rows == 0)
		return err_set(e, ERR_INVALID, _("The file is empty."));
	return save(&place, r->load, e);
}

bool
postal_import(struct desk *d, FILE *file, const char *name, bool (*progress)(void *ctx, int done),
	      void *ctx, int64_t *places, struct err *e)
{
	AUTO(reading_done) struct reading r = { .progress = progress, .ctx = ctx };
	AUTO_FREE char *reason = mem_printf(_("Import of %s"), name);
	r.reader = csv_reader_new(file, ENCODING_AUTO, ',', e);
	r.load = r.reader ? postal_load_begin(d, e) : NULL;
	return r.load && read_all(&r, e) && postal_load_commit(r.load, reason, places, e);
}
