#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# index-bulk.t - many files at once: shards by several threads, one merge
. "${0%/*}/lib.sh"

# files FROM TO: documents of some 20 KB, a different word in each
files()
{
	awk -v from="$1" -v to="$2" 'BEGIN {
		for (i = from; i <= to; i++) {
			file = "tree/f" i ".txt"
			print "Документ номер" i > file
			for (n = 0; n < 1500; n++) {
				seed = (seed * 1103 + 12345 + i) % 2147483
				printf "слово%d%s", seed % 3000,
					n % 12 ? " " : "\n" > file
			}
			close(file)
		}
	}'
}
# asked DB: what searches and lists of a database say
asked()
{
	npo-search --db="$1" --format=trec -n 50 'слово1 слово2 слово3'
	npo-search --db="$1" --format=tsv -n 0 '=слово77'
	npo-search --db="$1" -c '"слово1 слово2"' номер17
	npo-index --db="$1" --list
	npo-index --db="$1" --list=skipped
	npo-index --db="$1" --stats | grep -v '^bytes on disk'
}
store() { sed -n 's/^store //p' "$1/manifest"; }

mkdir tree
files 1 260
mkfifo tree/f100.pipe tree/f257.pipe
head -c 5000 /dev/zero >tree/f150.bin
printf '{"id": "a", "text": "first"}\nnone\n{"id": "b", "text": "last"}\n' \
	>tree/f42.jsonl
ln -s nowhere tree/f7.link
for jobs in 1 2 4; do
	ok "many files with -j$jobs" status 1 \
		npo-index -v -j$jobs --db=../db$jobs tree
	err_has 'are indexed' '261 added, 0 changed, 0 deleted, 0 unchanged, 5 skipped; 262 documents'
	cp "$ERR" ../messages$jobs
	asked ../db$jobs >../asked$jobs
	ok 'nothing' test ! -e ../db$jobs/build
done
ok 'the messages of -j2' cmp ../messages1 ../messages2
ok 'and -j4 are those of -j1' cmp ../messages1 ../messages4
ok 'the answers of -j2' cmp ../asked1 ../asked2
ok 'and -j4 are those of -j1' cmp ../asked1 ../asked4
ok 'they' grep -q 'tree/f77.txt' ../asked1
for table in postlist termlist; do
	ok "the files of $table are the same" cmp \
		"../db1/$(store ../db1)/$table.glass" \
		"../db4/$(store ../db4)/$table.glass"
done

# What a file costs: stat, open, fadvise, fstat, read, close; over 4 KB, where
# the type is told first, two reads.
traced()
{
	rm -f ../trace.*
	env ASAN_OPTIONS=detect_leaks=0 strace -ff -y -o ../trace "$@" tree
}
calls_of() { cat ../trace.* | grep -c "$1[\">]"; }
echo 'малый' >tree/small.txt
if traced true >"$OUT" 2>"$ERR"; then
	ok 'a build' status 1 traced npo-index -q -j2 --db=../traced
	ok 'makes six calls for a small file' test "$(calls_of small.txt)" -eq 6
	ok 'seven for a larger one' test "$(calls_of f90.txt)" -eq 7
	ok 'and without changes' status 0 traced npo-index -q --db=../traced
	ok 'one' test "$(calls_of f90.txt)" -eq 1
else
	skip 'what a file costs' 'strace does not work here'
fi
rm tree/small.txt

# The same files one by one, which is no bulk build.
for i in 1 2 3; do
	npo-index -q --db=../few tree/f$i*
done 2>"$ERR"
npo-index -q --db=../few tree 2>"$ERR"
ok 'one by one' status 0 npo-search --db=../few -c слово1
count=$(cat "$OUT")
ok 'and at once' status 0 npo-search --db=../db1 -c слово1
out_is 'as many are found' "$count"

NPO_DB=$PWD/../db2
before=$(store "$NPO_DB")
echo 'квазизвезда' >>tree/f5.txt
ok 'then one file' status 0 npo-index tree
err_has 'is changed' '0 added, 1 changed, 0 deleted, 260 unchanged, 0 skipped, 4 still skipped; 262 documents'
ok 'in the same database' test "$(store "$NPO_DB")" = "$before"
ok 'and found' status 0 npo-search -l квазизвезда
out_is 'once' tree/f5.txt

for i in $(awk 'BEGIN { for (i = 1; i <= 180; i++) print i }'); do
	echo 'изменение' >>tree/f$i.txt
done
rm tree/f200.txt tree/f150.bin
files 300 420
: >tree/f42.jsonl
ok 'then many at once' status 0 npo-index tree
err_has 'are added and changed' '121 added, 181 changed, 1 deleted, 79 unchanged, 0 skipped, 3 still skipped; 380 documents'
ok 'in a new database' test "$(store "$NPO_DB")" != "$before"
ok 'the old one' test ! -e "$NPO_DB/$before"
ok 'what changed' status 0 npo-search -c изменение
out_is 'is found once each' 180
ok 'what did not' status 0 npo-search -l '=номер190'
out_is 'too' tree/f190.txt
ok 'and the new' status 0 npo-search -l '=номер400'
out_is 'too' tree/f400.txt
ok 'what is gone' status 1 npo-search '=номер200'
ok 'and what a file no longer holds' status 1 npo-search 'id:b last'
ok 'the next run' status 0 npo-index tree
err_has 'has nothing to do' '0 added, 0 changed, 0 deleted, 381 unchanged'

ok '--full' status 1 npo-index --full tree
err_has 'reads all again' '0 added, 381 changed, 0 deleted, 0 unchanged, 3 skipped; 380 documents'
ok 'into a database' status 0 npo-search -c изменение
out_is 'with each once' 180

# A disk that is full, played by a limit on the size of files.
asked "$NPO_DB" >../before
touch tree/f*.txt
ok 'when a shard cannot be written' status 2 \
	sh -c 'trap "" XFSZ; ulimit -f 100; exec npo-index tree'
err_lines 'it is told in one line' 1
# Xapian 1.4 does not free the tables of a merge that fails.
ok 'when the merge cannot' status 2 env ASAN_OPTIONS=detect_leaks=0 \
	sh -c 'trap "" XFSZ; ulimit -f 6000; exec npo-index tree'
err_has 'it is told' 'cannot merge into'
asked "$NPO_DB" >../after
ok 'the database is as it was' cmp ../before ../after
ok 'nothing is left over' test ! -e "$NPO_DB/build"

# Killed in a build: the old database stays, the next run cleans up.
killed()
{
	npo-index -q -j2 tree &
	process=$!
	for _ in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20; do
		ls "$NPO_DB/build" >"$ERR" 2>&1 && test -s "$ERR" && break
		sleep 0.02
	done
	kill -"$1" "$process"
	wait "$process"
}
ok 'kill -9' status 137 killed 9
asked "$NPO_DB" >../after
ok 'leaves the database as it was' cmp ../before ../after
ok 'and what it made' test -e "$NPO_DB/build"
ok 'which the next writer' status 0 npo-index tree/f1.txt
ok 'removes' test ! -e "$NPO_DB/build"
if env --default-signal=TERM true 2>"$ERR"; then
	touch tree/f*.txt
	ok 'SIGTERM' status 143 killed TERM
	ok 'keeps each document' status 0 npo-search -c изменение
	out_is 'once' 180
	ok 'the next run' status 0 npo-index tree
	err_has 'does the rest' '0 skipped, 3 still skipped; 380 documents'
	asked "$NPO_DB" | sort >../after
	sort ../before >../sorted
	ok 'so that the lists' sh -c '
		grep "^tree" ../sorted >1; grep "^tree" ../after >2; cmp 1 2'
else
	skip 'SIGTERM keeps what is done' 'env cannot set signals'
fi

# A writer that waits for the old database finds the new one.
rm -rf "$NPO_DB"
npo-index -q tree/f1.txt
npo-index -q tree &
for _ in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20; do
	test -e "$NPO_DB/build" && break
	sleep 0.02
done
echo 'ожидание' >late.txt
ok 'a writer that waits' status 0 npo-index --wait late.txt
wait
ok 'writes' status 0 npo-search -l ожидание
out_is 'what is found' late.txt
ok 'beside what was built' status 0 npo-search -c '=номер400'
out_is 'in between' 1

# Of much text a build makes a dictionary, which short texts then need: those
# that are added later, too, by ones and by another build.
lines()
{
	awk -v first="$1" -v end="$2" -v word="$3" 'BEGIN {
		for (i = first; i < end; i++) {
			printf "{\"id\": \"%s%d\", \"text\": \"%s%d стоит", \
				word, i, word, i
			for (k = 0; k < 40; k++)
				printf " на реке%d и городе%d", \
					(i * 31 + k * 7) % 997, (i + k) % 499
			print ".\"}"
		}
	}'
}
mkdir ../texts ../plain
lines 0 12000 завод >../texts/a.jsonl
for jobs in 1 2; do
	npo-index -q -j$jobs --db=../dict$jobs ../texts
done
postlist() { echo "$1/$(store "$1")/postlist.glass"; }
ok 'much text makes a dictionary' grep -qa npo.dict "$(postlist ../dict1)"
ok 'that depends on no threads' \
	cmp "$(postlist ../dict1)" "$(postlist ../dict2)"
lines 1 3 дворец >../texts/b.jsonl
npo-index -q --db=../dict1 ../texts
lines 0 5000 мост >../texts/c.jsonl
npo-index -q --db=../dict1 ../texts
lines 0 2 храм >../plain/d.jsonl
npo-index -q --db=../undict ../plain
ok 'little text makes none' sh -c \
	'! grep -qa npo.dict "$1"' sh "$(postlist ../undict)"
for word in завод11999 дворец2 мост4999; do
	ok "a text of $word" status 0 npo-search --db=../dict1 "=$word"
	out_has 'is shown' "$word стоит на реке"
	ok 'with another database' status 0 npo-search --db=../undict \
		--db=../dict1 "=$word"
	out_has 'it is, too' "$word стоит на реке"
done
ok 'and a text of the other one' status 0 npo-search --db=../dict1 \
	--db=../undict '=храм1'
out_has 'is shown' 'храм1 стоит на реке'
if command -v xapian-progsrv >/dev/null; then
	both="prog:xapian-progsrv $(pwd)/../undict/$(store ../undict)"
	both="$both $(pwd)/../dict1/$(store ../dict1)"
	ok 'of another behind one server' status 0 npo-search --db="$both" \
		'=завод11999'
	out_has 'a document is shown' 'texts/a.jsonl'
	err_has 'and that its text is not' \
		'1 of the texts cannot be read'
	ok 'but' status 0 npo-search -l --db="$both" '=завод11999'
	err_is 'where none is asked for' ''
else
	skip 'several behind one server' 'no xapian-progsrv'
fi
rm -r ../texts ../plain

done_testing
