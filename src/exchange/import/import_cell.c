/* import_cell.c - see import_cell.h. */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "exchange/import/import_cell.h"

#include <string.h>

#include "base/date_era.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "base/typed.h"
#include "base/utf8.h"

static const char *const cell_above[] = { "〃", "〃〃", "々", "仝",   "″",
					  "\"", "”",    "同", "同上", "上に同じ" };

static const char *const nothing[] = { "なし", "無し", "無",     "ナシ",   "不明",    "未定",
				       "未詳", "空席", "未記入", "調査中", "該当なし" };

/* What is counted, behind a number: members, chairs, copies. */
static const char *const units[] = { "人", "名", "台", "個", "脚", "本", "枚",
				     "席", "件", "回", "部", "冊", "式", "団体" };

bool
import_cell_is_sign(const char *cell)
{
	AUTO_STR text = STR_INIT;
	if (strlen(cell) > (size_t)2 * IMPORT_SIGN_MOST)
		return false;
	for (const char *p = cell, *end = p + strlen(p); p < end;) { /* 同　上 */
		uint32_t cp = utf8_next(&p, end);
		if (!utf8_is_blank(cp))
			utf8_add(&text, cp);
	}
	return str_is_one_of(str_text(&text), cell_above, ARRAY_LEN(cell_above));
}

bool
import_cell_is_nothing(const char *cell)
{
	AUTO_STR text = STR_INIT;
	str_set(&text, cell);
	str_trim(&text);
	return str_is_one_of(str_text(&text), nothing, ARRAY_LEN(nothing));
}

/* The lines that people draw into empty cells, long as they like. */
static bool
is_line(const char *text, bool is_plain_text)
{
	for (const char *p = text, *end = p + strlen(p); p < end;) {
		uint32_t cp = utf8_next(&p, end);
		bool is_minus = cp == '-' || cp == 0xFF0D || cp == 0x2212;
		bool is_dash = (cp >= 0x2010 && cp <= 0x2015) || cp == 0x30FC || cp == 0xFF70 ||
			       cp == 0x2500;
		if (!is_minus && (is_plain_text || !is_dash))
			return false;
	}
	return *text != '\0';
}

static bool
is_all_digits(const char *text)
{
	return *text && text[strspn(text, "0123456789")] == '\0';
}

static void
drop_ending(struct str *text, const char *ending)
{
	size_t len = strlen(ending);
	if (text->len > len && str_ends(str_text(text), ending))
		str_remove(text, text->len - len, len);
}

/*
 * "297123456", "9012345678": numbers whose first 0 a spreadsheet took for nothing. Behind
 * one stands whose it is: 0297-00-1234(代).
 */
static void
read_phone(const char *plain, struct str *out)
{
	static const char *const whose[] = {
		"(代)", "(代表)", "(兼)", "(兼用)", "(自宅)", "(携帯)"
	};
	AUTO_STR text = STR_INIT;
	str_set(&text, plain);
	for (size_t i = 0; i < ARRAY_LEN(whose); i++)
		drop_ending(&text, whose[i]);
	str_trim(&text);
	const char *digits = str_text(&text);
	bool is_mobile = text.len == 10 && digits[0] >= '5' && digits[0] <= '9' && digits[1] == '0';
	if (is_all_digits(digits) && digits[0] != '0' && (text.len == 9 || is_mobile))
		str_add_char(out, '0');
	str_add(out, digits);
}

/* "30名", "約30人", "30.0"; households are no members. */
static void
read_count(const struct form_field *field, const char *plain, struct str *out)
{
	bool is_of_households = strstr(field->label.ja, "世帯") != NULL;
	str_add(out, str_starts(plain, "約") ? plain + strlen("約") : plain);
	for (size_t i = 0; i < ARRAY_LEN(units); i++)
		if (str_ends(str_text(out), units[i])) {
			drop_ending(out, units[i]);
			break;
		}
	if (is_of_households)
		drop_ending(out, "世帯");
	if (strspn(str_text(out), "0123456789,") + 2 == out->len)
		drop_ending(out, ".0");
	str_trim(out);
}

/* "千" and "万" behind digits, or alone for one of them: 3千, 1万5千, 万. */
static bool
read_myriads(const char *plain, long long *sum)
{
	static const struct {
		const char *word;
		long long times;
	} steps[] = { { "万", 10000 }, { "千", 1000 }, { "百", 100 } };
	size_t next = 0;
	bool any = false;
	for (*sum = 0; *plain;) {
		long long digits = 0;
		size_t len = strspn(plain, "0123456789");
		if (len > 6)
			return false;
		for (size_t i = 0; i < len; i++)
			digits = digits * 10 + (plain[i] - '0');
		for (plain += len; next < ARRAY_LEN(steps); next++)
			if (str_starts(plain, steps[next].word))
				break;
		if (next == ARRAY_LEN(steps))
			return false;
		*sum += (len ? digits : 1) * steps[next].times;
		plain += strlen(steps[next++].word);
		any = true;
	}
	return any;
}

/* "\1,000" (a yen sign of Shift_JIS), "￥1,000-", "1,200.0", "3千円", "年額1万円" */
static void
read_sum(const char *plain, struct str *out)
{
	static const char *const yearly[] = { "年額", "年間", "年" };
	AUTO_STR text = STR_INIT;
	long long sum;
	for (size_t i = 0; i < ARRAY_LEN(yearly); i++)
		plain += str_starts(plain, yearly[i]) ? strlen(yearly[i]) : 0;
	plain += strspn(plain, " ");
	str_add(&text, plain + (*plain == '\\' && plain[1] >= '0' && plain[1] <= '9'));
	drop_ending(&text, "也");
	drop_ending(&text, ".-");
	drop_ending(&text, "-");
	if (strspn(str_text(&text), "0123456789,") + 2 == text.len)
		drop_ending(&text, ".0");
	AUTO_FREE char *whole = mem_strdup(str_text(&text));
	drop_ending(&text, "円");
	if (read_myriads(str_text(&text), &sum))
		str_addf(out, "%lld", sum);
	else
		str_add(out, whole);
}

/* "令6.4.1" is R6.4.1. */
static void
read_day(const char *plain, struct str *out)
{
	const size_t len = strlen("令");
	for (int i = 0; i < ERA_COUNT; i++) {
		if (strncmp(plain, date_eras[i].name, len) != 0)
			continue;
		bool is_short =
			(plain[len] >= '0' && plain[len] <= '9') || str_starts(plain + len, "元");
		if (!is_short)
			break;
		str_addf(out, "%c%s", date_eras[i].letter, plain + len);
		return;
	}
	str_add(out, plain);
}

/* Line ends that were put in for the look of a cell; between choices they part two. */
static void
join_lines(struct str *text, const char *between)
{
	AUTO_STR joined = STR_INIT;
	for (const char *p = str_text(text); *p; p++)
		if (*p == '\r' && p[1] == '\n')
			continue;
		else if (*p == '\r' || *p == '\n')
			str_add(&joined, between);
		else
			str_add_char(&joined, *p);
	str_set(text, str_text(&joined));
}

/* A person's name with another behind it would become one person of both names. */
static bool
check_one_name(const struct form_field *field, const char *cell, struct err *e)
{
	static const char *const between[] = { "、", "，", ",", "/", "／", "\n", "\r" };
	bool is_one = true;
	for (size_t i = 0; field->create && i < ARRAY_LEN(between); i++)
		is_one = is_one && !strstr(cell, between[i]);
	if (is_one)
		return true;
	AUTO_STR shown = STR_INIT;
	typed_add_shown(&shown, cell);
	return err_set_field(e, ERR_INVALID, field->name,
			     _("%s: \"%s\" seems to be more than one name. Only one can stand "
			       "here."),
			     field_label(field), str_text(&shown));
}

static bool
read_by_kind(const struct form_field *field, const char *cell, struct str *out, struct err *e)
{
	AUTO_FREE char *plain = utf8_narrow(cell);
	switch (field->type->kind) {
	case FIELD_INT:
		read_count(field, plain, out);
		return true;
	case FIELD_MONEY:
		read_sum(plain, out);
		return true;
	case FIELD_PHONE:
		read_phone(plain, out);
		return true;
	case FIELD_DATE:
	case FIELD_DATETIME:
		read_day(plain, out);
		return true;
	case FIELD_REF:
		str_add(out, import_cell_is_nothing(cell) ? "" : cell);
		return check_one_name(field, cell, e);
	case FIELD_TEXT:
	case FIELD_KANA:
	case FIELD_NOTE:
	case FIELD_TIME:
	case FIELD_BOOL:
	case FIELD_CHOICE:
	case FIELD_CHOICES:
	case FIELD_POSTAL:
	case FIELD_EMAIL:
	case FIELD_URL:
	case FIELD_KIND_COUNT:
		break;
	}
	str_add(out, cell);
	return true;
}

bool
import_cell_read(const struct form_field *field, const char *cell, struct str *out, struct err *e)
{
	enum field_kind kind = field->type->kind;
	AUTO_STR text = STR_INIT;
	str_set(&text, cell);
	str_trim(&text);
	const char *trimmed = str_text(&text);
	if (import_cell_is_sign(trimmed))
		return err_set_field(e, ERR_INVALID, field->name,
				     _("%s: \"%s\" stands for the cell above. Write it out."),
				     field_label(field), trimmed);
	if (is_line(trimmed, kind == FIELD_TEXT || kind == FIELD_NOTE))
		return true;
	if (!read_by_kind(field, trimmed, out, e))
		return false;
	if (kind != FIELD_NOTE && strpbrk(str_text(out), "\r\n"))
		join_lines(out, kind == FIELD_CHOICES ? "、" : " ");
	return true;
}
