/*
 * import.c - two passes over the file. The first reads everything and asks what
 * may be there already, while other desks work on; the second saves, in one
 * transaction, during which nobody is asked and no row is looked up by likeness.
 * Plain rows are saved several at once, and one by one when one of them is refused.
 * A row that names another of its own type (merged into …) may stand before it in
 * the file: such rows are put off and read once more at the end.
 */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "exchange/import/import.h"

#include <fcntl.h>
#include <sodium.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/digest.h"
#include "base/i18n.h"
#include "base/json.h"
#include "base/mem.h"
#include "desk/record/bulk.h"
#include "exchange/import/import_alike.h"
#include "exchange/import/import_ditto.h"
#include "exchange/import/import_heading.h"
#include "exchange/import/import_keep.h"
#include "exchange/import/import_lacking.h"
#include "exchange/import/import_rejects.h"
#include "exchange/import/import_row.h"

#define PROGRESS_ROWS 64
#define BATCH_ROWS    4096 /* that one statement saves; the more, the fewer pages it copies */
#define PART_ROWS     64   /* … when one of those is refused, before it is looked for by itself */

/* What the first pass found out about a row. */
struct alike_row {
	int64_t line;
	char *why;
};

/* Rows that wait to be saved together. */
struct batch {
	const char ***values; /* by row and field; texts of `keep` */
	int64_t *lines;
	struct str *raw;
	int count;
};

struct import {
	struct desk *desk;
	const struct import_options *o;
	struct import_result *result;
	struct csv_reader *reader;
	struct str headings; /* their bytes in the file */
	struct import_row row;
	struct import_ditto *ditto;
	struct alike_row *alike; /* in rising order of lines */
	int alike_count, alike_room, alike_next;
	int64_t *put_off; /* lines, rising: they name a record that may come later in the file */
	int put_off_count, put_off_room;
	bool is_last_time; /* what is not there now will not come */
	struct import_keep *keep;
	struct batch batch;
	struct bulk *bulk;
	struct import_rejects *rejects;
	struct import_lacking *lacking; /* NULL: the file is no list that is published whole */
	int passes_done; /* in halves of the whole, for the progress */
	char digest[2 * DIGEST_BYTES + 1];
};

FILE *
import_open(const char *path, struct err *e)
{
	struct stat st;
	AUTO_CLOSE int fd = open(path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
	if (fd < 0) {
		err_set(e, ERR_NOT_FOUND, _("The file %s is not there or cannot be read."), path);
		return NULL;
	}
	if (fstat(fd, &st) != 0 || !S_ISREG(st.st_mode)) {
		err_set(e, ERR_INVALID, _("%s is not a file."), path);
		return NULL;
	}
	FILE *f = fdopen(fd, "rb");
	if (f)
		fd = -1;
	else
		err_set(e, ERR_IO, _("The file cannot be read."));
	return f;
}

char *
import_folder(struct desk *d, struct err *e)
{
	return desk_folder(d, "imports", e);
}

bool
import_headings(struct import_map *m, const struct form *form, const struct import_source *from,
		struct err *e)
{
	struct csv_reader *reader = csv_reader_new(from->file, from->encoding, 0, e);
	bool ok = reader && import_heading_find(m, form, reader, from->line, e);
	csv_reader_free(reader);
	return ok;
}

static bool
read_digest(struct import *im, struct err *e)
{
	unsigned char piece[65536], hash[DIGEST_BYTES];
	struct digest d;
	size_t got;
	rewind(im->o->file);
	digest_init(&d);
	while ((got = fread(piece, 1, sizeof(piece), im->o->file)) > 0)
		digest_add(&d, piece, got);
	digest_end(&d, hash);
	sodium_bin2hex(im->digest, sizeof(im->digest), hash, sizeof(hash));
	return !ferror(im->o->file) || err_set(e, ERR_IO, _("The file cannot be read."));
}

/* The file from behind its headings. */
static bool
begin_pass(struct import *im, struct err *e)
{
	if (im->reader && !csv_reader_again(im->reader, e))
		return false;
	if (!im->reader)
		im->reader = csv_reader_new(im->o->file, im->o->encoding, 0, e);
	str_clear(&im->headings);
	import_row_begin(&im->row);
	import_ditto_begin(im->ditto);
	return im->reader && import_heading_pass(im->o->map, im->reader, &im->headings, e);
}

static bool
next_row(struct import *im, struct csv_row *row, struct err *e)
{
	if (!import_heading_next_row(im->o->map, im->reader, row, e))
		return false;
	import_ditto_fill(im->ditto, im->reader, row);
	return true;
}

static bool
go_on(struct import *im, int64_t rows, struct err *e)
{
	if (rows % PROGRESS_ROWS != 0)
		return true;
	int64_t size = csv_reader_size(im->reader);
	int64_t part = size > 0 ? csv_reader_offset(im->reader) * 500 / size : 0;
	if (im->bulk)
		bulk_tell(im->bulk, (int)part * 2);
	return !im->o->progress || im->o->progress(im->o->ctx, (int)part + 500 * im->passes_done) ||
	       err_set(e, ERR_CANCELLED, _("The import was stopped. Nothing was imported."));
}

static bool
is_decided(const struct import *im, int64_t line)
{
	if (im->o->add_alike)
		return true;
	for (int low = 0, high = im->o->decided_count; low < high;) {
		int middle = (low + high) / 2;
		if (im->o->decided[middle] == line)
			return true;
		if (im->o->decided[middle] < line)
			low = middle + 1;
		else
			high = middle;
	}
	return false;
}

static void
keep_alike(struct import *im, int64_t line, const char *why)
{
	if (im->alike_count == im->alike_room) {
		im->alike_room = im->alike_room * 2 + 64;
		im->alike = mem_resize(im->alike, (size_t)im->alike_room, sizeof(*im->alike));
	}
	im->alike[im->alike_count++] = (struct alike_row){ line, mem_strdup(why) };
}

/* A row that changes a record is no double of it. */
static bool
is_change(const struct import *im)
{
	return im->o->key.count > 0 && bulk_is_known(im->desk, im->o->form, &im->o->key,
						     (const char *const *)im->row.values);
}

static void
note_gaiji(struct import *im, int64_t line)
{
	if (import_row_has_gaiji(&im->row) && im->result->gaiji++ == 0)
		im->result->gaiji_line = line;
}

static void
look_at(struct import *im, struct import_alike *alike, const struct csv_row *row)
{
	AUTO_STR why = STR_INIT;
	if (!import_row_read(&im->row, row, NULL))
		return;
	import_lacking_note(im->lacking, (const char *const *)im->row.values);
	note_gaiji(im, row->line);
	if (is_change(im))
		return;
	bool is_alike =
		import_alike_row(alike, (const char *const *)im->row.values, row->line, &why);
	if (is_alike && !is_decided(im, row->line))
		keep_alike(im, row->line, str_text(&why));
	else
		import_keep_add(im->keep, row->line, im->row.values);
}

static bool
look_through(struct import *im, struct err *e)
{
	struct csv_row row;
	int64_t rows = 0;
	if (!begin_pass(im, e))
		return false;
	struct import_alike *alike = import_alike_new(im->desk, im->o->form);
	bool ok = true;
	while (ok && next_row(im, &row, e)) {
		look_at(im, alike, &row);
		ok = go_on(im, ++rows, e);
	}
	import_alike_free(alike);
	return ok && !csv_reader_failed(im->reader);
}

static bool
refuse_row(struct import *im, const struct csv_row *row, const char *reason, bool is_alike,
	   struct err *e)
{
	const struct import_reject reject = {
		.line = row->line,
		.reason = reason,
		.is_alike = is_alike,
	};
	im->result->refused++;
	im->result->alike += is_alike;
	if (im->o->rejected)
		im->o->rejected(im->o->ctx, &reject);
	return im->o->dry_run || import_rejects_add(im->rejects, row, reason, e);
}

/* What the first pass said about the row, or NULL. Rows come in the same order. */
static const char *
alike_of(struct import *im, int64_t line)
{
	while (im->alike_next < im->alike_count && im->alike[im->alike_next].line < line)
		im->alike_next++;
	bool is_alike = im->alike_next < im->alike_count && im->alike[im->alike_next].line == line;
	return is_alike ? im->alike[im->alike_next].why : NULL;
}

/* Did the row fail at a reference to a record of its own type? */
static bool
names_its_own_type(const struct import *im, const struct err *why)
{
	const struct form_field *f = form_field_find(im->o->form, why->field);
	return f && str_equal(f->ref, im->o->form->name);
}

static void
put_off(struct import *im, int64_t line)
{
	if (im->put_off_count == im->put_off_room) {
		im->put_off_room = im->put_off_room * 2 + 16;
		im->put_off =
			mem_resize(im->put_off, (size_t)im->put_off_room, sizeof(*im->put_off));
	}
	im->put_off[im->put_off_count++] = line;
}

static bool
save_values(struct import *im, const struct csv_row *row, const char *const *values, struct err *e)
{
	struct err why = { 0 };
	switch (bulk_row(im->bulk, values, im->row.given, &why)) {
	case BULK_ADDED:
		im->result->added++;
		return true;
	case BULK_CHANGED:
		im->result->changed++;
		return true;
	case BULK_SAME:
		im->result->same++;
		return true;
	case BULK_REFUSED:
		return refuse_row(im, row, why.msg, false, e);
	case BULK_BROKEN:
		break;
	}
	if (e)
		*e = why;
	return false;
}

static bool
save_one(struct import *im, int index, struct err *e)
{
	const struct batch *b = &im->batch;
	const struct csv_row row = {
		.line = b->lines[index],
		.raw = str_text(&b->raw[index]),
		.raw_len = b->raw[index].len,
	};
	return save_values(im, &row, b->values[index], e);
}

/* All at once, or in parts since one of them is refused: which, and why? */
static bool
save_part(struct import *im, int from, int count, struct err *e)
{
	const char *const *const *values = (const char *const *const *)im->batch.values + from;
	if (count == 1)
		return save_one(im, from, e);
	if (bulk_add_all(im->bulk, values, count, im->row.given)) {
		im->result->added += count;
		return true;
	}
	int part = count > PART_ROWS ? PART_ROWS : 1;
	for (int done = 0; done < count; done += part)
		if (!save_part(im, from + done, part < count - done ? part : count - done, e))
			return false;
	return true;
}

static bool
save_batch(struct import *im, struct err *e)
{
	int count = im->batch.count;
	im->batch.count = 0;
	return count == 0 || save_part(im, 0, count, e);
}

/* Puts the row to those that wait; false when it is not plain or was not kept. */
static bool
join_batch(struct import *im, const struct csv_row *row)
{
	struct batch *b = &im->batch;
	const char **values = b->values[b->count];
	if (!import_keep_take(im->keep, row->line, values) || !bulk_is_plain(im->bulk, values))
		return false;
	b->lines[b->count] = row->line;
	str_clear(&b->raw[b->count]);
	str_add_len(&b->raw[b->count], row->raw, row->raw_len);
	b->count++;
	return true;
}

static bool
save_row(struct import *im, const struct csv_row *row, struct err *e)
{
	struct err why = { 0 };
	const char *alike = alike_of(im, row->line);
	if (!alike && join_batch(im, row))
		return im->batch.count < BATCH_ROWS || save_batch(im, e);
	if (!save_batch(im, e)) /* rows are saved and refused in the file's order */
		return false;
	if (alike)
		return refuse_row(im, row, alike, true, e);
	if (!import_row_read(&im->row, row, &why)) {
		if (im->is_last_time || !names_its_own_type(im, &why))
			return refuse_row(im, row, why.msg, false, e);
		put_off(im, row->line);
		return true;
	}
	return save_values(im, row, (const char *const *)im->row.values, e);
}

static bool
begin_saving(struct import *im, const char *reason, struct err *e)
{
	const struct bulk_how how = {
		.form = im->o->form,
		.key = im->o->key,
		.clears = im->o->clears,
		.reason = reason,
	};
	AUTO_FREE char *folder = import_folder(im->desk, e);
	if (!folder)
		return false;
	char today[DATE_TEXT_SIZE];
	date_to_iso(desk_today(im->desk), today);
	AUTO_FREE char *stem = mem_printf("%s-rejects-%s", im->o->form->name, today);
	im->rejects = import_rejects_new(folder, stem, im->reader, &im->headings);
	im->bulk = bulk_begin(im->desk, &how, e);
	return im->bulk != NULL;
}

/* The rows that were put off, in their order. */
static bool
save_put_off(struct import *im, struct err *e)
{
	struct csv_row row;
	if (im->put_off_count == 0)
		return true;
	im->is_last_time = true;
	im->alike_next = 0;
	if (!begin_pass(im, e))
		return false;
	for (int next = 0; next < im->put_off_count && next_row(im, &row, e);) {
		if (row.line != im->put_off[next])
			continue;
		next++;
		if (!save_row(im, &row, e))
			return false;
	}
	return !csv_reader_failed(im->reader);
}

/* What a published list no longer has is told, and removed when that was decided. */
static bool
settle_lacking(struct import *im, struct err *e)
{
	AUTO_ARENA a = ARENA_INIT;
	struct holiday *days;
	int count = import_lacking_find(im->lacking, im->desk, &a, &days, e);
	for (int i = 0; i < count; i++) {
		AUTO_STR name = STR_INIT;
		date_add_short(&name, date_from_iso(days[i].day), desk_today(im->desk));
		str_addf(&name, " %s", days[i].name);
		im->result->lacking++;
		if (im->o->lacking)
			im->o->lacking(im->o->ctx, days[i].id, str_text(&name));
		if (!im->o->remove_lacking)
			continue;
		if (!bulk_remove(im->bulk, days[i].id, e))
			return false;
		im->result->removed++;
	}
	return count >= 0;
}

static bool
save_rows(struct import *im, struct err *e)
{
	struct csv_row row;
	AUTO_STR reason = STR_INIT;
	if (im->o->reason)
		str_set(&reason, im->o->reason);
	else
		str_addf(&reason, _("Import of %s"), im->o->name);
	if (!begin_pass(im, e) || !begin_saving(im, str_text(&reason), e))
		return false;
	while (next_row(im, &row, e)) {
		im->result->rows++;
		if (!save_row(im, &row, e) || !go_on(im, im->result->rows, e))
			return false;
	}
	return !csv_reader_failed(im->reader) && save_batch(im, e) && save_put_off(im, e) &&
	       settle_lacking(im, e);
}

static void
tell_audit(const struct import *im, struct str *detail)
{
	struct json j;
	json_init(&j, detail);
	json_object(&j);
	json_key(&j, "import");
	json_text(&j, im->o->name);
	json_key(&j, "sha256");
	json_text(&j, im->digest);
	json_key(&j, "encoding");
	json_text(&j, encoding_name(csv_reader_encoding(im->reader)));
	json_key(&j, "rows");
	json_int(&j, im->result->rows);
	json_key(&j, "added");
	json_int(&j, im->result->added);
	json_key(&j, "changed");
	json_int(&j, im->result->changed);
	json_key(&j, "removed");
	json_int(&j, im->result->removed);
	json_key(&j, "refused");
	json_int(&j, im->result->refused);
	json_end_object(&j);
}

/* The file of the refused rows has its name before anything is kept: it is never missing. */
static bool
keep(struct import *im, struct err *e)
{
	const char *name = import_rejects_finish(im->rejects, e);
	if (!name)
		return false;
	snprintf(im->result->rejects, sizeof(im->result->rejects), "%s", name);
	if (im->o->all_or_none && im->result->refused > 0)
		return err_set(e, ERR_REFUSED,
			       ngettext("%lld row was refused; nothing was imported.",
					"%lld rows were refused; nothing was imported.",
					(unsigned long)im->result->refused),
			       (long long)im->result->refused);
	if (im->result->added + im->result->changed + im->result->removed == 0)
		return true;
	AUTO_STR detail = STR_INIT;
	tell_audit(im, &detail);
	return bulk_commit(im->bulk, str_text(&detail), &im->result->change, e);
}

static void
batch_init(struct batch *b, const struct form *form)
{
	size_t fields = (size_t)form->field_count + 1;
	b->values = mem_alloc(sizeof(*b->values) * BATCH_ROWS);
	b->lines = mem_alloc(sizeof(*b->lines) * BATCH_ROWS);
	b->raw = mem_alloc(sizeof(*b->raw) * BATCH_ROWS);
	for (int i = 0; i < BATCH_ROWS; i++)
		b->values[i] = mem_alloc(sizeof(*b->values[i]) * fields);
}

static void
batch_done(struct batch *b)
{
	for (int i = 0; i < BATCH_ROWS; i++) {
		free(b->values[i]);
		str_done(&b->raw[i]);
	}
	free(b->values);
	free(b->lines);
	free(b->raw);
}

static void
import_done(struct import *im)
{
	bulk_end(im->bulk);
	import_keep_free(im->keep);
	batch_done(&im->batch);
	import_rejects_free(im->rejects);
	import_lacking_free(im->lacking);
	import_row_done(&im->row);
	import_ditto_free(im->ditto);
	csv_reader_free(im->reader);
	str_done(&im->headings);
	for (int i = 0; i < im->alike_count; i++)
		free(im->alike[i].why);
	free(im->alike);
	free(im->put_off);
}

bool
import_run(struct desk *d, const struct import_options *options, struct import_result *result,
	   struct err *e)
{
	AUTO(import_done) struct import im = { .desk = d, .o = options, .result = result };
	*result = (struct import_result){ 0 };
	import_row_init(&im.row, d, options->map, options->key.count == 0);
	im.ditto = import_ditto_new(options->map);
	im.lacking = import_lacking_new(options->map);
	im.keep = import_keep_new(options->form);
	batch_init(&im.batch, options->form);
	if (!bulk_check_form(options->form, e) ||
	    !import_map_check(options->map, &options->key, e) || !read_digest(&im, e) ||
	    !look_through(&im, e))
		return false;
	im.passes_done = 1;
	return save_rows(&im, e) && (options->dry_run || keep(&im, e));
}
