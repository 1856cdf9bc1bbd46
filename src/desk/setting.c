/*
 * setting.c - the table of settings and the values that a centre gave them. A
 * setting without a row in the database has its default, so that a later
 * version can add settings without a migration.
 */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "desk/setting.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "base/auto.h"
#include "base/i18n.h"
#include "base/macros.h"
#include "base/mem.h"
#include "base/money.h"
#include "base/utf8.h"
#include "desk/record/record.h"
#include "desk/record/record_check.h"
#include "desk/staff.h"
#include "store/stmt.h"
#include "store/tx.h"

/* clang-format off */
static const struct setting_row table[] = {
	{
		.key = "centre.name",
		.group = N_("The centre"),
		.label = N_("Name of the centre"),
		.help = N_("Stands on line 1 of every screen and on papers."),
		.kind = SETTING_TEXT, .dflt = "市民活動センター", .min = 1, .max = 40,
	},
	{
		.key = "centre.city",
		.group = N_("The centre"),
		.label = N_("Name of the city"),
		.help = N_("Stands on papers and decides which addresses count as in the city."),
		.kind = SETTING_TEXT, .dflt = "市", .min = 1, .max = 20,
	},
	{
		.key = "desk.idle_minutes",
		.group = N_("The desk"),
		.label = N_("Minutes until an idle desk locks"),
		.help = N_("After so many minutes without a key the screen is hidden; "
			   "what was typed is kept."),
		.kind = SETTING_INT, .dflt = "5", .min = 1, .max = 15,
	},
	{
		.key = "desk.draft_days",
		.group = N_("The desk"),
		.label = N_("Days that a draft is kept"),
		.help = N_("A draft that nobody has touched for so many days is removed."),
		.kind = SETTING_INT, .dflt = "7", .min = 1, .max = 90,
	},
	{
		.key = "staff.pin_required",
		.group = N_("Accounts"),
		.label = N_("Everybody needs a PIN"),
		.help = N_("If not, a clerk without a PIN signs in from his or her own OS "
			   "account only."),
		.kind = SETTING_BOOL, .dflt = "0",
	},
	{
		.key = "staff.pin_length",
		.group = N_("Accounts"),
		.label = N_("Shortest PIN"),
		.help = N_("A new PIN or pass phrase has at least so many characters."),
		.kind = SETTING_INT, .dflt = "6", .min = 4, .max = 32,
	},
	{
		.key = "staff.pin_attempts",
		.group = N_("Accounts"),
		.label = N_("Failures before a lock"),
		.help = N_("After so many wrong PINs in a row the account is locked for a while."),
		.kind = SETTING_INT, .dflt = "5", .min = 3, .max = 10,
	},
	{
		.key = "staff.pin_lock_minutes",
		.group = N_("Accounts"),
		.label = N_("Minutes of a lock"),
		.help = N_("A locked account can be used again after so many minutes."),
		.kind = SETTING_INT, .dflt = "30", .min = 1, .max = 1440,
	},
	{
		.key = "staff.pin_memory",
		.group = N_("Accounts"),
		.label = N_("Memory for checking a PIN (MiB)"),
		.help = N_("More makes guessing slower. 64 takes about 0.1 seconds a sign-in."),
		.kind = SETTING_INT, .dflt = "64", .min = 8, .max = 256,
	},
	{
		.key = "staff.pin_passes",
		.group = N_("Accounts"),
		.label = N_("Passes for checking a PIN"),
		.help = N_("More makes guessing and signing in slower in proportion."),
		.kind = SETTING_INT, .dflt = "2", .min = 1, .max = 10,
	},
	{
		.key = "export.excel_dates",
		.group = N_("Files"),
		.label = N_("Dates in CSV as Excel shows them"),
		.help = N_("2026/11/20 instead of 2026-11-20."),
		.kind = SETTING_BOOL, .dflt = "0",
	},
	{
		.key = "export.numbers_as_text",
		.group = N_("Files"),
		.label = N_("Excel keeps zeros of numbers in CSV"),
		.help = N_("Phones, postal codes and the like are written as =\"0297\"; "
			   "not every other program reads that."),
		.kind = SETTING_BOOL, .dflt = "0",
	},
	{
		.key = "booking.hold_days",
		.group = N_("Bookings"),
		.label = N_("Days that a hold is kept"),
		.help = N_("For centres whose rule book has no deadline for holds."),
		.kind = SETTING_INT, .dflt = "7", .min = 1, .max = 60,
	},
	{
		.key = "booking.key_minutes",
		.group = N_("Bookings"),
		.label = N_("Minutes before the use that a key goes out"),
		.help = N_("Earlier the desk asks why, and keeps the reason."),
		.kind = SETTING_INT, .dflt = "30", .min = 0, .max = 1440,
	},
	{
		.key = "paper.permit_note",
		.group = N_("Papers"),
		.label = N_("Words at the end of a permit"),
		.help = N_("The conditions of use, for instance, and where to object."),
		.kind = SETTING_TEXT, .dflt = "利用後は原状に復し、鍵を受付に返してください。",
		.min = 0, .max = 400,
	},
	{
		.key = "paper.in_english",
		.group = N_("Papers"),
		.label = N_("Papers are in English"),
		.help = N_("If not, they are in Japanese, whatever language the clerk works in."),
		.kind = SETTING_BOOL, .dflt = "0",
	},
	{
		.key = "registration.validity",
		.group = N_("Registration"),
		.label = N_("How long a registration is valid"),
		.help = N_("To the end of its fiscal year, of a later fiscal year, or for "
			   "years from its first day."),
		.kind = SETTING_TEXT, .dflt = "fiscal_year", .min = 1, .max = 20,
		.codes = "validity_rule",
	},
	{
		.key = "registration.years",
		.group = N_("Registration"),
		.label = N_("Years of validity"),
		.help = N_("How many years, or how many fiscal years later, for the two rules "
			   "that count."),
		.kind = SETTING_INT, .dflt = "1", .min = 1, .max = 99,
	},
	{
		.key = "registration.notice_days",
		.group = N_("Registration"),
		.label = N_("Days of notice before a registration lapses"),
		.help = N_("Registrations that end within so many days stand on the home screen."),
		.kind = SETTING_INT, .dflt = "60", .min = 1, .max = 366,
	},
	{
		.key = "registration.papers_needed",
		.group = N_("Registration"),
		.label = N_("Papers must be complete"),
		.help = N_("If so, a registration counts as checked only when every required "
			   "paper is there."),
		.kind = SETTING_BOOL, .dflt = "1",
	},
};
/* clang-format on */

struct settings {
	char *values[ARRAY_LEN(table)]; /* NULL: the default */
};

const struct setting_row *
setting_table(int *count)
{
	*count = ARRAY_LEN(table);
	return table;
}

/* -1 if there is none. */
static int
find_key(const char *key)
{
	for (size_t i = 0; i < ARRAY_LEN(table); i++)
		if (!strcmp(table[i].key, key))
			return (int)i;
	return -1;
}

void
setting_forget(struct desk *d)
{
	if (!d->settings)
		return;
	for (size_t i = 0; i < ARRAY_LEN(table); i++)
		free(d->settings->values[i]);
	free(d->settings);
	d->settings = NULL;
}

/*
 * A database that cannot be read leaves the defaults, which are the careful
 * ones; whatever asked for the setting will meet the fault itself.
 */
static void
read_settings(struct desk *d)
{
	d->settings = mem_alloc(sizeof(*d->settings));
	AUTO_STMT q = STMT_INIT;
	if (!stmt_open(&q, d->store, "SELECT key, value FROM setting", NULL))
		return;
	while (stmt_row(&q, NULL)) {
		int i = find_key(stmt_text(&q, 0));
		if (i >= 0)
			d->settings->values[i] = mem_strdup(stmt_text(&q, 1));
	}
}

const char *
setting_text(struct desk *d, const char *key)
{
	int i = find_key(key);
	assert(i >= 0);
	if (!d->settings)
		read_settings(d);
	return d->settings->values[i] ? d->settings->values[i] : table[i].dflt;
}

int64_t
setting_int(struct desk *d, const char *key)
{
	return strtoll(setting_text(d, key), NULL, 10);
}

static bool
read_int(const struct setting_row *row, const char *typed, struct str *stored, struct err *e)
{
	int64_t n;
	if (!int_parse(typed, &n, e))
		return false;
	if (n < row->min || n > row->max)
		return err_set(e, ERR_INVALID, _("%s: a number from %lld to %lld."), _(row->label),
			       (long long)row->min, (long long)row->max);
	str_addf(stored, "%lld", (long long)n);
	return true;
}

static bool
read_text(struct desk *d, const struct setting_row *row, const char *typed, struct str *stored,
	  struct err *e)
{
	int64_t count = (int64_t)utf8_count(typed);
	if (count < row->min || count > row->max)
		return err_set(e, ERR_INVALID, _("%s: %lld to %lld characters."), _(row->label),
			       (long long)row->min, (long long)row->max);
	const char *code =
		row->codes ? d->lookup.code_find(d->lookup.ctx, row->codes, typed) : typed;
	if (!code)
		return err_set(e, ERR_INVALID, _("%s: \"%s\" is not one of the choices."),
			       _(row->label), typed);
	str_add(stored, code);
	return true;
}

static bool
read_bool(const struct setting_row *row, const char *typed, struct str *stored, struct err *e)
{
	static const struct {
		const char *word, *stored;
	} words[] = {
		{ "1", "1" }, { "yes", "1" }, { "はい", "1" },
		{ "0", "0" }, { "no", "0" },  { "いいえ", "0" },
	};
	AUTO_FREE char *narrow = utf8_narrow(typed);
	for (size_t i = 0; i < ARRAY_LEN(words); i++)
		if (str_equal(narrow, words[i].word)) {
			str_add(stored, words[i].stored);
			return true;
		}
	return err_set(e, ERR_INVALID, _("%s: 1 for yes or 0 for no."), _(row->label));
}

bool
setting_read(struct desk *d, const char *key, const char *typed, struct str *stored, struct err *e)
{
	int i = find_key(key);
	if (i < 0)
		return err_set_field(e, ERR_NOT_FOUND, "key", _("There is no setting \"%s\"."),
				     key);
	switch (table[i].kind) {
	case SETTING_INT:
		return read_int(&table[i], typed, stored, e);
	case SETTING_BOOL:
		return read_bool(&table[i], typed, stored, e);
	case SETTING_TEXT:
		return read_text(d, &table[i], typed, stored, e);
	}
	return false;
}

static struct record *
read_row(struct desk *d, const char *key, struct err *e)
{
	const struct form *form = form_find(d->forms, "setting");
	AUTO_STMT q = STMT_INIT;
	if (!stmt_open(&q, d->store, "SELECT id FROM setting WHERE key = ?1", e))
		return NULL;
	stmt_bind_text(&q, 1, key);
	if (stmt_row(&q, e))
		return record_read(d, form, stmt_int(&q, 0), e);
	if (stmt_failed(&q))
		return NULL;
	struct record *r = record_new(d, form);
	record_put(r, "key", key);
	return r;
}

/*
 * A setting without a row is at its default: giving it another value is a
 * change like any other, and asks for the right to change, not to add.
 */
bool
setting_set(struct desk *d, const char *key, const char *value, struct err *e)
{
	AUTO_TX tx = TX_INIT;
	AUTO_STR stored = STR_INIT;
	if (!staff_require(d, "setting.change", e) || !setting_read(d, key, value, &stored, e) ||
	    !tx_begin(&tx, d->store, e))
		return false;
	struct record *r = read_row(d, key, e);
	if (!r)
		return false;
	record_put(r, "value", str_text(&stored));
	bool ok = record_save_within(d, &tx, r, NULL, e) && tx_commit(&tx, e);
	record_free(r);
	setting_forget(d);
	return ok;
}
