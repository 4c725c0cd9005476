#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# deps.sh - what building and checking npo needs: found, or installed
#
#	deps.sh build	the libraries, for make and make demo
#	deps.sh check	what make check needs besides
#	deps.sh ci	all of it, also what the tests only use if it is there
#
# Where something is missing and apt-get is there, it says so and installs it
# as root or through sudo; elsewhere it prints what to install and stops.

# The one list: Debian's packages.
BUILD='gcc g++ make pkg-config libxapian-dev libicu-dev libuchardet-dev
	libstemmer-dev libjansson-dev libzstd-dev libxml2-dev libmimalloc-dev'
CHECK='libcmocka-dev perl strace jq mandoc bsdutils util-linux xapian-tools'

# The same as pkg-config knows it. Two of Debian's have no .pc file.
BUILD_PC='xapian-core icu-i18n icu-uc uchardet jansson libzstd libxml-2.0'
CHECK_PC='cmocka'

goal=${1:-build}
pkg_config=${PKG_CONFIG:-pkg-config}

has_program()
{
	command -v "$1" >/dev/null 2>&1
}

# has_library NAME HEADER EXPRESSION
has_library()
{
	printf '%s\n' "#include <$2>" "int main(void) { return !$3; }" |
		${CC:-cc} -x c - -l"$1" -o /dev/null 2>/dev/null
}

# missing: print what the goal lacks, if anything
missing()
{
	names=$BUILD_PC
	for program in ${CC:-cc} ${CXX:-c++} "$pkg_config"; do
		has_program "$program" || echo "$program"
	done
	if test "$goal" != build; then
		names="$names $CHECK_PC"
		has_program prove || echo prove
	fi
	if test "$goal" = ci; then
		for program in strace jq mandoc script setpriv \
			xapian-metadata; do
			has_program "$program" || echo "$program"
		done
	fi
	for name in $names; do
		"$pkg_config" --exists "$name" 2>/dev/null || echo "$name"
	done
	has_library stemmer libstemmer.h 'sb_stemmer_list()' ||
		echo libstemmer
	has_library mimalloc mimalloc.h 'mi_version()' || echo mimalloc
}

lacks=$(missing | tr '\n' ' ')
test -n "$lacks" || exit 0

packages=$BUILD
test "$goal" = build || packages="$BUILD $CHECK"
packages=$(printf '%s' "$packages" | tr -s '\n\t' ' ')
install="apt-get install --no-install-recommends $packages"

echo "npo: missing here: $lacks"
if ! has_program apt-get; then
	echo 'npo: install what your system calls these packages of Debian:'
	echo "    $packages"
	exit 1
fi
if test "$(id -u)" -eq 0; then
	as_root=
elif has_program sudo; then
	as_root=sudo
else
	echo 'npo: as root, type'
	echo "    apt-get update && $install"
	exit 1
fi

echo "npo: installing: ${as_root:+sudo }$install"
# the list is words
# shellcheck disable=SC2086
$as_root apt-get update -q &&
	$as_root env DEBIAN_FRONTEND=noninteractive \
		apt-get install -y -q --no-install-recommends $packages ||
	exit 1

lacks=$(missing | tr '\n' ' ')
if test -n "$lacks"; then
	echo "npo: still missing: $lacks"
	exit 1
fi
