/*
 * import.h - the screens of an import: a file is chosen, what its columns mean is
 * seen on its first rows and corrected, tried, imported. For import*.c here.
 */
/* SPDX-License-Identifier: MIT */
#ifndef SCREEN_EXCHANGE_IMPORT_H
#define SCREEN_EXCHANGE_IMPORT_H

#include <stdio.h>

#include "exchange/import/import.h"
#include "exchange/import/import_doubt.h"
#include "exchange/import/import_heading.h"
#include "screen/app.h"
#include "screen/table.h"

enum { IMPORT_SAMPLES = 2 }; /* rows of the file that are shown */

struct import_screen {
	struct app *app;
	const struct form *form;
	char *folder, *name; /* the file is folder/name */
	FILE *file;
	enum encoding encoding; /* as chosen, or ENCODING_AUTO */
	int64_t line;           /* of the headings, as chosen, or 0 */
	enum encoding found;    /* as it is read */
	struct import_map map;
	struct form_key key;    /* by which records are changed; empty: all are added */
	bool key_is_chosen;     /* else it follows from the map */
	struct arena held;      /* what open dialogs show; emptied by the next */
	int *choices;           /* fields that a dialog offers */
	int chosen;             /* one of them, while it is asked how */
	int64_t lines[HEADING_ROWS_MOST]; /* that a dialog offers */
	char **names;           /* kept mappings that a dialog offers */
	struct import_doubt doubt; /* what the file leaves open, while it is asked */
	void (*settled)(struct import_screen *s); /* what follows then */
	struct arena samples;
	const char **cells;     /* IMPORT_SAMPLES for each column */
	struct list_column columns[2 + IMPORT_SAMPLES];
	struct table table;
	struct str title;
};

/* import.c */
bool import_screen_read(struct import_screen *s, struct err *e); /* the file from its beginning */
void import_screen_show(struct import_screen *s);                /* after the map was changed */

/* import_choose.c: each opens a dialog and shows what was chosen. */
void import_choose_field(void *state);
void import_choose_encoding(void *state);
void import_choose_key(void *state);
void import_add_key(const struct import_screen *s, const struct form_key *key, struct str *b);
void import_choose_map(void *state);
void import_keep_map(void *state);
/* Names in the folder that end so (".csv" …), in `a`, sorted; how many. */
int import_names(struct arena *a, const char *folder, const char *const *endings, char ***out);

/* import_line.c: asks for the line that holds the headings. */
void import_choose_line(void *state);

/* import_doubt.c: asks what the file leaves open, and then tries or imports. */
void import_try(void *state);
void import_go(void *state);

/* import_result.c: runs it and shows what was refused; a trial offers to go on. */
void import_run_trial(struct import_screen *s);
void import_run_whole(struct import_screen *s);

#endif
