/*
 * fit.c - does the use fit the room: its people, and the times by which the room is
 * let. These stand with the room and its slot set, not among the refusals of `allow`.
 */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "rule/fit.h"

#include "base/i18n.h"

static void
refuse(struct answer *a, const struct rule *r)
{
	if (a->yes)
		a->by = r;
	a->yes = false;
}

static void
check_heads(const struct facts *f, struct answer *a)
{
	const struct room *room = &f->book->rooms[f->values[FACT_ROOM]];

	if (room->capacity == 0 || !f->known[FACT_HEADS] || f->values[FACT_HEADS] <= room->capacity)
		return;
	answer_add(a, LINE_REFUSAL, &room->rule, _("%s holds %d people, not %d."), room->rule.name,
		   room->capacity, (int)f->values[FACT_HEADS]);
	refuse(a, &room->rule);
}

/* Times are counted from the opening of the day, which need not be a full hour. */
static bool
is_on_grid(const struct facts *f, const struct slot_set *s)
{
	int64_t from = f->values[FACT_FROM], length = f->values[FACT_TO] - from;
	struct day_hours d;

	if (length % s->grid != 0 || f->day == DAY_NONE)
		return length % s->grid == 0;
	calendar_day(f->book, f->around, (int)f->values[FACT_ROOM], f->day, &d);
	if (d.hours == NULL || d.hours->section != RULE_HOURS)
		return true;
	return (from - ((const struct hours *)(const void *)d.hours)->open.from) % s->grid == 0;
}

static void
check_times(const struct facts *f, const struct slot_set *s, struct answer *a)
{
	int length = (int)(f->values[FACT_TO] - f->values[FACT_FROM]);

	if (s->grid > 0 && !is_on_grid(f, s)) {
		answer_add(a, LINE_REFUSAL, &s->rule, _("%s: times go by %d minutes."),
			   s->rule.name, s->grid);
		refuse(a, &s->rule);
	}
	if (length < s->least) {
		answer_add(a, LINE_REFUSAL, &s->rule, _("%s: at least %d minutes, not %d."),
			   s->rule.name, s->least, length);
		refuse(a, &s->rule);
	}
	if (s->most > 0 && length > s->most) {
		answer_add(a, LINE_REFUSAL, &s->rule, _("%s: at most %d minutes, not %d."),
			   s->rule.name, s->most, length);
		refuse(a, &s->rule);
	}
}

void
fit_refuse(const struct facts *f, struct answer *a)
{
	if (!f->known[FACT_ROOM])
		return;
	check_heads(f, a);
	if (!f->known[FACT_SLOT] || !f->given[FACT_FROM] || !f->given[FACT_TO])
		return;
	const struct slot_set *s = &f->book->slots[f->values[FACT_SLOT]];

	if (s->band_count == 0)
		check_times(f, s, a);
}
