/*
 * edit_rows.h - the rows into which a text of several lines is broken; shared
 * by the halves of the editing module and by nobody else.
 */
/* SPDX-License-Identifier: MIT */
#ifndef UI_EDIT_ROWS_H
#define UI_EDIT_ROWS_H

#include <stdbool.h>

#include "ui/edit.h"

/* The caret one row up or down, near its column; false when there is no such row. */
bool edit_move_row(struct edit *ed, bool down);

#endif
