/*
 * test_booking_kill.c - a desk is killed in the middle of a booking's life: before each
 * write that SQLite makes, and halfway through it. Whoever looks next finds the life as
 * it was before the act or as it is after it, never between; goes on from there, and
 * ends where an undisturbed desk ends.
 *
 * KILL_EVERY=1 (`make torture`) kills at every write, else at every 29th.
 */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "booking_home.h"
#include "booking_picture.h"

#include <signal.h>
#include <sys/mman.h>
#include <sys/syscall.h>

#include "desk/booking/booking_act.h"
#include "desk/booking/receipt.h"
#include "desk/check/check.h"
#include "desk/series/series.h"

enum { KILL_EVERY = 29, MOST_ACTS = 16 };

/* --- the writes of SQLite, which end here as in a file system --- */

/* What the processes share. */
struct shared {
	int done;   /* acts that were said to be done */
	int writes; /* so far */
	int fatal;  /* the write that kills; 0: none */
};
static struct shared *shared;
static bool is_armed;

static void
count_write(void)
{
	if (is_armed && ++shared->writes == shared->fatal)
		raise(SIGKILL);
}

ssize_t
pwrite64(int fd, const void *bytes, size_t count, off64_t at)
{
	if (is_armed && shared->writes + 1 == shared->fatal && shared->fatal % 2)
		syscall(SYS_pwrite64, fd, bytes, count / 2, at);
	count_write();
	return syscall(SYS_pwrite64, fd, bytes, count, at);
}

int
ftruncate64(int fd, off64_t size)
{
	count_write();
	return (int)syscall(SYS_ftruncate, fd, size);
}

int
fdatasync(int fd)
{
	count_write();
	return (int)syscall(SYS_fdatasync, fd);
}

/* --- the lives --- */

struct desks {
	struct desk_home *home;
	char *base; /* the database before everything */
	size_t base_len;
};

static bool
book_room(struct desk *d, const char *room, const char *day, const char *bands)
{
	struct err e = { 0 };
	const char *const pairs[] = { "room_id",  desk_id(room_of(d, room)),
				      "day",      day,
				      "bands",    bands,
				      "group_id", "1",
				      "heads",    "12",
				      "extras",   "projector",
				      NULL };
	return desk_try_add(d, &e, "booking", pairs) != 0;
}

static bool
book_today(struct desk *d)
{
	return book_room(d, "b", "2026-11-20", "afternoon");
}

static bool
book_later(struct desk *d)
{
	return book_room(d, "a", "2026-12-04", "night");
}

static bool
act(struct desk *d, enum booking_act a, const struct booking_wish *w)
{
	struct err e = { 0 };

	return booking_act(d, 1, a, w, NULL, &e);
}

static bool
apply(struct desk *d)
{
	return act(d, BOOKING_APPLY, &(struct booking_wish)BOOKING_WISH_INIT);
}

static bool
permit(struct desk *d)
{
	return act(d, BOOKING_PERMIT, &(struct booking_wish)BOOKING_WISH_INIT);
}

static bool
check_in(struct desk *d)
{
	struct booking_wish w = BOOKING_WISH_INIT;

	w.key_number = "12";
	return act(d, BOOKING_CHECK_IN, &w);
}

static bool
extend(struct desk *d)
{
	struct booking_wish w = BOOKING_WISH_INIT;

	w.after = 60; /* half an hour of it is free */
	return act(d, BOOKING_EXTEND, &w);
}

static bool
check_out(struct desk *d)
{
	struct booking_wish w = BOOKING_WISH_INIT;

	w.heads = 9;
	return act(d, BOOKING_CHECK_OUT, &w);
}

static bool
move(struct desk *d)
{
	struct booking_wish w = BOOKING_WISH_INIT;

	w.room_id = room_of(d, "hall");
	w.bands = "morning,afternoon";
	return act(d, BOOKING_MOVE, &w);
}

static bool
cancel(struct desk *d)
{
	struct booking_wish w = BOOKING_WISH_INIT;

	w.ended_why = "storm";
	w.reason = "大雨";
	return act(d, BOOKING_CANCEL, &w);
}

static bool
pay(struct desk *d, int64_t yen, bool gives_back)
{
	struct err e = { 0 };
	const struct payment p = { .booking_id = 1, .yen = yen, .gives_back = gives_back };

	return receipt_pay(d, &p, &e) != 0;
}

static bool
pay_part(struct desk *d)
{
	return pay(d, 300, false);
}

static bool
pay_rest(struct desk *d)
{
	return pay(d, 0, false);
}

static bool
give_back(struct desk *d)
{
	return pay(d, 0, true);
}

static bool
spoil(struct desk *d)
{
	struct err e = { 0 };

	return receipt_void(d, 1, "書損", &e);
}

/* Eight Fridays, of which one is taken already. */
static bool
book_series(struct desk *d)
{
	struct err e = { 0 };
	struct series_plan plan;
	struct record *r = record_new(d, the_form(d, "booking_series"));

	record_put_id(r, "room_id", room_of(d, "a"));
	record_put(r, "rule", "FREQ=WEEKLY;BYDAY=FR");
	record_put(r, "first_day", "2026-11-27");
	record_put(r, "bands", "night");
	record_put(r, "group_id", "1");
	bool ok = series_book(d, r, DAY_NONE, 8, &plan, &e);
	series_plan_done(&plan);
	record_free(r);
	return ok;
}

static bool
end_series(struct desk *d)
{
	struct err e = { 0 };
	struct series_plan plan;
	const struct series_dates which = { .day = date_from_iso("2026-12-11"),
					    .scope = SERIES_FOLLOWING,
					    .reason = "休会" };
	bool ok = series_end(d, 1, &which, &plan, &e);

	series_plan_done(&plan);
	return ok;
}

typedef bool (*act_fn)(struct desk *d);
static const act_fn used_today[] = { book_today, apply,  permit,   pay_part,  pay_rest,
				     check_in,   extend, pay_rest, check_out, NULL };
static const act_fn taken_back[] = { book_later, permit,   pay_part, spoil,     pay_rest,
				     move,       pay_rest, cancel,   give_back, NULL };
static const act_fn every_friday[] = { book_later, book_series, end_series, NULL };

/* --- before, after --- */

/* All that the acts write, as one text. */
static void
take_picture(struct desk *d, struct str *b)
{
	for (size_t i = 0; i < ARRAY_LEN(booking_picture); i++) {
		struct err e = { 0 };
		AUTO_STMT q = STMT_INIT;
		if (!stmt_open(&q, d->store, booking_picture[i], &e))
			fail_msg("%s: %s", booking_picture[i], e.msg);
		stmt_bind_int(&q, 1, 1);
		while (stmt_row(&q, &e)) {
			for (int k = 0; k < stmt_column_count(&q); k++)
				str_addf(b, "%s ", stmt_text(&q, k) ? stmt_text(&q, k) : "-");
			str_add_char(b, '\n');
		}
	}
}

static int
set_up(void **state)
{
	struct desks *s = mem_alloc(sizeof(*s));
	void *home;

	booking_home_set_up(&home);
	s->home = home;
	desk_add(s->home->desk, "group", "name", "合唱団ひばり", "kana", "ガッショウダンヒバリ");
	desk_close(s->home->desk);
	FILE *f = fopen(home_file(&s->home->home, "madoguchi.db"), "r");
	assert_non_null(f);
	fseek(f, 0, SEEK_END);
	s->base_len = (size_t)ftell(f);
	s->base = mem_alloc(s->base_len);
	rewind(f);
	assert_int_equal(fread(s->base, 1, s->base_len, f), s->base_len);
	fclose(f);
	shared = mmap(NULL, sizeof(*shared), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1,
		      0);
	*state = s;
	return 0;
}

static int
tear_down(void **state)
{
	struct desks *s = *state;

	munmap(shared, sizeof(*shared));
	home_remove(&s->home->home);
	free(s->home);
	free(s->base);
	free(s);
	return 0;
}

static void
go_back(struct desks *s)
{
	remove(home_file(&s->home->home, "madoguchi.db-wal"));
	remove(home_file(&s->home->home, "madoguchi.db-shm"));
	FILE *f = fopen(home_file(&s->home->home, "madoguchi.db"), "w");
	assert_non_null(f);
	assert_int_equal(fwrite(s->base, 1, s->base_len, f), s->base_len);
	fclose(f);
}

static struct desk *
sit_down(struct desks *s)
{
	struct desk *d = desk_home_open(s->home, "tanaka", false);

	assert_true(staff_sign_in_account(d, &s->home->e));
	return d;
}

static void
live_on(struct desk *d, const act_fn *acts, int from)
{
	for (int i = from; acts[i]; i++)
		if (!acts[i](d))
			fail_msg("act %d was refused", i);
}

/* In a process of its own. */
static void
live_and_die(struct desks *s, const act_fn *acts)
{
	struct desk *d = sit_down(s);

	is_armed = true;
	for (int i = 0; acts[i]; i++) {
		if (!acts[i](d))
			_exit(1);
		shared->done = i + 1;
	}
	is_armed = false;
	desk_close(d);
	_exit(0);
}

static bool
is_killed_at(struct desks *s, const act_fn *acts, int write)
{
	int status;

	go_back(s);
	*shared = (struct shared){ .fatal = write };
	pid_t child = fork();
	if (child == 0)
		live_and_die(s, acts);
	assert_int_equal(waitpid(child, &status, 0), child);
	if (WIFEXITED(status))
		assert_int_equal(WEXITSTATUS(status), 0);
	return WIFSIGNALED(status);
}

static void
found(void *ctx, const char *part, const char *finding)
{
	(void)ctx;
	if (finding)
		fail_msg("%s: %s", part, finding);
}

static void
pictures_of(struct desks *s, const act_fn *acts, struct str *pictures)
{
	go_back(s);
	struct desk *d = sit_down(s);
	take_picture(d, &pictures[0]);
	for (int i = 0; acts[i]; i++) {
		if (!acts[i](d))
			fail_msg("act %d was refused", i);
		take_picture(d, &pictures[i + 1]);
		assert_string_not_equal(str_text(&pictures[i]), str_text(&pictures[i + 1]));
	}
	desk_close(d);
}

/* Looks at what the killed desk left, and goes on from there. */
static void
look_and_go_on(struct desks *s, const act_fn *acts, const struct str *pictures, int last)
{
	AUTO_STR now = STR_INIT;
	AUTO_STR end = STR_INIT;
	struct desk *d = sit_down(s);
	int at = shared->done;

	take_picture(d, &now);
	if (acts[at] && str_equal(str_text(&now), str_text(&pictures[at + 1])))
		at++; /* it was done, and nobody was told */
	if (!str_equal(str_text(&now), str_text(&pictures[at])))
		fail_msg("killed at write %d, after %d acts, between:\n%s", shared->fatal,
			 shared->done, str_text(&now));
	live_on(d, acts, at);
	take_picture(d, &end);
	assert_string_equal(str_text(&end), str_text(&pictures[last]));
	assert_int_equal(check_all(d, found, NULL), 0);
	desk_close(d);
}

static void
kill_all_along(struct desks *s, const act_fn *acts)
{
	const char *every = getenv("KILL_EVERY");
	int step = every ? atoi(every) : KILL_EVERY, kills = 0, last = 0;
	struct str pictures[MOST_ACTS + 1] = { { 0 } };

	while (acts[last])
		last++;
	pictures_of(s, acts, pictures);
	assert_false(is_killed_at(s, acts, 0));
	int writes = shared->writes;
	assert_true(writes > 10 * last);
	for (int i = 1; i <= writes; i += step)
		if (is_killed_at(s, acts, i)) {
			kills++;
			look_and_go_on(s, acts, pictures, last);
		}
	assert_true(kills >= writes / step);
	for (int i = 0; i <= last; i++)
		str_done(&pictures[i]);
}

static void
a_use_from_the_booking_to_the_key_back(void **state)
{
	kill_all_along(*state, used_today);
}

static void
a_booking_paid_voided_moved_cancelled_and_given_back(void **state)
{
	kill_all_along(*state, taken_back);
}

static void
a_series_is_booked_and_ended_as_a_whole(void **state)
{
	kill_all_along(*state, every_friday);
}

#define kill_test(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		kill_test(a_use_from_the_booking_to_the_key_back),
		kill_test(a_booking_paid_voided_moved_cancelled_and_given_back),
		kill_test(a_series_is_booked_and_ended_as_a_whole),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
