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

static bool
append(struct store *s, const struct audit_entry *entry, struct last_row *last, const char *at,
       int64_t change, struct err *e)
{
	AUTO(row_done) struct row r = { .q = STMT_INIT, .bytes = STR_INIT };
	const char *detail = entry->detail == NULL ? "{}" : entry->detail;
	unsigned char salt[CHAIN_SALT_SIZE], digest[CHAIN_HASH_SIZE], hash[CHAIN_HASH_SIZE];

	if (!stmt_open(
		    &r.q, s,
		    "INSERT INTO audit (" CHAIN_COLUMNS ", hash, salt, detail) VALUES "
		    "(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17,"
		    " ?18, ?19, ?20)",
		    e))
		return false;
	randombytes_buf(salt, sizeof(salt));
	chain_digest(&s->digest, salt, detail, strlen(detail), digest);
	row_int(&r, last->seq + 1);
	row_int(&r, change);
	row_when_and_who(&r, s, at);
	row_what(&r, entry);
	row_blob(&r, digest, sizeof(digest));
	row_blob(&r, last->hash, sizeof(last->hash));
	assert(r.param == CHAIN_COLUMN_COUNT);
	chain_hash(&s->digest, &r.bytes, hash);
	stmt_bind_blob(&r.q, CHAIN_COLUMN_COUNT + 1, hash, sizeof(hash));
	stmt_bind_blob(&r.q, CHAIN_COLUMN_COUNT + 2, salt, sizeof(salt));
	stmt_bind_text(&r.q, CHAIN_COLUMN_COUNT + 3, detail);
	if (!stmt_run(&r.q, e))
		return false;
	last->seq++;
	memcpy(last->hash, hash, sizeof(hash));
	return true;
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
	return append(s, &entry, last, at, last->seq + 1, e);
}

static bool
write_row(struct store *s, const struct audit_entry *entry, struct err *e)
{
	struct last_row last;
	char at[INSTANT_TEXT_SIZE];
	int64_t now = clock_now(s->clock);

	if (s->actor.staff_id == 0 && !s->is_new && !needs_no_staff(entry->action))
		return err_set(e, ERR_REFUSED, _("Nobody has signed in. Sign in first."));
	if (!read_last(s, &last, e))
		return false;
	instant_to_text(now, at);
	if (last.seq > 0 && has_gone_back(last.at, now) && !append_clock_row(s, &last, at, e))
		return false;
	if (!append(s, entry, &last, at, s->change != 0 ? s->change : last.seq + 1, e))
		return false;
	if (s->change == 0) {
		s->change = last.seq;
		s->change_level = s->level;
	}
	return true;
}

bool
audit_write(struct tx *tx, const struct audit_entry *entry, struct err *e)
{
	struct err why;

	assert(tx->level > 0 && tx->level == tx->store->level);
	err_clear(&why);
	if (write_row(tx->store, entry, &why))
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
