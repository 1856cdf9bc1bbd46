/*
 * terminal.c - see terminal.h. Flaws of libvterm 0.1.4 that are worked around:
 * the right half of a wide character that was half overwritten stays behind,
 * mode 2004 (bracketed paste) is not reported, and a wide character in a
 * terminal of one column crashes it. Left is that U+3099 and U+309A count as
 * two columns.
 */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "terminal.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <pty.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>
#include <vterm.h>
#include <wchar.h>

#include "base/mem.h"
#include "base/utf8.h"

#define MS INT64_C(1000000)
#ifndef SYS_poll /* not on every machine */
#define SYS_poll SYS_ppoll
#endif

struct terminal {
	int fd;
	pid_t pid;
	VTerm *vt;
	VTermScreen *screen;
	bool is_gone;       /* the program's side of the line is closed */
	bool has_ended;
	int status;
	struct rusage usage;
	struct str *keys;   /* where the emulator's output goes while a key is encoded */
	struct str raw;
	struct terminal_counts counts;
	bool is_bracketed;
	bool is_cursor_hidden;
	int rows, cols;
	struct shadow_cell *shadow;
};

/* What a cell showed last: damage that changes nothing does not count as change. */
struct shadow_cell {
	uint32_t ch, mark;
	VTermColor fg, bg;
	VTermScreenCellAttrs attrs;
};

int64_t
terminal_now(void)
{
	struct timespec ts;

	clock_gettime(CLOCK_MONOTONIC, &ts);
	return (int64_t)ts.tv_sec * 1000 * MS + ts.tv_nsec;
}

/* The columns of a character with all the marks that a cell holds, two columns each. */
enum { WIDEST = 2 * VTERM_MAX_CHARS_PER_CELL };

static void
on_output(const char *bytes, size_t len, void *user)
{
	struct terminal *t = user;

	if (t->keys)
		str_add_len(t->keys, bytes, len);
	else /* the emulator answers a question of the program */
		terminal_send(t, bytes, len);
}

static bool
shadow_differs(struct shadow_cell *was, const VTermScreenCell *is)
{
	uint32_t ch = is->chars[0] == ' ' ? 0 : is->chars[0];

	if (was->ch == ch && was->mark == is->chars[1] && vterm_color_is_equal(&was->fg, &is->fg) &&
	    vterm_color_is_equal(&was->bg, &is->bg) &&
	    memcmp(&was->attrs, &is->attrs, sizeof is->attrs) == 0)
		return false;
	*was = (struct shadow_cell){ ch, is->chars[1], is->fg, is->bg, is->attrs };
	return true;
}

static int
on_damage(VTermRect r, void *user)
{
	struct terminal *t = user;
	bool differs = false;

	for (int row = r.start_row; row < r.end_row && row < t->rows; row++) {
		for (int col = r.start_col; col < r.end_col && col < t->cols; col++) {
			VTermScreenCell cell;
			VTermPos at = { row, col };

			if (vterm_screen_get_cell(t->screen, at, &cell))
				differs |= shadow_differs(&t->shadow[row * t->cols + col], &cell);
		}
	}
	if (differs)
		t->counts.last_change = t->counts.last_byte;
	return 1;
}

static int
on_property(VTermProp property, VTermValue *value, void *user)
{
	struct terminal *t = user;

	if (property == VTERM_PROP_CURSORVISIBLE)
		t->is_cursor_hidden = !value->boolean;
	return 1;
}

static const VTermScreenCallbacks screen_callbacks = {
	.damage = on_damage,
	.settermprop = on_property,
};

static void
shadow_new(struct terminal *t, int rows, int cols)
{
	free(t->shadow);
	t->rows = rows;
	t->cols = cols;
	t->shadow = mem_alloc((size_t)rows * (size_t)cols * sizeof *t->shadow);
}

static void
emulator_new(struct terminal *t, int rows, int cols)
{
	shadow_new(t, rows, cols);
	t->vt = vterm_new(rows, cols);
	vterm_set_utf8(t->vt, 1);
	vterm_output_set_callback(t->vt, on_output, t);
	t->screen = vterm_obtain_screen(t->vt);
	vterm_screen_enable_altscreen(t->screen, 1);
	vterm_screen_set_callbacks(t->screen, &screen_callbacks, t);
	vterm_screen_set_damage_merge(t->screen, VTERM_DAMAGE_CELL);
	vterm_screen_reset(t->screen, 1);
}

static NORETURN void
become(const struct terminal_options *o)
{
	execvpe(o->argv[0], o->argv, o->env);
	dprintf(STDERR_FILENO, "cannot start %s: %s\n", o->argv[0], strerror(errno));
	_exit(127);
}

struct terminal *
terminal_open(const struct terminal_options *o)
{
	struct winsize size = { .ws_row = (unsigned short)o->rows,
				.ws_col = (unsigned short)o->cols };
	struct terminal *t = mem_alloc(sizeof *t);

	str_init(&t->raw);
	emulator_new(t, o->rows, o->cols);
	t->pid = forkpty(&t->fd, NULL, NULL, &size);
	if (t->pid == 0)
		become(o);
	if (t->pid < 0) {
		t->has_ended = t->is_gone = true;
		t->fd = -1;
		terminal_close(t);
		return NULL;
	}
	fcntl(t->fd, F_SETFD, FD_CLOEXEC);
	fcntl(t->fd, F_SETFL, O_NONBLOCK);
	return t;
}

void
terminal_close(struct terminal *t)
{
	if (!t)
		return;
	if (!t->has_ended) {
		kill(t->pid, SIGKILL);
		waitpid(t->pid, NULL, 0);
	}
	if (t->fd >= 0)
		close(t->fd);
	vterm_free(t->vt);
	free(t->shadow);
	str_done(&t->raw);
	free(t);
}

pid_t
terminal_pid(const struct terminal *t)
{
	return t->pid;
}

/* The last DECSET or DECRST 2004 in what came, which may begin in what came before. */
static void
watch_modes(struct terminal *t, size_t from)
{
	static const char mode[] = "\033[?2004";
	const size_t len = sizeof mode - 1;

	for (size_t i = from > len ? from - len : 0; i + len < t->raw.len; i++) {
		if (memcmp(t->raw.s + i, mode, len) == 0)
			t->is_bracketed = t->raw.s[i + len] == 'h';
	}
}

/*
 * All that is already there is read, and its time taken, before any of it is
 * parsed, so that the emulator's own work does not show up in the figures.
 */
bool
terminal_pump(struct terminal *t, int64_t timeout_ns)
{
	struct timespec ts = { timeout_ns / (1000 * MS), timeout_ns % (1000 * MS) };
	struct pollfd pf = { .fd = t->fd, .events = POLLIN };
	size_t from = t->raw.len;
	char chunk[65536];

	if (t->is_gone || ppoll(&pf, 1, &ts, NULL) <= 0)
		return false;
	while (t->raw.len - from < (1 << 20)) {
		ssize_t n = read(t->fd, chunk, sizeof chunk);

		if (n <= 0) {
			t->is_gone = n == 0 || (errno != EAGAIN && errno != EINTR);
			break;
		}
		t->counts.last_byte = terminal_now();
		if (t->counts.first_byte == 0)
			t->counts.first_byte = t->counts.last_byte;
		str_add_len(&t->raw, chunk, (size_t)n);
	}
	if (t->raw.len == from)
		return false;
	t->counts.bytes += t->raw.len - from;
	watch_modes(t, from);
	vterm_input_write(t->vt, t->raw.s + from, t->raw.len - from);
	vterm_screen_flush_damage(t->screen);
	return true;
}

void
terminal_drain(struct terminal *t, int quiet_ms, int limit_ms)
{
	int64_t began = terminal_now(), last = began;

	while (!t->is_gone) {
		int64_t now = terminal_now();
		int64_t left = last + quiet_ms * MS - now;
		int64_t limit = began + limit_ms * MS - now;

		if (left <= 0 || limit <= 0)
			return;
		if (terminal_pump(t, left < limit ? left : limit))
			last = terminal_now();
	}
}

/* Reads a file of /proc about the program; false when this system has none, or keeps it. */
static bool
read_proc(const struct terminal *t, const char *name, char *out, size_t size)
{
	char path[64];

	snprintf(path, sizeof path, "/proc/%d/%s", (int)t->pid, name);
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	ssize_t n = fd < 0 ? -1 : read(fd, out, size - 1);

	if (fd >= 0)
		close(fd);
	out[n > 0 ? n : 0] = '\0';
	return n > 0;
}

/* Is the program asleep? Who waits for a disk, a lock, a thread sleeps too: not in a poll. */
static bool
is_polling(const struct terminal *t)
{
	char text[512];

	if (read_proc(t, "syscall", text, sizeof text)) {
		char *end;
		long call = strtol(text, &end, 10);

		return end > text && (call == SYS_ppoll || call == SYS_poll);
	}
	if (!read_proc(t, "stat", text, sizeof text))
		return true;
	const char *name_end = strrchr(text, ')');

	return name_end && name_end[1] != '\0' && (name_end[2] == 'S' || name_end[2] == 'Z');
}

/* Does the program wait for a key, with none left to read? */
static bool
is_waiting(const struct terminal *t)
{
	int queued = 0;

	if (!is_polling(t))
		return false;
	int fd = open(ptsname(t->fd), O_RDONLY | O_NOCTTY | O_CLOEXEC);

	if (fd >= 0) {
		ioctl(fd, FIONREAD, &queued);
		close(fd);
	}
	return queued == 0;
}

void
terminal_settle(struct terminal *t, int limit_ms)
{
	int64_t end = terminal_now() + limit_ms * MS;
	int calm = 0;

	while (!t->is_gone && calm < 3 && terminal_now() < end)
		calm = !terminal_pump(t, 15 * MS) && is_waiting(t) ? calm + 1 : 0;
}

void
terminal_send(struct terminal *t, const char *bytes, size_t len)
{
	while (len > 0 && !t->is_gone) {
		ssize_t n = write(t->fd, bytes, len);

		if (n > 0) {
			bytes += n;
			len -= (size_t)n;
		} else if (errno == EAGAIN) {
			/* The line is full: the program may be waiting for us to read. */
			struct pollfd pf = { .fd = t->fd, .events = POLLIN | POLLOUT };

			poll(&pf, 1, 1000);
			if (pf.revents & POLLIN)
				terminal_pump(t, 0);
		} else if (errno != EINTR) {
			t->is_gone = true;
		}
	}
}

static const struct key_word {
	const char *name;
	VTermKey key; /* VTERM_KEY_NONE: `bytes` */
	const char *bytes;
} key_words[] = {
	{ "Up", VTERM_KEY_UP, NULL },
	{ "Down", VTERM_KEY_DOWN, NULL },
	{ "Left", VTERM_KEY_LEFT, NULL },
	{ "Right", VTERM_KEY_RIGHT, NULL },
	{ "Home", VTERM_KEY_HOME, NULL },
	{ "End", VTERM_KEY_END, NULL },
	{ "PgUp", VTERM_KEY_PAGEUP, NULL },
	{ "PgDn", VTERM_KEY_PAGEDOWN, NULL },
	{ "Ins", VTERM_KEY_INS, NULL },
	{ "Del", VTERM_KEY_DEL, NULL },
	{ "BS", VTERM_KEY_BACKSPACE, NULL },
	{ "Enter", VTERM_KEY_ENTER, NULL },
	{ "Tab", VTERM_KEY_TAB, NULL },
	{ "Esc", VTERM_KEY_ESCAPE, NULL },
	{ "S-Tab", VTERM_KEY_NONE, "\033[Z" },
	{ "S-F9", VTERM_KEY_NONE, "\033[20;2~" },
	{ "Space", VTERM_KEY_NONE, " " },
	{ "Lt", VTERM_KEY_NONE, "<" },
};

static bool
encode_word(struct terminal *t, const char *word, struct str *out)
{
	for (size_t i = 0; i < ARRAY_LEN(key_words); i++) {
		if (strcmp(key_words[i].name, word) != 0)
			continue;
		if (key_words[i].key == VTERM_KEY_NONE)
			str_add(out, key_words[i].bytes);
		else
			vterm_keyboard_key(t->vt, key_words[i].key, VTERM_MOD_NONE);
		return true;
	}
	int number = word[0] == 'F' ? atoi(word + 1) : 0;

	if (number >= 1 && number <= 12) {
		vterm_keyboard_key(t->vt, (VTermKey)VTERM_KEY_FUNCTION(number), VTERM_MOD_NONE);
		return true;
	}
	if (strncmp(word, "C-", 2) == 0 && strlen(word) == 3) {
		str_add_char(out, (char)(word[2] & 31));
		return true;
	}
	return false;
}

bool
terminal_encode(struct terminal *t, const char *name, size_t len, struct str *out)
{
	char word[16];
	bool known;

	if (name[0] != '<' || len < 3 || name[len - 1] != '>') {
		str_add_len(out, name, len);
		return true;
	}
	if (len - 2 >= sizeof word)
		return false;
	memcpy(word, name + 1, len - 2);
	word[len - 2] = '\0';
	t->keys = out;
	known = encode_word(t, word, out);
	t->keys = NULL;
	return known;
}

size_t
terminal_key_len(const char *text)
{
	const char *p = text;

	if (*text == '<') {
		const char *end = strchr(text, '>');

		if (end && end > text + 1)
			return (size_t)(end - text + 1);
	}
	utf8_next(&p, text + strlen(text));
	return (size_t)(p - text);
}

void
terminal_paste(struct terminal *t, const char *text, size_t len)
{
	AUTO_STR bytes = STR_INIT;

	str_add(&bytes, t->is_bracketed ? "\033[200~" : "");
	str_add_len(&bytes, text, len);
	str_add(&bytes, t->is_bracketed ? "\033[201~" : "");
	terminal_send(t, bytes.s, bytes.len);
}

void
terminal_resize(struct terminal *t, int rows, int cols)
{
	struct winsize size = { .ws_row = (unsigned short)rows,
				.ws_col = (unsigned short)cols };

	/* The emulator writes beyond its lines where one character is wider than they are. */
	cols = cols > WIDEST ? cols : WIDEST;
	shadow_new(t, rows, cols);
	vterm_set_size(t->vt, rows, cols);
	ioctl(t->fd, TIOCSWINSZ, &size);
}

void
terminal_row_text(struct terminal *t, int row, struct str *out)
{
	size_t end = out->len;

	for (int col = 0; col < t->cols;) {
		VTermScreenCell cell;
		VTermPos at = { row, col };

		vterm_screen_get_cell(t->screen, at, &cell);
		bool is_blank = cell.chars[0] == 0 || cell.chars[0] == (uint32_t)-1;

		if (is_blank)
			str_add_char(out, ' ');
		for (int i = 0; !is_blank && i < VTERM_MAX_CHARS_PER_CELL && cell.chars[i]; i++)
			utf8_add(out, cell.chars[i]);
		if (!is_blank && cell.chars[0] != ' ')
			end = out->len;
		/* A narrow character over half of a wide one: the terminal shows a blank. */
		bool is_wide = cell.width > 1 && wcwidth((wchar_t)cell.chars[0]) != 1;

		col += is_wide ? 2 : 1;
	}
	str_remove(out, end, out->len - end);
}

void
terminal_text(struct terminal *t, struct str *out)
{
	for (int row = 0; row < t->rows; row++) {
		terminal_row_text(t, row, out);
		str_add_char(out, '\n');
	}
}

bool
terminal_wait(struct terminal *t, const char *text, bool shown, int limit_ms)
{
	int64_t end = terminal_now() + limit_ms * MS;

	while (terminal_shows(t, text) != shown) {
		int64_t left = end - terminal_now();

		if (left <= 0 || t->is_gone)
			return false;
		terminal_pump(t, left);
	}
	return true;
}

void
terminal_cursor(const struct terminal *t, int *row, int *col, bool *visible)
{
	VTermPos at;

	vterm_state_get_cursorpos(vterm_obtain_state(t->vt), &at);
	*row = at.row;
	*col = at.col;
	*visible = !t->is_cursor_hidden;
}

bool
terminal_is_bracketed(const struct terminal *t)
{
	return t->is_bracketed;
}

const struct str *
terminal_raw(const struct terminal *t)
{
	return &t->raw;
}

void
terminal_count_from_here(struct terminal *t)
{
	t->counts = (struct terminal_counts){ 0 };
}

const struct terminal_counts *
terminal_counts(const struct terminal *t)
{
	return &t->counts;
}

void
terminal_hang_up(struct terminal *t)
{
	if (t->fd >= 0)
		close(t->fd);
	t->fd = -1;
	t->is_gone = true;
}

void
terminal_signal(struct terminal *t, int signal_number)
{
	if (!t->has_ended)
		kill(t->pid, signal_number);
}

bool
terminal_has_ended(const struct terminal *t)
{
	return t->has_ended;
}

bool
terminal_wait_end(struct terminal *t, int limit_ms, int *status, struct rusage *usage)
{
	int64_t end = terminal_now() + limit_ms * MS;

	while (!t->has_ended) {
		pid_t pid = wait4(t->pid, &t->status, WNOHANG, &t->usage);

		if (pid == t->pid) {
			t->has_ended = true;
			terminal_pump(t, 0);
		} else if (limit_ms == 0 || terminal_now() > end) {
			return false;
		} else if (!terminal_pump(t, 2 * MS) && t->is_gone) {
			/* Nothing to read any more: look again in a moment. */
			ppoll(NULL, 0, &(struct timespec){ .tv_nsec = 2 * MS }, NULL);
		}
	}
	if (status)
		*status = t->status;
	if (usage)
		*usage = t->usage;
	return true;
}
