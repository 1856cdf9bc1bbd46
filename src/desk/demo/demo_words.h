/*
 * demo_words.h - the words of which the invented centre is made. No real place,
 * group or person; telephone numbers have an area code that is not given out.
 */
/* SPDX-License-Identifier: MIT */
#ifndef DESK_DEMO_DEMO_WORDS_H
#define DESK_DEMO_DEMO_WORDS_H

/* A word and its reading. */
struct demo_word {
	const char *text, *kana;
};

/* What a group does: its name's core, and what the register says of it. */
struct demo_theme {
	const char *text, *kana;
	const char *activity; /* codes of activity_field, the main one first */
	const char *purpose;
	const char *frequency;
};

extern const struct demo_word demo_towns[];
extern const int demo_town_count;
extern const struct demo_word demo_nicknames[];
extern const int demo_nickname_count;
extern const struct demo_word demo_families[];
extern const int demo_family_count;
extern const struct demo_word demo_givens[];
extern const int demo_given_count;
extern const struct demo_theme demo_themes[];
extern const int demo_theme_count;
/* Names that other systems spoil. */
extern const struct demo_word demo_rare_groups[];
extern const int demo_rare_group_count;
extern const struct demo_word demo_rare_families[];
extern const int demo_rare_family_count;

#endif
