/*
 * today.c - the panels of the home screen. A panel is two questions: how many,
 * and which. Both are one condition, so that they cannot disagree.
 */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "desk/today/today_part.h"

#include "base/i18n.h"
#include "base/macros.h"
#include "desk/register/registration.h"
#include "desk/setting.h"
#include "desk/staff.h"
#include "form/form.h"
#include "store/stmt.h"

/* A registration's line: its id, group, number and what is to be said of it. */
#define ROWS_OF(what, from, order)                                                         \
	"SELECT r.id, r.group_id, coalesce(r.number, r.id), " what from " ORDER BY " order \
	" LIMIT ?3"

/* ?1 is today, ?2 the last day of notice. */
#define LAPSING                                                                                  \
	" FROM registration AS r WHERE r.state = 'approved' AND r.valid_until BETWEEN ?1 AND ?2" \
	" AND NOT EXISTS (SELECT 1 FROM registration AS n WHERE n.group_id = r.group_id"         \
	" AND n.valid_from > r.valid_until AND n.state NOT IN ('refused', 'lapsed'))"
#define LACKING                                                              \
	" FROM registration AS r JOIN civic_group AS g ON g.id = r.group_id" \
	" WHERE r.state = 'received' AND ?1 <= ?2"                           \
	" AND EXISTS (SELECT 1 FROM paper_requirement AS q WHERE" REGISTRATION_LACKS ")"
/* What is checked, and what was received with all its papers and only needs a look. */
#define WAITING                                                              \
	" FROM registration AS r JOIN civic_group AS g ON g.id = r.group_id" \
	" WHERE ?1 <= ?2 AND r.state IN ('checked', 'received')"             \
	" AND (r.state = 'checked' OR NOT EXISTS"                            \
	" (SELECT 1 FROM paper_requirement AS q WHERE" REGISTRATION_LACKS "))"

/* Those whose name stands for their reading; ?1 and ?2 as above. */
#define UNREAD " FROM group_without_reading WHERE ?1 <= ?2"

static bool
open_question(struct stmt *q, struct desk *d, const char *sql, struct err *e)
{
	char today[DATE_TEXT_SIZE], last[DATE_TEXT_SIZE];
	if (!stmt_open(q, d->store, sql, e))
		return false;
	date_to_iso(desk_today(d), today);
	date_to_iso(desk_today(d) + (day_num)setting_int(d, "registration.notice_days"), last);
	stmt_bind_text(q, 1, today);
	stmt_bind_text(q, 2, last);
	return true;
}

/* A question that cannot be asked counts as nothing; the list that it opens says why. */
static int64_t
count_of(struct desk *d, const char *sql)
{
	AUTO_STMT q = STMT_INIT;
	return open_question(&q, d, sql, NULL) && stmt_row(&q, NULL) ? stmt_int(&q, 0) : 0;
}

typedef const char *(*say_fn)(struct desk *d, struct arena *a, struct stmt *q);

/* Which of them: the id of each and what is said of it. */
struct question {
	const char *form, *sql;
	say_fn say;
};

static int
rows_of(struct desk *d, struct arena *a, int limit, const struct question *asked,
	struct today_row **out, struct err *e)
{
	AUTO_STMT q = STMT_INIT;
	int count = 0;
	if (!open_question(&q, d, asked->sql, e))
		return -1;
	stmt_bind_int(&q, 3, limit);
	*out = arena_alloc(a, sizeof(**out) * (size_t)(limit + 1));
	while (count < limit && stmt_row(&q, e)) {
		struct today_row *row = &(*out)[count++];
		row->form = form_find(d->forms, asked->form);
		row->id = stmt_int(&q, 0);
		row->text = asked->say(d, a, &q);
	}
	return stmt_failed(&q) ? -1 : count;
}

static const char *
group_title(struct desk *d, struct stmt *q)
{
	const char *title = d->lookup.ref_title(d->lookup.ctx, "group", stmt_int(q, 1));
	return title ? title : "";
}

static const char *
say_lapsing(struct desk *d, struct arena *a, struct stmt *q)
{
	AUTO_STR until = STR_INIT;
	date_add_short(&until, date_from_iso(stmt_text(q, 3)), desk_today(d));
	/* L10N: a day, the group, the number of its registration. */
	return arena_printf(a, _("until %s  %s  %s"), str_text(&until), group_title(d, q),
			    stmt_text(q, 2));
}

static const char *
say_lacking(struct desk *d, struct arena *a, struct stmt *q)
{
	AUTO_ARENA own = ARENA_INIT;
	AUTO_STR list = STR_INIT;
	const char **words;
	int count = registration_papers_missing(d, &own, stmt_int(q, 0), &words, NULL);
	for (int i = 0; i < count; i++)
		str_addf(&list, "%s%s", i > 0 ? _(", ") : "", words[i]);
	/* L10N: the group, the number of its registration, the papers. */
	return arena_printf(a, _("%s  %s  lacks %s"), group_title(d, q), stmt_text(q, 2),
			    str_text(&list));
}

static const char *
say_waiting(struct desk *d, struct arena *a, struct stmt *q)
{
	const char *state = stmt_text(q, 3);
	const char *word = d->lookup.code_word(d->lookup.ctx, "registration_state", state);
	return arena_printf(a, "%s  %s  %s", group_title(d, q), stmt_text(q, 2),
			    word ? word : state);
}

static int64_t
count_lapsing(struct desk *d)
{
	return count_of(d, TODAY_COUNT_OF(LAPSING));
}

static int
rows_lapsing(struct desk *d, struct arena *a, int limit, struct today_row **out, struct err *e)
{
	const struct question asked = {
		.form = "registration",
		.sql = ROWS_OF("r.valid_until", LAPSING, "r.valid_until, r.id"),
		.say = say_lapsing,
	};
	return rows_of(d, a, limit, &asked, out, e);
}

static int64_t
count_lacking(struct desk *d)
{
	return count_of(d, TODAY_COUNT_OF(LACKING));
}

static int
rows_lacking(struct desk *d, struct arena *a, int limit, struct today_row **out, struct err *e)
{
	const struct question asked = {
		.form = "registration",
		.sql = ROWS_OF("r.state", LACKING, "r.received_on, r.id"),
		.say = say_lacking,
	};
	return rows_of(d, a, limit, &asked, out, e);
}

static int64_t
count_waiting(struct desk *d)
{
	return count_of(d, TODAY_COUNT_OF(WAITING));
}

static int
rows_waiting(struct desk *d, struct arena *a, int limit, struct today_row **out, struct err *e)
{
	const struct question asked = {
		.form = "registration",
		.sql = ROWS_OF("r.state", WAITING, "r.state, r.received_on, r.id"),
		.say = say_waiting,
	};
	return rows_of(d, a, limit, &asked, out, e);
}

static const char *
say_unread(struct desk *d, struct arena *a, struct stmt *q)
{
	return arena_strdup(a, group_title(d, q));
}

static int64_t
count_unread(struct desk *d)
{
	return count_of(d, TODAY_COUNT_OF(UNREAD));
}

static int
rows_unread(struct desk *d, struct arena *a, int limit, struct today_row **out, struct err *e)
{
	const struct question asked = {
		.form = "group",
		.sql = "SELECT id, id" UNREAD " ORDER BY id LIMIT ?3",
		.say = say_unread,
	};
	return rows_of(d, a, limit, &asked, out, e);
}

/* A clerk's own drafts only: what somebody else has typed is not yet the centre's. */
static int
own_drafts(struct desk *d, struct arena *a, struct draft **out, struct err *e)
{
	return d->staff_id == 0 ? 0 : draft_list(d->drafts, a, d->staff_id, out, e);
}

static int64_t
count_drafts(struct desk *d)
{
	AUTO_ARENA a = ARENA_INIT;
	struct draft *drafts;
	int count = own_drafts(d, &a, &drafts, NULL);
	return count < 0 ? 0 : count;
}

/* The text of a field in a draft, or NULL: nothing was typed there. */
static const char *
typed_in(const struct draft_field *fields, int count, const char *name)
{
	for (int i = 0; i < count; i++)
		if (str_equal(fields[i].name, name) && !str_is_empty(fields[i].text))
			return fields[i].text;
	return NULL;
}

/* What many have alike tells none apart; what is private is not for the first screen. */
static bool
tells_draft(const struct form_field *f)
{
	enum field_kind kind = f->type->kind;
	return kind != FIELD_CHOICE && kind != FIELD_CHOICES && kind != FIELD_BOOL &&
	       kind != FIELD_TIME && !f->is_private;
}

/* A day as the other lines of the panels have it; else as it was typed. */
static void
add_typed(struct desk *d, const char *text, struct str *out)
{
	day_num day = date_from_iso(text);
	if (day != DAY_NONE)
		date_add_short(out, day, desk_today(d));
	else
		str_add(out, text);
}

/* A new record without a name yet is called by what was typed first in the form's order. */
static void
add_draft_name(struct desk *d, struct arena *a, const struct draft *draft, struct str *out)
{
	enum { TEXTS_SHOWN = 4 };
	const struct form *form = form_find(d->forms, draft->type);
	struct draft_field *fields;
	int count = form && draft->record_id == 0
			    ? draft_fields(d->drafts, a, draft->id, &fields, NULL)
			    : 0;
	int shown = 0;
	if (count > 0 && !typed_in(fields, count, form->title))
		for (int i = 0; i < form->field_count && shown < TEXTS_SHOWN; i++) {
			const char *text = typed_in(fields, count, form->fields[i].name);
			if (!text || !tells_draft(&form->fields[i]))
				continue;
			str_addf(out, "%s ", shown++ ? "" : form_label(form));
			add_typed(d, text, out);
		}
	if (shown == 0)
		str_add(out, draft->title ? draft->title : draft->type);
}

static const char *
say_draft(struct desk *d, struct arena *a, const struct draft *draft)
{
	AUTO_STR at = STR_INIT;
	date_add_short(&at, instant_day(draft->at), desk_today(d));
	str_add_char(&at, ' ');
	time_add(&at, instant_minutes(draft->at));
	str_add(&at, "  ");
	add_draft_name(d, a, draft, &at);
	return arena_strdup(a, str_text(&at));
}

static int
rows_drafts(struct desk *d, struct arena *a, int limit, struct today_row **out, struct err *e)
{
	struct draft *drafts;
	int count = own_drafts(d, a, &drafts, e);
	if (count < 0)
		return -1;
	if (count > limit)
		count = limit;
	*out = arena_alloc(a, sizeof(**out) * (size_t)(count + 1));
	for (int i = 0; i < count; i++)
		(*out)[i] = (struct today_row){ .id = drafts[i].id,
						.text = say_draft(d, a, &drafts[i]) };
	return count;
}

/* clang-format off */
static const struct today_panel panels[] = {
	{ "arrivals", N_("Arrivals today"), N_("Arrivals"),
	  "booking.view",  TODAY_AT_HOME, today_count_arrivals, today_rows_arrivals },
	{ "next_day", N_("Bookings of the next open day"), N_("Next day"),
	  "booking.view",  TODAY_WHEN_CLOSED, today_count_next_day, today_rows_next_day },
	{ "keys",    N_("Keys that are out"), N_("Keys out"),
	  "booking.view",  TODAY_TO_SETTLE, today_count_keys, today_rows_keys },
	{ "drafts",  N_("Drafts left behind"), N_("Drafts"),
	  NULL,            TODAY_AT_HOME, count_drafts,  rows_drafts },
	{ "calls",   N_("To be phoned"), N_("Phone"),
	  "booking.view",  TODAY_AT_HOME, today_count_calls, today_rows_calls },
	{ "holds",   N_("Holds that lapse by tomorrow"), N_("Lapsing holds"),
	  "booking.view",  TODAY_AT_HOME, today_count_holds, today_rows_holds },
	{ "series",  N_("Series dates that are free again"), N_("Free again"),
	  "booking.view",  TODAY_AT_HOME, today_count_series, today_rows_series },
	{ "applications", N_("Applications to permit"), N_("To permit"),
	  "booking.view",  TODAY_AT_HOME, today_count_applications, today_rows_applications },
	{ "missed",  N_("Nobody came, so it seems"), N_("No-shows"),
	  "booking.view",  TODAY_AT_HOME, today_count_missed, today_rows_missed },
	{ "unpaid",  N_("Unpaid by the day of use"), N_("Unpaid"),
	  "cash.view",     TODAY_TO_SETTLE, today_count_unpaid, today_rows_unpaid },
	{ "unpaid_ahead", N_("Unpaid, days ahead"), N_("Unpaid ahead"),
	  "cash.view",     TODAY_ASKED_FOR, today_count_unpaid_ahead, today_rows_unpaid_ahead },
	{ "refunds", N_("Money to give back"), N_("Refunds"),
	  "cash.view",     TODAY_TO_SETTLE, today_count_refunds, today_rows_refunds },
	{ "lapsing", N_("Registrations that lapse soon"), N_("To renew"),
	  "register.view", TODAY_AT_HOME, count_lapsing, rows_lapsing },
	{ "papers",  N_("Registrations lacking papers"), N_("Papers"),
	  "register.view", TODAY_AT_HOME, count_lacking, rows_lacking },
	{ "waiting", N_("Registrations to be decided"), N_("To decide"),
	  "register.view", TODAY_AT_HOME, count_waiting, rows_waiting },
	{ "unread",  N_("Groups without a reading"), N_("No reading"),
	  "register.view", TODAY_WHEN_ANY, count_unread,  rows_unread },
};
/* clang-format on */

void
today_add_brief(const struct today_panel *p, int64_t total, struct str *out)
{
	str_addf(out, "%s %lld%s", _(p->brief), (long long)total,
		 total >= TODAY_COUNT_MAX ? "+" : "");
}

void
today_say_open(struct desk *d, struct str *out)
{
	for (size_t i = 0; i < ARRAY_LEN(panels); i++) {
		const struct today_panel *p = &panels[i];
		if (p->place != TODAY_TO_SETTLE || !staff_may(d, p->right))
			continue;
		int64_t total = p->count(d);
		if (total == 0)
			continue;
		if (out->len > 0)
			str_add(out, _(", "));
		today_add_brief(p, total, out);
	}
}

const struct today_panel *
today_panels(int *count)
{
	*count = ARRAY_LEN(panels);
	return panels;
}
