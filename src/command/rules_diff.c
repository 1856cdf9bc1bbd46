/*
 * rules_diff.c - `rules diff FILE`: what the file would change against the edition
 * in force, or against another file.
 */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include <stdio.h>

#include "base/i18n.h"
#include "base/money.h"
#include "command/asker.h"
#include "command/options.h"
#include "command/output.h"
#include "command/rules.h"
#include "desk/rule/rule_store.h"
#include "desk/rule/rule_touch.h"
#include "rule/diff.h"

#define CHANGES_SHOWN 200

struct changes {
	struct str text;
	int count;
	struct json *json; /* NULL: as text */
};

static void
add_yen(struct str *b, bool sold, int64_t yen)
{
	if (sold)
		yen_add_unit(b, yen);
	else
		str_add(b, _("no price"));
}

static void
add_rule_json(struct json *j, const char *key, const struct rule *r)
{
	json_key(j, key);
	json_text(j, r->code[0] != '\0' ? r->code : r->name);
}

static void
add_yen_json(struct json *j, const char *key, bool sold, int64_t yen)
{
	json_key(j, key);
	if (sold)
		json_int(j, yen);
	else
		json_text(j, NULL);
}

static void
tell_json(void *ctx, const struct price_change *p)
{
	struct changes *c = ctx;
	struct json *j = c->json;

	c->count++;
	json_object(j);
	add_rule_json(j, "room", &p->room->rule);
	if (p->band != NULL)
		add_rule_json(j, "band", &p->band->rule);
	if (p->user != NULL)
		add_rule_json(j, "class", &p->user->rule);
	asker_add_day(j, "day", p->day);
	add_yen_json(j, "was", p->was_sold, p->was);
	add_yen_json(j, "is", p->is_sold, p->is);
	json_end_object(j);
}

/* "  会議室A 夜間 一般 2026/12/5(土)から: 770円 → 800円" */
static void
tell(void *ctx, const struct price_change *p)
{
	struct changes *c = ctx;

	if (c->count++ >= CHANGES_SHOWN)
		return;
	str_addf(&c->text, "  %s", p->room->rule.name);
	if (p->band != NULL)
		str_addf(&c->text, " %s", p->band->rule.name);
	if (p->user != NULL)
		str_addf(&c->text, " %s", p->user->rule.name);
	str_add(&c->text, " ");
	date_add_short(&c->text, p->day, DAY_NONE);
	str_add(&c->text, ": ");
	add_yen(&c->text, p->was_sold, p->was);
	str_add(&c->text, " -> ");
	add_yen(&c->text, p->is_sold, p->is);
	str_add_char(&c->text, '\n');
}

static void
say_prices(const struct book *was, const struct book *is, const struct asker *k, struct str *out)
{
	struct changes c = { .text = STR_INIT };
	int asked = prices_diff(was, is, &k->around, k->today, tell, &c);

	str_addf(out, _("Prices that differ: %d (%d uses of the coming year were asked)\n"),
		c.count, asked);
	str_add(out, str_text(&c.text));
	if (c.count > CHANGES_SHOWN)
		str_addf(out, _("  and %d more\n"), c.count - CHANGES_SHOWN);
	str_done(&c.text);
}

static void
add_clashes_json(const struct room_clashes *c, struct json *j)
{
	json_key(j, "in_each_others_way");
	json_array(j);
	for (int i = 0; i < c->count; i++) {
		json_object(j);
		asker_add_number(j, "id", c->rows[i].id);
		json_key(j, "booking");
		json_text(j, c->rows[i].line);
		asker_add_number(j, "other_id", c->rows[i].other_id);
		json_key(j, "other");
		json_text(j, c->rows[i].other);
		json_end_object(j);
	}
	json_end_array(j);
}

/* Last of all: other editions are asked about the bookings, and k->book may be given up. */
static void
add_touched(struct desk *d, const struct asker *k, const struct book *is, struct json *j)
{
	AUTO_ARENA a = ARENA_INIT;
	struct rule_touch t = { 0 };
	const struct rule_touch_ask ask = {
		.book = is, .site_id = k->site_id, .from = desk_today(d),
	};

	if (!rule_touch(d, &ask, &a, &t, NULL))
		return;
	json_key(j, "bookings");
	json_array(j);
	for (int i = 0; i < t.row_count; i++) {
		const struct rule_touched *row = &t.rows[i];

		json_object(j);
		asker_add_number(j, "id", row->booking_id);
		json_key(j, "booking");
		json_text(j, row->line);
		add_yen_json(j, "was", row->was >= 0, row->was);
		add_yen_json(j, "is", row->is >= 0, row->is);
		json_key(j, "refused");
		json_text(j, row->why_not);
		json_key(j, "refused_if_applied_for_today");
		json_text(j, row->not_today);
		json_key(j, "keeps_its_edition");
		json_bool(j, row->keeps);
		json_end_object(j);
	}
	json_end_array(j);
	add_clashes_json(&t.clashes, j);
}

/* {"entries": 2, "changes": "~ prices ...", "prices": [...], "asked": 480} */
static void
write_json(struct desk *d, const struct book *is, const struct asker *k, int entries,
	struct str *text)
{
	AUTO_STR out = STR_INIT;
	struct json j;
	struct changes c = { .text = STR_INIT, .json = &j };

	json_init(&j, &out);
	json_object(&j);
	asker_add_number(&j, "entries", entries);
	json_key(&j, "changes");
	json_text(&j, str_text(text));
	json_key(&j, "prices");
	json_array(&j);
	int asked = entries > 0
			    ? prices_diff(k->book, is, &k->around, k->today, tell_json, &c)
			    : 0;

	json_end_array(&j);
	asker_add_number(&j, "asked", asked);
	if (d != NULL)
		add_touched(d, k, is, &j);
	json_end_object(&j);
	str_add_char(&out, '\n');
	str_clear(text);
	str_add(text, str_text(&out));
}

static void
say_touched(struct desk *d, const struct asker *k, const struct book *is, struct str *out)
{
	AUTO_ARENA a = ARENA_INIT;
	struct rule_touch t;
	const struct rule_touch_ask ask = {
		.book = is, .site_id = k->site_id, .from = desk_today(d),
	};
	struct err e = { 0 };

	if (rule_touch(d, &ask, &a, &t, &e))
		rule_touch_add(&t, CHANGES_SHOWN, out);
	else
		str_addf(out, "%s\n", e.msg);
}

static int
compare(struct desk *d, struct asker *k, const struct str *new, struct faults *f, bool as_json)
{
	AUTO_ARENA a = ARENA_INIT;
	AUTO_STR out = STR_INIT;
	int was_count, is_count;
	struct book *book = book_read(f->file, str_text(new), new->len, f);
	struct book_entry *is = book_entries(&a, str_text(new), new->len, &is_count, f);
	struct book_entry *was = book_entries(&a, k->text, strlen(k->text), &was_count, f);
	bool ok = book != NULL && is != NULL && was != NULL;

	int entries = ok ? entries_diff(was, was_count, is, is_count, &out) : 0;

	if (ok && as_json)
		write_json(d, book, k, entries, &out);
	else if (ok && entries == 0)
		str_add(&out, _("The rules say the same.\n"));
	else if (ok)
		say_prices(k->book, book, k, &out);
	if (ok && !as_json && entries > 0 && d != NULL)
		say_touched(d, k, book, &out);
	book_free(book);
	if (ok) {
		output_text(str_text(&out));
		return COMMAND_DONE;
	}
	faults_write(f, &out);
	output_text_to(stderr, str_text(&out));
	return COMMAND_REFUSED;
}

static int
diff_file(struct desk *d, const struct asker_words *w, struct asker *k, const char *path)
{
	AUTO_STR text = STR_INIT;
	struct err e = { 0 };
	struct faults f = FAULTS_INIT(path);
	int status = asker_read_file(path, &text, &e) ? compare(d, k, &text, &f, w->json)
						       : command_fail(&e);

	faults_done(&f);
	return status;
}

int
rules_diff(struct command_context *c, struct desk *d, int argc, char **argv)
{
	struct asker_words w = { 0 };
	struct asker k;
	const struct option_row rows[] = {
		{ .name = "rules", .value = &w.rules },
		{ .name = "site", .value = &w.site },
		{ .name = "json", .flag = &w.json },
	};
	struct option_words words = { argc, argv };

	if (!options_read(command_find("rules"), rows, (int)ARRAY_LEN(rows), &words))
		return COMMAND_USAGE;
	if (words.count != 1)
		return command_usage(command_find("rules"), _("Name the rule book's file."));
	int status = asker_open(&k, c, d, &w);

	if (status == COMMAND_DONE)
		status = diff_file(d, &w, &k, words.items[0]);
	asker_close(&k);
	return status;
}
