/*
 * free_read.c - a wish for a free time in the words of the command line. Each word, or two
 * or three that belong together, is tried in turn: a part of the day, a length, people, a
 * time, days of the week, a band, a room, a day. What was said once is never replaced by
 * a later word, and a bare number waits until it is known whether a day was said.
 */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "desk/booking/free.h"

#include <stdlib.h>
#include <string.h>

#include "base/date_era.h"
#include "base/i18n.h"
#include "base/macros.h"
#include "base/mem.h"
#include "base/typed.h"
#include "base/utf8.h"
#include "desk/booking/free_word.h"
#include "desk/booking/room.h"
#include "desk/rule/rule_store.h"

/* What a wish says once. */
enum said { SAID_DAY, SAID_BAND, SAID_ROOM, SAID_TIME, SAID_LENGTH, SAID_HEADS, SAIDS };
enum { PHRASE_WORDS = 3, WEEK = 7 };

struct reader {
	struct desk *desk;
	struct arena *arena;
	struct free_wish *out;
	struct room_list rooms;
	const struct book *book; /* NULL: none is in force */
	const char *word;        /* that is being read, as it was typed */
	const char *said[SAIDS]; /* the word that said it, or NULL */
	const char *bare;        /* a number that says no more than that */
	bool is_people_next;     /* "for": the bare number behind it counts people */
	struct err *e;
	bool is_refused;         /* a word was understood, and cannot be */
};

/* Words that a wish begins with. */
static const char *const next_words[] = { "n", "next", "次", "空き", "空室", "あき" };
/* What rooms are called in English, and what their names have in them then. */
static const struct {
	const char *english, *japanese;
} room_kinds[] = {
	{ "meetingroom", "会議室" }, { "trainingroom", "研修室" }, { "japaneseroom", "和室" },
	{ "tatamiroom", "和室" },    { "musicroom", "音楽室" },    { "kitchen", "調理" },
	{ "hall", "ホール" },        { "studio", "スタジオ" },     { "gym", "体育" },
};

static bool
refuse_second(struct reader *r, const char *said)
{
	AUTO_STR first = STR_INIT;
	AUTO_STR second = STR_INIT;
	typed_add_shown(&first, said);
	typed_add_shown(&second, r->word);
	r->is_refused = true;
	return err_set(r->e, ERR_INVALID, _("Is it \"%s\" or \"%s\"? Leave only one of them."),
		       str_text(&first), str_text(&second));
}

/* Marks what the word says; true also when it was refused, because another has said it. */
static bool
say(struct reader *r, enum said what)
{
	if (r->said[what])
		refuse_second(r, r->said[what]);
	else
		r->said[what] = r->word;
	return true;
}

static bool
is_next(const char *word)
{
	return str_is_one_of(word, next_words, ARRAY_LEN(next_words));
}

static bool
read_part(struct reader *r, const char *word)
{
	unsigned part = free_part_meant(word);
	r->out->parts |= part;
	return part != 0;
}

/* 2h 1.5h 2時間 90m 90分 20p 20人 20名 */
static bool
read_amount(struct reader *r, const char *word)
{
	static const char *const hours[] = { "h", "hour", "hours", "時間" };
	static const char *const minutes[] = { "m", "min", "分" };
	static const char *const people[] = { "p", "people", "person", "persons", "pax", "人",
					      "名", "名様" };
	const char *p = word;
	int amount, half = 0;
	if (typed_number(&p, &amount) == 0 || amount <= 0 || amount > 9999)
		return false;
	if (str_starts(p, ".5") && str_is_one_of(p + 2, hours, ARRAY_LEN(hours))) {
		half = 30;
		p += 2;
	}
	if (str_equal(p, "時間半")) {
		half = 30;
		p = hours[0];
	}
	if (str_is_one_of(p, hours, ARRAY_LEN(hours)) && amount <= 24)
		r->out->minutes = amount * 60 + half;
	else if (str_is_one_of(p, minutes, ARRAY_LEN(minutes)) && amount <= 24 * 60)
		r->out->minutes = amount;
	else if (str_is_one_of(p, people, ARRAY_LEN(people)))
		r->out->heads = amount;
	else
		return false;
	return say(r, str_is_one_of(p, people, ARRAY_LEN(people)) ? SAID_HEADS : SAID_LENGTH);
}

/* "20": a day or people, which the other words tell; see settle_bare(). */
static bool
read_bare(struct reader *r, const char *word)
{
	const char *p = word;
	int number, digits = typed_number(&p, &number);
	if (digits < 1 || digits > 3 || *p != '\0' || number == 0)
		return false;
	if (r->is_people_next) {
		r->out->heads = number;
		return say(r, SAID_HEADS);
	}
	if (r->bare)
		refuse_second(r, r->bare);
	r->bare = arena_strdup(r->arena, word);
	return true;
}

/* "18:00-20:00", "18時〜20時" */
static bool
read_times(struct reader *r, const char *word)
{
	int from, to;
	if (!time_parse_span(word, &from, &to) || from >= to)
		return false;
	r->out->from = from;
	r->out->to = to;
	return say(r, SAID_TIME);
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
		return say(r, SAID_DAY);
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
	return say(r, SAID_DAY);
}

static bool
read_band(struct reader *r, const char *word)
{
	int band = r->book ? free_band_called(r->book, word) : NONE;
	if (band == NONE)
		return false;
	r->out->band = arena_strdup(r->arena, r->book->bands[band].rule.code);
	return say(r, SAID_BAND);
}

static bool
take_room(struct reader *r, const struct room_row *room)
{
	r->out->room_id = room->id;
	return say(r, SAID_ROOM);
}

/* A name goes without what stands in brackets behind it: "会議室A（A-1・A-2）". */
static bool
read_room(struct reader *r, const char *word)
{
	for (int i = 0; i < r->rooms.count; i++) {
		const struct room_row *room = &r->rooms.rows[i];
		const char *bracket = strstr(room->name, "（");
		size_t len = bracket ? (size_t)(bracket - room->name) : strcspn(room->name, "(");
		AUTO_FREE char *name = mem_strndup(room->name, len);
		if (free_word_means(word, room->code, room->name) ||
		    free_word_means(word, name, name))
			return take_room(r, room);
	}
	return false;
}

/* "会議室": each room whose name has it. */
static bool
read_rooms(struct reader *r, const char *word)
{
	AUTO_FREE char *key = utf8_search_key(word);
	int64_t *ids = arena_alloc(r->arena, (size_t)(r->rooms.count + 1) * sizeof(*ids));
	int count = 0;
	if (utf8_count(key) < 2)
		return false;
	for (int i = 0; i < r->rooms.count; i++) {
		AUTO_FREE char *name = utf8_search_key(r->rooms.rows[i].name);
		if (strstr(name, key))
			ids[count++] = r->rooms.rows[i].id;
	}
	r->out->rooms = count > 1 ? ids : NULL;
	r->out->room_count = count > 1 ? count : 0;
	r->out->room_id = count == 1 ? ids[0] : r->out->room_id;
	return count > 0 && say(r, SAID_ROOM);
}

/* "room b", "会議室 B", "meeting room", "meeting room b", "hall". */
static bool
read_room_words(struct reader *r, const char *words)
{
	const char *p = words;
	if (read_room(r, words))
		return true;
	if (typed_skip(&p, "room") || typed_skip(&p, "部屋"))
		return *p != '\0' && read_room(r, p);
	for (size_t i = 0; i < ARRAY_LEN(room_kinds); i++) {
		AUTO_STR name = STR_INIT;
		if (!typed_skip(&p, room_kinds[i].english))
			continue;
		str_addf(&name, "%s%s", room_kinds[i].japanese, p);
		return read_room(r, str_text(&name)) || read_rooms(r, str_text(&name));
	}
	return false;
}

int64_t
free_room_meant(struct desk *d, const char *words, struct err *e)
{
	AUTO_ARENA a = ARENA_INIT;
	struct free_wish wish = FREE_WISH_INIT;
	struct reader r = { .desk = d, .arena = &a, .out = &wish, .word = words };
	AUTO_FREE char *word = typed_plain(words);
	AUTO_STR known = STR_INIT;
	if (!room_list_load(d, 0, &a, &r.rooms, e))
		return 0;
	if (read_room_words(&r, word) && wish.room_id != 0)
		return wish.room_id;
	for (int i = 0; i < r.rooms.count; i++)
		str_addf(&known, "%s%s (%s)", i > 0 ? _(", ") : "",
			 r.rooms.rows[i].name, r.rooms.rows[i].code);
	err_set_field(e, ERR_INVALID, "room_id", _("There is no room \"%s\". There are: %s."),
		      words, str_text(&known));
	return 0;
}

static bool
read_day(struct reader *r, const char *word)
{
	day_num day;
	if (!date_parse(word, desk_today(r->desk), &day, NULL))
		return false;
	r->out->first = day;
	r->out->days = 1;
	return say(r, SAID_DAY);
}

/* A room may be called "a" and a band "夜間": names go before letters where they are whole. */
static bool
read_plain(struct reader *r, const char *word)
{
	return read_band(r, word) || read_part(r, word) || read_amount(r, word) ||
	       read_times(r, word) || read_weekdays(r, word) || read_week(r, word) ||
	       read_month(r, word) || read_room_words(r, word) || read_bare(r, word) ||
	       read_day(r, word) || is_next(word) || read_rooms(r, word);
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
	const struct reader before = *r;
	const struct free_wish wish = *r->out;
	if (read_plain(r, first) && (read_plain(r, rest) || read_joined(r, rest)))
		return true;
	*r = before; /* its first half alone says nothing */
	*r->out = wish;
	return false;
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
					      "in",             "the",          "at",
					      "any",            "room",         "rooms",
					      "部屋" };
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

/* "11/31" is a day, though there is none such: date_parse says so. */
static bool
is_like_a_date(const char *word)
{
	const char *p = word;
	int number;
	return typed_number(&p, &number) > 0 && *p != '\0' &&
	       p[strspn(p, "0123456789/-.")] == '\0';
}

static bool
tell_unknown(struct reader *r, const char *word)
{
	const char *month = strstr(word, "月");
	day_num day;
	if (is_like_a_date(word) || (month && month > word && strstr(month, "日")))
		if (!date_parse(word, desk_today(r->desk), &day, r->e))
			return false;
	AUTO_STR shown = STR_INIT;
	typed_add_shown(&shown, r->word);
	return err_set(r->e, ERR_INVALID,
		       _("\"%s\" is not known here. Days, times, people and rooms are said like"
			 " this: fri e 20p"),
		       str_text(&shown));
}

static bool
read_word(struct reader *r, const char *typed)
{
	AUTO_FREE char *word = typed_plain(typed);
	r->word = typed;
	if (read_plain(r, word) || read_joined(r, word) || read_spoken(r, word))
		return !r->is_refused;
	return tell_unknown(r, word);
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
free_wish_says_when(const struct free_wish *w)
{
	return w->first != DAY_NONE || w->weekdays != 0 || w->parts != 0 || w->band ||
	       w->from != NONE;
}

/* Behind "空き：", the label that the line itself shows; or the line. */
static const char *
past_label(const char *line)
{
	static const char *const labels[] = { "空き：", "空き:", "free:", "Free:" };
	for (size_t i = 0; i < ARRAY_LEN(labels); i++)
		if (str_starts(line, labels[i]))
			return line + strlen(labels[i]);
	return line;
}

bool
free_is_wish(const char *words)
{
	AUTO_ARENA a = ARENA_INIT;
	if (past_label(words) > words)
		return true;
	const char *first = next_word(&a, &words);
	AUTO_FREE char *word = first ? typed_plain(first) : NULL;
	return word && is_next(word) && next_word(&a, &words);
}

/* "room b", "20 people", "18:00 - 20:00": as many of the words as belong together, or 0. */
static int
read_phrase(struct reader *r, const char *const *words, int count)
{
	for (int n = count < PHRASE_WORDS ? count : PHRASE_WORDS; n > 1; n--) {
		AUTO_STR phrase = STR_INIT;
		AUTO_STR shown = STR_INIT;
		for (int i = 0; i < n; i++) {
			AUTO_FREE char *word = typed_plain(words[i]);
			str_add(&phrase, word);
			str_addf(&shown, "%s%s", i > 0 ? " " : "", words[i]);
		}
		const char *p = str_text(&phrase);
		r->word = arena_strdup(r->arena, str_text(&shown));
		if (read_band(r, p) || read_times(r, p) || read_room_words(r, p) ||
		    (!str_equal(words[1], "m") && read_amount(r, p)))
			return n;
	}
	return 0;
}

/*
 * A number without a word is people where a day was said, and a day where people were; one
 * that no day can be is people. Else nobody can tell: a month may still want its day.
 */
static bool
settle_bare(struct reader *r)
{
	bool has_day = r->said[SAID_DAY] || r->out->weekdays;
	day_num day;
	if (!r->bare)
		return true;
	const char *word = r->bare;
	bool is_day = date_parse(word, desk_today(r->desk), &day, NULL);
	r->word = word;
	r->is_people_next = !is_day || (has_day && r->out->days <= WEEK);
	if (!r->said[SAID_HEADS] && r->is_people_next)
		return read_bare(r, word);
	if (r->said[SAID_HEADS] && is_day && !has_day)
		return read_day(r, word);
	if (!is_day)
		return tell_unknown(r, word);
	struct ymd at = date_to_ymd(day);
	return err_set(r->e, ERR_INVALID,
		       _("Is %s a day or a number of people? Type %d/%d or %sp."), word, at.month,
		       at.day, word);
}

static int
split(struct arena *a, const char *line, const char **words, int most)
{
	int count = 0;
	for (const char *word; count < most && (word = next_word(a, &line)) != NULL;)
		words[count++] = word;
	return count;
}

/* Reads on behind a word that is none: the first of them is told. */
static bool
read_words(struct reader *r, const char *const *words, int count)
{
	struct err later = { 0 };
	bool ok = true;
	for (int i = 0, taken; i < count && !r->is_refused; i += taken) {
		bool is_for = str_equal(words[i], "for");
		taken = read_phrase(r, words + i, count - i);
		if (taken == 0 && !is_for && !read_word(r, words[i])) {
			ok = false;
			r->e = &later;
		}
		taken = taken > 0 ? taken : 1;
		r->is_people_next = is_for;
	}
	return ok && !r->is_refused && settle_bare(r);
}

bool
free_wish_read(struct desk *d, const char *words, struct arena *a, struct free_wish *out,
	       struct err *e)
{
	struct reader r = { .desk = d, .arena = a, .out = out, .e = e };
	size_t most = strlen(words) / 2 + 1;
	const char **list = arena_alloc(a, most * sizeof(*list));
	words = past_label(words);
	*out = (struct free_wish)FREE_WISH_INIT;
	if (!room_list_load(d, 0, a, &r.rooms, e))
		return false;
	r.book = rule_book_in_force(d, desk_today(d), NULL);
	if (!read_words(&r, list, split(a, words, list, (int)most)))
		return false;
	/* "12/1 日": Sundays from that day on. */
	if (out->days == 1 && out->weekdays && !(out->weekdays >> date_weekday(out->first) & 1))
		out->days = 0;
	return true;
}
