/* import_trial.h - an import from a text, with what it said, for the tests of imports. */
/* SPDX-License-Identifier: MIT */
#ifndef TEST_IMPORT_TRIAL_H
#define TEST_IMPORT_TRIAL_H

#include "desk_home.h"

#include "exchange/import/import.h"

/* One import, with what it said. */
struct trial {
	struct import_options o;
	struct import_result r;
	struct str said; /* "line 3: …\n" for each refused row */
	struct err e;
	int progress_left; /* cancels when it reaches 0; negative: never */
};

static inline void
said(void *ctx, const struct import_reject *reject)
{
	struct trial *t = ctx;
	str_addf(&t->said, "%lld%s: %s\n", (long long)reject->line, reject->is_alike ? "?" : "",
		 reject->reason);
}

static inline bool
progress(void *ctx, int done)
{
	struct trial *t = ctx;
	assert_in_range(done, 0, 1000);
	return t->progress_left < 0 || t->progress_left-- > 0;
}

static inline void
trial_done(struct trial *t)
{
	str_done(&t->said);
}
#define TRIAL AUTO(trial_done) struct trial

static inline FILE *
file_of(const char *text)
{
	FILE *f = tmpfile();
	assert_non_null(f);
	fputs(text, f);
	return f;
}

/* Imports the text as groups with what `t->o` says beside. */
static inline bool
import_text(struct desk *d, struct trial *t, const char *form, const char *text)
{
	AUTO(import_map_done) struct import_map m = { 0 };
	AUTO_FCLOSE FILE *f = file_of(text);
	str_clear(&t->said);
	err_clear(&t->e);
	t->o.form = the_form(d, form);
	t->o.file = f;
	t->o.name = "ledger.csv";
	t->o.map = &m;
	t->o.rejected = said;
	t->o.progress = progress;
	t->o.ctx = t;
	if (!import_headings(&m, t->o.form, &(struct import_source){ f, t->o.encoding, 0 }, &t->e))
		return false;
	return import_run(d, &t->o, &t->r, &t->e);
}

static inline struct form_key
key_of(struct desk *d, const char *form, const char *field)
{
	return (struct form_key){ { form_field_index(the_form(d, form), field) }, 1 };
}

static inline struct trial
new_trial(void)
{
	return (struct trial){ .progress_left = -1 };
}

#endif
