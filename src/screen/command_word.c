/* command_word.c - see command_word.h. */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "screen/command_word.h"

#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "base/utf8.h"

enum fit
command_word_fit_one(const char *key, const char *name)
{
	AUTO_FREE char *other = utf8_search_key(name ? name : "");

	if (str_is_empty(key) || !str_starts(other, key))
		return FIT_NONE;
	return str_equal(other, key) ? FIT_WHOLE : FIT_PART;
}

static enum fit
fit(const char *key, const char *name, const char *label)
{
	enum fit by_name = command_word_fit_one(key, name);
	enum fit by_label = command_word_fit_one(key, label);

	return by_name > by_label ? by_name : by_label;
}

/* What clerks call a thing besides its label: words with | between them. */
static const struct {
	const char *name, *words;
} other_words[] = {
	{ "timetable", N_("timetable|rooms|which rooms are free|free rooms") },
	{ "calendar", N_("open days|closed days|opening hours") },
	{ "room", N_("facilities") },
	{ "receipt", N_("receipts|takings") },
	{ "booking_series", N_("regular bookings|weekly bookings") },
	{ "export", N_("export|write a file|spreadsheet") },
	{ "booking", N_("export|write a file|spreadsheet") },
	{ "group", N_("export|write a file|spreadsheet") },
	{ "person", N_("export|write a file|spreadsheet") },
	{ "registration", N_("export|write a file|spreadsheet") },
	{ "print", N_("permit|slip|print a receipt") },
	{ "cancel", N_("call off") },
	{ "waive", N_("exemption|waiver") },
	{ "lock", N_("log out|sign out|away") },
	{ "help", N_("manual|how to") },
	{ "undo", N_("take back|revert") },
	{ "history", N_("take back|earlier") },
	{ "redo", N_("do again|restore") },
	{ "acts", N_("operations|what else") },
	{ "step", N_("approve|refuse|papers checked|lapse") },
	{ "import", N_("take in|read a file") },
	{ "merge", N_("unite|duplicate|registered twice") },
	{ "unpaid", N_("outstanding|owed|not paid") },
	{ "unpaid_ahead", N_("outstanding|owed|not paid") },
	{ "lapsing", N_("lapsing|expiring|ending soon") },
	{ "papers", N_("papers missing|missing papers|lacking papers") },
	{ "waiting", N_("to be decided|waiting|decide") },
	{ "unread", N_("reading|kana missing") },
	{ "drafts", N_("left behind|unfinished") },
};

enum fit
command_word_fit(const char *key, const char *name, const char *label)
{
	enum fit best = fit(key, name, label);

	for (size_t i = 0; i < ARRAY_LEN(other_words) && best == FIT_NONE; i++) {
		const char *words = _(other_words[i].words);

		while (str_equal(other_words[i].name, name) && *words != '\0' && best == FIT_NONE) {
			AUTO_STR word = STR_INIT;
			size_t len = strcspn(words, "|");

			str_add_len(&word, words, len);
			if (command_word_fit_one(key, str_text(&word)) != FIT_NONE)
				best = FIT_PART;
			words += len + (words[len] == '|');
		}
	}
	return best;
}
