/*
 * rule_name.c - see rule_name.h. A booking of long ago may hold a code that the book of
 * today has no more: the last edition that had it still tells its name.
 */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "desk/rule/rule_name.h"

#include <string.h>

#include "base/date.h"
#include "base/mem.h"
#include "base/utf8.h"
#include "store/stmt.h"

bool
rule_name_add(void *ctx, const char *section, const char *code, struct str *out)
{
	struct desk *d = ctx;
	AUTO_STMT q = STMT_INIT;
	char day[DATE_TEXT_SIZE];
	size_t before = out->len;
	if (!stmt_open(&q, d->store,
		       "SELECT DISTINCT name FROM (SELECT r.name AS name,"
		       " max(printf('%s %08d', b.in_force_from, b.edition)) FROM rule AS r"
		       " JOIN rule_place AS p ON p.rule_id = r.id"
		       " JOIN rule_book AS b ON b.id = p.rule_book_id"
		       " WHERE r.section = ?1 AND r.code = ?2 AND b.in_force_from <= ?3"
		       " GROUP BY b.site_id) LIMIT 2",
		       NULL))
		return false;
	date_to_iso(desk_today(d), day);
	stmt_bind_text(&q, 1, section);
	stmt_bind_text(&q, 2, code);
	stmt_bind_text(&q, 3, day);
	if (stmt_row(&q, NULL) && stmt_text(&q, 0))
		str_add(out, stmt_text(&q, 0));
	if (out->len > before && stmt_row(&q, NULL)) /* another site has another name */
		str_remove(out, before, out->len - before);
	return out->len > before;
}

int
rule_name_codes(struct desk *d, const char *section, const char *key, bool whole, struct arena *a,
		const char ***out)
{
	AUTO_STMT q = STMT_INIT;
	int count = 0;
	if (!stmt_open(&q, d->store,
		       "SELECT DISTINCT code, name, count(*) OVER () FROM rule"
		       " WHERE section = ?1 AND code IS NOT NULL AND name IS NOT NULL",
		       NULL))
		return 0;
	stmt_bind_text(&q, 1, section);
	while (stmt_row(&q, NULL)) {
		AUTO_FREE char *name = utf8_search_key(stmt_text(&q, 1));
		if (count == 0)
			*out = arena_alloc(a, (size_t)stmt_int(&q, 2) * sizeof(**out));
		if (whole ? strcmp(name, key) == 0 : strstr(name, key) != NULL)
			(*out)[count++] = arena_strdup(a, stmt_text(&q, 0));
	}
	return count;
}
