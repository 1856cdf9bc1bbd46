/*
 * timetable.c - who has which room when: the rooms of a day, a week of one room, a month
 * of its free bands. Enter on what is free begins a booking there, on what is taken it
 * opens it. A page is read once and kept with its neighbours; arrows move in memory.
 */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "screen/booking/timetable.h"

#include <stdlib.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "desk/site.h"
#include "desk/staff.h"
#include "screen/booking/date_line.h"
#include "screen/booking/timetable_act.h"

enum { WORD_ROWS = 3, LEGEND_FROM = 12 };

/* --- pages --- */

static void
forget_pages(struct timetable_screen *s)
{
	for (int i = 0; i < PAGES; i++)
		page_done(&s->pages[i]);
	s->page = NULL;
}

static struct page *
find_page(struct timetable_screen *s, const struct page_key *k)
{
	for (int i = 0; i < PAGES; i++)
		if (s->pages[i].is_loaded && page_key_equal(&s->pages[i].key, k))
			return &s->pages[i];
	return NULL;
}

static struct page_key
key_of(const struct timetable_screen *s, int pages_on)
{
	struct page_key k = page_key_of(s->view, s->day, s->room_id, s->site_id);
	if (pages_on < 0)
		k = page_key_of(s->view, k.first - 1, s->room_id, s->site_id);
	if (pages_on > 0)
		k = page_key_of(s->view, page_last_day(&k) + 1, s->room_id, s->site_id);
	return k;
}

/* A page that is not one of those around the cursor makes room. */
static struct page *
take_page(struct timetable_screen *s, const struct page_key *k)
{
	struct page_key around[3] = { key_of(s, -1), key_of(s, 0), key_of(s, 1) };
	struct page *free_page = NULL;
	for (int i = 0; i < PAGES && !free_page; i++) {
		bool is_near = false;
		for (int n = 0; n < 3; n++)
			is_near = is_near || page_key_equal(&s->pages[i].key, &around[n]);
		if (!s->pages[i].is_loaded || !is_near)
			free_page = &s->pages[i];
	}
	page_done(free_page);
	page_load(free_page, s->app->desk, k);
	return free_page;
}

static int
line_of(const struct timetable_screen *s)
{
	const struct page *p = s->page;
	if (s->view != VIEW_DAY)
		return (int)(s->day - p->key.first);
	for (int i = 0; i < p->count; i++)
		if (p->lines[i].cell->room->id == s->room_id)
			return i;
	return 0;
}

/* The page of the day and the room, and the cursor where they are on it. */
void
timetable_show(struct timetable_screen *s)
{
	struct page_key k = key_of(s, 0);
	struct page *p = find_page(s, &k);
	s->page = p ? p : take_page(s, &k);
	s->cursor.today = desk_today(s->app->desk);
	s->cursor.marked = -1;
	s->cursor.line = 0;
	s->cursor.piece = -1;
	if (s->page->count == 0)
		return;
	s->cursor.line = line_of(s);
	s->room_id = s->page->lines[s->cursor.line].cell->room->id;
	s->cursor.piece = page_piece_at(&s->page->lines[s->cursor.line], s->minute);
}

static void
reload(void *state)
{
	struct timetable_screen *s = state;
	forget_pages(s);
	timetable_show(s);
}

/* A neighbour of the page on screen. */
static bool
ahead(void *state)
{
	struct timetable_screen *s = state;
	for (int step = 1; step >= -1; step -= 2) {
		struct page_key k = key_of(s, step);
		if (find_page(s, &k))
			continue;
		take_page(s, &k);
		return step > 0;
	}
	return false;
}

/* --- drawing --- */

static void
add_name(const struct timetable_screen *s, struct str *b)
{
	const struct page *p = s->page;
	struct ymd v = date_to_ymd(p->key.first);
	if (p->key.view == VIEW_DAY) {
		date_add_long(b, p->key.first);
		if (p->lines[0].cell->holiday[0])
			str_addf(b, "  %s", p->lines[0].cell->holiday);
		if (s->site_id != 0 && s->app->site_name)
			str_addf(b, "  %s", s->app->site_name);
		return;
	}
	str_addf(b, "%s  ", p->lines[0].cell->room->name);
	if (p->key.view == VIEW_MONTH) {
		/* L10N: a year and a month, both as numbers. */
		str_addf(b, _("%d-%02d"), v.year, v.month);
		return;
	}
	date_add_short(b, p->key.first, s->cursor.today);
	str_add(b, " - ");
	date_add_short(b, page_last_day(&p->key), s->cursor.today);
}

static void
draw_page(struct timetable_screen *s, struct canvas *c, struct rect area)
{
	int below = area.rows >= LEGEND_FROM ? WORD_ROWS + 2 : WORD_ROWS + 1;
	struct rect grid = { area.row + 1, area.col, area.rows - 1 - below, area.cols };
	struct rect words = { area.row + area.rows - WORD_ROWS - 1, area.col, WORD_ROWS,
			      area.cols };
	AUTO_STR name = STR_INIT;
	add_name(s, &name);
	canvas_put(c, area.row, area.col, area.cols, STYLE_TITLE, str_text(&name));
	if (s->view == VIEW_MONTH)
		timetable_draw_month(s->page, &s->cursor, c, grid);
	else
		timetable_draw_grid(s->page, &s->cursor, c, grid);
	if (area.rows >= LEGEND_FROM)
		timetable_draw_legend(s->page, c, (struct rect){ words.row - 1, area.col, 1,
								 area.cols });
	timetable_draw_words(s->page, &s->cursor, c, words);
}

static void
draw(void *state, struct canvas *c, struct rect area)
{
	struct timetable_screen *s = state;
	struct rect inner = { area.row, area.col + 1, area.rows, area.cols - 2 };
	if (s->page->count > 0)
		draw_page(s, c, inner);
	else
		canvas_wrap(c, inner, STYLE_WARN,
			    s->page->fault.code != ERR_NONE
				    ? s->page->fault.msg
				    : _("There are no rooms here."));
	date_line_draw(&s->typed, c,
		       (struct rect){ inner.row + inner.rows - 1, inner.col, 1, inner.cols },
		       _("a date: 11/20, +3, Fri, 2027-4-1   Space marks several bands"));
}

static const char *
title(const void *state)
{
	const struct timetable_screen *s = state;
	switch (s->view) {
	case VIEW_DAY:
	case VIEW_COUNT:
		return _("Timetable");
	case VIEW_WEEK:
		return _("Week of a room");
	case VIEW_MONTH:
		break;
	}
	return _("Month of a room");
}

static bool
key(void *state, const struct key *k)
{
	struct timetable_screen *s = state;
	if (!timetable_is_typing(s) && k->code == K_TEXT && str_equal(k->text, " ")) {
		timetable_mark(s);
		return true;
	}
	return date_line_key(&s->typed, s->app->stack, k);
}

static void
close_timetable(void *state)
{
	struct timetable_screen *s = state;
	forget_pages(s);
	edit_done(&s->typed);
	free(s);
}

static const struct screen_ops ops = {
	.name = "timetable",
	.actions = timetable_actions,
	.action_count = TIMETABLE_ACTION_COUNT,
	.key = key,
	.draw = draw,
	.shown = reload,
	.tick = reload,
	.ahead = ahead,
	.close = close_timetable,
	.title = title,
};

void
screen_timetable(struct app *app)
{
	screen_timetable_at(app, 0, desk_today(app->desk),
			    instant_minutes(clock_now(&app->desk->clock)));
}

void
screen_timetable_at(struct app *app, int64_t room_id, day_num day, int minute)
{
	struct timetable_screen *s;
	struct err e;
	if (!staff_require(app->desk, "booking.view", &e)) {
		stack_say_err(app->stack, &e);
		return;
	}
	s = mem_alloc(sizeof(*s));
	s->app = app;
	s->day = day;
	s->room_id = room_id;
	s->has_sites = site_has_several(app->desk);
	s->site_id = room_id ? 0 : app->desk->site_id; /* a room asked for is shown */
	s->minute = minute;
	edit_init(&s->typed, DATE_LINE_MOST, false);
	timetable_show(s);
	stack_push(app->stack, &ops, s);
}
