/* rule_draft.c - see rule_draft.h. */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "screen/rule/rule_draft.h"

#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "base/money.h"
#include "desk/rule/rule_store.h"
#include "desk/rule/rule_touch.h"
#include "desk/rule/surroundings.h"
#include "desk/staff.h"
#include "rule/check/check.h"
#include "ui/dialog.h"

/* Lives in app->held. */
enum { TOUCHED_SHOWN = 6 };

struct rule_draft {
	struct app *app;
	struct rule_change *change;
	struct book_entry *entries; /* of the new edition */
	int count;
	const char *text; /* its file */
	int64_t site_id;
	day_num from;
};

/* --- the file --- */

static void
write_text(struct rule_draft *d)
{
	AUTO_STR text = STR_INIT;

	book_write(d->entries, d->count, &text);
	d->text = arena_strdup(&d->app->held, str_text(&text));
}

static void
show_faults(struct rule_draft *d, const struct faults *f)
{
	AUTO_STR text = STR_INIT;

	str_addf(&text, "%s\n\n", _("The rule book would have these faults. Nothing was saved."));
	for (int i = 0; i < f->count; i++)
		str_addf(&text, "%s\n", f->items[i].sentence);
	dialog_page(d->app->stack, _("New edition"), str_text(&text));
}

/* --- the worked examples that come to another price --- */

/* What stands after "yen " when nothing else differs. */
static bool
only_yen(const char *words, int64_t *yen)
{
	return str_starts(words, "yen ") && yen_parse(words + strlen("yen "), yen, NULL);
}

/* The entry of an example with another amount behind "yen:". */
static const char *
with_yen(struct rule_draft *d, const char *text, int64_t yen)
{
	const char *expect = strstr(text, "expect:");
	const char *at = expect != NULL ? strstr(expect, "yen:") : NULL;

	if (at == NULL)
		return NULL;
	at += strlen("yen:");
	at += strspn(at, " ");
	return arena_printf(&d->app->held, "%.*s%lld%s", (int)(at - text), text, (long long)yen,
			    at + strcspn(at, ",}\n"));
}

static int
entry_of_example(const struct rule_draft *d, int example)
{
	for (int i = 0; i < d->count; i++)
		if (d->entries[i].section == RULE_EXAMPLES && example-- == 0)
			return i;
	return NONE;
}

static void
add_change(struct str *list, const char *name, int64_t old, int64_t now)
{
	str_addf(list, "%s: ", name);
	yen_add_unit(list, old);
	str_add(list, " → ");
	yen_add_unit(list, now);
	str_add_char(list, '\n');
}

/* A quote that comes to another amount expects that from now on. */
static void
change_example(struct rule_draft *d, int example, const struct example_result *r,
	       struct str *list)
{
	int at = entry_of_example(d, example);
	int64_t old, now;

	if (at == NONE || !only_yen(r->expected, &old) || !only_yen(r->got, &now))
		return;
	const char *text = with_yen(d, d->entries[at].text, now);

	if (text == NULL)
		return;
	d->entries[at].text = text;
	add_change(list, r->example->name, old, now);
}

static void
change_examples(struct rule_draft *d, const struct book *b, const struct surroundings *around,
		struct str *list)
{
	for (int i = 0; i < b->example_count; i++) {
		struct example_result r;

		if (b->examples[i].ask != ASK_QUOTE)
			continue;
		if (!example_run(b, around, i, &r))
			change_example(d, i, &r, list);
		example_done(&r);
	}
}

/* The examples, out of the book as it would be; false when it cannot be read. */
static bool
prepare_examples(struct rule_draft *d, const struct surroundings *around, struct str *changes,
		 struct faults *f)
{
	size_t len = strlen(d->text);
	struct book *b = book_read("", d->text, len, f);

	if (b == NULL)
		return false;
	d->entries = book_entries(&d->app->held, d->text, len, &d->count, f);
	if (d->entries != NULL)
		change_examples(d, b, around, changes);
	book_free(b);
	return d->entries != NULL;
}

/* False with the faults when the book cannot stand so. */
static bool
prepare(struct rule_draft *d, struct str *changes, struct faults *f, struct err *e)
{
	struct surroundings *around = surroundings_read(d->app->desk, e);
	struct book *b = NULL;
	bool good = false;

	if (around != NULL && prepare_examples(d, around, changes, f)) {
		write_text(d);
		b = book_read("", d->text, strlen(d->text), f);
		good = b != NULL && book_check(b, around, f);
	}
	book_free(b);
	surroundings_free(around);
	return good;
}

/* --- the questions --- */

static void
close_down_to_rules(struct app *app)
{
	while (stack_depth(app->stack) > 1 && strcmp(stack_ops(app->stack, 0)->name, "rules") != 0)
		stack_pop(app->stack);
}

static void
save(void *ctx, const char *reason)
{
	struct rule_draft *d = ctx;
	struct app *app = d->app;
	const struct rule_load load = {
		.file = "", .bytes = d->text, .len = strlen(d->text), .from = d->from,
		.site_id = d->site_id,
		.reason = reason != NULL && reason[0] != '\0' ? reason : NULL,
	};
	struct faults f = FAULTS_INIT("");
	struct rule_loaded loaded;
	AUTO_STR day = STR_INIT;
	struct err e;

	if (reason == NULL)
		return;
	if (!rule_store_load(app->desk, &load, &f, &loaded, &e)) {
		stack_say_err(app->stack, &e);
	} else {
		date_add_long(&day, d->from);
		rule_change_forget(d->change);
		close_down_to_rules(app);
		stack_say(app->stack, _("Edition %d holds for applications from %s on."),
			  loaded.edition, str_text(&day));
	}
	faults_done(&f);
}

static void
ask_reason(void *ctx, const char *day)
{
	struct rule_draft *d = ctx;
	struct err e;

	if (day == NULL)
		return;
	if (!date_parse(day, desk_today(d->app->desk), &d->from, &e)) {
		stack_say_err(d->app->stack, &e);
		return;
	}
	dialog_text(d->app->stack, _("New edition"),
		    _("Why: the decision or the amendment that it comes from."), "", false, save,
		    d);
}

static void
ask_day(void *ctx, bool yes)
{
	struct rule_draft *d = ctx;

	if (yes)
		dialog_text(d->app->stack, _("New edition"),
			    _("From which day of application does it hold? What was permitted "
			      "before stays as it is."),
			    _("today"), false, ask_reason, d);
}

static bool
go_on(void *ctx, int asked, int ahead)
{
	const struct rule_draft *d = ctx;
	AUTO_FREE char *text = mem_printf(
		_("Asking about the bookings ahead: %d of %d   Esc stops it."), asked, ahead);

	return stack_work_on(d->app->stack, text);
}

/* The bookings ahead for which it says otherwise; none, and nothing is said. */
static void
add_touched(struct rule_draft *d, struct str *text)
{
	AUTO_ARENA a = ARENA_INIT;
	struct rule_touch t = { 0 };
	struct desk *desk = d->app->desk;
	struct faults f = FAULTS_INIT("");
	struct book *b = book_read("", d->text, strlen(d->text), &f);
	const struct rule_touch_ask ask = {
		.book = b, .site_id = d->site_id, .from = desk_today(desk), .go_on = go_on,
		.ctx = d,
	};

	stack_work_begin(d->app->stack);
	if (b != NULL && rule_touch(desk, &ask, &a, &t, NULL) &&
	    (t.row_count > 0 || t.clashes.count > 0 || t.asked < t.ahead)) {
		str_add(text, "\n\n");
		rule_touch_add(&t, TOUCHED_SHOWN, text);
	}
	book_free(b);
	faults_done(&f);
}

static void
show_changes(struct rule_draft *d, const char *changes)
{
	AUTO_STR text = STR_INIT;

	if (rule_change_is_late(d->change, &text))
		str_add(&text, "\n\n");
	if (changes[0] != '\0')
		str_addf(&text, "%s\n%s",
			 _("The book is whole. These worked examples cost something else now, and "
			   "will expect the new amount:"),
			 changes);
	else
		str_add(&text, _("The book is whole, and every worked example comes out as "
				 "before."));
	add_touched(d, &text);
	dialog_confirm(d->app->stack, _("New edition"), str_text(&text), _("Go on"), ask_day, d);
}

void
rule_draft_begin(struct rule_change *c)
{
	struct app *app = c->app;
	struct rule_draft *d = arena_alloc(&app->held, sizeof(*d));
	struct faults f = FAULTS_INIT("");
	struct err e = { .code = ERR_NONE };
	AUTO_STR changes = STR_INIT;
	AUTO_STR text = STR_INIT;

	d->app = app;
	d->change = c;
	d->site_id = c->site_id;
	if (!staff_require(app->desk, "rule.approve", &e)) {
		stack_say_err(app->stack, &e);
		return;
	}
	bool written = rule_change_write(c->root, &text, &f);

	d->text = arena_strdup(&app->held, str_text(&text));
	if (written && prepare(d, &changes, &f, &e))
		show_changes(d, str_text(&changes));
	else if (f.count > 0)
		show_faults(d, &f);
	else
		stack_say_err(app->stack, &e);
	faults_done(&f);
}
