/*
 * read_price.c - classes, price tables, extras, rounding and tax.
 */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include <inttypes.h>
#include <string.h>

#include "base/money.h"
#include "rule/read/reader.h"

#define ROUND_MOST 1000000
#define MINUTES_MOST 44640 /* a month of 31 days */

const struct rule_section_row rule_row_classes = {
	.name = "classes", .needs_code = true, .size = sizeof(struct user_class),
	IN_BOOK(classes, class_count),
};

/* --- rounding and tax --- */

static const char *const by_names[] = { "none", "total", "step", "row", NULL };
static const char *const how_names[] = { "down", "up", "half_up", NULL };
static const char *const tax_names[] = { "before", "after", NULL };

static const struct rule_word rounding_table[] = {
	{ "by", TAKES_ONE, .at = IN(rounding, by), .needed = true, .names = by_names },
	{ "to", TAKES_YEN, .at = IN(rounding, to), .low = 1, .high = ROUND_MOST },
	{ "how", TAKES_ONE, .at = IN(rounding, how), .names = how_names },
	{ "tax", TAKES_EITHER, .at = IN(rounding, after_tax), .names = tax_names },
};
const struct rule_words rule_words_rounding = RULE_WORDS(rounding_table);

static void
begin_rounding(struct rule_reader *r __attribute__((unused)),
	const struct yaml_node *node __attribute__((unused)), void *entry)
{
	struct rounding *rounding = entry;

	rounding->to = 1;
}

const struct rule_section_row rule_row_rounding = {
	.name = "rounding", .own = RULE_WORDS(rounding_table), .single = true,
	.at = offsetof(struct book, rounding), .begin = begin_rounding,
};

static void
begin_tax(struct rule_reader *r, const struct yaml_node *node __attribute__((unused)),
	void *entry)
{
	struct tax *tax = entry;

	tax->rate = (struct share){ 0, 1 };
	tax->included = true;
	r->book->has_tax = r->sections[RULE_TAX] != NULL;
}

static const struct rule_word tax_table[] = {
	{ "rate", TAKES_SHARE, .at = IN(tax, rate), .needed = true },
	{ "included", TAKES_YES, .at = IN(tax, included) },
};

const struct rule_section_row rule_row_tax = {
	.name = "tax", .own = RULE_WORDS(tax_table), .single = true,
	.at = offsetof(struct book, tax), .begin = begin_tax,
};

/* --- prices --- */

static const char *const times_names[] = { "one", "heads", "share", NULL };
static const char *const combine_names[] = { "row", "sum", "cheapest", NULL };

static void
begin_price(struct rule_reader *r __attribute__((unused)),
	const struct yaml_node *node __attribute__((unused)), void *entry)
{
	struct price_table *t = entry;

	t->list = "room";
	t->rows_by = t->columns_by = NONE;
	t->rounding.to = 1;
}

/* The fact that rows or columns stand for: it must be one choice, not several. */
static int
read_axis(struct rule_reader *r, const char *word, const struct yaml_node *node)
{
	int fact = rule_is_text(r, word, node) ? rule_fact(r, node) : NONE;

	if (fact == NONE || r->book->facts[fact].kind == FACT_CHOICE)
		return fact;
	FAULT(r, node, _("\"%s\" takes a fact with choices, such as room, band or class, not "
			 "\"%s\""), word, node->text);
	return NONE;
}

static void
read_rows_by(struct rule_reader *r, const struct yaml_node *node, void *entry)
{
	((struct price_table *)entry)->rows_by = read_axis(r, "rows_by", node);
}

static void
read_columns_by(struct rule_reader *r, const struct yaml_node *node, void *entry)
{
	((struct price_table *)entry)->columns_by = read_axis(r, "columns_by", node);
}

/* Columns and rows are read in `end`, when it is known what they stand for. */
static void
later(struct rule_reader *r __attribute__((unused)),
	const struct yaml_node *node __attribute__((unused)),
	void *entry __attribute__((unused)))
{
}

static void
read_columns(struct rule_reader *r, const struct yaml_node *node, struct price_table *t)
{
	struct choice_set seen = { { 0 } };

	if (!rule_is_list(r, "columns", node))
		return;
	int *columns = NEW_ARRAY(r, int, node->count);

	for (int i = 0; i < node->count; i++) {
		columns[i] = rule_choice(r, "columns", t->columns_by, node->items[i]);
		if (choice_set_has(&seen, columns[i]))
			FAULT(r, node->items[i], _("\"%s\" is twice in this list"),
				node->items[i]->text);
		if (columns[i] != NONE)
			choice_set_add(&seen, columns[i]);
	}
	t->columns = columns;
	t->column_count = node->count;
}

static int64_t
read_cell(struct rule_reader *r, const struct yaml_node *node)
{
	const struct rule_word yen = { .name = "rows", .low = 0, .high = YEN_MAX };
	int64_t value = NOT_SOLD;

	if (node->kind != YAML_TEXT || strcmp(node->text, "-") != 0)
		rule_number(r, &yen, node, &value);
	return value;
}

static void
read_cells(struct rule_reader *r, const struct yaml_node *key, const struct yaml_node *node,
	int columns, int64_t *cells)
{
	int count;
	const struct yaml_node *const *items = rule_items(&node, &count);

	if (count > columns && columns > 1) {
		FAULT(r, node, _("the row \"%s\" has %d cells, but the table has %d columns; yen "
				 "are written without commas (1200)"), key->text, count, columns);
		return;
	}
	if (count != columns) {
		FAULT(r, node, _("the row \"%s\" has %d cells, but the table has %d columns"),
			key->text, count, columns);
		return;
	}
	for (int i = 0; i < count; i++)
		cells[i] = read_cell(r, items[i]);
}

static void
check_rows_differ(struct rule_reader *r, const struct yaml_node *map, int row,
	const struct choice_set *rows)
{
	for (int i = 0; i < row; i++) {
		if (!choice_set_meets(&rows[i], &rows[row]))
			continue;
		FAULT(r, map->keys[row], _("the row \"%s\" has what the row \"%s\" has already: "
					   "which of the two prices holds?"),
			map->keys[row]->text, map->keys[i]->text);
		return;
	}
}

static void
read_rows(struct rule_reader *r, const struct yaml_node *map, struct price_table *t)
{
	if (!rule_is_map(r, "rows", map))
		return;
	if (map->count == 0)
		FAULT(r, map, _("\"%s\" is empty"), "rows");
	struct choice_set *rows = NEW_ARRAY(r, struct choice_set, map->count);
	const char **codes = NEW_ARRAY(r, const char *, map->count);
	int *lines = NEW_ARRAY(r, int, map->count);
	int64_t *cells = NEW_ARRAY(r, int64_t, map->count * t->column_count);

	for (int i = 0; i < map->count; i++) {
		rule_choices(r, "rows", t->rows_by, map->keys[i], &rows[i]);
		check_rows_differ(r, map, i, rows);
		codes[i] = map->keys[i]->text;
		lines[i] = map->keys[i]->line;
		read_cells(r, map->keys[i], map->items[i], t->column_count,
			cells + (size_t)i * (size_t)t->column_count);
	}
	t->rows = rows;
	t->row_codes = codes;
	t->lines = lines;
	t->cells = cells;
	t->row_count = map->count;
}

static void
check_times(struct rule_reader *r, const struct yaml_node *node, const struct price_table *t)
{
	rule_check_unit(r, node, &t->unit);
	if (t->unit.per != PER_MINUTES && yaml_get(node, "least") != NULL)
		FAULT(r, yaml_get(node, "least"), _("\"%s\" stands with per: \"60 minutes\" only"),
			"least");
}

static void
end_price(struct rule_reader *r, const struct yaml_node *node, void *entry)
{
	struct price_table *t = entry;
	const struct yaml_node *columns = yaml_get(node, "columns"), *rows = yaml_get(node, "rows");
	bool by = yaml_get(node, "columns_by") != NULL;

	if (by != (columns != NULL)) {
		FAULT(r, node, _("\"columns_by\" and \"columns\" stand together"));
		return;
	}
	t->column_count = 1;
	if (t->columns_by != NONE)
		read_columns(r, columns, t);
	if (rows != NULL && t->rows_by != NONE && by == (t->columns_by != NONE))
		read_rows(r, rows, t);
	if (yaml_get(node, "per") == NULL &&
		(t->rows_by == FACT_BAND || t->columns_by == FACT_BAND))
		t->unit.per = PER_BAND;
	if (t->columns_by != NONE && t->columns_by == t->rows_by)
		FAULT(r, node, _("rows and columns stand for the same fact"));
	t->has_rounding = yaml_get(node, "rounding") != NULL;
	t->rounding.rule = t->rule; /* the explanation quotes the table */
	check_times(r, node, t);
}

static const struct rule_word price_table[] = {
	{ "list", TAKES_CODE, .at = IN(price_table, list) },
	{ "per", TAKES_PER, .at = IN(price_table, unit) },
	{ "part", TAKES_PART, .at = IN(price_table, unit) },
	{ "least", TAKES_NUMBER, .at = IN(price_table, least), .low = 1, .high = MINUTES_MOST },
	{ "times", TAKES_ONE, .at = IN(price_table, times), .names = times_names },
	{ "combine", TAKES_ONE, .at = IN(price_table, combine), .names = combine_names },
	{ "rounding", TAKES_GROUP, .at = IN(price_table, rounding), .inner = &rule_words_rounding },
	{ "rows_by", TAKES_OTHER, .needed = true, .read = read_rows_by, .codes = RULE_FACTS },
	{ "columns_by", TAKES_OTHER, .read = read_columns_by, .codes = RULE_FACTS },
	{ "columns", TAKES_OTHER, .read = later, .shape = SHAPE_TEXTS,
		.codes_by = "columns_by" },
	{ "rows", TAKES_OTHER, .needed = true, .block = true, .read = later,
		.shape = SHAPE_PRICES, .codes_by = "rows_by" },
};

const struct rule_section_row rule_row_prices = {
	.name = "prices", .own = RULE_WORDS(price_table), .size = sizeof(struct price_table),
	IN_BOOK(prices, price_count), .begin = begin_price, .end = end_price,
};

/* --- extras --- */

static void
begin_extra(struct rule_reader *r __attribute__((unused)),
	const struct yaml_node *node __attribute__((unused)), void *entry)
{
	struct extra *x = entry;

	x->price = NOT_SOLD;
}

static void
read_units(struct rule_reader *r, const struct yaml_node *node, void *entry)
{
	const struct rule_word number = { .name = "units", .low = 0, .high = 100 };
	struct extra *x = entry;
	struct extra_units *units;

	if (!rule_is_map(r, "units", node))
		return;
	units = NEW_ARRAY(r, struct extra_units, node->count);
	for (int i = 0; i < node->count; i++) {
		int band = rule_choice(r, "units", FACT_BAND, node->keys[i]);
		int64_t count;

		if (!rule_number(r, &number, node->items[i], &count) || band == NONE)
			continue;
		units[x->unit_count++] = (struct extra_units){ band, (int)count };
	}
	x->units = units;
}

static const struct rule_word extra_table[] = {
	{ "price", TAKES_YEN, .at = IN(extra, price), .low = 0, .high = YEN_MAX },
	{ "per", TAKES_PER, .at = IN(extra, unit) },
	{ "part", TAKES_PART, .at = IN(extra, unit) },
	{ "beyond", TAKES_NUMBER, .at = IN(extra, unit.beyond), .low = 1, .high = COUNT_MOST },
	{ "up_to", TAKES_NUMBER, .at = IN(extra, unit.up_to), .low = 1, .high = COUNT_MOST },
	{ "units", TAKES_OTHER, .read = read_units, .shape = SHAPE_NUMBERS,
		.codes = RULE_BANDS },
	{ "always", TAKES_YES, .at = IN(extra, always) },
	{ "with_room", TAKES_CHOICES, .at = IN(extra, with_rooms), .fact = FACT_ROOM },
};

static void
end_extra(struct rule_reader *r, const struct yaml_node *node, void *entry)
{
	const struct extra *x = entry;

	rule_check_unit(r, node, &x->unit);
	if (x->unit_count > 0 && x->price != NOT_SOLD && x->unit.per != PER_BAND)
		SAYS_NOTHING(r, yaml_get(node, "units"), _("\"%s\" stands with \"%s\" only"),
			"units", "per: band");
}

const struct rule_section_row rule_row_extras = {
	.name = "extras", .own = RULE_WORDS(extra_table), .needs_code = true,
	.size = sizeof(struct extra), IN_BOOK(extras, extra_count), .begin = begin_extra,
	.end = end_extra,
};
