/*
 * test_rule_check_slow.c - the check against every combination tried one by one, for
 * random price tables: it finds a fault exactly when some combination has no price,
 * or two, or a table has none.
 */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "rule_book_text.h"

#define TRIALS 3000
#define TABLES_MOST 12

static const char *const rooms[] = { "a", "b" };
static const char *const classes[] = { "city", "out" };
static const char *const days[] = { "weekday", "saturday", "sunday", "holiday" };
static const int heads[] = { 1, 10, 11, 20, 21, 90 };

/* What a table wants of each fact, a bit for each value; all bits: it does not ask. */
struct table {
	unsigned room, kind, profit, day, heads;
};

static const struct table anything = { 3, 3, 3, 15, 63 };

static uint32_t
next(uint32_t *seed)
{
	*seed = *seed * 1664525u + 1013904223u;
	return *seed >> 8;
}

/* Cuts one table in two that together want what it wanted. */
static void
split(uint32_t *seed, struct table *a, struct table *b)
{
	static const unsigned few[] = { 1, 3, 7, 15, 31 };
	unsigned at = next(seed) % 5, cut;

	*b = *a;
	switch (at) {
	case 0:
		a->room &= 1;
		b->room &= 2;
		return;
	case 1:
		a->kind &= 1;
		b->kind &= 2;
		return;
	case 2:
		a->profit &= 1;
		b->profit &= 2;
		return;
	case 3:
		cut = 1 + next(seed) % 14;
		a->day &= cut;
		b->day &= ~cut;
		return;
	default:
		cut = few[next(seed) % 2 == 0 ? 1 : 3];
		a->heads &= cut;
		b->heads &= ~cut;
		return;
	}
}

static bool
is_empty(const struct table *t)
{
	return t->room == 0 || t->kind == 0 || t->profit == 0 || t->day == 0 || t->heads == 0;
}

/* A whole list cut to pieces, then perhaps spoilt: one lost, doubled or changed. */
static int
random_tables(uint32_t *seed, struct table *out)
{
	int count = 1, wanted = 1 + (int)(next(seed) % (TABLES_MOST - 2));

	out[0] = anything;
	for (int tries = 0; count < wanted && tries < 50; tries++) {
		struct table a = out[next(seed) % (unsigned)count], b;
		int at = 0;

		while (memcmp(&out[at], &a, sizeof a) != 0)
			at++;
		split(seed, &a, &b);
		if (is_empty(&a) || is_empty(&b))
			continue;
		out[at] = a;
		out[count++] = b;
	}
	if (next(seed) % 4 == 0 && count > 1)
		count--;
	if (next(seed) % 4 == 0)
		out[count++] = out[0];
	if (next(seed) % 4 == 0)
		out[0].day |= 1u << next(seed) % 4;
	return count;
}

static void
add_list(struct str *out, const char *fact, unsigned wanted, const char *const *codes, int count)
{
	if (wanted == (1u << count) - 1)
		return;
	str_addf(out, "%s%s: [", str_ends(str_text(out), "{") ? "" : ", ", fact);
	for (int i = 0; i < count; i++)
		if (wanted >> i & 1)
			str_addf(out, "%s%s", str_ends(str_text(out), "[") ? "" : ", ", codes[i]);
	str_add(out, "]");
}

/* Bits of heads stand together: the first and the last say it. */
static void
add_heads(struct str *out, unsigned wanted)
{
	int first = 0, last = 5;

	if (wanted == 63)
		return;
	while (!(wanted >> first & 1))
		first++;
	while (!(wanted >> last & 1))
		last--;
	str_addf(out, "%sheads: {from: %d", str_ends(str_text(out), "{") ? "" : ", ",
		heads[first]);
	str_addf(out, last < 5 ? ", to: %d}" : "}", heads[last]);
}

static void
write_book(const struct table *tables, int count, struct str *out)
{
	static const char *const answers[] = { "no", "yes" };

	str_add(out, TITLE "facts: [{code: profit, name: 営利, type: yes_no}]\n"
		"rooms: [{code: a, name: A}, {code: b, name: B}]\n"
		"slots: [{code: clock, grid: 60}]\nhours: [{open: 09:00-21:00}]\n"
		"classes: [{code: city, name: 市内}, {code: out, name: 市外}]\nprices:\n");
	for (int i = 0; i < count; i++) {
		const struct table *t = &tables[i];

		AUTO_STR when = STR_INIT;

		str_add(&when, "{");
		add_list(&when, "room", t->room, rooms, 2);
		add_list(&when, "class", t->kind, classes, 2);
		add_list(&when, "profit", t->profit, answers, 2);
		add_list(&when, "day_kind", t->day, days, 4);
		add_heads(&when, t->heads);
		str_addf(out, "  - {code: t%d, rows_by: class, per: use", i);
		if (when.len > 1)
			str_addf(out, ", when: %s}", str_text(&when));
		str_add(out, ", rows: {city: 1, out: 1}}\n");
	}
}

/* How many tables hold for a combination, and which were ever met. */
static int
matches(const struct table *tables, int count, const struct table *one, unsigned *met)
{
	int found = 0;

	for (int i = 0; i < count; i++) {
		const struct table *t = &tables[i];

		if (!(t->room & one->room) || !(t->kind & one->kind) ||
		    !(t->profit & one->profit) || !(t->day & one->day) ||
		    !(t->heads & one->heads))
			continue;
		*met |= 1u << i;
		found++;
	}
	return found;
}

static bool
is_whole(const struct table *tables, int count)
{
	unsigned met = 0;

	for (unsigned i = 0; i < 2 * 2 * 2 * 4 * 6; i++) {
		struct table one = { 1u << i % 2, 1u << i / 2 % 2, 1u << i / 4 % 2,
			1u << i / 8 % 4, 1u << i / 32 };

		if (matches(tables, count, &one, &met) != 1)
			return false;
	}
	return true;
}

/* A row of a class that the table's own condition leaves out is a fault of its own. */
static bool
has_idle_rows(const struct table *tables, int count)
{
	for (int i = 0; i < count; i++)
		if (tables[i].kind != 3)
			return true;
	return false;
}

static void
check_tables(const struct table *tables, int count)
{
	AUTO_STR text = STR_INIT;
	AUTO_STR found = STR_INIT;
	struct faults f = FAULTS_INIT("b");
	struct book *b;
	bool whole, gap_or_clash;

	write_book(tables, count, &text);
	b = book_of(str_text(&text));
	whole = book_check(b, NULL, &f);
	faults_write(&f, &found);
	gap_or_clash = strstr(str_text(&found), "No price") != NULL ||
		       strstr(str_text(&found), "Two prices") != NULL;
	if (gap_or_clash == is_whole(tables, count) ||
	    (!gap_or_clash && whole == has_idle_rows(tables, count)))
		fail_msg("%s%s", str_text(&text), str_text(&found));
	faults_done(&f);
	book_free(b);
}

TEST(every_gap_and_every_double_is_found_and_no_other)
{
	uint32_t seed = 20261121;
	int clean = 0;

	for (int i = 0; i < TRIALS; i++) {
		struct table tables[TABLES_MOST + 1];
		int count = random_tables(&seed, tables);

		check_tables(tables, count);
		clean += is_whole(tables, count);
	}
	/* Both kinds were tried. */
	assert_in_range(clean, TRIALS / 10, TRIALS * 9 / 10);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_gap_and_every_double_is_found_and_no_other),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
