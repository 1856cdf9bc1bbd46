/*
 * facts_words.c - facts as people name them: "市内の団体・個人=いいえ" is in_city=no. A
 * name with a sign in it that parts facts is left to its code.
 */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "rule/facts.h"

#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/typed.h"

bool
facts_can_type(const char *name)
{
	return typed_is_word(name) && strchr(name, '=') == NULL;
}

/* By its code or its name; NONE: no such fact. */
static int
fact_meant(const struct book *b, const char *name)
{
	int found = book_fact(b, name);

	for (int i = 0; found == NONE && i < b->fact_count; i++)
		if (str_equal(b->facts[i].name, name))
			found = i;
	return found;
}

static const char *
choice_code(const struct fact_def *d, const char *value)
{
	for (int i = 0; i < d->choice_count; i++)
		if (str_equal(d->choices[i].name, value))
			return d->choices[i].code;
	return value;
}

static const char *
choice_name(const struct fact_def *d, const char *value)
{
	int found = fact_choice(d, value);

	return found != NONE && facts_can_type(d->choices[found].name) ? d->choices[found].name :
								       value;
}

bool
facts_code(const struct book *b, const char *name, const char *value, struct str *out)
{
	int fact = fact_meant(b, name);

	if (fact == NONE)
		return false;
	const struct fact_def *d = &b->facts[fact];

	if (d->kind == FACT_YES && (str_equal(value, "はい") || str_equal(value, "いいえ")))
		value = str_equal(value, "はい") ? "yes" : "no";
	str_addf(out, "%s=%s", d->code, choice_code(d, value));
	return true;
}

bool
facts_say(const struct book *b, const char *code, const char *value, struct str *out)
{
	int fact = book_fact(b, code);

	if (fact == NONE)
		return false;
	const struct fact_def *d = &b->facts[fact];

	if (d->kind == FACT_YES && (str_equal(value, "yes") || str_equal(value, "no")))
		value = value[0] == 'y' ? _("yes") : _("no");
	str_addf(out, "%s=%s", facts_can_type(d->name) ? d->name : d->code, choice_name(d, value));
	return true;
}
