/* money.c - whole yen and whole numbers, read and written. */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "base/money.h"

#include <inttypes.h>

#include "base/i18n.h"
#include "base/lang.h"
#include "base/typed.h"

/*
 * Digits with or without commas; commas stand before each three digits or
 * nowhere, so that a slip like "2,40" is not taken as 240. False for an
 * overflow and for no digits at all.
 */
static bool
scan_digits(const char **p, int64_t *value)
{
	int64_t v = 0;
	int group = 0; /* digits since the last comma */
	bool has_comma = false;
	for (;; (*p)++) {
		char c = **p;
		if (c == ',') {
			if (group == 0 || group > 3 || (has_comma && group != 3))
				return false;
			has_comma = true;
			group = 0;
			continue;
		}
		if (c < '0' || c > '9')
			break;
		if (__builtin_mul_overflow(v, 10, &v) || __builtin_add_overflow(v, c - '0', &v))
			return false;
		group++;
	}
	*value = v;
	return has_comma ? group == 3 : group > 0;
}

/* -, ▲ and its relatives, as on Japanese bills. */
static bool
scan_minus(const char **p)
{
	return typed_skip(p, "-") || typed_skip(p, "▲") || typed_skip(p, "△") ||
	       typed_skip(p, "−") || typed_skip(p, "‐");
}

static bool
scan_number(const char *p, int64_t *value)
{
	bool negative = scan_minus(&p);
	if (!negative)
		(void)typed_skip(&p, "+");
	if (!scan_digits(&p, value) || *p != '\0')
		return false;
	if (negative)
		*value = -*value;
	return true;
}

/* Moves past ¥, ￥ or the \ that Japanese keyboards show as ¥. */
static bool
scan_yen_sign(const char **p)
{
	return typed_skip(p, "¥") || typed_skip(p, "￥") || typed_skip(p, "\\");
}

static bool
scan_yen(const char *p, int64_t *yen)
{
	bool has_sign = scan_yen_sign(&p);
	bool negative = scan_minus(&p);
	if (!negative)
		(void)typed_skip(&p, "+");
	if (!has_sign)
		(void)scan_yen_sign(&p);
	if (!scan_digits(&p, yen))
		return false;
	if (!typed_skip(&p, "円"))
		(void)typed_skip(&p, "yen");
	if (negative)
		*yen = -*yen;
	return *p == '\0';
}

bool
yen_parse(const char *text, int64_t *yen, struct err *e)
{
	AUTO_FREE char *plain = typed_plain(text);
	int64_t value;
	if (scan_yen(plain, &value)) {
		if (value > YEN_MAX || value < -YEN_MAX)
			return err_set(e, ERR_INVALID, _("The sum is too large."));
		*yen = value;
		return true;
	}
	AUTO_STR shown = STR_INIT;
	typed_add_shown(&shown, text);
	return err_set(e, ERR_INVALID,
		       _("\"%s\" is not a sum in whole yen. Type it like 2400 or 2,400."),
		       str_text(&shown));
}

bool
int_parse(const char *text, int64_t *value, struct err *e)
{
	AUTO_FREE char *plain = typed_plain(text);
	int64_t v;
	if (scan_number(plain, &v)) {
		*value = v;
		return true;
	}
	AUTO_STR shown = STR_INIT;
	typed_add_shown(&shown, text);
	return err_set(e, ERR_INVALID, _("\"%s\" is not a whole number. Type it like 20 or 1,200."),
		       str_text(&shown));
}

void
yen_add(struct str *b, int64_t yen)
{
	uint64_t rest = yen < 0 ? -(uint64_t)yen : (uint64_t)yen;
	if (yen < 0)
		str_add_char(b, '-');
	uint64_t unit = 1;
	while (rest / unit >= 1000)
		unit *= 1000;
	str_addf(b, "%" PRIu64, rest / unit);
	while (unit > 1) {
		rest %= unit;
		unit /= 1000;
		str_addf(b, ",%03" PRIu64, rest / unit);
	}
}

void
yen_add_unit(struct str *b, int64_t yen)
{
	yen_add(b, yen);
	str_add(b, lang_pick("円", " yen"));
}
