/*
 * audit_verify.c - reads the whole chain in one pass. Every finding is a
 * sentence for the person who ran the check, with the row's number.
 */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "base/auto.h"
#include "base/date.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "base/str.h"
#include "base/utf8.h"
#include "store/audit.h"
#include "store/chain.h"
#include "store/inside.h"

/* The columns after those of CHAIN_COLUMNS, and where `at` and `prev` stand among these. */
#define COLUMN_AT     2
#define COLUMN_DIGEST (CHAIN_COLUMN_COUNT - 2)
#define COLUMN_PREV   (CHAIN_COLUMN_COUNT - 1)
#define COLUMN_HASH   CHAIN_COLUMN_COUNT
#define COLUMN_SALT   (CHAIN_COLUMN_COUNT + 1)
#define COLUMN_DETAIL (CHAIN_COLUMN_COUNT + 2)

struct verify {
	audit_report_fn report;
	void *ctx;
	sqlite3_stmt *row;
	struct digest digest;
	struct str bytes;
	int64_t seq; /* of the row before */
	unsigned char hash[CHAIN_HASH_SIZE];
	char at[INSTANT_TEXT_SIZE];
	int64_t purged;
	bool has_anchor, is_anchor_found;
	unsigned char anchor[CHAIN_ANCHOR_DIGITS];
};

static void
tell(struct verify *v, int64_t seq, bool is_fault, const char *finding)
{
	v->report(v->ctx, seq, is_fault, finding);
}

static bool
is_blob(struct verify *v, int column, const void *bytes, int size)
{
	return sqlite3_column_type(v->row, column) == SQLITE_BLOB &&
	       sqlite3_column_bytes(v->row, column) == size &&
	       memcmp(sqlite3_column_blob(v->row, column), bytes, (size_t)size) == 0;
}

static void
add_column(struct verify *v, int column)
{
	size_t len;

	switch (sqlite3_column_type(v->row, column)) {
	case SQLITE_INTEGER:
		chain_add_int(&v->bytes, sqlite3_column_int64(v->row, column));
		break;
	case SQLITE_BLOB:
		len = (size_t)sqlite3_column_bytes(v->row, column);
		chain_add_blob(&v->bytes, sqlite3_column_blob(v->row, column), len);
		break;
	case SQLITE_NULL:
		chain_add_null(&v->bytes);
		break;
	default: /* text, or a number with a point, which no honest row has */
		len = (size_t)sqlite3_column_bytes(v->row, column);
		chain_add_text(&v->bytes, (const char *)sqlite3_column_text(v->row, column), len);
		break;
	}
}

static void
check_sequence(struct verify *v, int64_t seq)
{
	int64_t expected = v->seq + 1;

	if (seq == expected)
		return;
	AUTO_FREE char *finding = mem_printf(_("Rows are missing: %lld is followed by %lld."),
					     (long long)v->seq, (long long)seq);
	tell(v, expected, true, finding);
}

static void
check_hash(struct verify *v, int64_t seq)
{
	unsigned char hash[CHAIN_HASH_SIZE];

	if (!is_blob(v, COLUMN_PREV, v->hash, sizeof(v->hash)))
		tell(v, seq, true, _("The row does not follow from the one before it."));
	str_clear(&v->bytes);
	for (int i = 0; i < CHAIN_COLUMN_COUNT; i++)
		add_column(v, i);
	chain_hash(&v->digest, &v->bytes, hash);
	if (!is_blob(v, COLUMN_HASH, hash, sizeof(hash)))
		tell(v, seq, true, _("The row was altered: it does not match its hash."));
}

static void
check_detail(struct verify *v, int64_t seq)
{
	unsigned char digest[CHAIN_HASH_SIZE];
	bool has_salt = sqlite3_column_type(v->row, COLUMN_SALT) != SQLITE_NULL;
	bool has_detail = sqlite3_column_type(v->row, COLUMN_DETAIL) != SQLITE_NULL;

	if (!has_salt && !has_detail) {
		v->purged++;
		return;
	}
	const void *salt = sqlite3_column_blob(v->row, COLUMN_SALT);
	const char *detail = (const char *)sqlite3_column_text(v->row, COLUMN_DETAIL);
	bool is_sound = has_detail && sqlite3_column_bytes(v->row, COLUMN_SALT) == CHAIN_SALT_SIZE;
	if (is_sound)
		chain_digest(&v->digest, salt, detail,
			     (size_t)sqlite3_column_bytes(v->row, COLUMN_DETAIL), digest);
	if (!is_sound || !is_blob(v, COLUMN_DIGEST, digest, sizeof(digest)))
		tell(v, seq, true, _("The detail of the row was altered."));
}

static void
check_clock(struct verify *v, int64_t seq)
{
	const char *at = (const char *)sqlite3_column_text(v->row, COLUMN_AT);
	int64_t before = 0, now = 0;

	if (at == NULL)
		return;
	if (strcmp(at, v->at) < 0 && /* instants in text sort as they follow each other */
	    instant_from_text(v->at, &before) && instant_from_text(at, &now) &&
	    before - now > AUDIT_CLOCK_SLACK_MS)
		tell(v, seq, false, _("The clock had gone back since the row before."));
	v->at[0] = '\0';
	strncat(v->at, at, sizeof(v->at) - 1);
}

static void
check_anchor(struct verify *v)
{
	if (v->has_anchor && !v->is_anchor_found)
		v->is_anchor_found = chain_anchor_fits(v->anchor, v->hash);
}

/* The next row is measured against the stored hash of this one, so that one fault is told once. */
static void
check_row(struct verify *v)
{
	int64_t seq = sqlite3_column_int64(v->row, 0);
	const void *hash = sqlite3_column_blob(v->row, COLUMN_HASH);

	check_sequence(v, seq);
	check_hash(v, seq);
	check_detail(v, seq);
	check_clock(v, seq);
	v->seq = seq;
	memset(v->hash, 0, sizeof(v->hash));
	if (hash != NULL && sqlite3_column_bytes(v->row, COLUMN_HASH) == CHAIN_HASH_SIZE)
		memcpy(v->hash, hash, sizeof(v->hash));
	check_anchor(v);
}

static void
report_end(struct verify *v)
{
	if (v->purged > 0) {
		AUTO_FREE char *finding = mem_printf(
			_("The details of %lld rows have been purged."), (long long)v->purged);
		tell(v, 0, false, finding);
	}
	if (v->has_anchor && !v->is_anchor_found) {
		tell(v, v->seq, true,
		     _("No row has the given code: rows were removed at the end, or the whole "
		       "chain was written anew."));
	}
}

static bool
read_anchor(struct verify *v, const char *anchor, struct err *e)
{
	if (str_is_empty(anchor))
		return true;
	AUTO_FREE char *narrow = utf8_narrow(anchor);
	if (!chain_anchor_read(narrow, v->anchor)) {
		return err_set(e, ERR_INVALID,
			       _("This is not a code of the audit: it has 26 letters and digits."));
	}
	v->has_anchor = true;
	return true;
}

static bool
read_chain(struct verify *v, struct store *s, struct err *e)
{
	AUTO_STMT q = STMT_INIT;

	if (!stmt_open(&q, s,
		       "SELECT " CHAIN_COLUMNS ", hash, salt, detail FROM audit ORDER BY seq", e))
		return false;
	v->row = stmt_raw(&q);
	while (stmt_row(&q, e))
		check_row(v);
	return !stmt_failed(&q);
}

bool
audit_verify(struct store *s, const char *anchor, audit_report_fn report, void *ctx, struct err *e)
{
	struct verify v = { .report = report, .ctx = ctx, .bytes = STR_INIT };

	digest_init(&v.digest);
	memcpy(v.hash, chain_genesis, sizeof(v.hash));
	if (!read_anchor(&v, anchor, e))
		return false;
	check_anchor(&v);
	bool ok = read_chain(&v, s, e);
	if (ok)
		report_end(&v);
	str_done(&v.bytes);
	return ok;
}
