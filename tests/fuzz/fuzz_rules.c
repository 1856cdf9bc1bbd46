/*
 * fuzz_rules.c - any bytes as a rule book: read or refused with at least one fault
 * that has its place; and what can be written is written the same the second time,
 * and reads to a book when the first did.
 */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/macros.h"
#include "base/str.h"
#include "rule/read/read.h"
#include "must.h"

static void
look_at_condition(const struct book *b, const struct condition *c)
{
	for (int i = 0; i < c->count; i++) {
		for (int k = 0; k < c->ways[i].count; k++) {
			const struct test *t = &c->ways[i].tests[k];

			must(t->fact >= 0 && t->fact < b->fact_count);
			if (b->facts[t->fact].kind <= FACT_SET)
				must(!choice_set_is_empty(&t->any));
		}
	}
}

static void
look_at_prices(const struct book *b)
{
	for (int i = 0; i < b->price_count; i++) {
		const struct price_table *t = &b->prices[i];

		must(t->rows_by >= 0 && t->rows_by < b->fact_count);
		must(t->column_count > 0 && t->row_count > 0);
		look_at_condition(b, &t->rule.when);
		for (int row = 0; row < t->row_count; row++)
			must(!choice_set_is_empty(&t->rows[row]));
		for (int cell = 0; cell < t->row_count * t->column_count; cell++)
			must(t->cells[cell] >= 0 || t->cells[cell] == NOT_SOLD);
	}
}

static void
look_at_book(const struct book *b)
{
	must(b->fact_count >= FACT_BUILT_IN && b->title.name[0] != '\0');
	for (int i = 0; i < b->room_count; i++) {
		must(b->rooms[i].rule.code[0] != '\0' && b->rooms[i].rule.name[0] != '\0');
		must(!choice_set_is_empty(&b->rooms[i].units));
	}
	for (int i = 0; i < b->band_count; i++)
		must(b->bands[i].from >= 0 && b->bands[i].from < b->bands[i].to);
	for (int i = 0; i < b->slot_count; i++)
		must((b->slots[i].band_count > 0) != (b->slots[i].grid > 0));
	for (int i = 0; i < b->adjust_count; i++)
		must(b->adjust[i].on < i && b->adjust[i].rule_count > 0);
	for (int i = 0; i < b->refund_count; i++)
		must(b->refunds[i].back.den > 0 && b->refunds[i].fee.den > 0);
	look_at_prices(b);
}

static bool
reads(const char *bytes, size_t size)
{
	struct faults f = FAULTS_INIT("b");
	struct book *b = book_read("b", bytes, size, &f);
	bool read = b != NULL;

	must(read == (f.count == 0));
	for (int i = 0; i < f.count; i++)
		must(f.items[i].line > 0 && f.items[i].column > 0 && f.items[i].sentence[0]);
	if (read)
		look_at_book(b);
	book_free(b);
	faults_done(&f);
	return read;
}

static bool
written(const char *bytes, size_t size, struct str *out)
{
	AUTO_ARENA a = ARENA_INIT;
	struct faults f = FAULTS_INIT("b");
	int count;
	const struct book_entry *entries = book_entries(&a, bytes, size, &count, &f);

	must((entries != NULL) == (f.count == 0));
	if (entries != NULL)
		book_write(entries, count, out);
	faults_done(&f);
	return entries != NULL;
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	const char *bytes = (const char *)data;
	bool read = reads(bytes, size);
	AUTO_STR once = STR_INIT;
	AUTO_STR twice = STR_INIT;

	if (!written(bytes, size, &once)) {
		must(!read);
		return 0;
	}
	if (once.len == 0)
		return 0;
	/* The file that was written can pass the size that is read: then it is refused. */
	if (!written(str_text(&once), once.len, &twice)) {
		must(once.len > (1u << 19));
		return 0;
	}
	must(strcmp(str_text(&once), str_text(&twice)) == 0);
	must(reads(str_text(&once), once.len) == read);
	return 0;
}
