/*
 * act.h - what can be done with records besides saving them: one row of a
 * table per act, offered as a menu (F11) on the record's screen and
 * on its list, and by name on the command line. A type's special acts are rows
 * here; nothing else of the generic screens knows about a type.
 */
/* SPDX-License-Identifier: MIT */
#ifndef SCREEN_ACT_H
#define SCREEN_ACT_H

#include "screen/app.h"

/* The records an act works on: the one at hand, or the marked rows of a list. */
struct subject {
	const struct form *form;
	const int64_t *ids;
	int count;
};

struct act {
	const char *form;  /* whose; NULL = every type */
	char key;          /* its digit or letter on the menu, whatever else is offered */
	const char *name;  /* "renew", what the command line calls it */
	const char *label; /* N_(); NULL: a step of a booking, which the desk names */
	const char *help;  /* N_(): one sentence */
	const char *right; /* a whole right ("audit.view"), or an act of the form's area ("change");
			      NULL = none */
	int least, most;   /* how many records it takes; 0 to 0: none at all */
	void (*run)(struct app *app, const struct subject *on);
	bool of_living;    /* not of a record that was dissolved, merged away or retired */
	/* One of a family that one file does: `run` is then NULL. `fits` as the record stands. */
	struct {
		void (*run)(struct app *app, const struct subject *on, int which);
		bool (*fits)(struct app *app, const struct subject *on, int which);
		int which;
	} step;
};

void act_run(struct app *app, const struct act *act, const struct subject *on);

const struct act *act_table(int *count);
/* In the clerk's language. */
const char *act_label(const struct act *act);
/* May be offered for these records to this clerk. */
bool act_fits(struct app *app, const struct act *act, const struct subject *on);
enum { SUBJECTS_MOST = 2 };

/*
 * The menu of what fits the first of them; the second, the record above it, has a menu of its
 * own behind 0. Says so if nothing fits. The ids are copied.
 */
void act_menu(struct app *app, const struct subject *on, int count);

/*
 * What a screen is about: the marked rows of a list or the one at its cursor, also in a
 * panel; the record on screen, then the detail at its cursor. How many; 0 for other
 * screens, and while a record is being changed. `ids` live until the screen's
 * next key.
 */
int act_subjects_of(const struct screen_ops *ops, void *state, struct subject on[SUBJECTS_MOST]);
int home_screen_subjects(void *state, struct subject on[SUBJECTS_MOST]);
int today_screen_subjects(void *state, struct subject on[SUBJECTS_MOST]);
int list_screen_subjects(void *state, struct subject on[SUBJECTS_MOST]);
int record_screen_subjects(void *state, struct subject on[SUBJECTS_MOST]);

#endif
