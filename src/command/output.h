/*
 * output.h - the one way stored text reaches standard output: line ends of
 * notes stay, whatever else could drive a terminal becomes a visible mark.
 */
/* SPDX-License-Identifier: MIT */
#ifndef COMMAND_OUTPUT_H
#define COMMAND_OUTPUT_H

#include <stdio.h>

#include "base/json.h"
#include "form/form.h"

/* Prints text of any number of lines. */
void output_text(const char *text);
void output_text_to(FILE *out, const char *text);

/* A stored value as JSON: numbers and yes/no as such, all else as text; NULL as null. */
void output_json_value(struct json *j, const struct form_field *field, const char *stored);

#endif
