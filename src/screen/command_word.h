/*
 * command_word.h - whether what was typed on the command line calls a place, a key or an act:
 * by its name, its label, or what clerks call it besides. Only beginnings count, width, kana
 * and case folded.
 */
/* SPDX-License-Identifier: MIT */
#ifndef SCREEN_COMMAND_WORD_H
#define SCREEN_COMMAND_WORD_H

enum fit { FIT_NONE, FIT_PART, FIT_WHOLE };

/* `key`: the search key of what was typed; NULL is called by nothing. */
enum fit command_word_fit_one(const char *key, const char *name);

/* By the name, the label, or another word for it, which counts as a part. */
enum fit command_word_fit(const char *key, const char *name, const char *label);

#endif
