#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# database.t - databases that are missing, damaged, foreign, locked, changing
. "${0%/*}/lib.sh"

mkdir corpus
cp "$TESTS"/../corpus/*.txt corpus
npo-index -q corpus

# refused NAME DB: every use is status 2, one line on stderr, none on stdout
refused()
{
	for use in "npo-search научно" 'npo-search -c --batch=/dev/null' \
		'npo-search --expand научно' 'npo-index --list' \
		'npo-index --stats' 'npo-index corpus'; do
		test "$use $1" = 'npo-index corpus a missing one' && continue
		ok "$1: $use" status 2 $use --db="$2"
		err_lines 'is refused in one line' 1
		err_has 'that names it' "$2"
		out_is 'and no more' ''
	done
}

refused 'a missing one' ../none
ok 'nothing' test ! -e ../none
mkdir ../things
touch ../things/thing
refused 'a folder of other things' ../things
ok 'nothing is made in it' test "$(ls ../things)" = thing
refused 'a plain file' corpus/npo-plain.txt
ok 'it' status 2 npo-search --db=corpus/npo-plain.txt x
err_is 'is no database' \
	"npo-search: not a database 'corpus/npo-plain.txt'"
ok 'a remote one' status 2 npo-index --db=tcp:localhost:1 corpus
err_is 'cannot be changed' \
	"npo-index: a remote database cannot be changed 'tcp:localhost:1'"
ok 'one that does not answer' status 2 npo-search --db=prog:false x
err_lines 'is said to be so' 1

# damaged FILE HOW...: a copy with one file spoilt
damaged()
{
	rm -rf ../bad
	cp -r "$NPO_DB" ../bad
	d_file=../bad/$1
	shift
	"$@"
	refused "$(basename "$d_file") after $1" ../bad
}
# to a block, without which no use can do
cut_short() { truncate -s $((($(stat -c %s "$d_file") - 1) / 2 % 8192)) "$d_file"; }
empty() { : >"$d_file"; }
scramble() { tr '\000-\377' '\200-\377\000-\177' <"$d_file" >../new &&
	mv ../new "$d_file"; }
for how in cut_short empty scramble; do
	for file in manifest main/iamglass main/postlist.glass \
		main/termlist.glass; do
		damaged $file $how
	done
done
damaged manifest sh -c 'printf "npo 2\nstore main\n" >../bad/manifest'
damaged manifest sh -c 'printf "npo 1\nstore ../main\n" >../bad/manifest'

if command -v xapian-metadata >/dev/null; then
	rm -rf ../bad
	cp -r "$NPO_DB" ../bad
	xapian-metadata set ../bad/main npo.schema 99
	refused 'one of another schema' ../bad
	err_has 'both of which are said' "database of schema '99', not '6'"
else
	skip 'a database of another schema' 'no xapian-metadata'
fi

# One writes: others are told who, and readers go on.
mkfifo feed
npo-index -q - <feed &
writer=$!
exec 3>feed
for _ in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20; do
	test "$(cat "$NPO_DB/writer")" = $writer && break
	sleep 0.05
done
ok 'a second writer' status 2 npo-index corpus
err_has 'is told the process that writes' "$writer"
err_lines 'in one line' 1
ok 'a reader' status 0 npo-search -c научно
out_is 'reads' 3
ok 'a list' status 0 npo-index --list
out_lines 'too' 3
echo научно >&3
exec 3>&-
wait $writer
ok 'after that' status 0 npo-search -c научно
out_is 'it sees what was written' 4

# A batch is read while commit follows commit.
awk 'BEGIN { for (i = 0; i < 400; i++) print i "\tнаучно объединение" }' >batch.tsv
(
	for i in 1 2 3 4 5 6 7 8 9 10 11 12; do
		echo "научно $i" >corpus/extra-$((i % 3)).txt
		npo-index -q --full corpus
	done
) &
for _ in 1 2 3 4 5 6; do
	npo-search --batch=batch.tsv --format=trec >"$OUT" 2>"$ERR" || break
	test -s "$ERR" && break
	awk '{ n[$1]++ } END { for (i = 0; i < 400; i++) if (n[i] < 3) exit 1 }' \
		"$OUT" || break
done
ok 'every query of a batch is answered' test ! -s "$ERR"
ok 'with all documents' awk \
	'{ n[$1]++ } END { for (i = 0; i < 400; i++) if (n[i] < 3) exit 1 }' \
	"$OUT"
wait
ok 'the end' status 0 npo-search -c научно
out_is 'is there' 7

# Killed at any moment, it is whole.
for delay in 0.01 0.02 0.03 0.05 0.08; do
	npo-index -q --full corpus 2>"$ERR" &
	sleep $delay
	kill -9 $! 2>/dev/null
	wait $! 2>/dev/null
	npo-search -c научно >"$OUT" 2>"$ERR" || break
done
out_is 'after kill -9 all is found' 7
ok 'and the next writer' status 0 npo-index corpus
err_has 'goes on' '0 skipped; 7 documents'

done_testing
