/*
 * log.h - what an administrator may need later: codes, SQL, errno. One line an
 * entry, to a file in the data folder (0600); never personal data, never a
 * clerk's message. Before log_open() lines go nowhere.
 */
/* SPDX-License-Identifier: MIT */
#ifndef BASE_LOG_H
#define BASE_LOG_H

#include <stdbool.h>

#include "base/err.h"
#include "base/macros.h"

/* A file that has become large makes way as `path`.1 first. */
bool log_open(const char *path, struct err *e);
bool log_is_open(void);
void log_close(void);
void log_write(const char *fmt, ...) PRINTF_LIKE(1, 2);

#endif
