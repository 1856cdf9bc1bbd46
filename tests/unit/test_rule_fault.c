/*
 * test_rule_fault.c - what a rule book's reader says of every kind of mistake, word
 * for word: the place, what is wrong, what may stand there.
 */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include <string.h>

#include "test.h"

#include "base/str.h"
#include "rule/read/read.h"

#define BOOK "book: {name: x}\n"
#define SECTIONS \
	"book, facts, uses, reasons, seasons, rooms, bands, slots, hours, closings, " \
	"local_days, openings, closures, storm, classes, prices, adjust, extras, rounding, " \
	"tax, extension, allow, windows, limits, deadlines, refunds, examples\n"

/* All faults of these lines, exactly; and there is no book. */
static void
assert_faults(const char *text, const char *expected)
{
	struct faults f = FAULTS_INIT("b");
	struct book *b = book_read("b", text, strlen(text), &f);
	AUTO_STR faults = STR_INIT;

	faults_write(&f, &faults);
	faults_done(&f);
	book_free(b);
	assert_string_equal(str_text(&faults), expected);
	assert_null(b);
}

TEST(sections_are_known_and_have_their_shape)
{
	assert_faults("a: 1\n",
		"b:1:1: there is no section \"a\"; the sections are: " SECTIONS
		"b:1:1: a rule book begins with the section \"book\" and its name: book: "
		"{name: ...}\n");
	assert_faults("book: {law: x}\n",
		"b:1:7: \"book\" needs the word \"name\"\n");
	assert_faults("book: {name: x}\n"
		"rooms: {code: a}\n",
		"b:2:8: \"rooms\" takes a list of entries that begin with \"- \"\n");
	assert_faults("book: {name: x}\n"
		"rooms: [a]\n",
		"b:2:9: \"rooms\" takes a group of words, such as {a: b, c: d}\n");
	assert_faults("book: {name: x}\n"
		"bnads: []\n"
		"zzz: []\n",
		"b:2:1: there is no section \"bnads\"; did you mean \"bands\"?\n"
		"b:3:1: there is no section \"zzz\"; the sections are: " SECTIONS);
	assert_faults("[a]\n",
		"b:1:1: a rule book is a group of sections: book:, rooms:, prices: ...\n");
	assert_faults("book: [a]\n",
		"b:1:7: \"book\" takes a group of words, such as {a: b, c: d}\n");
}

TEST(words_and_values_are_held_to_their_rows)
{
	assert_faults(BOOK "rooms: [{code: a, capasity: 3}]\n",
		"b:2:19: unknown word \"capasity\" in \"rooms\"; did you mean "
		"\"capacity\"?\n");
	assert_faults(BOOK "rooms: [{code: a, colour: red}]\n",
		"b:2:19: unknown word \"colour\" in \"rooms\"; the words known here are: "
		"code, name, by_law, note, valid, when, unless, units, capacity, share, "
		"group, set_up, clear_up\n");
	assert_faults(BOOK "rooms: [{code: a, capacity: many}]\n",
		"b:2:29: \"capacity\" takes a whole number from 1 to 100000, not "
		"\"many\"\n");
	assert_faults(BOOK "rooms: [{code: a, capacity: 0}]\n",
		"b:2:29: \"capacity\" takes a whole number from 1 to 100000, not \"0\"\n");
	assert_faults(BOOK "rooms: [{name: x}]\n",
		"b:2:9: \"rooms\" needs the word \"code\"\n");
	assert_faults(BOOK "rooms: [{code: A}]\n",
		"b:2:16: \"A\" cannot be a code: a code has small letters a-z, digits "
		"and _, begins with a letter or _, and is at most 64 long\n");
	assert_faults(BOOK "rooms: [{code: \"\"}]\n",
		"b:2:16: \"code\" is empty\n");
	assert_faults(BOOK "rooms: [{code: a, name: [x]}]\n",
		"b:2:25: \"name\" takes a text, not a list or a group of words\n");
	assert_faults(BOOK "closings: [{weekday: mon, counter_only: maybe}]\n",
		"b:2:41: \"counter_only\" cannot be \"maybe\"; it can be: no, yes, "
		"false, true\n");
	assert_faults(BOOK "rounding: {by: totl}\n",
		"b:2:16: \"by\" cannot be \"totl\"; did you mean \"total\"?\n");
	assert_faults(BOOK "rounding: {by: month}\n",
		"b:2:16: \"by\" cannot be \"month\"; it can be: none, total, step, row\n");
	assert_faults(BOOK "rounding: {to: 10}\n",
		"b:2:11: \"rounding\" needs the word \"by\"\n");
}

TEST(codes_are_unique_and_lead_somewhere)
{
	assert_faults(BOOK "rooms: [{code: a}, {code: b}, {code: a}]\n",
		"b:2:38: the code \"a\" stands in this section a second time; the first "
		"is in line 2\n");
	assert_faults(BOOK "rooms: [{code: a, group: b}, {code: b}]\n",
		"b:2:26: \"b\" is the code of a room and cannot be a group too\n");
	assert_faults(BOOK "rooms: [{code: a, group: g}, {code: b, group: g}]\n"
		"closures: [{from: 2026-01-01, rooms: [a, hal]}]\n",
		"b:3:42: \"rooms\": there is no \"hal\"; there are: a, b, g\n");
	assert_faults(BOOK "closures: [{from: 2026-01-01, reason: own}]\n",
		"b:2:39: \"reason\": there is no \"own\", and the book has none at all\n");
	assert_faults(BOOK "seasons: [{code: none, days: 06-01}]\n",
		"b:2:11: \"none\" means no season and cannot be the code of one\n");
	assert_faults(BOOK "facts: [{code: month, type: number}, {code: heads, type: number}]\n",
		"b:2:9: \"month\" is a fact of the program already: choose another code\n"
		"b:2:38: \"heads\" is a fact of the program already: it takes a name and a "
		"default only\n");
	assert_faults(BOOK "facts: [{code: way, default: pigeon}, {code: x}]\n",
		"b:2:30: \"way\": there is no \"pigeon\"; there are: counter, phone, web, mail, "
		"fax\n"
		"b:2:39: \"facts\" needs the word \"type\"\n");
	assert_faults(BOOK "facts: [{code: age, type: choice}]\n",
		"b:2:9: \"facts\" needs the word \"choices\"\n");
	assert_faults(BOOK "facts: [{code: age, type: choice, choices: [x, x], default: z}]\n",
		"b:2:48: the choice \"x\" stands here a second time\n"
		"b:2:61: \"age\": there is no \"z\"; there are: x, x\n");
	assert_faults(BOOK "facts: [{code: n, type: number, choices: [x]}]\n",
		"b:2:9: \"choices\" stand with type: choice only\n");
	assert_faults(BOOK "facts: [{code: n, type: number, default: many}]\n",
		"b:2:42: \"n\" takes a whole number from 0 to 999999999999, not "
		"\"many\"\n");
}

/* Yen are written with commas, and a comma ends a text within braces. */
TEST(text_with_a_comma_is_asked_to_stand_in_quotes)
{
	assert_faults(BOOK "rooms: [{code: a, name: 1,000円の部屋}]\n",
		"b:2:27: \"000円の部屋\" looks like the rest of a text with a comma, such as "
		"1,000: put the whole text in quotes\n");
}

TEST(conditions_test_known_facts_by_values_they_have)
{
	assert_faults(BOOK "allow: [{refuse: x, when: class}]\n",
		"b:2:27: \"when\" takes a group of facts, such as {class: general}, or a "
		"list of such groups\n");
	assert_faults(BOOK "allow: [{refuse: x, when: {}}]\n",
		"b:2:27: \"when\" takes a group of facts, such as {class: general}, or a "
		"list of such groups\n");
	assert_faults(BOOK "allow: [{refuse: x, when: {hedas: 3}}]\n",
		"b:2:28: there is no fact \"hedas\"; did you mean \"heads\"?\n");
	assert_faults(BOOK "allow: [{refuse: x, when: {residents: 3}}]\n",
		"b:2:28: there is no fact \"residents\"; declare it in \"facts\" or use "
		"one of: room, class, season, day_kind, weekday, holiday_kind, use, "
		"reason, slot, way, bands, extras, companions, band, extra, heads, minutes, "
		"from, to, month, nth, date, apply_date, ahead, run_day, days, months, "
		"rooms_at_once, "
		"share, admission\n");
	assert_faults(BOOK "allow: [{refuse: x, when: {heads: {form: 3}}}]\n",
		"b:2:36: \"heads\" cannot be \"form\"; did you mean \"from\"?\n");
	assert_faults(BOOK "allow: [{refuse: x, when: {heads: {from: 5, under: 5}}}]\n",
		"b:2:35: \"heads\": no value can be in this range\n");
	assert_faults(BOOK "allow: [{refuse: x, when: {heads: five}}]\n",
		"b:2:35: \"heads\" takes a whole number from 0 to 999999999999, not "
		"\"five\"\n");
	assert_faults(BOOK "allow: [{refuse: x, when: {from: {from: 9}}}]\n",
		"b:2:41: \"from\" takes a time of day such as 09:30, up to 24:00, not "
		"\"9\"\n");
	assert_faults(BOOK "allow: [{refuse: x, when: {date: \"02-30\"}}]\n",
		"b:2:34: \"date\" takes days of the year such as 12-28..01-04, or one "
		"such as 10-01, not \"02-30\"\n");
	assert_faults(BOOK "allow: [{refuse: x, when: {share: 101%}}]\n",
		"b:2:35: \"share\" takes a whole number from 0 to 100, not \"101\"\n");
	assert_faults(BOOK "allow: [{refuse: x, when: {weekday: [sat, son]}}]\n",
		"b:2:43: \"weekday\": there is no \"son\"; did you mean \"sun\"?\n");
	assert_faults(BOOK "allow: [{refuse: x, when: {weekday: []}}]\n",
		"b:2:37: \"weekday\" takes a code or a list of codes, such as [a, b]\n");
	assert_faults(BOOK "rooms: [{code: a, group: g}, {code: b, group: g}]\n"
		"allow: [{refuse: x, when: {room: h}}]\n",
		"b:3:34: \"room\": there is no \"h\"; there are: a, b, g\n");
	assert_faults(BOOK "allow: [{refuse: x, when: {room: h}}]\n",
		"b:2:34: \"room\": there is no \"h\", and the book has none at all\n");
	assert_faults(BOOK "allow: [{refuse: x, when: {month: [1, 2, 3, 4, 5, 6, 7, 8, 9], heads: "
		"[1, 2, 3, 4, 5, 6, 7, 8]}}]\n",
		"b:2:71: this condition has too many alternatives; 64 is the most\n");
}

TEST(bands_and_slot_sets_are_possible)
{
	assert_faults(BOOK "bands: [{code: x}]\n",
		"b:2:9: \"bands\" needs the word \"from\"\n");
	assert_faults(BOOK "bands: [{code: x, from: \"12:00\", to: \"09:00\"}]\n",
		"b:2:9: \"x\" ends before it begins\n");
	assert_faults(BOOK "bands: [{code: x, from: \"25:00\", to: \"9:60\"}]\n",
		"b:2:25: \"from\" takes a time of day such as 09:30, up to 24:00, not "
		"\"25:00\"\n"
		"b:2:38: \"to\" takes a time of day such as 09:30, up to 24:00, not "
		"\"9:60\"\n");
	assert_faults(BOOK "bands: [{code: x, covers: [x]}]\n",
		"b:2:28: the band \"x\" covers itself\n");
	assert_faults(BOOK "bands: [{code: x, covers: [y]}, {code: y, from: \"09:00\", to: "
		"\"10:00\"}]\n",
		"b:2:28: the band \"y\" stands below this one: a band covers bands above "
		"it\n");
	assert_faults(BOOK "bands:\n"
		"- {code: am, from: \"09:00\", to: \"12:00\"}\n"
		"- {code: pm, from: \"13:00\", to: \"17:00\"}\n"
		"- {code: x, covers: [am, pm], from: \"10:00\"}\n",
		"b:5:3: the band \"x\" does not hold all that it covers\n");
	assert_faults(BOOK "bands:\n"
		"- {code: am, from: \"09:00\", to: \"12:00\"}\n"
		"- {code: pm, from: \"13:00\", to: \"17:00\"}\n"
		"- {code: mid, from: \"11:00\", to: \"14:00\"}\n"
		"slots: [{bands: [am, mid, pm, am]}]\n",
		"b:6:22: the bands \"am\" and \"mid\" overlap: in one set of bands only "
		"a band that covers others may\n"
		"b:6:27: the bands \"mid\" and \"pm\" overlap: in one set of bands only "
		"a band that covers others may\n"
		"b:6:31: \"am\" is twice in this list\n");
	assert_faults(BOOK "slots: [{code: x}]\n",
		"b:2:9: \"slots\" needs either \"bands\" or \"grid\"\n");
	assert_faults(BOOK "slots: [{grid: 30, least: 45, most: 30}]\n",
		"b:2:9: \"least\" is more than \"most\"\n"
		"b:2:9: \"least\" and \"most\" must be so many times \"grid\"\n");
	assert_faults(BOOK "bands:\n"
		"- {code: am, from: \"09:00\", to: \"12:00\"}\n"
		"- {code: pm, from: \"13:00\", to: \"17:00\"}\n"
		"slots: [{bands: [am], least: 30}]\n",
		"b:5:9: \"least\" and \"most\" stand with \"grid\" only\n");
}

TEST(closings_and_hours_say_which_days_and_when)
{
	assert_faults(BOOK "hours: [{open: \"21:00-09:00\"}]\n",
		"b:2:16: \"open\" ends before it begins\n");
	assert_faults(BOOK "hours: [{open: 9-21}]\n",
		"b:2:16: \"open\" takes two times of day such as 09:00-21:30, not "
		"\"9-21\"\n");
	assert_faults(BOOK "hours: [{open: {from: \"09:00\"}}]\n",
		"b:2:16: \"open\" needs the word \"to\"\n");
	assert_faults(BOOK "closings: [{name: x}]\n",
		"b:2:12: a closing needs one of weekday, day_of_month, days, dates and "
		"after_holiday\n");
	assert_faults(BOOK "closings: [{weekday: mon, days: \"12-28..01-04\"}]\n",
		"b:2:12: a closing needs one of weekday, day_of_month, days, dates and "
		"after_holiday\n");
	assert_faults(BOOK "closings: [{weekday: mon, if_holiday: moved}]\n",
		"b:2:39: a closing that moves needs the word \"to\": to: next_weekday\n");
	assert_faults(BOOK "closings: [{weekday: mon, to: next_day}]\n",
		"b:2:31: \"to\" stands with if_holiday: moved or also, or with "
		"after_holiday\n");
	assert_faults(BOOK "closings: [{days: 05-01, lasts: 3}, {dates: 2026-05-01, later: 1}]\n",
		"b:2:33: \"lasts\" stands with \"weekday, day_of_month, after_holiday\" "
		"only\n"
		"b:2:64: \"later\" stands with \"weekday, day_of_month, after_holiday\" "
		"only\n");
	assert_faults(BOOK "closings: [{weekday: mon, lasts: 1}]\n",
		"b:2:34: \"lasts\" takes a whole number from 2 to 31, not \"1\"\n");
	assert_faults(BOOK "closings: [{day_of_month: last, like_holidays: [sat, sun]}]\n",
		"b:2:48: \"like_holidays\" stands with \"if_holiday: open, moved or also\" "
		"only\n");
	assert_faults(BOOK "closings: [{days: \"1-1\"}]\n",
		"b:2:19: \"days\" takes days of the year such as 12-28..01-04, or one "
		"such as 10-01, not \"1-1\"\n");
	assert_faults(BOOK "closings: [{days: 05-01, nth: 2}]\n",
		"b:2:31: \"nth\" stands with \"weekday\" only\n");
	assert_faults(BOOK "closings: [{dates: [2026-02-29, 2026-03-02..2026-03-01]}]\n",
		"b:2:21: \"dates\" takes a day such as 2026-04-01, not \"2026-02-29\"\n"
		"b:2:33: \"2026-03-02..2026-03-01\" ends before it begins, or is longer "
		"than a year\n");
	assert_faults(BOOK "closings: [{day_of_month: [0, 32]}]\n",
		"b:2:28: \"day_of_month\" takes a day of the month, 1 to 31 or last, not "
		"\"0\"\n"
		"b:2:31: \"day_of_month\" takes a day of the month, 1 to 31 or last, not "
		"\"32\"\n");
	assert_faults(BOOK "closings: [{weekday: mon, instead: [{month: 1, day: 16}]}]\n",
		"b:2:36: \"instead\" stands with \"day_of_month\" only\n");
	assert_faults(BOOK "local_days: [{name: x}]\n",
		"b:2:14: \"local_days\" needs either \"days\" or \"dates\"\n");
	assert_faults(BOOK "openings: [{open: \"09:00-10:00\"}]\n",
		"b:2:12: \"openings\" needs the word \"dates\"\n");
	assert_faults(BOOK "closures: [{from: 2026-05-02, to: 2026-05-01}]\n",
		"b:2:12: \"closures\" ends before it begins\n");
	assert_faults(BOOK "storm: [{opens: closed}, {lifted_by: \"08:00\", opens: normal}]\n",
		"b:2:26: the rows of \"storm\" stand in the order of \"lifted_by\"; the "
		"one without it is the last\n");
	assert_faults(BOOK "storm: [{lifted_by: \"08:00\", opens: \"07:00\"}]\n",
		"b:2:9: \"opens\" is before \"lifted_by\"\n");
	assert_faults(BOOK "hours: [{open: \"09:00-10:00\", valid: {use_from: 2027-01-01, use_to: "
		"2026-01-01}}]\n",
		"b:2:38: \"valid\" ends before it begins\n");
}

TEST(price_tables_have_one_cell_for_each_place)
{
	assert_faults(BOOK "rooms: [{code: a, group: g}, {code: b, group: g}]\n"
		"prices: [{rows: {a: 1}}]\n",
		"b:3:10: \"prices\" needs the word \"rows_by\"\n");
	assert_faults(BOOK "rooms: [{code: a, group: g}, {code: b, group: g}]\n"
		"prices: [{rows_by: heads, rows: {a: 1}}]\n",
		"b:3:20: \"rows_by\" takes a fact with choices, such as room, band or "
		"class, not \"heads\"\n");
	assert_faults(BOOK "rooms: [{code: a, group: g}, {code: b, group: g}]\n"
		"prices: [{rows_by: room, rows: {c: 1}}]\n",
		"b:3:33: \"rows\": there is no \"c\"; there are: a, b, g\n");
	assert_faults(BOOK "rooms: [{code: a, group: g}, {code: b, group: g}]\n"
		"bands:\n"
		"- {code: am, from: \"09:00\", to: \"12:00\"}\n"
		"- {code: pm, from: \"13:00\", to: \"17:00\"}\n"
		"prices: [{rows_by: room, columns_by: band, columns: [am, pm], rows: {a: "
		"[1], b: [1, 2, 3]}}]\n",
		"b:6:73: the row \"a\" has 1 cells, but the table has 2 columns\n"
		"b:6:81: the row \"b\" has 3 cells, but the table has 2 columns; yen are "
		"written without commas (1200)\n");
	assert_faults(BOOK "rooms: [{code: a, capacity: ６０}, {code: b, capacity:60}]\n"
		"hours: [{open: \"09:00～17:00\"}]\n"
		"seasons: [{code: s, days: [４-1..9-30], note：x}]\n",
		"b:2:29: \"capacity\": \"６０\" has full-width characters; type figures and "
		"signs in half width\n"
		"b:2:44: \"capacity:60\": a half-width \":\" and a blank must stand between a "
		"word and its value\n"
		"b:3:16: \"open\": \"09:00～17:00\" has full-width characters; type figures and "
		"signs in half width\n"
		"b:4:28: \"days\": \"４-1..9-30\" has full-width characters; type figures and "
		"signs in half width\n"
		"b:4:40: \"note：x\": a half-width \":\" and a blank must stand between a word "
		"and its value\n");
	assert_faults(BOOK "rooms: [{code: a, group: g}, {code: b, group: g}]\n"
		"prices: [{rows_by: room, rows: {a: 1.5, b: -1}}]\n",
		"b:3:36: \"rows\" takes a whole number from 0 to 999999999999, not "
		"\"1.5\"\n"
		"b:3:44: \"rows\" takes a whole number from 0 to 999999999999, not "
		"\"-1\"\n");
	assert_faults(BOOK "rooms: [{code: a, group: g}, {code: b, group: g}]\n"
		"prices: [{rows_by: room, rows: {a: 1, g: 2}}]\n",
		"b:3:39: the row \"g\" has what the row \"a\" has already: which of the "
		"two prices holds?\n");
	assert_faults(BOOK "rooms: [{code: a, group: g}, {code: b, group: g}]\n"
		"prices: [{rows_by: room, columns: [a], rows: {a: 1}}]\n",
		"b:3:10: \"columns_by\" and \"columns\" stand together\n");
	assert_faults(BOOK "rooms: [{code: a, group: g}, {code: b, group: g}]\n"
		"bands:\n"
		"- {code: am, from: \"09:00\", to: \"12:00\"}\n"
		"- {code: pm, from: \"13:00\", to: \"17:00\"}\n"
		"prices: [{rows_by: room, columns_by: band, columns: [am, am], rows: {a: "
		"[1, 2]}}]\n",
		"b:6:58: \"am\" is twice in this list\n");
	assert_faults(BOOK "rooms: [{code: a, group: g}, {code: b, group: g}]\n"
		"prices: [{rows_by: room, columns_by: room, columns: [a], rows: {a: "
		"1}}]\n",
		"b:3:10: rows and columns stand for the same fact\n");
	assert_faults(BOOK "rooms: [{code: a, group: g}, {code: b, group: g}]\n"
		"prices: [{rows_by: room, per: use, part: started, least: 60, rows: {a: "
		"1}}]\n",
		"b:3:42: \"part\" stands with per: \"60 minutes\" only\n"
		"b:3:58: \"least\" stands with per: \"60 minutes\" only\n");
	assert_faults(BOOK "rooms: [{code: a, group: g}, {code: b, group: g}]\n"
		"prices: [{rows_by: room, per: fortnight, rows: {a: 1}}]\n",
		"b:3:31: \"per\" cannot be \"fortnight\"; it can be: use, band, day, "
		"open_day, month, head, piece, hour, 30 minutes, 2 days, 6 open_days, 3 months, "
		"10 heads, 10 pieces\n");
}

TEST(surcharges_have_one_effect_and_a_base_above)
{
	assert_faults(BOOK "adjust: [{rules: [{rat: 150%}]}]\n",
		"b:2:20: unknown word \"rat\" in \"rules\"; did you mean \"rate\"?\n");
	assert_faults(BOOK "adjust: [{code: g, rules: [{code: r}]}]\n",
		"b:2:28: a rule of \"adjust\" needs one effect: rate, add, off, yen, "
		"yen_off, becomes, at_most or at_least\n");
	assert_faults(BOOK "adjust: [{rules: [{rate: 150%, off: 10%}]}]\n",
		"b:2:19: a rule of \"adjust\" needs one effect: rate, add, off, yen, "
		"yen_off, becomes, at_most or at_least\n");
	assert_faults(BOOK "adjust: [{rules: [{rate: 1.5}]}]\n",
		"b:2:26: \"rate\" takes a share such as 150% or 2/3, not \"1.5\"\n");
	assert_faults(BOOK "adjust: [{rules: [{off: 120%}]}]\n",
		"b:2:25: more than 100% cannot be taken off\n");
	assert_faults(BOOK "adjust: [{rules: [{rate: 150%, per: band}]}]\n",
		"b:2:37: \"per\" stands with amounts of yen, or with \"beyond\" or \"up_to\" "
		"only\n");
	assert_faults(BOOK "extension: [{yen: 500, with_extras: yes}]\n",
		"b:2:37: \"with_extras\" stands with \"price: same_band, next_band, "
		"whole_day\" only\n");
	assert_faults(BOOK "adjust: [{rules: [{off: 50%, within: foru}]}]\n"
		"limits: [{code: four, count: bookings, per: month, most: 4}]\n",
		"b:2:38: there is no limit \"foru\"; did you mean \"four\"?\n");
	assert_faults(BOOK "adjust: [{together: yes, rules: [{at_most: 100}]}]\n",
		"b:2:21: \"together\" stands in a group that applies to equipment: "
		"applies_to: [room, extras]\n");
	assert_faults(BOOK "adjust: [{rules: [{add: 60/1, of: heads}]}]\n",
		"b:2:35: \"of\" takes a fact in yen, which \"heads\" is not\n");
	assert_faults(BOOK "adjust: [{rules: [{yen: 60, of: admission}]}]\n",
		"b:2:33: \"of\" stands with a share of it (rate, add or off), without "
		"\"beyond\" and \"up_to\"\n");
	assert_faults(BOOK "adjust: [{rules: [{off: 50%, beyond: 3}]}]\n",
		"b:2:38: \"beyond\" stands with \"per\" minutes, heads, days, months or "
		"pieces only\n");
	assert_faults(BOOK "adjust: [{rounding: {by: total, to: 10, tax: after}, "
			"rules: [{off: 50%}]}]\n",
		"b:2:21: a group is rounded before the tax is added\n");
	assert_faults(BOOK "extras: [{code: p, price: 1}]\n"
		"adjust: [{rules: [{rate: 2/1, extras: p}]}]\n",
		"b:3:19: \"extras\" stands in a group that applies to equipment: applies_to: "
		"[extras]\n");
	assert_faults(BOOK "adjust: [{rules: [{yen: 100, per: band, beyond: 2}]}]\n",
		"b:2:49: \"beyond\" stands with \"per\" minutes, heads, days, months or "
		"pieces only\n");
	assert_faults(BOOK "adjust: [{rules: [{yen: 100, part: free}]}]\n",
		"b:2:36: \"part\" stands with per: \"60 minutes\" only\n");
	assert_faults(BOOK "bands: [{code: am, from: \"09:00\", to: \"12:00\"}]\n"
		"extras: [{code: x, price: 1, per: use, units: {am: 3}}]\n",
		"b:3:47: \"units\" stands with \"per: band\" only\n");
	assert_faults(BOOK "closings: [{weekday: mon, holiday_kinds: [named]}]\n",
		"b:2:42: \"holiday_kinds\" stands with \"if_holiday: open, moved or also\" "
		"only\n");
	assert_faults(BOOK "extras: [{code: x, price: 1, per: hour, beyond: 60, up_to: 60}]\n",
		"b:2:60: \"up_to\" must be more than \"beyond\"\n");
	assert_faults(BOOK "adjust: [{on: later, rules: [{rate: 2/1}]}, {code: later, rules: "
		"[{rate: 2/1}]}]\n",
		"b:2:15: \"on\" names the group \"later\", which does not stand above "
		"this one\n");
	assert_faults(BOOK "adjust: [{code: sur, rules: [{rate: 2/1}]}, {on: sru, rules: [{rate: "
		"2/1}]}]\n",
		"b:2:50: \"on\": there is no group \"sru\" in \"adjust\"; did you mean "
		"\"sur\"?\n");
	assert_faults(BOOK "adjust: [{rules: [{code: r, rate: 2/1}, {code: r, rate: 2/1, "
		"instead_of: [r, q]}]}]\n",
		"b:2:41: the code \"r\" stands in this group a second time; the first is "
		"in line 2\n"
		"b:2:78: this group has no rule \"q\"\n");
	assert_faults(BOOK "adjust: [{rules: [{code: r, rate: 2/0, instead_of: r}]}]\n",
		"b:2:35: \"rate\" takes a share such as 150% or 2/3, not \"2/0\"\n"
		"b:2:52: a rule cannot stand instead of itself\n");
	assert_faults(BOOK "adjust: [{code: base, rules: []}]\n",
		"b:2:10: \"base\" and \"so_far\" have a meaning of their own in \"on\" "
		"and cannot be codes of groups\n"
		"b:2:30: \"rules\" is empty\n");
	assert_faults(BOOK "adjust: [{applies_to: rooms, rules: [{yen: 5}]}]\n",
		"b:2:23: \"applies_to\" cannot be \"rooms\"; did you mean \"room\"?\n");
}

TEST(extensions_have_a_price)
{
	assert_faults(BOOK "extension: [{side: after}]\n",
		"b:2:13: \"extension\" needs either \"price\" or \"yen\"\n");
	assert_faults(BOOK "extension: [{price: table:night}]\n",
		"b:2:21: no table of \"prices\" has list: night\n");
	assert_faults(BOOK "extension: [{yen: 5, turns_into: next_band}]\n",
		"b:2:13: \"turns_into\" and \"over\" stand together\n");
	assert_faults(BOOK "extension: [{yen: 5, per: band, follows: x}]\n",
		"b:2:27: an extension is priced per \"60 minutes\", hour or use\n"
		"b:2:42: \"follows\": there is no group \"x\" in \"adjust\"\n");
}

TEST(moments_are_one_unit_with_what_belongs_to_it)
{
	assert_faults(BOOK "windows: [{opens: 3}]\n",
		"b:2:19: \"opens\" takes a moment, such as {months: 3, day: 1} or {days: "
		"7}\n");
	assert_faults(BOOK "windows: [{opens: {day: 1}}]\n",
		"b:2:19: \"opens\" needs one of months, weeks, days, open_days, "
		"working_days and counter_days\n");
	assert_faults(BOOK "windows: [{opens: {months: 1, days: 2}}]\n",
		"b:2:37: a moment has one of months, weeks, days, open_days, "
		"working_days and counter_days, not two\n");
	assert_faults(BOOK "windows: [{opens: {days: 1, day: 2}}]\n",
		"b:2:19: \"day\", \"nth\" and \"block\" stand with months only\n");
	assert_faults(BOOK "windows: [{opens: {days: 1, missing: next_day}}]\n",
		"b:2:19: \"missing\" and \"instead\" stand with months only\n");
	assert_faults(BOOK "windows: [{opens: {months: 1, day: 1, first_day: counts}}]\n",
		"b:2:50: \"first_day\" does not stand with \"day\"\n");
	assert_faults(BOOK "windows: [{opens: {days: 1, weekday: mon}}]\n",
		"b:2:38: \"weekday\" stands with months and \"nth\", or with weeks\n");
	assert_faults(BOOK "windows: [{opens: {months: 1, nth: 2}}]\n",
		"b:2:19: \"nth\" and \"weekday\" stand together: {months: 1, nth: 2, "
		"weekday: sat}\n");
	assert_faults(BOOK "windows: [{opens: {months: 1, day: 1, nth: 2, weekday: sat}}]\n",
		"b:2:19: a moment has either \"day\" or \"nth\", not both\n");
	assert_faults(BOOK "windows: [{opens: {months: 1, block: 5, starts: 4, day: 1}}]\n",
		"b:2:38: \"block\" must divide a year: 2, 3, 4, 6 or 12 months\n");
	assert_faults(BOOK "windows: [{opens: {months: 1, block: 3}}]\n",
		"b:2:19: \"block\" needs \"day\" or \"nth\"\n"
		"b:2:19: \"block\" and \"starts\" stand together: {block: 3, starts: 4, "
		"months: 1, day: 1}\n");
	assert_faults(BOOK "windows: [{opens: {months: 1, day: 1, instead: [{month: 13, day: "
		"1}]}}]\n",
		"b:2:57: \"month\" takes a whole number from 1 to 12, not \"13\"\n");
	assert_faults(BOOK "windows: [{opens: {days: 7, at: \"24:30\"}}]\n",
		"b:2:33: \"at\" takes a time of day such as 09:30, up to 24:00, not "
		"\"24:30\"\n");
	assert_faults(BOOK "extension: [{price: difference, per: hour}]\n",
		"b:2:38: the difference to a longer use is not charged by time; leave \"per\" "
		"out\n");
	assert_faults(BOOK "windows: [{by: pigeon}]\n",
		"b:2:16: \"by\" cannot be \"pigeon\"; it can be: counter, phone, web, mail, "
		"fax\n");
}

TEST(limits_deadlines_refunds_and_examples_are_whole)
{
	assert_faults(BOOK "allow: [{when: {heads: 3}}]\n",
		"b:2:9: \"allow\" needs the word \"refuse\"\n");
	assert_faults(BOOK "limits: [{count: bands, most: 3}]\n",
		"b:2:10: a limit needs \"per\": in which time they are counted\n");
	assert_faults(BOOK "limits: [{count: days_running, per: month, most: 3}]\n",
		"b:2:37: \"per\" stands with these counts only: bookings, bands, minutes, days, "
		"pieces, cancellations, no_shows, points\n");
	assert_faults(BOOK "limits: [{count: minutes, per: day, most: 3, same_day: once}]\n",
		"b:2:56: \"same_day\" stands with these counts only: bookings, bands\n");
	assert_faults(BOOK "limits: [{count: no_shows, per: year, most: 3, late: {days: 7}}]\n",
		"b:2:54: \"late\" stands with these counts only: cancellations, points\n");
	assert_faults(BOOK "limits: [{count: days, per: month, most: 3, more: [{from: {days: 7}, "
		"most: 2}]}]\n",
		"b:2:51: \"more\" loosens: its \"most\" is more than that of the limit\n");
	assert_faults(BOOK "limits: [{count: bands, per: month, most: 3, weight: [{over: 240, "
		"counts: 2}]}]\n",
		"b:2:54: \"weight\" stands with these counts only: bookings\n");
	assert_faults(BOOK "limits: [{count: bookings, per: month, most: 3, weight: [{over: 240, "
		"counts: 2}, {over: 120, counts: 3}]}]\n",
		"b:2:82: \"weight\" stands in the order of \"over\"\n");
	assert_faults(BOOK "limits: [{count: bookings, per: 0 days, most: 3, blocks: {days: 3}}]\n",
		"b:2:33: \"per\" cannot be \"0 days\"; did you mean \"30 days\"?\n"
		"b:2:58: \"blocks\" stands with these counts only: cancellations, no_shows, "
		"points\n");
	assert_faults(BOOK "deadlines: [{of: payment}]\n",
		"b:2:13: a deadline needs \"before\" (back from the day of use), "
		"\"after\" (on from another day), or both\n");
	assert_faults(BOOK "deadlines: [{of: payment, before: {days: 1}, from: hold}]\n",
		"b:2:52: \"from\" stands with \"after\" only\n");
	assert_faults(BOOK "refunds: [{until: {days: 3}}]\n",
		"b:2:11: a refund needs one of back, fee and fee_yen\n");
	assert_faults(BOOK "refunds: [{back: 150%}]\n",
		"b:2:11: a refund cannot be of more than 100%\n");
	assert_faults(BOOK "windows: [{again: yes, opens: {days: 1}}]\n",
		"b:2:19: \"again: yes\" needs a window above, from which it goes on\n");
	assert_faults(BOOK "windows: [{opens: {days: 9}}, {again: yes}]\n",
		"b:2:39: \"again\" stands with \"opens\" only\n");
	assert_faults(BOOK "refunds: [{kind: change, back: 50%}]\n",
		"b:2:32: \"back\" stands with \"kind: cancel\" only\n");
	assert_faults(BOOK "refunds: [{fee_yen: 100, difference: {up: pay}}]\n",
		"b:2:38: \"difference\" stands with \"kind: change\" only\n");
	assert_faults(BOOK "examples: [{ask: quote, given: {}, expect: {}}]\n",
		"b:2:44: \"expect\" is empty\n");
	assert_faults(BOOK "examples: [{ask: quote, given: {}, expect: {says: [], days: []}}]\n",
		"b:2:51: \"says\" is empty\n");
	assert_faults(BOOK "examples: [{ask: quote, given: {}, expect: {error: \"\"}}]\n",
		"b:2:52: \"error\" is empty\n");
	assert_faults(BOOK "examples: [{ask: price, given: {x: {y: {z: 1}}}, expect: {yen: 1}}]\n",
		"b:2:18: \"ask\" cannot be \"price\"; it can be: quote, open, days, "
		"window, allowed, limit, extension, refund, deadline, storm, book\n"
		"b:2:36: \"x\" is nested too deeply for an example\n");
}
TEST(a_group_of_rules_has_64_at_most)
{
	AUTO_STR text = STR_INIT;

	str_add(&text, BOOK "adjust:\n- rules:\n");
	for (int i = 0; i < 65; i++)
		str_add(&text, "  - {yen: 1}\n");
	assert_faults(str_text(&text), "b:4:3: \"rules\" has 65 entries; 64 is the most\n");
}

TEST(a_fact_has_256_choices_at_most)
{
	AUTO_STR text = STR_INIT;

	str_add(&text, BOOK "rooms:\n");
	for (int i = 0; i < 257; i++)
		str_addf(&text, "- {code: r%d, units: [u]}\n", i);
	assert_faults(str_text(&text), "b:3:1: \"rooms\" has 257 entries; 256 is the most\n");
}

TEST(all_faults_come_at_once_in_the_order_of_the_file)
{
	assert_faults("rooms:\n- {code: a, capacity: x}\n- {code: a}\nbook: {}\n"
		      "hours:\n- {open: 9}\n",
		"b:2:23: \"capacity\" takes a whole number from 1 to 100000, not \"x\"\n"
		"b:3:10: the code \"a\" stands in this section a second time; the first is in "
		"line 2\n"
		"b:4:7: \"book\" needs the word \"name\"\n"
		"b:6:10: \"open\" takes two times of day such as 09:00-21:30, not \"9\"\n");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(sections_are_known_and_have_their_shape),
		cmocka_unit_test(words_and_values_are_held_to_their_rows),
		cmocka_unit_test(codes_are_unique_and_lead_somewhere),
		cmocka_unit_test(text_with_a_comma_is_asked_to_stand_in_quotes),
		cmocka_unit_test(conditions_test_known_facts_by_values_they_have),
		cmocka_unit_test(bands_and_slot_sets_are_possible),
		cmocka_unit_test(closings_and_hours_say_which_days_and_when),
		cmocka_unit_test(price_tables_have_one_cell_for_each_place),
		cmocka_unit_test(surcharges_have_one_effect_and_a_base_above),
		cmocka_unit_test(extensions_have_a_price),
		cmocka_unit_test(moments_are_one_unit_with_what_belongs_to_it),
		cmocka_unit_test(limits_deadlines_refunds_and_examples_are_whole),
		cmocka_unit_test(a_group_of_rules_has_64_at_most),
		cmocka_unit_test(a_fact_has_256_choices_at_most),
		cmocka_unit_test(all_faults_come_at_once_in_the_order_of_the_file),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
