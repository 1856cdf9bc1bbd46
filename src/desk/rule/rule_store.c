/*
 * rule_store.c - the editions as they are read again: which one is in force, its
 * file, its book. rule_load.c writes them.
 */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "desk/rule/rule_store.h"

#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "desk/check/check_part.h"
#include "desk/rule/rule_digest.h"
#include "rule/read/read.h"
#include "store/stmt.h"

struct rule_cache { /* a book that was asked for */
	struct rule_cache *next;
	int64_t id;
	bool is_calendar; /* no more of it than rule_store_calendar() promises */
	struct book *book;
	char *text; /* its file */
};

void
rule_bind_site(struct stmt *q, int64_t site_id)
{
	if (site_id != 0)
		stmt_bind_int(q, 1, site_id);
	else
		stmt_bind_null(q, 1);
}

bool
rule_store_is_any(struct desk *d, struct err *e)
{
	return store_get_int(d->store, "SELECT EXISTS (SELECT 1 FROM rule_book WHERE ?1)", 1, 1) ||
	       err_set(e, ERR_NOT_FOUND,
		       _("There are no rooms yet: they come with a rule book. The administrator "
			 "loads one: madoguchi rules load FILE, or an example: madoguchi rules "
			 "load free (paid, hall)"));
}

int64_t
rule_store_in_force(struct desk *d, int64_t site_id, day_num apply, struct err *e)
{
	AUTO_STMT q = STMT_INIT;
	char day[DATE_TEXT_SIZE];
	if (!stmt_open(&q, d->store,
		       "SELECT id FROM rule_book AS b WHERE site_id IS ?1 AND in_force_from <= ?2"
		       " AND NOT EXISTS (SELECT 1 FROM rule_book AS n WHERE n.site_id IS ?1"
		       "  AND n.in_force_from <= ?2"
		       "  AND (n.in_force_from, n.edition) > (b.in_force_from, b.edition))",
		       e))
		return 0;
	date_to_iso(apply, day);
	rule_bind_site(&q, site_id);
	stmt_bind_text(&q, 2, day);
	if (stmt_row(&q, e))
		return stmt_int(&q, 0);
	if (stmt_failed(&q))
		return 0;
	AUTO_STR said = STR_INIT;
	date_add_short(&said, apply, desk_today(d));
	err_set(e, ERR_NOT_FOUND,
		_("No rule book is in force on %s. Load one: madoguchi rules load FILE"),
		str_text(&said));
	return 0;
}

int64_t
rule_store_of_site(struct desk *d, int64_t site_id, day_num apply, struct err *e)
{
	int64_t own = store_get_int(d->store,
				    "SELECT site_id FROM rule_book WHERE site_id = ?1 LIMIT 1",
				    site_id, 0);
	return rule_store_in_force(d, own, apply, e);
}

int
rule_store_sites(struct desk *d, struct arena *a, struct rule_site **out, struct err *e)
{
	AUTO_STMT q = STMT_INIT;
	int count = 0;

	if (!stmt_open(&q, d->store,
		       "SELECT id, name, EXISTS (SELECT 1 FROM rule_book AS b"
		       "  WHERE b.site_id = s.id), count(*) OVER ()"
		       " FROM site AS s WHERE is_active ORDER BY code",
		       e))
		return -1;
	while (stmt_row(&q, e)) {
		if (count == 0)
			*out = arena_alloc(a, (size_t)stmt_int(&q, 3) * sizeof(**out));
		(*out)[count++] = (struct rule_site){
			.id = stmt_int(&q, 0),
			.name = arena_strdup(a, stmt_text(&q, 1)),
			.has_books = stmt_int(&q, 2) != 0,
		};
	}
	return stmt_failed(&q) ? -1 : count;
}

int64_t
rule_store_edition(struct desk *d, int64_t site_id, int64_t edition, struct err *e)
{
	AUTO_STMT q = STMT_INIT;
	if (!stmt_open(&q, d->store,
		       "SELECT id FROM rule_book WHERE site_id IS ?1 AND edition = ?2", e))
		return 0;
	rule_bind_site(&q, site_id);
	stmt_bind_int(&q, 2, edition);
	if (stmt_row(&q, e))
		return stmt_int(&q, 0);
	if (!stmt_failed(&q))
		err_set(e, ERR_NOT_FOUND, _("There is no edition %lld of the rule book."),
			(long long)edition);
	return 0;
}

bool
rule_store_about(struct desk *d, int64_t rule_book_id, struct rule_edition *out, struct err *e)
{
	AUTO_STMT q = STMT_INIT;
	if (!stmt_open(&q, d->store,
		       "SELECT b.edition, b.in_force_from, n.edition, n.in_force_from"
		       " FROM rule_book AS b LEFT JOIN rule_book AS n ON n.site_id IS b.site_id"
		       " AND n.in_force_from > b.in_force_from"
		       " WHERE b.id = ?1 ORDER BY n.in_force_from, n.edition DESC LIMIT 1",
		       e))
		return false;
	stmt_bind_int(&q, 1, rule_book_id);
	if (!stmt_row(&q, e))
		return stmt_failed(&q) ? false
				       : err_set(e, ERR_NOT_FOUND,
						 _("There is no such edition of the rule book."));
	*out = (struct rule_edition){ .number = (int)stmt_int(&q, 0),
				      .from = date_from_iso(stmt_text(&q, 1)),
				      .next_from = DAY_NONE };
	if (stmt_is_null(&q, 2))
		return true;
	out->next = (int)stmt_int(&q, 2);
	out->next_from = date_from_iso(stmt_text(&q, 3));
	return true;
}

/* The code list rule_section holds the names that the vocabulary has. */
static enum rule_section
section_named(const char *name)
{
	for (int s = 0; s < RULE_SECTION_COUNT; s++)
		if (strcmp(rule_section_name((enum rule_section)s), name) == 0)
			return (enum rule_section)s;
	return RULE_SECTION_COUNT;
}

/* The entries of an edition, in `a`; the count, or -1. */
static int
read_entries(struct desk *d, struct arena *a, int64_t id, struct book_entry **out, struct err *e)
{
	AUTO_STMT q = STMT_INIT;
	int count = 0, room = 0;
	*out = NULL;
	if (!stmt_open(&q, d->store,
		       "SELECT r.section, r.code, r.words, b.rules FROM rule_place AS p"
		       " JOIN rule AS r ON r.id = p.rule_id"
		       " JOIN rule_book AS b ON b.id = p.rule_book_id"
		       " WHERE p.rule_book_id = ?1 ORDER BY p.position",
		       e))
		return -1;
	stmt_bind_int(&q, 1, id);
	while (stmt_row(&q, e)) {
		if (!*out) {
			room = (int)stmt_int(&q, 3);
			*out = arena_alloc(a, sizeof(**out) * (size_t)(room + 1));
		}
		if (count == room)
			break;
		const char *code = stmt_text(&q, 1);
		(*out)[count++] = (struct book_entry){
			.section = section_named(stmt_text(&q, 0)),
			.code = arena_strdup(a, code ? code : ""),
			.text = arena_strdup(a, stmt_text(&q, 2)),
		};
	}
	if (!stmt_failed(&q) && count == 0)
		err_set(e, ERR_NOT_FOUND, _("There is no such edition of the rule book."));
	return count > 0 && !stmt_failed(&q) ? count : -1;
}

bool
rule_store_dump(struct desk *d, int64_t rule_book_id, struct str *out, struct err *e)
{
	AUTO_ARENA a = ARENA_INIT;
	struct book_entry *entries;
	int count = read_entries(d, &a, rule_book_id, &entries, e);
	if (count < 0)
		return false;
	book_write(entries, count, out);
	return true;
}

bool
rule_store_source(struct desk *d, int64_t rule_book_id, struct str *out, struct err *e)
{
	AUTO_STMT q = STMT_INIT;
	if (!stmt_open(&q, d->store, "SELECT words FROM rule_source WHERE rule_book_id = ?1", e))
		return false;
	stmt_bind_int(&q, 1, rule_book_id);
	if (stmt_row(&q, e)) {
		str_add(out, stmt_text(&q, 0));
		return true;
	}
	return !stmt_failed(&q) && rule_store_dump(d, rule_book_id, out, e);
}

static struct book *
read_book(const struct str *text, struct err *e)
{
	struct faults f = FAULTS_INIT("rules");
	struct book *b = book_read_kept("rules", str_text(text), text->len, &f);
	if (!b && f.count > 0)
		err_set(e, ERR_DAMAGED, _("The rule book in the database cannot be read: %s"),
			f.items[0].sentence);
	faults_done(&f);
	return b;
}

void
rule_store_forget(struct desk *d)
{
	while (d->rules) {
		struct rule_cache *c = d->rules;
		d->rules = c->next;
		book_free(c->book);
		free(c->text);
		free(c);
	}
}

/* What was asked for before: the whole book, or for the calendar either. */
static const struct rule_cache *
find_kept(const struct desk *d, int64_t id, bool for_calendar)
{
	const struct rule_cache *c = d->rules;
	while (c && (c->id != id || (c->is_calendar && !for_calendar)))
		c = c->next;
	return c;
}

static const struct book *
keep_book(struct desk *d, int64_t id, bool is_calendar, struct str *text, struct err *e)
{
	struct book *b = read_book(text, e);
	if (!b)
		return NULL;
	struct rule_cache *c = mem_alloc(sizeof(*c));
	*c = (struct rule_cache){ .next = d->rules, .id = id, .is_calendar = is_calendar,
				  .book = b, .text = str_take(text) };
	d->rules = c;
	return b;
}

const struct book *
rule_store_book(struct desk *d, int64_t rule_book_id, struct err *e)
{
	const struct rule_cache *kept = find_kept(d, rule_book_id, false);
	AUTO_STR text = STR_INIT;
	if (kept)
		return kept->book;
	return rule_store_dump(d, rule_book_id, &text, e)
		       ? keep_book(d, rule_book_id, false, &text, e)
		       : NULL;
}

const struct book *
rule_store_calendar(struct desk *d, int64_t rule_book_id, struct err *e)
{
	const struct rule_cache *kept = find_kept(d, rule_book_id, true);
	AUTO_ARENA a = ARENA_INIT;
	AUTO_STR text = STR_INIT;
	struct book_entry *entries;
	if (kept)
		return kept->book;
	int count = read_entries(d, &a, rule_book_id, &entries, e), used = 0;
	if (count < 0)
		return NULL;
	for (int i = 0; i < count; i++)
		if (rule_section_is_of_calendar(entries[i].section))
			entries[used++] = entries[i];
	book_write(entries, used, &text);
	return keep_book(d, rule_book_id, true, &text, e);
}

const char *
rule_store_book_text(struct desk *d, int64_t rule_book_id)
{
	const struct rule_cache *kept = find_kept(d, rule_book_id, false);
	return kept ? kept->text : "";
}

const struct book *
rule_book_in_force(struct desk *d, day_num apply, struct err *e)
{
	int64_t id = rule_store_in_force(d, 0, apply, e);
	return id ? rule_store_book(d, id, e) : NULL;
}

/* The kept file makes the very rules of its edition. */
static void
check_source(struct check *c, int64_t id, int64_t edition, const struct str *canonical)
{
	AUTO_ARENA a = ARENA_INIT;
	AUTO_STR source = STR_INIT;
	AUTO_STR made = STR_INIT;
	struct faults f = FAULTS_INIT("rules");
	struct book_entry *entries = NULL;
	int count = 0;
	if (rule_store_source(c->desk, id, &source, NULL))
		entries = book_entries(&a, str_text(&source), source.len, &count, &f);
	if (entries)
		book_write(entries, count, &made);
	faults_done(&f);
	if (!str_equal(str_text(&made), str_text(canonical)))
		check_found(c, _("edition %lld: its file says something else than its rules"),
			    (long long)edition);
}

static void
check_edition(struct check *c, int64_t id, int64_t edition, const char *digest)
{
	AUTO_STR text = STR_INIT;
	char found[RULE_DIGEST_SIZE];
	struct err e = { 0 };
	if (!rule_store_dump(c->desk, id, &text, &e)) {
		check_found(c, _("edition %lld: %s"), (long long)edition, e.msg);
		return;
	}
	rule_digest(str_text(&text), text.len, found);
	if (strcmp(found, digest) != 0)
		check_found(c, _("edition %lld is not what was loaded: its rules were changed"),
			    (long long)edition);
	check_source(c, id, edition, &text);
	struct book *b = read_book(&text, &e);
	if (!b)
		check_found(c, _("edition %lld: %s"), (long long)edition, e.msg);
	book_free(b);
}

bool
check_rules(struct check *c, struct err *e)
{
	AUTO_STMT q = STMT_INIT;
	if (!stmt_open(&q, c->desk->store,
		       "SELECT id, edition, digest FROM rule_book ORDER BY site_id, edition", e))
		return false;
	while (stmt_row(&q, e))
		check_edition(c, stmt_int(&q, 0), stmt_int(&q, 1), stmt_text(&q, 2));
	return !stmt_failed(&q);
}

bool
rule_only_in_books(const struct record_change *c, struct err *e)
{
	(void)c;
	return err_set(e, ERR_REFUSED,
		       _("Rules change together, as a new edition of the book: the rules screen, or"
			 " madoguchi rules load FILE."));
}
