/* paper_part.h - what the files of paper.c share. */
/* SPDX-License-Identifier: MIT */
#ifndef EXCHANGE_PAPER_PAPER_PART_H
#define EXCHANGE_PAPER_PAPER_PART_H

#include "desk/print_log.h"
#include "desk/record/record.h"
#include "exchange/paper/paper.h"

/* A paper being made: what it is of, and what was asked. */
struct paper_work {
	struct desk *desk;
	const struct paper_request *request;
	struct paper *paper;
	day_num day; /* of the request, today if it had none */
	int64_t site_id;    /* whose paper it is, to be known before paper_log(); 0: the centre's */
	const char *office; /* by paper_log(): what the centre is called on it, with the site */
};

/* One function for each kind: checks, writes the audit row, adds the blocks. */
bool paper_of_application(struct paper_work *w, struct err *e);
bool paper_of_permit(struct paper_work *w, struct err *e);
bool paper_of_receipt(struct paper_work *w, struct err *e); /* and of a refund */
bool paper_of_board(struct paper_work *w, struct err *e);
bool paper_of_week(struct paper_work *w, struct err *e);
bool paper_of_calls(struct paper_work *w, struct err *e);

/* The PRINT rows; the first one's is the paper's number. Then the name of who issues it. What is
 * added afterwards is said in the language of papers. */
bool paper_log(struct paper_work *w, struct printed *rows, int count, struct err *e);

void paper_add(struct paper *p, enum paper_block_kind kind, const char *text); /* copies */
void paper_add_pair(struct paper *p, const char *label, const char *value);    /* copies */
void paper_add_row(struct paper *p, enum paper_block_kind kind, const char *const *texts);
void paper_gap(struct paper *p);
/* A day as papers have it: "令和8年11月20日(金)". */
void paper_add_day(struct paper *p, enum paper_block_kind kind, day_num day);

bool paper_write_text(const struct paper *p, struct str *out, struct err *e);
bool paper_write_pdf(const struct paper *p, struct str *out, struct err *e);

#endif
