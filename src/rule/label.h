/*
 * label.h - the words of a rule book as clerks call them: "to" of a closing is
 * 振替先, its "next_weekday" 次の平日. In both languages side by side, as in the form
 * files: one English word has several meanings here that a catalogue would mix up.
 */
/* SPDX-License-Identifier: MIT */
#ifndef RULE_LABEL_H
#define RULE_LABEL_H

#include "base/str.h"

/*
 * What a word is called where it stands among the words of `owner` (a section, or
 * the word whose group it is in; "moment"); the word itself when it has no label.
 */
const char *rule_word_label(const char *owner, const char *word);

/*
 * Appends what a text is called that stands for itself: "mon" Monday. False, and
 * nothing, when it has no label.
 */
bool rule_value_label(const char *owner, const char *word, const char *value, struct str *out);

/*
 * Appends how a word of a group reads in a line, `group` being the word whose group it is
 * and `owner` as above: {days: 7} of "before" is 7日前, of "after" 7日後. False, and nothing,
 * when it reads as its label and text do.
 */
bool rule_phrase(const char *group, const char *owner, const char *word, const char *text,
	struct str *out);

/*
 * A sample with a number ("30 minutes", or its label) stands for any number. Is `text` the
 * sample but for its number? Then appends `other` with that number: 45分.
 */
bool rule_with_number(const char *sample, const char *text, const char *other, struct str *out);

#endif
