/* asker_job.c - see asker_job.h. */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "command/asker_job.h"

#include <string.h>

#include "base/i18n.h"
#include "base/macros.h"
#include "command/output.h"

#define ROWS_MOST 32

static int
ask(const struct asker_job *job, struct asker *k, const struct asker_words *w)
{
	int status = asker_facts(k, w);

	return status == COMMAND_DONE ? job->ask(k, w, job->ctx) : status;
}

int
asker_job_run(const struct asker_job *job, struct command_context *c, struct desk *d, int argc,
	char **argv)
{
	struct asker_words w = { .self = command_find(job->command) };
	const struct option_row common[] = { ASKER_OPTIONS(&w), ASKER_USE_OPTIONS(&w) };
	struct option_row rows[ROWS_MOST];
	int count = (int)ARRAY_LEN(common);
	struct option_words words = { argc, argv };
	struct asker k;

	memcpy(rows, common, sizeof common);
	for (int i = 0; i < job->row_count && count < ROWS_MOST; i++)
		rows[count++] = job->rows[i];
	if (!options_read(w.self, rows, count, &words) || !options_are_all(w.self, &words))
		return COMMAND_USAGE;
	int status = asker_open(&k, c, d, &w);

	if (status == COMMAND_DONE)
		status = ask(job, &k, &w);
	asker_close(&k);
	return status;
}

void
asker_job_json(const struct asker *k, bool has_yen)
{
	AUTO_STR b = STR_INIT;
	struct json j;

	json_init(&j, &b);
	json_object(&j);
	asker_add_day(&j, "day", k->facts.day);
	if (k->facts.known[FACT_ROOM]) {
		json_key(&j, "room");
		json_text(&j, k->book->rooms[k->facts.values[FACT_ROOM]].rule.code);
	}
	if (has_yen) {
		json_key(&j, "yen");
		json_int(&j, k->answer.yen);
	}
	asker_add_json(k, &j);
	json_end_object(&j);
	str_add_char(&b, '\n');
	output_text(str_text(&b));
}

bool
asker_job_day(const struct asker *k, const char *typed, day_num *out, struct err *e)
{
	return typed == NULL || date_parse(typed, k->today, out, e);
}
