/*
 * type_text.c - the types that stay text: text and note as typed, kana as
 * katakana, telephone numbers, postal codes, addresses of mail and web in one
 * way of writing each.
 */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "form/type_row.h"

#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "base/typed.h"
#include "base/utf8.h"

#define QUOTE_COLUMNS 40

const char *
type_quote(struct str *b, const char *typed)
{
	AUTO_STR whole = STR_INIT;
	utf8_add_visible(&whole, typed);
	size_t fits = utf8_fit(str_text(&whole), QUOTE_COLUMNS);
	str_add_len(b, str_text(&whole), fits);
	if (fits < whole.len)
		str_add(b, "..");
	return str_text(b);
}

PARSE(text)
{
	(void)field, (void)lookup, (void)e;
	str_add(stored, typed);
	return true;
}

/* A name with a sign in it that parts a list would not be read back as one. */
static bool
can_be_typed(const char *name)
{
	return typed_is_word(name) && strpbrk(name, ":=") == NULL;
}

/* "chair:12" -> "椅子:12"; what has no name stays as it is. */
static void
add_named(const struct form_field *field, const struct field_lookup *lookup, const char *part,
	  bool is_typed, struct str *out)
{
	AUTO_STR code = STR_INIT;
	AUTO_STR name = STR_INIT;
	size_t len = strcspn(part, ":");
	str_add_len(&code, part, len);
	bool has_name =
		lookup->add_rule_name(lookup->ctx, field->named_in, str_text(&code), &name) &&
		(!is_typed || can_be_typed(str_text(&name)));
	str_add(out, str_text(has_name ? &name : &code));
	str_add(out, part + len);
}

/* Values with "=" have words as a whole, as a rule by which a use comes back; others by part. */
static void
add_words(const struct form_field *field, const struct field_lookup *lookup, const char *stored,
	  bool is_typed, struct str *out)
{
	if (!field->named_in || !lookup || !lookup->add_rule_name) {
		str_add(out, stored);
		return;
	}
	if (strchr(stored, '=') &&
	    lookup->add_rule_name(lookup->ctx, field->named_in, stored, out))
		return;
	AUTO_FREE char *copy = mem_strdup(stored);
	char *rest = copy;
	for (char *part; (part = strsep(&rest, ",")) != NULL;) {
		add_named(field, lookup, part, is_typed, out);
		if (rest)
			str_add_char(out, ',');
	}
}

FORMAT(text)
{
	add_words(field, lookup, stored, false, shown);
}

/* What is shown is typed: the checks of the record take names as well as codes. */
EDIT(text)
{
	add_words(field, lookup, stored, true, text);
}

/*
 * Letters and digits may stand beside kana ("PTAレンラクカイ"), not instead of them: "abc" is
 * what an input method that was off leaves, and would end up before ア in every list.
 */
static bool
has_kana(const char *reading)
{
	const char *p = reading, *end = reading + strlen(reading);
	while (p < end) {
		uint32_t cp = utf8_next(&p, end);
		if (cp >= 0x30A1 && cp <= 0x30FA)
			return true;
	}
	return false;
}

PARSE(kana)
{
	(void)lookup;
	if (utf8_to_katakana(typed, stored) && has_kana(str_text(stored)))
		return true;
	AUTO_STR quote = STR_INIT;
	return err_set_field(e, ERR_INVALID, field->name,
			     _("%s: \"%s\" is not a reading. Type it in kana."), field_label(field),
			     type_quote(&quote, typed));
}

static bool
is_digit(char c)
{
	return c >= '0' && c <= '9';
}

/* Anything that people draw between the parts of a number. */
static bool
is_dash(uint32_t cp)
{
	return cp == '-' || cp == 0x2010 || cp == 0x2011 || cp == 0x2012 || cp == 0x2013 ||
	       cp == 0x2014 || cp == 0x2015 || cp == 0x2212 || cp == 0x30FC || cp == 0xFF0D ||
	       cp == 0xFF70;
}

static bool
is_between(uint32_t cp)
{
	return is_dash(cp) || cp == '(' || cp == ')' || cp == ' ' || cp == '.' || cp == '/' ||
	       cp == 0x3000;
}

/* The number before an extension: digits in groups, a single hyphen between them. */
static const char *
read_number_groups(const char *p, const char *end, struct str *out, int *digits)
{
	bool gap = false;
	*digits = 0;
	if (*p == '+') {
		str_add_char(out, '+');
		p++;
	}
	while (p < end) {
		const char *at = p;
		uint32_t cp = utf8_next(&p, end);
		if (is_between(cp)) {
			gap = *digits > 0;
			continue;
		}
		if (cp < '0' || cp > '9')
			return at;
		if (gap)
			str_add_char(out, '-');
		gap = false;
		str_add_char(out, (char)cp);
		++*digits;
	}
	return p;
}

/* "内線21", "ext. 21", "#21": appends " 内線21". False if it is something else. */
static bool
read_extension(const char *p, struct str *out)
{
	static const char *const words[] = { "内線", "内", "ext.", "ext", "x", "#" };
	const char *number = NULL;
	for (size_t i = 0; i < ARRAY_LEN(words) && !number; i++) {
		if (str_starts(p, words[i]))
			number = p + strlen(words[i]);
	}
	if (!number)
		return false;
	while (*number == ' ' || *number == ':')
		number++;
	size_t len = strspn(number, "0123456789");
	if (len == 0 || len > 8 || number[len] != '\0')
		return false;
	str_add(out, " 内線");
	str_add_len(out, number, len);
	return true;
}

/* 090, 080, 070, 060, 050, 020, 0800: no area code has 0 as its third digit. */
static bool
is_mobile(const char *number)
{
	const char *p = number + 2;
	return *(*p == '-' ? p + 1 : p) == '0';
}

/*
 * With its area code a number has ten digits, a mobile or IP one eleven (MIC's
 * numbering plan); without it, as neighbours write it, five to eight; abroad at
 * most 15 (E.164).
 */
static bool
is_plausible(const char *number, int digits)
{
	if (number[0] == '+')
		return digits >= 7 && digits <= 15;
	if (number[0] == '0')
		return digits >= 10 && digits == (is_mobile(number) ? 11 : 10);
	return digits >= 5 && digits <= 8;
}

PARSE(phone)
{
	(void)lookup;
	AUTO_FREE char *narrow = utf8_narrow(typed);
	const char *end = narrow + strlen(narrow);
	int digits;
	const char *rest = read_number_groups(narrow, end, stored, &digits);
	bool good = is_plausible(str_text(stored), digits);
	if (good && *rest)
		good = read_extension(rest, stored);
	if (good)
		return true;
	AUTO_STR quote = STR_INIT;
	return err_set_field(e, ERR_INVALID, field->name,
			     _("%s: \"%s\" is not a telephone number. Type it with its area code, "
			       "like 03-1234-5678."),
			     field_label(field), type_quote(&quote, typed));
}

PARSE(postal)
{
	(void)lookup;
	AUTO_FREE char *narrow = utf8_narrow(typed);
	AUTO_STR groups = STR_INIT;
	const char *p = str_starts(narrow, "〒") ? narrow + strlen("〒") : narrow;
	int digits;
	p = read_number_groups(p, narrow + strlen(narrow), &groups, &digits);
	if (*p != '\0' || digits != 7 || str_starts(groups.s, "+")) {
		AUTO_STR quote = STR_INIT;
		return err_set_field(e, ERR_INVALID, field->name,
				     _("%s: \"%s\" is not a postal code. It has seven digits, "
				       "like 300-1234."),
				     field_label(field), type_quote(&quote, typed));
	}
	for (p = groups.s; *p; p++) {
		if (stored->len == 3)
			str_add_char(stored, '-');
		if (*p != '-')
			str_add_char(stored, *p);
	}
	return true;
}

static bool
is_letter_or_digit(char c)
{
	return is_digit(c) || ((c | 0x20) >= 'a' && (c | 0x20) <= 'z');
}

/* "example.jp", "www.example.jp": parts of letters, digits and hyphens, two at least. */
static bool
is_domain(const char *s, size_t len)
{
	int parts = 0;
	size_t part = 0;
	for (size_t i = 0; i <= len; i++) {
		if (i < len && (is_letter_or_digit(s[i]) || (s[i] == '-' && part > 0))) {
			part++;
			continue;
		}
		if (part == 0 || part > 63 || (i < len && s[i] != '.') || s[i - 1] == '-')
			return false;
		parts++;
		part = 0;
	}
	return parts >= 2;
}

/* Dots may stand anywhere: mobile providers gave out a..b@ and a.@ for years. */
static bool
is_mail_name(const char *s, size_t len)
{
	for (size_t i = 0; i < len; i++) {
		if (s[i] <= ' ' || s[i] > '~' || strchr("\"(),:;<>@[\\]", s[i]))
			return false;
	}
	return len >= 1 && len <= 64;
}

PARSE(email)
{
	(void)lookup;
	AUTO_FREE char *narrow = utf8_narrow(typed);
	const char *at = strchr(narrow, '@');
	if (at && is_mail_name(narrow, (size_t)(at - narrow)) &&
	    is_domain(at + 1, strlen(at + 1))) {
		str_add(stored, narrow);
		return true;
	}
	AUTO_STR quote = STR_INIT;
	return err_set_field(e, ERR_INVALID, field->name,
			     _("%s: \"%s\" is not a mail address. It looks like info@example.jp."),
			     field_label(field), type_quote(&quote, typed));
}

/* The host ends at a port, a path or a question. */
static bool
is_web_address(const char *after_scheme)
{
	size_t host = strcspn(after_scheme, ":/?#");
	return is_domain(after_scheme, host) && !strpbrk(after_scheme, " \"<>\\^`{|}") &&
	       !strstr(after_scheme, "\xE3\x80\x80");
}

PARSE(url)
{
	(void)lookup;
	AUTO_FREE char *narrow = utf8_narrow(typed);
	const char *host = narrow;
	if (str_starts(narrow, "https://"))
		host += strlen("https://");
	else if (str_starts(narrow, "http://"))
		host += strlen("http://");
	if (is_web_address(host)) {
		str_addf(stored, "%s%s", host == narrow ? "https://" : "", narrow);
		return true;
	}
	AUTO_STR quote = STR_INIT;
	return err_set_field(e, ERR_INVALID, field->name,
			     _("%s: \"%s\" is not a web address. It looks like "
			       "https://www.example.jp/."),
			     field_label(field), type_quote(&quote, typed));
}
