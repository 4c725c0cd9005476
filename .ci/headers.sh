#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# headers.sh - each public header stands alone, as C11 and as C++17
#
# One line of TAP for each header.
warn='-pedantic -Wall -Wextra -Wshadow -Werror -Iinclude -fsyntax-only'
count=0
failed=0

# alone COMPILER LANGUAGE STANDARD HEADER: a file with nothing but the header
alone()
{
	# warn is words
	# shellcheck disable=SC2086
	printf '#include "%s"\n' "${4#include/}" |
		$1 $warn -x "$2" -std="$3" -
}

for header in include/npo/*.h; do
	count=$((count + 1))
	if alone "${CC:-cc}" c c11 "$header" &&
		alone "${CXX:-c++}" c++ c++17 "$header"; then
		echo "ok $count - $header"
	else
		echo "not ok $count - $header"
		failed=1
	fi
done
echo "1..$count"
exit $failed
