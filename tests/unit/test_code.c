/* test_code.c - code lists: words in order, codes from what a clerk types. */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "desk_home.h"

#include "desk/code.h"

static const char *
find(struct desk_home *h, const char *list, const char *typed)
{
	return h->desk->lookup.code_find(h->desk->lookup.ctx, list, typed);
}

static const char *
word(struct desk_home *h, const char *list, const char *code)
{
	return h->desk->lookup.code_word(h->desk->lookup.ctx, list, code);
}

static int64_t
id_of(struct desk_home *h, const char *code)
{
	AUTO_STMT q = STMT_INIT;

	assert_true(stmt_open(&q, h->desk->store, "SELECT id FROM code WHERE code = ?1", &h->e));
	stmt_bind_text(&q, 1, code);
	assert_true(stmt_row(&q, &h->e));
	return stmt_int(&q, 0);
}

static void
words_stand_in_the_order_of_their_list(void **state)
{
	static const char *const kinds[] = { "citizen",  "community", "civic",
					     "business", "school",    "city" };
	struct desk_home *h = *state;
	AUTO_ARENA a = ARENA_INIT;
	struct code_word *words;

	assert_int_equal(code_words(h->desk, &a, "party_kind", &words), ARRAY_LEN(kinds));
	for (size_t i = 0; i < ARRAY_LEN(kinds); i++)
		assert_string_equal(words[i].code, kinds[i]);
	assert_string_equal(words[0].word, "Citizen");
	assert_int_equal(code_words(h->desk, &a, "no_such_list", &words), 0);
}

/* What a clerk may type for a code of a list; NULL: it cannot be told which. */
static const struct {
	const char *list, *typed, *code;
} typed_words[] = {
	{ "party_kind", "citizen", "citizen" },
	{ "party_kind", "ｃｉｔｉｚｅｎ", "citizen" },
	{ "party_kind", "Citizen", "citizen" },
	{ "party_kind", "市民", "citizen" }, /* whole, though 市民活動団体 begins with it */
	{ "party_kind", "市民活動", "civic" },
	{ "party_kind", "市", "city" },
	{ "party_kind", "地域", "community" },
	{ "booking_state", "キャンセル待ち", "waiting" },
	{ "booking_state", "ｷｬﾝｾﾙ待ち", "waiting" },
	{ "booking_state", "waiting list", "waiting" },
	{ "booking_state", "仮押さえ", "hold" },
	{ "booking_state", "申込済", "applied" },
	{ "booking_state", "使用中", "in_use" },
	{ "booking_state", "使用済", "done" },
	{ "booking_state", "却下", "refused" },
	{ "registration_state", "却下", "refused" },
	{ "booking_state", "取り消し", "cancelled" },
	{ "series_state", "キャンセル", "given_up" },
	{ "booking_state", "無断キャンセル", "no_show" },
	{ "call_about", "未収", "unpaid" },
	{ "receipt_kind", "返金", "refund" },
	{ "receipt_kind", "入金", "receipt" },
	{ "charge_kind", "免除", "waiver" },
	{ "payment_method", "銀行振込", "transfer" },
	{ "payment_method", "カード", "cashless" },
	{ "group_kind", "町内会", "neighbourhood" },
	{ "group_kind", "特定非営利活動法人", "npo" },
	{ "group_kind", "キャンセル待ち", NULL },
	{ "party_kind", "CI", NULL }, /* citizen, city and civic */
	{ "party_kind", "neigh", "community" },
	{ "party_kind", "guild", NULL },
	{ "party_kind", "", NULL },
	{ "group_kind", "npo", "npo" },
	{ "group_kind", "ＮＰＯ法人", "npo" },
	{ "group_kind", "こども会", NULL }, /* it is written 子ども会 */
	{ "group_kind", "ぼらんてぃあ", "volunteer" },
	{ "no_such_list", "citizen", NULL },
};

static void
a_code_is_found_by_code_word_and_clear_beginning(void **state)
{
	struct desk_home *h = *state;

	for (size_t i = 0; i < ARRAY_LEN(typed_words); i++) {
		const char *code = find(h, typed_words[i].list, typed_words[i].typed);

		if (!str_equal(code, typed_words[i].code))
			fail_msg("%s: \"%s\" is %s", typed_words[i].list, typed_words[i].typed,
				 code ? code : "nothing");
	}
}

static void
a_retired_code_keeps_its_word_and_is_not_offered(void **state)
{
	struct desk_home *h = *state;
	AUTO_ARENA a = ARENA_INIT;
	struct code_word *words;
	int before = code_words(h->desk, &a, "group_kind", &words);
	int64_t id = desk_add(h->desk, "group", "name", "PTA", "kana", "ピーティーエー",
			      "legal_form", "pta");

	desk_set(h->desk, "code", id_of(h, "pta"), "retired", "1");
	assert_int_equal(code_words(h->desk, &a, "group_kind", &words), before - 1);
	assert_string_equal(word(h, "group_kind", "pta"), "Parent-teacher association");
	assert_null(find(h, "group_kind", "Parent"));
	desk_set(h->desk, "group", id, "note", "旧区分");
}

static void
a_code_without_an_english_word_has_its_japanese_one(void **state)
{
	struct desk_home *h = *state;

	desk_add(h->desk, "code", "list", "contact_role", "code", "webmaster", "label", "サイト係");
	assert_string_equal(word(h, "contact_role", "webmaster"), "サイト係");
	assert_string_equal(find(h, "contact_role", "ｻｲﾄ"), "webmaster");
}

static void
a_code_that_is_renamed_is_found_by_its_new_word(void **state)
{
	struct desk_home *h = *state;

	desk_set(h->desk, "code", id_of(h, "treasurer"), "label", "出納係");
	assert_string_equal(find(h, "contact_role", "出納"), "treasurer");
	assert_null(find(h, "contact_role", "会計"));
}

static void
the_same_code_of_two_lists_is_told_apart(void **state)
{
	struct desk_home *h = *state;

	assert_string_equal(word(h, "role", "cash"), "Cash");
	assert_string_equal(word(h, "party_kind", "school"), "School");
	assert_string_equal(word(h, "group_kind", "school"), "School or university");
	assert_null(word(h, "party_kind", "npo"));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		IN_DESK(words_stand_in_the_order_of_their_list),
		IN_DESK(a_code_is_found_by_code_word_and_clear_beginning),
		IN_DESK(a_retired_code_keeps_its_word_and_is_not_offered),
		IN_DESK(a_code_without_an_english_word_has_its_japanese_one),
		IN_DESK(a_code_that_is_renamed_is_found_by_its_new_word),
		IN_DESK(the_same_code_of_two_lists_is_told_apart),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
