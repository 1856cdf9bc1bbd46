/*
 * fuzz_value.c - any text typed into a field of any type: refused with a
 * sentence, or stored so that it can be shown, and so that its edit text gives
 * it back. The first byte chooses the type.
 */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/macros.h"
#include "base/mem.h"
#include "base/utf8.h"
#include "form/type.h"
#include "must.h"

/* A list whose words are awkward: one holds a separator, two are the same. */
static const char *const codes[] = { "a", "b", "c", "d" };
static const char *const words[] = { "保健、医療", "保健", "同じ", "同じ" };

static const char *
code_word(void *ctx, const char *list, const char *code)
{
	(void)ctx, (void)list;
	for (size_t i = 0; i < ARRAY_LEN(codes); i++) {
		if (strcmp(codes[i], code) == 0)
			return words[i];
	}
	return NULL;
}

static const char *
code_find(void *ctx, const char *list, const char *typed)
{
	(void)ctx, (void)list;
	for (size_t i = 0; i < ARRAY_LEN(codes); i++) {
		if (strcmp(codes[i], typed) == 0 || strcmp(words[i], typed) == 0)
			return codes[i];
	}
	return NULL;
}

static const char *
ref_title(void *ctx, const char *form, int64_t id)
{
	(void)ctx, (void)form;
	return id == 7 ? "髙橋" : NULL;
}

static int64_t
ref_find(void *ctx, const char *form, const char *typed)
{
	(void)ctx, (void)form;
	return strcmp(typed, "髙橋") == 0 || strcmp(typed, "7") == 0 ? 7 : 0;
}

static void
look_at(const struct form_field *field, const struct field_lookup *lookup, const char *typed)
{
	AUTO_FREE char *stored = NULL;
	struct err e = { 0 };
	if (!field_parse(field, lookup, typed, &stored, &e)) {
		must(!stored && e.msg[0] && utf8_is_valid(e.msg, strlen(e.msg)));
		must(strcmp(e.field, field->name) == 0);
		return;
	}
	if (!stored)
		return;
	must(stored[0] && utf8_is_valid(stored, strlen(stored)));
	AUTO_STR shown = STR_INIT;
	AUTO_STR text = STR_INIT;
	AUTO_FREE char *again = NULL;
	field_format(field, lookup, stored, &shown);
	must(shown.len > 0);
	field_edit_text(field, lookup, stored, &text);
	must(field_parse(field, lookup, str_text(&text), &again, &e));
	must(again && strcmp(again, stored) == 0);
	field_mask(field, stored, &shown);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	if (size == 0)
		return 0;
	const struct field_lookup lookup = {
		.today = date_from_ymd(2026, 11, 20),
		.now = instant_from_local(date_from_ymd(2026, 11, 20), 872),
		.code_word = code_word,
		.code_find = code_find,
		.ref_title = ref_title,
		.ref_find = ref_find,
	};
	const struct form_field field = {
		.name = data[0] & 0x80 ? "address" : "name",
		.label = { .ja = "欄", .en = "Field" },
		.type = field_type_of((enum field_kind)(data[0] % FIELD_KIND_COUNT)),
		.list = "list",
		.ref = "person",
		.create = data[0] & 0x40,
	};
	AUTO_FREE char *typed = mem_strndup((const char *)data + 1, size - 1);
	look_at(&field, &lookup, typed);
	return 0;
}
