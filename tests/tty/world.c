/*
 * world.c - see world.h.
 */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "world.h"

#include <dirent.h>
#include <errno.h>
#include <glob.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/mem.h"

/* Sanitized programs are several times slower, and end with a status of their own. */
#ifdef WITH_SANITIZERS
#define LIMIT_MS 60000
#else
#define LIMIT_MS 15000
#endif

static char *
path_of(const char *variable, const char *otherwise)
{
	const char *path = getenv(variable);
	char *real = realpath(path ? path : otherwise, NULL);

	if (!real) {
		fprintf(stderr, "%s: %s\n", path ? path : otherwise, strerror(errno));
		exit(99);
	}
	return real;
}

void
world_init(struct world *w)
{
	const char *tmp = getenv("TMPDIR");

	*w = (struct world){ .rows = 24, .cols = 80, .limit_ms = LIMIT_MS };
	w->dir = mem_printf("%s/madoguchi-tty-XXXXXX", tmp ? tmp : "/tmp");
	if (!mkdtemp(w->dir)) {
		perror(w->dir);
		exit(99);
	}
	w->program = path_of("MADOGUCHI", "madoguchi");
	w->demo = path_of("MADOGUCHI_DEMO", "tests/tty/demo");
	w->home = mem_printf("%s/home", w->dir);
	w->lang = mem_strdup("ja");
	w->term = mem_strdup("xterm-256color");
	w->now = mem_strdup(WORLD_NOW);
}

void
world_done(struct world *w, bool keep)
{
	const char *rm[] = { "rm", "-rf", w->dir, NULL };

	if (keep)
		fprintf(stderr, "kept: %s\n", w->dir);
	else
		world_spawn(rm, NULL);
	free(w->dir);
	free(w->program);
	free(w->demo);
	free(w->home);
	free(w->lang);
	free(w->term);
	free(w->now);
}

int
world_spawn(const char *const *argv, char *const *env)
{
	int status;
	pid_t pid = fork();

	if (pid == 0) {
		char **args = mem_alloc(64 * sizeof *args);

		for (int i = 0; argv[i] && i < 63; i++)
			args[i] = mem_strdup(argv[i]);
		execvpe(args[0], args, env ? env : environ);
		perror(args[0]);
		_exit(127);
	}
	if (pid < 0 || waitpid(pid, &status, 0) != pid || !WIFEXITED(status))
		return -1;
	return WEXITSTATUS(status);
}

bool
world_home(struct world *w, const char *kind)
{
	const char *from = strcmp(kind, "demo") == 0 ? w->demo : kind;
	const char *rm[] = { "rm", "-rf", w->home, NULL };
	const char *cp[] = { "cp", "-a", from, w->home, NULL };
	const char *init[] = { w->program, "--home", w->home, "init", "--name",
			       "ひばり市市民活動センター", NULL };

	if (world_spawn(rm, NULL) != 0)
		return false;
	if (strcmp(kind, "none") == 0)
		return true;
	if (strcmp(kind, "init") == 0) {
		free(TAKE(w->now)); /* a real centre's clock cannot be pinned */
		return world_spawn(init, NULL) == 0;
	}
	return world_spawn(cp, NULL) == 0;
}

bool
world_put(const struct world *w, const char *file, const char *folder)
{
	const char *srcdir = getenv("srcdir");
	char *from = mem_printf("%s/%s", srcdir ? srcdir : "..", file);
	char *to = mem_printf("%s/%s", w->home, folder);
	const char *mkdir[] = { "mkdir", "-p", "-m", "700", to, NULL };
	const char *cp[] = { "cp", from, to, NULL };
	bool ok = world_spawn(mkdir, NULL) == 0 && world_spawn(cp, NULL) == 0;

	free(from);
	free(to);
	return ok;
}

int
world_count(const struct world *w, const char *folder)
{
	char *path = mem_printf("%s/%s", w->home, folder);
	DIR *dir = opendir(path);
	int count = 0;

	for (struct dirent *entry; dir && (entry = readdir(dir));)
		count += strcmp(entry->d_name, ".") != 0 && strcmp(entry->d_name, "..") != 0;
	if (dir)
		closedir(dir);
	free(path);
	return count;
}

bool
world_is_sound(const struct world *w)
{
	const char *check[] = { w->program, "--home", w->home, "check", NULL };

	return world_spawn(check, NULL) == 0;
}

#define ENV_MAX 12

static void
add_env(char **env, const char *name, const char *value)
{
	int n = 0;

	while (env[n])
		n++;
	if (value && n < ENV_MAX)
		env[n] = mem_printf("%s=%s", name, value);
}

struct terminal *
world_run(const struct world *w, const char *args)
{
	static char home[] = "--home", now[] = "--now";
	char *env[ENV_MAX + 1] = { NULL };
	char *argv[64] = { NULL };
	int argc = 0;
	char *rest = mem_strdup(args), *save = NULL;
	char *asan = mem_printf("exitcode=99:log_path=%s/sanitizer", w->dir);

	add_env(env, "TERM", w->term);
	add_env(env, "PATH", "/usr/bin:/bin");
	add_env(env, "HOME", w->dir);
	add_env(env, "LC_ALL", "C.UTF-8");
	add_env(env, "LANGUAGE", strcmp(w->lang, "ja") == 0 ? NULL : w->lang);
	add_env(env, "ASAN_OPTIONS", asan);
	add_env(env, "UBSAN_OPTIONS", asan);
	add_env(env, "LSAN_OPTIONS", "print_suppressions=0"); /* what is known is no report */
	argv[argc++] = w->program;
	argv[argc++] = home;
	argv[argc++] = w->home;
	if (w->now) {
		argv[argc++] = now;
		argv[argc++] = w->now;
	}
	for (char *word = strtok_r(rest, " ", &save); word && argc < 63;
	     word = strtok_r(NULL, " ", &save))
		argv[argc++] = word;
	struct terminal *t = terminal_open(&(struct terminal_options){
		.rows = w->rows, .cols = w->cols, .argv = argv, .env = env });

	for (int i = 0; env[i]; i++)
		free(env[i]);
	free(rest);
	free(asan);
	return t;
}

char *
world_sanitizer_report(const struct world *w)
{
	char *pattern = mem_printf("%s/sanitizer.*", w->dir);
	char *report = NULL;
	glob_t found;

	if (glob(pattern, 0, NULL, &found) == 0) {
		FILE *f = fopen(found.gl_pathv[0], "r");
		size_t size = 0;

		if (f) {
			if (getdelim(&report, &size, '\0', f) < 0)
				report = mem_strdup("an empty report");
			fclose(f);
		}
		globfree(&found);
	}
	free(pattern);
	return report;
}
