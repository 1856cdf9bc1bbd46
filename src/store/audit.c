/*
 * audit.c - writing the audit. A row that cannot be written spoils its
 * transaction: what it was to record does not happen either. A clock that went
 * back gets a row of its own, so that nobody wonders later about the order.
 */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "store/audit.h"

#include <assert.h>
#include <sodium.h>
#include <string.h>
#include <time.h>

#include "base/auto.h"
#include "base/date.h"
#include "base/i18n.h"
#include "base/json.h"
#include "base/macros.h"
#include "base/str.h"
#include "store/chain.h"
#include "store/inside.h"

#define BATCH_ROWS 256
#define SOME_ROWS  32
#define ROW_PARAMS "(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"

/* clang-format off */
static const char *const action_words[] = {
	[AUDIT_ADD] = "add",
	[AUDIT_CHANGE] = "change",
	[AUDIT_REMOVE] = "remove",
	[AUDIT_VIEW] = "view",
	[AUDIT_SEARCH] = "search",
	[AUDIT_PRINT] = "print",
	[AUDIT_EXPORT] = "export",
	[AUDIT_SIGN_IN] = "sign_in",
	[AUDIT_SIGN_OUT] = "sign_out",
	[AUDIT_SIGN_IN_FAILED] = "sign_in_failed",
	[AUDIT_LOCK] = "lock",
	[AUDIT_UNDO] = "undo",
	[AUDIT_SYSTEM] = "system",
};
/* clang-format on */
_Static_assert(ARRAY_LEN(action_words) == AUDIT_ACTION_COUNT, "every action has a word");

const char *
audit_action_word(enum audit_action action)
{
	return action_words[action];
}

enum audit_action
audit_action_from_word(const char *word)
{
	for (int i = 0; i < AUDIT_ACTION_COUNT; i++) {
		if (str_equal(word, action_words[i]))
			return (enum audit_action)i;
	}
	return AUDIT_ACTION_COUNT;
}

/* What may happen although nobody has signed in. */
static bool
needs_no_staff(enum audit_action action)
{
	return action == AUDIT_SIGN_IN || action == AUDIT_SIGN_OUT ||
	       action == AUDIT_SIGN_IN_FAILED || action == AUDIT_LOCK || action == AUDIT_SYSTEM;
}

/* The end of the chain. */
struct last_row {
	int64_t seq;
	unsigned char hash[CHAIN_HASH_SIZE];
	char at[INSTANT_TEXT_SIZE];
};

static bool
read_last(struct store *s, struct last_row *last, struct err *e)
{
	AUTO_STMT q = STMT_INIT;

	*last = (struct last_row){ 0 };
	memcpy(last->hash, chain_genesis, sizeof(last->hash));
	if (!stmt_open(&q, s, "SELECT seq, at, hash FROM audit ORDER BY seq DESC LIMIT 1", e))
		return false;
	if (!stmt_row(&q, e))
		return !stmt_failed(&q);
	const void *hash = sqlite3_column_blob(stmt_raw(&q), 2);
	const char *at = stmt_text(&q, 1);
	if (hash == NULL || sqlite3_column_bytes(stmt_raw(&q), 2) != CHAIN_HASH_SIZE ||
	    at == NULL) {
		return err_set(e, ERR_DAMAGED,
			       _("The last row of the audit is damaged. Nothing was changed; "
				 "run: madoguchi verify-audit"));
	}
	last->seq = stmt_int(&q, 0);
	memcpy(last->hash, hash, CHAIN_HASH_SIZE);
	strncat(last->at, at, sizeof(last->at) - 1);
	return true;
}

/* One row before it is written: the columns in the order of CHAIN_COLUMNS. */
struct row {
	struct stmt q;
	struct str bytes; /* to be hashed */
	int param;
};

static void
row_int(struct row *r, int64_t value)
{
	stmt_bind_int(&r->q, ++r->param, value);
	chain_add_int(&r->bytes, value);
}

static void
row_text(struct row *r, const char *text)
{
	const char *value = text == NULL ? "" : text;

	stmt_bind_text(&r->q, ++r->param, value);
	chain_add_text(&r->bytes, value, strlen(value));
}

static void
row_blob(struct row *r, const void *bytes, int size)
{
	stmt_bind_blob(&r->q, ++r->param, bytes, size);
	chain_add_blob(&r->bytes, bytes, (size_t)size);
}

static void
row_done(struct row *r)
{
	stmt_done(&r->q);
	str_done(&r->bytes);
}

static int64_t
boot_clock_ns(void)
{
	struct timespec t;

	clock_gettime(CLOCK_BOOTTIME, &t);
	return (int64_t)t.tv_sec * 1000000000 + t.tv_nsec;
}

static void
row_when_and_who(struct row *r, const struct store *s, const char *at)
{
	char day[DATE_TEXT_SIZE];

	date_to_iso(clock_today(s->clock), day);
	row_text(r, at);
	row_text(r, s->boot_id);
	row_int(r, boot_clock_ns());
	row_text(r, day);
	row_text(r, s->actor.os_user);
	row_int(r, s->actor.staff_id);
	row_text(r, s->actor.session);
	row_text(r, s->actor.terminal);
}

static void
row_what(struct row *r, const struct audit_entry *entry)
{
	row_text(r, audit_action_word(entry->action));
	row_text(r, entry->object_type);
	row_int(r, entry->object_id);
	row_text(r, entry->reason);
	row_int(r, entry->undoes);
}

/* Rows that are written by one statement. */
struct batch {
	const struct audit_entry *entries;
	int count;
	const char *at;
	int64_t change;
	unsigned char salts[BATCH_ROWS][CHAIN_SALT_SIZE];
};

static void
add_row(struct row *r, struct store *s, const struct batch *batch, int index, struct last_row *last)
{
	const struct audit_entry *entry = &batch->entries[index];
	const char *detail = entry->detail == NULL ? "{}" : entry->detail;
	const unsigned char *salt = batch->salts[index];
	unsigned char digest[CHAIN_HASH_SIZE];

	chain_digest(&s->digest, salt, detail, strlen(detail), digest);
	str_clear(&r->bytes);
	row_int(r, ++last->seq);
	row_int(r, batch->change);
	row_when_and_who(r, s, batch->at);
	row_what(r, entry);
	row_blob(r, digest, sizeof(digest));
	row_blob(r, last->hash, sizeof(last->hash));
	chain_hash(&s->digest, &r->bytes, last->hash);
	stmt_bind_blob(&r->q, ++r->param, last->hash, sizeof(last->hash));
	stmt_bind_blob(&r->q, ++r->param, salt, CHAIN_SALT_SIZE);
	stmt_bind_text(&r->q, ++r->param, detail);
}

/* Every statement on a table with triggers keeps a copy of each page it changes. */
static bool
append(struct store *s, struct batch *batch, struct last_row *last, struct err *e)
{
	AUTO(row_done) struct row r = { .q = STMT_INIT, .bytes = STR_INIT };
	AUTO_STR sql = STR_INIT;

	str_add(&sql, "INSERT INTO audit (" CHAIN_COLUMNS ", hash, salt, detail) VALUES ");
	for (int i = 0; i < batch->count; i++)
		str_add(&sql, i == 0 ? ROW_PARAMS : ", " ROW_PARAMS);
	if (!stmt_open(&r.q, s, str_text(&sql), e))
		return false;
	randombytes_buf(batch->salts, sizeof(batch->salts[0]) * (size_t)batch->count);
	for (int i = 0; i < batch->count; i++)
		add_row(&r, s, batch, i, last);
	assert(r.param == batch->count * (CHAIN_COLUMN_COUNT + 3));
	return stmt_run(&r.q, e);
}

/* More than a second back is no adjustment by the time service but a clock that was set. */
static bool
has_gone_back(const char *last, int64_t now)
{
	int64_t before = 0;

	return instant_from_text(last, &before) && before - now > AUDIT_CLOCK_SLACK_MS;
}

static bool
append_clock_row(struct store *s, struct last_row *last, const char *at, struct err *e)
{
	AUTO_STR detail = STR_INIT;
	struct json j;

	json_init(&j, &detail);
	json_object(&j);
	json_key(&j, "clock_was");
	json_text(&j, last->at);
	json_key(&j, "clock_is");
	json_text(&j, at);
	json_end_object(&j);
	const struct audit_entry entry = {
		.action = AUDIT_SYSTEM,
		.object_type = "clock",
		.detail = str_text(&detail),
	};
	struct batch batch = { .entries = &entry, .count = 1, .at = at, .change = last->seq + 1 };
	return append(s, &batch, last, e);
}

/* Few lengths of statement only, since each is prepared and kept. */
static int
part_of(int left)
{
	return left >= BATCH_ROWS ? BATCH_ROWS : left >= SOME_ROWS ? SOME_ROWS : 1;
}

/* The first row of a change gives it its number. */
static bool
append_all(struct store *s, const struct batch *all, struct last_row *last, struct err *e)
{
	for (int done = 0; done < all->count;) {
		struct batch part = *all;
		part.entries += done;
		part.count = part_of(all->count - done);
		part.change = s->change != 0 ? s->change : last->seq + 1;
		if (!append(s, &part, last, e))
			return false;
		done += part.count;
		if (s->change == 0) {
			s->change = part.change;
			s->change_level = s->level;
		}
	}
	return true;
}

static bool
write_rows(struct store *s, const struct audit_entry *entries, int count, struct err *e)
{
	struct last_row last;
	char at[INSTANT_TEXT_SIZE];
	int64_t now = clock_now(s->clock);

	for (int i = 0; i < count; i++)
		if (s->actor.staff_id == 0 && !s->is_new && !needs_no_staff(entries[i].action))
			return err_set(e, ERR_REFUSED, _("Nobody has signed in. Sign in first."));
	if (!read_last(s, &last, e))
		return false;
	instant_to_text(now, at);
	if (last.seq > 0 && has_gone_back(last.at, now) && !append_clock_row(s, &last, at, e))
		return false;
	const struct batch all = { .entries = entries, .count = count, .at = at };
	return append_all(s, &all, &last, e);
}

bool
audit_write(struct tx *tx, const struct audit_entry *entry, struct err *e)
{
	return audit_write_all(tx, entry, 1, e);
}

bool
audit_write_all(struct tx *tx, const struct audit_entry *entries, int count, struct err *e)
{
	struct err why;

	assert(tx->level > 0 && tx->level == tx->store->level);
	err_clear(&why);
	if (write_rows(tx->store, entries, count, &why))
		return true;
	tx_spoil(tx->store, tx->level, &why);
	if (e != NULL)
		*e = why;
	return false;
}

int64_t
audit_change(const struct store *s)
{
	return s->level > 0 ? s->change : 0;
}

int64_t
audit_last_change(const struct store *s)
{
	return s->last_change;
}

bool
audit_view(struct store *s, const struct audit_entry *entry, struct err *e)
{
	AUTO_TX tx = TX_INIT;

	return tx_begin(&tx, s, e) && audit_write(&tx, entry, e) && tx_commit(&tx, e);
}

bool
audit_anchor(struct store *s, char out[AUDIT_ANCHOR_SIZE], struct err *e)
{
	struct last_row last;

	if (!read_last(s, &last, e))
		return false;
	chain_anchor(last.hash, out, AUDIT_ANCHOR_SIZE);
	return true;
}
