/*
 * read_choice.c - the facts with their choices, gathered before anything refers to
 * one: the sections of a file stand in any order. Then codes into positions, with
 * a group of rooms as all of its rooms.
 */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include <assert.h>
#include <string.h>

#include "rule/read/reader.h"

static const struct choice day_kind_choices[] = {
	[DAY_WEEKDAY] = { "weekday", N_("weekday") },
	[DAY_SATURDAY] = { "saturday", N_("Saturday") },
	[DAY_SUNDAY] = { "sunday", N_("Sunday") },
	[DAY_HOLIDAY] = { "holiday", N_("holiday") },
};
static_assert(ARRAY_LEN(day_kind_choices) == DAY_KIND_COUNT, "a choice for each kind of day");

static const struct choice weekday_choices[] = {
	{ "sun", N_("Sunday") },    { "mon", N_("Monday") },   { "tue", N_("Tuesday") },
	{ "wed", N_("Wednesday") }, { "thu", N_("Thursday") }, { "fri", N_("Friday") },
	{ "sat", N_("Saturday") },
};

static const struct choice holiday_choices[] = {
	[RULE_HOLIDAY_NONE] = { "none", N_("no holiday") },
	[RULE_HOLIDAY_NAMED] = { "named", N_("named holiday") },
	[RULE_HOLIDAY_SUBSTITUTE] = { "substitute", N_("substitute holiday") },
	[RULE_HOLIDAY_BETWEEN] = { "between", N_("day between two holidays") },
	[RULE_HOLIDAY_LOCAL] = { "local", N_("local holiday") },
};
static_assert(ARRAY_LEN(holiday_choices) == RULE_HOLIDAY_COUNT, "a choice for each holiday");

static const struct choice way_choices[] = {
	[BY_COUNTER] = { "counter", N_("at the counter") },
	[BY_PHONE] = { "phone", N_("by telephone") },
	[BY_WEB] = { "web", N_("on the web") },
	[BY_MAIL] = { "mail", N_("by post") },
	[BY_FAX] = { "fax", N_("by fax") },
};
static_assert(ARRAY_LEN(way_choices) == BY_WAY_COUNT, "a choice for each way to apply");

/* The section whose entries are the choices, or the choices that every book has. */
struct fact_row {
	const char *code, *name;
	enum fact_kind kind;
	enum rule_section section; /* RULE_BOOK: none */
	const struct choice *fixed;
	size_t fixed_count;
};

/* clang-format off */
static const struct fact_row fact_rows[] = {
	[FACT_ROOM]       = { "room", N_("room"), FACT_CHOICE, RULE_ROOMS, NULL, 0 },
	[FACT_CLASS]      = { "class", N_("class"), FACT_CHOICE, RULE_CLASSES, NULL, 0 },
	[FACT_SEASON]     = { "season", N_("season"), FACT_CHOICE, RULE_SEASONS, NULL, 0 },
	[FACT_DAY_KIND]   = { "day_kind", N_("kind of day"), FACT_CHOICE, RULE_BOOK,
		day_kind_choices, ARRAY_LEN(day_kind_choices) },
	[FACT_WEEKDAY]    = { "weekday", N_("day of the week"), FACT_CHOICE, RULE_BOOK,
		weekday_choices, ARRAY_LEN(weekday_choices) },
	[FACT_HOLIDAY_KIND] = { "holiday_kind", N_("kind of holiday"), FACT_CHOICE, RULE_BOOK,
		holiday_choices, ARRAY_LEN(holiday_choices) },
	[FACT_USE]        = { "use", N_("use"), FACT_CHOICE, RULE_USES, NULL, 0 },
	[FACT_REASON]     = { "reason", N_("reason"), FACT_CHOICE, RULE_REASONS, NULL, 0 },
	[FACT_SLOT]       = { "slot", N_("set of bands"), FACT_CHOICE, RULE_SLOTS, NULL, 0 },
	[FACT_WAY]        = { "way", N_("way of applying"), FACT_CHOICE, RULE_BOOK, way_choices,
		ARRAY_LEN(way_choices) },
	[FACT_BANDS]      = { "bands", N_("bands"), FACT_SET, RULE_BANDS, NULL, 0 },
	[FACT_EXTRAS]     = { "extras", N_("equipment"), FACT_SET, RULE_EXTRAS, NULL, 0 },
	[FACT_COMPANIONS] = { "companions", N_("other rooms"), FACT_SET, RULE_ROOMS, NULL, 0 },
	[FACT_BAND]       = { "band", N_("band"), FACT_CHOICE, RULE_BANDS, NULL, 0 },
	[FACT_EXTRA]      = { "extra", N_("equipment"), FACT_CHOICE, RULE_EXTRAS, NULL, 0 },
	[FACT_HEADS]      = { "heads", N_("people"), FACT_NUMBER, RULE_BOOK, NULL, 0 },
	[FACT_MINUTES]    = { "minutes", N_("minutes of use"), FACT_NUMBER, RULE_BOOK, NULL, 0 },
	[FACT_FROM]       = { "from", N_("beginning"), FACT_TIME, RULE_BOOK, NULL, 0 },
	[FACT_TO]         = { "to", N_("end"), FACT_TIME, RULE_BOOK, NULL, 0 },
	[FACT_MONTH]      = { "month", N_("month of use"), FACT_NUMBER, RULE_BOOK, NULL, 0 },
	[FACT_NTH]        = { "nth", N_("which such weekday of the month"), FACT_NUMBER,
		RULE_BOOK, NULL, 0 },
	[FACT_DATE]       = { "date", N_("date of use"), FACT_MONTH_DAY, RULE_BOOK, NULL, 0 },
	[FACT_APPLY_DATE] = { "apply_date", N_("date of the application"), FACT_MONTH_DAY,
		RULE_BOOK, NULL, 0 },
	[FACT_AHEAD]      = { "ahead", N_("days ahead"), FACT_NUMBER, RULE_BOOK, NULL, 0 },
	[FACT_RUN_DAY]    = { "run_day", N_("day of a run of days"), FACT_NUMBER, RULE_BOOK,
		NULL, 0 },
	[FACT_DAYS]       = { "days", N_("days of use"), FACT_NUMBER, RULE_BOOK, NULL, 0 },
	[FACT_MONTHS]     = { "months", N_("months of use"), FACT_NUMBER, RULE_BOOK, NULL, 0 },
	[FACT_ROOMS_AT_ONCE] = { "rooms_at_once", N_("rooms at once"), FACT_NUMBER, RULE_BOOK,
		NULL, 0 },
	[FACT_SHARE]      = { "share", N_("share of the house"), FACT_PERCENT, RULE_BOOK, NULL, 0 },
	[FACT_ADMISSION]  = { "admission", N_("entrance fee"), FACT_YEN, RULE_BOOK, NULL, 0 },
};
/* clang-format on */
static_assert(ARRAY_LEN(fact_rows) == FACT_BUILT_IN, "a row for each fact");

static const char *
text_under(const struct yaml_node *map, const char *word, const char *otherwise)
{
	const struct yaml_node *node = map->kind == YAML_MAP ? yaml_get(map, word) : NULL;

	return node != NULL && node->kind == YAML_TEXT && node->text[0] != '\0' ? node->text
										: otherwise;
}

/* Positions are those of the entries: one without a good code has its place all the same. */
static void
gather(struct rule_reader *r, enum rule_section section, struct fact_def *def)
{
	const struct yaml_node *list = r->sections[section];
	int none = section == RULE_SEASONS ? 1 : 0;
	int count = list != NULL && list->kind == YAML_LIST ? list->count : 0;

	if (count + none > RULE_CHOICES_MAX)
		count = RULE_CHOICES_MAX - none;
	struct choice *choices = NEW_ARRAY(r, struct choice, count + none);

	if (none)
		choices[0] = (struct choice){ "none", _("no season") };
	for (int i = 0; i < count; i++) {
		const char *code = text_under(list->items[i], "code", "");

		choices[i + none] =
			(struct choice){ code, text_under(list->items[i], "name", code) };
	}
	def->choices = choices;
	def->choice_count = count + none;
}

static void
fix_choices(struct rule_reader *r, const struct fact_row *row, struct fact_def *def)
{
	struct choice *choices = NEW_ARRAY(r, struct choice, row->fixed_count);

	for (size_t i = 0; i < row->fixed_count; i++)
		choices[i] = (struct choice){ row->fixed[i].code, _(row->fixed[i].name) };
	def->choices = choices;
	def->choice_count = (int)row->fixed_count;
}

static const enum rule_section choice_sections[] = {
	RULE_USES, RULE_REASONS, RULE_SEASONS, RULE_ROOMS, RULE_BANDS, RULE_SLOTS, RULE_CLASSES,
	RULE_EXTRAS,
};

static void
check_counts(struct rule_reader *r)
{
	for (size_t i = 0; i < ARRAY_LEN(choice_sections); i++) {
		const struct yaml_node *list = r->sections[choice_sections[i]];
		int most = RULE_CHOICES_MAX - (choice_sections[i] == RULE_SEASONS ? 1 : 0);

		if (list != NULL && list->kind == YAML_LIST && list->count > most)
			FAULT(r, list, _("\"%s\" has %d entries; %d is the most"),
				rule_section_row(choice_sections[i])->name, list->count, most);
	}
}

void
rule_read_facts(struct rule_reader *r)
{
	struct book *b = r->book;
	const struct yaml_node *own = r->sections[RULE_FACTS];
	int own_count = own != NULL && own->kind == YAML_LIST ? own->count : 0;

	check_counts(r);
	b->facts = NEW_ARRAY(r, struct fact_def, FACT_BUILT_IN + own_count);
	b->fact_count = FACT_BUILT_IN;
	for (int i = 0; i < FACT_BUILT_IN; i++) {
		const struct fact_row *row = &fact_rows[i];

		b->facts[i] = (struct fact_def){ .code = row->code, .name = _(row->name),
			.kind = row->kind };
		if (row->section != RULE_BOOK)
			gather(r, row->section, &b->facts[i]);
		else if (row->fixed != NULL)
			fix_choices(r, row, &b->facts[i]);
	}
}

static const struct yaml_node *
group_of(const struct rule_reader *r, int i)
{
	const struct yaml_node *room = r->sections[RULE_ROOMS]->items[i];
	const struct yaml_node *group = room->kind == YAML_MAP ? yaml_get(room, "group") : NULL;

	return group != NULL && group->kind == YAML_TEXT ? group : NULL;
}

static bool
names_rooms(int fact)
{
	return fact == FACT_ROOM || fact == FACT_COMPANIONS;
}

static bool
is_first_of_group(const struct rule_reader *r, int room)
{
	const struct yaml_node *own = group_of(r, room);

	for (int i = 0; i < room && own != NULL; i++) {
		const struct yaml_node *group = group_of(r, i);

		if (group != NULL && strcmp(group->text, own->text) == 0)
			return false;
	}
	return own != NULL;
}

static void
offer_groups(const struct rule_reader *r, struct nearest *near, struct str *known)
{
	for (int i = 0; i < r->book->facts[FACT_ROOM].choice_count; i++) {
		const struct yaml_node *group = group_of(r, i);

		if (group == NULL || !is_first_of_group(r, i))
			continue;
		nearest_offer(near, group->text);
		str_addf(known, ", %s", group->text);
	}
}

static void
fault_choice(struct rule_reader *r, const char *word, int fact, const struct yaml_node *node)
{
	const struct fact_def *def = &r->book->facts[fact];
	struct nearest near = { .typed = node->text };
	AUTO_STR known = STR_INIT;

	for (int i = 0; i < def->choice_count; i++) {
		nearest_offer(&near, def->choices[i].code);
		if (def->choices[i].code[0] != '\0')
			str_addf(&known, "%s%s", known.len > 0 ? ", " : "", def->choices[i].code);
	}
	if (names_rooms(fact))
		offer_groups(r, &near, &known);
	if (near.best != NULL && near.best[0] != '\0')
		FAULT(r, node, _("\"%s\": there is no \"%s\"; did you mean \"%s\"?"), word,
			node->text, near.best);
	else if (known.len == 0)
		FAULT(r, node, _("\"%s\": there is no \"%s\", and the book has none at all"), word,
			node->text);
	else
		FAULT(r, node, _("\"%s\": there is no \"%s\"; there are: %s"), word, node->text,
			str_text(&known));
}

int
rule_choice(struct rule_reader *r, const char *word, int fact, const struct yaml_node *node)
{
	if (!rule_is_text(r, word, node))
		return NONE;
	int choice = fact_choice(&r->book->facts[fact], node->text);

	if (choice == NONE)
		fault_choice(r, word, fact, node);
	return choice;
}

static bool
add_group(const struct rule_reader *r, const char *code, struct choice_set *out)
{
	bool found = false;

	for (int i = 0; i < r->book->facts[FACT_ROOM].choice_count; i++) {
		const struct yaml_node *group = group_of(r, i);

		if (group == NULL || strcmp(group->text, code) != 0)
			continue;
		choice_set_add(out, i);
		found = true;
	}
	return found;
}

static bool
add_named(struct rule_reader *r, const char *word, int fact, const struct yaml_node *node,
	struct choice_set *out)
{
	if (!rule_is_text(r, word, node))
		return false;
	int choice = fact_choice(&r->book->facts[fact], node->text);

	if (choice != NONE)
		choice_set_add(out, choice);
	else if (!names_rooms(fact) || !add_group(r, node->text, out))
		fault_choice(r, word, fact, node);
	else
		return true;
	return choice != NONE;
}

bool
rule_choices(struct rule_reader *r, const char *word, int fact, const struct yaml_node *node,
	struct choice_set *out)
{
	bool good = true;

	if (node->kind == YAML_MAP || (node->kind == YAML_LIST && node->count == 0)) {
		FAULT(r, node, _("\"%s\" takes a code or a list of codes, such as [a, b]"), word);
		return false;
	}
	if (node->kind == YAML_TEXT)
		return add_named(r, word, fact, node, out);
	for (int i = 0; i < node->count; i++)
		good = add_named(r, word, fact, node->items[i], out) && good;
	return good;
}

int
rule_fact(struct rule_reader *r, const struct yaml_node *node)
{
	const struct book *b = r->book;
	struct nearest near = { .typed = node->text };
	AUTO_STR known = STR_INIT;
	int fact = book_fact(b, node->text);

	if (fact != NONE)
		return fact;
	for (int i = 0; i < b->fact_count; i++) {
		nearest_offer(&near, b->facts[i].code);
		str_addf(&known, "%s%s", i > 0 ? ", " : "", b->facts[i].code);
	}
	if (near.best != NULL)
		FAULT(r, node, _("there is no fact \"%s\"; did you mean \"%s\"?"), node->text,
			near.best);
	else
		FAULT(r, node, _("there is no fact \"%s\"; declare it in \"facts\" or use one of: "
				 "%s"), node->text, str_text(&known));
	return NONE;
}
