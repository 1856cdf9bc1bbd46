/* registration.h - the act that moves registrations to their next step. */
/* SPDX-License-Identifier: MIT */
#ifndef SCREEN_RECORD_REGISTRATION_H
#define SCREEN_RECORD_REGISTRATION_H

#include "screen/act.h"

void registration_step(struct app *app, const struct subject *on);

#endif
