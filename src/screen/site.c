/* site.c - see site.h. */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "screen/site.h"

#include <stdlib.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "desk/site.h"
#include "ui/dialog.h"

void
app_name_site(struct app *app)
{
	const struct field_lookup *lookup = &app->desk->lookup;
	int64_t id = app->desk->site_id;
	const char *title = id ? lookup->ref_title(lookup->ctx, "site", id) : NULL;

	free(app->site_name);
	app->site_name = title ? mem_strdup(title) : NULL;
}

struct choice_of_sites {
	struct app *app;
	const struct site_row *sites;
	site_done_fn done;
	void *ctx;
};

/* "All sites" stands before them. */
static void
chosen(void *ctx, int index)
{
	const struct choice_of_sites *c = ctx;

	if (index < 0)
		return;
	c->app->desk->site_id = index == 0 ? 0 : c->sites[index - 1].id;
	app_name_site(c->app);
	c->done(c->ctx);
}

void
site_choose(struct app *app, site_done_fn done, void *ctx)
{
	struct arena *a = &app->held;
	struct site_row *sites;
	struct err e;
	int count = site_list(app->desk, a, &sites, &e);

	if (count < 0) {
		stack_say_err(app->stack, &e);
		return;
	}
	struct choice_of_sites *c = arena_alloc(a, sizeof(*c));
	const char **items = arena_alloc(a, ((size_t)count + 1) * sizeof(*items));

	*c = (struct choice_of_sites){ app, sites, done, ctx };
	items[0] = _("All sites");
	for (int i = 0; i < count; i++)
		items[i + 1] = sites[i].name;
	dialog_pick(app->stack, _("Which site?"), items, count + 1, chosen, c);
}
