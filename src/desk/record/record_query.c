/*
 * record_query.c - see record_query.h. A part of a text is compared folded
 * (width, kana, case), as everywhere a clerk looks for something; SQL has no
 * such comparison, so parts are tested on the rows that are left.
 */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "desk/record/record_query.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "base/auto.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "base/utf8.h"
#include "desk/record/record_search.h"
#include "desk/record/record_sql.h"
#include "desk/rule/rule_name.h"
#include "store/stmt.h"

enum operator{
	OP_PART, /* the folded text holds it */
	OP_NOT_PART,
	OP_EQUAL, /* choices: holds all these codes */
	OP_NOT_EQUAL,
	OP_ABOVE,
	OP_BELOW,
	OP_BETWEEN, /* both ends included; either may be open */
	OP_NAMED, /* one of the codes that the rule books call so */
	OP_NOT_NAMED,
	OP_EMPTY,
	OP_FILLED,
};

struct condition {
	enum operator op;
	const struct form_field *field;
	const char *typed;
	const char *text; /* OP_PART: without the sign */
	const char *key;  /* OP_PART: folded */
	const char *low;  /* stored values */
	const char *high;
	const char **codes; /* OP_NAMED */
	int code_count;
};

void
record_query_done(struct record_query *q)
{
	arena_done(&q->arena);
	q->conditions = NULL;
	q->count = 0;
}

/* Text that is looked for by a part of it; everything else is compared whole. */
static bool
is_text(const struct form_field *f)
{
	switch (f->type->kind) {
	case FIELD_TEXT:
	case FIELD_KANA:
	case FIELD_NOTE:
	case FIELD_REF:
	case FIELD_PHONE:
	case FIELD_POSTAL:
	case FIELD_EMAIL:
	case FIELD_URL:
		return true;
	case FIELD_INT:
	case FIELD_MONEY:
	case FIELD_DATE:
	case FIELD_TIME:
	case FIELD_DATETIME:
	case FIELD_BOOL:
	case FIELD_CHOICE:
	case FIELD_CHOICES:
	case FIELD_KIND_COUNT:
		break;
	}
	return false;
}

static bool
is_ordered(const struct form_field *f)
{
	enum field_kind kind = f->type->kind;
	return kind != FIELD_REF && kind != FIELD_CHOICE && kind != FIELD_CHOICES;
}

/* The stored value of what was typed, in the query's arena; NULL for nothing typed. */
static bool
parse_value(struct record_query *q, struct desk *d, const struct form_field *f, const char *typed,
	    const char **out, struct err *e)
{
	char *stored = NULL;
	if (!field_parse(f, &d->lookup, typed, &stored, e))
		return false;
	*out = arena_strdup(&q->arena, stored);
	free(stored);
	return true;
}

static bool
refuse(const struct form_field *f, const char *typed, struct err *e)
{
	return err_set_field(e, ERR_INVALID, f->name,
			     _("%s: the condition \"%s\" cannot be read. Examples: abc  =abc  >10  "
			       "<10  1..10  !abc  -"),
			     field_label(f), typed);
}

static bool
read_part(struct record_query *q, const struct form_field *f, const char *typed,
	  struct condition *c, struct err *e)
{
	AUTO_FREE char *key = utf8_search_key(typed);
	if (str_is_empty(key))
		return refuse(f, typed, e);
	c->text = arena_strdup(&q->arena, typed);
	c->key = arena_strdup(&q->arena, key);
	return true;
}

/* "a..b", "a..", "..b" */
static bool
read_between(struct record_query *q, struct desk *d, const char *typed, const char *dots,
	     struct condition *c, struct err *e)
{
	AUTO_FREE char *low = mem_strndup(typed, (size_t)(dots - typed));
	c->op = OP_BETWEEN;
	if (!is_ordered(c->field))
		return refuse(c->field, typed, e);
	return parse_value(q, d, c->field, low, &c->low, e) &&
	       parse_value(q, d, c->field, dots + 2, &c->high, e) &&
	       (c->low != NULL || c->high != NULL || refuse(c->field, typed, e));
}

static bool
read_compared(struct record_query *q, struct desk *d, const char *typed, enum operator op,
	      struct condition *c, struct err *e)
{
	c->op = op;
	if ((op == OP_ABOVE || op == OP_BELOW) && !is_ordered(c->field))
		return refuse(c->field, typed, e);
	return parse_value(q, d, c->field, typed, &c->low, e) &&
	       (c->low != NULL || refuse(c->field, typed, e));
}

/* A part of what the rule books call the codes that the field holds, or of a code itself. */
static bool
read_named(struct record_query *q, struct desk *d, const char *typed, struct condition *c,
	   struct err *e)
{
	if (!read_part(q, c->field, typed, c, e))
		return false;
	c->op = c->op == OP_PART ? OP_NAMED : OP_NOT_NAMED;
	c->code_count = rule_name_codes(d, c->field->named_in, c->key, false, &q->arena, &c->codes);
	return true;
}

/* "=午前,午後": each name as its code; what is no name is a code. */
static bool
read_named_whole(struct record_query *q, struct desk *d, const char *typed, struct condition *c,
		 struct err *e)
{
	AUTO_FREE char *copy = mem_strdup(typed);
	AUTO_STR stored = STR_INIT;
	char *rest = copy;
	for (char *part; (part = strsep(&rest, ",")) != NULL;) {
		AUTO_FREE char *key = utf8_search_key(part);
		const char **codes;
		int count = rule_name_codes(d, c->field->named_in, key, true, &q->arena, &codes);
		str_addf(&stored, "%s%s", stored.len > 0 ? "," : "", count > 0 ? codes[0] : part);
	}
	c->op = OP_EQUAL;
	c->low = arena_strdup(&q->arena, str_text(&stored));
	return stored.len > 0 || refuse(c->field, typed, e);
}

/* `typed` begins with neither blank nor full-width sign: it was narrowed up to here. */
static bool
read_condition(struct record_query *q, struct desk *d, const char *typed, struct condition *c,
	       struct err *e)
{
	const char *dots = strstr(typed, "..");
	bool is_not = typed[0] == '!';
	if (strcmp(typed, "-") == 0 || strcmp(typed, "!-") == 0) {
		c->op = is_not ? OP_FILLED : OP_EMPTY;
		return true;
	}
	if (typed[0] == '=' && c->field->named_in)
		return read_named_whole(q, d, typed + 1, c, e);
	if (typed[0] == '=')
		return read_compared(q, d, typed + 1, OP_EQUAL, c, e);
	if (typed[0] == '>')
		return read_compared(q, d, typed + 1, OP_ABOVE, c, e);
	if (typed[0] == '<')
		return read_compared(q, d, typed + 1, OP_BELOW, c, e);
	if (dots != NULL && is_ordered(c->field))
		return read_between(q, d, typed, dots, c, e);
	if (!is_text(c->field))
		return read_compared(q, d, typed + is_not, is_not ? OP_NOT_EQUAL : OP_EQUAL, c, e);
	c->op = is_not ? OP_NOT_PART : OP_PART;
	if (c->field->named_in)
		return read_named(q, d, typed + is_not, c, e);
	return read_part(q, c->field, typed + is_not, c, e);
}

/* Signs may be typed with the input method on: "＞10", "１..５", "！". The rest stays as typed. */
static char *
narrow_signs(const char *typed)
{
	static const struct {
		const char *wide, *sign;
	} signs[] = { { "＝", "=" }, { "＞", ">" }, { "＜", "<" }, { "！", "!" }, { "－", "-" } };
	AUTO_STR text = STR_INIT;
	str_add(&text, typed);
	str_trim(&text);
	for (size_t i = 0; i < ARRAY_LEN(signs); i++) {
		if (!str_starts(str_text(&text), signs[i].wide))
			continue;
		str_remove(&text, 0, strlen(signs[i].wide));
		str_insert(&text, 0, signs[i].sign, 1);
		break;
	}
	return str_take(&text);
}

bool
record_query_read(struct record_query *q, struct desk *d, const struct form *form,
		  const char *const *typed, struct err *e)
{
	record_query_done(q);
	if (typed == NULL)
		return true;
	q->conditions =
		arena_alloc(&q->arena, sizeof(*q->conditions) * (size_t)(form->field_count + 1));
	for (int i = 0; i < form->field_count; i++) {
		AUTO_FREE char *text = typed[i] == NULL ? NULL : narrow_signs(typed[i]);
		if (str_is_empty(text))
			continue;
		struct condition *c = &q->conditions[q->count++];
		c->field = &form->fields[i];
		c->typed = arena_strdup(&q->arena, text);
		if (!read_condition(q, d, text, c, e)) {
			record_query_done(q);
			return false;
		}
	}
	return true;
}

static void
add_empty(const struct condition *x, struct clause *c)
{
	const char *not = x->op == OP_FILLED ? "NOT " : "";
	if (record_sql_has_column(x->field))
		clause_add(c, " AND t.\"%s\" IS %sNULL", x->field->name, not );
	else
		clause_add(c,
			   " AND %sNOT EXISTS (SELECT 1 FROM \"%s\" AS l WHERE l.record_id = t.id)",
			   not, x->field->link);
}

/* One " AND [NOT] EXISTS …" for each code. */
static void
add_codes(const struct condition *x, struct clause *c)
{
	for (const char *p = x->low; *p != '\0'; p += *p == ',') {
		size_t len = strcspn(p, ",");
		AUTO_FREE char *code = mem_strndup(p, len);
		clause_add(c,
			   " AND %sEXISTS (SELECT 1 FROM \"%s\" AS l WHERE l.record_id = t.id"
			   " AND l.code = ",
			   x->op == OP_EQUAL ? "" : "NOT ", x->field->link);
		clause_add_text(c, code);
		clause_add(c, ")");
		p += len;
	}
}

/* A withheld record cannot be found by those who may not see it, not even by what refers to it. */
static void
add_reference(const struct condition *x, struct desk *d, struct clause *c)
{
	const struct form *to = form_find(d->forms, x->field->ref);
	if (x->low[0] == REF_NEW) {
		clause_add(c, " AND 0");
		return;
	}
	clause_add(c, " AND t.\"%s\" = ", x->field->name);
	clause_add_stored(c, x->field, x->low);
	if (to->withheld != NULL && !record_may_reveal(d, to))
		clause_add(c,
			   " AND NOT EXISTS (SELECT 1 FROM \"%s\" AS w WHERE w.id = t.\"%s\""
			   " AND w.\"%s\" = 1)",
			   to->table, x->field->name, to->withheld);
}

static void
add_compared(const struct condition *x, const char *sign, const char *stored, struct clause *c)
{
	clause_add(c, " AND t.\"%s\" %s ", x->field->name, sign);
	clause_add_stored(c, x->field, stored);
}

static void
add_named(const struct condition *x, struct clause *c)
{
	const char *name = x->field->name;
	clause_add(c, " AND %scoalesce(instr(t.\"%s\", ", x->op == OP_NAMED ? "" : "NOT ", name);
	clause_add_text(c, x->text);
	clause_add(c, ") > 0");
	for (int i = 0; i < x->code_count; i++) {
		AUTO_FREE char *code = mem_printf(",%s,", x->codes[i]);
		clause_add(c, " OR ");
		record_sql_in_codes(&c->sql, x->field);
		clause_add_text(c, code);
		clause_add(c, ") > 0");
	}
	clause_add(c, ", 0)");
}

static void
add_condition(const struct condition *x, struct desk *d, struct clause *c)
{
	if (x->op == OP_EMPTY || x->op == OP_FILLED)
		add_empty(x, c);
	else if (x->op == OP_NAMED || x->op == OP_NOT_NAMED)
		add_named(x, c);
	else if (x->op == OP_ABOVE || x->op == OP_BELOW)
		add_compared(x, x->op == OP_ABOVE ? ">" : "<", x->low, c);
	else if (x->op == OP_BETWEEN && x->low != NULL)
		add_compared(x, ">=", x->low, c);
	if (x->op == OP_BETWEEN && x->high != NULL)
		add_compared(x, "<=", x->high, c);
	if (x->op != OP_EQUAL && x->op != OP_NOT_EQUAL)
		return;
	if (!record_sql_has_column(x->field))
		add_codes(x, c);
	else if (x->field->type->kind == FIELD_REF)
		add_reference(x, d, c);
	else
		add_compared(x, x->op == OP_EQUAL ? "=" : "IS NOT", x->low, c);
}

void
record_query_add(const struct record_query *q, struct desk *d, struct clause *c)
{
	for (int i = 0; i < q->count; i++)
		add_condition(&q->conditions[i], d, c);
}

static bool
is_part(const struct condition *x)
{
	return x->op == OP_PART || x->op == OP_NOT_PART;
}

bool
record_query_has_parts(const struct record_query *q)
{
	for (int i = 0; i < q->count; i++) {
		if (is_part(&q->conditions[i]))
			return true;
	}
	return false;
}

const char *
record_query_needle(const struct record_query *q)
{
	for (int i = 0; i < q->count; i++) {
		const struct condition *x = &q->conditions[i];
		/* A phrase with blanks is several words to the index, which fits as well. */
		if (x->op == OP_PART && x->field->search && x->field->type->kind != FIELD_REF)
			return x->text;
	}
	return NULL;
}

static bool
part_fits(const struct condition *x, struct desk *d, const struct form *form, int64_t id)
{
	AUTO_CLAUSE c = CLAUSE_INIT;
	AUTO_STMT q = STMT_INIT;
	clause_add(&c, "SELECT t.\"%s\" FROM \"%s\" AS t WHERE t.id = ", x->field->name,
		   form->table);
	clause_add_int(&c, id);
	if (!clause_open(&c, &q, d->store, NULL) || !stmt_row(&q, NULL))
		return false;
	bool holds = false;
	if (!stmt_is_null(&q, 0) && x->field->type->kind == FIELD_REF) {
		const struct form *to = form_find(d->forms, x->field->ref);
		holds = record_search_matches(d, to, stmt_int(&q, 0), x->key);
	} else if (!stmt_is_null(&q, 0)) {
		AUTO_FREE char *key = utf8_search_key(stmt_text(&q, 0));
		holds = strstr(key, x->key) != NULL;
	}
	return holds == (x->op == OP_PART);
}

bool
record_query_fits(const struct record_query *q, struct desk *d, const struct form *form, int64_t id)
{
	for (int i = 0; i < q->count; i++) {
		if (is_part(&q->conditions[i]) && !part_fits(&q->conditions[i], d, form, id))
			return false;
	}
	return true;
}

void
record_query_add_json(const struct record_query *q, struct json *j)
{
	for (int i = 0; i < q->count; i++) {
		json_key(j, q->conditions[i].field->name);
		json_text(j, q->conditions[i].typed);
	}
}
