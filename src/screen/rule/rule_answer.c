/* rule_answer.c - see rule_answer.h. */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "screen/rule/rule_answer.h"

#include <string.h>

#include "base/i18n.h"
#include "base/money.h"
#include "rule/fraction.h"

#define INDENT    2
#define YEN_WIDTH 14 /* columns kept for an amount at the right edge */

void
rule_answer_clear(struct rule_answer *r)
{
	arena_done(&r->arena);
	r->lines = NULL;
	r->count = r->room_for = r->first = 0;
}

void
rule_answer_done(struct rule_answer *r)
{
	rule_answer_clear(r);
}

static struct answer_line *
add_line(struct rule_answer *r, enum style style, int indent, const char *text)
{
	if (r->count == r->room_for) {
		int room = r->room_for == 0 ? 32 : r->room_for * 2;
		struct answer_line *larger =
			arena_alloc(&r->arena, (size_t)room * sizeof(*larger));

		if (r->count > 0)
			memcpy(larger, r->lines, (size_t)r->count * sizeof(*larger));
		r->lines = larger;
		r->room_for = room;
	}
	struct answer_line *l = &r->lines[r->count++];

	*l = (struct answer_line){ style, indent, arena_strdup(&r->arena, text), "" };
	return l;
}

void
rule_answer_warn(struct rule_answer *r, const char *text)
{
	/* What is lacking is lacking for several questions: said once. */
	for (int i = 0; i < r->count; i++)
		if (strcmp(r->lines[i].text, text) == 0)
			return;
	add_line(r, STYLE_WARN, 0, text);
}

/* What is lacking, as the form beside it calls it. */
static void
warn_of(struct rule_answer *r, const struct rule_wish *w, const struct err *e)
{
	const char *name = facts_lacking_name(&w->facts, e);
	AUTO_STR text = STR_INIT;

	if (name != NULL)
		str_addf(&text, _("%s is needed."), rule_form_label(&r->arena, name));
	rule_answer_warn(r, name != NULL ? str_text(&text) : e->msg);
}

/* --- the questions --- */

static enum style
style_of(const struct line *l)
{
	if (l->kind == LINE_REFUSAL)
		return STYLE_ERROR;
	return l->kind == LINE_TOTAL ? STYLE_TITLE : STYLE_NORMAL;
}

static void
add_step(struct rule_answer *r, const struct line *l)
{
	struct answer_line *shown = add_line(r, style_of(l), 1, l->text);

	if (l->has_yen) {
		AUTO_STR yen = STR_INIT;

		if (l->kind != LINE_TOTAL && l->num > 0)
			str_add(&yen, "+");
		fraction_add_yen(&yen, (struct share){ l->num, l->den });
		shown->yen = arena_strdup(&r->arena, str_text(&yen));
	}
	if (l->rule != NULL && l->rule->by_law[0] != '\0')
		add_line(r, STYLE_HINT, 2, l->rule->by_law);
}

static void
add_answer(struct rule_answer *r, const char *label, const struct answer *a)
{
	if (a->count == 0)
		return;
	add_line(r, STYLE_LABEL, 0, label);
	for (int i = 0; i < a->count; i++)
		add_step(r, &a->lines[i]);
}

/* What was paid is the price of the use, unless the fields say it. */
static bool
find_paid(struct rule_wish *w, struct answer *a, struct err *e)
{
	if (w->paid)
		return true;
	if (!choice_set_is_empty(&w->facts.extras))
		return err_set(e, ERR_INVALID,
			       _("Say what was paid for the room and for equipment."));
	if (!ask_quote(&w->facts, a, e))
		return false;
	w->refund.paid_room = a->yen;
	answer_clear(a);
	return true;
}

static bool
ask_wished_refund(struct rule_wish *w, struct answer *a, struct err *e)
{
	return find_paid(w, a, e) && ask_refund(&w->facts, &w->refund, a, e);
}

static bool
ask_wished_extension(struct rule_wish *w, struct answer *a, struct err *e)
{
	return ask_extension(&w->facts, &w->extension, a, e);
}

static bool
ask_wished_storm(struct rule_wish *w, struct answer *a, struct err *e)
{
	return ask_storm(&w->facts, w->lifted, a, e);
}

typedef bool ask_wish_fn(struct rule_wish *w, struct answer *a, struct err *e);

/* What is asked beside the use itself. */
static void
add_wish(struct rule_answer *r, struct rule_wish *w, const char *label, ask_wish_fn *ask)
{
	struct answer a;
	struct err e;

	answer_init(&a);
	if (ask(w, &a, &e))
		add_answer(r, label, &a);
	else
		warn_of(r, w, &e);
	answer_done(&a);
}

typedef bool ask_fn(struct facts *f, struct answer *a, struct err *e);

/* What is said first: may it be booked, and for how much. */
static void
add_verdict(struct rule_answer *r, struct rule_wish *w)
{
	AUTO_STR yen = STR_INIT;
	struct answer all, price;
	struct err e;

	answer_init(&all);
	answer_init(&price);
	if (!ask_all(&w->facts, &all, &e))
		warn_of(r, w, &e);
	else if (all.yes)
		add_line(r, STYLE_TITLE, 0, _("May be booked"));
	else
		add_line(r, STYLE_ERROR, 0, _("May not be booked"));
	if (!ask_quote(&w->facts, &price, &e)) {
		warn_of(r, w, &e);
	} else {
		yen_add_unit(&yen, price.yen);
		add_line(r, STYLE_TITLE, 0, _("It costs"))->yen =
			arena_strdup(&r->arena, str_text(&yen));
	}
	answer_done(&all);
	answer_done(&price);
}

void
rule_answer_ask(struct rule_answer *r, struct rule_wish *w)
{
	static const struct {
		const char *label;
		ask_fn *ask;
	} questions[] = {
		{ N_("Opening"), ask_open },    { N_("Applications"), ask_window },
		{ N_("Permission"), ask_allowed }, { N_("Limits"), ask_limits },
		{ N_("Price"), ask_quote },
	};
	struct answer a;
	struct err e;

	answer_init(&a);
	add_verdict(r, w);
	for (size_t i = 0; i < ARRAY_LEN(questions); i++) {
		answer_clear(&a);
		if (questions[i].ask(&w->facts, &a, &e))
			add_answer(r, _(questions[i].label), &a);
		else
			warn_of(r, w, &e);
	}
	answer_done(&a);
	if (w->refund.said != DAY_NONE)
		add_wish(r, w, _("Refund"), ask_wished_refund);
	if (w->extension.before + w->extension.after > 0)
		add_wish(r, w, _("Longer use"), ask_wished_extension);
	if (w->storm)
		add_wish(r, w, _("Storm"), ask_wished_storm);
}

/* --- drawing --- */

static int
draw_line(const struct answer_line *l, struct canvas *c, struct rect area)
{
	int yen_cols = l->yen[0] != '\0' && area.cols > 2 * YEN_WIDTH ? YEN_WIDTH : 0;
	int left = l->indent * INDENT;
	struct rect text = { area.row, area.col + left, area.rows, area.cols - left - yen_cols };
	int rows = canvas_wrap(c, text, l->style, l->text);

	if (yen_cols > 0 && rows > 0)
		canvas_put_right(c, area.row + rows - 1, area.col + area.cols - yen_cols, yen_cols,
				 l->style, l->yen);
	return rows;
}

void
rule_answer_draw(struct rule_answer *r, struct canvas *c, struct rect area)
{
	int used = 0, at = r->first;

	area.rows--; /* for the sign that there is more */
	for (; at < r->count && used < area.rows; at++)
		used += draw_line(&r->lines[at], c,
				  (struct rect){ area.row + used, area.col, area.rows - used,
						 area.cols });
	r->shown = at - r->first;
	if (at < r->count || r->first > 0)
		canvas_put(c, area.row + area.rows, area.col, area.cols, STYLE_HINT,
			   _("There is more: F7 and F8"));
}

void
rule_answer_page(struct rule_answer *r, int step)
{
	int by = r->shown > 1 ? r->shown - 1 : 1;
	int first = r->first + step * by;

	if (first >= r->count)
		return;
	r->first = first < 0 ? 0 : first;
}
