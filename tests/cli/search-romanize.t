#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# search-romanize.t - hits in Latin letters; the systems that a form fits
. "${0%/*}/lib.sh"

cat >docs.jsonl <<'END'
{"id": "ru", "title": "Щукинский ЗАВОД", "text": "Юный Щукин, подъезд и щётка.", "lang": "ru"}
{"id": "uk", "title": "Завод у Києві", "text": "Щит і ґанок.", "lang": "uk"}
{"id": "la", "title": "Works", "text": "Shchukin did not stay.", "lang": "en"}
END
npo-index -q docs.jsonl
s='npo-search --sort=path'

ok 'BGN/PCGN' status 0 $s --romanize=bgn щукин
out_is 'is in titles and snippets' 'Shchukinskiy ZAVOD
docs.jsonl#ru:1
    Yunyy Shchukin, pod”yezd i shchëtka.

Works
docs.jsonl#la:3
    Shchukin did not stay.'
ok 'colour' status 0 $s --romanize=iso9 --color=always --lang=ru 'щукин завод'
esc=$(printf '\033')
out_has 'stands around the romanized word' \
	"Ûnyj ${esc}[1;31mŜukin${esc}[m, podʺezd"
out_has 'in the title too' "${esc}[1;31mZAVOD${esc}[m"
ok 'json' status 0 $s --romanize=iso9 --format=json --lang=ru щукин
out_has 'has the romanized title' '"title":"Ŝukinskij ZAVOD"'
out_has 'and the bytes of the match in it' \
	'"snippet":"Ûnyj Ŝukin, podʺezd i ŝëtka.","highlights":[[6,12]]'
ok 'tsv' status 0 $s --romanize=german --format=tsv --lang=ru щукин
out_has 'is romanized' 'Schtschukinski SAWOD	Juny Schtschukin,'
ok 'csv' status 0 $s --romanize=icao --format=csv --lang=ru щукин
out_has 'is romanized' 'Shchukinskii ZAVOD,"Iunyi Shchukin, podieezd'
ok 'a name with its punctuation' status 0 \
	$s --romanize='ISO 9:1995' --format=tsv --lang=ru щукин
out_has 'is known' 'Ŝukinskij'
ok 'a language of the document' status 0 \
	$s --romanize=national --format=tsv --lang=uk щит
out_has 'chooses the table' 'Zavod u Kyievi	Shchyt i ganok.'
ok 'a title alone' status 0 \
	$s --romanize=bgn --snippet=0 --format=tsv --lang=uk щит
out_has 'is romanized' 'Zavod u Kyievi'

ok 'an unknown system' status 2 $s --romanize=klingon щукин
err_has 'is named' "unknown romanization system 'klingon'"
err_has 'and how to list them' '--romanize=list'
out_is 'nothing is printed' ''
ok 'the list' status 0 env NPO_DB=/nowhere npo-search --romanize=list
out_has 'needs no database' 'icao	ru uk be bg sr mk	ICAO Doc 9303'
ok 'a name a line' test "$(cut -f 1 <"$OUT" | sort -u | wc -l)" = \
	"$(wc -l <"$OUT")"

ok 'explained' status 0 $s --explain shchukin
out_has 'with the systems' 'щукин  script  weight'
out_has 'that make it so' '  systems bgn bgn-points ala-lc '
ok 'explained in json' status 0 $s --explain --format=json --lang=ru schtschukin
out_has 'as an array' '"systems":["german"]'
ok 'a Latin form' status 0 $s --explain --format=json --lang=en щукин
out_has 'is explained alike' '"systems":["bgn","bgn-points","ala-lc",'
ok 'a form of the same script' status 0 $s --explain --lang=en shchukin
out_lacks 'fits none' systems

# The letters of all the document tell, not those of the part that is shown.
{
	echo '{"id": "title", "title": "Мій гриб", "text": "гора"}'
	echo '{"id": "text", "title": "гора", "text": "Її гриб і мій"}'
	printf '{"id": "long", "title": "гора", "text": "Її гриб і мій. '
	i=0
	while test $((i += 1)) -le 30; do
		printf 'slovo slovo slovo slovo '
	done
	echo 'багато гонору"}'
	printf '{"id": "late", "title": "гора", "text": "'
	i=0
	while test $((i += 1)) -le 300; do
		printf 'slovo slovo slovo slovo '
	done
	echo 'Її гонор і мій"}'
} >unsaid.jsonl
rm -rf "$NPO_DB"
npo-index -q unsaid.jsonl
ok 'a language that nobody said' status 0 \
	$s --romanize=national --format=tsv гора
out_has 'is that of title' 'unsaid.jsonl#title	1	Mii hryb	hora'
out_has 'and text' 'unsaid.jsonl#text	2	hora	Yii hryb i mii'
out_has 'behind Latin words too' 'unsaid.jsonl#late	4	hora'
ok 'a snippet without its letters' status 0 \
	$s --romanize=national --snippet=1 гонору
out_has 'is written alike' 'bahato honoru'
out_lacks 'as is' 'gora'
for format in text json csv; do
	ok "$format" status 0 $s --romanize=national --format=$format \
		--snippet=0 гора
	out_lacks 'has the same titles without snippets' gora
	out_has 'all of them' hora
done

done_testing
