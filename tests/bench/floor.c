/*
 * floor.c - the floor of the bench: a bare ncurses table with as many rows and
 * columns as the group list, drawn anew at each key, with a line that echoes
 * what is typed. It does nothing else, so nothing that shows a table by
 * ncurses can be expected to be much faster.
 */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include <curses.h>
#include <locale.h>
#include <stdlib.h>
#include <wchar.h>

#define SHOWN 30 /* what is shown of what was typed: its end */

static void
draw(int count, int top, int current, const wchar_t *typed)
{
	erase();
	attron(A_REVERSE);
	mvprintw(0, 0, "%-*s", COLS, " floor");
	attroff(A_REVERSE);
	for (int i = 0; i < LINES - 3 && top + i < count; i++) {
		int row = top + i;

		attrset(row == current ? A_REVERSE : A_NORMAL);
		mvprintw(1 + i, 0,
			 " R8-%06d  合唱団ひばり%06d  ガッショウダン  042-555-%04d  登録 ", row,
			 row * 7919 % 1000000, row % 10000);
	}
	attrset(A_NORMAL);
	size_t len = wcslen(typed);

	mvaddwstr(LINES - 2, 0, len > SHOWN ? typed + len - SHOWN : typed);
	refresh();
}

static void
add_typed(wchar_t *typed, size_t size, wint_t c)
{
	size_t len = wcslen(typed);

	if (len + 1 < size) {
		typed[len] = (wchar_t)c;
		typed[len + 1] = L'\0';
	}
}

int
main(int argc, char **argv)
{
	int count = argc > 1 ? atoi(argv[1]) : 200;
	int top = 0, current = 0;
	wchar_t typed[4096] = L"";
	wint_t c;

	setlocale(LC_ALL, "C.UTF-8");
	initscr();
	raw();
	noecho();
	keypad(stdscr, TRUE);
	for (;;) {
		if (current < top)
			top = current;
		if (current >= top + LINES - 3)
			top = current - (LINES - 3) + 1;
		draw(count, top, current, typed);
		int kind = get_wch(&c);

		if (kind == ERR || (kind == OK && c == L'q'))
			break;
		if (kind == KEY_CODE_YES && c == KEY_DOWN && current + 1 < count)
			current++;
		else if (kind == KEY_CODE_YES && c == KEY_UP && current > 0)
			current--;
		else if (kind == OK && c >= L' ')
			add_typed(typed, sizeof typed / sizeof *typed, c);
	}
	endwin();
	return 0;
}
