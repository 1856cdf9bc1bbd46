/*
 * rules_check.c - `rules check FILE...`: every fault of a rule book with its place,
 * and the explanation of each example that does not come out.
 */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include <stdio.h>

#include "base/i18n.h"
#include "command/asker.h"
#include "command/output.h"
#include "command/rules.h"
#include "rule/check.h"

static int
count_rules(const struct book *b)
{
	int count = b->season_count + b->room_count + b->band_count + b->slot_count +
		    b->hours_count + b->closing_count + b->local_day_count + b->opening_count +
		    b->closure_count + b->storm_count + b->class_count + b->price_count +
		    b->extra_count + b->extension_count + b->allow_count + b->window_count +
		    b->limit_count + b->deadline_count + b->refund_count;

	for (int i = 0; i < b->adjust_count; i++)
		count += b->adjust[i].rule_count;
	return count;
}

static void
explain(const struct asker *k)
{
	for (int i = 0; i < k->book->example_count; i++) {
		struct example_result r;
		AUTO_STR text = STR_INIT;

		if (!example_run(k->book, &k->around, i, &r)) {
			str_addf(&text,
				_("\nExample %s (line %d)\n  expected: %s\n  got:      %s\n"),
				r.example->name, r.example->line, r.expected, r.got);
			str_add(&text, r.explanation);
		}
		output_text_to(stderr, str_text(&text));
		example_done(&r);
	}
}

static int
check_book(const struct asker *k, const char *path)
{
	struct faults f = FAULTS_INIT(path);
	AUTO_STR text = STR_INIT;

	if (book_check(k->book, &k->around, &f)) {
		AUTO_STR rules = STR_INIT;
		AUTO_STR examples = STR_INIT;
		int count = count_rules(k->book), examined = k->book->example_count;

		str_addf(&rules, ngettext("%d rule", "%d rules", (unsigned long)count), count);
		str_addf(&examples, ngettext("%d example", "%d examples", (unsigned long)examined),
			examined);
		str_addf(&text, _("%s: %s, %s, all right.\n"), path, str_text(&rules),
			str_text(&examples));
		output_text(str_text(&text));
		return COMMAND_DONE;
	}
	faults_write(&f, &text);
	output_text_to(stderr, str_text(&text));
	faults_done(&f);
	explain(k);
	return COMMAND_REFUSED;
}

static int
check_file(struct command_context *c, const char *path)
{
	const struct asker_words w = { .rules = path };
	struct asker k;
	int status = asker_open(&k, c, NULL, &w);

	if (status == COMMAND_DONE)
		status = check_book(&k, path);
	asker_close(&k);
	return status;
}

int
rules_check(struct command_context *c, struct desk *d, int argc, char **argv)
{
	int status = COMMAND_DONE;

	(void)d;
	if (argc < 2)
		return command_usage(command_find("rules"), _("Name the rule book's file."));
	for (int i = 1; i < argc; i++) {
		int one = check_file(c, argv[i]);

		status = one > status ? one : status;
	}
	return status;
}
