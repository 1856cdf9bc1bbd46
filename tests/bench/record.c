/*
 * record.c - what one record costs in a home of any size, within the process:
 * reading, opening under audit, saving, renaming a representative, likely
 * duplicates while typing, the line to speak to, history, taking back.
 *
 *   record HOME
 */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include <stdio.h>
#include <stdlib.h>

#include "figures.h"

#include "base/lang.h"
#include "base/mem.h"
#include "desk/desk.h"
#include "desk/record/find.h"
#include "desk/record/record.h"
#include "desk/record/undo.h"
#include "desk/staff.h"
#include "embed.h"
#include "store/audit.h"
#include "store/stmt.h"

#define ROUNDS  100
#define GOAL_MS 5.0

struct bench {
	struct desk *desk;
	const struct form *group, *person;
	int64_t groups, persons; /* the highest ids */
	int64_t round;
	struct err e;
};

/* Another record each round, all over the table. */
static int64_t
pick(const struct bench *b, int64_t highest)
{
	return 1 + b->round * INT64_C(7919) % highest;
}

static bool
read_group(struct bench *b)
{
	struct record *r = record_read(b->desk, b->group, pick(b, b->groups), &b->e);

	record_free(r);
	return r != NULL;
}

static bool
open_group(struct bench *b)
{
	struct record *r = record_open(b->desk, b->group, pick(b, b->groups), NULL, &b->e);

	record_free(r);
	return r != NULL;
}

static bool
change(struct bench *b, const struct form *form, int64_t id, const char *field, const char *value)
{
	const struct record_save how = { .reason = NULL };
	struct record *r = record_read(b->desk, form, id, &b->e);

	if (!r)
		return false;
	record_put(r, field, value);
	bool ok = record_save(b->desk, r, &how, &b->e);
	record_free(r);
	return ok;
}

static bool
save_group(struct bench *b)
{
	AUTO_FREE char *place = mem_printf("会議室%lld", (long long)b->round + (long long)now_ms());

	return change(b, b->group, pick(b, b->groups), "place", place);
}

static bool
rename_person(struct bench *b)
{
	AUTO_FREE char *name = mem_printf("改名%lld", (long long)b->round + (long long)now_ms());

	return change(b, b->person, pick(b, b->persons), "name", name);
}

static bool
add_group(struct bench *b)
{
	const struct record_save how = { .reason = NULL };
	struct record *r = record_new(b->desk, b->group);

	record_put(r, "name", "計測の会");
	record_put(r, "kana", "ケイソクノカイ");
	record_put(r, "representative_id", "+計測太郎");
	bool ok = record_save(b->desk, r, &how, &b->e);
	record_free(r);
	return ok;
}

static bool
take_back(struct bench *b)
{
	AUTO_STR said = STR_INIT;

	return undo_change(b->desk, undo_last(b->desk), NULL, &said, &b->e);
}

static bool
tell_history(struct bench *b)
{
	AUTO_ARENA a = ARENA_INIT;
	struct record_event *events;

	return record_history(b->desk, &a, b->group, pick(b, b->groups), &events, &b->e) >= 0;
}

static bool
find_typed(struct bench *b)
{
	static const char *const typed[] = { "ひばり", "G-0012", "0297-00", "こども食堂", "佐藤",
					     "か",     "12",     "会",      "みどり",     "@" };
	AUTO_ARENA a = ARENA_INIT;
	struct find_hit *hits;

	return find_anything(b->desk, &a, typed[(size_t)b->round % ARRAY_LEN(typed)], 20, &hits,
			     &b->e) >= 0;
}

static bool
find_alike(struct bench *b)
{
	AUTO_ARENA a = ARENA_INIT;
	struct find_hit *hits;
	struct record *r = record_read(b->desk, b->group, pick(b, b->groups), &b->e);

	if (!r)
		return false;
	int count = find_duplicates(b->desk, &a, b->group, r->id, (const char *const *)r->values, 5,
				    &hits, &b->e);
	record_free(r);
	return count >= 0;
}

static const struct {
	const char *what;
	bool (*run)(struct bench *b);
} acts[] = {
	{ "read a group", read_group },
	{ "open it under audit", open_group },
	{ "save a change", save_group },
	{ "take it back", take_back },
	{ "rename a representative", rename_person },
	{ "add a group and a person", add_group },
	{ "history of a group", tell_history },
	{ "likely duplicates", find_alike },
	{ "the line to speak to", find_typed },
};

static bool
measure(struct bench *b, const char *what, bool (*run)(struct bench *b))
{
	double ms[ROUNDS];

	for (b->round = 0; b->round < ROUNDS; b->round++) {
		double began = now_ms();

		if (!run(b))
			return false;
		ms[b->round] = now_ms() - began;
	}
	figures_sort(ms, ROUNDS);
	double p99 = ms[ROUNDS * 99 / 100 - 1];
	printf("%-26s %4d %8.2f %8.2f %8.2f          p99 %.2f of %.4g ms %s\n", what, ROUNDS,
	       ms[ROUNDS / 2], p99, ms[ROUNDS - 1], p99, GOAL_MS,
	       p99 <= GOAL_MS ? "met" : "MISSED");
	return true;
}

int
main(int argc, char **argv)
{
	struct bench b = { .round = 0 };
	const struct desk_options options = {
		.home = argc > 1 ? argv[1] : "",
		.migrations = embed_migrations,
		.migration_count = embed_migration_count,
		.forms = embed_forms,
		.form_count = embed_form_count,
		.os_user = getenv("USER") ? getenv("USER") : "root",
		.terminal = "bench",
	};

	lang_init("locale");
	b.desk = desk_open(&options, &b.e);
	bool ok = b.desk && staff_sign_in_account(b.desk, &b.e);
	if (ok) {
		b.group = form_find(b.desk->forms, "group");
		b.person = form_find(b.desk->forms, "person");
		b.groups = store_get_int(b.desk->store, "SELECT max(id) FROM civic_group WHERE ?1",
					 1, 1);
		b.persons =
			store_get_int(b.desk->store, "SELECT max(id) FROM person WHERE ?1", 1, 1);
		printf("%lld groups\n%-26s %4s %8s %8s %8s\n", (long long)b.groups, "", "n",
		       "median", "p99", "max");
	}
	for (size_t i = 0; ok && i < ARRAY_LEN(acts); i++)
		ok = measure(&b, acts[i].what, acts[i].run);
	if (!ok)
		fprintf(stderr, "record: %s\n", b.e.msg);
	desk_close(b.desk);
	return ok ? 0 : 1;
}
