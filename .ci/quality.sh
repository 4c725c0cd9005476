#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# quality.sh - how many spellings of a word find it, counted from outside
#
#	quality.sh BUILD [BASELINE]...	folders of programs: npo's, and of what
#					stands beside them
#
# Each word that a row of tests/data/quality.tsv asks for becomes a document of
# that one word, and 2,000 English words stand beside them. A query finds its
# word first (R@1), or among five (R@5), or not; what npo does not find is named
# on stderr. A query's other documents do not count as before this one.
#
# A row that names what must not be found (!word) has a document of the query's
# own word as well. Its R@1 says that this one is first, its R@5 that no
# Cyrillic word is among five; these rows are not part of "all".
LC_ALL=C # a character is a byte, to every awk
export LC_ALL
bin=$(cd "$1" && pwd) || exit 2
shift
for folder; do
	shift
	folder=$(cd "$folder" && pwd) || exit 2
	set -- "$@" "$folder"
done
cd "$(dirname "$0")/.." || exit 2
table=tests/data/quality.tsv
english=lib/match/english.tsv
work=$(mktemp -d "${TMPDIR:-/tmp}/npo-quality-XXXXXX") || exit 2
trap 'rm -rf "$work"' EXIT
trap 'exit 1' HUP INT TERM

# Ids: cN is a Cyrillic word, lN a Latin one of the table, eN only English.
awk -F'\t' -v work="$work" '
function document(kind, word) {
	documents++
	id[word] = kind documents
	lower[tolower(word)] = 1
	gsub(/["\\]/, "\\\\&", word)
	printf "{\"id\": \"%s%d\", \"text\": \"%s\"}\n", kind, documents, \
		word >(work "/words.jsonl")
}
/^#/ || $1 == "query" && $3 == "group" { next }
FNR == NR {
	unwanted = sub(/^!/, "", $2)
	# U+0400 to U+052F
	if (!($2 in id))
		document($2 ~ /[\320-\324]/ ? "c" : "l", $2)
	if (unwanted && !($1 in id))
		document("e", $1)
	if (!($1 in query)) {
		query[$1] = ++queries
		print queries "\t" $1 >(work "/queries.tsv")
	}
	print query[$1] "\t" (unwanted ? "!" id[$1] : id[$2]) "\t" $1 "\t" \
		$2 "\t" $3 "\t" $4 >(work "/wanted.tsv")
	next
}
$1 != "word" && ++seen % 16 == 0 && !($1 in lower) && english < 2000 {
	english++
	document("e", $1)
}' "$table" "$english" || exit 2

# find_with FOLDER NAME: add what its programs find, "NAME qid rank id"
find_with()
{
	rm -rf "$work/db"
	"$1/npo-index" --db="$work/db" --quiet "$work/words.jsonl" || exit 2
	"$1/npo-search" --db="$work/db" --literal --limit=5 --format=trec \
		--batch="$work/queries.tsv" >"$work/hits" || exit 2
	awk -v name="$2" '{ print name, $1, $4, $3 }' "$work/hits" \
		>>"$work/found"
}

names=npo
find_with "$bin" npo
for folder; do
	find_with "$folder" "${folder##*/}"
	names="$names ${folder##*/}"
done

awk -F'\t' -v found="$work/found" -v names="$names" '
BEGIN {
	methods = split(names, method, " ")
	while ((getline line <found) > 0) {
		split(line, cell, " ")
		hit[cell[1], cell[2], cell[3]] = cell[4]
	}
}
FNR == NR {
	wanted[$1, $2] = 1
	next
}
# where a query has its document, its other documents left out; 0: nowhere
function rank(name, query, id, at, before) {
	for (at = 1; at <= 5; at++) {
		if (hit[name, query, at] == id)
			return at - before
		before += (query, hit[name, query, at]) in wanted
	}
	return 0
}
function stays(name, query, at) {
	for (at = 1; at <= 5; at++) {
		if (hit[name, query, at] ~ /^c/)
			return 0
	}
	return 1
}
function add(group, name, is_first, is_five) {
	if (name == "npo" && !count[group]++)
		order[++groups] = group
	first[group, name] += is_first
	five[group, name] += is_five
}
function complain(why) {
	print "quality: " $3 " " why " " $4 " (" $6 ")" >"/dev/stderr"
}
{
	for (i = 1; i <= methods; i++) {
		name = method[i]
		if ($2 ~ /^!/) {
			kept = stays(name, $1)
			add($5, name, hit[name, $1, 1] == substr($2, 2), kept)
			if (!kept && name == "npo")
				complain("finds a Cyrillic word, perhaps")
			continue
		}
		at = rank(name, $1, $2)
		add($5, name, at == 1, at > 0)
		add("all", name, at == 1, at > 0)
		if (!at && name == "npo")
			complain("does not find")
	}
}
function show(group, i) {
	printf "%-23s %4d", group, count[group]
	for (i = 1; i <= methods; i++)
		printf "  %.3f %.3f", first[group, method[i]] / count[group], \
			five[group, method[i]] / count[group]
	printf "\n"
}
END {
	if (methods > 1) {
		printf "%28s", ""
		for (i = 1; i <= methods; i++)
			printf "  %11s", method[i]
		printf "\n"
	}
	printf "%-23s %4s", "group", "n"
	for (i = 1; i <= methods; i++)
		printf "  %5s %5s", "R@1", "R@5"
	printf "\n"
	for (i = 1; i <= groups; i++)
		if (order[i] != "all" && order[i] != "stays English")
			show(order[i])
	show("all")
	show("stays English")
}' "$work/wanted.tsv" "$work/wanted.tsv"
