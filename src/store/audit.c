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
#include "base/mem.h"
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

/* The columns in the order of CHAIN_COLUMNS, and those that are not hashed. */
enum column {
	SEQ,
	CHANGE,
	AT,
	BOOT_ID,
	MONO_NS,
	BUSINESS_DATE,
	OS_USER,
	STAFF_ID,
	SESSION,
	TERMINAL,
	ACTION,
	OBJECT_TYPE,
	OBJECT_ID,
	REASON,
	UNDOES,
	DETAIL_DIGEST,
	PREV,
	HASH,
	SALT,
	DETAIL,
	COLUMN_COUNT
};
_Static_assert(HASH == CHAIN_COLUMN_COUNT, "every hashed column stands before the hash");

/* What is reckoned for each row: the links of its chain. */
struct link {
	unsigned char digest[CHAIN_HASH_SIZE];
	unsigned char prev[CHAIN_HASH_SIZE];
	unsigned char hash[CHAIN_HASH_SIZE];
};

/* Rows that are written together. */
struct batch {
	struct store *store;
	const struct audit_entry *entries;
	int count;
	const char *at;
	char day[DATE_TEXT_SIZE];
	int64_t first, change, mono_ns;
	unsigned char (*salts)[CHAIN_SALT_SIZE];
	struct link *links;
};

static int64_t
boot_clock_ns(void)
{
	struct timespec t;

	clock_gettime(CLOCK_BOOTTIME, &t);
	return (int64_t)t.tv_sec * 1000000000 + t.tv_nsec;
}

static struct cell
text_cell(const char *text)
{
	return cell_text(text != NULL ? text : "");
}

static const char *
detail_of(const struct audit_entry *entry)
{
	return entry->detail == NULL ? "{}" : entry->detail;
}

static struct cell
audit_cell(const void *ctx, int row, int column)
{
	const struct batch *batch = ctx;
	const struct audit_entry *entry = &batch->entries[row];
	const struct actor *actor = &batch->store->actor;
	const struct link *link = &batch->links[row];

	switch ((enum column)column) {
	case SEQ:
		return cell_int(batch->first + row);
	case CHANGE:
		return cell_int(batch->change);
	case AT:
		return cell_text(batch->at);
	case BOOT_ID:
		return cell_text(batch->store->boot_id);
	case MONO_NS:
		return cell_int(batch->mono_ns);
	case BUSINESS_DATE:
		return cell_text(batch->day);
	case OS_USER:
		return text_cell(actor->os_user);
	case STAFF_ID:
		return cell_int(actor->staff_id);
	case SESSION:
		return text_cell(actor->session);
	case TERMINAL:
		return text_cell(actor->terminal);
	case ACTION:
		return cell_text(audit_action_word(entry->action));
	case OBJECT_TYPE:
		return text_cell(entry->object_type);
	case OBJECT_ID:
		return cell_int(entry->object_id);
	case REASON:
		return text_cell(entry->reason);
	case UNDOES:
		return cell_int(entry->undoes);
	case DETAIL_DIGEST:
		return cell_blob(link->digest, CHAIN_HASH_SIZE);
	case PREV:
		return cell_blob(link->prev, CHAIN_HASH_SIZE);
	case HASH:
		return cell_blob(link->hash, CHAIN_HASH_SIZE);
	case SALT:
		return cell_blob(batch->salts[row], CHAIN_SALT_SIZE);
	case DETAIL:
		return cell_text(detail_of(entry));
	case COLUMN_COUNT:
		break;
	}
	return cell_null();
}

static void
hash_cell(struct str *bytes, const struct cell *cell)
{
	switch (cell->kind) {
	case CELL_NULL:
		chain_add_null(bytes);
		break;
	case CELL_INT:
		chain_add_int(bytes, cell->number);
		break;
	case CELL_TEXT:
		chain_add_text(bytes, cell->bytes, strlen(cell->bytes));
		break;
	case CELL_BLOB:
		chain_add_blob(bytes, cell->bytes, (size_t)cell->size);
		break;
	}
}

/* Each row's hash covers that of the row before it; `last` becomes that of the last one. */
static void
link_rows(struct batch *batch, struct last_row *last)
{
	struct digest *digest = &batch->store->digest;
	AUTO_STR bytes = STR_INIT;

	randombytes_buf(batch->salts, sizeof(*batch->salts) * (size_t)batch->count);
	for (int row = 0; row < batch->count; row++) {
		struct link *link = &batch->links[row];
		const char *detail = detail_of(&batch->entries[row]);
		chain_digest(digest, batch->salts[row], detail, strlen(detail), link->digest);
		memcpy(link->prev, last->hash, sizeof(link->prev));
		str_clear(&bytes);
		for (int column = 0; column < CHAIN_COLUMN_COUNT; column++) {
			struct cell cell = audit_cell(batch, row, column);
			hash_cell(&bytes, &cell);
		}
		chain_hash(digest, &bytes, link->hash);
		memcpy(last->hash, link->hash, sizeof(last->hash));
	}
	last->seq += batch->count;
}

static bool
append(struct batch *batch, struct last_row *last, struct err *e)
{
	struct store *s = batch->store;
	size_t count = (size_t)batch->count;
	AUTO_FREE struct link *links = mem_alloc(sizeof(*links) * count);
	AUTO_FREE unsigned char(*salts)[CHAIN_SALT_SIZE] = mem_alloc(sizeof(*salts) * count);
	const struct rows rows = {
		.into = "INSERT INTO audit (" CHAIN_COLUMNS ", hash, salt, detail)",
		.columns = COLUMN_COUNT,
		.count = batch->count,
		.cell = audit_cell,
		.ctx = batch,
	};

	batch->first = last->seq + 1;
	batch->mono_ns = boot_clock_ns();
	batch->salts = salts;
	batch->links = links;
	date_to_iso(clock_today(s->clock), batch->day);
	link_rows(batch, last);
	return rows_insert(s, &rows, e);
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
	struct batch batch = {
		.store = s,
		.entries = &entry,
		.count = 1,
		.at = at,
		.change = last->seq + 1,
	};
	return append(&batch, last, e);
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
	struct batch batch = {
		.store = s,
		.entries = entries,
		.count = count,
		.at = at,
		.change = s->change != 0 ? s->change : last.seq + 1,
	};
	if (!append(&batch, &last, e))
		return false;
	if (s->change == 0) { /* the first row of a change gives it its number */
		s->change = batch.change;
		s->change_level = s->level;
	}
	return true;
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
