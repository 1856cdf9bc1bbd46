/* test_outfile.c - whole or not there: names, planted links, kill -9, a full disk. */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "home.h"

#include <dirent.h>
#include <fcntl.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/resource.h>

#include "base/macros.h"
#include "base/rand.h"
#include "exchange/outfile.h"

static int
set_up(void **state)
{
	struct home *h = calloc(1, sizeof(*h));
	home_make(h);
	*state = h;
	return 0;
}

static int
tear_down(void **state)
{
	home_remove(*state);
	free(*state);
	return 0;
}

static int
files_in(const char *folder)
{
	DIR *dir = opendir(folder);
	int count = 0;
	assert_non_null(dir);
	for (const struct dirent *d; (d = readdir(dir));)
		count += strcmp(d->d_name, ".") != 0 && strcmp(d->d_name, "..") != 0;
	closedir(dir);
	return count;
}

static struct outfile *
begin(struct home *h)
{
	struct outfile *f = outfile_new(h->path, &h->e);
	if (!f)
		fail_msg("%s", h->e.msg);
	return f;
}

static void
read_whole(const char *path, char *out, size_t room)
{
	AUTO_FCLOSE FILE *f = fopen(path, "r");
	assert_non_null(f);
	out[fread(out, 1, room - 1, f)] = '\0';
}

static void
a_finished_file_has_its_name_its_mode_and_its_digest(void **state)
{
	struct home *h = *state;
	struct outfile *f = begin(h);
	char sum[OUTFILE_SHA256_SIZE];
	char text[16];
	struct stat st;
	assert_true(outfile_write(f, "abc", 3, &h->e));
	assert_int_equal(files_in(h->path), 0);
	assert_true(outfile_finish(f, &h->e));
	assert_int_equal(files_in(h->path), 0);
	assert_string_equal(outfile_name(f, "group", ".csv", true, &h->e), "group.csv");
	outfile_sha256(f, sum);
	assert_string_equal(sum,
			    "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
	assert_int_equal(outfile_size(f), 3);
	outfile_free(f);
	assert_int_equal(stat(home_file(h, "group.csv"), &st), 0);
	assert_int_equal(st.st_mode & 07777, 0600);
	read_whole(home_file(h, "group.csv"), text, sizeof(text));
	assert_string_equal(text, "abc");
}

static void
what_was_not_named_leaves_nothing(void **state)
{
	struct home *h = *state;
	struct outfile *f = begin(h);
	assert_true(outfile_write(f, "abc", 3, &h->e));
	outfile_free(f);
	f = begin(h);
	assert_true(outfile_finish(f, &h->e));
	outfile_free(f);
	assert_int_equal(files_in(h->path), 0);
}

static void
a_name_that_is_taken_is_never_overwritten(void **state)
{
	struct home *h = *state;
	char text[16];
	static const char *const names[] = { "g.csv", "g-2.csv", "g-3.csv" };
	for (size_t i = 0; i < ARRAY_LEN(names); i++) {
		struct outfile *f = begin(h);
		assert_true(outfile_write(f, names[i], strlen(names[i]), &h->e));
		assert_true(outfile_finish(f, &h->e));
		assert_string_equal(outfile_name(f, "g", ".csv", true, &h->e), names[i]);
		outfile_free(f);
	}
	struct outfile *f = begin(h);
	assert_true(outfile_finish(f, &h->e));
	assert_null(outfile_name(f, "g", ".csv", false, &h->e));
	assert_int_equal(h->e.code, ERR_REFUSED);
	outfile_free(f);
	read_whole(home_file(h, "g.csv"), text, sizeof(text));
	assert_string_equal(text, "g.csv");
}

static void
a_planted_link_is_not_followed(void **state)
{
	struct home *h = *state;
	struct stat st;
	assert_int_equal(symlink(home_file(h, "victim"), home_file(h, "g.csv")), 0);
	struct outfile *f = begin(h);
	assert_true(outfile_finish(f, &h->e));
	assert_string_equal(outfile_name(f, "g", ".csv", true, &h->e), "g-2.csv");
	outfile_free(f);
	assert_int_not_equal(stat(home_file(h, "victim"), &st), 0);
	assert_int_equal(symlink(home_file(h, "victim"), home_file(h, "log")), 0);
	assert_false(outfile_log(h->path, "log", "line\n", &h->e));
	assert_int_not_equal(stat(home_file(h, "victim"), &st), 0);
}

static void
a_thousand_hostile_names_write_nothing_outside(void **state)
{
	struct home *h = *state;
	static const char *const parts[] = { "..", "/", "a", ".", "\\", "~", "\n", "あ", "-" };
	struct rand r;
	assert_int_equal(mkdir(home_file(h, "in"), 0700), 0);
	rand_init(&r, 11);
	for (int i = 0; i < 1000; i++) {
		AUTO_STR name = STR_INIT;
		for (int n = 1 + rand_below(&r, 5); n > 0; n--)
			str_add(&name, parts[rand_below(&r, (int)ARRAY_LEN(parts))]);
		struct outfile *f = outfile_new(home_file(h, "in"), &h->e);
		assert_non_null(f);
		assert_true(outfile_finish(f, &h->e));
		bool named = outfile_name(f, str_text(&name), "", true, &h->e) != NULL;
		assert_false(named && (strchr(name.s, '/') || name.s[0] == '.'));
		outfile_free(f);
		assert_int_equal(files_in(h->path), 1);
	}
}

static int
write_until_killed(struct home *h, int number)
{
	(void)number;
	struct outfile *f = outfile_new(h->path, NULL);
	for (int i = 0; i < 100000; i++)
		outfile_write(f, "0123456789", 10, NULL);
	outfile_finish(f, NULL);
	kill(getpid(), SIGKILL);
	return 0;
}

static void
a_killed_process_leaves_no_file(void **state)
{
	struct home *h = *state;
	assert_int_equal(home_wait(home_fork(h, write_until_killed, 0)), 128 + SIGKILL);
	assert_int_equal(files_in(h->path), 0);
}

/* Every step of a disk that fills up. */
static int
write_with_limit(struct home *h, int number)
{
	const struct rlimit limit = { (rlim_t)number, (rlim_t)number };
	struct err e = { 0 };
	signal(SIGXFSZ, SIG_IGN);
	setrlimit(RLIMIT_FSIZE, &limit);
	struct outfile *f = outfile_new(h->path, &e);
	bool ok = f != NULL;
	for (int i = 0; ok && i < 100000; i++)
		ok = outfile_write(f, "0123456789", 10, &e);
	ok = ok && outfile_finish(f, &e) && outfile_name(f, "g", ".csv", true, &e);
	outfile_free(f);
	return ok ? 0 : (int)e.code;
}

static void
a_full_disk_is_said_and_leaves_no_file(void **state)
{
	struct home *h = *state;
	for (int limit = 0; limit < 1000000; limit += 99999) {
		assert_int_equal(home_wait(home_fork(h, write_with_limit, limit)), ERR_FULL);
		assert_int_equal(files_in(h->path), 0);
	}
	assert_int_equal(home_wait(home_fork(h, write_with_limit, 1000000)), 0);
	assert_int_equal(files_in(h->path), 1);
}

static int
log_with_limit(struct home *h, int number)
{
	const struct rlimit limit = { (rlim_t)number, (rlim_t)number };
	struct err e = { 0 };
	signal(SIGXFSZ, SIG_IGN);
	setrlimit(RLIMIT_FSIZE, &limit);
	return outfile_log(h->path, "log", "second line\n", &e) ? 0 : 1;
}

static void
a_line_of_the_log_is_there_whole_or_not_at_all(void **state)
{
	struct home *h = *state;
	char text[64];
	assert_true(outfile_log(h->path, "log", "first\n", &h->e));
	for (int limit = 6; limit < 18; limit++) {
		assert_int_equal(home_wait(home_fork(h, log_with_limit, limit)), 1);
		read_whole(home_file(h, "log"), text, sizeof(text));
		assert_string_equal(text, "first\n");
	}
	assert_int_equal(home_wait(home_fork(h, log_with_limit, 18)), 0);
	read_whole(home_file(h, "log"), text, sizeof(text));
	assert_string_equal(text, "first\nsecond line\n");
}

static int
write_as_the_program_runs(struct home *h, int number)
{
	(void)number;
	if (getuid() == 0 &&
	    (chown(h->path, 65534, 65534) != 0 || setgid(65534) != 0 || setuid(65534) != 0))
		return 1;
	prctl(PR_SET_DUMPABLE, 0);
	struct outfile *f = outfile_new(h->path, NULL);
	bool ok = f && outfile_write(f, "abc", 3, NULL) && outfile_finish(f, NULL) &&
		  outfile_name(f, "g", ".csv", true, NULL);
	return ok ? 0 : 1;
}

static void
an_account_without_privileges_can_name_its_file(void **state)
{
	struct home *h = *state;
	assert_int_equal(home_wait(home_fork(h, write_as_the_program_runs, 0)), 0);
	assert_int_equal(files_in(h->path), 1);
}

static void
a_copy_to_a_descriptor_is_whole_or_an_error(void **state)
{
	struct home *h = *state;
	char text[16];
	struct outfile *f = begin(h);
	assert_true(outfile_write(f, "abc", 3, &h->e) && outfile_finish(f, &h->e));
	int fd = open(home_file(h, "copy"), O_WRONLY | O_CREAT, 0600);
	assert_true(outfile_copy(f, fd, &h->e));
	close(fd);
	read_whole(home_file(h, "copy"), text, sizeof(text));
	assert_string_equal(text, "abc");
	fd = open("/dev/full", O_WRONLY);
	assert_false(outfile_copy(f, fd, &h->e));
	assert_int_equal(h->e.code, ERR_FULL);
	close(fd);
	outfile_free(f);
}

#define IN_HOME(test) cmocka_unit_test_setup_teardown(test, set_up, tear_down)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		IN_HOME(a_finished_file_has_its_name_its_mode_and_its_digest),
		IN_HOME(what_was_not_named_leaves_nothing),
		IN_HOME(a_name_that_is_taken_is_never_overwritten),
		IN_HOME(a_planted_link_is_not_followed),
		IN_HOME(a_thousand_hostile_names_write_nothing_outside),
		IN_HOME(a_killed_process_leaves_no_file),
		IN_HOME(a_full_disk_is_said_and_leaves_no_file),
		IN_HOME(a_line_of_the_log_is_there_whole_or_not_at_all),
		IN_HOME(an_account_without_privileges_can_name_its_file),
		IN_HOME(a_copy_to_a_descriptor_is_whole_or_an_error),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
