/*
 * i18n.h - visible text. English msgids, Japanese in po/ja.po; see lang.h for
 * how the language of a run is chosen. N_() marks text in static tables.
 */
/* SPDX-License-Identifier: MIT */
#ifndef BASE_I18N_H
#define BASE_I18N_H

#include <libintl.h>

#define _(text) gettext(text)
#define N_(text) text

#endif
