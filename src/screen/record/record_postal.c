/*
 * record_postal.c - seven digits of a postal code fill in the beginning of the
 * address that stands beside it, as far as the list of postal codes knows it.
 */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "screen/record/record.h"

#include "desk/postal.h"
#include "form/type.h"

/* The address that goes with a postal code: the next text field called so, or -1. */
static int
address_of(const struct form *form, int postal)
{
	for (int i = postal + 1; i < form->field_count; i++)
		if (form->fields[i].type->kind == FIELD_TEXT &&
		    str_ends(form->fields[i].name, "address"))
			return i;
	return -1;
}

void
record_fill_address(struct record_screen *s, int field)
{
	bool is_postal = s->form->fields[field].type->kind == FIELD_POSTAL;
	int address = is_postal ? address_of(s->form, field) : -1;
	AUTO_STR text = STR_INIT;
	struct err e = { .code = ERR_NONE };

	if (address < 0 || !str_is_empty(editor_text(s->editor, address)) ||
	    !postal_address(s->app->desk, editor_text(s->editor, field), &text))
		return;
	if (!record_edit_begin(s, address, str_text(&text), &e) && e.code != ERR_NONE)
		stack_say_err(s->app->stack, &e);
}
