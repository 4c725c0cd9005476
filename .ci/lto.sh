#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# lto.sh - whether objects can be linked both as a whole and as ever
#
#	lto.sh FLAGS...		run by make; prints the FLAGS if they can
#
# An object of C and one of C++ are made with FLAGS, by CC and CXX, and linked
# with them and without, with LDFLAGS, as make does.
work=$(mktemp -d "${TMPDIR:-/tmp}/npo-lto-XXXXXX") || exit 2
trap 'rm -rf "$work"' EXIT
trap 'exit 1' HUP INT TERM

# the programs and LDFLAGS may be several words
{
	echo 'int npo(void) { return 0; }' |
		${CC:-cc} -Werror "$@" -xc -c -o "$work/c.o" - &&
	echo 'extern "C" int npo(); int main() { return npo(); }' |
		${CXX:-c++} -Werror "$@" -xc++ -c -o "$work/cc.o" - &&
	for how in "$*" -fno-lto; do
		${CXX:-c++} $how $LDFLAGS -o "$work/linked" \
			"$work/c.o" "$work/cc.o" || exit
	done
} >/dev/null 2>&1 && echo "$*"
