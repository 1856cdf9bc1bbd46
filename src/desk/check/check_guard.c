/*
 * check_guard.c - every guard of db/ once more, as a query that finds what it
 * should have refused: a trigger holds only while it is there. A guard that
 * forbids a step rather than a state is asked of the audit, which knows what
 * was. A new guard is a row here and one in guard.c.
 */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "desk/check/check_part.h"

#include "base/i18n.h"
#include "desk/guard.h"
#include "store/stmt.h"

/* Ids of the rows of `table` that break the guard. */
struct guard_query {
	const char *guard, *table, *sql;
};

#define NO_CODE(table, id, column, list)                                                    \
	"SELECT t." id " FROM " table " AS t WHERE t." column " IS NOT NULL AND NOT EXISTS" \
	" (SELECT 1 FROM code WHERE list = '" list "' AND code = t." column ")"
#define NO_BOOL(table, column) "SELECT id FROM " table " WHERE " column " NOT IN (0, 1)"
#define EMPTY(table, column)   "SELECT id FROM " table " WHERE " column " = ''"
#define NEGATIVE(column)       "SELECT id FROM civic_group WHERE " column " < 0"
#define TWICE(table, columns) \
	"SELECT max(id) FROM " table " GROUP BY " columns " HAVING count(*) > 1"
/* What the audit saw being added, or acting, and is there no more. */
#define GONE(table)                                                                             \
	"SELECT DISTINCT a.object_id FROM audit AS a WHERE a.object_type = '" table "'"         \
	" AND a.action = 'add' AND NOT EXISTS (SELECT 1 FROM " table " WHERE id = a.object_id)" \
	" AND NOT EXISTS (SELECT 1 FROM audit AS u WHERE u.undoes = a.change AND u.undoes <> 0)"
/* What the audit saw being added, and is not as it was then. */
#define ALTERED(table, column)                                                                  \
	"SELECT t.id FROM " table " AS t JOIN audit AS a ON a.object_type = '" table "'"        \
	" AND a.object_id = t.id AND a.action = 'add' WHERE json_valid(a.detail) AND t." column \
	" IS NOT json_extract(a.detail, '$.after." column "')"
/* What the audit saw being added, and nothing may take away. */
#define LOST(table)                                                                     \
	"SELECT DISTINCT a.object_id FROM audit AS a WHERE a.object_type = '" table "'" \
	" AND a.action = 'add' AND NOT EXISTS (SELECT 1 FROM " table " WHERE id = a.object_id)"
#define NO_TIME(table)                                   \
	"SELECT id FROM " table " WHERE from_minute < 0" \
	" OR from_minute >= to_minute OR to_minute > 1440"
/* The day of the last thing that was done. */
#define TODAY "(SELECT business_date FROM audit ORDER BY seq DESC LIMIT 1)"
/* The states in which a booking takes its room's time. */
#define OCCUPYING "('hold', 'applied', 'permitted', 'in_use', 'done')"
#define OF_MERGED(table)                                                             \
	"SELECT t.id FROM " table " AS t JOIN civic_group AS g ON g.id = t.group_id" \
	" WHERE g.merged_into IS NOT NULL"

/* clang-format off */
static const struct guard_query queries[] = {
	/* 0001 */
	{ "migration_digest_is_sha256", "migration",
	  "SELECT number FROM migration WHERE length(digest) <> 64" },
	{ "audit_change_has_begun", "audit",
	  "SELECT seq FROM audit WHERE change <= 0 OR change > seq" },
	{ "audit_action_is_there", "audit", "SELECT seq FROM audit WHERE action = ''" },
	{ "audit_detail_digest_is_sha256", "audit",
	  "SELECT seq FROM audit WHERE length(detail_digest) <> 32" },
	{ "audit_prev_is_sha256", "audit", "SELECT seq FROM audit WHERE length(prev) <> 32" },
	{ "audit_hash_is_sha256", "audit", "SELECT seq FROM audit WHERE length(hash) <> 32" },
	{ "audit_is_never_changed", "audit",
	  "SELECT a.seq FROM audit AS a JOIN audit AS b ON b.seq = a.seq + 1 WHERE b.prev <>"
	" a.hash" },
	{ "audit_is_never_removed", "audit",
	  "SELECT a.seq FROM audit AS a WHERE a.seq > 1"
	  " AND NOT EXISTS (SELECT 1 FROM audit WHERE seq = a.seq - 1)" },
	{ "audit_only_grows", "audit", "SELECT seq FROM audit WHERE seq < 1" },
	{ "once_key_is_there", "once", "SELECT result FROM once WHERE key = ''" },
	{ "search_type_is_there", "search_type", EMPTY("search_type", "name") },
	{ "search_type_taken", "search_type", TWICE("search_type", "name") },
	{ "search_key_is_there", "search_key", EMPTY("search_key", "key") },

	/* 0002 */
	{ "home_is_one", "home", "SELECT id FROM home WHERE id <> 1" },
	{ "home_mark_is_yes_or_no", "home", NO_BOOL("home", "is_training") },
	{ "home_stays", "home", "SELECT 1 WHERE NOT EXISTS (SELECT 1 FROM home)" },
	{ "home_mark_stays", "home",
	  "SELECT h.id FROM home AS h WHERE h.is_training = 0 AND EXISTS"
	  " (SELECT 1 FROM audit WHERE action = 'system' AND object_type = 'home' AND reason ="
	" 'demo')" },
	{ "site_code_is_there", "site", EMPTY("site", "code") },
	{ "site_name_is_there", "site", EMPTY("site", "name") },
	{ "site_active_is_yes_or_no", "site", NO_BOOL("site", "is_active") },
	{ "site_code_taken", "site", TWICE("site", "code") },
	{ "setting_key_is_a_name", "setting",
	  "SELECT id FROM setting WHERE key = '' OR key GLOB '*[^a-z0-9_.]*'" },
	{ "setting_key_taken", "setting", TWICE("setting", "key") },
	{ "code_is_a_name", "code",
	  "SELECT id FROM code WHERE code = '' OR code GLOB '*[^a-z0-9_]*'" },
	{ "code_label_is_there", "code", EMPTY("code", "label") },
	{ "code_retired_is_yes_or_no", "code", NO_BOOL("code", "retired") },
	{ "code_fixed_is_yes_or_no", "code", NO_BOOL("code", "is_fixed") },
	{ "code_fixed_is_in_use", "code",
	  "SELECT id FROM code WHERE is_fixed = 1 AND retired = 1" },
	{ "code_taken", "code", TWICE("code", "list, code") },
	{ "code_list_unknown", "code", NO_CODE("code", "id", "list", "code_list") },
	{ "code_list_is_fixed", "code",
	  "SELECT c.id FROM code AS c JOIN code AS l ON l.list = 'code_list' AND l.code = c.list"
	  " WHERE l.is_fixed = 1 AND c.is_fixed = 0" },
	{ "code_keeps_meaning", "code",
	  "SELECT c.id FROM audit AS a JOIN code AS c ON c.id = a.object_id"
	  " WHERE a.object_type = 'code' AND a.action = 'add'"
	  " AND (json_extract(a.detail, '$.after.code') <> c.code"
	  " OR json_extract(a.detail, '$.after.list') <> c.list)" },
	{ "code_stays", "code", GONE("code") },
	{ "requirement_request_is_known", "paper_requirement",
	  "SELECT id FROM paper_requirement WHERE request NOT IN ('new', 'renewal')" },
	{ "requirement_is_yes_or_no", "paper_requirement", NO_BOOL("paper_requirement",
	  "is_required") },
	{ "requirement_taken", "paper_requirement",
	  TWICE("paper_requirement", "request, paper_kind, ifnull(group_kind, '')") },
	{ "staff_code_is_there", "staff", EMPTY("staff", "code") },
	{ "staff_name_is_there", "staff", EMPTY("staff", "name") },
	{ "staff_account_is_there", "staff", EMPTY("staff", "os_account") },
	{ "staff_pin_is_hashed", "staff",
	  "SELECT id FROM staff WHERE pin_hash <> '' AND pin_hash NOT GLOB '$argon2id$*'" },
	{ "staff_failed_is_a_count", "staff", "SELECT id FROM staff WHERE failed < 0" },
	{ "staff_active_is_yes_or_no", "staff", NO_BOOL("staff", "is_active") },
	{ "staff_code_taken", "staff", TWICE("staff", "code") },
	{ "staff_account_taken", "staff",
	  "SELECT max(id) FROM staff WHERE os_account IS NOT NULL GROUP BY os_account HAVING"
	" count(*) > 1" },
	{ "staff_role_is_known", "staff", NO_CODE("staff_role", "record_id", "code", "role") },
	{ "staff_stays", "staff",
	  "SELECT DISTINCT a.staff_id FROM audit AS a WHERE a.staff_id <> 0"
	  " AND NOT EXISTS (SELECT 1 FROM staff WHERE id = a.staff_id)" },
	{ "last_administrator", "staff",
	  "SELECT min(id) FROM staff WHERE NOT EXISTS (SELECT 1 FROM staff AS s JOIN staff_role"
	" AS r"
	  " ON r.record_id = s.id AND r.code = 'administrator' WHERE s.is_active = 1) HAVING"
	" count(*) > 0" },
	{ "right_allowed_is_yes_or_no", "role_right", NO_BOOL("role_right", "is_allowed") },
	{ "auditor_cannot_write", "role_right",
	  "SELECT id FROM role_right WHERE role = 'auditor' AND is_allowed = 1"
	  " AND act IN ('add', 'change', 'approve')" },
	{ "administrator_reads_no_consultation", "role_right",
	  "SELECT id FROM role_right WHERE role = 'administrator' AND is_allowed = 1"
	  " AND area = 'consultation'" },
	{ "role_right_taken", "role_right", TWICE("role_right", "role, area, act") },
	{ "series_is_a_name", "number_series",
	  "SELECT id FROM number_series WHERE series = '' OR series GLOB '*[^a-z0-9_]*'" },
	{ "series_counts_from_one", "number_series",
	  "SELECT id FROM number_series WHERE next < 1" },
	{ "series_pattern_has_number", "number_series",
	  "SELECT id FROM number_series"
	  " WHERE pattern NOT GLOB '*{n}*' AND pattern NOT GLOB '*{n[1-9]}*'" },
	{ "series_taken", "number_series", TWICE("number_series", "series, fiscal_year") },
	{ "series_never_goes_back", "number_series",
	  "SELECT n.id FROM number_series AS n WHERE n.next < (SELECT"
	  " max(CAST(json_extract(a.detail, '$.after.next') AS INTEGER)) FROM audit AS a"
	  " WHERE a.object_type = 'number_series' AND a.object_id = n.id)" },

	/* 0003 */
	{ "group_members_negative", "civic_group", NEGATIVE("members") },
	{ "group_members_city_negative", "civic_group", NEGATIVE("members_city") },
	{ "group_members_commuting_negative", "civic_group", NEGATIVE("members_commuting") },
	{ "group_households_negative", "civic_group", NEGATIVE("households") },
	{ "group_dues_negative", "civic_group", NEGATIVE("dues_yen") },
	{ "group_budget_negative", "civic_group", NEGATIVE("budget_yen") },
	{ "group_members_sum", "civic_group",
	  "SELECT id FROM civic_group WHERE members_city > members OR members_commuting >"
	" members" },
	{ "group_merged_into_itself", "civic_group",
	  "SELECT id FROM civic_group WHERE merged_into = id" },
	{ "group_merge_target", "civic_group",
	  "SELECT g.id FROM civic_group AS g JOIN civic_group AS t ON t.id = g.merged_into"
	  " WHERE t.merged_into IS NOT NULL" },
	{ "group_is_merged", "contact", OF_MERGED("contact") },
	{ "group_is_merged", "registration", OF_MERGED("registration") },
	{ "group_is_merged", "paper", OF_MERGED("paper") },
	{ "group_is_dissolved", "registration",
	  "SELECT r.id FROM registration AS r JOIN civic_group AS g ON g.id = r.group_id"
	  " WHERE g.dissolved_on IS NOT NULL AND r.state IN ('received', 'checked', 'approved')" },
	/* A merge leaves its number with the group that goes, and in the history of the other. */
	{ "group_number_was_used", "civic_group",
	  "SELECT g.id FROM civic_group AS g JOIN group_history AS h"
	  " ON h.field = 'number' AND h.value = g.number AND h.group_id <> g.id"
	  " WHERE g.merged_into IS NOT h.group_id" },
	{ "code_unknown_kind", "civic_group", NO_CODE("civic_group", "id", "kind", "party_kind") },
	{ "code_unknown_legal_form", "civic_group",
	  NO_CODE("civic_group", "id", "legal_form", "group_kind") },
	{ "code_unknown_activity", "civic_group",
	  NO_CODE("group_activity", "record_id", "code", "activity_field") },
	{ "code_unknown_public_fields", "civic_group",
	  NO_CODE("group_public", "record_id", "code", "public_field") },
	{ "contact_term_order", "contact", "SELECT id FROM contact WHERE term_from > term_until" },
	{ "contact_twice", "contact",
	  "SELECT max(id) FROM contact WHERE term_until IS NULL"
	  " GROUP BY group_id, person_id, role HAVING count(*) > 1" },
	{ "code_unknown_role", "contact", NO_CODE("contact", "id", "role", "contact_role") },
	{ "registration_period_order", "registration",
	  "SELECT id FROM registration WHERE valid_from > valid_until" },
	{ "registration_overlap", "registration",
	  "SELECT r.id FROM registration AS r JOIN registration AS o ON o.group_id = r.group_id"
	  " AND o.id < r.id AND o.valid_from <= r.valid_until AND o.valid_until >= r.valid_from"
	  " WHERE r.state NOT IN ('refused', 'lapsed') AND o.state NOT IN ('refused', 'lapsed')" },
	/* The first day, and the year, as they were when the decision was audited. */
	{ "registration_is_decided", "registration",
	  "SELECT r.id FROM registration AS r JOIN audit AS a ON a.object_type = 'registration'"
	  " AND a.object_id = r.id AND a.action = 'add'"
	  " WHERE r.state IN ('approved', 'refused', 'lapsed')"
	  " AND json_extract(a.detail, '$.after.valid_from') <> r.valid_from"
	  " AND NOT EXISTS (SELECT 1 FROM audit AS c WHERE c.object_type = 'registration'"
	  " AND c.object_id = r.id AND json_extract(c.detail, '$.before.valid_from') IS NOT"
	" NULL)" },
	{ "code_unknown_state", "registration",
	  NO_CODE("registration", "id", "state", "registration_state") },
	{ "code_unknown_class", "registration",
	  NO_CODE("registration", "id", "class", "registration_class") },
	{ "paper_registration", "paper",
	  "SELECT p.id FROM paper AS p JOIN registration AS r ON r.id = p.registration_id"
	  " WHERE r.group_id <> p.group_id" },
	{ "code_unknown_kind", "paper", NO_CODE("paper", "id", "kind", "paper_kind") },

	/* 0004 */
	{ "replacement_character_is_there", "replacement", EMPTY("replacement", "character") },
	{ "replacement_instead_is_there", "replacement", EMPTY("replacement", "instead") },
	{ "replacement_taken", "replacement", TWICE("replacement", "character") },

	/* 0005 */
	{ "holiday_name_is_there", "holiday", EMPTY("holiday", "name") },
	{ "holiday_day_taken", "holiday", TWICE("holiday", "day") },
	{ "code_unknown_kind", "holiday", NO_CODE("holiday", "id", "kind", "holiday_kind") },
	{ "postal_code_is_seven_digits", "postal_code",
	  "SELECT id FROM postal_code WHERE length(code) <> 7 OR code GLOB '*[^0-9]*'" },
	{ "postal_city_is_there", "postal_code", EMPTY("postal_code", "city") },
	{ "postal_code_taken", "postal_code",
	  TWICE("postal_code", "code, prefecture, city, town") },

	/* 0006 */
	{ "closure_room_is_a_code", "closure",
	  "SELECT id FROM closure WHERE room = '' OR room GLOB '*[^a-z0-9_]*'" },
	{ "closure_reason_is_there", "closure", EMPTY("closure", "reason") },
	{ "closure_counter_is_yes_or_no", "closure", NO_BOOL("closure", "counter_only") },
	{ "closure_days_order", "closure", "SELECT id FROM closure WHERE to_day < from_day" },
	{ "closure_hours_order", "closure",
	  "SELECT id FROM closure WHERE (from_minute IS NULL) <> (to_minute IS NULL)"
	  " OR from_minute < 0 OR from_minute >= to_minute OR to_minute > 1440" },
	{ "code_unknown_kind", "closure", NO_CODE("closure", "id", "kind", "closure_kind") },

	/* 0007 */
	{ "rule_book_edition_counts", "rule_book", "SELECT id FROM rule_book WHERE edition < 1" },
	{ "rule_book_edition_taken", "rule_book",
	  TWICE("rule_book", "coalesce(site_id, 0), edition") },
	{ "rule_book_has_a_day", "rule_book",
	  "SELECT id FROM rule_book WHERE in_force_from IS NOT date(in_force_from)" },
	{ "rule_book_stays", "rule_book",
	  "SELECT id FROM rule_book AS b WHERE rules <>"
	  " (SELECT count(*) FROM rule_place WHERE rule_book_id = b.id)" },
	{ "rule_has_words", "rule", EMPTY("rule", "words") },
	{ "rule_source_has_words", "rule_book",
	  "SELECT rule_book_id FROM rule_source WHERE words = ''" },
	{ "rule_stays", "rule", GONE("rule") },
	{ "code_unknown_section", "rule", NO_CODE("rule", "id", "section", "rule_section") },

	/* 0008: rooms */
	{ "unit_code_is_a_name", "unit",
	  "SELECT id FROM unit WHERE code = '' OR code GLOB '*[^a-z0-9_]*'" },
	{ "unit_name_is_there", "unit", EMPTY("unit", "name") },
	{ "unit_code_taken", "unit", TWICE("unit", "coalesce(site_id, 0), code") },
	{ "room_code_is_a_name", "room",
	  "SELECT id FROM room WHERE code = '' OR code GLOB '*[^a-z0-9_]*'" },
	{ "room_name_is_there", "room", EMPTY("room", "name") },
	{ "room_capacity_counts", "room", "SELECT id FROM room WHERE capacity < 1" },
	{ "room_code_taken", "room", TWICE("room", "coalesce(site_id, 0), code") },
	{ "room_unit_taken", "room_unit", TWICE("room_unit", "room_id, unit_id") },
	{ "room_unit_stays", "room_unit", ALTERED("room_unit", "unit_id") },
	{ "room_unit_stays", "room_unit", ALTERED("room_unit", "room_id") },
	{ "layout_capacity_counts", "room_layout",
	  "SELECT id FROM room_layout WHERE capacity < 1" },
	{ "room_layout_taken", "room_layout", TWICE("room_layout", "room_id, layout") },
	{ "code_unknown_layout", "room_layout",
	  NO_CODE("room_layout", "id", "layout", "room_layout") },
	{ "neighbour_reason_is_there", "room_neighbour", EMPTY("room_neighbour", "reason") },
	{ "room_is_no_neighbour_of_itself", "room_neighbour",
	  "SELECT id FROM room_neighbour WHERE room_id = neighbour_id" },
	{ "room_neighbour_taken", "room_neighbour",
	  TWICE("room_neighbour", "room_id, neighbour_id") },

	/* 0008: series */
	{ "series_rule_is_there", "booking_series", EMPTY("booking_series", "rule") },
	{ "series_time_order", "booking_series", NO_TIME("booking_series") },
	{ "series_has_a_party", "booking_series",
	  "SELECT id FROM booking_series WHERE group_id IS NULL AND person_id IS NULL" },
	{ "series_date_taken", "series_date", TWICE("series_date", "series_id, day") },
	{ "code_unknown_state", "series_date",
	  NO_CODE("series_date", "id", "state", "series_state") },

	/* 0008: bookings */
	{ "booking_heads_count", "booking", "SELECT id FROM booking WHERE heads < 1" },
	{ "booking_time_order", "booking", NO_TIME("booking") },
	{ "booking_has_a_party", "booking",
	  "SELECT id FROM booking WHERE group_id IS NULL AND person_id IS NULL"
	  " AND caller IS NULL" },
	{ "booking_taken_is_not_negative", "booking", "SELECT id FROM booking WHERE taken < 0" },
	{ "code_unknown_state", "booking", NO_CODE("booking", "id", "state", "booking_state") },
	{ "code_unknown_layout", "booking", NO_CODE("booking", "id", "layout", "room_layout") },
	/* One that was added is as it came; every step after that is audited. */
	{ "booking_road", "booking",
	  "SELECT b.id FROM booking AS b WHERE b.state IN ('in_use', 'done', 'no_show')"
	  " AND EXISTS (SELECT 1 FROM audit WHERE object_type = 'booking' AND object_id = b.id"
	  " AND action = 'add') AND NOT EXISTS (SELECT 1 FROM audit WHERE object_type = 'booking'"
	  " AND object_id = b.id AND (detail IS NULL OR json_extract(detail, '$.after.state')"
	  " IN ('permitted', 'in_use', 'done', 'no_show')))" },
	{ "booking_room_has_no_units", "booking",
	  "SELECT id FROM booking WHERE state IN " OCCUPYING " AND day >= " TODAY
	  " AND NOT EXISTS (SELECT 1 FROM room_unit WHERE room_id = booking.room_id)" },
	{ "booking_due_is_charged", "booking",
	  "SELECT b.id FROM booking AS b LEFT JOIN charge AS c ON c.booking_id = b.id"
	  " GROUP BY b.id HAVING b.due <> coalesce(sum(c.yen), 0)" },
	{ "booking_taken_is_received", "booking",
	  "SELECT b.id FROM booking AS b LEFT JOIN receipt AS r ON r.booking_id = b.id"
	  " AND NOT EXISTS (SELECT 1 FROM receipt_void WHERE receipt_id = r.id) GROUP BY b.id"
	  " HAVING b.taken <> coalesce(sum(CASE r.kind WHEN 'receipt' THEN r.yen ELSE -r.yen END),"
	  " 0)" },

	/* 0008: what bookings occupy, with the id of the booking */
	{ "occupation_time_order", "booking",
	  "SELECT booking_id FROM occupation"
	  " WHERE from_minute < 0 OR from_minute >= to_minute OR to_minute > 1440" },
	{ "occupation_overlap", "booking",
	  "SELECT booking_id FROM (SELECT booking_id, from_minute, max(to_minute) OVER"
	  " (PARTITION BY unit_id, day ORDER BY from_minute"
	  " ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS taken_until"
	  " FROM occupation) WHERE from_minute < taken_until" },
	{ "booking_occupies", "booking",
	  "SELECT DISTINCT o.booking_id FROM occupation AS o LEFT JOIN booking AS b"
	  " ON b.id = o.booking_id AND b.state IN " OCCUPYING " AND b.day = o.day"
	  " AND o.from_minute = max(0, b.from_minute - b.set_up - b.extended_before)"
	  " AND o.to_minute = min(1440, b.to_minute + b.clear_up + b.extended_after)"
	  " WHERE b.id IS NULL" },
	{ "booking_occupies", "booking",
	  "SELECT id FROM booking WHERE state IN " OCCUPYING
	  " AND NOT EXISTS (SELECT 1 FROM occupation WHERE booking_id = booking.id)" },
	/* A room that is made anew is so from that day on: what was, stays as it was. */
	{ "booking_occupies", "booking",
	  "SELECT DISTINCT b.id FROM booking AS b JOIN room_unit AS u ON u.room_id = b.room_id"
	  " WHERE b.day >= " TODAY " AND b.state IN " OCCUPYING
	  " AND NOT EXISTS (SELECT 1 FROM occupation"
	  " WHERE booking_id = b.id AND unit_id = u.unit_id)" },
	{ "booking_occupies", "booking",
	  "SELECT DISTINCT b.id FROM booking AS b JOIN occupation AS o ON o.booking_id = b.id"
	  " WHERE b.day >= " TODAY " AND NOT EXISTS (SELECT 1 FROM room_unit"
	  " WHERE room_id = b.room_id AND unit_id = o.unit_id)" },

	/* 0008: money */
	{ "code_unknown_kind", "charge", NO_CODE("charge", "id", "kind", "charge_kind") },
	{ "charge_stays", "charge", ALTERED("charge", "yen") },
	/* Taken back with the change that made it, before money moved upon it. */
	{ "charge_is_settled", "charge",
	  "SELECT DISTINCT a.object_id FROM audit AS a JOIN receipt AS r"
	  " ON r.booking_id = json_extract(a.detail, '$.after.booking_id')"
	  " AND r.charge_id >= a.object_id WHERE a.object_type = 'charge' AND a.action = 'add'"
	  " AND NOT EXISTS (SELECT 1 FROM charge WHERE id = a.object_id)"
	  " AND NOT EXISTS (SELECT 1 FROM audit AS gone JOIN audit AS paid"
	  " ON paid.object_type = 'receipt' AND paid.object_id = r.id AND paid.action = 'add'"
	  " AND paid.seq > gone.seq WHERE gone.object_type = 'charge'"
	  " AND gone.object_id = a.object_id AND gone.action = 'remove')" },
	{ "code_unknown_kind", "receipt", NO_CODE("receipt", "id", "kind", "receipt_kind") },
	{ "code_unknown_method", "receipt", NO_CODE("receipt", "id", "method", "payment_method") },
	{ "receipt_was_handed_enough", "receipt", "SELECT id FROM receipt WHERE received < yen" },
	{ "receipt_has_a_sum", "receipt", "SELECT id FROM receipt WHERE yen <= 0" },
	{ "receipt_has_a_payer", "receipt", EMPTY("receipt", "payer") },
	{ "receipt_says_what_for", "receipt", EMPTY("receipt", "what") },
	{ "receipt_serial_taken", "receipt", TWICE("receipt", "coalesce(site_id, 0), serial") },
	{ "receipt_serial_follows", "receipt",
	  "SELECT id FROM (SELECT id, serial, coalesce(lag(serial) OVER"
	  " (PARTITION BY coalesce(site_id, 0) ORDER BY serial), 0) AS before FROM receipt)"
	  " WHERE serial > before + 1 OR serial < 1" },
	{ "receipt_stays", "receipt", ALTERED("receipt", "yen") },
	{ "receipt_stays", "receipt", LOST("receipt") },
	{ "receipt_stays", "receipt_void", ALTERED("receipt_void", "receipt_id") },
	{ "receipt_stays", "receipt_void", LOST("receipt_void") },
	{ "void_reason_is_there", "receipt_void", EMPTY("receipt_void", "reason") },
	{ "receipt_void_taken", "receipt_void", TWICE("receipt_void", "receipt_id") },

	/* 0008: calls */
	{ "code_unknown_about", "call", NO_CODE("call", "id", "about", "call_about") },
	{ "code_unknown_outcome", "call", NO_CODE("call", "id", "outcome", "call_outcome") },
	{ "call_done_has_an_outcome", "call",
	  "SELECT id FROM call WHERE done_on IS NOT NULL AND outcome IS NULL" },

	/* 0011 */
	{ "search_backlog_is_a_range", "search_backlog",
	  "SELECT first FROM search_backlog WHERE last < first" },
};
/* clang-format on */

static void
say_broken(struct check *c, const struct guard_query *query, int64_t id)
{
	const struct form *form = form_find_table(c->desk->forms, query->table);
	const char *what = form ? form_label(form) : query->table;
	const char *sentence = guard_sentence(query->guard);
	if (sentence)
		check_found(c, "%s, %s %lld: %s", query->guard, what, (long long)id, sentence);
	else
		/* L10N: a guard's name, a type of record, its id. */
		check_found(c, _("%s, %s %lld: the guard does not hold."), query->guard, what,
			    (long long)id);
}

bool
check_guards(struct check *c, struct err *e)
{
	for (size_t i = 0; i < ARRAY_LEN(queries); i++) {
		AUTO_STMT q = STMT_INIT;
		if (!stmt_open(&q, c->desk->store, queries[i].sql, e))
			return false;
		while (stmt_row(&q, e))
			say_broken(c, &queries[i], stmt_int(&q, 0));
		if (stmt_failed(&q))
			return false;
	}
	return true;
}
