/* number.c - see number.h. */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "desk/number.h"

#include <stdlib.h>
#include <string.h>

#include "base/auto.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "store/stmt.h"

struct series {
	int64_t id, next;
	int fiscal_year; /* 0: runs on */
	char *pattern;
};

static void
series_done(struct series *s)
{
	free(s->pattern);
}

/* One word between braces; false if it is none of ours. */
static bool
add_word(const char *word, size_t len, int64_t n, int fiscal_year, struct str *out)
{
	if (len == 2 && strncmp(word, "fy", len) == 0) {
		str_addf(out, "%d", fiscal_year);
	} else if (len == 3 && strncmp(word, "fy2", len) == 0) {
		str_addf(out, "%02d", fiscal_year % 100);
	} else if (len == 3 && strncmp(word, "era", len) == 0) {
		AUTO_STR era = STR_INIT;
		date_add_era(&era, date_from_ymd(fiscal_year, 5, 1));
		str_add_len(out, str_text(&era), strcspn(str_text(&era), "."));
	} else if (len == 1 && word[0] == 'n') {
		str_addf(out, "%lld", (long long)n);
	} else if (len == 2 && word[0] == 'n' && word[1] >= '1' && word[1] <= '9') {
		str_addf(out, "%0*lld", word[1] - '0', (long long)n);
	} else {
		return false;
	}
	return true;
}

void
number_format(const char *pattern, int64_t n, int fiscal_year, struct str *out)
{
	for (const char *p = pattern; *p;) {
		const char *end = *p == '{' ? strchr(p, '}') : NULL;
		if (end && add_word(p + 1, (size_t)(end - p - 1), n, fiscal_year, out))
			p = end + 1;
		else
			str_add_char(out, *p++);
	}
}

/*
 * The row of this fiscal year, or the one that runs on, or the pattern of the latest year:
 * each found by the index, for sorting them would cost more than all else here.
 */
static bool
read_series(struct desk *d, const char *name, int fiscal_year, struct series *s, struct err *e)
{
	AUTO_STMT q = STMT_INIT;
	if (!stmt_open(&q, d->store,
		       "SELECT id, next, fiscal_year, pattern FROM number_series"
		       " WHERE series = ?1 AND fiscal_year = coalesce("
		       "  (SELECT fiscal_year FROM number_series"
		       "   WHERE series = ?1 AND fiscal_year = ?2),"
		       "  (SELECT fiscal_year FROM number_series"
		       "   WHERE series = ?1 AND fiscal_year = 0),"
		       "  (SELECT max(fiscal_year) FROM number_series WHERE series = ?1))",
		       e))
		return false;
	stmt_bind_text(&q, 1, name);
	stmt_bind_int(&q, 2, fiscal_year);
	if (!stmt_row(&q, e))
		return !stmt_failed(&q) &&
		       err_set(e, ERR_NOT_FOUND, _("There is no series of numbers \"%s\"."), name);
	s->id = stmt_int(&q, 0);
	s->next = stmt_int(&q, 1);
	s->fiscal_year = (int)stmt_int(&q, 2);
	s->pattern = mem_strdup(stmt_text(&q, 3));
	return true;
}

static bool
start_year(struct desk *d, const char *name, int fiscal_year, struct series *s, struct err *e)
{
	AUTO_STMT q = STMT_INIT;
	if (!stmt_open(
		    &q, d->store,
		    "INSERT INTO number_series (series, fiscal_year, pattern) VALUES (?1, ?2, ?3)",
		    e))
		return false;
	stmt_bind_text(&q, 1, name);
	stmt_bind_int(&q, 2, fiscal_year);
	stmt_bind_text(&q, 3, s->pattern);
	if (!stmt_run(&q, e))
		return false;
	s->id = store_last_id(d->store);
	s->next = 1;
	s->fiscal_year = fiscal_year;
	return true;
}

/* Never back: a record that was made on the way may have taken numbers by itself. */
static bool
keep_next(struct desk *d, const struct series *s, struct err *e)
{
	AUTO_STMT q = STMT_INIT;
	if (!stmt_open(&q, d->store,
		       "UPDATE number_series SET next = ?2 WHERE id = ?1 AND next < ?2", e))
		return false;
	stmt_bind_int(&q, 1, s->id);
	stmt_bind_int(&q, 2, s->next);
	return stmt_run(&q, e);
}

struct number_run {
	struct desk *desk;
	const struct form *form;
	struct series series;
	int year;
	struct str takers; /* SQL: has a record the number, or had one once? */
};

static void
ask_for_takers(struct number_run *r)
{
	AUTO_FREE char *name = mem_printf("%s_history", r->form->name);
	const struct form *past = form_find(r->desk->forms, name);
	str_addf(&r->takers, "SELECT 1 FROM \"%s\" AS t WHERE t.\"%s\" = ?1", r->form->table,
		 r->form->number);
	if (past)
		str_addf(&r->takers,
			 " UNION ALL SELECT 1 FROM \"%s\" AS t WHERE t.field = 'number'"
			 " AND t.value = ?1",
			 past->table);
	str_add(&r->takers, " LIMIT 1");
}

static bool
is_taken(const struct number_run *r, const char *number, bool *taken, struct err *e)
{
	AUTO_STMT q = STMT_INIT;
	if (!stmt_open(&q, r->desk->store, str_text(&r->takers), e))
		return false;
	stmt_bind_text(&q, 1, number);
	*taken = stmt_row(&q, e);
	return !stmt_failed(&q);
}

static bool
run_begin(struct number_run *r, struct err *e)
{
	const char *name = r->form->series;
	struct series *s = &r->series;
	r->year = date_fiscal_year(desk_today(r->desk));
	if (!read_series(r->desk, name, r->year, s, e))
		return false;
	return s->fiscal_year == 0 || s->fiscal_year == r->year ||
	       start_year(r->desk, name, r->year, s, e);
}

struct number_run *
number_run_new(struct desk *d, struct tx *tx, const struct form *form, struct err *e)
{
	(void)tx;
	struct number_run *r = mem_alloc(sizeof(*r));
	r->desk = d;
	r->form = form;
	ask_for_takers(r);
	if (run_begin(r, e))
		return r;
	number_run_free(r);
	return NULL;
}

void
number_run_free(struct number_run *r)
{
	if (!r)
		return;
	series_done(&r->series);
	str_done(&r->takers);
	free(r);
}

bool
number_run_take(struct number_run *r, struct str *out, struct err *e)
{
	AUTO_STR number = STR_INIT;
	for (bool taken = true; taken;) {
		str_clear(&number);
		number_format(r->series.pattern, r->series.next++, r->year, &number);
		if (!is_taken(r, str_text(&number), &taken, e))
			return false;
	}
	str_add(out, str_text(&number));
	return true;
}

int64_t
number_run_next(const struct number_run *r)
{
	return r->series.next;
}

void
number_run_reset(struct number_run *r, int64_t next)
{
	r->series.next = next;
}

bool
number_run_end(struct number_run *r, struct err *e)
{
	return keep_next(r->desk, &r->series, e);
}

bool
number_take(struct desk *d, struct tx *tx, const struct form *form, struct str *out, struct err *e)
{
	struct number_run *r = number_run_new(d, tx, form, e);
	bool ok = r && number_run_take(r, out, e) && number_run_end(r, e);
	number_run_free(r);
	return ok;
}
