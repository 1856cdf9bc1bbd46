/*
 * desk.c - opening and closing what every service works with. The forms are
 * read before the home is touched, so that a fault in a form changes nothing.
 */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "desk/desk.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/i18n.h"
#include "base/macros.h"
#include "base/mem.h"
#include "base/str.h"
#include "desk/booking/booking.h"
#include "desk/booking/booking_answer.h"
#include "desk/centre.h"
#include "desk/code_cache.h"
#include "desk/record/reference.h"
#include "desk/rule/rule_name.h"
#include "desk/rule/rule_store.h"
#include "desk/rule/surroundings.h"
#include "desk/series/series.h"
#include "desk/setting.h"
#include "desk/staff.h"
#include "store/audit.h"
#include "store/place.h"
#include "store/search.h"
#include "store/stmt.h"
#include "store/tx.h"
#include "store/workshop.h"

#define OVERRIDE_MAX (1 << 20) /* bytes of one of the centre's own form files */

char *
desk_folder(const struct desk *d, const char *name, struct err *e)
{
	char *path = place_path(store_home(d->store), name);
	if (place_subfolder(path, e))
		return path;
	free(path);
	return NULL;
}

int64_t
desk_last_change(const struct desk *d)
{
	return audit_last_change(d->store);
}

day_num
desk_today(const struct desk *d)
{
	return clock_today(&d->clock);
}

void
desk_refresh(struct desk *d)
{
	code_forget(d);
	setting_forget(d);
	d->lookup.today = desk_today(d);
	d->lookup.now = clock_now(&d->clock);
	if (d->staff_id != 0)
		staff_read_rights(d, NULL);
}

void
desk_forget(struct desk *d, const struct form *form)
{
	if (str_equal(form->table, "code"))
		code_forget(d);
	else if (str_equal(form->table, "setting"))
		setting_forget(d);
	else if (str_equal(form->area, "staff") && d->staff_id != 0)
		staff_read_rights(d, NULL);
}

bool
desk_rest(struct desk *d)
{
	if (search_rest(d->store))
		return true;
	store_rest(d->store);
	draft_store_rest(d->drafts);
	return false;
}

/* A centre's own form files, read whole. */
struct overrides {
	struct form_file *files;
	int count;
};

static void
overrides_done(struct overrides *o)
{
	for (int i = 0; i < o->count; i++) {
		free((char *)(uintptr_t)o->files[i].name);
		free((char *)(uintptr_t)o->files[i].bytes);
	}
	free(o->files);
}

static bool
read_file(const char *path, struct str *out, struct err *e)
{
	AUTO_CLOSE int fd = open(path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
	char block[4096];
	ssize_t got = fd < 0 ? -1 : 0;
	while (fd >= 0 && (got = read(fd, block, sizeof(block))) > 0) {
		str_add_len(out, block, (size_t)got);
		if (out->len > OVERRIDE_MAX)
			return err_set(e, ERR_INVALID, _("The form file %s is too large."), path);
	}
	return got == 0 || err_set(e, ERR_IO, _("The form file %s cannot be read."), path);
}

static int
is_form_file(const struct dirent *entry)
{
	return entry->d_name[0] != '.' && str_ends(entry->d_name, ".yaml");
}

static bool
read_overrides(const char *home, struct overrides *o, struct err *e)
{
	AUTO_FREE char *folder = mem_printf("%s/forms", home);
	struct dirent **names = NULL;
	int count = scandir(folder, &names, is_form_file, alphasort);
	bool ok = true;
	if (count < 0)
		return errno == ENOENT ||
		       err_set(e, ERR_IO, _("The folder %s cannot be read."), folder);
	o->files = mem_alloc(sizeof(*o->files) * ((size_t)count + 1));
	for (int i = 0; i < count; i++) {
		AUTO_FREE char *path = mem_printf("%s/%s", folder, names[i]->d_name);
		AUTO_STR text = STR_INIT;
		ok = ok && read_file(path, &text, e);
		if (ok) {
			o->files[o->count].name = mem_printf("forms/%s", names[i]->d_name);
			o->files[o->count].len = text.len;
			o->files[o->count++].bytes = str_take(&text);
		}
		free(names[i]);
	}
	free(names);
	return ok;
}

/* Nothing is read from a folder that is not the desk's own, or that others may change. */
static bool
read_forms(struct desk *d, const struct desk_options *options, struct err *e)
{
	AUTO(overrides_done) struct overrides own = { 0 };
	AUTO_STR faults = STR_INIT;
	AUTO_FREE char *home = options->create ? NULL : store_find_home(options->home, e);
	if (!options->create && (!home || !read_overrides(home, &own, e)))
		return false;
	d->forms =
		form_set_read(options->forms, options->form_count, own.files, own.count, &faults);
	if (d->forms)
		return true;
	if (options->form_faults) {
		str_add(options->form_faults, str_text(&faults));
		return err_set(e, ERR_INVALID,
			       _("The form files have faults; they are named above."));
	}
	str_trim(&faults);
	return err_set(e, ERR_INVALID, _("The form files have faults:\n%s"), str_text(&faults));
}

/* "2026-11-20T14:32", in the desk's time. */
static bool
pin_clock(struct desk *d, const char *text, struct err *e)
{
	struct clock pinned;
	if (!clock_pin_text(&pinned, text))
		return err_set(e, ERR_USAGE,
			       _("--now takes a moment like 2026-11-20T14:32, not \"%s\"."), text);
	if (!d->is_training)
		return err_set(e, ERR_REFUSED,
			       _("The clock can be pinned on a demo or training home only."));
	d->clock = pinned;
	return true;
}

static bool
mark_training(struct desk *d, struct err *e)
{
	AUTO_TX tx = TX_INIT;
	AUTO_STMT q = STMT_INIT;
	return tx_begin(&tx, d->store, e) &&
	       stmt_open(&q, d->store, "UPDATE home SET is_training = 1 WHERE id = 1", e) &&
	       stmt_run(&q, e) && tx_commit(&tx, e);
}

/* The folder in which the desk is made: nobody opens one there. NULL if that must not be. */
static const char *
make_aside(struct desk *d, const char *home, struct err *e)
{
	d->workshop = mem_alloc(sizeof(*d->workshop));
	if (!workshop_open(d->workshop, home, true, e))
		return NULL;
	return d->workshop->folder;
}

static bool
open_store(struct desk *d, const struct desk_options *options, struct err *e)
{
	const char *home = options->aside ? make_aside(d, options->home, e) : options->home;
	if (!home)
		return false;
	const struct store_options how = {
		.home = home,
		.clock = &d->clock,
		.migrations = options->migrations,
		.migration_count = options->migration_count,
		.create = options->create,
		.upgrade = true,
	};
	d->store = store_open(&how, e);
	if (!d->store)
		return false;
	d->drafts = draft_store_open(home, &d->clock, e);
	return d->drafts != NULL;
}

static bool
settle(struct desk *d, const struct desk_options *options, struct err *e)
{
	if (options->create && options->training && !mark_training(d, e))
		return false;
	d->is_training =
		store_get_int(d->store, "SELECT is_training FROM home WHERE id = ?1", 1, 0) != 0;
	if (options->pinned_now && !pin_clock(d, options->pinned_now, e))
		return false;
	char session[ONCE_KEY_SIZE];
	once_new_key(session);
	const struct actor actor = {
		.os_user = options->os_user,
		.session = session,
		.terminal = options->terminal,
	};
	store_set_actor(d->store, &actor);
	desk_refresh(d);
	return draft_expire(d->drafts, (int)setting_int(d, "desk.draft_days"), e);
}

/* What `named_in` of a form names: a section of the rule books, or a kind of value with words. */
static bool
add_words(void *ctx, const char *section, const char *code, struct str *out)
{
	if (str_equal(section, "repeats"))
		return series_rule_words_again(code, desk_today(ctx), out);
	if (str_equal(section, "facts"))
		return booking_facts_say(ctx, code, out);
	return rule_name_add(ctx, section, code, out);
}

/*
 * So that an administrator finds where files go before the first one went there. What cannot
 * be made (a full disk) keeps no desk shut: whoever needs the folder says so.
 */
static void
make_folders(const char *home)
{
	static const char *const names[] = { "exports", "imports" };
	for (size_t i = 0; i < ARRAY_LEN(names); i++) {
		AUTO_FREE char *path = place_path(home, names[i]);
		(void)place_subfolder(path, NULL);
	}
}

struct desk *
desk_open(const struct desk_options *options, struct err *e)
{
	struct desk *d = mem_alloc(sizeof(*d));
	d->os_user = mem_strdup(options->os_user);
	d->lookup.ctx = d;
	d->lookup.code_word = code_word;
	d->lookup.code_find = code_find;
	d->lookup.add_rule_name = add_words;
	d->lookup.ref_title = reference_title;
	d->lookup.ref_find = reference_find;
	if (read_forms(d, options, e) &&
	    (!options->founding || centre_check(d, options->founding, e)) &&
	    open_store(d, options, e) && settle(d, options, e)) {
		if (!d->workshop)
			make_folders(store_home(d->store));
		return d;
	}
	desk_close(d);
	return NULL;
}

static void
leave_workshop(struct workshop *w)
{
	if (w)
		workshop_close(w);
	free(w);
}

bool
desk_establish(struct desk *d, struct err *e)
{
	struct workshop *w = d->workshop;
	d->workshop = NULL;
	desk_close(d);
	bool ok = workshop_is_whole(w, e) && workshop_put_in_place(w, e);
	if (ok)
		make_folders(w->home);
	leave_workshop(w);
	return ok;
}

void
desk_close(struct desk *d)
{
	if (!d)
		return;
	staff_forget_rights(d);
	setting_forget(d);
	code_forget(d);
	reference_forget(d);
	booking_answer_forget(d);
	rule_store_forget(d);
	surroundings_forget(d);
	draft_store_close(d->drafts);
	store_close(d->store);
	leave_workshop(d->workshop);
	form_set_free(d->forms);
	free((char *)(uintptr_t)d->os_user);
	free(d);
}
