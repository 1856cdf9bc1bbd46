/*
 * booking_act.c - the commands that are one step of a booking's life: apply, permit,
 * checkin, move, cancel and the others of desk/booking/booking_act.h. argv[0] says which.
 */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "desk/booking/booking_act.h"

#include <stdio.h>
#include <string.h>

#include "base/i18n.h"
#include "base/macros.h"
#include "base/mem.h"
#include "base/money.h"
#include "command/command.h"
#include "command/options.h"
#include "command/output.h"

struct act_words {
	const char *reason, *override, *why, *said;
	const char *room, *day, *from, *to, *before, *after;
	const char *at, *key, *heads, *yen;
	struct option_values bands;
	bool out_of_order, only_unused, dry_run;
};

static bool
read_day(struct desk *d, const char *typed, day_num *out, struct err *e)
{
	return !typed || date_parse(typed, desk_today(d), out, e);
}

static bool
read_time(const char *typed, int *out, struct err *e)
{
	return !typed || time_parse(typed, out, e);
}

static bool
read_number(const char *typed, long min, long max, long *out, struct err *e)
{
	if (!typed || option_int(typed, min, max, out))
		return true;
	return err_set(e, ERR_INVALID, _("\"%s\" is no number from %ld to %ld."), typed, min, max);
}

static bool
read_yen(const char *typed, int64_t *out, struct err *e)
{
	return !typed || yen_parse(typed, out, e);
}

static bool
read_wish(struct desk *d, const struct act_words *w, struct booking_wish *out, struct err *e)
{
	long before = 0, after = 0, heads = NONE;
	*out = (struct booking_wish)BOOKING_WISH_INIT;
	out->reason = w->reason;
	out->override = w->override;
	out->ended_why = w->why;
	out->key_number = w->key;
	out->out_of_order = w->out_of_order;
	out->only_unused = w->only_unused;
	if (w->room)
		out->room_id = command_room_id(d, w->room, e);
	if ((w->room && out->room_id == 0) || !read_day(d, w->said, &out->said, e) ||
	    !read_day(d, w->day, &out->day, e) || !read_time(w->from, &out->from, e) ||
	    !read_time(w->to, &out->to, e) || !read_time(w->at, &out->at, e) ||
	    !read_number(w->before, 0, 1440, &before, e) ||
	    !read_number(w->after, 0, 1440, &after, e) ||
	    !read_number(w->heads, 0, 100000, &heads, e) || !read_yen(w->yen, &out->yen, e))
		return false;
	out->before = (int)before;
	out->after = (int)after;
	out->heads = (int)heads;
	return true;
}

/* What it would come to, and why; nothing is done. */
static int
preview(struct desk *d, int64_t id, enum booking_act act, const struct booking_wish *w)
{
	struct err e = { 0 };
	AUTO_STR out = STR_INIT;
	if (!booking_act_preview_say(d, id, act, w, &out, &e))
		return command_fail(&e);
	str_add_char(&out, '\n');
	output_text(str_text(&out));
	return COMMAND_DONE;
}

static int
run(struct desk *d, enum booking_act act, const char *booking, const struct act_words *w)
{
	struct err e = { 0 };
	struct booking_wish wish;
	AUTO_STR bands = STR_INIT;
	AUTO_STR said = STR_INIT;
	int64_t id = command_record_id(d, form_find(d->forms, "booking"), booking, &e);
	if (id == 0 || !read_wish(d, w, &wish, &e))
		return command_fail(&e);
	for (int i = 0; i < w->bands.count; i++)
		str_addf(&bands, "%s%s", i ? "," : "", w->bands.items[i]);
	wish.bands = bands.len ? str_text(&bands) : NULL;
	if (w->dry_run)
		return preview(d, id, act, &wish);
	if (!booking_act(d, id, act, &wish, &said, &e))
		return command_fail(&e);
	str_add_char(&said, '\n');
	output_text(str_text(&said));
	return COMMAND_DONE;
}

static int
expire_all(struct desk *d)
{
	struct err e = { 0 };
	int count = booking_expire_all(d, &e);
	if (count < 0)
		return command_fail(&e);
	printf(ngettext("%d hold has run out.\n", "%d holds have run out.\n", (unsigned long)count),
	       count);
	return COMMAND_DONE;
}

static enum booking_act
act_of(const char *command)
{
	enum booking_act a = BOOKING_APPLY;
	while (a < BOOKING_ACT_COUNT && strcmp(booking_act_code(a), command) != 0)
		a++;
	return a;
}

/* Which options a step takes, behind those of every step. */
static int
rows_of(enum booking_act act, struct act_words *w, struct option_row rows[16])
{
	int n = 0;
	rows[n++] = (struct option_row){ .name = "reason", .value = &w->reason };
	rows[n++] = (struct option_row){ .name = "dry-run", .flag = &w->dry_run };
	if (act == BOOKING_MOVE) {
		rows[n++] = (struct option_row){ .name = "room", .value = &w->room };
		rows[n++] = (struct option_row){ .name = "day", .value = &w->day };
		rows[n++] = (struct option_row){ .name = "band", .values = &w->bands };
		rows[n++] = (struct option_row){ .name = "from", .value = &w->from };
		rows[n++] = (struct option_row){ .name = "to", .value = &w->to };
	}
	if (act == BOOKING_EXTEND) {
		rows[n++] = (struct option_row){ .name = "before", .value = &w->before };
		rows[n++] = (struct option_row){ .name = "after", .value = &w->after };
	}
	if (act == BOOKING_MOVE || act == BOOKING_EXTEND || act == BOOKING_CHECK_IN)
		rows[n++] = (struct option_row){ .name = "override", .value = &w->override };
	if (act == BOOKING_BREAK_OFF)
		rows[n++] = (struct option_row){ .name = "unused", .flag = &w->only_unused };
	if (act == BOOKING_CANCEL || act == BOOKING_BREAK_OFF)
		rows[n++] = (struct option_row){ .name = "ground", .value = &w->why };
	if (act == BOOKING_CANCEL || act == BOOKING_MOVE || act == BOOKING_EXTEND)
		rows[n++] = (struct option_row){ .name = "said", .value = &w->said };
	if (act == BOOKING_CHECK_IN || act == BOOKING_CHECK_OUT || act == BOOKING_BREAK_OFF)
		rows[n++] = (struct option_row){ .name = "at", .value = &w->at };
	if (act == BOOKING_CHECK_IN)
		rows[n++] = (struct option_row){ .name = "key", .value = &w->key };
	if (act == BOOKING_CHECK_OUT || act == BOOKING_BREAK_OFF) {
		rows[n++] = (struct option_row){ .name = "heads", .value = &w->heads };
		rows[n++] = (struct option_row){ .name = "out-of-order", .flag = &w->out_of_order };
	}
	if (act == BOOKING_WAIVE || act == BOOKING_CORRECT)
		rows[n++] = (struct option_row){ .name = "yen", .value = &w->yen };
	return n;
}

int
command_booking_act(struct command_context *c, struct desk *d, int argc, char **argv)
{
	(void)c;
	const struct command *self = command_find(argv[0]);
	enum booking_act act = act_of(argv[0]);
	struct act_words w = { 0 };
	struct option_row rows[16];
	struct option_words words = { argc, argv };
	int count = rows_of(act, &w, rows);
	if (!options_read(self, rows, count, &words))
		return COMMAND_USAGE;
	if (act == BOOKING_EXPIRE && words.count == 0)
		return expire_all(d);
	if (words.count != 1)
		return command_usage(self, _("The number of one booking is needed."));
	return run(d, act, words.items[0], &w);
}
