/* list.c - the window of rows, and what keys do to it. */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "ui/list.h"

#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "base/utf8.h"
#include "ui/list_state.h"

enum {
	AHEAD_ROWS = 16,     /* of one fetch while nothing is typed: a key waits for it */
	AHEAD_SCREENS = 3,   /* read before they are needed, on either side of the cursor */
	WINDOW_MOST = 512,   /* rows kept in memory; more on a tall screen */
	GO_ROWS = 64,        /* of one fetch of list_go */
	GO_MOST = 1000,      /* rows that list_go looks through */
	HEIGHT_AT_FIRST = 20,
};

static int
height_of(const struct list *l)
{
	return l->height > 0 ? l->height : HEIGHT_AT_FIRST;
}

/* Rows of a fetch that a key waits for: a screenful, and the row that shows there is more. */
static int
screenful(const struct list *l)
{
	return height_of(l) + 1;
}

static void
forget_rows(struct list *l)
{
	for (int i = 0; i < l->page_count; i++)
		arena_done(&l->pages[i].arena);
	l->page_count = l->row_count = 0;
	l->current = l->top = 0;
	l->at_start = l->at_end = false;
	l->base = -1;
}

/* Fetches `n` rows beside the window (or from an end, when there is none) and joins them on. */
static bool
grow(struct list *l, bool backward, int n, struct err *e)
{
	AUTO_FREE struct list_row *out = mem_alloc((size_t)n * sizeof *out);
	struct list_page page = { .arena = ARENA_INIT };
	const struct list_row *from = NULL;

	if (l->row_count > 0)
		from = backward ? &l->rows[0] : &l->rows[l->row_count - 1];
	page.count = l->source.fetch(l->source.ctx, &page.arena, from, backward, n, out, e);
	if (page.count < 0) {
		arena_done(&page.arena);
		return false;
	}
	size_t added = (size_t)page.count, had = (size_t)l->row_count;

	l->rows = mem_resize(l->rows, had + added + 1, sizeof *l->rows);
	l->pages = mem_resize(l->pages, (size_t)l->page_count + 1, sizeof *l->pages);
	if (backward) {
		memmove(l->rows + added, l->rows, had * sizeof *l->rows);
		memcpy(l->rows, out, added * sizeof *l->rows);
		memmove(l->pages + 1, l->pages, (size_t)l->page_count * sizeof *l->pages);
		l->pages[0] = page;
		l->current += page.count;
		l->top += page.count;
		l->at_start = page.count < n;
		l->base = l->at_start ? 0 : l->base >= 0 ? l->base - page.count : -1;
	} else {
		memcpy(l->rows + had, out, added * sizeof *l->rows);
		l->pages[l->page_count] = page;
		l->at_end = page.count < n;
	}
	l->page_count++;
	l->row_count += page.count;
	return true;
}

static void
drop_first_page(struct list *l)
{
	int count = l->pages[0].count;

	arena_done(&l->pages[0].arena);
	l->page_count--;
	memmove(l->pages, l->pages + 1, (size_t)l->page_count * sizeof *l->pages);
	l->row_count -= count;
	memmove(l->rows, l->rows + count, (size_t)l->row_count * sizeof *l->rows);
	l->current -= count;
	l->top -= count;
	l->base = l->base >= 0 ? l->base + count : -1;
	l->at_start = l->at_start && count == 0;
}

static void
drop_last_page(struct list *l)
{
	int count = l->pages[l->page_count - 1].count;

	arena_done(&l->pages[l->page_count - 1].arena);
	l->page_count--;
	l->row_count -= count;
	l->at_end = l->at_end && count == 0;
}

/* Gives back pages far from the cursor. */
static void
trim(struct list *l)
{
	int keep = (AHEAD_SCREENS + 1) * height_of(l);
	int most = WINDOW_MOST + 2 * keep;

	while (l->row_count > most && l->current - l->pages[0].count > keep)
		drop_first_page(l);
	while (l->row_count > most &&
	       l->row_count - l->pages[l->page_count - 1].count - l->current > keep)
		drop_last_page(l);
}

void
list_fit_top(struct list *l, int height)
{
	if (l->top > l->current)
		l->top = l->current;
	if (l->top < l->current - height + 1)
		l->top = l->current - height + 1;
	if (l->top > l->row_count - height)
		l->top = l->row_count - height;
	if (l->top < 0)
		l->top = 0;
}

/* The cursor to `to`, with as many rows around it in memory as the screen shows. */
static bool
move_to(struct list *l, int to, struct err *e)
{
	int height = height_of(l);
	bool ok = true;

	while (ok && to - height < 0 && !l->at_start) {
		int had = l->row_count;

		ok = grow(l, true, screenful(l), e);
		to += l->row_count - had;
	}
	while (ok && to + height >= l->row_count && !l->at_end)
		ok = grow(l, false, screenful(l), e);
	if (to > l->row_count - 1)
		to = l->row_count - 1;
	l->current = to < 0 ? 0 : to;
	list_fit_top(l, height);
	trim(l);
	return ok;
}

bool
list_ahead(struct list *l)
{
	int reach = AHEAD_SCREENS * height_of(l);
	bool below = !l->at_end && l->current + reach >= l->row_count;
	bool above = !l->at_start && l->current - reach < 0;

	if (l->row_count == 0 || (!below && !above) || !grow(l, !below, AHEAD_ROWS, NULL))
		return false;
	trim(l);
	return true;
}

static void
recount(struct list *l)
{
	l->total_at_least = false;
	l->total = -1;
	if (l->source.count != NULL)
		l->total = l->source.count(l->source.ctx, &l->total_at_least);
}

static bool
go_first(struct list *l, struct err *e)
{
	forget_rows(l);
	l->at_start = true;
	l->base = 0;
	return move_to(l, 0, e);
}

static bool
go_last(struct list *l, struct err *e)
{
	forget_rows(l);
	l->at_end = true;
	if (!grow(l, true, screenful(l), e))
		return false;
	if (l->base < 0 && !l->total_at_least && l->total >= l->row_count)
		l->base = l->total - l->row_count;
	return move_to(l, l->row_count - 1, e);
}

struct list *
list_new(const struct list_source *source, const struct list_column *columns, int count)
{
	struct list *l = mem_alloc(sizeof *l);

	l->source = *source;
	l->columns = mem_resize(NULL, (size_t)count + 1, sizeof *l->columns);
	memcpy(l->columns, columns, (size_t)count * sizeof *columns);
	l->column_count = count;
	edit_init(&l->filter, 0, false);
	recount(l);
	go_first(l, NULL);
	return l;
}

void
list_free(struct list *l)
{
	if (l == NULL)
		return;
	forget_rows(l);
	free(l->rows);
	free(l->pages);
	free(l->columns);
	free(l->marks);
	edit_done(&l->filter);
	free(l);
}

static int
row_index(const struct list *l, int64_t id)
{
	for (int i = 0; i < l->row_count; i++)
		if (l->rows[i].id == id)
			return i;
	return -1;
}

/*
 * A window read anew around the place where `old` stood: the rows before it,
 * then what follows them now. `at` becomes where that place is.
 */
static bool
read_around(struct list *l, const struct list_row *old, int *at, struct err *e)
{
	int64_t base = l->base < 0 ? -1 : l->base + l->current;

	forget_rows(l);
	l->rows = mem_resize(l->rows, 1, sizeof *l->rows);
	l->rows[0] = *old;
	l->row_count = 1;
	l->base = base;
	bool ok = grow(l, true, screenful(l), e);

	/* The old row itself is read again with those that follow, if it is still there. */
	l->row_count--;
	*at = l->row_count;
	return ok && grow(l, false, screenful(l), e);
}

bool
list_reload(struct list *l, struct err *e)
{
	AUTO_ARENA keep = ARENA_INIT;
	int on_screen = l->current - l->top, at;
	int64_t total = l->total;
	bool at_least = l->total_at_least;

	recount(l);
	if (l->row_count == 0)
		return go_first(l, e);
	struct list_row old = l->rows[l->current];

	old.anchor = arena_strdup(&keep, old.anchor);
	old.cells = NULL;
	if (!read_around(l, &old, &at, e)) {
		forget_rows(l);
		return false;
	}
	if (!l->at_start && (total != l->total || at_least != l->total_at_least))
		l->base = -1; /* some came or went: the number is not known any more */
	int found = row_index(l, old.id);

	at = found >= 0 ? found : at;
	l->top = at - on_screen;
	return move_to(l, at, e);
}

const struct list_row *
list_current_row(const struct list *l)
{
	return l->row_count > 0 ? &l->rows[l->current] : NULL;
}

int64_t
list_current(const struct list *l)
{
	return l->row_count > 0 ? l->rows[l->current].id : 0;
}

bool
list_go(struct list *l, int64_t id, struct err *e)
{
	int at = row_index(l, id);

	if (at >= 0)
		return move_to(l, at, e);
	if (!go_first(l, e))
		return false;
	while ((at = row_index(l, id)) < 0 && l->row_count < GO_MOST && !l->at_end)
		if (!grow(l, false, GO_ROWS, e))
			return false;
	if (at < 0)
		return err_set(e, ERR_NOT_FOUND, _("The entry is not near the top of this list."));
	return move_to(l, at, e);
}

const char *
list_filter(const struct list *l)
{
	return edit_text(&l->filter);
}

/* The rows that the filter now leaves; the cursor goes to the first. */
static bool
apply_filter(struct list *l, struct err *e)
{
	if (!l->source.filter(l->source.ctx, edit_text(&l->filter), e)) {
		forget_rows(l);
		l->at_start = l->at_end = true;
		l->total = 0;
		return false;
	}
	recount(l);
	return go_first(l, e);
}

bool
list_set_filter(struct list *l, const char *text, struct err *e)
{
	if (l->source.filter == NULL)
		return str_is_empty(text);
	edit_set(&l->filter, text);
	return apply_filter(l, e);
}

bool
list_is_marked(const struct list *l, int64_t id)
{
	for (int i = 0; i < l->mark_count; i++)
		if (l->marks[i] == id)
			return true;
	return false;
}

static void
toggle_mark(struct list *l, int64_t id)
{
	for (int i = 0; i < l->mark_count; i++) {
		if (l->marks[i] != id)
			continue;
		l->mark_count--;
		memmove(l->marks + i, l->marks + i + 1,
			(size_t)(l->mark_count - i) * sizeof *l->marks);
		return;
	}
	l->marks = mem_resize(l->marks, (size_t)l->mark_count + 1, sizeof *l->marks);
	l->marks[l->mark_count++] = id;
}

int
list_marked(const struct list *l, const int64_t **ids)
{
	*ids = l->marks;
	return l->mark_count;
}

void
list_clear_marks(struct list *l)
{
	l->mark_count = 0;
}

void
list_set_columns(struct list *l, const struct list_column *columns, int count)
{
	l->columns = mem_resize(l->columns, (size_t)count + 1, sizeof *l->columns);
	memcpy(l->columns, columns, (size_t)count * sizeof *columns);
	l->column_count = count;
	l->first_column = 0;
	list_reload(l, NULL);
}

static bool
mark_key(struct list *l, struct err *e)
{
	if (l->row_count > 0) {
		toggle_mark(l, l->rows[l->current].id);
		move_to(l, l->current + 1, e);
	}
	return true;
}

/* Keys that change the filter; false when the key is none of them. */
static bool
filter_key(struct list *l, const struct key *k, struct err *e)
{
	bool is_text = k->code == K_TEXT || k->code == K_PASTE;
	bool changed = false;

	if (l->source.filter == NULL || (!is_text && l->filter.text.len == 0))
		return false;
	if (k->code == K_ESC || k->code == K_CTRL_U) {
		edit_set(&l->filter, "");
		changed = true;
	} else if (is_text || k->code == K_BACKSPACE) {
		edit_key(&l->filter, k, &changed, e);
	} else {
		return false;
	}
	if (changed)
		apply_filter(l, e);
	return true;
}

/* Brings columns into view; false when all are. */
static bool
scroll_columns(struct list *l, bool right)
{
	if (right ? !l->has_cut_columns : l->first_column == 0)
		return l->has_cut_columns || l->first_column > 0;
	l->first_column += right ? 1 : -1;
	return true;
}

static bool
page_key(struct list *l, bool down, struct err *e)
{
	int rows = height_of(l) > 1 ? height_of(l) - 1 : 1;
	int step = down ? rows : -rows;

	l->top += step;
	move_to(l, l->current + step, e);
	return true;
}

static bool
is_blank(const struct key *k)
{
	return k->code == K_TEXT && (strcmp(k->text, " ") == 0 || strcmp(k->text, "\u3000") == 0);
}

bool
list_key(struct list *l, const struct key *k, struct err *e)
{
	switch ((int)k->code) {
	case K_UP:
	case K_DOWN:
		move_to(l, l->current + (k->code == K_DOWN ? 1 : -1), e);
		return true;
	case K_PAGE_UP:
	case K_PAGE_DOWN:
		return page_key(l, k->code == K_PAGE_DOWN, e);
	case K_HOME:
		go_first(l, e);
		return true;
	case K_END:
		go_last(l, e);
		return true;
	case K_LEFT:
	case K_RIGHT:
		return scroll_columns(l, k->code == K_RIGHT);
	case K_INSERT:
	case K_CTRL_T:
		return mark_key(l, e);
	default:
		if (is_blank(k) && l->filter.text.len == 0)
			return mark_key(l, e);
		return filter_key(l, k, e);
	}
}
