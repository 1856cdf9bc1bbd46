/* alias.c - see alias.h. */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "desk/alias.h"

#include <string.h>

#include "base/macros.h"
#include "base/mem.h"
#include "base/str.h"
#include "base/utf8.h"

/* A class a line: what the lists that come with the program say, then what people say. */
static const char *const classes[] = {
	"空き待ち|キャンセル待ち|空待ち|順番待ち",
	"仮予約|仮押さえ|仮押え|仮おさえ",
	"申請済|申込済|申し込み済",
	"利用中|使用中",
	"利用済|使用済|利用終了",
	"不許可|不承認|却下|不可",
	"取消|取りやめ|キャンセル|取り消し",
	"無断不使用|無断キャンセル|来館なし",
	"未払い|未収|未納|未入金",
	"領収|入金|収納",
	"還付|返金|払い戻し|払戻し",
	"減免|免除",
	"振込|振り込み|銀行振込",
	"キャッシュレス|カード|電子マネー",
	"自治会・町内会|町内会|町会",
	"NPO法人|特定非営利活動法人",
	"Waiting|waiting list|standby",
	"On hold|pencilled in|tentative",
	"Cancelled|canceled|called off",
	"Refund|money back|repayment",
};

/* Adds the keys of a class to `out`; whether `key` is one of them. */
static bool
read_class(struct arena *a, const char *words, const char *key, const char *out[ALIAS_MOST],
	   int *count)
{
	bool has_key = false;
	for (const char *p = words; *p != '\0' && *count < ALIAS_MOST;) {
		size_t len = strcspn(p, "|");
		AUTO_FREE char *word = mem_strndup(p, len);
		AUTO_FREE char *other = utf8_search_key(word);
		if (strcmp(other, key) == 0)
			has_key = true;
		else
			out[(*count)++] = arena_strdup(a, other);
		p += len + (p[len] == '|');
	}
	return has_key;
}

int
alias_keys(struct arena *a, const char *key, const char *out[ALIAS_MOST])
{
	int count = 1;
	out[0] = arena_strdup(a, key);
	for (size_t i = 0; i < ARRAY_LEN(classes); i++, count = 1)
		if (read_class(a, classes[i], key, out, &count))
			return count;
	return 1;
}
