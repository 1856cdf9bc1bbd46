/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "desk_home.h"

#include "desk/record/record_list.h"
#include "desk/record/record_page.h"

#include "base/rand.h"
#include "base/utf8.h"
#include "desk/record/disclose.h"

enum { GROUPS = 500, PERSONS = 120, PAGE_MAX = 47 };

/* Every way of making a page, whatever the size of the register. */
static const struct page_limits ways[] = {
	/* small, few, sorted, guesses, counted, walk, sample, found */
	{ 9999, 9999, 9999, 9999, 9999, 9999, 0, 9999 }, /* sorted */
	{ 1, 1, 1, 9999, 9999, 9999, 0, 9999 },          /* by the index */
	{ 1, 1, 1, 1, 1, 9999, 0, 9999 },                /* walked */
	{ 1, 1, 1, 1, 10, 3, 0, 9999 },                  /* given up */
	{ 50, 60, 20, 90, 40, 40, 30, 9999 },            /* mixed */
};

static const char *const syllables[] = { "ア", "カ", "サ", "タ", "ナ", "ハ", "マ",
					 "ヤ", "ラ", "ワ", "ガ", "ッ", "ー", "ョ" };
static const char *const kanji[] = {
	"合唱", "緑地", "子供", "防災", "茶道", "髙橋", "山﨑", "手話"
};
static const char *const kinds[] = {
	"citizen", "community", "civic", "business", "school", "city"
};

static void
add_syllables(struct rand *r, struct str *b, int most)
{
	for (int n = 1 + rand_below(r, most); n > 0; n--)
		str_add(b, syllables[rand_below(r, ARRAY_LEN(syllables))]);
}

static void
save_or_fail(struct desk *d, struct record *r)
{
	struct err e;
	const struct record_save how = { .reason = NULL };

	if (!record_save(d, r, &how, &e))
		fail_msg("%s: %s", e.field, e.msg);
	record_free(r);
}

static void
fill_persons(struct desk *d, struct rand *r)
{
	for (int i = 0; i < PERSONS; i++) {
		struct record *p = record_new(d, the_form(d, "person"));
		AUTO_STR name = STR_INIT;
		AUTO_STR kana = STR_INIT;

		add_syllables(r, &kana, 3);
		str_addf(&name, "%s%s", kanji[rand_below(r, ARRAY_LEN(kanji))], str_text(&kana));
		record_put(p, "name", str_text(&name));
		record_put(p, "kana", rand_below(r, 5) == 0 ? NULL : str_text(&kana));
		record_put(p, "withheld", rand_below(r, 10) == 0 ? "1" : "0");
		save_or_fail(d, p);
	}
}

static void
put_number(struct record *r, const char *field, int64_t n)
{
	AUTO_FREE char *text = mem_printf("%lld", (long long)n);

	record_put(r, field, text);
}

static void
fill_groups(struct desk *d, struct rand *r)
{
	static const char *const fields[] = { "welfare", "town", "culture,town", "rights", NULL };

	for (int i = 0; i < GROUPS; i++) {
		struct record *g = record_new(d, the_form(d, "group"));
		AUTO_STR kana = STR_INIT;
		AUTO_STR name = STR_INIT;

		add_syllables(r, &kana, 3);
		str_addf(&name, "%s%s", kanji[rand_below(r, ARRAY_LEN(kanji))], str_text(&kana));
		record_put(g, "name", str_text(&name));
		record_put(g, "kana", str_text(&kana));
		record_put(g, "kind", kinds[rand_below(r, ARRAY_LEN(kinds))]);
		record_put(g, "activity", fields[rand_below(r, ARRAY_LEN(fields))]);
		if (rand_below(r, 4) != 0)
			put_number(g, "representative_id", 1 + rand_below(r, PERSONS));
		if (rand_below(r, 3) != 0)
			put_number(g, "members", rand_below(r, 30));
		record_put(g, "recruiting", rand_below(r, 3) == 0 ? "1" : "0");
		save_or_fail(d, g);
	}
	desk_home_run(d, "UPDATE civic_group SET dissolved_on = '2026-01-31' WHERE id % 17 = 3");
}

/* One home for all tests of this file: filling it takes a second. */
static struct desk_home *
the_home(void **state)
{
	return *state;
}

static int
set_up_all(void **state)
{
	desk_home_set_up(state);
	struct desk_home *h = *state;
	struct rand r;
	AUTO_TX tx = TX_INIT;

	rand_init(&r, 7);
	assert_true(tx_begin(&tx, h->desk->store, &h->e));
	fill_persons(h->desk, &r);
	fill_groups(h->desk, &r);
	assert_true(tx_commit(&tx, &h->e));
	return 0;
}

/* What a list must answer, worked out from the records one by one. */

struct expected {
	int64_t id;
	int rank;
	const char *text;
	int64_t number, ref;
};

struct question {
	struct desk *desk;
	const struct form *form;
	const char *sort;
	bool descending, all;
	const char *filter;
	const char *condition_field, *condition;
	bool (*fits)(const struct record *r);
	struct arena arena;
};

static int
code_position(struct desk *d, const char *list, const char *code)
{
	AUTO_FREE char *sql =
		mem_printf("SELECT position FROM code WHERE list = '%s' AND code = '%.*s'"
			   " AND ?1",
			   list, (int)strcspn(code, ","), code);

	return (int)store_get_int(d->store, sql, 1, -1);
}

static void
place_by_person(struct question *q, const char *value, struct expected *x)
{
	struct err e;
	x->rank = 3;
	if (value == NULL)
		return;
	x->ref = strtoll(value, NULL, 10);
	struct record *p = record_read(q->desk, the_form(q->desk, "person"), x->ref, &e);
	const char *kana = record_get(p, "kana");

	x->rank = record_is_withheld(p) ? 2 : kana == NULL ? 1 : 0;
	x->text = x->rank == 0 ? arena_strdup(&q->arena, kana) : NULL;
	record_free(p);
}

static void
place(struct question *q, const struct record *r, struct expected *x)
{
	const struct form_field *f = form_field_find(q->form, q->sort);
	const char *value = record_get(r, q->sort);

	*x = (struct expected){ .id = r->id };
	if (record_is_withheld(r))
		x->rank = 4;
	else if (f->type->kind == FIELD_REF)
		place_by_person(q, value, x);
	else if (value == NULL)
		x->rank = 1;
	else if (f->type->kind == FIELD_CHOICE || f->type->kind == FIELD_CHOICES)
		x->number = code_position(q->desk, f->list, value);
	else if (str_equal(f->type->column, "INTEGER"))
		x->number = strtoll(value, NULL, 10);
	else
		x->text = arena_strdup(&q->arena, value);
}

static int sign; /* of the order of values: qsort() hands no context over */

static int
compare(const void *a, const void *b)
{
	const struct expected *x = a, *y = b;

	if (x->rank != y->rank)
		return x->rank < y->rank ? -1 : 1;
	int order = x->text != NULL ? strcmp(x->text, y->text)
				    : (x->number > y->number) - (x->number < y->number);
	if (order == 0)
		order = (x->ref > y->ref) - (x->ref < y->ref);
	if (order == 0)
		order = (x->id > y->id) - (x->id < y->id);
	return sign * order;
}

static bool
holds(const char *text, const char *key)
{
	AUTO_FREE char *other = utf8_search_key(text == NULL ? "" : text);

	return strstr(other, key) != NULL;
}

static bool
found_by(struct question *q, const struct record *r, const char *text)
{
	AUTO_FREE char *key = utf8_search_key(text);
	struct err e;

	for (int i = 0; i < q->form->field_count; i++) {
		const struct form_field *f = &q->form->fields[i];
		bool own = f->search || str_equal(f->name, q->form->number);
		if (own && f->type->kind != FIELD_REF && holds(r->values[i], key))
			return true;
		if (!own || f->type->kind != FIELD_REF || r->values[i] == NULL)
			continue;
		struct record *p = record_read(q->desk, the_form(q->desk, f->ref),
					       strtoll(r->values[i], NULL, 10), &e);
		bool found = !record_is_withheld(p) && (holds(record_get(p, "name"), key) ||
							holds(record_get(p, "kana"), key));
		record_free(p);
		if (found)
			return true;
	}
	return false;
}

static int
expect(struct question *q, struct expected **out)
{
	int64_t most = q->form == the_form(q->desk, "group") ? GROUPS : PERSONS;
	int count = 0;
	struct err e;

	*out = arena_alloc(&q->arena, sizeof(**out) * (size_t)(most + 1));
	for (int64_t id = 1; id <= most; id++) {
		struct record *r = record_read(q->desk, q->form, id, &e);
		bool dead = form_field_index(q->form, "dissolved_on") >= 0 &&
			    record_get(r, "dissolved_on") != NULL;
		if ((q->all || !dead) && (q->filter == NULL || found_by(q, r, q->filter)) &&
		    (q->fits == NULL || q->fits(r)))
			place(q, r, &(*out)[count++]);
		record_free(r);
	}
	sign = q->descending ? -1 : 1;
	qsort(*out, (size_t)count, sizeof(**out), compare);
	return count;
}

static struct record_list *
ask(struct question *q)
{
	struct err e = { 0 };
	struct record_list *l = record_list_new(q->desk, q->form, &e);
	AUTO_ARENA a = ARENA_INIT;
	const char **conditions =
		arena_alloc(&a, sizeof(*conditions) * (size_t)(q->form->field_count + 1));

	assert_non_null(l);
	if (q->condition_field != NULL)
		conditions[form_field_index(q->form, q->condition_field)] = q->condition;
	if (!record_list_sort(l, form_field_index(q->form, q->sort), q->descending, &e) ||
	    !record_list_filter(l, q->filter == NULL ? "" : q->filter, &e) ||
	    !record_list_query(l, conditions, &e) || !record_list_all(l, q->all, &e))
		fail_msg("%s", e.msg);
	return l;
}

static void
walk(struct question *q, struct record_list *l, bool backward, const struct expected *want,
     int count)
{
	struct record_row rows[PAGE_MAX];
	struct rand r;
	struct err e;
	AUTO_ARENA a = ARENA_INIT;
	const char *anchor = NULL;
	int at = backward ? count : 0;

	rand_init(&r, (uint64_t)count);
	for (;;) {
		int n = 1 + rand_below(&r, PAGE_MAX);
		int got = record_list_fetch(l, &a, anchor, backward, n, rows, &e);
		if (got < 0)
			fail_msg("%s by %s: %s", q->form->name, q->sort, e.msg);
		int left = backward ? at : count - at;
		assert_int_equal(got, n < left ? n : left);
		if (got == 0)
			return;
		if (backward)
			at -= got;
		for (int i = 0; i < got; i++) {
			if (rows[i].id != want[at + i].id)
				fail_msg("%s by %s%s%s%s: row %d is %lld, not %lld", q->form->name,
					 q->sort, q->descending ? " descending" : "",
					 backward ? " backward" : "", q->filter ? " filtered" : "",
					 at + i, (long long)rows[i].id, (long long)want[at + i].id);
		}
		if (!backward)
			at += got;
		anchor = rows[backward ? 0 : got - 1].anchor;
	}
}

static void
compare_with_brute_force(struct question *q)
{
	struct expected *want;
	bool at_least;
	int count = expect(q, &want);
	struct record_list *l = ask(q);

	for (size_t i = 0; i < ARRAY_LEN(ways); i++) {
		l->limits = ways[i];
		record_forget(l);
		walk(q, l, false, want, count);
		walk(q, l, true, want, count);
		int64_t counted = record_list_count(l, &at_least);
		if (at_least)
			assert_true(counted <= count);
		else
			assert_int_equal(counted, count);
		assert_true(!at_least || i > 0);
	}
	record_list_free(l);
	arena_done(&q->arena);
}

static const char *const group_sorts[] = {
	"kana",     "name",      "number", "kind", "members", "recruiting", "representative_id",
	"activity", "founded_on"
};

TEST(every_order_is_that_of_brute_force_both_ways)
{
	struct desk *d = the_home(state)->desk;

	for (size_t i = 0; i < ARRAY_LEN(group_sorts); i++) {
		for (int k = 0; k < 2; k++) {
			struct question q = { .desk = d,
					      .form = the_form(d, "group"),
					      .sort = group_sorts[i],
					      .descending = k == 1,
					      .all = k == 1 };
			compare_with_brute_force(&q);
		}
	}
}

TEST(filters_of_many_and_of_few_are_those_of_brute_force)
{
	static const char *const texts[] = { "ア",     "合唱", "ｶﾅ",  "あか", "髙橋",
					     "防災ヤ", "ッー", "Zzz", "G0012" };
	struct desk *d = the_home(state)->desk;

	for (size_t i = 0; i < ARRAY_LEN(texts); i++) {
		for (size_t k = 0; k < ARRAY_LEN(group_sorts); k += 3) {
			struct question q = { .desk = d,
					      .form = the_form(d, "group"),
					      .sort = group_sorts[k],
					      .descending = i & 1,
					      .filter = texts[i] };
			compare_with_brute_force(&q);
		}
	}
}

static bool
has_ten_members_or_more(const struct record *r)
{
	const char *n = record_get(r, "members");

	return n != NULL && atoi(n) > 9;
}

static bool
has_no_members_entered(const struct record *r)
{
	return record_get(r, "members") == NULL;
}

static bool
is_school(const struct record *r)
{
	return str_equal(record_get(r, "kind"), "school");
}

static bool
is_no_school(const struct record *r)
{
	return !is_school(r);
}

static bool
does_town(const struct record *r)
{
	return strstr(record_get(r, "activity") ? record_get(r, "activity") : "", "town") != NULL;
}

static bool
is_named_choir(const struct record *r)
{
	return holds(record_get(r, "name"), "合唱");
}

static bool
is_not_named_choir(const struct record *r)
{
	return !is_named_choir(r);
}

static bool
has_between_five_and_seven(const struct record *r)
{
	const char *n = record_get(r, "members");

	return n != NULL && atoi(n) >= 5 && atoi(n) <= 7;
}

TEST(conditions_are_those_of_brute_force)
{
	static const struct {
		const char *field, *condition;
		bool (*fits)(const struct record *r);
	} cases[] = {
		{ "members", ">9", has_ten_members_or_more },
		{ "members", "＞9", has_ten_members_or_more },
		{ "members", "-", has_no_members_entered },
		{ "members", "5..7", has_between_five_and_seven },
		{ "kind", "教育", is_school },
		{ "kind", "!school", is_no_school },
		{ "activity", "まちづくり", does_town },
		{ "name", "合唱", is_named_choir },
		{ "name", "!合唱", is_not_named_choir },
	};
	struct desk *d = the_home(state)->desk;

	for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
		struct question q = { .desk = d,
				      .form = the_form(d, "group"),
				      .sort = "kana",
				      .condition_field = cases[i].field,
				      .condition = cases[i].condition,
				      .fits = cases[i].fits };
		compare_with_brute_force(&q);
	}
}

TEST(withheld_persons_stand_at_the_end_whatever_the_order)
{
	static const char *const sorts[] = { "kana", "name", "number", "phone" };
	struct desk *d = the_home(state)->desk;

	for (size_t i = 0; i < 2 * ARRAY_LEN(sorts); i++) {
		struct question q = { .desk = d,
				      .form = the_form(d, "person"),
				      .sort = sorts[i / 2],
				      .descending = i & 1 };
		compare_with_brute_force(&q);
	}
}

TEST(a_condition_that_cannot_be_read_names_its_field)
{
	struct desk *d = the_home(state)->desk;
	const struct form *form = the_form(d, "group");
	AUTO_ARENA a = ARENA_INIT;
	struct err e;
	const char **conditions =
		arena_alloc(&a, sizeof(*conditions) * (size_t)(form->field_count));
	struct record_list *l = record_list_new(d, form, &e);

	conditions[form_field_index(form, "members")] = "many";
	assert_false(record_list_query(l, conditions, &e));
	assert_int_equal(e.code, ERR_INVALID);
	assert_string_equal(e.field, "members");
	conditions[form_field_index(form, "members")] = NULL;
	conditions[form_field_index(form, "kind")] = ">school";
	assert_false(record_list_query(l, conditions, &e));
	assert_string_equal(e.field, "kind");
	record_list_free(l);
}

TEST(details_are_those_of_their_parent)
{
	struct desk *d = the_home(state)->desk;
	const struct form *form = the_form(d, "contact");
	AUTO_ARENA a = ARENA_INIT;
	struct record_row rows[8];
	struct err e;
	bool at_least;
	int64_t group = store_get_int(
		d->store, "SELECT min(id) FROM civic_group WHERE representative_id >= ?1", 1, 0);
	struct record_list *l = record_list_new(d, form, &e);

	assert_true(record_list_parent(l, form_field_index(form, "group_id"), group, &e));
	assert_int_equal(record_list_fetch(l, &a, NULL, false, 8, rows, &e), 1);
	assert_int_equal(record_list_count(l, &at_least), 1);
	assert_string_equal(rows[0].stored[0], "representative");
	assert_false(record_list_parent(l, form_field_index(form, "role"), group, &e));
	record_list_free(l);
}

TEST(a_form_without_an_index_is_searched_by_what_it_shows)
{
	struct desk *d = the_home(state)->desk;
	AUTO_ARENA a = ARENA_INIT;
	struct record_row rows[200];
	struct err e;
	struct record_list *l = record_list_new(d, the_form(d, "paper_requirement"), &e);

	assert_non_null(l);
	int all = record_list_fetch(l, &a, NULL, false, 200, rows, &e);
	assert_true(record_list_filter(l, "rules", &e));
	int some = record_list_fetch(l, &a, NULL, false, 200, rows, &e);
	assert_true(some > 0 && some < all);
	record_list_free(l);
}

TEST(private_values_are_masked_in_cells)
{
	struct desk_home *h = the_home(state);
	struct desk *d = h->desk;
	AUTO_ARENA a = ARENA_INIT;
	struct record_row row;
	int64_t id = desk_add(d, "person", "name", "電話 太郎", "phone", "03-1234-5678");
	struct record_list *l = record_list_new(d, the_form(d, "person"), &h->e);

	assert_true(record_list_filter(l, "電話太郎", &h->e));
	assert_int_equal(record_list_fetch(l, &a, NULL, false, 1, &row, &h->e), 1);
	assert_int_equal(row.id, id);
	assert_string_equal(row.cells[3], "＊＊78");
	assert_string_equal(row.stored[3], "03-1234-5678"); /* the manager may export */
	desk_home_allow(d, "register", "export", false);
	assert_int_equal(record_list_fetch(l, &a, NULL, false, 1, &row, &h->e), 1);
	assert_string_equal(row.stored[3], "＊＊78");
	desk_home_allow(d, "register", "export", true);
	record_list_free(l);
}

TEST(asking_is_written_down_with_the_question)
{
	struct desk *d = the_home(state)->desk;
	struct err e;
	struct record_list *l = record_list_new(d, the_form(d, "person"), &e);

	assert_true(record_list_filter(l, "田中", &e));
	assert_true(record_list_audit(l, "", &e));
	assert_int_equal(store_get_int(d->store,
				       "SELECT count(*) FROM audit WHERE action = 'search' AND ?1"
				       " AND json_extract(detail, '$.filter') = '田中'",
				       1, 0),
			 1);
	record_list_free(l);
}

TEST(who_may_not_view_gets_no_list)
{
	struct desk *d = the_home(state)->desk;
	struct err e;

	desk_home_allow(d, "register", "view", false);
	assert_null(record_list_new(d, the_form(d, "group"), &e));
	assert_int_equal(e.code, ERR_REFUSED);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_order_is_that_of_brute_force_both_ways),
		cmocka_unit_test(filters_of_many_and_of_few_are_those_of_brute_force),
		cmocka_unit_test(conditions_are_those_of_brute_force),
		cmocka_unit_test(withheld_persons_stand_at_the_end_whatever_the_order),
		cmocka_unit_test(a_condition_that_cannot_be_read_names_its_field),
		cmocka_unit_test(details_are_those_of_their_parent),
		cmocka_unit_test(a_form_without_an_index_is_searched_by_what_it_shows),
		cmocka_unit_test(private_values_are_masked_in_cells),
		cmocka_unit_test(asking_is_written_down_with_the_question),
		cmocka_unit_test(who_may_not_view_gets_no_list),
	};

	return cmocka_run_group_tests(tests, set_up_all, desk_home_tear_down);
}
