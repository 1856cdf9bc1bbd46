/*
 * memory.c - what this clerk entered last, by form and field, for F9. Kept for
 * the session: the next clerk shall not see it.
 */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "screen/app.h"

#include <stdlib.h>

#include "base/mem.h"
#include "form/form.h"

struct app_memory {
	struct app_memory *next;
	const struct form *form;
	char **texts; /* by field */
};

static struct app_memory *
find(const struct app *app, const struct form *form)
{
	struct app_memory *m = app->memory;

	while (m && m->form != form)
		m = m->next;
	return m;
}

void
app_remember(struct app *app, const struct form *form, int field, const char *text)
{
	struct app_memory *m = find(app, form);

	if (!m) {
		m = mem_alloc(sizeof(*m));
		m->form = form;
		m->texts = mem_alloc((size_t)form->field_count * sizeof(*m->texts));
		m->next = app->memory;
		app->memory = m;
	}
	free(m->texts[field]);
	m->texts[field] = mem_strdup(text);
}

const char *
app_last(const struct app *app, const struct form *form, int field)
{
	const struct app_memory *m = find(app, form);

	return m ? m->texts[field] : NULL;
}

void
app_forget(struct app *app)
{
	while (app->memory) {
		struct app_memory *m = app->memory;

		app->memory = m->next;
		for (int i = 0; i < m->form->field_count; i++)
			free(m->texts[i]);
		free(m->texts);
		free(m);
	}
}
