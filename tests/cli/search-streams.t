#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# search-streams.t - exit status, and streams that are full or closed
. "${0%/*}/lib.sh"

cp -r "$TESTS/../corpus" .
npo-index -q corpus

ok 'something found' status 0 npo-search научно
err_is 'says nothing beside it' ''
ok 'nothing found' status 1 npo-search квазизвезда
out_is 'writes nothing' ''
err_is 'and says nothing' ''
if script -qec 'test -t 2' /dev/null >"$OUT" 2>&1 </dev/null; then
	ok 'nothing found on a terminal' status 1 script -qec \
		'npo-search квазизвезда' /dev/null
	out_has 'is said' 'npo-search: nothing found'
	ok 'a count of nothing there' status 1 script -qec \
		'npo-search -c квазизвезда' /dev/null
	out_lacks 'says it itself' 'nothing found'
else
	skip 'nothing found on a terminal' 'script(1) gives no terminal here'
fi
ok 'a count of nothing' status 1 npo-search -c квазизвезда
out_is 'is 0' 0
ok 'an empty query' status 1 npo-search ''
out_is 'finds nothing' ''
ok 'no query' status 2 npo-search
err_lines 'is said in one line' 1
ok 'an unknown option' status 2 npo-search --frob x
err_is 'is named' "npo-search: unusable option '--frob'"
out_is 'with nothing on stdout' ''
ok 'a word with a dash behind a word' status 0 npo-search -c научно -Almaz
out_is 'is what must not occur' 2
ok 'with an option behind it' status 0 npo-search научно -Almaz -l
out_lines 'too' 2
ok 'a query behind --' status 0 npo-search -c -- -квазизвезда
out_is 'may begin with a dash' 4
for wrong in --limit=x --limit=-1 --offset=x --format=x --match=x --sort=x \
	--snippet=11 --color=x --after=x --before=2020.. --script=x --lang= \
	--batch=none --batch=corpus --db=none --db= --db; do
	ok "$wrong" status 2 npo-search x "$wrong"
	err_lines 'is refused in one line' 1
done
ok 'a batch beside a query' status 2 npo-search --batch=- x

# full COMMAND...: its output does not fit
full()
{
	ok "$* to a full device" status 2 sh -c '"$@" >/dev/full' sh "$@"
	err_has 'is an error' 'No space left on device'
	err_lines 'in one line' 1
	ok "$* with stdout closed" status 2 sh -c '"$@" >&-' sh "$@"
	err_lines 'is an error' 1
	ok "$* into a pipe that nobody reads" status 0 \
		sh -c '{ "$@"; echo "status $?" >&2; } | head -c 1' sh "$@"
	err_lacks 'is no error' 'npo-'
	err_lacks 'of any kind' 'status 2'
}
for option in '' --format=json --format=tsv --format=csv --format=paths \
	--format=trec -c --expand; do
	full npo-search ${option:+"$option"} научно
done
full npo-search --help
full npo-search --version
full npo-index --list
full npo-index --stats
full npo-index --help
full npo-index --version
full npo-index --full --dry-run corpus

# A long answer: the reader leaves while the program writes.
awk 'BEGIN { for (i = 0; i < 2000; i++) print i "\tнаучно" }' >batch.tsv
ok 'a reader that has enough' status 0 \
	sh -c '{ npo-search --batch=batch.tsv; echo "status $?" >&2; } | head -n 1'
err_lacks 'ends it quietly' npo-search
ok 'a batch to a full device' status 2 \
	sh -c 'npo-search --batch=batch.tsv >/dev/full'
err_lines 'stops it at once' 1

# A file of the database must not take the place of a stream.
ok 'a batch from a closed stdin' status 2 sh -c 'npo-search --batch=- <&-'
err_is 'is an error' "npo-search: cannot read '-': Bad file descriptor"
out_is 'not read from the database' ''
ok 'a query with stdin closed' status 0 sh -c 'npo-search -c научно <&-'
out_is 'is answered' 4
ok 'a remark to a closed stderr' status 0 sh -c 'npo-search -c "(научно" 2>&-'
out_is 'is lost' 4
ok 'names from a closed stdin' status 2 \
	sh -c 'npo-index --files-from=- <&-'
ok 'a document from a closed stdin' status 1 sh -c 'npo-index - <&-'
err_has 'is skipped' "Bad file descriptor '-'"
echo '{' >bad.jsonl
ok 'an update with all streams closed' status 1 \
	sh -c 'npo-index -v --full corpus bad.jsonl <&- >&- 2>&-'
ok 'leaves a whole database' status 0 npo-search -c научно
out_is 'with all documents' 4

# Standard input is not read unless it is named.
ok 'a query leaves stdin alone' status 0 \
	sh -c 'echo rest | { npo-search -c научно; cat; }'
out_is 'to the next program' '4
rest'

awk 'BEGIN { for (i = 0; i < 8000; i++) print "file" }' >both
ok 'a batch that fails' status 0 \
	sh -c '{ npo-search --batch=- >/dev/full; wc -c; } <both'
out_is 'leaves what it has not read of a file' 39995

done_testing
