/*
 * reader.h - what the parts of the reader share. Private to src/rule/read/. A
 * function that reads a value adds a fault and leaves its place as it was when it
 * cannot: the others are read on, so that a file is mended once.
 */
/* SPDX-License-Identifier: MIT */
#ifndef RULE_READ_READER_H
#define RULE_READ_READER_H

#include "base/i18n.h"
#include "base/macros.h"
#include "form/faults.h"
#include "form/nearest.h"
#include "form/yaml.h"
#include "rule/words.h"

struct rule_reader {
	struct arena *a;
	struct faults *faults;
	struct book *book;
	bool kept; /* words that say nothing where they stand are let pass */
	const struct yaml_node *sections[RULE_SECTION_COUNT]; /* NULL: not in the file */
};

#define COUNT_MOST 1000000 /* of what is counted: bookings, pieces, minutes */

#define FAULT(r, node, ...) faults_add((r)->faults, (node)->line, (node)->column, __VA_ARGS__)
/* A word that says nothing where it stands: its writer means something by it. */
#define SAYS_NOTHING(r, node, ...) ((r)->kept ? (void)0 : FAULT(r, node, __VA_ARGS__))
#define NEW_ARRAY(r, type, count) \
	((type *)arena_alloc((r)->a, ((size_t)(count) + 1) * sizeof(type)))

#define IN(type, member) offsetof(struct type, member)
/* Where a section stands in the book, for its row. */
#define IN_BOOK(array, count) \
	.at = offsetof(struct book, array), .count_at = offsetof(struct book, count)

/* --- read_word.c --- */

/* Words that stand together, and whose they are, for the sentences. */
struct rule_group {
	const struct rule_words *words, *more; /* more: NULL or the words of every entry */
	const char *owner;                     /* "rooms" */
	const struct yaml_node *map;
};
void rule_words_read(struct rule_reader *r, const struct rule_group *group, void *target);

bool rule_is_text(struct rule_reader *r, const char *word, const struct yaml_node *node);
bool rule_is_list(struct rule_reader *r, const char *word, const struct yaml_node *node);
bool rule_is_map(struct rule_reader *r, const char *word, const struct yaml_node *node);
/* The items of a list; of anything else, itself alone: `bands: a` is `bands: [a]`. */
const struct yaml_node *const *rule_items(const struct yaml_node *const *node, int *count);
/* The position of a text among names, NONE after a fault that says which there are. */
int rule_one_of(struct rule_reader *r, const char *word, const struct yaml_node *node,
	const char *const *names);
/* A code as a const char *; NULL after a fault. */
const char *rule_code(struct rule_reader *r, const char *word, const struct yaml_node *node);

/* --- read_value.c: what a text says; false after a fault --- */

bool rule_number(struct rule_reader *r, const struct rule_word *w, const struct yaml_node *node,
	int64_t *out);
bool rule_share(struct rule_reader *r, const char *word, const struct yaml_node *node,
	struct share *out);
bool rule_time(struct rule_reader *r, const char *word, const struct yaml_node *node, int *out);
bool rule_span(struct rule_reader *r, const char *word, const struct yaml_node *node,
	struct time_span *out);
bool rule_day(struct rule_reader *r, const char *word, const struct yaml_node *node,
	day_num *out);
bool rule_month_day(struct rule_reader *r, const char *word, const struct yaml_node *node,
	int *out);
/* "06-01..09-30", or one day "06-01". */
bool rule_year_span(struct rule_reader *r, const char *word, const struct yaml_node *node,
	struct year_span *out);
bool rule_per(struct rule_reader *r, const char *word, const struct yaml_node *node,
	struct per_unit *out);
bool rule_part(struct rule_reader *r, const char *word, const struct yaml_node *node,
	struct per_unit *out);
extern const char *const rule_per_names[], *const rule_part_names[];
/* `part`, `beyond` and `up_to` stand with units of which there can be several, and leave some. */
void rule_check_unit(struct rule_reader *r, const struct yaml_node *entry,
	const struct per_unit *unit);
/* "30 minutes", or "30 days": the number before the unit; NONE when it is not that. */
int rule_amount_of(const char *text, const char *unit);

/* --- read_choice.c --- */

/* The facts of every book with their choices, then those that the file declares. */
void rule_read_facts(struct rule_reader *r);
/* The choice of a fact that `node` names; NONE after a fault. */
int rule_choice(struct rule_reader *r, const char *word, int fact, const struct yaml_node *node);
/* Adds the choice or those of a list, of a group every room; false after a fault. */
bool rule_choices(struct rule_reader *r, const char *word, int fact,
	const struct yaml_node *node, struct choice_set *out);
/* The fact that `node` names; NONE after a fault. */
int rule_fact(struct rule_reader *r, const struct yaml_node *node);

/* --- read_condition.c, read_moment.c --- */

void rule_condition(struct rule_reader *r, const char *word, const struct yaml_node *node,
	struct condition *out);
bool rule_moment(struct rule_reader *r, const char *word, const struct yaml_node *node,
	struct moment *out);
/* `instead` of a moment and of a closing: {month, day, in}. */
const struct month_day *rule_instead(struct rule_reader *r, const struct yaml_node *node,
	int *count);

/* --- read.c --- */

/* The words of every entry, and its own; `index` is its position, for a name. */
void rule_entry_read(struct rule_reader *r, const struct rule_section_row *row,
	const struct yaml_node *map, struct rule *entry);
/* What every entry begins with. */
void rule_entry_begin(struct rule *rule, enum rule_section section,
	const struct yaml_node *node);

/* --- the sections, a row each --- */

extern const struct rule_section_row rule_row_book, rule_row_facts, rule_row_uses,
	rule_row_reasons, rule_row_seasons, rule_row_rooms, rule_row_bands, rule_row_slots,
	rule_row_hours, rule_row_closings, rule_row_local_days, rule_row_openings,
	rule_row_closures, rule_row_storm, rule_row_classes, rule_row_prices, rule_row_adjust,
	rule_row_extras, rule_row_rounding, rule_row_tax, rule_row_extension, rule_row_allow,
	rule_row_windows, rule_row_limits, rule_row_deadlines, rule_row_refunds,
	rule_row_examples;

extern const struct rule_words rule_words_common, rule_words_moment, rule_words_instead,
	rule_words_rounding;

#endif
