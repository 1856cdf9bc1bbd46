/*
 * staff.c - `staff add|disable|pin`: the desk's accounts from the
 * administrator's shell. A PIN is never an argument: others could read it in
 * the list of processes.
 */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "desk/staff.h"

#include <stdio.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>

#include "base/i18n.h"
#include "command/command.h"
#include "command/options.h"

struct staff_words {
	const char *account, *reason;
	struct option_values roles;
};

static bool
fill_staff(struct desk *d, struct record *r, const struct staff_words *w, char **words,
	   struct err *e)
{
	AUTO_STR roles = STR_INIT;
	for (int i = 0; i < w->roles.count; i++)
		str_addf(&roles, "%s%s", i ? " " : "", w->roles.items[i]);
	return command_put(d, r, "code", words[0], e) && command_put(d, r, "name", words[1], e) &&
	       command_put(d, r, "os_account", w->account, e) &&
	       (w->roles.count == 0 || command_put(d, r, "roles", str_text(&roles), e));
}

static int
staff_add(struct desk *d, const struct staff_words *w, int count, char **words)
{
	if (count != 2)
		return command_usage(command_find("staff"), _("A code and a name are needed."));
	struct err e = { 0 };
	const struct form *form = command_form(d, "staff", &e);
	if (!form)
		return command_fail(&e);
	struct record *r = record_new(d, form);
	const struct record_save how = { .reason = w->reason };
	int status = COMMAND_DONE;
	if (fill_staff(d, r, w, words, &e) && record_save(d, r, &how, &e))
		printf("%lld\n", (long long)r->id);
	else
		status = command_fail(&e);
	record_free(r);
	return status;
}

/* One line from standard input, unseen when that is a terminal, which `prompt` is for. */
static bool
read_pin(const char *prompt, struct str *pin, struct err *e)
{
	struct termios was, now;
	bool is_terminal = tcgetattr(STDIN_FILENO, &was) == 0;
	if (is_terminal) { /* unseen before it is asked for, so that nothing typed early shows */
		now = was;
		now.c_lflag &= ~(tcflag_t)ECHO;
		tcsetattr(STDIN_FILENO, TCSANOW, &now);
		fputs(prompt, stderr);
	}
	char c;
	ssize_t got;
	while ((got = read(STDIN_FILENO, &c, 1)) == 1 && c != '\n')
		if (c != '\r')
			str_add_char(pin, c);
	if (is_terminal) {
		tcsetattr(STDIN_FILENO, TCSANOW, &was);
		fputc('\n', stderr);
	}
	if (got < 0 || (got == 0 && pin->len == 0))
		return err_set(e, ERR_INVALID, _("No PIN was given on standard input."));
	return true;
}

static void
wipe(struct str *pin)
{
	if (pin->s)
		explicit_bzero(pin->s, pin->cap);
}

/* Who types it unseen types it twice; a script that sends it knows what it sends. */
static bool
repeat_pin(const struct str *pin, struct err *e)
{
	AUTO_STR again = STR_INIT;
	if (pin->len == 0 || !isatty(STDIN_FILENO))
		return true;
	bool ok = read_pin(_("The same PIN once more: "), &again, e) &&
		  (str_equal(str_text(pin), str_text(&again)) ||
		   err_set(e, ERR_INVALID, _("The two PINs differ. The PIN was not changed.")));
	wipe(&again);
	return ok;
}

static bool
change_pin(struct desk *d, const struct staff *who, struct err *e)
{
	AUTO_STR pin = STR_INIT;
	bool ok = read_pin(_("New PIN (empty removes it): "), &pin, e) &&
		  staff_check_pin(d, who->id, str_text(&pin), e) && repeat_pin(&pin, e) &&
		  staff_set_pin(d, who->id, str_text(&pin), e);
	wipe(&pin);
	return ok;
}

static bool
act_on(struct desk *d, const char *act, const struct staff *who, const char *reason, struct err *e)
{
	bool is_end = strcmp(act, "disable") == 0;
	if (is_end ? !staff_disable(d, who->id, reason, e) : !change_pin(d, who, e))
		return false;
	/* L10N: a member of staff. */
	printf(is_end ? _("%s can no longer sign in.\n") : _("The PIN of %s was changed.\n"),
	       who->name);
	return true;
}

int
command_staff(struct command_context *c, struct desk *d, int argc, char **argv)
{
	(void)c;
	const struct command *self = command_find("staff");
	struct staff_words w = { 0 };
	const struct option_row rows[] = {
		{ .name = "account", .value = &w.account },
		{ .name = "reason", .value = &w.reason },
		{ .name = "role", .values = &w.roles },
	};
	struct option_words words = { argc, argv };
	if (!options_read(self, rows, (int)ARRAY_LEN(rows), &words))
		return COMMAND_USAGE;
	const char *act = words.count > 0 ? words.items[0] : "";
	if (strcmp(act, "add") == 0)
		return staff_add(d, &w, words.count - 1, words.items + 1);
	if (strcmp(act, "disable") != 0 && strcmp(act, "pin") != 0)
		return command_usage(self, _("add, disable or pin is needed."));
	if (words.count != 2)
		return command_usage(self, _("The code of one member of staff is needed."));
	AUTO_ARENA a = ARENA_INIT;
	struct err e = { 0 };
	struct staff who;
	if (!staff_by_code(d, &a, words.items[1], &who, &e) || !act_on(d, act, &who, w.reason, &e))
		return command_fail(&e);
	return COMMAND_DONE;
}
