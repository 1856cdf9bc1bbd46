/*
 * pay.c - `pay` and `void`: money taken for a booking or given back, and a spoilt
 * receipt. What happened is printed with the receipt's number.
 */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include <stdio.h>

#include "base/i18n.h"
#include "base/macros.h"
#include "base/money.h"
#include "command/command.h"
#include "command/options.h"
#include "desk/booking/receipt.h"

static int
say(struct desk *d, int64_t receipt_id)
{
	AUTO_STR said = STR_INIT;
	receipt_say(d, receipt_id, &said);
	command_print(str_text(&said));
	putchar('\n');
	return COMMAND_DONE;
}

/* "-300" gives 300 back, as --refund --yen 300 does. */
static bool
read_yen(const char *typed, struct payment *p, struct err *e)
{
	if (!typed)
		return true;
	if (!yen_parse(typed, &p->yen, e))
		return false;
	if (p->yen == 0)
		return err_set_field(e, ERR_INVALID, "yen", _("Say how many yen."));
	if (p->yen < 0) {
		p->yen = -p->yen;
		p->gives_back = true;
	}
	return true;
}

static bool
read_received(const char *typed, struct payment *p, struct err *e)
{
	return !typed || (yen_parse(typed, &p->received, e) &&
			  (p->received > 0 ||
			   err_set_field(e, ERR_INVALID, "received", _("Say how many yen."))));
}

int
command_pay(struct command_context *c, struct desk *d, int argc, char **argv)
{
	(void)c;
	const struct command *self = command_find("pay");
	struct payment p = { 0 };
	const char *yen = NULL, *received = NULL;
	const struct option_row rows[] = {
		{ .name = "yen", .value = &yen },      { .name = "refund", .flag = &p.gives_back },
		{ .name = "method", .value = &p.method }, { .name = "payer", .value = &p.payer },
		{ .name = "for", .value = &p.what },   { .name = "once", .value = &p.once_key },
		{ .name = "received", .value = &received },
	};
	struct err e = { 0 };
	struct option_words words = { argc, argv };
	if (!options_read(self, rows, (int)ARRAY_LEN(rows), &words))
		return COMMAND_USAGE;
	if (words.count != 1)
		return command_usage(self, _("One booking is needed."));
	p.booking_id = command_record_id(d, form_find(d->forms, "booking"), words.items[0], &e);
	bool ok = p.booking_id > 0 && read_yen(yen, &p, &e) && read_received(received, &p, &e);
	int64_t id = ok ? receipt_pay(d, &p, &e) : 0;
	if (id <= 0 && str_equal(e.field, "method"))
		command_name_codes(d, "payment_method", &e);
	return id > 0 ? say(d, id) : command_fail(&e);
}

int
command_void(struct command_context *c, struct desk *d, int argc, char **argv)
{
	(void)c;
	const struct command *self = command_find("void");
	const char *reason = NULL;
	const struct option_row rows[] = { { .name = "reason", .value = &reason } };
	struct err e = { 0 };
	struct option_words words = { argc, argv };
	if (!options_read(self, rows, 1, &words))
		return COMMAND_USAGE;
	if (words.count != 1)
		return command_usage(self, _("One receipt is needed."));
	int64_t id = command_record_id(d, form_find(d->forms, "receipt"), words.items[0], &e);
	if (id <= 0 || !receipt_void(d, id, reason, &e))
		return command_fail(&e);
	return say(d, id);
}
