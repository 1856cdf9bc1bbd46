/*
 * auto.h - scoped ownership: a variable declared with one of these is released
 * on every way out of its block. To hand it out, use TAKE().
 */
/* SPDX-License-Identifier: MIT */
#ifndef BASE_AUTO_H
#define BASE_AUTO_H

#include <stdio.h>

void auto_free(void *pp);  /* char **, or any pointer to a malloc'd pointer */
void auto_fclose(FILE **pp);
void auto_close(int *fd);  /* ignores -1 */

#define AUTO_FREE __attribute__((cleanup(auto_free)))
#define AUTO_FCLOSE __attribute__((cleanup(auto_fclose)))
#define AUTO_CLOSE __attribute__((cleanup(auto_close)))
#define AUTO(fn) __attribute__((cleanup(fn)))

/* The value of `p`, which becomes NULL: ownership leaves the scope. */
#define TAKE(p) __extension__({ __typeof__(p) take_ = (p); (p) = NULL; take_; })

#endif
