/*
 * home_lines.h - what is going on: the panels of desk/today/today.c, each with its
 * count and as many of its first rows as the home screen has room for.
 */
/* SPDX-License-Identifier: MIT */
#ifndef SCREEN_HOME_LINES_H
#define SCREEN_HOME_LINES_H

#include "base/arena.h"
#include "desk/today/today.h"
#include "screen/act.h"
#include "screen/app.h"

/* What a panel has to say: how many, and the first of them. */
struct home_panel {
	int panel; /* in today.c's table */
	int64_t total;
	struct today_row *rows;
	int count;
};

/* A line: the head of a panel, or one of its rows. */
struct home_line {
	const struct home_panel *panel;
	const struct today_row *row; /* NULL for a head */
	int64_t cut;                 /* of a head: how many more there are than rows below */
};

struct home_lines {
	struct app *app;
	struct arena arena; /* panels, lines and notice, until the next load */
	const char *notice; /* above them: that the house is closed today; NULL: it is not */
	struct home_panel *panels;
	int panel_count;
	struct home_line *lines;
	int count;
	int current;
	int height; /* lines that the last frame had room for */
};

void home_lines_init(struct home_lines *l, struct app *app); /* and loads */
void home_lines_done(struct home_lines *l);
void home_lines_load(struct home_lines *l);           /* asks the desk again; the cursor stays */
bool home_lines_move(struct home_lines *l, int step); /* false at the ends */
/* Says which drafts wait for this clerk, and puts the cursor on the newest. */
void home_lines_greet(struct home_lines *l);
void home_lines_open(struct home_lines *l); /* acts on the line at the cursor */
/* The record of the line at the cursor, as act.h wants it; 0 on a head and on a draft. */
int home_lines_subjects(const struct home_lines *l, struct subject on[SUBJECTS_MOST]);
void home_lines_draw(struct home_lines *l, struct canvas *c, struct rect area, bool focused);

#endif
