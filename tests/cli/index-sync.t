#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# index-sync.t - a second run does only what changed
. "${0%/*}/lib.sh"

ok 'a folder is indexed' status 0 sh -c '
	mkdir -p corpus/sub .hidden
	echo "Первая строка" >corpus/a.txt
	echo "second" >corpus/b.txt
	echo "third" >corpus/sub/c.txt
	npo-index corpus'
err_is 'the counts are told' 'npo-index: 3 added, 0 changed, 0 deleted, 0 unchanged, 0 skipped; 3 documents'
out_is 'nothing is on stdout' ''

for name in corpus ./corpus/ "$PWD/corpus" corpus/sub/..; do
	ok "it is the same as '${name#"$PWD"}'" status 0 npo-index "$name"
	err_has 'and nothing is to do' '0 added, 0 changed, 0 deleted, 3 unchanged, 0 skipped; 3 documents'
done
ok 'it is the same from another folder' status 0 \
	sh -c 'cd corpus/sub && npo-index ..'
err_has 'and nothing is to do' '3 unchanged'
ok 'it is the same through a link' status 0 \
	sh -c 'ln -s corpus alias && npo-index alias'
err_has 'and nothing is to do' '3 unchanged'

ok 'the files are listed' status 0 npo-index --list
out_is 'by their place from here' 'corpus/a.txt
corpus/b.txt
corpus/sub/c.txt'
ok 'the list can be of one folder' status 0 npo-index --list corpus/sub
out_is 'and holds that' 'corpus/sub/c.txt'
ok 'elsewhere the list is absolute' status 0 sh -c 'cd / && npo-index --list'
out_has 'as the database has it' "$PWD/corpus/a.txt"
ok 'the list can end names in NUL' status 0 \
	sh -c 'npo-index --list -0 | tr "\000" "|" && echo'
out_is 'for scripts' 'corpus/a.txt|corpus/b.txt|corpus/sub/c.txt|'

# What is not opened cannot be seen to have changed: same size, time, inode.
touch -r corpus/b.txt stamp
echo 'SECOND' | dd of=corpus/b.txt conv=notrunc status=none
touch -r stamp corpus/b.txt
ok 'a file of the same size, time and inode is unchanged' status 0 \
	npo-index corpus
err_has 'it is not read' '3 unchanged'
# A leak checker cannot work in a process that is traced.
traced()
{
	env ASAN_OPTIONS=detect_leaks=0 \
		strace -f -e trace=open,openat,openat2 -o trace "$@"
}
if traced true >"$OUT" 2>"$ERR"; then
	ok 'a run without changes' status 0 traced npo-index corpus
	ok 'opens no document' sh -c '! grep -q "[abc]\.txt" trace'
	touch corpus/a.txt
	ok 'a run with changes' status 0 traced npo-index corpus
	ok 'opens the changed one' grep -q 'a\.txt' trace
	ok 'and no other' sh -c '! grep -q "[bc]\.txt" trace'
else
	skip 'a run without changes opens no document' 'strace does not work here'
fi

ok 'a dry run' status 0 sh -c '
	rm corpus/sub/c.txt
	echo more >>corpus/a.txt
	echo new >corpus/d.txt
	npo-index --dry-run corpus'
out_is 'says what would be done' 'change corpus/a.txt
add corpus/d.txt
delete corpus/sub/c.txt'
err_is 'and no more' ''
ok 'and does nothing' status 0 npo-index --list
out_has 'of it' 'corpus/sub/c.txt'
ok 'the real run' status 0 npo-index -v corpus
err_is 'does it' 'npo-index: delete corpus/sub/c.txt
npo-index: change corpus/a.txt
npo-index: add corpus/d.txt
npo-index: 1 added, 1 changed, 1 deleted, 1 unchanged, 0 skipped; 3 documents'

ok '--full reads everything again' status 0 npo-index --full corpus
err_has 'as changed' '0 added, 3 changed, 0 deleted, 0 unchanged'
ok '--lang for an unchanged file reads it again' status 0 \
	npo-index --lang=ru corpus/a.txt
err_has 'as changed' '1 changed'
ok 'the same --lang does not' status 0 npo-index --lang=ru corpus/a.txt
err_has 'again' '1 unchanged'
ok 'and no --lang leaves it at that' status 0 npo-index corpus/a.txt
err_has 'too' '1 unchanged'

mkdir other
echo other >other/x.txt
ok 'another path shares the database' status 0 npo-index other
err_has 'and the first stays' '1 added, 0 changed, 0 deleted, 0 unchanged, 0 skipped; 4 documents'
rm corpus/a.txt other/x.txt
ok '--no-prune keeps what is gone' status 0 npo-index --no-prune corpus
err_has 'as it was' '0 deleted, 2 unchanged, 0 skipped; 4 documents'
ok 'only what is below the path is deleted' status 0 npo-index corpus
err_has 'not the other path' '1 deleted, 2 unchanged, 0 skipped; 3 documents'
ok 'a file that is gone can be named itself' status 0 npo-index other/x.txt
err_has 'and is deleted' '1 deleted, 0 unchanged, 0 skipped; 2 documents'
ok 'a path that never was is an error' status 1 npo-index corpus other/none
err_has 'with its name' "npo-index: cannot open 'other/none': No such file or directory"
err_has 'but the rest is done' '2 unchanged'
rm -r corpus
ok 'a folder that is gone is emptied' status 0 npo-index corpus
err_has 'as a whole' '2 deleted, 0 unchanged, 0 skipped; 0 documents'

fresh
mkdir -p a/b
echo x >a/b/x.txt
echo y >a/y.txt
ok 'paths inside each other' status 0 npo-index a a/b ./a/b/x.txt a
err_has 'count each file once' '2 added'
ok 'again' status 0 npo-index a/b a a/b/x.txt
err_has 'too' '0 deleted, 2 unchanged'
mkdir .config
echo z >.config/z
ok 'a hidden folder can be named' status 0 npo-index . .config
err_has 'beside the one above it' '1 added, 0 changed, 0 deleted, 2 unchanged'
ok 'and stays' status 0 npo-index . .config
err_has 'as it is' '0 added, 0 changed, 0 deleted, 3 unchanged'
ok 'a folder becomes a file' status 0 sh -c '
	rm -r a/b && echo b >a/b && npo-index a'
err_has 'what was in it goes' '1 added, 0 changed, 1 deleted, 1 unchanged'
ok 'and a folder again' status 0 sh -c '
	rm a/b && mkdir a/b && echo x >a/b/x.txt && npo-index a'
err_has 'and the file goes' '1 added, 0 changed, 1 deleted, 1 unchanged'

fresh
mkdir docs
echo x >docs/x.txt
ok 'a database below the path' status 0 npo-index --db=docs/index docs
err_has 'is not indexed itself' '1 added'
ok 'and stays out' status 0 npo-index --db=docs/index --hidden docs
err_has 'of it' '0 added, 0 changed, 0 deleted, 1 unchanged'

fresh
ok 'standard input is a document' status 0 \
	sh -c 'echo hello | npo-index -'
err_has 'of its own' '1 added, 0 changed, 0 deleted, 0 unchanged, 0 skipped; 1 document'
ok 'the next one takes its place' status 0 \
	sh -c 'echo hello again | npo-index -'
err_has 'again' '0 added, 1 changed, 0 deleted, 0 unchanged, 0 skipped; 1 document'
ok 'it is listed' status 0 npo-index --list
out_is 'by its name' '-'
printf 'first\nsecond\n' >lines
ok 'from the middle of a file' status 0 \
	sh -c '{ read -r line; npo-index -; } <lines'
ok 'what is left' status 0 npo-search -l second
ok 'is all of it' status 1 npo-search -l first

# A stop in the middle of a file that is many batches.
fresh
awk 'BEGIN {
	for (i = 1; i <= 40000; i++) {
		printf "{\"id\": \"%d\", \"text\": \"", i
		for (j = 0; j < 60; j++)
			printf "word%d ", i * j % 5000
		print "\"}"
	}
}' >big.jsonl
echo small >small.txt
stopped()
{
	env --default-signal="$1" npo-index -q . &
	process=$!
	for _ in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20; do
		npo-index --stats 2>"$ERR" | grep -q 'documents: [1-9]' && break
		sleep 0.1
	done
	kill -"$1" "$process"
	wait "$process"
}
if env --default-signal=INT true 2>"$ERR"; then
	ok 'SIGTERM stops' status 143 stopped TERM
	err_is 'quietly' ''
	ok 'what was done' status 0 npo-index --stats
	ok 'is committed' sh -c '! grep -q "^documents: 0$" "$1"' - "$OUT"
	ok 'an unfinished file' status 0 npo-index --list
	out_lacks 'is not listed' 'big.jsonl'
	rm -r "$NPO_DB"
	ok 'SIGINT stops' status 130 stopped INT
	ok 'the next run' status 0 npo-index .
	err_has 'does the rest, nothing twice' '0 skipped; 40001 documents'
	ok 'and is done' status 0 npo-index .
	err_has 'then' '0 added, 0 changed, 0 deleted, 2 unchanged'
else
	skip 'signals stop a run' 'env cannot set signals'
fi

# What is known of a file is in its document or, where there are several, in the
# metadata, by single files and by a build of many; and it goes from one to the
# other.
docs() # FROM TO: lines of JSON
{
	awk -v from="$1" -v to="$2" 'BEGIN { for (i = from; i <= to; i++)
		printf "{\"id\": \"%d\", \"text\": \"some\"}\n", i }'
}
much() # NUMBER: files that are worth a build
{
	for file in 1 2 3 4 5 6 7 8; do
		yes "much of $1 in $file" | head -c 600000 >"much/$1-$file"
	done
}
turn() # NAME DOCUMENTS LISTED SKIPPED
{
	number=$((number + 1))
	test "$build" && much $number
	ok "a file of $1" sh -c 'npo-index -q . 2>../messages || test $? -eq 1'
	ok 'again' status 0 npo-index .
	err_has 'is unchanged' '0 added, 0 changed, 0 deleted'
	ok 'its documents' status "$((! $2))" npo-search -c type:jsonl
	out_is "are $2" "$2"
	ok 'it' status 0 npo-index --list a.jsonl
	out_lines 'is listed' "$3"
	ok 'and' status 0 npo-index --list=skipped a.jsonl
	out_lines 'told if it is skipped' "$4"
}
for build in '' yes; do
	fresh
	mkdir much
	number=0
	docs 1 1 >a.jsonl && turn 'one document' 1 1 0
	docs 1 3 >a.jsonl && turn 'three instead' 3 1 0
	docs 4 4 >a.jsonl && turn 'another one' 1 1 0
	docs 5 5 >a.jsonl && turn 'yet another' 1 1 0
	: >a.jsonl && turn 'none' 0 1 0
	docs 1 1 >a.jsonl && turn 'one again' 1 1 0
	chmod 0 a.jsonl
	if test -r a.jsonl; then
		skip 'a file without rights' 'root may read it'
	else
		turn 'no rights' 0 0 1
	fi
	chmod 600 a.jsonl
	(docs 1 1 && echo oops) >a.jsonl && turn 'one with a problem' 1 1 1
	docs 1 2 >a.jsonl && turn 'two' 2 1 0
	rm a.jsonl && turn 'no name' 0 0 0
done

# A path longer than a term, a key and a value.
fresh
name=$(printf 'длинное%.0s' 1 2 3 4 5 6 7 8)
mkdir -p "top/$name/$name/$name/Дно" top/other
echo deep >"top/$name/$name/$name/Дно/a.txt"
echo flat >top/other/a.txt
ok 'a long path' npo-index -q top
for dir in "$name" "$PWD/top" "top/$name/$name/$name/Дно" дно; do
	ok "dir:$(printf %.20s "$dir")" status 0 npo-search -l "dir:$dir deep"
	out_has 'finds it' "top/$name/$name/$name/Дно/a.txt"
	out_lines 'alone' 1
done
ok 'it' status 0 npo-index top
err_has 'is known' '2 unchanged'
ok 'it' status 0 npo-index --list "top/$name"
out_is 'is listed' "top/$name/$name/$name/Дно/a.txt"
rm -r "top/$name"
ok 'and it' status 0 npo-index top
err_has 'goes' '1 deleted, 1 unchanged, 0 skipped; 1 document'

done_testing
