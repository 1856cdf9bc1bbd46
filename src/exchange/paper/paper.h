/*
 * paper.h - the papers of the desk (申請書、許可書、領収書 …): what stands on one, apart from
 * how it is drawn. A paper is made of blocks, which paper_text.c writes as text for
 * any printer and paper_pdf.c draws on A4.
 *
 * Making one asks the rights and writes the audit row whose number the paper bears; it is
 * printed by paper_print(), which keeps row and paper together. A withheld person's name
 * never stands on one.
 */
/* SPDX-License-Identifier: MIT */
#ifndef EXCHANGE_PAPER_PAPER_H
#define EXCHANGE_PAPER_PAPER_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/err.h"
#include "base/str.h"
#include "desk/desk.h"
#include "exchange/outfile.h"

enum paper_kind {
	PAPER_APPLICATION, /* 申請書: of a booking */
	PAPER_PERMIT,      /* 許可書兼領収書: of a booking that was permitted */
	PAPER_RECEIPT,     /* 領収書: of a receipt */
	PAPER_REFUND,      /* 還付: of a refund */
	PAPER_BOARD,       /* 本日の予定: of a day, to be put up; names no person */
	PAPER_WEEK,        /* the week of a room from a day on, for the staff */
	PAPER_CALLS,       /* whom to phone by a day */
	PAPER_KIND_COUNT
};

/* "permit"; back: PAPER_KIND_COUNT if unknown. */
const char *paper_kind_word(enum paper_kind kind);
enum paper_kind paper_kind_from_word(const char *word);
const char *paper_kind_label(enum paper_kind kind); /* "許可書兼領収書" */
/* The form of the record that a paper is of: "booking", "receipt", "room"; NULL: a day's. */
const char *paper_kind_form(enum paper_kind kind);

enum paper_format { PAPER_TEXT, PAPER_PDF, PAPER_FORMAT_COUNT };
enum paper_format paper_format_from_word(const char *word);
const char *paper_format_ending(enum paper_format format); /* ".txt", ".pdf" */
bool paper_format_is_built(enum paper_format format);      /* PDF needs Pango */

struct paper_request {
	enum paper_kind kind;
	int64_t id;  /* of the record, by paper_kind_form() */
	day_num day; /* BOARD, CALLS: of which; WEEK: the first; DAY_NONE: today */
};

enum paper_block_kind {
	PAPER_TITLE, /* large, in the middle */
	PAPER_LEFT,  /* a line or a paragraph */
	PAPER_RIGHT, /* the same at the right edge: dates, numbers, who signs */
	PAPER_SUM,   /* large, underlined */
	PAPER_PAIR,  /* a label and what belongs to it, in a frame */
	PAPER_HEAD,  /* the headings of the columns */
	PAPER_ROW,   /* of the columns */
	PAPER_GAP
};

struct paper_block {
	enum paper_block_kind kind;
	int count;          /* of texts */
	const char **texts; /* never NULL */
};

#define PAPER_COLUMNS_MAX 6
#define PAPER_WIDTH       76 /* terminal columns that a line of text has */

struct paper {
	struct arena arena;
	enum paper_kind kind;
	int64_t number;                  /* of the audit row */
	bool again;                      /* a reprint */
	const char *foot;                /* "ひばり市民活動センター  発行番号 1234  再発行" */
	int widths[PAPER_COLUMNS_MAX];   /* of the columns, together PAPER_WIDTH at most */
	int columns;
	int count, room;
	struct paper_block *blocks;      /* heap */
};

/*
 * ERR_REFUSED without the right, or when there is no such paper of the record in its
 * state; ERR_NOT_FOUND. paper_done() in either case.
 */
bool paper_make(struct desk *d, const struct paper_request *q, struct paper *out, struct err *e);
void paper_done(struct paper *p);

/* The whole paper, appended; ERR_REFUSED when the format is not built or no font is there. */
bool paper_write(const struct paper *p, enum paper_format format, struct str *out, struct err *e);

/* Where a printed paper goes. */
struct paper_out {
	enum paper_format format;
	struct outfile *file; /* new */
	/* Gives the whole file its name, or copies it out; false with a sentence. */
	bool (*give)(void *ctx, struct outfile *file, int64_t number, struct err *e);
	void *ctx;
};

/*
 * Prints the paper: false with a sentence. The PRINT row is kept when the whole paper is on
 * the disk, and only then is it given out, so that nothing is printed unseen; what failed,
 * before or there, counts as never printed.
 */
bool paper_print(struct desk *d, const struct paper_request *q, const struct paper_out *out,
		 struct err *e);

#endif
