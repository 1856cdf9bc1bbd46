/*
 * process.h - what the process is to the system: an environment that nobody
 * else chose, files that nobody else reads, signals that end it in order, and
 * a terminal that is given back on every way out.
 */
/* SPDX-License-Identifier: MIT */
#ifndef PROCESS_H
#define PROCESS_H

#include <stdbool.h>

#include "base/err.h"

/*
 * First of all in main: descriptors 0 to 2 open and all others closed; TERM,
 * LANG, LC_*, LANGUAGE, SUDO_USER and SUDO_UID kept where they are harmless,
 * the rest of the environment fixed; umask 077; no core files, no ptrace, no
 * new privileges. Ends the program when it is run set-id.
 */
void process_clean(void);

/* Where the catalogues are: beside a program that was not installed, else LOCALEDIR. */
const char *process_localedir(void);

/*
 * The account that the kernel or sudo vouches for: under sudo the one that
 * called it (unless we are root, who could claim anything), else our own. A
 * number when it has no name. Lives as long as the process.
 */
const char *process_account(void);

/* "pts/3"; "cli" when standard input is no terminal. Lives as long as the process. */
const char *process_terminal(void);

/* False and a sentence unless standard input and output are one terminal. */
bool process_has_terminal(struct err *e);

/*
 * For a process that holds a terminal. HUP, TERM, PWR, QUIT and INT set the
 * returned flag; should the program not have left 1.5 s later, and when it
 * crashes, the terminal is put back as it is now before the process ends.
 * TSTP, PIPE and XFSZ are ignored.
 */
const volatile int *process_guard_terminal(void);

#endif
