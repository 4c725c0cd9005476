#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# search-hostile.t - control characters of documents and names stay inside
. "${0%/*}/lib.sh"

# no_controls NAME: the output has no byte or character that a terminal obeys
no_controls()
{
	LC_ALL=C tr -d '\n\t' <"$OUT" | tr -d '\r' >../flat
	ok "$1" test "$(LC_ALL=C tr -d '\000-\037\177' <../flat | cksum)" = \
		"$(cksum <../flat)"
	ok 'no C1 control' sh -c \
		'! LC_ALL=C grep -q "$(printf "\302[\200-\237]")" ../flat'
	ok 'no mark of direction' sh -c '! LC_ALL=C grep -q "$1" ../flat' \
		sh "$(printf '\342\200[\250-\256]')"
}

esc=$(printf '\033')
red=$(printf 'red\033[31m\nline\342\200\256.txt')
bytes=$(printf '\314\350\360.txt')
printf 'Title\033]0;evil\007 \033[31m\342\200\256\n\nword \033[2J\r\b\302\233 31m завод \177\302\205\342\200\256 end\n' >"$red"
printf 'завод\n' >"$bytes"
printf '{"id": "a\\u001b b", "title": "t\\u001b[1m", "author": "x\\u0007", "text": "завод \\u001b[2J \\u009b31m"}\n' >"$(printf 'tab\there.jsonl')"
ok 'documents and names with control characters' status 0 npo-index -q .
ok 'are found' status 0 npo-search -c завод
out_is 'all' 3

for format in text tsv csv trec; do
	ok "as $format" status 0 npo-search --format=$format --explain завод
	no_controls 'nothing in them reaches a terminal'
done
ok 'as tsv' status 0 npo-search --format=tsv завод
out_lines 'each is one line' 3
ok 'of six columns' test "$(awk -F '\t' '{ print NF }' "$OUT" | sort -u)" = 6
ok 'as trec' status 0 npo-search --format=trec завод
ok 'each is six words' test "$(awk '{ print NF }' "$OUT" | sort -u)" = 6
ok 'a batch' status 0 sh -c \
	'printf "q\0331\tза\033вод завод\n" | npo-search --batch=- --snippet=0'
no_controls 'with such an id'
ok 'the forms of such words' status 0 npo-search --expand "завод ${esc}[31mx"
no_controls 'are printed without'
ok 'an option' status 2 npo-search "--frob$esc"
err_lacks 'is named without' "$esc"
ok 'a database' status 2 npo-search --db="no$esc
thing" x
err_lacks 'too' "$esc"
err_lines 'in one line' 1

ok 'as paths' status 0 npo-search -l --sort=path завод
out_is 'names are as they are' "$red
$(printf 'tab\there.jsonl')
$bytes"
ok 'and with -0' status 0 npo-search -0 --sort=path завод
ok 'end in NUL' test "$(tr '\0\n' '|_' <"$OUT" | od -An -c | tr -d ' \n')" \
	= "$(printf '%s|%s|%s|' "$red" "$(printf 'tab\there.jsonl')" "$bytes" |
		tr '\n' '_' | od -An -c | tr -d ' \n')"
ok 'which xargs takes' status 0 \
	sh -c 'npo-search -0 завод | xargs -0 cat | grep -ac завод'
out_is 'all of' 3

ok 'as JSON' status 0 npo-search --format=json --sort=path завод
no_controls 'all is escaped'
out_lines 'an object a line' 3
if jq --version >../jq 2>&1; then
	cp "$OUT" ../hits
	ok 'a path' status 0 jq -r 'select(.rank == 1).path' ../hits
	out_is 'reads back' "$red"
	ok 'one that is not UTF-8' status 0 sh -c \
		'jq -r "select(.rank == 3).path_base64" ../hits | base64 -d'
	ok 'too' test "$(cat "$OUT")" = "$bytes"
	ok 'beside a path' status 0 jq -r 'select(.rank == 3).path' ../hits
	out_is 'there is none' null
	ok 'an id' status 0 jq -r 'select(.rank == 2).id' ../hits
	out_is 'reads back' "a$esc b"
else
	skip 'JSON reads back' 'no jq'
fi

# On a terminal, where control characters would act.
if script -qec true /dev/null >../script 2>&1 </dev/null; then
	ok 'paths on a terminal' status 0 script -qec \
		'TERM=dumb npo-search -l завод' /dev/null
	tr -d '\r' <"$OUT" >../clean
	cp ../clean "$OUT"
	no_controls 'are cleaned'
	out_lines 'each in a line' 3
	ok 'colour on a terminal' status 0 script -qec \
		'TERM=xterm npo-search --sort=path завод' /dev/null
	out_has 'marks the words' "${esc}[1;31mзавод${esc}[m"
	out_lacks 'and lets no other escape through' "${esc}]0"
	out_lacks 'of any kind' "${esc}[2J"
	ok 'with NO_COLOR' status 0 script -qec \
		'TERM=xterm NO_COLOR=1 npo-search завод' /dev/null
	out_lacks 'there is none' "$esc"
	ok 'on a dumb terminal' status 0 script -qec \
		'TERM=dumb npo-search завод' /dev/null
	out_lacks 'neither' "$esc"
else
	skip 'output on a terminal' 'no script(1)'
fi
ok 'colour in a pipe' status 0 npo-search завод
out_lacks 'is not used' "$esc"
ok '--color=always' status 0 npo-search --color=always завод
out_has 'forces it' "${esc}[1;31mзавод${esc}[m"

done_testing
