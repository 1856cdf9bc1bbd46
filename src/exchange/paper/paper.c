/* paper.c - see paper.h: the kinds of papers as a table, and the blocks that they are made of. */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "exchange/paper/paper_part.h"

#include <assert.h>
#include <stdlib.h>

#include "base/i18n.h"
#include "base/lang.h"
#include "base/macros.h"
#include "base/mem.h"
#include "desk/setting.h"
#include "desk/site.h"

static const struct {
	const char *word, *label, *form;
	bool (*make)(struct paper_work *w, struct err *e);
} kinds[] = {
	[PAPER_APPLICATION] = { "application", N_("Application"), "booking", paper_of_application },
	[PAPER_PERMIT] = { "permit", N_("Permit and receipt"), "booking", paper_of_permit },
	[PAPER_RECEIPT] = { "receipt", N_("Receipt"), "receipt", paper_of_receipt },
	[PAPER_REFUND] = { "refund", N_("Refund slip"), "receipt", paper_of_receipt },
	[PAPER_BOARD] = { "board", N_("Board of the day"), NULL, paper_of_board },
	[PAPER_WEEK] = { "week", N_("Week of a room"), "room", paper_of_week },
	[PAPER_CALLS] = { "calls", N_("Whom to phone"), NULL, paper_of_calls },
};
static_assert(ARRAY_LEN(kinds) == PAPER_KIND_COUNT, "a kind of paper without its row");

static const struct {
	const char *word, *ending;
	bool (*write)(const struct paper *p, struct str *out, struct err *e);
} formats[] = {
	[PAPER_TEXT] = { "text", ".txt", paper_write_text },
#ifdef HAVE_PANGO
	[PAPER_PDF] = { "pdf", ".pdf", paper_write_pdf },
#else
	[PAPER_PDF] = { "pdf", ".pdf", NULL },
#endif
};
static_assert(ARRAY_LEN(formats) == PAPER_FORMAT_COUNT, "a format of papers without its row");

const char *
paper_kind_word(enum paper_kind kind)
{
	return kinds[kind].word;
}

enum paper_kind
paper_kind_from_word(const char *word)
{
	enum paper_kind kind = 0;
	while (kind < PAPER_KIND_COUNT && !str_equal(kinds[kind].word, word))
		kind++;
	return kind;
}

const char *
paper_kind_label(enum paper_kind kind)
{
	return _(kinds[kind].label);
}

const char *
paper_kind_form(enum paper_kind kind)
{
	return kinds[kind].form;
}

enum paper_format
paper_format_from_word(const char *word)
{
	enum paper_format format = 0;
	while (format < PAPER_FORMAT_COUNT && !str_equal(formats[format].word, word))
		format++;
	return format;
}

const char *
paper_format_ending(enum paper_format format)
{
	return formats[format].ending;
}

bool
paper_format_is_built(enum paper_format format)
{
	return formats[format].write != NULL;
}

/* --- blocks --- */

static void
add_block(struct paper *p, enum paper_block_kind kind, const char *const *texts, int count)
{
	if (p->count == p->room) {
		p->room = p->room * 2 + 16;
		p->blocks = mem_resize(p->blocks, (size_t)p->room, sizeof(*p->blocks));
	}
	const char **copies = arena_alloc(&p->arena, sizeof(*copies) * (size_t)(count + 1));
	for (int i = 0; i < count; i++)
		copies[i] = arena_strdup(&p->arena, texts[i] ? texts[i] : "");
	p->blocks[p->count++] = (struct paper_block){ kind, count, copies };
}

void
paper_add(struct paper *p, enum paper_block_kind kind, const char *text)
{
	add_block(p, kind, &text, 1);
}

void
paper_add_pair(struct paper *p, const char *label, const char *value)
{
	const char *const texts[] = { label, value };
	add_block(p, PAPER_PAIR, texts, 2);
}

void
paper_add_row(struct paper *p, enum paper_block_kind kind, const char *const *texts)
{
	add_block(p, kind, texts, p->columns);
}

void
paper_gap(struct paper *p)
{
	add_block(p, PAPER_GAP, NULL, 0);
}

void
paper_add_day(struct paper *p, enum paper_block_kind kind, day_num day)
{
	AUTO_STR text = STR_INIT;
	date_add_long(&text, day);
	paper_add(p, kind, str_text(&text));
}

/* --- making --- */

/* What was said before was for the clerk; the week and the calls are for the staff as a whole. */
static void
begin_words(struct paper_work *w)
{
	if (w->request->kind <= PAPER_BOARD)
		lang_use(!setting_int(w->desk, "paper.in_english"));
}

bool
paper_log(struct paper_work *w, struct printed *rows, int count, struct err *e)
{
	struct paper *p = w->paper;
	AUTO_STR office = STR_INIT;
	site_add_office(w->desk, w->site_id, &office);
	w->office = arena_strdup(&p->arena, str_text(&office));
	p->number = print_log(w->desk, rows, count, e);
	if (p->number == 0)
		return false;
	begin_words(w);
	p->again = rows[0].again && w->request->kind <= PAPER_REFUND; /* a list is no document */
	if (p->again)
		paper_add(p, PAPER_LEFT, _("[ Reprint ]"));
	p->foot = arena_printf(&p->arena,
			       /* L10N: the centre, the paper's number, "   Reprint" or "" */
			       _("%s   issue no. %lld%s"), w->office,
			       (long long)p->number, p->again ? _("   Reprint") : "");
	return true;
}

bool
paper_make(struct desk *d, const struct paper_request *q, struct paper *out, struct err *e)
{
	struct paper_work w = {
		.desk = d,
		.request = q,
		.paper = out,
		.day = q->day == DAY_NONE ? desk_today(d) : q->day,
	};
	bool was_ja = lang_is_ja();
	*out = (struct paper){ .kind = q->kind };
	bool ok = kinds[q->kind].make(&w, e);
	lang_use(was_ja);
	return ok;
}

void
paper_done(struct paper *p)
{
	arena_done(&p->arena);
	free(p->blocks);
	*p = (struct paper){ .kind = p->kind };
}

bool
paper_write(const struct paper *p, enum paper_format format, struct str *out, struct err *e)
{
	if (formats[format].write)
		return formats[format].write(p, out, e);
	return err_set(e, ERR_REFUSED,
		       _("This program was built without Pango: print as text (--format text)."));
}

/* A paper on its way to a file. */
struct printing {
	struct desk *desk;
	const struct paper_request *request;
	const struct paper_out *out;
	int64_t number;
};

static bool
print_it(void *ctx, struct err *e)
{
	struct printing *g = ctx;
	struct paper p;
	AUTO_STR bytes = STR_INIT;
	bool ok = paper_make(g->desk, g->request, &p, e) &&
		  paper_write(&p, g->out->format, &bytes, e) &&
		  outfile_write(g->out->file, bytes.s, bytes.len, e) &&
		  outfile_finish(g->out->file, e);
	g->number = p.number;
	paper_done(&p);
	return ok;
}

bool
paper_print(struct desk *d, const struct paper_request *q, const struct paper_out *out,
	    struct err *e)
{
	struct printing g = { d, q, out, 0 };
	if (!print_whole(d, print_it, &g, e))
		return false;
	if (out->give(out->ctx, out->file, g.number, e))
		return true;
	print_failed(d, g.number);
	return false;
}
