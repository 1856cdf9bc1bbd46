/*
 * store.c - opening and closing the desk's database, who acts, and what changed
 * elsewhere. How a connection is made safe is in connect.c, how a schema comes
 * about in migrate.c.
 */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "store/store.h"

#include <assert.h>
#include <errno.h>
#include <fcntl.h>
#include <pwd.h>
#include <sodium.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/auto.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "base/str.h"
#include "store/inside.h"
#include "store/migrate.h"
#include "store/place.h"

#define UPGRADE_WAIT_MS 10000

static void
read_boot_id(struct store *s)
{
	AUTO_CLOSE int fd = open("/proc/sys/kernel/random/boot_id", O_RDONLY | O_CLOEXEC);
	ssize_t len = fd < 0 ? 0 : read(fd, s->boot_id, sizeof(s->boot_id) - 1);

	s->boot_id[len > 0 ? len : 0] = '\0';
	s->boot_id[strcspn(s->boot_id, "\n")] = '\0';
}

/* Until the desk says who acts: the account that runs the program. */
static void
set_default_actor(struct store *s)
{
	const struct passwd *account = getpwuid(geteuid());
	AUTO_FREE char *number = mem_printf("%ld", (long)geteuid());
	unsigned char random[8];
	char session[2 * sizeof(random) + 1];

	randombytes_buf(random, sizeof(random));
	sodium_bin2hex(session, sizeof(session), random, sizeof(random));
	store_set_actor(s, &(struct actor){
				   .os_user = account == NULL ? number : account->pw_name,
				   .session = session,
				   .terminal = "",
			   });
}

/* Before anything is said of the folder: whoever mistyped it must not be told to close /tmp. */
static bool
refuse_missing(const char *home, struct err *e)
{
	AUTO_FREE char *path = place_path(home, STORE_FILE);
	struct stat st;

	if (lstat(path, &st) == 0 || (errno != ENOENT && errno != ENOTDIR))
		return true;
	return err_set(e, ERR_NOT_FOUND,
		       _("There is no desk in %s. To make one: madoguchi --home %s init"), home,
		       home);
}

char *
store_find_home(const char *home, struct err *e)
{
	return refuse_missing(home, e) ? place_home(home, false, e) : NULL;
}

static bool
connect(struct store *s, const struct store_options *options, struct err *e)
{
	AUTO_FREE char *path = place_path(s->home, STORE_FILE);

	return connect_open(s,
			    &(struct connect_options){
				    .path = path,
				    .application_id = STORE_APPLICATION_ID,
				    .newest_schema = options->migration_count,
				    .create = options->create,
				    .is_lasting = true,
			    },
			    e);
}

static bool
create_schema(struct store *s, struct err *e)
{
	int now = 0;

	if (!store_read_pragma(s, "PRAGMA user_version", &now, e))
		return false;
	if (now != 0) {
		return err_set(e, ERR_REFUSED,
			       _("There is already a desk in %s. Nothing was changed."), s->home);
	}
	s->is_new = true;
	return migrate_run(s, "", e);
}

/* Not one step was taken: the copy is of what stands, and the next try makes another. */
static void
drop_unneeded_backup(struct store *s, int before, const char *backup)
{
	struct err ignored = { 0 };
	int now = 0;

	if (store_read_pragma(s, "PRAGMA user_version", &now, &ignored) && now == before)
		unlink(backup);
}

static bool
upgrade_schema(struct store *s, struct err *e)
{
	if (!store_read_pragma(s, "PRAGMA user_version", &s->schema, e))
		return false;
	if (s->schema == s->migration_count) /* another process was quicker */
		return true;
	AUTO_FREE char *backup = backup_copy(s, "migration", e);
	if (backup == NULL)
		return false;
	const char *name = strrchr(backup, '/');
	int before = s->schema;

	if (migrate_run(s, name == NULL ? backup : name + 1, e))
		return true;
	drop_unneeded_backup(s, before, backup);
	return false;
}

static bool
bring_up_to_date(struct store *s, const struct store_options *options, struct err *e)
{
	if (!options->create && s->schema == s->migration_count)
		return true;
	if (!options->create && !options->upgrade) {
		return err_set(
			e, ERR_REFUSED,
			_("%s was made by an older madoguchi (schema %d, this one needs %d). "
			  "The administrator brings it up to date by starting madoguchi once."),
			s->path, s->schema, s->migration_count);
	}
	if (!queue_enter(s->queue, UPGRADE_WAIT_MS, e))
		return false;
	bool ok = options->create ? create_schema(s, e) : upgrade_schema(s, e);
	queue_leave(s->queue);
	return ok;
}

/* The newest row of each of the store's own tables must be readable. */
static bool
probe(struct store *s, struct err *e)
{
	int last = 0;

	return store_read_pragma(s, "SELECT max(seq) FROM audit", &last, e) &&
	       store_read_pragma(s, "SELECT max(number) FROM migration", &last, e) &&
	       (last == s->schema ||
		err_set(e, ERR_DAMAGED,
			_("The file %s is damaged. Nothing was changed; bring back a backup."),
			s->path));
}

struct store *
store_open(const struct store_options *options, struct err *e)
{
	assert(options->clock != NULL && options->migration_count > 0);
	umask(077);
	if (sodium_init() < 0) {
		err_set(e, ERR_IO, _("This machine gives no random numbers."));
		return NULL;
	}
	struct store *s = mem_alloc(sizeof(*s));
	s->clock = options->clock;
	s->migrations = options->migrations;
	s->migration_count = options->migration_count;
	read_boot_id(s);
	digest_init(&s->digest);
	set_default_actor(s);
	s->home = options->create ? place_home(options->home, true, e)
				  : store_find_home(options->home, e);
	if (s->home != NULL)
		place_open_log(s->home);
	if (s->home == NULL || !connect(s, options, e) || !bring_up_to_date(s, options, e) ||
	    !probe(s, e))
		goto fail;
	connect_seal(s);
	return s;
fail:
	store_close(s);
	return NULL;
}

void
store_close(struct store *s)
{
	if (s == NULL)
		return;
	assert(s->level == 0);
	connect_close(s);
	free(s->home);
	free(s->os_user);
	free(s->session);
	free(s->terminal);
	free(s);
}

void
store_set_roomy(struct store *s, bool roomy)
{
	store_exec(s, roomy ? "PRAGMA cache_size = -65536" : CACHE_OF_A_DESK, NULL);
}

const char *
store_home(const struct store *s)
{
	return s->home;
}

void
store_set_clock(struct store *s, const struct clock *clock)
{
	s->clock = clock;
}

static void
replace_text(char **at, const char *text)
{
	char *copy = mem_strdup(text == NULL ? "" : text);

	free(*at);
	*at = copy;
}

void
store_set_actor(struct store *s, const struct actor *a)
{
	replace_text(&s->os_user, a->os_user);
	replace_text(&s->session, a->session);
	replace_text(&s->terminal, a->terminal);
	s->actor = (struct actor){
		.staff_id = a->staff_id,
		.os_user = s->os_user,
		.session = s->session,
		.terminal = s->terminal,
	};
}

const struct actor *
store_actor(const struct store *s)
{
	return &s->actor;
}

bool
store_changed_elsewhere(struct store *s)
{
	int now = s->data_version;

	if (!store_read_pragma(s, "PRAGMA data_version", &now, NULL) || now == s->data_version)
		return false;
	s->data_version = now;
	return true;
}

int64_t
store_moment(struct store *s)
{
	int version = 0;

	if (s->level > 0 || !store_read_pragma(s, "PRAGMA data_version", &version, NULL))
		return --s->moments;
	return (int64_t)version << 32 | (uint32_t)sqlite3_total_changes(s->db);
}
