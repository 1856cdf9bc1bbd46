/*
 * home.h - a small centre for the targets that need a desk: made once, removed
 * when the program ends.
 */
/* SPDX-License-Identifier: MIT */
#ifndef FUZZ_HOME_H
#define FUZZ_HOME_H

#include <ftw.h>
#include <stdio.h>
#include <unistd.h>

#include "base/macros.h"
#include "base/mem.h"
#include "desk/centre.h"
#include "embed.h"
#include "must.h"

static char fuzz_home[4096];
static struct desk *fuzz_desk;

static inline int
fuzz_remove_one(const char *path, const struct stat *st, int kind, struct FTW *at)
{
	(void)st, (void)kind, (void)at;
	return remove(path);
}

static inline void
fuzz_home_remove(void)
{
	desk_close(fuzz_desk);
	nftw(fuzz_home, fuzz_remove_one, 8, FTW_DEPTH | FTW_PHYS);
}

/* A name that is free for a data folder. */
static inline void
fuzz_home_name(void)
{
	const char *tmp = getenv("TMPDIR");

	snprintf(fuzz_home, sizeof fuzz_home, "%s/fuzz-desk-XXXXXX", tmp ? tmp : "/tmp");
	must(mkdtemp(fuzz_home) != NULL && rmdir(fuzz_home) == 0);
}

/* A desk of the home: always the same hour, so that what was found is found again. */
static inline struct desk *
fuzz_desk_open(bool create)
{
	struct err e;
	const struct desk_options options = {
		.home = fuzz_home,
		.migrations = embed_migrations,
		.migration_count = embed_migration_count,
		.forms = embed_forms,
		.form_count = embed_form_count,
		.os_user = "fuzz",
		.terminal = "fuzz",
		.pinned_now = "2026-11-20T14:32",
		.create = create,
		.training = create,
	};
	struct desk *d = desk_open(&options, &e);

	must(d != NULL);
	return d;
}

/* The desk of a new centre, as fuzz_desk. */
static inline void
fuzz_home_make(void)
{
	struct err e;
	const struct centre_founding founding = { .name = "試しの館" };

	fuzz_home_name();
	fuzz_desk = fuzz_desk_open(true);
	must(centre_found(fuzz_desk, &founding, &e) && atexit(fuzz_home_remove) == 0);
}

#endif
