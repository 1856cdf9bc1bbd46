/* init.c - `init` and `demo`: a new data folder, empty or with an invented centre. */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include <stdio.h>

#include "base/i18n.h"
#include "command/command.h"
#include "command/options.h"
#include "command/output.h"
#include "desk/centre.h"
#include "desk/demo/demo.h"
#include "desk/rule/rule_store.h"

static struct desk *
create_home(const struct command_context *c, const struct centre_founding *founding, struct err *e)
{
	struct desk_options options = c->desk;
	options.create = true;
	options.aside = true;
	options.training = founding == NULL;
	options.founding = founding;
	return desk_open(&options, e);
}

/* Takes the desk; when it is not whole, nothing of it stays. */
static int
finish_home(const struct command_context *c, struct desk *d, bool is_whole, struct err *e)
{
	if (!is_whole)
		desk_close(d);
	if (!is_whole || !desk_establish(d, e))
		return command_fail(e);
	AUTO_STR b = STR_INIT;
	str_addf(&b, _("The data folder %s is ready.\n"), c->desk.home);
	output_text(str_text(&b));
	return COMMAND_DONE;
}

int
command_init(struct command_context *c, struct desk *unused, int argc, char **argv)
{
	(void)unused;
	const struct command *self = command_find("init");
	const char *name = NULL, *rules = NULL;
	const struct option_row rows[] = {
		{ .name = "name", .value = &name },
		{ .name = "rules", .value = &rules },
	};
	struct option_words words = { argc, argv };
	if (!options_read(self, rows, (int)ARRAY_LEN(rows), &words) ||
	    !options_are_all(self, &words))
		return COMMAND_USAGE;
	const struct form_file *book = rules ? command_example_book(c, rules) : NULL;
	if (rules && !book)
		return command_usage(self, _("There is no example rule book \"%s\": free, hall or"
					     " paid."),
				     rules);
	struct err e = { 0 };
	const struct centre_founding founding = { .name = name ? name
							       : _("Civic activity centre") };
	struct desk *d = create_home(c, &founding, &e);
	if (!d)
		return command_fail(&e);
	bool is_whole = centre_found(d, &founding, &e) &&
			(!book || rule_store_load_file(d, book, DAY_NONE, "init", &e));
	return finish_home(c, d, is_whole, &e);
}

static int
read_demo(const struct command *self, struct demo_options *options, int argc, char **argv)
{
	const char *groups = NULL, *years = NULL, *seed = NULL, *bookings = NULL;
	const struct option_row rows[] = {
		{ .name = "groups", .value = &groups },
		{ .name = "years", .value = &years },
		{ .name = "seed", .value = &seed },
		{ .name = "bookings", .value = &bookings },
	};
	long n_groups = 200, n_years = 3, n_seed = 1, n_bookings = 2000;
	struct option_words words = { argc, argv };
	if (!options_read(self, rows, (int)ARRAY_LEN(rows), &words) ||
	    !options_are_all(self, &words))
		return COMMAND_USAGE;
	if (groups && !option_int(groups, 0, 10000000, &n_groups))
		return command_usage(self, _("--groups takes a whole number, at most 10000000."));
	if (years && !option_int(years, 0, 50, &n_years))
		return command_usage(self, _("--years takes a whole number, at most 50."));
	if (seed && !option_int(seed, 0, 1000000000, &n_seed))
		return command_usage(self, _("--seed takes a whole number."));
	if (bookings && !option_int(bookings, 0, 10000, &n_bookings))
		return command_usage(self, _("--bookings takes a whole number, at most 10000."));
	*options = (struct demo_options){
		.groups = (int)n_groups,
		.years = (int)n_years,
		.seed = (uint64_t)n_seed,
		.bookings = (int)n_bookings,
	};
	return COMMAND_DONE;
}

int
command_demo(struct command_context *c, struct desk *unused, int argc, char **argv)
{
	(void)unused;
	struct demo_options options;
	int status = read_demo(command_find("demo"), &options, argc, argv);
	if (status != COMMAND_DONE)
		return status;
	options.rules = command_example_book(c, "paid");
	struct err e = { 0 };
	struct desk *d = create_home(c, NULL, &e);
	if (!d)
		return command_fail(&e);
	return finish_home(c, d, demo_fill(d, &options, &e), &e);
}
