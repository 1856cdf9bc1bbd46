/* bar.c - line 1 of every screen: where one is, the day and the time, who sits here. */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "screen/app.h"

#include "base/i18n.h"
#include "base/utf8.h"
#include "desk/setting.h"
#include "desk/staff.h"

/* The day and the time, as long as there is room for them. */
static void
add_now(const struct app *app, bool long_form, struct str *b)
{
	int64_t now = clock_now(&app->desk->clock);

	if (long_form)
		date_add_long(b, instant_day(now));
	else
		date_add_short(b, instant_day(now), instant_day(now));
	str_add(b, " ");
	time_add(b, instant_minutes(now));
}

static void
add_right(const struct app *app, bool long_form, struct str *b)
{
	add_now(app, long_form, b);
	if (app->desk->staff_id)
		str_addf(b, "  %s", staff_name(app->desk));
	str_add(b, " ");
}

/* How much of the left half there is room for. */
enum left_form { LEFT_WHOLE, LEFT_WITHOUT_CENTRE, LEFT_TITLE };

static void
add_left(const struct app *app, const char *title, enum left_form form, struct str *b)
{
	if (form < LEFT_TITLE)
		str_addf(b, " %s", _("Desk"));
	if (app->desk->is_training)
		str_addf(b, " %s", _("[PRACTICE]"));
	if (form == LEFT_WHOLE || str_is_empty(title))
		str_addf(b, " %s", setting_text(app->desk, "centre.name"));
	if (app->site_name && str_is_empty(title))
		str_addf(b, "  %s", app->site_name);
	if (!str_is_empty(title))
		str_addf(b, " %s%s", form < LEFT_TITLE ? " " : "", title);
}

static void
choose_left(const struct app *app, const char *title, enum left_form form, struct str *b)
{
	str_clear(b);
	add_left(app, title, form, b);
}

/* What does not fit goes in this order: the era, the centre's name, the clock, the word "Desk". */
void
app_bar(void *ctx, const char *title, struct canvas *c)
{
	const struct app *app = ctx;
	const struct rect line = { 0, 0, 1, c->cols };
	AUTO_STR left = STR_INIT;
	AUTO_STR right = STR_INIT;

	choose_left(app, title, LEFT_WHOLE, &left);
	add_right(app, true, &right);
	if (utf8_width(left.s) + 2 + utf8_width(right.s) > c->cols) {
		str_clear(&right);
		add_right(app, false, &right);
	}
	if (utf8_width(left.s) + 2 + utf8_width(right.s) > c->cols)
		choose_left(app, title, LEFT_WITHOUT_CENTRE, &left);
	if (utf8_width(left.s) + 2 + utf8_width(right.s) > c->cols)
		str_clear(&right);
	if (utf8_width(left.s) > c->cols)
		choose_left(app, title, LEFT_TITLE, &left);
	canvas_fill(c, line, STYLE_BAR);
	canvas_put(c, 0, 0, c->cols, STYLE_BAR, str_text(&left));
	canvas_put_right(c, 0, c->cols - utf8_width(str_text(&right)), utf8_width(str_text(&right)),
			 STYLE_BAR, str_text(&right));
}
