/*
 * rule_book_text.h - for tests of rules as a centre writes them: a book out of its
 * text, a question out of facts in one line.
 */
/* SPDX-License-Identifier: MIT */
#ifndef UNIT_RULE_BOOK_TEXT_H
#define UNIT_RULE_BOOK_TEXT_H

#include "test.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/str.h"
#include "rule/ask.h"
#include "rule/check/check.h"
#include "rule/read/read.h"

#define TITLE "book: {name: かわせみ会館}\n"

/* The book of these lines; a fault fails the test and is shown. */
static inline struct book *
book_of(const char *text)
{
	struct faults f = FAULTS_INIT("b");
	struct book *b = book_read("b", text, strlen(text), &f);
	AUTO_STR faults = STR_INIT;

	faults_write(&f, &faults);
	faults_done(&f);
	assert_string_equal(str_text(&faults), "");
	assert_non_null(b);
	return b;
}

/* "room=a day=2026-11-03", each word set; then completed. A word may be quoted by '. */
static inline void
give_facts(struct facts *f, const char *words)
{
	struct err e = { 0 };
	AUTO_FREE char *text = mem_strdup(words);
	char *rest = text;

	for (char *word = strsep(&rest, ";"); word != NULL; word = strsep(&rest, ";")) {
		char *name = word + strspn(word, " "), *equals = strchr(name, '=');

		assert_non_null(equals);
		*equals = '\0';
		if (!facts_set(f, name, equals + 1, &e))
			fail_msg("%s", e.msg);
	}
	if (!facts_complete(f, &e))
		fail_msg("%s", e.msg);
}

/* What the check finds, a line each. */
static inline void
assert_check(const char *text, const char *expected)
{
	struct book *b = book_of(text);
	struct faults f = FAULTS_INIT("b");
	AUTO_STR found = STR_INIT;
	bool whole = book_check(b, NULL, &f);

	faults_write(&f, &found);
	faults_done(&f);
	book_free(b);
	assert_string_equal(str_text(&found), expected);
	assert_int_equal(whole, expected[0] == '\0');
}

#endif
