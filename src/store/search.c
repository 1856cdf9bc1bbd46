/*
 * search.c - the index of search.h. A record's row in both tables has the id
 * type * 2^40 + record, so that a search runs over one type's range only. The
 * index holds no text; to take a row out, its old tokens are made again from the
 * old key.
 */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "store/search.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "base/auto.h"
#include "base/mem.h"
#include "base/str.h"
#include "base/utf8.h"
#include "store/grams.h"
#include "store/inside.h"
#include "store/later.h"
#include "store/search_fold.h"

#define WORDS_MAX 16 /* of one question; what follows is ignored */

/* The type's number; 0 when nothing of the type was ever put, -1 after a fault. */
static int64_t
type_number(struct store *s, const char *type, struct err *e)
{
	AUTO_STMT q = STMT_INIT;

	if (!stmt_open(&q, s, "SELECT id FROM search_type WHERE name = ?1", e))
		return -1;
	stmt_bind_text(&q, 1, type);
	if (stmt_row(&q, e))
		return stmt_int(&q, 0);
	return stmt_failed(&q) ? -1 : 0;
}

static int64_t
type_number_or_new(struct store *s, const char *type, struct err *e)
{
	int64_t number = type_number(s, type, e);

	if (number != 0)
		return number;
	AUTO_STMT q = STMT_INIT;
	if (!stmt_open(&q, s, "INSERT INTO search_type (name) VALUES (?1)", e))
		return -1;
	stmt_bind_text(&q, 1, type);
	return stmt_run(&q, e) ? store_last_id(s) : -1;
}

static int64_t
row_id(int64_t type, int64_t record_id)
{
	assert(record_id > 0 && record_id <= SEARCH_RECORD_MASK);
	return type << SEARCH_RECORD_BITS | record_id;
}

/* The key that is stored, or NULL; `failed` tells a fault from no row. The caller frees. */
static char *
read_key(struct store *s, int64_t id, bool *failed, struct err *e)
{
	AUTO_STMT q = STMT_INIT;
	char *key = NULL;

	*failed = !stmt_open(&q, s, "SELECT key FROM search_key WHERE id = ?1", e);
	if (*failed)
		return NULL;
	stmt_bind_int(&q, 1, id);
	if (stmt_row(&q, e))
		key = mem_strdup(stmt_text(&q, 0));
	*failed = stmt_failed(&q);
	return key;
}

static bool
take_out(struct store *s, int64_t id, const char *key, struct err *e)
{
	AUTO_STMT q = STMT_INIT;

	if (!stmt_open(&q, s, "DELETE FROM search_key WHERE id = ?1", e))
		return false;
	stmt_bind_int(&q, 1, id);
	if (!stmt_run(&q, e))
		return false;
	later_take_out(s, id, key);
	return true;
}

static bool
put_in(struct store *s, int64_t id, const char *key, struct err *e)
{
	AUTO_STMT q = STMT_INIT;

	if (!stmt_open(&q, s, "INSERT INTO search_key (id, key) VALUES (?1, ?2)", e))
		return false;
	stmt_bind_int(&q, 1, id);
	stmt_bind_text(&q, 2, key);
	if (!stmt_run(&q, e))
		return false;
	later_put_in(s, id, key);
	return true;
}

static bool
replace(struct store *s, int64_t id, const char *key, struct err *e)
{
	bool failed = false;
	AUTO_FREE char *old = read_key(s, id, &failed, e);

	if (failed)
		return false;
	if (str_equal(old, key)) /* also when there was and is nothing */
		return true;
	if (old != NULL && !take_out(s, id, old, e))
		return false;
	return *key == '\0' || put_in(s, id, key, e);
}

bool
search_put(struct tx *tx, const char *type, int64_t record_id, const char *const *texts, int count,
	   struct err *e)
{
	AUTO_STR key = STR_INIT;

	assert(tx->level > 0);
	int64_t number = type_number_or_new(tx->store, type, e);
	if (number < 0)
		return false;
	search_fold(&key, texts, count);
	return replace(tx->store, row_id(number, record_id), str_text(&key), e);
}

bool
search_remove(struct tx *tx, const char *type, int64_t record_id, struct err *e)
{
	assert(tx->level > 0);
	int64_t number = type_number(tx->store, type, e);
	if (number <= 0)
		return number == 0;
	return replace(tx->store, row_id(number, record_id), "", e);
}

void
search_put_off(struct tx *tx)
{
	assert(tx->level > 0 && !tx->store->later.waits);
	tx->store->later.puts_off = true;
}

/* The folded words of one question. */
struct question {
	int64_t type; /* whose records are asked for */
	char *words[WORDS_MAX];
	int count;
};

static void
question_done(struct question *question)
{
	for (int i = 0; i < question->count; i++)
		free(question->words[i]);
}

static void
question_add(struct question *question, const char *text, size_t len)
{
	AUTO_FREE char *word = mem_strndup(text, len);
	AUTO_FREE char *key = utf8_search_key(word);

	if (*key != '\0' && strchr(key, GRAMS_SEPARATOR) == NULL && question->count < WORDS_MAX)
		question->words[question->count++] = TAKE(key);
}

/* Bytes of the blank at `p`: ASCII, or the ideographic one; 0 when it is none. */
static size_t
blank_at(const char *p)
{
	if (*p == ' ' || *p == '\t' || *p == '\n')
		return 1;
	return strncmp(p, "\xE3\x80\x80", 3) == 0 ? 3 : 0;
}

static void
question_init(struct question *question, const char *needle)
{
	const char *start = needle, *p = needle;

	*question = (struct question){ .count = 0 };
	while (*p != '\0') {
		size_t blank = blank_at(p);
		if (blank == 0) {
			p++;
			continue;
		}
		question_add(question, start, (size_t)(p - start));
		p += blank;
		start = p;
	}
	question_add(question, start, (size_t)(p - start));
}

static bool
key_has_all(const char *key, const struct question *question)
{
	for (int i = 0; i < question->count; i++) {
		if (strstr(key, question->words[i]) == NULL)
			return false;
	}
	return true;
}

static void
build_match(struct str *match, const struct question *question)
{
	for (int i = 0; i < question->count; i++) {
		str_add(match, i > 0 ? " AND " : "");
		grams_add_query(match, question->words[i]);
	}
}

/* In the index and then in the key itself, which grams alone cannot tell; or in the index alone. */
static const char sure_sql[] =
	"SELECT k.id, k.key FROM search_index AS i CROSS JOIN search_key AS k ON k.id = i.rowid "
	"WHERE i.search_index MATCH ?1 AND i.rowid BETWEEN ?2 AND ?3";
static const char candidates_sql[] =
	"SELECT rowid FROM search_index WHERE search_index MATCH ?1 AND rowid BETWEEN ?2 AND ?3";

/* What the index does not have yet: every key is looked at. */
static const char backlog_sql[] =
	"SELECT k.id, k.key FROM search_backlog AS b CROSS JOIN search_key AS k "
	"ON k.id BETWEEN b.first AND b.last WHERE b.first BETWEEN ?2 AND ?3 AND ?1 <> '' "
	"ORDER BY b.first, k.id";

/* The records that were found. */
struct hits {
	int64_t *ids; /* room for `limit`, rising */
	int count, limit;
};

/* Adds those of a type that `sql` finds and whose key, if it gives one, has every word. */
static bool
read_hits(struct store *s, const char *sql, const struct question *question, struct hits *hits,
	  struct err *e)
{
	AUTO_STMT q = STMT_INIT;
	AUTO_STR match = STR_INIT;

	if (!stmt_open(&q, s, sql, e))
		return false;
	build_match(&match, question);
	stmt_bind_text(&q, 1, str_text(&match));
	stmt_bind_int(&q, 2, question->type << SEARCH_RECORD_BITS);
	stmt_bind_int(&q, 3, question->type << SEARCH_RECORD_BITS | SEARCH_RECORD_MASK);
	bool has_key = stmt_column_count(&q) > 1;

	while (hits->count < hits->limit && stmt_row(&q, e)) {
		if (!has_key || key_has_all(stmt_text(&q, 1), question))
			hits->ids[hits->count++] = stmt_int(&q, 0) & SEARCH_RECORD_MASK;
	}
	return !stmt_failed(&q);
}

static int
compare_ids(const void *a, const void *b)
{
	int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;

	return (x > y) - (x < y);
}

/* Of the index and the backlog together the lowest ids. */
static bool
add_from_backlog(struct store *s, const struct question *question, struct hits *hits, struct err *e)
{
	AUTO_FREE int64_t *both = mem_alloc(sizeof(*both) * 2 * (size_t)hits->limit);
	struct hits more = { both + hits->count, 0, hits->limit };

	if (!read_hits(s, backlog_sql, question, &more, e))
		return false;
	memcpy(both, hits->ids, sizeof(*both) * (size_t)hits->count);
	int count = hits->count + more.count;
	qsort(both, (size_t)count, sizeof(*both), compare_ids);
	hits->count = count < hits->limit ? count : hits->limit;
	memcpy(hits->ids, both, sizeof(*both) * (size_t)hits->count);
	return true;
}

/* In the index and in the backlog, as both are at one moment; how many, or -1. */
static int
run_question(struct store *s, const char *sql, const struct question *question, struct hits hits,
	     struct err *e)
{
	AUTO_STMT hold = STMT_INIT;
	bool ok = store_hold(&hold, s, e) && read_hits(s, sql, question, &hits, e) &&
		  (search_behind(s) == 0 || add_from_backlog(s, question, &hits, e));

	return ok ? hits.count : -1;
}

/* By the index as it is and the backlog; whether it must be written first is asked before. */
static int
answer(struct store *s, const char *sql, const char *type, const char *needle, struct hits hits,
       struct err *e)
{
	AUTO(question_done) struct question question;

	question_init(&question, needle);
	question.type = type_number(s, type, e);
	if (question.type <= 0)
		return (int)question.type;
	return question.count == 0 ? 0 : run_question(s, sql, &question, hits, e);
}

int
search_find(struct store *s, const char *type, const char *needle, int64_t *ids, int limit,
	    struct err *e)
{
	const struct hits none = { ids, 0, limit };

	return later_write_to_read(s, e) ? answer(s, sure_sql, type, needle, none, e) : -1;
}

int
search_find_whole(struct store *s, const char *type, const char *text, int64_t *ids, int limit,
		  struct err *e)
{
	AUTO_FREE char *key = utf8_search_key(text);
	const struct hits none = { ids, 0, limit };

	return later_write_to_find(s, key, e) ? answer(s, sure_sql, type, key, none, e) : -1;
}

int
search_candidates(struct store *s, const char *type, const char *needle, int64_t *ids, int limit,
		  struct err *e)
{
	const struct hits none = { ids, 0, limit };

	return later_write_to_read(s, e) ? answer(s, candidates_sql, type, needle, none, e) : -1;
}

bool
search_is_exact(const char *needle)
{
	AUTO(question_done) struct question question;
	bool is_exact = true;

	question_init(&question, needle);
	for (int i = 0; i < question.count; i++)
		is_exact = is_exact && grams_are_exact(question.words[i]);
	return is_exact;
}

bool
search_matches(struct store *s, const char *type, int64_t record_id, const char *needle_key)
{
	AUTO_STMT q = STMT_INIT;

	/* In one step and without a copy: a scan asks for hundreds of rows. */
	if (!stmt_open(&q, s,
		       "SELECT k.key FROM search_type AS t CROSS JOIN search_key AS k "
		       "ON k.id = t.id << ?3 | ?2 WHERE t.name = ?1",
		       NULL))
		return false;
	stmt_bind_text(&q, 1, type);
	stmt_bind_int(&q, 2, record_id);
	stmt_bind_int(&q, 3, SEARCH_RECORD_BITS);
	return stmt_row(&q, NULL) && strstr(stmt_text(&q, 0), needle_key) != NULL;
}
