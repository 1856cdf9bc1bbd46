/* test_queue.c - one holder at a time, in order, whoever dies. */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "home.h"

#include <signal.h>
#include <string.h>
#include <sys/mman.h>
#include <time.h>

#include "store/queue.h"

#define CHILDREN 8
#define TURNS    300

/* What the processes of one test share. */
struct shared {
	volatile int inside;
	volatile int collisions;
	volatile int turns;
};

static struct queue *
open_queue(struct home *h)
{
	struct queue *q = queue_open(home_file(h, "lock"), &h->e);

	assert_non_null(q);
	return q;
}

static struct shared *
share(void)
{
	struct shared *s =
		mmap(NULL, sizeof(*s), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);

	assert_true(s != MAP_FAILED);
	return s;
}

static struct shared *common;

static int
take_turns(struct home *h, int number)
{
	struct queue *q = open_queue(h);

	(void)number;
	for (int i = 0; i < TURNS; i++) {
		if (!queue_enter(q, 10000, &h->e))
			return 1;
		if (common->inside++ != 0)
			common->collisions++;
		common->turns++;
		common->inside--;
		queue_leave(q);
	}
	queue_close(q);
	return 0;
}

TEST(only_one_process_is_inside)
{
	struct home h;
	pid_t children[CHILDREN];

	home_make(&h);
	common = share();
	for (int i = 0; i < CHILDREN; i++)
		children[i] = home_fork(&h, take_turns, i);
	for (int i = 0; i < CHILDREN; i++)
		assert_int_equal(home_wait(children[i]), 0);
	assert_int_equal(common->collisions, 0);
	assert_int_equal(common->turns, CHILDREN * TURNS);
	munmap((void *)common, sizeof(*common));
	home_remove(&h);
}

TEST(entering_again_is_counted)
{
	struct home h;

	home_make(&h);
	struct queue *q = open_queue(&h), *other = open_queue(&h);
	assert_true(queue_enter(q, 0, &h.e));
	assert_true(queue_enter(q, 0, &h.e));
	queue_leave(q);
	assert_false(queue_enter(other, 20, &h.e));
	queue_leave(q);
	assert_true(queue_enter(other, 20, &h.e));
	queue_leave(other);
	queue_close(q);
	queue_close(other);
	home_remove(&h);
}

TEST(waiting_ends_with_busy_and_costs_no_processor_time)
{
	struct home h;
	struct timespec before, after;

	home_make(&h);
	struct queue *q = open_queue(&h), *other = open_queue(&h);
	assert_true(queue_enter(q, 0, &h.e));
	clock_t spent = clock();
	clock_gettime(CLOCK_MONOTONIC, &before);
	assert_false(queue_enter(other, 300, &h.e));
	clock_gettime(CLOCK_MONOTONIC, &after);
	assert_int_equal(h.e.code, ERR_BUSY);
	long waited =
		(after.tv_sec - before.tv_sec) * 1000 + (after.tv_nsec - before.tv_nsec) / 1000000;
	assert_in_range(waited, 299, 5000);
	assert_true(clock() - spent < CLOCKS_PER_SEC / 10);
	queue_leave(q);
	queue_close(q);
	queue_close(other);
	home_remove(&h);
}

TEST(who_waits_for_a_long_turn_is_told_how_far_it_is)
{
	struct home h;

	home_make(&h);
	struct queue *q = open_queue(&h), *other = open_queue(&h);
	assert_true(queue_enter(q, 0, &h.e));
	queue_tell(q, 427);
	assert_false(queue_enter(other, 1, &h.e));
	assert_int_equal(h.e.code, ERR_BUSY);
	assert_non_null(strstr(h.e.msg, "42 %"));
	queue_leave(q);
	assert_true(queue_enter(q, 0, &h.e));
	assert_false(queue_enter(other, 1, &h.e));
	assert_null(strstr(h.e.msg, "%"));
	queue_leave(q);
	queue_close(q);
	queue_close(other);
	home_remove(&h);
}

/* Enters, tells so through the pipe, and holds on until it is killed. */
static int
hold_for_ever(struct home *h, int pipe_end)
{
	struct queue *q = open_queue(h);

	if (!queue_enter(q, 10000, &h->e))
		return 1;
	queue_tell(q, 500);
	if (write(pipe_end, "x", 1) != 1)
		return 1;
	for (;;)
		pause();
}

TEST(a_killed_holder_lets_the_next_one_in)
{
	struct home h;
	int ends[2];
	char c;

	home_make(&h);
	assert_int_equal(pipe(ends), 0);
	for (int i = 0; i < 20; i++) {
		pid_t child = home_fork(&h, hold_for_ever, ends[1]);
		assert_int_equal(read(ends[0], &c, 1), 1);
		struct queue *q = open_queue(&h);
		assert_false(queue_enter(q, 1, &h.e));
		kill(child, SIGKILL);
		assert_int_equal(home_wait(child), 128 + SIGKILL);
		assert_true(queue_enter(q, 10000, &h.e));
		struct queue *next = open_queue(&h);
		assert_false(queue_enter(next, 1, &h.e));
		assert_null(strstr(h.e.msg, "%")); /* what the dead one told */
		queue_leave(q);
		queue_close(q);
		queue_close(next);
	}
	close(ends[0]);
	close(ends[1]);
	home_remove(&h);
}

TEST(the_lock_file_is_for_the_owner_only)
{
	struct home h;
	struct stat st;
	mode_t old = umask(077);

	home_make(&h);
	queue_close(open_queue(&h));
	assert_int_equal(stat(home_file(&h, "lock"), &st), 0);
	assert_int_equal(st.st_mode & 07777, 0600);
	umask(old);
	home_remove(&h);
}

/* Touching a hole of a file in memory on a full disk is SIGBUS. */
TEST(the_lock_file_has_its_room_before_it_is_touched)
{
	struct home h;
	struct stat st;

	home_make(&h);
	struct queue *q = open_queue(&h);
	assert_int_equal(stat(home_file(&h, "lock"), &st), 0);
	assert_true(st.st_blocks > 0);
	queue_close(q);
	home_remove(&h);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(only_one_process_is_inside),
		cmocka_unit_test(entering_again_is_counted),
		cmocka_unit_test(waiting_ends_with_busy_and_costs_no_processor_time),
		cmocka_unit_test(who_waits_for_a_long_turn_is_told_how_far_it_is),
		cmocka_unit_test(a_killed_holder_lets_the_next_one_in),
		cmocka_unit_test(the_lock_file_is_for_the_owner_only),
		cmocka_unit_test(the_lock_file_has_its_room_before_it_is_touched),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
