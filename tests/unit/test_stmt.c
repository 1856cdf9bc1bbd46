/* test_stmt.c - statements, and what they say when the database refuses. */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "home.h"

#include "base/arena.h"
#include "base/log.h"

static const char tables[] =
	"CREATE TABLE club (id INTEGER PRIMARY KEY, number TEXT NOT NULL, name TEXT NOT NULL "
	"UNIQUE,"
	" size INTEGER NOT NULL DEFAULT 0 CONSTRAINT club_size_is_a_count CHECK (size >= 0)) "
	"STRICT;"
	"CREATE UNIQUE INDEX club_number_taken ON club (number);"
	"CREATE UNIQUE INDEX club_size_and_name ON club (size, name);"
	"CREATE UNIQUE INDEX club_number_folded ON club (lower(number) || size);"
	"CREATE TABLE member (id INTEGER PRIMARY KEY, club_id INTEGER NOT NULL REFERENCES club "
	"(id))"
	" STRICT;"
	"CREATE TRIGGER club_not_13 BEFORE INSERT ON club WHEN NEW.size = 13 BEGIN"
	" SELECT RAISE(ABORT, 'club_not_thirteen'); END;"
	"INSERT INTO club VALUES (1, 'A-1', 'hibari', 3);";

static int
set_up(void **state)
{
	struct home *h = calloc(1, sizeof(*h));

	home_make(h);
	home_add_step(h, "0002-club", tables);
	h->store = home_open(h);
	*state = h;
	return 0;
}

static void
refused(struct home *h, const char *sql, const char *guard, const char *field)
{
	if (home_run(h, h->store, sql))
		fail_msg("not refused: %s", sql);
	assert_int_equal(h->e.code, ERR_REFUSED);
	assert_string_equal(store_last_guard(h->store), guard);
	assert_string_equal(h->e.field, field);
	assert_true(h->e.msg[0] != '\0');
}

static void
every_guard_gives_its_name_and_the_field(void **state)
{
	struct home *h = *state;

	refused(h, "INSERT INTO club VALUES (2, 'A-2', 'x', 13)", "club_not_thirteen", "");
	refused(h, "INSERT INTO club VALUES (2, 'A-2', 'x', -1)", "club_size_is_a_count", "");
	refused(h, "INSERT INTO club VALUES (2, 'A-1', 'x', 1)", "club_number_taken", "number");
	refused(h, "INSERT INTO club VALUES (2, 'A-2', 'hibari', 1)", "club.name", "name");
	refused(h, "INSERT INTO club VALUES (2, 'a-1', 'x', 3)", "club_number_folded", "");
	refused(h, "INSERT INTO club VALUES (1, 'A-2', 'x', 1)", "club.id", "id");
	refused(h, "INSERT INTO club VALUES (2, NULL, 'x', 1)", "club.number", "number");
	refused(h, "INSERT INTO member VALUES (1, 99)", "foreign_key", "");
	refused(h, "UPDATE club SET size = -1", "club_size_is_a_count", "");
	assert_int_equal(store_get_int(h->store, "SELECT count(*) FROM club", 0, -1), 1);
}

static void
a_row_is_read_as_texts_with_their_lengths(void **state)
{
	struct home *h = *state;
	static const char *const wanted[] = { "0",  "-7", "9223372036854775807",
					      "-9223372036854775808",
					      "合唱", "", "2.5", "42" };
	enum { COUNT = ARRAY_LEN(wanted) + 1 };
	const char *texts[COUNT];
	size_t lens[COUNT];
	char digits[COUNT][STMT_DIGITS];
	const bool may_be_number[COUNT] = { true, true, true, true }; /* else a slower way */
	const struct stmt_cells cells = { texts, lens, digits, may_be_number, COUNT };
	AUTO_STMT q = STMT_INIT;

	assert_true(stmt_open(&q, h->store,
			      "SELECT 'first', 0, -7, 9223372036854775807,"
			      " -9223372036854775807 - 1, '合唱', '', 2.5, 42, NULL",
			      &h->e));
	assert_true(stmt_row(&q, &h->e));
	stmt_cells(&q, 1, &cells);
	for (size_t i = 0; i < ARRAY_LEN(wanted); i++) {
		assert_string_equal(texts[i], wanted[i]);
		assert_int_equal(lens[i], strlen(wanted[i]));
	}
	assert_null(texts[COUNT - 1]);
	assert_int_equal(lens[COUNT - 1], 0);
}

static void
a_later_success_does_not_need_the_guard(void **state)
{
	struct home *h = *state;

	refused(h, "UPDATE club SET size = -1", "club_size_is_a_count", "");
	assert_true(home_run(h, h->store, "UPDATE club SET size = 4"));
	assert_int_equal(store_rows_changed(h->store), 1);
}

static void
text_and_numbers_come_back_byte_for_byte(void **state)
{
	struct home *h = *state;
	static const char name[] = "髙﨑𠮷野家～①ｱﾞ葛\xF3\xA0\x84\x80神";
	struct tx tx = TX_INIT;
	struct stmt q = STMT_INIT;

	assert_true(tx_begin(&tx, h->store, &h->e));
	assert_true(stmt_open(&q, h->store, "INSERT INTO club VALUES (?1, ?2, ?3, ?4)", &h->e));
	stmt_bind_int(&q, 1, INT64_C(9007199254740993));
	stmt_bind_text(&q, 2, "'; DROP TABLE club; --");
	stmt_bind_text(&q, 3, name);
	stmt_bind_int(&q, 4, 0);
	assert_true(stmt_run(&q, &h->e));
	assert_int_equal(store_last_id(h->store), INT64_C(9007199254740993));
	stmt_done(&q);
	assert_true(tx_commit(&tx, &h->e));

	assert_true(stmt_open(&q, h->store,
			      "SELECT id, number, name, NULL FROM club WHERE size = 0", &h->e));
	assert_true(stmt_row(&q, &h->e));
	assert_int_equal(stmt_column_count(&q), 4);
	assert_int_equal(stmt_int(&q, 0), INT64_C(9007199254740993));
	assert_string_equal(stmt_text(&q, 1), "'; DROP TABLE club; --");
	assert_string_equal(stmt_text(&q, 2), name);
	assert_true(stmt_is_null(&q, 3));
	assert_null(stmt_text(&q, 3));
	stmt_done(&q);
}

static void
after_the_last_row_there_is_none_until_restart(void **state)
{
	struct home *h = *state;
	struct stmt q = STMT_INIT;

	assert_true(stmt_open(&q, h->store, "SELECT name FROM club WHERE id = ?1", &h->e));
	stmt_bind_int(&q, 1, 1);
	assert_true(stmt_row(&q, &h->e));
	assert_false(stmt_row(&q, &h->e));
	assert_false(stmt_row(&q, &h->e));
	assert_false(stmt_failed(&q));
	stmt_restart(&q);
	assert_true(stmt_row(&q, &h->e));
	assert_string_equal(stmt_text(&q, 0), "hibari");
	stmt_done(&q);
	stmt_done(&q);
}

static void
a_statement_in_use_can_be_opened_again(void **state)
{
	struct home *h = *state;
	struct stmt outer = STMT_INIT, inner = STMT_INIT;
	static const char sql[] = "SELECT id FROM club WHERE id >= ?1 ORDER BY id";

	assert_true(home_run(h, h->store, "INSERT INTO club VALUES (2, 'A-2', 'x', 1)"));
	assert_true(stmt_open(&outer, h->store, sql, &h->e));
	stmt_bind_int(&outer, 1, 1);
	assert_true(stmt_row(&outer, &h->e));
	assert_true(stmt_open(&inner, h->store, sql, &h->e));
	stmt_bind_int(&inner, 1, 2);
	assert_true(stmt_row(&inner, &h->e));
	assert_int_equal(stmt_int(&inner, 0), 2);
	assert_int_equal(stmt_int(&outer, 0), 1);
	stmt_done(&inner);
	assert_true(stmt_row(&outer, &h->e));
	assert_int_equal(stmt_int(&outer, 0), 2);
	stmt_done(&outer);
}

static void
bindings_do_not_outlive_their_use(void **state)
{
	struct home *h = *state;
	struct stmt q = STMT_INIT;

	for (int i = 0; i < 2; i++) {
		assert_true(stmt_open(&q, h->store, "SELECT ?1", &h->e));
		if (i == 0)
			stmt_bind_text(&q, 1, "secret");
		assert_true(stmt_row(&q, &h->e));
		assert_int_equal(stmt_is_null(&q, 0), i == 1);
		stmt_done(&q);
	}
}

static void
writing_outside_a_transaction_is_refused(void **state)
{
	struct home *h = *state;
	struct stmt q = STMT_INIT;

	assert_true(stmt_open(&q, h->store, "UPDATE club SET size = 9", &h->e));
	assert_false(stmt_run(&q, &h->e));
	assert_true(stmt_failed(&q));
	assert_int_equal(h->e.code, ERR_REFUSED);
	stmt_done(&q);
	assert_int_equal(store_get_int(h->store, "SELECT size FROM club", 0, -1), 3);
}

static void
a_text_beyond_the_limit_is_invalid_and_nothing_is_written(void **state)
{
	struct home *h = *state;
	size_t size = (64 << 20) + 10;
	char *text = malloc(size);
	struct tx tx = TX_INIT;
	struct stmt q = STMT_INIT;

	memset(text, 'x', size - 1);
	text[size - 1] = '\0';
	assert_true(tx_begin(&tx, h->store, &h->e));
	assert_true(stmt_open(&q, h->store, "UPDATE club SET name = ?1", &h->e));
	stmt_bind_text(&q, 1, text);
	assert_false(stmt_run(&q, &h->e));
	assert_int_equal(h->e.code, ERR_INVALID);
	stmt_done(&q);
	tx_rollback(&tx);
	free(text);
}

static void
many_texts_do_not_fill_the_memory_and_stay_right(void **state)
{
	struct home *h = *state;

	for (int i = 0; i < 2000; i++) {
		char sql[64];
		snprintf(sql, sizeof(sql), "SELECT %d + ?1", i);
		assert_int_equal(store_get_int(h->store, sql, 5, -1), i + 5);
	}
	assert_int_equal(store_get_int(h->store, "SELECT size FROM club WHERE id = ?1", 99, -7),
			 -7);
}

#ifndef NDEBUG
static void
a_statement_that_reads_the_whole_table_is_told_to_the_log_once(void **state)
{
	struct home *h = *state;
	char line[2000];
	int told = 0;

	assert_true(home_run(
		h, h->store,
		"INSERT INTO club SELECT i, i, i, 1 FROM (WITH RECURSIVE n (i) AS "
		"(SELECT 100 UNION ALL SELECT i + 1 FROM n WHERE i < 800) SELECT i FROM n)"));
	assert_true(log_open(home_file(h, "log"), &h->e));
	for (int i = 0; i < 2; i++) {
		store_get_int(h->store, "SELECT count(*) FROM club WHERE size = 1 AND name <> ''",
			      0, 0);
		store_get_int(h->store, "SELECT count(*) FROM club WHERE number LIKE '%77%'", 0, 0);
		store_get_int(h->store, "SELECT id FROM club WHERE number = '300'", 0, 0);
	}
	log_close();
	FILE *f = fopen(home_file(h, "log"), "r");
	while (fgets(line, sizeof(line), f) != NULL) {
		told++;
		assert_non_null(strstr(line, "LIKE"));
	}
	fclose(f);
	assert_int_equal(told, 1);
}
#endif

static void
columns_tell_types_and_references(void **state)
{
	struct home *h = *state;
	AUTO_ARENA a = ARENA_INIT;
	struct store_column *columns;

	assert_int_equal(store_columns(h->store, &a, "club", &columns, &h->e), 4);
	assert_string_equal(columns[0].name, "id");
	assert_true(columns[0].primary_key);
	assert_string_equal(columns[1].type, "TEXT");
	assert_true(columns[1].not_null);
	assert_false(columns[1].has_default);
	assert_true(columns[3].has_default);
	assert_null(columns[1].references);
	assert_int_equal(store_columns(h->store, &a, "member", &columns, &h->e), 2);
	assert_string_equal(columns[1].references, "club");
	assert_int_equal(store_columns(h->store, &a, "no such table", &columns, &h->e), 0);
}

#define IN_HOME(name) cmocka_unit_test_setup_teardown(name, set_up, home_tear_down)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		IN_HOME(every_guard_gives_its_name_and_the_field),
		IN_HOME(a_row_is_read_as_texts_with_their_lengths),
		IN_HOME(a_later_success_does_not_need_the_guard),
		IN_HOME(text_and_numbers_come_back_byte_for_byte),
		IN_HOME(after_the_last_row_there_is_none_until_restart),
		IN_HOME(a_statement_in_use_can_be_opened_again),
		IN_HOME(bindings_do_not_outlive_their_use),
		IN_HOME(writing_outside_a_transaction_is_refused),
		IN_HOME(a_text_beyond_the_limit_is_invalid_and_nothing_is_written),
		IN_HOME(many_texts_do_not_fill_the_memory_and_stay_right),
#ifndef NDEBUG
		IN_HOME(a_statement_that_reads_the_whole_table_is_told_to_the_log_once),
#endif
		IN_HOME(columns_tell_types_and_references),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
