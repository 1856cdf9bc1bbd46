/*
 * centre.h - opening a centre for the first time (`madoguchi init`): its name,
 * its first site, and the first member of staff, who is its administrator.
 */
/* SPDX-License-Identifier: MIT */
#ifndef DESK_CENTRE_H
#define DESK_CENTRE_H

#include <stdbool.h>

#include "base/err.h"
#include "desk/desk.h"

struct centre_founding {
	const char *name;       /* the centre's, 1 to 60 characters */
	const char *staff_code; /* of the first clerk; NULL = "1" */
	const char *staff_name; /* NULL = the OS account's name */
};

/*
 * Would centre_found() take these names? Asks nothing but the forms of `d`, whose
 * store need not be open.
 */
bool centre_check(struct desk *d, const struct centre_founding *founding, struct err *e);

/*
 * On a new home only, before anybody has signed in: ERR_REFUSED when there is
 * a member of staff. The clerk is bound to the desk's OS account, holds the
 * roles reception, manager and administrator, has no PIN, and is signed in
 * when this returns true. One change, in the audit as the clerk's own.
 */
bool centre_found(struct desk *d, const struct centre_founding *founding, struct err *e);

#endif
