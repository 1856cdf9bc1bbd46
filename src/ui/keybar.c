/*
 * keybar.c - choosing and drawing the entries of the key bar. Twins are named
 * ("F10/^S") when all entries fit with them. Where the entries do not fit without, first
 * those go that are the same on every screen, then the screen's own from the end of its
 * table; help and the way back stay.
 */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "ui/keybar.h"

#include <stdlib.h>

#include "base/auto.h"
#include "base/i18n.h"
#include "base/mem.h"

struct entry {
	const struct action *action;
	const char *label; /* in the clerk's language: looked up once a frame */
	int rank;          /* the highest is left out first */
	int cols;
};

struct bar {
	struct entry *entries;
	int count;
	bool with_twins;
};

static bool
has_key(const struct bar *bar, enum key_code key)
{
	for (int i = 0; i < bar->count; i++)
		if (bar->entries[i].action->key == key)
			return true;
	return false;
}

static int
rank_of(const struct action *a, int place)
{
	if (a->key == K_F1)
		return 0;
	return a->key == K_F3 ? 1 : place + 2;
}

/* A screen's row stands for a global one on the same key. */
static void
collect(struct bar *bar, const struct stack *s, const struct action *table, int count,
	const void *state)
{
	for (int i = 0; i < count; i++) {
		const struct action *a = &table[i];

		if (a->label == NULL || has_key(bar, a->key) || !stack_offers(s, a, state))
			continue;
		bar->entries[bar->count] = (struct entry){
			.action = a,
			.label = _(a->label),
			.rank = rank_of(a, bar->count),
		};
		bar->count++;
	}
}

static void
add_key(const struct bar *bar, const struct entry *entry, struct str *b)
{
	str_add(b, key_label(entry->action->key));
	if (bar->with_twins && entry->action->twin != K_NONE)
		str_addf(b, "/%s", key_label(entry->action->twin));
	if ((unsigned char)entry->label[0] < 0x80)
		str_add_char(b, ' ');
}

static void
measure(struct bar *bar)
{
	for (int i = 0; i < bar->count; i++) {
		struct entry *entry = &bar->entries[i];
		AUTO_STR key = STR_INIT;

		add_key(bar, entry, &key);
		entry->cols = canvas_width(str_text(&key)) + canvas_width(entry->label);
	}
}

static int
bar_cols(const struct bar *bar)
{
	int cols = 0;

	for (int i = 0; i < bar->count; i++)
		cols += bar->entries[i].cols + 1;
	return cols > 0 ? cols - 1 : 0;
}

static void
leave_one_out(struct bar *bar)
{
	int worst = 0;

	for (int i = 1; i < bar->count; i++)
		if (bar->entries[i].rank > bar->entries[worst].rank)
			worst = i;
	for (int i = worst; i + 1 < bar->count; i++)
		bar->entries[i] = bar->entries[i + 1];
	bar->count--;
}

static int
by_key(const void *a, const void *b)
{
	const struct entry *x = a, *y = b;

	return (int)x->action->key - (int)y->action->key;
}

void
keybar_draw(const struct stack *s, struct canvas *c, int row)
{
	const struct stack_frame *frame = stack_frame_of(s);
	const struct screen_ops *ops = stack_ops(s, 0);
	int most = frame->action_count + (ops == NULL ? 0 : ops->action_count);
	AUTO_FREE struct entry *entries = mem_alloc((size_t)(most + 1) * sizeof *entries);
	struct bar bar = { .entries = entries, .with_twins = true };

	if (ops != NULL)
		collect(&bar, s, ops->actions, ops->action_count, stack_state(s, 0));
	collect(&bar, s, frame->actions, frame->action_count, frame->ctx);
	qsort(bar.entries, (size_t)bar.count, sizeof *bar.entries, by_key);
	measure(&bar);
	if (bar_cols(&bar) > c->cols) {
		bar.with_twins = false;
		measure(&bar);
	}
	while (bar.count > 1 && bar_cols(&bar) > c->cols)
		leave_one_out(&bar);
	canvas_put(c, row, 0, c->cols, STYLE_NORMAL, "");
	for (int i = 0, col = 0; i < bar.count; i++) {
		const char *label = bar.entries[i].label;
		AUTO_STR key = STR_INIT;

		add_key(&bar, &bar.entries[i], &key);
		col += canvas_put(c, row, col, canvas_width(str_text(&key)), STYLE_KEY,
				  str_text(&key));
		col += canvas_put(c, row, col, canvas_width(label), STYLE_BAR, label) + 1;
	}
}
