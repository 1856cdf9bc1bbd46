# lib.sh - sourced by the tests of the command line: a home of its own, the
# built program, and claims. A failed claim prints what was seen.
# SPDX-License-Identifier: MIT
set -u
export LC_ALL=C.UTF-8 LANGUAGE=en
program=$(pwd)/madoguchi
[ -x "$program" ] || { echo "madoguchi is not built"; exit 99; }
work=$(mktemp -d) || exit 99
trap 'rm -rf "$work"' EXIT
home=$work/home
faults=0

m() { # runs the program on the home; output in $work/out, $work/err, status in $status
	"$program" --home "$home" "$@" >"$work/out" 2>"$work/err" </dev/null
	status=$?
}
claim() { # claim "sentence" command...: the command must be true
	sentence=$1
	shift
	if "$@"; then
		echo "ok   $sentence"
	else
		echo "FAIL $sentence (exit $status)"
		sed 's/^/     out: /' "$work/out"
		sed 's/^/     err: /' "$work/err"
		faults=$((faults + 1))
	fi
}
done_() { [ "$status" -eq 0 ]; }
refused() { [ "$status" -eq 1 ] && [ -s "$work/err" ]; } # with a sentence
usage() { [ "$status" -eq 2 ] && [ -s "$work/err" ]; }
says() { grep -qF -- "$1" "$work/out"; }
complains() { grep -qF -- "$1" "$work/err"; }
finish() {
	echo "$faults faults"
	[ "$faults" -eq 0 ]
	exit
}
