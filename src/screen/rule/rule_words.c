/* rule_words.c - see rule_words.h. */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "screen/rule/rule_words.h"

#include <assert.h>

#include "base/i18n.h"

static const char *const labels[] = {
	[RULE_BOOK] = N_("The book"),
	[RULE_FACTS] = N_("Facts that are asked"),
	[RULE_USES] = N_("Uses"),
	[RULE_REASONS] = N_("Reasons"),
	[RULE_SEASONS] = N_("Seasons"),
	[RULE_ROOMS] = N_("Rooms"),
	[RULE_BANDS] = N_("Bands"),
	[RULE_SLOTS] = N_("Sets of bands"),
	[RULE_HOURS] = N_("Opening hours"),
	[RULE_CLOSINGS] = N_("Closing days"),
	[RULE_LOCAL_DAYS] = N_("Local holidays"),
	[RULE_OPENINGS] = N_("Extra openings"),
	[RULE_CLOSURES] = N_("Closures"),
	[RULE_STORM] = N_("Storm table"),
	[RULE_CLASSES] = N_("Classes"),
	[RULE_PRICES] = N_("Price tables"),
	[RULE_ADJUST] = N_("Surcharges and reductions"),
	[RULE_EXTRAS] = N_("Equipment"),
	[RULE_ROUNDING] = N_("Rounding"),
	[RULE_TAX] = N_("Tax"),
	[RULE_EXTENSION] = N_("Extensions"),
	[RULE_ALLOW] = N_("Conditions of use"),
	[RULE_WINDOWS] = N_("Windows"),
	[RULE_LIMITS] = N_("Limits"),
	[RULE_DEADLINES] = N_("Deadlines"),
	[RULE_REFUNDS] = N_("Refunds and changes"),
	[RULE_EXAMPLES] = N_("Worked examples"),
};
static_assert(ARRAY_LEN(labels) == RULE_SECTION_COUNT, "a label for each section");

const char *
rule_section_label(enum rule_section s)
{
	return _(labels[s]);
}
