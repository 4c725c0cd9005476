#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# search-any-query.t - whatever is typed is a query
. "${0%/*}/lib.sh"

mkdir corpus
cp "$TESTS"/../corpus/*.txt corpus
npo-index -q corpus

# answers NAME CMD...: status 0 or 1, and no line of an error on stderr
answers()
{
	a_name=$1 a_got=0
	shift
	"$@" >"$OUT" 2>"$ERR" || a_got=$?
	ok "$a_name" test "$a_got" -le 1
}

# Every mark of ASCII: alone, doubled, around, before, behind, between words.
awk 'BEGIN {
	for (i = 33; i < 127; i++) {
		c = sprintf("%c", i)
		if (c ~ /[[:alnum:]]/)
			continue
		print c; print c c; print c c c
		print c "научно" c; print c c "научно" c c
		print "научно" c; print c "научно"; print c " научно"
		print "научно " c " nauchno"; print "научно" c "nauchno"
		print "\"научно " c " nauchno\""; print "title:" c
		print "(" c ")"; print "=" c "~" c
	}
	n = split("AND OR NOT NEAR NEAR/3 + - ( ) \" title: lang:ru =", op, " ")
	for (i = 1; i <= n; i++)
		for (k = 1; k <= n; k++)
			print op[i] " " op[k] " научно " op[k] op[i]
}' >marks.txt

# 1,000 strings of letters, marks, operators and stray bytes, always the same.
LC_ALL=C awk 'BEGIN {
	seed = 20231
	n = split("AND OR NOT NEAR/5 title: lang:ru date:2020.. dir:a " \
		"type: id: =~ \" ( ) + - * a б", piece, " ")
	for (q = 0; q < 1000; q++) {
		s = ""
		for (len = 1 + rnd(30); len > 0; len--) {
			kind = rnd(10)
			if (kind < 3)
				s = s sprintf("%c", 32 + rnd(95))
			else if (kind < 5)
				s = s sprintf("%c%c", 208 + rnd(2), 128 + rnd(64))
			else if (kind < 6)
				s = s sprintf("%c%c%c", 226, 128 + rnd(64),
					128 + rnd(64))
			else if (kind < 7)
				s = s sprintf("%c%c%c%c", 240, 144 + rnd(48),
					128 + rnd(64), 128 + rnd(64))
			else if (kind < 8)
				s = s sprintf("%c", 128 + rnd(128))
			else
				s = s " " piece[1 + rnd(n)]
		}
		print s
	}
}
function rnd(below)
{
	seed = (seed * 1103 + 12345) % 2147483
	return int(seed / 7) % below
}' >strings.txt

for file in marks.txt strings.txt; do
	awk '{ printf "%d\t%s\n", NR, $0 }' $file >batch.tsv
	for option in '' --literal --match=exact --all-words \
		--explain --expand; do
		answers "$file in a batch, ${option:-as they are}" \
			npo-search --batch=batch.tsv $option
		ok 'and nothing but remarks on stderr' sh -c \
			'! grep -v "^npo-search: .* in query " "$ERR"'
	done
	npo-search --batch=batch.tsv -c >"$OUT" 2>"$ERR"
	out_lines 'each has its answer' "$(wc -l <$file)"
done

# The same as arguments, some of them.
LC_ALL=C awk 'NR % 40 == 1' marks.txt strings.txt >some.txt
bad=0
while IFS= read -r query; do
	for option in -c --literal; do
		npo-search "$option" -n 1 -- "$query" >"$OUT" 2>"$ERR" ||
			test $? = 1 || bad=$((bad + 1))
	done
done <some.txt
ok 'as arguments' test "$bad" = 0

# --literal: each character is text.
ok 'operators' status 0 npo-search --literal -l --match=exact \
	'title:Двина AND -"Янгель" (Р-12)*'
err_is 'are text with --literal' ''
ok 'an apostrophe' status 0 npo-search -c "ob'edinenie"
ok 'a mark in a word' status 0 npo-search -c 'ob"edinenie'
ok 'a tie bar' status 0 npo-search -c 'Mashinostroenii͡a'
answers 'C++' npo-search C++
answers 'a dash' npo-search -
answers 'a dash behind --' npo-search -- -
ok 'an open quotation mark' status 0 npo-search '"научно производственное'
err_is 'is remarked' \
	'npo-search: a quotation mark without its partner is text'
ok 'an open parenthesis' status 0 npo-search '(научно'
err_is 'is remarked' 'npo-search: a parenthesis without its partner is text'
ok 'an operator alone' status 0 npo-search -c AND --match=exact
out_is 'is a word' 2
ok 'a date that is none' status 1 npo-search 'date:квазизвезда' --all-words
err_is 'is text' 'npo-search: a filter without a usable value is text'
ok 'a field without a word' status 1 npo-search 'title:'

# Long ones.
many() { awk -v n="$1" -v s="$2" 'BEGIN { while (n-- > 0) printf "%s", s }'; }
answers 'a word of 100 KB' npo-search "$(many 50000 щ)"
answers 'bytes of 100 KB' npo-search "$(many 100000 "$(printf '\200')")"
ok '10,000 words' status 0 npo-search -c "$(many 10000 'научно ')"
err_has 'are cut' 'the words behind the first 500 are left out'
answers 'a phrase of 10,000 words' npo-search "\"$(many 10000 'и на ')\""
answers '50,000 parentheses' npo-search "$(many 50000 '(')научно"
answers '20,000 pairs of them' npo-search \
	"$(many 20000 '(')научно$(many 20000 ')')"
answers '30,000 quotation marks' npo-search "$(many 30000 '"a ')"
answers '20,000 operators' npo-search "$(many 20000 'a NOT ')"
answers '500 beginnings' npo-search "$(many 500 'на* ')"
answers '500 beginnings side by side' npo-search \
	"$(many 250 'на* NEAR/9 пр* ')научно"
answers 'different words' npo-search \
	"$(awk 'BEGIN { for (i = 0; i < 5000; i++) printf "слово%d ", i }')"
many 500000 'научно ' >batch.tsv
answers 'a line of 6 MB in a batch' npo-search -c --batch=batch.tsv

# Invalid UTF-8 is text of no word, beside words.
for bytes in '\377' '\320' '\300\200' '\355\240\200' '\364\220\200\200' \
	'\320\277\321' '\200\200'; do
	ok "the bytes $bytes" status 0 npo-search -c \
		"$(printf "$bytes научно $bytes")"
	out_is 'do not hide the words beside them' 3
done
printf 'a\tнаучно\0nauchno\nb\tнаучно' >batch.tsv
ok 'a NUL in a batch, no newline behind it' status 0 npo-search -c --batch=batch.tsv
out_is 'is a blank' 'a	3
b	3'
printf '\r\n\t\n \nq\t\n\tнаучно\r\n' >batch.tsv
ok 'empty lines of a batch' status 0 npo-search -c --batch=batch.tsv
out_is 'and empty ids' '2	0
3	0
q	0
5	3'

done_testing
