/*
 * rule_load.c - a new edition: read, checked, and kept in one change. A rule that
 * stands word for word in an earlier edition is the same row; each new row, and
 * the edition itself, has its audit row.
 */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "desk/rule/rule_store.h"

#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/digest.h"
#include "base/i18n.h"
#include "base/macros.h"
#include "base/mem.h"
#include "desk/booking/room.h"
#include "desk/booking/room_ahead.h"
#include "desk/record/record_write.h"
#include "desk/rule/rule_digest.h"
#include "desk/rule/surroundings.h"
#include "desk/staff.h"
#include "form/yaml.h"
#include "rule/check/check.h"
#include "rule/read/read.h"
#include "store/stmt.h"

struct loading {
	struct desk *desk;
	const struct rule_load *load;
	struct tx tx;
	struct arena arena;
	struct book_entry *entries;
	int count, examples;
	const char *name;
	struct book *book;
	struct str text; /* the canonical file */
	char digest[RULE_DIGEST_SIZE];
	day_num from;
	int64_t site_id, before; /* the edition that it follows, 0: none */
	struct rule_loaded *out;
};

void
rule_digest(const char *bytes, size_t len, char out[RULE_DIGEST_SIZE])
{
	struct digest digest;
	unsigned char sum[DIGEST_BYTES];
	digest_init(&digest);
	digest_add(&digest, bytes, len);
	digest_end(&digest, sum);
	sodium_bin2hex(out, RULE_DIGEST_SIZE, sum, sizeof(sum));
}

/* The file is a whole book without a fault. */
static bool
read_file(struct loading *l, struct faults *f, struct err *e)
{
	const struct rule_load *load = l->load;
	struct surroundings *around = surroundings_read(l->desk, e);
	if (!around)
		return false;
	struct book *b = book_read(load->file, load->bytes, load->len, f);
	bool ok = b && book_check(b, around, f);
	if (ok) {
		l->entries = book_entries(&l->arena, load->bytes, load->len, &l->count, f);
		l->name = arena_strdup(&l->arena, b->title.name);
		l->examples = b->example_count;
	}
	l->book = b;
	surroundings_free(around);
	if (!ok || !l->entries)
		return err_set(e, ERR_INVALID,
			       _("The rule book has faults: %d. Nothing was loaded."), f->count);
	book_write(l->entries, l->count, &l->text);
	rule_digest(str_text(&l->text), l->text.len, l->digest);
	return true;
}

static bool
check_day(struct loading *l, struct err *e)
{
	AUTO_STR today = STR_INIT;
	if (l->out->edition == 1 || l->from >= desk_today(l->desk))
		return true;
	date_add_short(&today, desk_today(l->desk), desk_today(l->desk));
	return err_set_field(
		e, ERR_REFUSED, "in_force_from",
		_("An edition cannot take force on a day that is over: what was permitted"
		  " since then would change. Say %s or later."),
		str_text(&today));
}

/* The edition that is in force on the day, its successors, and whether this one says the same. */
static bool
look_around(struct loading *l, struct err *e)
{
	AUTO_STMT q = STMT_INIT;
	char day[DATE_TEXT_SIZE];
	if (!stmt_open(&q, l->desk->store,
		       "SELECT id, edition, in_force_from, digest FROM rule_book"
		       " WHERE site_id IS ?1 ORDER BY in_force_from, edition",
		       e))
		return false;
	rule_bind_site(&q, l->site_id);
	bool same = false;
	date_to_iso(l->from, day);
	l->out->edition = 1;
	while (stmt_row(&q, e)) {
		int edition = (int)stmt_int(&q, 1);
		bool earlier = strcmp(stmt_text(&q, 2), day) <= 0;
		if (edition >= l->out->edition)
			l->out->edition = edition + 1;
		if (!earlier) {
			l->out->later = edition;
			continue;
		}
		l->before = stmt_int(&q, 0);
		same = strcmp(stmt_text(&q, 3), l->digest) == 0;
	}
	if (stmt_failed(&q))
		return false;
	return !same || err_set(e, ERR_REFUSED,
				_("The edition in force says exactly this. Nothing was loaded."));
}

static int64_t
count_shared(struct loading *l)
{
	AUTO_STMT q = STMT_INIT;
	if (!stmt_open(&q, l->desk->store,
		       "SELECT count(*) FROM rule_place AS a JOIN rule_place AS b"
		       " ON b.rule_id = a.rule_id AND b.rule_book_id = ?2"
		       " WHERE a.rule_book_id = ?1",
		       NULL))
		return 0;
	stmt_bind_int(&q, 1, l->before);
	stmt_bind_int(&q, 2, l->out->id);
	return stmt_row(&q, NULL) ? stmt_int(&q, 0) : 0;
}

static bool
add_record(struct loading *l, struct record *r, struct err *e)
{
	const struct record_change c = {
		.desk = l->desk,
		.tx = &l->tx,
		.after = r,
		.reason = l->load->reason,
	};
	return record_write(&c, e);
}

static bool
add_book(struct loading *l, struct err *e)
{
	struct record *r = record_blank(form_find(l->desk->forms, "rule_book"));
	AUTO_FREE char *edition = mem_printf("%d", l->out->edition);
	AUTO_FREE char *rules = mem_printf("%d", l->count);
	AUTO_FREE char *examples = mem_printf("%d", l->examples);
	record_put_id(r, "site_id", l->site_id);
	record_put(r, "edition", edition);
	record_put(r, "name", l->name);
	record_put_day(r, "in_force_from", l->from);
	record_put(r, "reason", l->load->reason);
	record_put(r, "rules", rules);
	record_put(r, "examples", examples);
	record_put(r, "digest", l->digest);
	bool ok = add_record(l, r, e);
	l->out->id = r->id;
	record_free(r);
	return ok;
}

/* The row of an earlier edition that holds the same words, or 0. */
static bool
find_rule(struct loading *l, const struct book_entry *entry, int64_t *id, struct err *e)
{
	AUTO_STMT q = STMT_INIT;
	if (!stmt_open(&q, l->desk->store,
		       "SELECT id FROM rule WHERE section = ?1 AND code IS ?2 AND words = ?3", e))
		return false;
	stmt_bind_text(&q, 1, rule_section_name(entry->section));
	stmt_bind_text(&q, 2, entry->code[0] ? entry->code : NULL);
	stmt_bind_text(&q, 3, entry->text);
	*id = stmt_row(&q, e) ? stmt_int(&q, 0) : 0;
	return !stmt_failed(&q);
}

/* "valid" of an entry, its name and by-law, as columns that lists can show. */
static void
put_words(struct record *r, const struct yaml_node *root)
{
	static const char *const texts[] = { "name", "by_law" };
	static const char *const days[] = { "use_from", "use_to", "apply_from", "apply_to" };
	const struct yaml_node *map =
		root->kind == YAML_LIST && root->count > 0 ? root->items[0] : root;
	if (map->kind != YAML_MAP)
		return;
	const struct yaml_node *valid = yaml_get(map, "valid");
	for (size_t i = 0; i < ARRAY_LEN(texts); i++) {
		const struct yaml_node *n = yaml_get(map, texts[i]);
		if (n && n->kind == YAML_TEXT && n->text[0])
			record_put(r, texts[i], n->text);
	}
	for (size_t i = 0; valid && valid->kind == YAML_MAP && i < ARRAY_LEN(days); i++) {
		const struct yaml_node *n = yaml_get(valid, days[i]);
		if (n && n->kind == YAML_TEXT)
			record_put(r, days[i], n->text);
	}
}

static bool
add_rule(struct loading *l, const struct book_entry *entry, int64_t *id, struct err *e)
{
	AUTO_ARENA a = ARENA_INIT;
	struct faults f = FAULTS_INIT("");
	struct record *r = record_blank(form_find(l->desk->forms, "rule"));
	const struct yaml_node *root = yaml_read(&a, entry->text, strlen(entry->text), &f);
	faults_done(&f);
	record_put(r, "section", rule_section_name(entry->section));
	record_put(r, "code", entry->code[0] ? entry->code : NULL);
	record_put(r, "words", entry->text);
	if (root)
		put_words(r, root);
	bool ok = add_record(l, r, e);
	*id = r->id;
	record_free(r);
	return ok;
}

static bool
add_place(struct loading *l, int position, int64_t rule_id, struct err *e)
{
	AUTO_STMT q = STMT_INIT;
	if (!stmt_open(
		    &q, l->desk->store,
		    "INSERT INTO rule_place (rule_book_id, position, rule_id) VALUES (?1, ?2, ?3)",
		    e))
		return false;
	stmt_bind_int(&q, 1, l->out->id);
	stmt_bind_int(&q, 2, position);
	stmt_bind_int(&q, 3, rule_id);
	return stmt_run(&q, e);
}

static bool
add_rules(struct loading *l, struct err *e)
{
	for (int i = 0; i < l->count; i++) {
		int64_t id;
		if (!find_rule(l, &l->entries[i], &id, e) ||
		    (id == 0 && !add_rule(l, &l->entries[i], &id, e)) ||
		    !add_place(l, i + 1, id, e))
			return false;
	}
	return true;
}

/* Comments and order are the writer's: kept where the rules alone do not give them back. */
static bool
add_source(struct loading *l, struct err *e)
{
	const struct rule_load *load = l->load;
	AUTO_STMT q = STMT_INIT;
	AUTO_STR words = STR_INIT;
	if (load->len == l->text.len && memcmp(load->bytes, str_text(&l->text), load->len) == 0)
		return true;
	if (!stmt_open(&q, l->desk->store,
		       "INSERT INTO rule_source (rule_book_id, words) VALUES (?1, ?2)", e))
		return false;
	str_add_len(&words, load->bytes, load->len);
	stmt_bind_int(&q, 1, l->out->id);
	stmt_bind_text(&q, 2, str_text(&words));
	return stmt_run(&q, e);
}

static int64_t
rules_before(struct loading *l)
{
	return store_get_int(l->desk->store, "SELECT rules FROM rule_book WHERE id = ?1", l->before,
			     0);
}

/* The rooms of the book, once it is in force: the register follows. */
static bool
follow_rooms(struct loading *l, struct err *e)
{
	struct room_following how = {
		.site_id = l->site_id, .book = l->book, .reason = l->load->reason
	};
	if (l->before != 0 && l->from <= desk_today(l->desk))
		how.before = rule_store_book(l->desk, l->before, e);
	return room_require_no_clash(l->desk, l->site_id, l->book, e) &&
	       room_follow_book(l->desk, &l->tx, &how, e);
}

static bool
write_edition(struct loading *l, struct err *e)
{
	if (!tx_begin(&l->tx, l->desk->store, e))
		return false;
	if (!look_around(l, e) || !check_day(l, e) || !add_book(l, e) || !add_rules(l, e) ||
	    !add_source(l, e) || !follow_rooms(l, e))
		return false;
	l->out->kept = (int)count_shared(l);
	l->out->added = l->count - l->out->kept;
	l->out->dropped = (int)rules_before(l) - l->out->kept;
	return tx_commit(&l->tx, e);
}

bool
rule_store_load(struct desk *d, const struct rule_load *load, struct faults *f,
		struct rule_loaded *out, struct err *e)
{
	struct loading l = { .desk = d, .load = load, .out = out, .site_id = load->site_id };
	*out = (struct rule_loaded){ 0 };
	l.from = load->from == DAY_NONE ? desk_today(d) : load->from;
	bool ok =
		staff_require(d, "rule.approve", e) && read_file(&l, f, e) && write_edition(&l, e);
	tx_rollback(&l.tx);
	book_free(l.book);
	str_done(&l.text);
	arena_done(&l.arena);
	return ok;
}

bool
rule_store_load_file(struct desk *d, const struct form_file *file, day_num from,
		     const char *reason, struct err *e)
{
	const struct rule_load load = {
		.file = file->name,
		.bytes = file->bytes,
		.len = file->len,
		.from = from,
		.reason = reason,
	};
	struct faults f = FAULTS_INIT(file->name);
	struct rule_loaded loaded;
	bool ok = rule_store_load(d, &load, &f, &loaded, e);
	faults_done(&f);
	return ok;
}
