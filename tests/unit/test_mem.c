/* test_mem.c - allocation, arenas and what happens when memory ends. */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include <stdalign.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "test.h"

#include "base/arena.h"
#include "base/auto.h"
#include "base/mem.h"

TEST(fresh_memory_is_zero)
{
	AUTO_FREE unsigned char *p = mem_alloc(4096);
	for (size_t i = 0; i < 4096; i++)
		assert_int_equal(p[i], 0);
}

TEST(nothing_is_still_an_address)
{
	AUTO_FREE void *p = mem_alloc(0);
	AUTO_FREE void *q = mem_resize(NULL, 0, 8);
	assert_non_null(p);
	assert_non_null(q);
}

TEST(resizing_keeps_the_content)
{
	AUTO_FREE int *p = mem_resize(NULL, 2, sizeof(int));
	p[0] = 17;
	p[1] = 4;
	p = mem_resize(p, 1000, sizeof(int));
	assert_int_equal(p[0], 17);
	assert_int_equal(p[1], 4);
}

TEST(texts_are_copied)
{
	AUTO_FREE char *whole = mem_strdup("窓口");
	AUTO_FREE char *part = mem_strndup("窓口", 3);
	AUTO_FREE char *made = mem_printf("%s-%d", "A", 7);
	assert_string_equal(whole, "窓口");
	assert_string_equal(part, "窓");
	assert_string_equal(made, "A-7");
	assert_null(mem_strdup(NULL));
}

static void
say_draft_is_safe(void *ctx)
{
	const int *fd = ctx;
	assert_int_equal(write(*fd, "draft", 5), 5);
	free(mem_resize(NULL, SIZE_MAX, 2)); /* memory ends again: does not come back */
}

/* In a child: asks for more than can be addressed. */
static void NORETURN
run_out(int fd)
{
	if (dup2(fd, STDERR_FILENO) < 0)
		_exit(99);
	mem_on_exhausted(say_draft_is_safe, &fd);
	free(mem_resize(NULL, SIZE_MAX / 2, 3));
	_exit(98);
}

TEST(running_out_calls_the_hook_once_and_ends_with_1)
{
	int fds[2], status;
	assert_int_equal(pipe(fds), 0);
	pid_t child = fork();
	assert_true(child >= 0);
	if (child == 0)
		run_out(fds[1]);
	close(fds[1]);
	char said[256] = { 0 };
	size_t len = 0;
	ssize_t n;
	while ((n = read(fds[0], said + len, sizeof(said) - 1 - len)) > 0)
		len += (size_t)n;
	close(fds[0]);
	assert_int_equal(waitpid(child, &status, 0), child);
	assert_true(WIFEXITED(status));
	assert_int_equal(WEXITSTATUS(status), 1);
	assert_int_equal(strncmp(said, "draftmadoguchi: ", 16), 0);
	assert_null(strstr(said + 1, "draft"));
	assert_non_null(strstr(said, "out of memory"));
}

TEST(arena_pieces_are_aligned_zero_and_apart)
{
	AUTO_ARENA a = ARENA_INIT;
	unsigned char *pieces[200];
	for (size_t i = 0; i < ARRAY_LEN(pieces); i++) {
		size_t size = i * 37 % 5000 + 1;
		free(mem_strdup("shift the heap"));
		pieces[i] = arena_alloc(&a, size);
		assert_int_equal((uintptr_t)pieces[i] % alignof(max_align_t), 0);
		for (size_t k = 0; k < size; k++)
			assert_int_equal(pieces[i][k], 0);
		memset(pieces[i], (int)i, size);
	}
	for (size_t i = 0; i < ARRAY_LEN(pieces); i++)
		for (size_t k = 0; k < i * 37 % 5000 + 1; k++)
			assert_int_equal(pieces[i][k], (unsigned char)i);
}

TEST(arena_takes_what_is_larger_than_a_block)
{
	AUTO_ARENA a = ARENA_INIT;
	char *small = arena_strdup(&a, "small");
	char *large = arena_alloc(&a, 1000000);
	large[999999] = 'x';
	assert_string_equal(arena_strdup(&a, "after"), "after");
	assert_string_equal(small, "small");
}

TEST(arena_makes_texts)
{
	AUTO_ARENA a = ARENA_INIT;
	assert_string_equal(arena_strdup(&a, "窓口"), "窓口");
	assert_string_equal(arena_strndup(&a, "窓口", 3), "窓");
	assert_string_equal(arena_printf(&a, "%d件", 12), "12件");
	assert_null(arena_strdup(&a, NULL));
	AUTO_FREE char *long_text = mem_alloc(10001);
	memset(long_text, 'n', 10000);
	assert_string_equal(arena_printf(&a, "%s", long_text), long_text);
	for (int len = 250; len < 260; len++) /* around the buffer for short texts */
		assert_int_equal(strlen(arena_printf(&a, "%.*s", len, long_text)), len);
}

TEST(arena_can_be_used_again)
{
	struct arena a = ARENA_INIT;
	assert_string_equal(arena_strdup(&a, "first"), "first");
	arena_done(&a);
	assert_string_equal(arena_strdup(&a, "second"), "second");
	arena_done(&a);
	arena_done(&a);
}

struct owned {
	const char *name, ***next;
};

static void
note_freed(void *thing)
{
	const struct owned *o = thing;

	*(*o->next)++ = o->name;
}

TEST(what_an_arena_owns_goes_with_it_the_last_first)
{
	struct arena a = ARENA_INIT;
	const char *freed[3] = { NULL }, **next = freed;
	struct owned first = { "first", &next }, second = { "second", &next };

	arena_own(&a, &first, note_freed);
	arena_own(&a, &second, note_freed);
	assert_null(freed[0]);
	arena_done(&a);
	assert_string_equal(freed[0], "second");
	assert_string_equal(freed[1], "first");
	arena_done(&a);
	assert_null(freed[2]);
}

TEST(taking_leaves_null_behind)
{
	char *kept;
	{
		AUTO_FREE char *p = mem_strdup("kept");
		kept = TAKE(p);
		assert_null(p);
	}
	assert_string_equal(kept, "kept");
	free(kept);
}

TEST(scoped_descriptor_is_closed_at_the_end)
{
	int seen;
	{
		AUTO_CLOSE int fd = dup(STDOUT_FILENO);
		AUTO_CLOSE int none = -1;
		assert_true(fd >= 0 && none < 0);
		seen = fd;
	}
	assert_int_equal(close(seen), -1);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(fresh_memory_is_zero),
		cmocka_unit_test(nothing_is_still_an_address),
		cmocka_unit_test(resizing_keeps_the_content),
		cmocka_unit_test(texts_are_copied),
		cmocka_unit_test(running_out_calls_the_hook_once_and_ends_with_1),
		cmocka_unit_test(arena_pieces_are_aligned_zero_and_apart),
		cmocka_unit_test(arena_takes_what_is_larger_than_a_block),
		cmocka_unit_test(arena_makes_texts),
		cmocka_unit_test(arena_can_be_used_again),
		cmocka_unit_test(what_an_arena_owns_goes_with_it_the_last_first),
		cmocka_unit_test(taking_leaves_null_behind),
		cmocka_unit_test(scoped_descriptor_is_closed_at_the_end),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
