/*
 * free_read.c - a wish for a free time in the words of the command line. Each word is
 * tried in turn: a part of the day, a length, people, a time, days of the week, a
 * band, a room, a day.
 */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "desk/free.h"

#include <stdlib.h>
#include <string.h>

#include "base/date_era.h"
#include "base/i18n.h"
#include "base/macros.h"
#include "base/mem.h"
#include "base/typed.h"
#include "base/utf8.h"
#include "desk/room.h"
#include "desk/rule_store.h"

struct reader {
	struct desk *desk;
	struct arena *arena;
	struct free_wish *out;
	struct room_list rooms;
	const struct book *book; /* NULL: none is in force */
};

/* Words that a wish begins with, and those of the parts of a day. */
static const char *const next_words[] = { "n", "next", "次", "空き", "空室", "あき" };
static const struct {
	const char *word;
	unsigned part;
} part_words[] = {
	{ "m", FREE_MORNING }, { "morning", FREE_MORNING }, { "朝", FREE_MORNING },
	{ "午前", FREE_MORNING },
	{ "a", FREE_AFTERNOON }, { "afternoon", FREE_AFTERNOON }, { "昼", FREE_AFTERNOON },
	{ "午後", FREE_AFTERNOON },
	{ "e", FREE_EVENING }, { "evening", FREE_EVENING }, { "night", FREE_EVENING },
	{ "夜", FREE_EVENING }, { "夜間", FREE_EVENING }, { "夕方", FREE_EVENING },
};

static bool
is_next(const char *word)
{
	for (size_t i = 0; i < ARRAY_LEN(next_words); i++)
		if (str_equal(word, next_words[i]))
			return true;
	return false;
}

static bool
read_part(struct reader *r, const char *word)
{
	for (size_t i = 0; i < ARRAY_LEN(part_words); i++)
		if (str_equal(word, part_words[i].word)) {
			r->out->parts |= part_words[i].part;
			return true;
		}
	return false;
}

static bool
is_unit(const char *text, const char *const *units, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (str_equal(text, units[i]))
			return true;
	return false;
}

/* 2h 1.5h 2時間 90m 90分 20p 20人 20名 */
static bool
read_amount(struct reader *r, const char *word)
{
	static const char *const hours[] = { "h", "hour", "hours", "時間" };
	static const char *const minutes[] = { "m", "min", "分" };
	static const char *const people[] = { "p", "people", "人", "名" };
	const char *p = word;
	int amount, half = 0;
	if (typed_number(&p, &amount) == 0 || amount <= 0 || amount > 9999)
		return false;
	if (str_starts(p, ".5") && is_unit(p + 2, hours, ARRAY_LEN(hours))) {
		half = 30;
		p += 2;
	}
	if (str_equal(p, "時間半")) {
		half = 30;
		p = hours[0];
	}
	if (is_unit(p, hours, ARRAY_LEN(hours)) && amount <= 24)
		r->out->minutes = amount * 60 + half;
	else if (is_unit(p, minutes, ARRAY_LEN(minutes)) && amount <= 24 * 60)
		r->out->minutes = amount;
	else if (is_unit(p, people, ARRAY_LEN(people)))
		r->out->heads = amount;
	else
		return false;
	return true;
}

/* "18:00-20:00", "18時〜20時" */
static bool
read_times(struct reader *r, const char *word)
{
	static const char wave[] = "〜";
	const char *dash = strpbrk(word, "-~"), *second = dash ? dash + 1 : NULL;
	int from, to;
	if (!dash && (dash = strstr(word, wave)) != NULL)
		second = dash + strlen(wave);
	if (!dash || dash == word)
		return false;
	const char *first = arena_strndup(r->arena, word, (size_t)(dash - word));
	if (!time_parse(first, &from, NULL) || !time_parse(second, &to, NULL) || from >= to)
		return false;
	r->out->from = from;
	r->out->to = to;
	return true;
}

/* "fri", "金", "土日", "金曜" */
static bool
read_weekdays(struct reader *r, const char *word)
{
	const char *p = word;
	unsigned days = 0;
	for (bool found = true; *p != '\0' && found;) {
		found = false;
		for (int i = 0; i < 7 && !found; i++) {
			found = typed_skip(&p, date_weekdays_ja[i]) ||
				typed_skip_word(&p, date_weekdays_en[i], 3);
			days |= found ? 1u << i : 0;
		}
		if (found && !typed_skip(&p, "曜日"))
			typed_skip(&p, "曜");
	}
	if (days == 0 || *p != '\0')
		return false;
	r->out->weekdays |= days;
	return true;
}

/* "来週金曜", "来週の金", "今週": the days of that week that are still ahead. */
static bool
read_week(struct reader *r, const char *word)
{
	static const char *const weeks[] = { "今週", "来週", "再来週" };
	day_num today = desk_today(r->desk);
	day_num monday = today - (date_weekday(today) + 6) % 7;
	for (size_t i = 0; i < ARRAY_LEN(weeks); i++) {
		const char *p = word;
		if (!typed_skip(&p, weeks[i]))
			continue;
		typed_skip(&p, "の");
		if (*p != '\0' && !read_weekdays(r, p))
			return false;
		day_num from = monday + 7 * (day_num)i;
		r->out->first = from < today ? today : from;
		r->out->days = (int)(from + 7 - r->out->first);
		return true;
	}
	return false;
}

/* "12月": the days of the next such month that are still ahead. */
static bool
read_month(struct reader *r, const char *word)
{
	char *end;
	long month = strtol(word, &end, 10);
	day_num today = desk_today(r->desk);
	struct ymd now = date_to_ymd(today);
	if (end == word || strcmp(end, "月") != 0 || month < 1 || month > 12)
		return false;
	day_num first = date_from_ymd(now.year + (month < now.month), (int)month, 1);
	day_num after = date_add_months(first, 1);
	r->out->first = first < today ? today : first;
	r->out->days = (int)(after - r->out->first);
	return true;
}

static bool
means(const char *word, const char *code, const char *name)
{
	AUTO_FREE char *key = utf8_search_key(word);
	AUTO_FREE char *of_code = utf8_search_key(code);
	AUTO_FREE char *of_name = utf8_search_key(name);
	return !str_is_empty(key) && (str_equal(key, of_code) || str_equal(key, of_name));
}

static bool
read_band(struct reader *r, const char *word)
{
	for (int i = 0; r->book && i < r->book->band_count; i++) {
		const struct rule *rule = &r->book->bands[i].rule;
		if (!means(word, rule->code, rule->name))
			continue;
		r->out->band = arena_strdup(r->arena, rule->code);
		return true;
	}
	return false;
}

static bool
read_room(struct reader *r, const char *word)
{
	for (int i = 0; i < r->rooms.count; i++) {
		if (!means(word, r->rooms.rows[i].code, r->rooms.rows[i].name))
			continue;
		r->out->room_id = r->rooms.rows[i].id;
		return true;
	}
	return false;
}

static bool
read_day(struct reader *r, const char *word)
{
	if (!date_parse(word, desk_today(r->desk), &r->out->first, NULL))
		return false;
	r->out->days = 1;
	return true;
}

/* A room may be called "a" and a band "夜間": names go before letters where they are whole. */
static bool
read_plain(struct reader *r, const char *word)
{
	return read_band(r, word) || read_part(r, word) || read_amount(r, word) ||
	       read_times(r, word) || read_weekdays(r, word) || read_week(r, word) ||
	       read_month(r, word) || read_room(r, word) || read_day(r, word) || is_next(word);
}

/* "金曜の夜" is two words, unless a room is called so. */
static bool
read_joined(struct reader *r, const char *word)
{
	const char *between = strstr(word, "の");
	if (!between)
		return false;
	AUTO_FREE char *first = mem_strndup(word, (size_t)(between - word));
	const char *rest = between + strlen("の");
	return read_plain(r, first) && (read_plain(r, rest) || read_joined(r, rest));
}

/* "20人で", "夜は", "20人空いてますか": what a caller says around the wish. */
static bool
read_spoken(struct reader *r, char *word)
{
	static const char *const around[] = { "空いていますか", "空いてますか", "空いている",
					      "空いてる",       "空きますか",   "ありますか",
					      "ですか",         "お願いします", "で",
					      "に",             "は",           "is",
					      "it",             "free",         "on",
					      "for",            "in",           "the" };
	for (size_t i = 0; i < ARRAY_LEN(around); i++) {
		bool is_letters = (unsigned char)around[i][0] < 0x80; /* no end of another word */
		if (is_letters ? !str_equal(word, around[i]) : !str_ends(word, around[i]))
			continue;
		word[strlen(word) - strlen(around[i])] = '\0';
		return word[0] == '\0' || read_plain(r, word) || read_joined(r, word) ||
		       read_spoken(r, word);
	}
	return false;
}

static bool
read_word(struct reader *r, const char *typed, struct err *e)
{
	AUTO_FREE char *word = typed_plain(typed);
	if (read_plain(r, word) || read_joined(r, word) || read_spoken(r, word))
		return true;
	AUTO_STR shown = STR_INIT;
	typed_add_shown(&shown, typed);
	return err_set(e, ERR_INVALID,
		       _("\"%s\" is no part of the day, time, number of people, day or room. Say it"
			 " like this: fri e 20p"),
		       str_text(&shown));
}

/* The length of what parts words, as callers are written down: "金曜の夜、20人?" */
static size_t
gap_at(const char *p)
{
	static const char *const gaps[] = { " ", ",", "?", "　", "、", "，", "。", "？" };
	for (size_t i = 0; i < ARRAY_LEN(gaps); i++)
		if (str_starts(p, gaps[i]))
			return strlen(gaps[i]);
	return 0;
}

/* The next word of the line in `a`, or NULL. */
static const char *
next_word(struct arena *a, const char **line)
{
	const char *p = *line;
	while (gap_at(p) > 0)
		p += gap_at(p);
	const char *from = p;
	while (*p != '\0' && gap_at(p) == 0)
		p++;
	*line = p;
	return p > from ? arena_strndup(a, from, (size_t)(p - from)) : NULL;
}

bool
free_is_several(const char *words)
{
	AUTO_ARENA a = ARENA_INIT;
	return next_word(&a, &words) && next_word(&a, &words);
}

bool
free_is_wish(const char *words)
{
	AUTO_ARENA a = ARENA_INIT;
	const char *first = next_word(&a, &words);
	AUTO_FREE char *word = first ? typed_plain(first) : NULL;
	return word && is_next(word) && next_word(&a, &words);
}

bool
free_wish_read(struct desk *d, const char *words, struct arena *a, struct free_wish *out,
	       struct err *e)
{
	struct reader r = { .desk = d, .arena = a, .out = out };
	*out = (struct free_wish)FREE_WISH_INIT;
	if (!room_list_load(d, 0, a, &r.rooms, e))
		return false;
	r.book = rule_book_in_force(d, desk_today(d), NULL);
	for (const char *word; (word = next_word(a, &words)) != NULL;)
		if (!read_word(&r, word, e))
			return false;
	/* "12/1 日": Sundays from that day on. */
	if (out->days == 1 && out->weekdays && !(out->weekdays >> date_weekday(out->first) & 1))
		out->days = 0;
	return true;
}
