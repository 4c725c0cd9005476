#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# floors.sh - #include lines go down, never up or sideways (doc/STYLE.md)
#
#	floors.sh [FOLDER]	check the sources below FOLDER (.)
cd "${1:-.}" || exit 2

# folder TAB floor TAB what it may include, besides all floors below. A header
# include/npo/NAME.h is of the folder lib/NAME; schema.h has none, and nothing
# but names in it.
floors='
base		0
schema		0
text		1
match		1	text
store		1
analysis	2
format		2
database	2
indexer		3
searcher	3
'
# library TAB the only folders that may include its header
libraries='
unicode/	text match/gen
uchardet/	text
libstemmer.h	text
xapian.h	store
zstd.h		database
libxml/		format
'

{
	find lib indexer searcher -name '*.[ch]' -o -name '*.cc' -o \
		-name '*.hh'
	find include/npo -name '*.h'
} | sort | xargs grep -Hn '^[[:space:]]*#[[:space:]]*include' |
	awk -v floors="$floors" -v libraries="$libraries" '
function complain(why) {
	print where ": " why
	wrong++
}
# the folder that a file belongs to: lib/text/fold.c, include/npo/text.h
function folder_of(file, part) {
	split(file, part, "/")
	if (part[1] == "include") {
		sub(/\.h$/, "", part[3])
		return part[3]
	}
	return part[1] == "lib" ? part[2] : part[1]
}
BEGIN {
	rows = split(floors, row, "\n")
	for (i = 1; i <= rows; i++) {
		cells = split(row[i], cell, /\t+/)
		if (cells < 2)
			continue
		floor[cell[1]] = cell[2]
		for (k = split(cell[3], name, " "); k > 0; k--)
			beside[cell[1] "/" name[k]] = 1
	}
	rows = split(libraries, row, "\n")
	for (i = 1; i <= rows; i++) {
		if (split(row[i], cell, /\t+/) < 2)
			continue
		library[cell[1]] = 1
		for (k = split(cell[2], name, " "); k > 0; k--)
			allowed[cell[1] " " name[k]] = 1
	}
}
{
	split($0, part, ":")
	file = part[1]
	where = file ":" part[2]
	folder = folder_of(file)
	header = $0
	sub(/^[^<"]*[<"]/, "", header)
	sub(/[>"].*$/, "", header)
	lines++
	if (!(folder in floor)) {
		complain("a folder that floors.sh does not know")
		next
	}
	for (one in library) {
		if (index(header, one) != 1)
			continue
		gen = file ~ /^lib\/match\/gen\// ? "match/gen" : folder
		if (!((one " " gen) in allowed))
			complain("<" header "> belongs to another folder")
	}
	if (header ~ /^npo\//) {
		other = substr(header, 5)
		sub(/\.h$/, "", other)
		if (!(other in floor))
			complain("an unknown header " header)
		else if (other != folder && floor[other] >= floor[folder] &&
			!((folder "/" other) in beside))
			complain(header " is not below " folder)
	} else if ($0 ~ /include[ \t]*"/ && header ~ /\//) {
		complain(header " is private to another folder")
	}
}
END {
	if (lines < 100)
		complain("too few #include lines were read")
	if (wrong)
		exit 1
	print "floors: " lines " #include lines, all downwards"
}'
