/*
 * guard.c - a sentence and a field for each guard in db/. A guard that has
 * no row here still refuses; its name then goes to the log.
 */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "desk/guard.h"

#include <stdio.h>
#include <string.h>

#include "base/i18n.h"
#include "base/log.h"
#include "base/macros.h"

struct guard {
	const char *name;
	const char *field; /* where the cursor goes, or NULL */
	const char *sentence;
};

/* clang-format off */
static const struct guard guards[] = {
	{ "administrator_reads_no_consultation", "is_allowed",
	  N_("Administrators never read consultations; this right stays off.") },
	{ "auditor_cannot_write", "is_allowed", N_("Auditors never write; this right stays off.") },
	{ "booking_due_is_charged", NULL,
	  N_("What the booking comes to is not the sum of its charges.") },
	{ "booking_has_a_party", "group_id",
	  N_("Say who books: a group, a person, or the caller's name.") },
	{ "booking_heads_count", "heads", N_("Say how many people come: at least one.") },
	{ "booking_occupies", NULL,
	  N_("The time that the booking takes of its room is not the time that it was given.") },
	{ "booking_road", "state", N_("A key goes out only for a booking that was permitted.") },
	{ "booking_room_has_no_units", "room_id",
	  N_("This room is made of no unit yet; load the rule book that has it.") },
	{ "booking_taken_is_not_negative", "taken",
	  N_("No more can be given back than was taken for the booking.") },
	{ "booking_taken_is_received", NULL,
	  N_("What was taken for the booking is not the sum of its receipts.") },
	{ "booking_time_order", "to_minute", N_("The use ends before it begins.") },
	{ "call_done_has_an_outcome", "outcome", N_("Say what came of the call.") },
	{ "charge_is_settled", NULL,
	  N_("Money was taken or given back upon this charge; add a correction instead.") },
	{ "charge_stays", NULL, N_("A charge is never changed; add a correction.") },
	{ "closure_counter_is_yes_or_no", "counter_only", N_("Say yes or no.") },
	{ "closure_days_order", "to_day", N_("The last day comes before the first one.") },
	{ "closure_hours_order", "to_minute", N_("The time of day ends before it begins.") },
	{ "closure_reason_is_there", "reason", N_("A closure needs its reason.") },
	{ "closure_room_is_a_code", "room",
	  N_("A room is named by its code in the rule book, as in \"hall_a\".") },
	{ "code_fixed_is_in_use", "retired",
	  N_("The program counts on this code; it can be renamed, but not retired.") },
	{ "code_is_a_name", "code",
	  N_("A code is made of small letters, digits and underscores, as in \"town_hall\".") },
	{ "code_keeps_meaning", "code",
	  N_("A code keeps its meaning: retire this one and add another.") },
	{ "code_list_is_fixed", "list",
	  N_("The program counts on this list; it takes no new codes.") },
	{ "code_list_unknown", "list", N_("There is no such code list.") },
	{ "code_stays", NULL, N_("A code cannot be removed, only retired: old records use it.") },
	{ "code_taken", "code",
	  N_("This list has that code already.") },
	{ "contact_term_order", "term_until", N_("The term ends before it begins.") },
	{ "contact_twice", "person_id", N_("This person already has this role in the group.") },
	{ "group_budget_negative", "budget_yen", N_("The budget cannot be less than nothing.") },
	{ "group_dues_negative", "dues_yen", N_("The dues cannot be less than nothing.") },
	{ "group_households_negative", "households",
	  N_("A number of households cannot be negative.") },
	{ "group_is_dissolved", NULL, N_("This group is dissolved; undo the dissolution first.") },
	{ "group_is_merged", NULL, N_("This group was merged into another one; change that one.") },
	{ "group_members_city_negative", "members_city",
	  N_("A number of members cannot be negative.") },
	{ "group_members_commuting_negative", "members_commuting",
	  N_("A number of members cannot be negative.") },
	{ "group_members_negative", "members", N_("A number of members cannot be negative.") },
	{ "group_members_sum", "members_city",
	  N_("More members live or work in the city than there are members.") },
	{ "group_merge_target", "merged_into",
	  N_("A group can be merged only into one that was not merged itself.") },
	{ "group_merged_into_itself", "merged_into", N_("A group cannot be merged into itself.") },
	{ "group_number_was_used", "number",
	  N_("Another group once had this number; papers still name it. Give another one.") },
	{ "home_mark_stays", NULL, N_("A training home never becomes a real one.") },
	{ "last_administrator", "is_active",
	  N_("This is the last administrator. Make somebody else administrator first.") },
	{ "layout_capacity_counts", "capacity", N_("A room holds at least one person.") },
	{ "neighbour_reason_is_there", "reason",
	  N_("Say what the warning is, as in \"The piano is heard\".") },
	{ "occupation_overlap", "from_minute",
	  N_("The room, or a part of it, is taken at that time.") },
	{ "occupation_time_order", "to_minute",
	  N_("With what is kept free around it, the use ends before it begins.") },
	{ "paper_registration", "registration_id",
	  N_("That registration belongs to another group.") },
	{ "receipt_has_a_payer", "payer", N_("A receipt names who paid.") },
	{ "receipt_was_handed_enough", "received",
	  N_("No less cash is handed over than the receipt says.") },
	{ "receipt_has_a_sum", "yen", N_("A receipt is for at least one yen.") },
	{ "receipt_says_what_for", "what", N_("A receipt says what was paid for.") },
	{ "receipt_serial_follows", "serial",
	  N_("Receipts are numbered without a gap. Try again.") },
	{ "receipt_serial_taken", "serial",
	  N_("Another desk has just written a receipt. Try again.") },
	{ "receipt_stays", NULL,
	  N_("A receipt is never changed; void it with a reason (F11 on the receipt).") },
	{ "receipt_void_taken", "receipt_id", N_("This receipt is void already.") },
	{ "registration_is_decided", "valid_from",
	  N_("What was decided keeps its period; undo the decision first.") },
	{ "registration_overlap", "valid_from",
	  N_("The group is already registered for a part of this period.") },
	{ "registration_period_order", "valid_until", N_("The period ends before it begins.") },
	{ "requirement_request_is_known", "request",
	  N_("Papers are asked for at a registration that is new or a renewal.") },
	{ "requirement_taken", "paper_kind",
	  N_("This paper is asked for already.") },
	{ "role_right_taken", "act",
	  N_("This right stands in the list already.") },
	{ "room_capacity_counts", "capacity", N_("A room holds at least one person.") },
	{ "room_code_is_a_name", "code",
	  N_("A code is made of small letters, digits and underscores, as in \"town_hall\".") },
	{ "room_code_taken", "code", N_("Another room has this code.") },
	{ "room_is_no_neighbour_of_itself", "neighbour_id",
	  N_("Choose another room: none is its own neighbour.") },
	{ "room_layout_taken", "layout", N_("The room has this layout already.") },
	{ "room_neighbour_taken", "neighbour_id",
	  N_("This neighbour stands in the list already.") },
	{ "room_unit_stays", "unit_id",
	  N_("Remove this unit from the room and add the other one.") },
	{ "room_unit_taken", "unit_id", N_("The room has this unit already.") },
	{ "rule_book_edition_counts", "edition", N_("Editions count from 1.") },
	{ "rule_book_edition_taken", "edition",
	  N_("Another desk has just loaded a rule book. Look at it, then load yours again.") },
	{ "rule_book_has_a_day", "in_force_from", N_("An edition takes force on a day.") },
	{ "rule_book_stays", NULL,
	  N_("An edition of the rule book stays as it was loaded; load a new one.") },
	{ "rule_has_words", "words", N_("A rule without words says nothing.") },
	{ "rule_source_has_words", NULL, N_("A rule book without words says nothing.") },
	{ "rule_stays", NULL, N_("A rule stays as it was loaded; load a new edition.") },
	{ "series_counts_from_one", "next",
	  N_("A series of numbers counts from 1.") },
	{ "series_date_taken", "day", N_("The series has this day already.") },
	{ "series_has_a_party", "group_id", N_("Say whose series it is: a group or a person.") },
	{ "series_is_a_name", "series",
	  N_("A series is named in small letters, digits and underscores.") },
	{ "series_never_goes_back", "next", N_("A series of numbers never goes back.") },
	{ "series_pattern_has_number", "pattern",
	  N_("The pattern needs the number: {n}, or {n4} for four digits.") },
	{ "series_rule_is_there", "rule",
	  N_("Say on which days, as in \"2nd tue\" or \"weekly fri\".") },
	{ "series_taken", "fiscal_year",
	  N_("The series has numbers for this year already.") },
	{ "series_time_order", "to_minute", N_("The use ends before it begins.") },
	{ "site_code_taken", "code",
	  N_("Another site has this code.") },
	{ "staff_account_taken", "os_account",
	  N_("This OS account belongs to another member of staff.") },
	{ "staff_code_taken", "code",
	  N_("Another member of staff has this code.") },
	{ "staff_stays", NULL, N_("A member of staff cannot be removed, only disabled.") },
	{ "unit_code_is_a_name", "code",
	  N_("A code is made of small letters, digits and underscores, as in \"town_hall\".") },
	{ "unit_code_taken", "code", N_("Another unit has this code.") },
	{ "void_reason_is_there", "reason", N_("Say why the receipt is void.") },
};
/* clang-format on */

static const struct guard *
find_guard(const char *name)
{
	for (size_t i = 0; i < ARRAY_LEN(guards); i++)
		if (strcmp(guards[i].name, name) == 0)
			return &guards[i];
	return NULL;
}

const char *
guard_sentence(const char *name)
{
	const struct guard *g = find_guard(name);
	return g ? _(g->sentence) : NULL;
}

/* code_unknown_<field>: the code list has no such code. */
static bool
explain_code(const struct form *form, const char *guard, struct err *e)
{
	static const char prefix[] = "code_unknown_";
	if (strncmp(guard, prefix, sizeof(prefix) - 1) != 0)
		return false;
	const struct form_field *f = form_field_find(form, guard + sizeof(prefix) - 1);
	err_set_field(e, ERR_REFUSED, f ? f->name : "",
		      _("%s: the code list has no such code. Choose one from the list (F4)."),
		      f ? field_label(f) : form_label(form));
	return true;
}

bool
guard_explain(struct desk *d, const struct form *form, struct err *e)
{
	const char *name = store_last_guard(d->store);
	if (!e || e->code != ERR_REFUSED || str_is_empty(name))
		return false;
	const struct guard *g = find_guard(name);
	if (g)
		err_set_field(e, ERR_REFUSED, g->field ? g->field : "", "%s", _(g->sentence));
	else if (!explain_code(form, name, e))
		log_write("refused by guard %s", name);
	return false;
}
