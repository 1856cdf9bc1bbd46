/*
 * term.c - the terminal. curses draws; it neither reads keys (ui/reader.c does)
 * nor decides what has changed: cells are compared with those of the last
 * frame, and only those that differ are handed to it.
 *
 * Surprising: this file defines wcwidth(). ncurses asks that function how many
 * columns a character takes; on a terminal that shows characters of ambiguous
 * width (①※○) in two columns, the C library's answer would shift the rest of
 * the line. libncursesw takes the program's definition before the library's.
 */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "ui/term.h"

#include <assert.h>
#include <curses.h>
#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <termios.h>
#include <time.h>
#include <unistd.h>
#include <wchar.h>

#include "base/date.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "base/utf8.h"
#include "ui/reader.h"

enum {
	PROBE_MS = 2000, /* an answer about the cursor that comes later is none */
	NAME_MAX_LEN = 32,
};

struct term {
	SCREEN *screen;
	FILE *out, *in;
	struct key_reader *reader;
	struct canvas last; /* what is on the screen */
	bool is_drawn;      /* `last` is right */
	int rows, cols;     /* as last told of: curses may know of a newer size already */
	bool is_gone;
	bool cursor_shown;
	int64_t probe_until_ms; /* 0: no answer is awaited */
};

int
wcwidth(wchar_t wc)
{
	return utf8_cp_width((uint32_t)wc);
}

/* TERM names a file of terminfo: nothing but a plain name may get there. */
static const char *
terminal_type(void)
{
	static const char allowed[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
				      "0123456789+._-";
	const char *name = getenv("TERM");

	if (str_is_empty(name) || strlen(name) > NAME_MAX_LEN || name[0] == '.' ||
	    strspn(name, allowed) != strlen(name))
		return "vt100";
	return name;
}

static bool
has_capability(const char *name)
{
	const char *bytes = tigetstr(name);

	return bytes != NULL && bytes != (const char *)-1;
}

/*
 * newterm fails for a type that terminfo does not know; initscr would end the
 * program. A type that cannot place its cursor ("dumb") is of no more use.
 */
static SCREEN *
open_screen(FILE *out, FILE *in)
{
	SCREEN *screen = newterm(terminal_type(), out, in);

	if (screen != NULL && !has_capability("cup")) {
		endwin();
		delscreen(screen);
		screen = NULL;
	}
	return screen != NULL ? screen : newterm("vt100", out, in);
}

static void
define_keys(struct key_reader *r)
{
	/* clang-format off */
	static const struct {
		const char *capability;
		enum key_code code;
	} keys[] = {
		{ "kcuu1", K_UP }, { "kcud1", K_DOWN }, { "kcub1", K_LEFT },
		{ "kcuf1", K_RIGHT }, { "khome", K_HOME }, { "kend", K_END },
		{ "kpp", K_PAGE_UP }, { "knp", K_PAGE_DOWN }, { "kich1", K_INSERT },
		{ "kdch1", K_DELETE }, { "kcbt", K_BACKTAB }, { "kent", K_ENTER },
		{ "kf1", K_F1 }, { "kf2", K_F2 }, { "kf3", K_F3 }, { "kf4", K_F4 }, { "kf5", K_F5 },
		{ "kf6", K_F6 }, { "kf7", K_F7 }, { "kf8", K_F8 }, { "kf9", K_F9 },
		{ "kf10", K_F10 }, { "kf11", K_F11 }, { "kf12", K_F12 }, { "kf21", K_SHIFT_F9 },
	};
	/* clang-format on */

	for (size_t i = 0; i < ARRAY_LEN(keys); i++) {
		if (has_capability(keys[i].capability))
			key_reader_define(r, tigetstr(keys[i].capability), keys[i].code);
	}
}

static bool
is_ansi(void)
{
	return has_capability("cup") && str_starts(tigetstr("cup"), "\033[");
}

/* Sends what curses knows nothing of, behind what it has sent so far. */
static void
send_raw(struct term *t, const char *bytes)
{
	fputs(bytes, t->out);
	fflush(t->out);
}

/*
 * Asks for pastes to be marked as such. Then writes ① at the left edge and asks
 * where the cursor went. Nobody waits for the answer: the first frame follows
 * at once and covers the mark, and the answer, when it comes, is found among
 * the keys.
 */
static void
introduce(struct term *t)
{
	curs_set(1); /* also sends what curses holds back, the other screen above all */
	send_raw(t, "\033[?2004h\r①\033[6n\r  \r");
	key_reader_expect_report(t->reader, true);
	t->probe_until_ms = clock_steady_ms() + PROBE_MS;
}

static void
set_colours(void)
{
	if (!has_colors() || start_color() == ERR || use_default_colors() == ERR)
		return;
	init_pair(STYLE_WARN, COLOR_MAGENTA, -1);
	init_pair(STYLE_ERROR, COLOR_RED, -1);
}

struct term *
term_open(struct err *e)
{
	if (!isatty(STDIN_FILENO) || !isatty(STDOUT_FILENO)) {
		err_set(e, ERR_IO, _("The desk needs a terminal for its screen and its keys."));
		return NULL;
	}
	struct term *t = mem_alloc(sizeof *t);

	t->in = stdin;
	t->out = stdout;
	t->screen = open_screen(t->out, t->in);
	if (t->screen == NULL) {
		free(t);
		err_set(e, ERR_IO, _("This terminal cannot show the desk (TERM is \"%s\")."),
			terminal_type());
		return NULL;
	}
	t->reader = key_reader_new();
	t->cursor_shown = true;
	t->rows = LINES > 0 ? LINES : 24;
	t->cols = COLS > 0 ? COLS : 80;
	raw();
	noecho();
	nonl();
	typeahead(-1);
	leaveok(stdscr, FALSE);
	keypad(stdscr, TRUE);
	set_colours();
	define_keys(t->reader);
	if (is_ansi())
		introduce(t);
	return t;
}

void
term_close(struct term *t)
{
	if (t == NULL)
		return;
	/* An answer still on its way would become text in the shell. */
	if (t->probe_until_ms > clock_steady_ms())
		tcflush(STDIN_FILENO, TCIFLUSH);
	if (is_ansi())
		send_raw(t, "\033[?2004l");
	curs_set(1);
	/* Where no other screen comes back, the names of the last frame would stay to be read. */
	if (!has_capability("rmcup")) {
		clear();
		refresh();
	}
	endwin();
	delscreen(t->screen);
	key_reader_free(t->reader);
	canvas_done(&t->last);
	free(t);
}

void
term_size(const struct term *t, int *rows, int *cols)
{
	*rows = t->rows;
	*cols = t->cols;
}

/* The terminal has another size than was told of. */
static bool
has_new_size(const struct term *t, struct winsize *size)
{
	return ioctl(fileno(t->out), TIOCGWINSZ, size) == 0 && size->ws_row != 0 &&
	       size->ws_col != 0 && (size->ws_row != t->rows || size->ws_col != t->cols);
}

static bool
take_new_size(struct term *t)
{
	struct winsize size;

	if (!has_new_size(t, &size))
		return false;
	resizeterm(size.ws_row, size.ws_col);
	t->rows = size.ws_row;
	t->cols = size.ws_col;
	t->is_drawn = false;
	return true;
}

static attr_t
attributes(enum style style)
{
	static const attr_t table[] = {
		[STYLE_NORMAL] = A_NORMAL,
		[STYLE_BAR] = A_REVERSE,
		[STYLE_TITLE] = A_BOLD,
		[STYLE_LABEL] = A_NORMAL,
		[STYLE_FIELD] = A_UNDERLINE,
		[STYLE_FOCUS] = A_REVERSE,
		[STYLE_HINT] = A_DIM,
		[STYLE_WARN] = A_BOLD,
		[STYLE_ERROR] = A_BOLD,
		[STYLE_KEY] = A_BOLD,
	};
	static_assert(ARRAY_LEN(table) == STYLE_COUNT, "every style has its attributes");

	return table[style];
}

static short
colour_pair(enum style style)
{
	return style == STYLE_WARN || style == STYLE_ERROR ? (short)style : 0;
}

/*
 * The cell's characters for setcchar, which takes a base and CCHARW_MAX - 1
 * marks. Left out, so that no terminal widens what has one column or joins what
 * has cells of its own: the emoji selector after a narrow base, a joiner at the
 * end, and marks beyond what fits.
 */
static void
cell_characters(const struct cell *cell, wchar_t out[CCHARW_MAX + 1])
{
	enum { JOINER = 0x200d, EMOJI_SELECTOR = 0xfe0f };
	const char *p = cell->text, *end = cell->text + strlen(cell->text);
	int n = 0;

	while (p < end && n < CCHARW_MAX) {
		uint32_t cp = utf8_next(&p, end);

		if (cp == UTF8_BAD)
			cp = '?';
		if (cp != EMOJI_SELECTOR || cell->width == 2)
			out[n++] = (wchar_t)cp;
	}
	while (n > 1 && out[n - 1] == JOINER)
		n--;
	if (n == 0)
		out[n++] = L' ';
	out[n] = L'\0';
}

static void
send_cell(int row, int col, const struct cell *cell)
{
	wchar_t text[CCHARW_MAX + 1];
	cchar_t cc;

	if (cell->width == 0)
		return; /* its left half brings it */
	cell_characters(cell, text);
	if (cell->width == 2 && col + 1 >= COLS) {
		text[0] = L' '; /* would wrap to the next line */
		text[1] = L'\0';
	}
	if (setcchar(&cc, text, attributes(cell->style), colour_pair(cell->style), NULL) == OK)
		mvadd_wch(row, col, &cc);
}

static void
send_row(struct term *t, const struct canvas *c, int row)
{
	const size_t at = (size_t)row * (size_t)c->cols;
	const struct cell *now = c->cells + at;
	struct cell *was = t->last.cells + at;

	if (t->is_drawn && memcmp(now, was, (size_t)c->cols * sizeof *now) == 0)
		return;
	for (int col = 0; col < c->cols; col++)
		if (!t->is_drawn || memcmp(&now[col], &was[col], sizeof *now) != 0)
			send_cell(row, col, &now[col]);
	memcpy(was, now, (size_t)c->cols * sizeof *now);
}

void
term_draw(struct term *t, const struct canvas *c)
{
	bool has_cursor = c->cursor_row >= 0 && c->cursor_row < LINES && c->cursor_col < COLS;

	if (c->rows > LINES || c->cols > COLS)
		return; /* the terminal has shrunk: K_RESIZE is on its way */
	if (t->last.rows != c->rows || t->last.cols != c->cols) {
		canvas_resize(&t->last, c->rows, c->cols);
		t->is_drawn = false;
	}
	if (!t->is_drawn)
		clear();
	for (int row = 0; row < c->rows; row++)
		send_row(t, c, row);
	t->is_drawn = true;
	if (has_cursor != t->cursor_shown)
		curs_set(has_cursor);
	t->cursor_shown = has_cursor;
	if (has_cursor)
		move(c->cursor_row, c->cursor_col);
	refresh();
}

/* Takes what has come; the end of the line means that the terminal is gone. */
static void
read_input(struct term *t)
{
	char bytes[4096];
	ssize_t n = read(fileno(t->in), bytes, sizeof bytes);

	if (n > 0)
		key_reader_feed(t->reader, bytes, (size_t)n);
	else if (n == 0 || (errno != EINTR && errno != EAGAIN))
		t->is_gone = true;
}

/*
 * Waits for input: 1 when there is some, 0 when time is up, -1 when a signal
 * came. Signals get in only while it waits, so that none can slip in between
 * the look at `stop` and at the size and the wait, and be noticed much later.
 */
static int
wait_input(struct term *t, int64_t ms, const volatile int *stop)
{
	struct pollfd fd = { .fd = fileno(t->in), .events = POLLIN };
	struct timespec limit = { .tv_sec = ms / 1000, .tv_nsec = ms % 1000 * 1000000 };
	struct winsize size;
	sigset_t ours, before;
	int n = -1;

	sigemptyset(&ours);
	sigaddset(&ours, SIGTERM);
	sigaddset(&ours, SIGHUP);
	sigaddset(&ours, SIGINT);
	sigaddset(&ours, SIGWINCH);
	sigprocmask(SIG_BLOCK, &ours, &before);
	if ((stop == NULL || *stop == 0) && !has_new_size(t, &size))
		n = ppoll(&fd, 1, ms < 0 ? NULL : &limit, &before);
	sigprocmask(SIG_SETMASK, &before, NULL);
	return n;
}

/* The answer to probe_width: the column behind ①. True: all must be drawn again. */
static bool
take_probe(struct term *t)
{
	enum { WIDE_COL = 3 };
	int col;

	if (t->probe_until_ms == 0)
		return false;
	if (key_reader_take_report(t->reader, &col)) {
		t->probe_until_ms = 0;
		if (col != WIDE_COL)
			return false;
		utf8_set_ambiguous_wide(true);
		t->is_drawn = false;
		return true;
	}
	if (clock_steady_ms() > t->probe_until_ms) {
		t->probe_until_ms = 0;
		key_reader_expect_report(t->reader, false);
	}
	return false;
}

struct key
term_key(struct term *t, int timeout_ms, const volatile int *stop)
{
	int64_t until = timeout_ms < 0 ? INT64_MAX : clock_steady_ms() + timeout_ms;
	struct key k = { K_NONE, NULL };
	bool quiet = false;

	for (;;) {
		if (stop != NULL && *stop != 0)
			return (struct key){ K_GONE, NULL };
		if (key_reader_next(t->reader, quiet, &k))
			return k;
		if (take_new_size(t) || take_probe(t))
			return (struct key){ K_RESIZE, NULL };
		if (t->is_gone)
			return (struct key){ K_GONE, NULL };
		int patience = key_reader_patience(t->reader);
		int64_t left = timeout_ms < 0 ? -1 : until - clock_steady_ms();

		if (patience == 0 && timeout_ms >= 0 && left < 0)
			return (struct key){ K_NONE, NULL };
		int n = wait_input(t, patience > 0 ? patience : left, stop);

		if (n > 0)
			read_input(t);
		quiet = n == 0 && patience > 0;
	}
}

bool
term_has_key(struct term *t)
{
	struct pollfd fd = { .fd = fileno(t->in), .events = POLLIN };

	return !key_reader_is_empty(t->reader) || poll(&fd, 1, 0) > 0;
}

void
term_forget(struct term *t)
{
	t->is_drawn = false;
}
