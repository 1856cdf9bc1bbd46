/* test_audit.c - the chain: what is written, what is refused, what tampering is found. */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "home.h"

#include <sqlite3.h>

#include "base/macros.h"
#include "store/audit.h"

static const char tables[] =
	"CREATE TABLE entry (id INTEGER PRIMARY KEY, word TEXT NOT NULL) STRICT;"
	"CREATE TRIGGER audit_fails BEFORE INSERT ON audit WHEN NEW.reason = 'fail' BEGIN"
	" SELECT RAISE(ABORT, 'audit_fails'); END;";

static const struct audit_entry change = {
	.action = AUDIT_CHANGE,
	.object_type = "civic_group",
	.object_id = 3,
	.reason = "代表者の変更",
	.detail = "{\"before\":{\"name\":\"髙﨑\"},\"after\":{\"name\":\"𠮷野\"}}",
};

static const struct audit_entry failing = { .action = AUDIT_ADD, .reason = "fail" };

/* What audit_verify() reported. */
struct findings {
	int faults, notes;
	int64_t first_seq;
};

static void
count_finding(void *ctx, int64_t seq, bool is_fault, const char *finding)
{
	struct findings *f = ctx;

	assert_true(finding[0] != '\0');
	if (f->faults == 0 && is_fault)
		f->first_seq = seq;
	f->faults += is_fault;
	f->notes += !is_fault;
}

static struct findings
verify(struct home *h, const char *anchor)
{
	struct findings f = { 0 };

	if (!audit_verify(h->store, anchor, count_finding, &f, &h->e))
		fail_msg("%s", h->e.msg);
	return f;
}

static bool
write_change(struct home *h, const struct audit_entry *entry)
{
	return audit_view(h->store, entry, &h->e);
}

/* A store with ten rows of audit. */
static int
set_up(void **state)
{
	struct home *h = calloc(1, sizeof(*h));

	home_make(h);
	home_add_step(h, "0002-entry", tables);
	h->store = home_open(h);
	for (int i = 0; i < 9; i++)
		assert_true(write_change(h, &change));
	assert_int_equal(store_get_int(h->store, "SELECT max(seq) FROM audit", 0, -1), 10);
	*state = h;
	return 0;
}

/* A connection without our guards, as somebody with the file and a tool has it. */
static sqlite3 *
intrude(struct home *h)
{
	sqlite3 *db;

	assert_int_equal(sqlite3_open(home_file(h, "madoguchi.db"), &db), SQLITE_OK);
	return db;
}

static void
execute(sqlite3 *db, const char *sql)
{
	char *message = NULL;

	if (sqlite3_exec(db, sql, NULL, NULL, &message) != SQLITE_OK)
		fail_msg("%s: %s", sql, message);
}

static void
disarm(sqlite3 *db)
{
	execute(db, "DROP TRIGGER audit_is_never_changed; DROP TRIGGER audit_is_never_removed;"
		    "DROP TRIGGER audit_only_grows; PRAGMA ignore_check_constraints = ON;"
		    "CREATE TEMP TABLE kept AS SELECT * FROM audit;");
}

static void
restore(sqlite3 *db)
{
	execute(db, "DELETE FROM audit; INSERT INTO audit SELECT * FROM kept;");
}

static void
an_honest_chain_has_no_faults(void **state)
{
	struct home *h = *state;
	struct findings f = verify(h, NULL);

	assert_int_equal(f.faults, 0);
	assert_int_equal(f.notes, 0);
}

static void
a_row_says_who_did_what_when_and_why(void **state)
{
	struct home *h = *state;
	struct stmt q = STMT_INIT;

	assert_true(stmt_open(&q, h->store,
			      "SELECT at, business_date, os_user, staff_id, session, terminal, "
			      "action, object_type, object_id, reason, detail, undoes "
			      "FROM audit WHERE seq = 2",
			      &h->e));
	assert_true(stmt_row(&q, &h->e));
	assert_memory_equal(stmt_text(&q, 0), "2026-11-20T05:32:0", 18);
	assert_string_equal(stmt_text(&q, 1), "2026-11-20");
	assert_string_equal(stmt_text(&q, 2), "tanaka");
	assert_int_equal(stmt_int(&q, 3), 7);
	assert_string_equal(stmt_text(&q, 4), "session");
	assert_string_equal(stmt_text(&q, 5), "pts/3");
	assert_string_equal(stmt_text(&q, 6), "change");
	assert_string_equal(stmt_text(&q, 7), "civic_group");
	assert_int_equal(stmt_int(&q, 8), 3);
	assert_string_equal(stmt_text(&q, 9), change.reason);
	assert_string_equal(stmt_text(&q, 10), change.detail);
	assert_int_equal(stmt_int(&q, 11), 0);
	stmt_done(&q);
}

static void
every_action_has_a_word_and_back(void **state)
{
	(void)state;
	for (int i = 0; i < AUDIT_ACTION_COUNT; i++)
		assert_int_equal(audit_action_from_word(audit_action_word((enum audit_action)i)),
				 i);
	assert_int_equal(audit_action_from_word("frobnicate"), AUDIT_ACTION_COUNT);
}

static void
tampering_with_any_column_of_any_row_is_found(void **state)
{
	struct home *h = *state;
	static const struct {
		const char *column, *value;
	} tampering[] = {
		{ "seq", "seq + 1000" },
		{ "change", "change + 1" },
		{ "at", "'2026-11-20T05:31:00.000Z'" },
		{ "boot_id", "boot_id || 'x'" },
		{ "mono_ns", "mono_ns - 1" },
		{ "business_date", "'2026-11-19'" },
		{ "os_user", "'suzuki'" },
		{ "staff_id", "staff_id + 1" },
		{ "session", "session || ' '" },
		{ "terminal", "'pts/4'" },
		{ "action", "'view'" },
		{ "object_type", "'person'" },
		{ "object_id", "object_id + 1" },
		{ "reason", "reason || 'x'" },
		{ "undoes", "undoes + 1" },
		{ "salt", "zeroblob(16)" },
		{ "salt", "NULL" },
		{ "detail", "detail || ' '" },
		{ "detail", "NULL" },
		{ "detail_digest", "zeroblob(32)" },
		{ "prev", "zeroblob(32)" },
		{ "hash", "zeroblob(32)" },
		{ "hash", "x'00'" },
	};
	sqlite3 *db = intrude(h);

	disarm(db);
	assert_int_equal(verify(h, NULL).faults, 0);
	for (size_t i = 0; i < ARRAY_LEN(tampering); i++) {
		for (int row = 1; row <= 10; row++) {
			char sql[200];
			snprintf(sql, sizeof(sql), "UPDATE audit SET %s = %s WHERE seq = %d",
				 tampering[i].column, tampering[i].value, row);
			execute(db, sql);
			if (verify(h, NULL).faults == 0)
				fail_msg("not found: %s", sql);
			restore(db);
		}
	}
	assert_int_equal(verify(h, NULL).faults, 0);
	sqlite3_close(db);
}

/* Every column of the table is in the list above. */
static void
the_table_has_the_columns_that_are_tested(void **state)
{
	struct home *h = *state;

	assert_int_equal(
		store_get_int(h->store, "SELECT count(*) FROM pragma_table_info('audit')", 0, -1),
		20);
}

static void
rows_taken_out_put_in_or_exchanged_are_found(void **state)
{
	struct home *h = *state;
	static const char *const tampering[] = {
		"DELETE FROM audit WHERE seq = 1",
		"DELETE FROM audit WHERE seq = 5",
		"DELETE FROM audit WHERE seq BETWEEN 3 AND 7",
		"DELETE FROM audit WHERE seq = 5; UPDATE audit SET seq = seq - 1 WHERE seq > 5",
		"UPDATE audit SET seq = 99 WHERE seq = 4; UPDATE audit SET seq = 4 WHERE seq = 5;"
		"UPDATE audit SET seq = 5 WHERE seq = 99",
		"UPDATE audit SET seq = seq + 1000; UPDATE audit SET seq = seq - 999;"
		"INSERT INTO audit SELECT 1, change, at, boot_id, mono_ns, business_date, os_user,"
		" staff_id, session, terminal, action, object_type, object_id, reason, undoes, "
		"salt,"
		" detail, detail_digest, prev, hash FROM audit WHERE seq = 2",
		"INSERT INTO audit SELECT 11, change, at, boot_id, mono_ns, business_date, os_user,"
		" staff_id, session, terminal, action, object_type, object_id, reason, undoes, "
		"salt,"
		" detail, detail_digest, prev, hash FROM audit WHERE seq = 10",
		"DELETE FROM audit; INSERT INTO audit SELECT 11 - seq, change, at, boot_id, "
		"mono_ns,"
		" business_date, os_user, staff_id, session, terminal, action, object_type, "
		"object_id,"
		" reason, undoes, salt, detail, detail_digest, prev, hash FROM kept",
	};
	sqlite3 *db = intrude(h);

	disarm(db);
	for (size_t i = 0; i < ARRAY_LEN(tampering); i++) {
		execute(db, tampering[i]);
		if (verify(h, NULL).faults == 0)
			fail_msg("not found: %s", tampering[i]);
		restore(db);
	}
	sqlite3_close(db);
}

static void
a_cut_end_is_found_by_the_anchor(void **state)
{
	struct home *h = *state;
	char anchor[AUDIT_ANCHOR_SIZE];
	sqlite3 *db = intrude(h);

	assert_true(audit_anchor(h->store, anchor, &h->e));
	assert_int_equal(verify(h, anchor).faults, 0);
	assert_true(write_change(h, &change));
	assert_int_equal(verify(h, anchor).faults, 0);
	disarm(db);
	execute(db, "DELETE FROM audit WHERE seq >= 10");
	assert_int_equal(verify(h, NULL).faults, 0);
	struct findings f = verify(h, anchor);
	assert_int_equal(f.faults, 1);
	sqlite3_close(db);
}

static void
a_chain_written_anew_is_found_by_the_anchor(void **state)
{
	struct home *h = *state;
	struct home other;
	char anchor[AUDIT_ANCHOR_SIZE];

	assert_true(audit_anchor(h->store, anchor, &h->e));
	home_make(&other);
	home_add_step(&other, "0002-entry", tables);
	other.store = home_open(&other);
	for (int i = 0; i < 9; i++)
		assert_true(write_change(&other, &change));
	assert_int_equal(verify(&other, NULL).faults, 0);
	assert_int_equal(verify(&other, anchor).faults, 1);
	store_close(other.store);
	home_remove(&other);
}

static void
a_mistyped_anchor_is_invalid(void **state)
{
	struct home *h = *state;
	struct findings f = { 0 };

	assert_false(audit_verify(h->store, "0000-0000", count_finding, &f, &h->e));
	assert_int_equal(h->e.code, ERR_INVALID);
}

static void
an_anchor_typed_with_the_input_method_on_is_read(void **state)
{
	struct home *h = *state;
	char anchor[AUDIT_ANCHOR_SIZE], wide[4 * AUDIT_ANCHOR_SIZE] = "";

	assert_true(audit_anchor(h->store, anchor, &h->e));
	for (const char *p = anchor; *p != '\0'; p++) { /* U+FF01 and on: ＡＢＣ */
		int cp = 0xFF00 + *p - 0x20;
		char bytes[4] = { (char)(0xE0 | cp >> 12), (char)(0x80 | (cp >> 6 & 63)),
				  (char)(0x80 | (cp & 63)), '\0' };
		strncat(wide, bytes, sizeof(wide) - strlen(wide) - 1);
	}
	assert_int_equal(verify(h, wide).faults, 0);
}

static void
the_database_refuses_to_change_or_remove_rows(void **state)
{
	struct home *h = *state;
	static const char *const attempts[] = {
		"UPDATE audit SET reason = '' WHERE seq = 3",
		"UPDATE OR REPLACE audit SET seq = 4 WHERE seq = 3",
		"DELETE FROM audit",
		"DELETE FROM audit WHERE seq = 10",
		"INSERT OR REPLACE INTO audit SELECT * FROM audit WHERE seq = 10",
		"INSERT INTO audit SELECT 12, change, at, boot_id, mono_ns, business_date, os_user,"
		" staff_id, session, terminal, action, object_type, object_id, reason, undoes, "
		"salt,"
		" detail, detail_digest, hash, hash FROM audit WHERE seq = 10",
		"INSERT INTO audit SELECT 11, change, at, boot_id, mono_ns, business_date, os_user,"
		" staff_id, session, terminal, action, object_type, object_id, reason, undoes, "
		"salt,"
		" detail, detail_digest, prev, hash FROM audit WHERE seq = 10",
	};
	sqlite3 *db = intrude(h);

	for (size_t i = 0; i < ARRAY_LEN(attempts); i++) {
		if (sqlite3_exec(db, attempts[i], NULL, NULL, NULL) == SQLITE_OK)
			fail_msg("allowed: %s", attempts[i]);
		assert_memory_equal(sqlite3_errmsg(db), "audit_", 6);
	}
	sqlite3_close(db);
	assert_int_equal(verify(h, NULL).faults, 0);
}

static void
a_purged_detail_is_noted_but_no_fault(void **state)
{
	struct home *h = *state;
	sqlite3 *db = intrude(h);

	disarm(db);
	execute(db, "UPDATE audit SET salt = NULL, detail = NULL WHERE seq IN (3, 4)");
	struct findings f = verify(h, NULL);
	assert_int_equal(f.faults, 0);
	assert_int_equal(f.notes, 1);
	sqlite3_close(db);
}

static bool
add_word(struct home *h, const char *word)
{
	AUTO_STMT q = STMT_INIT;

	if (!stmt_open(&q, h->store, "INSERT INTO entry (word) VALUES (?1)", &h->e))
		return false;
	stmt_bind_text(&q, 1, word);
	return stmt_run(&q, &h->e);
}

static void
without_its_audit_row_nothing_happens(void **state)
{
	struct home *h = *state;
	struct tx tx = TX_INIT;

	assert_true(tx_begin(&tx, h->store, &h->e));
	assert_true(add_word(h, "unrecorded"));
	assert_false(audit_write(&tx, &failing, &h->e));
	assert_false(tx_commit(&tx, &h->e)); /* although nobody looked at the answer */
	assert_int_equal(h->e.code, ERR_REFUSED);
	assert_int_equal(store_get_int(h->store, "SELECT count(*) FROM entry", 0, -1), 0);
	assert_int_equal(store_get_int(h->store, "SELECT count(*) FROM audit", 0, -1), 10);
}

static void
a_failed_audit_can_be_rolled_back_with_its_part(void **state)
{
	struct home *h = *state;
	struct tx outer = TX_INIT, inner = TX_INIT;

	assert_true(tx_begin(&outer, h->store, &h->e));
	assert_true(add_word(h, "recorded"));
	assert_true(audit_write(&outer, &change, &h->e));
	assert_true(tx_begin(&inner, h->store, &h->e));
	assert_true(add_word(h, "unrecorded"));
	assert_false(audit_write(&inner, &failing, &h->e));
	assert_false(tx_commit(&inner, &h->e));
	assert_true(tx_commit(&outer, &h->e));
	assert_int_equal(store_get_int(h->store, "SELECT count(*) FROM entry", 0, -1), 1);
	assert_int_equal(verify(h, NULL).faults, 0);
}

static void
rows_of_one_transaction_share_a_change_number(void **state)
{
	struct home *h = *state;
	struct tx outer = TX_INIT, inner = TX_INIT;

	assert_true(tx_begin(&outer, h->store, &h->e));
	assert_int_equal(audit_change(h->store), 0);
	assert_true(tx_begin(&inner, h->store, &h->e));
	assert_true(audit_write(&inner, &change, &h->e));
	assert_int_equal(audit_change(h->store), 11);
	tx_rollback(&inner);
	assert_int_equal(audit_change(h->store), 0);
	assert_true(tx_begin(&inner, h->store, &h->e));
	assert_true(audit_write(&inner, &change, &h->e));
	assert_true(tx_commit(&inner, &h->e));
	assert_true(audit_write(&outer, &change, &h->e));
	assert_int_equal(audit_change(h->store), 11);
	assert_int_equal(audit_last_change(h->store), 10);
	assert_true(tx_commit(&outer, &h->e));
	assert_int_equal(audit_change(h->store), 0);
	assert_int_equal(audit_last_change(h->store), 11);
	assert_int_equal(
		store_get_int(h->store, "SELECT count(*) FROM audit WHERE change = 11", 0, -1), 2);
	assert_true(write_change(h, &change));
	assert_int_equal(audit_last_change(h->store), 13);
}

static void
changes_that_are_committed_together_have_numbers_of_their_own(void **state)
{
	struct home *h = *state;
	struct tx tx = TX_INIT, inner = TX_INIT;

	assert_true(tx_begin(&tx, h->store, &h->e));
	assert_true(tx_begin(&inner, h->store, &h->e));
	assert_true(audit_write(&inner, &change, &h->e));
	assert_true(audit_write(&inner, &change, &h->e));
	assert_true(tx_commit(&inner, &h->e));
	tx_next_change(&tx);
	assert_true(audit_write(&tx, &change, &h->e));
	assert_int_equal(audit_change(h->store), 13);
	assert_true(tx_commit(&tx, &h->e));
	assert_int_equal(audit_last_change(h->store), 13);
	assert_int_equal(
		store_get_int(h->store, "SELECT count(*) FROM audit WHERE change = 11", 0, -1), 2);
	assert_int_equal(verify(h, NULL).faults, 0);
}

/* A service may live in an invented past; what was written was written now. */
static void
the_audit_tells_the_time_of_the_clock_that_it_was_given(void **state)
{
	struct home *h = *state;
	struct clock given;

	assert_true(clock_pin_text(&given, "2031-05-06T07:08"));
	store_set_clock(h->store, &given);
	assert_true(write_change(h, &change));
	assert_int_equal(store_get_int(h->store,
				       "SELECT count(*) FROM audit"
				       " WHERE business_date = '2031-05-06'", 0, -1), 1);
}

static void
nobody_changes_or_views_without_signing_in(void **state)
{
	struct home *h = *state;

	store_close(h->store); /* the one that made the home may, so that init works */
	h->store = home_open(h);
	store_set_actor(h->store, &(struct actor){ 0, "tanaka", "session", "pts/3" });
	for (int i = 0; i < AUDIT_ACTION_COUNT; i++) {
		const struct audit_entry entry = { .action = (enum audit_action)i };
		bool is_allowed = i == AUDIT_SIGN_IN || i == AUDIT_SIGN_OUT ||
				  i == AUDIT_SIGN_IN_FAILED || i == AUDIT_LOCK || i == AUDIT_SYSTEM;
		assert_int_equal(audit_view(h->store, &entry, &h->e), is_allowed);
	}
	assert_int_equal(verify(h, NULL).faults, 0);
}

static void
a_clock_that_went_back_is_marked_and_no_fault(void **state)
{
	struct home *h = *state;

	clock_pin(&h->clock, HOME_NOON - INT64_C(86400000));
	assert_true(write_change(h, &change));
	assert_true(write_change(h, &change));
	assert_int_equal(store_get_int(h->store,
				       "SELECT count(*) FROM audit WHERE object_type = "
				       "'clock' AND action = 'system'",
				       0, -1),
			 1);
	assert_int_equal(store_get_int(h->store, "SELECT change FROM audit WHERE seq = 12", 0, -1),
			 12);
	assert_int_equal(audit_last_change(h->store), 13);
	struct findings f = verify(h, NULL);
	assert_int_equal(f.faults, 0);
	assert_int_equal(f.notes, 1);
}

/* More than two statements take, and a rest. */
static void
many_rows_at_once_are_one_chain_and_one_change(void **state)
{
	struct home *h = *state;
	struct audit_entry entries[39];
	AUTO_TX tx = TX_INIT;

	for (size_t i = 0; i < ARRAY_LEN(entries); i++) {
		entries[i] = change;
		entries[i].object_id = (int64_t)i + 1;
	}
	assert_true(tx_begin(&tx, h->store, &h->e));
	assert_true(audit_write_all(&tx, entries, (int)ARRAY_LEN(entries), &h->e));
	assert_int_equal(audit_change(h->store), 11);
	assert_true(tx_commit(&tx, &h->e));
	assert_int_equal(store_get_int(h->store,
				       "SELECT count(*) FROM audit WHERE change = ?1"
				       " AND object_id = seq - 10 AND seq BETWEEN 11 AND 49",
				       11, -1),
			 39);
	assert_int_equal(verify(h, NULL).faults, 0);
}

static void
of_many_rows_none_stays_when_one_fails(void **state)
{
	struct home *h = *state;
	struct audit_entry entries[20];
	AUTO_TX tx = TX_INIT;

	for (size_t i = 0; i < ARRAY_LEN(entries); i++)
		entries[i] = i == 18 ? failing : change;
	assert_true(tx_begin(&tx, h->store, &h->e));
	assert_false(audit_write_all(&tx, entries, (int)ARRAY_LEN(entries), &h->e));
	assert_false(tx_commit(&tx, &h->e));
	assert_int_equal(store_get_int(h->store, "SELECT max(seq) FROM audit", 0, -1), 10);
}

static void
a_migration_leaves_its_row(void **state)
{
	struct home *h = *state;

	assert_int_equal(store_get_int(h->store,
				       "SELECT count(*) FROM audit WHERE seq = 1 AND "
				       "action = 'system' AND object_type = 'migration'",
				       0, -1),
			 1);
}

#define IN_HOME(name) cmocka_unit_test_setup_teardown(name, set_up, home_tear_down)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		IN_HOME(an_honest_chain_has_no_faults),
		IN_HOME(a_row_says_who_did_what_when_and_why),
		cmocka_unit_test(every_action_has_a_word_and_back),
		IN_HOME(tampering_with_any_column_of_any_row_is_found),
		IN_HOME(the_table_has_the_columns_that_are_tested),
		IN_HOME(rows_taken_out_put_in_or_exchanged_are_found),
		IN_HOME(a_cut_end_is_found_by_the_anchor),
		IN_HOME(a_chain_written_anew_is_found_by_the_anchor),
		IN_HOME(a_mistyped_anchor_is_invalid),
		IN_HOME(an_anchor_typed_with_the_input_method_on_is_read),
		IN_HOME(the_database_refuses_to_change_or_remove_rows),
		IN_HOME(a_purged_detail_is_noted_but_no_fault),
		IN_HOME(without_its_audit_row_nothing_happens),
		IN_HOME(a_failed_audit_can_be_rolled_back_with_its_part),
		IN_HOME(rows_of_one_transaction_share_a_change_number),
		IN_HOME(changes_that_are_committed_together_have_numbers_of_their_own),
		IN_HOME(the_audit_tells_the_time_of_the_clock_that_it_was_given),
		IN_HOME(nobody_changes_or_views_without_signing_in),
		IN_HOME(a_clock_that_went_back_is_marked_and_no_fault),
		IN_HOME(many_rows_at_once_are_one_chain_and_one_change),
		IN_HOME(of_many_rows_none_stays_when_one_fails),
		IN_HOME(a_migration_leaves_its_row),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
