#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# search-matching.t - a query finds its documents in each spelling and script
. "${0%/*}/lib.sh"

mkdir corpus
cp "$TESTS"/../corpus/*.txt corpus
npo-index -q corpus
plain=corpus/npo-plain.txt ru=corpus/npo-russian.txt wiki=corpus/npo-wikitext.txt

# finds WANTED [OPTION]... QUERY: exactly these documents, in any order
finds()
{
	f_wanted=$1
	shift
	npo-search -l -n 0 "$@" 2>"$ERR" | sort >"$OUT"
	ok "$*" test "$(tr '\n' ' ' <"$OUT")" = "${f_wanted:+$f_wanted }"
}

# One name, however it is written, finds the same documents.
for query in научно nauchno NAUCHNO Научно Научно-производственное \
	научно-производственных nauchno-proizvodstvennoe \
	'"научно-производственное объединение"' \
	'"nauchno-proizvodstvennoye obyedineniye"' \
	'"nauchno-proizvodstvennoe obedinenie"'; do
	finds "$plain $ru $wiki" "$query"
done
for query in Лавочкин Лавочкина лавочкину Lavochkin; do
	finds "$ru $wiki" "$query"
done
finds "$ru $wiki" lavochkina
for query in Энергомаш Энергомаша energomasha; do
	finds "$ru $wiki" "$query"
done
finds "$ru $wiki" energomash
for query in Полёт Полет полёта Polyot; do
	finds "$ru $wiki" "$query"
done
for query in Машиностроение машиностроения Mashinostroyeniya \
	mashinostroenie; do
	finds "$ru $wiki" "$query"
done
for query in R-12 Р-12 r12 'R 12'; do
	finds "$ru $wiki" "$query" --all-words
done
finds "$ru" Янгель
finds "$ru" yangel
finds "$ru" Mashinostroenie --match=script
# what is written oddly: a stress, a soft hyphen, a line's end, a lost blank
finds "$ru" комплексы --match=exact
finds "$ru" машиностроительном --match=exact
finds "$ru" '=объединение здесь' --all-words
finds "$plain" romanized

# --match and =word narrow it down.
finds "$ru" --match=exact Лавочкина
finds "$ru" --match=script Лавочкину
finds '' --match=exact Лавочкину
finds "$wiki" --match=script Lavochkin
finds "$ru" =Лавочкина
finds '' =Лавочкину
finds "$ru $wiki" '=Лавочкину Lavochkin'

# ~word finds misspelt ones, too.
for query in Машыностроение машиностроние mashinstroenie; do
	finds '' "$query" --match=script
	finds "$ru $wiki" "~$query"
done
finds "$ru" ~машыностроение --match=script
finds "$ru" ~mashinstroenie --match=script
finds '' ~машыностроение --match=exact
finds '' =~машыностроение
finds '' --literal '~машыностроение' --match=script
finds '' '"научно-производственное обьединение"' --match=script
finds "$plain $ru $wiki" '~"научно-производственное обьединение"'
finds '' 'factroy' --match=script
finds "$plain $wiki" '~factroy'
finds "$plain $wiki" '~(factroy)' --match=script
finds "$plain $wiki" 'title:~sientific'
finds '' '~factroy*'
mkdir ../typos
n=0
for word in обьеденение обьединение объединение объединения завод; do
	n=$((n + 1))
	printf '{"id": "%s", "text": "%s и другие слова"}\n' $n $word
done >../typos/words.jsonl
npo-index -q --db=../typodb ../typos
ok 'misspelt words' status 0 npo-search --db=../typodb --format=trec \
	'~объединение'
ok 'come last, in order of their edits' test \
	"$(cut -d' ' -f3 "$OUT" | tr '\n' ' ')" = '3 4 2 1 '
npo-search --expand '~factroy' >"$OUT"
out_has 'how it is said' "factory	typo"
for query in '~' '~ ~' '~,' '~~~' '~"' '~('; do
	npo-search "$query" >"$OUT" 2>"$ERR"
	ok "$query is no error" test $? = 1
done

# Names of places, in the languages around them, and their adjectives.
for name in Харьков Харків Харкові Kharkiv Kharkov Харьковский \
	Харківської; do
	printf '{"id": "%s", "text": "%s"}\n' "$name" "$name"
done >../typos/names.jsonl
npo-index -q --db=../namedb ../typos/names.jsonl
for query in Харьков Харькову Харків Харкову Харкові Kharkiv Kharkov \
	Харьковский Харківський харківську; do
	ok "$query: all" test "$(npo-search --db=../namedb -c "$query")" = 7
done
for query in Харькову Харкові Kharkov; do
	npo-search --db=../namedb --format=trec "$query" >"$OUT"
	ok "$query: the city before its adjectives" test \
		"$(tail -n 2 "$OUT" | cut -d' ' -f3 | sort | tr '\n' ' ')" = \
		'Харківської Харьковский '
done

# Phrases.
finds "$plain" '"answer to an old question"'
finds '' '"question old an to answer"'
finds "$plain" '«answer to an old question»'
finds "$plain" '"в год" "old question"'
finds '' '"laboratory floor"'
finds "$ru" '"Алмаз-Антей"'
finds "$ru" '"Алмазе и Антее"'

# Operators.
finds "$wiki" '+factory +Лавочкин'
finds "$plain" '+factory -Лавочкин'
finds "$plain" 'factory AND NOT Лавочкин'
finds "$plain" 'factory NOT Лавочкин'
finds "$wiki" 'factory AND Лавочкин'
finds "$plain $ru $wiki" 'factory OR Лавочкин'
finds "$plain $ru $wiki" 'factory Лавочкин'
finds "$wiki" --all-words 'factory Лавочкин'
finds "$plain $ru $wiki" --any-word 'factory Лавочкин'
finds "$ru $wiki" '(Гагарин OR factory) AND Лавочкин'
finds "$wiki" '(Гагарин OR factory) -Гагарин +Лавочкин'
finds "$plain $ru $wiki" 'electro*'
finds "$plain $wiki" 'electro*' --match=script
finds "$ru" 'электрот*'
finds "$ru $wiki" 'энерго*'
finds "$wiki" 'decree NEAR/3 September'
finds '' 'decree NEAR/2 September'
finds "$wiki" '1968 NEAR/5 decree'
finds "$wiki" '"pilot shop" NEAR/6 series'
finds "$plain $wiki" 'decree (pilot OR bureau)' --all-words

# Fields and filters.
finds "$plain $wiki" title:scientific
finds "$ru" title:научно
finds '' title:factory
finds "$wiki" section:history
finds '' section:factory
finds "$wiki" type:wikitext
finds "$wiki" --type=wikitext научно
finds "$plain $ru" 'научно type:plain'
finds "$ru" 'научно script:cyrillic'
finds "$plain $wiki" --script=latin научно
finds '' 'script:cyrillic type:wikitext'
finds "$ru $wiki" '(type:wikitext OR script:cyrillic)'
finds "$ru $wiki" 'type:wikitext OR script:cyrillic'
finds '' 'type:wikitext AND script:cyrillic'
finds "$ru $wiki" 'Khimki OR script:cyrillic'
finds "$ru" 'type:plain Химки OR Khimki'
finds "$plain $ru $wiki" dir:corpus
finds "$plain $ru $wiki" --dir=corpus/ научно
finds '' dir:elsewhere
finds '' id:none
mkdir notes
cat >notes/a.jsonl <<'END'
{"id": "x/1", "title": "Первый", "text": "научно", "lang": "ru", "date": "1971-03-02"}
{"id": "x/2", "title": "Second", "text": "nauchno", "lang": "en", "date": "2004-11-30"}
END
touch -d 2015-06-07T12:00:00Z corpus/*.txt
npo-index -q corpus notes
notes=notes/a.jsonl
finds "$notes" id:x/1
finds "$notes" lang:ru
finds "$notes" lang:RU
finds "$notes" --lang=en --lang=ru научно
finds '' lang:uk
finds "$notes" dir:notes
finds "$plain $ru $wiki" 'научно -dir:notes'
for date in date:1971 date:1971-03 date:1971-03-02 date:..1980 \
	date:1970..1971-03 date:2004-11-30 date:2015-06-08..; do
	test $date = date:2015-06-08.. && notes=
	finds "$notes" "$date"
done
finds "$plain $ru $wiki" date:2015
finds "$plain $ru $wiki" --after=2015 --before=2015-06-07 научно
finds notes/a.jsonl --before=2004-11-30 научно

# Several databases are searched as one.
npo-index -q --db=../one corpus/npo-russian.txt
npo-index -q --db=../two corpus/npo-wikitext.txt notes
finds "$ru" --db=../one научно
finds "$ru $wiki notes/a.jsonl" --db=../one --db=../two научно
finds "$ru $wiki notes/a.jsonl" --db=../two --db=../one научно
ok 'a count' status 0 npo-search --db=../one --db=../two -c nauchno
out_is 'is of all' 4
ok 'one that is missing' status 2 npo-search --db=../one --db=none научно
err_is 'is named' "npo-search: no database in 'none'"

# Scripts and bytes of highlights.
if jq --version >../jq 2>&1; then
	# marked QUERY: each highlight that its hits have, once
	marked()
	{
		npo-search --format=json -n 0 --db=../one --db=../two "$1" |
			jq -r '.snippet as $s | .highlights[] as [$a, $b] |
			[$a, $b, $s] | @tsv' | LC_ALL=C awk -F '\t' \
			'{ print substr($3, $1 + 1, $2 - $1) }' | LC_ALL=C sort -u
	}
	marked lavochkin >"$OUT"
	out_is 'highlights stand in both scripts' 'Lavochkin
Лавочкин
Лавочкина
Лавочкине'
	marked Лавочкина >"$OUT"
	out_has 'whichever was typed' Lavochkin
	marked '=Лавочкина' >"$OUT"
	out_is 'but not where one form is asked for' Лавочкина
	marked полет >"$OUT"
	out_has 'as they are written' Полёт
	out_has 'as they are written' Polyot
	marked комплексы >"$OUT"
	out_has 'across the end of a line' 'комплек- сы'
	marked R-12 >"$OUT"
	out_has 'with their hyphen' R-12
	marked '"научно-производственное предприятие"' >"$OUT"
	out_has 'in phrases' предприятие
else
	skip highlights 'no jq'
fi

# One query, whatever the files are encoded in.
fresh
for charset in UTF-8 windows-1251 KOI8-R IBM866 UTF-16 UTF-16BE UTF-16LE \
	UTF-32 ISO-8859-5 MAC-CYRILLIC; do
	iconv -c -f UTF-8 -t "$charset" "$TESTS/../corpus/npo-russian.txt" \
		>"$charset.txt"
done
ok 'files in ten charsets' status 0 npo-index -q .
for query in Лавочкина lavochkin '"научно-производственные объединения"'; do
	ok "$query" status 0 npo-search -c "$query"
	out_is 'is found in all' 10
done
ok 'a snippet of each' status 0 npo-search -n 0 --snippet=1 =Гагарин
ok 'is the same' test "$(grep -c 'ракету, на которой полетел' "$OUT")" = 10

# What has all the words comes first, however little is sure of their spelling.
fresh
filler=$(printf 'небо море река поле %.0s' 1 2 3 4 5 6 7 8 9)
echo "завод райт $filler $filler $filler $filler" >both.txt
for i in 1 2 3 4 5 6; do
	echo "завод море завод море завод море" >"$i.txt"
	echo "$filler" >"filler$i.txt"
done
npo-index -q .
ok 'two words, one by ear' status 0 npo-search -l -n 1 'wright завод'
out_is 'find what has both' both.txt

# Function words decide nothing beside another word, nor does one that is
# nowhere; and they are not inflected.
fresh
echo 'по правде о море говорят на реке' >function.txt
echo 'Полёт, the works' >exact.txt
echo "полета о полетах по морю $filler" >inflected.txt
npo-index -q .
ok 'a word and a function word' status 0 npo-search -l -n 1 'по полёт'
out_is 'the word decides' exact.txt
ok 'a word and one that is nowhere' status 0 npo-search -l -n 1 'ОАО полёт'
out_is 'the word decides again' exact.txt
ok 'function words alone' status 0 npo-search -l -n 1 'на реке'
out_is 'are words' function.txt
ok 'a function word' status 0 npo-search --expand на
out_lacks 'is not inflected' inflected
echo 'История нашего завода' >our.txt
echo 'The US army' >us.txt
echo 'an army of ants and of us all' >ants.txt
echo 'alter ego' >ego.txt
echo 'alter, alter и alter' >alter.txt
npo-index -q .
ok 'one that has cases' status 0 npo-search -l '"наш завод"'
out_is 'is' our.txt
ok 'a name that looks like one' status 0 npo-search -l -n 1 'US army'
out_is 'is one' us.txt
ok 'a word that in Cyrillic is one' status 0 npo-search -l -n 1 'alter ego'
out_is 'is none' ego.txt

# A word that a small update brings is found as any other.
fresh
mkdir many
for i in 1 2 3 4 5 6 7 8 9 10 11 12; do
	seq 1 700 | sed "s/^/слово$i-/" >many/$i.txt
done
cp -r many some
npo-index -q some
echo 'Юрмаш, Щукозавр и яяяязык' >some/new.txt
ok 'one more file' status 0 npo-index -q some
ok 'its word romanized' status 0 npo-search -l shchukozavr
out_is 'finds it' some/new.txt
ok 'one behind all others' status 0 npo-search -l yayayayazyk
out_is 'finds it' some/new.txt
rm some/new.txt
npo-index -q some
ok 'without the file' status 1 npo-search -l shchukozavr
seq 1 9000 | sed 's/^/юрм/' >some/gone.txt
echo юрмяяя >some/stays.txt
npo-index -q some
rm some/gone.txt
npo-index -q some
ok 'words that are gone' status 0 npo-search -l 'юрм*'
out_is 'are not in the way of others' some/stays.txt
ok 'a word that is nowhere any more' status 1 npo-search --expand юрмаш
out_is 'is only itself' 'юрмаш	юрмаш	exact	1	0'

# Two words of one stem are one word if their endings say so.
fresh
echo 'Торо писал эссе' >thoreau.txt
echo 'NPO Toriy, Moscow' >toriy.txt
echo 'объединённая команда' >united.txt
echo 'об объединении, о котором мы говорим' >union.txt
npo-index -q .
ok 'a noun' status 0 npo-search -l торию
out_is 'is found as itself, in any script' toriy.txt
ok 'another' status 0 npo-search --format=tsv --expand объединение
out_has 'has its cases' 'объединении	inflected	0.8	'
out_lacks 'and no participle' 'объединенная'

# What is excluded does not count among the words.
fresh
echo 'Полёт над рекой был долгим и спокойным, дом стоял у реки' >exact.txt
echo 'Polyot Polyot Polyot' >latin.txt
echo 'газета вышла' >other.txt
npo-index -q .
for query in 'полёт' 'полёт -газета' 'полёт AND NOT газета'; do
	ok "$query" status 0 npo-search -l -- "$query"
	out_is 'the word as typed is first' 'exact.txt
latin.txt'
done

# Who types a capital may mean a name.
fresh
echo "Первый полёт над морем. Полёт. $filler" >common.txt
echo "конструкторы «Полёта» $filler" >name.txt
echo 'designed by NPO Polyot, of Omsk, long ago, with many others' >latin.txt
npo-index -q .
ok 'a word with a capital' status 0 npo-search -l Полёт
out_is 'comes first as a name, in any form and script' 'latin.txt
name.txt
common.txt'
ok 'without one' status 0 npo-search -l полёт
out_is 'as it is typed' 'common.txt
latin.txt
name.txt'
echo 'полёты, всё маленькими' >small.txt
npo-index -q .
ok 'a text without any capital' status 0 npo-search -l Полёт
out_is 'has the name as well' 'latin.txt
small.txt
name.txt
common.txt'
ok 'a sentence' status 0 npo-search -l -n 1 'Полёт над морем'
out_is 'begins with a capital that says nothing' common.txt

# A query that is romanized as a whole is none of English words.
fresh
echo 'a guru and his radio' >english.txt
echo 'на людей оказывает влияние гуру' >russian.txt
npo-index -q .
ok 'a romanized question' status 0 npo-search -l -n 1 \
	'na kogo okazyvaet vliyanie guru'
out_is 'finds the romanized word' russian.txt
ok 'its words' status 0 npo-search --expand 'okazyvaet vliyanie guru'
out_has 'are read so' "guru	гуру	script	1	1"
ok 'an English one' status 0 npo-search --expand 'his guru'
out_lacks 'stays English' гуру

# Many folders, in a database and in a copy of it that has become another.
fresh
for i in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20; do
	mkdir -p "top/d$i" other
	echo "мост $i" >"top/d$i/a.txt"
done
echo мост >other/a.txt
npo-index -q --db=../a top other
cp -r ../a ../b
echo мост >top/d3/b.txt
npo-index -q --db=../a top other
rm top/d3/b.txt top/d2/a.txt
npo-index -q --db=../b top other
counts()
{
	for query in dir:top -dir:top 'dir:top мост' "dir:$PWD/top"; do
		npo-search "$@" -c -- "$query"
	done
}
ok 'dir: of many folders' status 0 counts --db=../a
out_is 'finds what is below' '21
1
21
21'
ok 'in a copy that is another one' status 0 counts --db=../b
out_is 'what is below in that' '19
1
19
19'
for both in '--db=../a --db=../b' '--db=../b --db=../a'; do
	# shellcheck disable=SC2086
	ok "with $both" status 0 counts $both
	out_is 'in each its own' '40
2
40
40'
done
printf 'dir:top\ndir:d3\ndir:top\n-dir:d3\n' >queries
ok 'a batch' status 0 npo-search --db=../a -c --batch=queries
out_is 'asks for a folder again' '1	21
2	2
3	21
4	20'

done_testing
