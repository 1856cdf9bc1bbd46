/*
 * check.c - the parts of `madoguchi check`. A part that cannot look (a damaged
 * file) counts as a finding, and the parts after it still look.
 */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "desk/check/check.h"

#include <stdarg.h>
#include <string.h>

#include "base/i18n.h"
#include "base/str.h"
#include "desk/check/check_part.h"
#include "desk/record/record_check.h"
#include "store/audit.h"
#include "store/search.h"
#include "store/stmt.h"

/* A part with more findings than this says only how many more. */
#define FINDINGS_SHOWN 100

void
check_found(struct check *c, const char *fmt, ...)
{
	AUTO_STR finding = STR_INIT;
	va_list ap;
	if (c->findings++ >= FINDINGS_SHOWN)
		return;
	va_start(ap, fmt);
	str_vaddf(&finding, fmt, ap);
	va_end(ap);
	c->report(c->ctx, c->part, str_text(&finding));
}

static void
found(void *ctx, const char *finding)
{
	check_found(ctx, "%s", finding);
}

static bool
check_schema(struct check *c, struct err *e)
{
	return store_check_schema(c->desk->store, found, c, e);
}

static bool
check_file(struct check *c, struct err *e)
{
	return store_check(c->desk->store, found, c, e);
}

static void
found_in_chain(void *ctx, int64_t seq, bool is_fault, const char *finding)
{
	if (is_fault)
		check_found(ctx, _("row %lld: %s"), (long long)seq, finding);
}

static bool
check_audit(struct check *c, struct err *e)
{
	return audit_verify(c->desk->store, NULL, found_in_chain, c, e);
}

static bool
check_search(struct check *c, struct err *e)
{
	return search_check(c->desk->store, found, c, e);
}

/* Does the table `list` of lists, or of series, have the name? */
static bool
has_name(struct check *c, const char *sql, const char *name)
{
	AUTO_STMT q = STMT_INIT;
	if (!stmt_open(&q, c->desk->store, sql, NULL))
		return false;
	stmt_bind_text(&q, 1, name);
	return stmt_row(&q, NULL);
}

/* What a form names beside its table: code lists, its series, checks that C provides. */
static void
check_names(struct check *c, const struct form *form)
{
	for (int i = 0; i < form->field_count; i++) {
		const struct form_field *f = &form->fields[i];
		if (f->list && !has_name(c, "SELECT 1 FROM code_list WHERE list = ?1", f->list))
			check_found(
				c,
				_("%s: the field %s needs the code list %s, which is not there."),
				form->name, f->name, f->list);
	}
	if (form->series &&
	    !has_name(c, "SELECT 1 FROM number_series WHERE series = ?1", form->series))
		check_found(c, _("%s: the number series %s is not there."), form->name,
			    form->series);
	for (int i = 0; i < form->check_count; i++)
		if (!record_check_exists(form->checks[i]))
			check_found(c, _("%s: the program has no check called %s."), form->name,
				    form->checks[i]);
}

static void
found_lines(struct check *c, const struct str *lines)
{
	for (const char *p = str_text(lines); *p;) {
		int len = (int)strcspn(p, "\n");
		check_found(c, "%.*s", len, p);
		p += len + (p[len] == '\n');
	}
}

static bool
check_form(struct check *c, const struct form *form, struct err *e)
{
	AUTO_ARENA a = ARENA_INIT;
	AUTO_STR findings = STR_INIT;
	struct store_column *columns;
	int count = store_columns(c->desk->store, &a, form->table, &columns, e);
	if (count < 0)
		return false;
	struct form_column *shown = arena_alloc(&a, sizeof(*shown) * (size_t)(count + 1));
	for (int i = 0; i < count; i++)
		shown[i] = (struct form_column){
			.name = columns[i].name,
			.type = columns[i].type,
			.not_null = columns[i].not_null,
			.primary_key = columns[i].primary_key,
			.has_default = columns[i].has_default,
			.references = columns[i].references,
		};
	form_check(form, c->desk->forms, shown, count, &findings);
	form_check_defaults(form, &c->desk->lookup, &findings);
	found_lines(c, &findings);
	check_names(c, form);
	return true;
}

static bool
check_forms(struct check *c, struct err *e)
{
	for (int i = 0; i < c->desk->forms->count; i++)
		if (!check_form(c, c->desk->forms->forms[i], e))
			return false;
	return true;
}

/* clang-format off */
static const struct part {
	const char *name;
	bool (*run)(struct check *c, struct err *e);
} parts[] = {
	{ N_("Schema"),       check_schema  },
	{ N_("Database file"), check_file   },
	{ N_("Forms"),        check_forms   },
	{ N_("Guards"),       check_guards  },
	{ N_("Audit chain"),  check_audit   },
	{ N_("Records and audit"), check_records },
	{ N_("Numbers"),      check_numbers },
	{ N_("Rules"),        check_rules },
	{ N_("Search index"), check_search  },
};
/* clang-format on */

static int
run_part(struct desk *d, const struct part *part, check_report_fn report, void *ctx)
{
	struct check c = { .desk = d, .part = _(part->name), .report = report, .ctx = ctx };
	struct err e = { 0 };
	if (!part->run(&c, &e))
		check_found(&c, "%s", e.msg);
	if (c.findings > FINDINGS_SHOWN) {
		AUTO_STR more = STR_INIT;
		int left = c.findings - FINDINGS_SHOWN;
		str_addf(&more, ngettext("and %d more", "and %d more", (unsigned long)left), left);
		report(ctx, c.part, str_text(&more));
	} else if (c.findings == 0) {
		report(ctx, c.part, NULL);
	}
	return c.findings;
}

int
check_all(struct desk *d, check_report_fn report, void *ctx)
{
	int findings = 0;
	for (size_t i = 0; i < ARRAY_LEN(parts); i++)
		findings += run_part(d, &parts[i], report, ctx);
	return findings;
}
