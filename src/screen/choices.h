/*
 * choices.h - what can stand in a field, on the key that every form has for it. The editor
 * takes F4 itself; this is the row of a screen's action table, its twin and its name.
 */
/* SPDX-License-Identifier: MIT */
#ifndef SCREEN_CHOICES_H
#define SCREEN_CHOICES_H

#include "screen/app.h"
#include "ui/editor.h"

/* Opens the candidates of the field with the cursor, or says that there are none. */
void choices_show(struct app *app, struct editor *ed);
/* Puts the last record's value there, as F9 does, which the editor takes itself, too. */
void choices_last(struct app *app, struct editor *ed);

/* `show` calls choices_show(), `offered` editor_offers_candidates(). */
#define CHOICES_ACTION(show, offered)                                        \
	{ K_F4, K_CTRL_V, "candidates", N_("Choices"),                       \
	  N_("Shows what can stand in the field."), NULL, show, offered }

#endif
