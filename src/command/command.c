/*
 * command.c - the table of subcommands, their --help, and what all of them
 * share: opening the desk as the clerk of the OS account, printing a refusal.
 */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "command/command.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "base/i18n.h"
#include "base/utf8.h"
#include "command/output.h"
#include "desk/staff.h"

/* clang-format off */
static const struct command commands[] = {
	{ .name = "init", .usage = "[--name NAME] [--rules BOOK]", .run = command_init,
	  .summary = N_("Creates a data folder, with the present OS account as administrator."),
	  .options = N_("  --name NAME     the centre's name, for line 1 and papers\n"
			"  --rules BOOK    an example to begin with: free, paid or hall") },
	{ .name = "demo", .usage = "[--groups N] [--years Y] [--seed S] [--bookings N]",
	  .run = command_demo,
	  .summary = N_("Creates a training home with an invented centre."),
	  .options = N_("  --groups N      how many groups (200)\n"
			"  --years Y       years of history (3)\n"
			"  --seed S        seed of the invention (1)\n"
			"  --bookings N    bookings of a year and three months (2000)") },
	{ .name = "screen", .usage = "[--site S]",
	  .needs = COMMAND_NEEDS_DESK, .run = command_screen,
	  .summary = N_("Prints the desk's first screen as text, without a terminal."),
	  .options = N_("  --site S        only what one site has to do") },
	{ .name = "check", .usage = "", .needs = COMMAND_NEEDS_DESK, .run = command_check,
	  .summary = N_("Verifies schema, forms, guards, integrity and the audit chain.") },
	{ .name = "verify-audit", .usage = "[--anchor CODE]",
	  .needs = COMMAND_NEEDS_DESK, .run = command_verify_audit,
	  .summary = N_("Verifies the audit chain and prints the code of its last row."),
	  .options = N_("  --anchor CODE   a code printed earlier, to be found again") },
	{ .name = "list", .usage = "TYPE [--find TEXT] [--where FIELD=CONDITION] [--csv|--json]",
	  .needs = COMMAND_NEEDS_CLERK, .run = command_list,
	  .summary = N_("Prints the records of a type."),
	  .options = N_("  --find TEXT     only those that hold TEXT in a searched field\n"
			"  --where F=COND  a condition: part, =whole, >x, <x, a..b, !x, - (empty)\n"
			"  --columns F,F   these fields instead of the list's own\n"
			"  --sort FIELD    in the order of a field; --desc turns it round\n"
			"  --limit N       at most N records\n"
			"  --all           also merged, dissolved and retired ones\n"
			"  --csv           UTF-8: codes, ISO dates, field names on line 1\n"
			"  --json          one array of objects") },
	{ .name = "export", .usage = "TYPE [--purpose TEXT] [--encoding E] [--out PLACE]",
	  .needs = COMMAND_NEEDS_CLERK, .run = command_export,
	  .summary = N_("Writes the records of a type into a file for a spreadsheet."),
	  .options = N_("  --purpose TEXT  what it is for; needed for personal data\n"
			"  --encoding E    cp932 (Shift_JIS, for Excel), utf-8 or utf-8-bom\n"
			"  --format F      csv or xlsx\n"
			"  --unmappable P  what Shift_JIS lacks: refuse, replace (by table), geta\n"
			"  --out PLACE     a folder, a new file, or - for standard output\n"
			"  --day D, --month YYYY-MM, --year FY, --from D --to D\n"
			"                  only those of a period\n"
			"  --by FIELD      the date that the period is asked of\n"
			"  --columns F,F   these fields, or all of them: --columns all\n"
			"  --find, --where, --sort, --desc, --all\n"
			"                  as for list") },
	{ .name = "show", .usage = "TYPE ID [--history] [--json]",
	  .needs = COMMAND_NEEDS_CLERK, .run = command_show,
	  .summary = N_("Prints one record. ID is its id, its number or its whole name."),
	  .options = N_("  --history       also what happened, with the numbers that undo takes\n"
			"  --reason TEXT   why the record is looked at, for the audit\n"
			"  --reveal        a withheld record too; needs a reason\n"
			"  --json          one object") },
	{ .name = "add", .usage = "TYPE FIELD=VALUE...",
	  .needs = COMMAND_NEEDS_CLERK, .run = command_add,
	  .summary = N_("Adds a record and prints its id."),
	  .options = N_("  --once KEY      repeated with the same key, nothing is added twice\n"
			"  --reason TEXT   why, for the audit") },
	{ .name = "set", .usage = "TYPE ID FIELD=VALUE... [--version V]",
	  .needs = COMMAND_NEEDS_CLERK, .run = command_set,
	  .summary = N_("Changes fields of a record. FIELD= empties a field."),
	  .options = N_("  --version V     refuse if the record is not at version V any more\n"
			"  --once KEY      repeated with the same key, nothing is done twice\n"
			"  --reason TEXT   why, for the audit") },
	{ .name = "import", .usage = "TYPE FILE [--dry-run] [--update FIELD] ...",
	  .needs = COMMAND_NEEDS_CLERK, .run = command_import,
	  .summary = N_("Adds the rows of a CSV or TSV file as records of a type."),
	  .options = N_("  --encoding E    auto, utf-8, cp932 (Shift_JIS) or euc-jp\n"
			"  --map FILE      a mapping of headings to fields that was kept\n"
			"  --headings N    the headings stand in line N\n"
			"  --column H=F    the column with heading H goes to field F, or "
			"(H=) nowhere;\n"
			"                  H=+F joins it to the other column of F\n"
			"  --update F,...  rows whose fields F are those of a record change it\n"
			"  --empty         with --update, empty cells empty the field\n"
			"  --alike         also add rows that may be there already\n"
			"  --keep-lacking, --remove-lacking\n"
			"                  holidays that the published list no longer has\n"
			"  --readings-later\n"
			"                  names stand for a missing reading until it is typed\n"
			"  --ditto         signs for the cell above say what that cell says\n"
			"  --all-or-none   one refused row: nothing is imported\n"
			"  --dry-run       a trial that keeps nothing\n"
			"  --reason TEXT   why, for the audit") },
	{ .name = "book",
	  .usage = "--room R --day D (--band B... | --from T --to T) --party P [OPTION...]",
	  .needs = COMMAND_NEEDS_CLERK, .run = command_book,
	  .summary = N_("Books a room and prints the booking's number."),
	  .options = N_("  --room R        the room: its code, name or id\n"
			"  --day D         the day, as people write it: 12/1, +3, fri\n"
			"  --band B        a band of the rule book; several by repeating it\n"
			"  --from, --to T  the time instead, 18:00\n"
			"  --party P       group or person: id, number or name\n"
			"  --caller NAME   somebody on no register, with --phone\n"
			"  --heads N, --purpose X, --use U, --layout L, --extra E, --note X\n"
			"  --given F=V     a fact that the rule book asks for\n"
			"  --applied       applied for at once, instead of held\n"
			"  --waiting       on the waiting list\n"
			"  --override X    why a manager lets it stand against a rule\n"
			"  --once KEY      the same key again does nothing again\n"
			"  --json          id, number and what it comes to") },
	{ .name = "apply", .usage = "BOOKING [OPTION...]",
	  .needs = COMMAND_NEEDS_CLERK, .run = command_booking_act,
	  .summary = N_("The application for a held or waiting booking has come in."),
	  .options = N_("  --reason X      why, for the record\n"
			"  --dry-run       only say what it would come to") },
	{ .name = "permit", .usage = "BOOKING [OPTION...]",
	  .needs = COMMAND_NEEDS_CLERK, .run = command_booking_act,
	  .summary = N_("Permits a booking."),
	  .options = N_("  --reason X      why, for the record\n"
			"  --dry-run       only say what it would come to") },
	{ .name = "refuse", .usage = "BOOKING --reason X",
	  .needs = COMMAND_NEEDS_CLERK, .run = command_booking_act,
	  .summary = N_("Refuses a booking that was not permitted yet."),
	  .options = N_("  --reason X      why, for the record\n"
			"  --dry-run       only say what it would come to") },
	{ .name = "checkin", .usage = "BOOKING [--key K] [--at T]",
	  .needs = COMMAND_NEEDS_CLERK, .run = command_booking_act,
	  .summary = N_("The key goes out: the use begins."),
	  .options = N_("  --key K         the key or card\n"
			"  --at T          the time, now unless given\n"
			"  --reason X      why, for the record; long before the use it is needed\n"
			"  --override X    why a manager lets it out unpaid\n"
			"  --dry-run       only say what it would come to") },
	{ .name = "checkout", .usage = "BOOKING [--heads N] [--at T] [--out-of-order]",
	  .needs = COMMAND_NEEDS_CLERK, .run = command_booking_act,
	  .summary = N_("The key is back: the use is over."),
	  .options = N_("  --heads N       how many people came\n"
			"  --out-of-order  something is to be put right\n"
			"  --at T          the time, now unless given\n"
			"  --reason X      why, for the record\n"
			"  --dry-run       only say what it would come to") },
	{ .name = "move", .usage = "BOOKING [--room R] [--day D] [--band B... | --from T --to T]",
	  .needs = COMMAND_NEEDS_CLERK, .run = command_booking_act,
	  .summary = N_("Moves a booking, with the difference in price."),
	  .options = N_("  --room, --day, --band, --from, --to   what changes\n"
			"  --override X    why a manager lets it stand against a rule\n"
			"  --said D        when it was asked for\n"
			"  --reason X      why, for the record\n"
			"  --dry-run       only say what it would come to") },
	{ .name = "extend", .usage = "BOOKING [--before MINUTES] [--after MINUTES]",
	  .needs = COMMAND_NEEDS_CLERK, .run = command_booking_act,
	  .summary = N_("Extends a use, at the price of the rules."),
	  .options = N_("  --before, --after   by how many minutes\n"
			"  --override X    why a manager lets it stand against a rule\n"
			"  --said D        when it was asked for\n"
			"  --reason X      why, for the record\n"
			"  --dry-run       only say what it would come to") },
	{ .name = "breakoff", .usage = "BOOKING [--ground CODE] [--unused] [--heads N] [--at T]",
	  .needs = COMMAND_NEEDS_CLERK, .run = command_booking_act,
	  .summary = N_("The house closes over a use: key back, refund of the rules."),
	  .options = N_("  --ground CODE   the ground, a code of the rule book\n"
			"  --unused        only the time that was not used is given back\n"
			"  --heads N       how many people came\n"
			"  --out-of-order  something is to be put right\n"
			"  --at T          the time, now unless given\n"
			"  --reason X      why, for the record\n"
			"  --dry-run       only say what it would come to") },
	{ .name = "cancel", .usage = "BOOKING [--ground CODE] [--said D]",
	  .needs = COMMAND_NEEDS_CLERK, .run = command_booking_act,
	  .summary = N_("Cancels a booking, with the refund of the rules."),
	  .options = N_("  --ground CODE   the ground, a code of the rule book\n"
			"  --said D        when the cancellation came in\n"
			"  --reason X      why, for the record\n"
			"  --dry-run       only say what it would come to") },
	{ .name = "noshow", .usage = "BOOKING",
	  .needs = COMMAND_NEEDS_CLERK, .run = command_booking_act,
	  .summary = N_("Nobody came to a permitted use."),
	  .options = N_("  --reason X      why, for the record\n"
			"  --dry-run       only say what it would come to") },
	{ .name = "expire", .usage = "[BOOKING]",
	  .needs = COMMAND_NEEDS_CLERK, .run = command_booking_act,
	  .summary = N_("Ends holds whose last day is over; all of them without BOOKING."),
	  .options = N_("  --reason X      why, for the record\n"
			"  --dry-run       only say what it would come to") },
	{ .name = "waive", .usage = "BOOKING --yen N --reason X",
	  .needs = COMMAND_NEEDS_CLERK, .run = command_booking_act,
	  .summary = N_("The party owes less, by a decision."),
	  .options = N_("  --yen N         how much less\n"
			"  --reason X      why, for the record\n"
			"  --dry-run       only say what it would come to") },
	{ .name = "correct", .usage = "BOOKING --yen N --reason X",
	  .needs = COMMAND_NEEDS_CLERK, .run = command_booking_act,
	  .summary = N_("Puts a mistake in the price right."),
	  .options = N_("  --yen N         what it was too high by; less than nothing: too low\n"
			"  --reason X      why, for the record\n"
			"  --dry-run       only say what it would come to") },
	{ .name = "series", .usage = "add|plan|show|change|end|again [SERIES] [OPTION...]",
	  .needs = COMMAND_NEEDS_CLERK, .run = command_series,
	  .summary = N_("Uses that come back: books, lists, changes or ends their dates."),
	  .options = N_("  add, plan       --room R --rule X (--band B... | --from T --to T)"
			" --party P\n"
			"  --rule X        \"2nd tue\", \"1st,3rd sat\", \"weekly fri\", an RRULE\n"
			"  --first D       from which day on (today)\n"
			"  --until D, --count N   its end\n"
			"  --heads N, --purpose X, --use U, --given F=V\n"
			"                  plan lists what add would do and writes nothing\n"
			"  show SERIES     its dates as they stand\n"
			"  change SERIES   --day D [--room R] [--band B... | --from T --to T]\n"
			"  end SERIES      --day D [--reason X]\n"
			"  --scope S       of the date of --day: this, following or all\n"
			"  again SERIES    books skipped dates that can be had by now\n"
			"  --dry-run       only lists what would happen\n"
			"  --json          the list as one object") },
	{ .name = "close-room",
	  .usage = "--day D [--to D] [--from T --to-time T] [--room R] --reason X [--dry-run]",
	  .needs = COMMAND_NEEDS_CLERK, .run = command_close_room,
	  .summary = N_("Closes the house or a room, and prints whom to phone."),
	  .options = N_("  --day D         the first day, and the last one unless --to says it\n"
			"  --from, --to-time T   the same part of each day; one alone: until\n"
			"                  closing, from opening\n"
			"  --room R        the rule book's code of a room or group of rooms\n"
			"  --site S        one site only\n"
			"  --kind K        election, storm, disaster, repair, ... (other)\n"
			"  --dry-run       only lists whom to phone\n"
			"  --yes           also a day that is over\n"
			"  --json          the list as one array") },
	{ .name = "calls", .usage = "[--site S] [--json]",
	  .needs = COMMAND_NEEDS_CLERK, .run = command_calls,
	  .summary = N_("Prints whom to phone, the most urgent first."),
	  .options = N_("  --site S        only those about a site's rooms\n"
			"  --json          one array of objects") },
	{ .name = "call", .usage = "ID --outcome O [--note X] [--dry-run] [--yes]",
	  .needs = COMMAND_NEEDS_CLERK, .run = command_call,
	  .summary = N_("What came of a call; the booking follows."),
	  .options = N_("  --outcome O     reached, no_answer (stays on the list), message,"
			" moved,\n"
			"                  refunded (cancelled), refunded_part, declined\n"
			"  --note X        is added to the call's notes\n"
			"  --dry-run       only say what it would come to\n"
			"  --yes           do it, though it ends the booking") },
	{ .name = "undo", .usage = "CHANGE [--reason TEXT]",
	  .needs = COMMAND_NEEDS_CLERK, .run = command_undo,
	  .summary = N_("Takes a change back, by the number that show --history prints."),
	  .options = N_("  --reason TEXT   why, for the audit") },
	{ .name = "pay", .usage = "BOOKING [--yen N] [--received N] [--refund] [OPTION...]",
	  .needs = COMMAND_NEEDS_CLERK, .run = command_pay,
	  .summary = N_("Takes or gives back money for a booking, and writes the receipt."),
	  .options = N_("  --yen N         a part; without it, all that is open (-N: goes back)\n"
			"  --received N    the cash that was handed over; the change is told\n"
			"  --refund        gives back what was paid too much\n"
			"  --method M      cash, transfer, invoice, cashless (cash)\n"
			"  --payer X       the name on the receipt; without it, the party's\n"
			"  --for TEXT      what it is for; without it, the room and the time\n"
			"  --once KEY      repeated with the same key, money is taken once") },
	{ .name = "print", .usage = "KIND [BOOKING|RECEIPT] [--day D] [--room R] [--out FILE]",
	  .needs = COMMAND_NEEDS_CLERK, .run = command_print_paper,
	  .summary = N_("Prints a paper into the spool folder: permit, receipt, board ..."),
	  .options = N_("  KIND            application, permit: of a booking\n"
			"                  receipt, refund: of a receipt\n"
			"                  board, calls: of a day; week: of a room\n"
			"  --day D         the day (today); of a week its first\n"
			"  --room R        whose week\n"
			"  --site S        only that site's, of a day\n"
			"  --format F      text or pdf\n"
			"  --out FILE      a new file, or - for standard output") },
	{ .name = "void", .usage = "RECEIPT --reason TEXT",
	  .needs = COMMAND_NEEDS_CLERK, .run = command_void,
	  .summary = N_("Voids a spoilt receipt; it keeps its number, its sum is open again."),
	  .options = N_("  --reason TEXT   why; it stays on record") },
	{ .name = "staff",
	  .usage = "add CODE NAME [--account A] [--role R]... | disable CODE | pin CODE",
	  .needs = COMMAND_NEEDS_CLERK, .run = command_staff,
	  .summary = N_("Adds or disables a member of staff, or sets a PIN (from standard input)."),
	  .options = N_("  --account A     the OS account bound to the record\n"
			"  --role R        reception, cash, consultation, manager, auditor or\n"
			"                  administrator\n"
			"  --reason TEXT   why, for the audit") },
	{ .name = "backup", .usage = "", .needs = COMMAND_NEEDS_DESK, .run = command_backup,
	  .summary = N_("Makes a verified copy of the database in the data folder's backup/.") },
	{ .name = "restore", .usage = "FILE", .run = command_restore,
	  .summary = N_("Brings a backup back while no desk is open; the present state is kept.") },
	{ .name = "free",
	  .usage = "[--day D] [--from T --to T | --band B] [--heads N] [--room R] [--next] [--json]"
		   " [WORD...]",
	  .needs = COMMAND_NEEDS_CLERK, .run = command_free,
	  .summary = N_("Prints which rooms are free, with what they cost."),
	  .options = N_("  --day D         the day (today), or with --next the first one\n"
			"  --from T --to T the time of day\n"
			"  --band B        a band of the rule book\n"
			"  --heads N       only rooms that hold so many people\n"
			"  --room R        only this room: id, code or name\n"
			"  --site S        without the rooms of other sites\n"
			"  --facts F       further facts for the price: \"registered=yes\"\n"
			"  --next          the next times that are free, soonest first\n"
			"  --days N        how many days --next looks through (60)\n"
			"  --json          one array, an object for each time\n"
			"  WORD...         the same in words, as on the command line of the\n"
			"                  screen: n e 2h 20p") },
	{ .name = "calendar",
	  .usage = "[--from D] [--to D] [--room R] [--lifted T] [--rules FILE] [--json]",
	  .needs = COMMAND_NEEDS_RULES, .run = command_calendar,
	  .summary = N_("Prints the opening hours of days, with the reason for each closing."),
	  .options = N_("  --from D        the first day (today)\n"
			"  --to D          the last day (a month of days)\n"
			"  --room R        of one room of the rule book; without it, of the house\n"
			"  --class C, --given F=V\n"
			"                  what else the opening hours hang on\n"
			"  --lifted T      what is left of the first day when a storm warning was\n"
			"                  lifted at T (or never)\n"
			"  --rules FILE    a rule book's file; no data folder is needed then\n"
			"  --site S        the rule book of one site of the database\n"
			"  --json          one array, an object for each day") },
	{ .name = "window", .usage = "--day D [--room R] [--class C] [--given F=V]... [--json]",
	  .needs = COMMAND_NEEDS_RULES, .run = command_window,
	  .summary = N_("Prints from when until when a use may be applied for, and why."),
	  .options = N_("  --day D         the day of use\n"
			"  --room R        a room of the rule book\n"
			"  --class C       the class of who uses it\n"
			"  --apply D       the day of application (today)\n"
			"  --given F=V     any other fact of the rule book\n"
			"  --band B, --from T, --to T, --use U, --heads N, --extra E[:N],\n"
			"  --with-room R   the use itself\n"
			"  --rules FILE    a rule book's file; no data folder is needed then\n"
			"  --site S        the rule book of one site of the database\n"
			"  --json          one object") },
	{ .name = "quote", .usage = "--room R --day D (--band B... | --from T --to T) [--explain]",
	  .needs = COMMAND_NEEDS_RULES, .run = command_quote,
	  .summary = N_("Prints what a use costs, and whether it may be booked."),
	  .options = N_("  --room R        a room of the rule book\n"
			"  --day D         the day of use\n"
			"  --band B        a band; may be repeated\n"
			"  --from T, --to T\n"
			"                  times instead of bands\n"
			"  --class C, --use U, --heads N, --extra E[:N], --with-room R\n"
			"                  who, what for, how many, equipment, other rooms\n"
			"  --apply D       the day of application (today)\n"
			"  --given F=V     any other fact of the rule book\n"
			"  --explain       every step, with the sentence of the by-law\n"
			"  --rules FILE    a rule book's file; no data folder is needed then\n"
			"  --site S        the rule book of one site of the database\n"
			"  --json          one object") },
	{ .name = "allowed", .usage = "--room R --day D (--band B... | --from T --to T)",
	  .needs = COMMAND_NEEDS_RULES, .run = command_allowed,
	  .summary = N_("Tells whether a use may be booked: hours, window, who may, limits."),
	  .options = N_("  --given other=\"day=D room=R bands=B\"\n"
			"                  another use of the same party, to be counted\n"
			"  The other options are those of quote. Exit status 1: it may not.") },
	{ .name = "extension",
	  .usage = "--room R --day D --band B... (--before MIN | --after MIN)",
	  .needs = COMMAND_NEEDS_RULES, .run = command_extension,
	  .summary = N_("Prints what it costs to begin earlier or to stay longer."),
	  .options = N_("  --before MIN    minutes before the booked time\n"
			"  --after MIN     minutes after it\n"
			"  --asked D       when it was asked for (the day of use)\n"
			"  --next-taken    the room is not free for that time\n"
			"  The other options are those of quote.") },
	{ .name = "refund", .usage = "--room R --day D [--said D] [--paid YEN] [--new-price YEN]",
	  .needs = COMMAND_NEEDS_RULES, .run = command_refund,
	  .summary = N_("Prints what comes back of a cancelled or moved booking."),
	  .options = N_("  --said D        the day on which it was cancelled or moved (today)\n"
			"  --paid YEN      paid for the room; without it, what it costs\n"
			"  --paid-extras YEN\n"
			"                  paid for equipment\n"
			"  --new-price YEN it is moved, and costs so much now\n"
			"  --had-one       it was refunded or moved before\n"
			"  The other options are those of quote.") },
	{ .name = "rules", .usage = "check FILE... | load FILE | dump | diff FILE",
	  .run = command_rules,
	  .summary = N_("Checks a rule book, puts it into the database, compares it."),
	  .options = N_("  check FILE...   gaps, doubles, and the worked examples\n"
			"  load FILE       as a new edition, after the same check\n"
			"    --from D      for applications from this day on (today)\n"
			"    --reason TEXT why, for the audit\n"
			"    --site S      the book of one site; also with dump and diff\n"
			"  dump            the edition in force as a file; --edition N another,\n"
			"                  --original as it was loaded, with its comments\n"
			"  diff FILE       what FILE would change: rules, and prices of the\n"
			"                  coming year; --rules OLD against a file\n"
			"  --json          for other programs, with each of these") },
	{ .name = "new-form", .usage = "TABLE",
	  .needs = COMMAND_NEEDS_DESK, .run = command_new_form,
	  .summary = N_("Prints a starting form file for a table of the schema.") },
};
/* clang-format on */

const struct command *
command_find(const char *name)
{
	for (size_t i = 0; i < ARRAY_LEN(commands); i++)
		if (strcmp(commands[i].name, name) == 0)
			return &commands[i];
	return NULL;
}

void
command_print(const char *text)
{
	AUTO_STR b = STR_INIT;
	utf8_add_visible(&b, text);
	fputs(str_text(&b), stdout);
}

int
command_fail(const struct err *e)
{
	AUTO_STR b = STR_INIT;
	utf8_add_visible(&b, e->msg);
	fprintf(stderr, "madoguchi: %s\n", str_text(&b));
	return e->code == ERR_USAGE ? COMMAND_USAGE : COMMAND_REFUSED;
}

int
command_fail_naming(const struct err *e, const char *const (*options)[2], size_t count)
{
	struct err told = *e;
	for (size_t i = 0; i < count; i++)
		if (str_equal(e->field, options[i][0]))
			err_set(&told, e->code, _("%s Add %s."), e->msg, options[i][1]);
	return command_fail(&told);
}

int
command_usage(const struct command *command, const char *fmt, ...)
{
	AUTO_STR why = STR_INIT;
	va_list ap;
	va_start(ap, fmt);
	str_vaddf(&why, fmt, ap);
	va_end(ap);
	AUTO_STR b = STR_INIT;
	utf8_add_visible(&b, str_text(&why));
	fprintf(stderr, "madoguchi: %s\n", str_text(&b));
	fprintf(stderr, _("Usage: madoguchi [--home DIR] %s %s\n"), command->name, command->usage);
	return COMMAND_USAGE;
}

static void
print_command_help(const struct command *command)
{
	printf(_("Usage: madoguchi [--home DIR] %s %s\n"), command->name, command->usage);
	printf("\n%s\n", _(command->summary));
	if (command->options)
		printf("\n%s\n", _(command->options));
}

static void
print_program_help(const struct command_context *c)
{
	printf(_("Usage: %s [--home DIR] [--now YYYY-MM-DDTHH:MM] [COMMAND ...]\n"), c->program);
	printf("\n%s\n\n", _("Without a command, opens the desk on the terminal."));
	for (size_t i = 0; i < ARRAY_LEN(commands); i++)
		printf("  %-13s %s\n", commands[i].name, _(commands[i].summary));
	printf("\n%s\n%s\n",
	       _("`madoguchi help COMMAND` tells more about each. Exit status: 0 done, 1 "
		 "refused, 2 usage, 3 done but not told, 4 done in part."),
	       _("--now pins the clock; demo and training homes only."));
	AUTO_STR home = STR_INIT;
	utf8_add_visible(&home, c->desk.home);
	printf(_("Data folder: %s\n"), str_text(&home));
}

static bool
names_rules(int argc, char **argv)
{
	for (int i = 1; i < argc && strcmp(argv[i], "--") != 0; i++)
		if (strcmp(argv[i], "--rules") == 0 || str_starts(argv[i], "--rules="))
			return true;
	return false;
}

static bool
needs_desk(const struct command *command, int argc, char **argv)
{
	if (command->needs == COMMAND_NEEDS_RULES)
		return !names_rules(argc, argv);
	return command->needs != COMMAND_NEEDS_NOTHING;
}

static bool
wants_help(int argc, char **argv)
{
	for (int i = 1; i < argc; i++) {
		if (strcmp(argv[i], "--") == 0)
			return false;
		if (strcmp(argv[i], "--help") == 0 || strcmp(argv[i], "-h") == 0)
			return true;
	}
	return false;
}

struct desk *
command_open(const struct command_context *c, struct err *e)
{
	AUTO_STR faults = STR_INIT;
	struct desk_options options = c->desk;
	options.form_faults = &faults;
	struct desk *d = desk_open(&options, e);
	if (faults.len)
		output_text_to(stderr, faults.s);
	return d;
}

static int
run_with_desk(struct command_context *c, const struct command *command, int argc, char **argv)
{
	struct err e = { 0 };
	struct desk *d = command_open(c, &e);
	if (!d)
		return command_fail(&e);
	int status;
	if (command->needs == COMMAND_NEEDS_CLERK && !staff_sign_in_account(d, &e))
		status = command_fail(&e);
	else
		status = command->run(c, d, argc, argv);
	if (desk_last_change(d))
		desk_rest(d); /* a piece of what a killed import may have left */
	if (status == COMMAND_DONE && store_met_damage(d->store, &e))
		status = command_fail(&e);
	desk_close(d);
	return status;
}

int
command_finish_output(int status)
{
	if (fflush(stdout) == 0 && !ferror(stdout))
		return status;
	fprintf(stderr, "madoguchi: %s\n",
		status == COMMAND_DONE
			? _("It is done, but the output could not be written.")
			: _("The output could not be written."));
	return status == COMMAND_DONE ? COMMAND_UNTOLD : status;
}

int
command_run_row(struct command_context *c, const struct command *command, int argc, char **argv)
{
	if (needs_desk(command, argc, argv))
		return run_with_desk(c, command, argc, argv);
	return command->run(c, NULL, argc, argv);
}

static int
say_unknown(const char *typed)
{
	AUTO_STR name = STR_INIT;
	utf8_add_visible(&name, typed);
	fprintf(stderr,
		_("madoguchi: There is no command \"%s\"; madoguchi --help lists them.\n"),
		str_text(&name));
	return COMMAND_USAGE;
}

int
command_help(const struct command_context *c, const char *name)
{
	const struct command *command = name ? command_find(name) : NULL;
	if (name && !command)
		return say_unknown(name);
	if (command)
		print_command_help(command);
	else
		print_program_help(c);
	return COMMAND_DONE;
}

int
command_run(struct command_context *c, int argc, char **argv)
{
	if (strcmp(argv[0], "help") == 0)
		return command_help(c, argc > 1 ? argv[1] : NULL);
	const struct command *command = command_find(argv[0]);
	if (!command)
		return say_unknown(argv[0]);
	if (wants_help(argc, argv))
		return command_help(c, argv[0]);
	return command_run_row(c, command, argc, argv);
}
