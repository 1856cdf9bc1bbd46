/*
 * main.c - arguments and wiring: a subcommand, or the desk on a terminal, or
 * its first screen as text.
 */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/i18n.h"
#include "base/lang.h"
#include "base/mem.h"
#include "base/str.h"
#include "base/utf8.h"
#include "command/command.h"
#include "confine.h"
#include "desk/desk.h"
#include "embed.h"
#include "process.h"
#include "screen/app.h"
#include "ui/stack.h"
#include "ui/term.h"

struct options {
	const char *home;
	const char *now;
	bool wants_help, wants_version;
};

static bool
refuse_option(const char *typed)
{
	AUTO_STR name = STR_INIT;

	utf8_add_visible(&name, typed);
	fprintf(stderr,
		_("madoguchi: The option \"%s\" is not known or lacks its value; madoguchi --help "
		  "lists them. Options of a command stand behind it.\n"),
		str_text(&name));
	return false;
}

/* Global options stand before the command; what follows it is the command's. */
static bool
read_options(int argc, char **argv, struct options *o)
{
	static const struct option rows[] = {
		{ "home", required_argument, NULL, 'd' },
		{ "now", required_argument, NULL, 'n' },
		{ "help", no_argument, NULL, 'h' },
		{ "version", no_argument, NULL, 'v' },
		{ NULL, 0, NULL, 0 },
	};
	int found;

	opterr = 0;
	while ((found = getopt_long(argc, argv, "+:h", rows, NULL)) != -1) {
		if (found == 'd' && *optarg != '\0')
			o->home = optarg;
		else if (found == 'n')
			o->now = optarg;
		else if (found == 'v')
			o->wants_version = true;
		else if (found == 'h')
			o->wants_help = true;
		else
			return refuse_option(argv[optind - 1]);
	}
	return true;
}

static void
close_terminal(void *term)
{
	term_close(term);
	fprintf(stderr, "madoguchi: %s\n",
		_("There is not enough memory. What was typed is kept as a draft."));
}

static int
open_desk(const struct command_context *c)
{
	struct err e = { 0 };
	struct app app = { 0 };

	if (!process_has_terminal(&e))
		return command_fail(&e);
	struct desk *desk = command_open(c, &e);

	if (!desk)
		return command_fail(&e);
	const volatile int *stop = process_guard_terminal();
	struct term *term = term_open(&e);

	if (!term) {
		desk_close(desk);
		return command_fail(&e);
	}
	mem_on_exhausted(close_terminal, term);
	app_init(&app, desk, term);
	stack_run(app.stack, stop);
	app_done(&app);
	mem_on_exhausted(NULL, NULL);
	term_close(term);
	desk_close(desk);
	return COMMAND_DONE;
}

/* The first screen as text, for those who look before they open the desk. */
static void
draw_first_screen(struct desk *desk, struct str *text)
{
	struct app app = { 0 };
	struct canvas canvas;

	canvas_init(&canvas, 24, 80);
	app_init(&app, desk, NULL);
	stack_draw(app.stack, &canvas);
	canvas_text(&canvas, text);
	app_done(&app);
	canvas_done(&canvas);
}

static int
run(struct command_context *c, const struct options *o, int argc, char **argv)
{
	if (o->wants_version) {
		printf("%s\n", PACKAGE_STRING);
		return COMMAND_DONE;
	}
	if (o->wants_help)
		return command_help(c, NULL);
	if (argc == 0)
		return open_desk(c);
	return command_run(c, argc, argv);
}

int
main(int argc, char **argv)
{
	struct options o = { .home = STATEDIR };

	process_clean();
	lang_init(process_localedir());
	if (!read_options(argc, argv, &o))
		return COMMAND_USAGE;
	const char *slash = argc > 0 ? strrchr(argv[0], '/') : NULL;
	struct command_context context = {
		.desk = {
			.home = o.home,
			.pinned_now = o.now,
			.migrations = embed_migrations,
			.migration_count = embed_migration_count,
			.forms = embed_forms,
			.form_count = embed_form_count,
			.os_user = process_account(),
			.terminal = process_terminal(),
		},
		.program = slash ? slash + 1 : PACKAGE,
		.draw_first_screen = draw_first_screen,
		.holidays = embed_holidays,
		.holidays_len = embed_holidays_len,
		.books = embed_books,
		.book_count = embed_book_count,
	};

#ifndef WITH_SANITIZERS /* whose leak check is a ptrace */
	confine();
#endif
	return command_finish_output(run(&context, &o, argc - optind, argv + optind));
}
