#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# check.sh - every check, and in the last line how many of each there were
#
#	check.sh MAKE BUILD	run by make check; BUILD is its output folder
make=$1
build=$2
log=$build/check.log
bad=

# step TARGET: run a target, keep what it prints; its failure is remembered
step()
{
	{ "$make" --no-print-directory "$1" 2>&1; echo $? >"$log.status"; } |
		tee "$log"
	status=$(cat "$log.status")
	test "$status" -eq 0 || bad="$bad $1"
	return "$status"
}

# tests: how many prove counted in the last step
tests()
{
	sed -n 's/^Files=[0-9]*, Tests=\([0-9]*\),.*/\1/p' "$log"
}

mkdir -p "$build"
if ! step check-build; then
	echo 'check: the build failed'
	exit 1
fi
step unit
units=$(tests)
step cli
clis=$(tests)
step check-headers
headers=$(tests)
step check-floors
step check-man
rm -f "$log" "$log.status"

printf 'check: %d unit tests, %d command line tests, %d headers, ' \
	"${units:-0}" "${clis:-0}" "${headers:-0}"
if test -n "$bad"; then
	echo "failed:$bad"
	exit 1
fi
echo 'all passed'
