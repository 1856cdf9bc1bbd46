/*
 * place.h - the data folder and its files before anything in them is trusted:
 * whose they are, who may read them, and what file system they lie on.
 */
/* SPDX-License-Identifier: MIT */
#ifndef STORE_PLACE_H
#define STORE_PLACE_H

#include <stdbool.h>

#include "base/err.h"

/*
 * True for the f_type of statfs(2) of a file system that other machines share:
 * SQLite's write-ahead log and its locks do not hold there.
 */
bool place_is_network(unsigned long f_type);

/*
 * The folder's real path (the caller frees), or NULL and a sentence when it is
 * missing (made with mode 0700 if `create`), belongs to another account, can be
 * read by others, or lies on a network file system.
 */
char *place_home(const char *home, bool create, struct err *e);

/* `folder`/`name`; the caller frees. */
char *place_path(const char *folder, const char *name);

/*
 * From here on what goes wrong is told to the home's log. A log that cannot be written stops
 * nothing; one that is open stays: a restore has a home within a home.
 */
void place_open_log(const char *home);

/*
 * A folder inside the home, made with mode 0700 if it is missing. One of ours that others may
 * read is closed to them, which the log tells; refused is what belongs to another account.
 */
bool place_subfolder(const char *path, struct err *e);

/*
 * True when `path` is a regular file of ours that nobody else may read, or (unless
 * `must_exist`) is not there.
 */
bool place_file(const char *path, bool must_exist, struct err *e);

#endif
