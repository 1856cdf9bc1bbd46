/*
 * test_keys.c - keys that nobody means: random ones, pastes, broken bytes and
 * new sizes, in several runs at once, each from a seed and a place of its own. The
 * program must go on, keep its data folder sound, and leave when its line is lost.
 *
 * KEYS_COUNT=N plays N keys a run (200), KEYS_RUNS=N runs (9), KEYS_SEED=N
 * makes them others; the seed of a failed run is printed.
 */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include <locale.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/mem.h"
#include "base/rand.h"
#include "scenario.h"

static const char *const named_keys[] = {
	"<Up>",	   "<Down>",  "<Left>", "<Right>", "<Home>", "<End>",	"<PgUp>", "<PgDn>",
	"<Enter>", "<Enter>", "<Tab>",	"<S-Tab>", "<Esc>",  "<Esc>",	"<BS>",	  "<Del>",
	"<Ins>",   "<Space>", "<F1>",	"<F2>",	   "<F3>",   "<F4>",	"<F5>",	  "<F6>",
	"<F7>",	   "<F8>",    "<F9>",	"<F10>",   "<F11>",  "<F12>",	"<C-a>",  "<C-d>",
	"<C-e>",   "<C-k>",   "<C-l>",	"<C-n>",   "<C-p>",  "<C-s>",	"<C-u>",  "<C-w>",
	"<C-y>",   "<C-z>",   "<C-c>",	"<C-x>",   "<S-F9>", "<C-q>",
};

static const char *const texts[] = {
	"1", "2", "3", "4", "9", "0", "a", "z", "?", "'", "%", "_", "\"", ";", "漢",
	"か\xe3\x82\x99", "ｱﾞ", "𠮷", "髙", "～", "①",
	"葛\xf3\xa0\x84\x81", "2026-11-20", "R8.11.20", "ひばり",
	"夜間", "11/27", "Y26-0910", "次 夜 20人",
	"\xff", "\xc3", "\xe3\x81", "\xf0\x9f", "\xed\xa0\x80", "\xe2\x80\xae", "\xe2\x80\x8b",
	"\033]0;x\a", "\033[2J", "\x9b", "\033[200~open", "\033[201~", "\033[M !!", "\033[999;999H",
};

static const struct {
	int rows, cols;
} sizes[] = { { 24, 80 }, { 50, 160 }, { 5, 20 }, { 1, 1 }, { 3, 200 }, { 40, 10 } };

/* Where a run begins, by the lines of a scenario. */
static const char *const places[][7] = {
	{ "wait for 番号・名前・かな" },
	{ "type 予約表", "press <Enter>", "wait for 日・週・月" },
	{ "type 次 夜 20人", "press <Enter>", "wait for 次の空き" },
	{ "type 次 夜 20人", "press <Enter>", "wait for 次の空き", "press <Enter>",
	  "wait for 予約の新規登録" },
	{ "type Y26-0910", "press <Enter>", "wait for 予約 Y26-0910" },
	{ "type Y26-0910", "press <Enter>", "wait for 予約 Y26-0910", "press <F11>",
	  "type 料金を受け取る", "press <Enter>", "wait for いくら" },
	{ "type Y26-0910", "press <Enter>", "wait for 予約 Y26-0910", "press <F11>",
	  "type 印刷", "press <Enter>", "wait for 申請書" },
	{ "type S-0001", "press <Enter>", "wait for 定期予約 S-0001" },
	{ "type 電話する", "press <Enter>", "wait for 結果を入れる" },
};

static bool
go_to(struct scenario *s, int place)
{
	bool ok = true;

	for (size_t i = 0; ok && i < ARRAY_LEN(places[place]) && places[place][i]; i++) {
		char *line = mem_strdup(places[place][i]);

		ok = scenario_do(s, line);
		free(line);
	}
	return ok;
}

static void
play_random(struct terminal *t, struct rand *r)
{
	AUTO_STR bytes = STR_INIT;
	int kind = rand_below(r, 100);
	const char *text = texts[rand_below(r, (int)ARRAY_LEN(texts))];
	const char *name = named_keys[rand_below(r, (int)ARRAY_LEN(named_keys))];

	if (kind < 60) {
		terminal_encode(t, name, strlen(name), &bytes);
	} else if (kind < 92) {
		str_add(&bytes, text);
	} else if (kind < 96) {
		for (int i = rand_below(r, 600); i >= 0; i--)
			str_add(&bytes, text);
		terminal_paste(t, bytes.s, bytes.len);
		return;
	} else {
		int size = rand_below(r, (int)ARRAY_LEN(sizes));

		terminal_resize(t, sizes[size].rows, sizes[size].cols);
		return;
	}
	terminal_send(t, bytes.s, bytes.len);
}

/* Until the desk has taken its terminal over, ^C ends it as it ends any program. */
static bool
open_desk(struct scenario *s)
{
	char run[] = "run", wait[] = "wait for F1";

	return scenario_do(s, run) && scenario_do(s, wait);
}

/* The desk may be left by its own keys; then it is opened again. */
static bool
play_keys(struct scenario *s, struct rand *r, int count)
{
	bool ok = true;

	for (int i = 0; ok && i < count; i++) {
		struct terminal *t = scenario_here(s);

		if (terminal_wait_end(t, 0, NULL, NULL)) {
			char ends[] = "ends with 0";

			ok = scenario_do(s, ends) && open_desk(s);
			continue;
		}
		play_random(t, r);
		if (rand_below(r, 8) == 0)
			terminal_settle(t, s->world.limit_ms);
		else
			terminal_pump(t, 0);
	}
	return ok;
}

static bool
play_run(uint64_t seed, int count)
{
	char home[] = "home demo", hangup[] = "hangup";
	struct scenario s;
	struct rand r;

	rand_init(&r, seed);
	scenario_init(&s, "random keys");
	s.line = (int)seed;
	bool ok = scenario_do(&s, home) && open_desk(&s) &&
		  go_to(&s, (int)(seed % ARRAY_LEN(places))) && play_keys(&s, &r, count);

	if (ok && !terminal_has_ended(scenario_here(&s)))
		ok = scenario_do(&s, hangup);
	ok = ok && world_is_sound(&s.world);
	if (!ok)
		fprintf(stderr, "again with: KEYS_SEED=%llu KEYS_RUNS=1 KEYS_COUNT=%d\n",
			(unsigned long long)seed, count);
	return scenario_done(&s, ok);
}

static int
number_of(const char *variable, int otherwise)
{
	const char *value = getenv(variable);

	return value ? atoi(value) : otherwise;
}

int
main(void)
{
	int count = number_of("KEYS_COUNT", 200);
	int runs = number_of("KEYS_RUNS", (int)ARRAY_LEN(places));
	int seed = number_of("KEYS_SEED", 1), failed = 0, status;

	setlocale(LC_ALL, "C.UTF-8");
	for (int i = 0; i < runs; i++) {
		if (fork() == 0)
			_exit(play_run((uint64_t)(seed + i), count) ? 0 : 1);
	}
	while (wait(&status) > 0) {
		if (WIFSIGNALED(status))
			fprintf(stderr, "a run died of signal %d\n", WTERMSIG(status));
		failed += !WIFEXITED(status) || WEXITSTATUS(status) != 0;
	}
	printf("%d runs of %d keys, %d failed\n", runs, count, failed);
	return failed == 0 ? 0 : 1;
}
