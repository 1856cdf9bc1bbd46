/* reference.c - see reference.h. */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "desk/reference.h"

#include <stdlib.h>
#include <string.h>

#include "base/auto.h"
#include "base/mem.h"
#include "base/utf8.h"
#include "desk/disclose.h"
#include "desk/record_sql.h"
#include "desk/staff.h"
#include "store/stmt.h"

struct references {
	struct str title;
};

void
reference_forget(struct desk *d)
{
	if (!d->references)
		return;
	str_done(&d->references->title);
	free(d->references);
	d->references = NULL;
}

/* "SELECT title, withheld FROM …" of one id. */
static void
title_sql(struct str *sql, const struct form *form)
{
	str_addf(sql, "SELECT t.\"%s\", ", form->title);
	if (form->withheld)
		str_addf(sql, "t.\"%s\"", form->withheld);
	else
		str_add(sql, "0");
	str_addf(sql, " FROM \"%s\" AS t WHERE t.id = ?1", form->table);
}

const char *
reference_title(void *ctx, const char *name, int64_t id)
{
	struct desk *d = ctx;
	const struct form *form = form_find(d->forms, name);
	AUTO_STR sql = STR_INIT;
	AUTO_STMT q = STMT_INIT;
	if (!form)
		return NULL;
	title_sql(&sql, form);
	if (!stmt_open(&q, d->store, str_text(&sql), NULL))
		return NULL;
	stmt_bind_int(&q, 1, id);
	if (!stmt_row(&q, NULL))
		return NULL;
	if (!d->references)
		d->references = mem_alloc(sizeof(*d->references));
	AUTO_ARENA a = ARENA_INIT;
	const char *title =
		disclose(d, &a, DISCLOSE_LIST, form, form_field_index(form, form->title),
			 stmt_text(&q, 0), stmt_int(&q, 1) != 0, NULL);
	str_set(&d->references->title, title ? title : "");
	return str_text(&d->references->title);
}

/* Up to two ids whose field is exactly the text: none, one or several. */
static int64_t
find_by(struct desk *d, const struct form *form, const char *field, const char *text)
{
	AUTO_STR sql = STR_INIT;
	AUTO_STMT q = STMT_INIT;
	bool hides =
		form->withheld && str_equal(field, form->title) && !staff_may(d, "register.reveal");
	str_addf(&sql, "SELECT t.id FROM \"%s\" AS t WHERE t.\"%s\" = ?1", form->table, field);
	if (hides)
		str_addf(&sql, " AND t.\"%s\" = 0", form->withheld);
	str_add(&sql, " LIMIT 2");
	if (!stmt_open(&q, d->store, str_text(&sql), NULL))
		return 0;
	stmt_bind_text(&q, 1, text);
	if (!stmt_row(&q, NULL))
		return 0;
	int64_t id = stmt_int(&q, 0);
	return stmt_row(&q, NULL) ? -1 : id;
}

static int64_t
find_by_id(struct desk *d, const struct form *form, const char *text)
{
	if (strspn(text, "0123456789") != strlen(text) || strlen(text) > 18)
		return 0;
	AUTO_STR sql = STR_INIT;
	str_addf(&sql, "SELECT t.id FROM \"%s\" AS t WHERE t.id = ?1", form->table);
	return store_get_int(d->store, str_text(&sql), strtoll(text, NULL, 10), 0);
}

int64_t
reference_find(void *ctx, const char *name, const char *typed)
{
	struct desk *d = ctx;
	const struct form *form = form_find(d->forms, name);
	if (!form || str_is_empty(typed))
		return 0;
	AUTO_FREE char *narrow = utf8_narrow(typed);
	int64_t id = find_by_id(d, form, narrow);
	if (id == 0 && form->number)
		id = find_by(d, form, form->number, narrow);
	return id != 0 ? id : find_by(d, form, form->title, typed);
}
