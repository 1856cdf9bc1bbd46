/*
 * command.h - the subcommands of `madoguchi`. One file each, one row each in
 * the table of command.c, which also makes `--help`. They go through the same
 * services as the screens: the same validation, guards, rights and audit.
 * Exit: 0 done, 1 refused (a sentence on standard error; nothing was changed) or an export
 * with other characters than the records have, 2 usage, 3 done, but what it had to say could
 * not be written, 4 an import done in part.
 */
/* SPDX-License-Identifier: MIT */
#ifndef COMMAND_COMMAND_H
#define COMMAND_COMMAND_H

#include <stdbool.h>
#include <stddef.h>

#include "base/err.h"
#include "base/str.h"
#include "desk/desk.h"
#include "desk/record/record.h"

enum command_exit {
	COMMAND_DONE = 0,
	COMMAND_REFUSED = 1,
	COMMAND_USAGE = 2,
	COMMAND_UNTOLD = 3,
	COMMAND_PARTLY = 4,
};

/* What a subcommand needs before it runs. */
enum command_needs {
	COMMAND_NEEDS_NOTHING,
	COMMAND_NEEDS_DESK,  /* the home is open, nobody has signed in: for checks that only read */
	COMMAND_NEEDS_CLERK, /* signed in as the clerk to whom the OS account is bound */
	COMMAND_NEEDS_RULES, /* nothing when --rules FILE is given, else as COMMAND_NEEDS_DESK */
};

/* What main found before the subcommand's own arguments. */
struct command_context {
	struct desk_options desk; /* home, clock, compiled-in migrations and forms */
	const char *program;      /* argv[0]'s last part */
	/* Appends the first screen, 80 columns wide; the screens are a floor of their own. */
	void (*draw_first_screen)(struct desk *d, struct str *text);
	const char *holidays;     /* db/holidays.yaml, compiled in */
	size_t holidays_len;
	const struct form_file *books; /* db/books/, compiled in: the example rule books */
	int book_count;
};

struct command {
	const char *name;
	const char *usage;   /* the arguments after the name: "TYPE [--find TEXT]" */
	const char *summary; /* N_("Prints …"): one sentence */
	const char *options; /* N_(): what each option means, a line each; NULL if there is none */
	enum command_needs needs;
	/* `argv[0]` is the command's name. `d` is NULL when nothing was needed. */
	int (*run)(struct command_context *c, struct desk *d, int argc, char **argv);
};

const struct command *command_find(const char *name); /* NULL if there is none */

/* The context's desk; faults of its form files go to standard error, each on its line. */
struct desk *command_open(const struct command_context *c, struct err *e);

/* Finds the command that argv[0] names, opens what it needs, runs it, closes. Returns the exit
 * status. */
int command_run(struct command_context *c, int argc, char **argv);

/* Runs a row as the table's are run: for the words of a command that has several. */
int command_run_row(struct command_context *c, const struct command *command, int argc,
	char **argv);

/*
 * The program's usage with every command, or with `name` that of one command. The exit status.
 */
int command_help(const struct command_context *c, const char *name);
/* What was printed may sit in a buffer while the disk is full or the pipe is gone: the exit
 * status of a run that would have ended with `status`. */
int command_finish_output(int status);

/* Prints `e` on standard error, made visible; the exit status that belongs to its code. */
int command_fail(const struct err *e);
/*
 * The same; where the sentence is about a field of `options`, pairs of a field and an option,
 * with the option that says it.
 */
int command_fail_naming(const struct err *e, const char *const (*options)[2], size_t count);
/* Prints one sentence about wrong arguments and how to see the usage; COMMAND_USAGE. */
int command_usage(const struct command *command, const char *fmt, ...) PRINTF_LIKE(2, 3);

/* Standard output of any stored text goes through here: visible marks for what could drive a
 * terminal. */
void command_print(const char *text);

/* The example rule book of that name (free, paid, hall), or NULL. */
const struct form_file *command_example_book(const struct command_context *c, const char *name);

/* The form of a type named on the command line, or NULL with a sentence that lists the types. */
const struct form *command_form(struct desk *d, const char *type, struct err *e);
/*
 * The index of a field named on the command line, where "representative" means
 * representative_id; or -1 with a sentence that lists the fields.
 */
int command_field(const struct form *form, const char *name, struct err *e);
/* The record that "12", a number or an exact title means; 0 with a sentence if none or several. */
int64_t
command_record_id(struct desk *d, const struct form *form, const char *typed, struct err *e);
/* The same of a room, which may be said as to free_room_meant(); the sentence lists the rooms. */
int64_t command_room_id(struct desk *d, const char *typed, struct err *e);
/* Puts that room into the record; NULL: leaves it. */
bool command_put_room(struct desk *d, struct record *r, const char *typed, struct err *e);
/* A site by its name, code or id. NULL leaves *id, which is 0 for the centre as a whole. */
bool command_site_id(struct desk *d, const char *typed, int64_t *id, struct err *e);
/* Puts "field=value" words into a record: parsed as the screen does, each field once. */
bool command_assign(struct desk *d, struct record *r, int count, char **words, struct err *e);
/* The same for one field whose value an option gave; NULL: it gave none. */
bool command_put(struct desk *d, struct record *r, const char *field, const char *typed,
		 struct err *e);

/* Adds to a refusal what the code list has, which a screen offers beside the field. False. */
bool command_name_codes(struct desk *d, const char *list, struct err *e);

/* Who a booking is for: a group, or else a person, by id, number or name. NULL: nobody yet. */
bool command_put_party(struct desk *d, struct record *r, const char *typed, struct err *e);

/* The commands' entry points, one file each. */
int command_init(struct command_context *c, struct desk *d, int argc, char **argv);
int command_demo(struct command_context *c, struct desk *d, int argc, char **argv);
int command_check(struct command_context *c, struct desk *d, int argc, char **argv);
int command_verify_audit(struct command_context *c, struct desk *d, int argc, char **argv);
/* Tells on the standard error under which number the last change is taken back. */
void command_say_how_to_undo(struct desk *d);

int command_list(struct command_context *c, struct desk *d, int argc, char **argv);
int command_export(struct command_context *c, struct desk *d, int argc, char **argv);
int command_show(struct command_context *c, struct desk *d, int argc, char **argv);
int command_add(struct command_context *c, struct desk *d, int argc, char **argv);
int command_set(struct command_context *c, struct desk *d, int argc, char **argv);
int command_import(struct command_context *c, struct desk *d, int argc, char **argv);
int command_undo(struct command_context *c, struct desk *d, int argc, char **argv);
int command_void(struct command_context *c, struct desk *d, int argc, char **argv);
int command_staff(struct command_context *c, struct desk *d, int argc, char **argv);
int command_backup(struct command_context *c, struct desk *d, int argc, char **argv);
int command_screen(struct command_context *c, struct desk *d, int argc, char **argv);
int command_restore(struct command_context *c, struct desk *d, int argc, char **argv);
int command_calendar(struct command_context *c, struct desk *d, int argc, char **argv);
int command_print_paper(struct command_context *c, struct desk *d, int argc, char **argv);
int command_pay(struct command_context *c, struct desk *d, int argc, char **argv);
int command_book(struct command_context *c, struct desk *d, int argc, char **argv);
int command_booking_act(struct command_context *c, struct desk *d, int argc, char **argv);
int command_free(struct command_context *c, struct desk *d, int argc, char **argv);
int command_quote(struct command_context *c, struct desk *d, int argc, char **argv);
int command_allowed(struct command_context *c, struct desk *d, int argc, char **argv);
int command_extension(struct command_context *c, struct desk *d, int argc, char **argv);
int command_refund(struct command_context *c, struct desk *d, int argc, char **argv);
int command_rules(struct command_context *c, struct desk *d, int argc, char **argv);
int command_window(struct command_context *c, struct desk *d, int argc, char **argv);
int command_series(struct command_context *c, struct desk *d, int argc, char **argv);
int command_calls(struct command_context *c, struct desk *d, int argc, char **argv);
int command_call(struct command_context *c, struct desk *d, int argc, char **argv);
int command_close_room(struct command_context *c, struct desk *d, int argc, char **argv);
int command_new_form(struct command_context *c, struct desk *d, int argc, char **argv);

#endif
