/*
 * fuzz_command.c - whatever is typed where the desk takes orders: the line of
 * F2, a list's filter, a condition of query by example, field=value of the
 * shell. It is done, or refused with a sentence; nothing raw reaches the
 * screen, and the desk goes on. The first byte chooses the door.
 */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/lang.h"
#include "base/mem.h"
#include "base/utf8.h"
#include "command/command.h"
#include "desk/record/record_list.h"
#include "desk/staff.h"
#include "screen/app.h"
#include "home.h"
#include "shown.h"

static void
add_group(struct desk *d, const char *name, const char *kana, const char *phone)
{
	struct err e;
	const struct record_save how = { 0 };
	struct record *r = record_new(d, form_find(d->forms, "group"));

	record_put(r, "name", name);
	record_put(r, "kana", kana);
	record_put(r, "phone", phone);
	must(record_save(d, r, &how, &e));
	record_free(r);
}

/* A small centre, made once. A screen that closes signs its clerk out. */
static struct desk *
the_desk(void)
{
	struct err e;

	if (fuzz_desk) {
		must(fuzz_desk->staff_id != 0 || staff_sign_in_account(fuzz_desk, &e));
		return fuzz_desk;
	}
	lang_init("");
	fuzz_home_make();
	add_group(fuzz_desk, "合唱団ひばり", "ガッショウダンヒバリ", "0297-00-0001");
	add_group(fuzz_desk, "ひばり朗読の会", "ヒバリロウドクノカイ", "0297-00-0002");
	return fuzz_desk;
}

static void
press(struct app *app, enum key_code code, const char *text)
{
	const struct key k = { code, text };

	stack_key(app->stack, &k);
}

static void
type_on_screen(struct desk *d, const char *text, bool in_list)
{
	struct app app = { 0 };
	struct canvas c;

	canvas_init(&c, 24, 80);
	app_init(&app, d, NULL);
	if (in_list)
		screen_list(&app, form_find(d->forms, "group"));
	else
		press(&app, K_F2, NULL);
	press(&app, K_PASTE, text);
	must_show_safely(app.stack, &c);
	press(&app, K_ENTER, NULL);
	must_show_safely(app.stack, &c);
	app_done(&app);
	canvas_done(&c);
}

static void
ask(struct desk *d, const char *text, size_t field)
{
	const struct form *form = form_find(d->forms, "group");
	struct err e = { 0 };
	struct record_list *l = record_list_new(d, form, &e);
	AUTO_FREE const char **conditions = mem_alloc(sizeof(char *) * (size_t)form->field_count);
	bool at_least;

	must(l != NULL);
	conditions[field % (size_t)form->field_count] = text;
	if (record_list_query(l, conditions, &e))
		must(record_list_count(l, &at_least) >= 0);
	else
		must(*e.msg != '\0');
	record_list_free(l);
}

static void
assign(struct desk *d, char *text)
{
	struct err e = { 0 };
	struct record *r = record_new(d, form_find(d->forms, "group"));

	must(command_assign(d, r, 1, &text, &e) || *e.msg != '\0');
	record_free(r);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct desk *d = the_desk();

	if (size == 0 || size > 4096)
		return 0;
	AUTO_FREE char *text = mem_strndup((const char *)data + 1, size - 1);
	bool is_text = utf8_is_valid(text, strlen(text));

	switch (data[0] % 4) {
	case 0:
		if (is_text)
			type_on_screen(d, text, false);
		break;
	case 1:
		if (is_text)
			type_on_screen(d, text, true);
		break;
	case 2:
		if (is_text)
			ask(d, text, data[0] / 4);
		break;
	default:
		assign(d, text);
	}
	return 0;
}
