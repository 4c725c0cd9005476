#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# index-options.t - each option does what --help says
. "${0%/*}/lib.sh"

ok '--help' status 0 npo-index --help
out_has 'goes to stdout' 'Usage: npo-index [OPTION]... PATH...'
err_is 'alone' ''
for option in db wait files-from null include exclude hidden follow \
	one-file-system max-size type encoding lang full no-prune dry-run list \
	stats format jobs progress quiet verbose help version; do
	out_has "--$option is in --help" "--$option"
done
ok '--version' status 0 npo-index --version
out_has 'says it' 'npo-index '
ok 'help that cannot be written is an error' status 2 \
	sh -c 'npo-index --help >/dev/full'
ok 'a list that cannot be written is an error' status 2 \
	sh -c 'echo x >x && npo-index -q x && npo-index --list >/dev/full'
ok 'a dry run that cannot be written is an error' status 2 \
	sh -c 'npo-index --full --dry-run x >/dev/full'
ok 'no PATH' status 2 npo-index
err_is 'is said in one line' 'npo-index: no PATH is given; see npo-index --help'
ok 'an unknown option' status 2 npo-index --frob x
err_is 'too' "npo-index: unknown option '--frob'"
out_is 'with nothing on stdout' ''
ok 'an unknown type' status 2 npo-index --type=frob x
err_is 'too' "npo-index: unknown type 'frob'"
ok 'an unknown charset' status 2 npo-index --encoding=frob x
err_is 'too' "npo-index: unknown charset 'frob'"
for jobs in 0 x 1x -1 1000 ''; do
	ok "-j '$jobs'" status 2 npo-index "-j$jobs" x
	out_is 'does nothing' ''
done
ok '--jobs=0' status 2 npo-index --jobs=0 x
err_is 'is told in one line' "npo-index: --jobs cannot be '0'"
ok 'an empty PATH' status 2 npo-index ''

fresh
echo x >x.txt
ok 'the database' status 0 npo-index -q x.txt
err_is '-q says nothing' ''
ok 'is made' test -d "$NPO_DB"
ok 'for its owner only' test "$(stat -c %a "$NPO_DB")" = 700
unset NPO_DB
ok 'without NPO_DB' status 0 npo-index x.txt
ok 'it is in XDG_DATA_HOME' test -d "$XDG_DATA_HOME/npo/index"
unset XDG_DATA_HOME
ok 'without that' status 0 npo-index x.txt
ok 'it is below HOME' test -d "$HOME/.local/share/npo/index"
ok '--db' status 0 npo-index --db "$HOME/mine" x.txt
ok 'is there' test -d "$HOME/mine"
ok 'a name that begins with a dash' status 0 \
	sh -c 'echo y >-y && npo-index -- -y'
err_has 'comes behind --' '1 added'

fresh
mkdir -p a/deep .hid
for name in a/1.txt a/2.log a/deep/3.txt a/deep/4.log .hid/5.txt .6.txt; do
	echo word >"$name"
done
ok 'hidden names are left out' status 0 npo-index .
err_has 'as a rule' '4 added'
ok '--hidden' status 0 npo-index --hidden .
err_has 'takes them' '2 added, 0 changed, 0 deleted, 4 unchanged'
ok '--exclude' status 0 npo-index --exclude='*.log' --exclude=deep/ .
err_has 'leaves out files and folders, repeated' '0 added, 0 changed, 5 deleted, 1 unchanged'
ok '--include' status 0 npo-index --include='*.log' --include='[35].txt' .
err_has 'takes only what matches, repeated' '3 added, 0 changed, 1 deleted, 0 unchanged'
printf '# logs\n*.log\n/deep/*\n!3.txt\n' >a/.npoignore
ok '.npoignore' status 0 npo-index .
ok 'leaves' status 0 npo-index --list
out_is 'what it does not name' 'a/1.txt
a/deep/3.txt'
ok 'a folder below it' status 0 npo-index a/deep
err_has 'is under it too' '0 added, 0 changed, 0 deleted, 1 unchanged'

fresh
mkdir real tree
echo x >real/x.txt
echo y >tree/y.txt
ln -s ../real tree/link
ln -s ../real/x.txt tree/file
ln -s .. tree/up
ok 'links are left out' status 0 npo-index tree
err_has 'as a rule' '1 added'
ok '--follow' status 1 npo-index --follow tree
err_has 'follows them' '3 added, 0 changed, 0 deleted, 1 unchanged'
err_has 'but not in circles' "npo-index: loop of folders 'tree/up/tree'"
ok 'a link that is named' status 0 npo-index tree/file
err_has 'keeps its name' '1 unchanged'

fresh
echo a >a.txt
echo b >'b c.txt'
ok '--files-from' status 0 \
	sh -c 'printf "a.txt\nb c.txt\n\n" | npo-index --files-from=-'
err_has 'takes a name a line' '2 added'
printf 'a.txt\0b c.txt' >../names
ok '--files-from -0' status 0 npo-index -0 --files-from=../names
err_has 'takes names that end in NUL' '2 unchanged'
ok '--files-from without its file' status 2 npo-index --files-from=none
err_has 'is an error' "npo-index: cannot open 'none'"
ok 'standard input twice' status 2 npo-index --files-from=- -
echo c >c.txt
ok '--one-file-system' status 0 npo-index --one-file-system .
err_has 'takes what is here' '1 added, 0 changed, 0 deleted, 2 unchanged'

ok '--progress=always' status 0 npo-index --full --progress=always .
err_has 'tells it in lines' 'npo-index: 3 of 3 files, '
ok '--progress=auto' status 0 npo-index --full .
err_lacks 'is silent without a terminal' 'files,'
ok '-q wins' status 0 npo-index --full -q --progress=always .
err_is 'over it' ''

ok '--stats' status 0 npo-index --stats
out_has 'counts documents' 'documents: 3'
out_has 'and files' 'files: 3'
out_has 'and names the schema' 'schema: 6'
out_has 'and bytes of text' 'bytes of text: 6'
out_has 'and what a table takes' 'table position: '
out_has 'and what is stored of documents' '(by 3 documents)'
for name in terms postings 'bytes on disk to text' 'files in postlist'; do
	ok "$name" grep -q "^$name: [1-9]" "$OUT"
done
ok '--stats --format=json' status 0 npo-index --stats --format=json
out_lines 'is one line' 1
out_has 'of JSON' '{"documents":3,"files":3,"skipped":0,'
out_has 'with the text' '"text_bytes":6,'
out_has 'and the tables' '"tables":{"postlist":'

ok '--type' status 0 sh -c 'echo "{\"text\": \"x\"}" >j.dat &&
	npo-index --type=jsonl j.dat && npo-index --stats'
out_has 'chooses the reader' 'documents: 4'

printf abc >e.txt
ok '--encoding' status 1 npo-index --encoding=UTF-16LE e.txt
err_has 'is what a file is decoded from' "'e.txt'"
ok 'without it' status 0 npo-index e.txt
err_has 'the file is tried again' '1 added'

# One writes, another waits or does not.
fresh
echo x >x.txt
mkfifo feed
npo-index -q - <feed &
exec 3>feed
for _ in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20; do
	test -s "$NPO_DB/writer" && break
	sleep 0.1
done
ok 'a locked database' status 2 npo-index x.txt
err_has 'is said to be, with who has it' "$!"
(sleep 0.3; echo end >&3) &
exec 3>&-
ok '--wait' status 0 npo-index --wait x.txt
err_has 'waits' '1 added, 0 changed, 0 deleted, 0 unchanged, 0 skipped; 2 documents'
wait

done_testing
