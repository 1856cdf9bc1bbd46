/* hit.c - see hit.h. */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "screen/hit.h"

#include "base/i18n.h"
#include "desk/record/disclose.h"
#include "form/form.h"

const char *
hit_words(struct arena *a, const struct find_hit *hit, const struct record *r)
{
	const struct form *form = hit->form;
	const char *number = r && form->number && !str_equal(form->number, form->title)
				     ? record_get(r, form->number)
				     : NULL;

	if (!number)
		return arena_printf(a, "%s %s", form_label(form), hit->title);
	return arena_printf(a, "%s %s %s", form_label(form), number, hit->title);
}

/* Who and what in the columns of the type's list: a kind or a state is that of many. */
static bool
tells_apart(const struct form *form, const struct form_field *f)
{
	enum field_kind kind = f->type->kind;

	return !str_equal(f->name, form->number) && !str_equal(f->name, form->title) &&
	       kind != FIELD_CHOICE && kind != FIELD_CHOICES && kind != FIELD_BOOL;
}

const char *
hit_details(struct app *app, struct arena *a, const struct find_hit *hit, const struct record *r)
{
	const struct form *form = hit->form;
	AUTO_STR details = STR_INIT;
	if (r)
		record_add_ending(app->desk, r, &details);
	const char *number = r && form->number ? record_get(r, form->number) : NULL;
	bool is_shown = str_is_empty(hit->why) || str_ends(hit->why, hit->title) ||
			(number && str_ends(hit->why, number));

	for (int i = 0; r && i < form->column_count; i++) {
		AUTO_STR shown = STR_INIT;
		int field = form->columns[i];

		if (!tells_apart(form, &form->fields[field]))
			continue;
		disclose_add(app->desk, DISCLOSE_LIST, r, field, &shown);
		if (shown.len == 0)
			continue;
		is_shown = is_shown || str_ends(hit->why, str_text(&shown));
		str_addf(&details, "%s%s", details.len ? "  " : "", str_text(&shown));
	}
	return is_shown ? arena_strdup(a, str_text(&details))
			: arena_printf(a, "%s%s%s", hit->why, details.len ? "  " : "",
				       str_text(&details));
}
