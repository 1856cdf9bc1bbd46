/*
 * import_guess.c - names in two columns first, then headings as they stand, then what is
 * left of the others without their trimmings. What two columns claim is nobody's.
 */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "exchange/import/import_guess.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/utf8.h"
#include "form/type.h"

/* In brackets these make another matter of the word before: 電話(携帯), 会員数(男). */
static const char *const others[] = {
	"代表者", "副",   "前",   "旧",   "新",   "男",   "女",   "市内", "市外", "町内", "在住",
	"在勤",   "在学", "携帯", "自宅", "勤務", "担当", "連絡", "会計", "外国", "児童", "子",
	"大人",   "成人", "学生", "生",   "以下", "以上", "未満", "内",   "うち", "変更", "振替",
	"更新",   "よみ", "読み", "ヨミ", "カナ", "かな", "ﾌﾘ",   "フリ", "ふり", "ｶﾅ",
};

/* Before a word they say nothing that the form does not know; as search keys. */
static const char *const heads[] = { "連絡先", "事務局", "事務所", "団体名", "団体",
				     "主たる", "主な",   "現在の", "の" };

/* The parts of a name, as search keys. */
static const struct {
	const char *first, *second, *whole;
} halves[] = {
	{ "姓", "名", "氏名" },
	{ "氏", "名", "氏名" },
	{ "せい", "めい", "ふりがな" },
};

static bool
is_opening(uint32_t cp)
{
	return cp == '(' || cp == '[' || cp == '<' || cp == 0xFF08 || cp == 0x3010 ||
	       cp == 0x3014 || cp == 0xFF1C || cp == 0x300A;
}

static bool
is_closing(uint32_t cp)
{
	return cp == ')' || cp == ']' || cp == '>' || cp == 0xFF09 || cp == 0x3011 ||
	       cp == 0x3015 || cp == 0xFF1E || cp == 0x300B;
}

/* What only catches the eye: ※ * ● ○ ■ □ ★ ☆ : and numbers in circles. */
static bool
is_sign(uint32_t cp)
{
	return cp == 0x203B || cp == '*' || cp == 0xFF0A || cp == ':' || cp == 0xFF1A ||
	       (cp >= 0x25A0 && cp <= 0x25FF) || cp == 0x2605 || cp == 0x2606 ||
	       (cp >= 0x2460 && cp <= 0x2473);
}

/* The heading without signs and brackets; what stood in those goes to `inside`. */
static void
take_apart(const char *heading, struct str *outside, struct str *inside)
{
	int depth = 0;
	for (const char *p = heading, *end = p + strlen(p); p < end;) {
		const char *at = p;
		uint32_t cp = utf8_next(&p, end);
		if (is_opening(cp))
			depth++;
		else if (is_closing(cp))
			depth -= depth > 0;
		else if (!is_sign(cp))
			str_add_len(depth > 0 ? inside : outside, at, (size_t)(p - at));
	}
}

static bool
is_of_another(const char *inside)
{
	for (size_t i = 0; i < ARRAY_LEN(others); i++)
		if (strstr(inside, others[i]))
			return true;
	return false;
}

/* A word of the form as its search key, and the field that it means. */
struct word {
	char *key;
	int field; /* IMPORT_NOT_TAKEN when several are called so */
};

struct import_vocabulary {
	const struct form *form;
	struct word *words; /* in the order of their keys */
	int count;
	const char **texts; /* as they stand in the form, in their order */
	int text_count;
};

static void
add_word(struct import_vocabulary *w, const char *text, int field)
{
	char *key = text ? utf8_search_key(text) : NULL;
	if (key && *key)
		w->words[w->count++] = (struct word){ key, field };
	else
		free(key);
}

static void
add_text(struct import_vocabulary *w, const char *text)
{
	if (text)
		w->texts[w->text_count++] = text;
}

static int
by_key(const void *a, const void *b)
{
	const struct word *x = a, *y = b;
	return strcmp(x->key, y->key);
}

static int
by_text(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* What the form calls the field. */
static void
add_field(struct import_vocabulary *w, int field)
{
	const struct form_field *f = &w->form->fields[field];
	add_text(w, f->name);
	add_text(w, f->label.ja);
	add_word(w, f->label.ja, field);
	add_word(w, f->label.en, field);
	for (int i = 0; i < f->headings.count; i++) {
		add_text(w, f->headings.items[i]);
		add_word(w, f->headings.items[i], field);
	}
}

struct import_vocabulary *
import_vocabulary_new(const struct form *form)
{
	struct import_vocabulary *w = mem_alloc(sizeof(*w));
	size_t most = 0;
	for (int i = 0; i < form->field_count; i++)
		most += 2 + (size_t)form->fields[i].headings.count;
	w->form = form;
	w->words = mem_alloc(sizeof(*w->words) * (most + 1));
	w->texts = mem_alloc(sizeof(*w->texts) * (most + 1));
	for (int i = 0; i < form->field_count; i++)
		add_field(w, i);
	qsort(w->texts, (size_t)w->text_count, sizeof(*w->texts), by_text);
	qsort(w->words, (size_t)w->count, sizeof(*w->words), by_key);
	for (int i = 1; i < w->count; i++)
		if (str_equal(w->words[i].key, w->words[i - 1].key) &&
		    w->words[i].field != w->words[i - 1].field)
			w->words[i].field = w->words[i - 1].field = IMPORT_NOT_TAKEN;
	return w;
}

void
import_vocabulary_free(struct import_vocabulary *w)
{
	if (!w)
		return;
	for (int i = 0; i < w->count; i++)
		free(w->words[i].key);
	free(w->words);
	free(w->texts);
	free(w);
}

bool
import_vocabulary_has(const struct import_vocabulary *w, const char *cell)
{
	return bsearch(&cell, w->texts, (size_t)w->text_count, sizeof(cell), by_text) != NULL;
}

/* The field that a search key means. */
static int
find_key(const struct import_vocabulary *w, char *key)
{
	const struct word wanted = { .key = key };
	const struct word *found =
		bsearch(&wanted, w->words, (size_t)w->count, sizeof(wanted), by_key);
	return found ? found->field : IMPORT_NOT_TAKEN;
}

/* The field of the word, or of what is left without the heads. */
static int
find_headless(const struct import_vocabulary *w, const char *word)
{
	AUTO_FREE char *key = utf8_search_key(word);
	char *rest = key;
	int field = find_key(w, rest);
	for (size_t i = 0; i < ARRAY_LEN(heads) && field < 0; i++) {
		size_t head = strlen(heads[i]);
		if (!str_starts(rest, heads[i]) || rest[head] == '\0')
			continue;
		rest += head;
		field = find_key(w, rest);
	}
	return field;
}

static int
find_trimmed(const struct import_vocabulary *w, const char *heading)
{
	AUTO_STR outside = STR_INIT;
	AUTO_STR inside = STR_INIT;
	take_apart(heading, &outside, &inside);
	if (inside.len > 0) {
		AUTO_FREE char *both = mem_printf("%s%s", str_text(&outside), str_text(&inside));
		int field = find_headless(w, both);
		if (field >= 0 || is_of_another(str_text(&inside)))
			return field;
	}
	return find_headless(w, str_text(&outside));
}

/* The heading's key without the number behind it ("住所2"); false if it has none. */
static bool
drop_number(const char *heading, struct str *out)
{
	AUTO_FREE char *key = utf8_search_key(heading);
	size_t len = strlen(key);
	while (len > 0 && key[len - 1] >= '0' && key[len - 1] <= '9')
		len--;
	str_add_len(out, key, len);
	return len > 0 && key[len] != '\0';
}

static int
find_exact(const struct import_vocabulary *w, const char *heading)
{
	AUTO_FREE char *key = utf8_search_key(heading);
	int field = find_key(w, key);
	return field >= 0 ? field : import_map_known(w->form, heading);
}

static void
guess_exact(struct import_map *m, const struct import_vocabulary *w)
{
	for (int i = 0; i < m->count; i++) {
		int field = m->fields[i] < 0 ? find_exact(w, m->headings[i]) : IMPORT_NOT_TAKEN;
		if (field >= 0 && !import_map_is_taken(m, field))
			m->fields[i] = field;
	}
}

/* Does another column that is not taken say the same without its trimmings? */
static bool
has_rival(const struct import_map *m, const int *trimmed, int column)
{
	for (int i = 0; i < m->count; i++)
		if (i != column && trimmed[i] == trimmed[column])
			return true;
	return false;
}

static void
guess_trimmed(struct import_map *m, const struct import_vocabulary *w)
{
	AUTO_FREE int *trimmed = mem_alloc(sizeof(*trimmed) * (size_t)(m->count + 1));
	for (int i = 0; i < m->count; i++)
		trimmed[i] = m->fields[i] < 0 && *m->headings[i] ? find_trimmed(w, m->headings[i])
								 : IMPORT_NOT_TAKEN;
	for (int i = 0; i < m->count; i++)
		if (trimmed[i] >= 0 && !import_map_is_taken(m, trimmed[i]) &&
		    !has_rival(m, trimmed, i))
			m->fields[i] = trimmed[i];
}

/* 住所1 and 住所2 are parts of one; of 電話1 and 電話2 the first is taken. */
static void
guess_numbered(struct import_map *m, const struct import_vocabulary *w)
{
	for (int i = 0; i < m->count; i++) {
		AUTO_STR word = STR_INIT;
		if (m->fields[i] >= 0 || !drop_number(m->headings[i], &word))
			continue;
		int field = find_trimmed(w, str_text(&word));
		if (field >= 0 && (!import_map_is_taken(m, field) || import_map_may_join(m, field)))
			m->fields[i] = field;
	}
}

/* The field of which the two halves are parts: 代表者姓, 代表者名. */
static int
find_whole(const struct import_vocabulary *w, char *before, const char *whole)
{
	AUTO_FREE char *name = mem_printf("%s%s", before, whole);
	int field = find_key(w, name);
	return field >= 0 || *before == '\0' ? field : find_key(w, before);
}

static void
join_halves(struct import_map *m, const struct import_vocabulary *w, char *const *keys, int column)
{
	for (size_t i = 0; i < ARRAY_LEN(halves); i++) {
		if (!str_ends(keys[column], halves[i].first))
			continue;
		AUTO_FREE char *before =
			mem_strndup(keys[column], strlen(keys[column]) - strlen(halves[i].first));
		AUTO_FREE char *other = mem_printf("%s%s", before, halves[i].second);
		for (int k = 0; k < m->count; k++) {
			int field = k != column && str_equal(keys[k], other)
					    ? find_whole(w, before, halves[i].whole)
					    : IMPORT_NOT_TAKEN;
			if (field >= 0 && import_map_may_join(m, field))
				m->fields[column] = m->fields[k] = field;
		}
	}
}

/* The columns behind the area code that are the rest of the number. */
static void
join_phone(struct import_map *m, const struct import_vocabulary *w, char *const *keys, int column)
{
	static const char *const rest[] = { "市内局番",   "局番",     "番号",
					    "加入者番号", "電話番号", "電話" };
	AUTO_FREE char *phone = utf8_search_key("電話");
	int field = find_key(w, phone), last = column;
	while (last + 1 < m->count && str_is_one_of(keys[last + 1], rest, ARRAY_LEN(rest)))
		last++;
	for (int i = column; field >= 0 && last > column && i <= last; i++)
		m->fields[i] = field;
}

static void
guess_halves(struct import_map *m, const struct import_vocabulary *w)
{
	AUTO_FREE char **keys = mem_alloc(sizeof(*keys) * (size_t)(m->count + 1));
	for (int i = 0; i < m->count; i++)
		keys[i] = utf8_search_key(m->headings[i]);
	for (int i = 0; i < m->count; i++) {
		join_halves(m, w, keys, i);
		if (str_equal(keys[i], IMPORT_AREA_CODE))
			join_phone(m, w, keys, i);
	}
	for (int i = 0; i < m->count; i++)
		free(keys[i]);
}

void
import_guess(struct import_map *m, const struct import_vocabulary *w)
{
	guess_halves(m, w);
	guess_exact(m, w);
	guess_trimmed(m, w);
	guess_numbered(m, w);
}

int
import_guess_called(const struct form *form, const char *word)
{
	struct import_vocabulary *w = import_vocabulary_new(form);
	AUTO_FREE char *key = utf8_search_key(word);
	int field = find_key(w, key);
	import_vocabulary_free(w);
	return field;
}
