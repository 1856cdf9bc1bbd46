/*
 * space_words.c - a combination of facts as a clerk would say it.
 */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "rule/space.h"

#include "base/i18n.h"
#include "base/money.h"

static void
divide(struct str *out)
{
	if (out->len > 0)
		str_add(out, ", ");
}

void
choices_words(const struct fact_def *d, const struct choice_set *any, struct str *out)
{
	int said = 0;

	for (int i = 0; i < d->choice_count; i++) {
		if (!choice_set_has(any, i))
			continue;
		str_addf(out, "%s%s", said++ > 0 ? "/" : "", d->choices[i].name);
	}
	if (said == 0)
		str_add(out, _("none of those tested"));
}

static void
add_value(const struct fact_def *d, int64_t value, struct str *out)
{
	if (d->kind == FACT_TIME)
		time_add(out, (int)value);
	else if (d->kind == FACT_MONTH_DAY)
		str_addf(out, "%02d-%02d", (int)(value / 100), (int)(value % 100));
	else
		yen_add(out, value);
}

static void
add_range(const struct fact_def *d, const struct part *p, struct str *out)
{
	AUTO_STR lo = STR_INIT;
	AUTO_STR hi = STR_INIT;

	add_value(d, p->lo, &lo);
	add_value(d, p->hi, &hi);
	if (p->lo == p->hi)
		str_addf(out, "%s %s", d->name, str_text(&lo));
	else if (p->hi == YEN_MAX)
		str_addf(out, _("%s %s or more"), d->name, str_text(&lo));
	else
		str_addf(out, _("%s %s to %s"), d->name, str_text(&lo), str_text(&hi));
}

static void
add_fact(const struct space *s, int fact, struct str *out)
{
	const struct fact_def *d = &s->book->facts[fact];
	const struct part *p = s->at[fact];

	divide(out);
	if (d->kind == FACT_CHOICE || d->kind == FACT_SET) {
		str_addf(out, "%s ", d->name);
		choices_words(d, &p->any, out);
	} else if (d->kind == FACT_YES) {
		str_addf(out, p->lo == 1 ? _("%s yes") : _("%s no"), d->name);
	} else {
		add_range(d, p, out);
	}
}

static void
add_time(const struct space *s, struct str *out)
{
	char day[DATE_TEXT_SIZE];

	if (s->f.day != DAY_NONE) {
		date_to_iso(s->f.day, day);
		divide(out);
		str_addf(out, _("used on %s"), day);
	}
	if (s->f.apply != DAY_NONE) {
		date_to_iso(s->f.apply, day);
		divide(out);
		str_addf(out, _("applied for on %s"), day);
	}
}

void
space_words(const struct space *s, struct str *out)
{
	for (int i = 0; i < s->book->fact_count; i++)
		if (s->at[i] != NULL && s->domains[i].count > 1)
			add_fact(s, i, out);
	add_time(s, out);
}
