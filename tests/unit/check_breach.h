/*
 * check_breach.h - how each guard of db/ is got around, for test_check.c.
 */
/* SPDX-License-Identifier: MIT */
#ifndef TEST_CHECK_BREACH_H
#define TEST_CHECK_BREACH_H

/*
 * A row for each guard: how to get around it. Triggers are dropped and put back, CHECKs
 * are told to look away, so that only the query can find what was done.
 */
struct breach {
	const char *guard, *sql;
};

#define CLOSURE(set)                                                                         \
	"INSERT INTO closure (from_day, to_day, reason) VALUES ('2026-12-01', '2026-12-01'," \
	" 'x'); UPDATE closure SET " set

/* A room of a unit, with a second unit beside it, and a booking, as their triggers leave them. */
#define ROOM                                                                            \
	"INSERT INTO unit (id, code, name) VALUES (90, 'u90', 'x'), (91, 'u91', 'x');"  \
	" INSERT INTO room (id, code, name) VALUES (90, 'r90', 'x'), (91, 'r91', 'x');" \
	" INSERT INTO room_unit (id, room_id, unit_id) VALUES (90, 90, 90), (91, 91, 91);"
#define LAYOUT(values) \
	ROOM "INSERT INTO room_layout (room_id, layout, capacity) VALUES (90, " values ")"
#define NEIGHBOUR(values) \
	ROOM "INSERT INTO room_neighbour (room_id, neighbour_id, reason) VALUES (90, " values ")"
#define SERIES(set)                                                                    \
	ROOM "INSERT INTO booking_series (id, room_id, rule, first_day, from_minute,"  \
	     " to_minute, person_id) VALUES (90, 90, 'x', '2027-01-01', 540, 720, 1);" \
	     " UPDATE booking_series SET " set " WHERE id = 90"
#define BOOKING                                                                         \
	ROOM "INSERT INTO booking (id, room_id, day, from_minute, to_minute, caller,"   \
	     " applied_on) VALUES (90, 90, '2027-01-01', 540, 720, 'x', '2026-11-20');" \
	     " INSERT INTO occupation VALUES (90, '2027-01-01', 540, 720, 90); "
#define RECEIPT(values)                                                                      \
	"INSERT INTO receipt (id, serial, yen, kind, booking_id, charge_id, day, at, payer," \
	" what, staff_id) VALUES (" values ", 'receipt', 90, 90, '2026-11-20',"              \
	" '2026-11-20T14:32', 'x', 'y', 1);"
/* 2,100 yen are owed, and were taken. */
#define PAID                                                                             \
	BOOKING "INSERT INTO charge (id, booking_id, kind, day, yen) VALUES"             \
		" (90, 90, 'quote', '2026-11-20', 2100); UPDATE booking SET due = 2100," \
		" taken = 2100 WHERE id = 90; " RECEIPT("90, 1, 2100")
#define VOID \
	"INSERT INTO receipt_void (receipt_id, day, reason, staff_id) VALUES (90, '2026-11-20', "
#define CALL                                                                       \
	BOOKING "INSERT INTO call (id, booking_id, about, made_on, due_on) VALUES" \
		" (90, 90, 'other', '2026-11-20', '2026-11-20'); "
/* The audit row of having added the record 90 of a table. */
#define AUDITED(table, detail)                                                                 \
	"INSERT INTO audit SELECT max(seq) + 1, change, at, boot_id, mono_ns, business_date,"  \
	" os_user, staff_id, session, terminal, 'add', '" table "', 90, '', 0, salt, '" detail \
	"', detail_digest, prev, hash FROM audit"

/* clang-format off */
static const struct breach breaches[] = {
	{ "migration_digest_is_sha256", "UPDATE migration SET digest = 'x' WHERE number = 1" },
	{ "audit_change_has_begun", "UPDATE audit SET change = 0 WHERE seq = 2" },
	{ "audit_action_is_there", "UPDATE audit SET action = '' WHERE seq = 2" },
	{ "audit_detail_digest_is_sha256", "UPDATE audit SET detail_digest = x'00' WHERE seq = 2" },
	{ "audit_prev_is_sha256", "UPDATE audit SET prev = x'00' WHERE seq = 2" },
	{ "audit_hash_is_sha256", "UPDATE audit SET hash = x'00' WHERE seq = 2" },
	{ "audit_is_never_changed", "UPDATE audit SET hash = randomblob(32) WHERE seq = 2" },
	{ "audit_is_never_removed", "DELETE FROM audit WHERE seq = 2" },
	{ "audit_only_grows", "UPDATE audit SET seq = -1 WHERE seq = 2" },
	{ "once_key_is_there", "INSERT INTO once VALUES ('', 1, '')" },
	{ "search_type_is_there", "UPDATE search_type SET name = '' WHERE id = 1" },
	{ "search_type_taken",
	  "DROP INDEX search_type_taken; INSERT INTO search_type (name) SELECT name FROM"
	" search_type" },
	{ "search_key_is_there", "UPDATE search_key SET key = ''" },
	{ "home_is_one", "INSERT INTO home VALUES (2, 0)" },
	{ "home_mark_is_yes_or_no", "UPDATE home SET is_training = 2" },
	{ "home_mark_stays",
	  "INSERT INTO audit SELECT max(seq) + 1, change, at, boot_id, mono_ns, business_date,"
	" os_user,"
	  " staff_id, session, terminal, 'system', 'home', 1, 'demo', 0, salt, detail,"
	" detail_digest,"
	  " prev, hash FROM audit; UPDATE home SET is_training = 0" },
	{ "home_stays", "DELETE FROM home" },
	{ "site_code_is_there", "UPDATE site SET code = ''" },
	{ "site_name_is_there", "UPDATE site SET name = ''" },
	{ "site_active_is_yes_or_no", "UPDATE site SET is_active = 7" },
	{ "site_code_taken",
	  "DROP INDEX site_code_taken; INSERT INTO site (code, name) VALUES ('main', 'x')" },
	{ "setting_key_is_a_name", "UPDATE setting SET key = 'A b' WHERE id = 1" },
	{ "setting_key_taken",
	  "DROP INDEX setting_key_taken; INSERT INTO setting (key, value) SELECT key, value FROM"
	" setting" },
	{ "code_is_a_name",
	  "UPDATE code SET code = 'A b' WHERE list = 'paper_kind' AND code = 'minutes'" },
	{ "code_label_is_there", "UPDATE code SET label = '' WHERE id = 20" },
	{ "code_retired_is_yes_or_no", "UPDATE code SET retired = 5 WHERE id = 20" },
	{ "code_fixed_is_yes_or_no", "UPDATE code SET is_fixed = 5 WHERE id = 20" },
	{ "code_fixed_is_in_use", "UPDATE code SET retired = 1 WHERE is_fixed = 1" },
	{ "code_taken",
	  "DROP INDEX code_taken; INSERT INTO code (list, code, label) VALUES ('group_kind',"
	" 'npo', 'x')" },
	{ "code_list_unknown",
	  "INSERT INTO code (list, code, label) VALUES ('nothing', 'x', 'x')" },
	{ "code_list_is_fixed", "INSERT INTO code (list, code, label) VALUES ('role', 'x', 'x')" },
	{ "code_keeps_meaning", "UPDATE code SET code = 'noise' WHERE code = 'music'" },
	{ "code_stays", "DELETE FROM code WHERE code = 'music'" },
	{ "requirement_request_is_known",
	  "UPDATE paper_requirement SET request = 'x' WHERE id = 1" },
	{ "requirement_is_yes_or_no", "UPDATE paper_requirement SET is_required = 3 WHERE id = 1" },
	{ "requirement_taken",
	  "DROP INDEX requirement_taken;"
	  " INSERT INTO paper_requirement (request, paper_kind) VALUES ('new', 'rules')" },
	{ "staff_code_is_there", "UPDATE staff SET code = ''" },
	{ "staff_name_is_there", "UPDATE staff SET name = ''" },
	{ "staff_account_is_there", "UPDATE staff SET os_account = ''" },
	{ "staff_pin_is_hashed", "UPDATE staff SET pin_hash = '1234'" },
	{ "staff_failed_is_a_count", "UPDATE staff SET failed = -1" },
	{ "staff_active_is_yes_or_no", "UPDATE staff SET is_active = 2" },
	{ "staff_code_taken",
	  "DROP INDEX staff_code_taken; INSERT INTO staff (code, name) VALUES ('1', 'x')" },
	{ "staff_account_taken",
	  "DROP INDEX staff_account_taken;"
	  " INSERT INTO staff (code, name, os_account) VALUES ('2', 'x', 'tanaka')" },
	{ "staff_role_is_known", "INSERT INTO staff_role VALUES (1, 'king', 9)" },
	{ "staff_stays", "DELETE FROM staff" },
	{ "last_administrator", "DELETE FROM staff_role WHERE code = 'administrator'" },
	{ "right_allowed_is_yes_or_no", "UPDATE role_right SET is_allowed = 2 WHERE id = 1" },
	{ "auditor_cannot_write",
	  "UPDATE role_right SET is_allowed = 1 WHERE role = 'auditor' AND act = 'change'" },
	{ "administrator_reads_no_consultation",
	  "UPDATE role_right SET is_allowed = 1 WHERE role = 'administrator' AND area ="
	" 'consultation'" },
	{ "role_right_taken",
	  "DROP INDEX role_right_taken; INSERT INTO role_right (role, area, act)"
	  " SELECT role, area, act FROM role_right WHERE id = 1" },
	{ "series_is_a_name", "UPDATE number_series SET series = 'A b' WHERE id = 1" },
	{ "series_counts_from_one", "UPDATE number_series SET next = 0 WHERE id = 1" },
	{ "series_pattern_has_number", "UPDATE number_series SET pattern = 'G' WHERE id = 1" },
	{ "series_never_goes_back", "UPDATE number_series SET next = 5 WHERE id = 2" },
	{ "series_taken",
	  "DROP INDEX series_taken; INSERT INTO number_series (series, pattern) VALUES ('group',"
	" '{n}')" },
	{ "group_members_negative", "UPDATE civic_group SET members = -1" },
	{ "group_members_city_negative", "UPDATE civic_group SET members_city = -1" },
	{ "group_members_commuting_negative", "UPDATE civic_group SET members_commuting = -1" },
	{ "group_households_negative", "UPDATE civic_group SET households = -1" },
	{ "group_dues_negative", "UPDATE civic_group SET dues_yen = -1" },
	{ "group_budget_negative", "UPDATE civic_group SET budget_yen = -1" },
	{ "group_members_sum", "UPDATE civic_group SET members = 3, members_city = 4" },
	{ "group_merged_into_itself", "UPDATE civic_group SET merged_into = id WHERE id = 3" },
	{ "group_merge_target",
	  "UPDATE civic_group SET merged_into = 2 WHERE id = 1;"
	  " UPDATE civic_group SET merged_into = 1 WHERE id = 3" },
	{ "group_is_merged, Contact", "UPDATE civic_group SET merged_into = 3 WHERE id = 2" },
	{ "group_is_merged, Registration", "UPDATE civic_group SET merged_into = 3 WHERE id = 2" },
	{ "group_is_merged, Paper", "UPDATE civic_group SET merged_into = 3 WHERE id = 1" },
	{ "group_is_dissolved", "UPDATE civic_group SET dissolved_on = '2026-01-01'" },
	{ "group_number_was_used",
	  "UPDATE civic_group SET number = (SELECT value FROM group_history WHERE field = 'number')"
	  " WHERE id = 1" },
	{ "code_unknown_kind, Group", "UPDATE civic_group SET kind = 'x'" },
	{ "code_unknown_legal_form", "UPDATE civic_group SET legal_form = 'x'" },
	{ "code_unknown_activity", "UPDATE group_activity SET code = 'x'" },
	{ "code_unknown_public_fields", "UPDATE group_public SET code = 'x'" },
	{ "contact_term_order", "UPDATE contact SET term_until = '2000-01-01'" },
	{ "contact_twice",
	  "INSERT INTO contact (group_id, person_id, role) SELECT group_id, person_id, role FROM"
	" contact" },
	{ "code_unknown_role", "UPDATE contact SET role = 'x'" },
	{ "registration_period_order", "UPDATE registration SET valid_until = '2000-01-01'" },
	{ "registration_overlap",
	  "INSERT INTO registration (group_id, fiscal_year, valid_from, valid_until, received_on)"
	  " SELECT group_id, fiscal_year, valid_from, valid_until, received_on FROM registration" },
	{ "registration_is_decided",
	  "UPDATE registration SET state = 'approved', valid_from = '2026-11-01'" },
	{ "code_unknown_state", "UPDATE registration SET state = 'x'" },
	{ "code_unknown_class", "UPDATE registration SET class = 'x'" },
	{ "paper_registration", "UPDATE paper SET group_id = 2" },
	{ "code_unknown_kind, Paper", "UPDATE paper SET kind = 'x'" },
	{ "replacement_character_is_there", "UPDATE replacement SET character = '' WHERE id = 1" },
	{ "replacement_instead_is_there", "UPDATE replacement SET instead = '' WHERE id = 1" },
	{ "replacement_taken",
	  "DROP INDEX replacement_taken; INSERT INTO replacement (character, instead) SELECT"
	" character, instead FROM replacement" },
	{ "holiday_name_is_there", "UPDATE holiday SET name = '' WHERE id = 1" },
	{ "holiday_day_taken",
	  "DROP INDEX holiday_day_taken; UPDATE holiday SET day = '2026-01-01' WHERE id < 3" },
	{ "code_unknown_kind, Holiday", "UPDATE holiday SET kind = 'x' WHERE id = 1" },
	{ "postal_code_is_seven_digits",
	  "INSERT INTO postal_code (code, prefecture, city, town, kana)"
	  " VALUES ('300-123', 'x', 'y', '', '')" },
	{ "postal_city_is_there",
	  "INSERT INTO postal_code (code, prefecture, city, town, kana)"
	  " VALUES ('3001234', 'x', '', '', '')" },
	{ "postal_code_taken",
	  "DROP INDEX postal_code_taken;"
	  " INSERT INTO postal_code (code, prefecture, city, town, kana)"
	  " VALUES ('3001234', 'x', 'y', '', ''), ('3001234', 'x', 'y', '', '')" },
	{ "closure_room_is_a_code", CLOSURE("room = 'Hall A'") },
	{ "closure_reason_is_there", CLOSURE("reason = ''") },
	{ "closure_counter_is_yes_or_no", CLOSURE("counter_only = 2") },
	{ "closure_days_order", CLOSURE("to_day = '2026-11-01'") },
	{ "closure_hours_order", CLOSURE("from_minute = 720, to_minute = 600") },
	{ "code_unknown_kind, Closure", CLOSURE("kind = 'x'") },
	{ "rule_book_edition_counts", "UPDATE rule_book SET edition = 0" },
	{ "rule_book_edition_taken",
	  "DROP INDEX rule_book_edition_taken; INSERT INTO rule_book (site_id, edition, name,"
	  " in_force_from, rules, examples, digest) SELECT site_id, edition, name, in_force_from,"
	  " rules, examples, digest FROM rule_book" },
	{ "rule_book_has_a_day", "UPDATE rule_book SET in_force_from = '2026-13-01'" },
	{ "rule_book_stays", "DELETE FROM rule_place WHERE position = 2" },
	{ "rule_source_has_words", "UPDATE rule_source SET words = ''" },
	{ "search_backlog_is_a_range", "INSERT INTO search_backlog VALUES (9, 8)" },
	{ "rule_has_words", "UPDATE rule SET words = '' WHERE id = 1" },
	{ "rule_stays", "DELETE FROM rule WHERE id = (SELECT max(id) FROM rule)" },
	{ "code_unknown_section", "UPDATE rule SET section = 'x'" },

	{ "unit_code_is_a_name", ROOM "UPDATE unit SET code = 'A b' WHERE id = 90" },
	{ "unit_name_is_there", ROOM "UPDATE unit SET name = '' WHERE id = 90" },
	{ "unit_code_taken",
	  ROOM "DROP INDEX unit_code_taken; INSERT INTO unit (code, name) VALUES ('u90', 'x')" },
	{ "room_code_is_a_name", ROOM "UPDATE room SET code = 'A b' WHERE id = 90" },
	{ "room_name_is_there", ROOM "UPDATE room SET name = '' WHERE id = 90" },
	{ "room_capacity_counts", ROOM "UPDATE room SET capacity = 0 WHERE id = 90" },
	{ "room_code_taken",
	  ROOM "DROP INDEX room_code_taken; INSERT INTO room (code, name) VALUES ('r90', 'x')" },
	{ "room_unit_taken",
	  ROOM "DROP INDEX room_unit_taken;"
	  " INSERT INTO room_unit (room_id, unit_id) VALUES (90, 90)" },
	{ "room_unit_stays",
	  "UPDATE room_unit SET unit_id = unit_id + 1000"
	  " WHERE id = (SELECT min(id) FROM room_unit)" },
	{ "layout_capacity_counts", LAYOUT("'school', 0") },
	{ "code_unknown_layout, Layout", LAYOUT("'x', 5") },
	{ "room_layout_taken",
	  "DROP INDEX room_layout_taken; " LAYOUT("'school', 5), (90, 'school', 6") },
	{ "neighbour_reason_is_there", NEIGHBOUR("91, ''") },
	{ "room_is_no_neighbour_of_itself", NEIGHBOUR("90, 'x'") },
	{ "room_neighbour_taken",
	  "DROP INDEX room_neighbour_taken; " NEIGHBOUR("91, 'x'), (90, 91, 'y'") },

	{ "series_rule_is_there", SERIES("rule = ''") },
	{ "series_time_order", SERIES("to_minute = 540") },
	{ "series_has_a_party", SERIES("person_id = NULL") },
	{ "series_date_taken",
	  "DROP INDEX series_date_taken; " SERIES("note = 'x'") "; INSERT INTO series_date"
	  " (series_id, day) VALUES (90, '2027-01-01'), (90, '2027-01-01')" },
	{ "code_unknown_state, Date", SERIES("note = 'x'") "; INSERT INTO series_date"
	  " (series_id, day, state) VALUES (90, '2027-01-01', 'x')" },

	{ "booking_heads_count", BOOKING "UPDATE booking SET heads = 0 WHERE id = 90" },
	{ "booking_time_order", BOOKING "UPDATE booking SET to_minute = 540 WHERE id = 90" },
	{ "booking_has_a_party", BOOKING "UPDATE booking SET caller = NULL WHERE id = 90" },
	{ "booking_taken_is_not_negative", BOOKING "UPDATE booking SET taken = -1 WHERE id = 90" },
	{ "code_unknown_state, Booking", BOOKING "UPDATE booking SET state = 'x' WHERE id = 90" },
	{ "code_unknown_layout, Booking", BOOKING "UPDATE booking SET layout = 'x' WHERE id = 90" },
	{ "booking_road",
	  BOOKING AUDITED("booking", "{\"after\":{\"state\":\"hold\"}}")
	  "; UPDATE booking SET state = 'in_use' WHERE id = 90" },
	{ "booking_room_has_no_units", BOOKING "DELETE FROM room_unit WHERE room_id = 90" },
	{ "booking_due_is_charged", PAID "UPDATE booking SET due = 1 WHERE id = 90" },
	{ "booking_due_is_charged", PAID "DELETE FROM charge WHERE id = 90" },
	{ "booking_taken_is_received", PAID "UPDATE booking SET taken = 1 WHERE id = 90" },
	{ "booking_taken_is_received", PAID VOID "'x', 1)" },
	{ "occupation_time_order", BOOKING "UPDATE occupation SET to_minute = 540" },
	{ "occupation_overlap", BOOKING
	  "INSERT INTO occupation VALUES (90, '2027-01-01', 719, 800, 90)" },
	{ "occupation_overlap", BOOKING
	  "INSERT INTO occupation VALUES (90, '2027-01-01', 600, 610, 90),"
	  " (90, '2027-01-01', 620, 630, 90)" },
	{ "booking_occupies", BOOKING "DELETE FROM occupation" },
	{ "booking_occupies", BOOKING "UPDATE booking SET state = 'cancelled' WHERE id = 90" },
	{ "booking_occupies", BOOKING "UPDATE booking SET day = '2027-01-02' WHERE id = 90" },
	{ "booking_occupies", BOOKING "UPDATE booking SET to_minute = 721 WHERE id = 90" },
	{ "booking_occupies", BOOKING "UPDATE booking SET set_up = 15 WHERE id = 90" },
	{ "booking_occupies", BOOKING "UPDATE booking SET extended_after = 30 WHERE id = 90" },
	{ "booking_occupies", BOOKING "UPDATE occupation SET unit_id = 91" },
	{ "booking_occupies", BOOKING "INSERT INTO room_unit (room_id, unit_id) VALUES (90, 91)" },
	{ "booking_occupies", BOOKING "DELETE FROM booking WHERE id = 90" },

	{ "code_unknown_kind, Charge", PAID "UPDATE charge SET kind = 'x' WHERE id = 90" },
	{ "charge_stays",
	  PAID AUDITED("charge", "{\"after\":{\"yen\":\"2100\"}}")
	  "; UPDATE charge SET yen = 2000 WHERE id = 90" },
	{ "charge_is_settled",
	  PAID AUDITED("charge", "{\"after\":{\"booking_id\":\"90\"}}")
	  "; DELETE FROM charge WHERE id = 90" },
	{ "code_unknown_kind, Receipt", PAID "UPDATE receipt SET kind = 'x' WHERE id = 90" },
	{ "code_unknown_method", PAID "UPDATE receipt SET method = 'x' WHERE id = 90" },
	{ "receipt_was_handed_enough", PAID "UPDATE receipt SET received = yen - 1 WHERE id = 90" },
	{ "receipt_has_a_sum", PAID "UPDATE receipt SET yen = 0 WHERE id = 90" },
	{ "receipt_has_a_payer", PAID "UPDATE receipt SET payer = '' WHERE id = 90" },
	{ "receipt_says_what_for", PAID "UPDATE receipt SET what = '' WHERE id = 90" },
	{ "receipt_serial_taken",
	  "DROP INDEX receipt_serial_taken;" PAID RECEIPT("91, 1, 5") },
	{ "receipt_serial_follows", PAID "UPDATE receipt SET serial = 2 WHERE id = 90" },
	{ "receipt_stays, Receipt",
	  PAID AUDITED("receipt", "{\"after\":{\"yen\":\"2100\"}}")
	  "; UPDATE receipt SET yen = 2000 WHERE id = 90" },
	{ "receipt_stays, Receipt",
	  PAID AUDITED("receipt", "{\"after\":{\"yen\":\"2100\"}}")
	  "; DELETE FROM receipt WHERE id = 90" },
	{ "receipt_stays, Void",
	  PAID AUDITED("receipt_void", "{\"after\":{\"receipt_id\":\"90\"}}")
	  "; DELETE FROM receipt_void" },
	{ "void_reason_is_there", PAID VOID "'', 1)" },
	{ "receipt_void_taken",
	  "DROP INDEX receipt_void_taken;" PAID VOID "'x', 1), (90, '2026-11-20', 'y', 1)" },

	{ "code_unknown_about", CALL "UPDATE call SET about = 'x' WHERE id = 90" },
	{ "code_unknown_outcome", CALL "UPDATE call SET outcome = 'x' WHERE id = 90" },
	{ "call_done_has_an_outcome", CALL "UPDATE call SET done_on = '2026-11-20' WHERE id = 90" },
};
/* clang-format on */

#endif
