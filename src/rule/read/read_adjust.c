/*
 * read_adjust.c - surcharges and reductions in their groups, and extensions.
 */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include <string.h>

#include "base/money.h"
#include "rule/read/reader.h"

#define RULES_MAX 64 /* of a group, and groups of a book: a bit each */
#define DAY_MINUTES 1440

/* --- the rules of a group --- */

static const struct {
	const char *word;
	enum adjust_effect effect;
} effect_words[] = {
	{ "rate", EFFECT_RATE }, { "add", EFFECT_ADD },         { "off", EFFECT_OFF },
	{ "yen", EFFECT_YEN },   { "yen_off", EFFECT_YEN_OFF }, { "becomes", EFFECT_BECOMES },
	{ "at_most", EFFECT_AT_MOST }, { "at_least", EFFECT_AT_LEAST },
};

static void
later(struct rule_reader *r __attribute__((unused)),
	const struct yaml_node *node __attribute__((unused)),
	void *entry __attribute__((unused)))
{
}

/* The position in the file of the entry with the code that was typed, or NONE. */
static int
find_entry(const struct rule_reader *r, enum rule_section section, struct nearest *near)
{
	const struct yaml_node *list = r->sections[section];

	for (int i = 0; list != NULL && list->kind == YAML_LIST && i < list->count; i++) {
		const struct yaml_node *item = list->items[i];
		const struct yaml_node *code =
			item->kind == YAML_MAP ? yaml_get(item, "code") : NULL;

		if (code == NULL || code->kind != YAML_TEXT)
			continue;
		nearest_offer(near, code->text);
		if (strcmp(code->text, near->typed) == 0)
			return i;
	}
	return NONE;
}

/* Limits are read after this: an entry's position in the file is that in the book. */
static void
read_within(struct rule_reader *r, const struct yaml_node *node, void *entry)
{
	struct nearest near = { .typed = node->text };

	if (!rule_is_text(r, "within", node))
		return;
	int at = find_entry(r, RULE_LIMITS, &near);

	if (at != NONE)
		((struct adjust_rule *)entry)->within = at;
	else if (near.best != NULL)
		FAULT(r, node, _("there is no limit \"%s\"; did you mean \"%s\"?"), node->text,
			near.best);
	else
		FAULT(r, node, _("there is no limit \"%s\""), node->text);
}

static void
read_of(struct rule_reader *r, const struct yaml_node *node, void *entry)
{
	int fact = rule_is_text(r, "of", node) ? rule_fact(r, node) : NONE;

	if (fact != NONE && r->book->facts[fact].kind != FACT_YEN)
		FAULT(r, node, _("\"of\" takes a fact in yen, which \"%s\" is not"), node->text);
	else
		((struct adjust_rule *)entry)->of = fact;
}

static const struct rule_word adjust_rule_table[] = {
	{ "instead_of", TAKES_OTHER, .read = later, .shape = SHAPE_TEXTS, .siblings = true },
	{ "rate", TAKES_SHARE, .at = IN(adjust_rule, share) },
	{ "add", TAKES_SHARE, .at = IN(adjust_rule, share) },
	{ "off", TAKES_SHARE, .at = IN(adjust_rule, share) },
	{ "of", TAKES_OTHER, .read = read_of, .codes = RULE_FACTS },
	{ "yen", TAKES_YEN, .at = IN(adjust_rule, yen), .low = 0, .high = YEN_MAX },
	{ "yen_off", TAKES_YEN, .at = IN(adjust_rule, yen), .low = 0, .high = YEN_MAX },
	{ "becomes", TAKES_YEN, .at = IN(adjust_rule, yen), .low = 0, .high = YEN_MAX },
	{ "at_most", TAKES_YEN, .at = IN(adjust_rule, yen), .low = 0, .high = YEN_MAX },
	{ "at_least", TAKES_YEN, .at = IN(adjust_rule, yen), .low = 0, .high = YEN_MAX },
	{ "per", TAKES_PER, .at = IN(adjust_rule, unit) },
	{ "part", TAKES_PART, .at = IN(adjust_rule, unit) },
	{ "beyond", TAKES_NUMBER, .at = IN(adjust_rule, unit.beyond), .low = 1,
		.high = COUNT_MOST },
	{ "up_to", TAKES_NUMBER, .at = IN(adjust_rule, unit.up_to), .low = 1,
		.high = COUNT_MOST },
	{ "extras", TAKES_CHOICES, .at = IN(adjust_rule, extras), .fact = FACT_EXTRA },
	{ "within", TAKES_OTHER, .read = read_within, .codes = RULE_LIMITS },
};

static const struct rule_words adjust_rule_words = RULE_WORDS(adjust_rule_table);

/* It may be the effect, mistyped: that fault is enough. */
static bool
has_unknown_word(const struct yaml_node *node)
{
	for (int i = 0; i < node->count; i++) {
		if (rule_word_find(&adjust_rule_words, node->keys[i]->text) == NULL &&
			rule_word_find(&rule_words_common, node->keys[i]->text) == NULL)
			return true;
	}
	return false;
}

static void
end_adjust_rule(struct rule_reader *r, const struct yaml_node *node, void *entry)
{
	struct adjust_rule *rule = entry;
	int found = 0;

	for (size_t i = 0; i < ARRAY_LEN(effect_words); i++) {
		if (yaml_get(node, effect_words[i].word) == NULL)
			continue;
		rule->effect = effect_words[i].effect;
		found++;
	}
	if (found > 1 || (found == 0 && !has_unknown_word(node)))
		FAULT(r, node, _("a rule of \"adjust\" needs one effect: rate, add, off, yen, "
				 "yen_off, becomes, at_most or at_least"));
	if (rule->effect == EFFECT_OFF && rule->share.num > rule->share.den)
		FAULT(r, yaml_get(node, "off"), _("more than 100%% cannot be taken off"));
	if (found == 1 && rule->effect < EFFECT_YEN && yaml_get(node, "per") != NULL &&
	    rule->unit.beyond == 0 && rule->unit.up_to == 0)
		FAULT(r, yaml_get(node, "per"),
			_("\"per\" stands with amounts of yen, or with \"beyond\" or \"up_to\" "
			  "only"));
	if (found == 1 && rule->of != NONE &&
	    (rule->effect >= EFFECT_YEN || rule->unit.beyond > 0 || rule->unit.up_to > 0))
		FAULT(r, yaml_get(node, "of"),
			_("\"of\" stands with a share of it (rate, add or off), without \"beyond\" "
			  "and \"up_to\""));
	rule_check_unit(r, node, &rule->unit);
}

static void
begin_adjust_rule(struct rule_reader *r __attribute__((unused)),
	const struct yaml_node *node __attribute__((unused)), void *entry)
{
	struct adjust_rule *rule = entry;

	rule->share = (struct share){ 0, 1 };
	rule->of = rule->within = NONE;
}

/* No section of its own: a row all the same, because it is read like one. */
static const struct rule_section_row adjust_rule_row = {
	.name = "rules", .own = RULE_WORDS(adjust_rule_table), .size = sizeof(struct adjust_rule),
	.begin = begin_adjust_rule, .end = end_adjust_rule,
};

static int
rule_in_group(const struct adjust_group *g, const char *code)
{
	for (int i = 0; i < g->rule_count; i++) {
		if (code[0] != '\0' && strcmp(g->rules[i].rule.code, code) == 0)
			return i;
	}
	return NONE;
}

static void
fault_no_rule(struct rule_reader *r, const struct yaml_node *node, const struct adjust_group *g)
{
	struct nearest near = { .typed = node->text };

	for (int i = 0; i < g->rule_count; i++)
		nearest_offer(&near, g->rules[i].rule.code);
	if (near.best != NULL && near.best[0] != '\0')
		FAULT(r, node, _("this group has no rule \"%s\"; did you mean \"%s\"?"), node->text,
			near.best);
	else
		FAULT(r, node, _("this group has no rule \"%s\""), node->text);
}

static uint64_t
read_instead_of(struct rule_reader *r, const struct yaml_node *node, const struct adjust_group *g,
	int self)
{
	uint64_t bits = 0;
	int count;
	const struct yaml_node *const *items = rule_items(&node, &count);

	for (int i = 0; i < count; i++) {
		if (!rule_is_text(r, "instead_of", items[i]))
			continue;
		int at = rule_in_group(g, items[i]->text);

		if (at == NONE)
			fault_no_rule(r, items[i], g);
		else if (at == self)
			FAULT(r, items[i], _("a rule cannot stand instead of itself"));
		else
			bits |= UINT64_C(1) << at;
	}
	return bits;
}

static void
check_code_once(struct rule_reader *r, const struct yaml_node *list, int index,
	const struct adjust_group *g)
{
	const char *code = g->rules[index].rule.code;

	for (int i = 0; i < index; i++) {
		if (code[0] != '\0' && strcmp(g->rules[i].rule.code, code) == 0)
			FAULT(r, list->items[index],
				_("the code \"%s\" stands in this group a second time; the first "
				  "is in line %d"), code, g->rules[i].rule.line);
	}
}

static void
read_rules(struct rule_reader *r, const struct yaml_node *list, void *entry)
{
	struct adjust_group *g = entry;
	struct adjust_rule *rules;

	if (!rule_is_list(r, "rules", list))
		return;
	if (list->count == 0)
		FAULT(r, list, _("\"%s\" is empty"), "rules");
	if (list->count > RULES_MAX) {
		FAULT(r, list, _("\"%s\" has %d entries; %d is the most"), "rules", list->count,
			RULES_MAX);
		return;
	}
	rules = NEW_ARRAY(r, struct adjust_rule, list->count);
	g->rules = rules;
	for (int i = 0; i < list->count; i++) {
		struct rule *rule = &rules[i].rule;

		rule_entry_begin(rule, RULE_ADJUST, list->items[i]);
		rule_entry_read(r, &adjust_rule_row, list->items[i], rule);
		if (rule->name[0] == '\0')
			rule->name = arena_printf(r->a, "rules %d", i + 1);
		g->rule_count = i + 1;
		check_code_once(r, list, i, g);
	}
	for (int i = 0; i < list->count; i++) {
		const struct yaml_node *node = list->items[i]->kind == YAML_MAP
						 ? yaml_get(list->items[i], "instead_of")
						 : NULL;

		if (node != NULL)
			rules[i].instead_of = read_instead_of(r, node, g, i);
	}
}

/* --- the groups --- */

static const char *const adjust_names[] = { "multiply", "add", "once", "first", NULL };
static const char *const on_names[] = { "so_far", "base", NULL };
static const char *const applies_names[] = { "room", "extras", NULL };

static void
begin_adjust(struct rule_reader *r __attribute__((unused)),
	const struct yaml_node *node __attribute__((unused)), void *entry)
{
	struct adjust_group *g = entry;

	g->on = ON_SO_FAR;
	g->of_room = true;
	g->rounding.to = 1;
}

static int
group_before(const struct book *b, const char *code)
{
	for (int i = 0; i < b->adjust_count; i++) {
		if (code[0] != '\0' && strcmp(b->adjust[i].rule.code, code) == 0)
			return i;
	}
	return NONE;
}

/* Is it a group of the file at all, only not above? */
static bool
is_later_group(const struct rule_reader *r, const char *code)
{
	struct nearest near = { .typed = code };

	return find_entry(r, RULE_ADJUST, &near) != NONE;
}

static void
fault_no_group(struct rule_reader *r, const char *word, const struct yaml_node *node)
{
	struct nearest near = { .typed = node->text };

	for (int i = 0; i < r->book->adjust_count; i++)
		nearest_offer(&near, r->book->adjust[i].rule.code);
	if (near.best != NULL && near.best[0] != '\0')
		FAULT(r, node, _("\"%s\": there is no group \"%s\" in \"adjust\"; did you mean "
				 "\"%s\"?"), word, node->text, near.best);
	else
		FAULT(r, node, _("\"%s\": there is no group \"%s\" in \"adjust\""), word,
			node->text);
}

static void
read_on(struct rule_reader *r, const struct yaml_node *node, void *entry)
{
	struct adjust_group *g = entry;

	if (!rule_is_text(r, "on", node) || strcmp(node->text, "so_far") == 0)
		return;
	if (strcmp(node->text, "base") == 0) {
		g->on = ON_BASE;
		return;
	}
	int at = group_before(r->book, node->text);

	if (at != NONE)
		g->on = at;
	else if (is_later_group(r, node->text))
		FAULT(r, node, _("\"on\" names the group \"%s\", which does not stand above this "
				 "one"), node->text);
	else
		fault_no_group(r, "on", node);
}

static void
read_applies(struct rule_reader *r, const struct yaml_node *given, void *entry)
{
	struct adjust_group *g = entry;
	int count;
	const struct yaml_node *const *items = rule_items(&given, &count);

	g->of_room = g->of_extras = false;
	for (int i = 0; i < count; i++) {
		int at = rule_one_of(r, "applies_to", items[i], applies_names);

		g->of_room |= at == 0;
		g->of_extras |= at == 1;
	}
}

static void
end_adjust(struct rule_reader *r, const struct yaml_node *node, void *entry)
{
	struct adjust_group *g = entry;
	const struct yaml_node *rounding = yaml_get(node, "rounding");

	g->has_rounding = rounding != NULL;
	g->rounding.rule = g->rule; /* the explanation quotes the group */
	if (g->rounding.after_tax)
		FAULT(r, rounding, _("a group is rounded before the tax is added"));

	for (int i = 0; i < g->rule_count && !g->of_extras && !r->kept; i++)
		if (!choice_set_is_empty(&g->rules[i].extras))
			faults_add(r->faults, g->rules[i].rule.line, g->rules[i].rule.column,
				_("\"extras\" stands in a group that applies to equipment: "
				  "applies_to: [extras]"));
	if (g->together && !g->of_extras)
		FAULT(r, yaml_get(node, "together"),
			_("\"together\" stands in a group that applies to equipment: applies_to: "
			  "[room, extras]"));
	if (r->book->adjust_count == RULES_MAX)
		FAULT(r, node, _("\"%s\" has more than %d entries"), "adjust", RULES_MAX);
	if (strcmp(g->rule.code, "base") == 0 || strcmp(g->rule.code, "so_far") == 0)
		FAULT(r, node, _("\"base\" and \"so_far\" have a meaning of their own in \"on\" "
				 "and cannot be codes of groups"));
}

static const struct rule_word adjust_table[] = {
	{ "combine", TAKES_ONE, .at = IN(adjust_group, combine), .names = adjust_names },
	{ "on", TAKES_OTHER, .read = read_on, .names = on_names, .codes = RULE_ADJUST },
	{ "applies_to", TAKES_OTHER, .read = read_applies, .shape = SHAPE_TEXTS,
		.names = applies_names },
	{ "together", TAKES_YES, .at = IN(adjust_group, together) },
	{ "rounding", TAKES_GROUP, .at = IN(adjust_group, rounding),
		.inner = &rule_words_rounding },
	{ "rules", TAKES_OTHER, .needed = true, .block = true, .entries = true,
		.inner = &adjust_rule_words, .read = read_rules, .shape = SHAPE_LIST },
};

const struct rule_section_row rule_row_adjust = {
	.name = "adjust", .own = RULE_WORDS(adjust_table), .size = sizeof(struct adjust_group),
	IN_BOOK(adjust, adjust_count), .begin = begin_adjust, .end = end_adjust,
};

/* --- extension --- */

static const char *const side_names[] = { "", "before", "after", "both", NULL };
static const char *const needs_names[] = { "nothing", "next_free", NULL };
static const char *const gap_names[] = { "charged", "free", NULL };
static const char *const turns_names[] = { "next_band", NULL };
static const char *const price_names[] = {
	"same_band", "next_band", "whole_day", "difference", "table:night", NULL
};

static void
begin_extension(struct rule_reader *r __attribute__((unused)),
	const struct yaml_node *node __attribute__((unused)), void *entry)
{
	struct extension *x = entry;

	x->side = SIDE_BOTH;
	x->share = (struct share){ 0, 1 };
	x->rate = (struct share){ 1, 1 };
	x->unit = (struct per_unit){ .per = PER_MINUTES, .minutes = 60 };
	x->list = "";
	x->rounding.to = 1;
}

static bool
list_exists(const struct book *b, const char *list)
{
	for (int i = 0; i < b->price_count; i++) {
		if (strcmp(b->prices[i].list, list) == 0)
			return true;
	}
	return false;
}

static void
read_price(struct rule_reader *r, const struct yaml_node *node, void *entry)
{
	struct extension *x = entry;

	if (node->kind == YAML_TEXT && strncmp(node->text, "table:", 6) == 0) {
		x->price = EXTEND_LIST;
		x->list = node->text + 6;
		if (!list_exists(r->book, x->list))
			FAULT(r, node, _("no table of \"prices\" has list: %s"), x->list);
		return;
	}
	int at = rule_one_of(r, "price", node, price_names);

	if (at != NONE)
		x->price = (enum extension_price)at;
}

static void
read_turns(struct rule_reader *r, const struct yaml_node *node,
	void *entry __attribute__((unused)))
{
	rule_one_of(r, "turns_into", node, turns_names);
}

static void
read_follows(struct rule_reader *r, const struct yaml_node *given, void *entry)
{
	struct extension *x = entry;
	int count;
	const struct yaml_node *const *items = rule_items(&given, &count);

	for (int i = 0; i < count; i++) {
		if (!rule_is_text(r, "follows", items[i]))
			continue;
		int at = group_before(r->book, items[i]->text);

		if (at == NONE || at >= RULES_MAX)
			fault_no_group(r, "follows", items[i]);
		else
			x->follows |= UINT64_C(1) << at;
	}
}

static void
end_extension(struct rule_reader *r, const struct yaml_node *node, void *entry)
{
	struct extension *x = entry;
	bool yen = yaml_get(node, "yen") != NULL;

	if (yen == (yaml_get(node, "price") != NULL))
		FAULT(r, node, _("\"extension\" needs either \"price\" or \"yen\""));
	if (yen)
		x->price = EXTEND_YEN;
	if (x->price == EXTEND_DIFFERENCE && yaml_get(node, "per") == NULL)
		x->unit.per = PER_USE;
	if (x->price == EXTEND_DIFFERENCE && x->unit.per != PER_USE)
		FAULT(r, yaml_get(node, "per"),
			_("the difference to a longer use is not charged by time; leave \"per\" "
			  "out"));
	if (x->with_extras && x->price >= EXTEND_DIFFERENCE)
		FAULT(r, yaml_get(node, "with_extras"), _("\"%s\" stands with \"%s\" only"),
			"with_extras", "price: same_band, next_band, whole_day");
	x->has_rounding = yaml_get(node, "rounding") != NULL;
	x->rounding.rule = x->rule; /* the explanation quotes the extension */
	if ((yaml_get(node, "turns_into") != NULL) != (yaml_get(node, "over") != NULL))
		FAULT(r, node, _("\"turns_into\" and \"over\" stand together"));
	if (x->unit.per != PER_MINUTES && x->unit.per != PER_USE)
		FAULT(r, yaml_get(node, "per"), _("an extension is priced per \"60 minutes\", "
						  "hour or use"));
}

static const struct rule_word extension_table[] = {
	{ "side", TAKES_ONE, .at = IN(extension, side), .names = side_names },
	{ "most", TAKES_NUMBER, .at = IN(extension, most), .low = 1, .high = DAY_MINUTES },
	{ "asked", TAKES_MOMENT, .at = IN(extension, asked) },
	{ "needs", TAKES_EITHER, .at = IN(extension, needs_next_free), .names = needs_names },
	{ "price", TAKES_OTHER, .read = read_price, .names = price_names, .open = true },
	{ "yen", TAKES_YEN, .at = IN(extension, yen), .low = 0, .high = YEN_MAX },
	{ "share", TAKES_SHARE, .at = IN(extension, share) },
	{ "per", TAKES_PER, .at = IN(extension, unit) },
	{ "part", TAKES_PART, .at = IN(extension, unit) },
	{ "turns_into", TAKES_OTHER, .read = read_turns, .names = turns_names },
	{ "over", TAKES_NUMBER, .at = IN(extension, turns_into_band_over), .low = 1,
		.high = DAY_MINUTES },
	{ "gap", TAKES_EITHER, .at = IN(extension, gap_free), .names = gap_names },
	{ "rate", TAKES_SHARE, .at = IN(extension, rate) },
	{ "with_extras", TAKES_YES, .at = IN(extension, with_extras) },
	{ "follows", TAKES_OTHER, .read = read_follows, .shape = SHAPE_TEXTS,
		.codes = RULE_ADJUST },
	{ "rounding", TAKES_GROUP, .at = IN(extension, rounding), .inner = &rule_words_rounding },
};

const struct rule_section_row rule_row_extension = {
	.name = "extension", .own = RULE_WORDS(extension_table), .size = sizeof(struct extension),
	IN_BOOK(extensions, extension_count), .begin = begin_extension, .end = end_extension,
};
