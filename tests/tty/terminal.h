/*
 * terminal.h - a program under a pseudo-terminal whose far end is an emulator
 * (libvterm), so that a test sees the screen as a clerk does. Shared by the
 * scenarios, the kill test, the soak and the bench. Nothing here sleeps:
 * everything waits for the program, with a limit.
 */
/* SPDX-License-Identifier: MIT */
#ifndef TESTS_TTY_TERMINAL_H
#define TESTS_TTY_TERMINAL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/resource.h>
#include <sys/types.h>

#include "base/str.h"

struct terminal;

struct terminal_options {
	int rows, cols;
	char *const *argv; /* argv[0] is looked up in PATH */
	char *const *env;  /* the whole environment, TERM included; NULL at the end */
};

/* What came since terminal_count_from_here. Times: CLOCK_MONOTONIC, in ns; 0 = never. */
struct terminal_counts {
	uint64_t bytes;
	int64_t first_byte, last_byte;
	int64_t last_change; /* the last byte that changed a visible cell */
};

int64_t terminal_now(void);

/* Starts the program; NULL (and errno) when there is no pseudo-terminal. */
struct terminal *terminal_open(const struct terminal_options *options);
/* Kills what still runs, frees everything; NULL is fine. */
void terminal_close(struct terminal *t);

pid_t terminal_pid(const struct terminal *t);
/* Takes what the program wrote, waiting at most `timeout_ns` for it; false when nothing came. */
bool terminal_pump(struct terminal *t, int64_t timeout_ns);
/* Pumps until nothing has come for `quiet_ms`, at most `limit_ms`. */
void terminal_drain(struct terminal *t, int quiet_ms, int limit_ms);
/* Pumps until the program waits for input, has read all of it, and is quiet. */
void terminal_settle(struct terminal *t, int limit_ms);

void terminal_send(struct terminal *t, const char *bytes, size_t len);
/*
 * Appends the bytes of one key: "<F10>", "<Enter>", "<C-s>", "<S-Tab>" or one
 * character, as the program has set its terminal. `len` bytes of `name`;
 * false if there is no such key.
 */
bool terminal_encode(struct terminal *t, const char *name, size_t len, struct str *out);
/* Length in bytes of the key that `text` starts with. */
size_t terminal_key_len(const char *text);
/* Sends a paste, in brackets if the program has asked for them. */
void terminal_paste(struct terminal *t, const char *text, size_t len);
void terminal_resize(struct terminal *t, int rows, int cols);

/* The screen, a line a row, without trailing blanks. */
void terminal_text(struct terminal *t, struct str *out);
void terminal_row_text(struct terminal *t, int row, struct str *out);
/* Is the text there? A blank of it stands for any number of them: columns have their widths. */
bool terminal_shows(struct terminal *t, const char *text);
bool terminal_row_shows(struct terminal *t, int row, const char *text);
/* Pumps until the screen shows (or no longer shows) `text`; false when the limit passes first. */
bool terminal_wait(struct terminal *t, const char *text, bool shown, int limit_ms);
void terminal_cursor(const struct terminal *t, int *row, int *col, bool *visible);
bool terminal_is_bracketed(const struct terminal *t); /* has it asked for bracketed paste? */

/* Every byte the program has written since the start. */
const struct str *terminal_raw(const struct terminal *t);
void terminal_count_from_here(struct terminal *t);
const struct terminal_counts *terminal_counts(const struct terminal *t);

/* Closes the far end, as a lost line does. Nothing can be read afterwards. */
void terminal_hang_up(struct terminal *t);
void terminal_signal(struct terminal *t, int signal_number);
/*
 * Waits for the program's end; false when `limit_ms` passes first. `status` is
 * that of waitpid, `usage` its rusage; both may be NULL.
 */
bool terminal_wait_end(struct terminal *t, int limit_ms, int *status, struct rusage *usage);
bool terminal_has_ended(const struct terminal *t);

#endif
