#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# inflected.sh - Russian forms of one lemma: how many find each other, and what
#	else they find
#
#	inflected.sh BUILD BASELINE [LEMMAS [PAIRS]]
#
# BUILD has npo's programs, which expand a word when it is searched for;
# BASELINE others that keep Snowball's stems in the index. Both are given every
# form of LEMMAS (20,000) lemmas of aspell's Russian dictionary, a form a
# document, and PAIRS (5,000) pairs of forms: one of a lemma is searched for, in
# the same script, and another one should be found. Lemmas and forms are drawn
# evenly, not by how frequent they are, and always the same.
#
# recall	pairs found
# forms		documents of the same lemma that a query finds, of all of them
# wrong		documents a query finds that share no lemma with its word
# queries	the part of the queries that find any such
LC_ALL=C
export LC_ALL
lemmas=${3:-20000}
pairs=${4:-5000}
if ! aspell dicts 2>/dev/null | grep -qx ru; then
	echo 'inflected: not measured without aspell and aspell-ru'
	exit 0
fi
work=$(mktemp -d "${TMPDIR:-/tmp}/npo-inflected-XXXXXX") || exit 2
trap 'rm -rf "$work"' EXIT
trap 'exit 1' HUP INT TERM

# a lemma a line: its forms, without abbreviations
aspell -l ru --encoding=utf-8 dump master |
	aspell -l ru --encoding=utf-8 expand |
	grep -v '[A-Z.-]' | sort -u >"$work/all" || exit 2

# Park and Miller's "minimal standard" generator, so that each awk draws the
# same. A form is in forms.tsv once for each lemma that has it.
awk -v lemmas="$lemmas" -v pairs="$pairs" -v work="$work" '
function draw(n) {
	seed = seed * 16807 % 2147483647
	return seed % n + 1
}
BEGIN {
	seed = 20
}
{
	line[NR] = $0
}
END {
	if (lemmas > NR)
		lemmas = NR
	for (i = 1; i <= lemmas; i++) {
		at = i - 1 + draw(NR - i + 1)
		one = line[at]
		line[at] = line[i]
		line[i] = one
		forms = split(one, form, " ")
		for (k = 1; k <= forms; k++) {
			if (!(form[k] in id)) {
				id[form[k]] = ++documents
				printf "{\"id\": \"%d\", \"text\": \"%s\"}\n", \
					documents, form[k] >(work "/forms.jsonl")
			}
			print id[form[k]] "\t" i >(work "/forms.tsv")
		}
	}
	while (pairs > 0) {
		forms = split(line[draw(lemmas)], form, " ")
		from = draw(forms)
		to = draw(forms)
		if (form[from] == form[to])
			continue
		pairs--
		print pairs "\t" form[from] >(work "/queries.tsv")
		print pairs "\t" id[form[from]] "\t" id[form[to]] \
			>(work "/pairs.tsv")
	}
}' "$work/all" || exit 2

# measure FOLDER NAME
measure()
{
	rm -rf "$work/db"
	"$1/npo-index" --db="$work/db" --quiet "$work/forms.jsonl" || exit 2
	"$1/npo-search" --db="$work/db" --literal --match=script --limit=1000 \
		--format=trec --batch="$work/queries.tsv" >"$work/hits" ||
		exit 2
	tr ' ' '\t' <"$work/hits" | awk -v name="$2" '
	FILENAME ~ /forms.tsv$/ {
		of[$1, ++lemmas[$1]] = $2
		member[$1, $2] = 1
		size[$2]++
		next
	}
	FILENAME ~ /pairs.tsv$/ {
		asked[$1] = $2
		wanted[$1] = $3
		pairs++
		next
	}
	function shares(a, b, i) {
		for (i = 1; i <= lemmas[a]; i++) {
			if ((b, of[a, i]) in member)
				return 1
		}
		return 0
	}
	{
		word = asked[$1]
		found += $3 == wanted[$1]
		if (shares(word, $3)) {
			right++
		} else {
			wrong++
			bad += !seen[$1]++
		}
	}
	# documents that share a lemma with a word, itself among them
	function relatives(word, i, n) {
		for (i = 1; i <= lemmas[word]; i++)
			n += size[of[word, i]]
		return n - lemmas[word] + 1
	}
	END {
		for (query in asked)
			all += relatives(asked[query])
		printf "%-24s %5d  %.3f   %.3f  %6.3f    %.3f\n", name, pairs,
			found / pairs, right / all, wrong / pairs, bad / pairs
	}' "$work/forms.tsv" "$work/pairs.tsv" -
}

printf 'forms of %d lemmas of %s: %d documents\n' "$lemmas" \
	"$(dpkg-query -W -f '${Package} ${Version}' aspell-ru 2>/dev/null ||
		echo aspell-ru)" "$(wc -l <"$work/forms.jsonl")"
printf '%-24s %5s  %5s   %5s  %6s  %7s\n' method pairs recall forms wrong \
	queries
measure "$1" 'npo, at query time'
measure "$2" 'Snowball, in the index'
