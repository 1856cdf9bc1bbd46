/* test_rows.c - rows that one statement adds, from where they lie. */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "home.h"

#include "base/str.h"
#include "store/rows.h"

#define COUNT 3000
#define WIDTH 300 /* columns; more than rows.c tells SQLite of */

static const char tables[] =
	"CREATE TABLE club (id INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT NOT NULL UNIQUE,"
	" size INTEGER CHECK (size >= 0), seal BLOB) STRICT;"
	"CREATE TABLE note (id INTEGER PRIMARY KEY, text TEXT) STRICT;"
	"CREATE TRIGGER club_not_13 BEFORE INSERT ON club WHEN NEW.size = 13 BEGIN"
	" SELECT RAISE(ABORT, 'club_not_thirteen'); END;"
	"CREATE TRIGGER club_noted AFTER INSERT ON club BEGIN"
	" INSERT INTO note (id, text) VALUES (1000000 + NEW.id, NEW.name); END;"
	"INSERT INTO club VALUES (7, 'hibari', 3, NULL);";

static void
add_wide_columns(struct str *sql, const char *type)
{
	for (int i = 0; i < WIDTH; i++)
		str_addf(sql, "%sw%d%s", i ? ", " : "(", i, type);
	str_add_char(sql, ')');
}

static int
set_up(void **state)
{
	struct home *h = calloc(1, sizeof(*h));
	static struct str wide;

	str_set(&wide, "CREATE TABLE wide ");
	add_wide_columns(&wide, " INTEGER");
	str_add(&wide, " STRICT");
	home_make(h);
	home_add_step(h, "0002-club", tables);
	home_add_step(h, "0003-wide", str_text(&wide));
	h->store = home_open(h);
	*state = h;
	return 0;
}

/* Names and sizes of clubs; every third has no size, and its seal is its number. */
struct clubs {
	char names[COUNT][32];
	int numbers[COUNT];
	int of_thirteen; /* the one that a guard refuses, or -1 */
};

static struct cell
club_cell(const void *ctx, int row, int column)
{
	const struct clubs *clubs = ctx;

	if (column == 0)
		return cell_null();
	if (column == 1)
		return cell_text(clubs->names[row]);
	if (column == 2)
		return row == clubs->of_thirteen ? cell_int(13)
		       : row % 3 == 0            ? cell_null()
						 : cell_int(20 + row);
	return cell_blob(&clubs->numbers[row], (int)sizeof(clubs->numbers[row]));
}

static struct clubs *
make_clubs(int of_thirteen)
{
	struct clubs *clubs = calloc(1, sizeof(*clubs));

	clubs->of_thirteen = of_thirteen;
	for (int i = 0; i < COUNT; i++) {
		snprintf(clubs->names[i], sizeof(clubs->names[i]), "合唱%d", i);
		clubs->numbers[i] = i;
	}
	return clubs;
}

static bool
insert_clubs(struct home *h, const struct clubs *clubs, int count)
{
	const struct rows rows = {
		.into = "INSERT INTO club (id, name, size, seal)",
		.columns = 4,
		.count = count,
		.cell = club_cell,
		.ctx = clubs,
	};
	AUTO_TX tx = TX_INIT;

	return tx_begin(&tx, h->store, &h->e) && rows_insert(h->store, &rows, &h->e) &&
	       tx_commit(&tx, &h->e);
}

static int64_t
ask(struct home *h, const char *sql)
{
	return store_get_int(h->store, sql, 0, -1);
}

static void
check_clubs(struct home *h, const struct clubs *clubs, int count)
{
	AUTO_STMT q = STMT_INIT;

	assert_true(stmt_open(&q, h->store,
			      "SELECT id, name, size, seal FROM club WHERE id > 7 ORDER BY id",
			      &h->e));
	for (int i = 0; i < count; i++) {
		assert_true(stmt_row(&q, &h->e));
		assert_int_equal(stmt_int(&q, 0), 8 + i);
		assert_string_equal(stmt_text(&q, 1), clubs->names[i]);
		assert_int_equal(stmt_is_null(&q, 2), i % 3 == 0);
		assert_true(i % 3 == 0 || stmt_int(&q, 2) == 20 + i);
		assert_memory_equal(stmt_text(&q, 3), &clubs->numbers[i], sizeof(int));
	}
	assert_false(stmt_row(&q, &h->e));
	assert_false(stmt_failed(&q));
}

static void
rows_are_added_in_their_order_with_all_kinds_of_values(void **state)
{
	struct home *h = *state;
	struct clubs *clubs = make_clubs(-1);

	assert_true(insert_clubs(h, clubs, COUNT));
	check_clubs(h, clubs, COUNT);
	assert_int_equal(ask(h, "SELECT count(*) FROM note"), COUNT + 1);
	free(clubs);
}

static void
one_row_is_added_like_many(void **state)
{
	struct home *h = *state;
	struct clubs *clubs = make_clubs(-1);

	assert_true(insert_clubs(h, clubs, 1));
	check_clubs(h, clubs, 1);
	free(clubs);
}

static void
the_last_id_is_that_of_the_last_row_although_a_trigger_added_others(void **state)
{
	struct home *h = *state;
	struct clubs *clubs = make_clubs(-1);

	assert_true(insert_clubs(h, clubs, 5));
	assert_int_equal(store_last_id(h->store), 12);
	free(clubs);
}

static void
a_guard_that_refuses_one_row_leaves_none_and_is_named(void **state)
{
	struct home *h = *state;
	struct clubs *clubs = make_clubs(COUNT - 2);

	assert_false(insert_clubs(h, clubs, COUNT));
	assert_int_equal(h->e.code, ERR_REFUSED);
	assert_string_equal(store_last_guard(h->store), "club_not_thirteen");
	assert_int_equal(ask(h, "SELECT count(*) FROM club"), 1);

	clubs->of_thirteen = -1;
	assert_true(insert_clubs(h, clubs, COUNT));
	check_clubs(h, clubs, COUNT);
	free(clubs);
}

static struct cell
wide_cell(const void *ctx, int row, int column)
{
	(void)ctx;
	return cell_int(row * 1000 + column);
}

static void
rows_of_very_many_columns_are_added_too(void **state)
{
	struct home *h = *state;
	AUTO_STR into = STR_INIT;
	AUTO_TX tx = TX_INIT;

	str_set(&into, "INSERT INTO wide ");
	add_wide_columns(&into, "");
	const struct rows rows = {
		.into = str_text(&into),
		.columns = WIDTH,
		.count = 3,
		.cell = wide_cell,
	};
	assert_true(tx_begin(&tx, h->store, &h->e) && rows_insert(h->store, &rows, &h->e) &&
		    tx_commit(&tx, &h->e));
	assert_int_equal(ask(h, "SELECT sum(w299) FROM wide"), 299 * 3 + 3000);
}

static void
nothing_stands_there_while_nothing_is_added(void **state)
{
	assert_int_equal(ask(*state, "SELECT count(*) FROM given"), 0);
}

static void
rows_are_refused_outside_a_transaction(void **state)
{
	struct home *h = *state;
	const struct rows rows = {
		.into = "INSERT INTO note (id)",
		.columns = 1,
		.count = 2,
		.cell = wide_cell,
	};

	assert_false(rows_insert(h->store, &rows, &h->e));
	assert_int_equal(h->e.code, ERR_REFUSED);
	assert_int_equal(ask(h, "SELECT count(*) FROM note"), 1);
}

#define IN_HOME(name) cmocka_unit_test_setup_teardown(name, set_up, home_tear_down)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		IN_HOME(rows_are_added_in_their_order_with_all_kinds_of_values),
		IN_HOME(one_row_is_added_like_many),
		IN_HOME(the_last_id_is_that_of_the_last_row_although_a_trigger_added_others),
		IN_HOME(a_guard_that_refuses_one_row_leaves_none_and_is_named),
		IN_HOME(rows_of_very_many_columns_are_added_too),
		IN_HOME(nothing_stands_there_while_nothing_is_added),
		IN_HOME(rows_are_refused_outside_a_transaction),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
