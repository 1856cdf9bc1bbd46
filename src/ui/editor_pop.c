/*
 * editor_pop.c - the candidates over the form. Opened by F4 it has a cursor of
 * its own; while a reference is typed it shows by itself, and only Down enters
 * it, so that it is never in the way of Enter, which takes from it only what is the
 * one thing that the text can mean. What is typed narrows it down.
 * For `choices` it is a check list that numbers what is chosen, since the first
 * one chosen is the main one; what narrows it down is not the field's text.
 */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/lang.h"
#include "base/mem.h"
#include "base/utf8.h"
#include "ui/editor_state.h"

enum { ROWS_MOST = 10, MARK_COLS = 5, MARGIN = 1 };

void
editor_pop_close(struct editor *ed)
{
	struct editor_pop *p = &ed->pop;

	for (int i = 0; p->codes != NULL && i < p->count; i++)
		free(p->codes[i]);
	free(p->codes);
	free(p->checked);
	free(p->shown);
	str_done(&p->filter);
	arena_done(&p->arena);
	*p = (struct editor_pop){ .arena = ARENA_INIT };
}

/* The stored value that a text of this field means, or NULL. Caller frees. */
static char *
meaning(const struct editor *ed, const char *text)
{
	char *stored = NULL;

	if (!field_parse(editor_focused(ed)->form, ed->ops.lookup, text, &stored, NULL))
		return NULL;
	return stored;
}

/* Which of the whole list has the text in its words, kana and width folded. */
static void
narrow(struct editor_pop *p, const char *text)
{
	AUTO_FREE char *key = utf8_search_key(text);

	p->shown_count = 0;
	for (int i = 0; i < p->count; i++) {
		AUTO_FREE char *word = utf8_search_key(p->items[i].text);

		if (strstr(word, key) != NULL)
			p->shown[p->shown_count++] = i;
	}
}

/* The item that the text means as a whole, or -1. */
static int
item_meant(const struct editor *ed, const char *text)
{
	AUTO_FREE char *stored = meaning(ed, text);

	for (int i = 0; i < ed->pop.count && stored != NULL; i++) {
		AUTO_FREE char *one = meaning(ed, ed->pop.items[i].value);

		if (str_equal(one, stored))
			return i;
	}
	return -1;
}

/*
 * What of the whole list fits the field's text: while it is typed, what has it;
 * when the list is asked for at a word of its own, all of it, from there.
 */
static void
keep_fitting(struct editor *ed, const char *text, bool is_typed)
{
	struct editor_pop *p = &ed->pop;
	int meant = item_meant(ed, text);

	if (meant >= 0 && !is_typed) {
		p->current = meant;
		return;
	}
	narrow(p, text);
	if (p->shown_count == 0 && meant >= 0)
		p->shown[p->shown_count++] = meant;
}

static int
code_index(const struct editor_pop *p, const char *code, size_t len)
{
	for (int i = 0; i < p->count; i++)
		if (p->codes[i] != NULL && strlen(p->codes[i]) == len &&
		    memcmp(p->codes[i], code, len) == 0)
			return i;
	return -1;
}

/* What the field holds is checked, in its order. */
static void
load_checks(struct editor *ed)
{
	struct editor_pop *p = &ed->pop;
	size_t count = (size_t)p->count;
	AUTO_FREE char *stored = meaning(ed, editor_text(ed, ed->focus));

	p->is_check = true;
	p->codes = mem_alloc((count + 1) * sizeof *p->codes);
	p->checked = mem_alloc((count + 1) * sizeof *p->checked);
	for (int i = 0; i < p->count; i++)
		p->codes[i] = meaning(ed, p->items[i].value);
	for (const char *s = stored; s != NULL && *s != '\0'; s += *s == ',') {
		size_t len = strcspn(s, ",");
		int at = code_index(p, s, len);

		if (at >= 0 && p->checked_count < p->count)
			p->checked[p->checked_count++] = at;
		s += len;
	}
}

static bool
is_code_kind(enum field_kind kind)
{
	return kind == FIELD_CHOICE || kind == FIELD_CHOICES || kind == FIELD_BOOL;
}

static int
fetch(struct editor *ed, const char *text)
{
	struct editor_pop *p = &ed->pop;
	enum field_kind kind = editor_kind(ed);

	if (kind == FIELD_BOOL) { /* its words are those of the type */
		size_t size = (size_t)ed->option_count * sizeof *p->items;

		p->items = arena_alloc(&p->arena, size + 1);
		memcpy(p->items, ed->options, size);
		return ed->option_count;
	}
	if (ed->ops.candidates == NULL)
		return 0;
	return ed->ops.candidates(ed->ops.ctx, ed->focus, is_code_kind(kind) ? "" : text, &p->arena,
				  &p->items);
}

bool
editor_pop_open(struct editor *ed, enum pop_reason why, struct err *e)
{
	struct editor_pop *p = &ed->pop;
	enum field_kind kind = editor_kind(ed);
	const char *text = editor_text(ed, ed->focus);
	/* A condition is one code at a time. */
	bool is_check = kind == FIELD_CHOICES && ed->mode == EDITOR_EDIT;

	editor_pop_close(ed);
	p->current = why == POP_OFFERED ? -1 : 0;
	p->count = fetch(ed, text);
	if (p->count < 0)
		p->count = 0;
	p->shown = mem_alloc(((size_t)p->count + 1) * sizeof *p->shown);
	narrow(p, "");
	if (is_code_kind(kind) && !is_check)
		keep_fitting(ed, text, why != POP_ASKED_FOR);
	if (p->shown_count == 0) {
		editor_pop_close(ed);
		if (why == POP_ASKED_FOR)
			err_set(e, ERR_NOT_FOUND, _("There are no candidates for this."));
		return true;
	}
	if (is_check)
		load_checks(ed);
	p->is_open = true;
	return true;
}

/* The checked words as the field's text. */
static void
put_checks(struct editor *ed, struct err *e)
{
	struct editor_pop *p = &ed->pop;
	const char *between = lang_is_ja() ? "、" : ", ";
	AUTO_STR text = STR_INIT;

	for (int i = 0; i < p->checked_count; i++) {
		str_add(&text, i > 0 ? between : "");
		str_add(&text, p->items[p->checked[i]].value);
	}
	editor_field_replace(ed, ed->focus, str_text(&text), e);
}

static int
check_number(const struct editor_pop *p, int item)
{
	for (int i = 0; i < p->checked_count; i++)
		if (p->checked[i] == item)
			return i + 1;
	return 0;
}

static void
toggle(struct editor *ed, int item, struct err *e)
{
	struct editor_pop *p = &ed->pop;
	int number = check_number(p, item);

	if (number == 0) {
		p->checked[p->checked_count++] = item;
	} else {
		p->checked_count--;
		memmove(p->checked + number - 1, p->checked + number,
			(size_t)(p->checked_count - number + 1) * sizeof *p->checked);
	}
	put_checks(ed, e);
}

static void
filter_checks(struct editor_pop *p, const char *filter)
{
	str_set(&p->filter, filter);
	narrow(p, filter);
	p->current = p->first = 0;
}

/* After an entry was chosen the whole list is there again, with the cursor where it was. */
static void
toggle_at(struct editor *ed, int at, struct err *e)
{
	struct editor_pop *p = &ed->pop;
	int item = p->shown[at];

	toggle(ed, item, e);
	filter_checks(p, "");
	p->current = item;
}

/* Space and digits choose; other text narrows the list down. */
static bool
check_text_key(struct editor *ed, const struct key *k, struct err *e)
{
	struct editor_pop *p = &ed->pop;
	AUTO_FREE char *typed = utf8_narrow(k->text);
	AUTO_STR filter = STR_INIT;
	int number = typed[0] >= '1' && typed[0] <= '9' && typed[1] == '\0' ? typed[0] - '0' : 0;

	if (number > 0 || str_equal(typed, " ")) {
		int at = number > 0 ? number - 1 : p->current;

		if (at < p->shown_count)
			toggle_at(ed, at, e);
		return true;
	}
	str_add(&filter, str_text(&p->filter));
	str_add(&filter, k->text);
	if (!utf8_check_text(str_text(&filter), false, e))
		return true;
	filter_checks(p, str_text(&filter));
	return true;
}

static bool
check_back_key(struct editor_pop *p)
{
	AUTO_STR filter = STR_INIT;
	size_t at = 0, last = 0;

	str_add(&filter, str_text(&p->filter));
	while (at < filter.len) {
		last = at;
		at += utf8_cluster(filter.s + at, filter.s + filter.len);
	}
	if (filter.len > 0)
		str_remove(&filter, last, filter.len - last);
	filter_checks(p, str_text(&filter));
	return true;
}

/* Done; what the list was narrowed down to by typing is what the clerk means. */
static bool
check_enter_key(struct editor *ed, struct err *e)
{
	struct editor_pop *p = &ed->pop;

	if (p->filter.len == 0) {
		editor_pop_close(ed);
		return false;
	}
	if (p->shown_count > 0 && check_number(p, p->shown[p->current]) == 0)
		toggle_at(ed, p->current, e);
	else
		filter_checks(p, "");
	return true;
}

static bool
check_key(struct editor *ed, const struct key *k, struct err *e)
{
	if (k->code == K_TEXT || k->code == K_PASTE)
		return check_text_key(ed, k, e);
	if (k->code == K_BACKSPACE)
		return check_back_key(&ed->pop);
	if (k->code == K_ENTER)
		return check_enter_key(ed, e);
	editor_pop_close(ed);
	return false;
}

static void
take(struct editor *ed, struct err *e)
{
	struct editor_pop *p = &ed->pop;
	AUTO_FREE char *value = mem_strdup(p->items[p->shown[p->current]].value);

	editor_pop_close(ed);
	editor_field_replace(ed, ed->focus, value, e);
	editor_next(ed, 1);
}

static bool
move(struct editor_pop *p, enum key_code code)
{
	int page = p->rows > 1 ? p->rows - 1 : 1;
	int to = p->current;

	if (code == K_UP || code == K_DOWN)
		to += code == K_DOWN ? 1 : -1;
	else if (code == K_PAGE_UP || code == K_PAGE_DOWN)
		to += code == K_PAGE_DOWN ? page : -page;
	else
		return false;
	if (p->current < 0 && to < 0)
		return false; /* not entered: Up is the form's */
	to = to > p->shown_count - 1 ? p->shown_count - 1 : to;
	p->current = to < 0 ? 0 : to;
	return true;
}

static bool
is_typing(const struct key *k)
{
	return k->code == K_TEXT || k->code == K_PASTE || k->code == K_BACKSPACE ||
	       k->code == K_DELETE || k->code == K_CTRL_U || k->code == K_CTRL_K ||
	       k->code == K_CTRL_Z;
}

/*
 * What is typed means nothing by itself. Of the one record that has it, Enter means that one;
 * of several, Enter goes to them, but for a condition, which may be a part of a name. Where a
 * name that is on no register makes a new record, the text does mean something.
 */
static bool
is_for_enter(const struct editor *ed)
{
	const char *text = editor_text(ed, ed->focus);
	AUTO_FREE char *stored = meaning(ed, text);

	return (ed->pop.shown_count == 1 || ed->mode == EDITOR_EDIT) && !str_is_empty(text) &&
	       stored == NULL;
}

bool
editor_pop_takes_enter(const struct editor *ed)
{
	const struct editor_pop *p = &ed->pop;

	return p->is_open && (p->current >= 0 || p->is_check || is_for_enter(ed));
}

bool
editor_pop_key(struct editor *ed, const struct key *k, struct err *e)
{
	struct editor_pop *p = &ed->pop;

	if (move(p, k->code))
		return true;
	if (k->code == K_ESC || k->code == K_F3 || (k->code == K_F4 && p->current >= 0)) {
		editor_pop_close(ed);
		return true;
	}
	if (k->code == K_F4) {
		p->current = 0;
		return true;
	}
	if (p->is_check)
		return check_key(ed, k, e);
	if (k->code == K_ENTER && p->current < 0 && is_for_enter(ed)) {
		p->current = 0;
		if (p->shown_count > 1)
			return true;
	}
	if (k->code == K_ENTER && p->current >= 0) {
		take(ed, e);
		return true;
	}
	if (is_typing(k))
		return false;
	editor_pop_close(ed);
	return false;
}

/* Where the box stands: below its field, or above where there is more room. */
static struct rect
box_for(const struct editor *ed, struct rect area, int rows, int cols)
{
	const struct editor_place *place = &ed->layout.places[ed->focus];
	int field_row = area.row + place->row - ed->top;
	int below = area.row + area.rows - (field_row + place->rows);
	int above = field_row - area.row;
	bool goes_below = rows <= below || below >= above;
	int room = goes_below ? below : above;
	struct rect box = { .cols = cols < area.cols ? cols : area.cols };

	box.rows = rows < room ? rows : room;
	box.row = goes_below ? field_row + place->rows : field_row - box.rows;
	box.col = area.col + place->col;
	if (box.col + box.cols > area.col + area.cols)
		box.col = area.col + area.cols - box.cols;
	return box;
}

static int
box_cols(const struct editor *ed, const char *title)
{
	const struct editor_pop *p = &ed->pop;
	int widest = canvas_width(title);

	for (int i = 0; i < p->count; i++) {
		int cols = canvas_width(p->items[i].text) + (p->is_check ? MARK_COLS : 0);

		widest = cols > widest ? cols : widest;
	}
	return widest + 2 * MARGIN;
}

static void
draw_item(const struct editor_pop *p, int at, struct canvas *c, struct rect line)
{
	enum style style = at == p->current ? STYLE_FOCUS : STYLE_NORMAL;
	int item = p->shown[at];
	int number = p->is_check ? check_number(p, item) : 0;

	canvas_put(c, line.row, line.col, line.cols, style, "");
	line.col += MARGIN;
	line.cols -= 2 * MARGIN;
	if (p->is_check) {
		canvas_put(c, line.row, line.col, MARK_COLS, style, "[ ]");
		if (number > 0)
			canvas_printf(c, line.row, line.col, MARK_COLS, style, "[%d]", number);
		line.col += MARK_COLS;
		line.cols -= MARK_COLS;
	}
	canvas_put(c, line.row, line.col, line.cols, style, p->items[item].text);
}

void
editor_pop_draw(struct editor *ed, struct canvas *c, struct rect area)
{
	struct editor_pop *p = &ed->pop;
	const char *title = p->is_check ? _("Space: choose  Enter: done  text: narrows down") :
					  _("Candidates");
	int height = p->is_check ? p->count : p->shown_count; /* a check list keeps its place */
	int wanted = (height < ROWS_MOST ? height : ROWS_MOST) + 2;
	struct rect box = box_for(ed, area, wanted, box_cols(ed, title));
	int bars = box.rows > 3 ? 2 : 0;
	struct rect line = { box.row, box.col, 1, box.cols };

	p->rows = box.rows - bars;
	/* A blank column on either side: no half of a character stands at the edge. */
	canvas_fill(c, (struct rect){ box.row, box.col - (box.col > area.col), box.rows,
				      box.cols + 2 * MARGIN }, STYLE_NORMAL);
	if (bars > 0) {
		canvas_put(c, line.row, line.col, line.cols, STYLE_BAR, "");
		canvas_put(c, line.row++, line.col + MARGIN, line.cols - MARGIN, STYLE_BAR, title);
	}
	if (p->first > p->current)
		p->first = p->current < 0 ? 0 : p->current;
	if (p->first < p->current - p->rows + 1)
		p->first = p->current - p->rows + 1;
	for (int i = p->first; i < p->first + p->rows && i < p->shown_count; i++) {
		draw_item(p, i, c, line);
		line.row++;
	}
	if (bars == 0)
		return;
	line.row = box.row + box.rows - 1;
	canvas_put(c, line.row, line.col, line.cols, STYLE_BAR, "");
	if (p->filter.len > 0 || p->shown_count > p->rows)
		canvas_printf(c, line.row, line.col + MARGIN, line.cols - MARGIN, STYLE_BAR,
			      "%d / %d  %s", p->shown_count > 0 ? p->current + 1 : 0,
			      p->shown_count, str_text(&p->filter));
}
