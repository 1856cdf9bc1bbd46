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
#include <unistd.h>

#include "base/mem.h"
#include "base/utf8.h"
#include "desk/centre.h"
#include "desk/postal.h"
#include "embed.h"
#include "exchange/postal_read.h"
#include "store/stmt.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void
must(bool claim)
{
	if (!claim)
		abort();
}

static char home[] = "/tmp/fuzz-postal-XXXXXX";
static struct desk *desk;

/* The home is made by this program alone: a folder of files, and some empty folders. */
static void
remove_home(void)
{
	static const char *const names[] = {
		"madoguchi.db", "madoguchi.db-wal", "madoguchi.db-shm", "madoguchi.db.lock",
		"drafts.db", "drafts.db-wal", "drafts.db-shm", "drafts.db.lock", "log",
		"backup", "exports", "imports", "forms", "",
	};

	desk_close(desk);
	for (size_t i = 0; i < ARRAY_LEN(names); i++) {
		AUTO_FREE char *path = mem_printf("%s/%s", home, names[i]);

		remove(path);
	}
}

static struct desk *
the_desk(void)
{
	struct err e;

	if (desk)
		return desk;
	must(mkdtemp(home) != NULL && rmdir(home) == 0);
	const struct desk_options options = {
		.home = home,
		.migrations = embed_migrations,
		.migration_count = embed_migration_count,
		.forms = embed_forms,
		.form_count = embed_form_count,
		.os_user = "fuzz",
		.terminal = "fuzz",
		.create = true,
	};
	const struct centre_founding founding = { .name = "試しの館" };

	desk = desk_open(&options, &e);
	must(desk != NULL && centre_found(desk, &founding, &e) && atexit(remove_home) == 0);
	return desk;
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
