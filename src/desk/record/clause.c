/* clause.c - see clause.h. */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "desk/record/clause.h"

#include <stdlib.h>

#include "base/mem.h"
#include "form/type.h"

struct clause_value {
	char *text; /* NULL: `number` */
	int64_t number;
};

void
clause_done(struct clause *c)
{
	for (int i = 0; i < c->count; i++)
		free(c->values[i].text);
	free(c->values);
	str_done(&c->sql);
	*c = (struct clause)CLAUSE_INIT;
}

void
clause_add(struct clause *c, const char *fmt, ...)
{
	va_list ap;
	va_start(ap, fmt);
	str_vaddf(&c->sql, fmt, ap);
	va_end(ap);
}

static struct clause_value *
add_value(struct clause *c)
{
	c->values = mem_resize(c->values, (size_t)c->count + 1, sizeof(*c->values));
	c->values[c->count] = (struct clause_value){ NULL, 0 };
	clause_add(c, "?%d", c->count + 1);
	return &c->values[c->count++];
}

void
clause_add_int(struct clause *c, int64_t value)
{
	add_value(c)->number = value;
}

void
clause_add_text(struct clause *c, const char *value)
{
	add_value(c)->text = mem_strdup(value);
}

void
clause_add_stored(struct clause *c, const struct form_field *f, const char *stored)
{
	if (str_equal(f->type->column, "INTEGER"))
		clause_add_int(c, strtoll(stored, NULL, 10));
	else
		clause_add_text(c, stored);
}

bool
clause_open(const struct clause *c, struct stmt *q, struct store *s, struct err *e)
{
	if (!stmt_open(q, s, str_text(&c->sql), e))
		return false;
	for (int i = 0; i < c->count; i++) {
		if (c->values[i].text != NULL)
			stmt_bind_text(q, i + 1, c->values[i].text);
		else
			stmt_bind_int(q, i + 1, c->values[i].number);
	}
	return true;
}
