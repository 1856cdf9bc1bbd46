/*
 * bulk.c - each row in a transaction inside that of the whole, so that a row
 * which is refused halfway takes back its person and its contacts with it.
 */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "desk/record/bulk.h"

#include <stdlib.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "desk/number.h"
#include "desk/record/record.h"
#include "desk/record/record_add.h"
#include "desk/record/record_check.h"
#include "desk/record/record_sql.h"
#include "desk/staff.h"
#include "store/audit.h"
#include "store/search.h"
#include "store/stmt.h"
#include "store/tx.h"

struct bulk {
	struct desk *desk;
	struct bulk_how how;
	char *reason;
	struct str find;            /* the statement that finds a record by its key */
	struct record *blank;       /* what an empty row would be */
	struct number_run *numbers; /* once a record was added without one */
	struct tx tx;
};

/* What no clerk may type in any field, no file brings either. */
bool
bulk_check_form(const struct form *form, struct err *e)
{
	for (int i = 0; i < form->field_count; i++)
		if (!form->fields[i].read_only)
			return true;
	return err_set(e, ERR_REFUSED,
		       _("%s: the program alone writes these, from what is changed. A file "
			 "cannot bring them in."),
		       form_plural(form));
}

struct bulk *
bulk_begin(struct desk *d, const struct bulk_how *how, struct err *e)
{
	struct bulk *b = mem_alloc(sizeof(*b));
	b->desk = d;
	b->how = *how;
	b->reason = mem_strdup(how->reason);
	b->blank = record_new(d, how->form);
	if (how->key.count > 0)
		record_sql_by_key(&b->find, how->form, &how->key);
	if (bulk_check_form(how->form, e) && staff_require_on(d, how->form, "add", e) &&
	    (how->key.count == 0 || staff_require_on(d, how->form, "change", e)) &&
	    tx_begin(&b->tx, d->store, e)) {
		store_set_roomy(d->store, true);
		search_put_off(&b->tx);
		return b;
	}
	bulk_end(b);
	return NULL;
}

void
bulk_end(struct bulk *b)
{
	if (!b)
		return;
	tx_rollback(&b->tx);
	store_set_roomy(b->desk->store, false);
	record_free(b->blank);
	str_done(&b->find);
	number_run_free(b->numbers);
	free(b->reason);
	free(b);
}

static void
bind_key(struct stmt *q, const struct form *form, const struct form_key *key,
	 const char *const *values)
{
	for (int i = 0; i < key->count; i++)
		record_sql_bind_value(q, i + 1, &form->fields[key->fields[i]],
				      values[key->fields[i]]);
}

/* A part of the key may be empty where the field may; all of it never. */
static const struct form_field *
missing_part(const struct form *form, const struct form_key *key, const char *const *values)
{
	bool any = false;
	for (int i = 0; i < key->count; i++) {
		const struct form_field *f = &form->fields[key->fields[i]];
		if (!values[key->fields[i]] && f->required)
			return f;
		any |= values[key->fields[i]] != NULL;
	}
	return any ? NULL : &form->fields[key->fields[0]];
}

/* The record with the key; *id is 0 when there is none. */
static bool
find_by_key(struct bulk *b, const char *const *values, int64_t *id, struct err *e)
{
	AUTO_STMT q = STMT_INIT;
	const struct form *form = b->how.form;
	const struct form_field *f = missing_part(form, &b->how.key, values);
	*id = 0;
	if (f)
		return err_set_field(e, ERR_INVALID, f->name,
				     _("%s is empty, so that the record to change is not known."),
				     field_label(f));
	if (!stmt_open(&q, b->desk->store, str_text(&b->find), e))
		return false;
	bind_key(&q, form, &b->how.key, values);
	if (!stmt_row(&q, e))
		return !stmt_failed(&q);
	*id = stmt_int(&q, 0);
	f = &form->fields[b->how.key.fields[0]];
	if (stmt_row(&q, e)) {
		AUTO_STR shown = STR_INIT;
		field_format(f, &b->desk->lookup, values[b->how.key.fields[0]], &shown);
		return err_set_field(e, ERR_REFUSED, f->name,
				     _("%s: there are several records with \"%s\"."),
				     field_label(f), str_text(&shown));
	}
	return !stmt_failed(&q);
}

/*
 * Yes and no and choices always mean something: an empty cell is their default. Today is
 * what a clerk means by nothing, not a list of other days.
 */
static bool
needs_default(const struct form_field *f)
{
	enum field_kind kind = f->type->kind;
	return kind == FIELD_BOOL || kind == FIELD_CHOICE || (f->required && kind != FIELD_DATE);
}

static struct record *
new_record(const struct bulk *b, const char *const *values, const bool *given)
{
	struct record *r = record_copy(b->blank);
	for (int i = 0; i < r->form->field_count; i++)
		if (given[i] && (values[i] || !needs_default(&r->form->fields[i]))) {
			free(r->values[i]);
			r->values[i] = mem_strdup(values[i]);
		}
	return r;
}

static bool
put_change(const struct bulk *b, struct record *r, int field, const char *value, bool *differs,
	   struct err *e)
{
	const struct form_field *f = &r->form->fields[field];
	if (str_equal(r->values[field], value) || (!value && !b->how.clears))
		return true;
	if (f->read_only || f->fixed)
		return err_set_field(e, ERR_REFUSED, f->name,
				     _("%s cannot be changed by an import."), field_label(f));
	record_put(r, f->name, value);
	*differs = true;
	return true;
}

/* The record that is there with the row's values; NULL and a sentence when it may not be. */
static struct record *
known_record(const struct bulk *b, int64_t id, const char *const *values, const bool *given,
	     bool *differs, struct err *e)
{
	struct record *r = record_read(b->desk, b->how.form, id, e);
	if (!r)
		return NULL;
	bool ok = !record_is_withheld(r) || staff_may(b->desk, "register.reveal") ||
		  err_set(e, ERR_REFUSED,
			  _("This record is withheld; who may not see it cannot change it."));
	for (int i = 0; ok && i < r->form->field_count; i++)
		if (given[i])
			ok = put_change(b, r, i, values[i], differs, e);
	if (ok)
		return r;
	record_free(r);
	return NULL;
}

static enum bulk_outcome
outcome_of(const struct err *e)
{
	switch (e->code) {
	case ERR_INVALID:
	case ERR_REFUSED:
	case ERR_STALE:
	case ERR_NOT_FOUND:
		return BULK_REFUSED;
	case ERR_NONE:
	case ERR_BUSY:
	case ERR_DAMAGED:
	case ERR_FULL:
	case ERR_IO:
	case ERR_USAGE:
	case ERR_CANCELLED:
		break;
	}
	return BULK_BROKEN;
}

static bool
save(struct bulk *b, struct record *r, struct err *e)
{
	AUTO_TX row = TX_INIT;
	return tx_begin(&row, b->desk->store, e) &&
	       record_save_within(b->desk, &row, r, b->reason, e) && tx_commit(&row, e);
}

/*
 * Where a record stands (received, approved …) is moved by acts, one step at a
 * time. A file may say it, when whoever imports it may also take the last step.
 */
static bool
check_state(const struct bulk *b, const struct record *r, struct err *e)
{
	for (int i = 0; i < r->form->field_count; i++) {
		const struct form_field *f = &r->form->fields[i];
		if ((f->read_only || f->fixed) && !f->filled && !record_sql_is_ending(f) &&
		    !str_equal(r->values[i], b->blank->values[i]))
			return staff_require_on(b->desk, r->form, "approve", e);
	}
	return true;
}

/* What the program works out itself is not what the file says. */
static bool
check_filled(const struct bulk *b, const struct record *r, const char *const *values,
	     struct err *e)
{
	for (int i = 0; i < r->form->field_count; i++) {
		const struct form_field *f = &r->form->fields[i];
		if (!f->read_only || !f->filled || !values[i] || str_equal(values[i], r->values[i]))
			continue;
		AUTO_STR is = STR_INIT;
		field_format(f, &b->desk->lookup, r->values[i], &is);
		return err_set_field(e, ERR_INVALID, f->name,
				     _("%s follows from the other fields: here it is %s."),
				     field_label(f), str_text(&is));
	}
	return true;
}

/* Takes what says that it is no more (dissolved, merged) out of a new record; was there any? */
static bool
take_endings(struct record *r, char **endings)
{
	bool any = false;
	for (int i = 0; i < r->form->field_count; i++) {
		const struct form_field *f = &r->form->fields[i];
		if (f->read_only && record_sql_is_ending(f) && r->values[i]) {
			endings[i] = TAKE(r->values[i]);
			any = true;
		}
	}
	return any;
}

/* A record without a number takes the next one of its series, if its form has one. */
static bool
give_number(struct bulk *b, struct record *r, struct err *e)
{
	AUTO_STR number = STR_INIT;
	if (!r->form->series || !r->form->number || record_get(r, r->form->number))
		return true;
	if (!b->numbers)
		b->numbers = number_run_new(b->desk, &b->tx, r->form, e);
	if (!b->numbers || !number_run_take(b->numbers, &number, e))
		return false;
	record_put(r, r->form->number, str_text(&number));
	return true;
}

/* Where the run of numbers stands, and back there after a refusal. */
static int64_t
mark_numbers(const struct bulk *b)
{
	return b->numbers ? number_run_next(b->numbers) : 0;
}

static void
return_numbers(struct bulk *b, int64_t mark)
{
	if (mark != 0) {
		number_run_reset(b->numbers, mark);
	} else { /* it began with what was refused */
		number_run_free(b->numbers);
		b->numbers = NULL;
	}
}

/*
 * An old ledger also holds groups that are no more. Such a record is added alive,
 * since its contacts and links can be made only then, and ended at once.
 */
static bool
add_alive(struct bulk *b, struct record *r, const char *const *values, struct err *e)
{
	AUTO_TX row = TX_INIT;
	AUTO_FREE char **endings = mem_alloc(sizeof(*endings) * (size_t)(r->form->field_count + 1));
	bool has_ended = take_endings(r, endings);
	bool ok = check_state(b, r, e) && tx_begin(&row, b->desk->store, e) &&
		  record_save_within(b->desk, &row, r, b->reason, e) &&
		  check_filled(b, r, values, e);
	for (int i = 0; i < r->form->field_count; i++)
		if (endings[i])
			r->values[i] = endings[i];
	return ok && (!has_ended || record_save_within(b->desk, &row, r, b->reason, e)) &&
	       tx_commit(&row, e);
}

static bool
add(struct bulk *b, struct record *r, const char *const *values, struct err *e)
{
	int64_t mark = mark_numbers(b);
	if (give_number(b, r, e) && add_alive(b, r, values, e))
		return true;
	return_numbers(b, mark);
	return false;
}

bool
bulk_is_plain(const struct bulk *b, const char *const *values)
{
	const struct form *form = b->how.form;
	bool is_plain = b->how.key.count == 0;
	for (int i = 0; is_plain && i < form->field_count; i++) {
		const struct form_field *f = &form->fields[i];
		bool makes_record =
			f->type->kind == FIELD_REF && values[i] && values[i][0] == REF_NEW;
		is_plain = !makes_record && !(f->read_only && values[i]);
	}
	return is_plain;
}

static bool
add_records(struct bulk *b, struct record **records, int count)
{
	AUTO_TX part = TX_INIT;
	const struct record_addition addition = {
		.desk = b->desk,
		.tx = &part,
		.reason = b->reason,
		.records = records,
		.count = count,
	};
	if (!tx_begin(&part, b->desk->store, NULL))
		return false;
	for (int i = 0; i < count; i++)
		if (!give_number(b, records[i], NULL))
			return false;
	return record_add_all(&addition, NULL) && tx_commit(&part, NULL);
}

bool
bulk_add_all(struct bulk *b, const char *const *const *rows, int count, const bool *given)
{
	AUTO_FREE struct record **records = mem_alloc(sizeof(struct record *) * (size_t)count);
	int64_t mark = mark_numbers(b);
	for (int i = 0; i < count; i++)
		records[i] = new_record(b, rows[i], given);
	bool ok = add_records(b, records, count);
	if (!ok)
		return_numbers(b, mark);
	for (int i = 0; i < count; i++)
		record_free(records[i]);
	return ok;
}

enum bulk_outcome
bulk_row(struct bulk *b, const char *const *values, const bool *given, struct err *e)
{
	struct err why = { 0 };
	int64_t id = 0;
	bool differs = false;
	struct record *r = NULL;
	bool ok = b->how.key.count == 0 || find_by_key(b, values, &id, &why);
	if (ok && id == 0)
		r = new_record(b, values, given);
	else if (ok)
		r = known_record(b, id, values, given, &differs, &why);
	if (r && id != 0 && !differs) {
		record_free(r);
		return BULK_SAME;
	}
	ok = r && (id ? save(b, r, &why) : add(b, r, values, &why));
	record_free(r);
	if (ok)
		return id ? BULK_CHANGED : BULK_ADDED;
	if (e)
		*e = why;
	return outcome_of(&why);
}

void
bulk_tell(const struct bulk *b, int done)
{
	tx_tell(&b->tx, done);
}

bool
bulk_remove(struct bulk *b, int64_t id, struct err *e)
{
	return record_remove_within(b->desk, &b->tx, b->how.form, id, b->reason, e);
}

bool
bulk_commit(struct bulk *b, const char *detail, int64_t *change, struct err *e)
{
	const struct audit_entry whole = {
		.action = AUDIT_SYSTEM,
		.object_type = b->how.form->table,
		.reason = b->reason ? b->reason : "",
		.detail = detail,
	};
	if ((b->numbers && !number_run_end(b->numbers, e)) || !audit_write(&b->tx, &whole, e))
		return false;
	*change = audit_change(b->desk->store);
	return tx_commit(&b->tx, e);
}

bool
bulk_has_records(struct desk *d, const struct form *form)
{
	AUTO_STR sql = STR_INIT;
	str_addf(&sql, "SELECT 1 FROM \"%s\" WHERE ?1 LIMIT 1", form->table);
	return store_get_int(d->store, str_text(&sql), 1, 0) != 0;
}

bool
bulk_is_known(struct desk *d, const struct form *form, const struct form_key *key,
	      const char *const *values)
{
	AUTO_STR sql = STR_INIT;
	AUTO_STMT q = STMT_INIT;
	if (missing_part(form, key, values))
		return false;
	record_sql_by_key(&sql, form, key);
	if (!stmt_open(&q, d->store, str_text(&sql), NULL))
		return false;
	bind_key(&q, form, key, values);
	return stmt_row(&q, NULL);
}
