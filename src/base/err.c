/*
 * err.c - filling a struct err. The sentence goes straight into the struct, so
 * that reporting "out of memory" or "disk full" needs no memory of its own.
 */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "base/err.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

/* Drops the bytes of a last character that was cut in its middle. */
static void
cut_at_character(char *s, size_t len)
{
	size_t start = len;
	while (start > 0 && ((unsigned char)s[start - 1] & 0xC0) == 0x80)
		start--;
	if (start == 0)
		return;
	unsigned char lead = (unsigned char)s[start - 1];
	size_t want = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : lead >= 0xC0 ? 2 : 1;
	if (len - (start - 1) < want)
		s[start - 1] = '\0';
}

/* vsnprintf that ends at a character and holds no line break. */
static void PRINTF_LIKE(3, 0)
fill(char *out, size_t size, const char *fmt, va_list ap)
{
	int len = vsnprintf(out, size, fmt, ap);
	if (len < 0)
		out[0] = '\0';
	else if ((size_t)len >= size)
		cut_at_character(out, size - 1);
	for (char *c = out; *c != '\0'; c++)
		if (*c == '\n' || *c == '\r')
			*c = ' ';
}

bool
err_set(struct err *e, enum err_code code, const char *fmt, ...)
{
	if (e == NULL)
		return false;
	/* The old sentence may be among the arguments: write beside it first. */
	char msg[sizeof(e->msg)];
	va_list ap;
	va_start(ap, fmt);
	fill(msg, sizeof(msg), fmt, ap);
	va_end(ap);
	e->code = code;
	e->field[0] = '\0';
	memcpy(e->msg, msg, sizeof(msg));
	return false;
}

bool
err_set_field(struct err *e, enum err_code code, const char *field, const char *fmt, ...)
{
	if (e == NULL)
		return false;
	char msg[sizeof(e->msg)];
	va_list ap;
	va_start(ap, fmt);
	fill(msg, sizeof(msg), fmt, ap);
	va_end(ap);
	e->code = code;
	memcpy(e->msg, msg, sizeof(msg));
	if (field == e->field)
		return false;
	bool fits = field != NULL && strlen(field) < sizeof(e->field);
	snprintf(e->field, sizeof(e->field), "%s", fits ? field : "");
	return false;
}

void
err_also(struct err *e, const struct err *further)
{
	if (e == NULL)
		return;
	if (e->code == ERR_NONE) {
		*e = *further;
		return;
	}
	size_t len = strlen(e->msg), more = strlen(further->msg);
	bool is_latin = len > 0 && (unsigned char)e->msg[len - 1] < 0x80;
	if (len + is_latin + more >= sizeof(e->msg))
		return;
	if (is_latin)
		e->msg[len++] = ' ';
	memcpy(e->msg + len, further->msg, more + 1);
}

void
err_clear(struct err *e)
{
	if (e == NULL)
		return;
	e->code = ERR_NONE;
	e->field[0] = '\0';
	e->msg[0] = '\0';
}
