/*
 * queue.h - the first-come queue before every write transaction, between
 * processes, on a lock file. The right to write is flock(2) on that file; the
 * order is kept by tickets. The kernel lets go of both when a process dies.
 */
/* SPDX-License-Identifier: MIT */
#ifndef STORE_QUEUE_H
#define STORE_QUEUE_H

#include <stdbool.h>

#include "base/err.h"

struct queue;

/*
 * Makes the lock file (0600) if it is missing. Whoever has it open counts as one that
 * uses the database; ERR_BUSY while somebody has it alone.
 */
struct queue *queue_open(const char *path, struct err *e);
/* The same, and nobody else opens it until it is closed; ERR_BUSY when somebody has. */
struct queue *queue_open_alone(const char *path, struct err *e);
void queue_close(struct queue *q); /* NULL is fine */

/*
 * Waits until it is our turn, at most `timeout_ms` (then ERR_BUSY). Entering
 * again is counted and does not wait.
 */
bool queue_enter(struct queue *q, int timeout_ms, struct err *e);
void queue_leave(struct queue *q);

/*
 * What the holder says of a long turn, in parts of a thousand: whoever gives up
 * waiting is told. Forgotten when it leaves, or when the next one enters after
 * its death.
 */
void queue_tell(struct queue *q, int done);

#endif
