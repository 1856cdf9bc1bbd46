/*
 * desk.h - what every service of the desk works with: the store, the drafts,
 * the forms, the clock and who is signed in. One per process, made by main.
 */
/* SPDX-License-Identifier: MIT */
#ifndef DESK_DESK_H
#define DESK_DESK_H

#include <stdbool.h>

#include "base/date.h"
#include "base/err.h"
#include "form/form.h"
#include "form/type.h"
#include "store/draft.h"
#include "store/store.h"

struct desk {
	struct clock clock;
	struct store *store;
	struct draft_store *drafts;
	struct form_set *forms;
	struct field_lookup lookup; /* code lists and referred records of this desk */
	/* What each service keeps in memory; NULL until it is first asked for. */
	struct code_cache *codes;      /* desk/code.c: the code lists */
	struct rights *rights;         /* desk/right.c: what the signed-in clerk may do */
	struct settings *settings;     /* desk/setting.c: the centre's choices */
	struct references *references; /* desk/record/reference.c: the last title asked for */
	struct rule_cache *rules;      /* desk/rule/rule_store.c: the books asked for */
	struct holiday_cache *holidays; /* desk/rule/surroundings.c: of all years */
	struct booking_answer *answer; /* desk/booking/booking_answer.c: of the last one saved */
	int64_t site_id;     /* desk/site.h: whose day it shows and prints; 0: of all sites */
	int64_t staff_id;    /* 0: nobody has signed in */
	const char *os_user; /* the account that the kernel or sudo vouches for */
	bool is_training;    /* demo or training home: banner, and the clock may be pinned */
	struct workshop *workshop; /* of a desk made aside (store/workshop.h), else NULL */
};

struct centre_founding; /* desk/centre.h */

struct desk_options {
	const char *home;
	const struct store_migration *migrations;
	int migration_count;
	const struct form_file *forms;
	int form_count;
	const char *os_user;
	const char *terminal;
	const char *pinned_now; /* "2026-11-20T14:32", or NULL; refused on a real home */
	bool create;
	/* With create: in a folder of the home, where nobody sees it before desk_establish(). */
	bool aside;
	bool training; /* with create: mark the new home as a demo or training home */
	/* Takes every fault of the form files, a line each: a sentence has no room; or NULL. */
	struct str *form_faults;
	/* With create: checked before anything is made, so that a refused name leaves nothing. */
	const struct centre_founding *founding;
};

/* Opens everything below the screens. NULL and a sentence on any fault. */
struct desk *desk_open(const struct desk_options *options, struct err *e);
/* One that was made aside and not established is removed. NULL is fine. */
void desk_close(struct desk *d);
/*
 * Closes a desk that was made aside and puts it in its place. Frees it, and false leaves no desk.
 */
bool desk_establish(struct desk *d, struct err *e);

/*
 * A folder of the data folder for files in and out ("imports"), made with mode 0700
 * if it is missing: its path, which the caller frees, or NULL.
 */
char *desk_folder(const struct desk *d, const char *name, struct err *e) MUST_CHECK;

day_num desk_today(const struct desk *d);
/* The number of the last change that this desk committed; 0 before the first. */
int64_t desk_last_change(const struct desk *d);
/* Reads again what is cached (codes, rights, settings) after another desk committed. */
void desk_refresh(struct desk *d);
/* The same for what records of `form` are cached as, after this desk has saved one. */
void desk_forget(struct desk *d, const struct form *form);
/*
 * When nobody has typed for a moment: a piece of what can be put off till then, which takes
 * some tens of milliseconds at most (search_rest(), store_rest()). True: there is more.
 */
bool desk_rest(struct desk *d);

#endif
