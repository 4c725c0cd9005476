#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# demo.sh - index the sample corpus and search it in both scripts
#
#	demo.sh BUILD	the folder of the programs, where the database goes too
build=$1
db=$build/demo

# show COMMAND ARGUMENT...: print it as it would be typed, and run it
show()
{
	program=$build/$1
	shift
	printf '\n$ %s %s\n' "$program" "$*"
	"$program" "$@"
}

rm -rf "$db"
show npo-index --db="$db" corpus &&
	show npo-search --db="$db" научно &&
	show npo-search --db="$db" nauchno || exit 1

cat <<END

That was one word in two scripts, with the same documents found. Go on with

    export PATH="\$PWD/$build:\$PATH" NPO_DB="\$PWD/$db"
    npo-search mashinostroenie          another spelling, another case
    npo-search '"научно-производственное объединение"'
    npo-search --explain Энергомаш      which forms matched, and how
    npo-search --expand lavochkin       what a word stands for here
    npo-index ~/Documents               add a folder of your own

make check runs all tests, make install installs.
END
