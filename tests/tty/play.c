/*
 * play.c - plays one scenario file; scenario.h says what its words mean.
 */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include <locale.h>
#include <stdio.h>

#include "scenario.h"

int
main(int argc, char **argv)
{
	FILE *f = argc == 2 ? fopen(argv[1], "r") : NULL;
	struct scenario s;

	if (!f) {
		fprintf(stderr, "usage: play SCENARIO\n");
		return 2;
	}
	setlocale(LC_ALL, "C.UTF-8");
	scenario_init(&s, argv[1]);
	bool ok = scenario_done(&s, scenario_do_file(&s, f));

	fclose(f);
	return ok ? 0 : 1;
}
