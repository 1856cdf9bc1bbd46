/* unmapped.c - see unmapped.h. */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "exchange/unmapped.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "base/macros.h"
#include "base/mem.h"
#include "base/utf8.h"

#define GETA "〓"

static const char *const words[] = { "refuse", "replace", "geta" };
static_assert(ARRAY_LEN(words) == UNMAPPED_POLICY_COUNT, "a word for each policy");

const char *
unmapped_policy_word(enum unmapped_policy policy)
{
	return words[policy];
}

enum unmapped_policy
unmapped_policy_from_word(const char *word)
{
	int i = 0;
	while (i < UNMAPPED_POLICY_COUNT && strcmp(words[i], word) != 0)
		i++;
	return (enum unmapped_policy)i;
}

void
unmapped_done(struct unmapped *u)
{
	arena_done(&u->arena);
	free(u->places);
	u->places = NULL;
	u->count = 0;
	u->total = 0;
}

static bool
is_held(const struct cp932 *t, const char *text)
{
	for (const char *p = text, *end = text + strlen(text); p < end;) {
		uint32_t cp = utf8_next(&p, end);
		if (cp == UTF8_BAD || cp932_code(t, cp) == 0)
			return false;
	}
	return *text != '\0';
}

static bool
is_selector(uint32_t cp)
{
	return (cp >= 0xFE00 && cp <= 0xFE0F) || (cp >= 0xE0100 && cp <= 0xE01EF);
}

/* Without variation selectors: 葛󠄀 is 葛. NULL when there was none. */
static char *
without_selectors(const char *character)
{
	AUTO_STR b = STR_INIT;
	for (const char *p = character, *end = p + strlen(p); p < end;) {
		uint32_t cp = utf8_next(&p, end);
		if (cp != UTF8_BAD && !is_selector(cp))
			utf8_add(&b, cp);
	}
	return b.len > 0 && b.len < strlen(character) ? str_take(&b) : NULL;
}

static const char *
from_table(const struct unmapped *u, const struct cp932 *t, const char *character)
{
	const char *found = u->suggest ? u->suggest(u->ctx, character) : NULL;
	return found && is_held(t, found) ? found : NULL;
}

/* What can stand for the character, in `u`'s arena; NULL for nothing. */
static const char *
suggestion(struct unmapped *u, const struct cp932 *t, const char *character)
{
	const char *found = from_table(u, t, character);
	if (found)
		return arena_strdup(&u->arena, found);
	AUTO_FREE char *base = without_selectors(character);
	if (!base)
		return NULL;
	if (is_held(t, base))
		return arena_strdup(&u->arena, base);
	found = from_table(u, t, base);
	return found ? arena_strdup(&u->arena, found) : NULL;
}

static void
note(struct unmapped *u, const struct unmapped_place *where, const char *character,
     const char *instead)
{
	u->total++;
	if (u->count == UNMAPPED_PLACES)
		return;
	if (!u->places)
		u->places = mem_alloc(sizeof(*u->places) * UNMAPPED_PLACES);
	struct unmapped_place *place = &u->places[u->count++];
	*place = *where;
	place->character = arena_strdup(&u->arena, character);
	place->instead = instead;
}

static void
replace_one(struct unmapped *u, const struct cp932 *t, enum unmapped_policy policy,
	    const char *character, const struct unmapped_place *where, struct str *out)
{
	/* Beyond the kept places the arena would grow with every record. */
	struct arena before = u->arena;
	bool is_kept = u->count < UNMAPPED_PLACES;
	if (!is_kept)
		u->arena = (struct arena)ARENA_INIT;
	const char *instead = suggestion(u, t, character);
	switch (policy) {
	case UNMAPPED_REFUSE:
		break;
	case UNMAPPED_REPLACE:
		str_add(out, instead ? instead : GETA);
		break;
	case UNMAPPED_GETA:
	case UNMAPPED_POLICY_COUNT:
		str_add(out, GETA);
		break;
	}
	note(u, where, character, instead);
	if (!is_kept) {
		arena_done(&u->arena);
		u->arena = before;
	}
}

void
unmapped_replace(struct unmapped *u, const struct cp932 *t, enum unmapped_policy policy,
		 const char *text, const struct unmapped_place *where, struct str *out)
{
	AUTO_FREE char *composed = utf8_compose(text);
	const char *end = composed + strlen(composed);
	for (const char *p = composed; p < end;) {
		size_t len = utf8_cluster(p, end);
		AUTO_FREE char *character = mem_strndup(p, len);
		if (is_held(t, character))
			str_add(out, character);
		else
			replace_one(u, t, policy, character, where, out);
		p += len;
	}
}
