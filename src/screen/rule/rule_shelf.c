/* rule_shelf.c - see rule_shelf.h. */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "screen/rule/rule_shelf.h"

#include <string.h>

#include "base/i18n.h"
#include "desk/rule/rule_store.h"
#include "desk/rule/surroundings.h"
#include "desk/staff.h"

static bool
read_book(struct rule_shelf *s, struct err *e)
{
	struct faults f = FAULTS_INIT("");

	s->book = book_read_kept("", str_text(&s->text), s->text.len, &f);
	if (s->book == NULL)
		err_set(e, ERR_DAMAGED, _("The rule book cannot be read: %s"),
			f.count > 0 ? f.items[0].sentence : "");
	faults_done(&f);
	return s->book != NULL;
}

static bool
fill(struct rule_shelf *s, struct app *app, int64_t site_id, struct err *e)
{
	if (read_book(s, e) &&
	    surroundings_load(app->desk, s->book, site_id, &s->arena, &s->around, e))
		return true;
	rule_shelf_done(s);
	return false;
}

bool
rule_shelf_open(struct rule_shelf *s, struct app *app, int64_t site_id, struct err *e)
{
	struct desk *d = app->desk;

	memset(s, 0, sizeof(*s));
	if (staff_require(d, "rule.view", e) &&
	    (s->id = rule_store_of_site(d, site_id, desk_today(d), e)) != 0 &&
	    rule_store_dump(d, s->id, &s->text, e))
		return fill(s, app, site_id, e);
	rule_shelf_done(s);
	return false;
}

bool
rule_shelf_of_text(struct rule_shelf *s, struct app *app, const char *text, struct err *e)
{
	memset(s, 0, sizeof(*s));
	if (!staff_require(app->desk, "rule.view", e))
		return false;
	str_add(&s->text, text);
	return fill(s, app, 0, e);
}

void
rule_shelf_done(struct rule_shelf *s)
{
	book_free(s->book);
	str_done(&s->text);
	arena_done(&s->arena);
	memset(s, 0, sizeof(*s));
}
