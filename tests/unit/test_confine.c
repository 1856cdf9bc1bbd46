/*
 * test_confine.c - a confined process can do its work and nothing else. Each
 * test confines a child of its own, since there is no way back.
 */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "test.h"

#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/mount.h>
#include <sys/prctl.h>
#include <sys/ptrace.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include "confine.h"

static bool
cannot_start_a_program(void)
{
	char *argv[] = { (char[]){ "true" }, NULL };

	execv("/bin/true", argv);
	return errno == EPERM;
}

static bool
cannot_open_a_socket(void)
{
	return socket(AF_INET, SOCK_STREAM, 0) < 0 && errno == EPERM &&
	       socket(AF_UNIX, SOCK_STREAM, 0) < 0 && errno == EPERM;
}

static bool
cannot_look_into_a_process(void)
{
	return ptrace(PTRACE_ATTACH, getppid(), NULL, NULL) < 0 && errno == EPERM;
}

static bool
cannot_mount(void)
{
	return mount("none", "/mnt", "tmpfs", 0, NULL) < 0 && errno == EPERM;
}

static bool
cannot_type_for_the_clerk(void)
{
	char c = 'x';

	return ioctl(STDIN_FILENO, TIOCSTI, &c) < 0 && errno == EPERM;
}

static bool
can_read_and_write_files(void)
{
	int fd = open("/tmp", O_TMPFILE | O_RDWR, 0600);
	void *map;

	if (fd < 0 || pwrite(fd, "text", 4, 4092) != 4 || fsync(fd) != 0)
		return false;
	map = mmap(NULL, 4096, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
	return map != MAP_FAILED;
}

static void
assert_in_child(bool (*claim)(void))
{
	int status;
	pid_t pid = fork();

	assert_true(pid >= 0);
	if (pid == 0) {
		prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
		_exit(confine() && claim() ? 0 : 1);
	}
	assert_int_equal(waitpid(pid, &status, 0), pid);
	assert_true(WIFEXITED(status));
	assert_int_equal(WEXITSTATUS(status), 0);
}

#define CLAIM(name) \
	TEST(test_##name) \
	{ \
		assert_in_child(name); \
	}

CLAIM(cannot_start_a_program)
CLAIM(cannot_open_a_socket)
CLAIM(cannot_look_into_a_process)
CLAIM(cannot_mount)
CLAIM(cannot_type_for_the_clerk)
CLAIM(can_read_and_write_files)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_cannot_start_a_program),
		cmocka_unit_test(test_cannot_open_a_socket),
		cmocka_unit_test(test_cannot_look_into_a_process),
		cmocka_unit_test(test_cannot_mount),
		cmocka_unit_test(test_cannot_type_for_the_clerk),
		cmocka_unit_test(test_can_read_and_write_files),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
