/* rules_kit.h - a small rule book at a seat, for the tests of its screens. */
/* SPDX-License-Identifier: MIT */
#ifndef SCREEN_RULES_KIT_H
#define SCREEN_RULES_KIT_H

#include "seat.h"

#include "desk/rule/rule_store.h"

static const char book[] =
	"book: {name: ひばり会館, law: ひばり会館条例}\n"
	"facts:\n"
	"  - {code: profit, name: 営利目的, type: yes_no}\n"
	"reasons:\n"
	"  - {code: own, name: 利用者の都合, fault: theirs}\n"
	"rooms:\n"
	"  - {code: hall, name: 大ホール, capacity: 300}\n"
	"  - {code: studio, name: 練習室, capacity: 20}\n"
	"bands:\n"
	"  - {code: morning, name: 午前, from: \"09:00\", to: \"12:00\"}\n"
	"  - {code: afternoon, name: 午後, from: \"13:00\", to: \"17:00\"}\n"
	"hours:\n"
	"  - {open: \"09:00-21:00\"}\n"
	"closings:\n"
	"  - {code: monday, name: 月曜休館, by_law: 月曜日を休館日とする。, weekday: [mon]}\n"
	"prices:\n"
	"  - code: rooms\n"
	"    name: 会議室等使用料\n"
	"    by_law: 使用料は別表のとおりとする。\n"
	"    rows_by: room\n"
	"    columns_by: band\n"
	"    columns: [morning, afternoon]\n"
	"    rows:\n"
	"      hall: [4800, 6400]\n"
	"      studio: [1200, 1600]\n"
	"adjust:\n"
	"  - code: surcharge\n"
	"    name: 加算\n"
	"    combine: multiply\n"
	"    rules:\n"
	"      - code: commercial\n"
	"        name: 営利\n"
	"        by_law: 営利目的の使用は5割増とする。\n"
	"        when: {profit: yes}\n"
	"        rate: 150%\n"
	"extras:\n"
	"  - {code: chair, name: 椅子, price: 10, per: piece}\n"
	"windows:\n"
	"  - {code: all, name: 受付, opens: {months: 3}}\n"
	"refunds:\n"
	"  - {name: 7日前まで, until: {days: 7}, back: 50%}\n"
	"examples:\n"
	"  - name: 練習室の午前\n"
	"    ask: quote\n"
	"    given: {room: studio, day: 2026-12-02, bands: [morning], profit: no}\n"
	"    expect: {yen: 1200}\n"
	"  - name: 月曜は休館\n"
	"    ask: open\n"
	"    given: {day: 2026-12-07}\n"
	"    expect: {closed: monday}\n";

static inline void
load_text(struct seat *s, const char *text)
{
	const struct rule_load load = {
		.file = "book.yaml", .bytes = text, .len = strlen(text), .from = DAY_NONE,
	};
	struct faults f = FAULTS_INIT("book.yaml");
	struct rule_loaded loaded;
	AUTO_STR faults = STR_INIT;
	bool ok = rule_store_load(s->desk, &load, &f, &loaded, &s->e);

	faults_write(&f, &faults);
	faults_done(&f);
	if (!ok)
		fail_msg("%s\n%s", s->e.msg, str_text(&faults));
}

static inline void
load_book(struct seat *s)
{
	load_text(s, book);
}

#endif
