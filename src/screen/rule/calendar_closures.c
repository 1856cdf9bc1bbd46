/* calendar_closures.c - from a day of the calendar to its closures, or to a new one. */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "screen/rule/calendar.h"

#include "base/i18n.h"
#include "desk/record/record_list.h"
#include "form/form.h"
#include "ui/dialog.h"

enum { CLOSURES_MOST = 100 };

struct closure_choice {
	struct app *app;
	const struct form *form;
	day_num day;
	int columns; /* of a row */
	int count;
	int64_t ids[CLOSURES_MOST];
};

static void
begin_new(const struct closure_choice *choice)
{
	char day[DATE_TEXT_SIZE];

	if (!app_may(choice->app, choice->form, "add")) {
		stack_say(choice->app->stack, _("There is no closure on this day."));
		return;
	}
	date_to_iso(choice->day, day);
	screen_record_begun(choice->app, choice->form, "from_day", day);
}

static void
picked(void *ctx, int index)
{
	const struct closure_choice *choice = ctx;

	if (index < 0)
		return;
	if (index < choice->count)
		screen_record(choice->app, choice->form, choice->ids[index], NULL);
	else
		begin_new(choice);
}

/* Those that begin by the day and do not end before it. */
static int
read_closures(struct closure_choice *choice, struct arena *a, struct record_row *rows,
	      struct err *e)
{
	struct record_list *list = record_list_new(choice->app->desk, choice->form, e);
	const int *fields;
	const char **typed =
		arena_alloc(a, (size_t)choice->form->field_count * sizeof(*typed));
	char day[DATE_TEXT_SIZE];
	int count = -1;

	if (list == NULL)
		return -1;
	date_to_iso(choice->day, day);
	typed[form_field_index(choice->form, "from_day")] = arena_printf(a, "..%s", day);
	typed[form_field_index(choice->form, "to_day")] = arena_printf(a, "%s..", day);
	choice->columns = record_list_column_fields(list, &fields);
	if (record_list_query(list, typed, e))
		count = record_list_fetch(list, a, NULL, false, CLOSURES_MOST, rows, e);
	record_list_free(list);
	return count;
}

/* The cells of the form's own columns, one behind the other. */
static const char *
words_of(const struct closure_choice *choice, struct arena *a, const struct record_row *row)
{
	AUTO_STR text = STR_INIT;

	for (int i = 0; i < choice->columns; i++)
		str_addf(&text, "%s%s", text.len > 0 && row->cells[i][0] != '\0' ? "  " : "",
			 row->cells[i]);
	return arena_strdup(a, str_text(&text));
}

void
calendar_open_closures(struct app *app, day_num day)
{
	AUTO_ARENA a = ARENA_INIT;
	struct closure_choice *choice = arena_alloc(&app->held, sizeof(*choice));
	struct record_row rows[CLOSURES_MOST];
	const char *items[CLOSURES_MOST + 1];
	struct err e;

	choice->app = app;
	choice->form = form_find(app->desk->forms, "closure");
	choice->day = day;
	choice->count = read_closures(choice, &a, rows, &e);
	if (choice->count < 0) {
		stack_say_err(app->stack, &e);
		return;
	}
	if (choice->count == 0) {
		begin_new(choice);
		return;
	}
	for (int i = 0; i < choice->count; i++) {
		choice->ids[i] = rows[i].id;
		items[i] = words_of(choice, &a, &rows[i]);
	}
	items[choice->count] = _("A new closure");
	dialog_pick(app->stack, form_plural(choice->form), items,
		    choice->count + app_may(app, choice->form, "add"), picked, choice);
}
