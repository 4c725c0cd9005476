#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# misses.sh - what score.py --show has missed, sorted by why
#
#	score.py --bin BUILD --show 100000 | misses.sh [KIND]
#
# Reads lines "# TASK missed GROUP: LATIN -> CYRILLIC" and prints how many there
# are of each kind, or the misses of one kind. The kinds are guesses by rule:
#
# english	English has the word (lib/match/english.tsv): kept English
# another	less than half of the consonants are the same: mostly another
#		name, a part of one, or a translation
# form		the Cyrillic word goes on where the Latin one ends
# ear		most consonants are the same: by another language's rules
LC_ALL=C.UTF-8
export LC_ALL
cd "$(dirname "$0")/.." || exit 2

# Cyrillic letters become the Latin ones whose consonant they may be, vowels and
# signs go; both keep their spelling in columns of their own.
sed -n 's/^# \([a-z]*\) missed [^:]*: \(.*\) -> \(.*\)$/\2\t\3\t\2\t\3/p' |
sed -e 'h; s/^[^\t]*\t[^\t]*\t//' \
	-e 'y/бвгґджзѕклљмнњ/bvggdjzzkllmnn/' \
	-e 'y/прстћфхцчџшщђѓќ/prstcfxcccssdgk/' \
	-e 'y/çćčďđğģķłļñńňņ/cccddggkllnnnn/' \
	-e 'y/ŕřśšşșţťțźżž/rrsssstttzzz/' \
	-e 's/[^bcdfghjklmnpqrstvwxz\t]//g' \
	-e 'x; s/^\([^\t]*\t[^\t]*\).*/\1/; G; s/\n/\t/' |
awk -F'\t' -v kind="$1" '
BEGIN {
	# sounds that a letter may have in one language or another
	sounds = "b1 p1 f1 v1 w1 k2 q2 g23 h2 x23 c23 j23 s3 z3 d4 t4 l5 " \
		"m6 n6 r7"
	for (i = split(sounds, letter, " "); i > 0; i--)
		sound[substr(letter[i], 1, 1)] = substr(letter[i], 2)
}
FNR == NR {
	english[$1] = 1
	next
}
function alike(a, b, i) {
	for (i = 1; i <= length(sound[a]); i++) {
		if (index(sound[b], substr(sound[a], i, 1)))
			return 1
	}
	return 0
}
# the longest common subsequence
function common(a, b, i, k, long, best) {
	for (i = 1; i <= length(a); i++) {
		for (k = 1; k <= length(b); k++) {
			best = long[i - 1, k] > long[i, k - 1] ? \
				long[i - 1, k] : long[i, k - 1]
			if (alike(substr(a, i, 1), substr(b, k, 1)) && \
				long[i - 1, k - 1] + 1 > best)
				best = long[i - 1, k - 1] + 1
			long[i, k] = best
		}
	}
	return long[length(a), length(b)] + 0
}
function goes_on(a, b, i) {
	for (i = 1; i <= length(a); i++) {
		if (!alike(substr(a, i, 1), substr(b, i, 1)))
			return 0
	}
	return length(b) > length(a)
}
{
	same = common($3, $4)
	letters = length($3) + length($4)
	if ($1 in english)
		why = "english"
	else if (letters && 2 * same < letters / 2)
		why = "another"
	else if (goes_on($3, $4))
		why = "form"
	else
		why = "ear"
	count[why]++
	if (why == kind)
		print $1 "\t" $2
}
END {
	if (kind != "")
		exit
	for (i = split("english another form ear", kinds, " "); i > 0; i--)
		printf "%-8s %5d\n", kinds[i], count[kinds[i]]
}' lib/match/english.tsv -
