/*
 * asker.h - what the commands that ask a rule book share: which book (`--rules
 * FILE`, else the one in force), the holidays and closures around it, and the
 * facts from the command line. With --rules no data folder is needed, and the
 * holidays are those that came with the program.
 */
/* SPDX-License-Identifier: MIT */
#ifndef COMMAND_ASKER_H
#define COMMAND_ASKER_H

#include "command/command.h"
#include "command/options.h"
#include "form/faults.h"
#include "rule/answer.h"
#include "rule/facts.h"

/* The words of the command line; zeroed before options_read(). */
struct asker_words {
	const struct command *self; /* whose words they are */
	const char *rules;
	const char *site;      /* whose book of the database; NULL: the centre's */
	struct faults *faults; /* of that file: kept here instead of printed; may be NULL */
	bool json, explain; /* explain: all but quote tell every step anyway */
	const char *room, *day, *class_code, *apply;
	/* of a use */
	struct option_values bands, extras, companions;
	const char *from, *to, *use, *heads;
	struct option_values given; /* "key=value", for every fact of the book */
};

/* The rows of the table of options that fill `w`: of every question, and about a use. */
#define ASKER_OPTIONS(w)                                                                         \
	{ .name = "rules", .value = &(w)->rules }, { .name = "json", .flag = &(w)->json },       \
	{ .name = "site", .value = &(w)->site },                                                 \
	{ .name = "room", .value = &(w)->room }, { .name = "day", .value = &(w)->day },          \
	{ .name = "class", .value = &(w)->class_code }, { .name = "apply", .value = &(w)->apply }, \
	{ .name = "given", .values = &(w)->given }
#define ASKER_USE_OPTIONS(w)                                                                  \
	{ .name = "band", .values = &(w)->bands }, { .name = "extra", .values = &(w)->extras }, \
	{ .name = "with-room", .values = &(w)->companions },                                  \
	{ .name = "from", .value = &(w)->from }, { .name = "to", .value = &(w)->to },         \
	{ .name = "use", .value = &(w)->use }, { .name = "heads", .value = &(w)->heads },   \
	{ .name = "explain", .flag = &(w)->explain }

struct asker {
	const struct command *self;
	const struct book *book;
	struct book *read;   /* the same when it came from a file, else NULL */
	struct str file;     /* and that file */
	const char *text;    /* the book as a file */
	int64_t site_id;     /* 0: the centre's */
	struct surroundings around;
	struct facts facts;
	struct answer answer;
	struct arena arena;  /* of what is around */
	day_num today;       /* of the desk's clock, or of the system's */
	int now;             /* minutes */
};

/*
 * Finds the book and what is around it, and today. On failure the faults of the
 * file, or a sentence, stand on standard error and the exit status is returned.
 * asker_close() in either case.
 */
int asker_open(struct asker *k, const struct command_context *c, struct desk *d,
	const struct asker_words *w);
void asker_close(struct asker *k);

/* Appends a rule book's file, as far as a book may be long and one byte more; or a sentence. */
bool asker_read_file(const char *path, struct str *out, struct err *e);

/*
 * Facts out of the words: each given one as facts_set() reads it, days as people
 * type them ("12/1", "+3"), the application today unless --apply says otherwise.
 * Completed. Returns the exit status.
 */
int asker_facts(struct asker *k, const struct asker_words *w);

/*
 * The sentence of a question that failed; where a fact lacks, with the option that says it
 * and the command's usage. The exit status.
 */
int asker_fail(const struct asker *k, const struct err *e);
/* Prints the answer's lines. */
void asker_print(const struct asker *k);
/*
 * The answer's keys, where they say something: yes, first, first_at, last, last_at,
 * rule, by_law, and lines. The caller opens and closes the object and adds what it
 * asked for (yen).
 */
void asker_add_json(const struct asker *k, struct json *j);

/* An object of the day of use and these keys, and a newline: where nothing else is to say. */
void asker_print_json(const struct asker *k);
/* "count": 3; "day": "2026-12-01"; "at": "9:00". Nothing for DAY_NONE and NONE. */
void asker_add_number(struct json *j, const char *key, int64_t number);
void asker_add_day(struct json *j, const char *key, day_num day);
void asker_add_time(struct json *j, const char *key, int minutes);

#endif
