/* faults.c - the faults of one file, kept in the order of its lines. */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "form/faults.h"

#include <stdarg.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/utf8.h"

#define SENTENCE_COLUMNS 400

void
faults_done(struct faults *f)
{
	for (int i = 0; i < f->count; i++)
		free(f->items[i].sentence);
	free(f->items);
	f->items = NULL;
	f->count = 0;
}

static bool
is_before(const struct fault *a, int line, int column)
{
	return a->line < line || (a->line == line && a->column <= column);
}

/* Quotes from a file may hold line ends and may be long; a fault is one line all the same. */
static char *
one_line(const char *sentence)
{
	AUTO_STR whole = STR_INIT;
	AUTO_STR line = STR_INIT;
	utf8_add_visible(&whole, sentence);
	size_t fits = utf8_fit(str_text(&whole), SENTENCE_COLUMNS);
	str_add_len(&line, str_text(&whole), fits);
	if (fits < whole.len)
		str_add(&line, "..");
	return str_take(&line);
}

/* The file is read in several passes: each fault goes to its place among the others. */
void
faults_add(struct faults *f, int line, int column, const char *fmt, ...)
{
	AUTO_STR sentence = STR_INIT;
	va_list ap;
	va_start(ap, fmt);
	str_vaddf(&sentence, fmt, ap);
	va_end(ap);

	int at = f->count;
	while (at > 0 && !is_before(&f->items[at - 1], line, column))
		at--;
	f->items = mem_resize(f->items, (size_t)f->count + 1, sizeof(*f->items));
	memmove(f->items + at + 1, f->items + at, (size_t)(f->count - at) * sizeof(*f->items));
	f->items[at] = (struct fault){ line, column, one_line(str_text(&sentence)) };
	f->count++;
}

void
faults_write(const struct faults *f, struct str *out)
{
	for (int i = 0; i < f->count; i++)
		str_addf(out, "%s:%d:%d: %s\n", f->file, f->items[i].line, f->items[i].column,
			 f->items[i].sentence);
}
