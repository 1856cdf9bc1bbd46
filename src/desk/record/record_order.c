/* record_order.c - see record_order.h. */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "desk/record/record_order.h"

#include <assert.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "base/json.h"
#include "desk/record/record_sql.h"
#include "store/stmt.h"

enum order_kind {
	ORDER_TEXT,   /* a column of text */
	ORDER_NUMBER, /* a column of numbers */
	ORDER_CODE,   /* a column with a code */
	ORDER_MAIN,   /* the main code in a link table */
	ORDER_REF,    /* a referred record */
};

/* Ranks of order_place. */
enum { HAS_VALUE, HAS_NO_VALUE, REF_IS_WITHHELD, HAS_NO_REF, IS_WITHHELD };

struct order_key {
	const struct form_field *field;
	enum order_kind kind;
	const char **codes; /* ORDER_CODE, ORDER_MAIN: in the list's order */
	int code_count;
	const struct form *ref;             /* ORDER_REF */
	const struct form_field *ref_field; /* what it is sorted by: text */
};

enum segment_kind {
	SEGMENT_VALUE,
	SEGMENT_CODE,
	SEGMENT_NONE,
	SEGMENT_REF_NAMELESS,
	SEGMENT_REF_WITHHELD,
	SEGMENT_NO_REF,
	SEGMENT_WITHHELD,
};

struct segment {
	enum segment_kind kind;
	const char *code;
	int rank;
	int64_t number; /* SEGMENT_CODE: the position */
};

bool
record_order_can(const struct form_field *f)
{
	return f->type->kind != FIELD_NOTE;
}

void
record_order_done(struct record_order *o)
{
	arena_done(&o->arena);
	o->keys = NULL;
	o->key_count = 0;
}

static void
read_codes(struct record_order *o, struct order_key *key)
{
	AUTO_STMT q = STMT_INIT;
	const char *list = key->field->list;
	if (!stmt_open(
		    &q, o->desk->store,
		    "SELECT code, count(*) OVER () FROM code WHERE list = ?1 ORDER BY position, id",
		    NULL))
		return;
	stmt_bind_text(&q, 1, list);
	while (stmt_row(&q, NULL)) {
		if (key->codes == NULL)
			key->codes = arena_alloc(&o->arena,
						 sizeof(*key->codes) * (size_t)stmt_int(&q, 1));
		key->codes[key->code_count++] = arena_strdup(&o->arena, stmt_text(&q, 0));
	}
}

/* A referred record stands where its own list would put it, if that is by a text. */
static const struct form_field *
sorted_by(const struct form *ref)
{
	for (int i = 0; i < ref->sort_count; i++) {
		const struct form_field *f = &ref->fields[ref->sort[i]];
		if (str_equal(f->type->column, "TEXT") && f->type->kind != FIELD_CHOICE)
			return f;
	}
	return form_field_find(ref, ref->title);
}

static void
set_key(struct record_order *o, struct order_key *key, const struct form_field *f)
{
	key->field = f;
	if (f->type->kind == FIELD_REF) {
		key->kind = ORDER_REF;
		key->ref = form_find(o->desk->forms, f->ref);
		key->ref_field = sorted_by(key->ref);
	} else if (f->type->kind == FIELD_BOOL) { /* two "codes" need no index to be walked */
		key->kind = ORDER_CODE;
		key->codes = arena_alloc(&o->arena, 2 * sizeof(*key->codes));
		key->codes[0] = "0";
		key->codes[1] = "1";
		key->code_count = 2;
	} else if (f->type->kind == FIELD_CHOICE || f->type->kind == FIELD_CHOICES) {
		key->kind = f->type->kind == FIELD_CHOICE ? ORDER_CODE : ORDER_MAIN;
		read_codes(o, key);
	} else {
		key->kind = str_equal(f->type->column, "INTEGER") ? ORDER_NUMBER : ORDER_TEXT;
	}
}

void
record_order_set(struct record_order *o, struct desk *d, const struct form *form, const int *fields,
		 int count, bool descending)
{
	record_order_done(o);
	o->desk = d;
	o->form = form;
	o->descending = descending;
	o->key_count = count < ORDER_KEYS_MAX ? count : ORDER_KEYS_MAX;
	o->keys = arena_alloc(&o->arena, sizeof(*o->keys) * ORDER_KEYS_MAX);
	for (int i = 0; i < o->key_count; i++)
		set_key(o, &o->keys[i], &form->fields[fields[i]]);
}

/* Three columns a key: the value, the referred record's id, whether that is withheld. */
static void
add_key_columns(const struct order_key *key, struct clause *c)
{
	const char *name = key->field->name;
	if (key->kind == ORDER_MAIN) {
		clause_add(c,
			   ", (SELECT l.code FROM \"%s\" AS l WHERE l.record_id = t.id"
			   " AND l.position = 1), 0, 0",
			   key->field->link);
		return;
	}
	if (key->kind != ORDER_REF) {
		clause_add(c, ", t.\"%s\", 0, 0", name);
		return;
	}
	clause_add(c, ", (SELECT v.\"%s\" FROM \"%s\" AS v WHERE v.id = t.\"%s\"), t.\"%s\"",
		   key->ref_field->name, key->ref->table, name, name);
	if (key->ref->withheld != NULL)
		clause_add(c, ", (SELECT v.\"%s\" FROM \"%s\" AS v WHERE v.id = t.\"%s\")",
			   key->ref->withheld, key->ref->table, name);
	else
		clause_add(c, ", 0");
}

void
record_order_add_columns(const struct record_order *o, int keys, struct clause *c)
{
	clause_add(c, "t.id, ");
	if (o->form->withheld != NULL)
		clause_add(c, "t.\"%s\"", o->form->withheld);
	else
		clause_add(c, "0");
	for (int i = 0; i < keys; i++)
		add_key_columns(&o->keys[i], c);
}

static void
read_code_place(const struct order_key *key, const char *code, struct order_place *p)
{
	p->rank = HAS_NO_VALUE;
	for (int i = 0; code != NULL && i < key->code_count; i++) {
		if (strcmp(key->codes[i], code) == 0) {
			p->rank = HAS_VALUE;
			p->number = i;
			return;
		}
	}
}

static void
read_ref_place(struct stmt *q, int column, struct arena *a, struct order_place *p)
{
	p->ref = stmt_int(q, column + 1);
	if (stmt_is_null(q, column + 1))
		p->rank = HAS_NO_REF;
	else if (stmt_int(q, column + 2) != 0)
		p->rank = REF_IS_WITHHELD;
	else if (stmt_is_null(q, column))
		p->rank = HAS_NO_VALUE;
	else
		p->text = arena_strdup(a, stmt_text(q, column));
}

static void
read_place(const struct order_key *key, struct stmt *q, int column, struct arena *a,
	   struct order_place *p)
{
	*p = (struct order_place){ .rank = HAS_VALUE };
	if (key->kind == ORDER_REF)
		read_ref_place(q, column, a, p);
	else if (key->kind == ORDER_CODE || key->kind == ORDER_MAIN)
		read_code_place(key, stmt_text(q, column), p);
	else if (stmt_is_null(q, column))
		p->rank = HAS_NO_VALUE;
	else if (key->kind == ORDER_NUMBER)
		p->number = stmt_int(q, column);
	else
		p->text = arena_strdup(a, stmt_text(q, column));
}

void
record_order_read(const struct record_order *o, int keys, struct stmt *q, struct arena *a,
		  struct order_row *out)
{
	*out = (struct order_row){ .id = stmt_int(q, 0) };
	bool is_withheld = stmt_int(q, 1) != 0;
	for (int i = 0; i < keys; i++) {
		if (is_withheld)
			out->places[i].rank = IS_WITHHELD;
		else
			read_place(&o->keys[i], q, 2 + 3 * i, a, &out->places[i]);
	}
}

static int
compare_numbers(int64_t x, int64_t y)
{
	return (x > y) - (x < y);
}

static int
compare_values(const struct order_place *x, const struct order_place *y)
{
	int order = x->text != NULL && y->text != NULL ? strcmp(x->text, y->text)
						       : compare_numbers(x->number, y->number);
	return order != 0 ? order : compare_numbers(x->ref, y->ref);
}

int
record_order_compare(const struct record_order *o, int keys, const struct order_row *x,
		     const struct order_row *y)
{
	for (int i = 0; i < keys; i++) {
		if (x->places[i].rank != y->places[i].rank)
			return compare_numbers(x->places[i].rank, y->places[i].rank);
		int order = compare_values(&x->places[i], &y->places[i]);
		if (order != 0)
			return o->descending ? -order : order;
	}
	int order = compare_numbers(x->id, y->id);
	return o->descending ? -order : order;
}

/* Fields apart by characters that no stored line holds. */
#define BETWEEN_KEYS  '\x1e'
#define BETWEEN_PARTS '\x1f'

const char *
record_order_to_text(int keys, const struct order_row *row, struct arena *a)
{
	AUTO_STR b = STR_INIT;
	str_addf(&b, "%" PRId64, row->id);
	for (int i = 0; i < keys; i++) {
		const struct order_place *p = &row->places[i];
		str_addf(&b, "%c%d%c%" PRId64 "%c%" PRId64, BETWEEN_KEYS, p->rank, BETWEEN_PARTS,
			 p->number, BETWEEN_PARTS, p->ref);
		if (p->text != NULL)
			str_addf(&b, "%c%s", BETWEEN_PARTS, p->text);
	}
	return arena_strdup(a, str_text(&b));
}

static bool
read_part(const char **p, int64_t *out)
{
	char *end;
	*out = strtoll(*p, &end, 10);
	bool found = end != *p;
	*p = end;
	return found;
}

bool
record_order_from_text(const char *text, int keys, struct order_row *row, struct arena *a)
{
	*row = (struct order_row){ .id = 0 };
	const char *p = text;
	if (!read_part(&p, &row->id))
		return false;
	for (int i = 0; i < keys; i++) {
		struct order_place *place = &row->places[i];
		int64_t rank;
		if (*p++ != BETWEEN_KEYS || !read_part(&p, &rank) || *p++ != BETWEEN_PARTS ||
		    !read_part(&p, &place->number) || *p++ != BETWEEN_PARTS ||
		    !read_part(&p, &place->ref))
			return false;
		place->rank = (int)rank;
		if (*p != BETWEEN_PARTS)
			continue;
		size_t len = strcspn(++p, "\x1e");
		place->text = arena_strndup(a, p, len);
		p += len;
	}
	return *p == '\0';
}

/* Segments: the values (or the codes), the others of the key, the withheld. */

static int
value_segments(const struct order_key *key)
{
	return key->kind == ORDER_CODE || key->kind == ORDER_MAIN ? key->code_count : 1;
}

static int
other_segments(const struct order_key *key)
{
	return key->kind == ORDER_REF ? 3 : 1;
}

int
record_order_segments(const struct record_order *o)
{
	return value_segments(&o->keys[0]) + other_segments(&o->keys[0]) +
	       (o->form->withheld != NULL);
}

static struct segment
segment_at(const struct record_order *o, int i)
{
	static const struct segment of_ref[] = {
		{ SEGMENT_REF_NAMELESS, NULL, HAS_NO_VALUE, 0 },
		{ SEGMENT_REF_WITHHELD, NULL, REF_IS_WITHHELD, 0 },
		{ SEGMENT_NO_REF, NULL, HAS_NO_REF, 0 },
	};
	const struct order_key *key = &o->keys[0];
	int values = value_segments(key), others = other_segments(key);
	assert(i >= 0 && i < record_order_segments(o));
	if (i < values && key->codes != NULL) {
		int position = o->descending ? values - 1 - i : i;
		return (struct segment){ SEGMENT_CODE, key->codes[position], HAS_VALUE, position };
	}
	if (i < values)
		return (struct segment){ SEGMENT_VALUE, NULL, HAS_VALUE, 0 };
	if (i >= values + others)
		return (struct segment){ SEGMENT_WITHHELD, NULL, IS_WITHHELD, 0 };
	if (key->kind == ORDER_REF)
		return of_ref[i - values];
	return (struct segment){ SEGMENT_NONE, NULL, HAS_NO_VALUE, 0 };
}

int
record_order_segment_of(const struct record_order *o, const struct order_row *row)
{
	const struct order_place *p = &row->places[0];
	for (int i = 0; i < record_order_segments(o); i++) {
		struct segment s = segment_at(o, i);
		if (s.rank == p->rank && (s.kind != SEGMENT_CODE || s.number == p->number))
			return i;
	}
	return record_order_segments(o) - 1;
}

static void
add_from(const struct record_order *o, struct segment s, struct clause *c)
{
	const struct order_key *key = &o->keys[0];
	bool by_ref = s.kind == SEGMENT_REF_NAMELESS || s.kind == SEGMENT_REF_WITHHELD ||
		      (s.kind == SEGMENT_VALUE && key->kind == ORDER_REF);
	if (by_ref)
		clause_add(c, " FROM \"%s\" AS r CROSS JOIN \"%s\" AS t ON t.\"%s\" = r.id WHERE ",
			   key->ref->table, o->form->table, key->field->name);
	else if (s.kind == SEGMENT_CODE && key->kind == ORDER_MAIN)
		clause_add(c,
			   " FROM \"%s\" AS m CROSS JOIN \"%s\" AS t ON t.id = m.record_id WHERE ",
			   key->field->link, o->form->table);
	else
		clause_add(c, " FROM \"%s\" AS t WHERE ", o->form->table);
}

/* What makes a row of the referred table one of the segment. */
static void
add_ref_test(const struct order_key *key, struct segment s, bool bare, struct clause *c)
{
	const char *hidden = key->ref->withheld;
	if (s.kind == SEGMENT_REF_WITHHELD && hidden == NULL)
		clause_add(c, "0");
	else if (s.kind == SEGMENT_REF_WITHHELD)
		clause_add(c, "r.\"%s\" = 1", hidden);
	else
		clause_add(c, "r.\"%s\" IS %sNULL", key->ref_field->name,
			   s.kind == SEGMENT_VALUE ? "NOT " : "");
	if (s.kind != SEGMENT_REF_WITHHELD && hidden != NULL && !bare)
		clause_add(c, " AND +r.\"%s\" = 0", hidden);
}

static void
add_code_test(const struct order_key *key, const char *code, struct clause *c)
{
	if (key->kind == ORDER_MAIN)
		clause_add(c, "m.position = 1 AND m.code = ");
	else
		clause_add(c, "t.\"%s\" = ", key->field->name);
	clause_add_text(c, code);
}

/* `bare`: by columns of the index alone, though withheld records slip in. */
static void
add_test(const struct record_order *o, struct segment s, bool bare, struct clause *c)
{
	const struct order_key *key = &o->keys[0];
	switch (s.kind) {
	case SEGMENT_VALUE:
		if (key->kind == ORDER_REF)
			add_ref_test(key, s, bare, c);
		else
			clause_add(c, "t.\"%s\" IS NOT NULL", key->field->name);
		break;
	case SEGMENT_CODE:
		add_code_test(key, s.code, c);
		break;
	case SEGMENT_NONE:
		if (key->kind == ORDER_MAIN)
			clause_add(c,
				   "NOT EXISTS (SELECT 1 FROM \"%s\" AS m WHERE m.record_id = t.id"
				   " AND m.position = 1)",
				   key->field->link);
		else
			clause_add(c, "t.\"%s\" IS NULL", key->field->name);
		break;
	case SEGMENT_REF_NAMELESS:
	case SEGMENT_REF_WITHHELD:
		add_ref_test(key, s, bare, c);
		break;
	case SEGMENT_NO_REF:
		clause_add(c, "t.\"%s\" IS NULL", key->field->name);
		break;
	case SEGMENT_WITHHELD:
		clause_add(c, "t.\"%s\" = 1", o->form->withheld);
		return;
	}
	if (o->form->withheld != NULL && !bare)
		clause_add(c, " AND +t.\"%s\" = 0", o->form->withheld);
}

static void
add_place(const struct order_key *key, const struct order_place *p, struct clause *c)
{
	if (key->kind == ORDER_NUMBER)
		clause_add_int(c, p->number);
	else
		clause_add_text(c, p->text == NULL ? "" : p->text);
}

/* After (name, person, group) in three steps, of which the first one moves the index. */
static void
add_after_ref(const struct order_row *from, const char *sign, const char *column, struct clause *c)
{
	const struct order_place *p = &from->places[0];
	clause_add(c, " AND r.\"%s\" %s= ", column, sign);
	clause_add_text(c, p->text);
	clause_add(c, " AND ((r.\"%s\", r.id) %s (", column, sign);
	clause_add_text(c, p->text);
	clause_add(c, ", ");
	clause_add_int(c, p->ref);
	clause_add(c, ") OR (r.id = ");
	clause_add_int(c, p->ref);
	clause_add(c, " AND t.id %s ", sign);
	clause_add_int(c, from->id);
	clause_add(c, "))");
}

static void
add_after(const struct record_order *o, struct segment s, const struct order_row *from,
	  const char *sign, struct clause *c)
{
	const struct order_key *key = &o->keys[0];
	if (s.kind == SEGMENT_VALUE && key->kind == ORDER_REF) {
		add_after_ref(from, sign, key->ref_field->name, c);
		return;
	}
	if (s.kind == SEGMENT_VALUE) {
		clause_add(c, " AND (t.\"%s\", t.id) %s (", key->field->name, sign);
		add_place(key, &from->places[0], c);
		clause_add(c, ", ");
		clause_add_int(c, from->id);
		clause_add(c, ")");
		return;
	}
	if (s.kind == SEGMENT_REF_NAMELESS || s.kind == SEGMENT_REF_WITHHELD) {
		clause_add(c, " AND (r.id, t.id) %s (", sign);
		clause_add_int(c, from->places[0].ref);
		clause_add(c, ", ");
		clause_add_int(c, from->id);
		clause_add(c, ")");
		return;
	}
	bool by_link = s.kind == SEGMENT_CODE && key->kind == ORDER_MAIN;
	clause_add(c, " AND %s %s ", by_link ? "m.record_id" : "t.id", sign);
	clause_add_int(c, from->id);
}

void
record_order_segment(const struct record_order *o, int i, const struct order_row *from,
		     bool backward, struct clause *c)
{
	struct segment s = segment_at(o, i);
	clause_add(c, "SELECT ");
	record_order_add_columns(o, 1, c);
	add_from(o, s, c);
	add_test(o, s, false, c);
	if (from != NULL)
		add_after(o, s, from, o->descending != backward ? "<" : ">", c);
}

void
record_order_segment_rows(const struct record_order *o, int i, const char *columns,
			  struct clause *c)
{
	struct segment s = segment_at(o, i);
	clause_add(c, "SELECT %s", columns);
	add_from(o, s, c);
	add_test(o, s, false, c);
}

void
record_order_sieve(const struct record_order *o, int i, const struct order_row *from, bool backward,
		   struct clause *c)
{
	struct segment s = segment_at(o, i);
	clause_add(c, "SELECT t.id");
	add_from(o, s, c);
	add_test(o, s, true, c);
	if (from != NULL)
		add_after(o, s, from, o->descending != backward ? "<" : ">", c);
}

void
record_order_end(const struct record_order *o, int i, bool backward, struct clause *c)
{
	const struct order_key *key = &o->keys[0];
	struct segment s = segment_at(o, i);
	const char *way = o->descending != backward ? " DESC" : "";
	clause_add(c, " ORDER BY ");
	if (s.kind == SEGMENT_VALUE && key->kind == ORDER_REF)
		clause_add(c, "r.\"%s\"%s, r.id%s, ", key->ref_field->name, way, way);
	else if (s.kind == SEGMENT_VALUE)
		clause_add(c, "t.\"%s\"%s, ", key->field->name, way);
	else if (s.kind == SEGMENT_REF_NAMELESS || s.kind == SEGMENT_REF_WITHHELD)
		clause_add(c, "r.id%s, ", way);
	bool by_link = s.kind == SEGMENT_CODE && key->kind == ORDER_MAIN;
	clause_add(c, "%s%s", by_link ? "m.record_id" : "t.id", way);
}
