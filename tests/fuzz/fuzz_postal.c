/*
 * fuzz_postal.c - any bytes as Japan Post's list: taken whole or refused with a
 * sentence, the list before it then being as it was; what is taken has seven
 * digits, and a town that is clean text.
 */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/utf8.h"
#include "desk/postal.h"
#include "exchange/postal_read.h"
#include "store/stmt.h"
#include "home.h"

static struct desk *
the_desk(void)
{
	if (!fuzz_desk)
		fuzz_home_make();
	return fuzz_desk;
}

static void
look_at_places(struct desk *d, int64_t places)
{
	AUTO_STMT q = STMT_INIT;
	struct err e = { 0 };
	int64_t count = 0;

	must(stmt_open(&q, d->store, "SELECT code, city, town, kana FROM postal_code", &e));
	while (stmt_row(&q, &e)) {
		const char *town = stmt_text(&q, 2);

		must(strlen(stmt_text(&q, 0)) == 7 && *stmt_text(&q, 1) != '\0');
		must(utf8_is_valid(town, strlen(town)) && !strstr(town, "（"));
		count++;
	}
	must(!stmt_failed(&q) && count == places);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct desk *d = the_desk();
	struct err e = { 0 };
	int64_t before = postal_count(d), places = 0;

	if (size == 0)
		return 0;
	FILE *f = fmemopen(NULL, size, "w+b");
	must(f && fwrite(data, 1, size, f) == size && fflush(f) == 0);
	bool taken = postal_import(d, f, "fuzz", NULL, NULL, &places, &e);
	fclose(f);
	must(taken == (e.msg[0] == '\0'));
	look_at_places(d, taken ? places : before);
	return 0;
}
