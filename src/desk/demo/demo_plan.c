/*
 * demo_plan.c - who will use the invented centre's rooms: what a clerk is to meet today,
 * told by name, and a year of ordinary uses around it, drawn by the seed.
 */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "desk/demo/demo_part.h"

#include <stdlib.h>

#include "base/macros.h"
#include "base/mem.h"
#include "base/rand.h"
#include "base/str.h"

enum {
	DAYS_BACK = 365,
	DAYS_AHEAD = 88,  /* what groups may apply for today */
	OTHERS_AHEAD = 44, /* and everybody else */
	UNITS = 4,
};

static const struct demo_room {
	const char *code;
	unsigned units; /* of the floor, a bit each */
	int heads, weight;
} rooms[] = {
	{ "b", 4, 30, 32 }, { "a1", 1, 18, 24 }, { "a2", 2, 18, 18 },
	{ "a", 3, 36, 10 }, { "hall", 8, 200, 16 },
};

static const struct demo_band {
	const char *codes;
	unsigned bands; /* of the day, a bit each */
	int from, to, weight;
} bands[] = {
	{ "morning", 1, 540, 750, 26 },
	{ "afternoon", 2, 780, 1020, 36 },
	{ "night", 4, 1050, 1290, 28 },
	{ "morning,afternoon", 3, 540, 1020, 6 },
	{ "day", 7, 540, 1290, 4 },
};

static const char *const purposes[] = {
	"定例会", "役員会", "練習", "勉強会", "打合せ", "講習会", "例会", "準備作業", "交流会",
	"発表会の練習", "総会", "相談会",
};
static const char *const layouts[] = { "school", "square", "islands", "theatre", "empty" };

/* Who is on no register: neighbours, and those who mean business. */
static const struct demo_caller {
	const char *name, *purpose, *facts;
} callers[] = {
	{ "山本 節子", "同窓会の打合せ", NULL },
	{ "石井 剛", "将棋の会", NULL },
	{ "夕凪橋マンション管理組合", "総会", NULL },
	{ "朝露野こども会", "おたのしみ会", NULL },
	{ "なないろ音楽教室", "発表会", "commercial=yes" },
	{ "こもれび不動産", "住まいの相談会", "advertising=yes" },
	{ "となり市写真同好会", "合評会", "in_city=no" },
};

/* What a clerk is to meet; the day counts from today, `lead` the days since the application. */
static const struct told {
	const char *room, *bands;
	int day, lead;
	int group; /* -1: the caller of that place in the table above is `caller` */
	int caller;
	int heads;
	const char *purpose, *layout, *extras, *facts;
	enum demo_fate fate;
} told[] = {
	{ "hall", "morning", 0, 33, 0, 0, 45, "合同練習", "empty", "piano", NULL, DEMO_USED },
	{ "b", "morning", 0, 20, 1, 0, 22, "親子の集い", "empty", NULL, NULL, DEMO_USED },
	{ "a1", "morning", 0, 14, 2, 0, 10, "役員会", "square", NULL, NULL, DEMO_USED },
	{ "hall", "afternoon", 0, 40, 3, 0, 60, "公演の稽古", "theatre", "lights",
	  "rehearsal=yes", DEMO_USED },
	{ "b", "afternoon", 0, 12, 4, 0, 24, "講習会", "school", "projector", NULL, DEMO_USED },
	{ "a", "afternoon", 0, 25, 5, 0, 34, "総会", "school", "projector", NULL, DEMO_USED },
	{ "b", "night", 0, 9, 6, 0, 12, "練習", "empty", NULL, NULL, DEMO_UNPAID },
	{ "hall", "night", 0, 41, 7, 0, 80, "発表会の練習", "empty", "piano", "rehearsal=yes",
	  DEMO_USED },
	{ "a1", "night", 0, 8, -1, 1, 8, "将棋の会", "islands", NULL, NULL, DEMO_UNPAID },
	{ "a2", "night", 0, 16, 8, 0, 14, "例会", "square", NULL, NULL, DEMO_USED },
	{ "a2", "night", -1, 10, 9, 0, 9, "打合せ", "square", NULL, NULL, DEMO_ABSENT },
	{ "b", "afternoon", -6, 15, 10, 0, 15, "勉強会", "school", NULL, NULL, DEMO_MISSED },
	{ "b", "morning", 9, 13, -1, 0, 16, "同窓会の打合せ", "square", NULL, NULL,
	  DEMO_ON_HOLD },
	{ "hall", "day", 15, 30, 11, 0, 150, "発表会", "theatre", "piano,lights", NULL,
	  DEMO_USED },
	{ "hall", "afternoon", 15, 5, 12, 0, 90, "講演会", "theatre", NULL, NULL, DEMO_WAITING },
	{ "hall", "afternoon", DEMO_ELECTION_IN, 45, 13, 0, 70, "交流会", "islands", NULL, NULL,
	  DEMO_USED },
	{ "b", "morning", 11, 2, 14, 0, 20, "定例会", "square", NULL, NULL, DEMO_APPLIED },
	{ "a", "afternoon", 22, 1, 15, 0, 30, "勉強会", "school", "projector", NULL,
	  DEMO_APPLIED },
	{ "hall", "night", 30, 3, -1, 4, 120, "発表会", "theatre", "piano", "commercial=yes",
	  DEMO_APPLIED },
	{ "b", "afternoon", 20, 45, 16, 0, 25, "講習会", "school", NULL, NULL, DEMO_REFUNDABLE },
	{ "a1", "afternoon", 40, 20, 17, 0, 12, "役員会", "square", NULL, NULL, DEMO_CANCELLED },
};

/* A plan on its way: which bands of which units are spoken for, day by day. */
struct planning {
	struct demo_plan *plan;
	struct rand rand;
	day_num today;
	int groups;
	unsigned short taken[DAYS_BACK + DAYS_AHEAD + 1];
};

static int
pick(struct planning *p, int n)
{
	return rand_below(&p->rand, n);
}

static const struct demo_room *
find_room(const char *code)
{
	size_t i = 0;
	while (!str_equal(rooms[i].code, code))
		i++;
	return &rooms[i];
}

static const struct demo_band *
find_bands(const char *codes)
{
	size_t i = 0;
	while (!str_equal(bands[i].codes, codes))
		i++;
	return &bands[i];
}

/* Speaks for a room's time; false when somebody else has. */
static bool
take(struct planning *p, const struct demo_room *room, const struct demo_band *band, day_num day)
{
	unsigned short *taken = &p->taken[day - p->today + DAYS_BACK];
	unsigned mask = 0;
	for (unsigned b = 0; b < 3; b++)
		if (band->bands & (1u << b))
			mask |= room->units << (b * UNITS);
	if (*taken & mask)
		return false;
	*taken |= (unsigned short)mask;
	return true;
}

static void
tell_one(struct planning *p, const struct told *t)
{
	const struct demo_band *band = find_bands(t->bands);
	if (t->fate != DEMO_WAITING)
		take(p, find_room(t->room), band, p->today + t->day);
	p->plan->uses[p->plan->count++] = (struct demo_use){
		.room = t->room,
		.bands = t->bands,
		.from = band->from,
		.to = band->to,
		.day = p->today + t->day,
		.apply = p->today - t->lead + (t->day < 0 ? t->day : 0),
		.apply_at = 600 + t->lead,
		.group = t->group,
		.caller = callers[t->caller].name,
		.purpose = t->purpose,
		.layout = t->layout,
		.extras = t->extras,
		.facts = t->facts,
		.heads = t->heads,
		.key = (int)(find_room(t->room) - rooms) + 1,
		.fate = t->fate,
		.is_told = true,
	};
}

/* Most uses go as they should. */
static enum demo_fate
draw_fate(struct planning *p, day_num apply)
{
	int n = pick(p, 100);
	if (apply > p->today - 5 && n < 20)
		return n < 10 ? DEMO_APPLIED : DEMO_ON_HOLD;
	if (n >= 92)
		return n >= 96 ? DEMO_CANCELLED : DEMO_MISSED;
	if (n < 2)
		return DEMO_ON_HOLD;
	return n < 10 ? DEMO_UNPAID : DEMO_USED;
}

static void
draw_party(struct planning *p, struct demo_use *u)
{
	const struct demo_caller *caller = &callers[pick(p, ARRAY_LEN(callers))];
	u->group = p->groups > DEMO_TOLD_GROUPS && pick(p, 8) > 0
			   ? DEMO_TOLD_GROUPS + pick(p, p->groups - DEMO_TOLD_GROUPS)
			   : -1;
	u->purpose = purposes[pick(p, ARRAY_LEN(purposes))];
	if (u->group >= 0)
		return;
	u->caller = caller->name;
	u->purpose = caller->purpose;
	u->facts = caller->facts;
}

static void
draw_extras(struct planning *p, struct demo_use *u)
{
	if (str_equal(u->room, "hall"))
		u->extras = pick(p, 3) > 0 ? NULL : pick(p, 2) ? "piano" : "piano,lights";
	else if (pick(p, 4) == 0)
		u->extras = "projector";
}

/* The day of a use and that of its application, as early as its party may. */
static void
draw_days(struct planning *p, struct demo_use *u)
{
	int most = u->group >= 0 ? DAYS_AHEAD : OTHERS_AHEAD;
	int lead = 1 + pick(p, most);
	u->day = p->today - DAYS_BACK + pick(p, DAYS_BACK + most + 1);
	if (u->day - lead > p->today) /* the further away, the fewer have applied */
		lead = (int)(u->day - p->today) + pick(p, most + 1 - (int)(u->day - p->today));
	u->apply = u->day - lead;
	u->apply_at = 545 + pick(p, 600);
}

static bool
draw_use(struct planning *p, struct demo_use *u)
{
	const struct demo_room *room = rooms;
	const struct demo_band *band = bands;
	for (int n = pick(p, 100); n >= room->weight; room++)
		n -= room->weight;
	for (int n = pick(p, 100); n >= band->weight; band++)
		n -= band->weight;
	*u = (struct demo_use){
		.room = room->code, .bands = band->codes, .from = band->from, .to = band->to
	};
	u->key = (int)(room - rooms) + 1;
	draw_party(p, u);
	draw_days(p, u);
	draw_extras(p, u);
	u->heads = 3 + pick(p, room->heads - 3);
	u->layout = layouts[pick(p, ARRAY_LEN(layouts))];
	u->fate = draw_fate(p, u->apply);
	/* Today's rooms are those of the table. */
	return u->day != p->today && take(p, room, band, u->day);
}

void
demo_plan_make(struct demo_plan *plan, const struct demo_options *options, day_num today,
	       int groups)
{
	struct planning p = { .plan = plan, .today = today, .groups = groups };
	int tries = 3 * options->bookings;
	*plan = (struct demo_plan){ 0 };
	plan->uses = mem_resize(NULL, (size_t)options->bookings + ARRAY_LEN(told),
				sizeof(*plan->uses));
	rand_init(&p.rand, options->seed);
	for (size_t i = 0; i < ARRAY_LEN(told) && groups >= DEMO_TOLD_GROUPS; i++)
		tell_one(&p, &told[i]);
	while (tries-- > 0 && plan->count < options->bookings)
		if (draw_use(&p, &plan->uses[plan->count]))
			plan->count++;
}

void
demo_plan_done(struct demo_plan *p)
{
	free(p->uses);
	*p = (struct demo_plan){ 0 };
}
