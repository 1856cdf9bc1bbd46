/*
 * home.h - a small centre for the targets that need a desk: made once, removed
 * when the program ends.
 */
/* SPDX-License-Identifier: MIT */
#ifndef FUZZ_HOME_H
#define FUZZ_HOME_H

#include <stdio.h>
#include <unistd.h>

#include "base/macros.h"
#include "base/mem.h"
#include "desk/centre.h"
#include "embed.h"
#include "must.h"

static char fuzz_home[] = "/tmp/fuzz-desk-XXXXXX";
static struct desk *fuzz_desk;

/* The home is made by this program alone: a folder of files, and some empty folders. */
static inline void
fuzz_home_remove(void)
{
	static const char *const names[] = {
		"madoguchi.db", "madoguchi.db-wal", "madoguchi.db-shm", "madoguchi.db.lock",
		"drafts.db", "drafts.db-wal", "drafts.db-shm", "drafts.db.lock", "log",
		"backup", "exports", "imports", "forms", "",
	};

	desk_close(fuzz_desk);
	for (size_t i = 0; i < ARRAY_LEN(names); i++) {
		AUTO_FREE char *path = mem_printf("%s/%s", fuzz_home, names[i]);

		remove(path);
	}
}

/* The desk of a new centre, as fuzz_desk. */
static inline void
fuzz_home_make(void)
{
	struct err e;

	must(mkdtemp(fuzz_home) != NULL && rmdir(fuzz_home) == 0);
	const struct desk_options options = {
		.home = fuzz_home,
		.migrations = embed_migrations,
		.migration_count = embed_migration_count,
		.forms = embed_forms,
		.form_count = embed_form_count,
		.os_user = "fuzz",
		.terminal = "fuzz",
		.create = true,
	};
	const struct centre_founding founding = { .name = "試しの館" };

	fuzz_desk = desk_open(&options, &e);
	must(fuzz_desk != NULL && centre_found(fuzz_desk, &founding, &e) &&
	     atexit(fuzz_home_remove) == 0);
}

#endif
