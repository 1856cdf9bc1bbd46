/*
 * rule_store.h - the rule books in the database: the centre has one, or each site
 * its own, edition by edition. An edition is loaded as a whole, checked first, and
 * never changed afterwards; the one in force on the day of application answers.
 * The engine (rule/ask.h) knows nothing of this.
 */
/* SPDX-License-Identifier: MIT */
#ifndef DESK_RULE_RULE_STORE_H
#define DESK_RULE_RULE_STORE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/date.h"
#include "base/str.h"
#include "desk/desk.h"
#include "desk/record/record_check.h"
#include "form/faults.h"
#include "rule/book.h"

struct rule_load {
	const char *file;  /* the name shown in faults */
	const char *bytes; /* the book as a file */
	size_t len;
	int64_t site_id;    /* 0: the book of the centre as a whole */
	day_num from;       /* applications from this day on; DAY_NONE: today */
	const char *reason; /* why, for the audit and the list of editions; may be NULL */
};

struct rule_loaded {
	int64_t id;
	int edition;
	int kept, added, dropped; /* rules, against the edition before */
	int later;                /* an edition that takes over on a later day; 0: none */
};

/*
 * Reads, checks (rule/check/check.h) and keeps a new edition. Faults of the file go to
 * `f`, and the answer is then ERR_INVALID. ERR_REFUSED: no right "rule.approve",
 * a day that is over, but for the first edition (past applications keep theirs),
 * nothing new in it, bookings ahead that would stand in each other's way.
 */
bool rule_store_load(struct desk *d, const struct rule_load *load, struct faults *f,
		     struct rule_loaded *out, struct err *e);

/* The same for a file of the program itself (an example book), for the centre as a whole. */
bool rule_store_load_file(struct desk *d, const struct form_file *file, day_num from,
			  const char *reason, struct err *e);

/* Has any rule book been loaded? False with a sentence that says how: without one are no rooms. */
bool rule_store_is_any(struct desk *d, struct err *e);

/*
 * The edition of a site (0: of the centre) that is in force for applications on
 * `apply`: its id; 0 with a sentence.
 */
int64_t rule_store_in_force(struct desk *d, int64_t site_id, day_num apply, struct err *e);
/* The same where a site that has no books of its own is answered by the centre's. */
int64_t rule_store_of_site(struct desk *d, int64_t site_id, day_num apply, struct err *e);
/* An open site: whose rules may be its own. */
struct rule_site {
	int64_t id;
	const char *name;
	bool has_books; /* of its own; else the centre's answer for it */
};
/* All of them by their codes, in `a`; how many, or -1. */
int rule_store_sites(struct desk *d, struct arena *a, struct rule_site **out, struct err *e);
/* The id of edition `edition`; 0 with a sentence. */
int64_t rule_store_edition(struct desk *d, int64_t site_id, int64_t edition, struct err *e);

struct rule_edition {
	int number;
	day_num from;      /* in force for applications from then on */
	int next;          /* the edition that takes over later; 0: none */
	day_num next_from;
};
bool rule_store_about(struct desk *d, int64_t rule_book_id, struct rule_edition *out,
		      struct err *e);
/* Appends the canonical file of a book: what was loaded, byte for byte as it was kept. */
bool rule_store_dump(struct desk *d, int64_t rule_book_id, struct str *out, struct err *e);
/* The file as it was given to rule_store_load(), comments and all, byte for byte. */
bool rule_store_source(struct desk *d, int64_t rule_book_id, struct str *out, struct err *e);

/*
 * The book, ready to be asked. It belongs to the desk and lives as long, for an edition is
 * never changed; so never ask for one whose loading may yet be rolled back.
 */
const struct book *rule_store_book(struct desk *d, int64_t rule_book_id, struct err *e);
/*
 * The same where only its calendar is asked: read in a third of the time, with none of the
 * sections that rule_section_is_of_calendar() (rule/read/read.h) leaves out.
 */
const struct book *rule_store_calendar(struct desk *d, int64_t rule_book_id, struct err *e);
/* The file of a book that rule_store_book() gave; as long as that. */
const char *rule_store_book_text(struct desk *d, int64_t rule_book_id);
/* The same for the centre's book that is in force for applications on `apply`. */
const struct book *rule_book_in_force(struct desk *d, day_num apply, struct err *e);
void rule_store_forget(struct desk *d); /* for desk_close */

/* The check of the forms: rules are never added or changed one by one. */
bool rule_only_in_books(const struct record_change *c, struct err *e);

#endif
