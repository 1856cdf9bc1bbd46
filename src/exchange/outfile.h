/*
 * outfile.h - a file that is there whole or not at all. It is written without
 * a name (O_TMPFILE), so that even a killed process leaves nothing behind, and
 * gets its name when it is complete and on the disk. Mode 0600. A name that is
 * taken is never overwritten; a link that was planted is never followed.
 */
/* SPDX-License-Identifier: MIT */
#ifndef EXCHANGE_OUTFILE_H
#define EXCHANGE_OUTFILE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/err.h"

struct outfile;

#define OUTFILE_SHA256_SIZE 65 /* hexadecimal, and its end */

/* A nameless file in `folder`, which must be there. ERR_FULL, ERR_IO, ERR_NOT_FOUND. */
struct outfile *outfile_new(const char *folder, struct err *e);
/* Without outfile_name() before, nothing is left. NULL is fine. */
void outfile_free(struct outfile *f);

/* A failure is kept: all later calls fail with the same sentence. */
bool outfile_write(struct outfile *f, const void *bytes, size_t len, struct err *e);

/*
 * Room for `len` bytes (at most OUTFILE_ROOM) to be filled in place, then
 * outfile_used() with how many were. NULL after a failure.
 */
#define OUTFILE_ROOM 65536
char *outfile_room(struct outfile *f, size_t len, struct err *e);
void outfile_used(struct outfile *f, size_t len);

/*
 * For a library that writes files by name: a path to the nameless file, and one
 * to its folder for what the library keeps aside. outfile_adopt() reads what it
 * wrote. The paths live as long as the file object.
 */
const char *outfile_path(struct outfile *f);
const char *outfile_folder(struct outfile *f);
bool outfile_adopt(struct outfile *f, struct err *e);

/* Writes what is still held and forces it to the disk; nothing can be written afterwards. */
bool outfile_finish(struct outfile *f, struct err *e);
int64_t outfile_size(const struct outfile *f);
/* Of everything written, after outfile_finish(). */
void outfile_sha256(const struct outfile *f, char out[OUTFILE_SHA256_SIZE]);

/*
 * After outfile_finish(): gives it the name `stem` + `ending` ("group-20261120",
 * ".csv"), or `stem`-2, `stem`-3 … where that is taken and `next` is allowed
 * (else ERR_REFUSED). The name, which lives as long as the file object; NULL on
 * failure. A name with "/" or a leading "." is refused.
 */
const char *outfile_name(struct outfile *f, const char *stem, const char *ending, bool next,
			 struct err *e);
/*
 * The name that outfile_name() would give now, to be written down before; another
 * process may still take it first. Caller frees; NULL on failure.
 */
char *outfile_free_name(struct outfile *f, const char *stem, const char *ending, bool next,
			struct err *e);
/* Takes the name away again: nothing is left. */
void outfile_unname(struct outfile *f);
/* After outfile_finish(): copies it to a descriptor (standard output). */
bool outfile_copy(struct outfile *f, int fd, struct err *e);

/* Adds one line to a file of `folder` that only grows, whole or not at all. */
bool outfile_log(const char *folder, const char *name, const char *line, struct err *e);

#endif
