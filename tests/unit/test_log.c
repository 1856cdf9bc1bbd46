/* test_log.c - the administrator's log. */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "test.h"

#include "base/date.h"
#include "base/log.h"
#include "base/mem.h"

static char *dir, *path;

static int
set_up(void **state)
{
	(void)state;
	const char *tmp = getenv("TMPDIR");
	dir = mem_printf("%s/log-XXXXXX", tmp != NULL ? tmp : "/tmp");
	if (mkdtemp(dir) == NULL)
		return -1;
	path = mem_printf("%s/log", dir);
	return 0;
}

static int
tear_down(void **state)
{
	(void)state;
	log_close();
	unlink(path);
	rmdir(dir);
	free(path);
	free(dir);
	return 0;
}

static char *
read_log(void)
{
	AUTO_FCLOSE FILE *f = fopen(path, "r");
	assert_non_null(f);
	struct str b;
	str_init(&b);
	for (int c; (c = fgetc(f)) != EOF;)
		str_add_char(&b, (char)c);
	return str_take(&b);
}

TEST(lines_before_opening_go_nowhere)
{
	log_write("nobody reads %s", "this");
	assert_int_equal(access(path, F_OK), -1);
}

TEST(entry_is_one_line_with_instant_and_process)
{
	struct err e;
	assert_true(log_open(path, &e));
	log_write("sqlite %d: %s", 5, "busy\nsecond line \x1b[2J");
	AUTO_FREE char *text = read_log();
	char instant[INSTANT_TEXT_SIZE] = { 0 };
	memcpy(instant, text, sizeof(instant) - 1);
	int64_t ms;
	assert_true(instant_from_text(instant, &ms));
	AUTO_FREE char *rest =
		mem_printf(" %d sqlite 5: busy␊second line ␛[2J\n", (int)getpid());
	assert_string_equal(text + strlen(instant), rest);
}

TEST(only_the_owner_reads_it)
{
	assert_true(log_open(path, NULL));
	struct stat st;
	assert_int_equal(stat(path, &st), 0);
	assert_int_equal(st.st_mode & 0777, 0600);
}

TEST(opening_again_appends)
{
	assert_true(log_open(path, NULL));
	log_write("first");
	assert_true(log_open(path, NULL));
	log_write("second");
	AUTO_FREE char *text = read_log();
	assert_non_null(strstr(text, " first\n"));
	assert_non_null(strstr(text, " second\n"));
}

TEST(a_large_log_makes_way_and_is_kept)
{
	AUTO_FREE char *old = mem_printf("%s.1", path);
	struct stat st;
	assert_true(log_open(path, NULL));
	log_write("of old");
	assert_int_equal(truncate(path, 2 << 20), 0);
	assert_true(log_open(path, NULL));
	log_write("of today");
	assert_int_equal(stat(old, &st), 0);
	assert_int_equal(st.st_size, 2 << 20);
	AUTO_FREE char *text = read_log();
	assert_null(strstr(text, "of old"));
	assert_non_null(strstr(text, "of today"));
	unlink(old);
}

TEST(errno_survives_an_entry)
{
	assert_true(log_open(path, NULL));
	errno = ENOSPC;
	log_write("errno %d", errno);
	assert_int_equal(errno, ENOSPC);
}

TEST(symbolic_link_is_refused)
{
	assert_int_equal(symlink("/dev/null", path), 0);
	struct err e;
	assert_false(log_open(path, &e));
	assert_int_equal(e.code, ERR_IO);
	assert_non_null(strstr(e.msg, path));
}

TEST(pipe_is_refused_and_does_not_hang)
{
	assert_int_equal(mkfifo(path, 0600), 0);
	struct err e;
	assert_false(log_open(path, &e));
	assert_int_equal(e.code, ERR_IO);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(lines_before_opening_go_nowhere, set_up, tear_down),
		cmocka_unit_test_setup_teardown(entry_is_one_line_with_instant_and_process, set_up,
						tear_down),
		cmocka_unit_test_setup_teardown(only_the_owner_reads_it, set_up, tear_down),
		cmocka_unit_test_setup_teardown(opening_again_appends, set_up, tear_down),
		cmocka_unit_test_setup_teardown(a_large_log_makes_way_and_is_kept, set_up,
						tear_down),
		cmocka_unit_test_setup_teardown(errno_survives_an_entry, set_up, tear_down),
		cmocka_unit_test_setup_teardown(symbolic_link_is_refused, set_up, tear_down),
		cmocka_unit_test_setup_teardown(pipe_is_refused_and_does_not_hang, set_up,
						tear_down),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
