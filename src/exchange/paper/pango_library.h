/*
 * pango_library.h - Pango and cairo, loaded when a paper is drawn: with fontconfig, GLib
 * and what else they bring along they would cost every start of the desk more than
 * all of its own.
 */
/* SPDX-License-Identifier: MIT */
#ifndef EXCHANGE_PAPER_PANGO_LIBRARY_H
#define EXCHANGE_PAPER_PANGO_LIBRARY_H

#include <cairo-pdf.h>
#include <pango/pangocairo.h>
#include <stdbool.h>

#include "base/err.h"

/* What we call of them. */
/* clang-format off */
#define PANGO_FUNCTIONS(X) \
	X(cairo_create) \
	X(cairo_destroy) \
	X(cairo_line_to) \
	X(cairo_move_to) \
	X(cairo_pdf_surface_create_for_stream) \
	X(cairo_pdf_surface_set_metadata) \
	X(cairo_rectangle) \
	X(cairo_set_line_width) \
	X(cairo_show_page) \
	X(cairo_status_to_string) \
	X(cairo_stroke) \
	X(cairo_surface_destroy) \
	X(cairo_surface_finish) \
	X(cairo_surface_status) \
	X(g_object_unref) \
	X(pango_cairo_context_set_resolution) \
	X(pango_cairo_create_layout) \
	X(pango_cairo_font_map_set_default) \
	X(pango_cairo_show_layout) \
	X(pango_context_set_language) \
	X(pango_font_description_free) \
	X(pango_font_description_from_string) \
	X(pango_language_from_string) \
	X(pango_layout_get_context) \
	X(pango_layout_get_size) \
	X(pango_layout_get_unknown_glyphs_count) \
	X(pango_layout_set_alignment) \
	X(pango_layout_set_font_description) \
	X(pango_layout_set_text) \
	X(pango_layout_set_width) \
	X(pango_layout_set_wrap)
/* clang-format on */

/* Their functions, by their own names. All zero: not loaded. */
struct pango_library {
	void *handle;
#define PANGO_POINTER(name) __typeof__(name) *name;
	PANGO_FUNCTIONS(PANGO_POINTER)
#undef PANGO_POINTER
};

/* Loads them by the name of pangocairo; ERR_REFUSED when it or a part of it is missing. */
bool pango_library_open(struct pango_library *l, const char *soname, struct err *e);
void pango_library_close(struct pango_library *l); /* also one that is not loaded */

#endif
