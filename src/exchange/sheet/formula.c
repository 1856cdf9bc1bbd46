/* formula.c - see formula.h. */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "exchange/sheet/formula.h"

#include <stdint.h>
#include <string.h>

#include "base/utf8.h"

static bool
is_in(uint32_t cp, const char *set)
{
	const char *end = set + strlen(set);
	for (const char *p = set; p < end;)
		if (utf8_next(&p, end) == cp)
			return true;
	return false;
}

/* A spreadsheet would take this text for one. */
static bool
is_formula(const char *text)
{
	const char *p = text + strspn(text, "'");
	return *p != '\0' && is_in(utf8_next(&p, p + strlen(p)), "=+-@\t\r\n＝＋－＠−");
}

bool
formula_is_number(const char *text)
{
	bool has_digit = false;
	for (const char *p = text, *end = text + strlen(text); p < end;) {
		uint32_t cp = utf8_next(&p, end);
		if ((cp >= '0' && cp <= '9') || (cp >= 0xFF10 && cp <= 0xFF19))
			has_digit = true;
		else if (!is_in(cp, "+-/.:,()%eE ＋－−／．：，（）％ｅＥ　年月日時分秒"))
			return false;
	}
	return has_digit;
}

void
formula_guard(struct str *b, const char *text, bool as_text)
{
	if (as_text && formula_is_number(text)) {
		str_addf(b, "=\"%s\"", text);
		return;
	}
	if (is_formula(text))
		str_add_char(b, '\'');
	str_add(b, text);
}

/* ="0297" */
static bool
undo_number(struct str *b, const char *written)
{
	size_t len = strlen(written);
	if (len < 4 || !str_starts(written, "=\"") || written[len - 1] != '"')
		return false;
	AUTO_STR inside = STR_INIT;
	str_add_len(&inside, written + 2, len - 3);
	if (!formula_is_number(str_text(&inside)))
		return false;
	str_add(b, str_text(&inside));
	return true;
}

void
formula_unguard(struct str *b, const char *written)
{
	if (undo_number(b, written))
		return;
	str_add(b, *written == '\'' && is_formula(written) ? written + 1 : written);
}
