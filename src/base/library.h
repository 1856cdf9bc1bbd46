/*
 * library.h - a library that is loaded when it is first needed, because every start of
 * the desk would pay for what it brings along. Its functions become pointers in a
 * struct, by their own names: see exchange/paper/pango_library.h.
 */
/* SPDX-License-Identifier: MIT */
#ifndef BASE_LIBRARY_H
#define BASE_LIBRARY_H

#include <stdbool.h>
#include <stddef.h>

struct library_function {
	const char *name;
	size_t at; /* where its pointer stands in the struct */
};

/*
 * The handle of the library of the name `soname`, its functions filled into the struct
 * `into`; NULL when it or one of them is missing, which is then in the log.
 */
void *library_open(const char *soname, const struct library_function *functions, size_t count,
		   void *into);
void library_close(void *handle); /* NULL is fine */

#endif
