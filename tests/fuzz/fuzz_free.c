/*
 * fuzz_free.c - any line as a wish for a free time: it is refused with a sentence, or
 * what is found keeps to it.
 */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/auto.h"
#include "base/utf8.h"
#include "desk/booking/free.h"
#include "desk/rule/rule_store.h"
#include "home.h"

static void
open_rooms(void)
{
	struct err e = { 0 };

	fuzz_home_make();
	for (int i = 0; i < embed_book_count; i++)
		if (strcmp(embed_books[i].name, "paid") == 0)
			must(rule_store_load_file(fuzz_desk, &embed_books[i], DAY_NONE, "fuzz",
						  &e));
}

static void
check_wish(const struct free_wish *w)
{
	must(w->minutes >= 0 && w->minutes <= 24 * 60 + 30 && w->heads >= 0);
	must(w->parts <= (FREE_MORNING | FREE_AFTERNOON | FREE_EVENING) && w->weekdays < 1 << 7);
	must((w->from == NONE) == (w->to == NONE));
	must(w->from == NONE || (w->from >= 0 && w->from < w->to && w->to <= 24 * 60));
}

static void
check_answer(const struct free_wish *w, const struct free_time *t)
{
	must(t->from >= 0 && t->from < t->to && t->to <= 24 * 60);
	must(w->room_id == 0 || t->room_id == w->room_id);
	must(t->capacity == 0 || t->capacity >= w->heads);
	must(w->weekdays == 0 || (w->weekdays >> date_weekday(t->day) & 1) != 0);
	must(w->first == DAY_NONE || t->day >= w->first);
	must(w->minutes > 0 || w->from == NONE || (t->from <= w->from && t->to >= w->to));
	must(t->to - t->from >= w->minutes);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	AUTO_ARENA a = ARENA_INIT;
	AUTO_FREE char *words = mem_strndup((const char *)data, size);
	struct free_wish w;
	struct free_times times;
	struct err e = { 0 };

	if (fuzz_desk == NULL)
		open_rooms();
	if (!utf8_is_valid(words, strlen(words)))
		return 0;
	free_is_wish(words);
	if (!free_wish_read(fuzz_desk, words, &a, &w, &e)) {
		must(e.msg[0] != '\0' && utf8_is_valid(e.msg, strlen(e.msg)));
		return 0;
	}
	check_wish(&w);
	w.limit = 3;
	w.days = w.days == 1 ? 1 : 14;
	if (!free_next(fuzz_desk, &w, &a, &times, &e)) {
		must(e.msg[0] != '\0');
		return 0;
	}
	must(times.count <= 3);
	for (int i = 0; i < times.count; i++)
		check_answer(&w, &times.rows[i]);
	return 0;
}
