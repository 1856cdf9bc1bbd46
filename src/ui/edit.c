/*
 * edit.c - what the keys do to the text. Every change goes through change(),
 * which keeps what Ctrl-Z needs; every text that comes in goes through clean()
 * and composed(). Drawing, and the rows of several lines, are edit_draw.c's.
 */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "ui/edit.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "base/utf8.h"
#include "ui/edit_rows.h"

enum { PAST_MAX = 50, JOINER = 0x200d };

/* Changes of the same kind that follow one another are one burst. */
enum burst { BURST_NONE, BURST_TYPING, BURST_DELETING };

struct edit_past {
	char *text;
	size_t caret;
};

void
edit_init(struct edit *ed, int max, bool multi_line)
{
	memset(ed, 0, sizeof *ed);
	str_init(&ed->text);
	ed->max = max;
	ed->multi_line = multi_line;
	ed->goal = -1;
}

/* A secret must not stay behind in freed memory. */
static void
drop_text(const struct edit *ed, char *text)
{
	if (ed->secret && text != NULL)
		explicit_bzero(text, strlen(text));
	free(text);
}

static void
forget_past(struct edit *ed)
{
	for (int i = 0; i < ed->past_count; i++)
		drop_text(ed, ed->past[i].text);
	free(ed->past);
	ed->past = NULL;
	ed->past_count = 0;
	ed->burst = BURST_NONE;
}

void
edit_done(struct edit *ed)
{
	forget_past(ed);
	if (ed->secret && ed->text.s != NULL)
		explicit_bzero(ed->text.s, ed->text.cap);
	str_done(&ed->text);
}

const char *
edit_text(const struct edit *ed)
{
	return str_text(&ed->text);
}

void
edit_set(struct edit *ed, const char *text)
{
	forget_past(ed);
	str_set(&ed->text, text == NULL ? "" : text);
	ed->caret = ed->text.len;
	ed->first = 0;
	ed->goal = -1;
}

static void
remember(struct edit *ed)
{
	if (ed->past_count == PAST_MAX) {
		drop_text(ed, ed->past[0].text);
		memmove(ed->past, ed->past + 1, (PAST_MAX - 1) * sizeof *ed->past);
		ed->past_count--;
	}
	ed->past = mem_resize(ed->past, (size_t)ed->past_count + 1, sizeof *ed->past);
	ed->past[ed->past_count++] = (struct edit_past){
		.text = mem_strdup(edit_text(ed)),
		.caret = ed->caret,
	};
}

static bool
undo(struct edit *ed)
{
	if (ed->past_count == 0)
		return false;
	struct edit_past *last = &ed->past[--ed->past_count];

	str_set(&ed->text, last->text);
	ed->caret = last->caret;
	drop_text(ed, last->text);
	ed->burst = BURST_NONE;
	return true;
}

/* Where the line that holds `at` begins and ends. */
static size_t
line_start(const struct edit *ed, size_t at)
{
	const char *text = edit_text(ed);

	while (at > 0 && text[at - 1] != '\n')
		at--;
	return at;
}

static size_t
line_end(const struct edit *ed, size_t at)
{
	return at + strcspn(edit_text(ed) + at, "\n");
}

static size_t
next_cluster(const struct edit *ed, size_t at)
{
	return at + utf8_cluster(edit_text(ed) + at, edit_text(ed) + ed->text.len);
}

/* The last cluster boundary before `at` (which is not 0). */
static size_t
previous_cluster(const struct edit *ed, size_t at)
{
	size_t p = line_start(ed, at - 1), before = p;

	while (p < at) {
		before = p;
		p = next_cluster(ed, p);
	}
	return before;
}

/* Text put together may have joined clusters: the caret goes behind the joined one. */
static void
settle_caret(struct edit *ed)
{
	size_t p = line_start(ed, ed->caret);

	while (p < ed->caret)
		p = next_cluster(ed, p);
	ed->caret = p;
	ed->goal = -1;
}

/*
 * A joiner whose partner went, or that something was put behind, may not stay:
 * nobody would see it, and no door would let it in. Bytes removed before `at`.
 */
static size_t
drop_joiner(struct edit *ed, size_t at)
{
	static const char joiner[] = "\u200d";
	const size_t len = sizeof joiner - 1;
	AUTO_STR around = STR_INIT;

	if (at < len || memcmp(edit_text(ed) + at - len, joiner, len) != 0)
		return 0;
	size_t from = previous_cluster(ed, at);

	str_add_len(&around, edit_text(ed) + from, next_cluster(ed, at) - from);
	if (utf8_check_text(str_text(&around), true, NULL))
		return 0;
	str_remove(&ed->text, at - len, len);
	return len;
}

/* Bytes from..to become `with`; the caret stands behind them. */
static void
change(struct edit *ed, size_t from, size_t to, const char *with, enum burst burst)
{
	if (burst == BURST_NONE || ed->burst != (int)burst)
		remember(ed);
	ed->burst = burst;
	str_remove(&ed->text, from, to - from);
	str_insert(&ed->text, from, with, strlen(with));
	from -= drop_joiner(ed, from);
	ed->caret = from + strlen(with);
	ed->caret -= drop_joiner(ed, ed->caret);
	settle_caret(ed);
}

void
edit_replace(struct edit *ed, const char *text)
{
	change(ed, 0, ed->text.len, text == NULL ? "" : text, BURST_NONE);
}

int
edit_caret_clusters(const struct edit *ed)
{
	int count = 0;

	for (size_t p = 0; p < ed->caret; p = next_cluster(ed, p))
		count++;
	return count;
}

void
edit_set_caret_clusters(struct edit *ed, int clusters)
{
	size_t p = 0;

	while (clusters-- > 0 && p < ed->text.len)
		p = next_cluster(ed, p);
	ed->caret = p;
	ed->goal = -1;
	ed->burst = BURST_NONE;
}

static void
add_code_point(struct str *b, const char *p, const char *end)
{
	const char *from = p;

	if (p < end && utf8_next(&p, end) != UTF8_BAD)
		str_add_len(b, from, (size_t)(p - from));
}

/*
 * Appends to `b` what of `raw` may stand in a field. A mark is judged with the
 * base before it, because that decides whether it is allowed; `context` begins
 * as the cluster that the text will follow.
 */
static void
clean(const struct edit *ed, const char *raw, struct str *context, struct str *b, struct err *e)
{
	const char *p = raw, *end = raw + strlen(raw);

	while (p < end) {
		AUTO_STR trial = STR_INIT;
		const char *from = p;
		uint32_t cp = utf8_next(&p, end);

		if (cp == UTF8_BAD) {
			err_set(e, ERR_INVALID, _("Bytes that are no text were left out."));
			continue;
		}
		if (utf8_cp_width(cp) == 0)
			str_add(&trial, str_text(context));
		str_add_len(&trial, from, (size_t)(p - from));
		size_t own = trial.len;

		if (cp == JOINER) /* joins with what follows: allowed only if something does */
			add_code_point(&trial, p, end);
		if (!utf8_check_text(str_text(&trial), ed->multi_line, NULL)) {
			err_set(e, ERR_INVALID,
				_("A character that cannot be stored was left out: U+%04X."), cp);
			continue;
		}
		str_clear(context);
		str_add_len(context, str_text(&trial), own);
		str_add_len(b, from, (size_t)(p - from));
	}
}

/* Line ends as the field has them: \n in several lines; a blank in one, none at the end. */
static void
settle_line_ends(const struct edit *ed, const char *raw, struct str *b)
{
	size_t len = strlen(raw);

	while (!ed->multi_line && len > 0 && strchr("\r\n", raw[len - 1]) != NULL)
		len--;
	for (size_t i = 0; i < len; i++) {
		if (raw[i] == '\r' && raw[i + 1] == '\n')
			continue;
		if (raw[i] == '\r' || raw[i] == '\n')
			str_add_char(b, ed->multi_line ? '\n' : ' ');
		else
			str_add_char(b, raw[i] == '\t' ? ' ' : raw[i]);
	}
}

static bool
is_plain(const char *text)
{
	for (; *text != '\0'; text++)
		if (*text < ' ' || *text > '~')
			return false;
	return true;
}

static bool
begins_with_mark(const char *text)
{
	const char *p = text;
	uint32_t cp = utf8_next(&p, text + strlen(text));

	return cp != UTF8_BAD && utf8_cp_width(cp) == 0;
}

/* Puts cleaned text in; a mark that arrives after its base is composed with it. */
static bool
insert_clean(struct edit *ed, const char *text, enum burst burst, struct err *e)
{
	size_t from = ed->caret;

	if (ed->caret > 0 && begins_with_mark(text))
		from = previous_cluster(ed, ed->caret);
	AUTO_STR joined = STR_INIT;

	str_add_len(&joined, edit_text(ed) + from, ed->caret - from);
	str_add(&joined, text);
	AUTO_FREE char *composed = utf8_compose(str_text(&joined));
	AUTO_STR rest = STR_INIT;

	str_add_len(&rest, edit_text(ed), from);
	str_add(&rest, edit_text(ed) + ed->caret);
	if (ed->max > 0 && utf8_count(str_text(&rest)) + utf8_count(composed) > (size_t)ed->max)
		return err_set(e, ERR_INVALID,
			       _("At most %d characters fit here; nothing was added."), ed->max);
	change(ed, from, ed->caret, composed, burst);
	return true;
}

static bool
insert(struct edit *ed, const char *raw, enum burst burst, struct err *e)
{
	AUTO_STR text = STR_INIT;

	if (is_plain(raw)) {
		str_add(&text, raw);
	} else {
		AUTO_STR lines = STR_INIT;
		AUTO_STR context = STR_INIT;

		settle_line_ends(ed, raw, &lines);
		if (ed->caret > 0) {
			size_t before = previous_cluster(ed, ed->caret);

			str_add_len(&context, edit_text(ed) + before, ed->caret - before);
		}
		if (!utf8_check_text(str_text(&context), ed->multi_line, NULL))
			str_clear(&context);
		clean(ed, str_text(&lines), &context, &text, e);
	}
	return text.len > 0 && insert_clean(ed, str_text(&text), burst, e);
}

static bool
delete_to(struct edit *ed, size_t other, enum burst burst)
{
	size_t from = other < ed->caret ? other : ed->caret;
	size_t to = other < ed->caret ? ed->caret : other;

	if (from == to)
		return false;
	change(ed, from, to, "", burst);
	return true;
}

static void
move_to(struct edit *ed, size_t to)
{
	ed->caret = to;
	ed->goal = -1;
	ed->burst = BURST_NONE;
}

/* Keys that move the caret; false when it is none of them. */
static bool
move_key(struct edit *ed, enum key_code code)
{
	if (code == K_LEFT && ed->caret > 0)
		move_to(ed, previous_cluster(ed, ed->caret));
	else if (code == K_RIGHT && ed->caret < ed->text.len)
		move_to(ed, next_cluster(ed, ed->caret));
	else if (code == K_HOME || code == K_CTRL_A)
		move_to(ed, line_start(ed, ed->caret));
	else if (code == K_END || code == K_CTRL_E)
		move_to(ed, line_end(ed, ed->caret));
	else if (code == K_UP || code == K_DOWN)
		return ed->multi_line && edit_move_row(ed, code == K_DOWN);
	else
		return code == K_LEFT || code == K_RIGHT;
	return true;
}

/* Keys that delete or take back; false when it is none of them. */
static bool
delete_key(struct edit *ed, enum key_code code, bool *changed)
{
	if (code == K_BACKSPACE && ed->caret > 0)
		*changed = delete_to(ed, previous_cluster(ed, ed->caret), BURST_DELETING);
	else if (code == K_DELETE && ed->caret < ed->text.len)
		*changed = delete_to(ed, next_cluster(ed, ed->caret), BURST_DELETING);
	else if (code == K_CTRL_K)
		*changed = delete_to(ed, line_end(ed, ed->caret), BURST_NONE);
	else if (code == K_CTRL_U)
		*changed = delete_to(ed, line_start(ed, ed->caret), BURST_NONE);
	else if (code == K_CTRL_Z)
		*changed = undo(ed);
	else
		return code == K_BACKSPACE || code == K_DELETE;
	return true;
}

bool
edit_key(struct edit *ed, const struct key *k, bool *changed, struct err *e)
{
	bool is_fresh = ed->is_fresh;

	*changed = false;
	if (k->code == K_TEXT || k->code == K_PASTE) {
		ed->is_fresh = false;
		if (is_fresh && utf8_check_text(k->text, false, NULL))
			edit_replace(ed, "");
		*changed = insert(ed, k->text, k->code == K_TEXT ? BURST_TYPING : BURST_NONE, e);
		return true;
	}
	if (k->code == K_CTRL_J && ed->multi_line) {
		*changed = insert(ed, "\n", BURST_TYPING, e);
		return true;
	}
	if (!move_key(ed, k->code) && !delete_key(ed, k->code, changed))
		return false;
	ed->is_fresh = false;
	return true;
}
