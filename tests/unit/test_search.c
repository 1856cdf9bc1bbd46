/* test_search.c - the index answers exactly what reading every text would answer. */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "search_home.h"

#include "base/auto.h"
#include "base/macros.h"
#include "base/mem.h"
#include "base/rand.h"
#include "base/str.h"
#include "base/utf8.h"
#include "store/grams.h"

#define RECORDS   300
#define QUESTIONS 1500

static void
put(struct home *h, const char *type, int64_t id, const char *one, const char *two)
{
	struct tx tx = TX_INIT;
	const char *texts[] = { one, two };

	if (!tx_begin(&tx, h->store, &h->e) || !search_put(&tx, type, id, texts, 2, &h->e) ||
	    !tx_commit(&tx, &h->e))
		fail_msg("%s", h->e.msg);
}

static void
any_part_is_found_whatever_the_width_and_the_kana(void **state)
{
	struct home *h = *state;

	put(h, "group", 1, "合唱団ひばり", "ガッショウダンヒバリ");
	assert_int_equal(hits(h, "合唱団ひばり"), 1);
	assert_int_equal(hits(h, "唱団"), 1);
	assert_int_equal(hits(h, "り"), 1);
	assert_int_equal(hits(h, "ヒバリ"), 1);
	assert_int_equal(hits(h, "ﾋﾊﾞﾘ"), 1);
	assert_int_equal(hits(h, "がっしょう"), 1);
	assert_int_equal(hits(h, "合唱 ﾋﾊﾞﾘ"), 1);
	assert_int_equal(hits(h, "合唱　団"), 1);
	assert_int_equal(hits(h, "合団"), 0);
	assert_int_equal(hits(h, "合唱 すずめ"), 0);
	assert_int_equal(hits(h, ""), 0);
	assert_int_equal(hits(h, " 　"), 0);
}

static void
nothing_is_found_across_two_texts(void **state)
{
	struct home *h = *state;

	put(h, "group", 1, "さくら", "まつり");
	assert_int_equal(hits(h, "らま"), 0);
	put(h, "group", 1, "さくら\nまつり", NULL);
	assert_int_equal(hits(h, "らま"), 0);
	assert_int_equal(hits(h, "さくら\nまつり"), 1); /* two words */
}

static void
a_changed_record_is_found_by_the_new_text_only(void **state)
{
	struct home *h = *state;
	struct tx tx = TX_INIT;

	put(h, "group", 1, "ひばりの会", NULL);
	put(h, "group", 2, "ひばりの友", NULL);
	put(h, "group", 1, "すずめの会", NULL);
	assert_int_equal(hits(h, "ひばり"), 1);
	assert_int_equal(hits(h, "すずめ"), 1);
	put(h, "group", 1, "", NULL);
	assert_int_equal(hits(h, "すずめ"), 0);
	assert_true(tx_begin(&tx, h->store, &h->e));
	assert_true(search_remove(&tx, "group", 2, &h->e));
	assert_true(search_remove(&tx, "group", 99, &h->e));
	assert_true(search_remove(&tx, "no such type", 2, &h->e));
	assert_true(tx_commit(&tx, &h->e));
	assert_int_equal(hits(h, "ひばり"), 0);
	put(h, "group", 2, "ひばりの友", NULL);
	assert_int_equal(hits(h, "ひばり"), 1);
}

/* What is put into a transaction inside others: the texts that stand at its level. */
struct nest {
	struct home *home;
	struct rand rand;
	bool has[4][6]; /* by level: is the record there, under a text of its own */
};

static bool
nest_finds(struct nest *n, int64_t id)
{
	AUTO_FREE char *word = mem_printf("ことば%lld号", (long long)id);

	return hits(n->home, word) == 1;
}

static void
nest_change(struct nest *n, struct tx *tx, int level)
{
	int64_t id = 1 + rand_below(&n->rand, 6);
	AUTO_FREE char *text = mem_printf("ことば%lld号", (long long)id);
	const char *texts[] = { text };
	bool put_it = rand_below(&n->rand, 2) == 1;

	assert_true(put_it ? search_put(tx, "group", id, texts, 1, &n->home->e)
			   : search_remove(tx, "group", id, &n->home->e));
	n->has[level][id - 1] = put_it;
	if (rand_below(&n->rand, 4) == 0)
		assert_int_equal(nest_finds(n, id), put_it);
}

static void
nest_run(struct nest *n, int level)
{
	struct tx tx = TX_INIT;

	memcpy(n->has[level], n->has[level - 1], sizeof(n->has[level]));
	assert_true(tx_begin(&tx, n->home->store, &n->home->e));
	for (int i = rand_below(&n->rand, 6); i >= 0; i--) {
		if (level < 3 && rand_below(&n->rand, 3) == 0)
			nest_run(n, level + 1);
		else
			nest_change(n, &tx, level);
	}
	if (rand_below(&n->rand, 3) == 0) {
		tx_rollback(&tx);
		return;
	}
	assert_true(tx_commit(&tx, &n->home->e));
	memcpy(n->has[level - 1], n->has[level], sizeof(n->has[level]));
}

static void
transactions_inside_others_keep_or_lose_their_words(void **state)
{
	struct nest n = { .home = *state };

	rand_init(&n.rand, 7);
	for (int round = 0; round < 300; round++) {
		nest_run(&n, 1);
		for (int64_t id = 1; id <= 6; id++)
			assert_int_equal(nest_finds(&n, id), n.has[0][id - 1]);
	}
	assert_int_equal(findings(n.home), 0);
}

static void
a_rolled_back_change_leaves_no_trace(void **state)
{
	struct home *h = *state;
	struct tx tx = TX_INIT;
	const char *text = "すずめの会";

	put(h, "group", 1, "ひばりの会", NULL);
	assert_true(tx_begin(&tx, h->store, &h->e));
	assert_true(search_put(&tx, "group", 1, &text, 1, &h->e));
	assert_int_equal(hits(h, "すずめ"), 1);
	tx_rollback(&tx);
	assert_int_equal(hits(h, "すずめ"), 0);
	assert_int_equal(hits(h, "ひばり"), 1);
}

static void
types_do_not_mix(void **state)
{
	struct home *h = *state;
	int64_t ids[4];

	put(h, "group", 7, "ひばり", NULL);
	put(h, "person", 7, "ひばり", NULL);
	put(h, "person", 8, "ひばり", NULL);
	assert_int_equal(find(h, "group", "ひばり", ids, 4), 1);
	assert_int_equal(ids[0], 7);
	assert_int_equal(find(h, "person", "ひ", ids, 4), 2);
	assert_int_equal(find(h, "item", "ひ", ids, 4), 0);
	assert_true(search_matches(h->store, "person", 8, "ばり"));
	assert_false(search_matches(h->store, "person", 8, "すず"));
	assert_false(search_matches(h->store, "person", 9, "ばり"));
	assert_false(search_matches(h->store, "item", 8, "ばり"));
}

static void
the_limit_holds(void **state)
{
	struct home *h = *state;
	int64_t ids[10];

	for (int i = 1; i <= 30; i++)
		put(h, "group", i, "ひばりの会", NULL);
	assert_int_equal(find(h, "group", "の会", ids, 10), 10);
	assert_int_equal(find(h, "group", "の", ids, 10), 10);
}

/* Every operator of LIKE, GLOB and FTS5 is a character like any other. */
static void
operators_in_a_question_are_harmless(void **state)
{
	struct home *h = *state;
	static const char *const questions[] = {
		"%",        "_",         "*",           "\"",
		"'",        "\\",        "(",           ")",
		"^",        "+",         ":",           "{",
		"}",        "?",         ".",           ",",
		";",        "ひ*",       "\"ひ\"",      "ひ OR す",
		"NOT ひ",   "ひ AND す", "NEAR(ひ す)", "grams:ひ",
		"^ひ",      "-ひ",       "ひ\"",        "\" OR \"",
		"%ひ%",     "_ば_",      "ひ_り",       "'; DROP TABLE search_key; --",
		"\x01\x02", "a*b",       "((((",        "\xE3\x81",
		"\xFF",     "-----",
	};

	put(h, "group", 1, "ひばりの会", NULL);
	put(h, "group", 2, "a*b %_\"'\\()^+:{}?.,;", NULL);
	for (size_t i = 0; i < ARRAY_LEN(questions); i++)
		hits(h, questions[i]);
	assert_int_equal(hits(h, "%"), 1);
	assert_int_equal(hits(h, "a*b"), 1);
	assert_int_equal(hits(h, "axb"), 0);
	assert_int_equal(hits(h, "%ひ%"), 0);
	assert_int_equal(hits(h, "ひ_り"), 0);
	assert_int_equal(hits(h, "'\\("), 1);
	assert_int_equal(hits(h, "ひ OR す"), 0);
}

/* A small alphabet, so that pairs meet often; with what tokens and keys must not confuse. */
static char *
random_text(struct rand *r, int most)
{
	static const char *const letters[] = {
		"あ",
		"い",
		"う",
		"か",
		"が",
		"ア",
		"会",
		"の",
		"髙",
		"𠮷",
		"神",
		"神",
		"ー",
		"・",
		" ",
		"a",
		"B",
		"1",
		"-",
		"*",
		"\"",
		"%",
		"、",
		"①",
		"ｱ",
		"ﾞ",
		"\xEE\x80\xAA",
		"\xE2\x90\xAA",
	};
	AUTO_STR text = STR_INIT;

	for (int n = rand_below(r, most + 1); n > 0; n--)
		str_add(&text, letters[rand_below(r, ARRAY_LEN(letters))]);
	return mem_strdup(str_text(&text));
}

/* What search.h promises, the slow way. */
static bool
holds(char *const *keys, const char *needle)
{
	const char *p = needle;
	int words = 0;

	while (*p != '\0') {
		size_t len = strcspn(p, " ");
		AUTO_FREE char *word = mem_strndup(p, len);
		AUTO_FREE char *key = utf8_search_key(word);
		p += len + (p[len] == ' ');
		if (*key == '\0')
			continue;
		words++;
		if (strstr(keys[0], key) == NULL && strstr(keys[1], key) == NULL)
			return false;
	}
	return words > 0;
}

static void
compare_with_a_scan(struct home *h, char *(*keys)[2], const char *needle, int *found)
{
	int64_t ids[MANY];
	bool is_hit[RECORDS + 1] = { false };
	int n = find(h, "group", needle, ids, MANY);

	for (int i = 0; i < n; i++) {
		assert_in_range(ids[i], 1, RECORDS);
		assert_false(is_hit[ids[i]]);
		is_hit[ids[i]] = true;
	}
	for (int i = 1; i <= RECORDS; i++) {
		if (holds(keys[i], needle) != is_hit[i])
			fail_msg("\"%s\" in \"%s\", \"%s\": %d", needle, keys[i][0], keys[i][1],
				 is_hit[i]);
	}
	*found += n;
}

/* Gives the record two new texts; what a scan must compare goes to `keys`. */
static void
put_random(struct home *h, struct rand *r, int id, char **keys)
{
	AUTO_FREE char *one = random_text(r, 12);
	AUTO_FREE char *two = random_text(r, 12);

	free(keys[0]);
	free(keys[1]);
	keys[0] = utf8_search_key(one);
	keys[1] = utf8_search_key(two);
	put(h, "group", id, one, two);
	put(h, "person", RECORDS + id, two, NULL);
}

static void
random_questions_are_answered_as_by_a_scan(void **state)
{
	struct home *h = *state;
	char *keys[RECORDS + 1][2] = { { NULL } };
	struct rand r;
	int found = 0;

	rand_init(&r, 4);
	for (int i = 1; i <= RECORDS; i++)
		put_random(h, &r, i, keys[i]);
	for (int i = 1; i <= RECORDS; i += 3)
		put_random(h, &r, i, keys[i]);
	for (int i = 0; i < QUESTIONS; i++) {
		AUTO_FREE char *needle = random_text(&r, 4);
		compare_with_a_scan(h, keys, needle, &found);
	}
	assert_true(found > 10000);
	assert_int_equal(findings(h), 0);
	for (int i = 1; i <= RECORDS; i++) {
		free(keys[i][0]);
		free(keys[i][1]);
	}
}

static bool
is_among(const int64_t *ids, int count, int64_t id)
{
	for (int i = 0; i < count; i++)
		if (ids[i] == id)
			return true;
	return false;
}

/* Candidates are never fewer than what is found, no more where none needs a look, and in order. */
static void
candidates_hold_every_record_that_is_found(void **state)
{
	struct home *h = *state;
	char *keys[RECORDS + 1][2] = { { NULL } };
	int64_t found[MANY], candidates[MANY];
	int exact = 0;
	struct rand r;

	rand_init(&r, 9);
	for (int i = 1; i <= RECORDS; i++)
		put_random(h, &r, i, keys[i]);
	for (int i = 0; i < QUESTIONS / 5; i++) {
		AUTO_FREE char *needle = random_text(&r, 4);
		int hits_there = find(h, "group", needle, found, MANY);
		int count = search_candidates(h->store, "group", needle, candidates, MANY, &h->e);
		for (int k = 0; k < hits_there; k++)
			assert_true(is_among(candidates, count, found[k]));
		for (int k = 1; k < count; k++)
			assert_true(candidates[k - 1] < candidates[k]);
		if (search_is_exact(needle))
			assert_int_equal(count, hits_there);
		exact += search_is_exact(needle) && count > 0;
	}
	assert_true(exact > 20);
	for (int i = 1; i <= RECORDS; i++) {
		free(keys[i][0]);
		free(keys[i][1]);
	}
}

static void
the_check_finds_an_index_that_differs_from_the_keys(void **state)
{
	struct home *h = *state;

	put(h, "group", 1, "ひばりの会", NULL);
	put(h, "group", 2, "すずめの会", NULL);
	assert_int_equal(findings_after(h, "SELECT 1"), 0);
	assert_int_equal(findings_after(h, "UPDATE search_key SET key = 'つばめの会' "
					   "WHERE key = 'ひばりの会'"),
			 1);
	assert_int_equal(findings_after(h, "UPDATE search_key SET key = 'ひばりの会' "
					   "WHERE key = 'つばめの会'"),
			 0);
	assert_int_equal(findings_after(h, "DELETE FROM search_key WHERE key = 'ひばりの会'"), 1);
}

TEST(only_short_words_of_letters_and_digits_need_no_look)
{
	assert_true(search_is_exact("合唱団 ヒバ 42"));
	assert_true(search_is_exact(""));
	assert_false(search_is_exact("合唱団 ひばりの"));
	assert_false(search_is_exact("a+b"));
	assert_false(search_is_exact("a\u242B")); /* what '+' is in the index */
	assert_false(search_is_exact("\uFFFD"));
}

TEST(tokens_are_pairs_triples_and_the_last_character)
{
	AUTO_STR tokens = STR_INIT;
	AUTO_STR query = STR_INIT;

	grams_add_tokens(&tokens, "ひばり\na*\nx");
	assert_string_equal(str_text(&tokens), "ひば ばり ひばり り a␪ ␪ x ");
	grams_add_query(&query, "ひばり");
	assert_string_equal(str_text(&query), "\"ひばり\"");
	str_clear(&query);
	grams_add_query(&query, "ひばりの");
	assert_string_equal(str_text(&query), "\"ひばり\" AND \"ばりの\"");
	str_clear(&query); /* triples that cover the word, no more */
	grams_add_query(&query, "ひばりのこえあ");
	assert_string_equal(str_text(&query), "\"ひばり\" AND \"のこえ\" AND \"こえあ\"");
	str_clear(&query);
	grams_add_query(&query, "り*");
	assert_string_equal(str_text(&query), "\"り␪\"");
	str_clear(&query);
	grams_add_query(&query, "\"");
	assert_string_equal(str_text(&query), "\"␢\" *");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		IN_HOME(any_part_is_found_whatever_the_width_and_the_kana),
		IN_HOME(nothing_is_found_across_two_texts),
		IN_HOME(a_changed_record_is_found_by_the_new_text_only),
		IN_HOME(a_rolled_back_change_leaves_no_trace),
		IN_HOME(transactions_inside_others_keep_or_lose_their_words),
		IN_HOME(types_do_not_mix),
		IN_HOME(the_limit_holds),
		IN_HOME(operators_in_a_question_are_harmless),
		IN_HOME(random_questions_are_answered_as_by_a_scan),
		IN_HOME(candidates_hold_every_record_that_is_found),
		IN_HOME(the_check_finds_an_index_that_differs_from_the_keys),
		cmocka_unit_test(only_short_words_of_letters_and_digits_need_no_look),
		cmocka_unit_test(tokens_are_pairs_triples_and_the_last_character),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
