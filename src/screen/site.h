/*
 * site.h - whose day is shown: that of all sites, or of one with the rooms of no site. The
 * choice holds for the run, so that a branch's desk makes it once a day.
 */
/* SPDX-License-Identifier: MIT */
#ifndef SCREEN_SITE_H
#define SCREEN_SITE_H

#include "screen/app.h"

/* Offers the sites; `done` once one was chosen, which the desk then knows (desk/site.h). */
typedef void (*site_done_fn)(void *ctx);
void site_choose(struct app *app, site_done_fn done, void *ctx);

#endif
