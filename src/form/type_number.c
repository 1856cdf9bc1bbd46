/* type_number.c - whole numbers, money in yen, yes and no. */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "form/type_row.h"

#include <errno.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/money.h"
#include "base/utf8.h"

bool
type_stored_number(const char *stored, int64_t *value)
{
	char *end;
	errno = 0;
	intmax_t number = strtoimax(stored, &end, 10);
	*value = number;
	return errno == 0 && end != stored && *end == '\0';
}

static bool
is_in_range(const struct form_field *field, int64_t value, struct err *e)
{
	if (field->least.set && value < field->least.value)
		return err_set_field(e, ERR_INVALID, field->name,
				     _("%s: %" PRId64 " is too small. The least is %" PRId64 "."),
				     field_label(field), value, field->least.value);
	if (field->most.set && value > field->most.value)
		return err_set_field(e, ERR_INVALID, field->name,
				     _("%s: %" PRId64 " is too great. The most is %" PRId64 "."),
				     field_label(field), value, field->most.value);
	return true;
}

PARSE(int)
{
	(void)lookup;
	int64_t value;
	if (int_parse(typed, &value, NULL)) {
		str_addf(stored, "%" PRId64, value);
		return is_in_range(field, value, e);
	}
	AUTO_STR quote = STR_INIT;
	return err_set_field(e, ERR_INVALID, field->name,
			     _("%s: \"%s\" is not a whole number. Type digits, like 25."),
			     field_label(field), type_quote(&quote, typed));
}

PARSE(money)
{
	(void)lookup;
	int64_t yen;
	if (yen_parse(typed, &yen, NULL)) {
		str_addf(stored, "%" PRId64, yen);
		return is_in_range(field, yen, e);
	}
	AUTO_STR quote = STR_INIT;
	return err_set_field(e, ERR_INVALID, field->name,
			     _("%s: \"%s\" is not a sum of money. Type whole yen, like 2400."),
			     field_label(field), type_quote(&quote, typed));
}

FORMAT(money)
{
	(void)field, (void)lookup;
	int64_t yen;
	if (type_stored_number(stored, &yen))
		yen_add(shown, yen);
	else
		str_add(shown, stored);
}

/* In the order in which they are looked at; the first of each is what is shown. */
static const struct {
	const char *word;
	bool yes;
} bool_words[] = {
	{ "1", true },      { "y", true },   { "yes", true },   { "はい", true },
	{ "○", true },      { "〇", true },  { "◯", true },     { "o", true },
	{ "true", true },   { "有", true },  { "あり", true },  { "する", true },
	{ "有り", true },   { "◎", true },   { "レ", true },    { "✓", true },
	{ "✔", true },      { "☑", true },   { "可", true },    { "済", true },
	{ "0", false },     { "n", false },  { "no", false },   { "いいえ", false },
	{ "×", false },     { "✕", false },  { "✗", false },    { "x", false },
	{ "false", false }, { "無", false }, { "なし", false }, { "しない", false },
	{ "無し", false },  { "☐", false },  { "否", false },   { "未", false },
	{ "不可", false },
};

PARSE(bool)
{
	(void)lookup;
	AUTO_FREE char *narrow = utf8_narrow(typed);
	for (char *p = narrow; *p; p++) {
		if (*p >= 'A' && *p <= 'Z')
			*p = (char)(*p | 0x20);
	}
	for (size_t i = 0; i < ARRAY_LEN(bool_words); i++) {
		if (strcmp(narrow, bool_words[i].word) == 0) {
			str_add(stored, bool_words[i].yes ? "1" : "0");
			return true;
		}
	}
	AUTO_STR quote = STR_INIT;
	return err_set_field(e, ERR_INVALID, field->name,
			     _("%s: \"%s\" is neither yes nor no. Type y or n, or 1 or 0."),
			     field_label(field), type_quote(&quote, typed));
}

FORMAT(bool)
{
	(void)field, (void)lookup;
	str_add(shown, strcmp(stored, "0") == 0 ? _("no") : _("yes"));
}
