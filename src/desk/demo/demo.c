/*
 * demo.c - the invented centre. Everything is saved through the record service,
 * so that the demo home is as sound and as audited as a real one; many groups
 * share a transaction, for a demo of a hundred thousand.
 */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "desk/demo/demo_part.h"

#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include "base/auto.h"
#include "base/i18n.h"
#include "base/macros.h"
#include "base/mem.h"
#include "base/rand.h"
#include "base/str.h"
#include "desk/centre.h"
#include "desk/demo/demo_words.h"
#include "desk/record/record.h"
#include "desk/record/record_check.h"
#include "desk/register/group.h"
#include "desk/rule/rule_store.h"
#include "desk/setting.h"
#include "store/audit.h"
#include "store/stmt.h"
#include "store/tx.h"

enum {
	GROUPS_A_CHANGE = 200, /* saved in one transaction */
	DETAILED = 1000,       /* groups that get second contacts, papers and renames */
	TWICE = 41,            /* a choir that registered three times, once after the other */
	TWICE_AGAIN = 42,      /* likely the same: for the clerk to find */
	MERGED = 43,           /* the same, merged already */
	DISSOLVED = 47,
};

struct demo {
	struct desk *d;
	struct tx *tx;
	struct rand rand;
	day_num today;
	int year; /* the running fiscal year */
	const struct demo_options *options;
	int people;
	int64_t manager; /* who decides */
	int64_t twice, merged, dissolved;
};

static int
pick(struct demo *m, int n)
{
	return rand_below(&m->rand, n);
}

static bool
one_in(struct demo *m, int n)
{
	return pick(m, n) == 0;
}

static void put_text(struct record *r, const char *field, const char *fmt, ...) PRINTF_LIKE(3, 4);
static void
put_text(struct record *r, const char *field, const char *fmt, ...)
{
	AUTO_STR b = STR_INIT;
	va_list ap;
	va_start(ap, fmt);
	str_vaddf(&b, fmt, ap);
	va_end(ap);
	record_put(r, field, str_text(&b));
}

static void
put_day(struct record *r, const char *field, day_num day)
{
	char text[DATE_TEXT_SIZE];
	date_to_iso(day, text);
	record_put(r, field, text);
}

static struct record *
new_record(struct demo *m, const char *form)
{
	return record_new(m->d, form_find(m->d->forms, form));
}

/* Saves and frees; the id, or 0. */
static int64_t
save(struct demo *m, struct record *r, struct err *e)
{
	int64_t id = record_save_within(m->d, m->tx, r, "demo", e) ? r->id : 0;
	record_free(r);
	return id;
}

/* An invented number: the area code 0297 00 is not given out. */
static void
put_phone(struct demo *m, struct record *r, const char *field, const char *area)
{
	put_text(r, field, "%s-%04d", area, pick(m, 10000));
}

static void
put_address(struct demo *m, struct record *r)
{
	int town = pick(m, demo_town_count);
	put_text(r, "postal", "000-%04d", 100 + town);
	put_text(r, "address", "ひばり市%s%d丁目%d-%d", demo_towns[town].text, 1 + pick(m, 5),
		 1 + pick(m, 20), 1 + pick(m, 30));
}

static int64_t
add_person(struct demo *m, struct err *e)
{
	struct record *r = new_record(m, "person");
	const struct demo_word *family =
		one_in(m, 40) ? &demo_rare_families[pick(m, demo_rare_family_count)]
			      : &demo_families[pick(m, demo_family_count)];
	const struct demo_word *given = &demo_givens[pick(m, demo_given_count)];
	put_text(r, "name", "%s %s", family->text, given->text);
	put_text(r, "kana", "%s %s", family->kana, given->kana);
	put_phone(m, r, "phone", "0297-00");
	if (one_in(m, 2))
		put_phone(m, r, "mobile", "090-0000");
	put_address(m, r);
	put_day(r, "born_on", date_from_ymd(1940 + pick(m, 62), 1 + pick(m, 12), 1 + pick(m, 28)));
	m->people++;
	if (m->people == 7 || m->people == 140)
		record_put(r, "withheld", "1");
	return save(m, r, e);
}

/* 合唱団ひばり, 雲雀原防災の会, せせらぎ手話サークル; with a count when the words run out. */
static void
put_group_name(struct demo *m, struct record *r, int n, const struct demo_theme *theme)
{
	const struct demo_word *nick = &demo_nicknames[pick(m, demo_nickname_count)];
	const struct demo_word *town = &demo_towns[pick(m, demo_town_count)];
	AUTO_STR count = STR_INIT;
	if (n > DETAILED)
		str_addf(&count, "%d", n);
	switch (pick(m, 3)) {
	case 0:
		put_text(r, "name", "%s%s%s", theme->text, nick->text, str_text(&count));
		put_text(r, "kana", "%s%s%s", theme->kana, nick->kana, str_text(&count));
		return;
	case 1:
		put_text(r, "name", "%s%s%s", town->text, theme->text, str_text(&count));
		put_text(r, "kana", "%s%s%s", town->kana, theme->kana, str_text(&count));
		return;
	default:
		put_text(r, "name", "%s%s%s", nick->text, theme->text, str_text(&count));
		put_text(r, "kana", "%s%s%s", nick->kana, theme->kana, str_text(&count));
		return;
	}
}

static void
put_activity(struct demo *m, struct record *r, const struct demo_theme *theme)
{
	record_put(r, "activity", theme->activity);
	record_put(r, "purpose", theme->purpose);
	record_put(r, "frequency", theme->frequency);
	put_text(r, "place", "%s", one_in(m, 2) ? "市民活動センター" : "地区の集会所");
	record_put(r, "recruiting", one_in(m, 3) ? "0" : "1");
	record_put(r, "public_fields", "kind,activity,purpose,frequency,url");
}

static void
put_size(struct demo *m, struct record *r)
{
	int members = 3 + pick(m, 60);
	put_text(r, "members", "%d", members);
	put_text(r, "members_city", "%d", members - pick(m, 1 + members / 3));
	if (one_in(m, 2)) {
		record_put(r, "has_dues", "1");
		put_text(r, "dues_yen", "%d", 500 * (1 + pick(m, 12)));
	}
	put_text(r, "budget_yen", "%d", 10000 * (1 + pick(m, 80)));
}

/* A neighbourhood association has a liaison with the city and counts households. */
static bool
put_neighbourhood(struct demo *m, struct record *r, int n, struct err *e)
{
	const struct demo_word *town = &demo_towns[n % demo_town_count];
	int64_t liaison = add_person(m, e);
	put_text(r, "name", "%s%d丁目自治会", town->text, 1 + n / demo_town_count);
	put_text(r, "kana", "%s%dチョウメジチカイ", town->kana, 1 + n / demo_town_count);
	record_put(r, "kind", "community");
	record_put(r, "legal_form", "neighbourhood");
	put_text(r, "households", "%d", 80 + pick(m, 400));
	if (liaison)
		put_text(r, "liaison_id", "%lld", (long long)liaison);
	record_put(r, "activity", "town,safety");
	record_put(r, "purpose", "住みよい地域をつくります。");
	return liaison != 0;
}

/* One choir under three names; the register knows two of them as one already. */
static void
put_twice(struct record *r, int n)
{
	static const struct demo_word names[] = {
		{ "合唱団こだま", "ガッショウダンコダマ" },
		{ "合唱団 こだま", "ガッショウダンコダマ" },
		{ "コーラスこだま", "コーラスコダマ" },
	};
	if (n < TWICE || n > MERGED)
		return;
	record_put(r, "name", names[n - TWICE].text);
	record_put(r, "kana", names[n - TWICE].kana);
}

static void
put_civic(struct demo *m, struct record *r, int n)
{
	static const char *const forms[] = {
		"voluntary", "voluntary", "volunteer", "npo", "association", "children", "senior",
	};
	const struct demo_theme *theme = &demo_themes[pick(m, demo_theme_count)];
	if (n % 25 == 3 && n / 25 < demo_rare_group_count) {
		record_put(r, "name", demo_rare_groups[n / 25].text);
		record_put(r, "kana", demo_rare_groups[n / 25].kana);
	} else {
		put_group_name(m, r, n, theme);
		put_twice(r, n);
	}
	record_put(r, "legal_form", forms[pick(m, ARRAY_LEN(forms))]);
	put_activity(m, r, theme);
}

static int64_t
add_group(struct demo *m, int n, struct err *e)
{
	int64_t representative = add_person(m, e);
	struct record *r = new_record(m, "group");
	bool ok = representative != 0;
	if (ok && n % 10 == 9 && n < DETAILED)
		ok = put_neighbourhood(m, r, n, e);
	else
		put_civic(m, r, n);
	put_text(r, "representative_id", "%lld", (long long)representative);
	put_text(r, "representative_post", "%s", one_in(m, 3) ? "会長" : "代表");
	put_day(r, "founded_on", date_from_ymd(1975 + pick(m, 48), 1 + pick(m, 12), 1));
	put_phone(m, r, "phone", "0297-01");
	if (n == TWICE || n == TWICE_AGAIN)
		record_put(r, "phone", "0297-01-5802");
	put_address(m, r);
	put_size(m, r);
	if (one_in(m, 3))
		put_text(r, "url", "https://group%d.example.jp", n);
	if (ok)
		return save(m, r, e);
	record_free(r);
	return 0;
}

static bool
add_contact(struct demo *m, int64_t group, day_num from, struct err *e)
{
	int64_t person = add_person(m, e);
	if (!person)
		return false;
	struct record *r = new_record(m, "contact");
	put_text(r, "group_id", "%lld", (long long)group);
	put_text(r, "person_id", "%lld", (long long)person);
	record_put(r, "role", one_in(m, 2) ? "contact" : "booking");
	put_day(r, "term_from", from);
	return save(m, r, e) != 0;
}

/* The representative's contact began today, when the group was entered; tell the truth of the
 * story. */
static bool
date_contacts(struct demo *m, int64_t group, day_num from, struct err *e)
{
	int64_t id = store_get_int(m->d->store, "SELECT max(id) FROM contact WHERE group_id = ?1",
				   group, 0);
	struct record *r = id ? record_read(m->d, form_find(m->d->forms, "contact"), id, e) : NULL;
	if (!r)
		return id == 0;
	put_day(r, "term_from", from);
	return save(m, r, e) != 0;
}

static bool
add_paper(struct demo *m, int64_t group, int64_t registration, const char *kind, day_num on,
	  struct err *e)
{
	struct record *r = new_record(m, "paper");
	put_text(r, "group_id", "%lld", (long long)group);
	put_text(r, "registration_id", "%lld", (long long)registration);
	record_put(r, "kind", kind);
	put_day(r, "received_on", on);
	put_text(r, "place", "棚%d 箱%d", 1 + pick(m, 3), 1 + pick(m, 12));
	return save(m, r, e) != 0;
}

/* Some of the papers of this year's requests are still missing. */
static bool
add_papers(struct demo *m, int64_t group, int64_t registration, bool complete, day_num on,
	   struct err *e)
{
	static const char *const kinds[] = { "application", "officers", "rules" };
	for (size_t i = 0; i < ARRAY_LEN(kinds); i++)
		if ((complete || (i == 0 && one_in(m, 2))) &&
		    !add_paper(m, group, registration, kinds[i], on, e))
			return false;
	return true;
}

/* What became of this year's requests: most are approved, some wait, a few were refused. */
static const char *
present_state(int n)
{
	if (n % 40 == 11)
		return "received";
	if (n % 40 == 23)
		return "checked";
	return n % 100 == 57 ? "refused" : "approved";
}

static void
put_decision(struct demo *m, struct record *r, const char *state, day_num received)
{
	record_put(r, "state", state);
	if (str_equal(state, "received"))
		return;
	put_day(r, "checked_on", received + 3);
	if (str_equal(state, "checked"))
		return;
	put_day(r, "decided_on", received + 10);
	put_text(r, "decided_by", "%lld", (long long)m->manager);
	if (str_equal(state, "refused"))
		record_put(r, "reason", "活動が市内で行われていないため");
}

static bool
add_registration(struct demo *m, int64_t group, int n, int year, bool first, struct err *e)
{
	bool present = year == m->year;
	const char *state = present ? present_state(n) : "lapsed";
	bool waits = str_equal(state, "received") || str_equal(state, "checked");
	day_num from = date_from_ymd(year, 4, 1);
	day_num received = waits ? m->today - 4 - n % 9 : from - 20 - n % 20;
	struct record *r = new_record(m, "registration");
	put_text(r, "group_id", "%lld", (long long)group);
	record_put(r, "request", first ? "new" : "renewal");
	put_day(r, "received_on", received);
	put_day(r, "valid_from", waits ? received : from);
	put_day(r, "valid_until",
		present && n % 33 == 5 ? m->today + 5 + n % 50 : date_from_ymd(year + 1, 3, 31));
	if (!present) {
		AUTO_STR era = STR_INIT;
		date_add_era(&era, date_from_ymd(year, 5, 1));
		char *dot = strchr(era.s, '.');
		put_text(r, "number", "%.*s-%04d", (int)(dot - era.s), era.s, n + 1);
	}
	put_decision(m, r, state, received);
	int64_t id = save(m, r, e);
	return id && (!present || n >= DETAILED ||
		      add_papers(m, group, id, !waits && n % 17 != 4, received, e));
}

static bool
add_registrations(struct demo *m, int64_t group, int n, int first_year, struct err *e)
{
	for (int year = first_year; year <= m->year; year++) {
		bool let_lapse = year == m->year && n % 50 == 31 && first_year < m->year;
		if (!let_lapse && !add_registration(m, group, n, year, year == first_year, e))
			return false;
	}
	return true;
}

static bool
rename_group(struct demo *m, int64_t group, struct err *e)
{
	struct record *r = record_read(m->d, form_find(m->d->forms, "group"), group, e);
	if (!r)
		return false;
	AUTO_FREE char *name = mem_printf("新・%s", record_get(r, "name"));
	AUTO_FREE char *kana = mem_printf("シン%s", record_get(r, "kana"));
	record_put(r, "name", name);
	record_put(r, "kana", kana);
	return save(m, r, e) != 0;
}

static bool
add_story(struct demo *m, int n, struct err *e)
{
	int years = m->options->years;
	int first_year = m->year - (years > 1 ? pick(m, years) : 0);
	day_num from = date_from_ymd(first_year, 4, 1);
	int64_t group = add_group(m, n, e);
	if (n == TWICE)
		m->twice = group;
	if (n == MERGED)
		m->merged = group;
	if (n == DISSOLVED)
		m->dissolved = group;
	if (!group || (years > 0 && !add_registrations(m, group, n, first_year, e)))
		return false;
	if (n >= DETAILED)
		return true;
	return date_contacts(m, group, from, e) && (n % 5 >= 2 || add_contact(m, group, from, e)) &&
	       (n % 45 != 20 || rename_group(m, group, e));
}

static bool
add_staff(struct demo *m, struct err *e)
{
	static const struct {
		const char *code, *name, *kana, *roles;
	} staff[] = {
		{ "sato", "佐藤 恵子", "サトウ ケイコ", "reception,cash" },
		{ "suzuki", "鈴木 修", "スズキ オサム", "consultation,reception" },
		{ "ito", "伊藤 直美", "イトウ ナオミ", "manager" },
		{ "kansa", "監査 担当", "カンサ タントウ", "auditor" },
	};
	for (size_t i = 0; i < ARRAY_LEN(staff); i++) {
		struct record *r = new_record(m, "staff");
		record_put(r, "code", staff[i].code);
		record_put(r, "name", staff[i].name);
		record_put(r, "kana", staff[i].kana);
		record_put(r, "roles", staff[i].roles);
		int64_t id = save(m, r, e);
		if (!id)
			return false;
		if (str_equal(staff[i].roles, "manager"))
			m->manager = id;
	}
	return true;
}

static bool
add_site(struct demo *m, struct err *e)
{
	struct record *r = new_record(m, "site");
	record_put(r, "code", "honkan");
	record_put(r, "name", "ひばり市市民活動センター");
	record_put(r, "kana", "ヒバリシシミンカツドウセンター");
	record_put(r, "address", "ひばり市雲雀原1丁目1-1");
	record_put(r, "phone", "0297-02-0001");
	return save(m, r, e) != 0;
}

/* What the by-law did not foresee: a storm that is over, and what is announced. */
static bool
add_closures(struct demo *m, struct err *e)
{
	static const struct {
		int from, days;
		const char *from_minute, *to_minute, *room, *kind, *reason, *counter_only;
	} closures[] = {
		{ -48, 1, NULL, NULL, NULL, "storm", "暴風警報のため終日休館", "0" },
		{ 12, 1, "780", "900", NULL, "event", "避難訓練", "0" },
		{ 19, 1, NULL, NULL, NULL, "event", "職員研修", "1" },
		{ 33, 2, NULL, NULL, NULL, "election", "市議会議員選挙の投票所", "0" },
		{ 61, 5, NULL, NULL, "hall", "repair", "つり天井の点検", "0" },
	};
	for (size_t i = 0; i < ARRAY_LEN(closures); i++) {
		struct record *r = new_record(m, "closure");
		put_day(r, "from_day", m->today + closures[i].from);
		put_day(r, "to_day", m->today + closures[i].from + closures[i].days - 1);
		record_put(r, "from_minute", closures[i].from_minute);
		record_put(r, "to_minute", closures[i].to_minute);
		record_put(r, "room", closures[i].room);
		record_put(r, "kind", closures[i].kind);
		record_put(r, "reason", closures[i].reason);
		record_put(r, "counter_only", closures[i].counter_only);
		if (!save(m, r, e))
			return false;
	}
	return true;
}

/* The audit of a training home says what it is: it never becomes a real one. */
static bool
audit_demo(struct demo *m, struct err *e)
{
	const struct audit_entry entry = {
		.action = AUDIT_SYSTEM,
		.object_type = "home",
		.object_id = 1,
		.reason = "demo",
	};
	return audit_write(m->tx, &entry, e);
}

/* What happened to groups later: one merged, one dissolved. */
static bool
add_ends(struct demo *m, struct err *e)
{
	char day[DATE_TEXT_SIZE];
	date_to_iso(m->today - 40, day);
	return (!m->merged || group_merge(m->d, m->merged, m->twice, "二重登録のため", e)) &&
	       (!m->dissolved ||
		group_dissolve(m->d, m->dissolved, day, "会員の減少により解散", e));
}

static bool
add_batch(struct demo *m, int first, int end, struct err *e)
{
	AUTO_TX tx = TX_INIT;
	if (!tx_begin(&tx, m->d->store, e))
		return false;
	m->tx = &tx;
	if (first == 0 && (!audit_demo(m, e) || !add_staff(m, e) || !add_site(m, e) ||
			   !add_closures(m, e)))
		return false;
	for (int n = first; n < end; n++)
		if (!add_story(m, n, e))
			return false;
	return tx_commit(&tx, e);
}

static bool
add_rules(struct demo *m, struct err *e)
{
	/* The rooms have a year behind them, whatever the groups have. */
	int years = m->options->years > 2 ? m->options->years : 2;
	day_num from = date_from_ymd(m->year - years, 4, 1);
	const struct form_file *rules = m->options->rules;
	return !rules || rule_store_load_file(m->d, rules, from, NULL, e);
}

bool
demo_fill(struct desk *d, const struct demo_options *options, struct err *e)
{
	const struct centre_founding founding = {
		.name = "ひばり市市民活動センター",
		.staff_code = "tanaka",
		.staff_name = "田中 美咲",
	};
	struct demo m = { .d = d, .options = options, .today = desk_today(d) };
	m.year = date_fiscal_year(m.today);
	rand_init(&m.rand, options->seed);
	if (!centre_found(d, &founding, e) || !setting_set(d, "centre.city", "ひばり市", e))
		return false;
	int first = 0;
	do {
		int end = first + GROUPS_A_CHANGE < options->groups ? first + GROUPS_A_CHANGE
								    : options->groups;
		if (!add_batch(&m, first, end, e))
			return false;
		first = end;
	} while (first < options->groups);
	return add_ends(&m, e) && add_rules(&m, e) && demo_let_rooms(d, options, e);
}
