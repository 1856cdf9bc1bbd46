/*
 * seat.h - a clerk at a desk without a terminal: a home of the test's own, keys
 * played into the stack as a scenario writes them ("3<C-n>ひばり<Enter>"), the
 * canvas read as text. A second seat can sit down at the same home.
 */
/* SPDX-License-Identifier: MIT */
#ifndef SCREEN_SEAT_H
#define SCREEN_SEAT_H

#include "../unit/desk_home.h"

#include "base/lang.h"
#include "base/utf8.h"
#include "form/form.h"
#include "screen/app.h"

struct seat {
	struct desk_home home; /* its desk is closed: a seat has one of its own */
	struct desk *desk;
	struct app app;
	struct canvas canvas;
	struct str text;
	int named_keys; /* keys played that are not content */
	struct err e;
};

/* A digit of a menu is a command, not content: written <3> it counts as a key. */
static inline bool
seat_key_of_token(const char *token, struct key *k)
{
	if (strlen(token) == 3 && token[1] >= '0' && token[1] <= '9') {
		static char digit[2];

		digit[0] = token[1];
		*k = (struct key){ K_TEXT, digit };
		return true;
	}
	*k = (struct key){ key_from_name(token), NULL };
	return k->code != K_NONE;
}

static inline void
seat_press(struct seat *s, const char *keys)
{
	const char *end = keys + strlen(keys);

	while (keys < end) {
		const char *close = *keys == '<' ? strchr(keys, '>') : NULL;
		char piece[64];
		struct key k = { K_TEXT, piece };
		size_t len;

		if (close) {
			len = (size_t)(close - keys) + 1;
			snprintf(piece, sizeof(piece), "%.*s", (int)len, keys);
			assert_true(seat_key_of_token(piece, &k));
			s->named_keys++;
		} else {
			const char *next = keys;

			utf8_next(&next, end);
			len = (size_t)(next - keys);
			snprintf(piece, sizeof(piece), "%.*s", (int)len, keys);
		}
		stack_key(s->app.stack, &k);
		keys += len;
	}
}

/* What is on the screen now. Lives until the next call. */
static inline const char *
seat_text(struct seat *s)
{
	stack_draw(s->app.stack, &s->canvas);
	str_clear(&s->text);
	canvas_text(&s->canvas, &s->text);
	return str_text(&s->text);
}

static inline bool
seat_shows(struct seat *s, const char *text)
{
	return strstr(seat_text(s), text) != NULL;
}

#define assert_shown(s, words)                                                \
	do {                                                                  \
		if (!seat_shows((s), (words)))                                \
			fail_msg("\"%s\" is not on the screen:\n%s", (words), \
				 str_text(&(s)->text));                       \
	} while (0)
#define assert_not_shown(s, words)                                                               \
	do {                                                                                     \
		if (seat_shows((s), (words)))                                                    \
			fail_msg("\"%s\" is on the screen:\n%s", (words), str_text(&(s)->text)); \
	} while (0)

static inline void
seat_size(struct seat *s, int rows, int cols)
{
	canvas_resize(&s->canvas, rows, cols);
}

/* Sits down at the home's desk as the clerk to whom the account belongs. */
static inline void
seat_sit(struct seat *s, struct desk *desk)
{
	s->desk = desk;
	canvas_init(&s->canvas, 24, 80);
	app_init(&s->app, s->desk, NULL);
}

static inline void
seat_leave(struct seat *s)
{
	app_done(&s->app);
	desk_close(s->desk);
	canvas_done(&s->canvas);
	str_done(&s->text);
}

/* The process is gone, and the clerk signs in again. */
static inline void
seat_again(struct seat *s)
{
	seat_leave(s);
	memset(&s->text, 0, sizeof(s->text));
	seat_sit(s, desk_home_open(&s->home, "tanaka", false));
}

/* Another terminal at the same home. Leave it with seat_leave and free. */
static inline struct seat *
seat_beside(struct seat *s)
{
	struct seat *other = calloc(1, sizeof(*other));

	seat_sit(other, desk_home_open(&s->home, "tanaka", false));
	return other;
}

static inline void
seat_leave_beside(struct seat *other)
{
	seat_leave(other);
	free(other);
}

/* A new centre with three groups; the clerk's account needs no PIN. */
static inline int
seat_set_up(void **state)
{
	struct seat *s = calloc(1, sizeof(*s));
	struct desk_home *made;
	void *home;

	desk_home_set_up(&home);
	made = home;
	s->home = *made;
	free(made);
	desk_add(s->home.desk, "group", "name", "合唱団ひばり", "kana", "ガッショウダンヒバリ",
		 "phone", "0299-55-0101");
	desk_add(s->home.desk, "group", "name", "よさこい連", "kana", "ヨサコイレン", "phone",
		 "0299-55-0202");
	desk_add(s->home.desk, "group", "name", "こども食堂ひまわり", "kana",
		 "コドモショクドウヒマワリ", "phone", "0299-55-0303");
	desk_close(s->home.desk);
	s->home.desk = NULL;
	seat_sit(s, desk_home_open(&s->home, "tanaka", false));
	*state = s;
	return 0;
}

static inline int
seat_tear_down(void **state)
{
	struct seat *s = *state;

	seat_leave(s);
	home_remove(&s->home.home);
	free(s);
	return 0;
}

#define seat_test(f) cmocka_unit_test_setup_teardown(f, seat_set_up, seat_tear_down)

#endif
