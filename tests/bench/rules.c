/*
 * rules.c - how quickly a rule book answers: quotes with their whole explanation on a
 * book of 40 rooms, 10 classes and 3 seasons, a year of the calendar, and the check
 * of a book with 250 worked examples.
 */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include <stdio.h>
#include <stdlib.h>

#include "figures.h"

#include "base/rand.h"
#include "embed.h"
#include "rule/ask.h"
#include "rule/check/check.h"
#include "rule/holiday_read.h"
#include "rule/read/read.h"

#define ROOMS         40
#define CLASSES       10
#define EXAMPLES      250
#define QUOTES        200000
#define YEARS         2000
#define CLOSURES      100
#define QUOTES_GOAL   50000.0
#define YEAR_GOAL_MS  1.0
#define CHECK_GOAL_MS 100.0
#define READS         51
#define READ_GOAL_MS  10.0

static const char *const seasons[] = { "none", "cooling", "heating" };

/* --- the book --- */

static int
price(int room, int kind, int season, int band)
{
	return 300 + 10 * room + 25 * kind + 50 * season + 100 * band + (band == 3 ? 900 : 0);
}

static void
add_head(struct str *s)
{
	str_add(s, "book: {name: bench, law: by-law}\n"
		   "facts:\n"
		   "  - {code: outside, name: outside, type: yes_no, default: no}\n"
		   "  - {code: profit, name: profit, type: yes_no, default: no}\n"
		   "  - {code: kind, name: kind, type: number, default: 0}\n"
		   "seasons:\n"
		   "  - {code: cooling, name: cooling, days: [\"06-01..09-30\"]}\n"
		   "  - {code: heating, name: heating, days: [\"11-15..03-15\"]}\n"
		   "rooms:\n");
	for (int i = 0; i < ROOMS; i++)
		str_addf(s, "  - {code: r%d, name: room %d, capacity: %d}\n", i, i, 10 + i);
	str_add(s, "bands:\n"
		   "  - {code: morning, name: morning, from: \"9:00\", to: \"12:00\"}\n"
		   "  - {code: afternoon, name: afternoon, from: \"13:00\", to: \"17:00\"}\n"
		   "  - {code: night, name: night, from: \"18:00\", to: \"21:30\"}\n"
		   "  - {code: whole, name: whole day, from: \"9:00\", to: \"21:30\", "
		   "covers: [morning, afternoon, night]}\n"
		   "slots:\n"
		   "  - {code: bands, name: bands, bands: [morning, afternoon, night, whole]}\n"
		   "hours:\n"
		   "  - {name: hours, open: \"9:00-21:30\"}\n"
		   "closings:\n"
		   "  - {code: monday, name: Mondays, weekday: [mon], if_holiday: moved, "
		   "to: next_weekday}\n"
		   "  - {code: year_end, name: year's end, days: [\"12-28..01-04\"]}\n"
		   "  - {code: care, name: care, weekday: [wed], nth: [3], if_holiday: open}\n"
		   "  - {code: after, name: after, after_holiday: yes, "
		   "unless: {day_kind: [saturday, sunday, holiday]}}\n"
		   "  - {code: last, name: last, day_of_month: [last], if_holiday: moved, "
		   "to: next_open, instead: [{month: 12, day: 27}]}\n"
		   "  - {code: summer, name: summer, weekday: [thu], nth: [2, last], "
		   "when: {season: cooling}, part: {from: \"13:00\", to: \"17:00\"}}\n"
		   "  - {code: r3, name: r3, weekday: [tue], if_holiday: also, "
		   "to: nearest_weekday, when: {room: [r3, r7]}}\n"
		   "  - {code: desk, name: desk, weekday: [sun], counter_only: yes}\n"
		   "classes:\n");
	for (int i = 0; i < CLASSES; i++)
		str_addf(s, "  - {code: c%d, name: class %d, when: {kind: %d}}\n", i, i, i);
}

static void
add_prices(struct str *s)
{
	str_add(s, "prices:\n");
	for (int kind = 0; kind < CLASSES; kind++) {
		for (int season = 0; season < 3; season++) {
			str_addf(s,
				 "  - code: p%d_%d\n    name: table %d\n    by_law: Article %d\n"
				 "    when: {class: c%d, season: %s}\n    rows_by: room\n"
				 "    columns_by: band\n"
				 "    columns: [morning, afternoon, night, whole]\n    rows:\n",
				 kind, season, kind * 3 + season, kind, kind, seasons[season]);
			for (int room = 0; room < ROOMS; room++)
				str_addf(s, "      r%d: [%d, %d, %d, %d]\n", room,
					 price(room, kind, season, 0), price(room, kind, season, 1),
					 price(room, kind, season, 2),
					 price(room, kind, season, 3));
		}
	}
}

static void
add_rest(struct str *s)
{
	str_add(s, "adjust:\n"
		   "  - code: surcharge\n    name: surcharge\n    combine: multiply\n"
		   "    applies_to: [room, extras]\n    rules:\n"
		   "      - {code: outside, name: outside, by_law: Article 9, "
		   "when: {outside: yes}, rate: \"150%\"}\n"
		   "      - {code: profit, name: profit, by_law: Article 10, "
		   "when: {profit: yes}, add: \"100%\"}\n"
		   "  - code: weekend\n    name: weekend\n    on: base\n    rules:\n"
		   "      - {code: sunday, name: Sundays, by_law: Article 11, "
		   "when: {day_kind: [sunday, holiday]}, add: \"20%\"}\n"
		   "extras:\n"
		   "  - {code: piano, name: piano, price: 1100, per: band}\n"
		   "  - {code: heat, name: heating, price: 200, per: band, always: yes, "
		   "when: {season: heating}}\n"
		   "rounding: {by: total, to: 10, how: down, by_law: Article 12}\n"
		   "windows:\n  - {code: all, opens: {months: 3, day: 1}, closes: {days: 0}}\n"
		   "examples:\n");
	for (int i = 0; i < EXAMPLES; i++) {
		int room = i % ROOMS, kind = i % CLASSES, band = i % 2;

		str_addf(s,
			 "  - name: example %d\n    ask: quote\n"
			 "    given: {room: r%d, day: 2026-10-%02d, bands: [%s], kind: %d}\n"
			 "    expect: {yen: %d}\n",
			 i, room, 5 + i % 5, band == 0 ? "morning" : "afternoon", kind,
			 price(room, kind, 0, band) / 10 * 10);
	}
}

static struct book *
read_book(const struct str *text, bool check)
{
	struct faults faults = FAULTS_INIT("bench");
	struct book *b = book_read("bench", text->s, text->len, &faults);

	if (b != NULL && check)
		book_check(b, NULL, &faults);
	if (faults.count > 0) {
		AUTO_STR all = STR_INIT;

		faults_write(&faults, &all);
		fputs(str_text(&all), stderr);
		exit(1);
	}
	faults_done(&faults);
	return b;
}

/* --- what is measured --- */

static const char *
verdict(bool met)
{
	return met ? "met" : "MISSED";
}

static void
set_facts(struct facts *f, struct rand *r, int outside)
{
	f->day = 20500 + rand_below(r, 365);
	facts_set_number(f, FACT_ROOM, rand_below(r, ROOMS));
	facts_set_number(f, FACT_BANDS, rand_below(r, 3));
	facts_set_number(f, FACT_BANDS, rand_below(r, 4));
	facts_set_number(f, outside, rand_below(r, 2));
	facts_set_number(f, outside + 1, rand_below(r, 2));
	facts_set_number(f, outside + 2, rand_below(r, CLASSES));
	if (rand_below(r, 3) == 0)
		facts_set_number(f, FACT_EXTRAS, 0);
}

static void
measure_quotes(const struct book *b)
{
	AUTO_STR text = STR_INIT;
	struct answer a;
	struct rand r;
	struct err e;
	size_t written = 0;
	int outside = book_fact(b, "outside"), lines = 0;

	rand_init(&r, 1);
	answer_init(&a);
	double start = now_ms();

	for (int i = 0; i < QUOTES; i++) {
		struct facts f;

		facts_init(&f, b, NULL);
		set_facts(&f, &r, outside);
		answer_clear(&a);
		str_clear(&text);
		if (!facts_complete(&f, &e) || !ask_quote(&f, &a, &e)) {
			fprintf(stderr, "%s\n", e.msg);
			exit(1);
		}
		answer_write(&a, &text);
		written += text.len;
		lines += a.count;
		facts_done(&f);
	}
	double rate = QUOTES / (now_ms() - start) * 1e3;

	printf("quotes, %d rooms, %d classes, 3 seasons: %.0f/s with %.1f lines, %.0f bytes of "
	       "explanation; goal %.0f/s %s\n",
	       ROOMS, CLASSES, rate, (double)lines / QUOTES, (double)written / QUOTES, QUOTES_GOAL,
	       verdict(rate >= QUOTES_GOAL));
	answer_done(&a);
}

/* The holidays that come with the program, and a closure of some room each fortnight. */
static void
make_around(struct arena *a, struct surroundings *around, struct closure closures[CLOSURES])
{
	struct faults f = FAULTS_INIT("holidays.yaml");
	day_num first = date_from_ymd(2024, 1, 1);

	around->holidays = holidays_read(a, embed_holidays, embed_holidays_len,
		&around->holiday_count, &f);
	for (int i = 0; i < CLOSURES; i++) {
		closures[i] = (struct closure){
			.rule = { .code = "", .name = "closed", .by_law = "", .note = "",
				  .valid = { DAY_NONE, DAY_NONE, DAY_NONE, DAY_NONE } },
			.days = { first + 14 * i, first + 14 * i + i % 3 },
			.reason = NONE,
		};
		choice_set_add(&closures[i].rooms, i % ROOMS);
	}
	around->closures = closures;
	around->closure_count = CLOSURES;
}

static void
measure_calendar(const struct book *b)
{
	AUTO_ARENA a = ARENA_INIT;
	struct surroundings around = { 0 };
	struct day_hours *year = calloc(366, sizeof *year);
	struct closure *closures = calloc(CLOSURES, sizeof *closures);
	day_num first = date_from_ymd(2024, 1, 1);
	int open = 0;

	if (year == NULL || closures == NULL)
		exit(1);
	make_around(&a, &around, closures);
	double start = now_ms();

	for (int i = 0; i < YEARS; i++) {
		struct day_span days = { first + 10 * (i % 100), first + 10 * (i % 100) + 364 };

		calendar_range(b, &around, i % ROOMS, days, year);
		open += year[i % 365].open;
	}
	double ms = (now_ms() - start) / YEARS;

	printf("a year of a room's calendar, %d closings, %d holidays, %d closures: %.3f ms (%d of "
	       "%d looked at open); goal %.0f ms %s\n",
	       b->closing_count, around.holiday_count, CLOSURES, ms, open, YEARS, YEAR_GOAL_MS,
	       verdict(ms <= YEAR_GOAL_MS));
	free(closures);
	free(year);
}

static void
measure_check(const struct str *text)
{
	double ms[11];

	for (int i = 0; i < 11; i++) {
		double start = now_ms();

		book_free(read_book(text, true));
		ms[i] = now_ms() - start;
	}
	figures_sort(ms, 11);
	printf("reading and checking %zu KB with %d examples: median %.1f ms, most %.1f ms; "
	       "goal %.0f ms %s\n",
	       text->len / 1024, EXAMPLES, ms[5], ms[10], CHECK_GOAL_MS,
	       verdict(ms[5] <= CHECK_GOAL_MS));
}

static void
write_book(const struct str *text)
{
	AUTO_ARENA a = ARENA_INIT;
	AUTO_STR out = STR_INIT;
	struct faults f = FAULTS_INIT("bench");
	int count;
	const struct book_entry *entries = book_entries(&a, text->s, text->len, &count, &f);

	if (entries == NULL)
		exit(1);
	book_write(entries, count, &out);
}

static void
measure_read(const struct str *text)
{
	double read[READS], write[READS];

	for (int i = 0; i < READS; i++) {
		double start = now_ms();

		book_free(read_book(text, false));
		read[i] = now_ms() - start;
		start = now_ms();
		write_book(text);
		write[i] = now_ms() - start;
	}
	figures_sort(read, READS);
	figures_sort(write, READS);
	printf("reading %zu KB: median %.1f ms; as canonical text: %.1f ms; goal %.0f ms %s\n",
	       text->len / 1024, read[READS / 2], write[READS / 2], READ_GOAL_MS,
	       verdict(read[READS / 2] <= READ_GOAL_MS));
}

int
main(void)
{
	AUTO_STR text = STR_INIT;

	add_head(&text);
	add_prices(&text);
	add_rest(&text);
	struct book *b = read_book(&text, false);

	measure_quotes(b);
	measure_calendar(b);
	book_free(b);
	measure_read(&text);
	measure_check(&text);
	return 0;
}
