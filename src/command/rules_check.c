/*
 * rules_check.c - `rules check FILE...`: every fault of a rule book with its place,
 * and the explanation of each example that does not come out.
 */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include <stdio.h>

#include "base/i18n.h"
#include "command/asker.h"
#include "command/options.h"
#include "command/output.h"
#include "command/rules.h"
#include "rule/check/check.h"

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

/* A file that was checked: its book where it could be read, and its faults. */
struct checked {
	const char *path;
	struct asker k;
	struct faults faults;
	bool right;
};

/* --- as text --- */

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

static void
say_right(const struct checked *c)
{
	AUTO_STR text = STR_INIT;
	AUTO_STR rules = STR_INIT;
	AUTO_STR examples = STR_INIT;
	int count = count_rules(c->k.book), examined = c->k.book->example_count;

	str_addf(&rules, ngettext("%d rule", "%d rules", (unsigned long)count), count);
	str_addf(&examples, ngettext("%d example", "%d examples", (unsigned long)examined),
		examined);
	str_addf(&text, _("%s: %s, %s, all right.\n"), c->path, str_text(&rules),
		str_text(&examples));
	output_text(str_text(&text));
}

static void
say(const struct checked *c)
{
	AUTO_STR text = STR_INIT;

	if (c->right) {
		say_right(c);
		return;
	}
	faults_write(&c->faults, &text);
	output_text_to(stderr, str_text(&text));
	if (c->k.book != NULL)
		explain(&c->k);
}

/* --- as JSON --- */

static void
add_text(struct json *j, const char *key, const char *text)
{
	json_key(j, key);
	json_text(j, text);
}

static void
add_faults(struct json *j, const struct faults *f)
{
	json_key(j, "faults");
	json_array(j);
	for (int i = 0; i < f->count; i++) {
		json_object(j);
		asker_add_number(j, "line", f->items[i].line);
		asker_add_number(j, "column", f->items[i].column);
		add_text(j, "sentence", f->items[i].sentence);
		json_end_object(j);
	}
	json_end_array(j);
}

static void
add_failed(struct json *j, const struct asker *k)
{
	json_key(j, "failed");
	json_array(j);
	for (int i = 0; i < k->book->example_count; i++) {
		struct example_result r;

		if (!example_run(k->book, &k->around, i, &r)) {
			json_object(j);
			add_text(j, "example", r.example->name);
			asker_add_number(j, "line", r.line);
			add_text(j, "expected", r.expected);
			add_text(j, "got", r.got);
			add_text(j, "explanation", r.explanation);
			json_end_object(j);
		}
		example_done(&r);
	}
	json_end_array(j);
}

static void
add_checked(struct json *j, const struct checked *c)
{
	json_object(j);
	add_text(j, "file", c->path);
	json_key(j, "right");
	json_bool(j, c->right);
	if (c->k.book != NULL) {
		asker_add_number(j, "rules", count_rules(c->k.book));
		asker_add_number(j, "examples", c->k.book->example_count);
	}
	add_faults(j, &c->faults);
	if (c->k.book != NULL)
		add_failed(j, &c->k);
	json_end_object(j);
}

/* --- the check --- */

/* Tells what came of it: to `j`, or as text when that is NULL. */
static int
check_file(struct command_context *context, const char *path, struct json *j)
{
	struct checked c = { .path = path, .faults = FAULTS_INIT(path) };
	const struct asker_words w = { .rules = path, .faults = &c.faults };
	int status = asker_open(&c.k, context, NULL, &w);

	c.right = status == COMMAND_DONE && book_check(c.k.book, &c.k.around, &c.faults);
	bool told = c.right || c.faults.count > 0; /* else a sentence was said already */

	if (told && j != NULL)
		add_checked(j, &c);
	else if (told)
		say(&c);
	faults_done(&c.faults);
	asker_close(&c.k);
	return told && !c.right ? COMMAND_REFUSED : status;
}

int
rules_check(struct command_context *c, struct desk *d, int argc, char **argv)
{
	bool as_json = false;
	const struct option_row rows[] = { { .name = "json", .flag = &as_json } };
	struct option_words words = { argc, argv };
	int status = COMMAND_DONE;
	AUTO_STR text = STR_INIT;
	struct json j;

	(void)d;
	if (!options_read(command_find("rules"), rows, 1, &words))
		return COMMAND_USAGE;
	if (words.count == 0)
		return command_usage(command_find("rules"), _("Name the rule book's file."));
	json_init(&j, &text);
	json_array(&j);
	for (int i = 0; i < words.count; i++) {
		int one = check_file(c, words.items[i], as_json ? &j : NULL);

		status = one > status ? one : status;
	}
	json_end_array(&j);
	str_add_char(&text, '\n');
	if (as_json)
		output_text(str_text(&text));
	return status;
}
