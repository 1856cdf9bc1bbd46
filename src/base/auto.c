/* auto.c - what the AUTO_ attributes call at the end of a scope. */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "base/auto.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

void
auto_free(void *pp)
{
	/* `pp` is a pointer to a pointer of any type: read it without aliasing. */
	void *p;
	memcpy(&p, pp, sizeof(p));
	free(p);
}

void
auto_fclose(FILE **pp)
{
	if (*pp != NULL)
		fclose(*pp);
}

void
auto_close(int *fd)
{
	if (*fd >= 0)
		close(*fd);
}
