/*
 * type_code.c - values that stand for something else: a code of a list, several
 * of them, a record of another form. Their words come from the desk through
 * struct field_lookup; the stored value never changes when a word does.
 */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "form/type_row.h"

#include <inttypes.h>
#include <string.h>

#include "base/i18n.h"
#include "base/lang.h"
#include "base/mem.h"

/* A code's word may hold a separator ("保健、医療"): so many parts are tried as one word. */
#define PARTS_OF_A_WORD 8

static const char *
word_of(const struct field_lookup *lookup, const char *list, const char *code)
{
	const char *word = lookup->code_word ? lookup->code_word(lookup->ctx, list, code) : NULL;
	return word ? word : code;
}

static const char *
code_of(const struct field_lookup *lookup, const char *list, const char *typed)
{
	return lookup->code_find ? lookup->code_find(lookup->ctx, list, typed) : NULL;
}

/* What is typed must come back as what was stored; a word that two codes share does not. */
static bool
comes_back(const struct form_field *field, const struct field_lookup *lookup, const char *text,
	   const char *stored)
{
	AUTO_STR again = STR_INIT;
	return field->type->parse(field, lookup, text, &again, NULL) &&
	       strcmp(str_text(&again), stored) == 0;
}

static bool
refuse_code(const struct form_field *field, const char *typed, struct err *e)
{
	AUTO_STR quote = STR_INIT;
	return err_set_field(e, ERR_INVALID, field->name,
			     _("%s: \"%s\" is not in the list, or means more than one entry. "
			       "Type a word of the list."),
			     field_label(field), type_quote(&quote, typed));
}

PARSE(choice)
{
	const char *code = code_of(lookup, field->list, typed);
	if (!code)
		return refuse_code(field, typed, e);
	str_add(stored, code);
	return true;
}

FORMAT(choice)
{
	str_add(shown, word_of(lookup, field->list, stored));
}

EDIT(choice)
{
	AUTO_FREE char *word = mem_strdup(word_of(lookup, field->list, stored));
	str_add(text, comes_back(field, lookup, word, stored) ? word : stored);
}

/* Length of the separator at `p`, 0 if there is none. */
static size_t
separator(const char *p)
{
	static const char *const separators[] = { ",",  "、", "，", ";", "；", "・",
						  "･", "/",  "／", " ", "　" };
	if (!strchr(",;/ \xE3\xEF", *p))
		return 0;
	for (size_t i = 0; i < ARRAY_LEN(separators); i++) {
		if (str_starts(p, separators[i]))
			return strlen(separators[i]);
	}
	return 0;
}

/* The end of the part that begins at `p`. */
static const char *
part_end(const char *p)
{
	while (*p && separator(p) == 0)
		p++;
	return p;
}

/* The code that the longest run of parts from `p` means; *end is where the run ends. */
static const char *
longest_code(const struct form_field *field, const struct field_lookup *lookup, const char *p,
	     const char **end)
{
	const char *ends[PARTS_OF_A_WORD];
	int count = 0;
	for (const char *q = p; count < PARTS_OF_A_WORD; q = ends[count - 1]) {
		ends[count++] = part_end(q + separator(q));
		if (*ends[count - 1] == '\0')
			break;
	}
	for (; count > 0; count--) {
		AUTO_STR run = STR_INIT;
		*end = ends[count - 1];
		str_add_len(&run, p, (size_t)(*end - p));
		str_trim(&run);
		const char *code = run.len ? code_of(lookup, field->list, str_text(&run)) : NULL;
		if (code)
			return code;
	}
	return NULL;
}

/* `codes` has the code already, between its commas. */
static bool
has_code(const char *codes, const char *code)
{
	size_t len = strlen(code);
	for (const char *p = codes; *p; p += strcspn(p, ","), p += *p == ',') {
		if (strcspn(p, ",") == len && strncmp(p, code, len) == 0)
			return true;
	}
	return false;
}

static void
add_code(struct str *codes, const char *code)
{
	if (has_code(str_text(codes), code))
		return;
	str_addf(codes, "%s%s", codes->len ? "," : "", code);
}

static const char *
skip_separators(const char *p)
{
	for (size_t n = 1; n > 0; p += n)
		n = *p == ' ' ? 1 : separator(p);
	return p;
}

PARSE(choices)
{
	for (const char *p = skip_separators(typed), *end; *p; p = skip_separators(end)) {
		const char *code = longest_code(field, lookup, p, &end);
		if (!code) {
			AUTO_FREE char *part = mem_strndup(p, (size_t)(part_end(p) - p));
			return refuse_code(field, part, e);
		}
		add_code(stored, code);
	}
	if (stored->len == 0)
		return refuse_code(field, typed, e);
	return true;
}

FORMAT(choices)
{
	const char *between = lang_is_ja() ? "、" : ", ";
	for (const char *p = stored; *p; p += *p == ',') {
		size_t len = strcspn(p, ",");
		AUTO_FREE char *code = mem_strndup(p, len);
		if (p > stored)
			str_add(shown, between);
		str_add(shown, word_of(lookup, field->list, code));
		p += len;
	}
}

EDIT(choices)
{
	AUTO_STR words = STR_INIT;
	type_format_choices(field, lookup, stored, &words);
	str_add(text,
		comes_back(field, lookup, str_text(&words), stored) ? str_text(&words) : stored);
}

static bool
is_all_digits(const char *typed)
{
	return typed[strspn(typed, "0123456789")] == '\0';
}

PARSE(ref)
{
	int64_t id = lookup->ref_find ? lookup->ref_find(lookup->ctx, field->ref, typed) : 0;
	if (id > 0) {
		str_addf(stored, "%" PRId64, id);
		return true;
	}
	if (id == 0 && field->create && !is_all_digits(typed)) {
		str_addf(stored, "%c%s", REF_NEW, typed);
		return true;
	}
	AUTO_STR quote = STR_INIT;
	const char *shown = type_quote(&quote, typed);
	if (id < 0)
		return err_set_field(e, ERR_INVALID, field->name,
				     _("%s: there is more than one \"%s\". Type the number, or "
				       "choose from the candidates."),
				     field_label(field), shown);
	return err_set_field(e, ERR_INVALID, field->name,
			     _("%s: there is no \"%s\" in the register. Type a part of the name "
			       "and choose from the candidates."),
			     field_label(field), shown);
}

/* The title of the record, or NULL. */
static const char *
title_of(const struct form_field *field, const struct field_lookup *lookup, const char *stored)
{
	int64_t id;
	if (!lookup->ref_title || !type_stored_number(stored, &id))
		return NULL;
	return lookup->ref_title(lookup->ctx, field->ref, id);
}

FORMAT(ref)
{
	if (stored[0] == REF_NEW) {
		/* L10N: a name that will become a new record */
		str_addf(shown, _("%s (new)"), stored + 1);
		return;
	}
	const char *title = title_of(field, lookup, stored);
	if (title)
		str_add(shown, title);
	else
		str_addf(shown, "#%s", stored);
}

EDIT(ref)
{
	if (stored[0] == REF_NEW) {
		str_add(text, stored + 1);
		return;
	}
	AUTO_FREE char *title = mem_strdup(title_of(field, lookup, stored));
	str_add(text, title && comes_back(field, lookup, title, stored) ? title : stored);
}
