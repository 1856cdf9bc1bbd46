/* form.c - how long a start spends on reading the shipped form files. */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include <stdio.h>
#include <stdlib.h>

#include "figures.h"

#include "embed.h"
#include "form/form.h"

#define ROUNDS  400
#define GOAL_MS 2.0

static int
count_lines(void)
{
	int lines = 0;
	for (int i = 0; i < embed_form_count; i++) {
		for (size_t at = 0; at < embed_forms[i].len; at++)
			lines += embed_forms[i].bytes[at] == '\n';
	}
	return lines;
}

int
main(void)
{
	double ms[ROUNDS];
	for (int i = 0; i < ROUNDS; i++) {
		AUTO_STR faults = STR_INIT;
		double start = now_ms();
		struct form_set *set =
			form_set_read(embed_forms, embed_form_count, NULL, 0, &faults);
		ms[i] = now_ms() - start;
		if (!set) {
			fputs(str_text(&faults), stderr);
			return 1;
		}
		form_set_free(set);
	}
	double first = ms[0];
	figures_sort(ms, ROUNDS);
	printf("reading %d forms, %d lines: median %.2f ms, p99 %.2f ms, the first time %.2f ms; "
	       "goal %.0f ms %s\n",
	       embed_form_count, count_lines(), ms[ROUNDS / 2], ms[ROUNDS * 99 / 100], first,
	       GOAL_MS, first <= GOAL_MS ? "met" : "MISSED");
	return 0;
}
