/*
 * words.c - the sections in the order in which a file is written, and the words
 * found by name.
 */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "rule/words.h"

#include <assert.h>
#include <string.h>

#include "rule/read/read.h"
#include "rule/read/reader.h"

/* clang-format off */
static const struct rule_section_row *const rows[] = {
	[RULE_BOOK]       = &rule_row_book,
	[RULE_FACTS]      = &rule_row_facts,
	[RULE_USES]       = &rule_row_uses,
	[RULE_REASONS]    = &rule_row_reasons,
	[RULE_SEASONS]    = &rule_row_seasons,
	[RULE_ROOMS]      = &rule_row_rooms,
	[RULE_BANDS]      = &rule_row_bands,
	[RULE_SLOTS]      = &rule_row_slots,
	[RULE_HOURS]      = &rule_row_hours,
	[RULE_CLOSINGS]   = &rule_row_closings,
	[RULE_LOCAL_DAYS] = &rule_row_local_days,
	[RULE_OPENINGS]   = &rule_row_openings,
	[RULE_CLOSURES]   = &rule_row_closures,
	[RULE_STORM]      = &rule_row_storm,
	[RULE_CLASSES]    = &rule_row_classes,
	[RULE_PRICES]     = &rule_row_prices,
	[RULE_ADJUST]     = &rule_row_adjust,
	[RULE_EXTRAS]     = &rule_row_extras,
	[RULE_ROUNDING]   = &rule_row_rounding,
	[RULE_TAX]        = &rule_row_tax,
	[RULE_EXTENSION]  = &rule_row_extension,
	[RULE_ALLOW]      = &rule_row_allow,
	[RULE_WINDOWS]    = &rule_row_windows,
	[RULE_LIMITS]     = &rule_row_limits,
	[RULE_DEADLINES]  = &rule_row_deadlines,
	[RULE_REFUNDS]    = &rule_row_refunds,
	[RULE_EXAMPLES]   = &rule_row_examples,
};
/* clang-format on */
static_assert(ARRAY_LEN(rows) == RULE_SECTION_COUNT, "a row for each section");

const struct rule_section_row *
rule_section_row(enum rule_section s)
{
	return rows[s];
}

const char *
rule_section_name(enum rule_section s)
{
	return rows[s]->name;
}

bool
rule_section_is_of_calendar(enum rule_section s)
{
	switch (s) {
	case RULE_BOOK:
	case RULE_FACTS:
	case RULE_USES:
	case RULE_REASONS:
	case RULE_SEASONS:
	case RULE_ROOMS:
	case RULE_BANDS:
	case RULE_SLOTS:
	case RULE_HOURS:
	case RULE_CLOSINGS:
	case RULE_LOCAL_DAYS:
	case RULE_OPENINGS:
	case RULE_CLOSURES:
	case RULE_CLASSES:
	case RULE_EXTRAS:
		return true;
	case RULE_STORM:
	case RULE_PRICES:
	case RULE_ADJUST:
	case RULE_ROUNDING:
	case RULE_TAX:
	case RULE_EXTENSION:
	case RULE_ALLOW:
	case RULE_WINDOWS:
	case RULE_LIMITS:
	case RULE_DEADLINES:
	case RULE_REFUNDS:
	case RULE_EXAMPLES:
	case RULE_SECTION_COUNT:
		break;
	}
	return false;
}

enum rule_section
rule_section_find(const char *name)
{
	int s = 0;

	while (s < RULE_SECTION_COUNT && strcmp(rows[s]->name, name) != 0)
		s++;
	return (enum rule_section)s;
}

const struct rule_words *
rule_common_words(void)
{
	return &rule_words_common;
}

const struct rule_words *
rule_moment_words(void)
{
	return &rule_words_moment;
}

const struct rule_word *
rule_word_find(const struct rule_words *words, const char *name)
{
	for (int i = 0; i < words->count; i++) {
		if (yaml_same(words->words[i].name, name))
			return &words->words[i];
	}
	return NULL;
}

const char *const *
rule_word_names(const struct rule_word *w)
{
	static const char *const yes_names[] = { "no", "yes", NULL };
	static const char *const month_day_names[] = { "last", NULL };

	switch ((int)w->takes) {
	case TAKES_YES:
		return yes_names;
	case TAKES_MONTH_DAY:
		return month_day_names;
	case TAKES_PER:
		return rule_per_names;
	case TAKES_PART:
		return rule_part_names;
	default:
		return w->names;
	}
}
