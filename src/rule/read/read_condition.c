/*
 * read_condition.c - `when`, `unless` and `needs`: a map of which all must hold, or
 * a list of maps of which one must. A list of numbers, which one test cannot hold,
 * becomes several ways: month: [7, 8] is one way with 7 and one with 8.
 */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include <inttypes.h>
#include <string.h>

#include "base/money.h"
#include "rule/read/reader.h"

#define WAYS_MAX 64

static const char *const limit_words[] = { "from", "to", "over", "under", NULL };

static bool
percent_text(const struct yaml_node *node, char out[8])
{
	size_t len = strlen(node->text);

	if (len > 0 && len < 6 && node->text[len - 1] == '%')
		len--;
	if (len == 0 || len > 5)
		return false;
	memcpy(out, node->text, len);
	out[len] = '\0';
	return true;
}

/* One value of a fact that is no choice. */
static bool
read_value(struct rule_reader *r, const struct fact_def *def, const struct yaml_node *node,
	int64_t *out)
{
	const struct rule_word number = { .name = def->code, .low = 0,
		.high = def->kind == FACT_PERCENT ? 100 : YEN_MAX };
	struct yaml_node plain = *node;
	struct year_span span;
	char text[8];
	int minutes;

	if (!rule_is_text(r, def->code, node))
		return false;
	switch (def->kind) {
	case FACT_TIME:
		if (!rule_time(r, def->code, node, &minutes))
			return false;
		*out = minutes;
		return true;
	case FACT_MONTH_DAY:
		if (!rule_year_span(r, def->code, node, &span))
			return false;
		*out = span.from;
		return true;
	case FACT_PERCENT:
		if (percent_text(node, text))
			plain.text = text;
		return rule_number(r, &number, &plain, out);
	case FACT_NUMBER:
	case FACT_YEN:
	case FACT_YES:
	case FACT_CHOICE:
	case FACT_SET:
		break;
	}
	return rule_number(r, &number, node, out);
}

static void
narrow(struct test *test, int word, int64_t value)
{
	if (word == 0 && value > test->least)
		test->least = value;
	else if (word == 1 && value < test->most)
		test->most = value;
	else if (word == 2 && value + 1 > test->least)
		test->least = value + 1;
	else if (word == 3 && value - 1 < test->most)
		test->most = value - 1;
}

/* {from: 10, under: 20} */
static bool
read_limits(struct rule_reader *r, const struct fact_def *def, const struct yaml_node *map,
	struct test *test)
{
	bool good = map->count > 0;

	if (map->count == 0)
		FAULT(r, map, _("\"%s\" is empty"), def->code);
	for (int i = 0; i < map->count; i++) {
		int word = rule_one_of(r, def->code, map->keys[i], limit_words);
		int64_t value;
		bool read = word != NONE && read_value(r, def, map->items[i], &value);

		if (read)
			narrow(test, word, value);
		good = good && read;
	}
	if (good && test->least > test->most && def->kind != FACT_MONTH_DAY) {
		FAULT(r, map, _("\"%s\": no value can be in this range"), def->code);
		return false;
	}
	return good;
}

static bool
read_yes_test(struct rule_reader *r, const struct fact_def *def, const struct yaml_node *node,
	struct test *test)
{
	static const char *const names[] = { "no", "yes", "false", "true", NULL };
	int at = rule_one_of(r, def->code, node, names);

	test->least = test->most = at % 2;
	return at != NONE;
}

/* A value alone, a range of days, or limits. */
static bool
read_number_test(struct rule_reader *r, const struct fact_def *def,
	const struct yaml_node *node, struct test *test)
{
	struct year_span span;

	test->least = 0;
	test->most = INT64_MAX;
	if (node->kind == YAML_MAP)
		return read_limits(r, def, node, test);
	if (def->kind == FACT_MONTH_DAY) {
		if (!rule_year_span(r, def->code, node, &span))
			return false;
		test->least = span.from;
		test->most = span.to;
		return true;
	}
	if (!read_value(r, def, node, &test->least))
		return false;
	test->most = test->least;
	return true;
}

static bool
read_test(struct rule_reader *r, int fact, const struct yaml_node *node, struct test *test)
{
	const struct fact_def *def = &r->book->facts[fact];

	*test = (struct test){ .fact = fact };
	if (def->kind == FACT_CHOICE || def->kind == FACT_SET)
		return rule_choices(r, def->code, fact, node, &test->any);
	if (def->kind == FACT_YES)
		return read_yes_test(r, def, node, test);
	return read_number_test(r, def, node, test);
}

/* How many tests the value becomes: a list of numbers one for each. */
static int
alternatives(const struct rule_reader *r, int fact, const struct yaml_node *node)
{
	enum fact_kind kind = r->book->facts[fact].kind;

	if (node->kind != YAML_LIST || kind == FACT_CHOICE || kind == FACT_SET || node->count == 0)
		return 1;
	return node->count;
}

/* What is being built: the ways of one map. */
struct ways {
	int count;
	struct test_all *all;
};

/* Every way so far with each of the tests. */
static void
multiply(struct rule_reader *r, struct ways *w, const struct test *tests, int count, int room)
{
	struct test_all *all = NEW_ARRAY(r, struct test_all, w->count * count);

	for (int i = 0; i < w->count * count; i++) {
		const struct test_all *before = &w->all[i / count];

		all[i].tests = NEW_ARRAY(r, struct test, room);
		if (before->count > 0)
			memcpy(all[i].tests, before->tests,
				(size_t)before->count * sizeof(*before->tests));
		all[i].tests[before->count] = tests[i % count];
		all[i].count = before->count + 1;
	}
	w->all = all;
	w->count *= count;
}

static void
read_fact_test(struct rule_reader *r, const struct yaml_node *map, int pair, struct ways *w)
{
	int fact = rule_fact(r, map->keys[pair]);

	if (fact == NONE)
		return;
	const struct yaml_node *node = map->items[pair];
	int count = alternatives(r, fact, node);

	if (w->count * count > WAYS_MAX) {
		FAULT(r, node, _("this condition has too many alternatives; %d is the most"),
			WAYS_MAX);
		return;
	}
	struct test *tests = NEW_ARRAY(r, struct test, count);
	bool good = true;

	for (int i = 0; i < count; i++) {
		const struct yaml_node *value = count > 1 ? node->items[i] : node;

		if (node->kind == YAML_LIST && r->book->facts[fact].kind > FACT_SET &&
			node->count == 1)
			value = node->items[0];
		good = read_test(r, fact, value, &tests[i]) && good;
	}
	if (good)
		multiply(r, w, tests, count, map->count);
}

static void
add_ways(struct rule_reader *r, const struct ways *w, struct condition *out)
{
	struct test_all *all = NEW_ARRAY(r, struct test_all, out->count + w->count);

	if (out->count > 0)
		memcpy(all, out->ways, (size_t)out->count * sizeof(*all));
	memcpy(all + out->count, w->all, (size_t)w->count * sizeof(*all));
	out->ways = all;
	out->count += w->count;
}

void
rule_condition(struct rule_reader *r, const char *word, const struct yaml_node *node,
	struct condition *out)
{
	if (node->kind == YAML_TEXT || node->count == 0) {
		FAULT(r, node, _("\"%s\" takes a group of facts, such as {class: general}, or a "
				 "list of such groups"), word);
		return;
	}
	int count = node->kind == YAML_LIST ? node->count : 1;

	for (int i = 0; i < count; i++) {
		const struct yaml_node *map = node->kind == YAML_LIST ? node->items[i] : node;
		struct test_all nothing = { 0, NULL };
		struct ways w = { 1, &nothing };

		if (!rule_is_map(r, word, map))
			continue;
		if (map->count == 0) {
			FAULT(r, map, _("\"%s\" is empty"), word);
			continue;
		}
		for (int pair = 0; pair < map->count; pair++)
			read_fact_test(r, map, pair, &w);
		if (w.count + out->count > RULE_CHOICES_MAX)
			FAULT(r, map, _("this condition has too many alternatives; %d is the most"),
				RULE_CHOICES_MAX);
		else
			add_ways(r, &w, out);
	}
}
