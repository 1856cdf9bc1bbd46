/*
 * setting.h - the centre's choices (name of the centre, idle lock, PIN rules,
 * first day of registrations …), one row each, with a default in the table of
 * setting.c that also says what the setting means.
 */
/* SPDX-License-Identifier: MIT */
#ifndef DESK_SETTING_H
#define DESK_SETTING_H

#include <stdbool.h>
#include <stdint.h>

#include "base/err.h"
#include "base/str.h"
#include "desk/desk.h"

enum setting_kind { SETTING_TEXT, SETTING_INT, SETTING_BOOL };

/* One row of setting.c's table. Texts are N_(): the settings screen shows them through _(). */
struct setting_row {
	const char *key;   /* "staff.pin_attempts" */
	const char *group; /* N_("Accounts"): its heading; the rows of a group are neighbours */
	const char *label; /* N_("Failures before a lock") */
	const char *help;  /* N_("After so many …"): one sentence, with the unit */
	enum setting_kind kind;
	const char *dflt;
	int64_t min, max;  /* SETTING_INT: the range; SETTING_TEXT: how many characters */
	const char *codes; /* SETTING_TEXT: the code list that it is chosen from, or NULL */
};
const struct setting_row *setting_table(int *count);

/* The value, or the default of the table; lives until the setting changes. */
const char *setting_text(struct desk *d, const char *key);
int64_t setting_int(struct desk *d, const char *key);
/* Validated and audited like any record; needs the right "setting.change". */
bool setting_set(struct desk *d, const char *key, const char *value, struct err *e);

/*
 * Reads what was typed for `key` ("１０") as it is stored ("10"), appended to
 * `stored`; or a sentence that says which values it may have.
 */
bool setting_read(struct desk *d, const char *key, const char *typed, struct str *stored,
		  struct err *e);
/* Drops what is cached; it is read again when asked for. For desk_refresh and desk_close. */
void setting_forget(struct desk *d);

#endif
