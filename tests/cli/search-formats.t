#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# search-formats.t - the output in each format, whole
. "${0%/*}/lib.sh"

mkdir -p corpus/notes
cp "$TESTS"/../corpus/*.txt corpus
cat >corpus/notes/a.jsonl <<'END'
{"id": "a1", "title": "Завод имени Лавочкина", "text": "Станции, \"луноходы\"\tи ракеты, Химки.", "lang": "ru", "date": "1971-03-02", "author": "Петров, И.", "url": "https://example.org/a1"}
END
cat >corpus/notes/b.jsonl <<'END'
{"id": "b 2", "title": "Lavochkin works", "text": "Probes to the Moon, to Venus and to Mars.", "lang": "en", "date": "2004-11-30"}
{"id": "b 3", "text": "One more, to Pluto.", "lang": "en", "date": "2004-11-29"}
END
touch -d 2020-05-17T12:00:00Z corpus/*.txt
npo-index -q corpus

# The order of the path does not move when weights are tuned.
s='npo-search --sort=path'
for format in text json tsv csv paths trec; do
	ok "a query as $format" status 0 $s --format=$format lavochkin
	golden 'is written so' "search.$format"
	ok "explained as $format" status 0 $s --explain --format=$format \
		'Лавочкина Venus'
	golden 'is written so' "explain.$format"
	ok "a batch as $format" status 0 sh -c \
		"printf 'q1\tлавочкин\nнаучно\n\nq3\tквазизвезда\nq4\tmars\n' |
		$s --batch=- -n 2 --format=$format"
	golden 'is written so' "batch.$format"
done
ok 'counts of a batch' status 0 sh -c \
	"printf 'q1\tлавочкин\nq2\tквазизвезда\n' | npo-search -c --batch=-"
out_is 'have their id' 'q1	4
q2	0'
ok 'forms' status 0 npo-search --expand '"Лавочкина" R-12 научно'
golden 'are listed so' expand.tsv
ok 'forms for a batch' status 0 sh -c \
	"printf 'q1\tлавочкин\nq2\tквазизвезда\n' | npo-search --expand --batch=-"
golden 'have its id in front' expand-batch.tsv
ok 'forms of nothing' status 1 npo-search --expand квазизвезда
ok 'a batch without an answer' status 1 sh -c \
	'echo квазизвезда | npo-search --batch=-'

ok '-l' status 0 npo-search -l 'mars pluto'
out_is 'names a file once' corpus/notes/b.jsonl
# a path is a value where it is not too long for one, else a stored field, too
mkdir long
for len in 200 222 223 224 225 226 229 231 232 240 241; do
	name=$(awk -v n=$((len - ${#PWD} - 12)) 'BEGIN {
		for (; n > 1; n -= 2) printf "ж"; if (n) printf "x" }')
	echo lengthened >"long/$name.txt"
	echo '{"id": "1", "text": "lengthened"}' >"long/$name.jsonl"
done
npo-index -q long
find long -type f | sort >../long
ok 'long paths alone' status 0 npo-search -l -n0 lengthened
ok 'are whole' sh -c 'sort | cmp - ../long' <"$OUT"
ok 'long paths with all else' status 0 npo-search --format=tsv -n0 lengthened
ok 'are whole' sh -c \
	'cut -f 3 | sed "s/#1\$//" | sort | cmp - ../long' <"$OUT"
rm -r long
npo-index -q long
ok '-0' status 0 npo-search -l0 lavochkin
ok 'ends names in NUL' test "$(tr -cd '\0' <"$OUT" | wc -c)" = 4
ok 'and in nothing else' test "$(tr -cd '\n' <"$OUT" | wc -c)" = 0
ok '-c' status 0 npo-search -c lavochkin
out_is 'counts documents' 4
ok '-c with -n and --offset' status 0 npo-search -c -n 1 --offset=2 lavochkin
out_is 'counts all of them' 4

ok 'all' status 0 npo-search -n 0 --format=trec lavochkin
cp "$OUT" ../all
ok 'the first two' status 0 npo-search -n2 --format=trec lavochkin
cp "$OUT" ../some
ok 'and the others' status 0 npo-search --offset=2 --format=trec lavochkin
cat "$OUT" >>../some
ok 'make up all' cmp ../all ../some
ok 'beyond the last' status 1 npo-search --offset=4 lavochkin
out_is 'there is none' ''
ok 'in the opposite order' status 0 \
	npo-search -n 0 --reverse --format=trec lavochkin
ok 'it is the same' test "$(awk '{ print $3, $5 }' "$OUT")" = \
	"$(awk '{ print $3, $5 }' ../all | tac)"
ok 'by date' status 0 npo-search --sort=date -n 1 --format=trec lavochkin
out_has 'the newest comes first' ' corpus/npo-'
ok 'or' status 0 npo-search --sort=date --reverse -n 1 --format=trec lavochkin
out_has 'the oldest' ' a1 '
ok 'by path' status 0 npo-search --sort=path -l lavochkin
ok 'it is in order' sort -c "$OUT"
ok 'backwards' status 0 npo-search --sort=path --reverse -l lavochkin
ok 'it is too' sort -rc "$OUT"
awk 'BEGIN {
	for (i = 1; i <= 12; i++)
		printf "{\"id\": \"%d\", \"text\": \"zinc%s\"}\n", i,
			i % 3 ? " among other words" : ""
}' >lines.jsonl
ok 'a file of many lines' status 0 npo-index -q lines.jsonl
ok 'by path' status 0 npo-search --sort=path -n0 --format=trec zinc
ok 'its lines are in order' test "$(cut -d' ' -f3 <"$OUT" | tr '\n' ' ')" = \
	'1 2 3 4 5 6 7 8 9 10 11 12 '
ok 'backwards' status 0 npo-search --sort=path --reverse --format=trec zinc
ok 'too' test "$(cut -d' ' -f3 <"$OUT" | tr '\n' ' ')" = \
	'12 11 10 9 8 7 6 5 4 3 '
ok 'by title' status 0 npo-search --sort=title -l lavochkin
out_is 'Latin ones come first' 'corpus/notes/b.jsonl
corpus/npo-wikitext.txt
corpus/notes/a.jsonl
corpus/npo-russian.txt'

# A window of a snippet is a line: 160 letters between ellipses.
ok 'snippets' status 0 npo-search научно
ok 'are lines' grep -q '^    ' "$OUT"
ok 'of 160 letters and ellipses' sh -c '! grep -E "^ {4}.{163}" "$OUT"'
ok 'three at most' test "$(awk '/^    /{ n++; if (n > 3) print }
	!/^    /{ n = 0 }' "$OUT")" = ''
ok '--snippet=1' status 0 npo-search --snippet=1 научно
ok 'is one line' test "$(grep -c '^    ' "$OUT")" = 3
ok '--snippet=0' status 0 npo-search --snippet=0 научно
out_lacks 'is none' '    '

printf '%s\n' 'NPO [[Opal]] is in a town.' '' '== History ==' \
	'By then opals were made.' >opal.wiki
npo-index -q opal.wiki
ok 'a wiki page' status 0 npo-search --snippet=1 opals
out_has 'its headings are set apart' ' History · By then opals were made.'

# Paths begin where the user is.
cd corpus || exit 2
ok 'from within the folder' status 0 npo-search -l --sort=path lavochkin
out_is 'paths are short' 'notes/a.jsonl
notes/b.jsonl
npo-russian.txt
npo-wikitext.txt'
cd /
ok 'from elsewhere' status 0 npo-search -l --sort=path lavochkin
ok 'they are whole' test -f "$(head -n 1 "$OUT")"

done_testing
