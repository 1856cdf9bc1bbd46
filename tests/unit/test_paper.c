/*
 * test_paper.c - what stands on papers, and what does not; that each is in the audit
 * before it is there. That PDFs say the same is tests/command/papers_are_printed.
 */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "booking_home.h"

#include <assert.h>
#include <sys/stat.h>

#include "base/lang.h"
#include "base/utf8.h"
#include "desk/booking/booking_act.h"
#include "desk/booking/receipt.h"
#include "desk/setting.h"
#include "exchange/paper/paper.h"
#include "exchange/paper/spool.h"

#define DAY "2026-12-05"

/* As the messages that the tests look for. */
static int
papers_set_up(void **state)
{
	int failed = booking_home_set_up(state);
	struct desk_home *h = *state;

	return failed || !setting_set(h->desk, "paper.in_english", "1", &h->e);
}

#define ON_PAPER(name) cmocka_unit_test_setup_teardown(name, papers_set_up, desk_home_tear_down)

static int64_t
book_hall(struct desk_home *h)
{
	int64_t group = desk_add(h->desk, "group", "name", "合唱団ひばり", "kana",
				 "ガッショウダンヒバリ");

	return book(h->desk, "hall", DAY, "night", "group_id", desk_id(group), "purpose",
		    "冬の演奏会", "heads", "45", "override", "試験");
}

static void
permit(struct desk_home *h, int64_t booking)
{
	const struct booking_wish w = BOOKING_WISH_INIT;
	AUTO_STR said = STR_INIT;

	if (!booking_act(h->desk, booking, BOOKING_PERMIT, &w, &said, &h->e))
		fail_msg("%s", h->e.msg);
}

static int64_t
pay(struct desk_home *h, int64_t booking)
{
	const struct payment p = { .booking_id = booking };

	return receipt_pay(h->desk, &p, &h->e);
}

/* The paper as text; NULL when it is refused. The caller frees. */
static char *
try_paper(struct desk_home *h, enum paper_kind kind, int64_t id)
{
	const struct paper_request q = { .kind = kind, .id = id, .day = date_from_iso(DAY) };
	struct str text = STR_INIT;
	struct paper p;
	bool ok = paper_make(h->desk, &q, &p, &h->e) &&
		  paper_write(&p, PAPER_TEXT, &text, &h->e);

	paper_done(&p);
	if (ok)
		return str_take(&text);
	str_done(&text);
	return NULL;
}

static char *
paper(struct desk_home *h, enum paper_kind kind, int64_t id)
{
	char *text = try_paper(h, kind, id);

	if (!text)
		fail_msg("%s", h->e.msg);
	return text;
}

static void
assert_says(const char *text, const char *words)
{
	if (!strstr(text, words))
		fail_msg("\"%s\" is not on the paper:\n%s", words, text);
}

static void
assert_silent(const char *text, const char *words)
{
	if (strstr(text, words))
		fail_msg("\"%s\" is on the paper:\n%s", words, text);
}

static int64_t
last_print(struct desk *d)
{
	return store_get_int(d->store,
			     "SELECT max(change) FROM audit WHERE action = 'print' AND ?1", 1, 0);
}

static void
a_permit_says_what_was_permitted_and_is_the_receipt_too(void **state)
{
	struct desk_home *h = *state;
	int64_t booking = book_hall(h);

	permit(h, booking);
	pay(h, booking);
	AUTO_FREE char *text = paper(h, PAPER_PERMIT, booking);
	assert_says(text, "ひばり市市民活動センター");
	assert_says(text, "合唱団ひばり");
	assert_says(text, "冬の演奏会");
	assert_says(text, "多目的ホール");
	assert_says(text, "Saturday, 5 December 2026");
	assert_says(text, "17:30 - 21:30");
	assert_says(text, "No. 000001");
	assert_silent(text, "Still open");
}

static void
a_paper_is_in_the_language_of_the_centre_not_the_clerk(void **state)
{
	struct desk_home *h = *state;
	int64_t booking = book_hall(h);

	assert_true(setting_set(h->desk, "paper.in_english", "0", &h->e));
	assert_null(try_paper(h, PAPER_PERMIT, booking));
	assert_string_equal(h->e.msg, "There is no permit of this booking: it is On hold.");
	permit(h, booking);
	pay(h, booking);
	AUTO_FREE char *permit = paper(h, PAPER_PERMIT, booking);
	assert_says(permit, "令和8年12月5日(土)");
	assert_says(permit, "  現金  ");
	assert_false(lang_is_ja());
	AUTO_FREE char *calls = paper(h, PAPER_CALLS, 0);
	assert_silent(calls, "令和8年12月5日");
	assert_true(setting_set(h->desk, "paper.in_english", "1", &h->e));
	lang_use(true);
	AUTO_FREE char *english = paper(h, PAPER_PERMIT, booking);
	assert_true(lang_is_ja());
	lang_use(false);
	assert_says(english, "Saturday, 5 December 2026");
	assert_says(english, "  Cash  ");
}

static void
a_permit_that_is_not_paid_says_what_is_open(void **state)
{
	struct desk_home *h = *state;
	int64_t booking = book_hall(h);

	permit(h, booking);
	AUTO_FREE char *text = paper(h, PAPER_PERMIT, booking);
	assert_says(text, "Permit of use");
	assert_says(text, "Still open");
}

static void
a_permit_ends_with_the_centres_own_words(void **state)
{
	struct desk_home *h = *state;
	int64_t booking = book_hall(h);

	permit(h, booking);
	assert_true(setting_set(h->desk, "paper.permit_note", "火気を使わないこと。", &h->e));
	AUTO_FREE char *text = paper(h, PAPER_PERMIT, booking);
	assert_says(text, "火気を使わないこと。");
	assert_true(setting_set(h->desk, "paper.permit_note", "", &h->e));
	AUTO_FREE char *without = paper(h, PAPER_PERMIT, booking);
	assert_silent(without, "火気");
	assert_silent(without, "原状");
}

static void
what_was_not_permitted_has_no_permit_and_no_row(void **state)
{
	struct desk_home *h = *state;
	int64_t booking = book_hall(h);

	assert_null(try_paper(h, PAPER_PERMIT, booking));
	assert_int_equal(h->e.code, ERR_REFUSED);
	assert_int_equal(last_print(h->desk), 0);
}

static void
a_paper_bears_the_number_of_its_audit_row(void **state)
{
	struct desk_home *h = *state;
	AUTO_FREE char *text = paper(h, PAPER_APPLICATION, book_hall(h));
	AUTO_FREE char *number = mem_printf("issue no. %lld", (long long)last_print(h->desk));

	assert_true(last_print(h->desk) > 0);
	assert_says(text, number);
}

static void
the_second_time_it_is_a_reprint_and_only_of_its_kind(void **state)
{
	struct desk_home *h = *state;
	int64_t booking = book_hall(h);

	permit(h, booking);
	AUTO_FREE char *application = paper(h, PAPER_APPLICATION, booking);
	AUTO_FREE char *first = paper(h, PAPER_PERMIT, booking);
	AUTO_FREE char *second = paper(h, PAPER_PERMIT, booking);
	assert_silent(application, "Reprint");
	assert_silent(first, "Reprint");
	assert_says(second, "[ Reprint ]");
}

static void
the_receipt_upon_a_permit_is_printed_with_it(void **state)
{
	struct desk_home *h = *state;
	int64_t booking = book_hall(h);

	permit(h, booking);
	int64_t paid = pay(h, booking);
	free(paper(h, PAPER_PERMIT, booking));
	AUTO_FREE char *receipt = paper(h, PAPER_RECEIPT, paid);
	assert_says(receipt, "[ Reprint ]");
}

static void
a_receipt_upon_a_permit_that_was_printed_alone_is_marked_there(void **state)
{
	struct desk_home *h = *state;
	int64_t booking = book_hall(h);

	permit(h, booking);
	free(paper(h, PAPER_RECEIPT, pay(h, booking)));
	AUTO_FREE char *text = paper(h, PAPER_PERMIT, booking);
	assert_silent(text, "[ Reprint ]");
	assert_says(text, "   Reprint");
}

static void
a_purged_detail_counts_as_printed(void **state)
{
	struct desk_home *h = *state;
	int64_t booking = book_hall(h);

	free(paper(h, PAPER_APPLICATION, booking));
	desk_home_break(h, "DROP TRIGGER audit_is_never_changed;"
			   "UPDATE audit SET detail = NULL WHERE action = 'print'");
	AUTO_FREE char *text = paper(h, PAPER_APPLICATION, booking);
	assert_says(text, "[ Reprint ]");
}

static void
a_receipt_is_not_printed_as_a_refund_nor_when_it_is_void(void **state)
{
	struct desk_home *h = *state;
	int64_t paid = pay(h, book_hall(h));

	assert_null(try_paper(h, PAPER_REFUND, paid));
	assert_string_equal(h->e.msg, "No. 000001 is no refund.");
	assert_true(receipt_void(h->desk, paid, "誤り", &h->e));
	assert_null(try_paper(h, PAPER_RECEIPT, paid));
	assert_int_equal(last_print(h->desk), 0);
}

static void
a_receipt_shows_what_was_handed_over(void **state)
{
	struct desk_home *h = *state;
	int64_t booking = book_hall(h);
	const struct payment p = { .booking_id = booking, .yen = 3000, .received = 5000 };

	permit(h, booking);
	AUTO_FREE char *receipt = paper(h, PAPER_RECEIPT, receipt_pay(h->desk, &p, &h->e));
	assert_says(receipt, "handed over 5,000 yen, change 2,000 yen");
	AUTO_FREE char *permit_paper = paper(h, PAPER_PERMIT, booking);
	assert_says(permit_paper, "handed over 5,000 yen, change 2,000 yen");
}

static void
a_refund_slip_names_the_receipt_that_it_is_of(void **state)
{
	struct desk_home *h = *state;
	int64_t booking = book_hall(h);
	struct booking_wish w = BOOKING_WISH_INIT;
	AUTO_STR said = STR_INIT;
	const struct payment back = { .booking_id = booking, .gives_back = true };

	pay(h, booking);
	w.yen = 1000;
	w.reason = "減免";
	assert_true(booking_act(h->desk, booking, BOOKING_WAIVE, &w, &said, &h->e));
	AUTO_FREE char *text = paper(h, PAPER_REFUND, receipt_pay(h->desk, &back, &h->e));
	assert_says(text, "Refund slip");
	assert_says(text, "No. 000002");
	assert_says(text, "No. 000001");
	assert_says(text, "The sum of 1,000 yen");
	AUTO_FREE char *application = paper(h, PAPER_APPLICATION, booking);
	assert_says(application, "-1,000 yen"); /* the fee with the steps that led to it */
}

static void
a_withheld_person_stands_on_no_paper(void **state)
{
	struct desk_home *h = *state;
	int64_t person = desk_add(h->desk, "person", "name", "鈴木 花子", "kana", "スズキハナコ",
				  "phone", "0299-55-0909");
	int64_t booking = book(h->desk, "hall", DAY, "night", "person_id", desk_id(person),
			       "phone", "0299-55-0707", "override", "試験");
	const int64_t room = room_of(h->desk, "hall");

	permit(h, booking);
	int64_t paid = pay(h, booking);
	desk_add(h->desk, "call", "booking_id", desk_id(booking));
	desk_set(h->desk, "person", person, "withheld", "1");
	const int64_t ids[] = { booking, booking, paid, 0, 0, room, 0 };
	static_assert(ARRAY_LEN(ids) == PAPER_KIND_COUNT, "a kind of paper is not asked");
	for (enum paper_kind kind = 0; kind < PAPER_KIND_COUNT; kind++) {
		if (kind == PAPER_REFUND)
			continue; /* there is none of it */
		AUTO_FREE char *text = paper(h, kind, ids[kind]);
		assert_silent(text, "鈴木");
		assert_silent(text, "0299-55-0909");
		assert_silent(text, "0299-55-0707");
	}
}

static void
the_board_names_groups_and_no_person(void **state)
{
	struct desk_home *h = *state;

	book_hall(h);
	book(h->desk, "b", DAY, "night", "caller", "山田 太郎", "purpose", "法事", "override",
	     "試験");
	desk_home_run(h->desk, "UPDATE booking SET state = 'permitted'");
	AUTO_FREE char *text = paper(h, PAPER_BOARD, 0);
	assert_says(text, "合唱団ひばり");
	assert_says(text, "冬の演奏会");
	assert_says(text, "(private use)");
	assert_silent(text, "山田");
	assert_silent(text, "法事");
}

static void
the_list_of_calls_has_the_number_to_phone(void **state)
{
	struct desk_home *h = *state;
	int64_t booking = book(h->desk, "b", DAY, "night", "caller", "山田 太郎", "phone",
			       "090-1234-5678", "override", "試験");

	desk_add(h->desk, "call", "booking_id", desk_id(booking), "about", "hold");
	AUTO_FREE char *text = paper(h, PAPER_CALLS, 0);
	assert_says(text, "090-1234-5678");
	assert_says(text, "山田 太郎");
	desk_home_allow(h->desk, "booking", "export", false);
	assert_null(try_paper(h, PAPER_CALLS, 0));
	assert_int_equal(h->e.code, ERR_REFUSED);
}

static void
who_may_not_see_it_prints_nothing(void **state)
{
	struct desk_home *h = *state;
	int64_t booking = book_hall(h);
	int64_t paid = pay(h, booking);

	desk_home_allow(h->desk, "booking", "view", false);
	desk_home_allow(h->desk, "cash", "view", false);
	assert_null(try_paper(h, PAPER_APPLICATION, booking));
	assert_null(try_paper(h, PAPER_BOARD, 0));
	assert_null(try_paper(h, PAPER_WEEK, room_of(h->desk, "hall")));
	assert_null(try_paper(h, PAPER_RECEIPT, paid));
	assert_int_equal(last_print(h->desk), 0);
}

static void
no_line_of_text_is_wider_than_the_paper(void **state)
{
	struct desk_home *h = *state;
	AUTO_STR purpose = STR_INIT;

	for (int i = 0; i < 90; i++)
		str_add(&purpose, "祭");
	int64_t booking = book(h->desk, "hall", DAY, "night", "caller", "山田", "purpose",
			       str_text(&purpose), "override", "試験");
	permit(h, booking);
	const int64_t ids[] = { booking, booking, pay(h, booking), 0, 0,
				room_of(h->desk, "hall"), 0 };
	for (enum paper_kind kind = 0; kind < PAPER_KIND_COUNT; kind++) {
		if (kind == PAPER_REFUND)
			continue;
		AUTO_FREE char *text = paper(h, kind, ids[kind]);
		char *rest = text;
		for (char *line; (line = strsep(&rest, "\n")) != NULL;)
			if (utf8_width(line) > PAPER_WIDTH)
				fail_msg("%d columns: %s", utf8_width(line), line);
	}
}

static void
the_spool_folder_has_it_whole_under_its_number(void **state)
{
	struct desk_home *h = *state;
	const struct paper_request q = { .kind = PAPER_APPLICATION, .id = book_hall(h),
					 .day = DAY_NONE };
	AUTO_STR name = STR_INIT;
	struct stat st;

	assert_true(spool_print(h->desk, &q, PAPER_TEXT, &name, &h->e));
	AUTO_FREE char *expected =
		mem_printf("application-%06lld.txt", (long long)last_print(h->desk));
	AUTO_FREE char *path = mem_printf("spool/%s", expected);
	assert_string_equal(str_text(&name), expected);
	assert_int_equal(stat(home_file(&h->home, path), &st), 0);
	assert_int_equal(st.st_mode & 0777, 0600);
	assert_true(st.st_size > 300);
}

/* No font has cuneiform: the paper cannot be drawn, and the next one is no reprint. */
static void
a_paper_that_could_not_be_made_counts_as_never_printed(void **state)
{
	struct desk_home *h = *state;
	int64_t booking = book(h->desk, "hall", DAY, "night", "caller", "山田", "purpose",
			       "𒀀の会", "override", "試験");
	const struct paper_request q = { .kind = PAPER_APPLICATION, .id = booking,
					 .day = DAY_NONE };
	AUTO_STR name = STR_INIT;

	assert_false(spool_print(h->desk, &q, PAPER_PDF, &name, &h->e));
	assert_int_equal(last_print(h->desk), 0);
	AUTO_FREE char *text = paper(h, PAPER_APPLICATION, booking);
	assert_silent(text, "Reprint");
}

/* Permit and receipt name the site whose they are; the board is of the site of the desk. */
static void
papers_of_a_centre_with_sites_name_the_site(void **state)
{
	struct desk_home *h = *state;
	int64_t booking = book_hall(h);
	int64_t north = desk_add(h->desk, "site", "code", "north", "name", "北分館");
	int64_t south = desk_add(h->desk, "site", "code", "south", "name", "南分館");

	permit(h, booking);
	desk_set(h->desk, "room", room_of(h->desk, "hall"), "site_id", desk_id(north));
	int64_t receipt = pay(h, booking);
	AUTO_FREE char *permit = paper(h, PAPER_PERMIT, booking);
	assert_says(permit, "ひばり市市民活動センター 北分館");
	AUTO_FREE char *slip = paper(h, PAPER_RECEIPT, receipt);
	assert_says(slip, "ひばり市市民活動センター 北分館");
	h->desk->site_id = north;
	AUTO_FREE char *board = paper(h, PAPER_BOARD, 0);
	assert_says(board, "合唱団ひばり");
	assert_says(board, "北分館");
	h->desk->site_id = south;
	AUTO_FREE char *other = paper(h, PAPER_BOARD, 0);
	assert_silent(other, "合唱団ひばり");
	h->desk->site_id = 0;
	AUTO_FREE char *all = paper(h, PAPER_BOARD, 0);
	assert_says(all, "合唱団ひばり");
	assert_silent(all, "分館");
}

static bool
give_nothing(void *ctx, struct outfile *f, int64_t number, struct err *e)
{
	(void)ctx;
	(void)f;
	(void)number;
	return err_set(e, ERR_IO, "the folder has gone");
}

/* The row was written first; one more takes it back. */
static void
a_paper_that_was_not_given_out_counts_as_never_printed(void **state)
{
	struct desk_home *h = *state;
	int64_t booking = book_hall(h);
	const struct paper_request q = { .kind = PAPER_PERMIT, .id = booking, .day = DAY_NONE };
	const struct paper_out out = { PAPER_TEXT, outfile_new(h->home.path, &h->e), give_nothing,
				       NULL };

	permit(h, booking);
	pay(h, booking);
	assert_false(paper_print(h->desk, &q, &out, &h->e));
	outfile_free(out.file);
	assert_int_equal(store_get_int(h->desk->store,
				       "SELECT count(*) FROM audit WHERE action = 'print'"
				       " AND undoes <> 0 AND ?1", 1, 0),
			 2); /* the permit, and the receipt upon it */
	AUTO_FREE char *first = paper(h, PAPER_PERMIT, booking);
	assert_silent(first, "Reprint");
	AUTO_FREE char *second = paper(h, PAPER_PERMIT, booking);
	assert_says(second, "Reprint");
}

static void
words_of_kinds_and_formats_come_back(void **state)
{
	(void)state;
	for (enum paper_kind k = 0; k < PAPER_KIND_COUNT; k++)
		assert_int_equal(paper_kind_from_word(paper_kind_word(k)), k);
	assert_int_equal(paper_format_from_word("text"), PAPER_TEXT);
	assert_int_equal(paper_format_from_word("pdf"), PAPER_PDF);
	assert_int_equal(paper_kind_from_word("postcard"), PAPER_KIND_COUNT);
	assert_int_equal(paper_format_from_word("doc"), PAPER_FORMAT_COUNT);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		ON_PAPER(a_permit_says_what_was_permitted_and_is_the_receipt_too),
		ON_PAPER(a_paper_is_in_the_language_of_the_centre_not_the_clerk),
		ON_PAPER(a_permit_that_is_not_paid_says_what_is_open),
		ON_PAPER(a_permit_ends_with_the_centres_own_words),
		ON_PAPER(what_was_not_permitted_has_no_permit_and_no_row),
		ON_PAPER(a_paper_bears_the_number_of_its_audit_row),
		ON_PAPER(the_second_time_it_is_a_reprint_and_only_of_its_kind),
		ON_PAPER(the_receipt_upon_a_permit_is_printed_with_it),
		ON_PAPER(a_receipt_upon_a_permit_that_was_printed_alone_is_marked_there),
		ON_PAPER(a_purged_detail_counts_as_printed),
		ON_PAPER(a_receipt_is_not_printed_as_a_refund_nor_when_it_is_void),
		ON_PAPER(a_receipt_shows_what_was_handed_over),
		ON_PAPER(a_refund_slip_names_the_receipt_that_it_is_of),
		ON_PAPER(a_withheld_person_stands_on_no_paper),
		ON_PAPER(the_board_names_groups_and_no_person),
		ON_PAPER(the_list_of_calls_has_the_number_to_phone),
		ON_PAPER(who_may_not_see_it_prints_nothing),
		ON_PAPER(no_line_of_text_is_wider_than_the_paper),
		ON_PAPER(a_paper_that_could_not_be_made_counts_as_never_printed),
		ON_PAPER(a_paper_that_was_not_given_out_counts_as_never_printed),
		ON_PAPER(papers_of_a_centre_with_sites_name_the_site),
		ON_PAPER(the_spool_folder_has_it_whole_under_its_number),
		cmocka_unit_test(words_of_kinds_and_formats_come_back),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
