/* diff.c - see diff.h. */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "rule/diff.h"

#include <string.h>

#include "rule/ask.h"

/* --- entries --- */

static bool
belongs(const struct book_entry *a, const struct book_entry *b)
{
	if (a->section != b->section)
		return false;
	if (a->code[0] != '\0' || b->code[0] != '\0')
		return strcmp(a->code, b->code) == 0;
	return strcmp(a->text, b->text) == 0;
}

static const struct book_entry *
find_entry(const struct book_entry *in, int count, const struct book_entry *like)
{
	for (int i = 0; i < count; i++)
		if (belongs(&in[i], like))
			return &in[i];
	return NULL;
}

static size_t
line_len(const char *line)
{
	return strcspn(line, "\n");
}

static bool
has_line(const char *text, const char *line, size_t len)
{
	for (; *text != '\0'; text += line_len(text) + (text[line_len(text)] == '\n'))
		if (line_len(text) == len && memcmp(text, line, len) == 0)
			return true;
	return false;
}

/* The lines of `text` that `other` does not have, each behind `mark`. */
static void
add_lines(const char *text, const char *other, const char *mark, struct str *out)
{
	while (*text != '\0') {
		size_t len = line_len(text);

		if (len > 0 && !has_line(other, text, len)) {
			str_add(out, mark);
			str_add_len(out, text, len);
			str_add_char(out, '\n');
		}
		text += len + (text[len] == '\n');
	}
}

static void
add_head(const struct book_entry *e, char mark, struct str *out)
{
	str_addf(out, "%c %s", mark, rule_section_name(e->section));
	if (e->code[0] != '\0')
		str_addf(out, " %s", e->code);
	str_add_char(out, '\n');
}

int
entries_diff(const struct book_entry *was, int was_count, const struct book_entry *is,
	int is_count, struct str *out)
{
	int differ = 0;

	for (int i = 0; i < was_count; i++) {
		const struct book_entry *now = find_entry(is, is_count, &was[i]);

		if (now != NULL && strcmp(now->text, was[i].text) == 0)
			continue;
		differ++;
		add_head(&was[i], now != NULL ? '~' : '-', out);
		add_lines(was[i].text, now != NULL ? now->text : "", "  - ", out);
		if (now != NULL)
			add_lines(now->text, was[i].text, "  + ", out);
	}
	for (int i = 0; i < is_count; i++) {
		if (find_entry(was, was_count, &is[i]) != NULL)
			continue;
		differ++;
		add_head(&is[i], '+', out);
		add_lines(is[i].text, "", "  + ", out);
	}
	return differ;
}

/* --- prices --- */

#define MONTHS    12
#define DAYS_MOST (MONTHS * DAY_KIND_COUNT)

struct comparison {
	const struct book *was, *is;
	const struct surroundings *around;
	price_change_fn tell;
	void *ctx;
	int asked;
	day_num days[DAYS_MOST];
	int day_count;
};

/* A price as nobody who says no more than this gets it: false when there is none. */
static bool
price_of(const struct book *b, const struct comparison *c, const struct price_change *use,
	int64_t *yen)
{
	struct facts f;
	struct answer a;
	char day[DATE_TEXT_SIZE];

	facts_init(&f, b, c->around);
	answer_init(&a);
	date_to_iso(use->day, day);
	bool ok = facts_set(&f, "room", use->room->rule.code, NULL) &&
		  facts_set(&f, "day", day, NULL) && facts_set(&f, "apply", day, NULL) &&
		  (use->user == NULL || facts_set(&f, "class", use->user->rule.code, NULL));

	if (use->band != NULL)
		ok = ok && facts_set(&f, "bands", use->band->rule.code, NULL);
	else
		ok = ok && facts_set(&f, "from", "10:00", NULL) &&
		     facts_set(&f, "to", "11:00", NULL);
	ok = ok && facts_complete(&f, NULL) && ask_quote(&f, &a, NULL);
	*yen = ok ? a.yen : 0;
	answer_done(&a);
	facts_done(&f);
	return ok;
}

/* A pair of prices that was told of this room, band and class already. */
static bool
was_told(const struct price_change *told, int count, const struct price_change *use)
{
	for (int i = 0; i < count; i++)
		if (told[i].was_sold == use->was_sold && told[i].is_sold == use->is_sold &&
		    told[i].was == use->was && told[i].is == use->is)
			return true;
	return false;
}

static void
compare_use(struct comparison *c, struct price_change *use)
{
	struct price_change told[DAYS_MOST];
	int count = 0;

	for (int i = 0; i < c->day_count; i++) {
		use->day = c->days[i];
		use->was_sold = price_of(c->was, c, use, &use->was);
		use->is_sold = price_of(c->is, c, use, &use->is);
		c->asked += use->was_sold || use->is_sold;
		if ((use->was_sold == use->is_sold && use->was == use->is) ||
		    was_told(told, count, use))
			continue;
		c->tell(c->ctx, use);
		told[count++] = *use;
	}
}

static void
compare_room(struct comparison *c, struct price_change *use)
{
	int users = c->was->class_count;

	for (int u = 0; u < (users > 0 ? users : 1); u++) {
		use->user = users > 0 ? &c->was->classes[u] : NULL;
		for (int b = 0; b < c->was->band_count; b++) {
			use->band = &c->was->bands[b];
			compare_use(c, use);
		}
		use->band = NULL;
		compare_use(c, use);
	}
}

/* The first day of each kind from `day` to `end`. */
static void
add_days(struct comparison *c, day_num day, day_num end)
{
	bool seen[DAY_KIND_COUNT] = { false };

	for (; day < end; day++) {
		struct day_hours h;

		calendar_day(c->was, c->around, NONE, day, &h);
		if (!seen[h.kind])
			c->days[c->day_count++] = day;
		seen[h.kind] = true;
	}
}

int
prices_diff(const struct book *was, const struct book *is, const struct surroundings *around,
	day_num day, price_change_fn tell, void *ctx)
{
	struct comparison c = { .was = was, .is = is, .around = around, .tell = tell, .ctx = ctx };
	struct price_change use = { .day = day };

	for (int month = 0; month < MONTHS && date_add_months(day, 1) != DAY_NONE; month++) {
		add_days(&c, day, date_add_months(day, 1));
		day = date_add_months(day, 1);
	}
	for (int r = 0; r < was->room_count; r++) {
		use.room = &was->rooms[r];
		compare_room(&c, &use);
	}
	return c.asked;
}
