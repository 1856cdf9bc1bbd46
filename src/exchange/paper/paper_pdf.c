/*
 * paper_pdf.c - a paper drawn on A4 by Pango and cairo, its font embedded. What no font
 * here can draw stops it: a name with a box in it is no name.
 */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "exchange/paper/paper_part.h"

#include <signal.h>

#include "base/i18n.h"
#include "base/log.h"
#include "exchange/paper/pango_library.h"

/* Points of 1/72 inch. */
#define PAGE_WIDTH  595.0
#define PAGE_HEIGHT 842.0
#define MARGIN      56.0
#define TEXT_WIDTH  (PAGE_WIDTH - 2 * MARGIN)
#define FOOT_HEIGHT 24.0
#define LABEL_WIDTH 130.0
#define PADDING     4.0
#define GAP         10.0

/* The first that is there; HACKING says why VL Gothic. */
#define FAMILIES "VL Gothic, Noto Sans CJK JP, IPAexGothic, sans-serif "

enum size { SIZE_FOOT, SIZE_CELL, SIZE_TEXT, SIZE_SUM, SIZE_TITLE, SIZE_COUNT };
static const char *const fonts[SIZE_COUNT] = {
	[SIZE_FOOT] = FAMILIES "9", [SIZE_CELL] = FAMILIES "10",  [SIZE_TEXT] = FAMILIES "12",
	[SIZE_SUM] = FAMILIES "20", [SIZE_TITLE] = FAMILIES "22",
};

struct drawing {
	struct pango_library lib;
	const struct paper *paper;
	cairo_surface_t *surface;
	cairo_t *cr;
	PangoFontDescription *fonts[SIZE_COUNT];
	double y;              /* where the next block begins */
	const char *undrawn;   /* the first text that no font could draw */
	const struct paper_block *head; /* of the columns, for the next page */
};

/* A text in its place. */
struct placed {
	const char *text;
	enum size size;
	double x, width;
	PangoAlignment alignment;
};

static PangoLayout *
lay_out(struct drawing *d, const struct placed *t)
{
	PangoLayout *l = d->lib.pango_cairo_create_layout(d->cr);
	PangoContext *context = d->lib.pango_layout_get_context(l);
	d->lib.pango_cairo_context_set_resolution(context, 72); /* a point is a point */
	d->lib.pango_context_set_language(context, d->lib.pango_language_from_string("ja"));
	d->lib.pango_layout_set_font_description(l, d->fonts[t->size]);
	d->lib.pango_layout_set_width(l, (int)(t->width * PANGO_SCALE));
	d->lib.pango_layout_set_wrap(l, PANGO_WRAP_WORD_CHAR);
	d->lib.pango_layout_set_alignment(l, t->alignment);
	d->lib.pango_layout_set_text(l, t->text, -1);
	if (!d->undrawn && d->lib.pango_layout_get_unknown_glyphs_count(l) > 0)
		d->undrawn = t->text;
	return l;
}

static double
height_of(struct drawing *d, const struct placed *t)
{
	PangoLayout *l = lay_out(d, t);
	int height;
	d->lib.pango_layout_get_size(l, NULL, &height);
	d->lib.g_object_unref(l);
	return (double)height / PANGO_SCALE;
}

static void
draw_at(struct drawing *d, const struct placed *t, double y)
{
	PangoLayout *l = lay_out(d, t);
	d->lib.cairo_move_to(d->cr, t->x, y);
	d->lib.pango_cairo_show_layout(d->cr, l);
	d->lib.g_object_unref(l);
}

static void
draw_rule(struct drawing *d, double y)
{
	d->lib.cairo_set_line_width(d->cr, 0.5);
	d->lib.cairo_move_to(d->cr, MARGIN, y);
	d->lib.cairo_line_to(d->cr, PAGE_WIDTH - MARGIN, y);
	d->lib.cairo_stroke(d->cr);
}

static void
draw_foot(struct drawing *d)
{
	const struct placed foot = { d->paper->foot, SIZE_FOOT, MARGIN, TEXT_WIDTH,
				     PANGO_ALIGN_LEFT };
	draw_rule(d, PAGE_HEIGHT - MARGIN);
	draw_at(d, &foot, PAGE_HEIGHT - MARGIN + PADDING);
}

static void draw_cells(struct drawing *d, const struct paper_block *b);

/* A block that does not fit goes to the next page, under the headings of its columns. */
static void
make_room(struct drawing *d, double height, bool is_row)
{
	if (d->y + height <= PAGE_HEIGHT - MARGIN - FOOT_HEIGHT || d->y <= MARGIN)
		return;
	draw_foot(d);
	d->lib.cairo_show_page(d->cr);
	d->y = MARGIN;
	if (is_row && d->head)
		draw_cells(d, d->head);
}

static void
draw_text(struct drawing *d, const char *text, enum size size, PangoAlignment alignment)
{
	const struct placed t = { text, size, MARGIN, TEXT_WIDTH, alignment };
	double height = height_of(d, &t);
	make_room(d, height, false);
	draw_at(d, &t, d->y);
	d->y += height + PADDING;
}

/* A label and its value in two frames side by side. */
static void
draw_pair(struct drawing *d, const struct paper_block *b)
{
	const struct placed label = { b->texts[0], SIZE_TEXT, MARGIN + PADDING,
				      LABEL_WIDTH - 2 * PADDING, PANGO_ALIGN_LEFT };
	const struct placed value = { b->texts[1], SIZE_TEXT, MARGIN + LABEL_WIDTH + PADDING,
				      TEXT_WIDTH - LABEL_WIDTH - 2 * PADDING, PANGO_ALIGN_LEFT };
	double left = height_of(d, &label), right = height_of(d, &value);
	double height = (left > right ? left : right) + 2 * PADDING;
	make_room(d, height, false);
	d->lib.cairo_set_line_width(d->cr, 0.5);
	d->lib.cairo_rectangle(d->cr, MARGIN, d->y, LABEL_WIDTH, height);
	d->lib.cairo_rectangle(d->cr, MARGIN + LABEL_WIDTH, d->y, TEXT_WIDTH - LABEL_WIDTH, height);
	d->lib.cairo_stroke(d->cr);
	draw_at(d, &label, d->y + PADDING);
	draw_at(d, &value, d->y + PADDING);
	d->y += height;
}

static void
draw_cells(struct drawing *d, const struct paper_block *b)
{
	struct placed cells[PAPER_COLUMNS_MAX];
	double x = MARGIN, height = 0;
	for (int i = 0; i < b->count; i++) {
		double width = TEXT_WIDTH * d->paper->widths[i] / PAPER_WIDTH;
		cells[i] = (struct placed){ b->texts[i], SIZE_CELL, x, width - PADDING,
					    PANGO_ALIGN_LEFT };
		double own = height_of(d, &cells[i]);
		height = own > height ? own : height;
		x += width;
	}
	make_room(d, height + 2 * PADDING, b->kind == PAPER_ROW);
	for (int i = 0; i < b->count; i++)
		draw_at(d, &cells[i], d->y + PADDING);
	d->y += height + 2 * PADDING;
	draw_rule(d, d->y);
}

static void
draw_block(struct drawing *d, const struct paper_block *b)
{
	switch (b->kind) {
	case PAPER_TITLE:
		d->y += GAP;
		draw_text(d, b->texts[0], SIZE_TITLE, PANGO_ALIGN_CENTER);
		d->y += GAP;
		break;
	case PAPER_LEFT:
		d->y += PADDING;
		draw_text(d, b->texts[0], SIZE_TEXT, PANGO_ALIGN_LEFT);
		break;
	case PAPER_RIGHT:
		draw_text(d, b->texts[0], SIZE_TEXT, PANGO_ALIGN_RIGHT);
		break;
	case PAPER_SUM:
		draw_text(d, b->texts[0], SIZE_SUM, PANGO_ALIGN_CENTER);
		break;
	case PAPER_PAIR:
		draw_pair(d, b);
		break;
	case PAPER_HEAD:
		d->head = b;
		draw_cells(d, b);
		break;
	case PAPER_ROW:
		draw_cells(d, b);
		break;
	case PAPER_GAP:
		d->y += GAP;
		break;
	}
}

static cairo_status_t
write_bytes(void *ctx, const unsigned char *bytes, unsigned int len)
{
	str_add_len(ctx, (const char *)bytes, len);
	return CAIRO_STATUS_SUCCESS;
}

static void
begin(struct drawing *d, struct str *out)
{
	d->surface = d->lib.cairo_pdf_surface_create_for_stream(write_bytes, out, PAGE_WIDTH,
								PAGE_HEIGHT);
	d->lib.cairo_pdf_surface_set_metadata(d->surface, CAIRO_PDF_METADATA_TITLE,
					      paper_kind_label(d->paper->kind));
	d->cr = d->lib.cairo_create(d->surface);
	for (int i = 0; i < SIZE_COUNT; i++)
		d->fonts[i] = d->lib.pango_font_description_from_string(fonts[i]);
	d->y = MARGIN;
}

/* Also lets go of the fonts that Pango keeps for the next paper. */
static bool
end(struct drawing *d, struct err *e)
{
	for (int i = 0; i < SIZE_COUNT; i++)
		d->lib.pango_font_description_free(d->fonts[i]);
	d->lib.cairo_destroy(d->cr);
	d->lib.cairo_surface_finish(d->surface);
	cairo_status_t status = d->lib.cairo_surface_status(d->surface);
	d->lib.cairo_surface_destroy(d->surface);
	d->lib.pango_cairo_font_map_set_default(NULL);
	if (status == CAIRO_STATUS_SUCCESS)
		return true;
	log_write("paper: %s", d->lib.cairo_status_to_string(status));
	return err_set(e, ERR_IO, _("The paper cannot be drawn: print as text."));
}

static bool
draw(struct drawing *d, struct str *out, struct err *e)
{
	if (!pango_library_open(&d->lib, PANGO_SONAME, e))
		return false;
	begin(d, out);
	for (int i = 0; i < d->paper->count; i++)
		draw_block(d, &d->paper->blocks[i]);
	draw_foot(d);
	d->lib.cairo_show_page(d->cr);
	bool ok = end(d, e);
	pango_library_close(&d->lib);
	return ok;
}

/* Pango asks fontconfig in threads of its own: signals are for the desk's alone. */
bool
paper_write_pdf(const struct paper *p, struct str *out, struct err *e)
{
	struct drawing d = { .paper = p };
	size_t before = out->len;
	sigset_t all, former;
	sigfillset(&all);
	pthread_sigmask(SIG_SETMASK, &all, &former);
	bool ok = draw(&d, out, e);
	pthread_sigmask(SIG_SETMASK, &former, NULL);
	if (ok && d.undrawn)
		ok = err_set(e, ERR_REFUSED,
			     _("No font here can draw \"%s\": print as text, or have the package "
			       "fonts-vlgothic installed."),
			     d.undrawn);
	if (!ok)
		str_remove(out, before, out->len - before);
	return ok;
}
