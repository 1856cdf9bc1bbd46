/*
 * process.c - see process.h. The state here is the process's own: what a
 * signal handler needs, and texts that live as long as the process.
 */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "process.h"

#include <errno.h>
#include <fcntl.h>
#include <paths.h>
#include <pwd.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/auxv.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <termios.h>
#include <time.h>
#include <unistd.h>

#include "base/i18n.h"
#include "base/mem.h"

static const char *const kept_names[] = {
	"TERM",	   "LANG",	  "LANGUAGE", "LC_ALL",	   "LC_CTYPE", "LC_MESSAGES",
	"LC_TIME", "LC_NUMERIC",  "LC_PAPER", "SUDO_USER", "SUDO_UID",
};

static volatile int stop_signal;
static struct termios terminal_before;
static timer_t overdue_timer;

/*
 * What may stand in a kept variable: names of terminals, locales and accounts.
 * Above all no slash: terminfo, locales and catalogues are looked up by them.
 */
static bool
is_harmless(const char *value)
{
	static const char harmless[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
				       "0123456789+-._@:,$";
	size_t len = strspn(value, harmless);

	return len > 0 && value[len] == '\0' && len <= 64 && !strstr(value, "..");
}

static void
clean_environment(void)
{
	char *kept[ARRAY_LEN(kept_names)];

	for (size_t i = 0; i < ARRAY_LEN(kept_names); i++) {
		const char *value = getenv(kept_names[i]);

		kept[i] = value && is_harmless(value) ? mem_strdup(value) : NULL;
	}
	clearenv();
	setenv("PATH", "/usr/bin:/bin", 1);
	setenv("HOME", "/", 1);
	for (size_t i = 0; i < ARRAY_LEN(kept_names); i++) {
		if (kept[i])
			setenv(kept_names[i], kept[i], 1);
		free(kept[i]);
	}
}

/*
 * A closed descriptor 1 would become the database, and be printed on. What takes its place
 * cannot be written, so that an answer that nobody gets is told like one on a full disk.
 */
static void
clean_descriptors(void)
{
	int fd;

	do
		fd = open(_PATH_DEVNULL, O_RDONLY);
	while (fd >= 0 && fd <= STDERR_FILENO);
	close_range(STDERR_FILENO + 1, ~0U, 0);
}

void
process_clean(void)
{
	if (getauxval(AT_SECURE))
		_exit(2); /* set-id is not how this program is shared: the manual says how */
	clean_descriptors();
	clean_environment();
	umask(077);
	signal(SIGXFSZ, SIG_IGN); /* a limit on files is told as a full disk, not by dying */
	setrlimit(RLIMIT_CORE, &(struct rlimit){ 0, 0 });
#ifndef WITH_SANITIZERS /* whose leak check is a ptrace */
	prctl(PR_SET_DUMPABLE, 0, 0, 0, 0);
#endif
	prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
}

const char *
process_localedir(void)
{
	static char *beside; /* kept: the catalogue is looked for again and again */
	char exe[4096];
	ssize_t len = readlink("/proc/self/exe", exe, sizeof exe - 1);

	exe[len > 0 ? len : 0] = '\0';
	char *slash = strrchr(exe, '/');

	if (!slash)
		return LOCALEDIR;
	*slash = '\0';
	char *catalogue = mem_printf("%s/locale/ja/LC_MESSAGES/%s.mo", exe, PACKAGE);
	bool is_there = access(catalogue, R_OK) == 0;

	free(catalogue);
	if (!is_there)
		return LOCALEDIR;
	free(beside);
	beside = mem_printf("%s/locale", exe);
	return beside;
}

/* The uid in SUDO_UID when its name is SUDO_USER too; -1 otherwise. */
static int64_t
sudo_uid(void)
{
	const char *uid = getenv("SUDO_UID"), *name = getenv("SUDO_USER");
	char *end;

	if (!uid || !name)
		return -1;
	errno = 0;
	unsigned long value = strtoul(uid, &end, 10);
	const struct passwd *pw = errno == 0 && *end == '\0' ? getpwuid((uid_t)value) : NULL;

	return pw && strcmp(pw->pw_name, name) == 0 ? (int64_t)value : -1;
}

const char *
process_account(void)
{
	static char *account;
	int64_t caller = getuid() == 0 ? -1 : sudo_uid();
	uid_t uid = caller >= 0 ? (uid_t)caller : getuid();
	const struct passwd *pw = getpwuid(uid);

	free(account);
	account = pw ? mem_strdup(pw->pw_name) : mem_printf("%lu", (unsigned long)uid);
	return account;
}

const char *
process_terminal(void)
{
	const char *name = ttyname(STDIN_FILENO);

	if (!name)
		return "cli";
	return strncmp(name, "/dev/", 5) == 0 ? name + 5 : name;
}

bool
process_has_terminal(struct err *e)
{
	struct stat in, out;

	if (isatty(STDIN_FILENO) && isatty(STDOUT_FILENO) && fstat(STDIN_FILENO, &in) == 0 &&
	    fstat(STDOUT_FILENO, &out) == 0 && in.st_rdev == out.st_rdev)
		return true;
	return err_set(e, ERR_USAGE, _("The desk opens on a terminal; standard input and output "
				       "are none (over SSH: ssh -t). madoguchi --help lists what "
				       "works without."));
}

/* Only what a signal handler may do: the modes of the line, then one write. */
static void
restore_terminal(void)
{
	/*
	 * Paste brackets off, ordinary keypad, attributes off, nothing left to read, ordinary
	 * screen, cursor shown.
	 */
	static const char plain[] = "\033[?2004l\033[?1l\033>\033[0m\033[H\033[2J"
				    "\033[?1049l\033[?25h\r";
	ssize_t written;

	tcsetattr(STDIN_FILENO, TCSANOW, &terminal_before);
	written = write(STDOUT_FILENO, plain, sizeof plain - 1);
	(void)written;
}

static void
on_stop(int signal_number)
{
	/* Whatever the program is waiting for, in two seconds it is gone. */
	static const struct itimerspec limit = { .it_value = { 1, 500000000 } };

	stop_signal = signal_number;
	timer_settime(overdue_timer, 0, &limit, NULL);
}

static void
on_overdue(int signal_number)
{
	(void)signal_number;
	restore_terminal();
	_exit(1);
}

#ifndef WITH_SANITIZERS
static void
on_crash(int signal_number)
{
	restore_terminal();
	raise(signal_number); /* the handler was reset: this is the end */
}
#endif

static void
handle(const int *signals, size_t count, void (*handler)(int), unsigned flags)
{
	struct sigaction action = { .sa_handler = handler, .sa_flags = (int)flags };

	sigfillset(&action.sa_mask);
	for (size_t i = 0; i < count; i++)
		sigaction(signals[i], &action, NULL);
}

const volatile int *
process_guard_terminal(void)
{
	static const int stopping[] = { SIGHUP, SIGTERM, SIGPWR, SIGQUIT, SIGINT };
	const int overdue[] = { SIGRTMIN }; /* SIGALRM is the store's */
	static const int ignored[] = { SIGTSTP, SIGPIPE, SIGXFSZ };

	struct sigevent when_overdue = { .sigev_notify = SIGEV_SIGNAL, .sigev_signo = SIGRTMIN };

	tcgetattr(STDIN_FILENO, &terminal_before);
	timer_create(CLOCK_MONOTONIC, &when_overdue, &overdue_timer);
	/* Without SA_RESTART: a signal ends the wait for a key. */
	handle(stopping, ARRAY_LEN(stopping), on_stop, 0);
	handle(overdue, ARRAY_LEN(overdue), on_overdue, 0);
	handle(ignored, ARRAY_LEN(ignored), SIG_IGN, 0);
#ifndef WITH_SANITIZERS /* they report a crash themselves */
	static const int crashes[] = { SIGSEGV, SIGBUS, SIGFPE, SIGILL, SIGABRT };

	handle(crashes, ARRAY_LEN(crashes), on_crash, SA_RESETHAND | SA_NODEFER);
#endif
	return &stop_signal;
}
