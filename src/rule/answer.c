/*
 * answer.c - the lines of an answer, kept and written.
 */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "rule/answer.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "base/i18n.h"
#include "rule/fraction.h"

#define LINE_TEXT_SIZE 1024
#define LINES_AT_FIRST 16

static const char *const line_kind_names[] = {
	[LINE_NOTE] = "note",     [LINE_BASE] = "base",       [LINE_ADJUST] = "adjust",
	[LINE_EXTRA] = "extra",   [LINE_ROUND] = "round",     [LINE_TAX] = "tax",
	[LINE_REFUSAL] = "refusal", [LINE_DAY] = "day",       [LINE_TOTAL] = "total",
};

void
answer_init(struct answer *a)
{
	*a = (struct answer){
		.first = DAY_NONE, .last = DAY_NONE, .first_at = NONE, .last_at = NONE,
	};
}

void
answer_done(struct answer *a)
{
	arena_done(&a->arena);
	answer_init(a);
}

void
answer_clear(struct answer *a)
{
	answer_done(a);
}

static struct line *
new_line(struct answer *a)
{
	if (a->count == a->room_for) {
		int room_for = a->room_for == 0 ? LINES_AT_FIRST : a->room_for * 2;
		struct line *lines = arena_alloc(&a->arena, (size_t)room_for * sizeof *lines);

		if (a->count > 0)
			memcpy(lines, a->lines, (size_t)a->count * sizeof *lines);
		a->lines = lines;
		a->room_for = room_for;
	}
	a->lines[a->count] = (struct line){ .den = 1, .day = DAY_NONE };
	return &a->lines[a->count++];
}

PRINTF_LIKE(4, 0) static struct line *
add_text(struct answer *a, enum line_kind kind, const struct rule *rule, const char *fmt,
	va_list ap)
{
	char text[LINE_TEXT_SIZE];
	struct line *l = new_line(a);

	vsnprintf(text, sizeof text, fmt, ap);
	l->kind = kind;
	l->rule = rule;
	l->text = arena_strdup(&a->arena, text);
	return l;
}

struct line *
answer_add(struct answer *a, enum line_kind kind, const struct rule *rule, const char *fmt, ...)
{
	struct line *l;
	va_list ap;

	va_start(ap, fmt);
	l = add_text(a, kind, rule, fmt, ap);
	va_end(ap);
	return l;
}

struct line *
answer_add_yen(struct answer *a, enum line_kind kind, const struct rule *rule, struct share yen,
	const char *fmt, ...)
{
	struct line *l;
	va_list ap;

	va_start(ap, fmt);
	l = add_text(a, kind, rule, fmt, ap);
	va_end(ap);
	l->has_yen = true;
	l->num = yen.num;
	l->den = yen.den;
	return l;
}

static const char *
law_of(const struct line *l)
{
	return l->rule != NULL ? l->rule->by_law : "";
}

void
answer_write(const struct answer *a, struct str *out)
{
	for (int i = 0; i < a->count; i++) {
		const struct line *l = &a->lines[i];

		str_add(out, l->text);
		if (l->has_yen) {
			str_add(out, l->kind == LINE_TOTAL ? " = " : "  ");
			if (l->kind != LINE_TOTAL && l->num > 0)
				str_add(out, "+");
			fraction_add_yen(out, (struct share){ l->num, l->den });
		}
		if (law_of(l)[0] != '\0')
			str_addf(out, _("  (%s)"), law_of(l));
		str_add_char(out, '\n');
	}
}

static void
write_line_json(const struct line *l, struct json *out)
{
	json_object(out);
	json_key(out, "kind");
	json_text(out, line_kind_names[l->kind]);
	json_key(out, "text");
	json_text(out, l->text);
	if (l->rule != NULL) {
		json_key(out, "rule");
		json_text(out, l->rule->code);
		json_key(out, "by_law");
		json_text(out, l->rule->by_law);
	}
	if (l->has_yen) {
		json_key(out, "yen");
		json_int(out, l->num / l->den);
		if (l->num % l->den != 0) {
			json_key(out, "yen_rest");
			json_int(out, l->num % l->den);
			json_key(out, "yen_rest_of");
			json_int(out, l->den);
		}
	}
	if (l->day != DAY_NONE) {
		char day[DATE_TEXT_SIZE];

		date_to_iso(l->day, day);
		json_key(out, "day");
		json_text(out, day);
	}
	json_end_object(out);
}

void
answer_write_json(const struct answer *a, struct json *out)
{
	json_array(out);
	for (int i = 0; i < a->count; i++)
		write_line_json(&a->lines[i], out);
	json_end_array(out);
}
