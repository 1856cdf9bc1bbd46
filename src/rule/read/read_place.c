/*
 * read_place.c - the book itself, the facts it declares, uses and reasons; rooms,
 * bands and slot sets.
 */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include <string.h>

#include "rule/read/reader.h"

#define DAY_MINUTES 1440

/* --- the book --- */

static void
begin_book(struct rule_reader *r __attribute__((unused)),
	const struct yaml_node *node __attribute__((unused)), void *entry)
{
	struct book_title *title = entry;

	title->name = title->law = title->language = "";
}

static void
end_book(struct rule_reader *r, const struct yaml_node *node, void *entry)
{
	struct book_title *title = entry;

	if (yaml_get(node, "name") == NULL)
		FAULT(r, node, _("\"%s\" needs the word \"%s\""), "book", "name");
	title->name = title->rule.name;
}

static const struct rule_word book_table[] = {
	{ "law", TAKES_TEXT, .at = IN(book_title, law) },
	{ "language", TAKES_TEXT, .at = IN(book_title, language) },
};

const struct rule_section_row rule_row_book = {
	.name = "book", .own = RULE_WORDS(book_table), .single = true,
	.at = offsetof(struct book, title), .begin = begin_book, .end = end_book,
};

/* --- facts, uses, reasons --- */

static const char *const kind_names[] = {
	[FACT_CHOICE] = "choice", [FACT_SET] = "", [FACT_YES] = "yes_no",
	[FACT_NUMBER] = "number", [FACT_YEN] = "yen", [FACT_PERCENT] = "percent",
	[FACT_TIME] = "time", [FACT_MONTH_DAY] = "date", NULL
};

static const struct rule_word choice_table[] = {
	{ "code", TAKES_CODE, .at = IN(choice, code), .needed = true },
	{ "name", TAKES_TEXT, .at = IN(choice, name) },
};
static const struct rule_words choice_words = RULE_WORDS(choice_table);

static void
check_choice_once(struct rule_reader *r, const struct own_fact *fact,
	const struct yaml_node *node)
{
	const struct choice *last = &fact->choices[fact->choice_count];

	for (int i = 0; i < fact->choice_count; i++) {
		if (strcmp(fact->choices[i].code, last->code) == 0)
			FAULT(r, node, _("the choice \"%s\" stands here a second time"),
				last->code);
	}
}

/* A choice alone is its code: choices: [adult, child]. */
static void
read_choices(struct rule_reader *r, const struct yaml_node *node, void *entry)
{
	struct own_fact *fact = entry;

	if (!rule_is_list(r, "choices", node))
		return;
	if (node->count > RULE_CHOICES_MAX) {
		FAULT(r, node, _("\"%s\" has %d entries; %d is the most"), "choices", node->count,
			RULE_CHOICES_MAX);
		return;
	}
	fact->choices = NEW_ARRAY(r, struct choice, node->count);
	for (int i = 0; i < node->count; i++) {
		const struct yaml_node *item = node->items[i];
		const struct rule_group group = { &choice_words, NULL, "choices", item };
		struct choice *choice = &fact->choices[fact->choice_count];

		choice->code = "";
		if (item->kind == YAML_MAP)
			rule_words_read(r, &group, choice);
		else
			choice->code = rule_code(r, "choices", item);
		if (choice->code == NULL || choice->code[0] == '\0')
			continue;
		if (choice->name == NULL)
			choice->name = choice->code;
		check_choice_once(r, fact, item);
		fact->choice_count++;
	}
}

/* The value is read as a condition's would be, so that both are written alike. */
static void
read_default(struct rule_reader *r, const struct yaml_node *node, struct fact_def *def)
{
	struct yaml_node key = { .kind = YAML_TEXT, .line = node->line, .column = node->column,
		.text = def->code };
	struct yaml_node value = *node;
	const struct yaml_node *keys[] = { &key }, *items[] = { &value };
	const struct yaml_node map = { .kind = YAML_MAP, .line = node->line,
		.column = node->column, .count = 1, .keys = keys, .items = items };
	struct condition c = { 0, NULL };

	if (!rule_is_text(r, "default", node))
		return;
	rule_condition(r, "default", &map, &c);
	if (c.count == 0 || c.ways[0].count == 0)
		return;
	const struct test *test = &c.ways[0].tests[0];

	def->has_default = true;
	def->dflt = test->least;
	for (int i = 0; def->kind == FACT_CHOICE && i < def->choice_count; i++) {
		if (choice_set_has(&test->any, i))
			def->dflt = i;
	}
}

/* Facts that a caller says and on which a by-law may speak for those who do not. */
static bool
may_have_default(int fact)
{
	return fact == FACT_WAY || fact == FACT_USE || fact == FACT_REASON || fact == FACT_HEADS ||
	       fact == FACT_ADMISSION;
}

/* What the program knows already has its kind; the book says what holds when nobody does. */
static void
end_built_in(struct rule_reader *r, const struct yaml_node *node, int fact)
{
	struct fact_def *def = &r->book->facts[fact];
	const struct yaml_node *name = yaml_get(node, "name");
	const struct yaml_node *dflt = yaml_get(node, "default");

	if (!may_have_default(fact)) {
		FAULT(r, node, _("\"%s\" is a fact of the program already: choose another code"),
			def->code);
		return;
	}
	if (yaml_get(node, "type") != NULL || yaml_get(node, "choices") != NULL)
		FAULT(r, node, _("\"%s\" is a fact of the program already: it takes a name and a "
				 "default only"), def->code);
	if (name != NULL && name->kind == YAML_TEXT)
		def->name = name->text;
	if (dflt != NULL)
		read_default(r, dflt, def);
}

static void
end_fact(struct rule_reader *r, const struct yaml_node *node, void *entry)
{
	struct own_fact *fact = entry;
	struct book *b = r->book;
	const struct yaml_node *dflt = yaml_get(node, "default");
	int known = fact->rule.code[0] != '\0' ? book_fact(b, fact->rule.code) : NONE;

	if (known != NONE && known < FACT_BUILT_IN) {
		end_built_in(r, node, known);
		return;
	}
	if (yaml_get(node, "type") == NULL)
		FAULT(r, node, _("\"%s\" needs the word \"%s\""), "facts", "type");
	else if (fact->kind == FACT_CHOICE && fact->choice_count == 0)
		FAULT(r, node, _("\"%s\" needs the word \"%s\""), "facts", "choices");
	if (fact->kind != FACT_CHOICE && fact->choices != NULL)
		FAULT(r, node, _("\"choices\" stand with type: choice only"));
	struct fact_def *def = &b->facts[b->fact_count++];

	*def = (struct fact_def){ .code = fact->rule.code, .name = fact->rule.name,
		.kind = fact->kind, .choice_count = fact->choice_count, .choices = fact->choices,
		.has_default = fact->kind == FACT_YES };
	if (dflt != NULL && def->code[0] != '\0')
		read_default(r, dflt, def);
}

static void
read_as_written(struct rule_reader *r, const struct yaml_node *node, void *entry)
{
	struct own_fact *fact = entry;

	if (rule_is_text(r, "default", node))
		fact->dflt = node->text;
}

static const struct rule_word fact_table[] = {
	{ "type", TAKES_ONE, .at = IN(own_fact, kind), .names = kind_names },
	{ "choices", TAKES_OTHER, .inner = &choice_words, .read = read_choices,
		.shape = SHAPE_LIST },
	{ "default", TAKES_OTHER, .read = read_as_written },
};

const struct rule_section_row rule_row_facts = {
	.name = "facts", .own = RULE_WORDS(fact_table), .needs_code = true,
	.size = sizeof(struct own_fact), IN_BOOK(own_facts, own_fact_count), .end = end_fact,
};

const struct rule_section_row rule_row_uses = {
	.name = "uses", .needs_code = true, .size = sizeof(struct use), IN_BOOK(uses, use_count),
};

static const char *const fault_names[] = { "nobody", "ours", "theirs", NULL };

static const struct rule_word reason_table[] = {
	{ "fault", TAKES_ONE, .at = IN(reason, fault), .names = fault_names },
};

const struct rule_section_row rule_row_reasons = {
	.name = "reasons", .own = RULE_WORDS(reason_table), .needs_code = true,
	.size = sizeof(struct reason), IN_BOOK(reasons, reason_count),
};

/* --- rooms --- */

static void
begin_room(struct rule_reader *r __attribute__((unused)),
	const struct yaml_node *node __attribute__((unused)), void *entry)
{
	struct room *room = entry;

	room->group = "";
}

/* The position of a piece of floor; a new one is added. NONE when there are too many. */
static int
unit_of(struct rule_reader *r, const char *code)
{
	struct book *b = r->book;

	if (b->units == NULL)
		b->units = NEW_ARRAY(r, const char *, RULE_CHOICES_MAX);
	for (int i = 0; i < b->unit_count; i++) {
		if (strcmp(b->units[i], code) == 0)
			return i;
	}
	if (b->unit_count == RULE_CHOICES_MAX)
		return NONE;
	b->units[b->unit_count] = code;
	return b->unit_count++;
}

static void
add_unit(struct rule_reader *r, const struct yaml_node *node, const char *code,
	struct room *room)
{
	int unit = code != NULL ? unit_of(r, code) : NONE;

	if (unit != NONE)
		choice_set_add(&room->units, unit);
	else if (code != NULL)
		FAULT(r, node, _("the rooms have more than %d units"), RULE_CHOICES_MAX);
}

static void
read_units(struct rule_reader *r, const struct yaml_node *node, void *entry)
{
	if (!rule_is_list(r, "units", node))
		return;
	if (node->count == 0)
		FAULT(r, node, _("\"%s\" is empty"), "units");
	for (int i = 0; i < node->count; i++)
		add_unit(r, node->items[i], rule_code(r, "units", node->items[i]), entry);
}

static void
find_parts(struct book *b, int room)
{
	struct room *this = &b->rooms[room];

	for (int i = 0; i < room && room < RULE_CHOICES_MAX; i++) {
		struct room *other = &b->rooms[i];

		if (choice_set_holds(&this->units, &other->units))
			choice_set_add(&this->parts, i);
		if (choice_set_holds(&other->units, &this->units))
			choice_set_add(&other->parts, room);
	}
}

static void
end_room(struct rule_reader *r, const struct yaml_node *node, void *entry)
{
	struct room *room = entry;
	const struct yaml_node *group = yaml_get(node, "group");

	if (yaml_get(node, "units") == NULL && room->rule.code[0] != '\0')
		add_unit(r, node, room->rule.code, room);
	if (group != NULL && room->group[0] != '\0' &&
		fact_choice(&r->book->facts[FACT_ROOM], room->group) != NONE)
		FAULT(r, group, _("\"%s\" is the code of a room and cannot be a group too"),
			room->group);
	find_parts(r->book, r->book->room_count);
}

static const struct rule_word room_table[] = {
	{ "units", TAKES_OTHER, .read = read_units, .shape = SHAPE_TEXTS, .codes = RULE_ROOMS,
		.open = true },
	{ "capacity", TAKES_NUMBER, .at = IN(room, capacity), .low = 1, .high = 100000 },
	{ "share", TAKES_NUMBER, .at = IN(room, share), .low = 1, .high = 100 },
	{ "group", TAKES_CODE, .at = IN(room, group) },
	{ "set_up", TAKES_NUMBER, .at = IN(room, set_up), .low = 0, .high = DAY_MINUTES },
	{ "clear_up", TAKES_NUMBER, .at = IN(room, clear_up), .low = 0, .high = DAY_MINUTES },
};

const struct rule_section_row rule_row_rooms = {
	.name = "rooms", .own = RULE_WORDS(room_table), .needs_code = true,
	.size = sizeof(struct room), IN_BOOK(rooms, room_count), .begin = begin_room,
	.end = end_room,
};

/* --- bands --- */

static void
begin_band(struct rule_reader *r __attribute__((unused)),
	const struct yaml_node *node __attribute__((unused)), void *entry)
{
	struct band *band = entry;

	band->from = band->to = NONE;
}

/* A band covers those before it, so that it cannot cover itself by way of others. */
static void
cover(struct rule_reader *r, const struct yaml_node *node, int part, struct band *band)
{
	struct book *b = r->book;

	if (part >= b->band_count) {
		FAULT(r, node, part == b->band_count ?
			_("the band \"%s\" covers itself") :
			_("the band \"%s\" stands below this one: a band covers bands above it"),
			node->text);
		return;
	}
	const struct band *other = &b->bands[part];

	if (choice_set_is_empty(&other->covers))
		choice_set_add(&band->covers, part);
	for (int i = 0; i < part; i++) {
		if (choice_set_has(&other->covers, i))
			choice_set_add(&band->covers, i);
	}
}

static void
read_covers(struct rule_reader *r, const struct yaml_node *node, void *entry)
{
	if (!rule_is_list(r, "covers", node))
		return;
	if (node->count == 0)
		FAULT(r, node, _("\"%s\" is empty"), "covers");
	for (int i = 0; i < node->count; i++) {
		int part = rule_choice(r, "covers", FACT_BAND, node->items[i]);

		if (part != NONE)
			cover(r, node->items[i], part, entry);
	}
}

/* From the first of its parts to the last, when the book does not say. */
static void
span_of_parts(struct rule_reader *r, const struct yaml_node *node, struct band *band)
{
	int from = DAY_MINUTES, to = 0;

	for (int i = 0; i < r->book->band_count; i++) {
		const struct band *part = &r->book->bands[i];

		if (!choice_set_has(&band->covers, i))
			continue;
		from = part->from < from ? part->from : from;
		to = part->to > to ? part->to : to;
	}
	if (band->from == NONE)
		band->from = from;
	if (band->to == NONE)
		band->to = to;
	if (band->from > from || band->to < to)
		FAULT(r, node, _("the band \"%s\" does not hold all that it covers"),
			band->rule.code);
}

static void
end_band(struct rule_reader *r, const struct yaml_node *node, void *entry)
{
	struct band *band = entry;

	if (!choice_set_is_empty(&band->covers))
		span_of_parts(r, node, band);
	else if (yaml_get(node, "covers") == NULL && yaml_get(node, "from") == NULL)
		FAULT(r, node, _("\"%s\" needs the word \"%s\""), "bands", "from");
	else if (yaml_get(node, "covers") == NULL && yaml_get(node, "to") == NULL)
		FAULT(r, node, _("\"%s\" needs the word \"%s\""), "bands", "to");
	if (band->from != NONE && band->to != NONE && band->from >= band->to)
		FAULT(r, node, _("\"%s\" ends before it begins"), band->rule.code);
}

static const struct rule_word band_table[] = {
	{ "from", TAKES_TIME, .at = IN(band, from) },
	{ "to", TAKES_TIME, .at = IN(band, to) },
	{ "covers", TAKES_OTHER, .read = read_covers, .shape = SHAPE_TEXTS,
		.codes = RULE_BANDS },
};

const struct rule_section_row rule_row_bands = {
	.name = "bands", .own = RULE_WORDS(band_table), .needs_code = true,
	.size = sizeof(struct band), IN_BOOK(bands, band_count), .begin = begin_band,
	.end = end_band,
};

/* --- slot sets --- */

static void
check_overlap(struct rule_reader *r, const struct yaml_node *node, const struct slot_set *s)
{
	const struct band *bands = r->book->bands, *last = &bands[s->bands[s->band_count - 1]];

	for (int i = 0; i < s->band_count - 1 && choice_set_is_empty(&last->covers); i++) {
		const struct band *other = &bands[s->bands[i]];

		if (!choice_set_is_empty(&other->covers) || other->to <= last->from ||
			last->to <= other->from)
			continue;
		FAULT(r, node, _("the bands \"%s\" and \"%s\" overlap: in one set of bands only a "
				 "band that covers others may"), other->rule.code, last->rule.code);
	}
}

static void
read_slot_bands(struct rule_reader *r, const struct yaml_node *node, void *entry)
{
	struct slot_set *s = entry;

	if (!rule_is_list(r, "bands", node))
		return;
	if (node->count == 0)
		FAULT(r, node, _("\"%s\" is empty"), "bands");
	int *bands = NEW_ARRAY(r, int, node->count);

	s->bands = bands;
	for (int i = 0; i < node->count; i++) {
		int band = rule_choice(r, "bands", FACT_BAND, node->items[i]);

		if (band == NONE || band >= r->book->band_count)
			continue;
		if (choice_set_has(&s->band_set, band)) {
			FAULT(r, node->items[i], _("\"%s\" is twice in this list"),
				node->items[i]->text);
			continue;
		}
		choice_set_add(&s->band_set, band);
		bands[s->band_count++] = band;
		check_overlap(r, node->items[i], s);
	}
}

static void
end_slot(struct rule_reader *r, const struct yaml_node *node, void *entry)
{
	const struct slot_set *s = entry;
	bool bands = yaml_get(node, "bands") != NULL, grid = yaml_get(node, "grid") != NULL;

	if (bands == grid)
		FAULT(r, node, _("\"slots\" needs either \"bands\" or \"grid\""));
	if (!grid && (yaml_get(node, "least") != NULL || yaml_get(node, "most") != NULL))
		FAULT(r, node, _("\"least\" and \"most\" stand with \"grid\" only"));
	if (s->most != 0 && s->least > s->most)
		FAULT(r, node, _("\"least\" is more than \"most\""));
	if (s->grid > 0 && (s->least % s->grid != 0 || s->most % s->grid != 0))
		FAULT(r, node, _("\"least\" and \"most\" must be so many times \"grid\""));
}

static const struct rule_word slot_table[] = {
	{ "bands", TAKES_OTHER, .read = read_slot_bands, .shape = SHAPE_TEXTS,
		.codes = RULE_BANDS },
	{ "grid", TAKES_NUMBER, .at = IN(slot_set, grid), .low = 1, .high = DAY_MINUTES },
	{ "least", TAKES_NUMBER, .at = IN(slot_set, least), .low = 0, .high = DAY_MINUTES },
	{ "most", TAKES_NUMBER, .at = IN(slot_set, most), .low = 0, .high = DAY_MINUTES },
	{ "clear", TAKES_NUMBER, .at = IN(slot_set, clear), .low = 0, .high = DAY_MINUTES },
};

const struct rule_section_row rule_row_slots = {
	.name = "slots", .own = RULE_WORDS(slot_table), .size = sizeof(struct slot_set),
	IN_BOOK(slots, slot_count), .end = end_slot,
};
