/* rule_shelf.c - see rule_shelf.h. */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "screen/rule_shelf.h"

#include <string.h>

#include "base/i18n.h"
#include "desk/rule_store.h"
#include "desk/staff.h"
#include "desk/surroundings.h"

static bool
read_book(struct rule_shelf *s, struct err *e)
{
	struct faults f = FAULTS_INIT("");

	s->book = book_read("", str_text(&s->text), s->text.len, &f);
	s->entries =
		book_entries(&s->arena, str_text(&s->text), s->text.len, &s->entry_count, &f);
	if (s->book == NULL || s->entries == NULL)
		err_set(e, ERR_DAMAGED, _("The rule book cannot be read: %s"),
			f.count > 0 ? f.items[0].sentence : "");
	faults_done(&f);
	return s->book != NULL && s->entries != NULL;
}

bool
rule_shelf_open(struct rule_shelf *s, struct app *app, struct err *e)
{
	struct desk *d = app->desk;

	memset(s, 0, sizeof(*s));
	if (staff_require(d, "rule.view", e) &&
	    (s->id = rule_store_in_force(d, 0, desk_today(d), e)) != 0 &&
	    rule_store_dump(d, s->id, &s->text, e) && read_book(s, e) &&
	    surroundings_load(d, s->book, 0, &s->arena, &s->around, e))
		return true;
	rule_shelf_done(s);
	return false;
}

void
rule_shelf_done(struct rule_shelf *s)
{
	book_free(s->book);
	str_done(&s->text);
	arena_done(&s->arena);
	memset(s, 0, sizeof(*s));
}

int
rule_shelf_entry(const struct rule_shelf *s, enum rule_section section, int index)
{
	for (int i = 0; i < s->entry_count; i++)
		if (s->entries[i].section == section && index-- == 0)
			return i;
	return NONE;
}
