/*
 * audit_log.c - the audit by question. Each kind of question has its own
 * statement, so that the index of its column serves it: "who saw this person"
 * takes the same time after ten years as on the first day.
 */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "desk/audit_log.h"

#include <assert.h>
#include <inttypes.h>

#include "base/i18n.h"
#include "base/json.h"
#include "base/utf8.h"
#include "desk/record/removed.h"
#include "desk/staff.h"
#include "form/form.h"
#include "store/audit.h"
#include "store/search.h"
#include "store/stmt.h"

enum { RECORDS_MAX = 500 }; /* records that a text may mean, of each type */

/* clang-format off */
static const char *const labels[] = {
	[AUDIT_ADD] = N_("added"),
	[AUDIT_CHANGE] = N_("changed"),
	[AUDIT_REMOVE] = N_("removed"),
	[AUDIT_VIEW] = N_("viewed"),
	[AUDIT_SEARCH] = N_("searched"),
	[AUDIT_PRINT] = N_("printed"),
	[AUDIT_EXPORT] = N_("exported"),
	[AUDIT_SIGN_IN] = N_("signed in"),
	[AUDIT_SIGN_OUT] = N_("signed out"),
	[AUDIT_SIGN_IN_FAILED] = N_("sign-in failed"),
	[AUDIT_LOCK] = N_("locked"),
	[AUDIT_UNDO] = N_("taken back"),
	[AUDIT_SYSTEM] = N_("system"),
};
/* clang-format on */
static_assert(ARRAY_LEN(labels) == AUDIT_ACTION_COUNT, "a label for every action");

const char *
audit_action_label(enum audit_action action)
{
	assert(action >= 0 && action < AUDIT_ACTION_COUNT);
	return _(labels[action]);
}

const char *
audit_reason_label(const char *reason)
{
	/* clang-format off */
	static const char *const own[] = {
		N_("command"), N_("demo"), N_("init"), N_("not printed after all"),
		N_("PIN removed"), N_("PIN set"), N_("too many failures"), N_("unlock"),
	};
	/* clang-format on */
	for (size_t i = 0; i < ARRAY_LEN(own); i++)
		if (str_equal(own[i], reason))
			return _(own[i]);
	return reason;
}

/*
 * ?1 staff, ?2 table, ?3 record, ?4 only views, ?5 only changes, ?6 is a text
 * asked, ?7 staff and ?8 "table:id" of records that it means, ?9 part of the
 * reason, ?10 the row to start from, ?11 how many.
 */
#define LINES                                                                                    \
	"SELECT a.seq, a.at, coalesce(s.name, a.os_user), a.action, a.object_type, a.object_id," \
	" a.reason, a.terminal FROM audit AS a LEFT JOIN staff AS s ON s.id = a.staff_id WHERE "
#define NARROWED                                                                       \
	" AND (?1 = 0 OR a.staff_id = ?1) AND (?2 = '' OR a.object_type = ?2)"         \
	" AND (?3 = 0 OR a.object_id = ?3)"                                            \
	" AND (?4 = 0 OR a.action IN ('view', 'search', 'print', 'export'))"           \
	" AND (?5 = 0 OR a.action IN ('add', 'change', 'remove', 'undo'))"             \
	" AND (?6 = 0 OR a.staff_id IN (SELECT value FROM json_each(?7))"              \
	" OR a.object_type || ':' || a.object_id IN (SELECT value FROM json_each(?8))" \
	" OR instr(a.reason, ?9) > 0)"
#define OLDER     " AND a.seq < ?10 ORDER BY a.seq DESC LIMIT ?11"
#define NEWER     " AND a.seq > ?10 ORDER BY a.seq LIMIT ?11"
#define OF_RECORD "a.object_type = ?2 AND a.object_id = ?3"
#define OF_STAFF  "a.staff_id = ?1"
#define OF_ANY    "a.seq > 0"

static const char *
statement(const struct audit_question *q, bool newer)
{
	if (q->record_id)
		return newer ? LINES OF_RECORD NARROWED NEWER : LINES OF_RECORD NARROWED OLDER;
	if (q->staff_id)
		return newer ? LINES OF_STAFF NARROWED NEWER : LINES OF_STAFF NARROWED OLDER;
	return newer ? LINES OF_ANY NARROWED NEWER : LINES OF_ANY NARROWED OLDER;
}

/* The clerks whose names hold the text, as a JSON array of ids. */
static bool
staff_meant(struct desk *d, const char *text, struct str *out, struct err *e)
{
	AUTO_STMT q = STMT_INIT;
	struct json j;

	json_init(&j, out);
	json_array(&j);
	if (!stmt_open(&q, d->store, "SELECT id FROM staff WHERE instr(name, ?1) > 0", e))
		return false;
	stmt_bind_text(&q, 1, text);
	while (stmt_row(&q, e))
		json_int(&j, stmt_int(&q, 0));
	json_end_array(&j);
	return !stmt_failed(&q);
}

static bool
is_searched(const struct form *form)
{
	for (int i = 0; i < form->field_count; i++)
		if (form->fields[i].search)
			return true;
	return false;
}

/* The records that the text means, as a JSON array of "table:id". */
static bool
records_meant(struct desk *d, const char *text, struct str *out, struct err *e)
{
	int64_t ids[RECORDS_MAX];
	struct json j;

	json_init(&j, out);
	json_array(&j);
	for (int i = 0; i < d->forms->count; i++) {
		const struct form *form = d->forms->forms[i];
		int count = is_searched(form)
				    ? search_find(d->store, form->name, text, ids, RECORDS_MAX, e)
				    : 0;

		if (count < 0)
			return false;
		for (int k = 0; k < count; k++) {
			AUTO_STR name = STR_INIT;

			str_addf(&name, "%s:%" PRId64, form->table, ids[k]);
			json_text(&j, name.s);
		}
	}
	json_end_array(&j);
	return true;
}

static bool
bind(struct stmt *stmt, struct desk *d, const struct audit_question *q, struct err *e)
{
	const char *text = q->text ? q->text : "";
	AUTO_STR staff = STR_INIT;
	AUTO_STR records = STR_INIT;

	if (!str_is_empty(text) &&
	    (!staff_meant(d, text, &staff, e) || !records_meant(d, text, &records, e)))
		return false;
	stmt_bind_int(stmt, 1, q->staff_id);
	stmt_bind_text(stmt, 2, q->form ? q->form->table : "");
	stmt_bind_int(stmt, 3, q->record_id);
	stmt_bind_int(stmt, 4, q->views);
	stmt_bind_int(stmt, 5, q->changes);
	stmt_bind_int(stmt, 6, !str_is_empty(text));
	stmt_bind_text(stmt, 7, staff.len ? staff.s : "[]");
	stmt_bind_text(stmt, 8, records.len ? records.s : "[]");
	stmt_bind_text(stmt, 9, text);
	return true;
}

/* What is written down of things that are no record. */
static const struct {
	const char *type, *label;
} others[] = {
	{ "audit", N_("Audit") },
	{ "backup", N_("Backup") },
	{ "clock", N_("The machine's clock went back") },
	{ "home", N_("The demo centre was made") },
	{ "migration", N_("New program: the database was brought up to date") },
	{ "postal_code", N_("Postal codes") },
	{ "restore", N_("A backup was brought back") },
};

/*
 * "団体 合唱団ひばり", also of a record that is no more; of a row about no single record,
 * the type alone.
 */
static const char *
describe(struct desk *d, struct arena *a, const struct form *form, int64_t id)
{
	if (!id)
		return form_plural(form);
	return arena_printf(a, "%s %s", form_label(form), removed_title(d, a, form, id));
}

static const char *
describe_other(const char *type)
{
	for (size_t i = 0; i < ARRAY_LEN(others); i++)
		if (str_equal(others[i].type, type))
			return _(others[i].label);
	return "";
}

static void
read_line(struct desk *d, struct arena *a, struct stmt *q, struct audit_line *line)
{
	enum audit_action action = audit_action_from_word(stmt_text(q, 3));

	line->seq = stmt_int(q, 0);
	instant_from_text(stmt_text(q, 1), &line->at);
	line->who = arena_strdup(a, stmt_text(q, 2));
	line->action = action < AUDIT_ACTION_COUNT ? audit_action_label(action)
						   : arena_strdup(a, stmt_text(q, 3));
	line->form = form_find_table(d->forms, stmt_text(q, 4));
	line->what = line->form ? "" : describe_other(stmt_text(q, 4));
	line->record_id = stmt_int(q, 5);
	line->reason = arena_strdup(a, audit_reason_label(stmt_text(q, 6)));
	line->terminal = arena_strdup(a, stmt_text(q, 7));
}

static void
reverse(struct audit_line *lines, int count)
{
	for (int i = 0; i < count / 2; i++) {
		struct audit_line line = lines[i];

		lines[i] = lines[count - 1 - i];
		lines[count - 1 - i] = line;
	}
}

int
audit_log_lines(struct desk *d, struct arena *a, const struct audit_question *q, int64_t before,
		int n, struct audit_line **out, struct err *e)
{
	bool newer = before < 0;
	int count = 0;

	if (!staff_require(d, "audit.view", e))
		return -1;
	*out = arena_alloc(a, (size_t)(n > 0 ? n : 1) * sizeof(**out));
	{
		AUTO_STMT stmt = STMT_INIT;

		if (!stmt_open(&stmt, d->store, statement(q, newer), e) || !bind(&stmt, d, q, e))
			return -1;
		stmt_bind_int(&stmt, 10, newer ? -before : before > 0 ? before : INT64_MAX);
		stmt_bind_int(&stmt, 11, n);
		while (count < n && stmt_row(&stmt, e))
			read_line(d, a, &stmt, &(*out)[count++]);
		if (stmt_failed(&stmt))
			return -1;
	}
	for (int i = 0; i < count; i++)
		if ((*out)[i].form)
			(*out)[i].what = describe(d, a, (*out)[i].form, (*out)[i].record_id);
	if (newer)
		reverse(*out, count);
	return count;
}

bool
audit_log_open(struct desk *d, const struct audit_question *q, struct err *e)
{
	AUTO_STR detail = STR_INIT;
	struct json j;
	struct audit_entry entry = { .action = AUDIT_VIEW, .object_type = "audit", .reason = "" };

	if (!staff_require(d, "audit.view", e))
		return false;
	json_init(&j, &detail);
	json_object(&j);
	json_key(&j, "staff");
	json_int(&j, q->staff_id);
	json_key(&j, "table");
	json_text(&j, q->form ? q->form->table : NULL);
	json_key(&j, "record");
	json_int(&j, q->record_id);
	json_end_object(&j);
	entry.detail = detail.s;
	return audit_view(d->store, &entry, e);
}
