/*
 * init.h - the first entries of a new home: the centre's name and an
 * administrator bound to the present OS account, so that somebody can sign in.
 */
/* SPDX-License-Identifier: MIT */
#ifndef DESK_INIT_H
#define DESK_INIT_H

#include <stdbool.h>

#include "base/err.h"
#include "desk/desk.h"

/* `centre_name` NULL leaves the setting's default. Signs the new administrator in. */
bool desk_init(struct desk *d, const char *centre_name, struct err *e);

#endif
