/* export_log.c - see export_log.h. */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "desk/export_log.h"

#include "base/auto.h"
#include "base/i18n.h"
#include "base/json.h"
#include "base/utf8.h"
#include "store/audit.h"
#include "store/place.h"

enum { PURPOSE_MAX = 200 };

/* Records of persons are personal as such; so is the name of one in another record. */
static bool
is_of_persons(const struct form *form)
{
	return form != NULL && form->withheld != NULL;
}

bool
export_is_personal(struct desk *d, const struct record_list *l)
{
	const struct form *form = record_list_form(l);
	const int *fields;
	int count = record_list_file_fields(l, &fields);
	bool found = is_of_persons(form);
	for (int i = 0; i < count && !found; i++) {
		const struct form_field *f = &form->fields[fields[i]];
		found = f->is_private || (f->ref && is_of_persons(form_find(d->forms, f->ref)));
	}
	return found;
}

static bool
check_purpose(struct desk *d, const struct export_plan *plan, struct err *e)
{
	AUTO_STR trimmed = STR_INIT;
	str_add(&trimmed, plan->purpose);
	str_trim(&trimmed);
	if (trimmed.len == 0 && export_is_personal(d, plan->list))
		return err_set_field(e, ERR_INVALID, "purpose",
				     _("The file will hold personal data: say what it is for."));
	if (utf8_count(plan->purpose) > PURPOSE_MAX)
		return err_set_field(e, ERR_INVALID, "purpose",
				     _("A purpose has at most %d characters."), PURPOSE_MAX);
	if (!utf8_check_text(plan->purpose, false, e)) {
		AUTO_STR why = STR_INIT;
		str_add(&why, e ? e->msg : "");
		return err_set_field(e, ERR_INVALID, "purpose", "%s", str_text(&why));
	}
	return true;
}

static void
add_columns(const struct record_list *l, struct json *j)
{
	const int *fields;
	int count = record_list_file_fields(l, &fields);
	json_key(j, "columns");
	json_array(j);
	for (int i = 0; i < count; i++)
		json_text(j, record_list_form(l)->fields[fields[i]].name);
	json_end_array(j);
}

static void
add_text(struct json *j, const char *key, const char *value)
{
	json_key(j, key);
	json_text(j, value);
}

static void
add_number(struct json *j, const char *key, int64_t value)
{
	json_key(j, key);
	json_int(j, value);
}

static bool
write_row(struct desk *d, const struct export_plan *plan, const char *detail, struct err *e)
{
	const struct audit_entry entry = {
		.action = AUDIT_EXPORT,
		.object_type = record_list_form(plan->list)->table,
		.reason = plan->purpose,
		.detail = detail,
	};
	return audit_view(d->store, &entry, e);
}

bool
export_log_begin(struct desk *d, const struct export_plan *plan, struct err *e)
{
	AUTO_STR detail = STR_INIT;
	struct json j;
	if (!check_purpose(d, plan, e))
		return false;
	json_init(&j, &detail);
	json_object(&j);
	record_list_add_question(plan->list, &j);
	add_columns(plan->list, &j);
	add_text(&j, "format", plan->format);
	add_text(&j, "unmapped", plan->unmapped);
	json_end_object(&j);
	return write_row(d, plan, str_text(&detail), e);
}

bool
export_log_end(struct desk *d, const struct export_plan *plan, const struct export_outcome *outcome,
	       struct err *e)
{
	AUTO_STR detail = STR_INIT;
	struct json j;
	json_init(&j, &detail);
	json_object(&j);
	add_text(&j, "file", outcome->file);
	add_text(&j, "format", plan->format);
	add_number(&j, "rows", outcome->rows);
	add_number(&j, "bytes", outcome->bytes);
	add_text(&j, "sha256", outcome->sha256);
	add_text(&j, "unmapped", plan->unmapped);
	add_number(&j, "replaced", outcome->replaced);
	json_end_object(&j);
	return write_row(d, plan, str_text(&detail), e);
}

char *
export_folder(struct desk *d, struct err *e)
{
	AUTO_FREE char *path = place_path(store_home(d->store), "exports");
	return place_subfolder(path, e) ? TAKE(path) : NULL;
}
