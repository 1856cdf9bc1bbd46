/* test_draft.c - unsaved work survives the process. */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "home.h"

#include <fcntl.h>
#include <signal.h>

#include "base/arena.h"
#include "base/macros.h"
#include "store/draft.h"

struct desk {
	struct home home;
	struct draft_store *drafts;
	struct arena arena;
};

static struct draft_store *
open_drafts(struct home *h)
{
	struct draft_store *d = draft_store_open(h->path, &h->clock, &h->e);

	if (d == NULL)
		fail_msg("%s", h->e.msg);
	return d;
}

static int
set_up(void **state)
{
	struct desk *k = calloc(1, sizeof(*k));

	home_make(&k->home);
	k->drafts = open_drafts(&k->home);
	*state = k;
	return 0;
}

static int
tear_down(void **state)
{
	struct desk *k = *state;

	draft_store_close(k->drafts);
	arena_done(&k->arena);
	home_remove(&k->home);
	free(k);
	return 0;
}

static int64_t
begin(struct desk *k, int64_t staff_id, const char *title)
{
	const struct draft draft = {
		.staff_id = staff_id,
		.type = "group",
		.record_id = 5,
		.record_version = 2,
		.title = title,
	};
	int64_t id = draft_begin(k->drafts, &draft, &k->home.e);

	assert_true(id > 0);
	return id;
}

static void
put(struct desk *k, int64_t id, const char *name, const char *text, int cursor)
{
	const struct draft_field field = { name, text, cursor };

	if (!draft_put(k->drafts, id, &field, &k->home.e))
		fail_msg("%s", k->home.e.msg);
}

static int
list(struct desk *k, int64_t staff_id, struct draft **drafts)
{
	return draft_list(k->drafts, &k->arena, staff_id, drafts, &k->home.e);
}

static void
what_was_typed_comes_back_byte_for_byte(void **state)
{
	struct desk *k = *state;
	struct draft *drafts;
	struct draft_field *fields;
	int64_t id = begin(k, 7, "新しい団体");

	put(k, id, "name", "髙﨑", 2);
	put(k, id, "name", "髙﨑𠮷", 3);
	put(k, id, "kana", "", 0);
	assert_int_equal(list(k, 7, &drafts), 1);
	assert_int_equal(drafts[0].id, id);
	assert_int_equal(drafts[0].staff_id, 7);
	assert_string_equal(drafts[0].type, "group");
	assert_int_equal(drafts[0].record_id, 5);
	assert_int_equal(drafts[0].record_version, 2);
	assert_string_equal(drafts[0].title, "新しい団体");
	assert_int_equal(strlen(drafts[0].once_key), ONCE_KEY_SIZE - 1);
	assert_int_equal(draft_fields(k->drafts, &k->arena, id, &fields, &k->home.e), 2);
	assert_string_equal(fields[0].text, "髙﨑𠮷");
	assert_int_equal(fields[0].cursor, 3);
	assert_string_equal(fields[1].name, "kana");
	assert_string_equal(fields[1].text, "");
}

/* That is where the caret goes when the form is opened again. */
static void
the_field_typed_last_comes_last(void **state)
{
	struct desk *k = *state;
	struct draft_field *fields;
	int64_t id = begin(k, 7, "");

	put(k, id, "name", "甲", 1);
	put(k, id, "kana", "こう", 2);
	put(k, id, "name", "甲の会", 3);
	assert_int_equal(draft_fields(k->drafts, &k->arena, id, &fields, &k->home.e), 2);
	assert_string_equal(fields[1].name, "name");
	assert_int_equal(fields[1].cursor, 3);
}

static void
a_draft_is_listed_once_it_holds_a_field(void **state)
{
	struct desk *k = *state;
	struct draft *drafts;
	int64_t id = begin(k, 7, "");

	assert_int_equal(list(k, 7, &drafts), 0);
	put(k, id, "name", "x", 1);
	assert_int_equal(list(k, 7, &drafts), 1);
}

static void
a_clerk_sees_the_own_drafts_and_everybody_means_all(void **state)
{
	struct desk *k = *state;
	struct draft *drafts;

	for (int i = 1; i <= 5; i++) {
		clock_pin(&k->home.clock, HOME_NOON + i * INT64_C(60000));
		put(k, begin(k, i % 2, "x"), "name", "x", 1);
	}
	assert_int_equal(list(k, 1, &drafts), 3);
	assert_int_equal(list(k, 0, &drafts), 5);
	for (int i = 1; i < 5; i++)
		assert_true(drafts[i - 1].at > drafts[i].at);
}

static void
the_key_of_the_save_is_fixed_when_the_draft_begins(void **state)
{
	struct desk *k = *state;
	struct draft *drafts;
	struct draft given = { .staff_id = 1, .type = "group" };

	once_new_key(given.once_key);
	put(k, draft_begin(k->drafts, &given, &k->home.e), "name", "x", 1);
	assert_int_equal(list(k, 1, &drafts), 1);
	assert_string_equal(drafts[0].once_key, given.once_key);
	assert_string_equal(drafts[0].title, "");
}

static void
a_title_can_follow(void **state)
{
	struct desk *k = *state;
	struct draft *drafts;
	int64_t id = begin(k, 7, "");

	put(k, id, "name", "ひばり", 3);
	assert_true(draft_set_title(k->drafts, id, "団体 ひばり", &k->home.e));
	assert_int_equal(list(k, 7, &drafts), 1);
	assert_string_equal(drafts[0].title, "団体 ひばり");
}

static void
a_discarded_draft_is_gone_and_says_so(void **state)
{
	struct desk *k = *state;
	struct draft *drafts;
	struct draft_field *fields;
	int64_t id = begin(k, 7, "");
	const struct draft_field field = { "name", "x", 1 };

	put(k, id, "name", "x", 1);
	assert_true(draft_discard(k->drafts, id, &k->home.e));
	assert_int_equal(list(k, 0, &drafts), 0);
	assert_int_equal(draft_fields(k->drafts, &k->arena, id, &fields, &k->home.e), 0);
	assert_false(draft_put(k->drafts, id, &field, &k->home.e));
	assert_int_equal(k->home.e.code, ERR_NOT_FOUND);
	assert_true(begin(k, 7, "") != id);
}

static void
drafts_expire_by_their_last_keystroke(void **state)
{
	struct desk *k = *state;
	struct draft *drafts;
	int64_t old = begin(k, 7, "old"), used = begin(k, 7, "used");

	put(k, old, "name", "x", 1);
	put(k, used, "name", "x", 1);
	clock_pin(&k->home.clock, HOME_NOON + 5 * INT64_C(86400000));
	put(k, used, "name", "xy", 2);
	clock_pin(&k->home.clock, HOME_NOON + 8 * INT64_C(86400000));
	assert_true(draft_expire(k->drafts, 7, &k->home.e));
	assert_int_equal(list(k, 0, &drafts), 1);
	assert_int_equal(drafts[0].id, used);
}

static void
the_file_is_for_the_owner_only(void **state)
{
	struct desk *k = *state;
	struct stat st;

	assert_int_equal(stat(home_file(&k->home, "drafts.db"), &st), 0);
	assert_int_equal(st.st_mode & 07777, 0600);
	assert_int_equal(stat(home_file(&k->home, "drafts.db-wal"), &st), 0);
	assert_int_equal(st.st_mode & 07777, 0600);
}

static void
a_damaged_file_is_refused(void **state)
{
	struct desk *k = *state;

	draft_store_close(k->drafts);
	k->drafts = NULL;
	unlink(home_file(&k->home, "drafts.db-wal"));
	int fd = open(home_file(&k->home, "drafts.db"), O_WRONLY | O_TRUNC);
	assert_int_equal(write(fd,
			       "This is no database, but long enough to look like one.........."
			       "..........................................................",
			       100),
			 100);
	close(fd);
	assert_null(draft_store_open(k->home.path, &k->home.clock, &k->home.e));
	assert_int_equal(k->home.e.code, ERR_DAMAGED);
}

/* Types into a draft of its own and tells how far it is, after each stroke was stored. */
static int
type_for_ever(struct home *h, int pipe_end)
{
	struct desk k = { .home = *h };
	static char text[20000];

	k.drafts = open_drafts(&k.home);
	int64_t id = begin(&k, 7, "");
	for (int n = 1; n < (int)sizeof(text); n++) {
		text[n - 1] = 'x';
		put(&k, id, "name", text, n);
		int64_t said[2] = { id, n };
		if (write(pipe_end, said, sizeof(said)) != sizeof(said))
			return 1;
	}
	return 1;
}

static void
expect_at_least(struct desk *k, int64_t id, int64_t strokes)
{
	struct draft_field *fields;

	assert_int_equal(draft_fields(k->drafts, &k->arena, id, &fields, &k->home.e), 1);
	assert_int_equal(strlen(fields[0].text), fields[0].cursor);
	assert_in_range(fields[0].cursor, strokes, strokes + 1);
}

static void
kill_9_loses_no_keystroke(void **state)
{
	struct desk *k = *state;
	enum { TYPISTS = 4, ROUNDS = 15 };

	for (int round = 0; round < ROUNDS; round++) {
		pid_t typists[TYPISTS];
		int64_t said[2], ids[TYPISTS], last[TYPISTS];
		int ends[TYPISTS][2];
		draft_store_close(k->drafts);
		for (int i = 0; i < TYPISTS; i++) {
			assert_int_equal(pipe(ends[i]), 0);
			typists[i] = home_fork(&k->home, type_for_ever, ends[i][1]);
			close(ends[i][1]);
		}
		for (int i = 0; i < 5 + round * 7; i++)
			assert_int_equal(read(ends[0][0], said, sizeof(said)), sizeof(said));
		for (int i = 0; i < TYPISTS; i++) {
			kill(typists[i], SIGKILL);
			assert_int_equal(home_wait(typists[i]), 128 + SIGKILL);
			ids[i] = i == 0 ? said[0] : 0;
			last[i] = i == 0 ? said[1] : 0;
			while (read(ends[i][0], said, sizeof(said)) == sizeof(said)) {
				ids[i] = said[0];
				last[i] = said[1];
			}
			close(ends[i][0]);
		}
		k->drafts = open_drafts(&k->home);
		for (int i = 0; i < TYPISTS; i++) {
			if (ids[i] != 0)
				expect_at_least(k, ids[i], last[i]);
		}
	}
}

static int gate[2]; /* opens for all when nobody holds its end any more */

static int
open_at_once(struct home *h, int number)
{
	char c;

	(void)number;
	close(gate[1]);
	if (read(gate[0], &c, 1) != 0)
		return 2;
	draft_store_close(open_drafts(h));
	return 0;
}

static void
the_first_desks_of_a_folder_may_start_at_once(void **state)
{
	struct desk *k = *state;
	enum { DESKS = 8, ROUNDS = 40 };
	static const char *const files[] = { "drafts.db", "drafts.db-wal", "drafts.db-shm",
					     "drafts.db.lock" };

	draft_store_close(k->drafts);
	for (int round = 0; round < ROUNDS; round++) {
		pid_t desks[DESKS];
		for (size_t i = 0; i < ARRAY_LEN(files); i++)
			unlink(home_file(&k->home, files[i]));
		assert_int_equal(pipe(gate), 0);
		for (int i = 0; i < DESKS; i++)
			desks[i] = home_fork(&k->home, open_at_once, i);
		close(gate[0]);
		close(gate[1]);
		for (int i = 0; i < DESKS; i++)
			assert_int_equal(home_wait(desks[i]), 0);
	}
	k->drafts = open_drafts(&k->home);
}

#define AT_DESK(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		AT_DESK(what_was_typed_comes_back_byte_for_byte),
		AT_DESK(the_field_typed_last_comes_last),
		AT_DESK(a_draft_is_listed_once_it_holds_a_field),
		AT_DESK(a_clerk_sees_the_own_drafts_and_everybody_means_all),
		AT_DESK(the_key_of_the_save_is_fixed_when_the_draft_begins),
		AT_DESK(a_title_can_follow),
		AT_DESK(a_discarded_draft_is_gone_and_says_so),
		AT_DESK(drafts_expire_by_their_last_keystroke),
		AT_DESK(the_file_is_for_the_owner_only),
		AT_DESK(a_damaged_file_is_refused),
		AT_DESK(kill_9_loses_no_keystroke),
		AT_DESK(the_first_desks_of_a_folder_may_start_at_once),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
