/*
 * confine.h - what the program never does, it can no longer do: start another
 * program, open a network connection, look into other processes, mount. A
 * fault that lets foreign bytes run finds these doors shut.
 */
/* SPDX-License-Identifier: MIT */
#ifndef CONFINE_H
#define CONFINE_H

#include <stdbool.h>

/*
 * From here on the kernel answers such calls with EPERM; it cannot be undone.
 * Needs no_new_privs (process_clean). False where the kernel has no seccomp
 * or the machine is of a kind not known here: the program runs on without.
 */
bool confine(void);

#endif
