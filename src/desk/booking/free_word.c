/* free_word.c - see free_word.h. */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "desk/booking/free_word.h"

#include <stdlib.h>

#include "base/i18n.h"
#include "base/macros.h"
#include "base/mem.h"
#include "base/typed.h"
#include "base/utf8.h"
#include "desk/booking/free_day.h"
#include "rule/facts.h"

static const struct {
	const char *word;
	unsigned part;
} part_words[] = {
	{ "m", FREE_MORNING }, { "morning", FREE_MORNING }, { "朝", FREE_MORNING },
	{ "あさ", FREE_MORNING }, { "午前", FREE_MORNING }, { "午前中", FREE_MORNING },
	{ "ごぜん", FREE_MORNING },
	{ "a", FREE_AFTERNOON }, { "afternoon", FREE_AFTERNOON }, { "昼", FREE_AFTERNOON },
	{ "ひる", FREE_AFTERNOON }, { "昼間", FREE_AFTERNOON }, { "午後", FREE_AFTERNOON },
	{ "ごご", FREE_AFTERNOON },
	{ "e", FREE_EVENING }, { "evening", FREE_EVENING }, { "night", FREE_EVENING },
	{ "夜", FREE_EVENING }, { "よる", FREE_EVENING }, { "夜間", FREE_EVENING },
	{ "夕方", FREE_EVENING }, { "夕", FREE_EVENING }, { "晩", FREE_EVENING },
};

bool
free_word_means(const char *word, const char *code, const char *name)
{
	AUTO_FREE char *key = utf8_search_key(word);
	AUTO_FREE char *of_code = utf8_search_key(code);
	AUTO_FREE char *of_name = utf8_search_key(name);
	return !str_is_empty(key) && (str_equal(key, of_code) || str_equal(key, of_name));
}

unsigned
free_part_meant(const char *word)
{
	for (size_t i = 0; i < ARRAY_LEN(part_words); i++)
		if (str_equal(word, part_words[i].word))
			return part_words[i].part;
	return 0;
}

int
free_band_called(const struct book *b, const char *word)
{
	for (int i = 0; i < b->band_count; i++)
		if (free_word_means(word, b->bands[i].rule.code, b->bands[i].rule.name))
			return i;
	return NONE;
}

/* The only band that begins in the part of the day and is made of no others; or NONE. */
static int
band_of_part(const struct book *b, unsigned part)
{
	struct choice_set all = { { 0 } }, simple;
	int found = NONE;
	for (int i = 0; i < b->band_count; i++)
		choice_set_add(&all, i);
	bands_simple(b, &all, &simple);
	for (int i = 0; part != 0 && i < b->band_count; i++) {
		if (!choice_set_has(&simple, i) || free_part_at(b->bands[i].from) != part)
			continue;
		if (found != NONE)
			return NONE;
		found = i;
	}
	return found;
}

static void
refuse_band(const struct book *b, const char *word, struct err *e)
{
	AUTO_STR known = STR_INIT;
	for (int i = 0; i < b->band_count; i++)
		str_addf(&known, "%s%s", i > 0 ? _(", ") : "", b->bands[i].rule.name);
	if (b->band_count == 0)
		err_set_field(e, ERR_INVALID, "bands",
			      _("The rule book has no bands: give the times instead."));
	else
		err_set_field(e, ERR_INVALID, "bands", _("There is no band \"%s\". There are: %s."),
			      word, str_text(&known));
}

int
free_band_read(const struct book *b, const char *word, struct err *e)
{
	AUTO_FREE char *plain = typed_plain(word);
	int band = free_band_called(b, word);
	if (band == NONE)
		band = band_of_part(b, free_part_meant(plain));
	if (band == NONE)
		refuse_band(b, word, e);
	return band;
}

bool
free_bands_read(const struct book *b, const char *words, struct str *codes, struct err *e)
{
	AUTO_FREE char *copy = mem_strdup(words);
	char *rest = copy;
	for (char *word; (word = typed_next_word(&rest)) != NULL;) {
		int band = free_band_read(b, word, e);
		if (band == NONE)
			return false;
		str_addf(codes, "%s%s", codes->len > 0 ? "," : "", b->bands[band].rule.code);
	}
	return true;
}
