/*
 * test_search_fold.c - a name is found in every form of its kanji, also in a database whose
 * keys were made before there was a table of forms, and whenever the upgrade is killed.
 */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "search_home.h"

#include "home_upgrade.h"

#include "base/auto.h"
#include "base/kanji.h"
#include "base/mem.h"
#include "base/str.h"
#include "base/utf8.h"
#include "store/later.h"
#include "store/search_backlog.h"

#define LAST_KANJI 0x323AF
#define CROWD      1500

static void
put(struct home *h, int64_t id, const char *text)
{
	struct tx tx = TX_INIT;

	if (!tx_begin(&tx, h->store, &h->e) || !search_put(&tx, "group", id, &text, 1, &h->e) ||
	    !tx_commit(&tx, &h->e))
		fail_msg("%s", h->e.msg);
}

TEST(every_form_finds_every_other)
{
	struct home *h = *state;
	int64_t id = 0, ids[MANY];
	struct tx tx = TX_INIT;

	assert_true(tx_begin(&tx, h->store, &h->e));
	for (uint32_t cp = 0x80; cp <= LAST_KANJI; cp++) {
		AUTO_STR form = STR_INIT;
		AUTO_STR usual = STR_INIT;
		if (kanji_usual(cp) == cp)
			continue;
		utf8_add(&form, cp);
		utf8_add(&usual, kanji_usual(cp));
		str_add(&form, "印");
		str_add(&usual, "印");
		put(h, ++id, str_text(&form));
		assert_int_equal(find(h, "group", str_text(&usual), ids, MANY),
				 find(h, "group", str_text(&form), ids, MANY));
		put(h, ++id, str_text(&usual));
		int found = find(h, "group", str_text(&form), ids, MANY);
		assert_int_equal(ids[found - 1], id);
		assert_int_equal(ids[found - 2], id - 1);
	}
	assert_true(tx_commit(&tx, &h->e) && id > 1000);
}

/* As a version before the table of forms put it. */
static void
put_old(struct home *h, int64_t id, const char *key, bool waits)
{
	struct tx tx = TX_INIT;
	AUTO_STMT q = STMT_INIT;

	if (!tx_begin(&tx, h->store, &h->e) ||
	    !stmt_open(&q, h->store, "INSERT INTO search_key VALUES (?1, ?2)", &h->e))
		fail_msg("%s", h->e.msg);
	stmt_bind_int(&q, 1, id);
	stmt_bind_text(&q, 2, key);
	if (!stmt_run(&q, &h->e) ||
	    !(waits ? search_backlog_add(h->store, (struct search_range){ id, id }, &h->e)
		    : later_put_now(h->store, id, key, &h->e)) ||
	    !tx_commit(&tx, &h->e))
		fail_msg("%s", h->e.msg);
}

static int64_t
first_id(struct home *h)
{
	home_run(h, h->store, "INSERT INTO search_type (name) VALUES ('group')");
	return store_get_int(h->store, "SELECT id << 40 FROM search_type WHERE ?1", 1, 0);
}

static void
make_old(struct home *h)
{
	search_home_make(h);
	h->store = home_open(h);
	int64_t first = first_id(h);
	put_old(h, first + 1, "髙橋一郎", false);
	put_old(h, first + 2, "高橋花子", false);
	put_old(h, first + 3, "合唱団ひばり\n渡邉恵子\nわたなべけいこ", false);
	put_old(h, first + 4, "濵田國男", true);
	put_old(h, first + 5, "浜田", true);
}

static void
upgrade(struct home *h)
{
	store_close(h->store);
	search_home_add_step(h, "search-forms");
	h->store = home_try(h, false, true);
	if (h->store == NULL)
		fail_msg("%s", h->e.msg);
}

TEST(keys_by_an_older_rule_are_told_of)
{
	struct home h;

	make_old(&h);
	assert_int_equal(findings(&h), 3);
	store_close(h.store);
	home_remove(&h);
}

/* The forms that are typed, and how many records they find. */
static void
expect_all_found(struct home *h)
{
	static const struct {
		const char *typed;
		int count;
	} asked[] = {
		{ "高橋", 2 }, { "髙橋", 2 }, { "渡辺 ひばり", 1 }, { "渡邊", 1 },   { "邉", 1 },
		{ "浜田", 2 }, { "濱田", 2 }, { "国男", 1 },        { "団渡辺", 0 }, { "國", 1 },
	};

	for (size_t i = 0; i < ARRAY_LEN(asked); i++)
		assert_int_equal(hits(h, asked[i].typed), asked[i].count);
	assert_int_equal(findings(h), 0);
}

TEST(an_upgrade_makes_the_keys_anew)
{
	struct home h;

	make_old(&h);
	assert_int_equal(hits(&h, "髙橋"), 1);
	upgrade(&h);
	expect_all_found(&h);
	assert_int_equal(search_behind(h.store), 5);
	while (search_behind(h.store) > 0)
		assert_true(search_catch_up(h.store, &h.e));
	expect_all_found(&h);
	store_close(h.store);
	home_remove(&h);
}

/* Many records, all of them in an old form, in the index and in the backlog. */
static void
make_old_crowd(struct home *h)
{
	search_home_make(h);
	h->store = home_open(h);
	int64_t first = first_id(h);
	struct tx tx = TX_INIT;
	assert_true(tx_begin(&tx, h->store, &h->e));
	for (int i = 1; i <= CROWD; i++) {
		AUTO_FREE char *key = mem_printf("髙橋%d郞", i);
		put_old(h, first + i, key, i % 500 == 0);
	}
	assert_true(tx_commit(&tx, &h->e));
	store_close(h->store);
	search_home_add_step(h, "search-forms");
}

static bool
killed_upgrade(int64_t ns)
{
	struct home h;

	make_old_crowd(&h);
	upgrade_for(&h, ns);
	int64_t version = ask(home_file(&h, "madoguchi.db"), "PRAGMA user_version");
	assert_int_equal(ask(home_file(&h, "madoguchi.db"),
			     "SELECT count(*) FROM search_key WHERE key LIKE '髙橋%郞'"),
			 version == 3 ? 0 : CROWD);
	h.store = home_try(&h, false, true);
	assert_non_null(h.store);
	assert_int_equal(hits(&h, "高橋"), CROWD);
	assert_int_equal(findings(&h), 0);
	store_close(h.store);
	home_remove(&h);
	return version == 3;
}

TEST(a_killed_upgrade_leaves_nothing_that_is_not_found)
{
	struct home h;

	make_old_crowd(&h);
	int64_t whole = upgrade_for(&h, 0);
	home_remove(&h);
	kill_upgrades(whole, killed_upgrade);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		IN_HOME(every_form_finds_every_other),
		cmocka_unit_test(keys_by_an_older_rule_are_told_of),
		cmocka_unit_test(an_upgrade_makes_the_keys_anew),
		cmocka_unit_test(a_killed_upgrade_leaves_nothing_that_is_not_found),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
