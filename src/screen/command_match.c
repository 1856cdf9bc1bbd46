/* command_match.c - see command_match.h. */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "screen/command_match.h"

#include <string.h>

#include "base/i18n.h"
#include "base/utf8.h"
#include "desk/alias.h"
#include "desk/booking/free.h"
#include "desk/staff.h"
#include "form/form.h"
#include "screen/command_word.h"
#include "screen/hit.h"

struct search {
	struct app *app;
	struct arena *arena;
	const char *key; /* the typed line as a search key, or another word for it */
	bool by_alias;
	struct meaning *out;
	int count;
};

static bool
is_there(const struct search *s, const struct meaning *m)
{
	for (int i = 0; i < s->count; i++) {
		const struct meaning *other = &s->out[i];

		if (other->kind == m->kind && other->form == m->form && other->id == m->id &&
		    other->subject == m->subject && str_equal(other->text, m->text))
			return true;
	}
	return false;
}

/* What only another word leads to is never done at once while there is more. */
static void
add(struct search *s, const struct meaning *m)
{
	if (s->count == MEANINGS_MAX || is_there(s, m))
		return;
	s->out[s->count] = *m;
	s->out[s->count++].exact = m->exact && !s->by_alias;
}

static void
add_place(struct search *s, const struct place *place, enum fit wanted)
{
	enum fit by_form =
		command_word_fit_one(s->key, place->form ? form_label(place->form) : NULL);
	enum fit found = command_word_fit(s->key, place->name, place->label);
	struct meaning m = { .kind = MEANS_PLACE,
			     .exact = wanted == FIT_WHOLE,
			     .text = place->label,
			     .why = _("open"),
			     .place = *place };

	if ((found > by_form ? found : by_form) == wanted)
		add(s, &m);
}

static void
add_places(struct search *s, enum fit wanted)
{
	static const char *const menus[] = { "main", "register", "settings" };
	struct place *places;
	int count;

	for (size_t i = 0; i < ARRAY_LEN(menus); i++) {
		count = places_of_menu(s->app, s->arena, menus[i], &places);
		for (int j = 0; j < count; j++)
			add_place(s, &places[j], wanted);
	}
	count = places_of_today(s->app, s->arena, &places);
	for (int i = 0; i < count; i++)
		add_place(s, &places[i], wanted);
}

/* "4" is the entry of the first screen's menu that bears it, and nothing else. */
static bool
add_entry(struct search *s)
{
	struct place *places;

	if (s->key[0] == '\0' || s->key[1] != '\0')
		return false;
	int count = places_of_menu(s->app, s->arena, "main", &places);

	for (int i = 0; i < count; i++)
		if (places[i].digit == s->key[0]) {
			const struct meaning m = { .kind = MEANS_PLACE,
						   .exact = true,
						   .text = places[i].label,
						   .why = _("open"),
						   .place = places[i] };

			add(s, &m);
			return true;
		}
	return false;
}

/* "new group", "新規 団体", "団体 新規" */
static void
add_new(struct search *s)
{
	const struct form_set *set = s->app->desk->forms;

	for (int i = 0; i < set->count; i++) {
		const struct form *form = set->forms[i];
		const char *lines[] = {
			arena_printf(s->arena, "new %s", form->name),
			arena_printf(s->arena, "%s new", form->name),
			/* L10N: a new record; the type ("Group"). */
			arena_printf(s->arena, _("New %s"), form_label(form)),
			arena_printf(s->arena, "%s %s", form_label(form), _("New")),
			/* L10N: what a clerk wants to do: to register a "Group". */
			arena_printf(s->arena, _("register %s"), form_label(form)),
		};
		struct meaning m = { .kind = MEANS_NEW,
				     .exact = true,
				     .form = form,
				     .text = lines[2],
				     .why = _("new record") };
		bool matches = false;

		for (size_t j = 0; j < ARRAY_LEN(lines); j++)
			matches = matches || command_word_fit_one(s->key, lines[j]) == FIT_WHOLE;
		if (matches && !form->parent && app_may_type(s->app, form, "add"))
			add(s, &m);
	}
}

static void
add_actions(struct search *s, const struct action *table, int count, const void *state,
	    bool is_global, enum fit wanted)
{
	for (int i = 0; i < count; i++) {
		const struct action *action = &table[i];
		/* What is not on the key bar has no label: its sentence says what it does. */
		const char *label = _(action->label ? action->label : action->help);
		struct meaning m = { .kind = MEANS_ACTION,
				     .exact = wanted == FIT_WHOLE,
				     .text = label,
				     .why = key_label(action->key),
				     .action = action,
				     .is_global = is_global };

		if (action->key != K_ENTER &&
		    command_word_fit(s->key, action->name, label) == wanted &&
		    stack_offers(s->app->stack, action, state))
			add(s, &m);
	}
}

static void
add_acts_on(struct search *s, const struct subject *on, int subject, enum fit wanted)
{
	int count;
	const struct act *acts = act_table(&count);

	for (int i = 0; i < count; i++) {
		struct meaning m = { .kind = MEANS_ACT,
				     .exact = wanted == FIT_WHOLE && subject == 0,
				     .text = act_label(&acts[i]),
				     .why = form_label(on->form),
				     .act = &acts[i],
				     .subject = subject };

		if (act_fits(s->app, &acts[i], on) &&
		    command_word_fit(s->key, acts[i].name, act_label(&acts[i])) == wanted)
			add(s, &m);
	}
}

static void
add_acts(struct search *s, const struct screen_ops *ops, void *state, enum fit wanted)
{
	struct subject on[SUBJECTS_MOST];
	int count = act_subjects_of(ops, state, on);

	for (int n = 0; n < count; n++)
		add_acts_on(s, &on[n], n, wanted);
}

/* Whose number was typed comes first; the rows that only set the desk up come last. */
enum hit_rank { HIT_EXACT, HIT_REGISTER, HIT_SETTING };

static enum hit_rank
rank_of(const struct find_hit *hit)
{
	if (hit->exact)
		return HIT_EXACT;
	return str_equal(hit->form->menu, "settings") ? HIT_SETTING : HIT_REGISTER;
}

static void
add_records(struct search *s, const struct find_hit *hits, int count, enum hit_rank rank)
{
	for (int i = 0; i < count; i++) {
		const struct find_hit *hit = &hits[i];
		struct meaning m = {
			.kind = MEANS_RECORD, .exact = hit->exact, .form = hit->form, .id = hit->id
		};

		if (rank_of(hit) != rank)
			continue;
		struct record *r = record_read(s->app->desk, hit->form, hit->id, NULL);

		m.text = hit_words(s->arena, hit, r);
		m.why = hit_details(s->app, s->arena, hit, r);
		record_free(r);
		add(s, &m);
	}
}

static void
add_commands(struct search *s, const struct screen_ops *ops, void *state, enum fit wanted)
{
	const struct stack_frame *frame = stack_frame_of(s->app->stack);

	add_places(s, wanted);
	if (ops)
		add_actions(s, ops->actions, ops->action_count, state, false, wanted);
	add_acts(s, ops, state, wanted);
	add_actions(s, frame->actions, frame->action_count, frame->ctx, true, wanted);
}

/* What other words for the same lead to (返金: 還付待ち), then the rows that show one of them. */
static void
add_aliases(struct search *s, const struct screen_ops *ops, void *state)
{
	if (s->count == MEANINGS_MAX)
		return;
	const char *keys[ALIAS_MOST];
	int count = alias_keys(s->arena, s->key, keys);
	struct place *places;
	int lists = places_of_word(s->app, s->arena, keys, count, &places);

	s->by_alias = true;
	for (int i = 1; i < count; i++) {
		s->key = keys[i];
		add_commands(s, ops, state, FIT_WHOLE);
		add_commands(s, ops, state, FIT_PART);
	}
	for (int i = 0; i < lists; i++) {
		const struct meaning m = { .kind = MEANS_PLACE,
					   .text = places[i].label,
					   .why = _("open"),
					   .place = places[i] };

		add(s, &m);
	}
	s->key = keys[0];
	s->by_alias = false;
}

/* "1020" is a number of something before it is a day. */
static bool
is_number(const char *typed)
{
	AUTO_FREE char *plain = utf8_narrow(typed);

	return plain[strspn(plain, "0123456789-")] == '\0';
}

/* "n e 2h 20p", "金 夜 会議室B", "11/27": says when, if not as it should. */
static bool
is_like_wish(struct search *s, const char *typed, bool *is_read, struct err *e)
{
	struct free_wish wish;

	*is_read = false;
	if (is_number(typed) || !staff_may(s->app->desk, "booking.view"))
		return false;
	*is_read = free_wish_read(s->app->desk, typed, s->arena, &wish, e);
	return free_is_wish(typed) || free_wish_says_when(&wish);
}

static void
add_free(struct search *s, const char *typed)
{
	struct meaning m = { .kind = MEANS_FREE,
			     .exact = true,
			     .text = arena_strdup(s->arena, typed),
			     .why = _("the next free time") };
	bool is_read;

	if (is_like_wish(s, typed, &is_read, NULL) && is_read)
		add(s, &m);
}

void
command_match_none(struct app *app, const char *typed, struct err *e)
{
	AUTO_ARENA a = ARENA_INIT;
	struct search s = { .app = app, .arena = &a };
	bool is_read;

	if (!is_like_wish(&s, typed, &is_read, e))
		err_set(e, ERR_NOT_FOUND, _("Nothing is found for \"%s\"."), typed);
}

/* What was named in full, then what begins so: commands are few and would drown among records. */
int
command_match(struct app *app, struct arena *a, const char *typed, const struct screen_ops *ops,
	      void *state, struct meaning out[MEANINGS_MAX])
{
	AUTO_FREE char *key = utf8_search_key(typed);
	struct search s = { .app = app, .arena = a, .key = key, .out = out };
	struct find_hit *hits;
	int count;

	if (str_is_empty(key))
		return 0;
	if (add_entry(&s))
		return s.count;
	count = find_anything(app->desk, a, typed, MEANINGS_MAX, &hits, NULL);
	if (free_is_wish(typed))
		add_free(&s, typed);
	add_new(&s);
	add_commands(&s, ops, state, FIT_WHOLE);
	add_records(&s, hits, count, HIT_EXACT);
	add_commands(&s, ops, state, FIT_PART);
	add_aliases(&s, ops, state);
	add_records(&s, hits, count, HIT_REGISTER);
	add_records(&s, hits, count, HIT_SETTING);
	if (s.count == 0 && !free_is_wish(typed))
		add_free(&s, typed);
	return s.count;
}
