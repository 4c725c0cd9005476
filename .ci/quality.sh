#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# quality.sh - how many spellings of a word find it, counted from outside
#
#	quality.sh BUILD	BUILD is the folder of the programs
#
# Each word that a row of tests/data/quality.tsv asks for becomes a document of
# that one word, and 2,000 English words stand beside them. A query finds its
# word first (R@1), or among five (R@5), or not; these are named on stderr.
LC_ALL=C.UTF-8
export LC_ALL
bin=$(cd "$1" && pwd) || exit 2
cd "$(dirname "$0")/.." || exit 2
table=tests/data/quality.tsv
english=lib/match/english.tsv
work=$(mktemp -d "${TMPDIR:-/tmp}/npo-quality-XXXXXX") || exit 2
trap 'rm -rf "$work"' EXIT
trap 'exit 1' HUP INT TERM

# The n-th word has the id dN; one that is English only, eN.
awk -F'\t' -v work="$work" '
function document(id, word) {
	gsub(/["\\]/, "\\\\&", word)
	printf "{\"id\": \"%s\", \"text\": \"%s\"}\n", id, word \
		>(work "/words.jsonl")
}
/^#/ || $1 == "query" && $3 == "group" { next }
FNR == NR {
	if (!($2 in id)) {
		id[$2] = "d" ++words
		lower[tolower($2)] = 1
		document(id[$2], $2)
	}
	print ++queries "\t" $1 >(work "/queries.tsv")
	print queries "\t" id[$2] "\t" $0 >(work "/wanted.tsv")
	next
}
$1 != "word" && ++seen % 16 == 0 && !($1 in lower) && english < 2000 {
	document("e" ++english, $1)
}' "$table" "$english" || exit 2

"$bin/npo-index" --db="$work/db" --quiet "$work/words.jsonl" || exit 2
"$bin/npo-search" --db="$work/db" --literal --limit=5 --format=trec \
	--batch="$work/queries.tsv" >"$work/found" || exit 2

awk -F'\t' -v found="$work/found" '
BEGIN {
	while ((getline line <found) > 0) {
		split(line, cell, " ")
		rank[cell[1] " " cell[3]] = cell[4]
	}
}
function add(group, at) {
	if (!(group in count))
		order[++groups] = group
	count[group]++
	first[group] += at == 1
	five[group] += at > 0
}
{
	at = rank[$1 " " $2]
	add($5, at)
	add("all", at)
	if (!at)
		print "quality: " $3 " does not find " $4 " (" $6 ")" \
			>"/dev/stderr"
}
function show(group) {
	printf "%-24s %5d  %.3f  %.3f\n", group, count[group],
		first[group] / count[group], five[group] / count[group]
}
END {
	printf "%-24s %5s  %-5s  %-5s\n", "group", "n", "R@1", "R@5"
	for (i = 1; i <= groups; i++)
		if (order[i] != "all")
			show(order[i])
	show("all")
}' "$work/wanted.tsv"
