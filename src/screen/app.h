/*
 * app.h - what every screen is handed: the desk, the stack, who sits at it;
 * and one opener per screen. One per process, made by main.
 */
/* SPDX-License-Identifier: MIT */
#ifndef SCREEN_APP_H
#define SCREEN_APP_H

#include <stdbool.h>
#include <stdint.h>

#include "desk/audit_log.h"
#include "desk/desk.h"
#include "desk/record/record.h"
#include "ui/stack.h"

struct app_memory; /* what was entered last, by form and field (F9) */
struct rows;
struct today_row;

struct app {
	struct desk *desk; /* borrowed */
	struct stack *stack;
	int64_t last_change; /* of this desk, when the screens were last ticked for it */
	int64_t undoable;  /* the clerk's change that ^Z takes back, as of last_change */
	void *undoable_at; /* the screen on which it was made; NULL = not known */
	int64_t taken_back; /* the change that the last ^Z has made; 0 = none to do again */
	int64_t refused;       /* the last that ^Z could not take back, */
	int64_t refused_under; /* while this was the last change of all; 0 = none */
	bool is_locked; /* the lock screen is up: nothing but it takes keys */
	bool is_damage_told; /* that the database is damaged */
	struct arena
		held; /* what open dialogs call back with; emptied when home is the top again */
	struct app_memory *memory; /* screen/record/memory.c */
	char *site_name;           /* of the desk's site; NULL: all sites */
};

/* `term` NULL: no terminal, for tests. Opens the first screen: home, or sign-in when a PIN is
 * needed. */
void app_init(struct app *app, struct desk *desk, struct term *term);
void app_done(struct app *app); /* closes every screen, signs out */

/* The desk's site was chosen: screen/site.c. */
void app_name_site(struct app *app);

/* Draws line 1 for the app `ctx` (bar.c). */
void app_bar(void *ctx, const char *title, struct canvas *c);

/* Somebody has proved who they are: what was open is closed, their home is opened. */
void app_signed_in(struct app *app);
/* Signs out and goes back to the sign-in screen. Drafts stay. */
void app_sign_out(struct app *app);
/* Asks whether another clerk signs in, or the desk is closed; and does so. */
void app_ask_to_leave(struct app *app);

/* May the clerk `act` ("view", "add", "change") records of this form? */
bool app_may(const struct app *app, const struct form *form, const char *act);
/* The same for a form that is filled in, and not only shown: "add", "change". */
bool app_may_type(const struct app *app, const struct form *form, const char *act);
/* The clerk's last change is taken back; says what was. */
void app_undo(struct app *app);
void app_redo(struct app *app); /* what the last ^Z has taken back stands again */

/* What this clerk entered last: texts as typed. `text` is copied; NULL if nothing yet. */
void app_remember(struct app *app, const struct form *form, int field, const char *text);
const char *app_last(const struct app *app, const struct form *form, int field);
void app_forget(struct app *app); /* another clerk has signed in */

void screen_sign_in(struct app *app);
void screen_home(struct app *app);
void screen_lock(struct app *app);
/* F2; `typed` is what has been typed already, or NULL. */
void screen_command(struct app *app, const char *typed);
void screen_register_menu(struct app *app, const char *menu); /* the forms of one menu */
void screen_list(struct app *app, const struct form *form);   /* any type */
/* The same, filtered already. */
void screen_list_filtered(struct app *app, const struct form *form, const char *filter);
/* A record of any type, 0 = a new one. `from`: the list it was chosen in, whose neighbours F7/F8
 * show, or NULL. */
void screen_record(struct app *app, const struct form *form, int64_t id, struct rows *from);
/* The same, with the caret in one of its fields, to be changed. */
void screen_record_change(struct app *app, const struct form *form, int64_t id, const char *field);
/* A new record in which one field, by its name, has a stored value already. */
void screen_record_begun(struct app *app, const struct form *form, const char *field,
			 const char *stored);
/* The same with every value that `start` has, a record of its form that is not saved. */
void screen_record_with(struct app *app, const struct record *start);
/* A new detail under `parent_id`, to which the ref field `field` points. */
void screen_record_child(struct app *app, const struct form *form, int field, int64_t parent_id);
void screen_draft(struct app *app, int64_t draft_id); /* a draft left behind, in its form */

/* Query by example. `start` and the answer: conditions as typed, by field (NULL = none). Not called
 * on Esc. */
typedef void (*screen_query_fn)(void *ctx, const char *const *conditions);
void screen_query(struct app *app, const struct form *form, const char *const *start,
		  screen_query_fn done, void *ctx);
/* Order and columns of a list (F6). `done` is called after each change. */
void screen_columns(struct app *app, struct rows *rows);
/*
 * Both values of what two desks changed, and a choice for each. `done` with
 * `save`: clashes[i].mine is the chosen value. The conflict is borrowed.
 */
typedef void (*screen_clash_fn)(void *ctx, bool save);
void screen_clash(struct app *app, const struct form *form, struct record_conflict *conflict,
		  screen_clash_fn done, void *ctx);
void screen_history(struct app *app, const struct form *form, int64_t id);
void screen_audit(struct app *app, const struct audit_question *question);
void screen_settings(struct app *app);
void screen_staff_pin(struct app *app, int64_t staff_id);
void screen_staff_disable(struct app *app, int64_t staff_id); /* asks for the reason */
/* Chooses a file of the data folder's imports/ and imports its rows as such records. */
void screen_import(struct app *app, const struct form *form);
/* The same for the list of postal codes, which a file replaces as a whole. */
void screen_postal(struct app *app);
/* What may be done with a withheld record (非開示); a sentence when it is not withheld. */
void screen_reveal(struct app *app, const struct form *form, int64_t id);
void screen_lift_withholding(struct app *app, const struct form *form, int64_t id);
/* What is on the list's screen (filter, order, columns; all pages) into a file. */
void screen_export(struct app *app, struct rows *rows);
void screen_renewal(struct app *app);
void screen_merge(struct app *app, int64_t group_id, int64_t other_id); /* other 0: asked for */
void screen_dissolve(struct app *app, int64_t group_id);
void screen_today(struct app *app, int panel);
/* What a line of a panel is about. */
void screen_today_row(struct app *app, const struct today_row *row);
void screen_rules(struct app *app); /* the rule book in force, section by section */
void screen_rules_draft(struct app *app, int64_t draft_id); /* changes left behind */
void screen_prices(struct app *app); /* its price tables */
/* What the rule book in force says to a use that is typed in. */
void screen_rule_try(struct app *app);
/* Who has which room when: the first thing that a clerk on the phone looks at. */
void screen_timetable(struct app *app);
/* The same with the cursor on a room, a day and a time of it (minutes). */
void screen_timetable_at(struct app *app, int64_t room_id, day_num day, int minute);
/* The next free times for a wish in words (desk/booking/free.h); says it when a word is none. */
void screen_free(struct app *app, const char *words);
/* A new booking of a room at a time; bands NULL: by minutes; heads 0: not known yet. */
struct booking_start {
	int64_t room_id;
	day_num day;
	int from, to;
	const char *bands;
	int heads;
	bool waits; /* for a time that is taken */
};
void screen_booking_new(struct app *app, const struct booking_start *start);
/* The open days of the house, with the reason for each closing. */
void screen_calendar(struct app *app);

#endif
