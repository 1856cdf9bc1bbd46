/*
 * booking_rush.h - many processes that book as fast as they can, each a desk of its own
 * on one home: all the same bands, or each its own. What each was told is in memory
 * that they share, for whoever asks afterwards: the test counts, the bench times.
 */
/* SPDX-License-Identifier: MIT */
#ifndef TEST_BOOKING_RUSH_H
#define TEST_BOOKING_RUSH_H

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "base/macros.h"
#include "base/mem.h"
#include "desk/booking/booking_advice.h"
#include "desk/desk.h"
#include "desk/record/record.h"
#include "desk/staff.h"
#include "embed.h"
#include "store/stmt.h"

#define RUSH_NOW "2026-11-20T14:32"

enum { RUSH_PROCESSES = 50, RUSH_BANDS = 400 };

/* What one desk was told of one band. */
struct rush_answer {
	int64_t id;       /* its booking; 0: refused */
	int told;         /* whose booking is in the way: a number of RUSH_CALLER; -1: not told */
	bool is_odd;      /* refused for another reason than being taken */
	bool had_instead; /* told what is free next */
	double ms;
};

struct rush_desk {
	int count;
	double ended;
	struct rush_answer answers[RUSH_BANDS];
};

struct rush {
	const char *home, *os_user;
	int processes, bands;
	double start;            /* of the monotonic clock: all begin together */
	struct rush_desk *desks; /* shared */
};

static inline double
rush_seconds(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static inline void
rush_must(bool ok, const char *what, const struct err *e)
{
	if (ok)
		return;
	fprintf(stderr, "%s: %s\n", what, e->msg);
	_exit(99);
}

static inline struct desk *
rush_open(const struct rush *r)
{
	struct err e = { 0 };
	const struct desk_options options = {
		.home = r->home,
		.migrations = embed_migrations,
		.migration_count = embed_migration_count,
		.forms = embed_forms,
		.form_count = embed_form_count,
		.os_user = r->os_user,
		.terminal = "pts/9",
		.pinned_now = RUSH_NOW,
	};
	struct desk *d = desk_open(&options, &e);

	rush_must(d && staff_sign_in_account(d, &e), "sign in", &e);
	return d;
}

/* The band's room, day and code in the book "paid": open days of December and January. */
static inline void
rush_band(int band, const char **room, char day[24], const char **code)
{
	static const char *const rooms[] = { "a1", "a2", "b", "hall" };
	static const char *const codes[] = { "morning", "afternoon", "night" };
	int n = band / 12 + 1; /* no Tuesday is open, nor the days around the new year */

	for (int i = 1;; i++) {
		bool is_january = i > 28;
		int of_month = is_january ? i - 28 + 3 : i;
		bool is_tuesday = is_january ? of_month % 7 == 5 : of_month % 7 == 1;
		if (is_tuesday || --n > 0)
			continue;
		snprintf(day, 24, "%s-%02d", is_january ? "2027-01" : "2026-12", of_month);
		break;
	}
	*room = rooms[band % 12 / 3];
	*code = codes[band % 3];
}

/* "発信01" */
#define RUSH_CALLER "発信"

static inline int
rush_told(const char *sentence)
{
	const char *at = strstr(sentence, RUSH_CALLER);

	return at ? atoi(at + strlen(RUSH_CALLER)) : -1;
}

static inline struct rush_answer
rush_ask(struct desk *d, int caller, int band)
{
	const struct record_save how = { .reason = NULL };
	struct rush_answer a = { .told = -1 };
	struct err e = { 0 };
	const char *room, *code;
	char day[24];
	AUTO_FREE char *name = mem_printf(RUSH_CALLER "%02d", caller);
	AUTO_STR instead = STR_INIT;
	double began = rush_seconds();
	struct record *r = record_new(d, form_find(d->forms, "booking"));

	rush_band(band, &room, day, &code);
	record_put_id(r, "room_id", d->lookup.ref_find(d->lookup.ctx, "room", room));
	record_put(r, "day", day);
	record_put(r, "bands", code);
	record_put(r, "caller", name);
	record_put(r, "heads", "8");
	if (record_save(d, r, &how, &e))
		a.id = r->id;
	else if (e.code != ERR_REFUSED || (a.told = rush_told(e.msg)) < 0)
		a.is_odd = fprintf(stderr, "%s %s %s: %s\n", room, day, code, e.msg) > 0;
	else
		booking_instead(d, r, 1, "", &instead);
	a.had_instead = instead.len > 0;
	record_free(r);
	a.ms = (rush_seconds() - began) * 1000;
	return a;
}

static inline void
rush_wait(double start)
{
	while (rush_seconds() < start)
		usleep(200);
}

/* Every desk asks for every band, all in the same order. */
static inline void
rush_same(const struct rush *r, int number)
{
	struct rush_desk *mine = &r->desks[number];
	struct desk *d = rush_open(r);

	rush_wait(r->start);
	for (int i = 0; i < r->bands; i++, mine->count++)
		mine->answers[i] = rush_ask(d, number, i);
	mine->ended = rush_seconds();
	desk_close(d);
}

/* Each desk asks for bands that nobody else wants. */
static inline void
rush_own(const struct rush *r, int number)
{
	struct rush_desk *mine = &r->desks[number];
	struct desk *d = rush_open(r);

	rush_wait(r->start);
	for (int i = number; i < r->bands; i += r->processes, mine->count++)
		mine->answers[mine->count] = rush_ask(d, number, i);
	mine->ended = rush_seconds();
	desk_close(d);
}

/* Runs it in each of the processes; true when none failed. No desk may be open here. */
static inline bool
rush_run(struct rush *r, void (*run)(const struct rush *r, int number))
{
	size_t size = (size_t)r->processes * sizeof(*r->desks);
	int status;
	bool ok = true;

	r->desks = mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	r->start = rush_seconds() + 0.3 + 0.02 * r->processes;
	fflush(stdout);
	for (int i = 0; i < r->processes; i++) {
		if (fork() != 0)
			continue;
		run(r, i);
		_exit(0);
	}
	while (wait(&status) > 0)
		ok = ok && WIFEXITED(status) && WEXITSTATUS(status) == 0;
	return ok;
}

static inline void
rush_done(struct rush *r)
{
	munmap(r->desks, (size_t)r->processes * sizeof(*r->desks));
}

#endif
