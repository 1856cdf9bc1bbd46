/*
 * app.h - what every screen is handed: the desk, the stack, the draft being
 * typed. One per process, made by main; and one opener per screen.
 */
/* SPDX-License-Identifier: MIT */
#ifndef SCREEN_APP_H
#define SCREEN_APP_H

#include <stdbool.h>
#include <stdint.h>

#include "desk/desk.h"
#include "desk/record.h"
#include "ui/stack.h"

struct app {
	struct desk *desk;
	struct stack *stack;
	int64_t last_key_at; /* instant, for the idle lock */
};

/* The stack's frame: line 1, global actions (F1 help, F2 command line, F3 back, F12 lock), rights, idle lock. */
struct stack_frame app_frame(struct app *app);

/* Opens the first screen: sign-in, or home when the account needs no PIN. */
void app_start(struct app *app);

void screen_sign_in(struct app *app);
void screen_home(struct app *app);
void screen_lock(struct app *app);
void screen_command(struct app *app);                         /* F2 */
void screen_register_menu(struct app *app, const char *menu); /* the forms of one menu */
void screen_list(struct app *app, const struct form *form);   /* any type */
void screen_record(struct app *app, const struct form *form, int64_t id); /* 0 = a new one */
void screen_record_child(struct app *app, const struct form *form, int64_t parent_id); /* a new detail */
void screen_draft(struct app *app, int64_t draft_id);         /* a draft left behind, in its form */
void screen_query(struct app *app, const struct form *form,
		  void (*done)(void *ctx, const char *const *conditions), void *ctx);
void screen_history(struct app *app, const struct form *form, int64_t id);
void screen_clash(struct app *app, const struct form *form, struct record_conflict *conflict,
		  void (*done)(void *ctx, bool save), void *ctx);
void screen_audit(struct app *app);
void screen_settings(struct app *app);
void screen_staff_pin(struct app *app, int64_t staff_id);
void screen_renewal(struct app *app);
void screen_merge(struct app *app, int64_t group_id);
void screen_dissolve(struct app *app, int64_t group_id);
void screen_today(struct app *app, int panel);

#endif
