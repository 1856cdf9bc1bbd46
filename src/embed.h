/*
 * embed.h - the files of db/ and forms/, compiled into the program by
 * tools/embed. An example rule book is named without its ".yaml".
 */
/* SPDX-License-Identifier: MIT */
#ifndef EMBED_H
#define EMBED_H

#include "form/form.h"
#include "store/store.h"

extern const struct store_migration embed_migrations[];
extern const int embed_migration_count;
extern const struct form_file embed_forms[];
extern const int embed_form_count;
extern const char *const embed_holidays; /* db/holidays.yaml: holidays_read() */
extern const size_t embed_holidays_len;
extern const struct form_file embed_books[];
extern const int embed_book_count;

#endif
