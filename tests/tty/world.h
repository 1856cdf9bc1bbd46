/*
 * world.h - what a terminal test runs in: a work folder of its own, a data
 * folder copied from the demo home that make has built once, the environment
 * and the arguments of the program.
 */
/* SPDX-License-Identifier: MIT */
#ifndef TESTS_TTY_WORLD_H
#define TESTS_TTY_WORLD_H

#include <stdbool.h>

#include "terminal.h"

#define WORLD_NOW "2026-11-20T14:32"

/*
 * A desk that is to leave gives itself a second and a half; the rest is for a machine that
 * is busy, or holds up its writing. Below the ten seconds that a desk waits for its turn,
 * so that one which waits for that instead is told from one which leaves.
 */
#define WORLD_GONE_MS 8000

struct world {
	char *dir;       /* the work folder, removed at the end unless the test failed */
	char *program;   /* absolute path of madoguchi */
	char *demo;      /* the demo home, never opened itself */
	char *home;      /* the data folder of this test */
	char *lang;      /* "ja", "en" */
	char *term;      /* TERM of the program */
	char *now;       /* for --now; NULL = the real clock */
	int rows, cols;
	int limit_ms;    /* how long anything may take before a test gives up */
};

/*
 * MADOGUCHI and MADOGUCHI_DEMO name the program and the demo home; else both
 * are those of the build folder one stands in. Ends the test when that fails.
 */
void world_init(struct world *w);
void world_done(struct world *w, bool keep);

/*
 * A fresh data folder: "demo" (a copy), "init" (a real centre, made by
 * `madoguchi init`), "none" (nothing there yet), or a folder to copy.
 */
bool world_home(struct world *w, const char *kind);
/* Copies a file of the source folder into a folder of the data folder, which is made. */
bool world_put(const struct world *w, const char *file, const char *folder);
/* The files in a folder of the data folder, hidden ones too; 0 when it is not there. */
int world_count(const struct world *w, const char *folder);
/* The program under a terminal, with `args` split at blanks ("" opens the desk). */
struct terminal *world_run(const struct world *w, const char *args);
/* Says `madoguchi check` that the data folder is sound? */
bool world_is_sound(const struct world *w);
/* Runs a program without a terminal and waits; its exit status, or -1. */
int world_spawn(const char *const *argv, char *const *env);

/* A reason to fail that a sanitizer left behind, or NULL. Caller frees. */
char *world_sanitizer_report(const struct world *w);

#endif
