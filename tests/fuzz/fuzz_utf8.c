/*
 * fuzz_utf8.c - any bytes: the walks cover them, widths add up, what is shown
 * is harmless, what is stored stays what it is.
 */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/json.h"
#include "base/lang.h"
#include "base/mem.h"
#include "base/utf8.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void
claim(bool holds)
{
	if (!holds)
		abort();
}

static void
try_clusters(const char *s)
{
	const char *p = s, *end = s + strlen(s);
	int width = 0;
	size_t points = 0;
	while (p < end) {
		size_t len = utf8_cluster(p, end);
		claim(len > 0 && len <= (size_t)(end - p));
		width += utf8_cluster_width(p, len);
		AUTO_FREE char *cluster = mem_strndup(p, len);
		points += utf8_count(cluster);
		claim(utf8_cluster(cluster, cluster + len) == len);
		p += len;
	}
	claim(p == end);
	claim(width == utf8_width(s));
	claim(points == utf8_count(s));
}

static void
try_columns(const char *s)
{
	int whole = utf8_width(s);
	for (int cols = 0; cols <= whole + 2 && cols < 24; cols++) {
		size_t len = utf8_fit(s, cols);
		claim(utf8_cluster_width(s, len) <= cols);
		if (s[len] != '\0') {
			size_t next = utf8_cluster(s + len, s + strlen(s));
			claim(utf8_cluster_width(s, len + next) > cols);
		}
		AUTO_STR padded = STR_INIT;
		utf8_add_padded(&padded, s, cols);
		claim(utf8_width(str_text(&padded)) == cols);
	}
}

static void
try_doors(const char *s)
{
	struct err e = { 0 };
	AUTO_STR shown = STR_INIT;
	utf8_add_visible(&shown, s);
	const char *visible = str_text(&shown);
	claim(utf8_is_valid(visible, shown.len));
	claim(utf8_check_text(visible, false, NULL));
	bool is_clean = utf8_check_text(s, false, &e);
	if (is_clean) {
		claim(utf8_is_valid(s, strlen(s)));
		claim(utf8_check_text(s, true, NULL));
		claim(str_ends(visible, s)); /* but for the circle under a leading mark */
	} else {
		claim(e.code == ERR_INVALID && utf8_check_text(e.msg, false, NULL));
		claim(strcmp(visible, s) != 0);
	}
	AUTO_STR again = STR_INIT;
	utf8_add_visible(&again, visible);
	claim(strcmp(str_text(&again), visible) == 0);
}

static void
try_forms(const char *s)
{
	AUTO_FREE char *composed = utf8_compose(s);
	AUTO_FREE char *twice = utf8_compose(composed);
	claim(strcmp(composed, twice) == 0);
	claim(utf8_count(composed) <= utf8_count(s));
	claim(utf8_is_valid(composed, strlen(composed)) == utf8_is_valid(s, strlen(s)));

	AUTO_FREE char *key = utf8_search_key(s);
	AUTO_FREE char *key_of_key = utf8_search_key(key);
	AUTO_FREE char *key_of_composed = utf8_search_key(composed);
	claim(utf8_is_valid(key, strlen(key)));
	claim(strcmp(key, key_of_key) == 0);
	claim(strcmp(key, key_of_composed) == 0);

	AUTO_FREE char *narrow = utf8_narrow(s);
	AUTO_FREE char *key_of_narrow = utf8_search_key(narrow);
	claim(strcmp(key, key_of_narrow) == 0);
}

static void
try_reading(const char *s)
{
	AUTO_STR kana = STR_INIT;
	if (!utf8_to_katakana(s, &kana)) {
		claim(kana.len == 0);
		return;
	}
	AUTO_STR again = STR_INIT;
	claim(utf8_to_katakana(str_text(&kana), &again));
	claim(strcmp(str_text(&kana), str_text(&again)) == 0);
	AUTO_FREE char *key = utf8_search_key(s);
	AUTO_FREE char *key_of_kana = utf8_search_key(str_text(&kana));
	claim(strcmp(key, key_of_kana) == 0);
}

static void
try_json(const char *s)
{
	AUTO_STR out = STR_INIT;
	struct json j;
	json_init(&j, &out);
	json_text(&j, s);
	claim(utf8_is_valid(out.s, out.len));
	const char *p = out.s, *end = p + out.len;
	while (p < end)
		claim(!utf8_is_unsafe(utf8_next(&p, end)));
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static bool has_locale;
	if (!has_locale)
		lang_init("locale");
	has_locale = true;
	AUTO_FREE char *text = mem_strndup((const char *)data, size);
	for (int wide = 0; wide <= 1; wide++) {
		utf8_set_ambiguous_wide(wide);
		try_clusters(text);
		try_columns(text);
		try_doors(text);
	}
	try_forms(text);
	try_reading(text);
	try_json(text);
	return 0;
}
