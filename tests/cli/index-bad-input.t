#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# index-bad-input.t - what cannot be read is named, and the run goes on
. "${0%/*}/lib.sh"

# skipped NAME FILE REASON: one bad file between two good ones
skipped()
{
	echo good >0-good.txt
	echo good >z-good.txt
	ok "$1" status 1 npo-index .
	err_has 'is named with its reason' "npo-index: $3 '$2'"
	err_lines 'in one line beside the counts' 2
	err_has 'while the others are indexed' '2 added, 0 changed, 0 deleted, 0 unchanged, 1 skipped; 2 documents'
	ok 'it is kept' status 0 npo-index --list=skipped
	out_is 'with its reason' "$2	$3"
	ok 'the next run does not try it again' status 0 npo-index .
	err_has 'and counts it' '2 unchanged, 0 skipped, 1 still skipped'
	fresh
}

printf '\376\377\004' >utf16.txt
ok 'three bytes of UTF-16' status 1 npo-index .
err_has 'are named' " 'utf16.txt'"
fresh
head -c 5000 /dev/zero >zeros.txt
ok 'nothing but zeros' status 1 npo-index .
err_has 'are named' " 'zeros.txt'"
err_lines 'in one line' 2
fresh
mkfifo pipe
ok 'a dry run' status 1 npo-index --dry-run .
out_is 'tells what it would skip' 'skip pipe: no regular file'
err_is 'on stdout only' ''
skipped 'a pipe' pipe 'no regular file'
ln -s nowhere link
skipped 'a broken link' link 'broken link'
ln -s b a
ln -s a b
ok 'links in a circle' status 1 npo-index .
err_has 'are named' "Too many levels of symbolic links 'a'"
fresh
head -c 2000 /dev/zero | tr '\0' x >large.txt
echo good >good.txt
ok 'a file that is too large' status 1 npo-index --max-size=1K .
err_has 'is named' "npo-index: larger than 1024 bytes 'large.txt'"
ok 'with the same limit' status 0 npo-index --max-size=1K .
err_has 'it is not tried again' '1 still skipped'
ok 'with a higher one' status 0 npo-index --max-size=2K .
err_has 'it is' '1 added, 0 changed, 0 deleted, 1 unchanged, 0 skipped; 2 documents'
fresh

cat >a.jsonl <<'END'
{"id": "1", "text": "one"}
{"id": "1", "text": "the same id"}
not JSON
{"id": "3", "text": "three"}
[also, not]
END
ok 'broken lines of JSON Lines' status 1 npo-index .
err_has 'are named' "npo-index: 'a.jsonl' line 3: "
err_has 'each' "npo-index: 'a.jsonl' line 5: "
err_has 'and the others indexed' '1 added, 0 changed, 0 deleted, 0 unchanged, 1 skipped; 3 documents'
ok 'the file' status 0 npo-index --list
out_is 'is indexed' 'a.jsonl'
ok 'and is also' status 0 npo-index --list=skipped
out_has 'among the skipped' 'a.jsonl	line 3: '
out_has 'with their number' '(and 1 more)'
ok 'the next run' status 0 npo-index .
err_has 'leaves it' '1 unchanged'
fresh
awk 'BEGIN { for (i = 0; i < 500; i++) print "{" }' >b.jsonl
ok 'five hundred broken lines' status 1 npo-index --type=jsonl .
err_has 'are counted' "npo-index: 'b.jsonl': 490 more problems"
err_lines 'not all named' 12
fresh

# Names that try to break lines and terminals.
newline=$(printf 'new\nline.txt')
mkfifo "$newline"
skipped 'a name with a newline' 'new\nline.txt' 'no regular file'
mkfifo "$(printf '\314\350\360.txt')"
skipped 'a name that is not UTF-8' '\314\350\360.txt' 'no regular file'
mkfifo "$(printf 'red\033[31m.txt')"
skipped 'a name with an escape sequence' 'red\033[31m.txt' 'no regular file'
mkfifo 'Привет мир'
skipped 'a name in Cyrillic' 'Привет мир' 'no regular file'
echo word >"$newline"
echo word >"$(printf '\314\350\360.txt')"
ok 'readable files with such names' status 0 npo-index -v .
err_has 'are indexed' '2 added'
err_has 'and named' 'npo-index: add new\nline.txt'
ok 'they are listed' status 0 npo-index --list
out_is 'each in a line' 'new\nline.txt
\314\350\360.txt'
ok 'and with -0' status 0 npo-index --list -0
ok 'as they are' test "$(tr '\0\n' '|_' <"$OUT" | od -An -tx1 | tr -d ' \n')" \
	= 6e65775f6c696e652e7478747ccce8f02e7478747c
ok 'nothing is read twice' status 0 npo-index .
err_has 'of them' '2 unchanged'
fresh
long=$(awk 'BEGIN { for (i = 0; i < 60; i++) printf "ж/" }')
name=$(awk 'BEGIN { for (i = 0; i < 60; i++) printf "абв" }' | head -c 240)
mkdir -p "$long"
echo a >"$long/$name-a"
echo b >"$long/$name-b"
ok 'paths longer than a term' status 0 npo-index .
err_has 'are told apart' '2 added'
echo more >>"$long/$name-b"
ok 'when one changes' status 0 npo-index ж
err_has 'the other stays' '1 changed, 0 deleted, 1 unchanged, 0 skipped; 2 documents'
rm "$long/$name-a"
ok 'when one goes' status 0 npo-index ж/ж
err_has 'the other stays' '1 deleted, 1 unchanged, 0 skipped; 1 document'
fresh

# As another user where root may read everything.
as_user()
{
	if test "$(id -u)" -ne 0; then
		"$@"
	else
		setpriv --reuid=65534 --regid=65534 --clear-groups "$@"
	fi
}
chmod 755 "$TOP"
chmod 777 .. .
if as_user npo-index --version >"$OUT" 2>"$ERR"; then
	mkdir open shut
	echo a >open/a.txt
	echo b >open/b.txt
	echo c >shut/c.txt
	ok 'all may be read' status 0 as_user npo-index .
	err_has 'at first' '3 added'
	echo changed >>open/a.txt
	chmod 0 open/a.txt shut
	ok 'then a file and a folder may not' status 1 as_user npo-index .
	err_has 'the file is named' "npo-index: Permission denied 'open/a.txt'"
	err_has 'the folder is named' "npo-index: Permission denied 'shut'"
	err_has 'what is below the folder stays' '0 deleted, 1 unchanged, 2 skipped; 2 documents'
	ok 'both' status 1 as_user npo-index .
	err_has 'are tried again' '2 skipped; 2 documents'
	ok 'both' status 0 as_user npo-index --list=skipped
	out_is 'are kept' 'open/a.txt	Permission denied
shut	Permission denied'
	chmod 755 shut
	chmod 644 open/a.txt
	ok 'when they may be read again' status 0 as_user npo-index .
	err_has 'they are' '1 added, 0 changed, 0 deleted, 2 unchanged, 0 skipped; 3 documents'
	ok 'and none' status 0 as_user npo-index --list=skipped
	out_is 'is left out' ''
else
	skip 'unreadable files and folders' 'no user without privileges'
fi
fresh

# A disk that is full, played by a limit on the size of files.
awk 'BEGIN { for (i = 0; i < 50000; i++) printf "word%d\n", i }' >big.txt
ok 'when the database cannot be written' status 2 \
	sh -c 'trap "" XFSZ; ulimit -f 100; exec npo-index .'
err_has 'the reason is told' 'npo-index: '
ok 'and the database' status 0 npo-index --stats
out_has 'is whole' 'documents: 0'
ok 'the next run' status 0 npo-index .
err_has 'does it' '1 added'
ok 'a folder of other things is no database' status 2 \
	sh -c 'mkdir things && touch things/x && npo-index --db=things .'
ok 'no list of no database' status 2 npo-index --db=none --list

done_testing
